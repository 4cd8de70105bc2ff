"""Beginning, refreshing and ending the demonstration; the one real workshop comes with it and stays after it."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data.cells import read_cells
from data.sample.material import SAMPLE
from data.sample.story import tell
from data.workbook import read_proposals
from queries import ask, record
from queries.intake import Sheet, take_in, words

REAL = SAMPLE / "real" / "2018-02-14_paris.toml"
REAL_TAKER = "helene"  # the manager of Île-de-France, among the local people
APPLICATION = "application"
NOT_ON_RECORD = ("place", "participants")


def paris_day() -> date:
    """The day it is in Paris."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def begin_demonstration(today: date) -> None:
    """Take in the real workshop if it isn't there, then tell the story until `today`. Raises Refused."""
    take_in_real_workshop()
    story = tell(today)
    record(
        "demonstrate",
        by=APPLICATION,
        day=today.isoformat(),
        story_people=story.people,
        story_sessions=story.sessions,
        story_workshops=story.workshops,
        story_themes=story.workshop_themes,
        story_proposals=story.proposals,
        story_evidence=story.evidence,
        story_events=story.events,
        story_measures=story.measures,
        story_follow_ups=story.follow_ups,
    )


def end_demonstration(told_again: date | None = None) -> None:
    """Take out everything fictional; `told_again` is the day of the story that comes next, if one does."""
    record("end_demonstration", by=APPLICATION, told_again=told_again and told_again.isoformat())


def refresh_demonstration(today: date) -> bool:
    """Tell the story again until `today` if it is of another day and nobody did anything since; say whether it was."""
    last = ask("last_event").to_pylist()
    kind, day = (last[0]["kind"], last[0]["after"]) if last else (None, None)
    if kind == "demonstrate" and day != today.isoformat():
        end_demonstration(told_again=today)
        begin_demonstration(today)
        return True
    if kind == "end_demonstration" and day is not None:  # interrupted between the two
        begin_demonstration(today)
        return True
    return False


def take_in_real_workshop() -> None:
    """The workshop of 14 February 2018 in Paris, by the same door as any sheet, unless it is there already."""
    workshop: dict[str, Any] = dict.fromkeys(NOT_ON_RECORD) | tomllib.loads(REAL.read_text(encoding="utf-8"))
    if not _held(workshop):
        record("hold_workshop", by=REAL_TAKER, **workshop)
    held = _held(workshop)[0]
    if not held["proposals"]:
        take_in(_sheet(REAL.with_suffix(".csv")), by=REAL_TAKER, workshop=held["id"])


def _held(workshop: dict[str, Any]) -> list[dict[str, Any]]:
    asked = {name: workshop[name] for name in ("department", "held_on", "title")}
    held: list[dict[str, Any]] = ask("workshop_held", **asked).to_pylist()
    return held


def _sheet(file: Path) -> Sheet:
    """A sheet of ours, none of whose rows is refused."""
    taken = read_proposals(read_cells(file.read_bytes(), file.name), words())
    if taken.refused:
        raise ValueError(f"{file.name}: {taken.refused}")
    return Sheet(file.name, "", taken.rows)
