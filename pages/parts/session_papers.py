"""The file of a session, made while the person who asked for it watches: it may hold hundreds of sheets."""

from __future__ import annotations

import streamlit as st

from data.papers import write_pdf, write_word
from pages.parts.papers import DOCX, PDF, session_paper
from pages.parts.tables import stamped
from pages.parts.words import say
from queries import Filters

READY = "session_file_ready"
ASKED, WRITTEN = 0.1, 0.4  # shares of the wait: once all is known and drawn, once the Word file is written


def session_papers(session: int, waiting: Filters) -> None:
    """The button that makes the file of what waits for the session, then those that take it away."""
    stem = stamped(f"dossier-seance-{session}", waiting)
    label, icon = say("Prepare the session’s file"), ":material/folder_open:"
    if st.button(label, key="prepare_session_file", icon=icon):
        st.session_state[READY] = (stem, *_made(session, waiting))
    made, word, pdf = st.session_state.get(READY, ("", b"", b""))
    if made == stem:
        for name, end, kind, content in (("Word", "docx", DOCX, word), ("PDF", "pdf", PDF, pdf)):
            _offer(say("The session’s file, {format}", format=name), content, f"{stem}.{end}", kind)
    elif made:
        st.caption(say("Something has changed since the session’s file was made: prepare it again."))


def _offer(label: str, content: bytes, name: str, kind: str) -> None:
    icon = ":material/download:"
    st.download_button(label, content, name, kind, key=f"take-{name}", on_click="ignore", icon=icon)


def _made(session: int, waiting: Filters) -> tuple[bytes, bytes]:
    """The file as Word and as PDF, a bar saying how far it is."""
    bar = st.progress(0.0, say("The proposals are gathered, the charts drawn…"))
    shown = 0

    def tell(share: float) -> None:
        nonlocal shown
        if (now := round(100 * (ASKED + (WRITTEN - ASKED) * share))) > shown:  # a hundred steps, not one a line
            shown = now
            bar.progress(now, say("The Word file is written…"))

    paper = session_paper(session, waiting)
    word = write_word(paper, tell)
    bar.progress(WRITTEN, say("The PDF is laid out…"))
    pdf = write_pdf(paper)
    bar.empty()
    return word, pdf
