"""What leaves for other programs: CSV with commas and ISO dates, JSON, Parquet. `writing.py` writes for people.

Sources: RFC 4180 (CSV), RFC 3339 (dates), OWASP ASVS 5, 1.2.10 (formulas in CSV).
"""

import csv
import datetime
import io
import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from data.spelling import clean
from data.writing import guarded


def write_plain_csv(table: pa.Table) -> bytes:
    """UTF-8 without a byte order mark, `,`, CRLF, decimal point, ISO dates, instants in UTC, true and false.

    A spreadsheet opens it too: texts that it would take for formulas get an apostrophe in front, as in `write_csv`.
    """
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(guarded(name) for name in table.column_names)
    writer.writerows([_spelt(value) for value in row.values()] for row in table.to_pylist())
    return page.getvalue().encode()


def write_json(table: pa.Table) -> bytes:
    """An array of records, one a line; dates are ISO, texts are whole: nothing takes them for formulas."""
    records = [json.dumps(row, ensure_ascii=False, default=_iso) for row in table.to_pylist()]
    return ("[\n" + ",\n".join(records) + "\n]\n").encode()


def write_parquet(table: pa.Table, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """The table with its types; its metadata say what the sheet "À propos" of a workbook does."""
    content = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(dict(about)), content)
    return content.getvalue()


def _spelt(value: object) -> str:
    """A value in a CSV for programs; None is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime.date():
            return _iso(value)
        case int() | float():
            return str(value)
    return guarded(clean(str(value)))


def _iso(value: object) -> str:
    """`2018-02-14`, or `2018-02-14T09:30:00Z` for an instant."""
    if isinstance(value, datetime.datetime):
        return f"{value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is not a date")
