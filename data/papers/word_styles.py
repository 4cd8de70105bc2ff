"""The styles of a Word paper: those that Word knows by name, so that people find, restyle and jump between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from data.papers import french

FONT = "Arial"  # a face that Word and LibreOffice both have, or set as wide
BLUE, GREY, ALERT = RGBColor(0x00, 0x00, 0x91), RGBColor(0x55, 0x55, 0x55), RGBColor(0x9A, 0x33, 0x00)
A4, MARGIN = (21.0, 29.7), 2.0  # centimetres
WIDE = A4[0] - 2 * MARGIN  # between the margins

TABLE_TEXT = "Texte de tableau"  # the only style that Word does not know

# Each style: its size in points, the space before and after it in points, its colour.
SIZES = {
    "Normal": (10, 0, 5, None),
    "Quote": (10, 2, 5, None),
    "Title": (20, 2, 8, BLUE),
    "Subtitle": (12, 0, 0, GREY),
    "Caption": (9, 4, 8, GREY),
    "Heading 1": (15, 16, 6, BLUE),
    "Heading 2": (12.5, 12, 5, BLUE),
    "Heading 3": (10.5, 10, 4, BLUE),
    "TOC Heading": (15, 0, 8, BLUE),
    "Header": (8.5, 0, 0, ALERT),
    "Footer": (8.5, 0, 0, GREY),
    "toc 1": (10, 6, 2, None),
    "toc 2": (10, 0, 2, None),
    TABLE_TEXT: (9, 1, 1, None),
}
Styles = Mapping[str, str]  # the id of each style, by its name


def set_styles(word: Word) -> Styles:
    """Give the styles their language, face, sizes and colours; the file says which Word it is for."""
    spoken = word.styles.element.find(".//" + qn("w:lang"))
    spoken.set(qn("w:val"), french.LANGUAGE)
    word.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    for name in ("toc 1", "toc 2"):
        _add_contents_style(word, name, 0 if name == "toc 1" else 0.6)
    for name, (size, before, after, colour) in SIZES.items():
        _set_style(word.styles[name], size, before, after, colour)
    for name in ("Title", "Subtitle", "Caption", "Quote", "Header", "Heading 1", "Heading 2", "Heading 3"):
        font = word.styles[name].font
        font.italic = font.cs_italic = False
        font.bold = name not in ("Subtitle", "Caption", "Quote")
    _set_edges(word)
    _for_a_recent_word(word)
    return {name: word.styles[name].style_id for name in SIZES}


def _add_contents_style(word: Word, name: str, indent: float) -> None:
    """A line of the contents, whose page number is at the end of a dotted line."""
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = word.styles["Normal"]
    style.paragraph_format.left_indent = Cm(indent)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _set_style(style: Any, size: float, before: float, after: float, colour: RGBColor | None) -> None:
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # these would win over the name
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.font.color.rgb = colour or RGBColor(0x16, 0x16, 0x16)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08


def _set_edges(word: Word) -> None:
    """A blue line along the words of people and under the title; what warns is at the right, page numbers too."""
    quote: Any = word.styles["Quote"]
    quote.paragraph_format.left_indent = Cm(0.5)
    for name, side in (("Quote", "left"), ("Title", "bottom")):
        properties = word.styles[name].element.get_or_add_pPr()
        for old in properties.findall(qn("w:pBdr")):
            properties.remove(old)
        edges, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
        for attribute, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", str(BLUE))):
            edge.set(qn(f"w:{attribute}"), value)
        edges.append(edge)
        properties.insert_element_before(
            edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )
    header, footer = word.styles["Header"], word.styles["Footer"]
    header.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT)


def _for_a_recent_word(word: Word) -> None:
    """The template is of 2010: Word 2013 and later would open the file in the mode of an older one."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
