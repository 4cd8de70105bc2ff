"""A document that goes to a meeting: what Word and screen readers find in it, read back."""

import io
import struct
import zlib
from datetime import datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from data.document import WIDE, About, Heading, Picture, Pictures, Sentences, Table, write_document

ABOUT = About(
    title="Bretagne : fiche de la région",
    language="fr-FR",
    author="Anne Lemaire (coordination nationale)",
    made_at=datetime(2018, 7, 18, 9, 30),
    warning="Démonstration : données fictives",
    small_print=("Filtres : aucun", "Source : tableau de bord"),
)
MEASURES = Table(("Mesure", "Valeur"), (("Part retenue", "12,5 %"), ("Ateliers", "3")), (5.0, 3.0))


def dot():
    """The smallest PNG: one white dot."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def written(*blocks, **about):
    """The document made of these blocks, opened again."""
    return Document(io.BytesIO(write_document(About(**{**vars(ABOUT), **about}), blocks)))


def test_it_tells_its_title_its_language_its_author_and_its_day():
    properties = written().core_properties
    assert (properties.title, properties.author) == (ABOUT.title, ABOUT.author)
    assert properties.language == "fr-FR"
    assert properties.created.replace(tzinfo=None) == ABOUT.made_at


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_its_texts_are_spelt_and_read_aloud_in_its_language(language):
    spoken = written(language=language).styles.element.findall(".//" + qn("w:lang"))
    assert [one.get(qn("w:val")) for one in spoken] == [language]


def test_its_titles_are_titles():
    word = written(Heading("Où elle en est"), Sentences(("Rien.",)), Sentences(("Un.", "Deux."), listed=True))
    assert [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs] == [
        ("Title", "Bretagne : fiche de la région"),
        ("Normal", "Démonstration : données fictives"),
        ("Heading 1", "Où elle en est"),
        ("Normal", "Rien."),
        ("List Bullet", "Un."),
        ("List Bullet", "Deux."),
    ]


def test_real_data_come_without_a_warning():
    assert [paragraph.text for paragraph in written(warning="").paragraphs] == [ABOUT.title]


def test_a_table_is_a_table_whose_headings_are_told_and_come_again_on_the_next_page():
    [table] = written(MEASURES).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Mesure", "Valeur"],
        ["Part retenue", "12,5 %"],
        ["Ateliers", "3"],
    ]
    assert [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert [column.width.cm for column in table.columns] == pytest.approx([5, 3], abs=0.01)


def test_a_picture_says_in_words_what_it_shows():
    word = written(Pictures((Picture(dot(), "Le plus haut : la Corse.", 8.5), Picture(dot(), "Plat.", 8.5))))
    shown = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert shown == ["Le plus haut : la Corse.", "Plat."]
    assert [shape.width for shape in word.inline_shapes] == [Cm(8.5), Cm(8.5)]
    assert len(word.paragraphs) == 3  # side by side, in one


def test_it_is_of_the_paper_of_offices_and_its_pictures_fit_between_its_margins():
    section = written().sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    within = section.page_width - section.left_margin - section.right_margin
    assert within / Cm(1) == pytest.approx(WIDE, abs=0.01)


def test_the_small_print_is_at_the_foot_of_the_page():
    assert [line.text for line in written().sections[0].footer.paragraphs] == list(ABOUT.small_print)


def test_what_people_typed_is_written_as_typed_but_for_what_no_document_can_hold():
    said = "=1+1 <b>& </w:t> «\u00a0œuvre\u00a0» \x00\x07\ud800fin"
    kept = "=1+1 <b>& </w:t> «\u00a0œuvre\u00a0» fin"
    word = written(Heading(said), Table((said,), ((said,),), (5.0,)), title=said, author=said, small_print=(said,))
    assert word.paragraphs[0].text == word.paragraphs[2].text == word.sections[0].footer.paragraphs[0].text == kept
    assert {cell.text for row in word.tables[0].rows for cell in row.cells} == {kept}
    assert word.core_properties.title == word.core_properties.author == kept


def test_a_very_long_name_is_no_reason_to_make_no_document():
    assert len(written(author="é" * 300).core_properties.author) == 255  # what the format allows
