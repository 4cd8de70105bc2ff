"""The reference lists shipped in `data/reference/`, given to a store that has none yet."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pyarrow as pa

from data.store import steps

REFERENCE = Path(__file__).parent / "reference"


def read_list(file: Path) -> pa.Table:
    """The rows of a reference list, every value a text, an empty one null."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [{column: value or None for column, value in row.items()} for row in csv.DictReader(lines)]
    return pa.Table.from_pylist(rows, pa.schema([(column, pa.string()) for column in rows[0]]))


def fill_empty_lists(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give each empty reference table its list; a table that staff have since changed is left alone."""
    for file in REFERENCE.glob("*.csv"):
        cursor.register(f"incoming_{file.stem}", read_list(file))
    for statement in steps((REFERENCE / "fill.sql").read_text(encoding="utf-8")):
        cursor.execute(statement)
