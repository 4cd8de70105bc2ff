"""How long what is open has been at its status: each dot a proposal, by stage, with median and 85th percentile."""

from __future__ import annotations

import functools
import operator
from datetime import date
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import INK, PALE, Chart, Numbers, finished
from pages.parts.day_read import ask
from pages.parts.waiting import LATE
from pages.parts.words import label, number, say, say_count
from queries import Filters

DRAWN = 500  # dots at the most: more would neither be told apart nor be quick to send
BAND = 92  # pixels of a stage: its name, its figures, and its dots under them
AXIS = 54  # pixels of the days under the bands
IN_TIME, LATE_COLOUR = "#626bd0", "#b34000"
Row = dict[str, Any]


def ages(filters: Filters, today: date) -> list[Row]:
    """A row a stage where something is open, as `stage_ages` counts them."""
    rows = ask("stage_ages", filters=filters, today=today).to_pylist()
    return [row for row in rows if row["proposals"]]


def oldest(filters: Filters, today: date) -> list[Row]:
    """The proposals drawn, the oldest first."""
    rows: list[Row] = ask("open_oldest", filters=filters, today=today, most=DRAWN).to_pylist()
    return rows


def days_said(days: float) -> str:
    """`16 jours`, `20,2 jours`."""
    rounded = round(days, 1)
    return say_count(int(rounded) if rounded == int(rounded) else rounded, "{count} day", "{count} days")


@finished
def aging_dots(filters: Filters, today: date) -> tuple[Chart, str, Numbers]:
    """A band a stage: a dot a proposal, late ones of another shape, and two rules; those not drawn are a pale bar."""
    stages, dots = ages(filters, today), oldest(filters, today)
    bands = [row | _band(row, place, dots) for place, row in enumerate(stages)]
    longest = max((row["most_days"] for row in stages), default=0) or 1
    across = (
        alt.X("days:Q").title(say("Days in this status")).scale(domain=[-0.02 * longest, 1.02 * longest], nice=False)
    )
    points = alt.Chart(alt.InlineData(values=_points(dots, stages))).mark_point(
        filled=True, size=46, opacity=0.75, cursor="pointer", stroke="white", strokeWidth=0.4
    )
    drawn = points.encode(
        across.axis(format="d", grid=False, labelColor=INK, titleColor=INK, tickMinStep=1),
        _at("down"),
        alt.Color("late:N").scale(domain=[False, True], range=[IN_TIME, LATE_COLOUR]).legend(None),
        alt.Shape("late:N").scale(domain=[False, True], range=["circle", "triangle-up"]).legend(None),
        tooltip=[
            alt.Tooltip("named:N").title(say("Proposal")),
            alt.Tooltip("status:N").title(say("Status")),
            alt.Tooltip("days:Q").title(say("Days in this status")).format(","),
        ],
    ).add_params(alt.selection_point("reference", fields=["reference"], toggle=False))
    figures = alt.InlineData(values=bands)
    chart = functools.reduce(operator.add, [_undrawn(figures), drawn, *_named(figures)])
    return chart.properties(height=BAND * len(bands) + AXIS), _heard(stages, dots), _numbers(stages)


def _band(row: Row, place: int, dots: list[Row]) -> Row:
    """Where a stage is drawn, what is written of it, and how many days its proposals that are not drawn reach."""
    drawn = [dot["days"] for dot in dots if dot["stage"] == row["stage"]]
    undrawn = row["proposals"] - len(drawn)
    top = place * BAND
    if undrawn:
        counted = say("{drawn} drawn of {count}", drawn=number(len(drawn)), count=number(row["proposals"]))
    else:
        counted = say_count(row["proposals"], "{count} open proposal", "{count} open proposals")
    figures = say(
        "median {median}, 85 % at the most {p85}", median=days_said(row["median_days"]), p85=days_said(row["p85_days"])
    )
    return {
        "name": f"{label('stages', row['stage'])} · {counted}",
        "figures": figures,
        "start": 0,
        "reach": min(drawn) if undrawn and drawn else 0,
        **{"top": top, "name_at": top + 10, "figures_at": top + 26, "from": top + 36, "to": top + BAND - 6},
        "median": row["median_days"],
        "p85": row["p85_days"],
    }


