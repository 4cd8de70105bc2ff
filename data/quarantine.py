"""Files that are opened by a process apart (`sheet_child.py`): two at once, with little memory and little time."""

import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from data import sheet_child
from data.sheet import Line, UnreadableSheet
from data.sheet_child import NOT_A_WORKBOOK, TOO_MUCH

TWO_CHILDREN = threading.BoundedSemaphore(2)  # however many people send a sheet at the same moment


def not_a_workbook(file: str) -> UnreadableSheet:
    """Bytes that no library takes for a workbook."""
    return UnreadableSheet(
        "The file {file} is not a workbook, or it was damaged or cut short on its way. "
        "Open it in the spreadsheet, save it again as an Excel workbook (.xlsx), and send it again.",
        file=file,
    )


def swollen(file: str) -> UnreadableSheet:
    """More memory or time than anybody's sheet may take."""
    return UnreadableSheet(
        "The file {file} takes too much memory or time to open. "
        "Copy only the lines that are needed into a new workbook, and send that one.",
        file=file,
    )


def opened_apart(
    content: bytes, file: str, *how: str, damaged: Callable[[str], UnreadableSheet] = not_a_workbook
) -> tuple[dict[str, Any], Iterator[Line]]:
    """What the child says first, then the lines: of a workbook, of JSON if `how` is an encoding, or of PARQUET.

    Raises UnreadableSheet; when the child could not even start the fault is ours: RuntimeError.
    """
    command = [sys.executable, "-I", sheet_child.__file__, *how]
    patience = 2 * sheet_child.SECONDS
    try:
        with TWO_CHILDREN:
            done = subprocess.run(command, input=content, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as error:
        raise swollen(file) from error
    if done.returncode == NOT_A_WORKBOOK:
        raise damaged(file)
    if done.returncode == TOO_MUCH or done.returncode < 0:  # less than 0: a signal killed it, out of memory or time
        raise swollen(file)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    answer = io.BytesIO(done.stdout)
    return json.loads(next(answer)), _lines_of(answer)


def _lines_of(answer: Iterator[bytes]) -> Iterator[Line]:
    for block in answer:
        for number, cells in json.loads(block):
            yield Line(number, tuple(cells))
