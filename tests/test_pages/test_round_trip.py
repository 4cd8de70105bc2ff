"""What goes out comes back: every file that holds proposals, sent in again, is recognised whole and changes nothing."""

import contextlib
import io
import zipfile
from datetime import datetime

import pytest
from gestures import hold, move, sql
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from data.cells import Cells, Line, read_cells
from data.publishing import package
from data.workbook import read_proposals
from data.writing import sheet_csv, sheet_xlsx
from pages.parts.columns import PROPOSALS
from pages.parts.tables import Taken
from pages.parts.words import spoken
from queries import Filters, Refused, ask, latest_event, record
from queries.intake import Sheet, compare, reading_of, take_in, words

SOME = settings(deadline=None, max_examples=10)  # ten files for each, half of them opened by a process apart
ALL = 2**31 - 1
HEADER = ("N°", "Thème", "Intitulé", "Description", "Porteur")
STARTS = st.sampled_from(
    ["", "", "=", "+", "-", "@", "'", "''", "'=", "\t", "\r", "＝", " =", "- ", "\ufeff", '"', ";"]
)
LETTERS = st.characters(exclude_categories=["Cs"])
WILD = st.builds("".join, st.tuples(STARTS, st.text(LETTERS, max_size=25)))
PROPOSAL = st.tuples(
    st.sampled_from(["", "1", "01", "A-3", "=2"]) | WILD.map(lambda text: text[:20]),
    st.sampled_from(["sport", "culture", "rights"]),
    WILD,
    WILD | st.just("a\r\nb\n\n\tc"),
    st.sampled_from(["association", "company", "unknown"]),
)
LATER = st.sampled_from(["", "retitle", "reword", "retheme", "move"])
HOSTILE = [("=1", "sport", "=1+1", "'=1+1", "company"), ("-x", "rights", "'@x", "\t- a\r\nb", "unknown")]


@st.composite
def workshops(draw):
    """The lines of a sheet, and what becomes of each proposal afterwards."""
    lines = draw(st.lists(PROPOSAL, min_size=1, max_size=4))
    return lines, draw(st.lists(st.tuples(LATER, WILD), min_size=len(lines), max_size=len(lines)))


def taken_in(lines):
    """The proposals of a workshop whose sheet has these lines; those it refuses are not there."""
    cells = Cells("a.json", (Line(1, HEADER), *(Line(at, line) for at, line in enumerate(lines, 2))), guarded=False)
    rows = read_proposals(cells, words()).rows
    assume(rows)
    workshop = hold(f"Atelier n° {latest_event()}")
    take_in(Sheet("a.json", "", rows), by="anne", workshop=workshop)
    return workshop, sql("from proposals where workshop = $workshop order by id", workshop=workshop)


def became(proposal, what, text):
    """What somebody does with a proposal once it is here."""
    given = {"by": "anne", "proposal": proposal["id"], "sentence": "Parce que.", "seen": latest_event()}
    if what == "retheme":
        record("retheme", theme="mobility", **given)
    elif what == "move":
        move("karim", [proposal], "under_review")
    elif what:
        edited = {"title": text} if what == "retitle" else {"words": text}
        with contextlib.suppress(Refused):  # nothing is left of it, or it is as before
            record("reword", **{"title": proposal["title"], "words": proposal["words"]} | edited, **given)


def listed(workshop):
    asked = {"today": datetime(2018, 3, 1).date(), "sort": "reference", "most": ALL, "skipped": 0}
    return ask("proposals_listed", filters=Filters(workshops=(workshop,)), **asked).to_pylist()


def published():
    """The proposals of the open data."""
    names = ("themes", "bodies", "statuses", "stages", "reasons", "proofs", "eases", "regions")
    lists = {name: {row["code"]: row["label_fr"] for row in ask(name).to_pylist()} for name in names}
    lists["departments"] = {row["code"]: row["name"] for row in ask("departments").to_pylist()}
    proposals, held = ask("published_proposals").to_pylist(), ask("published_workshops").to_pylist()
    made = package(proposals, held, lists, latest_event(), datetime(2018, 3, 1))
    return zipfile.ZipFile(io.BytesIO(made)).read("propositions.csv")


def files(workshop):
    """Every file that the pages offer of the proposals of a workshop, by name."""
    for language in ("fr", "en"):
        list_of_it = Taken("Propositions", PROPOSALS, lambda: listed(workshop), "", "Anne", language)
        with spoken(language):
            yield from ((f"{language}-{file.name}", file.make()) for file in list_of_it.files("liste"))
    said = ask("words_of_workshop", workshop=workshop).to_pylist()
    yield "feuille.csv", sheet_csv(said)
    yield "feuille.xlsx", sheet_xlsx(said)


def outcomes(name, content, workshop):
    """What sending a file would do to each line, once it is sure that nothing is asked to whoever sends it."""
    cells = read_cells(content, name)
    taken = read_proposals(cells, words(), reading_of(cells))
    places = ("department", "region")
    assert [one for one in taken.said if one.value and not (one.sure or (one.code and one.field in places))] == []
    assert taken.refused == []
    told = compare(Sheet(name, "", taken.rows), by="karim", workshop=workshop).to_pylist()
    return [line["refusal"] or line["outcome"] for line in told if line["line"] is not None]


def test_every_file_of_any_proposals_comes_back_as_unchanged(empty_store):
    @SOME
    @given(workshops())
    @example((HOSTILE, [("", ""), ("", "")]))
    @example((HOSTILE, [("retitle", "Deux  mots\tet -"), ("retheme", "")]))
    @example((HOSTILE, [("move", ""), ("retitle", "'=1\r2\x0b3")]))
    def holds(drawn):
        lines, later = drawn
        workshop, proposals = taken_in(lines)
        for proposal, (what, text) in zip(proposals, later, strict=False):
            became(proposal, what, text)
        for name, content in files(workshop):
            assert outcomes(name, content, workshop) == ["same"] * len(proposals), name
        others = sql("select count(*) as found from proposals")[0]["found"] - len(proposals)
        told = outcomes("propositions.csv", published(), workshop)
        assert sorted(told) == ["of_another_workshop"] * others + ["same"] * len(proposals)

    holds()


@pytest.mark.parametrize("list_name", ["departments", "regions", "themes", "bodies", "statuses"])
def test_every_label_and_code_that_goes_out_is_recognised_when_it_comes_back(empty_store, list_name):
    field = {"departments": "department", "regions": "region", "themes": "theme", "bodies": "body"}.get(
        list_name, "status"
    )
    for row in ask(list_name).to_pylist():
        for written in (row["code"], row["label_fr"], row["label_en"], row.get("name")):
            assert written is None or words().meant(field, written) == row["code"], written
