"""What happened, told as sentences: one entry an event, on a sheet, in the journal, on the overview."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.doing import plain
from pages.parts.tables import SHEET
from pages.parts.telling import told, why
from pages.parts.words import moment, say, say_count

MOST_NAMED = 20  # proposals of one gesture, on a screen


def tell(event: dict[str, Any], link: bool = True) -> None:
    """One event of `journal` or `history_of`: when and who, the sentence, the reason given, the way to its proposal."""
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(
                plain(
                    say("{moment} · {position}", moment=moment(event["happened_at"]), position=event["position"] or "")
                )
            )
            if link and one_proposal(event):
                st.page_link(SHEET, label=event["reference"], query_params={"proposal": event["reference"]})
        st.text(told(event))
        if why(event):
            st.text(f"« {why(event)} »")
        if link and len(event["concerned"]) > 1:
            _which(event)


def _which(event: dict[str, Any]) -> None:
    """The ways to the proposals of one gesture on several, drawn once opened: closed they cost nothing."""
    opened = st.expander(say("Which proposals"), key=f"which-{event['number']}", on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(horizontal=True, gap="small"):
        for reference in event["concerned"][:MOST_NAMED]:
            st.page_link(SHEET, label=reference, query_params={"proposal": reference})
        if event["proposals"] > MOST_NAMED:
            more = event["proposals"] - MOST_NAMED
            st.text(say_count(more, "and {count} other", "and {count} others"))


def one_proposal(event: dict[str, Any]) -> bool:
    """Whether an entry is about a single proposal."""
    return event["reference"] is not None and event["proposals"] == 1
