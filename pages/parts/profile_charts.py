"""Charts of a region beside another or the country: its place on each measure, its stages, its themes."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import BLUE, INK, LEGEND, STAGE_COLOURS, Chart, Numbers, finished, inline
from pages.parts.day_read import ask
from pages.parts.measures import MEASURES, Measure, Row, median_of
from pages.parts.region_charts import HOLLOW, STRONG, measured
from pages.parts.sides import COUNTRY, figures, name_of, themes_of
from pages.parts.words import label, labels, number, percent, say
from queries import Filters

ROW = 38  # pixels of a line: its words, and its marks under them
GREY = "#767676"
COLOURS, SHAPES = (BLUE, STRONG), ("circle", "diamond")  # of the two sides: told apart in grey and by shape too

# How each is read: a msgid, for a caption.
PLACES_READ = (
    "Each mark is a region, from zero to the highest; the long one is their median. A hollow dot: too few proposals."
)
STAGES_READ = "Share of what was raised; the orange mark is the share in the country."
THEMES_READ = "Share of what each side raised. A hollow dot: too few proposals."

PLACES = (
    Field("mesure", "Measure", cell="label"),
    Field("cote", "Territory", cell="who"),
    Field("valeur", "Figure", cell="written"),
    Field("mediane", "Median of the regions", cell="median"),
)
STAGES = (
    Field("etape", "Stage", of="stages", cell="stage"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("part", "Share (%)", "number", cell=lambda row: _hundredths(row["share"])),
    Field("part_pays", "Share in the country (%)", "number", cell=lambda row: _hundredths(row["country_share"])),
)
THEMES = (
    Field("theme", "Theme", of="themes"),
    Field("cote", "Territory", cell="who"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("sur", "Of", "integer", cell="of"),
    Field("part", "Share (%)", "number", cell=lambda row: _hundredths(row["share"])),
)


def _hundredths(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


@finished
def places(filters: Filters, sides: tuple[str, ...], today: date) -> tuple[Chart, str, Numbers]:
    """A line a measure, from zero to the highest region: all the regions, their median, and one or two sides."""
    regions, _ = measured(filters, today)
    dots: list[Row] = []
    others: list[Row] = []
    for measure in MEASURES.values():
        most = max((measure.value(row) or 0 for row in regions), default=0) or 1
        median = median_of(regions, measure)
        here = [_dot(measure, figures(filters, side, today), side) for side in sides]
        line = f"{say(measure.label)} · {' | '.join(dot['written'] for dot in here)}"
        told = {"line": line, "label": say(measure.label), "median": measure.written(median)}
        dots += [dot | told | {"x": _along(dot["value"], most, measure, dot["side"])} for dot in here]
        others += [
            {"line": line, "x": (measure.value(row) or 0) / most, "kind": "other"}
            for row in regions
            if measure.is_sure(row)
        ]
        others += [{"line": line, "x": median / most, "kind": "median"}] if median is not None else []
    return _lines(dots, sides, _ticks(others, _place(dots)), None), _places_told(dots, sides[0]), (PLACES, dots)


def _dot(measure: Measure, row: Row, side: str) -> Row:
    """A side on a measure: hollow when it rests on too few proposals."""
    value, sure = measure.value(row), measure.is_sure(row)
    written = measure.written(value)
    return {
        "side": side,
        "who": name_of(side),
        "value": value,
        "written": written if sure or value is None else f"({written})",
        "sure": sure,
    }


def _along(value: float | None, most: float, measure: Measure, side: str) -> float | None:
    """How far along the line; the country’s counts are those of 18 regions, and have no place among them."""
    return None if value is None or (side == COUNTRY and measure.unit == "count") else value / most


def _place(dots: list[Row]) -> alt.Y:
    """The lines, in the order they come; every layer has to be told, or none is heeded."""
    return alt.Y("line:N").axis(None).sort(list(dict.fromkeys(dot["line"] for dot in dots)))


def _ticks(rows: list[Row], place: alt.Y) -> Chart:
    """The regions as thin marks, their median as a tall one."""
    of_median = alt.datum.kind == "median"
    ticks: Chart = (
        alt.Chart(inline(rows))
        .mark_tick(yOffset=8)
        .encode(
            alt.X("x:Q").axis(None),
            place,
            color=alt.when(of_median).then(alt.value(INK)).otherwise(alt.value(GREY)),
            size=alt.when(of_median).then(alt.value(18)).otherwise(alt.value(10)),
            strokeWidth=alt.when(of_median).then(alt.value(2)).otherwise(alt.value(1)),
        )
    )
    return ticks


def _lines(dots: list[Row], sides: tuple[str, ...], under: Chart, axis: alt.Axis | None) -> Chart:
    """Words, and under each line its marks then the dots of the sides."""
    place, names, held = _place(dots), [name_of(side) for side in sides], len(sides)
    several = alt.Legend(title=None, orient="top", columns=1, labelColor=INK, labelLimit=320)
    legend = several if held > 1 else None  # one alone is named by the title of the page
    colours = alt.Scale(domain=names, range=list(COLOURS[:held]))
    points = (
        alt.Chart(inline([dot for dot in dots if dot["x"] is not None]))
        .mark_point(yOffset=8, size=100, strokeWidth=2, opacity=1)
        .encode(
            alt.X("x:Q").axis(axis).title(None).scale(domainMin=0),
            place,
            stroke=alt.Stroke("who:N").scale(colours).legend(legend),
            fill=alt.when("datum.sure")
            .then(alt.Fill("who:N").scale(colours).legend(legend))
            .otherwise(alt.value(HOLLOW)),
            shape=alt.Shape("who:N", legend=legend, scale=alt.Scale(domain=names, range=list(SHAPES[:held]))),
            tooltip=[
                alt.Tooltip("label:N").title(say("What")),
                alt.Tooltip("who:N").title(say("Territory")),
                alt.Tooltip("written:N").title(say("Figure")),
            ],
        )
    )
    words = (
        alt.Chart(inline([{"line": line} for line in dict.fromkeys(dot["line"] for dot in dots)]))
        .mark_text(align="left", yOffset=-8, color=INK, fontSize=12)
        .encode(place, alt.Text("line:N"), x=alt.value(0))
    )
    height = ROW * max(1, len(dots) // held) + (LEGEND if held > 1 else 0)  # the screen takes the legend from it
    chart: Chart = (under + points + words).properties(height=height)
    return chart


def _places_told(dots: list[Row], side: str) -> str:
    """What the chart shows now: the figure of the first side on each measure, beside the median."""
    told = [
        say("{label}: {value}, median {median}", label=dot["label"], value=dot["written"], median=dot["median"])
        for dot in dots
        if dot["side"] == side
    ]
    return f"{name_of(side)}. {' ; '.join(told)}"


@finished
def stages_beside(filters: Filters, region: str) -> tuple[Chart, str, Numbers]:
    """A bar a stage, as a share of what the region raised, with a mark where the country's share is."""
    wide = filters.but(regions=(), departments=())
    counts, in_country = _at_stages(wide.but(regions=(region,))), _at_stages(wide)
    total, whole = sum(counts.values()), sum(in_country.values())
    rows: list[Row] = [
        {
            "stage": stage,
            "proposals": count,
            "share": count / total if total else 0,
            "country_share": in_country[stage] / whole if whole else 0,
            "colour": STAGE_COLOURS[stage],
        }
        for stage, count in counts.items()
    ]
    for row in rows:
        row["line"] = f"{label('stages', row['stage'])} · {number(row['proposals'])} ({percent(row['share'])})"
    return _stage_bars(rows), _stages_told(rows, region), (STAGES, rows)


