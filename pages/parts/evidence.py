"""The evidence sheet of a proposal: what shows that it has proved itself, what is missing, and the form to say it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.day_read import ask
from pages.parts.doing import do
from pages.parts.visitor import may
from pages.parts.words import enumerated, evidence_fields, label, labels, say, say_count, since_when
from queries.people import Person

FACTS = ("runs_where", "runs_since", "result", "proof", "cost", "needed")
MOST = 2000  # characters of a text, as the decision bounds it
NAMED = 1  # field named in a cell of a table; more are counted
EVIDENCE_WIDTH = 220  # pixels of such a cell, whole for the longest name


def missing(lacking: list[str]) -> str:
    """The fields that are missing, as a sentence names them: `le coût et le résultat`."""
    named = evidence_fields()
    return enumerated(named[f"evidence_{field.removeprefix('runs_')}"] for field in lacking)


def readiness(lacking: list[str]) -> str:
    """Whether a proposal is ready for the committee, in the cell of a table."""
    if not lacking:
        return say("Ready")
    if len(lacking) <= NAMED:
        return say("Missing: {what}", what=missing(lacking))
    return say_count(len(lacking), "{count} element missing", "{count} elements missing")


def evidence_sheet(proposal: dict[str, Any]) -> None:
    """What the sheet says, and whether it is enough."""
    sheet = ask("evidence_of", proposal=proposal["id"]).to_pylist()[0]
    st.subheader(say("Has it proved itself?"))
    _whether_ready(sheet)
    _what_it_says(sheet)


def _whether_ready(sheet: dict[str, Any]) -> None:
    if not any(sheet[field] for field in (*FACTS, "ease")):
        st.text(say("Nothing is said yet: neither where it runs, nor what came of it, nor what it costs."))
    elif sheet["lacking"]:
        st.text(say("Not ready for the committee: missing {what}.", what=missing(sheet["lacking"])))
    else:
        st.badge(say("Ready for the committee"), icon=":material/check_circle:", color="green")


def _what_it_says(sheet: dict[str, Any]) -> None:
    """The fields that are filled in: the short ones in a row, the long ones under it."""
    short = {
        say("Where it runs"): sheet["runs_where"],
        say("Since when"): since_when(sheet["runs_since"]),
        say("Proof"): label("proofs", sheet["proof"]),
        say("Ease"): label("eases", sheet["ease"]),
    }
    long = {
        say("Result"): sheet["result"],
        say("Cost"): sheet["cost"],
        say("What it takes elsewhere"): sheet["needed"],
    }
    for facts, width in ((short, 170), (long, 260)):
        said = {name: value for name, value in facts.items() if value}
        if said:
            with st.grid(len(said), min_column_width=width, border=True):
                for name, value in said.items():
                    with st.container(gap=None):
                        st.caption(name)
                        st.text(value)


def evidence_form(person: Person, proposal: dict[str, Any]) -> None:
    """The form that completes the sheet, for those who may."""
    if may(person, "evidence", proposal["phase"]) and person.answers_for(proposal["region"], proposal["department"]):
        with st.expander(say("Complete the evidence"), icon=":material/fact_check:"):
            _form(person, proposal, ask("evidence_of", proposal=proposal["id"]).to_pylist()[0])


def _form(person: Person, proposal: dict[str, Any], sheet: dict[str, Any]) -> None:
    """Every field, as it is; keyed by the proposal's own latest event, so that nothing stale is typed over."""
    key = f"{proposal['id']}-{proposal['last_event']}"
    with st.form(f"evidence-{key}", border=False):
        where, since = st.columns([2, 1])
        where.text_input(say("Where it runs"), sheet["runs_where"] or "", max_chars=MOST, key=f"runs_where-{key}")
        since.text_input(
            say("Since when"),
            since_when(sheet["runs_since"]),
            max_chars=40,
            key=f"runs_since-{key}",
            placeholder=say("2015, 03/2015 or 14/03/2015"),
        )
        st.text_area(say("Result"), sheet["result"] or "", max_chars=MOST, height=90, key=f"result-{key}")
        proof, cost = st.columns(2)
        with proof:
            _choice(say("Proof"), "proofs", sheet["proof"], f"proof-{key}")
        cost.text_input(say("Cost"), sheet["cost"] or "", max_chars=MOST, key=f"cost-{key}")
        st.text_area(
            say("What it takes elsewhere"), sheet["needed"] or "", max_chars=MOST, height=90, key=f"needed-{key}"
        )
        _choice(say("Ease"), "eases", sheet["ease"], f"ease-{key}")
        st.form_submit_button(say("Record the evidence"), on_click=_record, args=(person, proposal, key))


def _choice(name: str, list_name: str, held: str | None, key: str) -> None:
    """A choice among the codes of a list, or none of them."""
    codes = ["", *labels(list_name)]
    st.selectbox(
        name,
        codes,
        codes.index(held or ""),
        format_func=lambda code: label(list_name, code) if code else say("Not stated"),
        key=key,
        placeholder=say("Choose"),
    )


def _record(person: Person, proposal: dict[str, Any], key: str) -> None:
    """Record the sheet as it was typed over the one that was on the screen."""
    fields = {field: st.session_state[f"{field}-{key}"] for field in (*FACTS, "ease")}
    do(
        "evidence",
        say("The evidence is recorded."),
        by=person.id,
        proposal=proposal["id"],
        seen=proposal["last_event"],
        **fields,
    )
