"""Writing a paper as PDF: tagged, in French, with bookmarks (PDF/UA-1), by the compiler and fonts that Typst holds."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from data.papers import french
from data.papers.parts import Paper, Part, Picture, Table, shortened, splits
from data.spelling import clean

TEMPLATE = Path(__file__).with_name("paper.typ")
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BOX = "□"
LONG, NARROW, PIECE = re.compile(r"\S{65,}"), re.compile(r"\S{25,}"), re.compile(r"(\S{20})(?=\S)")
MAY_BREAK = r"\1" + "\u200b"
MOST_AT_FOOT = 90  # characters: the title goes on on no second line there


def write_pdf(paper: Paper) -> bytes:
    """The paper, as PDF. Neither network nor fonts of the machine are needed.

    A character that no font held by Typst can show is written □, and the last line says so.
    """
    unshown: set[str] = set()
    while True:
        try:
            return _compiled(paper, unshown)
        except typst.TypstError as error:
            found = {character for text in _unshown(error) for character in text}
            if found <= unshown:
                raise
            unshown |= found


def _compiled(paper: Paper, unshown: set[str]) -> bytes:
    boxes = dict.fromkeys(map(ord, unshown), BOX)
    files = {
        "main.typ": TEMPLATE.read_bytes(),
        "paper.json": json.dumps(_boxed(_described(paper, bool(unshown)), boxes), ensure_ascii=False).encode(),
    }
    return typst.compile(files, ignore_system_fonts=True, pdf_standards=["ua-1"])  # type: ignore[call-overload, no-any-return]


def _unshown(error: typst.TypstError) -> list[str]:
    """The texts that the fonts can't show, as the compiler names them: quoted, some as `\\u{200d}`."""
    return [
        ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        for text in UNSHOWN.findall(str(error.diagnostic or error))
    ]


def _described(paper: Paper, some_unshown: bool) -> dict[str, Any]:
    """The paper as the template reads it."""
    return {
        "title": clean(paper.title).strip() or paper.kind,  # PDF/UA wants one
        "author": french.AUTHOR,
        "kind": paper.kind,
        "lines": [*paper.lines, *([french.UNSHOWN] if some_unshown else [])],
        "warning": paper.warning,
        "made": paper.made,
        "footer": shortened(f"{paper.kind} – {paper.title}", MOST_AT_FOOT),
        "page": french.PAGE,
        "of": french.OF,
        "cover": paper.cover,
        "parts": [_part(part) for part in paper.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    kind = {"part": type(part).__name__}
    match part:
        case Picture():
            return kind | {"png": list(part.png), "shows": part.shows}  # the compiler takes no file but texts
        case Table():
            rows = [{"cells": [_breakable(cell, NARROW) for cell in row], "splits": splits(row)} for row in part.rows]
            return kind | asdict(part) | {"rows": rows}
    return kind | asdict(part)


def _breakable(text: str, long: re.Pattern[str]) -> str:
    """The text, its long words cut where the line ends: Typst would let them leave the page."""
    return long.sub(lambda word: PIECE.sub(MAY_BREAK, word[0]), text)


def _boxed(value: Any, boxes: dict[int, str]) -> Any:
    """The same texts without control characters, and boxes in place of what can't be shown."""
    match value:
        case str():
            return _breakable(clean(value).replace("\t", " "), LONG).translate(boxes)
        case dict():
            return {name: _boxed(one, boxes) for name, one in value.items()}
        case list() | tuple():
            return [_boxed(one, boxes) for one in value]
    return value
