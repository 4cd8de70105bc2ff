"""What changed between a day and the one that is read, and the proposals behind each number."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from data.fields import Field
from pages.parts import charts
from pages.parts.change_figures import BALANCE, CHANGE, balance, by_theme, counted, meanings, names, table_of
from pages.parts.columns import as_table
from pages.parts.day_read import FIRST, ask, today
from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.tables import ALL, PAGE, downloads, opening_table, page_choice, page_shown
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import day, label, local, number, say, say_count
from queries import end_of
from queries.visits import last_visit

SINCE = "since"  # the first day, also in the link
CHANGED_PAGE = "changed_page"
LISTED = (  # of `changed_listed`
    Field("reference", "Reference"),
    Field("intitule", "Proposal", cell="title"),
    Field("avant", "On the first day", of="statuses", cell="stood"),
    Field("maintenant", "On the last day", of="statuses", cell="status"),
    Field("theme", "Theme", of="themes"),
    Field("region", "Region", of="regions"),
    Field("departement", "Département", of="departments", cell="department"),
)


def go_to(first: date) -> None:
    st.session_state[SINCE] = first


def first_day() -> date:
    """The first day: chosen, or one of the days people compare with; a week ago to begin with."""
    a_week_ago = today() - timedelta(days=7)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.date_input(
            say("Since the end of"),
            a_week_ago,
            key=SINCE,
            bind="query-params",
            format="DD/MM/YYYY",
            min_value=FIRST,
            max_value=today(),
            width=180,
        )
        last = last_visit(person.id)
        if last is not None and (eve := local(last).date() - timedelta(days=1)) < today():
            name = say("My last visit ({day})", day=day(last))
            st.button(name, key="since-last-visit", on_click=go_to, args=(eve,), help=say("From the evening before."))
        for back, name in ((7, say("7 days ago")), (30, say("30 days ago"))):
            st.button(name, key=f"since-{back}", on_click=go_to, args=(today() - timedelta(days=back),))
        with st.popover(say("A session’s date"), icon=":material/event:"):
            for session in past_sessions():
                name = f"{day(session['held_on'])} · {label('sessions', session['code'])}"
                st.button(
                    name,
                    key=f"since-session-{session['code']}",
                    type="tertiary",
                    on_click=go_to,
                    args=(session["held_on"],),
                )
    return chosen or a_week_ago


def past_sessions() -> list[dict[str, Any]]:
    """The sessions that met before the day read, the latest first."""
    return [row for row in ask("sessions").to_pylist() if FIRST <= row["held_on"] < today()]


def cards(changes: dict[str, int]) -> None:
    """One card a change: how many, what it means, and its proposals."""
    called, meant = names(), meanings()
    shown = [change for change in called if change != "taken_out" or changes.get(change)]
    with st.grid(len(shown), min_column_width=150, border=True):
        for change in shown:
            with st.container(gap="xsmall"):
                st.metric(called[change], number(changes.get(change, 0)), help=meant[change])
                st.button(
                    say("See them"),
                    key=f"see-{change}",
                    type="tertiary",
                    icon=":material/arrow_downward:",
                    on_click=show,
                    args=(change,),
                    disabled=not changes.get(change),
                )


def show(change: str | None) -> None:
    st.session_state[CHANGE] = change
    st.session_state.pop(CHANGED_PAGE, None)


def listed(change: str | None, most: int, skipped: int) -> list[dict[str, Any]]:
    asked = {"filters": filters, "since": since, "change": change, "most": most, "skipped": skipped}
    return ask("changed_listed", **asked).to_pylist()


def behind(changes: dict[str, int]) -> None:
    """The proposals behind a figure; a cell opens one."""
    called = names()
    change = st.session_state.get(CHANGE)
    count = changes.get(change, 0) if change else sum(changes.values())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(called[change] if change else say("All that changed"), anchor=False)
        if change:
            st.button(say("Show all that changed"), key="all_changes", type="tertiary", on_click=show, args=(None,))
    rows = listed(change, PAGE, PAGE * (page_shown(count, CHANGED_PAGE) - 1))
    if not rows:
        st.text(say("No proposal is behind this figure with these filters."))
        return
    downloads("evolutions", say("Changes"), LISTED, lambda: listed(change, ALL, 0), said_of_days())
    alt = say("Proposals that changed; a cell opens the proposal’s sheet")
    opening_table(as_table(LISTED, rows), rows, "changed", alt)
    page_choice(count, CHANGED_PAGE)


def said_of_days() -> str:
    """The two days, and the filters, for what is taken away."""
    days = say("from the end of {first} to the end of {last}", first=day(first), last=day(today()))
    return " ; ".join(part for part in (days, said(filters)) if part)


person, filters = visit()
st.title(say("Changes"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()

first = first_day()
since = end_of(first)
if first >= today():
    st.info(say("Choose a day before the one that is read: nothing can have changed since."))
    st.stop()
rows = counted(filters, since)
totals: dict[str, int] = {}
for row in rows:
    totals[row["change"]] = totals.get(row["change"], 0) + row["proposals"]
changed = sum(totals.values())
st.text(
    say(
        "{proposals} from the end of {first} to the end of {last}",
        proposals=say_count(changed, "{count} proposal changed", "{count} proposals changed"),
        first=day(first),
        last=day(today()),
    )
)
if not changed:
    st.info(say("Nothing changed between these two days with these filters."))
    st.stop()

cards(totals)
figure, stages = st.columns([5, 4], gap="large")
with figure:
    charts.draw(by_theme(filters, since), "theme", say("By theme"))
with stages:
    st.subheader(say("From stage to stage"))
    st.caption(say("On the first day, plus what arrived, less what went: on the last day."))
    lines = balance(filters, since)
    downloads("evolutions-etapes", say("From stage to stage"), BALANCE, lambda: lines, said_of_days())
    st.dataframe(as_table(BALANCE, lines), hide_index=True, alt=say("From stage to stage"), height="content")
st.subheader(say("By region"))
table_of(filters, since, "region", say("Changes by region"))
behind(totals)
