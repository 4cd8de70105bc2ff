"""A column, described once: what is drawn on a screen and every file that leaves are derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

# The types of a column, by the names that Table Schema gives them; `any` is whatever its cells turn out to be.
TYPES: dict[str, pa.DataType | None] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "any": None,
}
LABEL = "_libelle"  # ends the name of the column that holds the label of a code

Labels = Callable[[str, Any], str]  # the label of a code, given its list and the code; "" for none


@dataclass(frozen=True)
class Field:
    """A column: `name` is for programs (French, snake_case), `label` for people (an English msgid).

    `cell` gets its value from a row, or names the key that does (else `name` does). A value that is a code says `of`
    which reference list: people read its label, programs get both. Only programs get a `hidden` column.
    """

    name: str
    label: str
    type: str = "string"
    of: str | None = None
    cell: Callable[[dict[str, Any]], Any] | str | None = None
    hidden: bool = False
    description: str = ""  # of a column that is published, in French
    required: bool = False

    def value(self, row: dict[str, Any]) -> Any:
        """The value of a row in this column: a code, a date, an instant in UTC…"""
        return self.cell(row) if callable(self.cell) else row[self.cell or self.name]


def typed(fields: Sequence[Field], rows: Iterable[dict[str, Any]], labels: Labels) -> pa.Table:
    """The rows as programs read them: each column typed, and beside each column of codes that of their labels."""
    written = list(rows)
    columns: dict[str, pa.Array] = {}
    for field in fields:
        values = [field.value(row) for row in written]
        columns[field.name] = pa.array(values, TYPES[field.type])
        if field.of is not None:
            said = [None if value is None else labels(field.of, value) for value in values]
            columns[field.name + LABEL] = pa.array(said, pa.string())
    return pa.table(columns)
