"""A table in which a status is chosen, and the dialog of a move that needs a reason."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts.doing import announce, plain
from pages.parts.evidence import EVIDENCE_WIDTH, readiness
from pages.parts.moves import ask_for, given, move_now, moves_of
from pages.parts.words import explain, label, labels, say
from queries import Incomplete, foresee, latest_event
from queries.people import Person

# A gesture begun in a table, waiting for its reason: rows of `proposals_listed`, status, event seen, session.
PENDING = "pending_move"
ONLY_READ = ("title", "evidence", "days", "theme", "department", "reference")


def status_table(person: Person, rows: list[dict[str, Any]], name: str, session: int | None = None) -> None:
    """A table in which the status of each proposal is chosen; a move that needs a reason asks for it in a dialog.

    The widget is keyed by the latest event: an edit made on an older state can't be applied to a newer one.
    """
    key = f"{name}-{latest_event()}-{st.session_state.get('gestures', 0)}"
    st.data_editor(
        _as_shown(rows).to_pandas(),
        key=key,
        hide_index=True,
        disabled=ONLY_READ,
        on_change=_status_chosen,
        args=(key, person, rows, latest_event(), session),
        alt=say("Proposals and their status"),
        column_config=_columns(person, {row["status"] for row in rows}),
    )


def _as_shown(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.table(
        {
            "status": [label("statuses", row["status"]) for row in rows],
            "title": [row["title"] for row in rows],
            "evidence": [readiness(row["lacking"]) for row in rows],
            "days": [row["days"] for row in rows],
            "theme": [label("themes", row["theme"]) for row in rows],
            "department": [label("departments", row["department"]) for row in rows],
            "reference": [row["reference"] for row in rows],
        }
    )


def _columns(person: Person, starts: set[str]) -> dict[str, Any]:
    """The columns as they are named; a status may be chosen among those that some row may reach."""
    reachable = starts | {to for (start, to) in moves_of(person) if start in starts}
    config = st.column_config
    return {
        "status": config.SelectboxColumn(
            say("Status"),
            help=say("Double-click to choose another status."),
            width=160,
            options=[text for code, text in labels("statuses").items() if code in reachable],
            required=True,
        ),
        "title": config.TextColumn(say("Proposal"), width="large"),
        "evidence": config.TextColumn(say("Evidence"), width=EVIDENCE_WIDTH),
        "days": config.NumberColumn(say("Days waiting"), format="%d"),
        "theme": config.TextColumn(say("Theme"), width="medium"),
        "department": config.TextColumn(say("Département")),
        "reference": config.TextColumn(say("Reference"), width=140),
    }


def _status_chosen(key: str, person: Person, rows: list[dict[str, Any]], seen: int, session: int | None) -> None:
    """A cell was edited: move what can be moved at once, keep for the dialog what needs more.

    A browser may send any row and any value: both are looked up in what was displayed.
    """
    st.session_state["gestures"] = st.session_state.get("gestures", 0) + 1
    codes = {text: code for code, text in labels("statuses").items()}
    for position, cells in st.session_state[key]["edited_rows"].items():
        chosen = codes.get(cells.get("status"))
        if chosen is None or not 0 <= int(position) < len(rows):
            announce("error", say("This choice is not one of those offered: nothing was changed."))
        else:
            _begin(person, rows[int(position)], chosen, seen, session)


def _begin(person: Person, row: dict[str, Any], status: str, seen: int, session: int | None) -> None:
    move = moves_of(person).get((row["status"], status))
    if move is not None and (move["reason"] != "none" or (move["session"] == "open" and session is None)):
        st.session_state[PENDING] = ([row], status, seen, session)
    else:
        move_now(person, [row], status, seen, session=session)


def ask_what_a_move_needs(person: Person) -> None:
    """Open the dialog of a gesture begun in a table, if one waits for its reason."""
    if PENDING in st.session_state:
        st.dialog(say("Why?"), on_dismiss=_give_up)(_reason_dialog)(person)


def _give_up() -> None:
    st.session_state.pop(PENDING, None)


def _reason_dialog(person: Person) -> None:
    if PENDING not in st.session_state:
        st.rerun()  # decided: the page is drawn again, without the dialog
    rows, status, _, session = st.session_state[PENDING]
    for row in rows:
        st.text(row["title"])
    ask_for(moves_of(person)[rows[0]["status"], status], "dialog", session)
    if lacking := st.session_state.pop("dialog_lacks", None):
        st.error(lacking)
    st.button(
        say("Move to “{status}”", status=label("statuses", status)),
        type="primary",
        key="dialog_move",
        on_click=_decide,
        args=(person,),
    )


def _decide(person: Person) -> None:
    """The button of the dialog: what is lacking is said there; anything else closes it."""
    rows, status, seen, session = st.session_state[PENDING]
    chosen = given("dialog", session)
    refused = foresee("move", by=person.id, proposals=[row["id"] for row in rows], status=status, seen=seen, **chosen)
    if refused and isinstance(refused[0], Incomplete):
        st.session_state["dialog_lacks"] = plain(explain(refused[0]))
        return
    move_now(person, rows, status, seen, **chosen)
    _give_up()
