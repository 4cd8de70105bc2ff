"""The file of a session, over the libraries writing as many pages with a title each: `python -m ... SHEETS REPEATS`.

Bare is what nothing can do without: python-docx and Typst, a new page and its title a sheet, and nothing on it. The app
writes the agenda, the contents, then for each sheet its facts, its words and its history, in tables.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date, datetime

import typst
from docx import Document

from data.papers import Balance, Made, Meeting, Paper, Proposal, Step, Workshop, session_file, write_pdf, write_word
from tests.benchmarks.reading import timed

MOST_REPEATS = 3
WORDS = "Une action menée depuis trois ans dans deux quartiers, que d’autres communes pourraient reprendre. " * 8
PAGES = '#set document(title: "Pages")\n#for page in range({sheets}) {{ pagebreak(weak: true); heading[Une page] }}'


def paper(sheets: int) -> Paper:
    """The file of a session that examines so many proposals, of six steps each."""
    held = Workshop("Atelier de Bobigny", date(2018, 2, 14), "Préfecture", "93 Seine-Saint-Denis", "Île-de-France")
    steps = [
        Step(date(2018, 3, day), "move", "Reçue", "En instruction", "mission ville", "", WORDS[:90])
        for day in range(1, 7)
    ]
    known = {"theme": "Sport", "body": "Association", "status": "Proposée au comité", "since": date(2018, 3, 6)}
    known |= {"edited_title": None, "edited_words": None, "session": None, "workshop": held, "history": steps}
    agenda = [Proposal(f"IDF-93-2018-{n:03}", f"Une proposition {n}", WORDS, **known) for n in range(1, sheets + 1)]
    meeting, made = Meeting("Une séance", date(2018, 7, 18)), Made(datetime(2018, 7, 1))
    return session_file(meeting, agenda, Balance([], b"", ""), Balance([], b"", ""), "", made)


def measure(sheets: int, repeats: int) -> dict[str, dict[str, list[float]]]:
    """For Word and for PDF: milliseconds of processor and of waiting, by the app and by the library alone."""
    written = paper(sheets)
    sides = {
        "Word": (lambda: write_word(written), lambda: _bare_word(sheets)),
        "PDF": (lambda: write_pdf(written), lambda: _bare_pdf(sheets)),
    }
    return {kind: _written(*both, repeats) for kind, both in sides.items()}


def _written(real: Callable[[], bytes], bare: Callable[[], bytes], repeats: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ("real", "frozen", "waited_real", "waited_frozen")}
    for _ in range(min(repeats, MOST_REPEATS)):
        for side, write in (("real", real), ("frozen", bare)):
            spent, waited = timed(write)
            found[side].append(spent)
            found[f"waited_{side}"].append(waited)
    return found


def _bare_word(sheets: int) -> bytes:
    content, document = io.BytesIO(), Document()
    for _ in range(sheets):
        document.add_heading("Une page", 2).paragraph_format.page_break_before = True
    document.save(content)
    return content.getvalue()


def _bare_pdf(sheets: int) -> bytes:
    source = PAGES.format(sheets=sheets).encode()
    written: bytes = typst.compile(source, ignore_system_fonts=True, pdf_standards=["ua-1"])
    return written


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
