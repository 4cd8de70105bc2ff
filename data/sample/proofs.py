"""What the staff of the story wrote on the evidence sheets: plausible, fictional, fuller as a path goes on."""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterable

from data.sample.days import CLOSES, OPENS, Days
from data.sample.fates import QUIET
from data.sample.lives import Event, Proposal
from data.sample.material import sample

FACTS = ("runs_where", "runs_since", "result", "proof", "cost", "needed")
KINDS = {field: f"evidence_{field.removeprefix('runs_')}" for field in (*FACTS, "ease")}
PROOFS = {"testimony": 4, "own_figures": 5, "outside_evaluation": 2}
EASES = {"easy": 4, "moderate": 4, "hard": 2}
OPEN = ("received", "to_complete", "under_review", "put_forward")  # where staff still write on the sheet
# How many of ten proposals have a sheet, and how many of ten of its fields are filled in, by where they stand.
FILLED = {"received": (3, 4), "to_complete": (6, 5), "under_review": (7, 7), "withdrawn": (2, 4)}
FURTHER = (9, 8)  # from the moment they are put forward
WHOLE = 0.4  # how often such a sheet lacks nothing
AGAIN = 0.3  # how often somebody comes back to it
HOURS_APART = 2 * 3600  # seconds between the sheet and what happened before or after it


def prove(proposals: Iterable[Proposal], days: Days) -> None:
    """Write the evidence sheet of most of these proposals, between two of their events.

    Each has a chance of its own: what happens otherwise in the story is not changed by it.
    """
    for proposal in proposals:
        chance = random.Random(f"{days.today} {proposal.source['key']} {proposal.workshop.title}")
        often, share = FILLED.get(proposal.status, FURTHER)
        if chance.random() * 10 < often:
            _write(proposal, _sheet(proposal, share, chance, days), chance, days)


def _sheet(proposal: Proposal, share: int, chance: random.Random, days: Days) -> dict[str, str]:
    """What there is to say of it: all of it, or these tenths."""
    year, told = days.day(proposal.workshop.held_back).year, _told(proposal, chance)
    since = f"{year - chance.randint(1, 7)}"
    facts = {
        "runs_where": told["where"],
        "runs_since": since if chance.random() < 0.4 else f"{since}-{chance.randint(1, 12):02}",
        "result": told["result"],
        "proof": _drawn(PROOFS, chance),
        "cost": told["cost"],
        "needed": told["needed"],
        "ease": _drawn(EASES, chance),
    }
    whole = share == FURTHER[1] and chance.random() < WHOLE
    return {field: fact for field, fact in facts.items() if whole or chance.random() * 10 < share}


def _told(proposal: Proposal, chance: random.Random) -> dict[str, str]:
    """A text for each field that is one, with numbers in it."""
    given = {
        "place": proposal.workshop.source["place"],
        "few": chance.randint(12, 90),
        "many": chance.randint(110, 900),
        "euros": chance.randint(8, 95),
    }
    theme, told = proposal.source["theme"], {}
    for field in ("where", "result", "cost", "needed"):
        known = [
            row["text"]
            for row in sample("evidence")
            if row["field"] == field and theme in (row["themes"] or theme).split()
        ]
        told[field] = chance.choice(known).format(**given)
    return told


def _drawn(weights: dict[str, int], chance: random.Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _write(proposal: Proposal, sheet: dict[str, str], chance: random.Random, days: Days) -> None:
    """Write the sheet in one gesture, or in two where somebody comes back to it; nothing where there was no time."""
    later = {field for field in sheet if field != "runs_where"} if chance.random() < AGAIN else set()
    later = {field for field in sorted(later) if chance.random() < 0.5}
    for fields in ([field for field in sheet if field not in later], [field for field in sheet if field in later]):
        second = _moment(proposal, chance, days)
        if fields and second is not None:
            _gesture(proposal, {field: sheet[field] for field in fields}, second, chance)


def _moment(proposal: Proposal, chance: random.Random, days: Days) -> int | None:
    """An instant of office hours after the reception, before it was decided, before the last week."""
    backs = range(QUIET + 1, proposal.workshop.taken_back)
    ends = [event.second for event in proposal.events if event.kind == "move" and event.after not in OPEN]
    end = min(ends, default=None)
    for _ in range(8):
        if not backs:
            return None
        second = days.second(chance.choice(backs), chance.randint(OPENS, CLOSES - 1)) + chance.randrange(60)
        apart = all(abs(second - event.second) > HOURS_APART for event in proposal.events)
        if apart and second > proposal.events[0].second and (end is None or second < end):
            return second
    return None


def _gesture(proposal: Proposal, fields: dict[str, str], second: int, chance: random.Random) -> None:
    """The events of one gesture on the sheet, put where they belong in the history."""
    person, first = chance.choice(proposal.workshop.staff("staff")), None
    place = bisect.bisect([event.second for event in proposal.events], second)
    for field, after in fields.items():
        written = Event(second, person, KINDS[field], proposal.workshop, proposal, after=after, first=first)
        first = first or written
        proposal.events.insert(place, written)
        place += 1
    proposal.evidence |= fields
