"""The answer to those who spoke in a workshop: what became of each proposal, in plain French, and the reason given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.papers import french
from data.papers.known import Made, Workshop
from data.papers.parts import Heading, Paper, Part, Quoted, Sentence
from data.papers.sheet import made_on, warning


@dataclass(frozen=True)
class Answered:
    """A proposal and its answer. `status` is a code, `label` its name; `measure` what it became, if it is known."""

    reference: str
    number: str | None
    title: str
    words: str
    edited_title: str | None
    edited_words: str | None
    status: str
    label: str
    since: date
    session: str | None = None
    reason: str = ""
    sentence: str = ""
    measure: str = ""


def answers(workshop: Workshop, given: Sequence[Answered], made: Made) -> Paper:
    """The answer to a workshop."""
    place = (
        (french.counted(workshop.participants, french.HEARD_ONE, french.HEARD_MANY),) if workshop.participants else ()
    )
    held = french.HELD.format(day=french.day(workshop.held_on), place=workshop.place or workshop.department)
    return Paper(
        kind=french.ANSWERS,
        title=workshop.title,
        lines=[held, workshop.prefecture, *place],
        warning=warning(made),
        made=made_on(made),
        parts=[
            Sentence(french.counted(len(given), french.DEAR_ONE, french.DEAR_MANY) if given else french.DEAR_NONE),
            *(part for number, one in enumerate(given, start=1) for part in _one(number, one)),
        ],
    )


def _one(number: int, answered: Answered) -> list[Part]:
    of_sheet = french.NUMBER_OF_SHEET.format(number=answered.number) if answered.number else ""
    return [
        Heading(french.NUMBERED.format(number=number, title=answered.title)),
        Sentence(" · ".join(part for part in (answered.reference, of_sheet) if part)),
        *([Quoted(answered.words)] if answered.words.strip() else []),
        *_edited(answered),
        Sentence(became(answered), strong=True),
        *_why(answered),
    ]


def _edited(answered: Answered) -> list[Part]:
    said = "\n\n".join(part for part in (answered.edited_title, answered.edited_words) if part)
    return [Sentence(french.EDITED_AS), Quoted(said)] if said else []


def became(answered: Answered) -> str:
    """Where a proposal stands, said to whom it comes from."""
    return french.BECAME.get(answered.status, french.ELSEWHERE.format(status=answered.label))


def _why(answered: Answered) -> list[Part]:
    reason = " – ".join(part for part in (answered.reason, answered.sentence) if part)
    session = french.SESSION_NAMED.format(session=answered.session) if answered.session else ""
    since = french.SINCE_DAY.format(day=french.day(answered.since))
    said = [
        " ".join(part for part in (since, session) if part),
        french.REASON_GIVEN.format(reason=reason) if reason else "",
        french.MEASURE.format(measure=answered.measure) if answered.measure else "",
    ]
    return [Sentence(text) for text in said if text]
