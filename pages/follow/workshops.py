"""The workshops, and for each what became of every proposal."""

from typing import Any

import streamlit as st

from pages.parts.doing import plain
from pages.parts.filter_bar import link, said
from pages.parts.frame import is_demonstration, visit
from pages.parts.tables import ALL, PAGE, about, as_table, downloads, page_choice, page_shown, proposals_table
from pages.parts.words import day, label, say, say_count, today
from queries import Filters, ask

COLUMNS = (
    "Held on",
    "Workshop",
    "Proposals",
    "Put forward",
    "Kept",
    "Closed",
    "Region",
    "Département",
    "Prefecture",
    "Participants",
    "Data",
)
WORKSHOPS_PAGE = "workshops_page"


def cells(row: dict[str, Any]) -> list[Any]:
    """One workshop of `workshops_listed` under `COLUMNS`."""
    return [
        row["held_on"],
        row["title"],
        row["proposals"],
        row["put_forward"],
        row["kept"],
        row["closed"],
        label("regions", row["region"]),
        label("departments", row["department"]),
        row["prefecture"],
        row["participants"],
        say("fictional") if row["fictional"] else say("real"),
    ]


def choose(rows: list[dict[str, Any]]) -> int | None:
    """The list of workshops, real ones first; a cell opens its workshop below."""
    config = st.column_config
    event = st.dataframe(
        as_table(COLUMNS, map(cells, rows)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="–",
        key=f"workshops-{hash(tuple(row['id'] for row in rows))}",
        alt=say("Workshops; a cell opens one"),
        column_config={name: config.Column(say(name)) for name in COLUMNS}
        | {
            "Held on": config.DateColumn(say("Held on"), format="DD/MM/YYYY"),
            "Workshop": config.TextColumn(say("Workshop"), width="large"),
        },
    )
    for position, _ in event["selection"]["cells"]:
        if isinstance(position, int) and 0 <= position < len(rows):
            return int(rows[position]["id"])
    return asked_in_link(rows)


def asked_in_link(rows: list[dict[str, Any]]) -> int | None:
    """The workshop the filters name alone, or the only one on screen."""
    if len(filters.workshops) == 1:
        return filters.workshops[0]
    return int(rows[0]["id"]) if len(rows) == 1 else None


def one(workshop: dict[str, Any]) -> None:
    """A workshop: what is known of it, then every proposal and where it stands."""
    st.header(plain(workshop["title"]), anchor=False, divider="gray")
    facts = [
        day(workshop["held_on"]),
        workshop["prefecture"],
        workshop["place"],
        say_count(workshop["participants"], "{count} participant", "{count} participants")
        if workshop["participants"]
        else None,
        ", ".join(label("themes", theme) for theme in workshop["themes"] or ()),
    ]
    st.text(" · ".join(fact for fact in facts if fact))
    if is_demonstration() and not workshop["fictional"]:
        st.badge(say("Real"), icon=":material/verified:", color="green")
    st.text(say("Source: {source}", source=workshop["source"] or say("not stated")))
    if workshop["note"]:
        st.text(workshop["note"])
    its_own = Filters(workshops=(workshop["id"],))
    rows = ask("proposals_listed", filters=its_own, today=today(), sort="status", most=ALL, skipped=0).to_pylist()
    st.text(say_count(len(rows), "{count} proposal", "{count} proposals"))
    if rows:
        proposals_table(rows, "of-workshop")
    else:
        st.text(say("No proposal has been taken in from this workshop."))


def listed(most: int, skipped: int) -> list[dict[str, Any]]:
    """The workshops on screen."""
    rows: list[dict[str, Any]] = ask("workshops_listed", filters=filters, most=most, skipped=skipped).to_pylist()
    return rows


person, filters = visit()
st.title(say("Workshops"), anchor=False)
first = listed(1, 0)
if not first:
    st.info(say("No workshop matches these filters."))
    st.stop()

count = first[0]["workshops_in_all"]
st.text(
    say(
        "{workshops}, {proposals}",
        workshops=say_count(count, "{count} workshop", "{count} workshops"),
        proposals=say_count(first[0]["proposals_in_all"], "{count} proposal", "{count} proposals"),
    )
)
chosen = choose(listed(PAGE, PAGE * (page_shown(count, WORKSHOPS_PAGE) - 1)))
page_choice(count, WORKSHOPS_PAGE)
downloads(
    "ateliers",
    say("Workshops"),
    [say(column) for column in COLUMNS],
    lambda: [cells(row) for row in listed(ALL, 0)],
    about(said(filters)),
)
if chosen is not None:
    one(ask("workshop", workshop=chosen).to_pylist()[0])
    st.page_link(
        "pages/follow/proposals.py",
        label=say("These proposals in the list"),
        icon=":material/list:",
        query_params=link(workshop=chosen),
    )
