"""Figures of what changed between two days: by theme, by region, by stage."""

from __future__ import annotations

import functools
from collections import Counter
from datetime import datetime
from typing import Any

import altair as alt
import streamlit as st

from data.fields import Field
from pages.parts.charts import INK, Chart, Numbers, finished
from pages.parts.columns import as_table
from pages.parts.day_read import ask, today
from pages.parts.filter_bar import LISTS, narrow, said
from pages.parts.tables import downloads
from pages.parts.words import label, labels, number, say
from queries import Filters, latest_event

FORTH, BACK = ("entered", "forward", "kept"), ("back", "left", "taken_out")
CHANGES = FORTH + BACK
COLOURS = dict(zip(CHANGES, ("#9ba3ea", "#626bd0", "#00004f", "#e2a15c", "#8a8a8a", "#c9c9c9"), strict=True))
CHANGE = "change"  # the change whose proposals are listed


def names() -> dict[str, str]:
    """Each change, as it is named."""
    return {
        "entered": say("Entered"),
        "forward": say("Moved forward"),
        "kept": say("Became kept"),
        "back": say("Moved back"),
        "left": say("Left the path"),
        "taken_out": say("Taken out with their import"),
    }


def meanings() -> dict[str, str]:
    """Each change, in one sentence."""
    return {
        "entered": say("Received between the two days, whatever followed."),
        "forward": say("Further along the path than on the first day, without having become kept."),
        "kept": say("Not kept on the first day, kept on the last."),
        "back": say("Less far along the path than on the first day."),
        "left": say("Open on the first day; withdrawn or not kept on the last."),
        "taken_out": say("There on the first day; the import that had brought them was undone since."),
    }


def counted(filters: Filters, since: datetime) -> list[dict[str, Any]]:
    """The changes since an instant, by change, theme, region and stages."""
    rows: list[dict[str, Any]] = ask("changes_since", filters=filters, since=since).to_pylist()
    return rows


def per(rows: list[dict[str, Any]], dimension: str) -> list[dict[str, Any]]:
    """A row for each theme or region in which something changed, the most first: a column a change."""
    totals: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {}
    for row in rows:
        totals[row[dimension]] += row["proposals"]
        found.setdefault(row[dimension], Counter())[row["change"]] += row["proposals"]
    return [{dimension: code} | {change: found[code][change] for change in CHANGES} for code, _ in totals.most_common()]


