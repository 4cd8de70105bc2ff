"""Writing a document of one A4 page for a meeting: a Word file that people edit and print.

Source: ECMA-376, 17.3.2.20 (languages), 17.4.78 (heading rows), 20.4.2.5 (what a picture shows, in words). Titles are
of the styles that Word lists and screen readers jump between; nothing is laid out by tables.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from data.spelling import clean

FONT, TEXT = "Arial", 8.5  # a face that Word and LibreOffice both have, or set as wide; points
BLUE, ALERT = RGBColor(0x00, 0x00, 0x91), RGBColor(0x9A, 0x33, 0x00)  # on white, contrasts of 15 and 7
A4, MARGIN = (21.0, 29.7), 1.4  # centimetres
WIDE = A4[0] - 2 * MARGIN  # between the margins
GREY = "EEEEEE"


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Sentences:
    """Sentences, one under the other, as the items of a list or as a paragraph each."""

    texts: Sequence[str]
    listed: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart as a PNG, what it shows in words, and its width in centimetres."""

    png: bytes
    shows: str
    width: float


@dataclass(frozen=True)
class Pictures:
    """Pictures side by side, as long as their widths fit between the margins (`WIDE`)."""

    pictures: Sequence[Picture]


@dataclass(frozen=True)
class Table:
    """Rows of texts under their headings; `widths` in centimetres; columns from `numbers` on are set to the right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: int = 1


Block = Heading | Sentences | Pictures | Table


@dataclass(frozen=True)
class About:
    """What a document says of itself: title, language (`fr-FR`), who took it when, a warning, small print."""

    title: str
    language: str
    author: str
    made_at: datetime
    warning: str
    small_print: Sequence[str]


def write_document(about: About, blocks: Iterable[Block]) -> bytes:
    """The document, as DOCX. Its length is that of its blocks: keep them within a page."""
    word = Document()
    _set_styles(word, about.language)
    _set_paper(word)
    _say_what_it_is(word, about)
    word.add_heading(clean(about.title), 0)
    if about.warning:
        _coloured(word.add_paragraph(clean(about.warning)), ALERT)
    for block in blocks:
        _add(word, block)
    for line in about.small_print:
        _small_print(word, line)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading(text):
            word.add_heading(clean(text), 1)
        case Sentences(texts, listed):
            for text in texts:
                word.add_paragraph(clean(text), "List Bullet" if listed else None)
        case Pictures(pictures):
            _add_pictures(word.add_paragraph(), pictures)
        case Table():
            _add_table(word, block)


def _add_pictures(paragraph: Paragraph, pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), Cm(picture.width))
        inline = shape._inline
        inline.docPr.set("descr", clean(picture.shows))
        for side in ("distL", "distR"):  # else LibreOffice keeps 3 mm on each side
            inline.set(side, "0")


def _add_table(word: Word, block: Table) -> None:
    table = word.add_table(1 + len(block.rows), len(block.headings), "Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _repeat_headings(table)
    for number, texts in enumerate([block.headings, *block.rows]):
        for place, (cell, text) in enumerate(zip(table.rows[number].cells, texts, strict=True)):
            cell.width = Cm(block.widths[place])
            paragraph = cell.paragraphs[0]
            paragraph.add_run(clean(text)).bold = True if number == 0 else None
            paragraph.paragraph_format.space_after = Pt(0)
            if place >= block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, width in enumerate(block.widths):
        table.columns[place].width = Cm(width)


def _repeat_headings(table: WordTable) -> None:
    """The first row is that of headings, for those who hear the table and at the top of a second page."""
    _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", val="true")
    for cell in table.rows[0].cells:
        _child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=GREY)


def _child(parent: Any, name: str, **attributes: str) -> None:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    parent.append(element)


def _coloured(paragraph: Paragraph, colour: RGBColor) -> None:
    for run in paragraph.runs:
        run.bold, run.font.color.rgb = True, colour


def _small_print(word: Word, line: str) -> None:
    paragraph = word.sections[0].footer.add_paragraph(clean(line))
    for run in paragraph.runs:
        run.font.size = Pt(TEXT - 1)


def _set_paper(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
    section.left_margin = section.right_margin = section.top_margin = Cm(MARGIN)
    section.bottom_margin, section.footer_distance = Cm(MARGIN + 0.6), Cm(0.6)
    first = section.footer.paragraphs[0]._p  # the template has an empty one, which would take a line
    first.getparent().remove(first)


def _set_styles(word: Word, language: str) -> None:
    """The language of the texts, for those who hear them and for the spelling; a face, sizes and colours."""
    spoken = word.styles.element.find(".//" + qn("w:lang"))
    spoken.set(qn("w:val"), language)
    _set_style(word.styles["Normal"], TEXT, 0, 2)
    _set_style(word.styles["List Bullet"], TEXT, 0, 1)
    _set_style(word.styles["Title"], 15, 0, 3, BLUE)
    _set_style(word.styles["Heading 1"], 10.5, 5, 2, BLUE)


def _set_style(style: Any, size: float, before: float, after: float, colour: RGBColor | None = None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # these would win over the name
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0


def _say_what_it_is(word: Word, about: About) -> None:
    """The properties that file explorers and screen readers tell."""
    properties = word.core_properties
    properties.title, properties.author = _property(about.title), _property(about.author)
    properties.language, properties.comments = about.language, _property(about.warning)
    properties.last_modified_by, properties.created = properties.author, about.made_at
    properties.modified = about.made_at


def _property(text: str) -> str:
    """A text as long as the format lets a property be."""
    return clean(text)[:255]
