"""Tables of proposals: a row opens its sheet, and what is on screen can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from data.writing import write_csv, write_xlsx
from pages.parts.words import label, local, say
from queries import latest_event

SHEET = "pages/follow/proposal.py"
PAGE = 50  # lines of a list on a screen
ALL = 2**31 - 1  # lines of a list taken away


def proposals_table(rows: list[dict[str, Any]], name: str) -> None:
    """The proposals of `proposals_listed`; any cell of a row opens the proposal's sheet."""
    table = pa.table(
        {
            "status": [label("statuses", row["status"]) for row in rows],
            "title": [row["title"] for row in rows],
            "theme": [label("themes", row["theme"]) for row in rows],
            "department": [label("departments", row["department"]) for row in rows],
            "body": [label("bodies", row["body"]) for row in rows],
            "days": [row["days"] for row in rows],
            "reference": [row["reference"] for row in rows],
        }
    )
    config = st.column_config
    event = st.dataframe(
        table,
        key=f"{name}-{hash(tuple(row['id'] for row in rows))}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        alt=say("Proposals; a cell opens the proposal’s sheet"),
        height="content",
        column_config={
            "reference": config.TextColumn(say("Reference"), width=140),
            "title": config.TextColumn(say("Proposal"), width="large"),
            "status": config.TextColumn(say("Status"), width=150),
            "theme": config.TextColumn(say("Theme")),
            "department": config.TextColumn(say("Département")),
            "body": config.TextColumn(say("Proposed by")),
            "days": config.NumberColumn(say("Days in this status"), format="%d"),
        },
    )
    for position, _ in event["selection"]["cells"]:
        if isinstance(position, int) and 0 <= position < len(rows):
            open_sheet(rows[position]["reference"])


def as_table(columns: Sequence[str], cells: Iterable[Sequence[Any]]) -> pa.Table:
    """Rows of cells as the table a screen draws."""
    lines = list(cells)
    return pa.table({name: [line[place] for line in lines] for place, name in enumerate(columns)})


def page_shown(count: int, key: str) -> int:
    """Which page of `PAGE` lines is on the screen, from 1."""
    shown: int = min(st.session_state.get(key, 1), -(-count // PAGE) or 1)
    return shown


def page_choice(count: int, key: str) -> None:
    """The choice of a page, where there are several."""
    if count > PAGE:
        st.pagination(-(-count // PAGE), key=key)


def open_sheet(reference: str) -> None:
    """Go to a proposal's sheet."""
    st.switch_page(SHEET, query_params={"proposal": reference})


def downloads(
    name: str,
    title: str,
    columns: Sequence[str],
    rows: Callable[[], list[Sequence[Any]]],
    about: Sequence[tuple[str, str]] = (),
) -> None:
    """Two buttons that take a table away, CSV for a French Excel or XLSX. `rows` is called when one is clicked."""
    stamp = f"{name}-{latest_event()}"
    with st.container(horizontal=True):
        st.download_button(
            say("Download (CSV)"),
            lambda: write_csv(columns, rows()),
            f"{stamp}.csv",
            "text/csv",
            key=f"{name}_csv",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            say("Download (Excel)"),
            lambda: write_xlsx(columns, rows(), title, about),
            f"{stamp}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"{name}_xlsx",
            on_click="ignore",
            icon=":material/download:",
        )


PROPOSAL_COLUMNS = (
    "Reference",
    "Proposal",
    "Status",
    "Theme",
    "Region",
    "Département",
    "Proposed by",
    "Workshop",
    "Held on",
    "In this status since",
)


def proposal_cells(row: dict[str, Any]) -> list[Any]:
    """One proposal of `proposals_listed` under `PROPOSAL_COLUMNS`."""
    return [
        row["reference"],
        row["title"],
        label("statuses", row["status"]),
        label("themes", row["theme"]),
        label("regions", row["region"]),
        label("departments", row["department"]),
        label("bodies", row["body"]),
        row["workshop"],
        row["held_on"],
        local(row["status_since"]).date(),
    ]


def about(filters_said: str) -> list[tuple[str, str]]:
    """What a downloaded sheet says of itself."""
    return [
        (say("What"), say("Dashboard of workshop proposals")),
        (say("Filters"), filters_said or say("none")),
        (say("Latest event"), str(latest_event())),
    ]
