"""A workshop's sheet: what it may be saved as, what is refused and in what words, and what comes back unchanged."""

import contextlib
import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from data import sheet_child, workbook_file, writing
from data.cells import MAX_FILE, Cells, Line, UnreadableSheet, read_cells
from data.columns import COLUMNS, Reading, columns_left_out, found_columns, from_its_header
from data.refusals import Refused
from data.sheet_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from data.spelling import normalised
from data.vocabulary import Vocabulary
from data.workbook import Row, read_proposals
from data.writing import template, write_csv, write_xlsx

THEMES = [
    {"code": "employment", "label_fr": "Emploi et développement économique", "label_en": "Employment"},
    {"code": "sport", "label_fr": "Sport", "label_en": "Sport"},
    {"code": "rights", "label_fr": "Accès aux droits et numérique", "label_en": "Access to rights"},
    {"code": "culture", "label_fr": "Culture et mémoire", "label_en": "Culture and memory"},
]
BODIES = [
    {"code": "association", "label_fr": "Association", "label_en": "Association"},
    {"code": "state_service", "label_fr": "Service de l’État", "label_en": "State service"},
]
STATUSES = [{"code": "received", "label_fr": "Reçue", "label_en": "Received"}]
DEPARTMENTS = [{"code": "93", "label_fr": "93 Seine-Saint-Denis", "label_en": "", "name": "Seine-Saint-Denis"}]
REGIONS = [{"code": "11", "label_fr": "Île-de-France", "label_en": "", "short": "IDF"}]
WORDS = Vocabulary({"theme": THEMES, "body": BODIES, "status": STATUSES, "department": DEPARTMENTS, "region": REGIONS})
HEADER = ["N°", "Thème", "Intitulé", "Description", "Porteur"]
LINE = ["12", "Sport", "L’œuvre « partagée » – 1 500,50 €", 'Un début\nune ; suite, "citée"', "Association"]
REQUIRED = ["Thème", "Intitulé"]
AS_READ = ("12", "sport", LINE[2], LINE[3], "association")
TAKEN_IN = Row(2, *AS_READ)
SOON = settings(deadline=None, max_examples=100)
BY_A_CHILD = settings(deadline=None, max_examples=20)  # a process for each example

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SKELETON = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def written(*lines, separator=";", end="\r\n"):
    """Lines as a spreadsheet saves them in a text file."""
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator=end).writerows(lines)
    return page.getvalue()


