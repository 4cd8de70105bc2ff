"""What the story is made of: the files beside this one, and the rules every move follows."""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import NamedTuple

SAMPLE = Path(__file__).parent
REFERENCE = SAMPLE.parent / "reference"

Row = dict[str, str]


class Rule(NamedTuple):
    """What a move asks for: a reason (none, sentence, code) and a session (none, open, still_open)."""

    reason: str
    session: str


def rows(file: Path) -> list[Row]:
    """The lines of a CSV file, every value a text."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@functools.cache
def sample(name: str) -> list[Row]:
    """The lines of `data/sample/<name>.csv`."""
    return rows(SAMPLE / f"{name}.csv")


@functools.cache
def proposals_of_workshop() -> dict[str, list[Row]]:
    """The proposals of each workshop, by its key, each with its theme."""
    raised: dict[str, list[Row]] = {}
    for file in sorted((SAMPLE / "proposals").glob("*.csv")):
        for row in rows(file):
            raised.setdefault(row["workshop"], []).append(row | {"theme": file.stem})
    return raised


@functools.cache
def wordings() -> dict[str, Row]:
    """What staff edited (title, text, theme: empty when left alone), by the key of the proposal."""
    return {row["proposal"]: row for row in sample("wordings")}


@functools.cache
def transitions() -> dict[tuple[str, str], dict[str, Rule]]:
    """The rule each role follows to move a proposal from a status to another."""
    moves: dict[tuple[str, str], dict[str, Rule]] = {}
    for row in rows(REFERENCE / "transitions.csv"):
        rule = Rule(row["reason"], row["session"])
        moves.setdefault((row["from_status"], row["to_status"]), {})[row["role"]] = rule
    return moves


@functools.cache
def sentences(before: str, after: str, theme: str) -> list[tuple[str | None, str]]:
    """The reasons (a code or none, a sentence) that suit a move of a proposal of a theme."""
    return [
        (row["reason"] or None, row["sentence"])
        for row in sample("sentences")
        if row["before"] in ("", before) and row["after"] in ("", after) and theme in (row["themes"] or theme).split()
    ]


@functools.cache
def region_of() -> dict[str, str]:
    """The region of each department."""
    return {row["code"]: row["region"] for row in rows(REFERENCE / "departments.csv")}


@functools.cache
def short_region() -> dict[str, str]:
    """The short name of each region, as references use it."""
    return {row["code"]: row["short"] for row in rows(REFERENCE / "regions.csv")}


@functools.cache
def people_of(role: str, region: str, department: str) -> list[str]:
    """Who plays a role in a department: the fictional people, and the store's own local people."""
    return [
        person["id"]
        for person in sample("people") + rows(REFERENCE / "local_people.csv")
        if person["role"] == role and person["region"] in ("", region) and person["department"] in ("", department)
    ]
