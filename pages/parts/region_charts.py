"""Regions compared by one measure: a map, and a ranking that says how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import BLUE, DARK, INK, PALE, Chart, Numbers, finished, inline
from pages.parts.day_read import ask
from pages.parts.measures import MEASURES, Measure, Row, median_of, ranked
from pages.parts.words import number, say, say_count
from queries import Filters

HOLLOW, STRONG, THIN = "#ffffff", "#b34000", "#5a62b4"
ROW = 38  # pixels of a region in the ranking: its name, and its dot under it


def measured(filters: Filters, today: date) -> tuple[list[Row], Row]:
    """The 18 regions, whichever are chosen, and the whole country."""
    rows = ask("region_measures", filters=filters.but(regions=(), departments=()), today=today).to_pylist()
    return rows[:-1], rows[-1]


@finished
def measure_map(filters: Filters, code: str, today: date) -> tuple[Chart, str, Numbers]:
    """The 18 regions as tiles, the deeper the more of the measure; hollow where it rests on too few proposals."""
    measure, rows = MEASURES[code], _rows(filters, code, today)
    most = max((row["value"] for row in rows if row["sure"]), default=0) or 1
    for row in rows:
        row["depth"] = row["value"] or 0  # a tile without a value would not be drawn
        row["dark"] = row["sure"] and row["value"] > DARK * most
    base = alt.Chart(inline(rows)).encode(
        alt.X("tile_col:O").axis(None).scale(paddingInner=0.06), alt.Y("tile_row:O").axis(None).scale(paddingInner=0.06)
    )
    depth = alt.Color("depth:Q").title(None).legend(None).scale(domain=[0, most], range=[PALE, BLUE])
    tiles = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        color=alt.when("datum.sure").then(depth).otherwise(alt.value(HOLLOW)),
        stroke=alt.when("datum.chosen").then(alt.value(STRONG)).otherwise(alt.value(THIN)),
        strokeWidth=alt.when("datum.chosen").then(alt.value(4)).otherwise(alt.value(1)),
        tooltip=_tooltip(measure),
    )
    ink = alt.when("datum.dark").then(alt.value("white")).otherwise(alt.value("black"))
    names = base.mark_text(dy=-8, fontSize=12, fontWeight="bold").encode(alt.Text("short:N"), color=ink)
    figures = base.mark_text(dy=9, fontSize=12).encode(alt.Text("brief:N"), color=ink)
    chart = (tiles.add_params(_clicked()) + names + figures).properties(height=430)
    return chart, _sentence(measure, rows), (_fields(measure), rows)


@finished
def ranked_dots(filters: Filters, code: str, today: date) -> tuple[Chart, str, Numbers]:
    """A dot a region, the best first, on its 95 % interval, beside the median; hollow when it is too few proposals."""
    measure, rows = MEASURES[code], _rows(filters, code, today)
    place = alt.Y("name:N").axis(None).sort([row["name"] for row in rows])
    base = alt.Chart(inline(rows)).encode(place)
    scale = alt.X("value:Q").title(None).axis(format=_axis_format(measure), tickCount=5, grid=False, labelColor=INK)
    names = base.mark_text(align="left", yOffset=-8, fontSize=12).encode(
        alt.Text("line:N"),
        x=alt.value(0),
        color=alt.when("datum.chosen").then(alt.value(STRONG)).otherwise(alt.value(INK)),
    )
    intervals = base.mark_rule(yOffset=8, color=THIN).encode(alt.X("low:Q"), alt.X2("high:Q"))
    dots = base.mark_point(yOffset=8, size=90, filled=True, opacity=1, stroke=BLUE, strokeWidth=1.5).encode(
        scale, fill=alt.when("datum.sure").then(alt.value(BLUE)).otherwise(alt.value(HOLLOW))
    )
    # The whole row is there to be clicked: a dot alone is small for a thumb.
    whole = base.mark_rect(opacity=0, cursor="pointer").encode(tooltip=_tooltip(measure)).add_params(_clicked())
    # A piece of the median's line in each row: whole, it would cross out the names.
    median = base.mark_tick(yOffset=8, size=14, thickness=1.5, color=STRONG).encode(alt.X("median:Q"))
    chart = (median + intervals if measure.unit == "share" else median) + dots + names + whole
    return chart.properties(height=ROW * len(rows)), _sentence(measure, rows), (_fields(measure), rows)


def _rows(filters: Filters, code: str, today: date) -> list[Row]:
    """The regions ranked, with what is written of each."""
    measure = MEASURES[code]
    rows = ranked(measured(filters, today)[0], measure)
    median = median_of(rows, measure)
    for row in rows:
        row |= {
            "median": median,
            "sure": measure.is_sure(row),
            "chosen": row["region"] in filters.regions,
            "written": measure.written(row["value"]),
            "brief": _brief(measure, row),
            "interval": _interval(measure, row),
            "apart": "" if row["gap"] is None else measure.gap(row["value"], row["value"] - row["gap"]),
            "why": _why(measure, row),
        }
        row |= {"line": _line(row), "standing": row["why"] or number(row["rank"])}
    return rows


def _brief(measure: Measure, row: Row) -> str:
    """The figure without its unit where it is plain, for a tile is narrow; in brackets where it is not sure."""
    value = row["value"]
    figure = number(round(value)) if value is not None and measure.unit == "days" else measure.written(value)
    return figure if measure.is_sure(row) or value is None else f"({figure})"


def _interval(measure: Measure, row: Row) -> str:
    if row["low"] is None:
        return ""
    return say("{low} to {high}", low=measure.written(row["low"]), high=measure.written(row["high"]))


def _why(measure: Measure, row: Row) -> str:
    """Why a region has no rank."""
    if row["value"] is None:
        return say("nothing to measure")
    if row["rank"] is None:
        return say("not ranked: on {sample} only", sample=number(measure.sample(row) or 0))
    return ""


def _line(row: Row) -> str:
    """What stands above a region's dot. It must hold in 340 pixels."""
    if row["rank"] is None:
        written = "" if row["value"] is None else f"{row['written']}, "
        return f"{row['name']} · {written}{row['why']}"
    return f"{row['rank']}. {row['name']} · {row['written']} ({row['apart']})"


