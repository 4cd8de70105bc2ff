"""What taking a sheet in would do, line by line, before anything is written; what is refused, to be sent again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.columns import HEADERS, heading
from data.sheet import Cells
from data.workbook import Refusal
from pages.parts.tables import downloads
from pages.parts.words import explain, label, number, say
from queries import refusals_of
from queries.intake import LISTS

MOST_SHOWN = 200  # lines of a preview; what is refused is taken away whole
CORRECTED = {"title": "title", "words": "text", "theme": "theme", "body": "body", "number": "number"}
LEFT = {
    "moved": "Its status is changed in the dashboard, not by a sheet.",
    "rethemed": "Its theme was changed here since.",
    "decided": "It has gone before the committee: its words no longer change.",
}


class Wrong(NamedTuple):
    """A line that is refused: where, what it says, and what to do about it in the visitor's language."""

    line: int
    column: str
    value: str
    what: str


class Foreseen(NamedTuple):
    """What would happen: the lines of `take_in` that would be written or left, those refused, why not the whole."""

    lines: pa.Table
    wrong: list[Wrong]
    why_not: str | None

    def count(self, outcome: str) -> int:
        """How many lines have one outcome: new, changed, left or same."""
        return int(pc.sum(pc.equal(self.lines["outcome"], outcome), min_count=0).as_py())

    def first(self, chosen: pa.ChunkedArray) -> list[dict[str, Any]]:
        """The first lines among those chosen (a mask): the others, which may be 100,000, stay in their table."""
        places = pc.indices_nonzero(chosen)
        found = pa.table({"line": self.lines["line"].take(places)})
        first = pc.select_k_unstable(found, MOST_SHOWN, [("line", "ascending")])
        return list(self.lines.take(places.take(first)).to_pylist())


def foreseen(weighed: pa.Table | None, refused: Sequence[Refusal]) -> Foreseen:
    """What the decision weighed, with what the reading already refused; without a workshop nothing is weighed."""
    wrong = [Wrong(one.line, one.column, one.value, say(one.sentence, **one.given)) for one in refused]
    if weighed is None:
        return Foreseen(pa.table({}), wrong, say("Choose the workshop this sheet comes from, above."))
    whole = None
    for refusal in refusals_of(weighed):
        if refusal.given.get("line") is None:
            whole = explain(refusal)
        else:
            wrong.append(Wrong(refusal.given["line"], "", refusal.given["title"] or "", explain(refusal)))
    bad = pa.array({one.line for one in wrong}, pa.int64())
    taken = pc.field("refusal").is_null() & ~pc.field("line").isin(bad)
    lines = weighed.filter(taken) if whole or wrong else weighed  # which copies 70 MB of a sheet of 100,000 lines
    if wrong and not lines.num_rows:
        whole = say("No line can be taken in as it is: settle what is asked above, or correct the sheet.")
    return Foreseen(lines, sorted(wrong), whole)


def show(foreseen: Foreseen) -> None:
    """The figures, then what is new, what changes field by field, and what is left as it was decided here."""
    with st.grid(5, min_column_width=130, border=True):
        for outcome, name in (
            ("new", say("New")),
            ("changed", say("Corrected")),
            ("same", say("Unchanged")),
            ("left", say("Left as they are")),
        ):
            st.metric(name, number(foreseen.count(outcome)))
        st.metric(say("Refused lines"), number(len({one.line for one in foreseen.wrong})))
    lines = foreseen.lines
    _new(foreseen.first(pc.equal(lines["outcome"], "new")), foreseen.count("new"))
    corrections = sum(int(pc.sum(lines[f"corrects_{name}"], min_count=0).as_py()) for name in CORRECTED)
    _corrected(foreseen.first(pc.equal(lines["outcome"], "changed")), corrections)
    left = pc.is_valid(lines["left_as_is"])
    _left(foreseen.first(left), pc.sum(left, min_count=0).as_py())


