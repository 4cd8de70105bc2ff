"""What leaves: for programs with its types, for the workshop in its own words, for anybody as open data."""

import csv
import datetime
import io
import json
import zipfile

import frictionless
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data import publishing
from data.cells import read_cells
from data.columns import COLUMNS
from data.fields import Field, typed
from data.machines import write_json, write_parquet, write_plain_csv
from data.reference_lists import REFERENCE, read_list
from data.vocabulary import Vocabulary
from data.workbook import read_proposals
from data.writing import sheet_csv, sheet_xlsx, write_answers, write_csv

SOON = settings(deadline=None, max_examples=60)
BY_A_CHILD = settings(deadline=None, max_examples=20)  # a process for each example
NOON = datetime.datetime(2018, 2, 14, 12, 0)
FIELDS = (
    Field("reference", "Reference"),
    Field("statut", "Status", of="statuses", cell="status"),
    Field("nombre", "Number", "integer", cell=lambda row: row["count"]),
    Field("retenue", "Kept", "boolean", cell="kept"),
    Field("date", "Date", "date"),
    Field("moment", "When", "datetime"),
)
ROW = {"reference": "01", "status": "kept", "count": 3, "kept": True, "date": NOON.date(), "moment": NOON}
EMPTY = dict.fromkeys(ROW)
LETTERS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\r")
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "\t", "\r", "＝", " =", "- ", "\ufeff"])
TEXT = st.builds("".join, st.tuples(STARTS, st.text(LETTERS, max_size=40)))


def labelled(of, code):
    return {"kept": "Retenue"}.get(code, code)


def table(*rows):
    return typed(FIELDS, rows, labelled)


def test_programs_get_codes_beside_labels_and_types():
    taken = pq.read_table(io.BytesIO(write_parquet(table(ROW, EMPTY), [("Quoi", "essai")])))
    assert {name: str(taken.schema.field(name).type) for name in taken.column_names} == {
        **{"reference": "string", "statut": "string", "statut_libelle": "string", "nombre": "int64"},
        **{"retenue": "bool", "date": "date32[day]", "moment": "timestamp[us, tz=UTC]"},
    }
    assert taken.to_pylist()[0]["statut_libelle"] == "Retenue"
    assert set(taken.to_pylist()[1].values()) == {None}
    assert taken.schema.metadata == {b"Quoi": b"essai"}


def test_the_csv_of_programs_has_commas_iso_dates_and_no_mark():
    assert write_plain_csv(table(ROW, EMPTY)).decode() == (
        "reference,statut,statut_libelle,nombre,retenue,date,moment\r\n"
        "01,kept,Retenue,3,true,2018-02-14,2018-02-14T12:00:00Z\r\n"
        ",,,,,,\r\n"
    )


def test_json_is_an_array_of_records():
    first, second = json.loads(write_json(table(ROW, EMPTY)))
    assert first == {
        **{"reference": "01", "statut": "kept", "statut_libelle": "Retenue", "nombre": 3, "retenue": True},
        **{"date": "2018-02-14", "moment": "2018-02-14T12:00:00Z"},
    }
    assert set(second.values()) == {None}
    assert json.loads(write_json(table())) == []