def _at_stages(filters: Filters) -> dict[str, int]:
    """How many proposals are at each stage now: by theme, for that costs far less than what the last weeks changed."""
    counts = dict.fromkeys(labels("stages"), 0)
    for row in ask("proposals_by_theme", filters=filters).to_pylist():
        counts[row["stage"]] += row["proposals"]
    return counts


def _stage_bars(rows: list[Row]) -> Chart:
    base = alt.Chart(inline(rows)).encode(alt.Y("line:N").axis(None).sort([row["line"] for row in rows]))
    bars = base.mark_bar(size=12, yOffset=8, stroke=GREY, strokeWidth=0.5).encode(
        alt.X("share:Q").axis(None).scale(domainMin=0),
        alt.Color("colour:N").scale(None).legend(None),
        tooltip=[
            alt.Tooltip("line:N").title(say("Stage")),
            alt.Tooltip("country_share:Q").title(say("Share in the country")).format(".1%"),
        ],
    )
    marks = base.mark_tick(size=22, thickness=3, yOffset=8, color=STRONG).encode(alt.X("country_share:Q").axis(None))
    words = base.mark_text(align="left", yOffset=-8, color=INK, fontSize=12).encode(alt.Text("line:N"), x=alt.value(0))
    chart: Chart = (bars + marks + words).properties(height=ROW * len(rows))
    return chart


