"""Where do we stand, and what awaits me?"""

from datetime import date, timedelta

import streamlit as st

from data.fields import Field
from pages.parts import charts
from pages.parts.day_read import ask, today
from pages.parts.doing import plain
from pages.parts.filter_bar import link, said
from pages.parts.frame import visit
from pages.parts.history import tell
from pages.parts.tables import downloads
from pages.parts.waiting import waiting_list
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import day, label, number, say, say_count
from queries import Filters
from queries.people import Person

LIST = "pages/follow/proposals.py"
STAGES = (  # of `proposals_by_stage`
    Field("etape", "Stage", of="stages", cell="stage"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("il_y_a_7_jours", "7 days ago", "integer", cell="week_ago"),
)


def next_session() -> None:
    """The next session of a committee and the days left."""
    for session in ask("next_session", today=today()).to_pylist():
        st.markdown(
            say(
                "Next session: **{label}**, {day} ({days})",
                label=plain(session["label"]),
                day=day(session["held_on"]),
                days=say_count(session["days"], "in {count} day", "in {count} days"),
            )
        )


def stage_cards(filters: Filters) -> None:
    """One card a stage: how many, the change over 7 days, the last four weeks, and the way to the proposals counted."""
    rows = ask("proposals_by_stage", filters=filters, today=today()).to_pylist()
    with st.grid(6, min_column_width=128, border=True):
        for row in rows:
            with st.container(gap="xsmall"):
                change = row["proposals"] - row["week_ago"]
                st.metric(
                    label("stages", row["stage"]),
                    number(row["proposals"]),
                    chart_data=row["by_day"],
                    chart_type="line",
                    delta=f"{change:+d}" if change else "0",
                    delta_color="off",
                    delta_description=say("over 7 days"),
                )
                st.page_link(
                    LIST, label=say("See them"), query_params=link(stage=row["stage"]), icon=":material/arrow_forward:"
                )
    downloads("etapes", say("Proposals by stage"), STAGES, lambda: rows, said(filters))


def awaiting(person: Person, filters: Filters) -> None:
    """What has waited longest for this person's role, in their territory."""
    st.subheader(say("To do") if person.role != "reader" else say("Waiting longest"))
    rows = ask(
        "waiting_longest", filters=person.own_ground(filters), role=person.role, today=today(), most=8
    ).to_pylist()
    if not rows and person.is_outside(filters):
        st.text(say("These filters are outside your territory ({territory}).", territory=person.territory))
    elif not rows:
        st.text(say("Nothing is waiting here."))
    waiting_list(rows, "waiting")


def this_week(filters: Filters, since: date) -> None:
    """The latest gestures of the week, as sentences."""
    st.subheader(say("This week"))
    events = ask(
        "journal",
        filters=filters,
        everything=filters == Filters(),
        kinds=(),
        person=None,
        colleague_of=None,
        since=since,
        most=8,
        skipped=0,
    )
    if not events.num_rows:
        st.text(say("Nothing happened in the last 7 days."))
    for event in events.to_pylist():
        tell(event)
    st.page_link(
        "pages/follow/journal.py", label=say("See the whole journal"), query_params=link(), icon=":material/history:"
    )


person, filters = visit()
st.title(say("Overview"), anchor=False)

if is_empty():
    welcome(person)
    st.stop()

next_session()
stage_cards(filters)

by_theme, by_region = st.columns([5, 4], gap="large")
with by_theme:
    charts.draw(charts.themes_by_stage(filters), "theme", say("By theme"))
with by_region:
    charts.draw(charts.tile_map(filters), "region", say("By region"))
st.page_link(LIST, label=say("See the proposals on screen"), query_params=link(), icon=":material/list:")

to_do, happened = st.columns(2, gap="large")
with to_do:
    awaiting(person, filters)
with happened:
    this_week(filters, today() - timedelta(days=7))
