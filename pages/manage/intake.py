"""A workshop's sheet comes in: choose the workshop, see what would happen, take it in, all of it or nothing."""

from datetime import date

import pyarrow as pa
import streamlit as st

from data.cells import MAX_FILE
from data.workbook import Cells, Refusal, Row, UnreadableSheet, as_table, columns_left_out, read_cells, read_proposals
from data.writing import template
from pages.parts.doing import do, plain
from pages.parts.filter_bar import link
from pages.parts.frame import visit
from pages.parts.tables import downloads
from pages.parts.visitor import may
from pages.parts.words import explain, label, labels, say, say_count, today
from queries import ask
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


def read(content: bytes, name: str) -> tuple[Cells, list[Row], list[Refusal]] | None:
    """The sheet read, or the sentence that says why it can't be."""
    try:
        cells = read_cells(content, name)
        rows, refused = read_proposals(cells, ask("themes").to_pylist(), ask("bodies").to_pylist())
    except UnreadableSheet as unreadable:
        st.error(plain(explain(unreadable)))
        return None
    return cells, rows, refused


def preview(cells: Cells, rows: list[Row], refused: list[Refusal], known: set[str]) -> list[Row]:
    """What would happen to each row; gives those that would come in."""
    fresh = [row for row in rows if row.title not in known]
    with st.grid(3, min_column_width=160, border=True):
        st.metric(say("Would come in"), len(fresh))
        st.metric(say("Already there"), len(rows) - len(fresh))
        st.metric(say("Refused lines"), len({refusal.line for refusal in refused}))
    how = [
        say("encoding {encoding}", encoding=cells.encoding) if cells.encoding else "",
        say("separator “{separator}”", separator={"\t": say("tab")}.get(cells.separator or "", cells.separator))
        if cells.separator
        else "",
        say("sheet “{sheet}”", sheet=cells.sheet) if cells.sheet else "",
    ]
    st.caption(plain(say("Read: {how}", how=", ".join(part for part in how if part))))
    if left_out := columns_left_out(cells):
        st.caption(plain(say("Columns that are not ours and were left out: {columns}", columns=", ".join(left_out))))
    if fresh:
        st.dataframe(
            pa.table(
                {
                    say("Line"): [row.line for row in fresh],
                    say("Proposal"): [row.title for row in fresh],
                    say("Theme"): [label("themes", row.theme) for row in fresh],
                    say("Proposed by"): [label("bodies", row.body) for row in fresh],
                    say("Description"): [row.text for row in fresh],
                }
            ),
            hide_index=True,
            alt=say("What would come in"),
        )
    return fresh


def show_refused(refused: list[Refusal]) -> None:
    """Every refusal as a row: where, what, and what to do."""
    columns = [say("Line"), say("Column"), say("Value"), say("What to do")]
    cells = [
        [refusal.line, refusal.column, refusal.value, say(refusal.sentence, **refusal.given)] for refusal in refused
    ]
    st.subheader(say("Refused lines"))
    st.dataframe(
        pa.table({name: [row[place] for row in cells] for place, name in enumerate(columns)}),
        hide_index=True,
        alt=say("Refused lines"),
    )
    downloads("refus", say("Refused lines"), columns, lambda: cells)


def take_in(person: Person, workshop: int, rows: list[Row], file: str) -> None:
    """The button that takes in what was previewed, all of it or nothing."""
    if st.button(
        say_count(len(rows), "Take in {count} proposal", "Take in {count} proposals"),
        type="primary",
        icon=":material/download_done:",
    ):
        done = say_count(len(rows), "{count} proposal was taken in.", "{count} proposals were taken in.")
        if do("take_in", done, by=person.id, workshop=workshop, rows=as_table(rows), file=file):
            st.session_state["sheets"] = st.session_state.get("sheets", 0) + 1
        st.rerun()


person, _ = visit()
st.title(say("Take in a sheet"), anchor=False)
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
    say("Sheet of the workshop (CSV or XLSX, {most} MB at the most)", most=MAX_FILE // 2**20),
    type=["csv", "tsv", "xlsx"],
    key=f"sheet-{st.session_state.get('sheets', 0)}",
)
if sheet is not None and (found := read(sheet.getvalue(), sheet.name)):
    cells, rows, refused = found
    st.subheader(say("3. What would happen"))
    if workshop is None:
        st.info(say("Choose the workshop this sheet comes from, above."))
    known = set(
        ask("titles_among", workshop=workshop or 0, titles=tuple(row.title for row in rows))["title"].to_pylist()
    )
    fresh = preview(cells, rows, refused, known)
    if refused:
        show_refused(refused)
    if workshop is not None and fresh:
        take_in(person, workshop, fresh, sheet.name)
    elif workshop is not None:
        st.info(say("There is nothing new to take in from this sheet."))
    if workshop is not None:
        st.page_link(
            "pages/follow/proposals.py",
            label=say("The proposals of this workshop"),
            query_params=link(workshop=workshop),
            icon=":material/list:",
        )
