"""Who is looking: the only place that knows where a person comes from."""

from __future__ import annotations

import functools
import ipaddress

import streamlit as st

from pages.parts.day_read import past_day
from pages.parts.doing import say_left_out
from pages.parts.words import label, say
from queries import ask, latest_event
from queries.people import Person

FIRST_SHOWN = "lucie"  # whoever opens the app in local mode starts as a reader


def visitor() -> Person:
    """The person at the screen. Without sign-in configured, one chosen among the store's local people."""
    if not _listens_on_this_machine_only():
        st.error(
            say(
                "This dashboard has no sign-in yet, so it answers on this machine only. "
                "Remove server.address from its settings, then start it again."
            )
        )
        st.stop()
    people = _local_people()
    named = {_named(person) for person in people.values()}
    if unknown := [name for name in st.query_params.get_all("person") if name not in named]:
        say_left_out(say("Person"), unknown)
    chosen = st.selectbox(
        say("You are (local mode)"),
        list(people),
        key="person",
        bind="query-params",
        index=list(people).index(FIRST_SHOWN) if FIRST_SHOWN in people else 0,
        format_func=lambda person: _named(people[person]),
        placeholder=say("Choose"),
        help=say(
            "No sign-in is configured: the dashboard listens on this machine only, "
            "and each role can be tried. Every right is really checked."
        ),
    )
    person = people[chosen]
    st.caption(f"{label('roles', person.role)} · {person.territory or say('the whole country')}")
    return person


def named_in_link() -> Person:
    """Who a link opens for, before anybody could choose who they are."""
    people = _local_people()
    asked = st.query_params.get("person")
    first = people.get(FIRST_SHOWN, next(iter(people.values())))
    return next((person for person in people.values() if _named(person) == asked), first)


def _local_people() -> dict[str, Person]:
    return {person.id: person for person in _people(latest_event()) if person.local}


def _named(person: Person) -> str:
    """How somebody is chosen, and named in a link."""
    return f"{person.name} ({person.position})"


@functools.lru_cache(maxsize=8)
def _people(as_of: int) -> tuple[Person, ...]:
    return tuple(Person(**person) for person in ask("people").to_pylist())


def _listens_on_this_machine_only() -> bool:
    address = st.get_option("server.address")
    if address in (None, ""):
        return False
    return address == "localhost" or ipaddress.ip_address(address).is_loopback


def may(person: Person, action: str, phase: str | None = None) -> bool:
    """Whether the rules let this role take an action, in a phase or somewhere: screens hide what they don't.

    Nobody acts in the past.
    """
    if past_day() is not None:
        return False
    rights = _rights(latest_event())
    return any(right[:2] == (person.role, action) and phase in (None, right[2]) for right in rights)


@functools.lru_cache(maxsize=8)
def _rights(as_of: int) -> frozenset[tuple[str, str, str]]:
    return frozenset((right["role"], right["action"], right["phase"]) for right in ask("rights").to_pylist())
