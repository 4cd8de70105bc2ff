"""A sheet as it was sent, whatever program wrote it: cells of text, the line each stands on, and what it may hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from data.refusals import Refused
from data.sheet_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from data.spelling import unguarded

MAX_CELLS = 15_000_000  # in all, those left empty before the last of a line included: about 1 GB of memory


class UnreadableSheet(Refused, ValueError):
    """A file that cannot be taken in: `sentence` is an English msgid, `given` fills its {placeholders}."""


class Line(NamedTuple):
    """A record that holds something; `number` is the first line it takes up in the spreadsheet or in the text file.

    In JSON, which has no lines for people, it is the one the record would have in a spreadsheet: its position + 1.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """What a file holds: at least a header and one line, blank ones left out, no two need be of the same length.

    `encoding` (a key of ENCODINGS) is None for a workbook and Parquet, `separator` (of SEPARATORS) too and for JSON,
    `sheet` for all but a workbook, whose `sheets` are those that can be seen. Where a spreadsheet opens the file, an
    apostrophe may guard a text from being taken for a formula (`guarded`).
    """

    file: str
    lines: tuple[Line, ...]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    guarded: bool = True

    def meant(self, cell: str) -> str:
        """A cell as it was before it was guarded from being taken for a formula."""
        return unguarded(cell) if self.guarded else cell


def within_limits(lines: Iterable[Line], file: str) -> tuple[Line, ...]:
    """The lines, a header and one more at least; UnreadableSheet as soon as they are more than a sheet may hold."""
    kept, cells = list[Line](), 0
    for line in lines:
        _check(line, file)
        kept.append(line)
        cells += len(line.cells)
        if len(kept) > MAX_ROWS + 1 or cells > MAX_CELLS:
            raise too_many_lines(file) if len(kept) > MAX_ROWS + 1 else _too_many_cells(file)
    if not kept:
        raise empty(file)
    if len(kept) == 1:
        raise UnreadableSheet(
            "The file {file} has a header and nothing under it. Fill in at least one line, save it, and send it again.",
            file=file,
        )
    return tuple(kept)


def _check(line: Line, file: str) -> None:
    if len(line.cells) > MAX_COLUMNS:
        raise too_wide(line.number, file)
    if max(map(len, line.cells)) > MAX_CELL:
        raise too_long(line.number, file)


def empty(file: str) -> UnreadableSheet:
    """Nothing in it, not even a header."""
    return UnreadableSheet(
        "The file {file} is empty. Check that it is the right one, and that it was saved before it was sent.", file=file
    )


def too_many_lines(file: str) -> UnreadableSheet:
    """More lines than MAX_ROWS."""
    return UnreadableSheet(
        "The file {file} holds more than {most} lines. Send it in several parts.", file=file, most=MAX_ROWS
    )


def _too_many_cells(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} holds more than {most} cells. Remove the columns that are not needed, or send it in several "
        "parts.",
        file=file,
        most=MAX_CELLS,
    )


def too_wide(line: int, file: str) -> UnreadableSheet:
    """More columns than MAX_COLUMNS."""
    return UnreadableSheet(
        "Line {line} of the file {file} has more than {most} columns. Remove those that are not needed.",
        line=line,
        file=file,
        most=MAX_COLUMNS,
    )


def too_long(line: int, file: str) -> UnreadableSheet:
    """More characters in a cell than MAX_CELL."""
    return UnreadableSheet(
        "A cell of line {line} of the file {file} holds more than {most} characters. "
        "Shorten it, or look for a quotation mark that is opened there and never closed.",
        line=line,
        file=file,
        most=MAX_CELL,
    )
