"""Columns that no field of ours holds, added to the description under their headings so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from data.spelling import normalised

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}.*)?")
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
DATED = re.compile(r"\b(date|jour|debut|fin|echeance)\b")  # in a normalised heading: its numbers are Excel's days
SERIAL = re.compile(r"\d{5}([.,]0+)?")
FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel, its mistaken 29 February 1900 left behind
SERIALS = range(20_000, 70_000)  # from 1954 to 2091


def with_added(text: str, added: Iterable[tuple[str, str]]) -> str:
    """The text, then a line for each other column that is filled in: (heading, cell)."""
    lines = [f"{heading} : {said_plainly(heading, cell)}" for heading, cell in added if cell.strip()]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)


def said_plainly(heading: str, cell: str) -> str:
    """A cell as people write it: `14/02/2018` for 2018-02-14 or for Excel’s day 43145, `02/2018` for a month."""
    if found := ISO_DAY.fullmatch(cell.strip()):
        year, month, day, _ = found.groups()
        return f"{day}/{month}/{year}"
    if found := ISO_MONTH.fullmatch(cell.strip()):
        return f"{found[2]}/{found[1]}"
    if SERIAL.fullmatch(cell.strip()) and DATED.search(normalised(heading)) and int(cell.strip()[:5]) in SERIALS:
        return f"{FIRST_DAY + timedelta(days=int(cell.strip()[:5])):%d/%m/%Y}"
    return cell.strip()
