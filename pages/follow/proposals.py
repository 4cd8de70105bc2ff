"""The proposals on screen, searched, sorted, opened and taken away."""

import streamlit as st

from data import now
from data.publishing import package
from pages.parts.columns import PROPOSALS
from pages.parts.day_read import ask, today
from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.tables import (
    ALL,
    PAGE,
    File,
    downloads,
    offer,
    page_choice,
    page_shown,
    proposals_table,
    stamped,
)
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import say, say_count
from queries import latest_event

LIST_PAGE = "list_page"


def orders() -> dict[str, str]:
    """The orders of the list, as they are named."""
    return {
        "recent": say("Latest change first"),
        "waiting": say("Waiting longest first"),
        "status": say("By status"),
        "title": say("By title"),
        "reference": say("By reference"),
    }


def order() -> str:
    """The order chosen for the list."""
    chosen: str = st.selectbox(say("Order"), list(orders()), format_func=orders().get, key="order", width=260)
    return chosen


def open_data() -> list[File]:
    """The data package of everything that may be published, whatever the filters."""
    return [
        File(
            say("Data package (ZIP)"),
            say("Every real proposal and workshop, whatever the filters; no name. CSV, schemas, Licence Ouverte 2.0"),
            f"{stamped('donnees-ouvertes')}.zip",
            "application/zip",
            published,
        )
    ]


def published() -> bytes:
    lists = {
        name: french_labels(name)
        for name in ("themes", "bodies", "statuses", "stages", "reasons", "proofs", "eases", "regions")
    }
    lists["departments"] = {row["code"]: row["name"] for row in ask("departments").to_pylist()}
    proposals, workshops = ask("published_proposals").to_pylist(), ask("published_workshops").to_pylist()
    return package(proposals, workshops, lists, latest_event(), now())


def french_labels(name: str) -> dict[str, str]:
    return {row["code"]: row["label_fr"] for row in ask(name).to_pylist()}


def listed(sort: str, most: int, skipped: int) -> list[dict]:
    return ask("proposals_listed", filters=filters, today=today(), sort=sort, most=most, skipped=skipped).to_pylist()


person, filters = visit()
st.title(say("Proposals"), anchor=False)
counted = ask("proposals_count", filters=filters).to_pylist()[0]

if is_empty():
    welcome(person)
    st.stop()
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

with st.container(horizontal=True):
    downloads(
        "propositions",
        say("Proposals"),
        PROPOSALS,
        lambda: listed(sort, ALL, 0),
        say("{filters}, in this order: {order}", filters=said(filters) or say("no filter"), order=orders()[sort]),
    )
    offer("open-data", open_data, say("Open data"), ":material/public:")
shown = page_shown(counted["proposals"], LIST_PAGE)
proposals_table(listed(sort, PAGE, PAGE * (shown - 1)), "list")
page_choice(counted["proposals"], LIST_PAGE)
