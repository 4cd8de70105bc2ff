"""The papers, read back by other readers (python-docx, pypdf, LibreOffice): nothing is lost, nothing means anything."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from data.papers import (
    Answered,
    Balance,
    Decided,
    Made,
    Meeting,
    Proposal,
    Snapshot,
    Step,
    Workshop,
    answers,
    decisions,
    session_file,
    sheet,
    write_pdf,
    write_word,
)
from data.papers.session_file import differences
from data.spelling import clean

MADE = Made(datetime(2026, 3, 1, 9, 5))
HELD = Workshop(
    title="Atelier thématique",
    held_on=date(2018, 2, 14),
    prefecture="Préfecture de Paris",
    department="Paris",
    region="Île-de-France",
    place="Mairie du 18e",
    participants=120,
)
STEPS = (
    Step(date(2018, 2, 15), "receive", "", "Reçue", "mission ville", "", ""),
    Step(
        date(2018, 3, 2),
        "move",
        "Reçue",
        "Non retenue",
        "coordination nationale",
        "Existe déjà",
        "Le droit y pourvoit.",
    ),
    Step(date(2018, 3, 3), "a_kind_to_come", "", "", "nul ne sait", "", ""),
)
MONTPELLIER = Meeting("CIV de Montpellier", date(2026, 4, 1), "Montpellier")
WILD = '#eval(1+1) $x^2$ *gras* _a_ @ref <w:p>a</w:p> &amp; \\ [x] #import "a.typ" {count} %s // fin'
DOT = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def proposal(number=1, **known):
    """A proposal as a paper is told of it."""
    given = {
        "reference": f"IDF-75-2018-{number:03}",
        "title": f"Médiation numérique {number}",
        "words": "Une action qui a fait ses preuves.",
        "edited_title": None,
        "edited_words": None,
        "theme": "Numérique",
        "body": "Association",
        "status": "Proposée au comité",
        "since": date(2018, 3, 1),
        "session": None,
        "workshop": HELD,
        "history": STEPS,
    }
    return Proposal(**given | known)


def dossier(agenda, **made):
    """The file of a session that examines these proposals."""
    themes = Balance([("Sport", 1, 60), ("Numérique", 3, 40)], DOT, "Le numérique a 75 % des places.")
    regions = Balance([("Bretagne", 4, 100)], DOT, "La Bretagne a tout.")
    return session_file(MONTPELLIER, agenda, themes, regions, "", replace(MADE, **made))


def answered(status, **known):
    """A proposal of the workshop, and its answer."""
    given = {"reference": "R-1", "number": "7", "title": "Un terrain", "words": "Pour jouer.", "label": "Libellé"}
    given |= {"edited_title": None, "edited_words": None, "since": date(2018, 3, 1), "status": status}
    return Answered(**given | known)


def in_word(paper):
    """Every text of the Word file, in order."""
    document = Document(io.BytesIO(write_word(paper)))
    return "\n".join("".join(_pieces(paragraph)) for paragraph in document.element.body.iter(qn("w:p")))


def _pieces(paragraph):
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(element.tag) or element.text or ""


def in_pdf(paper):
    """Every text of the PDF, in order, lines broken anywhere."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(paper))).pages)


def squeezed(text):
    """A text without its spaces, wherever lines were broken."""
    return re.sub(r"[\s\u200b]+", "", text.replace("\u00a0", ""))


READERS = {"word": in_word, "pdf": in_pdf}
both = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


@both
def test_the_sheet_says_all_that_is_known_and_names_nobody(read):
    whole = proposal(
        edited_title="Médiation pour tous",
        edited_words="Autrement dit.",
        reason="Existe déjà",
        sentence="Le droit y pourvoit.",
        session="CIV de Montpellier (01/04/2026)",
        evidence=[("Où cela se fait", "À Lille, depuis 2015")],
    )
    said = squeezed(read(sheet(whole, MADE)))
    for text in (
        *("IDF-75-2018-001", "Médiation numérique 1", "Une action qui a fait ses preuves.", "Médiation pour tous"),
        *(
            "Autrement dit.",
            "Numérique",
            "Association",
            "Proposée au comité, depuis le 1er mars 2018",
            "Atelier thématique",
        ),
        *("14 février 2018", "Mairie du 18e", "Préfecture de Paris", "Paris", "Île-de-France", "À Lille, depuis 2015"),
        *(
            "CIV de Montpellier (01/04/2026)",
            "15/02/2018",
            "« Reçue » devient « Non retenue »",
            "coordination nationale",
        ),
        *("Existe déjà – Le droit y pourvoit.", "Établi le 1er mars 2026 à 9 h 05"),
    ):
        assert squeezed(text) in said, text
    assert "nulnesait" not in said


@both
def test_a_demonstration_and_a_past_day_are_said_on_every_page(read):
    paper = sheet(proposal(words="Mot. " * 1500), replace(MADE, fictional=True, read=date(2018, 3, 1)))
    told = "Démonstration : données fictives · Tel qu’au soir du 1er mars 2018"
    if read is in_pdf:
        pages = PdfReader(io.BytesIO(write_pdf(paper))).pages
        assert len(pages) > 1
        assert all(squeezed(told) in squeezed(page.extract_text()) for page in pages)
    else:
        section = Document(io.BytesIO(write_word(paper))).sections[0]
        assert squeezed(section.header.paragraphs[0].text) == squeezed(told)


