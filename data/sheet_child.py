"""The child process that opens a workbook, JSON or Parquet nobody vouches for, and prints what it holds.

`python -I data/sheet_child.py < sheet.xlsx`, or with arguments: the encoding of JSON, PARQUET, or SHEET and its place
among those that can be seen. On each line it prints JSON: first {"sheet": name}, or {"wrong": …} and why, then blocks
of lines [[number, [cell, …]], …].

It has little memory and little time, because 1.5 kB holding the cells A1 and XFD1048576 make the library ask for 512
GiB and abort whoever reads them, and 100 MB of JSON can unfold into gigabytes. It runs alone (-I), so it imports
nothing of the project; the project imports it.
"""

import datetime
import decimal
import importlib
import io
import itertools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

MAX_ROWS = 150_000  # lines under the header: the proposals of the whole country
MAX_COLUMNS = 200
MAX_CELL = 32_767  # characters, what Excel itself accepts
MAX_CHARACTERS = 100 * 2**20  # in all the cells, as in the largest text: a workbook can name one text many times
MEMORY = 3 * 2**29  # bytes: 1.5 GiB
SECONDS = 30  # of processor; the parent waits twice as many on the clock
NOT_A_WORKBOOK, TOO_MUCH = 2, 3  # exit codes; 1 is Python's own, when the child could not even start
BLOCK = 1_000  # lines printed at once
PARQUET, SHEET = "parquet", "sheet"
MAX_SHEETS = 50  # named, to choose one
MAX_FOOTER = 2**20  # what the footer of Parquet may say, in characters and in things

Numbered = tuple[int, tuple[str, ...]]


class _NotRecords(Exception):
    """JSON that holds no list of objects; its argument is the position, from 1, of what is not one, if it is known."""


def _main() -> int:
    """Print the cells of what is on standard input; the exit code. Out of memory, a signal may kill it before."""
    _restrain_myself()
    importlib.import_module("pyarrow.parquet" if sys.argv[1:] == [PARQUET] else "python_calamine")  # missing: our fault
    content, how = io.BytesIO(sys.stdin.buffer.read()), sys.argv[1:]
    try:
        if how == [PARQUET]:
            _print_all(_rows_of(content))
        elif how[:1] == [SHEET] or not how:
            _print_all(_one_sheet(content, *map(int, how[1:])))
        else:
            _print_all(_records_in(content.read().decode(how[0], "replace")))
    except MemoryError:
        return TOO_MUCH
    except BaseException:  # a panic of the Rust library is not an Exception
        return NOT_A_WORKBOOK
    return 0


def _restrain_myself() -> None:
    """Bound memory, processor time and files written, never above what the system already allows (Unix only)."""
    import resource

    wanted = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for limit, most in wanted.items():
        allowed = resource.getrlimit(limit)[1]
        bound = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (bound, bound))


