"""The seven measures by which regions are compared: what each is, how it is written, who is far from the median."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.words import number, percent, say, say_count

ENOUGH = 10  # proposals: a share of fewer, or the median of fewer, says too little to be ranked

Row = dict[str, Any]  # of `region_measures`


@dataclass(frozen=True)
class Measure:
    """A figure of `region_measures`. The texts are msgids; `part` and `whole` are the columns of what it divides.

    unit: `count`, `share` (from 0 to 1, with the bounds of its interval), `rate` (for 100,000 people) or `days`.
    """

    code: str
    label: str
    definition: str
    part_label: str | None
    whole_label: str | None
    unit: str
    part: str | None = None
    whole: str | None = None
    lowest_first: bool = False  # the less of it, the better

    @property
    def column(self) -> str:
        """The column that holds it."""
        return f"{self.code}_share" if self.unit == "share" else self.code

    def value(self, row: Row) -> float | None:
        """What it is for a row; None where there is nothing to measure."""
        value: float | None = row[self.column]
        return value

    def bounds(self, row: Row) -> tuple[float | None, float | None]:
        """Where the share is, 95 times in 100 (Wilson's interval); None for what is not a share."""
        return (row[f"{self.code}_low"], row[f"{self.code}_high"]) if self.unit == "share" else (None, None)

    def is_sure(self, row: Row) -> bool:
        """Whether it rests on enough proposals to be ranked."""
        return self.value(row) is not None and (self.sample(row) or ENOUGH) >= ENOUGH

    def sample(self, row: Row) -> int | None:
        """How many proposals it rests on; None for what is a count, or is set against people."""
        return row[self.whole] if self.whole is not None and self.unit in ("share", "days") else None

    def written(self, value: float | None) -> str:
        """`20,3 %`, `54 jours`, `1 352`."""
        if value is None:
            return "–"
        if self.unit == "share":
            return percent(value)
        rounded = _tidy(value)
        return say_count(rounded, "{count} day", "{count} days") if self.unit == "days" else number(rounded)

    def gap(self, value: float, median: float) -> str:
        """How far a value is from the median: `+3,2 points`, `−12 jours`, `+4`."""
        apart = _tidy((value - median) * (100 if self.unit == "share" else 1))
        if not apart:
            return say("at the median")
        sign, size = "+" if apart > 0 else "−", _tidy(abs(apart))
        if self.unit == "share":
            return sign + say_count(size, "{count} point", "{count} points")
        return sign + (say_count(size, "{count} day", "{count} days") if self.unit == "days" else number(size))


def _tidy(value: float) -> float:
    """One decimal, and none where it is zero."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


MEASURES = {
    measure.code: measure
    for measure in (
        Measure(
            "proposals",
            "Proposals raised",
            "How many proposals the region’s workshops raised, among those the filters leave.",
            None,
            None,
            "count",
        ),
        Measure(
            "workshops",
            "Workshops held",
            "How many workshops the region’s prefectures held, those that raised nothing included.",
            None,
            None,
            "count",
        ),
        Measure(
            "put_forward",
            "Share put forward",
            "Of the proposals raised, the share that has reached the committee: put forward, decided or followed up.",
            "Put forward or beyond",
            "Proposals raised",
            "share",
            "put_forward",
            "proposals",
        ),
        Measure(
            "kept",
            "Share kept",
            "Of the proposals raised, the share kept for the committee, whatever followed.",
            "Kept, whatever followed",
            "Proposals raised",
            "share",
            "kept",
            "proposals",
        ),
        Measure(
            "per_100000",
            "Proposals per 100,000 QPV residents",
            "Proposals raised for 100,000 residents of the region’s priority neighbourhoods (QPV), census of 2018.",
            "Proposals raised",
            "QPV residents (2018)",
            "rate",
            "proposals",
            "qpv_population",
        ),
        Measure(
            "median_days",
            "Median time to decision",
            "From the workshop to the first decision of a session: half of the proposals decided took fewer days.",
            None,
            "Proposals decided",
            "days",
            None,
            "decided",
            lowest_first=True,
        ),
        Measure(
            "waiting",
            "Share waiting more than 30 days",
            "Of the proposals still open, the share that has been in its present status for more than 30 days.",
            "Waiting more than 30 days",
            "Open proposals",
            "share",
            "waiting",
            "open",
            lowest_first=True,
        ),
    )
}


# What a link may choose beside the filters, by the name it has there: msgids by code.
CHOICES = {
    "measure": {code: measure.label for code, measure in MEASURES.items()},
    "places": {"department": "By département", "region": "By region"},
}


def measure_choice() -> Measure:
    """The one choice of a measure for a whole page, kept in the link, its definition a click away.

    It is found again by who comes back: the widget forgets it on a page where it is not drawn.
    """
    if "measure" not in st.session_state and "measure" not in st.query_params:
        st.session_state["measure"] = st.session_state.get("measure_before", "proposals")
    chosen = st.pills(
        say("Measure"),
        list(MEASURES),
        key="measure",
        bind="query-params",
        default="proposals",
        required=True,
        format_func=lambda code: say(MEASURES[code].label),
        wrap=True,
    )
    opened = st.popover(
        say("Definitions and sources"), key="definitions", on_change="rerun", type="tertiary", icon=":material/help:"
    )
    if opened.open:
        with opened:
            definitions()
    st.session_state["measure_before"] = chosen
    return MEASURES[chosen]


def definitions() -> None:
    """What each measure is, in one sentence, and where the figures of population come from."""
    for measure in MEASURES.values():
        st.markdown(say("**{label}**: {definition}", label=say(measure.label), definition=say(measure.definition)))
    st.markdown(
        say(
            "A share comes with its 95 % interval (Wilson): what chance alone could make of so few proposals. "
            "Under {enough} proposals it is drawn hollow and ranked last.",
            enough=number(ENOUGH),
        )
    )
    st.markdown(say("People living in the QPV: census of 2018 (Mayotte 2017), ANCT, Licence Ouverte 2.0."))
    st.markdown(say("The median is that of the regions ranked, each counting for one."))


def median_of(rows: list[Row], measure: Measure) -> float | None:
    """The median of the rows that are sure, each counting for one; None if there is none."""
    values = [measure.value(row) for row in rows if measure.is_sure(row)]
    return statistics.median(values) if values else None  # type: ignore[type-var]


def ranked(rows: list[Row], measure: Measure) -> list[Row]:
    """The rows in order, each with its `value`, its `low` and `high`, its `gap` to the median and its `rank`.

    The best first, equals at the same rank; then those that rest on too few proposals, then those with nothing to
    measure, neither of them at any rank.
    """
    median, sign = median_of(rows, measure), 1 if measure.lowest_first else -1

    def place(row: Row) -> tuple[Any, ...]:
        value = measure.value(row)
        return (value is None, not measure.is_sure(row), sign * (value or 0), row["name"])

    in_order = sorted(rows, key=place)
    sure = [measure.value(row) for row in in_order if measure.is_sure(row)]
    return [row | _standing(row, measure, median, sure) for row in in_order]


def _standing(row: Row, measure: Measure, median: float | None, sure: list[float | None]) -> Row:
    value, (low, high) = measure.value(row), measure.bounds(row)
    gap = None if value is None or median is None else value - median
    rank = sure.index(value) + 1 if measure.is_sure(row) else None
    return {"value": value, "low": low, "high": high, "gap": gap, "rank": rank}
