"""What awaits somebody in their territory, what is late there, what the others did, and how it stands."""

from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from pages.parts.charts import numbers_behind
from pages.parts.columns import PROPOSALS
from pages.parts.day_read import ask, today
from pages.parts.filter_bar import link, said
from pages.parts.frame import visit
from pages.parts.history import tell
from pages.parts.standing_chart import standing
from pages.parts.tables import PAGE, downloads, page_choice, page_shown, proposals_table
from pages.parts.visitor import may
from pages.parts.waiting import LATE, waiting_list
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import moment, number, say, say_count
from queries import Filters, end_of
from queries.visits import last_visit

LIST, REVIEW, JOURNAL = "pages/follow/proposals.py", "pages/decide/review.py", "pages/follow/journal.py"
NAMED, TOLD = 8, 12  # lines of a list of proposals, gestures of the others
LATE_PAGE = "late_page"
AGO = timedelta(days=7)  # what is told to somebody who was not here before


def who_and_when() -> datetime:
    """Whose territory this is and when they were last here; the instant since which the others' gestures are told."""
    territory = person.territory or say("the whole country")
    before = last_visit(person.id)
    if before is None:
        st.caption(say("{territory} · This is your first visit: the last 7 days are told.", territory=territory))
    elif before >= end_of(today()):  # a day before their last visit is read
        st.caption(say("{territory} · The 7 days before the day that is read are told.", territory=territory))
    else:
        st.caption(say("{territory} · Your last visit: {moment}", territory=territory, moment=moment(before)))
        return before
    return end_of(today()) - AGO


def awaited() -> tuple[str, ...]:
    """The statuses from which this role moves proposals forward; every open one for those who move none."""
    moves = ask("moves_of_role", role=person.role).to_pylist()
    forward = [move["from_status"] for move in moves if move["forward"] and not move["closed"]]
    return tuple(dict.fromkeys(forward)) or opened()


def opened() -> tuple[str, ...]:
    """The statuses that close nothing."""
    return tuple(row["code"] for row in ask("statuses").to_pylist() if not row["closed"])


def among_chosen(statuses: tuple[str, ...]) -> Filters:
    """The territory, kept to these statuses and to those chosen among them."""
    return own.but(statuses=tuple(code for code in statuses if not own.statuses or code in own.statuses) or ("",))


def ground(statuses: tuple[str, ...]) -> dict[str, list[str]]:
    """The link to the proposals of the territory at these statuses."""
    filtered = among_chosen(statuses)
    return link(region=list(own.regions), department=list(own.departments), status=list(filtered.statuses))


def counted(shown: Filters) -> dict[str, int]:
    return ask("proposals_count", filters=shown).to_pylist()[0]


def cards(late: int) -> None:
    """What awaits this person, what is open and what was kept, each with its proposals; the late are listed below."""
    waits = say("Awaits you") if person.role != "reader" else say("Waiting")
    with st.grid(4, min_column_width=200, border=True):
        card(waits, counted(among_chosen(awaited()))["proposals"], awaited())
        st.metric(say("Late"), number(late), help=say("More than {days} days in the present status.", days=LATE))
        card(say("Open proposals"), counted(among_chosen(opened()))["proposals"], opened())
        card(say("Kept, whatever followed"), counted(own)["kept"], kept_statuses())


def card(name: str, count: int, statuses: tuple[str, ...]) -> None:
    with st.container(gap="xsmall"):
        st.metric(name, number(count))
        if count:
            st.page_link(LIST, label=say("See them"), query_params=ground(statuses), icon=":material/arrow_forward:")


def kept_statuses() -> tuple[str, ...]:
    return tuple(row["code"] for row in ask("statuses").to_pylist() if row["kept"])


def to_do() -> None:
    """What has waited longest for this person's role."""
    st.subheader(say("To do") if person.role != "reader" else say("Waiting longest"), anchor=False)
    rows = ask("waiting_longest", filters=own, role=person.role, today=today(), most=NAMED).to_pylist()
    if not rows:
        st.text(say("Nothing is waiting here."))
    waiting_list(rows, "to-do")
    if rows and may(person, "move"):
        st.page_link(REVIEW, label=say("Review"), query_params=link(), icon=":material/rule:")


def the_late(count: int) -> None:
    """What has been longest in its status, beyond a month."""
    st.subheader(say("Late"), anchor=False)
    if not count:
        st.text(say("Nothing has been in its status for more than {days} days.", days=LATE))
        return
    st.caption(
        say_count(
            count,
            "{count} proposal in its status for more than 30 days",
            "{count} proposals in their status for more than 30 days",
        )
    )
    waiting_list(late_ones(min(count, NAMED), 0), "late")
    if count > NAMED:
        all_of_them = st.expander(say("All of them"), key="late", on_change="rerun", icon=":material/table_rows:")
        if all_of_them.open:
            with all_of_them:
                every_late_one(count)


def late_ones(most: int, skipped: int) -> list[dict[str, Any]]:
    """Those open for longest at their status, the longest first: what is late is the beginning of it."""
    asked = {"filters": among_chosen(opened()), "today": today(), "sort": "waiting", "most": most, "skipped": skipped}
    return ask("proposals_listed", **asked).to_pylist()


def every_late_one(count: int) -> None:
    """What is late, page by page, to be opened or taken away."""
    downloads("en-retard", say("Late"), PROPOSALS, lambda: late_ones(count, 0), said(own))
    skipped = PAGE * (page_shown(count, LATE_PAGE) - 1)
    proposals_table(late_ones(min(PAGE, count - skipped), skipped), "late-list")
    page_choice(count, LATE_PAGE)


def the_others(since: datetime) -> None:
    """What colleagues did since, as sentences."""
    st.subheader(say("What your colleagues did since"), anchor=False)
    events = ask(
        "journal",
        filters=own,
        everything=own == Filters(),
        kinds=(),
        person=None,
        colleague_of=person.id,
        since=since,
        most=TOLD + 1,
        skipped=0,
    ).to_pylist()
    if not events:
        st.text(say("Nobody else did anything here since."))
    for event in events[:TOLD]:
        tell(event)
    if len(events) > TOLD:
        here = link(region=list(own.regions), department=list(own.departments))
        st.page_link(JOURNAL, label=say("See the whole journal"), query_params=here, icon=":material/history:")


def the_median() -> None:
    """How the territory stands against the others of its kind."""
    title = say("Against the others")
    st.subheader(title, anchor=False)
    if person.region is None:
        st.text(say("You answer for the whole country: there is no other to compare it with."))
        return
    st.caption(
        say(
            "The diamond is your territory, each dot another that has at least 10 proposals, the line their median. "
            "The other filters apply to all of them."
        )
    )
    drawing = standing(filters, person, today())
    st.vega_lite_chart(drawing.specification, alt=drawing.alt, width="stretch")
    numbers_behind(drawing, "standing", title)


person, filters = visit()
st.title(say("My territory"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()
since = who_and_when()
own = person.own_ground(filters)
if person.is_outside(filters):
    st.text(say("These filters are outside your territory ({territory}).", territory=person.territory))
    st.stop()

late = sum(row["late"] for row in ask("stage_ages", filters=own, today=today()).to_pylist())
if counted(own)["proposals"]:
    cards(late)
    waiting, happened = st.columns(2, gap="large")
    with waiting:
        to_do()
        the_late(late)
    with happened:
        the_others(since)
    the_median()
else:
    st.text(say("No proposal of your territory is on screen: none was raised there yet, or the filters leave none."))
    the_others(since)
