"""The story of a demonstration: fictional workshops and all that happened to what was proposed there, until a day."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from data.sample.after import Follower, follow_up_columns, measure_columns
from data.sample.days import Days
from data.sample.fates import PAST, Path, assure, fates
from data.sample.lives import Event, Proposal, Teller, Workshop
from data.sample.material import Row, proposals_of_workshop, region_of, sample, short_region
from data.sample.proofs import KINDS, prove

# How many of each last step are taken in the last week, for every telling of the workshops.
LATELY = {
    "under_review": 4,
    "put_forward": 4,
    "kept@next": 2,
    "not_kept@next": 1,
    "deferred@next": 1,
    "to_complete": 1,
    "withdrawn": 1,
    "adopted": 1,
    "under_way": 1,
    "done": 1,
}
LAST_WEEK = range(6)  # days ago
# Where the visitor may be staff or manager, something stands at each of these, whatever the day: every role is tried.
TRIED = "93"
TO_TRY = ("received", "to_complete", "under_review", "put_forward", "kept", "deferred", "adopted")
LEAST = 2
TODAY = 3  # how many of them on the day itself, if it is a working day
SHEET_OF_THE_WEEK = 2  # days ago: when the sheet of the latest workshop came in
QUIET = 8  # days ago: the other sheets came in before the last week
CALLED = (120, 35)  # days ago: when the session that has met was called, then the coming one
COMING = 34  # days ahead: when the coming one meets


@dataclass(frozen=True)
class Story:
    """Tables like the store's own (a proposal's `search` is left to the store), numbered from 1."""

    people: pa.Table
    sessions: pa.Table
    workshops: pa.Table
    workshop_themes: pa.Table
    proposals: pa.Table
    evidence: pa.Table
    events: pa.Table
    measures: pa.Table
    follow_ups: pa.Table


def tell(today: date, times: int = 1) -> Story:
    """The story as it stands on the morning of `today`, always the same for a day; `times` repeats the workshops."""
    chance = random.Random(today.isoformat())
    days = Days(today)
    teller = Teller(days, chance)
    workshops = [workshop for again in range(times) for workshop in _told_once(teller, again)]
    workshops.sort(key=lambda workshop: workshop.events[0].second)
    proposals = [proposal for workshop in workshops for proposal in workshop.proposals]
    follower = Follower(days, random.Random(f"{today.isoformat()} followed up"))
    follow_ups = follower.follow_up(proposals)
    sessions = _sessions(days)
    events = [called for _, called in sessions]
    events += [measure.added for measure in follower.measures]
    events += [event for workshop in workshops for event in workshop.events]
    events += [event for proposal in proposals for event in proposal.events]
    _number(events)
    _refer(workshops, days)
    return Story(
        _people(),
        _table([session | {"last_event": called.number} for session, called in sessions]),
        _workshops(workshops, days),
        _themes(workshops),
        _proposals(proposals),
        _evidence([proposal for proposal in proposals if proposal.evidence]),
        _events(events),
        _columns(measure_columns(follower.measures, str(sessions[0][0]["label"]))),
        _columns(follow_up_columns(follow_ups)),
    )


def _told_once(teller: Teller, again: int) -> list[Workshop]:
    """Every workshop of the sample, and what became of its proposals."""
    workshops = [_workshop(source, again, teller.chance) for source in sample("workshops")]
    for workshop in workshops:
        teller.take_in(workshop)
    proposals = [proposal for workshop in workshops for proposal in workshop.proposals]
    paces = {row["region"]: float(row["pace"]) for row in sample("paces")}
    ages = [proposal.workshop.taken_back for proposal in proposals]
    paths = fates(ages, [paces[proposal.workshop.region] for proposal in proposals], teller.chance)
    assure(paths, ages, [proposal.workshop.department == TRIED for proposal in proposals], TO_TRY, LEAST)
    lately = _lately(paths, teller)
    for place, (proposal, path) in enumerate(zip(proposals, paths, strict=True)):
        teller.follow(proposal, path, lately.get(place))
    prove(proposals, teller.days)
    return workshops


def _workshop(source: Row, again: int, chance: random.Random) -> Workshop:
    held = chance.randint(QUIET + 1, 150) if again else int(source["days_ago"])
    taken = max(QUIET, held - chance.randint(1, 5)) if held > QUIET else SHEET_OF_THE_WEEK
    title = f"{source['title']} ({again + 1})" if again else source["title"]
    department = source["department"]
    workshop = Workshop(source, title, department, region_of()[department], held, taken)
    workshop.proposals = [
        Proposal(row, number, workshop, [], theme=row["theme"])
        for number, row in enumerate(proposals_of_workshop()[source["key"]], 1)
    ]
    return workshop


def _lately(paths: Sequence[Path], teller: Teller) -> dict[int, int]:
    """Which proposals, by place, took their last step in the last week, and how many days ago."""
    days, chance = teller.days, teller.chance
    backs = [back for back in LAST_WEEK if days.worked(back)]
    places = [place for last, count in LATELY.items() for place in _ending(paths, last, count, chance)]
    chance.shuffle(places)
    return {
        place: 0 if rank < TODAY and days.worked(0) else chance.choice([back for back in backs if back])
        for rank, place in enumerate(places)
    }


def _ending(paths: Sequence[Path], last: str, count: int, chance: random.Random) -> list[int]:
    found = [place for place, path in enumerate(paths) if path and path[-1] == last]
    return chance.sample(found, min(count, len(found)))


def _sessions(days: Days) -> list[tuple[Row | dict[str, Any], Event]]:
    """The committee that has met and the one to come, each with the event that called it."""
    coming = next(
        day for ahead in range(COMING, COMING + 9) if (day := days.today + timedelta(days=ahead)).weekday() < 5
    )
    sessions = [
        {
            "id": 1,
            "kind": "civ",
            "label": "Comité interministériel des villes préparatoire (démonstration)",
            "held_on": days.day(PAST[0]),
            "place": "Lyon",
            "closed": True,
        },
        {
            "id": 2,
            "kind": "civ",
            "label": "Comité interministériel des villes (démonstration)",
            "held_on": coming,
            "place": "Marseille",
            "closed": False,
        },
    ]
    return [
        (
            {**session, "source": None, "fictional": True},
            Event(
                days.second(back, 10 * 60),
                "anne",
                "convene",
                session=int(str(session["id"])),
                after=str(session["label"]),
            ),
        )
        for session, back in zip(sessions, CALLED, strict=True)
    ]


def _number(events: list[Event]) -> None:
    """Order the events by time and number them, each with the lowest number of its gesture."""
    events.sort(key=lambda event: event.second)
    acts: dict[int, int] = {}
    for number, event in enumerate(events, 1):
        event.number = number
        event.act = acts.setdefault(id(event.first or event), number)


def _refer(workshops: Iterable[Workshop], days: Days) -> None:
    """Give workshops and proposals their ids, and proposals their references, in the order they came in."""
    ordinals: dict[str, int] = {}
    proposals = 0
    for number, workshop in enumerate(workshops, 1):
        workshop.id = number
        year = days.day(workshop.held_back).year
        prefix = f"{short_region()[workshop.region]}-{workshop.department}-{year}"
        for proposal in workshop.proposals:
            proposals += 1
            ordinals[prefix] = ordinals.get(prefix, 0) + 1
            proposal.id, proposal.reference = proposals, f"{prefix}-{ordinals[prefix]:03}"


def _people() -> pa.Table:
    known = {"active": True, "local": False, "fictional": True, "last_event": 0}
    return _table([{name: value or None for name, value in person.items()} | known for person in sample("people")])


def _workshops(workshops: Iterable[Workshop], days: Days) -> pa.Table:
    return _table(
        [
            {
                "id": told.id,
                "department": told.department,
                "region": told.region,
                "prefecture": told.source["prefecture"],
                "title": told.title,
                "held_on": days.day(told.held_back),
                "place": told.source["place"],
                "participants": int(told.source["participants"]),
                "source": None,
                "note": None,
                "fictional": True,
                "last_event": told.events[0].number,
            }
            for told in workshops
        ]
    )


def _themes(workshops: Iterable[Workshop]) -> pa.Table:
    return _table(
        [{"workshop": told.id, "theme": theme} for told in workshops for theme in told.source["themes"].split()]
    )


def _proposals(proposals: Sequence[Proposal]) -> pa.Table:
    return _columns(
        {
            "id": [told.id for told in proposals],
            "reference": [told.reference for told in proposals],
            "workshop": [told.workshop.id for told in proposals],
            "department": [told.workshop.department for told in proposals],
            "region": [told.workshop.region for told in proposals],
            "number": [str(told.number) for told in proposals],
            "title": [told.source["title"] for told in proposals],
            "words": [told.source["text"] for told in proposals],
            "edited_title": [told.edited_title for told in proposals],
            "edited_words": [told.edited_words for told in proposals],
            "theme": [told.theme for told in proposals],
            "body": [told.source["body"] for told in proposals],
            "status": [told.status for told in proposals],
            "status_since": _instants([told.status_since for told in proposals]),
            "session": [told.session for told in proposals],
            "reason": [told.reason for told in proposals],
            "fictional": [True] * len(proposals),
            "last_event": [told.events[-1].number for told in proposals],
        }
    )


def _evidence(proposals: Sequence[Proposal]) -> pa.Table:
    """The sheet of each proposal, its `last_event` the last of those that wrote it."""
    written = {
        "proposal": [told.id for told in proposals],
        "last_event": [
            max(event.number for event in told.events if event.kind in KINDS.values()) for told in proposals
        ],
    }
    fields = {field: pa.array([told.evidence.get(field) for told in proposals], pa.string()) for field in KINDS}
    return _columns(written | fields)


def _events(events: Sequence[Event]) -> pa.Table:
    return _columns(
        {
            "number": [event.number for event in events],
            "act": [event.act for event in events],
            "happened_at": _instants([event.second for event in events]),
            "person": [event.person for event in events],
            "kind": [event.kind for event in events],
            "proposal": [event.proposal and event.proposal.id for event in events],
            "workshop": [event.workshop and event.workshop.id for event in events],
            "session": [event.session for event in events],
            "before": [event.before for event in events],
            "after": [event.after for event in events],
            "reason": [event.reason for event in events],
            "sentence": [event.sentence for event in events],
        }
    )


def _instants(seconds: Sequence[int]) -> pa.Array:
    return pa.array(seconds, pa.timestamp("s")).cast(pa.timestamp("us"))


def _table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    return _columns({name: [row[name] for row in rows] for name in rows[0]})


def _columns(columns: dict[str, Any]) -> pa.Table:
    return pa.table({name: pa.array(values) for name, values in columns.items()})
