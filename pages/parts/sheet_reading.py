"""How a sheet is read: what was found in it, and what somebody settles where that is not plain."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from data.cells import ENCODINGS, SEPARATORS, read_cells
from data.columns import HEADERS, MOST_ABOVE, Reading, columns_left_out, found_columns, from_its_header, heading
from data.sheet import Cells
from data.spelling import normalised
from data.workbook import Said, Taken, read_proposals
from pages.parts.doing import plain
from pages.parts.words import labels, number, say, say_count
from queries.intake import LISTS, reading_of, settled_header, words

ONCE = "read_once"  # what was read of the file on the screen: reading 100,000 lines again at each click would be felt
MOST_VALUES = 60  # settled on the screen; a sheet that says more than that has another column there
ABSENT = ("theme", "body")  # fields that may be the same for the whole sheet
Made = TypeVar("Made")


def once(what: str, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
    """What `make` gives, kept for this visitor as long as the sheet is on the screen and its key is the same.

    One of each: what was made under another key is let go before anything is made, since it can weigh 100 MB. What is
    drawn meanwhile has a place of its own, there even when nothing is made: what follows stays where it was.
    """
    meanwhile = st.empty()
    kept: dict[str, tuple[tuple[Any, ...], Any]] = st.session_state.setdefault(ONCE, {})
    if what not in kept or kept[what][0] != key:
        kept.pop(what, None)
        with meanwhile:
            kept[what] = key, make()
        meanwhile.empty()
    made: Made = kept[what][1]
    return made


def cells_of(content: bytes, name: str, file: str) -> Cells:
    """The cells of a file (`file` tells it from others), read with what was corrected. Raises UnreadableSheet.

    Its first line is that of the headings, found or chosen: where it has to be, the choice is drawn.
    """
    asked = {what: st.session_state.get(f"{what}-{file}") for what in ("encoding", "separator")}
    place = st.session_state.get(f"tab-{file}")

    def make() -> Cells:
        with st.spinner(say("Reading the file")):
            return read_cells(content, name, **asked, sheet=place)

    whole = once("cells", (file, *asked.values(), place), make)
    st.session_state[f"tabs-{file}"] = whole.sheets
    return from_its_header(whole, _header_line(whole, file))


def _header_line(whole: Cells, file: str) -> int | None:
    """The line of the headings: settled before, else as somebody chooses it where none plainly names the title.

    None where it is found.
    """
    if (known := settled_header(whole)) is not None:
        return known
    found = from_its_header(whole).lines[0]
    if "title" in found_columns(found.cells):
        return None
    above = whole.lines[:MOST_ABOVE]
    lines = {str(line.number): " · ".join(filter(None, (str(line.number), *line.cells)))[:80] for line in above}
    chosen = _one_of(
        say("Line of the headings"), lines, str(found.number), f"header-{file}-{whole.sheet}", say("Choose")
    )
    return int(chosen) if chosen else None


def correct_text(file: str, cells: Cells | None = None) -> None:
    """What was found of a text, its encoding and its separator, for somebody to correct."""
    found = [
        say("encoding {encoding}", encoding=ENCODINGS[cells.encoding]) if cells and cells.encoding else "",
        say("separator “{separator}”", separator=say(SEPARATORS[cells.separator])) if cells and cells.separator else "",
        say("sheet “{sheet}”", sheet=cells.sheet) if cells and cells.sheet else "",
        say_count(len(cells.lines) - 1, "{count} line", "{count} lines") if cells else "",
    ]
    if cells:
        st.caption(plain(say("Read: {how}", how=", ".join(part for part in found if part))))
    if _choose_sheet(file, cells) or (cells and not cells.encoding):
        return
    with st.expander(say("The accents or the columns are wrong"), icon=":material/translate:", expanded=not cells):
        found_there = say("Found in the file")
        _one_of(say("Encoding of the file"), ENCODINGS, None, f"encoding-{file}", found_there)
        signs = {sign: say(name) for sign, name in SEPARATORS.items()}
        _one_of(say("Separator of the columns"), signs, None, f"separator-{file}", found_there)


def _choose_sheet(file: str, cells: Cells | None) -> bool:
    """The choice of a sheet, where a workbook shows several, also when the one chosen is empty; whether it is one."""
    sheets: tuple[str, ...] = st.session_state.get(f"tabs-{file}", ())
    if len(sheets) > 1:
        st.selectbox(
            say("Sheet of the workbook"),
            range(len(sheets)),
            index=sheets.index(cells.sheet) if cells and cells.sheet in sheets else None,
            format_func=lambda place: sheets[place],
            key=f"tab-{file}",
            placeholder=say("Choose"),
        )
    return bool(sheets)


def _one_of(title: str, options: Mapping[str, str], chosen: str | None, key: str, placeholder: str) -> str | None:
    """The choice of one of these options (code: label), or none."""
    codes: list[str] = list(options)
    index: Any = codes.index(chosen) if chosen in codes else None
    picked: str | None = st.selectbox(
        title, codes, index=index, format_func=lambda code: options[code], key=key, placeholder=placeholder
    )
    return picked


def read_sheet(cells: Cells, file: str) -> tuple[Taken, Reading] | None:
    """The proposals of a sheet, once its columns and values are settled; None as long as a needed column is not."""
    found = reading_of(cells)
    columns = _columns(cells, found, file)
    values = dict(found.values) | _for_all(columns, file)
    if missing := [say(HEADERS[name]) for name in ("title",) if not columns.get(name)]:
        st.info(say("Say which column holds: {columns}.", columns=", ".join(missing)))
        return None
    if not columns.get("theme") and ("theme", "") not in values:
        st.info(say("No column holds the theme: choose one, or one theme for the whole sheet."))
        return None
    first = _read("as found", cells, Reading(columns, values), file)
    settled = values | _values(first.said, file)
    reading = Reading(columns, settled)
    return (first if settled == values else _read("as settled", cells, reading, file)), reading


def _read(what: str, cells: Cells, reading: Reading, file: str) -> Taken:
    """The proposals read, once for a reading; a long sheet tells how far it is."""

    def make() -> Taken:
        bar, began = st.empty(), time.monotonic()

        def tell(done: int, lines: int) -> None:
            left = (time.monotonic() - began) * (lines - done) / done if done else 0
            bar.progress(
                done / max(lines, 1),
                say("{done} lines of {lines} read", done=number(done), lines=number(lines)) + seconds_left(left),
            )

        taken = read_proposals(cells, words(), reading, tell)
        bar.empty()
        return taken

    return once(what, read_as(cells, reading, file), make)


def seconds_left(seconds: float) -> str:
    """The end of a sentence on the progress: the time left, once it can be foreseen, as long as there is some."""
    left = math.ceil(seconds)
    return say_count(left, ", {count} second left", ", {count} seconds left") if left else ""


def read_as(cells: Cells, reading: Reading, file: str) -> tuple[Any, ...]:
    """What tells a file read in one way from another, or from the same file read otherwise."""
    told = (file, cells.encoding, cells.separator, cells.sheet, cells.lines[0].number)
    return *told, *sorted(reading.columns.items()), *sorted(reading.values.items())


def _columns(cells: Cells, found: Reading, file: str) -> dict[str, tuple[int, ...]]:
    """The columns of each field: those found, or those chosen instead; the first that is filled in wins."""
    header = cells.lines[0].cells
    places = range(max(len(line.cells) for line in cells.lines[:50]))
    known = all(found.columns.get(name) for name in ("title", "theme"))
    with st.expander(say("Columns of the sheet"), icon=":material/view_column:", expanded=not known):
        with st.grid(3, min_column_width=220):
            chosen = {
                name: tuple(
                    st.multiselect(
                        label,
                        places,
                        default=list(found.columns.get(name, ())),
                        format_func=lambda place: heading(header, place),
                        key=f"column-{name}-{file}-{cells.sheet}-{cells.lines[0].number}",
                        placeholder=say("None"),
                    )
                )
                for name, label in HEADERS.items()
            }
        if left_out := columns_left_out(cells, chosen):
            st.caption(plain(say("Columns left out: {columns}", columns=", ".join(left_out))))
            st.caption(say("To keep one, add it to the description: it follows the text, under its heading."))
    return {name: columns for name, columns in chosen.items() if columns}


def _for_all(columns: dict[str, tuple[int, ...]], file: str) -> dict[tuple[str, str], str]:
    """One theme, one kind of body for the whole sheet, where no column holds them."""
    chosen: dict[tuple[str, str], str] = {}
    names = {"theme": say("Theme of every line"), "body": say("Kind of body of every line")}
    for name in (name for name in ABSENT if not columns.get(name)):
        default = "unknown" if name == "body" else None
        code = _one_of(names[name], labels(LISTS[name]), default, f"all-{name}-{file}", say("Choose"))
        if code:
            chosen[name, ""] = code
    return chosen


def _values(said: list[Said], file: str) -> dict[tuple[str, str], str]:
    """What the values that are in no list mean, chosen once for all the lines that say them."""
    doubtful = [one for one in said if _is_doubtful(one)][:MOST_VALUES]
    if not doubtful:
        return {}
    unknown = sum(one.code is None for one in doubtful)
    chosen: dict[tuple[str, str], str] = {}
    title = (
        say_count(unknown, "{count} value to match", "{count} values to match")
        if unknown
        else say("Values matched to our lists")
    )
    with (
        st.expander(title, icon=":material/rule:", expanded=bool(unknown)),
        st.grid(2, min_column_width=260),
    ):
        for one in doubtful:
            if code := _meaning(one, file):
                chosen[one.field, normalised(one.value)] = code
    return chosen


def _is_doubtful(one: Said) -> bool:
    """Whether somebody should look at what a value was taken for; a place that was recognised is one."""
    if one.sure or not (one.value or one.field in ABSENT):
        return False
    return one.code is None or one.field not in ("department", "region")


def _meaning(one: Said, file: str) -> str | None:
    """What one value means, for all the lines that say it."""
    title = say(
        "{column}: “{value}” ({lines})",
        column=HEADERS[one.field],
        value=one.value or say("left empty"),
        lines=say_count(one.lines, "{count} line", "{count} lines"),
    )
    key = f"value-{one.field}-{normalised(one.value)}-{file}"
    return _one_of(plain(title), labels(LISTS[one.field]), one.code, key, say("Refuse these lines"))