def _table(rows: Sequence[Sequence[Any]], columns: Sequence[str], alt: str, count: int) -> None:
    """The first rows of `count`."""
    shown = rows[:MOST_SHOWN]
    st.dataframe(
        pa.table({name: [row[place] for row in shown] for place, name in enumerate(columns)}), hide_index=True, alt=alt
    )
    if count > MOST_SHOWN:
        st.caption(say("The first {most} lines of {count}.", most=MOST_SHOWN, count=number(count)))


def _new(lines: list[dict[str, Any]], count: int) -> None:
    if lines:
        rows = [
            [
                line["line"],
                line["title"],
                label("themes", line["theme"]),
                label("departments", line["department"]),
                label("statuses", line["status"]),
                label("bodies", line["body"]),
                line["words"],
            ]
            for line in lines
        ]
        names = ("Line", "Proposal", "Theme", "Département", "Status", "Proposed by", "Description")
        _table(rows, [say(name) for name in names], say("What would come in"), count)


def _corrected(lines: list[dict[str, Any]], count: int) -> None:
    """A line for each field that the sheet says otherwise than before."""
    if lines:
        st.subheader(say("What would be corrected"))
        rows = [
            [
                line["line"],
                line["reference"],
                HEADERS[field],
                _shown(line["held_" + name], field),
                _shown(line[name], field),
            ]
            for line in lines
            for name, field in CORRECTED.items()
            if line[f"corrects_{name}"]
        ]
        names = ("Line", "Reference", "Column", "Now", "Then")
        _table(rows, [say(name) for name in names], say("What would be corrected"), count)


def _shown(value: str | None, field: str) -> str:
    return label(LISTS[field], value) if field in LISTS else value or ""


def _left(lines: list[dict[str, Any]], count: int) -> None:
    if lines:
        st.subheader(say("What the sheet says otherwise and is left as decided here"))
        rows = [[line["line"], line["reference"], line["title"], say(LEFT[line["left_as_is"]])] for line in lines]
        names = ("Line", "Reference", "Proposal", "Why")
        _table(rows, [say(name) for name in names], say("What is left as decided here"), count)


def show_refused(wrong: Sequence[Wrong], cells: Cells) -> None:
    """Every refusal as a row; the lines refused are taken away as they came, with why, to correct and send again."""
    st.subheader(say("Refused lines"))
    names = [say(name) for name in ("Line", "Column", "Value", "What to do")]
    shown = wrong[:MOST_SHOWN]
    st.dataframe(
        pa.table({name: [one[place] for one in shown] for place, name in enumerate(names)}),
        hide_index=True,
        alt=say("Refused lines"),
        column_config={names[3]: st.column_config.TextColumn(width="large")},
    )
    if len(wrong) > MOST_SHOWN:
        st.caption(say("The first {most} lines of {count}.", most=MOST_SHOWN, count=number(len(wrong))))
    header = cells.lines[0].cells
    width = max(len(line.cells) for line in cells.lines)
    columns = [*(heading(header, place) for place in range(width)), say("What to do")]
    downloads("refus", say("Refused lines"), _told_apart(columns), lambda: _as_sent(wrong, cells, width))


def _told_apart(names: list[str]) -> list[str]:
    """Headings no two of which are the same."""
    return [name if name not in names[:place] else f"{name} ({place + 1})" for place, name in enumerate(names)]


def _as_sent(wrong: Sequence[Wrong], cells: Cells, width: int) -> list[list[str]]:
    """The lines refused, as they came, with what to do about each; what is written again is guarded again."""
    why: dict[int, list[str]] = {}
    for one in wrong:
        why.setdefault(one.line, []).append(f"{one.column} : {one.what}" if one.column else one.what)
    return [
        [*map(cells.meant, line.cells), *[""] * (width - len(line.cells)), " ".join(why[line.number])]
        for line in cells.lines[1:]
        if line.number in why
    ]
