"""How a territory stands against the others: its share on a few measures, the median, and everybody else's."""

from __future__ import annotations

import functools
import operator
from datetime import date
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import BLUE, INK, Chart, Numbers, finished
from pages.parts.day_read import ask
from pages.parts.measures import MEASURES, Measure, median_of
from pages.parts.words import number, percent, say
from queries import Filters
from queries.people import Person

SHOWN = ("put_forward", "kept", "waiting")
BAND, AXIS = 74, 34  # pixels of a measure: its name, its figures, its dots; of the axis under them
OTHERS, HOLLOW = "#9ba3ea", "#ffffff"
Row = dict[str, Any]


def compared(filters: Filters, person: Person, today: date) -> tuple[list[Row], Row]:
    """The places of the same kind as a territory, all of them, and the territory itself."""
    everywhere = filters.but(regions=(), departments=())
    if person.department is not None:
        places = ask("department_measures", filters=everywhere, today=today).to_pylist()
        return places, next(place for place in places if place["department"] == person.department)
    places = ask("region_measures", filters=everywhere, today=today).to_pylist()[:-1]  # the last is the whole country
    return places, next(place for place in places if place["region"] == person.region)


@finished
def standing(filters: Filters, person: Person, today: date) -> tuple[Chart, str, Numbers]:
    """A band a measure: a dot a place that has enough proposals, a rule at their median, a diamond at home."""
    places, own = compared(filters, person, today)
    bands = [_band(MEASURES[code], place, places, own) for place, code in enumerate(SHOWN)]
    said = {code: _said(MEASURES[code], places, own, person) for code in SHOWN}
    rows = [band | {"name": say(MEASURES[band["code"]].label), "figures": said[band["code"]]} for band in bands]
    chart = functools.reduce(operator.add, [_others(places), *_over(rows)])
    heard = " ; ".join(_heard(MEASURES[code], places, said[code]) for code in SHOWN)
    return chart.properties(height=BAND * len(SHOWN) + AXIS), heard, (_fields(), _numbers(places, own))


def _band(measure: Measure, place: int, places: list[Row], own: Row) -> Row:
    """Where a measure is drawn; `sure` says whether the territory has enough proposals to be compared."""
    top = place * BAND
    return {
        "code": measure.code,
        "value": measure.value(own),
        "median": median_of(places, measure),
        "sure": measure.is_sure(own),
        **{"name_at": top + 10, "figures_at": top + 27, "dots_at": top + 52, "from": top + 42, "to": top + 62},
    }


def _said(measure: Measure, places: list[Row], own: Row, person: Person) -> str:
    """How the territory stands, in words."""
    value, median = measure.value(own), median_of(places, measure)
    if value is None:
        return say("nothing to measure here yet")
    given = {"value": measure.written(value), "whole": number(own[measure.whole or "proposals"])}
    if not measure.is_sure(own):
        return say("{value} of {whole}: too few proposals to compare", **given)
    if median is None:
        return say("{value}: no other place has enough proposals", **given)
    given |= {"median": measure.written(median), "gap": measure.gap(value, median)}
    if person.department is not None:
        return say("{value}, median of départements {median} ({gap})", **given)
    return say("{value}, median of regions {median} ({gap})", **given)


def _heard(measure: Measure, places: list[Row], said: str) -> str:
    """The same for those who hear it read, with the ends between which everybody stands."""
    sure = [place for place in places if measure.is_sure(place)]
    if not sure:
        return say("{measure}: {said}", measure=say(measure.label), said=said)
    low, high = (pick(sure, key=lambda place: measure.value(place) or 0) for pick in (min, max))
    return say(
        "{measure}: {said}; from {lowest} ({low}) to {highest} ({high})",
        measure=say(measure.label),
        said=said,
        lowest=measure.written(measure.value(low)),
        low=low["name"],
        highest=measure.written(measure.value(high)),
        high=high["name"],
    )


def _at(column: str) -> alt.Y:
    """A height in pixels, from the top."""
    return alt.Y(f"{column}:Q").axis(None).scale(None)


def _across() -> alt.X:
    """The share, from nothing to all."""
    sign = percent(0)[1:]
    return (
        alt.X("value:Q")
        .title(None)
        .scale(domain=[-0.02, 1.02], nice=False)
        .axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr=f"100 * datum.value + '{sign}'", labelColor=INK, grid=False)
    )


def _others(places: list[Row]) -> alt.Chart:
    """A dot a place and measure, where it rests on enough proposals."""
    values = [
        {
            "value": measure.value(place),
            "dots_at": row * BAND + 52,
            "place": place["name"],
            "share": measure.written(measure.value(place)),
            "of": f"{number(place[measure.part])} / {number(place[measure.whole])}",
        }
        for row, measure in enumerate(MEASURES[code] for code in SHOWN)
        for place in places
        if measure.part and measure.whole and measure.is_sure(place)
    ]
    dots = alt.Chart(alt.InlineData(values=values)).mark_circle(size=60, color=OTHERS, opacity=0.7)
    drawn: alt.Chart = dots.encode(
        _across(),
        _at("dots_at"),
        tooltip=[
            alt.Tooltip("place:N").title(say("Territory")),
            alt.Tooltip("share:N").title(say("Share")),
            alt.Tooltip("of:N").title(say("Proposals")),
        ],
    )
    return drawn


def _over(rows: list[Row]) -> list[Any]:
    """Names, figures, medians, and the territory itself: hollow where it has too few proposals to be compared."""
    base = alt.Chart(alt.InlineData(values=rows))
    names = base.mark_text(align="left", color=INK, fontSize=13, fontWeight="bold")
    figures = base.mark_text(align="left", color=INK, fontSize=12)
    own = base.mark_point(shape="diamond", size=170, filled=True, opacity=1, stroke=BLUE, strokeWidth=2)
    return [
        names.encode(_at("name_at"), alt.Text("name:N"), x=alt.value(0)),
        figures.encode(_at("figures_at"), alt.Text("figures:N"), x=alt.value(0)),
        base.mark_rule(color=INK, strokeWidth=2).encode(alt.X("median:Q"), _at("from"), alt.Y2("to:Q")),
        own.encode(
            alt.X("value:Q"),
            _at("dots_at"),
            fill=alt.when("datum.sure").then(alt.value(BLUE)).otherwise(alt.value(HOLLOW)),
        ),
    ]


def _fields() -> tuple[Field, ...]:
    return (
        Field("mesure", "Measure"),
        Field("part", "Here", cell="part"),
        Field("sur", "Out of", "integer", cell="whole"),
        Field("taux", "Share", "number", cell="share"),
        Field("mediane", "Median", "number", cell="median"),
    )


def _numbers(places: list[Row], own: Row) -> list[Row]:
    """A row a measure; shares from 0 to 1, as programs read them."""
    return [
        {
            "mesure": say(measure.label),
            "part": own[measure.part or ""],
            "whole": own[measure.whole or ""],
            "share": measure.value(own),
            "median": median_of(places, measure),
        }
        for measure in (MEASURES[code] for code in SHOWN)
    ]
