"""Moving proposals along their path: one in its row or on its sheet, several with a preview. `record` decides."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts.doing import announce, do, plain
from pages.parts.words import explain, label, labels, say, say_count
from queries import ask, foresee, latest_event
from queries.people import Person

# A gesture begun in a table, waiting for its reason: rows of `proposals_listed`, status, event seen, session.
PENDING = "pending_move"
ASKS = ("none", "sentence", "code")  # what a move asks for, from nothing to a coded reason and a sentence


def moves_of(person: Person) -> dict[tuple[str, str], dict[str, Any]]:
    """Each move this role may make, `(from, to)`, with what it asks for."""
    return {
        (move["from_status"], move["to_status"]): move for move in ask("moves_of_role", role=person.role).to_pylist()
    }


def status_table(person: Person, rows: list[dict[str, Any]], name: str, session: int | None = None) -> None:
    """A table in which the status of each proposal is chosen; a move that needs a reason asks for it in a dialog.

    The widget is keyed by the latest event: an edit made on an older state can't be applied to a newer one.
    """
    key = f"{name}-{latest_event()}-{st.session_state.get('gestures', 0)}"
    statuses = labels("statuses")
    reachable = {row["status"] for row in rows} | {
        to for (start, to) in moves_of(person) if start in {row["status"] for row in rows}
    }
    table = pa.table(
        {
            "status": [statuses[row["status"]] for row in rows],
            "title": [row["title"] for row in rows],
            "days": [row["days"] for row in rows],
            "theme": [label("themes", row["theme"]) for row in rows],
            "department": [label("departments", row["department"]) for row in rows],
            "reference": [row["reference"] for row in rows],
        }
    )
    config = st.column_config
    st.data_editor(
        table.to_pandas(),
        key=key,
        hide_index=True,
        width="stretch",
        disabled=["reference", "title", "theme", "department", "days"],
        on_change=_status_chosen,
        args=(key, person, rows, latest_event(), session),
        alt=say("Proposals and their status"),
        column_config={
            "reference": config.TextColumn(say("Reference"), width=140),
            "title": config.TextColumn(say("Proposal"), width="large"),
            "status": config.SelectboxColumn(
                say("Status"),
                help=say("Double-click to choose another status."),
                width="medium",
                options=[text for code, text in statuses.items() if code in reachable],
                required=True,
            ),
            "theme": config.TextColumn(say("Theme"), width="medium"),
            "department": config.TextColumn(say("Département")),
            "days": config.NumberColumn(say("Days waiting"), format="%d"),
        },
    )


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


def ask_what_a_move_needs(person: Person) -> None:
    """Open the dialog of a gesture begun in a table, if one waits for its reason."""
    if PENDING in st.session_state:
        rows, status, seen, session = st.session_state[PENDING]
        dialog = st.dialog(say("Why?"), on_dismiss=_give_up)(_reason_dialog)
        dialog(person, rows, status, seen, session)


def _give_up() -> None:
    st.session_state.pop(PENDING, None)


def _reason_dialog(person: Person, rows: list[dict[str, Any]], status: str, seen: int, session: int | None) -> None:
    for row in rows:
        st.text(row["title"])
    move = moves_of(person)[rows[0]["status"], status]
    given = needs(move, key="dialog", session=session)
    if st.button(say("Move to “{status}”", status=label("statuses", status)), type="primary", key="dialog_move"):
        if incomplete := foresee(
            "move", by=person.id, proposals=[row["id"] for row in rows], status=status, seen=seen, **given
        ):
            st.error(plain(explain(incomplete[0])))
            return
        move_now(person, rows, status, seen, **given)
        _give_up()
        st.rerun()


def needs(move: dict[str, Any], key: str, session: int | None = None) -> dict[str, Any]:
    """Draw what a move asks for, a coded reason, a sentence, a session, and give what was chosen."""
    given: dict[str, Any] = {"session": session, "reason": None, "sentence": None}
    if move["session"] == "open" and session is None:
        given["session"] = open_session(key)
    if move["reason"] == "code":
        given["reason"] = st.selectbox(
            say("Reason"),
            list(labels("reasons")),
            index=None,
            key=f"{key}_reason",
            format_func=lambda code: label("reasons", code),
            placeholder=say("Choose a reason"),
        )
    asked = say("Sentence (needed)") if move["reason"] != "none" else say("Sentence (optional)")
    given["sentence"] = st.text_area(
        asked,
        key=f"{key}_sentence",
        max_chars=2000,
        height=90,
        placeholder=say("What those who made the proposal will read in its history."),
    )
    return given


def open_session(key: str) -> int | None:
    """The choice of the session that decides, among those not closed."""
    sessions = [row["code"] for row in ask("sessions").to_pylist() if not row["closed"]]
    if not sessions:
        st.info(say("No session is open: call one on the page “Session”."))
        return None
    chosen: int | None = st.selectbox(
        say("Session"),
        sessions,
        key=f"{key}_session",
        format_func=lambda code: label("sessions", code),
        placeholder=say("Choose"),
    )
    return chosen


def next_moves(person: Person, proposal: dict[str, Any], seen: int) -> None:
    """On a proposal's sheet: what this person may do with it next, and what each move asks for."""
    moves = {
        move["status"]: move for move in ask("moves_open_to", person=person.id, status=proposal["status"]).to_pylist()
    }
    if not moves or not person.answers_for(proposal["region"], proposal["department"]):
        st.caption(say("Nothing for you to move here: at this point it is not your role or your territory."))
        return
    status = st.pills(
        say("Move it to"), list(moves), format_func=lambda code: label("statuses", code), key=f"next-{seen}"
    )
    if status:
        given = needs(moves[status], key=f"sheet-{seen}")
        if st.button(say("Record"), type="primary", key=f"record-{seen}") and move_now(
            person, [proposal], status, seen, **given
        ):
            st.rerun()


