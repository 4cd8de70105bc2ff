"""What becomes of a kept proposal, on its sheet: its measure, who is in charge, what is next, and how to say it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.day_read import ask, today
from pages.parts.doing import do
from pages.parts.visitor import may
from pages.parts.words import day, label, labels, say
from queries.people import Person

NOTHING: dict[str, Any] = dict.fromkeys(("measure", "verdict", "body", "in_charge", "next_date", "note"))
HTTPS = "https://"


def follow_up_of(person: Person, proposal: dict[str, Any]) -> None:
    """What becomes of a kept proposal, and for those who may, the form that says it."""
    st.subheader(say("What becomes of it"))
    found = ask("follow_up_of", proposal=proposal["id"]).to_pylist()
    said = found[0] if found else NOTHING
    if any(said[name] for name in NOTHING):
        _facts(said)
    else:
        st.text(say("Nothing has been said of it yet."))
    if may(person, "follow_up", proposal["phase"]) and person.answers_for(proposal["region"], proposal["department"]):
        with st.expander(say("Say what becomes of it"), icon=":material/flag:"):
            _form(person, proposal, said)
        add_measure(person, f"of-{proposal['id']}")


def _facts(said: dict[str, Any]) -> None:
    """What was said, a fact beside the other; a date that has passed is said to be."""
    late = said["next_date"] is not None and said["next_date"] < today()
    due = say("{day}: passed", day=day(said["next_date"])) if late else day(said["next_date"])
    with st.grid(4, min_column_width=170, border=True):
        for name, value in (
            (say("Verdict"), label("verdicts", said["verdict"]) or say("none yet")),
            (say("Body in charge"), label("bodies", said["body"]) or say("Not stated")),
            (say("In charge"), said["in_charge"] or say("Not stated")),
            (say("Next date"), due or say("none yet")),
        ):
            with st.container(gap=None):
                st.caption(name)
                st.text(value)
    if said["note"]:
        st.text(said["note"])
    if said["measure"]:
        measure(said)


def measure(said: dict[str, Any]) -> None:
    """The measure a proposal became: its title, what decided it, and the way to its page or its source."""
    st.text(
        say(
            "Measure: {title} ({instance}, {day})",
            title=said["title"],
            instance=said["instance"],
            day=day(said["decided_on"]),
        )
    )
    if said["link"] and said["link"].startswith(HTTPS):
        st.link_button(say("Read the measure"), said["link"], type="tertiary", icon=":material/open_in_new:")
    elif said["source"]:
        st.text(say("Source: {source}", source=said["source"]))


def _form(person: Person, proposal: dict[str, Any], said: dict[str, Any]) -> None:
    """The form, as things were said; its widgets are keyed by the proposal's own latest event."""
    key = f"{proposal['id']}-{proposal['last_event']}"
    with st.form(f"follow-{key}", border=False):
        _choice("measures", say("Measure"), said["measure"], f"measure-{key}", say("No measure yet"))
        _choice("verdicts", say("Verdict"), said["verdict"], f"verdict-{key}", say("No verdict yet"))
        _choice("bodies", say("Body in charge"), said["body"], f"charge-body-{key}", say("Not stated"))
        st.text_input(say("In charge"), said["in_charge"] or "", max_chars=300, key=f"charge-{key}")
        st.date_input(say("Next date"), said["next_date"], format="DD/MM/YYYY", key=f"date-{key}")
        st.text_area(say("Note"), said["note"] or "", max_chars=2000, height=90, key=f"note-{key}")
        st.text_input(say("Sentence (optional)"), max_chars=2000, key=f"follow-why-{key}")
        st.form_submit_button(say("Record the follow-up"), on_click=_record, args=(person, proposal, key))


def _choice(list_name: str, name: str, chosen: str | None, key: str, placeholder: str) -> None:
    """The choice of a code of a list, or none."""
    known = labels(list_name)
    codes = list(known)
    st.selectbox(
        name,
        codes,
        codes.index(chosen) if chosen in known else None,
        format_func=lambda code: label(list_name, code),
        key=key,
        placeholder=placeholder,
    )


def _record(person: Person, proposal: dict[str, Any], key: str) -> None:
    """Record what the form says over what was on the screen."""
    state = st.session_state
    do(
        "follow_up",
        say("What becomes of it is recorded."),
        by=person.id,
        proposal=proposal["id"],
        measure=state[f"measure-{key}"],
        verdict=state[f"verdict-{key}"],
        body=state[f"charge-body-{key}"],
        in_charge=state[f"charge-{key}"],
        next_date=state[f"date-{key}"],
        note=state[f"note-{key}"],
        sentence=state[f"follow-why-{key}"],
        seen=proposal["last_event"],
    )


def add_measure(person: Person, key: str) -> None:
    """For those who may: the form that adds a measure to the list."""
    if not may(person, "add_measure"):
        return
    key = f"{key}-{len(labels('measures'))}"  # a measure added empties the form
    with st.expander(say("Add a measure to the list"), icon=":material/add:"), st.form(f"add-{key}", border=False):
        st.text_input(say("Title"), max_chars=300, key=f"add-title-{key}")
        st.text_input(say("Session or text that decided it"), max_chars=300, key=f"add-instance-{key}")
        st.date_input(say("Date"), None, format="DD/MM/YYYY", key=f"add-date-{key}")
        st.text_input(say("Link (optional)"), max_chars=2000, key=f"add-link-{key}", placeholder=HTTPS)
        st.text_input(say("Source (optional)"), max_chars=2000, key=f"add-source-{key}")
        st.form_submit_button(say("Add the measure"), on_click=_record_measure, args=(person, key))


def _record_measure(person: Person, key: str) -> None:
    """Record the measure typed."""
    state = st.session_state
    do(
        "add_measure",
        say("The measure “{title}” is in the list.", title=state[f"add-title-{key}"]),
        by=person.id,
        title=state[f"add-title-{key}"],
        instance=state[f"add-instance-{key}"],
        decided_on=state[f"add-date-{key}"],
        link=state[f"add-link-{key}"],
        source=state[f"add-source-{key}"],
        theme=None,
    )
