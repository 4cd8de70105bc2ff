"""Where a theme was spoken of and where it was not: places by themes, in four cases that look and read differently."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

import altair as alt
import streamlit as st

from data.fields import Field
from pages.parts.charts import INK, Chart, Numbers, finished, inline
from pages.parts.day_read import ask
from pages.parts.words import LANGUAGES, label, language, number, percent, say, say_count
from queries import Filters

Row = dict[str, Any]  # of `themes_by_place`

EDGE, WHITE, BLACK = "#767676", "#ffffff", "#000000"
# The deeper the more, on either side of a border that grey print keeps: black ink on pale cells, white on deep ones.
SHADES = {"none_kept": ("#eceefe", "#d5d9fa", "#b9bff3"), "kept": ("#5a62b4", "#333aab", "#000078")}
STRIPES = ("#ffffff", "#ffffff", "#b8b8b8")
HATCHED = alt.LinearGradient(
    gradient="linear",
    stops=[
        alt.GradientStop(color=STRIPES[step % 3], offset=(step + edge) / 15) for step in range(15) for edge in (0, 1)
    ],
    x1=0,
    y1=0,
    x2=1,
    y2=1,
)
BAND = 54  # pixels of a theme: its name, and its cells under it
SIZE = alt.ExprRef("width < 560 ? 9 : 12")  # of the figures: on a phone a cell is 18 pixels wide
TOTAL = ""  # the theme of the row of totals


def found_labels() -> dict[str, str]:
    """The four cases, as they are named."""
    return {
        "no_workshop": say("No workshop was held on it"),
        "nothing_raised": say("A workshop was held, nothing was raised"),
        "none_kept": say("Raised, none kept"),
        "kept": say("Raised and kept"),
    }


@finished
def heatmap(filters: Filters, by: str, shares: bool) -> tuple[Chart, str, Numbers]:
    """A row a theme, a column a place (its region or department), in counts or in shares of what the place raised."""
    rows = _rows(filters, by)
    cells = [*_totals(rows), *_cells(rows, shares)]
    themes = list(dict.fromkeys(cell["theme_label"] for cell in cells))
    place = alt.Y("theme_label:N").axis(None).sort(themes).scale(paddingInner=0.4, paddingOuter=0.4)
    base = alt.Chart(inline(cells)).encode(_columns(rows), place)
    names = alt.Chart(inline(_names(rows, shares)))
    names = names.mark_text(align="left", baseline="bottom", dy=-4, fontSize=12, color=INK).encode(
        alt.Y("theme_label:N").axis(None).sort(themes).bandPosition(0), alt.Text("name:N"), x=alt.value(0)
    )
    # Over all that is drawn, what is read and clicked.
    clicked = alt.selection_point("cell", fields=["place", "theme"], toggle=False)
    asked = base.mark_rect(opacity=0, cursor="pointer").encode(tooltip=_tooltip(by)).add_params(clicked)
    chart = _squares(base) + _figures(base) + names + asked
    return chart.properties(height=BAND * len(themes)), _sentence(rows), (_fields(by), rows)


def legend() -> None:
    """Draw the four cases as the cells show them, each with what it means."""
    specification, sentence = _legend(language())
    st.vega_lite_chart(specification, alt=sentence, width="stretch")


@functools.lru_cache(maxsize=len(LANGUAGES))
def _legend(_: str) -> tuple[dict[str, Any], str]:
    """The finished legend, made once for each language: no event changes it."""
    shown = {"no_workshop": (0, 0), "nothing_raised": (0, 0), "none_kept": (7, 0), "kept": (7, 2)}
    rows = [
        {"found": found, "theme": found, "found_label": text, "kept": shown[found][1], "ticked": "✓2"}
        | {"figure": _figure(found, shown[found][0], False)}
        | _colours(found, 0.5)
        for found, text in found_labels().items()
    ]
    place = alt.Y("found_label:N").axis(None).sort(list(found_labels().values())).scale(paddingInner=0.15)
    chart = alt.Chart(inline(rows)).encode(place)
    said = chart.mark_text(align="left", color=INK, fontSize=12).encode(alt.Text("found_label:N"), x=alt.value(42))
    squares, figures = _squares(chart.encode(x=alt.value(0), x2=alt.value(32))), _figures(chart.encode(x=alt.value(16)))
    drawn = (squares + figures + said).properties(height=38 * len(rows))
    return drawn.to_dict(), " ; ".join(found_labels().values())


def _columns(rows: list[Row]) -> alt.X:
    """A column a place, headed by its short name, upright where there is no room."""
    column = alt.X("short:N").sort([row["short"] for row in rows]).title(None).scale(paddingInner=0.08, paddingOuter=0)
    return column.axis(orient="top", labelAngle=-90, labelColor=INK, labelFontSize=12, ticks=False, domain=False)


def _squares(base: alt.Chart) -> alt.LayerChart:
    """Cells filled as their case is drawn: striped, white with an edge, pale or deep."""
    hatched = base.transform_filter("datum.found === 'no_workshop'").mark_rect(
        fill=HATCHED, stroke=EDGE, strokeWidth=0.5
    )
    plain = (
        base.transform_filter("datum.found !== 'no_workshop'")
        .mark_rect(strokeWidth=0.5)
        .encode(
            color=alt.Color("fill:N").scale(None).legend(None),
            stroke=alt.when("datum.theme === ''").then(alt.value(WHITE)).otherwise(alt.value(EDGE)),
        )
    )
    squares: alt.LayerChart = hatched + plain
    return squares


def _figures(base: alt.Chart) -> alt.LayerChart:
    """What is written in a cell: its count or share and, under it, how many are kept."""
    ink = alt.Color("ink:N").scale(None).legend(None)
    alone = base.transform_filter("datum.kept == 0").mark_text(fontSize=SIZE).encode(alt.Text("figure:N"), color=ink)
    some = base.transform_filter("datum.kept > 0")
    above = some.mark_text(fontSize=SIZE, dy=-7).encode(alt.Text("figure:N"), color=ink)
    under = some.mark_text(fontSize=SIZE, dy=7).encode(alt.Text("ticked:N"), color=ink)
    figures: alt.LayerChart = alone + above + under
    return figures


def _rows(filters: Filters, by: str) -> list[Row]:
    """The cells, by short name of their place, each with the share it is of what its place raised (None: nothing)."""
    rows = ask("themes_by_place", filters=filters, by=by).to_pylist()
    raised: Counter[str] = Counter()
    for row in rows:
        raised[row["place"]] += row["proposals"]
    for row in rows:
        total = raised[row["place"]]
        row |= {"share": row["proposals"] / total if total else None, "theme_label": label("themes", row["theme"])}
    return sorted(rows, key=lambda row: row["short"])


def _cells(rows: list[Row], shares: bool) -> list[Row]:
    """The cells as they are drawn."""
    found, value = found_labels(), "share" if shares else "proposals"
    most = max((row[value] or 0 for row in rows), default=0) or 1
    return [
        row
        | _colours(row["found"], (row[value] or 0) / most)
        | {
            "figure": _figure(row["found"], row[value], shares),
            "ticked": f"✓{number(row['kept'])}",
            "held": number(row["workshops"]),
            "share_written": "–" if row["share"] is None else percent(row["share"]),
            "found_label": found[row["found"]],
        }
        for row in rows
    ]


def _colours(found: str, depth: float) -> dict[str, str]:
    """The colour of a cell and of its ink, the deeper the nearer `depth` is to 1."""
    shades = SHADES.get(found, (WHITE,))
    return {
        "fill": shades[min(len(shades) - 1, int(len(shades) * depth))],
        "ink": WHITE if found == "kept" else BLACK,
    }


def _figure(found: str, value: float | None, shares: bool) -> str:
    """A count, or a share in whole per cent, its sign left to the title; nothing where no workshop was held."""
    if found == "no_workshop":
        return ""
    return number(round(100 * (value or 0)) if shares else value or 0)


def _totals(rows: list[Row]) -> list[Row]:
    """The row of totals: what each place raised and saw kept, whatever the theme."""
    raised, kept = Counter[str](), Counter[str]()
    for row in rows:
        raised[row["place"]] += row["proposals"]
        kept[row["place"]] += row["kept"]
    drawn = {"theme": TOTAL, "theme_label": say("All themes"), "found": "total", "fill": WHITE, "ink": BLACK}
    return [
        {"place": place, "short": row["short"], "name": row["name"], "proposals": raised[place], "kept": kept[place]}
        | drawn
        | dict.fromkeys(("found_label", "held", "share_written"), "–")
        | {"figure": number(raised[place]), "ticked": f"✓{number(kept[place])}"}
        for place, row in {row["place"]: row for row in rows}.items()
    ]


def _names(rows: list[Row], shares: bool) -> list[Row]:
    """What stands above the cells of a theme: its name and its total, or its share of all that was raised."""
    raised, kept = Counter[str](), Counter[str]()
    for row in rows:
        for theme in (say("All themes"), row["theme_label"]):
            raised[theme] += row["proposals"]
            kept[theme] += row["kept"]
    whole = raised[say("All themes")] or 1
    return [
        {
            "theme_label": theme,
            "name": say(
                "{theme} · {raised}, {kept} kept",
                theme=theme,
                raised=percent(count / whole) if shares else number(count),
                kept=number(kept[theme]),
            ),
        }
        for theme, count in raised.items()
    ]


def _place_label(by: str) -> str:
    return say("Region") if by == "region" else say("Département")


def _tooltip(by: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N").title(_place_label(by)),
        alt.Tooltip("theme_label:N").title(say("Theme")),
        alt.Tooltip("found_label:N").title(say("What was found")),
        alt.Tooltip("held:N").title(say("Workshops held on it")),
        alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
        alt.Tooltip("kept:Q").title(say("Kept, whatever followed")).format(","),
        alt.Tooltip("share_written:N").title(say("Share of what the place raised")),
    ]


def _fields(by: str) -> tuple[Field, ...]:
    named = "regions" if by == "region" else "departments"
    return (
        Field("lieu", "Region" if by == "region" else "Département", of=named, cell="place"),
        Field("theme", "Theme", of="themes"),
        Field("constat", "What was found", cell=lambda row: found_labels()[row["found"]]),
        Field("ateliers", "Workshops held on it", "integer", cell="workshops"),
        Field("propositions", "Proposals", "integer", cell="proposals"),
        Field("retenues", "Kept, whatever followed", "integer", cell="kept"),
        Field(
            "part",
            "Share of what the place raised (%)",
            "number",
            cell=lambda row: None if row["share"] is None else round(100 * row["share"], 1),
        ),
    )


def _sentence(rows: list[Row]) -> str:
    """How many cells there are of each case, and which raised the most."""
    cases = Counter(row["found"] for row in rows)
    counted = " ; ".join(f"{text} : {number(cases[found])}" for found, text in found_labels().items())
    most = max(rows, key=lambda row: row["proposals"], default=None)
    if most is None or not most["proposals"]:
        return counted
    return say(
        "{counted}; the most in {place} on “{theme}”: {proposals}",
        counted=counted,
        place=most["name"],
        theme=most["theme_label"],
        proposals=say_count(most["proposals"], "{count} proposal", "{count} proposals"),
    )
