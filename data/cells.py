"""The cells of a spreadsheet somebody sends: text, and the line each record stands on, whatever program wrote it.

Nothing here knows what the columns mean (see `workbook.py`). The bytes are never trusted: text is decoded and parsed
in Python, with nothing guessed from the lines below the header; a workbook is weighed as a zip archive, then opened
by a child process (see `sheet_child.py`).
"""

import csv
import io
import itertools
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from data import sheet_child
from data.refusals import Refused
from data.sheet_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS, NOT_A_WORKBOOK, TOO_MUCH, without_blank_end

MAX_FILE = 10 * 2**20  # bytes
MAX_UNZIPPED = 100 * 2**20  # bytes
MAX_RATIO = 200  # unzipped bytes for a byte of the file
MAX_MEMBERS = 500  # files inside the archive

MEGABYTE = 2**20
TEXT_FILES = (".csv", ".tsv", ".txt")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # OLE: Excel 97-2003, and any workbook with a password
NOT_TEXT = (OLD_OR_ENCRYPTED, b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"{\\rtf")
HEADER_LINE = re.compile(r'(?:"[^"]*"?|[^"\r\n]+)*')
QUOTED = re.compile(r'"[^"]*"?')
TWO_CHILDREN = threading.BoundedSemaphore(2)  # however many people send a workbook at the same moment


class UnreadableSheet(Refused, ValueError):
    """A file that cannot be taken in: `sentence` is an English msgid, `given` fills its {placeholders}."""


class Line(NamedTuple):
    """A record that holds something; `number` is the first line it takes up in the spreadsheet or in the text file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """What a file holds: at least a header and one line, blank ones left out, no two need be of the same length.

    `encoding` ("utf-8", "utf-8-sig", "utf-16", "cp1252") and `separator` are None for a workbook, `sheet` for a text.
    """

    file: str
    lines: tuple[Line, ...]
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


def read_cells(content: bytes, file_name: str) -> Cells:
    """Read a .csv, .tsv, .txt or .xlsx file; raise UnreadableSheet for anything that is not one, or is too much."""
    file = PurePath(file_name.replace("\\", "/")).name[-100:] or "?"
    extension = PurePath(file).suffix.lower()
    if extension not in (*TEXT_FILES, ".xlsx"):
        raise UnreadableSheet(
            "The file {file} is not of a kind that can be read here. "
            "Save it as an Excel workbook (.xlsx) or as CSV, then send it again.",
            file=file,
        )
    if len(content) > MAX_FILE:
        raise UnreadableSheet(
            "The file {file} weighs more than {most} MB. "
            "Remove its pictures and the sheets that are not needed, or send it in several parts.",
            file=file,
            most=MAX_FILE // MEGABYTE,
        )
    cells = _from_workbook(content, file) if content and extension == ".xlsx" else _from_text(content, file)
    _within_limits(cells)
    return cells


def _within_limits(cells: Cells) -> None:
    """Raise UnreadableSheet unless there is a header, a line under it, and no more than what a sheet may hold."""
    if not cells.lines:
        raise UnreadableSheet(
            "The file {file} is empty. Check that it is the right one, and that it was saved before it was sent.",
            file=cells.file,
        )
    if len(cells.lines) == 1:
        raise UnreadableSheet(
            "The file {file} has a header and nothing under it. Fill in at least one line, save it, and send it again.",
            file=cells.file,
        )
    if len(cells.lines) > MAX_ROWS + 1:
        raise UnreadableSheet(
            "The file {file} holds more than {most} lines. Send it in several parts.", file=cells.file, most=MAX_ROWS
        )
    for line in cells.lines:
        _line_within_limits(line, cells.file)


def _line_within_limits(line: Line, file: str) -> None:
    if len(line.cells) > MAX_COLUMNS:
        raise UnreadableSheet(
            "Line {line} of the file {file} has more than {most} columns. Keep only the columns of the template.",
            line=line.number,
            file=file,
            most=MAX_COLUMNS,
        )
    if any(len(cell) > MAX_CELL for cell in line.cells):
        raise _too_long(line.number, file)


def _too_long(line: int, file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "A cell of line {line} of the file {file} holds more than {most} characters. "
        "Shorten it, or look for a quotation mark that is opened there and never closed.",
        line=line,
        file=file,
        most=MAX_CELL,
    )


# Text: CSV and its kin


def _from_text(content: bytes, file: str) -> Cells:
    text, encoding = _decoded(content, file)
    separator = _separator(text)
    lines = tuple(
        itertools.islice(_records(text, separator, file), MAX_ROWS + 2)
    )  # enough to see that there are too many
    return Cells(file, lines, encoding, separator)


def _decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text and its encoding: what the byte order mark says, else UTF-8, else Windows-1252, as French Excel saves.

    The five bytes that Windows-1252 leaves undefined become the visible mark U+FFFD.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    if content.startswith(NOT_TEXT) or (b"\0" in content and encoding != "utf-16"):
        raise _not_text(file)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _mostly_utf8(content):
            raise _two_encodings(file) from error
        text, encoding = content.decode("cp1252", "replace"), "cp1252"
    if "\0" in text:
        raise _not_text(file)
    return text.lstrip("\ufeff"), encoding


def _mostly_utf8(content: bytes) -> bool:
    """Say whether bytes that are not quite UTF-8 hold more letters of that encoding than bytes that are strange to it.

    French in Windows-1252 hardly ever looks like UTF-8; damaged UTF-8 read as Windows-1252 would show every é as Ã©.
    """
    text = content.decode("utf-8", "replace")
    beyond_ascii, strange = len(text) - len(text.encode("ascii", "ignore")), text.count("\ufffd")
    return beyond_ascii > 2 * strange


def _not_text(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} does not hold text, whatever its name says. "
        "Open it in the program that made it, and save it as CSV or as an Excel workbook (.xlsx).",
        file=file,
    )


def _two_encodings(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} was damaged or mixes two encodings, so its accents cannot be trusted. "
        "Open it, correct its accents, and save it as an Excel workbook (.xlsx).",
        file=file,
    )


def _separator(text: str) -> str:
    """`;`, a tab or `,`: the one seen most often outside quotes in the header; `;` when there is none."""
    header = HEADER_LINE.match(text[:MAX_CELL].lstrip())
    outside = QUOTED.sub("", header.group()) if header else ""
    return max(";\t,", key=outside.count)


def _records(text: str, separator: str, file: str) -> Iterator[Line]:
    """Each record that is not blank, numbered by the line of the file on which it starts, the first line being 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for record in reader:
            if cells := without_blank_end(record):
                yield Line(number, cells)
            number = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise _too_long(number, file) from error
        raise UnreadableSheet(
            "The record that starts on line {line} of the file {file} has a quotation mark that is never closed, "
            "or that stands where it should not. Correct it, or send the sheet as an Excel workbook (.xlsx).",
            line=number,
            file=file,
        ) from error