@both
def test_the_file_of_a_session_holds_its_agenda_in_order_and_a_sheet_for_each(read):
    agenda = [proposal(number, title=f"Titre numéro {number} fin") for number in (3, 1, 2)]
    said = read(dossier(agenda))
    for place, one in enumerate(agenda, start=1):
        found = [at.start() for at in re.finditer(re.escape(squeezed(f"{place}. {one.title}")), squeezed(said))]
        assert len(found) == 2, "once in the contents, once over its sheet"
    listed = re.findall(r"IDF-75-2018-00\d", said)
    assert listed[:3] == ["IDF-75-2018-003", "IDF-75-2018-001", "IDF-75-2018-002"]
    for text in ("Dossier de séance", "CIV de Montpellier", "1er avril 2026, Montpellier", "Document de travail"):
        assert squeezed(text) in squeezed(said)
    assert squeezed("3 propositions sont à examiner, pour 100 entendues dans les ateliers.") in squeezed(said)
    assert squeezed("Numérique375%4040%") in squeezed(said)


@both
def test_a_session_with_nothing_to_examine_says_so(read):
    assert squeezed("Aucune proposition n’est à examiner.") in squeezed(read(dossier([])))


def test_what_is_more_present_than_in_the_workshops_is_said_in_points():
    # 1 of 4 against 60 of 100: 25 % against 60 %; 3 of 4 against 38: 75 % against 38 %; 0 against 2 %: as good as even.
    assert [
        text.replace("\u00a0", " ") for text in differences([("Sport", 1, 60), ("Santé", 3, 38), ("Emploi", 0, 2)])
    ] == [
        "Plus présent qu’en atelier : Santé (+37 points).",
        "Moins présent qu’en atelier : Sport (−35 points).",
    ]
    assert differences([("Sport", 1, 2), ("Santé", 1, 2)]) == [
        "Chacun a, à deux points près, la part qu’il avait dans les ateliers."
    ]


@both
def test_the_record_numbers_every_decision_with_its_reason_and_is_sealed(read):
    kept = [Decided(f"R-{number}", f"Titre {number}", "Paris", "Retenue", "", "") for number in range(1, 41)]
    dropped = [Decided("R-41", "Titre 41", "Paris", "Non retenue", "Existe déjà", "Le droit y pourvoit.")]
    sealed = Snapshot("3", "0123456789abcdef" * 4, datetime(2026, 4, 1, 18, 2), "coordination nationale")
    said = squeezed(read(decisions(MONTPELLIER, kept + dropped, MADE, sealed)))
    for number in range(1, 42):
        assert f"{number}R-{number}Titre{number}Paris" in said
    for text in (
        *("Retenue : 40 propositions", "Non retenue : 1 proposition", "Total41", "Existe déjà", "Le droit y pourvoit."),
        *(
            "Relevé n° 3",
            "0123456789abcdef" * 4,
            "Séance close le 1er avril 2026 à 18 h 02 par : coordination nationale",
        ),
    ):
        assert squeezed(text) in said, text
    assert "provisoire" not in said


@both
def test_the_record_of_an_open_session_says_that_it_is_provisional(read):
    said = squeezed(read(decisions(MONTPELLIER, [], MADE)))
    assert squeezed("Séance non close : ce relevé est provisoire.") in said
    assert squeezed("Aucune décision n’a été prise dans cette séance.") in said


@both
def test_those_who_spoke_are_answered_in_plain_french(read):
    given = [
        answered("kept", measure="Mesure 12 du CIV", session="CIV de Montpellier (01/04/2026)"),
        answered("not_kept", title="Une piste", reason="Existe déjà", sentence="Le droit y pourvoit."),
        answered("a_status_to_come", title="Un gymnase", edited_title="Un gymnase ouvert"),
    ]
    said = squeezed(read(answers(HELD, given, MADE)))
    for text in (
        *("Voici ce que sont devenues les 3 propositions faites dans cet atelier.", "120 participants", "Un terrain"),
        *("Votre proposition a été retenue pour le comité.", "Pour jouer.", "N° 7 de votre feuille"),
        *("Ce qu’elle est devenue : Mesure 12 du CIV", "Séance : CIV de Montpellier (01/04/2026)."),
        *("Votre proposition n’a pas été retenue pour le comité.", "Existe déjà – Le droit y pourvoit."),
        *("Votre proposition est au statut « Libellé ».", "Un gymnase ouvert"),
    ):
        assert squeezed(text) in said, text


# What people wrote is never taken for anything else


@both
def test_what_people_wrote_comes_out_as_they_wrote_it(read):
    paper = sheet(proposal(title=WILD, words=f"{WILD}\nא ב\tا ب\n\n{WILD}", workshop=replace(HELD, title=WILD)), MADE)
    said = squeezed(read(paper))
    assert said.count(squeezed(WILD)) == 5
    assert all(letter in said for letter in "אבا")


