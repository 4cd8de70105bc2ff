"""What became of what the session that has met kept: measures, who is in charge, next dates, verdicts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.sample.days import CLOSES, OPENS, Days
from data.sample.fates import PAST, QUIET
from data.sample.lives import SESSIONS, Event, Proposal
from data.sample.material import sample

COORDINATOR = "anne"
DAY = 24 * 3600  # seconds
# How often, for each status: somebody follows it up, a measure comes of it, a verdict is given.
CARE = {
    "kept": (0.6, 0.0, 0.0),
    "adopted": (0.9, 0.9, 0.6),
    "under_way": (0.95, 0.95, 0.75),
    "done": (1.0, 1.0, 0.9),
    "not_adopted": (0.75, 0.0, 1.0),
    "abandoned": (0.8, 0.4, 0.6),
}
FAITHFUL = {"integral": 0.35, "partial": 0.35, "reworded": 0.3}
OPEN = ("kept", "adopted", "under_way")  # something is still to come
MISSED = 0.3  # how often its date has passed


@dataclass(slots=True, eq=False)
class Measure:
    """A row of `measures`."""

    code: str
    title: str
    decided_on: date
    added: Event


@dataclass(slots=True, eq=False)
class FollowUp:
    """A row of `follow_ups`, with the events of the gesture that said it."""

    proposal: Proposal
    measure: str | None
    verdict: str | None
    body: str
    in_charge: str
    next_date: date | None
    note: str | None
    events: list[Event]


class Follower:
    """Says what became of what was kept, at the times chance gives; `measures` are those that came of it."""

    def __init__(self, days: Days, chance: random.Random) -> None:
        self.measures: list[Measure] = []
        self._days, self._chance = days, chance
        self._known: dict[str, Measure] = {}

    def follow_up(self, proposals: Iterable[Proposal]) -> list[FollowUp]:
        """The follow-up of those that somebody took care of, in the order of time."""
        kept = [one for one in proposals if one.status in CARE and one.session == SESSIONS["past"]]
        cared = [one for one in kept if self._chance.random() < CARE[one.status][0]]
        moments = sorted((second, place) for place, one in enumerate(cared) for second in self._moment(one))
        return [self._said(cared[place], second) for second, place in moments]

    def _moment(self, proposal: Proposal) -> Iterator[int]:
        """When it is said, if there is time between what last happened and the last week."""
        last = proposal.events[-1].second
        back = (self._days.second_of_today(0) - last) // DAY
        if back > QUIET + 1:
            drawn = self._days.second(self._chance.randint(QUIET + 1, back), self._chance.randint(OPENS, CLOSES - 60))
            yield max(drawn, last + 60 * self._chance.randint(20, 50))

    def _said(self, proposal: Proposal, second: int) -> FollowUp:
        verdict, measure = self._verdict(proposal, second)
        charge = self._chance.choice(
            [row for row in sample("follow_ups") if proposal.status in row["statuses"].split()]
        )
        said = FollowUp(
            proposal,
            measure,
            verdict,
            charge["body"],
            charge["in_charge"],
            self._next_date() if proposal.status in OPEN else None,
            charge["note"] or None,
            [],
        )
        said.events = _events(said, second)
        proposal.events += said.events
        return said

    def _verdict(self, proposal: Proposal, second: int) -> tuple[str | None, str | None]:
        """A verdict, or none yet, and the measure it is about, if one came of it."""
        _, linked, judged = CARE[proposal.status]
        measure = None
        verdict = "not_taken_up"
        if self._chance.random() < linked:
            verdict = self._chance.choices(list(FAITHFUL), list(FAITHFUL.values()))[0]
            measure = self._measure(proposal, verdict, second)
        return (verdict if self._chance.random() < judged else None), measure

    def _measure(self, proposal: Proposal, verdict: str, second: int) -> str:
        """The measure that came of a proposal, added to the list a little before if it is not there."""
        suiting = [
            row for row in sample("measures") if row["verdict"] == verdict and row["theme"] in ("", proposal.theme)
        ]
        title = self._chance.choice(suiting)["title"].format(title=proposal.edited_title or proposal.source["title"])
        if title not in self._known:
            # Of that day: a measure of another telling stays when a real proposal was linked to it.
            code = f"demo-{self._days.today:%Y%m%d}-{len(self._known) + 1:03}"
            added = Event(second - 60 * self._chance.randint(3, 15), COORDINATOR, "add_measure", after=code)
            self._known[title] = Measure(code, title, self._days.day(PAST[0]), added)
            self.measures.append(self._known[title])
        return self._known[title].code

    def _next_date(self) -> date:
        ahead = -self._chance.randint(1, QUIET) if self._chance.random() < MISSED else self._chance.randint(5, 90)
        return self._days.today + timedelta(days=ahead)


def _events(said: FollowUp, second: int) -> list[Event]:
    """One event for each thing said, all of one gesture."""
    changes: tuple[tuple[str, str | None], ...] = (
        ("link_measure", said.measure),
        ("verdict", said.verdict),
        ("follow_body", said.body),
        ("follow_in_charge", said.in_charge),
        ("follow_date", said.next_date.isoformat() if said.next_date else None),
        ("follow_note", said.note),
    )
    events: list[Event] = []
    for kind, after in changes:
        if after is not None:
            first = events[0] if events else None
            about = said.proposal
            events.append(Event(second, COORDINATOR, kind, about.workshop, about, after=after, first=first))
    return events


def measure_columns(measures: Sequence[Measure], instance: str) -> dict[str, list[Any]]:
    """The columns of `measures`, those that this instance decided."""
    return {
        "code": [told.code for told in measures],
        "title": [told.title for told in measures],
        "decided_on": [told.decided_on for told in measures],
        "instance": [instance] * len(measures),
        "last_event": [told.added.number for told in measures],
    }


def follow_up_columns(follow_ups: Sequence[FollowUp]) -> dict[str, list[Any]]:
    """The columns of `follow_ups`."""
    return {
        "proposal": [told.proposal.id for told in follow_ups],
        "measure": [told.measure for told in follow_ups],
        "verdict": [told.verdict for told in follow_ups],
        "body": [told.body for told in follow_ups],
        "in_charge": [told.in_charge for told in follow_ups],
        "next_date": [told.next_date for told in follow_ups],
        "note": [told.note for told in follow_ups],
        "last_event": [told.events[-1].number for told in follow_ups],
    }
