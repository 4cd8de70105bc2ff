"""The sheet a workshop sends, in our own columns, read as proposals; `writing.py` is the other direction."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa
from xlsxwriter.utility import xl_col_to_name

from data.cells import Cells, Line, UnreadableSheet, read_cells
from data.sheet_child import MAX_CELL

__all__ = [
    "COLUMNS",
    "Cells",
    "Line",
    "Refusal",
    "Row",
    "UnreadableSheet",
    "as_table",
    "columns_left_out",
    "normalised",
    "read_cells",
    "read_proposals",
]

COLUMNS = {
    "Référence": "reference",
    "N°": "number",
    "Thème": "theme",
    "Intitulé": "title",
    "Description": "text",
    "Porteur": "body",
}
HEADERS = {field: header for header, field in COLUMNS.items()}
CHOSEN_BY = ("label_en", "label_fr", "code")
REQUIRED = ("theme", "title", "body")
WORDS_OF_THE_WORKSHOP = ("theme", "title", "text", "body")
LONGEST = {"number": 40, "title": 300, "text": 20_000}  # characters

TAKEN_IN = pa.schema({"line": pa.int64()} | dict.fromkeys(("number", "title", "words", "theme", "body"), pa.string()))

FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "°": "o", "«": '"', "»": '"', "“": '"', "”": '"'}
    | dict.fromkeys("’‘ʼ′´`＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)
LINE_BREAK = re.compile("\r\n|[\r\v\f\x85]")
NOT_A_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
FORMULA = re.compile(r"'*[\s\ufeff]*[=+\-@＝＋－＠\t\r\n\0]")
FORMULA_ERROR = re.compile(r"#(N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!)")


Wrong = tuple[str, dict[str, str | int]]  # a sentence, and what fills it


@dataclass(frozen=True)
class Row:
    """A proposal as the workshop wrote it; `theme` and `body` are codes, a cell left empty is ""."""

    line: int
    number: str
    theme: str
    title: str
    text: str
    body: str
    reference: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a line is not taken in: `sentence` is an English msgid and `given` fills it; `value` is cut at 200."""

    line: int
    column: str
    value: str
    sentence: str
    given: Mapping[str, str | int]


class Choices(NamedTuple):
    """What may be written in a cell: the code of each normalised label or code, and the French labels in order."""

    codes: Mapping[str, str]
    labels: Sequence[str]


# Reading


def read_proposals(
    cells: Cells, themes: Sequence[Mapping[str, Any]], bodies: Sequence[Mapping[str, Any]]
) -> tuple[list[Row], list[Refusal]]:
    """The proposals that can be taken in, and why the other lines cannot; both lists have code, label_fr, label_en.

    A line without a word of a proposal (nothing but a number, say) is skipped. Raises UnreadableSheet for the header.
    """
    header, *lines = cells.lines
    places = _places(header, cells.file)
    choices = {"theme": listed(themes), "body": listed(bodies)}
    rows, refusals, titles = list[Row](), list[Refusal](), dict[str, int]()
    for line in lines:
        said = {field: _said(line, place, field) for field, place in places.items()}
        if any(said.get(field) for field in WORDS_OF_THE_WORKSHOP):
            wrong = [*_refusals(line.number, said, choices), *_twice(line.number, said["title"], titles)]
            refusals += wrong
            rows += [] if wrong else [_row(line.number, said, choices)]
    return rows, refusals


def as_table(rows: Sequence[Row]) -> pa.Table:
    """The rows as the decision `take_in` reads them: line, number, title, words, theme, body."""
    said = [
        {
            "line": row.line,
            "number": row.number or None,
            "title": row.title,
            "words": row.text,
            "theme": row.theme,
            "body": row.body,
        }
        for row in rows
    ]
    return pa.Table.from_pylist(said, TAKEN_IN)


def columns_left_out(cells: Cells) -> list[str]:
    """The columns that hold something and are not ours, by header, or by letter where there is none."""
    header, *lines = cells.lines
    ours = {normalised(column) for column in COLUMNS}
    filled = sorted({place for line in lines for place, cell in enumerate(line.cells) if cell.strip()})
    names = {place: header.cells[place].strip() if place < len(header.cells) else "" for place in filled}
    return [name or xl_col_to_name(place) for place, name in names.items() if normalised(name) not in ours]


