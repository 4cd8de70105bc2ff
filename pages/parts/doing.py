"""Recording a decision from the screen, and saying at the next drawing what came of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.words import explain
from queries import Refused, record


def do(decision: str, done: str, *, by: str, **given: Any) -> bool:
    """Record a decision for the person `by`; what came of it is said once, on top of the page drawn next."""
    try:
        record(decision, by=by, **given)
    except Refused as refusal:
        announce("error", explain(refusal))
        return False
    announce("success", done)
    return True


def announce(kind: str, sentence: str) -> None:
    """Keep a sentence (`success`, `error`, `warning`) for the next drawing."""
    st.session_state.setdefault("announced", []).append((kind, sentence))


def say_what_came_of_it() -> None:
    """Draw the sentences kept since the last drawing."""
    drawn = {"success": st.success, "error": st.error, "warning": st.warning}
    icons = {"success": ":material/check_circle:", "error": ":material/error:", "warning": ":material/warning:"}
    for kind, sentence in st.session_state.pop("announced", []):
        drawn[kind](plain(sentence), icon=icons[kind])


def plain(text: str) -> str:
    """A text people wrote, safe where Streamlit reads Markdown: every sign it would interpret is shown as typed."""
    return "".join(f"\\{sign}" if sign in MARKDOWN else sign for sign in text)


MARKDOWN = frozenset("\\`*_{}[]()#+-!|<>$:~^")
