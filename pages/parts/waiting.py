"""Proposals that wait, as a short list: each opens its sheet, and says how long it has been at its status."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.doing import plain
from pages.parts.tables import open_sheet
from pages.parts.words import label, say_count

LATE = 30  # days in one status; beyond, a proposal is late (stage_ages.sql counts them so)


def waiting_list(rows: list[dict[str, Any]], key: str) -> None:
    """A line a proposal of `waiting_longest` or `open_oldest`."""
    for row in rows:
        waited = say_count(row["days"], "{count} day", "{count} days")
        with st.container(gap=None):
            if st.button(plain(row["title"]), type="tertiary", key=f"{key}-{row['id']}", icon=":material/schedule:"):
                open_sheet(row["reference"])
            st.caption(f"{label('statuses', row['status'])} · {waited}")
