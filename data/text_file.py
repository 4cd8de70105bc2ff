"""Text: CSV and its kin. Encoding and separator are found, or are those somebody gave after looking at the screen.

The separator is never guessed from the lines below the header. The text is parsed as it is decoded, a line at a time:
the whole of it is never in memory beside its bytes and its cells.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from functools import partial

from data.sheet import Cells, Line, UnreadableSheet, too_long, too_many_lines, too_wide, within_limits
from data.sheet_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS, without_blank_end

ENCODINGS = {  # as people call them; the last three can only be chosen, nothing tells them from Windows-1252
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "iso-8859-1": "ISO-8859-1",
    "mac-roman": "Mac OS Roman",
    "cp850": "MS-DOS 850",
}
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_TEXT = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"{\\rtf")
HEADER_LINE = re.compile(r'(?:"[^"]*"?|[^"\r\n]+)*')
QUOTED = re.compile(r'"[^"]*"?')
SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|])"?[\r\n]+', re.IGNORECASE)  # which Excel reads and hides
PIECE = 2**20  # bytes
MAX_RECORD = MAX_COLUMNS * (MAX_CELL + 3)  # characters, quotes and separators too
MAX_LINE_BREAKS = 20 * MAX_ROWS  # in the whole file, those inside cells too


def read_text(content: bytes, file: str, encoding: str | None = None, separator: str | None = None) -> Cells:
    """The records of CSV and its kin; an encoding and a separator given win over those found; UnreadableSheet."""
    found = encoding_of(content, file, encoding)
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINE_BREAKS:
        raise too_many_lines(file)
    start = _opened(content, found).read(MAX_CELL).lstrip("\ufeff")
    announced = SEPARATOR_LINE.match(start)
    separator = separator or (announced[1] if announced else _separator(start))
    lines = _Lines(content, found, separator, file)
    return Cells(file, within_limits(lines.records(bool(announced)), file), found, separator)


# Encoding


def encoding_of(content: bytes, file: str, given: str | None = None) -> str:
    """The encoding of a text, checked to its end: a key of ENCODINGS. Raises UnreadableSheet if it is not text.

    It is what the byte order mark says, else UTF-8, else UTF-16 when it plainly is, else Windows-1252, as French Excel
    saves. The five bytes that Windows-1252 leaves undefined become the visible mark U+FFFD.
    """
    if given:
        if (wrong := _undecodable(content, given)) is not None:
            raise _not_in(given, content, wrong, file)
        return given
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    encoding = encoding or _plainly_utf16(content) or "utf-8"
    if content.startswith(NOT_TEXT) or (b"\0" in content and not encoding.startswith("utf-16")):
        raise _not_text(file)
    if (wrong := _undecodable(content, encoding)) is None:
        return encoding
    if wrong < 0 or encoding in ("utf-16-le", "utf-16-be"):
        raise _not_text(file)
    if encoding != "utf-8" or _mostly_utf8(content):
        raise _two_encodings(file)
    return "cp1252"


def _errors(encoding: str) -> str:
    return "replace" if encoding == "cp1252" else "strict"


def _undecodable(content: bytes, encoding: str) -> int | None:
    """None if it is text in this encoding; else where the first wrong byte is, or -1 - that place for a NUL."""
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        try:
            text = decoder.decode(piece, start + PIECE >= len(content))
        except UnicodeDecodeError as error:
            return start + len(piece) - len(error.object) + error.start
        if "\0" in text:
            return -1 - start
    return None


def _plainly_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: one byte of nearly each pair is zero, always on the same side, as in Western texts."""
    low, high = content[:4096:2].count(0), content[1:4096:2].count(0)
    pairs = len(content[:4096]) // 2
    if len(content) % 2 or not pairs or min(low, high) or max(low, high) < 0.7 * pairs:
        return None
    return "utf-16-le" if high else "utf-16-be"


def _mostly_utf8(content: bytes) -> bool:
    """Say whether bytes that are not quite UTF-8 hold more letters of that encoding than bytes that are strange to it.

    French in Windows-1252 hardly ever looks like UTF-8; damaged UTF-8 read as Windows-1252 would show every é as Ã©.
    """
    beyond_ascii = strange = 0
    for start in range(0, len(content), PIECE):
        text = content[start : start + PIECE].decode("utf-8", "replace")
        beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
        strange += text.count("\ufffd")
    return beyond_ascii > 2 * strange


def _not_in(encoding: str, content: bytes, wrong: int, file: str) -> UnreadableSheet:
    line = 1 + content.count(b"\n", 0, wrong if wrong >= 0 else -1 - wrong)
    return UnreadableSheet(
        "The file {file} cannot be read as {encoding}: from line {line} on, its bytes are not text in this encoding. "
        "Choose another encoding.",
        file=file,
        encoding=ENCODINGS[encoding],
        line=line,
    )


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


# Lines


def _opened(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding, _errors(encoding), newline="")


def _separator(start: str) -> str:
    """The separator seen most often outside quotes in the header; `;` when there is none."""
    header = HEADER_LINE.match(start.lstrip())
    outside = QUOTED.sub("", header.group()) if header else ""
    return max(SEPARATORS, key=outside.count)


class _Lines:
    """A text read a line at a time, so that a record that never ends is refused before it fills the memory."""

    def __init__(self, content: bytes, encoding: str, separator: str, file: str) -> None:
        self.text, self.separator, self.file = _opened(content, encoding), separator, file
        self.number = 1  # of the line on which the present record starts
        self.taken = 0  # characters of the present record

    def records(self, announced: bool) -> Iterator[Line]:
        """Each record that is not blank, numbered from 1; the first is not one when it announces the separator."""
        reader = csv.reader(self._physical(), delimiter=self.separator, strict=True)
        try:
            for record in reader:
                if (cells := without_blank_end(record)) and not announced:
                    yield Line(self.number, cells)
                self.number, self.taken, announced = reader.line_num + 1, 0, False
        except csv.Error as error:
            raise self._unreadable(error) from error

    def _physical(self) -> Iterator[str]:
        for number, line in enumerate(iter(partial(self.text.readline, MAX_RECORD), "")):
            self.taken += len(line)
            if self.taken >= MAX_RECORD:
                wide = line.count(self.separator) > MAX_COLUMNS
                raise too_wide(self.number, self.file) if wide else too_long(self.number, self.file)
            yield line if number else line.lstrip("\ufeff")

    def _unreadable(self, error: csv.Error) -> UnreadableSheet:
        if "field limit" in str(error):
            return too_long(self.number, self.file)
        return UnreadableSheet(
            "The record that starts on line {line} of the file {file} has a quotation mark that is never closed, "
            "or that stands where it should not. Correct it, or send the sheet as an Excel workbook (.xlsx).",
            line=self.number,
            file=self.file,
        )
