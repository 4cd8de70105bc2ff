"""The flow from stage to stage: how many proposals stood in each, day after day, and when the committee met."""

from __future__ import annotations

import functools
import operator
import statistics
import textwrap
from datetime import date
from typing import Any

import altair as alt

from data.fields import Field
from pages.parts.charts import INK, LEGEND, STAGE_COLOURS, Chart, Numbers, finished
from pages.parts.day_read import ask
from pages.parts.words import day, label, labels, number, say
from queries import Filters

CLOSED = "closed"  # the stage that leaves the path: drawn under the line
HEIGHT, LINE = 320, 15  # pixels of the areas, and of a line of the name of a session above them
MOST_NAMED = 3  # sessions: the others have their line, and say their name to whoever points at it
LETTERS = 30  # of a line of a name: half of a phone
Row = dict[str, Any]


def flow(filters: Filters, today: date) -> list[Row]:
    """A row a day and stage, as `cumulative_flow` counts them."""
    rows: list[Row] = ask("cumulative_flow", filters=filters, today=today).to_pylist()
    return rows


@finished
def flow_areas(filters: Filters, today: date) -> tuple[Chart, str, Numbers]:
    """Areas stacked by stage, the furthest along the path at the bottom; what is closed goes down, under the line."""
    rows = flow(filters, today)
    days = list(dict.fromkeys(row["day"] for row in rows))
    sessions = _sessions(days[0], days[-1]) if days else []
    named = _named(sessions[-MOST_NAMED:])
    room = max((name["end"] for name in named), default=0)
    areas = alt.Chart(alt.InlineData(values=_areas(rows))).mark_area(stroke="white", strokeWidth=0.5)
    stacked = areas.encode(
        alt.X("day:T").title(None).axis(format="%d/%m/%y", grid=False, labelColor=INK, labelOverlap=True, tickCount=6),
        alt.Y("signed:Q")
        .title(None)
        .stack("zero")
        .scale(domain=_heights(rows, room), nice=False)
        .axis(format="d", labelExpr="format(abs(datum.value), ',')", tickMinStep=1, tickCount=5, labelColor=INK),
        _colours(),
        alt.Order("position:Q").sort("descending"),
        tooltip=[
            alt.Tooltip("written:N").title(say("Day")),
            alt.Tooltip("stage:N").title(say("Stage")),
            alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
        ],
    )
    chart = functools.reduce(operator.add, [stacked, *(_marked(sessions, named) if sessions else [])])
    return chart.properties(height=HEIGHT + room + LEGEND), _heard(rows), _numbers(rows)


def _colours() -> alt.Color:
    stages = labels("stages")
    return (
        alt.Color("stage:N")
        .scale(domain=list(stages.values()), range=list(STAGE_COLOURS.values()))
        .legend(title=None, orient="top", columns=3, labelColor=INK, symbolType="square")
    )


def _areas(rows: list[Row]) -> list[Row]:
    """What the areas are made of; a day is given its hour, or browsers west of Greenwich would draw the one before."""
    places = {code: place for place, code in enumerate(labels("stages"))}
    return [
        {
            "day": f"{row['day']}T00:00:00",
            "written": day(row["day"]),
            "stage": label("stages", row["stage"]),
            "position": places[row["stage"]],
            "proposals": row["proposals"],
            "signed": -row["proposals"] if row["stage"] == CLOSED else row["proposals"],
        }
        for row in rows
    ]


def _standing(rows: list[Row]) -> dict[date, int]:
    """How many stood on the path, closed apart, at the end of each day."""
    standing = {row["day"]: 0 for row in rows}
    for row in rows:
        standing[row["day"]] += row["proposals"] if row["stage"] != CLOSED else 0
    return standing


def _heights(rows: list[Row], room: int) -> list[float]:
    """From the most closed, under the line, to the most standing above it, and room for the names of the sessions."""
    low = max((row["proposals"] for row in rows if row["stage"] == CLOSED), default=0)
    high = max(_standing(rows).values(), default=0)
    return [-low, high + (high + low) * room / HEIGHT + 0.02 * (high + low)]


def _sessions(first: date, last: date) -> list[Row]:
    """The sessions that met between two days, the earliest first."""
    met = [row for row in ask("sessions").to_pylist() if first <= row["held_on"] <= last]
    return sorted(met, key=lambda row: row["held_on"])


def _named(sessions: list[Row]) -> list[Row]:
    """The name of each session, in lines short enough for a phone, one name under the other."""
    named, end = [], 0
    for session in sessions:
        lines = textwrap.wrap(_name(session), LETTERS)
        start, end = end, end + LINE * len(lines)
        named.append(_marks(session) | {"lines": "\n".join(lines), "start": start + LINE / 2, "end": end})
    return named


def _name(session: Row) -> str:
    return f"{session['label']} · {day(session['held_on'])}"


def _marks(session: Row) -> Row:
    return {"day": f"{session['held_on']}T00:00:00", "session": _name(session)}


def _marked(sessions: list[Row], named: list[Row]) -> list[Any]:
    """A line a session, and its name above the areas, towards the middle, so that none is cut or hidden."""
    rules = alt.Chart(alt.InlineData(values=[_marks(session) for session in sessions])).encode(
        alt.X("day:T"), tooltip=[alt.Tooltip("session:N").title(say("Session"))]
    )
    far = "scale('x', toDate(datum.day)) > width / 2"
    names = alt.Chart(alt.InlineData(values=named)).mark_text(
        color=INK,
        fontSize=12,
        lineBreak="\n",
        lineHeight=LINE,
        align=alt.ExprRef(f"{far} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{far} ? -5 : 5"),
    )
    return [
        rules.mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=1.5),
        names.encode(alt.X("day:T"), alt.Y("start:Q").scale(None), alt.Text("lines:N")),
    ]


def _heard(rows: list[Row]) -> str:
    """What the chart shows now, for those who hear it read."""
    if not rows:
        return say("{title}: none on screen", title=say("Flow from stage to stage"))
    last = {row["stage"]: row["proposals"] for row in rows if row["day"] == rows[-1]["day"]}
    closed = last.pop(CLOSED, 0)
    most, least = max(last, key=lambda stage: last[stage]), min(last, key=lambda stage: last[stage])
    return say(
        "Flow from stage to stage from {first} to {last}: on the last day, {standing} on the path, closed: {closed}; "
        "the most at “{most}” ({highest}), the fewest at “{least}” ({lowest}); on the median day, {median} on the path",
        first=day(rows[0]["day"]),
        last=day(rows[-1]["day"]),
        standing=number(sum(last.values())),
        closed=number(closed),
        most=label("stages", most),
        highest=number(last[most]),
        least=label("stages", least),
        lowest=number(last[least]),
        median=number(statistics.median(_standing(rows).values())),
    )


def _numbers(rows: list[Row]) -> Numbers:
    """A row a day, the latest first; a column a stage."""
    counted: dict[date, Row] = {}
    for row in reversed(rows):
        counted.setdefault(row["day"], {"day": row["day"]})[row["stage"]] = row["proposals"]
    stages = (Field(code, text, "integer") for code, text in labels("stages").items())
    return (Field("jour", "Day", "date", cell="day"), *stages), list(counted.values())