def normalised(text: str) -> str:
    """Text for comparing: no case, accent, ligature, nor typographic apostrophe, quote, hyphen or space.

    Spaces that follow one another are one, and there is none beside an apostrophe.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED)).casefold().translate(FOLDED)
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
    return re.sub(" ?' ?", "'", " ".join(kept.split()))


def _places(header: Line, file: str) -> dict[str, int]:
    """Where each of our columns is, by field; UnreadableSheet if one is there twice, or a required one is not."""
    names = [normalised(cell) for cell in header.cells]
    found = " · ".join(cell.strip() for cell in header.cells if cell.strip())[:300]
    ours = {field: normalised(column) for column, field in COLUMNS.items()}
    if twice := " · ".join(HEADERS[field] for field, name in ours.items() if names.count(name) > 1):
        raise UnreadableSheet(
            "The file {file} has more than once: {columns}. Its header, on line {line}, reads: {found}. "
            "Keep only one column of each name.",
            **{"file": file, "columns": twice, "line": header.number, "found": found},
        )
    if missing := " · ".join(HEADERS[field] for field in REQUIRED if ours[field] not in names):
        raise UnreadableSheet(
            "The file {file} lacks these columns: {missing}. Its header, on line {line}, reads: {found}. "
            "Name them as they are in the template, or copy the lines into the template.",
            **{"file": file, "missing": missing, "line": header.number, "found": found},
        )
    return {field: names.index(name) for field, name in ours.items() if name in names}


def listed(entries: Sequence[Mapping[str, Any]]) -> Choices:
    """The codes of a reference list (rows of `code`, `label_fr`, `label_en`) by every way to write them."""
    codes = {normalised(str(entry[key])): str(entry["code"]) for key in CHOSEN_BY for entry in entries}
    return Choices(codes, [str(entry["label_fr"]) for entry in entries])


def _said(line: Line, place: int, field: str) -> str:
    """The words of a cell, never interpreted: HTML stays as text. Only in the description do all spaces stay."""
    text = clean(unguarded(line.cells[place])) if place < len(line.cells) else ""
    if not normalised(text):
        return ""
    return text if field == "text" else re.sub("[ \t\n]+", " ", text).strip()


def clean(text: str) -> str:
    """Every kind of line break as one, and no other control character than a tab, no half of a character."""
    return NOT_A_CHARACTER.sub("", LINE_BREAK.sub("\n", text))


def _refusals(line: int, said: Mapping[str, str], choices: Mapping[str, Choices]) -> Iterator[Refusal]:
    """What is wrong with each cell, taken alone: one refusal for a cell at most."""
    for field, value in said.items():
        if wrong := _wrong(field, value, choices.get(field)):
            sentence, given = wrong
            yield Refusal(line, HEADERS[field], value[:200], sentence, given)


def _wrong(field: str, value: str, choices: Choices | None) -> Wrong | None:
    if not value:
        return _empty(field) if field in REQUIRED else None
    if FORMULA_ERROR.fullmatch(value):
        return "This cell shows the error of a formula. Write its text in place of the formula.", {}
    if choices:
        return None if normalised(value) in choices.codes else _not_in_list(field, value, choices)
    if len(value) > LONGEST.get(field, MAX_CELL):
        return (
            "This cell holds {count} characters, and {most} is the most it may hold. Shorten it.",
            {"count": len(value), "most": LONGEST[field]},
        )
    return None


def _empty(field: str) -> Wrong:
    return (
        "The column “{column}” is empty, and every proposal needs it. Fill it in, or clear the whole line.",
        {"column": HEADERS[field]},
    )


def _not_in_list(field: str, value: str, choices: Choices) -> Wrong:
    """The themes that look most like what was written; every kind of body, since they are few."""
    if field == "body":
        return (
            "This kind of body is not in the list. Choose one of these: {expected}.",
            {"expected": " · ".join(choices.labels)},
        )
    alike = difflib.get_close_matches(normalised(value)[:80], map(normalised, choices.labels))
    nearest = [label for label in choices.labels if normalised(label) in alike] or choices.labels[:3]
    return (
        "This theme is not in the list. Choose one of the themes of the list, for example {examples}.",
        {"examples": " · ".join(nearest)},
    )


def _twice(line: int, title: str, titles: dict[str, int]) -> Iterator[Refusal]:
    """Refuse a title that an earlier line has; `titles` remembers the first line of each."""
    first = titles.setdefault(normalised(title), line)
    if title and first != line:
        yield Refusal(
            line,
            HEADERS["title"],
            title[:200],
            "This title is already on line {first}. Keep one of the two lines, or tell their titles apart.",
            {"first": first},
        )


def _row(line: int, said: Mapping[str, str], choices: Mapping[str, Choices]) -> Row:
    codes = {field: choices[field].codes[normalised(said[field])] for field in choices}
    return Row(line=line, **{**dict.fromkeys(HEADERS, ""), **said, **codes})


def unguarded(text: str) -> str:
    """The inverse of `_guarded`: exactly one apostrophe less."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
