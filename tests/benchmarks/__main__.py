"""`python -m tests.benchmarks`: one table of what the app costs over what it can't do without, measured in one run.

A machine's speed changes while it works: only ratios count, between two things done in turn in the same process, each
the median of its repetitions; and processor time rather than waiting, which others lengthen.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks import starting
from tests.benchmarks.stores import child, copy_of, told

TIMES = (1, 145)  # tellings of the demonstration: some 700 proposals, and some 100,000
SHEETS = 500  # proposals a session examines at most, in one file
GOALS = {"page": 1.5, "decision": 2.0, "sheet": 5.0, "past": 5.0, "memory": 1.0}
MEASURED_WITH = ("streamlit", "duckdb", "altair", "pyarrow", "pandas")


@dataclass(frozen=True)
class Line:
    """One line of the table: what, on how many proposals, the app's cost, the bare one's, both said with their unit."""

    what: str
    proposals: int | None
    real: str
    frozen: str
    ratio: float
    goal: float | None = None


def measure(
    times: tuple[int, ...], repeats: int, starts: int, scripts: Path | None = None, sheets: int = SHEETS
) -> list[Line]:
    """Every line: pages, past days, decisions and sheets read at each size, then the file of a session, then starts."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for telling in times:
            store, held = told(Path(folder) / f"told{telling}.duckdb", telling)
            given = [str(scripts / str(telling))] if scripts else []
            drawn = child("tests.benchmarks.rerunning", store, str(repeats), *given)
            lines += page_lines(drawn, held["proposals"])
            lines += _looking_back(store, held["proposals"], repeats)
            lines += _decisions(store, held["proposals"], repeats)
            lines += _readings(store, held["proposals"], repeats)
            lines += _takings_in(store, held["proposals"], repeats)
        lines += _papers(store, sheets, repeats)
    return lines + list(_starts(starts))


def page_lines(drawn: dict[str, Any], proposals: int) -> Iterator[Line]:
    """A line for each page. Raises ValueError when a frozen page does not draw what its page draws."""
    for page, times in drawn.items():
        if times["draws"] != times["frozen_draws"]:
            raise ValueError(f"the frozen page of {page} does not draw what the page draws")
        yield _line(f"Page {page}, {len(times['draws'])} elements", proposals, times, "ms", GOALS["page"])


def _looking_back(store: Path, proposals: int, repeats: int) -> Iterator[Line]:
    for back, times in child("tests.benchmarks.looking_back", store, str(repeats)).items():
        yield _line(f"Read the overview as of {back} days ago", proposals, times, "ms", GOALS["past"])
        yield _line(f"Read the overview as of {back} days ago, the first time", proposals, times, "ms", None, "first_")


def _decisions(store: Path, proposals: int, repeats: int) -> Iterator[Line]:
    mine, bare = copy_of(store, "decided.duckdb"), copy_of(store, "bare.duckdb")
    for count, times in child("tests.benchmarks.deciding", mine, str(repeats), str(bare)).items():
        yield _line(f"Mark {count} kept", proposals, times, "ms", GOALS["decision"])
        yield _line(f"Mark {count} kept, waiting", proposals, times, "ms", None, "waited_")


def _readings(store: Path, proposals: int, repeats: int) -> Iterator[Line]:
    for kind, times in child("tests.benchmarks.reading", store, str(proposals), str(repeats)).items():
        yield _line(f"Read a sheet of as many lines, {kind}", proposals, times, "ms")
        yield _line(f"Read a sheet of as many lines, {kind}, waiting", proposals, times, "ms", None, "waited_")


def _takings_in(store: Path, proposals: int, repeats: int) -> Iterator[Line]:
    taken = copy_of(store, "taken.duckdb")
    times = child("tests.benchmarks.taking_in", taken, str(proposals), str(repeats))
    yield _line("Take a sheet of as many lines in", proposals, times, "ms", GOALS["sheet"])
    yield _line("Take a sheet of as many lines in, waiting", proposals, times, "ms", None, "waited_")
    held = child("tests.benchmarks.remembering", copy_of(store, "remembered.duckdb"), str(proposals))
    yield _line("Take a sheet of as many lines in, memory", proposals, held["first"], "MB", GOALS["memory"])
    yield _line("Take the same sheet in again, memory", proposals, held["again"], "MB", GOALS["memory"])


def _papers(store: Path, sheets: int, repeats: int) -> Iterator[Line]:
    for kind, times in child("tests.benchmarks.papers", store, str(sheets), str(repeats)).items():
        yield _line(f"Write the file of a session of {sheets} sheets, {kind}", None, times, "ms")
        yield _line(
            f"Write the file of a session of {sheets} sheets, {kind}, waiting", None, times, "ms", None, "waited_"
        )


def _starts(starts: int) -> Iterator[Line]:
    for name, times in starting.measure(starts).items():
        what = {"first": "First start, demonstration made", "later": "Start, demonstration there"}[name]
        yield _line(f"{what}, waiting", None, times, "s")
        yield _line(f"{what}", None, times, "s", None, "spent_")


def _line(
    what: str, proposals: int | None, times: dict[str, Any], unit: str, goal: float | None = None, kind: str = ""
) -> Line:
    real, frozen = (statistics.median(times[f"{kind}{side}"]) for side in ("real", "frozen"))
    return Line(what, proposals, f"{real:.1f} {unit}", f"{frozen:.1f} {unit}", real / frozen, goal)


def table(lines: list[Line]) -> str:
    """The lines as Markdown."""
    rows = [
        f"| {line.what} | {'' if line.proposals is None else f'{line.proposals:,}'} | {line.real} | {line.frozen} "
        f"| {line.ratio:.2f} | {'' if line.goal is None else f'≤ {line.goal:.1f}'} |"
        for line in lines
    ]
    return "\n".join(["| What | Proposals | App | Bare | Ratio | Goal |", "|---|--:|--:|--:|--:|--:|", *rows])


def heading(repeats: int, starts: int) -> str:
    """The day, the machine, the versions, and what was repeated."""
    processor = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    versions = ", ".join(f"{name} {version(name)}" for name in MEASURED_WITH)
    return (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} × {processor}, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}. Processor time unless waiting is said; medians of {repeats} "
        f"repetitions (starts: {starts}), app and bare in turn; a page is drawn again, warm."
    )


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked.add_argument("--times", type=int, nargs="+", default=TIMES, help="tellings of the demonstration, 704 each")
    asked.add_argument("--repeats", type=int, default=30)
    asked.add_argument("--starts", type=int, default=5)
    asked.add_argument("--scripts", type=Path, help="a folder to leave the frozen pages in, to be read")
    given = asked.parse_args()
    print(heading(given.repeats, given.starts), end="\n\n")
    print(table(measure(tuple(given.times), given.repeats, given.starts, given.scripts)))


if __name__ == "__main__":
    main()
