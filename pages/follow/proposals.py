"""The proposals on screen, searched, sorted, opened and taken away."""

import streamlit as st

from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.tables import (
    ALL,
    PAGE,
    PROPOSAL_COLUMNS,
    about,
    downloads,
    page_choice,
    page_shown,
    proposal_cells,
    proposals_table,
)
from pages.parts.words import say, say_count, today
from queries import ask

LIST_PAGE = "list_page"


def order() -> str:
    """The order chosen for the list."""
    orders = {
        "recent": say("Latest change first"),
        "waiting": say("Waiting longest first"),
        "status": say("By status"),
        "title": say("By title"),
        "reference": say("By reference"),
    }
    chosen: str = st.selectbox(say("Order"), list(orders), format_func=orders.get, key="order", width=260)
    return chosen


def listed(sort: str, most: int, skipped: int) -> list[dict]:
    return ask("proposals_listed", filters=filters, today=today(), sort=sort, most=most, skipped=skipped).to_pylist()


person, filters = visit()
st.title(say("Proposals"), anchor=False)
counted = ask("proposals_count", filters=filters).to_pylist()[0]

if not counted["proposals"]:
    st.info(say("No proposal matches these filters. Take one away, or search for another word."))
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    st.text(
        say(
            "{proposals}, {kept}",
            proposals=say_count(counted["proposals"], "{count} proposal", "{count} proposals"),
            kept=say_count(counted["kept"], "{count} kept", "{count} are kept"),
        )
    )
    sort = order()

shown = page_shown(counted["proposals"], LIST_PAGE)
proposals_table(listed(sort, PAGE, PAGE * (shown - 1)), "list")
page_choice(counted["proposals"], LIST_PAGE)
downloads(
    "propositions",
    say("Proposals"),
    [say(column) for column in PROPOSAL_COLUMNS],
    lambda: [proposal_cells(row) for row in listed(sort, ALL, 0)],
    about(said(filters)),
)
