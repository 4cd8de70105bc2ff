"""The few elements of WordprocessingML that papers are made of.

Built here because python-docx looks the whole document over for each paragraph and cell it adds: ten times slower
on five hundred sheets. It keeps what it is good at: the package, the styles, the pictures, the properties.
"""

from __future__ import annotations

import functools

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

_named = functools.cache(qn)


def new(tag: str) -> BaseOxmlElement:
    """An element on its own, such as `w:tbl`."""
    return OxmlElement(tag)


def child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """An element added at the end of another, with its attributes (of the namespace `w`)."""
    given = {_named(f"w:{name}"): value for name, value in attributes.items()}
    added: BaseOxmlElement = etree.SubElement(parent, _named(tag), given)
    return added


def run(parent: BaseOxmlElement, text: str, bold: bool = False) -> None:
    """A text added to a paragraph or a link; its line breaks and tabs stay what they are."""
    added = child(parent, "w:r")
    assert isinstance(added, CT_R)
    if bold:
        child(child(added, "w:rPr"), "w:b")
    for place, line in enumerate(text.split("\n")):
        if place:
            child(added, "w:br")
        for place_in_line, piece in enumerate(line.split("\t")):
            if place_in_line:
                child(added, "w:tab")
            if piece:
                child(added, "w:t").text = piece
                added[-1].set(_named("xml:space"), "preserve")


def paragraph(style: str, text: str, bold: bool = False, on_new_page: bool = False) -> BaseOxmlElement:
    """A paragraph of a style, named by its id."""
    made = new("w:p")
    properties = child(made, "w:pPr")
    child(properties, "w:pStyle", val=style)
    if on_new_page:
        child(properties, "w:pageBreakBefore")
    if text:
        run(made, text, bold)
    return made
