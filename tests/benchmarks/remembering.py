"""The memory that a CSV sheet takes, over what it may take: `python -m tests.benchmarks.remembering LINES`.

What is told is the most that this process ever held. It does as the screen does: the sheet is read, compared,
previewed and written, with the file, its cells and its preview kept to the end. Then it comes again, all unchanged.
"""

from __future__ import annotations

import json
import resource
import sys

from data.cells import read_cells
from data.columns import source_of
from data.workbook import read_proposals
from pages.parts.sheet_preview import foreseen
from pages.parts.words import spoken
from queries import intake
from tests.benchmarks.taking_in import a_sheet, hold_workshop

MOST = 1536  # MB, for 100,000 lines that weigh 60


def measure(lines: int) -> dict[str, dict[str, list[float]]]:
    """MB held at the most, over MOST: once the sheet is taken in, then once it came again."""
    content, workshop = a_sheet(lines), hold_workshop(1)
    return {turn: {"real": [_held(content, workshop)], "frozen": [MOST]} for turn in ("first", "again")}


def _held(content: bytes, workshop: int) -> float:
    with spoken("fr"):
        cells = read_cells(content, "sheet.csv")
        taken = read_proposals(cells, intake.words(), intake.reading_of(cells))
        sheet = intake.Sheet(cells.file, source_of(cells.lines[0].cells), taken.rows)
        preview = foreseen(intake.compare(sheet, by="anne", workshop=workshop), taken.refused)
        if preview.why_not is None:
            intake.take_in(sheet, by="anne", workshop=workshop)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
