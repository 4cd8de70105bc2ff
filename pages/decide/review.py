"""The queue of a territory: what waits for this person, moved one by one or several at once."""

from typing import Any

import streamlit as st

from pages.parts.columns import PROPOSALS
from pages.parts.day_read import ask, present_only, today
from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.moves import moves_of
from pages.parts.several import choose_how, several_at_once
from pages.parts.status_table import ask_what_a_move_needs, status_table
from pages.parts.tables import (
    ALL,
    PAGE,
    downloads,
    page_choice,
    page_shown,
    sheet_choice,
)
from pages.parts.visitor import may
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import label, say, say_count

QUEUE_PAGE = "queue_page"


def listed(most: int, skipped: int) -> list[dict[str, Any]]:
    """The queue, waiting longest first."""
    return ask("proposals_listed", filters=queue, today=today(), sort="waiting", most=most, skipped=skipped).to_pylist()


person, filters = visit()
st.title(say("Review"), anchor=False)
present_only()
if not may(person, "move"):
    st.info(say("Your role ({role}) reads only: it has nothing to review.", role=label("roles", person.role)))
    st.stop()

st.text(say("Territory: {territory}", territory=person.territory or say("the whole country")))
own = person.own_ground(filters)
awaited = {start for (start, _), move in moves_of(person).items() if move["forward"] and not move["closed"]}
queue = own if own.statuses or own.stages else own.but(statuses=tuple(sorted(awaited)))
count = ask("proposals_count", filters=queue).to_pylist()[0]["proposals"]
if not count:
    if is_empty():
        welcome(person)
    elif person.is_outside(filters):
        st.info(say("These filters are outside your territory ({territory}).", territory=person.territory))
    else:
        st.info(say("Nothing is waiting for you with these filters."))
    st.stop()

shown = page_shown(count, QUEUE_PAGE)
rows = listed(PAGE, PAGE * (shown - 1))
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.text(
        say_count(
            count,
            "{count} proposal in the queue, waiting longest first",
            "{count} proposals in the queue, waiting longest first",
        )
    )
    several = choose_how()
downloads(
    "file-a-instruire",
    say("Review"),
    PROPOSALS,
    lambda: listed(ALL, 0),
    said(queue),
)
if several:
    several_at_once(person, rows, "queue")
else:
    st.caption(say("Double-click a status to change it. A move that needs a reason asks for it."))
    status_table(person, rows, "queue")
    sheet_choice(rows, f"open-{shown}")
page_choice(count, QUEUE_PAGE)
ask_what_a_move_needs(person)
