"""A session of the committee: what is put forward, and what the coordinator decides of it."""

from datetime import timedelta
from typing import Any

import streamlit as st

from data.fields import Field
from pages.parts.balance import balance
from pages.parts.columns import PROPOSALS, as_table
from pages.parts.day_read import ask, present_only, today
from pages.parts.doing import do
from pages.parts.evidence_matrix import choose
from pages.parts.filter_bar import said
from pages.parts.frame import visit
from pages.parts.papers import record_files
from pages.parts.session_papers import session_papers
from pages.parts.several import choose_how, several_at_once
from pages.parts.status_table import ask_what_a_move_needs, status_table
from pages.parts.tables import ALL, PAGE, downloads, offer, opening_table, page_choice, page_shown, sheet_choice
from pages.parts.visitor import may
from pages.parts.words import day, label, labels, number, say, say_count
from queries import Filters
from queries.people import Person

DECIDED_PAGE, WAITING_PAGE = "decided_page", "session_page"
DECISIONS = (  # of `decided_in_session`
    Field("reference", "Reference"),
    Field("intitule", "Proposal", cell="title"),
    Field("decision", "Decision", of="statuses"),
    Field("theme", "Theme", of="themes"),
    Field("region", "Region", of="regions"),
    Field("motif", "Reason", of="reasons", cell="reason"),
    Field("justification", "Sentence", cell="sentence"),
    Field("decidee_par", "Decided by", cell="person"),
    Field("decidee_le", "Decided on", "datetime", cell="decided_at"),
    Field("statut_actuel", "Status now", of="statuses", cell="status"),
)


def call_a_session(person: Person) -> None:
    """The form that calls a session."""
    with st.form("convene", border=False):
        kind = st.selectbox(
            say("Kind"),
            list(labels("session_kinds")),
            format_func=labels("session_kinds").get,
            placeholder=say("Choose"),
        )
        name = st.text_input(say("Label"), max_chars=300)
        held_on = st.date_input(say("Date"), today() + timedelta(days=30), format="DD/MM/YYYY")
        place = st.text_input(say("Place"), max_chars=300)
        if st.form_submit_button(say("Call the session")):
            asked = {"kind": kind, "label": name, "held_on": held_on, "place": place}
            do("convene", say("The session is called."), by=person.id, **asked)
            st.rerun()


def decisions(session: int, most: int, skipped: int) -> list[dict[str, Any]]:
    """What the session has decided so far, latest first."""
    rows: list[dict[str, Any]] = ask(
        "decided_in_session", session=session, filters=filters, most=most, skipped=skipped
    ).to_pylist()
    return rows


def decided(session: int) -> None:
    """Draw what the session has decided so far; a cell opens its proposal."""
    first = decisions(session, 1, 0)
    count = first[0]["decided_in_all"] if first else 0
    st.subheader(say("Decided in this session ({count})", count=number(count)))
    about = " ; ".join(part for part in (label("sessions", session), said(filters)) if part)
    with st.container(horizontal=True):
        if count:
            downloads(f"seance-{session}", say("Session"), DECISIONS, lambda: decisions(session, ALL, 0), about)
        record = say("Record of decisions")  # of all that was decided, whatever is on screen
        offer(f"record-{session}", lambda: record_files(session), record, ":material/description:")
    if not count:
        st.text(say("Nothing yet."))
        return
    rows = decisions(session, PAGE, PAGE * (page_shown(count, DECIDED_PAGE) - 1))
    opening_table(
        as_table(DECISIONS, rows),
        rows,
        "decided",
        say("Decisions of the session; a cell opens the proposal"),
        "auto",
        {say("Decided on"): st.column_config.DatetimeColumn(format="DD/MM/YYYY HH:mm")},
    )
    page_choice(count, DECIDED_PAGE)


def before(waiting: Filters, most: int, skipped: int) -> list[dict[str, Any]]:
    """What waits for a decision, by reference."""
    rows: list[dict[str, Any]] = ask(
        "proposals_listed", filters=waiting, today=today(), sort="reference", most=most, skipped=skipped
    ).to_pylist()
    return rows


def examine(person: Person, session: int) -> None:
    """What is put forward or deferred, to keep, defer or not keep."""
    waiting = filters.but(statuses=("put_forward", "deferred"), stages=(), sessions=())
    count = ask("proposals_count", filters=waiting).to_pylist()[0]["proposals"]
    st.subheader(say("Before the committee ({count})", count=number(count)))
    if not count:
        st.text(say("No proposal is put forward with these filters."))
        return
    shown = page_shown(count, WAITING_PAGE)
    rows = before(waiting, PAGE, PAGE * (shown - 1))
    title = say("Before the committee")
    with st.container(horizontal=True):
        downloads("devant-le-comite", title, PROPOSALS, lambda: before(waiting, ALL, 0), said(waiting))
        session_papers(session, waiting)
    several = choose_how()
    if several:
        several_at_once(person, rows, "session", session)
    else:
        st.caption(say("Double-click a status to change it. A move that needs a reason asks for it."))
        status_table(person, rows, "session", session)
        sheet_choice(rows, f"open-before-{shown}")
    page_choice(count, WAITING_PAGE)
    choose(waiting)


person, filters = visit()
st.title(say("Session"), anchor=False)
present_only()
if not may(person, "convene"):
    st.info(
        say("The session is held by the national coordination. Your role: {role}.", role=label("roles", person.role))
    )
    st.stop()

sessions = {row["code"]: row for row in ask("sessions").to_pylist()}
following = ask("next_session", today=today()).to_pylist()
chosen = st.selectbox(
    say("Session"),
    list(sessions),
    index=list(sessions).index(following[0]["id"]) if following else 0,
    format_func=lambda code: label("sessions", code),
    key="held",
    placeholder=say("Choose"),
)
held = sessions[chosen]
none_open = all(session["closed"] for session in sessions.values())
if none_open:
    st.info(say("No session is open: call the next one, to decide what is put forward."))
calling = say("Call a session") if none_open else say("Call another session")
with st.expander(calling, none_open, icon=":material/event:", key="calling", on_change="rerun"):
    call_a_session(person)

days = (held["held_on"] - today()).days
if held["closed"]:
    st.info(say("This session is closed: its decisions can no longer change."))
else:
    st.text(
        say(
            "{day}, {place} – {days}",
            day=day(held["held_on"]),
            place=held["place"] or say("place to be set"),
            days=say_count(days, "in {count} day", "in {count} days") if days >= 0 else say("its date has passed"),
        )
    )
    examine(person, chosen)
decided(chosen)
balance(filters.but(statuses=(), stages=(), sessions=()), chosen)
ask_what_a_move_needs(person)
