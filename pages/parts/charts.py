"""Charts: each asks its question, is built once by Altair, and is kept finished by event, filters and language."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from data.fields import Field
from pages.parts.columns import as_table
from pages.parts.day_read import ask, past_day
from pages.parts.filter_bar import LISTS, narrow, said
from pages.parts.tables import downloads
from pages.parts.words import label, labels, language, number, say
from queries import Filters, latest_event

Chart = alt.Chart | alt.LayerChart

REGIONS = (  # of `proposals_by_region`
    Field("region", "Region", of="regions"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("retenues", "Kept, whatever followed", "integer", cell="kept"),
    Field("ateliers", "Workshops", "integer", cell="workshops"),
)

BLUE, PALE, INK = "#000091", "#eceefe", "#161616"
DARK = 0.55  # from this share of the deepest blue on, white reads better than black (both at least 4.5:1)
LEGEND = 80  # pixels its two rows take from the height
# One colour a stage, deeper as the path goes on; grey once it is closed.
STAGE_COLOURS = {
    "received": "#cfd3f7",
    "under_review": "#9ba3ea",
    "put_forward": "#626bd0",
    "kept": "#2b2fae",
    "adopted": "#00004f",
    "closed": "#8a8a8a",
}
FRENCH = alt.Locale(
    number=alt.NumberLocale(
        decimal=",", thousands="\u202f", grouping=[3], currency=["", "\u00a0€"], percent="\u202f%", minus="−"
    )
)


@dataclass(frozen=True)
class Drawing:
    """A finished chart: its Vega-Lite specification, what it shows now in a sentence, and its numbers."""

    specification: dict[str, Any]
    alt: str
    fields: tuple[Field, ...]
    rows: list[dict[str, Any]]
    filters: Filters


Numbers = tuple[tuple[Field, ...], list[dict[str, Any]]]  # the columns of a figure, and its rows


def finished(drawn: Callable[..., tuple[Chart, str, Numbers]]) -> Callable[..., Drawing]:
    """Build the chart once for a latest event, a day read, its filters (and what else it is given) and a language.

    Building and validating a chart costs more than all its questions: a page draws it ready-made.
    """

    @functools.lru_cache(maxsize=256)
    def built(as_of: int, read: date | None, spoken: str, filters: Filters, *more: Any) -> Drawing:
        chart, sentence, (fields, rows) = drawn(filters, *more)
        specification = (chart.configure(locale=FRENCH) if spoken == "fr" else chart).to_dict()
        return Drawing(specification, sentence, fields, rows, filters)

    @functools.wraps(drawn)
    def ready(filters: Filters, *more: Any) -> Drawing:
        return built(latest_event(), past_day(), language(), filters, *more)

    return ready


def draw(drawing: Drawing, field: str, title: str, name: str = "") -> None:
    """Draw a chart whose marks can be clicked: the click keeps only that value of the filter `field`.

    Two charts of one page that narrow the same filter are told apart by their names.
    """
    name = name or field
    st.subheader(title)
    if not drawing.rows:
        st.text(say("No proposal matches these filters. Take one away, or search for another word."))
        return
    key = f"chart-{name}-{latest_event()}-{st.session_state.get('clicks', 0)}"
    st.vega_lite_chart(
        drawing.specification,
        key=key,
        on_select=functools.partial(_clicked, key, field),
        selection_mode=[field],
        alt=drawing.alt,
        width="stretch",
    )
    numbers_behind(drawing, name, title)


def picked(drawing: Drawing, name: str, selection: str) -> dict[str, Any]:
    """Draw a chart whose marks can be clicked, and give what the one just clicked stands for; empty if none was."""
    key = f"chart-{name}-{latest_event()}-{st.session_state.get('clicks', 0)}"
    event = st.vega_lite_chart(
        drawing.specification, key=key, on_select="rerun", selection_mode=[selection], alt=drawing.alt, width="stretch"
    )
    points: list[dict[str, Any]] = event["selection"].get(selection, [])
    if points:
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
    return points[0] if points else {}


def numbers_behind(drawing: Drawing, name: str, title: str) -> None:
    """The numbers of a chart, one click away: a table, and its files."""
    numbers = st.expander(say("The numbers"), key=f"numbers-{name}", on_change="rerun", icon=":material/table_rows:")
    if numbers.open:
        with numbers:
            downloads(f"chiffres-{name}", title, drawing.fields, lambda: drawing.rows, said(drawing.filters))
            st.dataframe(
                as_table(drawing.fields, drawing.rows),
                hide_index=True,
                alt=drawing.alt,
                column_config={
                    say(field.label): st.column_config.NumberColumn(format="localized")
                    for field in drawing.fields
                    if field.type == "number"
                },
            )


def _clicked(key: str, field: str) -> None:
    """Narrow the filter to the mark clicked, then forget the click: the chart drawn next starts afresh."""
    chosen = [point.get(field) for point in st.session_state[key]["selection"].get(field, [])]
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
    if chosen and chosen[0] in labels(LISTS[field]):
        narrow(**{field: chosen[0]})


def inline(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows as a chart carries them."""
    return alt.InlineData(values=rows)


