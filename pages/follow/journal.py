"""Everything that happened, as sentences."""

from typing import Any

import streamlit as st

from pages.parts.columns import EVENTS
from pages.parts.day_read import ask
from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.history import tell
from pages.parts.tables import downloads
from pages.parts.words import say
from queries import Filters

PAGE = 25
MOST_DOWNLOADED = 100_000
KINDS = {
    "move": "Moves",
    "receive": "Receptions",
    "reword": "Wordings",
    "retitle": "Titles",
    "retheme": "Themes",
    "evidence": "Evidence",
    "take_in": "Sheets",
    "hold_workshop": "Workshops",
    "convene": "Sessions",
    "link_measure": "Measures",
    "verdict": "Verdicts",
    "follow_date": "Follow-up",
}
# The kinds that one choice stands for, where it is not one of its own.
TOGETHER = {
    "link_measure": ("link_measure", "add_measure"),
    "follow_date": ("follow_body", "follow_date", "follow_in_charge", "follow_note"),
}


def lines(most: int, skipped: int) -> list[dict[str, Any]]:
    return ask(
        "journal",
        filters=filters,
        everything=filters == Filters(),
        kinds=kinds,
        person=None,
        colleague_of=None,
        since=None,
        most=most,
        skipped=skipped,
    ).to_pylist()


person, filters = visit()
st.title(say("Journal"), anchor=False)
chosen = st.pills(
    say("What to show"), list(KINDS), selection_mode="multi", format_func=lambda kind: say(KINDS[kind]), key="kinds"
)
kinds = tuple(sorted(kind for one in chosen for kind in TOGETHER.get(one, (one,))))

page = st.session_state.get("journal_page", 1)
shown = lines(PAGE + 1, PAGE * (page - 1))
if not shown and page > 1:  # fewer pages are left since the filters changed
    st.session_state["journal_page"] = page = 1
    shown = lines(PAGE + 1, 0)
if not shown:
    st.info(say("Nothing has happened here yet."))
    st.stop()

downloads(
    "journal",
    say("Journal"),
    EVENTS,
    lambda: lines(MOST_DOWNLOADED, 0),
    " ; ".join(part for part in (said(filters), ", ".join(say(KINDS[kind]) for kind in chosen)) if part),
)
for event in shown[:PAGE]:
    tell(event)

if len(shown) > PAGE or page > 1:
    st.pagination(page + (len(shown) > PAGE), key="journal_page", max_visible_pages=None)
