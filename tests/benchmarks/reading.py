"""A sheet read, over what its library alone takes to go through it: `python -m tests.benchmarks.reading LINES REPEATS`.

Eight columns, one of them some 430 characters long: 100,000 lines weigh about 60 MB of CSV. What is compared is the
processor time of this process and of the child it starts; the time people wait stands beside it.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from data.cells import read_cells

COLUMNS = ("Référence", "N°", "Thème", "Intitulé", "Description", "Porteur", "Lieu", "Date")
WORDS = ["accès", "aux", "droits", "numérique", "l’association", "habitants", "jeunes", "emploi", "médiation", "œuvre"]
MOST_REPEATS = 5


def rows(lines: int) -> list[tuple[str, ...]]:
    """The same lines at each run, no two alike."""
    chance = random.Random(1)
    said = (" ".join(chance.choices(WORDS, k=60)) for _ in range(lines))
    return [
        (f"P-{n}", str(n), "Sport", text[:60], text[:430], "Association", "Paris 19e", "14/02/2018")
        for n, text in enumerate(said)
    ]


def as_csv(lines: list[tuple[str, ...]]) -> bytes:
    """A text in UTF-8, separated by semicolons."""
    page = io.StringIO()
    csv.writer(page, delimiter=";").writerows([COLUMNS, *lines])
    return page.getvalue().encode()


def as_json(lines: list[tuple[str, ...]]) -> bytes:
    """A list of records."""
    return json.dumps([dict(zip(COLUMNS, line, strict=True)) for line in lines], ensure_ascii=False).encode()


def as_xlsx(lines: list[tuple[str, ...]]) -> bytes:
    """A workbook of one sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate([COLUMNS, *lines]):
            page.write_row(number, 0, line)
    return content.getvalue()


def csv_alone(content: bytes) -> None:
    """Every record of a text, kept."""
    list(csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), delimiter=";"))


def xlsx_alone(content: bytes) -> None:
    """Every row of the first sheet, kept."""
    list(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).iter_rows())


KINDS: dict[str, tuple[Callable[[list[tuple[str, ...]]], bytes], Callable[[bytes], Any]]] = {
    "csv": (as_csv, csv_alone),
    "json": (as_json, json.loads),
    "xlsx": (as_xlsx, xlsx_alone),
}


def measure(lines: int, repeats: int) -> dict[str, dict[str, list[float]]]:
    """For each kind of file: milliseconds of processor and of waiting, by `read_cells` and by the library alone."""
    sheet = rows(lines)
    return {kind: _readings(kind, write(sheet), alone, repeats) for kind, (write, alone) in KINDS.items()}


def _readings(kind: str, content: bytes, alone: Callable[[bytes], Any], repeats: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ("real", "frozen", "waited_real", "waited_frozen")}
    for _ in range(min(repeats, MOST_REPEATS)):
        real = timed(lambda: read_cells(content, f"sheet.{kind}"))
        bare = timed(lambda: alone(content))
        for name, value in zip(found, (real[0], bare[0], real[1], bare[1]), strict=True):
            found[name].append(value)
    return found


def timed(reading: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of processor, those of children too, and of waiting."""
    spent, waited = _spent(), time.perf_counter()
    reading()
    return 1000 * (_spent() - spent), 1000 * (time.perf_counter() - waited)


def _spent() -> float:
    """Seconds of processor used by this process and by those of its children that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
