"""Files leave and come in: what is downloaded opens again, what is sent is looked at before it is taken in."""

import io
import re
import zipfile

from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from data.cells import read_cells
from data.columns import COLUMNS
from data.writing import write_xlsx

FORMULA = '=HYPERLINK("http://evil.example";"clic")'


def downloaded(screen, button):
    """The name and the content of what a button downloads."""
    with screen.page.expect_download() as waited:
        button.click()
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def taken_away(screen, label, menu="Télécharger", number=0):
    """The same, of a file of one of the menus of the page."""
    opens = screen.main.get_by_test_id("stPopover").get_by_role("button").filter(has_text=menu).nth(number)
    opens.click()
    offered = screen.still().page.get_by_test_id("stPopoverBody").get_by_role("button").filter(has_text=label)
    found = downloaded(screen, offered.first)
    opens.click()  # closes it
    expect(offered).to_have_count(0)
    screen.still()
    return found


def texts(content, name):
    return [[*line.cells] for line in read_cells(content, name).lines]


def test_the_list_is_taken_away_for_a_french_excel(demonstration, visit):
    screen = visit(demonstration, "lucie", "propositions", region="Bretagne")
    counted = int(re.search(r"(\d+)\spropositions", screen.main.inner_text())[1])
    name, content = taken_away(screen, "CSV pour Excel")
    assert re.fullmatch(r"propositions-\d+-[0-9a-f]{8}\.csv", name)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == counted + 1
    assert content.split(b"\r\n")[0].count(b";") == 17
    head, *rows = texts(content, name)
    assert len(rows) == counted
    assert {row[head.index("Région")] for row in rows} == {"Bretagne"}


def test_the_list_is_taken_away_as_a_workbook_that_says_the_same(demonstration, visit):
    screen = visit(demonstration, "lucie", "propositions", region="Bretagne")
    as_csv = texts(*reversed(taken_away(screen, "CSV pour Excel")))
    as_xlsx = texts(*reversed(taken_away(screen, "Classeur Excel")))
    assert [row[:8] for row in as_xlsx] == [row[:8] for row in as_csv]


def test_the_journal_and_the_workshops_are_taken_away_too(demonstration, visit):
    for page, least in (("journal", 700), ("ateliers", 64)):
        screen = visit(demonstration, "lucie", page)
        name, content = taken_away(screen, "Classeur Excel")
        assert len(texts(content, name)) > least


def test_the_coordinator_leaves_with_the_file_and_the_record_of_the_session(demonstration, visit):
    screen = visit(demonstration, "anne", "seance", region="Bretagne")
    waiting = int(re.search(r"Devant le comité \((\d+)\)", screen.main.inner_text())[1])
    assert waiting > 0
    screen.press("Préparer le dossier de séance")
    name, word = downloaded(screen, screen.main.get_by_role("button", name="Dossier de séance, Word"))
    assert re.fullmatch(r"dossier-seance-\d+-\d+-[0-9a-f]{8}\.docx", name)
    sheets = [line for line in Document(io.BytesIO(word)).paragraphs if line.text.startswith(f"{waiting}. ")]
    assert [line.style.name for line in sheets] == ["toc 2", "Heading 2"]
    _, pdf = downloaded(screen, screen.main.get_by_role("button", name="Dossier de séance, PDF"))
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= waiting + 5
    _, record = taken_away(screen, "PDF", "Relevé de décisions")
    assert "Relevé de décisions" in PdfReader(io.BytesIO(record)).pages[0].extract_text()


