"""The cells of a spreadsheet somebody sends, of whatever kind: text, and the line each record stands on.

Nothing here knows what the columns mean (see `workbook.py`). The bytes are never trusted: text is decoded and parsed
in Python; a workbook is weighed, then opened by a child process, and so are JSON and Parquet (see `quarantine.py`).
"""

from pathlib import PurePath

from data.json_file import read_json
from data.parquet_file import read_parquet
from data.quarantine import not_a_workbook
from data.sheet import Cells, Line, UnreadableSheet, empty
from data.text_file import ENCODINGS, SEPARATORS, read_text
from data.workbook_file import is_workbook, read_workbook

__all__ = ["ENCODINGS", "KINDS", "MAX_FILE", "SEPARATORS", "Cells", "Line", "UnreadableSheet", "read_cells"]

MAX_FILE = 100 * 2**20  # bytes of CSV or JSON, what .streamlit/config.toml lets through
MAX_WORKBOOK = 30 * 2**20  # bytes, and for Parquet, compressed as they are: 100,000 lines of 600 characters weigh 14 MB

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
KINDS = (*TEXTS, *WORKBOOKS, ".json", ".parquet")
WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style")


def read_cells(
    content: bytes,
    file_name: str,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: int | None = None,
) -> Cells:
    """Read a file of one of the KINDS; raise UnreadableSheet for anything that is not one, or is too much.

    An encoding (a key of ENCODINGS) or a separator (of SEPARATORS) given wins over what would be found in a text;
    so does the place of a sheet among those of a workbook that can be seen.
    """
    file = PurePath(file_name.replace("\\", "/")).name[-100:] or "?"
    extension = PurePath(file).suffix.lower()
    _check_kind(extension, file)
    _check_weight(content, extension, file)
    if not content:
        raise empty(file)
    if content[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().startswith(WEB_PAGE):
        raise _web_page(file)
    if extension == ".json":
        return read_json(content, file, encoding)
    if extension == ".parquet":
        return read_parquet(content, file)
    if extension in TEXTS or (extension == ".xls" and not is_workbook(content)):  # many programs name their CSV .xls
        return read_text(content, file, encoding, separator)
    if not is_workbook(content):
        raise not_a_workbook(file)
    return read_workbook(content, file, sheet)


def _check_kind(extension: str, file: str) -> None:
    if extension not in KINDS:
        raise UnreadableSheet(
            "The file {file} is not of a kind that can be read here. "
            "Save it as an Excel workbook (.xlsx) or as CSV, then send it again.",
            file=file,
        )


def _check_weight(content: bytes, extension: str, file: str) -> None:
    most = MAX_WORKBOOK if extension in (*WORKBOOKS, ".parquet") else MAX_FILE
    if len(content) > most:
        raise UnreadableSheet(
            "The file {file} weighs more than {most} MB. "
            "Remove its pictures and the sheets that are not needed, or send it in several parts.",
            file=file,
            most=most // 2**20,
        )


def _web_page(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} is a web page, whatever its name says: some sites name their tables so. "
        "Open it in the spreadsheet, save it as an Excel workbook (.xlsx), and send that one.",
        file=file,
    )
