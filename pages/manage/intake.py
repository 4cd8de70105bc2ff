"""A workshop's sheet comes in: choose the workshop, see what would happen, take it in, all of it or nothing."""

import time
from datetime import date

import pyarrow as pa
import streamlit as st

from data.cells import KINDS, MAX_FILE, MAX_WORKBOOK
from data.columns import source_of
from data.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cells, UnreadableSheet
from data.workbook import LONGEST
from data.workbook_file import MAX_UNZIPPED
from data.writing import template
from pages.parts.day_read import present_only, today
from pages.parts.doing import do, plain
from pages.parts.filter_bar import link
from pages.parts.frame import visit
from pages.parts.sheet_preview import Foreseen, foreseen, show, show_refused
from pages.parts.sheet_reading import ONCE, cells_of, correct_text, once, read_as, read_sheet
from pages.parts.sheet_writing import Asked, ask_to_write, write_if_asked
from pages.parts.visitor import may
from pages.parts.words import explain, label, labels, moment, number, say, say_count
from queries import ask, latest_event
from queries.intake import Sheet, compare, settled
from queries.people import Person


def own_departments(person: Person) -> list[str]:
    """The départements this person answers for."""
    return [row["code"] for row in ask("departments").to_pylist() if person.answers_for(row["region"], row["code"])]


def declare_workshop(person: Person) -> None:
    """The form that declares a workshop before its sheet."""
    with st.form("workshop", border=False):
        department = st.selectbox(
            say("Département"),
            own_departments(person),
            format_func=labels("departments").get,
            placeholder=say("Choose"),
        )
        title = st.text_input(say("Title"), max_chars=300)
        held_on = st.date_input(
            say("Held on"), today(), format="DD/MM/YYYY", min_value=date(2014, 1, 1), max_value=today()
        )
        prefecture = st.text_input(say("Prefecture"), max_chars=300)
        place = st.text_input(say("Place"), max_chars=300)
        participants = st.number_input(say("Number of participants"), min_value=0, value=None, step=1)
        themes = st.multiselect(
            say("Themes"), list(labels("themes")), format_func=labels("themes").get, placeholder=say("Choose")
        )
        source = st.text_input(
            say("Source"), max_chars=1000, help=say("Where these facts come from: a report, a press release.")
        )
        if st.form_submit_button(say("Declare the workshop"), type="primary"):
            st.session_state["declared"] = do(
                "hold_workshop",
                say("The workshop is declared: send its sheet below."),
                by=person.id,
                department=department,
                title=title,
                held_on=held_on,
                prefecture=prefecture,
                place=place,
                participants=participants,
                themes=tuple(themes),
                source=source,
                note=None,
            )
            st.rerun()


def choose_workshop(person: Person) -> int | None:
    """One of the workshops of the person's territory, the one just declared to begin with."""
    codes = ask("workshops_answered_for", region=person.region, department=person.department)["code"].to_pylist()
    if st.session_state.pop("declared", False):
        st.session_state["intake_workshop"] = max(codes)
    chosen: int | None = st.selectbox(
        say("Workshop"),
        codes,
        index=None,
        format_func=lambda code: label("workshops", code),
        key="intake_workshop",
        placeholder=say("Choose a workshop"),
    )
    return chosen


def read(content: bytes, name: str, file: str) -> Cells | None:
    """The cells of the sheet, or the sentence that says why it can't be read."""
    try:
        return cells_of(content, name, file)
    except UnreadableSheet as unreadable:
        st.error(plain(explain(unreadable)))
        return None


def what_would_happen(person: Person, workshop: int | None, cells: Cells, file: str) -> None:
    """The preview of a sheet that could be read, and the button that takes it in."""
    if (found := read_sheet(cells, file)) is None:
        return
    taken, reading = found
    st.subheader(say("3. What would happen"))
    sheet = Sheet(cells.file, source_of(cells.lines[0].cells), taken.rows, settled(cells, reading))
    weighed, took = None, 0.0
    if workshop is not None:
        key = (workshop, person.id, latest_event(), *read_as(cells, reading, file))
        weighed, took = once("compared", key, lambda: timed_compare(sheet, person, workshop))
    would = foreseen(weighed, taken.refused)
    if workshop is not None:
        show(would)
    if would.wrong:
        show_refused(would.wrong, cells)
    if would.why_not:
        st.info(plain(would.why_not))
    elif workshop is not None:
        take_in(person, workshop, sheet, would, took)


