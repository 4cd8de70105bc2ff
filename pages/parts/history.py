"""What happened, told as sentences: one entry an event, on a sheet, in the journal, on the overview."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.doing import plain
from pages.parts.tables import SHEET
from pages.parts.words import moment, say, told, why


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


def one_proposal(event: dict[str, Any]) -> bool:
    """Whether an entry is about a single proposal."""
    return event["reference"] is not None and event["proposals"] == 1
