"""What is asked and what is decided: one question or decision per SQL file, one number that versions everything."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import Refused, Store, database_path, is_named, now, open_store, steps
from queries.filters import Filters
from queries.past import Pasts, end_of
from queries.refusals import REFUSALS, ChangedMeanwhile, Incomplete, NotAllowed

__all__ = [
    "ChangedMeanwhile",
    "Filters",
    "Incomplete",
    "NotAllowed",
    "Refused",
    "ask",
    "close",
    "end_of",
    "foresee",
    "latest_event",
    "record",
    "refusals_of",
    "store",
    "untold",
    "weigh",
]

HERE = Path(__file__).parent

_opening = threading.RLock()
_opened: Store | None = None
_pasts: Pasts | None = None


def store() -> Store:
    """The open store, opened at the first call. Raises StoreRefused when the file can't be."""
    global _opened, _pasts
    with _opening:
        if _opened is None:
            _opened = _open(database_path())
            _pasts = Pasts(_opened)
            if not is_named():
                _enliven(_opened)
        return _opened


def close() -> None:
    """Close the store; the next question opens it again."""
    global _opened, _pasts
    with _opening:
        if _pasts is not None:
            _pasts.close()
        if _opened is not None:
            _opened.close()
        _opened = _pasts = None
        _answer.cache_clear()


def _open(path: Path) -> Store:
    opened = open_store(path)
    with opened.writing() as cursor:
        for statement in steps((HERE / "matching.sql").read_text(encoding="utf-8")):
            cursor.execute(statement)
    return opened


def _enliven(opened: Store) -> None:
    """The demonstration begins in a file of our own in which nothing ever happened, and stays a story of today."""
    from queries.demonstration import begin_demonstration, paris_day, refresh_demonstration  # they record in the store

    if opened.latest_event == 0:
        begin_demonstration(paris_day())
    else:
        refresh_demonstration(paris_day())


def latest_event() -> int:
    """The number of the latest event: the version of everything there is to see."""
    return store().latest_event


def ask(question: str, *, as_of: datetime | None = None, **given: Any) -> pa.Table:
    """Answer `queries/<question>.sql` as of the latest event, or of a past instant (UTC).

    Values must be hashable: codes, dates, Filters.
    """
    return _answer(question, tuple(sorted(given.items())), as_of, latest_event())


# Not one of Streamlit's caches: any visitor may empty those, and an Arrow table, which can't change, needs no copy.
@functools.lru_cache(maxsize=1024)
def _answer(question: str, given: tuple[tuple[str, Any], ...], as_of: datetime | None, latest: int) -> pa.Table:
    """The answer when `latest` was the latest event, which is only there to key the cache."""
    params = {name: _plain(value) for name, value in given}
    opened = store()
    if as_of is not None and _pasts is not None:
        return _pasts.at(as_of).ask(_question(question), params)
    with opened.reading() as cursor:
        return cursor.sql(_question(question), params=params).to_arrow_table()


def _plain(value: Any) -> Any:
    if isinstance(value, Filters):
        return value.parameters()
    return list(value) if isinstance(value, tuple) else value


@functools.cache
def _question(question: str) -> str:
    return (HERE / f"{question}.sql").read_text(encoding="utf-8")


@functools.cache
def _decision(decision: str) -> list[duckdb.Statement]:
    return steps((HERE / "decisions" / f"{decision}.sql").read_text(encoding="utf-8"))


def untold(step: str) -> None:
    """Nobody follows the steps of a decision that takes no time."""


