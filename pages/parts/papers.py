"""The papers people take away, from what is asked: as Word and as PDF, always in French, as of the day read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from data import now
from data.papers import (
    Answered,
    Balance,
    Decided,
    Made,
    Meeting,
    Paper,
    Proposal,
    Step,
    Workshop,
    answers,
    decisions,
    session_file,
    sheet,
    write_pdf,
    write_word,
)
from pages.parts.day_read import ask, past_day, today
from pages.parts.filter_bar import said
from pages.parts.frame import is_demonstration
from pages.parts.paper_charts import balance
from pages.parts.tables import ALL, File, stamped
from pages.parts.words import label, labels, local, say, spoken
from queries import Filters

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def both(name: str, compose: Callable[[], Paper], *asked: object) -> list[File]:
    """A paper as the two files it may be taken as, made once clicked; `asked` is what decides of its content."""
    stem = stamped(name, "paper", *asked)
    return [
        File("Word", say("To edit and print"), f"{stem}.docx", DOCX, lambda: write_word(compose())),
        File(
            "PDF",
            say("To print and send, read by screen readers too"),
            f"{stem}.pdf",
            PDF,
            lambda: write_pdf(compose()),
        ),
    ]


def sheet_files(reference: str) -> list[File]:
    """The sheet of a proposal."""
    return both(f"fiche-{reference}", lambda: sheet_paper(reference), reference)


def answer_files(workshop: int) -> list[File]:
    """The answer to a workshop."""
    return both(f"retour-atelier-{workshop}", lambda: answer_paper(workshop), workshop)


def record_files(session: int) -> list[File]:
    """The record of the decisions of a session."""
    return both(f"releve-seance-{session}", lambda: record_paper(session), session)


def sheet_paper(reference: str) -> Paper:
    """The sheet of a proposal, composed."""
    with spoken("fr"):
        return sheet(proposals((reference,))[0], _made())


def answer_paper(workshop: int) -> Paper:
    """The answer to a workshop, composed."""
    with spoken("fr"):
        held = ask("workshop", workshop=workshop).to_pylist()[0]
        rows = ask("answers_in_words", workshop=workshop).to_pylist()
        return answers(_workshop(held | {"workshop_title": held["title"]}), [_answered(row) for row in rows], _made())


def record_paper(session: int) -> Paper:
    """The record of all that a session decided, whatever is on screen: kept first, then in the order of the list."""
    asked = {"session": session, "filters": Filters(), "most": ALL, "skipped": 0}
    with spoken("fr"):
        order = list(labels("statuses"))
        rows = sorted(
            ask("decided_in_session", **asked).to_pylist(),
            key=lambda row: (order.index(row["decision"]), row["reference"]),
        )
        return decisions(meeting(session), [_decided(row) for row in rows], _made())


def session_paper(session: int, waiting: Filters) -> Paper:
    """The file of a session, composed: what these filters leave waiting for it, by theme."""
    raised = waiting.but(statuses=(), stages=(), sessions=())
    with spoken("fr"):
        references = _agenda(waiting)
        counts = ask("raised_and_examined", filters=raised, references=references).to_pylist()
        themes, regions = (_balance(counts, of) for of in ("theme", "region"))
        return session_file(meeting(session), proposals(references), themes, regions, said(raised), _made())


def _agenda(waiting: Filters) -> tuple[str, ...]:
    """The references of what waits, the themes in the order of their list."""
    order = list(labels("themes"))
    asked = {"filters": waiting, "today": today(), "sort": "reference", "most": ALL, "skipped": 0}
    rows = ask("proposals_listed", **asked).to_pylist()
    return tuple(row["reference"] for row in sorted(rows, key=lambda row: order.index(row["theme"])))


def _balance(counts: list[dict[str, Any]], of: str) -> Balance:
    """What is examined against what was raised by theme or by region, the most raised first."""
    examined, raised = Counter[str](), Counter[str]()
    for row in counts:
        name = label(f"{of}s", row[of])
        examined[name] += row["examined"]
        raised[name] += row["raised"]
    return balance([(name, examined[name], count) for name, count in raised.most_common()])


def proposals(references: tuple[str, ...]) -> list[Proposal]:
    """What the papers say of some proposals, in their order."""
    steps = defaultdict(list)
    for event in ask("steps_of", references=references).to_pylist():
        steps[event["proposal"]].append(_step(event))
    return [_proposal(row, steps[row["id"]]) for row in ask("sheets", references=references).to_pylist()]


def _proposal(row: dict[str, Any], steps: list[Step]) -> Proposal:
    return Proposal(
        reference=row["reference"],
        title=row["title"],
        words=row["words"],
        edited_title=row["edited_title"],
        edited_words=row["edited_words"],
        theme=label("themes", row["theme"]),
        body=label("bodies", row["body"]),
        status=label("statuses", row["status"]),
        since=local(row["status_since"]).date(),
        session=label("sessions", row["session"]) or None,
        workshop=_workshop(row),
        history=steps,
        reason=label("reasons", row["reason"]),
        sentence=row["decided_sentence"] or "",
    )


def _workshop(row: dict[str, Any]) -> Workshop:
    return Workshop(
        title=row["workshop_title"],
        held_on=row["held_on"],
        prefecture=row["prefecture"],
        department=label("departments", row["department"]),
        region=label("regions", row["region"]),
        place=row["place"],
        participants=row["participants"],
    )


def _step(event: dict[str, Any]) -> Step:
    of = {"move": "statuses", "receive": "statuses", "retheme": "themes"}.get(event["kind"])
    before, after = ((label(of, event[end]) if of else event[end] or "") for end in ("before", "after"))
    return Step(
        on=local(event["happened_at"]).date(),
        kind=event["kind"],
        before=before,
        after=after,
        position=event["position"] or "",
        reason=label("reasons", event["reason"]),
        sentence=event["sentence"] or "",
    )


def _answered(row: dict[str, Any]) -> Answered:
    asked = ("reference", "number", "title", "words", "edited_title", "edited_words", "status")
    return Answered(
        **{name: row[name] for name in asked},
        label=label("statuses", row["status"]),
        since=local(row["status_since"]).date(),
        session=label("sessions", row["session"]) or None,
        reason=label("reasons", row["reason"]),
        sentence=row["sentence"] or "",
    )


def _decided(row: dict[str, Any]) -> Decided:
    return Decided(
        reference=row["reference"],
        title=row["title"],
        territory=label("regions", row["region"]),
        decision=label("statuses", row["decision"]),
        reason=label("reasons", row["reason"]),
        sentence=row["sentence"] or "",
    )


def meeting(session: int) -> Meeting:
    """A session, as papers are told of it."""
    held = next(row for row in ask("sessions").to_pylist() if row["code"] == session)
    return Meeting(held["label"], held["held_on"], held["place"])


def _made() -> Made:
    return Made(local(now()).replace(tzinfo=None), past_day(), is_demonstration())
