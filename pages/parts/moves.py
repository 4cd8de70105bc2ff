"""Moving proposals along their path: what each role may do, what a move asks for, doing it. `record` decides."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.day_read import ask, past_day
from pages.parts.doing import do
from pages.parts.words import label, labels, say
from queries.people import Person


def moves_of(person: Person) -> dict[tuple[str, str], dict[str, Any]]:
    """Each move this role may make, `(from, to)`, with what it asks for."""
    return {
        (move["from_status"], move["to_status"]): move for move in ask("moves_of_role", role=person.role).to_pylist()
    }


def move_now(
    person: Person,
    rows: list[dict[str, Any]],
    status: str,
    seen: int,
    *,
    session: int | None = None,
    reason: str | None = None,
    sentence: str | None = None,
) -> bool:
    """Record the move of these proposals, all or none, and say it."""
    done = (
        say("“{title}” is now “{status}”.", title=rows[0]["title"], status=label("statuses", status))
        if len(rows) == 1
        else say("{count} proposals are now “{status}”.", count=len(rows), status=label("statuses", status))
    )
    return do(
        "move",
        done,
        by=person.id,
        proposals=[row["id"] for row in rows],
        status=status,
        session=session,
        reason=reason,
        sentence=sentence,
        seen=seen,
    )


def ask_for(move: dict[str, Any], key: str, session: int | None = None) -> None:
    """Draw what a move asks for, a coded reason, a sentence, a session, in widgets whose keys begin with `key`."""
    if move["session"] == "open" and session is None:
        open_session(key)
    if move["reason"] == "code":
        st.selectbox(
            say("Reason"),
            list(labels("reasons")),
            index=None,
            key=f"{key}_reason",
            format_func=lambda code: label("reasons", code),
            placeholder=say("Choose a reason"),
        )
    st.text_area(
        say("Sentence (needed)") if move["reason"] != "none" else say("Sentence (optional)"),
        key=f"{key}_sentence",
        max_chars=2000,
        height=90,
        placeholder=say("What those who made the proposal will read in its history."),
    )


def given(key: str, session: int | None = None) -> dict[str, Any]:
    """What was chosen and written in the widgets of `ask_for`, for a callback."""
    state = st.session_state
    return {
        "session": state.get(f"{key}_session") if session is None else session,
        "reason": state.get(f"{key}_reason"),
        "sentence": state.get(f"{key}_sentence"),
    }


def open_session(key: str) -> None:
    """The choice of the session that decides, among those not closed."""
    sessions = [row["code"] for row in ask("sessions").to_pylist() if not row["closed"]]
    if not sessions:
        st.info(say("No session is open: call one on the page “Session”."))
        return
    st.selectbox(
        say("Session"),
        sessions,
        key=f"{key}_session",
        format_func=lambda code: label("sessions", code),
        placeholder=say("Choose"),
    )


def next_moves(person: Person, proposal: dict[str, Any]) -> None:
    """On a proposal's sheet: what this person may do with it next, and what each move asks for.

    The widgets are keyed by the proposal's own latest event: what happens to others leaves them alone.
    """
    if past_day() is not None:
        st.caption(say("Nothing can be moved while a past day is read."))
        return
    known = ask("moves_open_to", person=person.id, status=proposal["status"]).to_pylist()
    moves = {
        move["status"]: move for move in known if not (move["session"] == "still_open" and proposal["session_closed"])
    }
    if not known or not person.answers_for(proposal["region"], proposal["department"]):
        st.caption(say("Nothing for you to move here: at this point it is not your role or your territory."))
        return
    if not moves:
        st.caption(say("The session that decided is closed: its decision can no longer change."))
        return
    key = f"{proposal['id']}-{proposal['last_event']}"
    status = st.pills(
        say("Move it to"), list(moves), format_func=lambda code: label("statuses", code), key=f"next-{key}"
    )
    if status:
        ask_for(moves[status], key)
        st.button(
            say("Record"), type="primary", key=f"record-{key}", on_click=_record, args=(person, proposal, status, key)
        )


def _record(person: Person, proposal: dict[str, Any], status: str, key: str) -> None:
    """The button of `next_moves`: the proposal and its latest event are those that were on the screen."""
    move_now(person, [proposal], status, proposal["last_event"], **given(key))
