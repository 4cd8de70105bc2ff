"""The balance of a session: what is before the committee and what it kept, against what was raised."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.fields import Field
from pages.parts.columns import as_table
from pages.parts.day_read import ask
from pages.parts.filter_bar import LISTS, said
from pages.parts.tables import downloads
from pages.parts.words import label, number, percent, say
from queries import Filters

ENOUGH = 10  # proposals raised, and as many as the share must be of: fewer are not said to be too many or too few
FAR = 1.5  # times its share of what was raised, or one time over as many: what is said in words
SAID = 4  # places named in a sentence

Row = dict[str, Any]


def balance(filters: Filters, session: int) -> None:
    """By theme or by region: three shares side by side, and what is over- or under-represented in a sentence."""
    st.subheader(say("Balance"))
    by: str = st.segmented_control(
        say("Compare"),
        ["theme", "region"],
        default="theme",
        required=True,
        key="balance_by",
        format_func=lambda dimension: say("By theme") if dimension == "theme" else say("By region"),
        label_visibility="collapsed",
    )
    rows = [_told(row, by) for row in ask("balance", filters=filters, session=session, by=by).to_pylist()]
    if not rows:
        st.text(say("No proposal matches these filters. Take one away, or search for another word."))
        return
    for sentence in (
        uneven(rows, "examined", say("Before the committee")),
        uneven(rows, "retained", say("Kept in this session")),
    ):
        st.text(sentence)
    fields = _columns(by)
    downloads("equilibre", say("Balance"), fields, lambda: rows, said(filters))
    st.dataframe(
        as_table(fields, rows),
        hide_index=True,
        alt=say("What was raised, is before the committee and was kept"),
        height="content",
        column_config={
            say(field.label): st.column_config.NumberColumn(format="localized")
            for field in fields
            if field.type == "number"
        },
    )


def _told(row: Row, by: str) -> Row:
    """The counts with their shares, in per cent; none of nothing."""
    shares = {
        f"{name}_share": round(100 * row[name] / row[f"{name}_in_all"], 1) if row[f"{name}_in_all"] else None
        for name in ("raised", "examined", "retained")
    }
    return row | shares | {"name": label(LISTS[by], row["place"]), by: row["place"]}


def _columns(by: str) -> tuple[Field, ...]:
    return (
        Field(by, "Theme" if by == "theme" else "Region", of=LISTS[by]),
        Field("soulevees", "Raised", "integer", cell="raised"),
        Field("part_soulevee", "% of what was raised", "number", cell="raised_share"),
        Field("devant_le_comite", "Before the committee", "integer", cell="examined"),
        Field("part_devant_le_comite", "% of what is before it", "number", cell="examined_share"),
        Field("retenues", "Kept in this session", "integer", cell="retained"),
        Field("part_retenue", "% of what it kept", "number", cell="retained_share"),
    )


def uneven(rows: list[Row], name: str, title: str) -> str:
    """What has far more, or far less, of what is counted under `name` than of what was raised; too few is said."""
    whole = rows[0][f"{name}_in_all"]
    if whole < ENOUGH:
        return say("{title}: {count}, too few to speak of a balance.", title=title, count=number(whole))
    ratios = [
        (row[name] * row["raised_in_all"] / (row["raised"] * whole), row) for row in rows if row["raised"] >= ENOUGH
    ]
    over = sorted(((ratio, row["name"]) for ratio, row in ratios if ratio >= FAR), reverse=True)
    under = sorted((ratio, row["name"]) for ratio, row in ratios if ratio <= 1 / FAR)
    parts = [
        say("over-represented {places}", places=_named(over)) if over else "",
        say("under-represented {places}", places=_named(under)) if under else "",
    ]
    told = " ; ".join(part for part in parts if part) or say("no theme or region is far from its share")
    return say("{title}: {told}.", title=title, told=told)


def _named(places: list[tuple[float, str]]) -> str:
    """`Sport (1,8 times its share)`, the farthest first, a few of them."""
    return ", ".join(
        say("{place} ({ratio} of its share)", place=place, ratio=percent(ratio)) for ratio, place in places[:SAID]
    )
