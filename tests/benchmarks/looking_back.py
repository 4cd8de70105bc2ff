"""What the overview asks, as of a past day over the present: `python -m tests.benchmarks.looking_back REPEATS`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import queries
from queries import Filters, ask, end_of
from queries.demonstration import paris_day

DAYS = (7, 30, 365)  # ago; a year ago the demonstration had not begun: everything was otherwise


def overview(today: date, **as_of: Any) -> None:
    """The questions of the overview."""
    shown = {"filters": Filters()}
    ask("proposals_by_stage", **shown, today=today, **as_of)
    ask("proposals_by_theme", **shown, **as_of)
    ask("proposals_by_region", **shown, **as_of)
    ask("waiting_longest", **shown, today=today, role="coordinator", most=8, **as_of)
    ask("changes_since", **shown, since=end_of(today - timedelta(days=7)), **as_of)


def spent(ask_all: Callable[[], None]) -> float:
    """Milliseconds of processor of questions none of whose answers is kept."""
    queries._answer.cache_clear()
    start = time.process_time()
    ask_all()
    return 1000 * (time.process_time() - start)


def measure(repeats: int) -> dict[int, dict[str, list[float]]]:
    """By days ago: the first reading of that day, the next ones, and those of the present, in turn."""
    today = paris_day()
    found: dict[int, dict[str, list[float]]] = {}
    for back in DAYS:
        day = today - timedelta(days=back)

        def past(day: date = day) -> None:
            overview(day, as_of=end_of(day))

        found[back] = {"first_real": [spent(past)], "first_frozen": [], "real": [], "frozen": []}
        for _ in range(repeats):
            found[back]["frozen"].append(spent(lambda: overview(today)))
            found[back]["real"].append(spent(past))
        found[back]["first_frozen"] = found[back]["frozen"]
    return found


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