def test_a_pdf_writes_a_box_for_what_no_font_shows_and_says_so():
    paper = sheet(proposal(title="Des jeux 😀", words="中文 et 👩‍👩‍👧"), MADE)
    said = in_pdf(paper)
    assert "Des jeux □" in said
    assert squeezed("Le signe □ remplace un caractère") in squeezed(said)
    assert "中文 et 👩‍👩‍👧" in in_word(paper)


@both
def test_twenty_thousand_characters_hold_and_a_word_without_end_does_not_leave_the_page(read):
    longest = "é" * 20_000
    assert squeezed(read(sheet(proposal(title="T" * 300, words=longest), MADE))).count("é") >= 20_000


any_text = st.text(st.characters(codec=None), max_size=60)


@settings(max_examples=25, deadline=None)
@given(title=any_text, words=any_text)
def test_any_text_makes_both_files(title, words):
    paper = sheet(proposal(title=title, words=words), MADE)
    assert squeezed(clean(words)) in squeezed(in_word(paper))
    assert in_pdf(paper)


# What the files are


def test_the_pdf_is_tagged_in_french_and_has_bookmarks():
    reader = PdfReader(io.BytesIO(write_pdf(dossier([proposal(1), proposal(2)], fictional=True))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "CIV de Montpellier"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    kinds = set(tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/BlockQuote", "/Figure", "/TOC"} <= kinds
    assert titles(reader.outline) == [
        *("Synthèse", "Par thème", "Par région", "Ordre du jour", "Fiches"),
        *("1. Médiation numérique 1", "Les mots de l’atelier", "Historique"),
        *("2. Médiation numérique 2", "Les mots de l’atelier", "Historique"),
    ]
    assert set(alternatives(root["/StructTreeRoot"])) == {
        "Le numérique a 75 % des places.",
        "La Bretagne a tout.",
    }


def elements(node):
    """Every element of the structure of a PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tags(root):
    """The kinds of the elements."""
    return [element["/S"] for element in elements(root) if "/S" in element]


def alternatives(root):
    """What pictures show, in words."""
    return [element["/Alt"] for element in elements(root) if "/Alt" in element]


def titles(outline):
    """The bookmarks, in order."""
    return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one.title])]


def test_the_word_file_has_real_titles_contents_and_tables_in_french():
    document = Document(io.BytesIO(write_word(dossier([proposal(1), proposal(2)]))))
    assert document.core_properties.title == "CIV de Montpellier"
    assert document.core_properties.language == "fr-FR"
    assert document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "fr-FR"
    settings_of = {
        one.get(qn("w:name")): one.get(qn("w:val")) for one in document.settings.element.iter(qn("w:compatSetting"))
    }
    assert settings_of["compatibilityMode"] == "15", "Word would open it as a file of an older one"
    second = [line.text for line in document.paragraphs if line.style.name == "Heading 2"]
    assert second == ["Par thème", "Par région", "1. Médiation numérique 1", "2. Médiation numérique 2"]
    fields = [field.text.strip() for field in document.element.body.iter(qn("w:instrText"))]
    assert fields == ['TOC \\o "1-2" \\h \\z \\u']
    marks = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    assert anchors == {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert len(anchors) == 7
    foot = document.sections[0].footer._element
    assert [field.text.strip() for field in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    shown = {shape._inline.docPr.get("descr") for shape in document.inline_shapes}
    assert shown == {"Le numérique a 75 % des places.", "La Bretagne a tout."}


def test_the_headings_of_a_word_table_come_back_and_its_rows_stay_whole_unless_too_long():
    long = replace(STEPS[1], sentence="Parce que. " * 200)
    document = Document(io.BytesIO(write_word(sheet(proposal(history=[STEPS[0], long]), MADE))))
    head, short, cut = document.tables[-1].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, short, cut)] == [True, True, False]


def test_every_part_of_the_word_file_is_sound_xml_and_names_no_library():
    with zipfile.ZipFile(io.BytesIO(write_word(dossier([proposal(words=WILD + "\x00\x0b\ud800")])))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_libreoffice_opens_the_word_files_and_prints_each_sheet_on_a_page_of_its_own(tmp_path):
    agenda = [proposal(number, words=WILD) for number in range(1, 6)]
    (tmp_path / "dossier.docx").write_bytes(write_word(dossier(agenda, fictional=True)))
    office = shutil.which("soffice")
    assert office, "these tests need LibreOffice: see README"
    home = (tmp_path / "home").as_uri()
    asked = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "dossier.docx"]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "dossier.pdf").pages]
    assert len(pages) == 5 + 5  # cover, contents, summary of two square pictures, agenda, then the sheets
    for number, page in enumerate(pages[5:], start=1):
        assert squeezed(f"{number}. Médiation numérique {number}") in squeezed(page)
        assert squeezed(WILD) in squeezed(page)
        assert squeezed(f"Page {5 + number} sur 10") in squeezed(page)


def test_progress_is_told_up_to_the_end():
    told = []
    write_word(dossier([proposal(1), proposal(2)]), told.append)
    assert told == sorted(told)
    assert told[-1] == 1
