"""The record of decisions of a session: each numbered, with its reason; what seals it, once the session is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from data.papers import french
from data.papers.known import Made, Meeting
from data.papers.parts import Facts, Heading, Paper, Part, Sentence, Table
from data.papers.session_file import held
from data.papers.sheet import made_on, warning


@dataclass(frozen=True)
class Decided:
    """A decision of the session; `decision` and `reason` by their labels."""

    reference: str
    title: str
    territory: str
    decision: str
    reason: str
    sentence: str


@dataclass(frozen=True)
class Snapshot:
    """What a closed session was frozen as: its number, the SHA-256 of its content, when (Paris), by which position."""

    number: str
    digest: str
    closed_at: datetime
    closed_by: str


def decisions(meeting: Meeting, taken: Sequence[Decided], made: Made, snapshot: Snapshot | None = None) -> Paper:
    """The record; `taken` is in the order of its numbers, the decisions of one kind together."""
    return Paper(
        kind=french.DECISIONS,
        title=meeting.label,
        lines=[held(meeting)],
        warning=warning(made),
        made=made_on(made),
        parts=[*_seal(snapshot), *(_totals(taken) if taken else [Sentence(french.NONE_DECIDED)]), *_taken(taken)],
    )


def _seal(snapshot: Snapshot | None) -> list[Part]:
    if snapshot is None:
        return [Sentence(french.NOT_CLOSED, strong=True)]
    at, by = snapshot.closed_at, snapshot.closed_by
    return [
        Sentence(french.SNAPSHOT.format(number=snapshot.number), strong=True),
        Sentence(french.CLOSED.format(day=french.day(at.date()), hour=french.hour(at), by=by)),
        Facts([(french.DIGEST, snapshot.digest)]),
    ]


def _totals(taken: Sequence[Decided]) -> list[Part]:
    counts = [(decision, len(of_it)) for decision, of_it in _grouped(taken)]
    rows = [(decision, french.number(count)) for decision, count in (*counts, (french.TOTAL, len(taken)))]
    return [Heading(french.TOTALS), Table((french.DECISION, french.COUNT), rows, (60, 40), (1,))]


def _taken(taken: Sequence[Decided]) -> list[Part]:
    found: list[Part] = []
    first = 1
    for decision, of_it in _grouped(taken):
        title = french.counted(len(of_it), french.DECIDED_ONE, french.DECIDED_MANY, decision=decision)
        found += [Heading(title), _table([_row(number, one) for number, one in enumerate(of_it, start=first)])]
        first += len(of_it)
    return found


def _table(rows: Sequence[tuple[str, str, str, str]]) -> Table:
    """The decisions of one kind; no column for the reasons where none is given."""
    if any(why for *_, why in rows):
        return Table(french.DECISION_COLUMNS, rows, (7, 19, 38, 36), (0,))
    return Table(french.DECISION_COLUMNS[:3], [row[:3] for row in rows], (7, 19, 74), (0,))


def _row(number: int, decided: Decided) -> tuple[str, str, str, str]:
    why = "\n".join(part for part in (decided.reason, decided.sentence) if part)
    return str(number), decided.reference, f"{decided.title}\n{decided.territory}", why


def _grouped(taken: Sequence[Decided]) -> list[tuple[str, list[Decided]]]:
    return [(decision, list(of_it)) for decision, of_it in groupby(taken, lambda one: one.decision)]