def test_a_sheet_goes_from_the_template_to_the_figures_and_back_without_a_formula(own, visit, tmp_path):
    karim = visit(own, "karim", "importer")
    name, template = downloaded(karim, karim.main.get_by_role("button", name="Télécharger le modèle"))
    columns = heading_of(template)
    said = {"Thème": "Sport", "Porteur": "Association", "Intitulé": FORMULA, "Description": "- Une action."}
    other = said | {"Intitulé": "Un terrain éclairé jusqu’à 22 h", "Description": ""}
    rows = [[row.get(column, "") for column in columns] for row in (said, other)]
    sheet = tmp_path / name
    sheet.write_bytes(write_xlsx(columns, rows, "Propositions", []))

    send(karim, sheet)
    karim.reads("Nouvelles")
    assert counts(karim) == (2, 0, 0)
    karim.press("Prendre en compte 2 propositions").told("2 propositions sont prises en compte.")

    send(karim, sheet)
    karim.told("L’atelier contient déjà toutes ces propositions").still()
    assert counts(karim) == (0, 2, 0)

    found = visit(own, "lucie", "propositions", text="HYPERLINK")
    assert [cells[1] for cells in found.grid().cells()[1:]] == [FORMULA]
    _, content = taken_away(found, "CSV pour Excel")
    assert b";\"'=HYPERLINK" in content
    assert f"'{FORMULA}" in texts(content, "liste.csv")[1]  # Excel shows it, and computes nothing
    _, content = taken_away(found, "Classeur Excel")
    assert FORMULA in texts(content, "liste.xlsx")[1]


def heading_of(template):
    """The columns of a template, which no reader of ours takes as long as nothing is under them."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0)
    return [str(cell) for cell in sheet.to_python()[0]]


def send(screen, sheet):
    """Choose the first workshop of one's territory, and send a sheet."""
    box = screen.main.get_by_role("combobox", name="Atelier").first
    if not box.input_value():
        box.click()
        screen.page.get_by_role("option").first.click()
        screen.still()
    screen.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(sheet)
    expect(screen.main.get_by_text("3. Ce qui va se passer")).to_be_visible()
    return screen.still()


def counts(screen):
    """How many lines a preview finds new, unchanged and refused."""
    return tuple(screen.cards()[name] for name in ("Nouvelles", "Inchangées", "Lignes refusées"))


def test_refused_lines_are_shown_and_can_be_taken_away(own, visit, tmp_path):
    sheet = tmp_path / "feuille.csv"
    sheet.write_text("Thème;Intitulé;Porteur\nJardinage;Un titre;Association\nSport;;Association\n", encoding="cp1252")
    karim = send(visit(own, "karim", "importer"), sheet)
    assert counts(karim) == (0, 0, 2)
    refused = karim.grid().cells()
    assert refused[0] == ["Ligne", "Colonne", "Valeur", "Que faire"]
    assert [cells[:2] for cells in refused[1:]] == [["2", "Thème"], ["3", "Intitulé"]]
    _, content = taken_away(karim, "CSV pour Excel")
    assert len(texts(content, "refus.csv")) == 3


def test_a_workshop_gets_its_sheet_back_and_its_answers(demonstration, visit):
    workshop = "14/02/2018 · 75 · Ateliers thématiques de la politique de la ville"
    screen = visit(demonstration, "lucie", "ateliers", workshop=workshop)
    for label in ("La feuille, classeur Excel", "La feuille, CSV"):
        head, *rows = texts(*reversed(taken_away(screen, label, "Pour l’atelier")))
        assert head == list(COLUMNS)
        assert [row[3] for row in rows] == [
            "Médiation numérique de proximité et en réseau",
            "Mutualisation des moyens associatifs",
        ]
    _, answers = taken_away(screen, "Réponses pour Decidim", "Pour l’atelier")
    assert answers.decode() == "id;state;answer/fr\r\n1;evaluating;Reçue\r\n2;evaluating;Reçue\r\n"


def test_the_open_data_leave_as_one_archive(demonstration, visit):
    name, content = taken_away(visit(demonstration, "lucie", "propositions"), "Paquet de données", "Données ouvertes")
    assert re.fullmatch(r"donnees-ouvertes-\d+-[0-9a-f]{8}\.zip", name)
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_a_visitor_who_reads_english_takes_english_away(demonstration, visit):
    screen = visit(demonstration, "lucie", "propositions", region="Bretagne", lang="EN")
    _, content = taken_away(screen, "CSV for Excel", "Download")
    head, *rows = texts(content, "list.csv")
    assert head[:3] == ["Reference", "Proposal", "Status"]
    assert {row[2] for row in rows} <= {"Received", "Needs information", "Under review", "Withdrawn", "Put forward"} | {
        *("Kept", "Deferred", "Not kept", "Adopted", "Not adopted", "Under way", "Done", "Abandoned")
    }