def _points(dots: list[Row], stages: list[Row]) -> list[Row]:
    """Where each dot is: its days across, and a height in its band that only its number decides, so that it stays."""
    tops = {row["stage"]: place * BAND for place, row in enumerate(stages)}
    return [
        {
            "reference": dot["reference"],
            "named": f"{dot['reference']} · {dot['title']}",
            "status": label("statuses", dot["status"]),
            "days": dot["days"],
            "late": dot["days"] > LATE,
            "down": tops[dot["stage"]] + 42 + dot["id"] * 0.618034 % 1 * (BAND - 54),
        }
        for dot in dots
    ]


def _at(column: str) -> alt.Y:
    """A height in pixels, from the top."""
    return alt.Y(f"{column}:Q").axis(None).scale(None)


def _undrawn(bands: alt.InlineData) -> alt.Chart:
    """The bars that stand for the proposals that are not drawn, from the newest to the first that is."""
    bars: alt.Chart = (
        alt.Chart(bands).mark_rect(color=PALE).encode(alt.X("start:Q"), alt.X2("reach:Q"), _at("from"), alt.Y2("to:Q"))
    )
    return bars


def _named(bands: alt.InlineData) -> list[Any]:
    """What lies over the dots: names, figures, median and 85th percentile."""
    base = alt.Chart(bands)
    names = base.mark_text(align="left", color=INK, fontSize=13, fontWeight="bold").encode(
        _at("name_at"), alt.Text("name:N")
    )
    figures = base.mark_text(align="left", color=INK, fontSize=12).encode(_at("figures_at"), alt.Text("figures:N"))
    median = base.mark_rule(color=INK, strokeWidth=2).encode(alt.X("median:Q"))
    p85 = base.mark_rule(color=INK, strokeWidth=2, strokeDash=[4, 3]).encode(alt.X("p85:Q"))
    texts = [text.encode(x=alt.value(0)) for text in (names, figures)]
    return [*texts, *(rule.encode(_at("from"), alt.Y2("to:Q")) for rule in (median, p85))]


def _heard(stages: list[Row], dots: list[Row]) -> str:
    """What the chart shows now, for those who hear it read."""
    if not stages:
        return say("{title}: none on screen", title=say("Days in the present status"))
    slow, quick = (pick(stages, key=lambda row: row["median_days"]) for pick in (max, min))
    return say(
        "Days in the present status, {open}: the highest median for “{slow}” ({highest}), the lowest for “{quick}” "
        "({lowest}); for more than {days} days: {late}, the oldest for {most}",
        open=say_count(sum(row["proposals"] for row in stages), "{count} open proposal", "{count} open proposals"),
        slow=label("stages", slow["stage"]),
        highest=days_said(slow["median_days"]),
        quick=label("stages", quick["stage"]),
        lowest=days_said(quick["median_days"]),
        late=number(sum(row["late"] for row in stages)),
        days=LATE,
        most=days_said(dots[0]["days"]),
    )


def _numbers(stages: list[Row]) -> Numbers:
    """A row a stage where something is open."""
    fields = (
        Field("etape", "Stage", of="stages", cell="stage"),
        Field("ouvertes", "Open proposals", "integer", cell="proposals"),
        Field("mediane_jours", "Median of days", "number", cell="median_days"),
        Field("centile_85_jours", "85th percentile of days", "number", cell="p85_days"),
        Field("plus_ancienne_jours", "Oldest, in days", "integer", cell="most_days"),
        Field("en_retard", "For more than 30 days", "integer", cell="late"),
    )
    return fields, stages
