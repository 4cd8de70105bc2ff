"""Taking a workshop's sheet in: the words it may use, what was settled for its kind, what would happen, doing it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pyarrow as pa

from data.cells import Cells
from data.columns import HEADERS, MOST_ABOVE, Reading, found_columns, source_of
from data.spelling import normalised
from data.vocabulary import Vocabulary
from data.workbook import Row, as_table
from queries import ask, latest_event, record, untold, weigh

LISTS = {"theme": "themes", "body": "bodies", "status": "statuses", "department": "departments", "region": "regions"}
COLUMN = "column"  # in place of a field, where what was settled is what a column holds
SETTLED = pa.schema([(name, pa.string()) for name in ("field", "heard", "meant")])


class Sheet(NamedTuple):
    """What a decision is given of a sheet: its name, its rows, and what was settled to read it."""

    file: str
    source: str
    rows: Sequence[Row]
    settled: Sequence[tuple[str, str, str]] = ()

    def given(self, workshop: int, seen: int | None) -> dict[str, object]:
        """The parameters of `take_in`; `seen` is the latest event when its preview was drawn, now if None."""
        settled = [dict(zip(SETTLED.names, one, strict=True)) for one in self.settled]
        return {
            "workshop": workshop,
            "rows": as_table(self.rows),
            "file": self.file,
            "source": self.source,
            "settled_now": pa.Table.from_pylist(settled, SETTLED),
            "seen": latest_event() if seen is None else seen,
        }


def words() -> Vocabulary:
    """The labels a sheet may use, as of the latest event."""
    return _words(latest_event())


@functools.lru_cache(maxsize=2)
def _words(as_of: int) -> Vocabulary:
    return Vocabulary({field: ask(name).to_pylist() for field, name in LISTS.items()})


def settled_header(cells: Cells) -> int | None:
    """The number of the line, among the first, whose headings were settled before; None if there is none."""
    first = cells.lines[: min(MOST_ABOVE, len(cells.lines) - 1)]
    known = (line.number for line in first if ask("settled", source=source_of(line.cells)).num_rows)
    return next(known, None)


def reading_of(cells: Cells) -> Reading:
    """How a sheet is read before anybody says more: as settled for its kind, else by its headings."""
    header = cells.lines[0].cells
    columns, values = found_columns(header), {}
    kept: dict[str, list[int]] = {}
    for row in ask("settled", source=source_of(header)).to_pylist():
        if row["field"] != COLUMN:
            values[row["field"], row["heard"]] = row["meant"]
            continue
        places = [place for place, name in enumerate(header) if _named(name, place) == row["heard"]]
        kept.setdefault(row["meant"], []).extend(places)
    if kept:
        columns = {field: tuple(sorted(places)) for field, places in kept.items() if field in HEADERS}
    return Reading(columns, values)


def settled(cells: Cells, reading: Reading) -> list[tuple[str, str, str]]:
    """What to remember of a reading, for the next sheet of this kind: (field, heard, meant)."""
    header = cells.lines[0].cells
    columns = [
        (COLUMN, _named(header[place] if place < len(header) else "", place), field)
        for field, places in reading.columns.items()
        for place in places
    ]
    return columns + [(field, heard, meant) for (field, heard), meant in reading.values.items()]


def _named(name: str, place: int) -> str:
    """A heading as it is remembered; its place, where there is none."""
    return normalised(name) or f"#{place}"


def compare(sheet: Sheet, *, by: str, workshop: int, seen: int | None = None) -> pa.Table:
    """What taking this sheet in would do to each of its lines: those of `take_in`, refusals included."""
    return weigh("take_in", by=by, **sheet.given(workshop, seen))


def take_in(
    sheet: Sheet, *, by: str, workshop: int, seen: int | None = None, tell: Callable[[str], None] = untold
) -> int:
    """Take the sheet in, all of it or nothing, telling each step of `record`; the latest event. Raises Refused."""
    return record("take_in", by=by, tell=tell, **sheet.given(workshop, seen))
