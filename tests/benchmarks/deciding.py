"""A decision over the bare transaction that writes the same rows: `python -m tests.benchmarks.deciding REPEATS COPY`.

Marking proposals kept goes through `record("move", …)` on this process's store: person, territory, allowed move,
session, what was seen, then an insert and an update. The bare side does the insert and the update alone, every value
known, on a connection of its own to COPY, a file with the same content and the same settings. Each gesture is taken
back, unmeasured, on both sides. What is compared is processor time; the time people wait stands beside it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from data.store import SETTINGS, now, steps
from queries import latest_event, record, store

COUNTS = (1, 100)  # proposals marked in one gesture
BY = "anne"  # the national coordinator

ONE = """
    insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, sentence)
    values ($numbers[1], $numbers[1], $now, 'anne', 'move', $ids[1], $workshops[1], $session, $before, $after,
        $sentence);
    update proposals set status = $after, status_since = $now, session = $held, reason = null, last_event = $numbers[1]
    where id = $ids[1];
"""
SEVERAL = """
    insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, sentence)
    select unnest($numbers), $numbers[1], $now, 'anne', 'move', unnest($ids), unnest($workshops), $session, $before,
        $after, $sentence;
    update proposals set status = $after, status_since = $now, session = $held, reason = null, last_event = moved.number
    from (select unnest($ids) as id, unnest($numbers) as number) as moved where proposals.id = moved.id;
"""


class Bare:
    """The copy, written to without any question."""

    def __init__(self, copy: Path) -> None:
        """Open it with the store's own settings."""
        self._connection = duckdb.connect(str(copy))
        for setting in SETTINGS:
            self._connection.execute(setting)
        self._one, self._several = steps(ONE), steps(SEVERAL)  # parsed once, as `record` does
        self._last = self._connection.execute("select max(number) from events").fetchall()[0][0]

    def move(self, rows: list[tuple[int, int]], session: int, before: str, after: str, sentence: str | None) -> None:
        """Write the move of proposals (id, workshop) and its events, durably, in one transaction."""
        given = {
            "numbers": list(range(self._last + 1, self._last + 1 + len(rows))),
            "ids": [id for id, _ in rows],
            "workshops": [workshop for _, workshop in rows],
            "session": session,
            "held": session if after == "kept" else None,
            "before": before,
            "after": after,
            "sentence": sentence,
            "now": now(),
        }
        self._connection.execute("begin")
        for statement in self._one if len(rows) == 1 else self._several:
            self._connection.execute(statement, {name: given[name] for name in statement.named_parameters})
        self._connection.execute("commit")
        self._last += len(rows)


def put_forward() -> tuple[list[tuple[int, int]], int]:
    """Proposals the committee may decide (id, workshop), and an open session."""
    with store().reading() as cursor:
        rows = cursor.execute("select id, workshop from proposals where status = 'put_forward' order by id").fetchall()
        session = cursor.execute("select min(id) from sessions where not closed").fetchall()[0][0]
    return rows, session


def measure(repeats: int, copy: Path) -> dict[str, dict[str, Any]]:
    """For each number of proposals: milliseconds of processor and of waiting, by `record` and bare."""
    rows, session = put_forward()
    bare = Bare(copy)
    return {str(count): _gestures(bare, rows[:count], session, repeats) for count in COUNTS}


def _gestures(bare: Bare, rows: list[tuple[int, int]], session: int, repeats: int) -> dict[str, Any]:
    ids = [id for id, _ in rows]
    forward, back = ("kept", None, session), ("put_forward", "Remise à l’étude.", None)

    def decide(status: str, sentence: str | None, held: int | None) -> None:
        given = {"reason": None, "sentence": sentence, "session": held, "seen": latest_event()}
        record("move", by=BY, proposals=ids, status=status, **given)

    found: dict[str, list[float]] = {name: [] for name in ("real", "frozen", "waited_real", "waited_frozen")}
    for repeat in range(repeats + 1):
        real = _timed(lambda: decide(*forward))
        written = _timed(lambda: bare.move(rows, session, "put_forward", "kept", None))
        decide(*back)
        bare.move(rows, session, "kept", "put_forward", back[1])
        if repeat:  # the first warms both
            for name, value in zip(found, (real[0], written[0], real[1], written[1]), strict=True):
                found[name].append(value)
    return found | {"proposals": len(rows)}


def _timed(gesture: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of processor, and of waiting."""
    spent, waited = time.process_time(), time.perf_counter()
    gesture()
    return 1000 * (time.process_time() - spent), 1000 * (time.perf_counter() - waited)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), Path(sys.argv[2]))))
