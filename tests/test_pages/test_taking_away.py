"""What a person takes away from each page: made when it is clicked, the same as the screen, and signed."""

import io
import json
import zipfile
from datetime import timedelta

import pyarrow.parquet as pq
import pytest
from gestures import hold, one, opened, sql, take_in
from python_calamine import CalamineWorkbook
from screens import Screen

from data.cells import read_cells
from data.workbook import read_proposals
from pages.parts.day_read import this_day
from queries import Filters, ask, end_of
from queries.intake import words

LISTED = {"filters": Filters(), "sort": "recent", "most": 10**6, "skipped": 0}
FORMATS = {"csv", "xlsx", "-codes.csv", "json", "parquet"}
MENUS = {
    "overview": {"etapes"},
    "proposals": {"propositions", "open-data"},
    "workshops": {"ateliers"},
    "region": {"mesures", "departements", "ateliers-region", "region-sheet"},
    "face_to_face": {"face-a-face"},
    "journal": {"journal"},
    "sheet": {"historique"},
    "review": {"file-a-instruire"},
    "session": {"devant-le-comite"},
}

NO_LISTS = {"open-data", "region-sheet"}
LINK = {"proposal": "IDF-75-2018-001", "region": "Île-de-France"}


@pytest.mark.parametrize("page", MENUS)
def test_a_closed_menu_has_no_button(told, offered, page):
    assert not Screen("anne", page, **LINK).failed()
    assert offered == {}


@pytest.mark.parametrize("page", MENUS)
def test_each_list_leaves_in_five_formats(told, offered, page):
    screen = opened(Screen("anne", page, **LINK), *MENUS[page])
    assert not screen.failed()
    names = [name for name in offered if not name.endswith((".zip", ".docx"))]
    assert {name.split(".")[-1] for name in names} == {"csv", "xlsx", "json", "parquet"}
    assert len(names) == len(FORMATS) * len(MENUS[page] - NO_LISTS)
    for make in offered.values():
        assert make()


def test_the_formats_say_the_same(told, offered):
    screen = Screen("lucie", "proposals", region="Bretagne")
    opened(screen, "propositions")
    records = json.loads(one(offered, ".json"))
    assert records == json.loads(
        json.dumps(pq.read_table(io.BytesIO(one(offered, ".parquet"))).to_pylist(), default=str)
    )
    assert {(record["region"], record["region_libelle"]) for record in records} == {("53", "Bretagne")}
    for end in (".csv", ".xlsx", "-codes.csv"):
        head, *rows = [line.cells for line in read_cells(one(offered, end), f"liste{end}").lines]
        assert [row[0] for row in rows] == [record["reference"] for record in records]
        assert head[0] == ("reference" if end == "-codes.csv" else "Référence")


def test_a_workbook_says_who_took_what_away(told, offered):
    opened(Screen("karim", "proposals", region="Bretagne"), "propositions")
    book = CalamineWorkbook.from_filelike(io.BytesIO(one(offered, ".xlsx")))
    about = dict(book.get_sheet_by_name("À propos").to_python())
    assert about["Téléchargé par"] == "Karim Haddad (mission ville de Seine-Saint-Denis)"
    assert "Région : Bretagne" in about["Filtres"].replace("\u00a0", " ")
    assert about["Dernier événement"] == str(sql("select max(number) as last from events")[0]["last"])
    assert {"Source", "Téléchargé le", "Attention", "Lignes"} <= about.keys()


def test_two_choices_have_files_of_two_names(told, offered):
    opened(Screen("lucie", "proposals", region="Bretagne"), "propositions")
    opened(Screen("lucie", "proposals", region="Corse"), "propositions")
    assert len({name for name in offered if name.endswith(".json")}) == 2


def test_the_numbers_of_a_figure_leave_with_their_codes(told, offered):
    screen = Screen()
    screen.at.session_state["numbers-theme"] = True
    opened(screen, "chiffres-theme")
    records = json.loads(one(offered, ".json"))
    counted = sum(record[stage["code"]] for record in records for stage in sql("from stages"))
    assert counted == sql("select count(*) as found from proposals")[0]["found"]
    assert {record["theme"] for record in records} <= {row["code"] for row in sql("from themes")}


@pytest.mark.parametrize("menu", ["propositions", "open-data"])
def test_a_reader_of_english_takes_english_away_and_open_data_stay_french(told, offered, menu):
    opened(Screen("lucie", "proposals", lang="en"), menu)
    if menu == "open-data":
        rows = zipfile.ZipFile(io.BytesIO(one(offered, ".zip"))).read("propositions.csv").decode()
        assert "Reçue" in rows
    else:
        assert one(offered, ".csv").decode("utf-8-sig").startswith("Reference;Proposal;Status")
        assert "Received" in one(offered, ".csv").decode()


def test_the_open_data_hold_what_is_real_and_nobody(told, offered):
    opened(Screen("anne", "proposals"), "open-data")
    archive = zipfile.ZipFile(io.BytesIO(one(offered, ".zip")))
    rows = archive.read("propositions.csv").decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [
        row["reference"] for row in sql("select reference from proposals where not fictional order by reference")
    ]
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not [row["name"] for row in sql("from people") if row["name"] in everything]


def test_a_workshop_gets_its_own_words_back_and_its_answers(demonstration, offered):
    workshop = hold()
    said = [{"title": "=1+1", "words": "- a\nb", "number": "12"}, {"title": "Un terrain", "number": "A"}]
    kept, other = take_in(workshop, *said)
    screen = Screen("anne", "workshops", workshop=label_of(workshop))
    opened(screen, "sheet-of-workshop")
    for end in (".xlsx", ".csv"):
        (make,) = [make for name, make in offered.items() if name.startswith("feuille") and name.endswith(end)]
        rows, refused, _ = read_proposals(read_cells(make(), f"a{end}"), words())
        assert refused == []
        assert [(row.reference, row.number, row.title, row.text) for row in rows] == [
            (kept["reference"], "12", "=1+1", "- a\nb"),
            (other["reference"], "A", "Un terrain", ""),
        ]
    (answers,) = [make for name, make in offered.items() if name.startswith("reponses-decidim")]
    assert answers().decode() == "id;state;answer/fr\r\n12;evaluating;Reçue\r\n"


def label_of(workshop):
    """The name of a workshop in a link."""
    return next(row["label_fr"] for row in ask("workshops").to_pylist() if row["code"] == workshop)


def test_a_workshop_without_numbers_is_offered_no_answers(demonstration, offered):
    workshop = hold()
    take_in(workshop, "Un terrain")
    opened(Screen("anne", "workshops", workshop=label_of(workshop)), "sheet-of-workshop")
    assert {name.split("-")[0] for name in offered} == {"feuille"}


def test_what_is_taken_away_from_a_past_day_is_what_stood_then(told, offered):
    month_ago = this_day() - timedelta(days=30)
    opened(Screen("lucie", "proposals", date=month_ago.isoformat()), "propositions")
    rows = json.loads(one(offered, ".json"))
    expected = ask("proposals_listed", **LISTED, today=month_ago, as_of=end_of(month_ago)).to_pylist()
    assert [row["reference"] for row in rows] == [row["reference"] for row in expected]
    assert [row["statut"] for row in rows] == [row["status"] for row in expected]
    about = CalamineWorkbook.from_filelike(io.BytesIO(one(offered, ".xlsx"))).get_sheet_by_index(1).to_python()
    assert [f"Tel qu’au soir du : {month_ago:%d/%m/%Y}"] == [
        f"{name} : {value}" for name, value, *_ in about if name.startswith("Tel qu’au")
    ]
