"""Columns that are no field of ours are added to the description, as people would have written them there."""

import pytest

from data.added import said_plainly
from data.cells import read_cells
from data.columns import Reading
from data.vocabulary import Vocabulary
from data.workbook import read_proposals

WORDS = Vocabulary(
    {"theme": [{"code": "sport", "label_fr": "Sport", "label_en": "Sport"}]}
    | {name: [] for name in ("body", "status", "department", "region")}
)


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Date", "2018-02-14", "14/02/2018"),
        ("Reçu le", "2018-02-14T10:30:00", "14/02/2018"),
        ("Période", "2018-02", "02/2018"),
        ("Date de dépôt", "43145", "14/02/2018"),
        ("Date de dépôt", "14/02/2018", "14/02/2018"),
        ("Budget", "43145", "43145"),
        ("Budget", "12 000,50 €", "12 000,50 €"),
        ("Date", "123456", "123456"),
        ("Date", "2018", "2018"),
    ],
)
def test_a_cell_is_said_as_people_write_it(heading, cell, said):
    assert said_plainly(heading, cell) == said


def test_columns_added_to_the_description_follow_it_under_their_headings():
    sheet = "Intitulé;Thème;Budget;Description;Date de dépôt\nUn;Sport;12 000,50;Dit ainsi;43145\nDeux;Sport;;;\n"
    cells = read_cells(sheet.encode(), "feuille.csv")
    reading = Reading({"title": (0,), "theme": (1,), "text": (2, 3, 4)})
    taken = read_proposals(cells, WORDS, reading)
    assert [row.text for row in taken.rows] == ["Dit ainsi\n\nBudget : 12 000,50\nDate de dépôt : 14/02/2018", ""]


def test_without_a_column_for_the_description_the_first_chosen_is_the_text():
    cells = read_cells(b"Titre;Theme;Budget;Lieu\nUn;Sport;10;Bobigny\n", "feuille.csv")
    taken = read_proposals(cells, WORDS, Reading({"title": (0,), "theme": (1,), "text": (3, 2)}))
    assert [row.text for row in taken.rows] == ["10\n\nLieu : Bobigny"]
