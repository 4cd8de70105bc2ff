"""The sheet of one proposal: what was said, where it comes from, where it stands, what happened to it."""

from __future__ import annotations

from data.papers import french
from data.papers.known import Made, Proposal, Step, Workshop
from data.papers.parts import Facts, Heading, Paper, Part, Quoted, Sentence, Table


def sheet(proposal: Proposal, made: Made) -> Paper:
    """The sheet as a paper of its own."""
    return Paper(
        kind=french.SHEET,
        title=proposal.edited_title or proposal.title,
        lines=[proposal.reference],
        warning=warning(made),
        made=made_on(made),
        parts=parts(proposal, level=1),
    )


def parts(proposal: Proposal, level: int) -> list[Part]:
    """What the sheet says, under titles of this level."""
    return [
        Facts(_facts(proposal)),
        Heading(french.WORDS, level),
        Sentence(proposal.title, strong=True),
        Quoted(proposal.words) if proposal.words.strip() else Sentence(french.NO_DESCRIPTION),
        *_edited(proposal, level),
        *_evidence(proposal, level),
        Heading(french.HISTORY, level),
        Table(french.STEPS, [_told(step) for step in proposal.history if step.kind in french.TOLD], (16, 54, 30)),
    ]


def _facts(proposal: Proposal) -> list[tuple[str, str]]:
    since = french.SINCE.format(status=proposal.status, day=french.day(proposal.since))
    return [
        (french.REFERENCE, proposal.reference),
        (french.STATUS, since),
        (french.SESSION, proposal.session or french.NO_SESSION),
        *_if_said(french.REASON, proposal.reason),
        *_if_said(french.SENTENCE, proposal.sentence),
        (french.THEME, proposal.theme),
        (french.BODY, proposal.body),
        *_origin(proposal.workshop),
    ]


def _origin(workshop: Workshop) -> list[tuple[str, str]]:
    return [
        (french.WORKSHOP, workshop.title),
        (french.HELD_ON, french.day(workshop.held_on)),
        *_if_said(french.PLACE, workshop.place),
        (french.PREFECTURE, workshop.prefecture),
        (french.DEPARTMENT, workshop.department),
        (french.REGION, workshop.region),
    ]


def _if_said(name: str, text: str | None) -> list[tuple[str, str]]:
    return [(name, text)] if text else []


def _edited(proposal: Proposal, level: int) -> list[Part]:
    if not (proposal.edited_title or proposal.edited_words):
        return []
    return [
        Heading(french.EDITED, level),
        Sentence(proposal.edited_title or proposal.title, strong=True),
        Quoted(proposal.edited_words or proposal.words),
    ]


def _evidence(proposal: Proposal, level: int) -> list[Part]:
    return [Heading(french.EVIDENCE, level), Facts(proposal.evidence)] if proposal.evidence else []


def _told(step: Step) -> tuple[str, str, str]:
    """A line of the history; the sentence given with a step follows it."""
    told = french.TOLD[step.kind].format(before=step.before, after=step.after)
    why = " – ".join(part for part in (step.reason, step.sentence) if part)
    return french.short_day(step.on), f"{told}\n{why}" if why else told, step.position


def warning(made: Made) -> str:
    """What is said on every page: that rows are fictional, that a past day was read."""
    read = french.AS_READ.format(day=french.day(made.read)) if made.read else ""
    return " · ".join(part for part in (french.FICTIONAL if made.fictional else "", read) if part)


def made_on(made: Made) -> str:
    """When the paper was made."""
    return french.MADE.format(day=french.day(made.at.date()), hour=french.hour(made.at))
