"""What a paper is made of, whatever the file it is written to. Its texts are data: no sign in them means anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Progress = Callable[[float], None]  # told the share of the work that is done, from 0 to 1

UNSPLIT = 1500  # characters: a row of more may be cut between two pages, it might not hold on one


def silent(share: float) -> None:
    """Nobody waits: tell nothing."""


@dataclass(frozen=True)
class Heading:
    """The title of a part; bookmarks and contents hold the levels 1 and 2."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Sentence:
    """What the paper itself says."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Quoted:
    """The words of people, their line breaks kept."""

    text: str


@dataclass(frozen=True)
class Facts:
    """What is known, one line a fact: its name, and it."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Rows of texts under their headings; `widths` are shares of the line, `numbers` the columns set to the right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    numbers: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A chart as a PNG as wide as the line, and what it shows, in words."""

    png: bytes
    shows: str


@dataclass(frozen=True)
class Contents:
    """The table of contents, on pages of its own."""

    title: str


Part = Heading | Sentence | Quoted | Facts | Table | Picture | Contents


@dataclass(frozen=True)
class Paper:
    """A paper: of what kind, its title, the lines under it, what warns on every page, who made it when, its parts.

    One with a `cover` has its title and lines on a page of their own.
    """

    kind: str
    title: str
    lines: Sequence[str]
    warning: str
    made: str
    parts: Sequence[Part]
    cover: bool = False


def shortened(text: str, most: int) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def splits(row: Sequence[str]) -> bool:
    """Whether a row of a table may be cut between two pages."""
    return sum(map(len, row)) > UNSPLIT
