"""What happened to one workshop and to each of its proposals: the events, and the state they leave."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from data.sample.days import CLOSES, DAWN, EARLY, OPENS, Days
from data.sample.fates import Path, windows
from data.sample.material import Row, Rule, people_of, sentences, transitions, wordings

SESSIONS = {"past": 1, "next": 2}  # the two fictional sessions, by the mark a path gives its decisions
EDIT = "edit"  # not a status: staff edit the wording or the theme at this point of a path
OF_ITSELF = 0.2  # how often somebody writes a sentence that the rules don't ask for


@dataclass(slots=True, eq=False)
class Event:
    """A row of `events`; `first` is the event whose gesture it is part of, itself if None."""

    second: int
    person: str
    kind: str
    workshop: Workshop | None = None
    proposal: Proposal | None = None
    session: int | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    sentence: str | None = None
    first: Event | None = None
    number: int = 0
    act: int = 0


@dataclass(slots=True, eq=False)
class Workshop:
    """A row of `workshops`, with its proposals and the day its sheet was taken in, counted back from the day told."""

    source: Row
    title: str
    department: str
    region: str
    held_back: int
    taken_back: int
    proposals: list[Proposal] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    id: int = 0

    def staff(self, role: str) -> list[str]:
        """Who plays this role where the workshop was held."""
        return people_of(role, self.region, self.department)


@dataclass(slots=True, eq=False)
class Proposal:
    """A row of `proposals`, as its events leave it; the last one is its `last_event`."""

    source: Row
    number: int
    workshop: Workshop
    events: list[Event]
    status: str = "received"
    status_since: int = 0
    session: int | None = None
    reason: str | None = None
    theme: str = ""
    edited_title: str | None = None
    edited_words: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    reference: str = ""
    id: int = 0


class Teller:
    """Makes the events of workshops and proposals happen, at the times chance gives."""

    def __init__(self, days: Days, chance: random.Random) -> None:
        self.days = days
        self.chance = chance
        self._gestures: dict[tuple[object, ...], Event] = {}

    def take_in(self, workshop: Workshop) -> None:
        """The workshop is declared, its sheet taken in, and each proposal received."""
        taker = self.chance.choice(workshop.staff("staff"))
        second = self.days.second(workshop.taken_back, self.chance.randint(14 * 60, CLOSES - 30))
        held = self.days.day(workshop.held_back)
        sheet = f"atelier_{workshop.department}_{held.isoformat()}.xlsx"
        taken = Event(second, taker, "take_in", workshop, after=str(len(workshop.proposals)), sentence=sheet)
        declared = Event(
            second - 60 * self.chance.randint(4, 25), taker, "hold_workshop", workshop, after=workshop.title
        )
        workshop.events += [declared, taken]
        for proposal in workshop.proposals:
            received = Event(second, taker, "receive", workshop, proposal, after="received", first=taken)
            proposal.events.append(received)
            proposal.status_since = second

    def follow(self, proposal: Proposal, path: Path, lately: int | None = None) -> None:
        """The proposal goes its path; its last step is taken `lately` days ago when that is given."""
        steps = (*path[:1], EDIT, *path[1:]) if proposal.source["key"] in wordings() and path else path
        spans = windows(steps, proposal.workshop.taken_back)
        backs = sorted((round(self.chance.uniform(late, early)) for early, late in spans), reverse=True)
        if lately is not None:
            backs[-1] = lately
        for step, back in zip(steps, backs, strict=True):
            if step == EDIT:
                self._edit(proposal, back)
            else:
                status, _, mark = step.partition("@")
                self._move(proposal, status, back, SESSIONS.get(mark))

    def _second(self, proposal: Proposal, back: int) -> int:
        """An instant of that day, after whatever last happened to the proposal."""
        if back == 0:
            return self.days.second_of_today(self.chance.randrange(DAWN, EARLY))
        drawn = self.days.second(back, self.chance.randint(OPENS, CLOSES - 60)) + self.chance.randrange(60)
        return max(drawn, proposal.events[-1].second + 60 * self.chance.randint(3, 9))

    def _move(self, proposal: Proposal, after: str, back: int, session: int | None) -> None:
        """One legal move, its reason and sentence if the rules ask for them, alone or in a gesture with others."""
        before = proposal.status
        role, rule = self._mover(before, after)
        reason, sentence = self._why(proposal, before, after, rule)
        person = self.chance.choice(["anne"] if role == "coordinator" else proposal.workshop.staff(role))
        decided_in = session if rule.session == "open" else proposal.session
        move = Event(
            self._second(proposal, back),
            person,
            "move",
            proposal.workshop,
            proposal,
            decided_in,
            before,
            after,
            reason,
            sentence,
        )
        if sentence is None and back:
            self._join(move, back)
        proposal.events.append(move)
        proposal.status, proposal.status_since, proposal.reason = after, move.second, reason
        proposal.session = None if rule.session == "still_open" else decided_in

    def _mover(self, before: str, after: str) -> tuple[str, Rule]:
        rules = transitions()[before, after]
        if "staff" in rules and self.chance.random() < 0.85:
            return "staff", rules["staff"]
        return self.chance.choice([(role, rule) for role, rule in rules.items() if role != "staff"])

    def _why(self, proposal: Proposal, before: str, after: str, rule: Rule) -> tuple[str | None, str | None]:
        known = sentences(before, after, proposal.source["theme"])
        if rule.reason == "none" and not (known and self.chance.random() < OF_ITSELF):
            return None, None
        reason, sentence = self.chance.choice(known)
        return (reason if rule.reason == "code" else None), sentence

    def _join(self, move: Event, back: int) -> None:
        """People move several at once: those of a workshop, or of a session and a theme, within a few days."""
        assert move.proposal is not None
        place = move.workshop if move.session is None else move.proposal.source["theme"]
        first = self._gestures.setdefault((place, move.session, move.before, move.after, back // 5), move)
        if first is not move and first.second > move.proposal.events[-1].second:
            move.second, move.person, move.first = first.second, first.person, first

    def _edit(self, proposal: Proposal, back: int) -> None:
        """Staff put another wording beside the workshop's own, or another theme."""
        edited = wordings()[proposal.source["key"]]
        second, person = self._second(proposal, back), self.chance.choice(proposal.workshop.staff("staff"))
        changes = [
            (kind, proposal.source[name], edited[name])
            for kind, name in (("retitle", "title"), ("reword", "text"), ("retheme", "theme"))
            if edited[name]
        ]
        first: Event | None = None
        for kind, before, after in changes:
            edit = Event(
                second,
                person,
                kind,
                proposal.workshop,
                proposal,
                None,
                before,
                after,
                None,
                edited["sentence"] or None,
                first,
            )
            proposal.events.append(edit)
            first = first or edit
        proposal.edited_title, proposal.edited_words = edited["title"] or None, edited["text"] or None
        proposal.theme = edited["theme"] or proposal.theme
