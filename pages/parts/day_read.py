"""The day the dashboard is read as of: today, or the end of a past day, which the link remembers."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import streamlit as st

import queries
from pages.parts.words import PARIS, day, say
from queries import end_of

DAY = "date"  # the widget's key, and its name in the link
FIRST = date(2014, 1, 1)  # no workshop can have been held before

_run = threading.local()  # each run of the page has a thread of its own


def this_day() -> date:
    """The day it is in Paris, whatever day is read."""
    return datetime.now(PARIS).date()


def settle_day() -> None:
    """Find the day chosen once for this run: every question asks for it."""
    _run.day = _chosen()


@contextlib.contextmanager
def reading(chosen: date | None) -> Iterator[None]:
    """Read as of the end of this day (None: now): a file is made in a thread that knows no visitor."""
    before = getattr(_run, "day", None)
    _run.day = chosen
    try:
        yield
    finally:
        _run.day = before


def past_day() -> date | None:
    """The past day this visitor reads, None when it is the present."""
    return _run.day if hasattr(_run, "day") else _chosen()


def _chosen() -> date | None:
    chosen = st.session_state.get(DAY)
    return chosen if isinstance(chosen, date) and chosen < this_day() else None


def today() -> date:
    """The day read: the day it is in Paris, unless a past one was chosen."""
    return past_day() or this_day()


def ask(question: str, **given: Any) -> pa.Table:
    """Answer a question as of the day read."""
    chosen = past_day()
    return queries.ask(question, as_of=None if chosen is None else end_of(chosen), **given)


def day_choice() -> None:
    """The choice of a past day, with the days people go back to."""
    _say_no_such_day()
    with st.expander(say("Read another day"), icon=":material/calendar_month:", expanded=_chosen() is not None):
        st.date_input(
            say("As it was at the end of"),
            value=None,
            key=DAY,
            bind="query-params",
            format="DD/MM/YYYY",
            min_value=FIRST,
            max_value=this_day(),
        )
        with st.container(horizontal=True, gap="small"):
            for back, name in ((7, say("7 days ago")), (30, say("30 days ago"))):
                _go(name, this_day() - timedelta(days=back))


def _go(name: str, chosen: date) -> None:
    """The button that reads a day people go back to."""
    st.button(name, key=f"day-{chosen}", on_click=go_to, args=(chosen,), type="tertiary")


def _say_no_such_day() -> None:
    """Say that the link asks for a day that can't be read: Streamlit drops it without a word."""
    asked = st.query_params.get(DAY)
    if DAY in st.session_state or not asked:
        return
    try:
        chosen = date.fromisoformat(asked)
    except ValueError:
        chosen = None
    if chosen is None or not FIRST <= chosen <= this_day():
        st.warning(
            say("The link asks for a day that can’t be read: the dashboard is read today.")
            if chosen is None or chosen < FIRST
            else say("{day} has not come yet: the dashboard is read today.", day=day(chosen))
        )
        del st.query_params[DAY]


def go_to(chosen: date | None) -> None:
    """From a callback: read as of the end of this day, or now."""
    st.session_state[DAY] = chosen


def past_banner() -> None:
    """Say that a past day is read, and the way back."""
    if (chosen := past_day()) is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            say(
                "You are reading the dashboard as it was at the end of {day}: nothing can be changed.", day=day(chosen)
            ),
            icon=":material/history:",
        )
        st.button(say("Back to today"), key="back_to_today", on_click=go_to, args=(None,), icon=":material/today:")


def present_only() -> None:
    """Stop a page that is only for acting where a past day is read."""
    if past_day() is not None:
        st.text(say("This page is for acting: it is not read in the past."))
        st.stop()
