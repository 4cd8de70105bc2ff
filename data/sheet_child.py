"""The child process that opens a workbook nobody vouches for: `python -I data/sheet_child.py < sheet.xlsx` prints JSON.

It has little memory and little time, because 1.5 kB holding the cells A1 and XFD1048576 make the library ask for 512
GiB and abort whoever reads them. It runs alone (-I), so it imports nothing of the project; `cells.py` imports it.
"""

import datetime
import io
import json
import sys
from typing import Any

MAX_ROWS = 5_000  # lines under the header; a workshop writes tens of them, a whole region a few hundred
MAX_COLUMNS = 100
MAX_CELL = 32_767  # characters, what Excel itself accepts
MAX_CHARACTERS = 10_000_000  # in all the cells of a workbook, since a file can name one long text many times
MEMORY = 2**30  # bytes
SECONDS = 10  # of processor; the parent waits twice as many on the clock
NOT_A_WORKBOOK, TOO_MUCH = 2, 3  # exit codes; 1 is Python's own, when the child could not even start


def _main() -> None:
    """Print the cells of the workbook on standard input, or exit with a code; out of memory, a signal may kill it."""
    _restrain_myself()
    from python_calamine import CalamineWorkbook

    try:
        answer = json.dumps(_first_sheet(CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))))
    except MemoryError:
        sys.exit(TOO_MUCH)
    except BaseException:  # a panic of the Rust library is not an Exception
        sys.exit(NOT_A_WORKBOOK)
    sys.stdout.write(answer)


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


def _first_sheet(workbook: Any) -> dict[str, Any]:
    """The name and lines of the first visible sheet with anything in it; no name and no lines when there is none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    kind = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    for name in [sheet.name for sheet in workbook.sheets_metadata if (sheet.typ, sheet.visible) == kind]:
        if lines := _lines_of(workbook.get_sheet_by_name(name)):
            return {"sheet": name, "lines": lines}
    return {"sheet": None, "lines": []}


def _lines_of(sheet: Any) -> list[tuple[int, tuple[str, ...]]]:
    """Its lines that are not blank, each cut just above the limits: the parent sees them passed, and says so.

    The error of a formula (#N/A) is an empty cell to the library. MemoryError above MAX_CHARACTERS.
    """
    lines: list[tuple[int, tuple[str, ...]]] = []
    characters = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if cells := without_blank_end([_as_text(value)[: MAX_CELL + 1] for value in row])[: MAX_COLUMNS + 1]:
            lines.append((number, cells))
            characters += sum(map(len, cells))
        if characters > MAX_CHARACTERS:
            raise MemoryError
        if len(lines) > MAX_ROWS + 1:
            break
    return lines


def _as_text(value: object) -> str:
    """A cell as people in France see it: 75 and not 75.0, 1,5 and not 1.5, VRAI; but dates in ISO, without midnight."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def without_blank_end(cells: list[str]) -> tuple[str, ...]:
    """The cells up to the last that is not blank: none at all when the line is blank."""
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return tuple(cells[:length])


if __name__ == "__main__":
    _main()
