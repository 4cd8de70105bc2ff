"""The sheet a workshop sends, read as proposals, whatever its columns; `writing.py` is the other direction."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import pyarrow as pa

from data.added import with_added
from data.cells import Cells, Line, UnreadableSheet
from data.columns import HEADERS, Reading, found_columns, heading, main_column, twice
from data.sheet_child import MAX_CELL
from data.spelling import clean, normalised
from data.vocabulary import Vocabulary
from data.wrong_cells import Wrong, empty_cell, not_in_list

CHOSEN = ("theme", "body", "status", "department", "region")  # fields whose cells mean a code
WORDS_OF_THE_WORKSHOP = ("theme", "title", "text", "body")
LONGEST = {"number": 40, "title": 300, "text": 20_000}  # characters
EVERY = 5_000  # lines between two words on the progress, and in a batch of a table

ORDINARY = re.compile(r"[\w]")  # a cell that holds a letter or a digit is not blank
ODD = re.compile("['\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # what cleaning may change
SPACES = re.compile("[ \t\n]+")
FORMULA_ERROR = re.compile(r"#(N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!)")

OURS = re.compile(r"[A-Z]{2,4}-\w{2,3}-\d{4}-\d{3,}")  # a reference as `take_in` gives it
AGAIN = {
    "reference": "This reference is already on line {first}. A reference is that of one proposal: clear it on the "
    "other line if that one is new.",
    "number": "This number is already on line {first}. Give each proposal a number of its own, or none.",
    "title": "This title is already on line {first}. Keep one of the two lines, or tell their titles apart.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as the workshop wrote it; `theme`, `body`, `status` and places are codes, a cell left empty is "".

    `text` is None where no column holds it: the sheet says nothing of it.
    """

    line: int
    number: str
    theme: str
    title: str
    text: str | None
    body: str
    reference: str = ""
    status: str = ""
    department: str = ""
    region: str = ""


FIELDS = tuple(field.name for field in fields(Row))
AS_TABLE = pa.schema(
    [("words" if name == "text" else name, pa.int64() if name == "line" else pa.string()) for name in FIELDS]
)


@dataclass(frozen=True)
class Refusal:
    """Why a line is not taken in: `sentence` is an English msgid and `given` fills it; `value` is cut at 200."""

    line: int
    column: str
    value: str
    sentence: str
    given: Mapping[str, str | int]


class Said(NamedTuple):
    """A value of the sheet where a code is meant: how many lines say it, the code if one is known, how surely."""

    field: str
    value: str
    lines: int
    code: str | None
    sure: bool


class Taken(NamedTuple):
    """A sheet read: what can be taken in, why the other lines can not, and what was said where a code is meant."""

    rows: list[Row]
    refused: list[Refusal]
    said: list[Said]


# Reading


def read_proposals(
    cells: Cells,
    words: Vocabulary,
    reading: Reading | None = None,
    progress: Callable[[int, int], None] = lambda done, lines: None,
) -> Taken:
    """The proposals of a sheet; without a `reading`, its columns are those whose heading is plain.

    A line without a word of a proposal (nothing but a number, say) is skipped. Raises UnreadableSheet for the header.
    """
    lines = cells.lines[1:]
    sheet = _Sheet(words, _reading(cells, reading), cells)
    for done, line in enumerate(lines):
        if done % EVERY == 0:
            progress(done, len(lines))
        sheet.take(line)
    progress(len(lines), len(lines))
    return Taken(sheet.rows, sheet.refused, sheet.said())


def as_table(rows: Sequence[Row]) -> pa.Table:
    """The rows as the decision `take_in` reads them: those of `Row`, null for what is empty.

    The text is called `words` there, and is null only where no column holds it.
    """
    batches = [_batch(rows[start : start + EVERY]) for start in range(0, len(rows), EVERY)]
    return pa.Table.from_batches(batches, AS_TABLE)


def _batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """Some of the rows: a column of all of them would take twice its room while it grows."""
    columns = [
        [row.text for row in rows] if name == "text" else [_or_none(getattr(row, name)) for row in rows]
        for name in FIELDS
    ]
    return pa.record_batch(columns, AS_TABLE)


def _or_none(value: object) -> object:
    return None if value == "" else value


def _reading(cells: Cells, asked: Reading | None) -> Reading:
    """How the sheet is read; UnreadableSheet if a column of ours is there twice, or one that is needed is not."""
    header = cells.lines[0]
    found = " · ".join(cell.strip() for cell in header.cells if cell.strip())[:300]
    if asked is None and (names := twice(header.cells)):
        raise UnreadableSheet(
            "The file {file} has more than once: {columns}. Its header, on line {line}, reads: {found}. "
            "Keep only one column of each name.",
            **{"file": cells.file, "columns": " · ".join(names), "line": header.number, "found": found},
        )
    reading = asked or Reading(found_columns(header.cells))
    if missing := [HEADERS[name] for name in ("theme", "title") if not _is_known(reading, name)]:
        raise UnreadableSheet(
            "The file {file} lacks these columns: {missing}. Its header, on line {line}, reads: {found}. "
            "Name them as they are in the template, or say which columns hold them.",
            **{"file": cells.file, "missing": " · ".join(missing), "line": header.number, "found": found},
        )
    unsaid = {} if reading.columns.get("body") else {("body", ""): "unknown"}
    return Reading(reading.columns, unsaid | dict(reading.values))


def _is_known(reading: Reading, name: str) -> bool:
    return bool(reading.columns.get(name)) or (name, "") in reading.values