@SOON
@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=6))
def test_no_text_is_a_formula_for_a_spreadsheet_and_all_come_back(texts):
    content = write_plain_csv(typed(FIELDS[:1], [{"reference": text} for text in texts], labelled))
    cells = [row[0] for row in csv.reader(io.StringIO(content.decode(), newline=""))][1:]
    assert not [cell for cell in cells if cell.lstrip(" \ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    taken = [record["reference"] for record in json.loads(write_json(table(*[ROW | {"reference": t} for t in texts])))]
    assert taken == texts


# The workshop's own sheet


def shipped(name, label="label_fr"):
    return {row["code"]: row[label] for row in read_list(REFERENCE / f"{name}.csv").to_pylist()}


def entries(name):
    rows = read_list(REFERENCE / f"{name}.csv").to_pylist()
    return [{"label_fr": row.get("name"), "label_en": row.get("name")} | row for row in rows]


LISTS = {"theme": "themes", "body": "bodies", "status": "statuses", "department": "departments", "region": "regions"}
WORDS = Vocabulary({field: entries(name) for field, name in LISTS.items()})
SAID = st.fixed_dictionaries(
    {
        "number": TEXT,
        "theme": st.sampled_from(list(shipped("themes").values())),
        "title": TEXT,
        "text": TEXT,
        "body": st.sampled_from(list(shipped("bodies").values())),
    }
)
HOSTILE = {"number": "-1", "theme": "Sport", "title": "=1+1", "text": '\t- a\n\'=b ; "c"', "body": "Association"}


def read(content, name):
    return read_proposals(read_cells(content, name), WORDS)[:2]


def taken_in(said):
    """The proposals that a workshop holds once it has sent these: as they were read."""
    rows, _ = read(
        write_csv(list(COLUMNS), [[row.get(field, "") for field in COLUMNS.values()] for row in said]), "a.csv"
    )
    return rows


def as_held(row, place):
    """A proposal taken in, as the question `words_of_workshop` gives it."""
    return {
        **{"reference": f"IDF-75-2018-{place:03}", "number": row.number, "title": row.title, "text": row.text},
        **{"theme": shipped("themes")[row.theme], "body": shipped("bodies")[row.body]},
    }


def comes_back(said, write, name):
    """Whether what a workshop holds comes back equal from the sheet it is given."""
    rows = taken_in(said)
    if not rows:
        return
    held = [as_held(row, place) for place, row in enumerate(rows)]
    back, refused = read(write(held), name)
    assert refused == []
    assert [as_held(row, place) for place, row in enumerate(back)] == held
    assert [row.reference for row in back] == [row["reference"] for row in held]


@SOON
@given(st.lists(SAID, min_size=1, max_size=5))
@example([HOSTILE])
def test_the_sheet_of_a_workshop_comes_back_equal_from_csv(said):
    comes_back(said, sheet_csv, "feuille.csv")


@BY_A_CHILD
@given(st.lists(SAID, min_size=1, max_size=5))
@example([HOSTILE])
def test_the_sheet_of_a_workshop_comes_back_equal_from_a_workbook(said):
    comes_back(said, sheet_xlsx, "feuille.xlsx")


def test_the_answers_are_those_that_decidim_imports():
    rows = [
        {"id": "12", "state": "rejected", "answer": "Doublon – voir ; la 3"},
        {"id": "3", "state": "a", "answer": "=1"},
    ]
    assert write_answers(rows).decode() == ('id;state;answer/fr\r\n12;rejected;"Doublon – voir ; la 3"\r\n3;a;\'=1\r\n')


# Open data


LISTS = {name: shipped(name) for name in ("themes", "bodies", "statuses", "stages", "reasons", "proofs", "eases")} | {
    name: shipped(name, "name") for name in ("regions", "departments")
}
WORKSHOP = {
    **{"id": 1, "title": "Atelier", "held_on": NOON.date(), "prefecture": "Préfecture", "place": None, "region": "11"},
    **{"department": "75", "participants": 12, "themes": "sport|rights", "source": None, "proposals": 1},
}
PUBLISHED = {
    **{
        "reference": "IDF-75-2018-001",
        "workshop": 1,
        "number": "1",
        "title": "Un titre",
        "words": None,
        "theme": "sport",
    },
    **{
        "theme": "sport",
        "edited_title": None,
        "edited_words": None,
        "body": "association",
        "region": "11",
        "department": "75",
    },
    **{"workshop_title": "Atelier", "held_on": NOON.date(), "stage": "closed", "status": "not_kept"},
    **{"since": NOON.date(), "received_on": NOON.date(), "kept": False, "reason": "doublon"},
    **{"session": None, "session_held_on": None},
    **{"runs_where": "Saint-Denis", "runs_since": "2015-03", "result": None, "proof": "own_figures", "cost": "=1"},
    **{"needed": None, "ease": None},
}


def unpacked(folder, proposals, workshops):
    """The package, out of its archive; its path."""
    archive = publishing.package(proposals, workshops, LISTS, 7, NOON)
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return folder / "datapackage.json"


def faults(package):
    return frictionless.validate(package).flatten(["rowNumber", "fieldName", "type"])


@SOON
@given(st.lists(st.tuples(TEXT.filter(str.strip), TEXT), max_size=4))
def test_the_open_data_obey_their_schema_whatever_people_wrote(tmp_path_factory, said):
    rows = [
        PUBLISHED | {"reference": f"R-{place}", "title": title, "words": words or None}
        for place, (title, words) in enumerate(said)
    ]
    assert faults(unpacked(tmp_path_factory.mktemp("package"), rows, [WORKSHOP])) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": "lost"}, ["statut", "constraint-error"]),
        ({"title": None}, ["intitule", "constraint-error"]),
        ({"workshop": 2}, [None, "foreign-key"]),
    ],
)
def test_the_schema_sees_what_is_wrong(tmp_path, change, fault):
    assert [found[1:] for found in faults(unpacked(tmp_path, [PUBLISHED | change], [WORKSHOP]))] == [fault]


def test_the_package_says_its_licence_its_event_and_its_date(tmp_path):
    said = json.loads(unpacked(tmp_path, [PUBLISHED], [WORKSHOP]).read_text(encoding="utf-8"))
    assert (said["version"], said["created"]) == ("7", "2018-02-14T12:00:00Z")
    assert said["licenses"][0]["name"] == "etalab-2.0"


def test_the_dictionary_of_the_readme_is_that_of_the_schema():
    readme = publishing.README.read_text(encoding="utf-8")
    assert publishing.with_dictionary(readme) == readme, "Run: python -m data.publishing"
    for name in publishing.TABLES:
        for column in publishing.schema(name, LISTS)["fields"]:
            assert f"`{column['name']}`" in publishing.dictionary()
