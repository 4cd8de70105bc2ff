"""The sheet of one proposal: what was said, where it stands, what happened, and what the visitor may do next."""

from typing import Any

import streamlit as st

from pages.parts.columns import EVENTS
from pages.parts.day_read import ask, today
from pages.parts.doing import do, plain
from pages.parts.evidence import evidence_form, evidence_sheet
from pages.parts.fidelity import trail
from pages.parts.following import follow_up_of
from pages.parts.frame import is_demonstration, visit
from pages.parts.history import tell
from pages.parts.moves import next_moves
from pages.parts.papers import sheet_files
from pages.parts.tables import downloads, offer
from pages.parts.visitor import may
from pages.parts.words import day, label, labels, local, say, say_count
from queries.people import Person

person, _ = visit()


def facts(proposal: dict[str, Any]) -> None:
    """Where it comes from and where it stands."""
    waited = (today() - local(proposal["status_since"]).date()).days
    with st.grid(4, min_column_width=170, border=True):
        for name, value in (
            (say("Status"), label("statuses", proposal["status"])),
            (say("Since"), f"{day(proposal['status_since'])} ({say_count(waited, '{count} day', '{count} days')})"),
            (say("Theme"), label("themes", proposal["theme"])),
            (say("Proposed by"), label("bodies", proposal["body"])),
            (say("Territory"), f"{proposal['department_name']}, {proposal['region_name']}"),
            (say("Workshop"), f"{proposal['workshop_title']}, {day(proposal['held_on'])}"),
            (say("Session"), proposal["session_label"] or say("none yet")),
            (say("Source"), proposal["source"] or (say("Fictional") if proposal["fictional"] else say("not stated"))),
        ):
            with st.container(gap=None):
                st.caption(name)
                st.text(value)


def words_of(proposal: dict[str, Any]) -> None:
    """The workshop's words, and the edited wording beside them if there is one."""
    said, edited = st.columns(2, gap="large")
    with said:
        st.subheader(say("The workshop’s words"))
        st.text(proposal["title"])
        st.text(proposal["words"] or say("The sheet gave no description."))
    with edited:
        st.subheader(say("Edited wording"))
        if proposal["edited_title"] or proposal["edited_words"]:
            st.text(proposal["edited_title"] or proposal["title"])
            st.text(proposal["edited_words"] or proposal["words"])
        else:
            st.text(say("The words of the workshop stand as they are."))


def editing(person: Person, proposal: dict[str, Any]) -> None:
    """Edit the wording or the theme, for those who may."""
    if not (
        may(person, "reword", proposal["phase"]) and person.answers_for(proposal["region"], proposal["department"])
    ):
        return
    key = f"{proposal['id']}-{proposal['last_event']}"
    with st.expander(say("Edit the wording or the theme"), icon=":material/edit:"):
        with st.form(f"wording-{key}", border=False):
            st.text_input(
                say("Title"), proposal["edited_title"] or proposal["title"], max_chars=300, key=f"title-{key}"
            )
            st.text_area(say("Text"), proposal["edited_words"] or proposal["words"], height=160, key=f"words-{key}")
            st.text_input(say("Sentence (optional)"), max_chars=2000, key=f"why-{key}")
            st.form_submit_button(say("Record the wording"), on_click=record_wording, args=(person, proposal, key))
        with st.form(f"theme-{key}", border=False):
            themes = labels("themes")
            st.selectbox(
                say("Theme"),
                list(themes),
                list(themes).index(proposal["theme"]),
                format_func=themes.get,
                key=f"theme-of-{key}",
                placeholder=say("Choose"),
            )
            st.form_submit_button(say("Record the theme"), on_click=record_theme, args=(person, proposal, key))


def record_wording(person: Person, proposal: dict[str, Any], key: str) -> None:
    """Record the wording typed over the one that was on the screen."""
    do(
        "reword",
        say("The edited wording is recorded; the workshop’s words are kept beside it."),
        by=person.id,
        proposal=proposal["id"],
        title=st.session_state[f"title-{key}"],
        words=st.session_state[f"words-{key}"],
        sentence=st.session_state[f"why-{key}"],
        seen=proposal["last_event"],
    )


def record_theme(person: Person, proposal: dict[str, Any], key: str) -> None:
    """Record the theme chosen in place of the one that was on the screen."""
    theme = st.session_state[f"theme-of-{key}"]
    asked = {"proposal": proposal["id"], "theme": theme, "sentence": None, "seen": proposal["last_event"]}
    do("retheme", say("The theme is recorded."), by=person.id, **asked)


def history(proposal: dict[str, Any]) -> None:
    """What happened to it, latest first."""
    st.subheader(say("History"))
    events = ask("history_of", proposal=proposal["id"]).to_pylist()
    downloads("historique", say("History"), EVENTS, lambda: events, proposal["reference"])
    for event in reversed(events):
        tell(event, link=False)


reference = st.query_params.get("proposal", "")
found = ask("proposal", reference=reference.strip().upper()).to_pylist()
if not found:
    st.title(say("Sheet of a proposal"), anchor=False)
    st.warning(
        say("There is no proposal “{reference}”. Look for it in the list.", reference=plain(reference))
        if reference
        else say("Choose a proposal in the list.")
    )
    st.page_link("pages/follow/proposals.py", label=say("The list of proposals"), icon=":material/list:")
    st.stop()

proposal = found[0]
st.caption(plain(proposal["reference"]))
st.title(plain(proposal["edited_title"] or proposal["title"]), anchor=False)
if is_demonstration() and not proposal["fictional"]:
    st.badge(say("Real"), icon=":material/verified:", color="green")
offer("papers", lambda: sheet_files(proposal["reference"]), say("Documents"), ":material/description:")
facts(proposal)
if proposal["kept"]:
    trail(proposal)
    follow_up_of(person, proposal)
else:
    words_of(proposal)
evidence_sheet(proposal)
st.subheader(say("What you may do next"))
next_moves(person, proposal | {"title": proposal["edited_title"] or proposal["title"]})
editing(person, proposal)
evidence_form(person, proposal)
history(proposal)
