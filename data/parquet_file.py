"""Parquet, as programs write it: typed columns, read as lines under a header by a process apart."""

from data.quarantine import opened_apart
from data.sheet import Cells, UnreadableSheet, within_limits
from data.sheet_child import PARQUET

MARK = b"PAR1"  # at both ends of the file


def read_parquet(content: bytes, file: str) -> Cells:
    """The rows as lines, their columns as the header; raises UnreadableSheet.

    A value reads as in JSON: `12, 40`, `true`, nothing for null, 1,5, and dates in ISO.
    """
    if not (content.startswith(MARK) and content.endswith(MARK)):
        raise _damaged(file)
    _, lines = opened_apart(content, file, PARQUET, damaged=_damaged)
    return Cells(file, within_limits(lines, file), guarded=False)


def _damaged(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} is not Parquet, or it was damaged or cut short on its way. "
        "Export it again, or send the sheet as CSV.",
        file=file,
    )
