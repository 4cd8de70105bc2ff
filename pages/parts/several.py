"""Several proposals moved at once: chosen, foreseen one by one, then moved all or none."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts.doing import plain
from pages.parts.evidence import EVIDENCE_WIDTH, readiness
from pages.parts.moves import ask_for, given, move_now, moves_of
from pages.parts.words import explain, label, say, say_count
from queries import foresee, latest_event
from queries.people import Person

ASKS = ("none", "sentence", "code")  # what a move asks for, from nothing to a coded reason and a sentence


def choose_how() -> bool:
    """The choice between one by one and several at once: whether several."""
    several: bool = st.segmented_control(
        say("How"),
        [False, True],
        default=False,
        required=True,
        key="several",
        label_visibility="collapsed",
        format_func=lambda many: say("Several at once") if many else say("One by one"),
    )
    return several


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
        ask_for(targets[status], name, session)
        _preview(person, chosen, status, name, session)


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
            say("Evidence"): [readiness(row["lacking"]) for row in rows],
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
        column_config={say("Evidence"): st.column_config.TextColumn(width=EVIDENCE_WIDTH)},
    )
    return [
        rows[position]
        for position in event["selection"]["rows"]
        if isinstance(position, int) and 0 <= position < len(rows)
    ]


def _preview(person: Person, chosen: list[dict[str, Any]], status: str, name: str, session: int | None) -> None:
    """What would happen to each proposal chosen, and the button that does it."""
    seen = latest_event()
    refused = foresee(
        "move", by=person.id, proposals=[row["id"] for row in chosen], status=status, seen=seen, **given(name, session)
    )
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
    st.button(
        say_count(len(chosen), "Move {count} proposal", "Move {count} proposals"),
        type="primary",
        disabled=bool(refused),
        key=f"{name}_move",
        on_click=_move_them,
        args=(person, chosen, status, seen, name, session),
    )


def _move_them(
    person: Person, chosen: list[dict[str, Any]], status: str, seen: int, name: str, session: int | None
) -> None:
    """The button of the preview: the proposals and the event are those that were on the screen."""
    if move_now(person, chosen, status, seen, **given(name, session)):
        for asked in ("target", "reason", "sentence"):
            st.session_state.pop(f"{name}_{asked}", None)
