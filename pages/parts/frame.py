"""The frame around every page: who is here, the menu, the filters, the banner, what just happened."""

from __future__ import annotations

import logging
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

import pages.parts.heap  # noqa: F401  (once: makes every later run of a page cheaper)
from pages.parts.day_read import day_choice, past_banner, settle_day
from pages.parts.doing import plain, say_what_came_of_it
from pages.parts.filter_bar import filter_bar, follow_link, in_our_words
from pages.parts.visitor import may, named_in_link, visitor
from pages.parts.words import explain, language_choice, say, settle_language
from queries import Filters, Refused, ask, store
from queries.people import Person
from queries.visits import be_here

LOG = logging.getLogger("dashboard")
TERRITORY = "pages/follow/territory.py"


def draw() -> None:
    """The frame: who is here, the filters, the menu, what just happened, then the page."""
    settle_language()
    settle_day()
    # No page_icon: Streamlit fetches those of its icon set from another host.
    st.set_page_config(layout="wide", initial_sidebar_state=310)
    refuse_without_store()
    if (link := in_our_words()) is not None:  # before any widget is drawn: a link can't set what one holds
        st.switch_page(menu(None), query_params=link)
    if lands_on_territory():
        st.switch_page(TERRITORY, query_params={name: st.query_params.get_all(name) for name in st.query_params})
    with st.sidebar:
        person = visitor()
        be_here(person.id)
        page = menu(person)
        follow_link()
        filters = filter_bar()
        day_choice()
        language_choice()
    settle_day()
    st.set_page_config(page_title=f"{page.title} – {say('Workshop proposals')}")
    st.session_state["visit"] = (person, filters)
    demonstration_banner()
    past_banner()
    say_what_came_of_it()
    run(page)


def lands_on_territory() -> bool:
    """Whether somebody with a territory arrives at the root, by a link that asks for nothing: once, at arrival."""
    if "arrived" in st.session_state:
        return False
    st.session_state["arrived"] = True
    has_territory = named_in_link().region is not None
    return has_territory and set(st.query_params) <= {"person", "lang"} and not menu(None).url_path


def refuse_without_store() -> None:
    """Stop here, with the sentence that says why, when the store can't be opened."""
    try:
        store()
    except Refused as refusal:
        st.error(plain(explain(refusal)))
        st.stop()


def menu(person: Person | None) -> Page:
    """The pages, those this role has no use for hidden from the menu (they explain themselves if opened by a link)."""
    acts, takes_in, convenes = (
        _shown(person is not None and may(person, act)) for act in ("move", "take_in", "convene")
    )
    # Read most: on top by name. The others under what they are for: more names than fit would hide under English words.
    return st.navigation(
        {
            "": [
                st.Page("pages/follow/overview.py", title=say("Overview"), default=True),
                st.Page(TERRITORY, title=say("My territory"), url_path="territoire"),
                st.Page("pages/follow/compare.py", title=say("Compare regions"), url_path="comparer"),
                st.Page("pages/follow/proposals.py", title=say("Proposals"), url_path="propositions"),
            ],
            say("Over time"): [
                st.Page("pages/follow/changes.py", title=say("Changes"), url_path="evolutions"),
                st.Page("pages/follow/progress.py", title=say("Progress"), url_path="avancement"),
                st.Page("pages/follow/follow_up.py", title=say("Follow-up"), url_path="suites"),
                st.Page("pages/follow/journal.py", title=say("Journal"), url_path="journal"),
                st.Page("pages/follow/workshops.py", title=say("Workshops"), url_path="ateliers"),
            ],
            say("Act"): [
                st.Page("pages/decide/review.py", title=say("Review"), url_path="instruire", visibility=acts),
                st.Page("pages/decide/session.py", title=say("Session"), url_path="seance", visibility=convenes),
                st.Page(
                    "pages/manage/intake.py", title=say("Take in a sheet"), url_path="importer", visibility=takes_in
                ),
                *opened_from_elsewhere(),
            ],
        },
        position="top",
    )


def opened_from_elsewhere() -> list[Page]:
    """The pages that a figure or a row opens: they are not in the menu."""
    return [
        st.Page(f"pages/follow/{name}.py", title=title, url_path=path, visibility="hidden")
        for name, title, path in (
            ("region", say("Profile of a region"), "region"),
            ("face_to_face", say("Face to face"), "face-a-face"),
            ("proposal", say("Sheet of a proposal"), "fiche"),
        )
    ]


def _shown(allowed: bool) -> Literal["visible", "hidden"]:
    return "visible" if allowed else "hidden"


def is_demonstration() -> bool:
    """Whether fictional rows stand beside the real ones."""
    return bool(ask("is_demonstration").to_pylist()[0]["fictional"])


def demonstration_banner() -> None:
    """Say that rows are fictional, as long as one is."""
    if is_demonstration():
        st.warning(say("Demonstration: fictional data"), icon=":material/science:")


def run(page: Page) -> None:
    """Run the page; what goes wrong in it is said in a sentence here, and in full in the log only."""
    try:
        page.run()
    except Refused as refusal:
        st.error(plain(explain(refusal)))
    except Exception:
        LOG.exception("the page %s failed", page.url_path or "overview")
        st.error(
            say(
                "Something went wrong on this page. It was written in the log; nothing was changed. "
                "Open the page again, and tell the administrator if it goes on."
            )
        )


def visit() -> tuple[Person, Filters]:
    """Who is here and what they chose to see, as the frame found them for this run."""
    person, filters = st.session_state["visit"]
    return person, filters
