"""The cells of a spreadsheet somebody sends: text, and the line each record stands on, whatever program wrote it.

Nothing here knows what the columns mean (see `workbook.py`). The bytes are never trusted: text is decoded and parsed
in Python, with nothing guessed from the lines below the header; a workbook is weighed as a zip archive, then opened by
a child process with little memory and little time, because 1.5 kB holding the cells A1 and XFD1048576 abort whoever
reads them. Run as a script, this file is that child: `python -I data/cells.py < sheet.xlsx` prints the cells as JSON.
"""

import csv
import datetime
import io
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any, NamedTuple

MAX_FILE = 10 * 2**20  # bytes
MAX_ROWS = 5_000  # lines under the header; a workshop writes tens of them, a whole region a few hundred
MAX_COLUMNS = 100
MAX_CELL = 32_767  # characters, what Excel itself accepts
MAX_CHARACTERS = 10_000_000  # in all the cells of a workbook, since a file can name one long text many times
MAX_UNZIPPED = 100 * 2**20  # bytes
MAX_RATIO = 200  # unzipped bytes for a byte of the file
MAX_MEMBERS = 500  # files inside the archive
CHILD_MEMORY = 2**30  # bytes
CHILD_SECONDS = 10  # of processor; twice as many on the clock

MEGABYTE = 2**20
TEXT_FILES = (".csv", ".tsv", ".txt")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # OLE: Excel 97-2003, and any workbook with a password
NOT_TEXT = (OLD_OR_ENCRYPTED, b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"{\\rtf")
HEADER_LINE = re.compile(r'(?:"[^"]*"?|[^"\r\n]+)*')
QUOTED = re.compile(r'"[^"]*"?')
TWO_CHILDREN = threading.BoundedSemaphore(2)  # however many people send a workbook at the same moment


class UnreadableSheet(ValueError):
    """A file that cannot be taken in: `sentence` is an English msgid, `given` fills its {placeholders}."""

    def __init__(self, sentence: str, **given: str | int) -> None:
        super().__init__(sentence.format(**given))
        self.sentence = sentence
        self.given = given


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
    return Cells(file, tuple(_records(text, separator, file)), encoding, separator)


def _decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text and its encoding: what the byte order mark says, else UTF-8, else Windows-1252, as French Excel saves.

    The five bytes that Windows-1252 leaves undefined become the visible mark U+FFFD.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _mostly_utf8(content):
            raise _two_encodings(file) from error
        text, encoding = content.decode("cp1252", "replace"), "cp1252"
    if "\0" in text or content.startswith(NOT_TEXT):
        raise UnreadableSheet(
            "The file {file} does not hold text, whatever its name says. "
            "Open it in the program that made it, and save it as CSV or as an Excel workbook (.xlsx).",
            file=file,
        )
    return text.lstrip("\ufeff"), encoding


def _mostly_utf8(content: bytes) -> bool:
    """Say whether bytes that are not quite UTF-8 hold more letters of that encoding than strangers to it.

    Windows-1252 French hardly ever looks like UTF-8, so read as Windows-1252 such a file would have every é as Ã©.
    """
    text = content.decode("utf-8", "replace")
    strangers = text.count("\ufffd")
    return len(re.findall(r"[^\x00-\x7f]", text)) > 2 * strangers


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
            if cells := _without_blank_end(record):
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


def _without_blank_end(cells: list[str]) -> tuple[str, ...]:
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return tuple(cells[:length])


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
    if answer["too_much"]:
        raise _swollen(file)
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
    """What `_child` prints, or UnreadableSheet; a child that could not even start is our fault: RuntimeError."""
    command = [sys.executable, "-I", __file__]
    try:
        with TWO_CHILDREN:
            done = subprocess.run(command, input=content, capture_output=True, timeout=2 * CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise _swollen(file) from error
    if done.returncode == 1:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    if done.returncode < 0:  # killed by a signal: out of memory, out of time
        raise _swollen(file)
    if done.returncode:
        raise _not_a_workbook(file)
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


# The child


def _child() -> None:
    """Print the cells of the workbook on standard input; exit with 2 when it cannot be read.

    Out of memory, the process is killed by a signal or raises here: the parent tells neither from a broken file's end.
    """
    _restrain_myself()
    from python_calamine import CalamineWorkbook

    try:
        answer = json.dumps(_first_sheet(CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))))
    except BaseException:  # a panic in the Rust library is not an Exception
        sys.exit(2)
    sys.stdout.write(answer)


def _restrain_myself() -> None:
    """Bound memory, processor time and files written, never above what the system already allows (Unix only)."""
    import resource

    wanted = {
        resource.RLIMIT_AS: CHILD_MEMORY,
        resource.RLIMIT_CPU: CHILD_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, most in wanted.items():
        allowed = resource.getrlimit(limit)[1]
        bound = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (bound, bound))


def _first_sheet(workbook: Any) -> dict[str, Any]:
    """The name and lines of the first visible sheet with anything in it; no name and no lines when there is none."""
    for about in workbook.sheets_metadata:
        if about.visible.name == "Visible" and about.typ.name == "WorkSheet":
            answer = _lines_of(workbook.get_sheet_by_name(about.name))
            if answer["lines"]:
                return {"sheet": about.name, **answer}
    return {"sheet": None, "lines": [], "too_much": False}


def _lines_of(sheet: Any) -> dict[str, Any]:
    """Its lines that are not blank, each cut just above the limits: the parent sees that they are passed, and says so."""
    lines: list[tuple[int, tuple[str, ...]]] = []
    characters = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if cells := _without_blank_end([_as_text(value)[: MAX_CELL + 1] for value in row])[: MAX_COLUMNS + 1]:
            lines.append((number, cells))
            characters += sum(map(len, cells))
        if len(lines) > MAX_ROWS + 1 or characters > MAX_CHARACTERS:
            break
    return {"lines": lines, "too_much": characters > MAX_CHARACTERS}


def _as_text(value: object) -> str:
    """A cell as its reader in France sees it: 75 and not 75.0, 1,5 and not 1.5, VRAI; dates in ISO, without midnight."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


if __name__ == "__main__":
    _child()