class _Sheet:
    """A sheet being read, line after line."""

    def __init__(self, words: Vocabulary, reading: Reading, cells: Cells) -> None:
        self.rows: list[Row] = []
        self.refused: list[Refusal] = []
        self._words, self._reading, self._meant = words, reading, cells.meant
        self._places = {name: places for name, places in reading.columns.items() if places}
        self._added: tuple[tuple[str, int], ...] = ()
        if len(self._places.get("text", ())) > 1:
            header = cells.lines[0].cells
            main = main_column(header, self._places["text"], "text")
            self._added = tuple((heading(header, place), place) for place in self._places["text"] if place != main)
            self._places["text"] = (main,)
        self._codes: dict[tuple[str, str], str | None] = {}
        self._coded = [name for name in CHOSEN if name in self._places]
        self._absent = {name: self._meaning(name, "") for name in CHOSEN if name not in self._places}
        self._told = Counter[tuple[str, str]]()
        self._lines_of: dict[str, dict[str, tuple[int, bool]]] = {"reference": {}, "number": {}, "title": {}}

    def take(self, line: Line) -> None:
        """Read one line: a proposal, one refusal or more, or nothing."""
        said = {name: self._cell(line, name, places) for name, places in self._places.items()}
        if not any(said.get(name) for name in WORDS_OF_THE_WORKSHOP):
            return
        if self._added:
            said["text"] = with_added(said["text"], self._added_to(line))
        codes = {name: self._code(name, said[name]) for name in self._coded} | self._absent
        wrong = [*self._refusals(line.number, said, codes), *self._again(line.number, said)]
        if wrong:
            self.refused += wrong
        else:
            known = {name: code or "" for name, code in codes.items()}
            texts = {name: said.get(name, "") for name in ("number", "title", "reference")}
            self.rows.append(Row(line=line.number, text=said.get("text"), **texts, **known))

    def said(self) -> list[Said]:
        """What the sheet says where a code is meant, what is said most often first."""
        return [
            Said(name, value, lines, self._codes[name, value], self._is_sure(name, value))
            for (name, value), lines in sorted(self._told.items(), key=lambda told: (-told[1], told[0]))
        ]

    def _added_to(self, line: Line) -> Iterator[tuple[str, str]]:
        """The cells of the columns added to the description, with their headings."""
        for name, place in self._added:
            if place < len(line.cells):
                yield name, self._text(line.cells[place], "text")

    def _cell(self, line: Line, name: str, places: tuple[int, ...]) -> str:
        """The first cell that is filled in, among several the first that means something if one does."""
        cells = [text for place in places if place < len(line.cells) and (text := self._text(line.cells[place], name))]
        if len(cells) > 1 and name in CHOSEN:
            return next((text for text in cells if self._meaning(name, text)), cells[0])
        return cells[0] if cells else ""

    def _text(self, cell: str, name: str) -> str:
        """The words of a cell, never interpreted: HTML stays as text. Only in the description do all spaces stay."""
        text = clean(self._meant(cell)) if ODD.search(cell) else cell
        if not ORDINARY.search(text) and not normalised(text):
            return ""
        return text if name == "text" else SPACES.sub(" ", text).strip()

    def _code(self, name: str, value: str) -> str | None:
        """The code of a value, which is counted; "" is what the reading gives to cells left empty, if it does."""
        self._told[name, value] += 1
        return self._meaning(name, value)

    def _meaning(self, name: str, value: str) -> str | None:
        if (name, value) not in self._codes:
            settled = self._reading.values.get((name, normalised(value)))
            self._codes[name, value] = settled or (self._words.meant(name, value) if value else None)
        return self._codes[name, value]

    def _is_sure(self, name: str, value: str) -> bool:
        return (name, normalised(value)) in self._reading.values or self._words.is_listed(name, value)

    def _refusals(self, line: int, said: Mapping[str, str], codes: Mapping[str, str | None]) -> Iterator[Refusal]:
        """What is wrong with each cell, taken alone: one refusal for a cell at most."""
        for name in (*self._places, *(needed for needed in ("theme",) if needed not in self._places)):
            if wrong := self._wrong(name, said.get(name, ""), codes.get(name)):
                sentence, given = wrong
                yield Refusal(line, HEADERS[name], said.get(name, "")[:200], sentence, given)

    def _wrong(self, name: str, value: str, code: str | None) -> Wrong | None:
        if not value:
            return empty_cell(name) if name == "title" or (name in ("theme", "body") and not code) else None
        if FORMULA_ERROR.fullmatch(value):
            return "This cell shows the error of a formula. Write its text in place of the formula.", {}
        if name in CHOSEN:
            return None if code else not_in_list(name, value, self._words)
        if len(value) > LONGEST.get(name, MAX_CELL):
            return (
                "This cell holds {count} characters, and {most} is the most it may hold. Shorten it.",
                {"count": len(value), "most": LONGEST[name]},
            )
        return None

    def _again(self, line: int, said: Mapping[str, str]) -> Iterator[Refusal]:
        """Refuse what an earlier line says already: a reference of ours, a number, a title unless both have numbers.

        Two lines that each have a reference of ours are two proposals, whatever their numbers and titles.
        """
        reference, number = said.get("reference", ""), said.get("number", "")
        ours = bool(OURS.fullmatch(reference))
        for name, value, apart in (
            ("reference", reference if ours else "", False),
            ("number", number, ours),
            ("title", normalised(said.get("title", "")), ours or bool(number)),
        ):
            first, is_apart = self._lines_of[name].setdefault(value, (line, apart))
            if value and first != line and not (apart and is_apart):
                yield Refusal(line, HEADERS[name], said[name][:200], AGAIN[name], {"first": first})
