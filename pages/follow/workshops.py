"""The workshops, and for each what became of every proposal."""

from typing import Any

import streamlit as st

from data.fields import Field
from data.writing import sheet_csv, sheet_xlsx, write_answers
from pages.parts.columns import PROPOSALS, as_table
from pages.parts.day_read import ask, today
from pages.parts.doing import plain
from pages.parts.filter_bar import link, said
from pages.parts.frame import is_demonstration, visit
from pages.parts.papers import answer_files
from pages.parts.tables import (
    ALL,
    PAGE,
    XLSX,
    File,
    downloads,
    offer,
    page_choice,
    page_shown,
    proposals_table,
    stamped,
)
from pages.parts.welcome import welcome
from pages.parts.words import day, label, say, say_count
from queries import Filters

COLUMNS = (  # of `workshops_listed`
    Field("date", "Held on", "date", cell="held_on"),
    Field("intitule", "Workshop", cell="title"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("proposees", "Put forward", "integer", cell="put_forward"),
    Field("retenues", "Kept, whatever followed", "integer", cell="kept"),
    Field("closes", "Closed", "integer", cell="closed"),
    Field("region", "Region", of="regions"),
    Field("departement", "Département", of="departments", cell="department"),
    Field("prefecture", "Prefecture"),
    Field("participants", "Participants", "integer"),
    Field("fictif", "Fictional", "boolean", cell="fictional"),
    Field("atelier", "Number", "integer", cell="id", hidden=True),
)
WORKSHOPS_PAGE = "workshops_page"


def choose(rows: list[dict[str, Any]]) -> int | None:
    """The list of workshops, real ones first; a cell opens its workshop below."""
    config = st.column_config
    event = st.dataframe(
        as_table(COLUMNS, rows),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="–",
        key=f"workshops-{hash(tuple(row['id'] for row in rows))}",
        alt=say("Workshops; a cell opens one"),
        column_config={
            say("Held on"): config.DateColumn(format="DD/MM/YYYY"),
            say("Workshop"): config.TextColumn(width="large"),
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
        with st.container(horizontal=True):
            downloads(f"atelier-{workshop['id']}", workshop["title"], PROPOSALS, lambda: rows, workshop["title"])
            offer("sheet-of-workshop", lambda: for_the_workshop(workshop), say("For the workshop"), ":material/reply:")
            answer = say("Answer to those who spoke")
            offer("answer-to-workshop", lambda: answer_files(workshop["id"]), answer, ":material/description:")
        proposals_table(rows, "of-workshop")
    else:
        st.text(say("No proposal has been taken in from this workshop."))


def for_the_workshop(workshop: dict[str, Any]) -> list[File]:
    """What goes back to those who held it: its sheet in its own words, answers to the proposals that have numbers."""
    words = ask("words_of_workshop", workshop=workshop["id"]).to_pylist()
    answers = ask("answers_to_workshop", workshop=workshop["id"]).to_pylist()
    stem = stamped(f"feuille-atelier-{workshop['id']}", "sheet")
    files = [
        File(
            say("The sheet, for Excel"),
            say("Its own words, in the columns of the template"),
            f"{stem}.xlsx",
            XLSX,
            lambda: sheet_xlsx(words),
        ),
        File(say("The sheet, as CSV"), say("The same, as text"), f"{stem}.csv", "text/csv", lambda: sheet_csv(words)),
    ]
    if answers:
        purpose = say(
            "To import in Decidim: {answers} for {proposals}, by the N° of the sheet",
            answers=say_count(len(answers), "{count} answer", "{count} answers"),
            proposals=say_count(len(words), "{count} proposal", "{count} proposals"),
        )
        name = stamped(f"reponses-decidim-{workshop['id']}", "decidim")
        title = say("Answers for Decidim")
        files.append(File(title, purpose, f"{name}.csv", "text/csv", lambda: write_answers(answers)))
    return files


def listed(most: int, skipped: int) -> list[dict[str, Any]]:
    """The workshops on screen."""
    rows: list[dict[str, Any]] = ask("workshops_listed", filters=filters, most=most, skipped=skipped).to_pylist()
    return rows


person, filters = visit()
st.title(say("Workshops"), anchor=False)
first = listed(1, 0)
if not first and not ask("workshops").num_rows:
    welcome(person)
    st.stop()
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
downloads(
    "ateliers",
    say("Workshops"),
    COLUMNS,
    lambda: listed(ALL, 0),
    said(filters),
)
chosen = choose(listed(PAGE, PAGE * (page_shown(count, WORKSHOPS_PAGE) - 1)))
page_choice(count, WORKSHOPS_PAGE)
if chosen is not None:
    one(ask("workshop", workshop=chosen).to_pylist()[0])
    st.page_link(
        "pages/follow/proposals.py",
        label=say("These proposals in the list"),
        icon=":material/list:",
        query_params=link(workshop=chosen),
    )