@finished
def themes_by_stage(filters: Filters) -> tuple[Chart, str, Numbers]:
    """One bar a theme, stacked by stage in the order of the path, its total at the end; a click selects the theme."""
    stages = labels("stages")
    rows = [
        row | {"label": label("themes", row["theme"]), "stage_label": stages[row["stage"]]}
        for row in ask("proposals_by_theme", filters=filters).to_pylist()
    ]
    totals = _totals(rows, "label").most_common()
    place = alt.Y("label:N").axis(None).sort([theme for theme, _ in totals])
    bars = (
        alt.Chart(inline(rows))
        .mark_bar(cursor="pointer", size=14, yOffset=9, stroke="white", strokeWidth=0.5)
        .encode(
            place,
            alt.X("proposals:Q").axis(None).stack("zero"),
            alt.Color("stage_label:N")
            .scale(domain=list(stages.values()), range=list(STAGE_COLOURS.values()))
            .legend(title=None, orient="top", columns=3, labelColor=INK, symbolType="square"),
            alt.Order("position:O"),
            tooltip=[
                alt.Tooltip("label:N").title(say("Theme")),
                alt.Tooltip("stage_label:N").title(say("Stage")),
                alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
            ],
        )
        .add_params(alt.selection_point("theme", fields=["theme"], toggle=False))
    )
    # The name stands above its bar: beside it, it would leave no room for the bar on a phone.
    names = alt.Chart(
        inline([{"label": theme, "name": f"{theme} · {number(total)}", "start": 0} for theme, total in totals])
    )
    names = names.mark_text(align="left", yOffset=-6, color=INK, fontSize=12).encode(
        place, alt.X("start:Q"), alt.Text("name:N")
    )
    chart = (bars + names).properties(height=42 * max(1, len(totals)) + LEGEND)
    return chart, _most_and_least(_totals(rows, "label"), say("Proposals by theme and stage")), _theme_numbers(rows)


@finished
def tile_map(filters: Filters) -> tuple[Chart, str, Numbers]:
    """The 18 regions as tiles, the deeper the more proposals; those chosen are framed; a click selects the region."""
    rows = ask("proposals_by_region", filters=filters.but(regions=(), departments=())).to_pylist()
    most = max((row["proposals"] for row in rows), default=0)
    for row in rows:
        row |= {
            "chosen": row["region"] in filters.regions,
            "written": number(row["proposals"]),
            "dark": row["proposals"] > DARK * most,
        }
    base = alt.Chart(inline(rows)).encode(
        alt.X("tile_col:O").axis(None).scale(paddingInner=0.06), alt.Y("tile_row:O").axis(None).scale(paddingInner=0.06)
    )
    tiles = (
        base.mark_rect(cornerRadius=3, cursor="pointer")
        .encode(
            alt.Color("proposals:Q").title(None).legend(None).scale(domain=[0, max(most, 1)], range=[PALE, BLUE]),
            stroke=alt.condition("datum.chosen", alt.value("#b34000"), alt.value("#ffffff")),
            strokeWidth=alt.condition("datum.chosen", alt.value(4), alt.value(1)),
            tooltip=[
                alt.Tooltip("name:N").title(say("Region")),
                alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
                alt.Tooltip("kept:Q").title(say("Kept, whatever followed")).format(","),
                alt.Tooltip("workshops:Q").title(say("Workshops")),
            ],
        )
        .add_params(alt.selection_point("region", fields=["region"], toggle=False))
    )
    ink = alt.condition("datum.dark", alt.value("white"), alt.value("black"))
    names = base.mark_text(dy=-8, fontSize=12, fontWeight="bold").encode(alt.Text("short:N"), color=ink)
    counts = base.mark_text(dy=9, fontSize=12).encode(alt.Text("written:N"), color=ink)
    sentence = _most_and_least(_totals(rows, "name"), say("Proposals by region"))
    return (tiles + names + counts).properties(height=430), sentence, (REGIONS, rows)


def _totals(rows: list[dict[str, Any]], name: str) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row[name]] += row["proposals"]
    return totals


def _most_and_least(totals: Counter[str], title: str) -> str:
    """What a chart shows now, for those who hear it read."""
    if not sum(totals.values()):
        return say("{title}: none on screen", title=title)
    (most, highest), (least, lowest) = totals.most_common()[0], totals.most_common()[-1]
    return say(
        "{title}: the most for {most} ({highest}), the fewest for {least} ({lowest})",
        title=title,
        most=most,
        highest=number(highest),
        least=least,
        lowest=number(lowest),
    )


def _theme_numbers(rows: list[dict[str, Any]]) -> Numbers:
    """A row a theme, the most first; a column a stage, called as the list of stages says."""
    stages = labels("stages")
    counted = {(row["theme"], row["stage"]): row["proposals"] for row in rows}
    themes = [theme for theme, _ in _totals(rows, "theme").most_common()]
    fields = (Field("theme", "Theme", of="themes"), *(Field(code, text, "integer") for code, text in stages.items()))
    return fields, [{"theme": theme} | {code: counted.get((theme, code), 0) for code in stages} for theme in themes]
