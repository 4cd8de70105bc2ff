"""JSON: a list of records, as Decidim and most portals export them, read as lines under a header."""

from typing import Any

from data.quarantine import opened_apart
from data.sheet import Cells, UnreadableSheet, within_limits
from data.text_file import encoding_of


def read_json(content: bytes, file: str, encoding: str | None = None) -> Cells:
    """The records as lines, the keys of all of them as the header, nested ones joined by `/`; raises UnreadableSheet.

    A value reads as in Decidim's CSV (`12, 40`, `true`, nothing for null), a number as in a workbook (1,5).
    """
    found = encoding_of(content, file, encoding)
    head, lines = opened_apart(content, file, found)
    if "wrong" in head:
        raise _unreadable(head, file)
    return Cells(file, within_limits(lines, file), encoding=found, guarded=False)


def _unreadable(wrong: dict[str, Any], file: str) -> UnreadableSheet:
    """The sentence for what the child found wrong."""
    if wrong["wrong"] == "depth":
        return UnreadableSheet(
            "The file {file} is nested too deep to be a sheet. Send a plain list of records.", file=file
        )
    if wrong["wrong"] == "json":
        return UnreadableSheet(
            "The file {file} is not JSON: nothing can be made of it from line {line}, column {column}. "
            "Export it again, or send the sheet as CSV.",
            file=file,
            line=wrong["line"],
            column=wrong["column"],
        )
    if wrong["record"] is None:
        return UnreadableSheet(
            "The file {file} holds no list of records, or more than one. Send a single list of records, or CSV.",
            file=file,
        )
    return UnreadableSheet(
        "Record {record} of the file {file} is not made of named values. Correct it, or send the sheet as CSV.",
        record=wrong["record"],
        file=file,
    )
