"""Figures of what became of what was kept: how much was adopted, and how faithfully, by theme or by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import INK, LEGEND, Chart, Numbers, finished
from pages.parts.day_read import ask
from pages.parts.filter_bar import LISTS
from pages.parts.words import label, number, say
from queries import Filters

# From what is done to what was dropped: deeper the further it came, then two greys.
OUTCOMES = {
    "done": "#00004f",
    "under_way": "#2b2fae",
    "adopted": "#626bd0",
    "kept": "#cfd3f7",
    "abandoned": "#a8a8a8",
    "not_adopted": "#5e5e5e",
}
NO_VERDICT = ""  # in place of a verdict, where none was given
VERDICTS = {
    "integral": "#00004f",
    "partial": "#2b2fae",
    "reworded": "#8d94e6",
    "not_taken_up": "#5e5e5e",
    NO_VERDICT: "#e3e3e3",
}
ADOPTED = "adopted"  # the stage of what was adopted and was not abandoned since
TITLES = {"theme": "Theme", "region": "Region"}


def became(filters: Filters) -> list[dict[str, Any]]:
    """What became of what was kept, by theme, region, status and verdict."""
    rows: list[dict[str, Any]] = ask("became_of_kept", filters=filters).to_pylist()
    return rows


def counted(rows: list[dict[str, Any]], what: Callable[[dict[str, Any]], str]) -> Counter[str]:
    """How many proposals there are of each."""
    found: Counter[str] = Counter()
    for row in rows:
        found[what(row)] += row["proposals"]
    return found


def outcome(row: dict[str, Any]) -> str:
    """The status of what was kept."""
    return str(row["status"])


def verdict(row: dict[str, Any]) -> str:
    """The verdict, or NO_VERDICT."""
    return row["verdict"] or NO_VERDICT


def verdict_name(code: str) -> str:
    """A verdict as it is named."""
    return label("verdicts", code) if code else say("No verdict yet")


def status_name(code: str) -> str:
    """A status as it is named."""
    return label("statuses", code)


def percent(part: int, whole: int) -> int:
    """A share, rounded to whole percents; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


@finished
def outcomes(filters: Filters, dimension: str) -> tuple[Chart, str, Numbers]:
    """One bar a theme or region, stacked by what became of what was kept there."""
    rows = became(filters)
    lines = _lines(rows, dimension, outcome, tuple(OUTCOMES))
    adopted = counted([row for row in rows if row["stage"] == ADOPTED], lambda row: str(row[dimension]))
    for line in lines:
        line["share"] = percent(adopted[line[dimension]], line["kept_in_all"])
    fields = _fields(dimension, status_name, OUTCOMES, Field("part_adoptee", "Adopted (%)", "integer", cell="share"))
    sentence = _heard(say("What became of what was kept: share adopted"), lines, dimension)
    return _stacked(lines, dimension, OUTCOMES, status_name), sentence, (fields, lines)


@finished
def fidelity(filters: Filters, dimension: str) -> tuple[Chart, str, Numbers]:
    """One bar a theme or region, stacked by how faithfully what was kept there was taken up."""
    lines = _lines(became(filters), dimension, verdict, tuple(VERDICTS))
    for line in lines:
        given = line["kept_in_all"] - line[NO_VERDICT]
        line["share"] = percent(line["integral"], given) if given else None
    share = Field("part_integrale", "Taken up in full (% of the verdicts)", "integer", cell="share")
    sentence = _heard(say("Verdicts on what was kept: share taken up in full"), lines, dimension)
    fields = _fields(dimension, verdict_name, VERDICTS, share)
    return _stacked(lines, dimension, VERDICTS, verdict_name), sentence, (fields, lines)


def _lines(
    rows: list[dict[str, Any]], dimension: str, what: Callable[[dict[str, Any]], str], codes: tuple[str, ...]
) -> list[dict[str, Any]]:
    """A line for each theme or region where something was kept, the most first: how many in all, and of each code."""
    totals = counted(rows, lambda row: str(row[dimension]))
    return [
        {dimension: place, "kept_in_all": total}
        | {code: counted([row for row in rows if row[dimension] == place], what)[code] for code in codes}
        for place, total in sorted(totals.items(), key=lambda one: (-one[1], label(LISTS[dimension], one[0])))
    ]


def _fields(dimension: str, name: Callable[[str], str], codes: dict[str, str], share: Field) -> tuple[Field, ...]:
    """The columns of `_lines`, each code called as its list does."""
    return (
        Field(dimension, TITLES[dimension], of=LISTS[dimension]),
        Field("retenues", "Kept, whatever followed", "integer", cell="kept_in_all"),
        *(Field(code or "sans_appreciation", name(code), "integer", cell=_cell(code)) for code in codes),
        share,
    )


def _cell(code: str) -> Callable[[dict[str, Any]], Any]:
    return lambda line: line[code]


def _stacked(
    lines: list[dict[str, Any]], dimension: str, colours: dict[str, str], name: Callable[[str], str]
) -> alt.LayerChart:
    """Bars that begin at 0, each under its name and its total: beside it, the name would leave no room on a phone."""
    values = [
        {
            dimension: line[dimension],
            "place": label(LISTS[dimension], line[dimension]),
            "what": name(code),
            "order": order,
            "proposals": line[code],
        }
        for line in lines
        for order, code in enumerate(colours)
        if line[code]
    ]
    places = [label(LISTS[dimension], line[dimension]) for line in lines]
    rank = alt.Y("place:N").axis(None).sort(places)
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(cursor="pointer", size=14, yOffset=9, stroke="white", strokeWidth=0.5)
        .encode(
            rank,
            alt.X("proposals:Q").axis(None).stack("zero"),
            alt.Color("what:N")
            .scale(domain=[name(code) for code in colours], range=list(colours.values()))
            .legend(title=None, orient="top", columns=2, labelColor=INK, labelLimit=300, symbolType="square"),
            alt.Order("order:O"),
            tooltip=[
                alt.Tooltip("place:N").title(say(TITLES[dimension])),
                alt.Tooltip("what:N").title(say("What became of it")),
                alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
            ],
        )
        .add_params(alt.selection_point(dimension, fields=[dimension], toggle=False))
    )
    chart: alt.LayerChart = (bars + _names(lines, places, rank)).properties(
        height=42 * max(1, len(lines)) + LEGEND + 20
    )
    return chart


def _names(lines: list[dict[str, Any]], places: list[str], rank: alt.Y) -> alt.Chart:
    values = [
        {"place": place, "name": f"{place} · {number(line['kept_in_all'])}", "start": 0}
        for place, line in zip(places, lines, strict=True)
    ]
    named = alt.Chart(alt.InlineData(values=values)).mark_text(align="left", yOffset=-6, color=INK, fontSize=12)
    names: alt.Chart = named.encode(rank, alt.X("start:Q"), alt.Text("name:N"))
    return names


def _heard(title: str, lines: list[dict[str, Any]], dimension: str) -> str:
    """What a chart shows now, for those who hear it read: the highest share, the lowest, the one in the middle."""
    shares = [(line["share"], label(LISTS[dimension], line[dimension])) for line in lines if line["share"] is not None]
    if not shares:
        return say("{title}: none on screen", title=title)
    (lowest, least), (highest, most) = min(shares), max(shares)
    return say(
        "{title}: the highest for {most} ({highest}%), the lowest for {least} ({lowest}%), half are below {middle}%",
        title=title,
        most=most,
        highest=number(highest),
        least=least,
        lowest=number(lowest),
        middle=number(median(share for share, _ in shares)),
    )