def several_at_once(person: Person, rows: list[dict[str, Any]], name: str, session: int | None = None) -> None:
    """Choose several proposals, see what would happen to each, move them all or none."""
    chosen = _chosen_rows(rows, name)
    if not chosen:
        st.info(say("Tick the proposals to move, at the left of the table."))
        return
    targets = _targets(person, {row["status"] for row in chosen})
    status = st.selectbox(
        say("Move them to"),
        list(targets),
        index=None,
        key=f"{name}_target",
        placeholder=say("Choose a status"),
        format_func=lambda code: label("statuses", code),
    )
    if status is not None:
        _preview(person, chosen, status, needs(targets[status], key=name, session=session), name)


def _targets(person: Person, starts: set[str]) -> dict[str, dict[str, Any]]:
    """Where proposals of these statuses may go, each with the most that any of the moves asks for."""
    targets: dict[str, dict[str, Any]] = {}
    for (start, to), move in moves_of(person).items():
        if start in starts and ASKS.index(move["reason"]) >= ASKS.index(targets.get(to, move)["reason"]):
            targets[to] = move
    return targets


def _chosen_rows(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The rows ticked; the widget's key holds their identities, so a tick never slides to another proposal."""
    table = pa.table(
        {
            say("Reference"): [row["reference"] for row in rows],
            say("Proposal"): [row["title"] for row in rows],
            say("Status"): [label("statuses", row["status"]) for row in rows],
            say("Days waiting"): [row["days"] for row in rows],
        }
    )
    shown = hash(tuple(row["id"] for row in rows))
    event = st.dataframe(
        table,
        key=f"{name}-several-{shown}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        alt=say("Proposals to choose from"),
    )
    return [
        rows[position]
        for position in event["selection"]["rows"]
        if isinstance(position, int) and 0 <= position < len(rows)
    ]


def _preview(person: Person, chosen: list[dict[str, Any]], status: str, given: dict[str, Any], name: str) -> None:
    """What would happen to each proposal chosen, and the button that does it."""
    seen = latest_event()
    refused = foresee("move", by=person.id, proposals=[row["id"] for row in chosen], status=status, seen=seen, **given)
    why_not = {refusal.given.get("proposal"): explain(refusal) for refusal in refused}
    st.dataframe(
        pa.table(
            {
                say("Reference"): [row["reference"] for row in chosen],
                say("Proposal"): [row["title"] for row in chosen],
                say("Now"): [label("statuses", row["status"]) for row in chosen],
                say("Then"): ["–" if row["id"] in why_not else label("statuses", status) for row in chosen],
                say("Why not"): [why_not.get(row["id"], "") for row in chosen],
            }
        ),
        hide_index=True,
        alt=say("What would happen"),
    )
    if refused:
        st.warning(
            plain(explain(refused[0]))
            if len(why_not) == 1
            else say_count(
                len(refused),
                "{count} of them can’t be moved: the table says why.",
                "{count} of them can’t be moved: the table says why.",
            )
        )
    if st.button(
        say_count(len(chosen), "Move {count} proposal", "Move {count} proposals"),
        type="primary",
        disabled=bool(refused),
        key=f"{name}_move",
    ) and move_now(person, chosen, status, seen, **given):
        st.rerun()
