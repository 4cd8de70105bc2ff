"""Everything that happened, as sentences."""

from typing import Any

import streamlit as st

from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.history import one_proposal, tell
from pages.parts.tables import about, downloads
from pages.parts.words import moment, say, told, why
from queries import Filters, ask

PAGE = 25
MOST_DOWNLOADED = 100_000
COLUMNS = ("When", "Who", "What", "Why", "Reference")
KINDS = {
    "move": "Moves",
    "receive": "Receptions",
    "reword": "Wordings",
    "retitle": "Titles",
    "retheme": "Themes",
    "take_in": "Sheets",
    "hold_workshop": "Workshops",
    "convene": "Sessions",
}


def cells(event: dict[str, Any]) -> list[Any]:
    """One line of the journal under `COLUMNS`."""
    return [
        moment(event["happened_at"]),
        event["person"] or "",
        told(event),
        why(event),
        event["reference"] if one_proposal(event) else "",
    ]


def lines(most: int, skipped: int) -> list[dict[str, Any]]:
    return ask(
        "journal",
        filters=filters,
        everything=filters == Filters(),
        kinds=kinds,
        person=None,
        since=None,
        most=most,
        skipped=skipped,
    ).to_pylist()


person, filters = visit()
st.title(say("Journal"), anchor=False)
chosen = st.pills(
    say("What to show"), list(KINDS), selection_mode="multi", format_func=lambda kind: say(KINDS[kind]), key="kinds"
)
kinds = tuple(sorted(chosen))

page = st.session_state.get("journal_page", 1)
shown = lines(PAGE + 1, PAGE * (page - 1))
if not shown and page == 1:
    st.info(say("Nothing has happened here yet."))
    st.stop()

for event in shown[:PAGE]:
    tell(event)

if len(shown) > PAGE or page > 1:
    st.pagination(page + (len(shown) > PAGE), key="journal_page", max_visible_pages=None)
downloads(
    "journal",
    say("Journal"),
    [say(column) for column in COLUMNS],
    lambda: [cells(event) for event in lines(MOST_DOWNLOADED, 0)],
    about(said(filters)),
)