def _print_all(answer: Iterable[Any]) -> None:
    """One line of UTF-8 for each part of the answer; half a character, which JSON can hold, becomes a question mark."""
    for part in answer:
        sys.stdout.buffer.write(json.dumps(part, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _blocks(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    """The lines in blocks; MemoryError above MAX_CHARACTERS; none beyond the one that passes MAX_ROWS."""
    allowed = itertools.islice(lines, MAX_ROWS + 2)
    left = MAX_CHARACTERS
    while block := list(itertools.islice(allowed, BLOCK)):
        left -= sum(sum(map(len, cells)) for _, cells in block)
        if left < 0:
            raise MemoryError
        yield block


def _line(number: int, cells: list[str]) -> Iterator[Numbered]:
    """A line unless it is blank, cut just above the limits: the parent sees them passed, and says so."""
    if kept := without_blank_end(cells)[: MAX_COLUMNS + 1]:
        long = max(map(len, kept)) > MAX_CELL
        yield number, tuple(cell[: MAX_CELL + 1] for cell in kept) if long else kept


def without_blank_end(cells: list[str]) -> tuple[str, ...]:
    """The cells up to the last that is not blank: none at all when the line is blank."""
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return tuple(cells[:length])


# Workbooks


def _one_sheet(content: io.BytesIO, place: int | None = None) -> Iterator[Any]:
    """The name and lines of the visible sheet at this place, else of the first with anything in it; all their names.

    No name and no lines when there is none.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(content)
    kind = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    names = [sheet.name for sheet in workbook.sheets_metadata if (sheet.typ, sheet.visible) == kind]
    for name in names if place is None else names[place : place + 1]:
        lines = _lines_of(workbook.get_sheet_by_name(name))
        if first := next(lines, None):
            yield {"sheet": name, "sheets": names[:MAX_SHEETS]}
            yield from _blocks(itertools.chain([first], lines))
            return
    yield {"sheet": None, "sheets": []}


def _lines_of(sheet: Any) -> Iterator[Numbered]:
    """Its lines that are not blank. The error of a formula (#N/A) is an empty cell to the library.

    A cell merged downwards is of each line that it spans: only the first of them holds its value.
    """
    merged: dict[int, list[tuple[int, int]]] = {}  # first line → column, last line
    left = sheet.start[1] if sheet.start else 0  # the library begins each row at the first column that holds something
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if last > first and column >= left:
            merged.setdefault(first + 1, []).append((column - left, last + 1))
    spanning: dict[int, tuple[int, str]] = {}  # column → last line, value
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [value if type(value) is str else _as_text(value) for value in row]
        for column, (last, value) in spanning.items():
            if number <= last and column < len(cells) and not cells[column]:
                cells[column] = value
        spanning |= {column: (last, cells[column]) for column, last in merged.get(number, ()) if column < len(cells)}
        yield from _line(number, cells)


def _as_text(value: object) -> str:
    """A cell as people in France see it: 75 and not 75.0, 1,5 and not 1.5, VRAI; but dates in ISO, without midnight."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float | decimal.Decimal):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


# JSON


def _records_in(text: str) -> Iterator[Any]:
    """The records of JSON as lines under a header: every key, nested ones joined by `/`, as it first appears."""
    try:
        found = json.loads(text.removeprefix("\ufeff"), parse_constant=lambda _: None)  # NaN says that there is none
        del text
        records = _only_list(found)
        places, rows = _flattened(records)
    except json.JSONDecodeError as error:
        yield {"wrong": "json", "line": error.lineno, "column": error.colno}
    except RecursionError:
        yield {"wrong": "depth"}
    except _NotRecords as error:
        yield {"wrong": "record", "record": error.args[0]}
    except ValueError:  # a number of thousands of digits
        yield {"wrong": "json", "line": 1, "column": 1}
    else:
        yield {"sheet": None}
        lines = (line for number, row in enumerate(rows, start=2) for line in _line(number, row))
        if header := list(_line(1, list(places))):
            yield from _blocks(itertools.chain(header, lines))


def _only_list(found: Any) -> list[Any]:
    """The list that JSON is, or the only one with objects in an object; _NotRecords(None) when there is none."""
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        of_objects = [value for value in lists if value and isinstance(value[0], dict)]
        found = (of_objects or lists)[0] if len(of_objects or lists) == 1 else None
    if not isinstance(found, list):
        raise _NotRecords(None)
    return found


def _flattened(records: list[Any]) -> tuple[dict[str, int], list[list[str]]]:
    """The place of each column, and the rows; _NotRecords(position) for a record that is not an object.

    Each record is let go once read, and none is read beyond the limits.
    """
    places, rows = dict[str, int](), list[list[str]]()
    for position in range(min(len(records), MAX_ROWS + 1)):
        record, records[position] = records[position], None
        if not isinstance(record, dict):
            raise _NotRecords(position + 1)
        row = [""] * len(places)
        _fill(row, places, "", record)
        rows.append(row)
        if len(places) > MAX_COLUMNS:
            break
    return places, rows


def _fill(row: list[str], places: dict[str, int], path: str, record: dict[str, Any]) -> None:
    """Put each value of a record, by its path, in its column, a new one if need be."""
    for key, value in record.items():
        name = path + key
        if value and isinstance(value, dict):
            _fill(row, places, name + "/", value)
            continue
        place = places.setdefault(name, len(places))
        row += [""] * (place + 1 - len(row))
        row[place] = value if isinstance(value, str) else _value_as_text(value)


def _value_as_text(value: Any) -> str:
    """What Decidim writes in its CSV: a list as `12, 40`, true, nothing for null; but numbers as in a workbook."""
    if value is None or value == {} or value != value:  # what is not a number is not itself
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_value_as_text)
    return ", ".join(map(_value_as_text, value)) if isinstance(value, list) else _as_text(value)


# Parquet


def _rows_of(content: io.BytesIO) -> Iterator[Any]:
    """The rows as lines under a header, a block at a time; what is not Parquet raises."""
    import pyarrow.parquet as pq

    limits = {"thrift_string_size_limit": MAX_FOOTER, "thrift_container_size_limit": MAX_FOOTER}
    table = pq.ParquetFile(content, **limits)
    yield {"sheet": None}
    batches = table.iter_batches(BLOCK, use_threads=False)
    rows = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
    lines = (line for number, row in enumerate(rows, 2) for line in _line(number, list(map(_value_as_text, row))))
    if header := list(_line(1, table.schema_arrow.names)):
        yield from _blocks(itertools.chain(header, lines))


if __name__ == "__main__":
    ended = _main()
    sys.stdout.flush()
    os._exit(ended)  # at once: of a hundred times, the threads of pyarrow abort the process once as it ends in order
