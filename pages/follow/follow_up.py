"""What was kept, and what became of it: how much was adopted, how faithfully, and what is late."""

from typing import Any

import streamlit as st

from data.fields import Field
from pages.parts import charts, follow_figures
from pages.parts.columns import as_table
from pages.parts.day_read import ask, today
from pages.parts.filter_bar import link, said
from pages.parts.follow_figures import (
    ADOPTED,
    NO_VERDICT,
    OUTCOMES,
    VERDICTS,
    counted,
    percent,
    status_name,
    verdict_name,
)
from pages.parts.following import add_measure
from pages.parts.frame import visit
from pages.parts.tables import ALL, PAGE, downloads, opening_table, page_choice, page_shown
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import number, say, say_count
from queries import Filters

LIST = "pages/follow/proposals.py"
IDLE = 30  # days without follow-up, to begin with
FOLLOWED = (  # of `followed_listed`
    Field("reference", "Reference"),
    Field("intitule", "Proposal", cell="title"),
    Field("statut", "Status", of="statuses", cell="status"),
    Field("jours_de_retard", "Days late", "integer", cell="late"),
    Field("echeance", "Next date", "date", cell="next_date"),
    Field("organisme_charge", "Body in charge", of="bodies", cell="in_charge_body"),
    Field("responsable", "In charge", cell="in_charge"),
    Field("mesure", "Measure", of="measures", cell="measure"),
    Field("appreciation", "Verdict", of="verdicts", cell="verdict"),
    Field("note", "Note"),
    Field("theme", "Theme", of="themes"),
    Field("region", "Region", of="regions"),
    Field("departement", "Département", of="departments", cell="department"),
)
MEASURES = (  # of `measures`
    Field("code", "Code", hidden=True),
    Field("mesure", "Measure", cell="title"),
    Field("instance", "Session or text that decided it"),
    Field("date", "Date", "date", cell="decided_on"),
    Field("theme", "Heading of the source"),
    Field("source", "Source"),
    Field("fictive", "Fictional", "boolean", cell="fictional"),
)


def cards(rows: list[dict[str, Any]], kept: int) -> None:
    """One card an outcome: how many, which share of what was kept, and the way to the proposals counted."""
    found = counted(rows, follow_figures.outcome)
    with st.grid(3, min_column_width=128, border=True):
        for status in OUTCOMES:
            with st.container(gap="xsmall"):
                share = say("{percent}% of what was kept", percent=number(percent(found[status], kept)))
                st.metric(status_name(status), number(found[status]), delta=share, delta_color="off", delta_arrow="off")
                st.page_link(
                    LIST, label=say("See them"), query_params=link(status=status), icon=":material/arrow_forward:"
                )


def in_short(rows: list[dict[str, Any]], kept: int) -> None:
    """How much was adopted, how faithfully, in two sentences."""
    adopted = sum(row["proposals"] for row in rows if row["stage"] == ADOPTED)
    linked = sum(row["proposals"] for row in rows if row["linked"])
    st.text(
        say(
            "{kept}; {adopted} adopted, under way or done ({percent}%); {linked} linked to a measure.",
            kept=say_count(kept, "{count} proposal kept", "{count} proposals kept"),
            adopted=number(adopted),
            percent=number(percent(adopted, kept)),
            linked=number(linked),
        )
    )
    verdicts = counted(rows, follow_figures.verdict)
    given = ", ".join(
        f"{verdict_name(code).lower()} {number(verdicts[code])}" for code in VERDICTS if code != NO_VERDICT
    )
    st.text(say("Verdicts: {given}; {without} without one yet.", given=given, without=number(verdicts[NO_VERDICT])))


def figures(filters: Filters) -> None:
    """How much was adopted, and how faithfully, by theme or by region."""
    dimension = st.segmented_control(
        say("Compare"),
        ("theme", "region"),
        default="theme",
        required=True,
        format_func={"theme": say("By theme"), "region": say("By region")}.get,
        key="compared_by",
    )
    left, right = st.columns(2, gap="large")
    with left:
        drawing = follow_figures.outcomes(filters, dimension)
        charts.draw(drawing, dimension, say("What became of what was kept"), name="outcomes")
    with right:
        drawing = follow_figures.fidelity(filters, dimension)
        charts.draw(drawing, dimension, say("How faithfully it was taken up"), name="fidelity")


def listed(only_late: bool, idle: int, most: int, skipped: int) -> list[dict[str, Any]]:
    asked = {"filters": filters, "today": today(), "idle": idle, "only_late": only_late}
    rows: list[dict[str, Any]] = ask("followed_listed", **asked, most=most, skipped=skipped).to_pylist()
    return rows


def followed(name: str, title: str, only_late: bool, idle: int) -> None:
    """The proposals kept, or only those that are late; a cell opens the proposal's sheet."""
    first = listed(only_late, idle, 1, 0)
    count = first[0]["followed_in_all"] if first else 0
    st.subheader(say("{title} ({count})", title=title, count=number(count)), anchor=False)
    if not count:
        st.text(say("Nothing is late with these filters."))
        return
    key = f"{name}_page"
    downloads(name, title, FOLLOWED, lambda: listed(only_late, idle, ALL, 0), said(filters))
    rows = listed(only_late, idle, PAGE, PAGE * (page_shown(count, key) - 1))
    opening_table(
        as_table(FOLLOWED, rows),
        rows,
        name,
        say("{title}; a cell opens the proposal’s sheet", title=title),
        "content" if len(rows) <= 12 else 460,
        {
            say("Proposal"): st.column_config.TextColumn(width="large"),
            say("Next date"): st.column_config.DateColumn(format="DD/MM/YYYY"),
        },
    )
    page_choice(count, key)


def late(filters: Filters) -> None:
    """What is late, and how long a silence makes it so."""
    idle = st.number_input(
        say("Late after so many days without follow-up nor next date"), 1, 3650, IDLE, key="idle", width=480
    )
    followed("suites-en-retard", say("Late"), True, idle)
    followed("suites", say("All that was kept"), False, idle)


def known_measures() -> None:
    """The measures a proposal can be linked to, drawn once opened."""
    opened = st.expander(say("The measures"), key="measures", on_change="rerun", icon=":material/gavel:")
    if not opened.open:
        return
    with opened:
        st.caption(say("Announced by the State, each with its source, or added here. The list is not complete."))
        rows = ask("measures").to_pylist()
        downloads("mesures", say("Measures"), MEASURES, lambda: rows)
        st.dataframe(
            as_table(MEASURES, rows),
            hide_index=True,
            alt=say("The measures"),
            placeholder="–",
            column_config={say("Date"): st.column_config.DateColumn(format="DD/MM/YYYY")},
        )


person, filters = visit()
st.title(say("Follow-up"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()

rows = follow_figures.became(filters)
kept = sum(row["proposals"] for row in rows)
if kept:
    in_short(rows, kept)
    cards(rows, kept)
    figures(filters)
    late(filters)
else:
    st.info(say("Nothing was kept yet with these filters: what becomes of it will be followed here."))
known_measures()
add_measure(person, "to-list")
