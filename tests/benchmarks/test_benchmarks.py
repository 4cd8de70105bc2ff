"""The benchmarks measure what they say: every line is there, and a frozen page draws what its page draws. Not timed."""

import pytest

from tests.benchmarks.__main__ import measure, page_lines, table
from tests.benchmarks.rerunning import ADDRESSES


@pytest.fixture(scope="module")
def lines():
    """Everything measured once, on the smallest demonstration."""
    return measure(times=(1,), repeats=1, starts=1, sheets=20)


def test_the_table_has_every_line(lines):
    pages, others = lines[: len(ADDRESSES)], lines[len(ADDRESSES) :]
    assert [line.what.split()[1].rstrip(",") for line in pages] == list(ADDRESSES)
    assert [line.what for line in others] == [
        *(
            f"Read the overview as of {back} days ago{which}"
            for back in (7, 30, 365)
            for which in ("", ", the first time")
        ),
        "Mark 1 kept",
        "Mark 1 kept, waiting",
        "Mark 100 kept",
        "Mark 100 kept, waiting",
        "Read a sheet of as many lines, csv",
        "Read a sheet of as many lines, csv, waiting",
        "Read a sheet of as many lines, json",
        "Read a sheet of as many lines, json, waiting",
        "Read a sheet of as many lines, xlsx",
        "Read a sheet of as many lines, xlsx, waiting",
        "Take a sheet of as many lines in",
        "Take a sheet of as many lines in, waiting",
        "Take a sheet of as many lines in, memory",
        "Take the same sheet in again, memory",
        "Write the file of a session of 20 sheets, Word",
        "Write the file of a session of 20 sheets, Word, waiting",
        "Write the file of a session of 20 sheets, PDF",
        "Write the file of a session of 20 sheets, PDF, waiting",
        "First start, demonstration made, waiting",
        "First start, demonstration made",
        "Start, demonstration there, waiting",
        "Start, demonstration there",
    ]
    assert all(line.ratio > 0 for line in lines)
    assert len(table(lines).splitlines()) == 2 + len(lines)


def test_a_page_is_drawn_whole_before_it_is_frozen(lines):
    drawn = {line.what.split()[1].rstrip(","): int(line.what.split()[2]) for line in lines[: len(ADDRESSES)]}
    assert all(elements > 15 for elements in drawn.values()), drawn


def test_a_frozen_page_that_draws_something_else_is_refused():
    times = {"real": [1.0], "frozen": [1.0], "draws": ["[0, 0] text"], "frozen_draws": ["[0, 0] heading"]}
    with pytest.raises(ValueError, match="overview"):
        list(page_lines({"overview": times}, 700))