def _stages_told(rows: list[Row], region: str) -> str:
    told = [
        say(
            "{stage}: {share}, {country} in the country",
            stage=label("stages", row["stage"]),
            share=percent(row["share"]),
            country=percent(row["country_share"]),
        )
        for row in rows
    ]
    return f"{name_of(region)}. {' ; '.join(told)}"


@finished
def themes_beside(filters: Filters, left: str, right: str) -> tuple[Chart, str, Numbers]:
    """A line a theme: the share each side gives it and the distance between them, the left one furthest ahead first."""
    one, other = themes_of(filters, left), themes_of(filters, right)
    raised = [theme for theme in one if one[theme]["proposals"] or other[theme]["proposals"]]
    raised.sort(key=lambda theme: (other[theme]["share"] or 0) - (one[theme]["share"] or 0))
    dots = [
        _theme_dot(theme, row, side, _theme_line(theme, one[theme], other[theme]))
        for theme in raised
        for side, row in ((left, one[theme]), (right, other[theme]))
    ]
    lines = list(dict.fromkeys(dot["line"] for dot in dots))
    ends = [{"line": line, **_ends([dot["x"] for dot in dots if dot["line"] == line])} for line in lines]
    axis = alt.Axis(format="~%", tickCount=5, grid=False, labelColor=INK)
    rules = (
        alt.Chart(inline(ends))
        .mark_rule(yOffset=8, color=GREY)
        .encode(alt.X("low:Q").axis(axis).title(None), alt.X2("high:Q"), _place(dots))
    )
    return _lines(dots, (left, right), rules, axis), _themes_told(dots, left, right), (THEMES, dots)


def _ends(shares: list[float | None]) -> dict[str, float]:
    known = [share for share in shares if share is not None]
    return {"low": min(known, default=0), "high": max(known, default=0)}


def _theme_line(theme: str, one: Row, other: Row) -> str:
    return f"{label('themes', theme)} · {_share(one['share'])} | {_share(other['share'])}"


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share)


def _theme_dot(theme: str, row: Row, side: str, line: str) -> dict[str, Any]:
    return row | {
        "theme": theme,
        "label": label("themes", theme),
        "side": side,
        "who": name_of(side),
        "line": line,
        "x": row["share"],
        "written": say(
            "{part} of {whole}, {share}",
            part=number(row["proposals"]),
            whole=number(row["of"]),
            share=_share(row["share"]),
        ),
    }


def _themes_told(dots: list[Row], left: str, right: str) -> str:
    """What the chart shows now: where each side is furthest ahead of the other."""
    if not dots:
        return say("No theme was raised on either side")
    pairs = [(dots[place], dots[place + 1]) for place in range(0, len(dots), 2)]
    return say(
        "Share of each theme, {left} then {right}. Furthest ahead for {left}: {first}. For {right}: {last}",
        left=name_of(left),
        right=name_of(right),
        first=pairs[0][0]["line"],
        last=pairs[-1][0]["line"],
    )
