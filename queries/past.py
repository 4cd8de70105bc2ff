"""The store as it stood at a past instant: what changed since is put aside once, then every question reads as ever."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from data import Store, steps

*REWINDING, NEWEST = steps((Path(__file__).parent / "past.sql").read_text(encoding="utf-8"))
PARIS = ZoneInfo("Europe/Paris")
MOST = 4  # pasts kept ready: each holds, in memory, the proposals that changed since


def end_of(day: date) -> datetime:
    """The last instant of a day in Paris, in UTC without zone, as the store keeps instants."""
    midnight = datetime.combine(day + timedelta(days=1), time(), PARIS)
    return midnight.astimezone(UTC).replace(tzinfo=None) - timedelta(microseconds=1)


class Past:
    """The store as of an instant: a cursor of its own, one reader at a time."""

    def __init__(self, opened: Store, instant: datetime) -> None:
        self._opened, self._instant = opened, instant
        self._turn = threading.Lock()
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._newest = 0  # the latest event when what changed since was put aside

    def ask(self, question: str, given: dict[str, Any]) -> pa.Table:
        """Answer a question as of then, in a transaction that sees nothing newer than what was put aside."""
        with self._turn, self._opened.mended():
            try:
                cursor = self._up_to_date() or self._rewound()
                answer = cursor.sql(question, params=given).to_arrow_table()
                cursor.commit()
            except BaseException:
                self._close()
                raise
        return answer

    def close(self) -> None:
        """Let go of what is kept."""
        with self._turn:
            self._close()

    def _up_to_date(self) -> duckdb.DuckDBPyConnection | None:
        if self._cursor is None:
            return None
        self._cursor.begin()
        if _newest(self._cursor) == self._newest:
            return self._cursor
        self._close()
        return None

    def _rewound(self) -> duckdb.DuckDBPyConnection:
        self._cursor = cursor = self._opened.cursor()
        cursor.begin()
        for statement in REWINDING:
            cursor.execute(statement, dict.fromkeys(statement.named_parameters, self._instant))
        self._newest = _newest(cursor)
        return cursor

    def _close(self) -> None:
        if self._cursor is not None:
            self._cursor.close()  # rolls back what is not committed
        self._cursor = None


def _newest(cursor: duckdb.DuckDBPyConnection) -> int:
    return int(cursor.execute(NEWEST).fetchall()[0][0])


class Pasts:
    """The pasts of a store that were read lately."""

    def __init__(self, opened: Store) -> None:
        self._opened = opened
        self._choosing = threading.Lock()
        self._kept: OrderedDict[datetime, Past] = OrderedDict()

    def at(self, instant: datetime) -> Past:
        """The past at an instant; the one read longest ago makes room for it."""
        with self._choosing:
            past = self._kept.pop(instant, None) or Past(self._opened, instant)
            self._kept[instant] = past
            gone = self._kept.popitem(last=False)[1] if len(self._kept) > MOST else None
        if gone is not None:
            gone.close()
        return past

    def close(self) -> None:
        """Let go of them all, before the store closes."""
        with self._choosing:
            for past in self._kept.values():
                past.close()
            self._kept.clear()
