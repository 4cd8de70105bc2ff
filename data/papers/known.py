"""What papers are told, in plain values: labels in French, days as they were in Paris, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Made:
    """When a paper was made (Paris), the past day it was read as of, whether fictional rows are in it."""

    at: datetime
    read: date | None = None
    fictional: bool = False


@dataclass(frozen=True)
class Meeting:
    """A session of the committee."""

    label: str
    held_on: date
    place: str | None = None


@dataclass(frozen=True)
class Workshop:
    """The workshop where proposals were made; département and region by their names."""

    title: str
    held_on: date
    prefecture: str
    department: str
    region: str
    place: str | None = None
    participants: int | None = None


@dataclass(frozen=True)
class Step:
    """What happened to a proposal: the kind of event, statuses or themes by their labels, the position of who did."""

    on: date
    kind: str
    before: str
    after: str
    position: str
    reason: str
    sentence: str


@dataclass(frozen=True)
class Proposal:
    """All that the sheet of a proposal says. `evidence`: what shows that it works, by name, if anything does."""

    reference: str
    title: str
    words: str
    edited_title: str | None
    edited_words: str | None
    theme: str
    body: str
    status: str
    since: date
    session: str | None
    workshop: Workshop
    history: Sequence[Step]
    reason: str = ""
    sentence: str = ""
    evidence: Sequence[tuple[str, str]] = ()