def record(decision: str, *, by: str, tell: Callable[[str], None] = untold, **given: Any) -> int:
    """Take `queries/decisions/<decision>.sql` for the person `by`, all of it or nothing; return the latest event.

    In such a file the first statement says why not (a row with a `refusal` refuses), or what the others then write:
    each of its columns is a list they may name, or, where a table is given, the whole of it is the table `weighed`.
    A pyarrow table given is a table there. `tell` hears of each step as it begins: "checking", once no one else
    writes, then "writing". Raises NotAllowed, ChangedMeanwhile or Incomplete, with the sentence.
    """
    with store().writing() as cursor:
        known = _known(cursor, given) | {"by": by, "now": now(), "event": store().latest_event + 1}
        weighing, *writes = _decision(decision)
        tell("checking")
        weighed = _weighed_whole if any(isinstance(value, pa.Table) for value in given.values()) else _weighed
        known |= weighed(cursor, weighing, known)
        tell("writing")
        for write in writes:
            cursor.execute(write, {name: known[name] for name in write.named_parameters})
    return latest_event()


def foresee(decision: str, *, by: str, **given: Any) -> list[Refused]:
    """Why `record` would refuse this decision now, one refusal per proposal; empty if it would be taken."""
    with store().reading() as cursor:
        known = _known(cursor, given) | {"by": by, "now": now()}
        return refusals_among(_rows(cursor, _decision(decision)[0], known), cursor)


def weigh(decision: str, *, by: str, **given: Any) -> pa.Table:
    """What `record` would weigh now, a row for each thing the decision is about; those it refuses have a `refusal`."""
    with store().reading() as cursor:
        return _table(cursor, _decision(decision)[0], _known(cursor, given) | {"by": by, "now": now()})


def _known(cursor: duckdb.DuckDBPyConnection, given: dict[str, Any]) -> dict[str, Any]:
    """The values a decision's statements may name; tables are registered under their own."""
    for name, value in given.items():
        if isinstance(value, pa.Table):
            cursor.register(name, value)
    return {name: value for name, value in given.items() if not isinstance(value, pa.Table)}


def _weighed(cursor: duckdb.DuckDBPyConnection, weighing: duckdb.Statement, known: dict[str, Any]) -> dict[str, Any]:
    """What was weighed, column by column. Raises the first refusal."""
    rows = _rows(cursor, weighing, known)
    for refusal in refusals_among(rows, cursor):
        raise refusal
    return {column: [row[column] for row in rows] for column in (rows[0] if rows else ())}


def _weighed_whole(
    cursor: duckdb.DuckDBPyConnection, weighing: duckdb.Statement, known: dict[str, Any]
) -> dict[str, Any]:
    """The same for a decision about a table, whose lines may be many: they stay a table. Raises the first refusal."""
    weighed = _table(cursor, weighing, known)
    for refusal in refusals_of(weighed, cursor):
        raise refusal
    cursor.register("weighed", weighed)
    return {}


def _table(cursor: duckdb.DuckDBPyConnection, statement: duckdb.Statement, known: dict[str, Any]) -> pa.Table:
    return cursor.sql(
        statement.query, params={name: known[name] for name in statement.named_parameters}
    ).to_arrow_table()


def _rows(
    cursor: duckdb.DuckDBPyConnection, statement: duckdb.Statement | str, known: dict[str, Any]
) -> list[dict[str, Any]]:
    names = known if isinstance(statement, str) else statement.named_parameters
    answer = cursor.execute(statement, {name: known[name] for name in names})
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def refusals_of(weighed: pa.Table, cursor: duckdb.DuckDBPyConnection | None = None) -> list[Refused]:
    """The lines of a table weighed that refuse, each with its sentence; the others, which may be many, stay there."""
    return refusals_among(weighed.filter(pc.field("refusal").is_valid()).to_pylist(), cursor)


def refusals_among(weighed: list[dict[str, Any]], cursor: duckdb.DuckDBPyConnection | None = None) -> list[Refused]:
    """The rows that refuse, each with its sentence; who changed a proposal meanwhile is only asked if somebody did."""
    refused = []
    for row in weighed:
        if row["refusal"] is not None:
            kind, sentence = REFUSALS[row["refusal"]]
            given = {name: value for name, value in row.items() if name != "refusal"}
            if kind is ChangedMeanwhile and cursor is not None:
                given |= _rows(cursor, _question("last_change_to"), {"proposal": row["proposal"]})[0]
            refused.append(kind(sentence, **given))
    return refused