def timed_compare(sheet: Sheet, person: Person, workshop: int) -> tuple[pa.Table, float]:
    """What taking the sheet in would do, and how many seconds it took to know."""
    began = time.monotonic()
    comparing = say_count(
        len(sheet.rows),
        "Comparing {count} line with what the workshop already holds",
        "Comparing {count} lines with what the workshop already holds",
    )
    with st.spinner(comparing, show_time=True):
        return compare(sheet, by=person.id, workshop=workshop), time.monotonic() - began


def take_in(person: Person, workshop: int, sheet: Sheet, would: Foreseen, took: float) -> None:
    """The button that takes in what was previewed, all of it or nothing; leaving lines behind is said and agreed to."""
    write_if_asked(person.id)
    new, corrected = would.count("new"), would.count("changed")
    refused = len({one.line for one in would.wrong})
    if not new + corrected:
        st.info(say("There is nothing new to take in from this sheet."))
        return
    agreed = not refused or st.checkbox(
        say_count(refused, "Leave the refused line out", "Leave the {count} refused lines out"), key="leave_out"
    )
    bad = {one.line for one in would.wrong}
    accepted = sheet._replace(rows=[row for row in sheet.rows if row.line not in bad])
    st.button(
        say_count(new + corrected, "Take in {count} proposal", "Take in {count} proposals"),
        type="primary",
        icon=":material/download_done:",
        disabled=not agreed,
        on_click=ask_to_write,
        args=(Asked(accepted, workshop, latest_event(), (new, corrected, refused), took),),
    )


def latest_imports(person: Person) -> None:
    """The latest sheets taken in where this person answers, each with the way to undo it."""
    rows = ask("take_ins", region=person.region, department=person.department, most=10).to_pylist()
    if not rows:
        return
    with st.expander(say("The latest imports"), icon=":material/history:"):
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(
                    say(
                        "{moment} · {person} · {file} · {workshop}: {received} taken in, {corrected} corrected",
                        **row | {"moment": moment(row["happened_at"]), "workshop": row["title"], "file": row["file"]},
                    )
                )
                if row["undone"]:
                    st.badge(say("Undone"), color="gray")
                elif may(person, "undo_take_in"):
                    with st.popover(say("Undo this import"), icon=":material/undo:"):
                        st.text(say("What it brought is removed, what it corrected is as it was before."))
                        st.button(
                            say("Yes, undo it"),
                            key=f"undo-{row['number']}",
                            on_click=_undo,
                            args=(person, row["number"]),
                        )


def _undo(person: Person, import_number: int) -> None:
    do("undo_take_in", say("The import is undone."), by=person.id, take_in=import_number)


person, _ = visit()
st.title(say("Take in a sheet"), anchor=False)
present_only()
if not may(person, "take_in"):
    st.info(
        say("Your role ({role}) does not take sheets in: ask the prefecture’s staff.", role=label("roles", person.role))
    )
    st.stop()

st.subheader(say("1. The workshop"))
workshop = choose_workshop(person)
with st.expander(
    say("It is not in the list: declare it"), icon=":material/add:", expanded=not ask("workshops").num_rows
):
    declare_workshop(person)

st.subheader(say("2. Its sheet"))
st.download_button(
    say("Download the template"),
    lambda: template(ask("themes").to_pylist(), ask("bodies").to_pylist()),
    "modele-atelier.xlsx",
    on_click="ignore",
    icon=":material/table_view:",
)
sheet = st.file_uploader(
    say("Any sheet: CSV, Excel, LibreOffice, JSON or Parquet ({most} MB at the most)", most=number(MAX_FILE // 2**20)),
    type=[kind.removeprefix(".") for kind in KINDS],
    key=f"sheet-{st.session_state.get('sheets', 0)}",
)
st.caption(
    say(
        "At the most: {lines} lines, {columns} columns, {cell} characters in a cell, of which {title} in a title and "
        "{text} in a description; a workbook of {workbook} MB, {unzipped} MB once unzipped.",
        lines=number(MAX_ROWS),
        columns=number(MAX_COLUMNS),
        cell=number(MAX_CELL),
        title=number(LONGEST["title"]),
        text=number(LONGEST["text"]),
        workbook=number(MAX_WORKBOOK // 2**20),
        unzipped=number(MAX_UNZIPPED // 2**20),
    )
)
if sheet is not None:
    cells = read(sheet.getvalue(), sheet.name, sheet.file_id)
    correct_text(sheet.file_id, cells)
    if cells is not None:
        what_would_happen(person, workshop, cells, sheet.file_id)
else:
    st.session_state.pop(ONCE, None)
write_if_asked(person.id)  # even if the preview changed since the click and shows no button any more
if workshop is not None:
    st.page_link(
        "pages/follow/proposals.py",
        label=say("The proposals of this workshop"),
        query_params=link(workshop=workshop),
        icon=":material/list:",
    )
latest_imports(person)
