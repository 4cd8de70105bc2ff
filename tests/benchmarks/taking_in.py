"""A CSV sheet taken in, over DuckDB reading it and inserting the same rows: `python -m ... LINES REPEATS`.

Bare is what the store can't do without: the rows read from the file into a table like `proposals`, their search text
included, with one event each. The app finds the encoding, reads, checks and compares each line besides.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from data.cells import read_cells
from data.columns import source_of
from data.workbook import read_proposals
from queries import intake, record, store
from tests.benchmarks.reading import COLUMNS, as_csv, rows

MOST_REPEATS = 3
BARE = (
    "create table read as from read_csv($file, delim=';', header=true, auto_detect=false, "
    "columns={'a': 'varchar', 'number': 'varchar', 'theme': 'varchar', 'title': 'varchar', 'words': 'varchar', "
    "'body': 'varchar', 'place': 'varchar', 'day': 'varchar'})",
    "create table kept as select row_number() over () as id, number, theme, title, words, body, "
    "strip_accents(lower(nfc_normalize(concat_ws(' ', a, title, words)))) as search from read",
    "create table happened as select id as number, 'receive' as kind, id as proposal, 'received' as after from kept",
)


def measure(lines: int, repeats: int) -> dict[str, list[float]]:
    """Milliseconds of processor and of waiting: the sheet through the door, and the same rows in bare DuckDB."""
    content = a_sheet(lines)
    found: dict[str, list[float]] = {name: [] for name in ("real", "frozen", "waited_real", "waited_frozen")}
    for turn in range(min(repeats, MOST_REPEATS)):
        for side, took in (("real", _through_the_door(content, turn)), ("frozen", _bare(content))):
            found[side].append(took[0])
            found[f"waited_{side}"].append(took[1])
    return found


def a_sheet(lines: int) -> bytes:
    """A CSV sheet of this many proposals, no two alike: some 60 MB for 100,000."""
    said = [(f"P-{n}", str(n), *rest[2:3], f"{n} {rest[3]}", *rest[4:]) for n, rest in enumerate(rows(lines))]
    return as_csv(said).replace("Référence".encode(), b"Cote", 1).replace(COLUMNS[6].encode(), b"Salle", 1)


def hold_workshop(turn: int) -> int:
    """A new workshop to take a sheet in; its number."""
    facts = {"prefecture": "P", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
    held_on = f"2018-01-{turn + 1:02}"
    record("hold_workshop", by="anne", department="93", held_on=held_on, title="Mesure", **facts)
    with store().reading() as cursor:
        return int(cursor.execute("select max(id) from workshops").fetchall()[0][0])


def _through_the_door(content: bytes, turn: int) -> tuple[float, float]:
    workshop = hold_workshop(turn)
    began = time.process_time(), time.monotonic()
    cells = read_cells(content, "sheet.csv")
    taken = read_proposals(cells, intake.words(), intake.reading_of(cells))
    sheet = intake.Sheet(cells.file, source_of(cells.lines[0].cells), taken.rows)
    if taken.refused:
        raise ValueError(taken.refused[0])
    intake.take_in(sheet, by="anne", workshop=workshop)
    return _since(began)


def _bare(content: bytes) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.csv"
        file.write_bytes(content)
        began = time.process_time(), time.monotonic()
        with duckdb.connect(str(Path(folder) / "bare.duckdb")) as bare:
            for statement in BARE:
                bare.execute(statement, {"file": str(file)} if "$file" in statement else None)
        return _since(began)


def _since(began: tuple[float, float]) -> tuple[float, float]:
    return 1000 * (time.process_time() - began[0]), 1000 * (time.monotonic() - began[1])


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
