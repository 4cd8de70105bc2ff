"""The sheet a workshop sends, in our own columns and both directions: read as proposals, written for people to open.

Sources: OWASP ASVS 5, 1.2.10 (formulas in CSV); Excel's own limits (32,767 characters a cell, 1,048,576 rows).
"""

import csv
import datetime
import difflib
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from data.cells import Cells, Line, UnreadableSheet, read_cells
from data.refusals import Refused
from data.sheet_child import MAX_CELL, MAX_ROWS

__all__ = [
    "COLUMNS",
    "Cells",
    "Line",
    "Refusal",
    "Row",
    "UnreadableSheet",
    "columns_left_out",
    "normalised",
    "read_cells",
    "read_proposals",
    "template",
    "write_csv",
    "write_xlsx",
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

FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "°": "o", "«": '"', "»": '"', "“": '"', "”": '"'}
    | dict.fromkeys("’‘ʼ′´`＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)
LINE_BREAK = re.compile("\r\n|[\r\v\f\x85]")
NOT_A_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
FORMULA = re.compile(r"'*[\s\ufeff]*[=+\-@＝＋－＠\t\r\n\0]")
FORMULA_ERROR = re.compile(r"#(N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!)")

MAX_XLSX_ROWS = 1_048_576
CUT = " […] (texte coupé : une cellule ne peut contenir que 32 767 caractères)"
ABOUT = "À propos"
RESERVED = {"history", "historique", "à propos"}  # sheet names that Excel keeps for itself, and ours
AS_WRITTEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADING = {"bold": True, "text_wrap": True, "valign": "top"}
WRAPPED = {"text_wrap": True, "valign": "top"}
FORMATS = {"text": {}, "day": {"num_format": "dd/mm/yyyy"}, "moment": {"num_format": "dd/mm/yyyy hh:mm"}}
MOST_WIDTH, LEAST_WIDTH = 60, 10  # of a column, in characters

WIDTHS = {"reference": 14, "number": 8, "theme": 36, "title": 50, "text": 80, "body": 24}
HINTS = {
    "reference": "Ne rien écrire ici : la référence est donnée à l’enregistrement.",
    "number": "Facultatif : le numéro que l’atelier donne à la proposition.",
    "theme": "Obligatoire : un thème de la liste.",
    "title": "Obligatoire : la proposition en une phrase, 300 caractères au plus.",
    "text": "Facultatif : l’action, ses résultats, ce qui permettrait de la reproduire. 20 000 caractères au plus.",
    "body": "Obligatoire : qui porte la proposition, à choisir dans la liste.",
}
INSTRUCTIONS = (
    ("À quoi sert ce classeur", "À transmettre les propositions d’un atelier, telles qu’elles y ont été dites."),
    ("Une ligne par proposition", "Dans la feuille « Propositions », sous l’en-tête, sans ligne de titre au-dessus."),
    *((header, HINTS[field]) for header, field in COLUMNS.items()),
    ("En-têtes", "Ne pas les renommer. Une colonne ajoutée n’est pas lue."),
    ("Doublons", "Deux lignes de même intitulé : la seconde est refusée."),
    ("Personnes", "Ne nommer aucun participant : le porteur est une sorte d’organisme, jamais une personne."),
    ("Envoi", "Enregistrer au format Excel (.xlsx), sans mot de passe ni macro, puis l’importer dans l’application."),
)


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
    choices = {"theme": _choices(themes), "body": _choices(bodies)}
    rows, refusals, titles = list[Row](), list[Refusal](), dict[str, int]()
    for line in lines:
        said = {field: _said(line, place, field) for field, place in places.items()}
        if any(said.get(field) for field in WORDS_OF_THE_WORKSHOP):
            wrong = [*_refusals(line.number, said, choices), *_twice(line.number, said["title"], titles)]
            refusals += wrong
            rows += [] if wrong else [_row(line.number, said, choices)]
    return rows, refusals


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


def _choices(entries: Sequence[Mapping[str, Any]]) -> Choices:
    codes = {normalised(str(entry[key])): str(entry["code"]) for key in CHOSEN_BY for entry in entries}
    return Choices(codes, [str(entry["label_fr"]) for entry in entries])


def _said(line: Line, place: int, field: str) -> str:
    """The words of a cell, never interpreted: HTML stays as text. Only in the description do all spaces stay."""
    text = _clean(_unguarded(line.cells[place])) if place < len(line.cells) else ""
    if not normalised(text):
        return ""
    return text if field == "text" else re.sub("[ \t\n]+", " ", text).strip()


def _clean(text: str) -> str:
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


# Writing


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that French Excel opens with a double click: byte order mark, `;`, CRLF, decimal comma, dd/mm/yyyy.

    Texts that a spreadsheet would take for formulas get an apostrophe in front, which reading takes away.
    """
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(_in_french(column) for column in columns)
    writer.writerows([_in_french(value) for value in row] for row in rows)
    return page.getvalue().encode("utf-8-sig")


def write_xlsx(
    columns: Sequence[str], rows: Iterable[Sequence[object]], title: str, about: Sequence[tuple[str, str]]
) -> bytes:
    """A workbook of two sheets, the rows and "À propos"; texts stay texts, numbers and dates stay what they are.

    A text above 32,767 characters ends with a mark that says it was cut. Raises Refused above 1,048,575 rows.
    """
    written = list(rows)
    if len(written) >= MAX_XLSX_ROWS:
        raise Refused(
            "An Excel workbook holds {most} lines at most. Narrow the filters, or take the CSV file.",
            most=MAX_XLSX_ROWS - 1,
        )
    content = io.BytesIO()
    with Workbook(content, AS_WRITTEN) as workbook:
        _write_rows(workbook, columns, written, title)
        _write_pairs(workbook, ABOUT, about)
    return content.getvalue()


def template(themes: Sequence[Mapping[str, Any]], bodies: Sequence[Mapping[str, Any]]) -> bytes:
    """The empty workbook a workshop fills in: "Propositions", "Mode d’emploi", and "Listes" to choose from."""
    content = io.BytesIO()
    lists = {"theme": _choices(themes).labels, "body": _choices(bodies).labels}
    with Workbook(content, AS_WRITTEN) as workbook:
        sheet = workbook.add_worksheet("Propositions")
        _write_pairs(workbook, "Mode d’emploi", INSTRUCTIONS)
        _write_lists(workbook, lists)
        as_text = workbook.add_format({"num_format": "@", **WRAPPED})  # else "- ouvrir…" is an error in Excel
        for place, (header, field) in enumerate(COLUMNS.items()):
            sheet.set_column(place, place, WIDTHS[field], as_text)
            sheet.write_string(0, place, header, workbook.add_format(HEADING))
            sheet.data_validation(1, place, MAX_ROWS, place, _validation(field, lists))
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _guarded(text: str) -> str:
    """Text with an apostrophe in front if it looks like a formula, or like such a text already guarded."""
    return "'" + text if FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    """The inverse of `_guarded`: exactly one apostrophe less."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def _in_french(value: object) -> str:
    """A value as French Excel reads it in a CSV; None and not-a-number are empty."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float() | Decimal():
            return f"{value:.15g}".replace(".", ",") if math.isfinite(value) else ""
        case datetime.datetime():
            return f"{_day(value)} {value:%H:%M}"
        case datetime.date():
            return _day(value)
        case int():
            return str(value)
    return _guarded(_clean(str(value)))


def _day(value: datetime.date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _write_rows(workbook: Workbook, columns: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> None:
    """The first sheet: header in bold, frozen and repeated on paper, filter arrows, columns as wide as their texts."""
    sheet = workbook.add_worksheet(_sheet_name(title))
    formats = {kind: workbook.add_format({**WRAPPED, **extra}) for kind, extra in FORMATS.items()}
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _cut(column), workbook.add_format(HEADING))
        longest = max(len(column), *(len(_in_french(row[place])) for row in rows[:200]), LEAST_WIDTH)
        sheet.set_column(place, place, min(longest + 2, MOST_WIDTH))
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), max(len(columns) - 1, 0))
    _for_paper(sheet)


def _write(sheet: Worksheet, row: int, column: int, value: object, formats: Mapping[str, Format]) -> None:
    """One cell; what Excel has no type for (a date before 1900, a number above 15 digits) is written as text."""
    match value:
        case datetime.datetime() if value.year >= 1900:
            sheet.write_datetime(row, column, value.replace(tzinfo=None), formats["moment"])
        case datetime.date() if value.year >= 1900:
            sheet.write_datetime(row, column, value, formats["day"])
        case int() | float() | Decimal() if _fits_number(value):
            sheet.write_number(row, column, value, formats["text"])
        case str():
            sheet.write_string(row, column, _cut(value), formats["text"])
        case _:
            sheet.write_string(row, column, _cut(_in_french(value)), formats["text"])


def _fits_number(value: int | float | Decimal) -> bool:
    return not isinstance(value, bool) and math.isfinite(value) and -(10**15) < value < 10**15


def _cut(text: str) -> str:
    """Text as a cell can hold it, counted as Excel does, in halves of UTF-16; cut, it ends with a mark that says so.

    A text that looks guarded is guarded once more, since reading takes one apostrophe away.
    """
    text = _clean(text)
    text = text if _unguarded(text) == text else "'" + text
    units = text.encode("utf-16-le")
    return (
        text if len(units) <= 2 * MAX_CELL else units[: 2 * (MAX_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT
    )


def _sheet_name(title: str) -> str:
    """The title as Excel accepts it for a sheet: 31 characters, none of []:*?/\\, no apostrophe at either end."""
    name = re.sub(r"[\[\]:*?/\\\s]+", " ", _clean(title)).strip(" '")[:31].strip(" '") or "Export"
    return name if name.casefold() not in RESERVED else f"{name} (1)"


def _write_pairs(workbook: Workbook, name: str, pairs: Sequence[tuple[str, str]]) -> None:
    """A sheet of two columns: what, and what there is to know about it."""
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 30, workbook.add_format(HEADING))
    sheet.set_column(1, 1, 100, workbook.add_format(WRAPPED))
    for row, (what, known) in enumerate(pairs):
        sheet.write_string(row, 0, _cut(what))
        sheet.write_string(row, 1, _cut(known))
    _for_paper(sheet)


def _write_lists(workbook: Workbook, lists: Mapping[str, Sequence[str]]) -> None:
    """The third sheet of the template: the themes and the kinds of body, one column each."""
    sheet = workbook.add_worksheet("Listes")
    for place, (field, labels) in enumerate(lists.items()):
        sheet.set_column(place, place, 40)
        sheet.write_string(0, place, HEADERS[field], workbook.add_format(HEADING))
        sheet.write_column(1, place, labels)


def _validation(field: str, lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What Excel checks and says while a cell of the template is filled in."""
    asked = {"input_title": HEADERS[field], "input_message": HINTS[field], "error_message": HINTS[field]}
    if field in lists:
        letter = xl_col_to_name(list(lists).index(field), col_abs=True)
        return {"validate": "list", "source": f"=Listes!{letter}$2:{letter}${len(lists[field]) + 1}", **asked}
    if field in LONGEST:
        return {"validate": "length", "criteria": "<=", "value": LONGEST[field], **asked}
    return {"validate": "any", **asked}


def _for_paper(sheet: Worksheet) -> None:
    """A4, across, as many pages as needed but never wider than one."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
