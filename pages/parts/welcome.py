"""What to do first, where the store holds no proposal yet."""

from __future__ import annotations

import streamlit as st

from pages.parts.day_read import ask, past_day
from pages.parts.visitor import may
from pages.parts.words import day, say
from queries import Filters
from queries.people import Person


def is_empty() -> bool:
    """Whether no proposal was ever taken in."""
    return not ask("proposals_count", filters=Filters()).to_pylist()[0]["proposals"]


def welcome(person: Person) -> None:
    """Say what to do first, to those who may do it and to the others; in the past, that it was before everything."""
    if (read := past_day()) is not None:
        st.info(say("No proposal had been taken in yet at the end of {day}.", day=day(read)))
        return
    st.info(
        say("No proposal has been taken in yet. Declare a workshop and take in its sheet: the figures will be here."),
        icon=":material/waving_hand:",
    )
    if may(person, "take_in"):
        st.page_link("pages/manage/intake.py", label=say("Take in a first sheet"), icon=":material/upload_file:")
    else:
        st.text(say("Your role reads only: the staff of a prefecture take sheets in."))
