"""Tables of proposals: a row opens its sheet, and whatever is on screen can be taken away."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import streamlit as st

from data import now
from data.fields import Field, typed
from data.machines import write_json, write_parquet, write_plain_csv
from data.writing import write_csv, write_xlsx
from pages.parts.columns import described, headings, shown
from pages.parts.day_read import past_day, reading
from pages.parts.frame import is_demonstration, visit
from pages.parts.words import day, label, language, moment, number, say, spoken
from queries import latest_event

SHEET = "pages/follow/proposal.py"
PAGE = 50  # lines of a list on a screen
ALL = 2**31 - 1  # lines of a list taken away
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    opening_table(
        table,
        rows,
        name,
        say("Proposals; a cell opens the proposal’s sheet"),
        columns={
            "reference": config.TextColumn(say("Reference"), width=140),
            "title": config.TextColumn(say("Proposal"), width="large"),
            "status": config.TextColumn(say("Status"), width=150),
            "theme": config.TextColumn(say("Theme")),
            "department": config.TextColumn(say("Département")),
            "body": config.TextColumn(say("Proposed by")),
            "days": config.NumberColumn(say("Days in this status"), format="%d"),
        },
    )


def opening_table(
    drawn: pa.Table,
    rows: list[dict[str, Any]],
    name: str,
    alt: str,
    height: int | Literal["auto", "content"] = "content",
    columns: dict[str, Any] | None = None,
) -> None:
    """Rows about a proposal each (`id`, `reference`), as they are drawn; any cell of one opens the proposal's sheet."""
    event = st.dataframe(
        drawn,
        key=f"{name}-{hash(tuple(row['id'] for row in rows))}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        alt=alt,
        height=height,
        placeholder="–",
        column_config=columns,
    )
    for position, _ in event["selection"]["cells"]:
        if isinstance(position, int) and 0 <= position < len(rows):
            open_sheet(rows[position]["reference"])


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


def sheet_choice(rows: list[dict[str, Any]], key: str) -> None:
    """The choice of a proposal among the rows on screen, which opens its sheet: in an editable table a click edits."""
    titles = {row["reference"]: row["title"] for row in rows}
    opened = st.selectbox(
        say("Open a sheet"),
        list(titles),
        index=None,
        placeholder=say("Choose a proposal"),
        format_func=lambda reference: f"{reference} · {titles[reference]}",
        key=key,
    )
    if opened:
        open_sheet(opened)


class File(NamedTuple):
    """A file to take away: what it is called and for, its name, its kind (MIME), and how it is made once clicked."""

    label: str
    purpose: str
    name: str
    kind: str
    make: Callable[[], bytes]


def offer(key: str, files: Callable[[], Sequence[File]], title: str = "", icon: str = ":material/download:") -> None:
    """One button, which opens on files to take away. Closed it costs nothing: neither files nor their buttons exist."""
    opened = st.popover(title or say("Download"), key=f"take-{key}", on_change="rerun", icon=icon)
    if opened.open:
        with opened, st.container(gap=None):
            for place, file in enumerate(files()):
                _one(f"take-{key}-{place}", file)


def _one(key: str, file: File) -> None:
    """The button of a file: its name, and what it is for."""
    label = f"**{file.label}** · {file.purpose}"
    make = functools.partial(_made, file.make, past_day())
    st.download_button(label, make, file.name, file.kind, key=key, on_click="ignore", type="tertiary")


def _made(make: Callable[[], bytes], read: date | None) -> bytes:
    """A file as of the day that was read when it was offered."""
    with reading(read):
        return make()


def downloads(
    name: str,
    title: str,
    columns: Sequence[Field | str],
    rows: Callable[[], Iterable[Any]],
    filters: str = "",
) -> None:
    """The button that takes a list or the numbers of a figure away, in five formats; `rows` is asked for at a click.

    `filters` says what was chosen to be in it, its order included.
    """
    person, _ = visit()
    fields = [described(column, place) for place, column in enumerate(columns)]
    taker = f"{person.name} ({person.position})"
    offer(name, lambda: Taken(title, fields, rows, filters, taker, language()).files(name))


def stamped(name: str, *asked: object) -> str:
    """The name of a file, without its end: the latest event, and a digest of what was asked.

    The two decide of the content. They stand for a digest of the content itself, since a name is given before the file
    is made: Streamlit takes two long files of one name for the same when their length and three samples are.
    """
    asked = (past_day(), *asked)
    return f"{name}-{latest_event()}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Taken:
    """A list that somebody takes away: what it is, its columns, how to ask for its rows, and in which language."""

    title: str
    fields: Sequence[Field]
    rows: Callable[[], Iterable[Any]]
    filters: str
    taker: str
    language: str

    def files(self, name: str) -> list[File]:
        """The five formats, each with what it is for."""
        stem = stamped(name, self.title, self.filters, self.language, self.taker)
        return [
            File(say("CSV for Excel"), say("Opens in Excel with a double click"), f"{stem}.csv", "text/csv", self.csv),
            File(
                say("Excel workbook"), say("With its filters, its date and its source"), f"{stem}.xlsx", XLSX, self.xlsx
            ),
            File(
                say("CSV for programs"),
                say("Grist, Metabase: codes and labels"),
                f"{stem}-codes.csv",
                "text/csv",
                self.plain_csv,
            ),
            File("JSON", say("Scripts and APIs"), f"{stem}.json", "application/json", self.json),
            File(
                "Parquet",
                say("DuckDB, pandas: typed columns"),
                f"{stem}.parquet",
                "application/vnd.apache.parquet",
                self.parquet,
            ),
        ]

    def csv(self) -> bytes:
        """For a French Excel."""
        with spoken(self.language):
            return write_csv(headings(self.fields), [shown(self.fields, row) for row in self.rows()])

    def xlsx(self) -> bytes:
        """A workbook, with the sheet that says what it is."""
        with spoken(self.language):
            lines = [shown(self.fields, row) for row in self.rows()]
            return write_xlsx(headings(self.fields), lines, self.title, self.about(len(lines)))

    def plain_csv(self) -> bytes:
        """For programs that read CSV."""
        return write_plain_csv(self.typed())

    def json(self) -> bytes:
        """For programs that read JSON."""
        return write_json(self.typed())

    def parquet(self) -> bytes:
        """For programs that read Parquet."""
        table = self.typed()
        with spoken(self.language):
            return write_parquet(table, self.about(table.num_rows))

    def typed(self) -> pa.Table:
        """The rows as programs read them."""
        with spoken(self.language):
            return typed(self.fields, self.rows(), label)

    def about(self, lines: int) -> list[tuple[str, str]]:
        """What a file says of itself."""
        read = past_day()
        past = [(say("As it was at the end of"), day(read))] if read is not None else []
        fictional = [(say("Beware"), say("Demonstration: fictional data"))] if is_demonstration() else []
        return [
            (say("What"), self.title),
            *fictional,
            *past,
            (say("Source"), say("Dashboard of workshop proposals")),
            (say("Filters"), self.filters or say("none")),
            (say("Lines"), number(lines)),
            (say("Taken away on"), moment(now())),
            (say("Taken away by"), self.taker),
            (say("Latest event"), str(latest_event())),
        ]
