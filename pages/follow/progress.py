"""How proposals move along the path: the flow from stage to stage, and how long what is open has been waiting."""

from typing import Any

import streamlit as st

from pages.parts.aging_chart import ages, aging_dots, days_said, oldest
from pages.parts.charts import Drawing, numbers_behind
from pages.parts.day_read import ask, today
from pages.parts.filter_bar import link
from pages.parts.flow_chart import flow, flow_areas
from pages.parts.frame import visit
from pages.parts.tables import open_sheet
from pages.parts.waiting import LATE, waiting_list
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import label, number, say, say_count
from queries import latest_event

LIST = "pages/follow/proposals.py"
NAMED = 10  # of the oldest, under the chart


def the_flow() -> None:
    """Areas by stage, or in words where there is no movement to draw yet."""
    title = say("Flow from stage to stage")
    st.subheader(title, anchor=False)
    apart = {row["day"]: row["days_apart"] for row in flow(filters, today())}
    if len(apart) < 2:
        st.text(say("All of it was received on the day that is read: there is no movement to draw yet."))
        return
    st.caption(
        say(
            "How many proposals stood at each stage, {often}: the wider a colour, the more wait there. What is closed "
            "is counted under the line; a dotted line is a session of the committee.",
            often=how_often(next(iter(apart.values()))),
        )
    )
    drawing = flow_areas(filters, today())
    st.vega_lite_chart(drawing.specification, alt=drawing.alt, width="stretch")
    numbers_behind(drawing, "flow", title)


def how_often(days_apart: int) -> str:
    """How far apart the points of the flow are."""
    if days_apart == 1:
        return say("at the end of each day")
    return say("week by week") if days_apart == 7 else say("every {count} weeks", count=number(days_apart // 7))


def the_ages(stages: list[dict[str, Any]]) -> None:
    """One card a stage where something is open: half of it, and 85 in 100, have been there for less."""
    st.subheader(say("Time in the present status"), anchor=False)
    with st.grid(len(stages), min_column_width=150, border=True):
        for row in stages:
            with st.container(gap="xsmall"):
                st.metric(
                    label("stages", row["stage"]),
                    say("{days} d", days=number(round(row["median_days"], 1))),
                    help=say("The median of open proposals: half of them have been in their status for less."),
                )
                st.caption(say("85 % for {days} at the most", days=days_said(row["p85_days"])))
                st.caption(say_count(row["proposals"], "{count} open proposal", "{count} open proposals"))
                st.page_link(
                    LIST,
                    label=say("See them"),
                    query_params=link(status=open_statuses(row["stage"])),
                    icon=":material/arrow_forward:",
                )


def open_statuses(stage: str) -> list[str]:
    """The statuses of a stage that close nothing, among those chosen."""
    chosen = filters.statuses
    return [
        row["code"]
        for row in ask("statuses").to_pylist()
        if row["stage"] == stage and not row["closed"] and (not chosen or row["code"] in chosen)
    ]


def the_dots(stages: list[dict[str, Any]]) -> None:
    """A dot a proposal; a click opens its sheet. What is not drawn is said."""
    dots, count = oldest(filters, today()), sum(row["proposals"] for row in stages)
    st.caption(
        say(
            "Each mark is an open proposal: a click opens its sheet. An orange triangle has been in its status for "
            "more than {days} days. Full line: median; dotted line: 85th percentile.",
            days=LATE,
        )
    )
    if count > len(dots):
        st.text(
            say(
                "{drawn} of {count} open proposals are drawn, the oldest of each stage; a pale bar stands for the "
                "others, more recent. The medians count them all.",
                drawn=number(len(dots)),
                count=number(count),
            )
        )
    drawing = aging_dots(filters, today())
    open_what_is_clicked(drawing, {dot["reference"] for dot in dots})
    numbers_behind(drawing, "aging", say("Days in the present status"))


def open_what_is_clicked(drawing: Drawing, drawn: set[str]) -> None:
    """The chart; the sheet of the mark clicked."""
    event = st.vega_lite_chart(
        drawing.specification,
        key=f"aging-{latest_event()}",
        on_select="rerun",
        selection_mode=["reference"],
        alt=drawing.alt,
        width="stretch",
    )
    for point in event["selection"].get("reference", []):
        if point.get("reference") in drawn:
            open_sheet(point["reference"])


def the_oldest() -> None:
    """The oldest by name, and the way to all of them."""
    st.subheader(say("Waiting longest"), anchor=False)
    waiting_list(oldest(filters, today())[:NAMED], "oldest")


person, filters = visit()
st.title(say("Progress"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()
if not flow(filters, today()):
    st.text(say("No proposal matches these filters. Take one away, or search for another word."))
    st.stop()

the_flow()
stages = ages(filters, today())
if not stages:
    st.text(say("Nothing is open here: every proposal on screen has reached the end of its path."))
    st.stop()
late = sum(row["late"] for row in stages)
the_ages(stages)
if not late:
    st.text(say("Nothing has been in its status for more than {days} days.", days=LATE))
the_dots(stages)
the_oldest()