# Workbooks


def _from_workbook(content: bytes, file: str) -> Cells:
    """The first visible sheet that has anything in it."""
    if content.startswith(OLD_OR_ENCRYPTED):
        raise UnreadableSheet(
            "The file {file} is protected by a password, or was saved for Excel 97-2003. "
            "Remove the password if there is one, and save it as an Excel workbook (.xlsx).",
            file=file,
        )
    _check_archive(content, file)
    answer = _answer_of_child(content, file)
    lines = tuple(Line(number, tuple(cells)) for number, cells in answer["lines"])
    return Cells(file, lines, sheet=answer["sheet"])


def _check_archive(content: bytes, file: str) -> None:
    """Weigh the archive by what it declares, without unpacking it; raise UnreadableSheet."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except Exception as error:  # zipfile trips over hostile bytes in many ways; each means the same
        raise _not_a_workbook(file) from error
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names or any(member.flag_bits & 1 for member in members):
        raise _not_a_workbook(file)
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise _not_a_workbook(file)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableSheet(
            "The file {file} contains macros. Save it as an Excel workbook without macros (.xlsx).", file=file
        )
    unzipped = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unzipped > min(MAX_UNZIPPED, MAX_RATIO * max(len(content), 2**16)):
        raise _swollen(file)


def _answer_of_child(content: bytes, file: str) -> dict[str, Any]:
    """What the child prints, or UnreadableSheet; when it could not even start the fault is ours: RuntimeError."""
    command = [sys.executable, "-I", sheet_child.__file__]
    patience = 2 * sheet_child.SECONDS
    try:
        with TWO_CHILDREN:
            done = subprocess.run(command, input=content, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as error:
        raise _swollen(file) from error
    if done.returncode == NOT_A_WORKBOOK:
        raise _not_a_workbook(file)
    if done.returncode == TOO_MUCH or done.returncode < 0:  # less than 0: a signal killed it, out of memory or time
        raise _swollen(file)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _not_a_workbook(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} is not an Excel workbook, or it was cut short on its way. "
        "Open it in the spreadsheet, save it again as an Excel workbook (.xlsx), and send it again.",
        file=file,
    )


def _swollen(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} takes too much memory or time to open. "
        "Copy only the lines that are needed into a new workbook, and send that one.",
        file=file,
    )