def workbook_of(*lines, corner=(0, 0)):
    """Lines in a sheet that comes after a hidden one and an empty one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        hidden = book.add_worksheet("Brouillon")
        hidden.write_column(0, 0, ["secret", "secret"])
        hidden.hide()
        book.add_worksheet("Vide").activate()
        sheet = book.add_worksheet("Feuil1")
        for number, line in enumerate(lines):
            sheet.write_row(corner[0] + number, corner[1], line)
    return content.getvalue()


def sheet_of(rows, **members):
    """A workbook written by hand, of one sheet holding this XML; other members may be added to the archive."""
    content = io.BytesIO()
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in {**SKELETON, "xl/worksheets/sheet1.xml": sheet, **members}.items():
            made.writestr(name, text)
    return content.getvalue()


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def proposals(content, name="atelier.csv"):
    """What can be taken in, and why the rest can not."""
    return read_proposals(read_cells(content, name), WORDS)[:2]


def of_lines(*lines, header=HEADER):
    return proposals(written(header, *lines).encode())


def in_words(content, name="atelier.csv"):
    """The sentence with which a file is refused."""
    with pytest.raises(UnreadableSheet) as refused:
        proposals(content, name)
    assert refused.value.sentence.format(**refused.value.given) == str(refused.value)
    return str(refused.value)


def read_or_refused(content, name):
    """Nothing else may happen to a file, and a refusal always has its sentence whole."""
    with contextlib.suppress(UnreadableSheet):
        proposals(content, name)
        return
    in_words(content, name)


def sentences(refusals):
    return [(refusal.line, refusal.column, refusal.sentence.format(**refusal.given)) for refusal in refusals]


# What a workshop may send


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_sheet_is_read_whatever_it_was_saved_as(encoding, separator, end):
    cells = read_cells(written(HEADER, LINE, separator=separator, end=end).encode(encoding), "Atelier.CSV")
    assert (cells.encoding, cells.separator, cells.sheet) == (encoding, separator, None)
    assert read_proposals(cells, WORDS)[:2] == ([TAKEN_IN], [])


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")])
def test_the_unicode_text_of_excel_is_read_from_either_end(mark, encoding):
    assert proposals(mark + written(HEADER, LINE, separator="\t").encode(encoding), "atelier.txt") == ([TAKEN_IN], [])


def test_a_workbook_is_read_from_its_first_visible_sheet_with_anything_in_it():
    cells = read_cells(workbook_of(HEADER, LINE, corner=(3, 2)), "atelier.xlsx")
    assert (cells.encoding, cells.separator, cells.sheet) == (None, None, "Feuil1")
    assert [line.number for line in cells.lines] == [4, 5]
    assert read_proposals(cells, WORDS)[:2] == ([Row(5, *AS_READ)], [])


def test_another_sheet_of_a_workbook_is_read_when_it_is_chosen():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("Mode d’emploi").write_column(0, 0, ["Bonjour", "À lire"])
        book.add_worksheet("Brouillon").hide()
        for number, line in enumerate((HEADER, LINE)):
            (book.get_worksheet_by_name("Propositions") or book.add_worksheet("Propositions")).write_row(
                number, 0, line
            )
    first = read_cells(content.getvalue(), "a.xlsx")
    assert (first.sheet, first.sheets) == ("Mode d’emploi", ("Mode d’emploi", "Propositions"))
    chosen = read_cells(content.getvalue(), "a.xlsx", sheet=1)
    assert (chosen.sheet, chosen.sheets) == ("Propositions", first.sheets)
    assert read_proposals(chosen, WORDS)[:2] == ([TAKEN_IN], [])
    assert "is empty" in in_words_of(content.getvalue(), sheet=7)


def in_words_of(content, **given):
    with pytest.raises(UnreadableSheet) as refused:
        read_cells(content, "a.xlsx", **given)
    return str(refused.value)


def test_a_number_a_date_or_a_yes_reads_as_people_see_it():
    day, hour = datetime.date(2018, 2, 14), datetime.datetime(2018, 2, 14, 9, 30)
    values = [75.0, 1.5, True, day, datetime.datetime(2018, 2, 14), hour, datetime.time(9, 30), 0.1 + 0.2, -3]
    assert [sheet_child._as_text(value) for value in values] == [
        *("75", "1,5", "VRAI", "2018-02-14", "2018-02-14", "2018-02-14T09:30:00", "09:30:00", "0,3", "-3")
    ]
    assert proposals(workbook_of(HEADER, [75, *LINE[1:]]), "a.xlsx")[0][0].number == "75"


def test_the_line_named_is_the_one_people_see():
    text = '\r\n"N°";Thème;"Intitulé\r\nen bref";Porteur\r\n1;Sport;"a\r\nb";x\r\n\r\n;;;\r\n2;Sport;c;x\r\n'
    assert [line.number for line in read_cells(text.encode(), "a.csv").lines] == [2, 4, 8]


def test_a_separator_inside_quotes_in_the_header_does_not_count():
    cells = read_cells(b'"a, b, c, d";e\r\n1;2\r\n', "a.csv")
    assert (cells.separator, cells.lines[1]) == (";", Line(2, ("1", "2")))


def test_a_separator_is_not_guessed_from_the_lines():
    assert read_cells(b"Titre;Porteur\na,b,c,d\n1,2,3,4\n", "a.csv").lines[1].cells == ("a,b,c,d",)


def test_a_byte_windows_never_defined_is_seen_by_the_reader():
    assert read_cells(b"a;b\n\xe9t\xe9 \x81;x\n", "a.csv").lines[1].cells == ("été \ufffd", "x")


def test_headers_and_choices_are_known_whatever_their_accents_case_and_spaces():
    rows, refusals = of_lines(
        ["1", "EMPLOI  et developpement economique", "a", "", "service de l' etat"],
        ["2", " employment ", "b", "", "state_service"],
        ["3", "Accès aux droits\u00a0et nume\u0301rique", "c", "", "Service de l'État"],
        header=["no", " THEME", "Intitule", "description ", "PORTEUR"],
    )
    assert refusals == []
    assert [row.theme for row in rows] == ["employment", "employment", "rights"]
    assert {row.body for row in rows} == {"state_service"}


@pytest.mark.parametrize(
    ("written_as", "folded"),
    [
        ("L’ŒUVRE  Æternelle", "l'oeuvre aeternelle"),
        ("co‑construction – été", "co-construction - ete"),
        ("  deux\u202fmots\t\n", "deux mots"),
        ("l' État", "l'etat"),
        ("mé\u00addia\u200btion", "mediation"),
        ("№ Nº N°", "no no no"),
    ],
)
def test_what_typing_changes_does_not_change_the_words(written_as, folded):
    assert normalised(written_as) == folded


def test_a_line_without_a_word_of_a_proposal_is_skipped():
    assert of_lines(["1", "", "\u00a0", " ", ""], ["2"], LINE) == ([Row(4, *AS_READ)], [])


def test_the_description_and_the_number_may_be_left_out():
    rows, refusals = of_lines(["Sport", "a", "Association"], header=["Thème", "Intitulé", "Porteur"])
    assert (rows, refusals) == ([Row(2, "", "sport", "a", None, "association")], [])


def test_the_reference_of_a_proposal_already_known_comes_back():
    rows, _ = of_lines(["P-12", "Sport", "a", "Association"], header=["Référence", "Thème", "Intitulé", "Porteur"])
    assert rows[0].reference == "P-12"


def test_html_stays_as_it_was_written_and_controls_go():
    rows, _ = of_lines(["", "Sport", "<b>a</b>\x07\n b", "<script>\x1b\r\n\tfin", "Association"])
    assert (rows[0].title, rows[0].text) == ("<b>a</b> b", "<script>\n\tfin")


def test_staff_are_told_which_columns_were_not_read():
    cells = Cells("a.csv", (Line(1, (*HEADER, "Coût", "Vide")), Line(2, (*LINE, "3", "", "ici"))))
    assert columns_left_out(cells, found_columns(cells.lines[0].cells)) == ["Coût", "H"]


# What is refused, line by line


def test_every_fault_of_a_line_is_told_at_once():
    rows, refusals = of_lines(["1", "Cuisine", "", "x" * 20_001, "Club"], LINE)
    assert rows == [Row(3, *AS_READ)]
    assert sentences(refusals) == [
        (
            2,
            "Thème",
            "This theme is not in the list. Choose one of the themes of the list, for example "
            "Emploi et développement économique · Sport · Accès aux droits et numérique.",
        ),
        (
            2,
            "Intitulé",
            "The column “Intitulé” is empty, and every proposal needs it. Fill it in, or clear the whole line.",
        ),
        (2, "Description", "This cell holds 20001 characters, and 20000 is the most it may hold. Shorten it."),
        (2, "Porteur", "This kind of body is not in the list. Choose one of these: Association · Service de l’État."),
    ]


def test_a_theme_like_no_other_gets_the_first_of_the_list_as_examples():
    _, refusals = of_lines(["1", "zzz", "a", "", "Association"])
    assert refusals[0].given == {
        "examples": "Emploi et développement économique · Sport · Accès aux droits et numérique"
    }


def test_the_second_line_of_the_same_title_is_refused_and_names_the_first():
    rows, refusals = of_lines(["1", "Sport", "L’été", "", "Association"], ["", "Sport", "l'ETE", "", "Association"])
    assert [row.line for row in rows] == [2]
    assert sentences(refusals) == [
        (3, "Intitulé", "This title is already on line 2. Keep one of the two lines, or tell their titles apart.")
    ]


def test_two_proposals_of_one_title_are_told_apart_by_their_numbers_and_a_number_stands_once():
    one, other, again = (
        ["1", "Sport", "Un stade", "", ""],
        ["2", "Sport", "Un stade", "", ""],
        ["2", "Sport", "b", "", ""],
    )
    rows, refusals = of_lines(*([*line[:4], "Association"] for line in (one, other, again)))
    assert [row.line for row in rows] == [2, 3]
    assert sentences(refusals) == [
        (4, "N°", "This number is already on line 3. Give each proposal a number of its own, or none.")
    ]


def test_two_references_of_ours_are_two_proposals_and_a_reference_stands_once():
    header = ["Référence", *HEADER]
    one, two, other = (f"IDF-93-2018-00{number}" for number in (1, 2, 3))
    rest = ["Sport", "Un stade", "", "Association"]
    rows, refusals = of_lines(
        [one, "1", *rest], [two, "1", *rest], ["X-1", "2", *rest], [other, "", *rest], header=header
    )
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert refusals == []
    _, refusals = of_lines([one, "1", *rest], [one, "2", *rest], ["", "1", *rest], header=header)
    assert sentences(refusals) == [
        (
            3,
            "Référence",
            "This reference is already on line 2. A reference is that of one proposal: clear it on the other line if "
            "that one is new.",
        ),
        (4, "N°", "This number is already on line 2. Give each proposal a number of its own, or none."),
    ]


# Sheets of any shape


def test_columns_are_known_by_the_headings_people_give_them():
    paris = ["Identifiant du projet lauréat", "Lien", "Titre du projet lauréat", "Thématique", "Avancement du projet"]
    assert found_columns(paris) == {"number": (0,), "title": (2,), "theme": (3,), "status": (4,)}
    lille = ["id", "category/id", "category/name/en", "category/name/fr", "scope/name/fr", "title", "body"]
    assert found_columns(lille) == {"number": (0,), "theme": (3,), "region": (4,), "title": (5,), "text": (6,)}
    today = ["id", "taxonomies/ids", "taxonomies/12/fr", "taxonomies/40/fr", "title/fr", "body/fr", "state"]
    found = {"number": (0,), "theme": (2, 3), "title": (4,), "text": (5,), "status": (6,)}
    assert found_columns(today) == found
    assert found_columns(["Titre court", "Titre long", "Sport"]) == {}


def test_the_headings_are_found_below_a_title_block_and_lines_keep_their_numbers():
    block = [
        ["Préfecture de la Seine-Saint-Denis"],
        ["Atelier du 14 février 2018 : nos propositions"],
        [],
        ["", "Thème"],
    ]
    cells = from_its_header(read_cells(written(*block, HEADER, LINE).encode(), "a.csv"))
    assert cells.lines[0] == Line(5, tuple(HEADER))
    assert read_proposals(cells, WORDS)[:2] == ([Row(6, *AS_READ)], [])


def test_the_line_of_the_headings_can_be_chosen_and_is_the_first_unless_another_says_more():
    cells = read_cells(written(["Atelier"], ["Quoi", "De quoi"], ["a", "Sport"]).encode(), "a.csv")
    assert from_its_header(cells) == cells
    assert [line.number for line in from_its_header(cells, 2).lines] == [2, 3]
    plain = read_cells(written(HEADER, LINE, ["", "Thème", "Intitulé"]).encode(), "a.csv")
    assert from_its_header(plain) == plain


def test_a_sheet_without_a_body_or_a_description_is_read_and_places_are_recognised():
    header = ["Thème", "Proposition", "Département"]
    lines = [["sports", "Un stade", "Seine St Denis"], ["Culture", "Un musée", "93200"], ["Sport", "b", "Ailleurs"]]
    rows, refusals = of_lines(*lines, header=header)
    assert [(row.theme, row.title, row.body, row.department) for row in rows] == [
        ("sport", "Un stade", "unknown", "93"),
        ("culture", "Un musée", "unknown", "93"),
    ]
    assert [(refusal.line, refusal.column) for refusal in refusals] == [(4, "Département")]


def test_the_first_of_several_columns_that_means_something_is_the_theme():
    cells = Cells("a.csv", (Line(1, ("A", "B", "T")), Line(2, ("Île-de-France", "Sport", "a")), Line(3, ("", "", "b"))))
    reading = Reading({"title": (2,), "theme": (0, 1)}, {("theme", ""): "culture"})
    taken = read_proposals(cells, WORDS, reading)
    assert [row.theme for row in taken.rows] == ["sport", "culture"]


def test_values_settled_once_are_codes_and_what_means_nothing_is_counted():
    lines = [Line(number, ("Cadre de vie" if number % 3 else "FIN", f"a{number}")) for number in range(2, 11)]
    cells = Cells("a.csv", (Line(1, ("Thème", "Titre")), *lines))
    before = read_proposals(cells, WORDS)
    assert [(said.value, said.lines, said.code) for said in before.said if said.field == "theme"] == [
        ("Cadre de vie", 6, None),
        ("FIN", 3, None),
    ]
    settled = {("theme", "cadre de vie"): "culture", ("theme", "fin"): "sport"}
    taken = read_proposals(cells, WORDS, Reading(found_columns(("Thème", "Titre")), settled))
    assert (len(taken.rows), taken.refused) == (9, [])


def test_the_error_of_a_formula_is_never_taken_for_words():
    _, refusals = of_lines(["1", "Sport", "a", "#N/A", "Association"], ["2", "#NOM?", "b", "", "Association"])
    assert [(refusal.line, refusal.column, refusal.value) for refusal in refusals] == [
        (2, "Description", "#N/A"),
        (3, "Thème", "#NOM?"),
    ]
    broken = f'<row r="1">{inline("A1", "Thème")}{inline("B1", "Intitulé")}{inline("C1", "Porteur")}</row>'
    broken += (
        f'<row r="2"><c r="A2" t="e"><f>NA()</f><v>#N/A</v></c>{inline("B2", "a")}{inline("C2", "Association")}</row>'
    )
    _, refusals = proposals(sheet_of(broken), "a.xlsx")
    assert [refusal.column for refusal in refusals] == ["Thème"]


# What is refused as a whole


@pytest.mark.parametrize("name", ["atelier.csv", "atelier.xlsx"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n;;\r\n"])
def test_an_empty_file_is_called_empty(content, name):
    said = in_words(content, name)
    assert f"The file {name} is " in said
    assert ("is empty" in said) == (name.endswith("csv") or not content)


def test_a_header_alone_is_called_so():
    assert "has a header and nothing under it" in in_words(written(HEADER, [""] * 5).encode())
    assert "has a header and nothing under it" in in_words(workbook_of(HEADER), "a.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04abc",
        b"a;b\n1;\x002\n",
        "a;b\n1;\x002\n".encode("utf-16"),
        "a;b\n1;2\n".encode("utf-32"),
    ],
)
def test_a_picture_named_csv_is_not_read_as_a_sheet(content):
    assert "does not hold text, whatever its name says" in in_words(content)


@pytest.mark.parametrize(
    "content",
    ["Thème;été\nœuvre;à ".encode() + b"\xe9", b"\xef\xbb\xbfa;b\n\xe9;c\n", "a;b\nc;d\n".encode("utf-16")[:-1]],
)
def test_a_file_of_two_encodings_is_not_shown_with_broken_accents(content):
    assert "mixes two encodings" in in_words(content)


def test_a_column_named_twice_is_named_to_whoever_sent_it():
    said = in_words(written([*HEADER, "THEME"], LINE).encode())
    assert "has more than once: Thème. Its header, on line 1, reads: N° · Thème · Intitulé" in said


def test_missing_columns_are_named_beside_those_found():
    said = in_words(written(["Sujet", "Porteur"], ["Sport", "a"]).encode())
    assert "lacks these columns: Thème · Intitulé. Its header, on line 1, reads: Sujet · Porteur." in said


@pytest.mark.parametrize("record", ['1;"jamais fermé;x\n2;b\n', '1;"fermé" trop tôt;x\n'])
def test_a_quotation_mark_out_of_place_is_refused_with_its_line(record):
    assert "starts on line 3 of the file atelier.csv has a quotation mark" in in_words(f"a;b\n0;0\n{record}".encode())


@pytest.mark.parametrize("size", [MAX_CELL + 1, 200_000, 5_000_000])
def test_one_huge_cell_is_refused_with_its_line(size):
    text = "".join(map(str, range(size)))[:size]
    rows = f'<row r="1">{inline("A1", "a")}</row><row r="2">{inline("A2", text)}</row>'
    for content, name in [
        (f"a;b\n{text};y\n".encode(), "a.csv"),
        (f'a;b\n"{text}";y\n'.encode(), "b.csv"),
        (sheet_of(rows), "a.xlsx"),
    ]:
        assert f"A cell of line 2 of the file {name} holds more than {MAX_CELL} characters" in in_words(content, name)


def test_a_sheet_that_is_too_long_or_too_wide_is_refused():
    assert f"more than {MAX_ROWS} lines" in in_words(b"a\n" + b"x\n" * (MAX_ROWS + 1))
    assert f"more than {MAX_ROWS} lines" in in_words(workbook_of(*[["x"]] * (MAX_ROWS + 2)), "a.xlsx")
    assert len(read_cells(b"a\n" + b"x\n" * MAX_ROWS, "a.csv").lines) == MAX_ROWS + 1
    wide = ["x"] * (MAX_COLUMNS + 1)
    assert f"Line 2 of the file atelier.csv has more than {MAX_COLUMNS} columns" in in_words(
        written(["a"], wide).encode()
    )
    assert f"more than {MAX_COLUMNS} columns" in in_words(workbook_of(["a"], wide), "a.xlsx")
    assert "weighs more than 100 MB" in in_words(b"x" * (MAX_FILE + 1))


@pytest.mark.parametrize("name", ["atelier.docx", "atelier.pdf", "atelier", "", "../..", "a.csv.exe"])
def test_another_kind_of_file_is_refused_with_what_to_do(name):
    assert "Save it as an Excel workbook (.xlsx) or as CSV" in in_words(b"a;b\n1;2\n", name)


def test_only_the_end_of_a_path_is_shown():
    assert read_cells(b"a;b\n1;2\n", "C:\\Users\\anne\\{atelier}.csv").file == "{atelier}.csv"
    assert "The file {x}.csv is empty" in in_words(b"", "/home/anne/{x}.csv")


def test_a_workbook_with_a_password_is_refused_with_what_to_do():
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password" in in_words(encrypted, "a.xlsx")
    assert "does not hold text" in in_words(encrypted, "a.csv")


def test_a_workbook_cut_short_or_not_one_is_refused():
    whole = workbook_of(HEADER, LINE)
    unsure = sheet_of("<row><c><v>", **{"xl/workbook.xml": "<workbook"})
    for content in (whole[:-30], whole[: len(whole) // 2], b"a;b\n1;2\n", b"PK\x05\x06" + b"\0" * 18, unsure):
        assert "is not a workbook, or it was damaged or cut short" in in_words(content, "a.xlsx")


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.xml", "xl\\..\\x.xml"])
def test_an_archive_with_names_that_leave_it_is_refused(name):
    assert "is not a workbook" in in_words(sheet_of("", **{name: "x"}), "a.xlsx")


def test_a_workbook_with_macros_is_refused():
    assert "contains macros" in in_words(sheet_of("", **{"xl/vbaProject.bin": "x"}), "a.xlsx")


def test_the_two_cells_that_kill_a_reader_kill_only_the_child():
    rows = f'<row r="1">{inline("A1", "a")}</row><row r="1048576">{inline("XFD1048576", "b")}</row>'
    assert "takes too much memory or time to open" in in_words(sheet_of(rows), "a.xlsx")


def test_a_file_that_swells_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(workbook_file, "opened_apart", lambda *_: pytest.fail("opened"))
    assert "takes too much memory" in in_words(sheet_of("", **{"xl/big.xml": b"\0" * 20_000_000}), "a.xlsx")
    many = {f"xl/{number}.xml": "" for number in range(600)}
    assert "takes too much memory" in in_words(sheet_of("", **many), "a.xlsx")


def test_a_long_text_named_many_times_is_refused():
    strings = f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    relations = SKELETON["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4000))
    content = sheet_of(rows, **{"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": relations})
    assert "takes too much memory or time to open" in in_words(content, "a.xlsx")


def test_a_child_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(sheet_child, "SECONDS", 0.001)
    assert "takes too much memory or time to open" in in_words(workbook_of(HEADER, LINE), "a.xlsx")


def test_a_child_that_cannot_start_is_not_blamed_on_the_file(monkeypatch, tmp_path):
    broken = tmp_path / "child.py"
    broken.write_text("import a_library_nobody_has")
    monkeypatch.setattr(sheet_child, "__file__", str(broken))
    with pytest.raises(RuntimeError, match="a_library_nobody_has"):
        read_cells(workbook_of(HEADER, LINE), "a.xlsx")


def test_the_child_finds_its_library_and_nothing_of_the_project():
    command = [sys.executable, "-I", sheet_child.__file__]
    done = subprocess.run(command, input=workbook_of(HEADER, LINE), capture_output=True, check=True, cwd="/")
    assert [json.loads(part) for part in done.stdout.splitlines()] == [
        {"sheet": "Feuil1", "sheets": ["Vide", "Feuil1"]},
        [[1, HEADER], [2, LINE]],
    ]


@SOON
@given(
    st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.sampled_from(["a.csv", "a.tsv", "a.txt", "b"])
)
@example(b"\xff\xfe\x00\xd8a\x00", "a.csv")
@example(b'"', "a.csv")
def test_bytes_of_any_kind_are_read_or_refused_in_words(content, name):
    read_or_refused(content, name)


@BY_A_CHILD
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused_in_words(where, damage):
    whole = bytearray(workbook_of(HEADER, LINE))
    whole[where % len(whole) : where % len(whole) + len(damage)] = damage
    read_or_refused(bytes(whole), "a.xlsx")


# What people take away


ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), min_size=1, max_size=60)
LIKE_FORMULAS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "'", "''", " ", "\u00a0", "\ufeff"]),
        st.sampled_from(["=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠", "- "]),
        ANY_TEXT,
    ),
)
TEXTS = st.lists((ANY_TEXT | LIKE_FORMULAS).filter(normalised), max_size=8)


def round_trip(texts, write, name):
    """Descriptions as they come back from a file of ours."""
    lines = [["", str(n), "Sport", f"Titre {n}", text, "Association"] for n, text in enumerate(texts)]
    rows, refusals = proposals(write(list(COLUMNS), [*lines, ["", "", "Sport", "Fin", "", "Association"]]), name)
    assert refusals == []
    return [row.text for row in rows][:-1]


@SOON
@given(TEXTS)
@example(["- ouvrir une maison", "=1+1", "'=1", "@x", "\tx", " =1", "'- a", "''+"])
def test_any_text_comes_back_from_our_csv_as_it_was(texts):
    assert round_trip(texts, write_csv, "a.csv") == texts


@BY_A_CHILD
@given(TEXTS)
@example(["- ouvrir une maison", "=1+1", "'=1", "@x", "\tx", " =1", "'- a", "''+", "_x0041_", "&lt;<b>"])
def test_any_text_comes_back_from_our_workbook_as_it_was(texts):
    assert round_trip(texts, lambda columns, rows: write_xlsx(columns, rows, "Export", []), "a.xlsx") == texts


def test_french_excel_opens_our_csv():
    content = write_csv(
        ["Intitulé", "Part", "Le", "À", "Retenue", "Vide"],
        [
            ["a;b", 12.5, datetime.date(2018, 2, 14), datetime.datetime(2018, 2, 14, 9, 5), True, None],
            ["-x", -3, Decimal("-1.50"), float("nan"), False, "01"],
        ],
    )
    assert (
        content
        == (
            "\ufeffIntitulé;Part;Le;À;Retenue;Vide\r\n"
            '"a;b";12,5;14/02/2018;14/02/2018 09:05;oui;\r\n'
            "'-x;-3;-1,50;;non;01\r\n"
        ).encode()
    )


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=", "\n=", "\r=", "\0=1", "＝1", "＠a", " =1", "\u00a0=1", "\ufeff=1", "'=1"]
)
def test_no_spreadsheet_takes_our_texts_for_formulas(text):
    cell = next(csv.reader(io.StringIO(write_csv(["a"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1])))[0]
    assert cell.startswith("'")
    sheets = zipfile.ZipFile(io.BytesIO(write_xlsx(["a"], [[text], ["http://x.fr"]], "t", [(text, text)])))
    parts = {name: sheets.read(name).decode() for name in sheets.namelist()}
    assert "<f>" not in "".join(parts.values())
    assert "hyperlink" not in "".join(text for name, text in parts.items() if "sheet1" in name)


def test_numbers_and_dates_of_our_workbook_are_typed():
    moment = datetime.datetime(2018, 2, 14, 9, 30, tzinfo=datetime.UTC)
    values = ["01", 3, 12.5, Decimal("1.5"), datetime.date(2018, 2, 14), moment, True, None, float("inf"), 10**20]
    old = datetime.date(1789, 7, 14)
    content = write_xlsx([f"c{n}" for n in range(11)], [[*values, old]], "Propositions", [("Filtres", "aucun")])
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Propositions", "À propos"]
    assert book.get_sheet_by_name("Propositions").to_python()[1] == [
        *("01", 3, 12.5, 1.5, datetime.date(2018, 2, 14), datetime.datetime(2018, 2, 14, 9, 30), "oui", "", ""),
        *("100000000000000000000", "14/07/1789"),
    ]
    assert book.get_sheet_by_name("À propos").to_python() == [["Filtres", "aucun"]]


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "x" + "😀" * 20_000])
def test_a_text_too_long_for_a_cell_says_that_it_was_cut(text):
    content = write_xlsx(["a"], [[text]], "t", [])
    cell = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1][0]
    assert cell.endswith("(texte coupé : une cellule ne peut contenir que 32 767 caractères)")
    assert MAX_CELL - 1 <= len(cell.encode("utf-16-le")) / 2 <= MAX_CELL


@pytest.mark.parametrize("title", ["", "À propos", "History", "a/b:c*[d]?\\" + "x" * 40, "'l’été'", "''"])
def test_any_title_makes_a_sheet_that_opens(title):
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx([], [], title, []))).sheet_names) == 2


def test_what_a_workbook_cannot_hold_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(writing, "MAX_XLSX_ROWS", 3)
    with pytest.raises(Refused, match="holds 2 lines at most"):
        write_xlsx(["a"], [["x"]] * 3, "t", [])


# The template


def test_the_template_sent_back_empty_is_called_so():
    assert "has a header and nothing under it" in in_words(template(THEMES, BODIES), "modele.xlsx")


def test_the_template_filled_in_is_read():
    sent = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(THEMES, BODIES))) as empty, zipfile.ZipFile(sent, "w") as filled:
        for name in empty.namelist():
            text = empty.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cells = zip("BCDEF", ["1", "Sport", "- ouvrir une maison", "", "Service de l’État"], strict=True)
                row = f'<row r="2">{"".join(inline(f"{letter}2", words) for letter, words in cells)}</row>'
                text = text.replace(b"</sheetData>", row.encode() + b"</sheetData>")
            filled.writestr(name, text)
    expected = Row(2, "1", "sport", "- ouvrir une maison", "", "state_service")
    assert proposals(sent.getvalue(), "modele.xlsx") == ([expected], [])


def test_the_template_offers_the_lists_and_explains_itself():
    content = template(THEMES, BODIES)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Propositions", "Mode d’emploi", "Listes"]
    assert book.get_sheet_by_name("Propositions").to_python() == [list(COLUMNS)]
    assert [row[0] for row in book.get_sheet_by_name("Listes").to_python()] == [
        "Thème",
        *(t["label_fr"] for t in THEMES),
    ]
    assert "Une ligne par proposition" in [row[0] for row in book.get_sheet_by_name("Mode d’emploi").to_python()]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<formula1>Listes!$A$2:$A$5</formula1>" in sheet
    assert "<formula1>Listes!$B$2:$B$3</formula1>" in sheet
    assert sheet.count("<dataValidation ") == len(COLUMNS)