def _axis_format(measure: Measure) -> str:
    return "~%" if measure.unit == "share" else ",~r"


def _clicked() -> alt.Parameter:
    return alt.selection_point("region", fields=["region"], toggle=False)


def _tooltip(measure: Measure) -> list[alt.Tooltip]:
    """The region, the figure with what it divides, how sure it is, and how far from the median."""
    counted = [
        alt.Tooltip(f"{column}:Q").title(say(text)).format(",")
        for column, text in ((measure.part, measure.part_label), (measure.whole, measure.whole_label))
        if column and text
    ]
    interval = [alt.Tooltip("interval:N").title(say("95 % interval"))] if measure.unit == "share" else []
    return [
        alt.Tooltip("name:N").title(say("Region")),
        alt.Tooltip("written:N").title(say(measure.label)),
        *counted,
        *interval,
        alt.Tooltip("apart:N").title(say("Gap to the median")),
        alt.Tooltip("standing:N").title(say("Rank")),
    ]


def _fields(measure: Measure) -> tuple[Field, ...]:
    """The columns behind both charts: the figure, what it divides, its interval, its place. Shares are in per cent."""
    times = 100 if measure.unit == "share" else 1

    def scaled(name: str) -> Any:
        return lambda row: None if row[name] is None else round(row[name] * times, 1)

    heading = say("{measure} (%)", measure=say(measure.label)) if measure.unit == "share" else measure.label
    counted = [
        Field(column, text, "integer")
        for column, text in ((measure.part, measure.part_label), (measure.whole, measure.whole_label))
        if column and text
    ]
    bounds = [
        Field("borne_basse", "At least (%)", "number", cell=scaled("low")),
        Field("borne_haute", "At most (%)", "number", cell=scaled("high")),
    ]
    return (
        Field("rang", "Rank", "integer", cell="rank"),
        Field("region", "Region", of="regions"),
        Field(measure.code if not counted else f"valeur_{measure.code}", heading, "number", cell=scaled("value")),
        *counted,
        *(bounds if measure.unit == "share" else []),
        Field("ecart_mediane", "Gap to the median", "number", cell=scaled("gap")),
        Field("remarque", "Remark", cell=lambda row: row["why"] or None),
    )


def _sentence(measure: Measure, rows: list[Row]) -> str:
    """What both charts show now, for those who hear it read."""
    sure = [row for row in rows if row["sure"]]
    title, median = say(measure.label), median_of(rows, measure)
    if not sure:
        return say("{title}: no region has enough proposals to be ranked", title=title)
    if not any(row["value"] for row in rows):
        return say("{title}: zero everywhere", title=title)
    least, most = min(sure, key=lambda row: row["value"]), max(sure, key=lambda row: row["value"])
    return say(
        "{title}: the highest for {most} ({highest}), the lowest for {least} ({lowest}), median {median}; {others}",
        title=title,
        most=most["name"],
        highest=most["written"],
        least=least["name"],
        lowest=least["written"],
        median=measure.written(median),
        others=say_count(len(rows) - len(sure), "{count} region not ranked", "{count} regions not ranked"),
    )