def _signed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A value for each theme and change, less than nothing for what goes to the left."""
    called = names()
    return [
        {
            "theme": row["theme"],
            "label": label("themes", row["theme"]),
            "change": called[change],
            "proposals": row[change],
            "signed": row[change] if change in FORTH else -row[change],
            "place": place,
        }
        for row in rows
        for place, change in enumerate(CHANGES)
        if row[change]
    ]


@finished
def by_theme(filters: Filters, since: datetime) -> tuple[Chart, str, Numbers]:
    """One bar a theme: to the right what entered or went forward, to the left what went back or left."""
    rows = per(counted(filters, since), "theme")
    values = _signed(rows)
    themes = [label("themes", row["theme"]) for row in rows]
    place = alt.Y("label:N").axis(None).sort(themes)
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(cursor="pointer", size=14, yOffset=9, stroke="white", strokeWidth=0.5)
        .encode(
            place,
            alt.X("signed:Q").axis(title=None, format="d", labelExpr="abs(datum.value)", tickMinStep=1, grid=False),
            alt.Color("change:N")
            .scale(domain=list(names().values()), range=list(COLOURS.values()))
            .legend(title=None, orient="top", columns=2, labelColor=INK, labelLimit=300, symbolType="square"),
            alt.Order("place:O"),
            tooltip=[
                alt.Tooltip("label:N").title(say("Theme")),
                alt.Tooltip("change:N").title(say("What changed")),
                alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
            ],
        )
        .add_params(alt.selection_point("theme", fields=["theme"], toggle=False))
    )
    chart = (_zero() + bars + _titles(themes, place)).properties(height=42 * max(1, len(themes)) + 120)
    return chart, _heard(values, say("What changed, by theme")), (columns_of("theme"), rows)


def _zero() -> alt.Chart:
    """The line between what goes forth and what goes back."""
    line: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{"start": 0}])).mark_rule(color="#c6c6c6").encode(alt.X("start:Q"))
    )
    return line


def _titles(themes: list[str], place: alt.Y) -> alt.Chart:
    """The name of each theme above its bar: beside it, it would leave no room for the bar on a phone."""
    values = alt.InlineData(values=[{"label": theme} for theme in themes])
    named = alt.Chart(values).mark_text(align="left", yOffset=-6, color=INK, fontSize=12)
    titles: alt.Chart = named.encode(place, alt.Text("label:N"), x=alt.value(0))
    return titles


def _heard(values: list[dict[str, Any]], title: str) -> str:
    totals: Counter[str] = Counter()
    for value in values:
        totals[value["change"]] += value["proposals"]
    parts = ", ".join(f"{name} {number(count)}" for name, count in totals.most_common())
    return say("{title}: {parts}", title=title, parts=parts) if parts else say("{title}: nothing", title=title)


def columns_of(dimension: str) -> tuple[Field, ...]:
    """The columns of `per`."""
    list_name = LISTS[dimension]
    title = {"theme": "Theme", "region": "Region"}[dimension]
    return (
        Field(dimension, title, of=list_name),
        *(Field(change, name, "integer") for change, name in names().items()),
    )


def table_of(filters: Filters, since: datetime, dimension: str, title: str) -> None:
    """The changes of each theme or region; a cell keeps only that theme or region, and lists that change."""
    rows = per(counted(filters, since), dimension)
    downloads(f"evolutions-{dimension}", title, columns_of(dimension), lambda: rows, said(filters))
    key = f"changes-{dimension}-{latest_event()}-{st.session_state.get('clicks', 0)}"
    st.dataframe(
        as_table(columns_of(dimension), rows),
        hide_index=True,
        key=key,
        on_select=functools.partial(_clicked, key, dimension, rows),
        selection_mode="single-cell",
        alt=say("{title}; a cell lists its proposals", title=title),
        height="content",
    )


def _clicked(key: str, dimension: str, rows: list[dict[str, Any]]) -> None:
    """Narrow to the theme or region of the cell clicked, and list its change."""
    headings = {name: change for change, name in names().items()}
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
    for position, column in st.session_state.get(key, {}).get("selection", {}).get("cells", []):
        if isinstance(position, int) and 0 <= position < len(rows):
            narrow(**{dimension: rows[position][dimension]})
            if column in headings:
                st.session_state[CHANGE] = headings[column]


BALANCE = (
    Field("etape", "Stage", of="stages", cell="stage"),
    Field("au_depart", "On the first day", "integer", cell="then"),
    Field("arrivees", "Arrived", "integer", cell="arrived"),
    Field("departs", "Gone", "integer", cell="gone"),
    Field("a_l_arrivee", "On the last day", "integer", cell="now"),
)


def balance(filters: Filters, since: datetime) -> list[dict[str, Any]]:
    """For each stage: how many stood there on the first day, arrived, went, and stand there on the last."""
    arrived: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for row in counted(filters, since):
        if row["stage"] != row["stage_then"]:
            arrived[row["stage"]] += row["proposals"]
            gone[row["stage_then"]] += row["proposals"]
    standing = ask("proposals_by_stage", filters=filters, today=today()).to_pylist()
    now = {row["stage"]: row["proposals"] for row in standing}
    return [
        {
            "stage": stage,
            "then": now.get(stage, 0) - arrived[stage] + gone[stage],
            "arrived": arrived[stage],
            "gone": gone[stage],
            "now": now.get(stage, 0),
        }
        for stage in labels("stages")
    ]
