"""The file of a session: cover, contents, what is examined against what was raised, the agenda, a sheet a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.papers import french
from data.papers.known import Made, Meeting, Proposal
from data.papers.parts import Contents, Heading, Paper, Part, Picture, Sentence, Table
from data.papers.sheet import made_on, parts, warning

EVEN = 0.02  # shares that differ less are not told apart


@dataclass(frozen=True)
class Balance:
    """What is examined against what was raised: by name, how many of each; its chart as a PNG, and what it shows."""

    counts: Sequence[tuple[str, int, int]]
    chart: bytes
    shows: str


def session_file(
    meeting: Meeting, agenda: Sequence[Proposal], themes: Balance, regions: Balance, filters: str, made: Made
) -> Paper:
    """The file of a session; `agenda` is in the order of examination, `filters` says what narrowed it (or is empty)."""
    return Paper(
        kind=french.SESSION_FILE,
        title=meeting.label,
        lines=[line for line in (held(meeting), french.DRAFT, filters) if line],
        warning=warning(made),
        made=made_on(made),
        parts=[
            Contents(french.CONTENTS),
            *_summary(len(agenda), themes, regions),
            Heading(french.AGENDA, new_page=True),
            _agenda(agenda),
            *_sheets(agenda),
        ],
        cover=True,
    )


def held(meeting: Meeting) -> str:
    """When and where it is held."""
    return french.HELD.format(day=french.day(meeting.held_on), place=meeting.place or french.PLACE_UNSET)


def _summary(examined: int, themes: Balance, regions: Balance) -> list[Part]:
    raised = sum(count for _, _, count in themes.counts)
    if not examined:
        return [Heading(french.SUMMARY, new_page=True), Sentence(french.NOTHING_EXAMINED)]
    some = french.counted(examined, french.EXAMINED_ONE, french.EXAMINED_MANY)
    return [
        Heading(french.SUMMARY, new_page=True),
        Sentence(french.counted(raised, french.RAISED_ONE, french.RAISED_MANY, examined=some)),
        *_balance(Heading(french.BY_THEME, 2), french.THEME, themes),
        *_balance(Heading(french.BY_REGION, 2, new_page=True), french.REGION, regions),
    ]


def _balance(title: Heading, name: str, balance: Balance) -> list[Part]:
    examined, raised = _totals(balance.counts)
    rows = [
        (one, french.number(some), french.share(some, examined), french.number(all_of), french.share(all_of, raised))
        for one, some, all_of in balance.counts
    ]
    return [
        title,
        *(Sentence(text) for text in differences(balance.counts)),
        *([Picture(balance.chart, balance.shows)] if balance.chart else []),
        Table((name, *french.BALANCE), rows, (40, 15, 15, 15, 15), (1, 2, 3, 4)),
    ]


def _totals(counts: Sequence[tuple[str, int, int]]) -> tuple[int, int]:
    return sum(some for _, some, _ in counts), sum(all_of for _, _, all_of in counts)


def differences(counts: Sequence[tuple[str, int, int]]) -> list[str]:
    """What is more, and what is less, present than it was in the workshops, the largest differences first."""
    examined, raised = (max(total, 1) for total in _totals(counts))
    apart = [(some / examined - all_of / raised, name) for name, some, all_of in counts]
    more = sorted((one for one in apart if one[0] > EVEN), reverse=True)
    less = sorted(one for one in apart if one[0] < -EVEN)
    said = [
        sentence.format(
            which=", ".join(french.POINTS.format(name=name, points=french.points(gap)) for gap, name in some)
        )
        for sentence, some in ((french.MORE, more), (french.LESS, less))
        if some
    ]
    return said or [french.EVEN]


def _agenda(agenda: Sequence[Proposal]) -> Part:
    rows = [
        (
            str(number),
            proposal.reference,
            proposal.edited_title or proposal.title,
            proposal.theme,
            proposal.workshop.department,
            proposal.status,
        )
        for number, proposal in enumerate(agenda, start=1)
    ]
    return Table(french.AGENDA_COLUMNS, rows, (6, 19, 28, 18, 15, 14), (0,))


def _sheets(agenda: Sequence[Proposal]) -> list[Part]:
    found: list[Part] = [Heading(french.SHEETS, new_page=True)] if agenda else []
    for number, proposal in enumerate(agenda, start=1):
        title = french.NUMBERED.format(number=number, title=proposal.edited_title or proposal.title)
        found += [Heading(title, 2, new_page=number > 1), *parts(proposal, level=3)]
    return found
