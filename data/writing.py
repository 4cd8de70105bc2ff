"""Writing what people open: French CSV, workbooks, and the template a workshop fills in.

Sources: OWASP ASVS 5, 1.2.10 (formulas in CSV); Excel's own limits (32,767 characters a cell, 1,048,576 rows).
"""

import csv
import datetime
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from data.columns import COLUMNS, HEADERS
from data.refusals import Refused
from data.sheet_child import MAX_CELL, MAX_ROWS
from data.spelling import FORMULA, clean, unguarded
from data.vocabulary import listed
from data.workbook import LONGEST

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
    "reference": "Ne rien écrire ici : la référence est donnée à l’enregistrement.",
    "number": "Facultatif : le numéro que l’atelier donne à la proposition.",
    "theme": "Obligatoire : un thème de la liste.",
    "title": "Obligatoire : la proposition en une phrase, 300 caractères au plus.",
    "text": "Facultatif : l’action, ses résultats, ce qui permettrait de la reproduire. 20 000 caractères au plus.",
    "body": "Obligatoire : qui porte la proposition, à choisir dans la liste.",
}
INSTRUCTIONS = (
    ("À quoi sert ce classeur", "À transmettre les propositions d’un atelier, telles qu’elles y ont été dites."),
    ("Une ligne par proposition", "Dans la feuille « Propositions », sous l’en-tête, sans ligne de titre au-dessus."),
    *((header, HINTS[field]) for header, field in COLUMNS.items()),
    ("En-têtes", "Ne pas les renommer. Une colonne ajoutée n’est pas lue."),
    ("Doublons", "Deux lignes de même intitulé : la seconde est refusée."),
    ("Personnes", "Ne nommer aucun participant : le porteur est une sorte d’organisme, jamais une personne."),
    ("Envoi", "Enregistrer au format Excel (.xlsx), sans mot de passe ni macro, puis l’importer dans l’application."),
)


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


def sheet_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The sheet of a workshop, as `write_csv` makes it, in the columns that `read_proposals` reads.

    A row has the keys reference, number, theme, title, text and body, theme and body as labels (`words_of_workshop`).
    """
    return write_csv(list(COLUMNS), _sheet(rows))


def sheet_xlsx(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The same sheet as a workbook; what it says of itself is how to fill it in, as in the template."""
    return write_xlsx(list(COLUMNS), _sheet(rows), "Propositions", INSTRUCTIONS)


def _sheet(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [[row[field] for field in COLUMNS.values()] for row in rows]


def write_answers(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The answers file that Decidim imports (`id;state;answer/fr`, UTF-8), from rows of id, state and answer.

    Source: Decidim::Proposals::Import::ProposalAnswerCreator, whose states are evaluating, accepted and rejected.
    """
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(("id", "state", "answer/fr"))
    writer.writerows([row["id"], row["state"], guarded(clean(row["answer"]))] for row in rows)
    return page.getvalue().encode()


def template(themes: Sequence[Mapping[str, Any]], bodies: Sequence[Mapping[str, Any]]) -> bytes:
    """The empty workbook a workshop fills in: "Propositions", "Mode d’emploi", and "Listes" to choose from."""
    content = io.BytesIO()
    lists = {"theme": listed(themes).labels, "body": listed(bodies).labels}
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


def guarded(text: str) -> str:
    """Text with an apostrophe in front if it looks like a formula, or like such a text already guarded."""
    return "'" + text if FORMULA.match(text) else text


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
    return guarded(clean(str(value)))


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
    text = clean(text)
    text = text if unguarded(text) == text else "'" + text
    units = text.encode("utf-16-le")
    return (
        text if len(units) <= 2 * MAX_CELL else units[: 2 * (MAX_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT
    )


def _sheet_name(title: str) -> str:
    """The title as Excel accepts it for a sheet: 31 characters, none of []:*?/\\, no apostrophe at either end."""
    name = re.sub(r"[\[\]:*?/\\\s]+", " ", clean(title)).strip(" '")[:31].strip(" '") or "Export"
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
