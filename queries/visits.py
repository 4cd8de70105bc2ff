"""When somebody was here before: remembered for each person, across restarts, without an event."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import duckdb

from data import Refused, Store, now
from queries import record, store, weigh

LOG = logging.getLogger("dashboard")
EVERY = timedelta(minutes=5)  # at the least between two writes of a person's presence: reading a page stays free


@dataclass(frozen=True)
class Visit:
    """When the presence of somebody was last looked up, and when their visit before this one ended (UTC)."""

    looked_up: datetime
    before: datetime | None


_known: WeakKeyDictionary[Store, dict[str, Visit]] = WeakKeyDictionary()


def be_here(person: str) -> None:
    """Remember that somebody is here, at most once every `EVERY`. A store that can't be written is still read."""
    visits, instant = _known.setdefault(store(), {}), now()
    found = visits.get(person)
    if found is not None and abs(instant - found.looked_up) < EVERY:
        return
    try:
        record("see", by=person)
        visits[person] = Visit(instant, _before(person))
    except (Refused, duckdb.Error):
        LOG.warning("the visit of %s was not remembered", person, exc_info=True)
        visits[person] = Visit(instant, found.before if found else None)


def last_visit(person: str) -> datetime | None:
    """When the visit before this one ended (UTC), give or take `EVERY`; None where this is the first."""
    found = _known.setdefault(store(), {}).get(person)
    return found.before if found is not None else _before(person)


def _before(person: str) -> datetime | None:
    """As the store has it; `ask` would keep an answer that no event makes old."""
    before: datetime | None = weigh("see", by=person)["before_that"][0].as_py()
    return before
