"""Recording a decision from the screen, and saying at the next drawing what came of it."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from pages.parts.day_read import past_day
from pages.parts.words import explain, say
from queries import ChangedMeanwhile, Refused, record


def do(decision: str, done: str, *, by: str, **given: Any) -> bool:
    """Record a decision for the person `by`; what came of it is said once, on top of the page drawn next."""
    if past_day() is not None:
        announce("error", say("A past day is being read: nothing was changed. Come back to today first."))
        return False
    try:
        record(decision, by=by, **given)
    except Refused as refusal:
        announce("error", explain(refusal))
        if isinstance(refusal, ChangedMeanwhile):
            _give_back([given.get(text) for text in TYPED])
        return False
    announce("success", done)
    return True


TYPED = ("title", "words", "in_charge", "note", "sentence", "runs_where", "runs_since", "result", "cost", "needed")


def _give_back(texts: list[str | None]) -> None:
    """The widgets start afresh on what somebody else changed: what was typed in them is shown, to be copied."""
    if typed := [text for text in texts if text]:
        announce("typed", say("What you had typed, which was not recorded:"))
        for text in typed:
            announce("typed", text)


def announce(kind: str, sentence: str) -> None:
    """Keep a sentence (`success`, `error`, `warning`) or a text that was `typed` for the next drawing."""
    announced().append((kind, sentence))


def announced() -> list[tuple[str, str]]:
    """The sentences kept for the next drawing, to which some can be added from where the session can't be reached."""
    kept: list[tuple[str, str]] = st.session_state.setdefault("announced", [])
    return kept


def say_what_came_of_it() -> None:
    """Draw the sentences kept since the last drawing."""
    drawn = {"success": st.success, "error": st.error, "warning": st.warning}
    icons = {"success": ":material/check_circle:", "error": ":material/error:", "warning": ":material/warning:"}
    for kind, sentence in st.session_state.pop("announced", []):
        if kind == "typed":
            st.text(sentence)
        else:
            drawn[kind](plain(sentence), icon=icons[kind])


def say_left_out(name: str, values: list[str]) -> None:
    """Say that the link asks for what does not exist: Streamlit drops it without a word."""
    st.warning(
        plain(
            say(
                "The link asks for something that does not exist ({name}: {values}); it was left out.",
                name=name,
                values=", ".join(values),
            )
        )
    )


def plain(text: str) -> str:
    """A text people wrote, safe where Streamlit reads Markdown: every sign it would interpret is shown as typed.

    What a backslash does not stop, `:icons:`, arrows and bare addresses, a word joiner does: it has no width.
    """
    parted = JOINED.sub("\\g<0>\u2060", text)
    return "".join(f"\\{sign}" if sign in MARKDOWN else sign for sign in parted)


MARKDOWN = frozenset("\\`*_{}[]()#+-!|<>$:~^&")
JOINED = re.compile(r":(?=[\w/])|-(?=[->])|<(?=[-=])|[>~](?==)|@(?=\w)|www(?=\.)", re.IGNORECASE)
