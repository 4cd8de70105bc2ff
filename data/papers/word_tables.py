"""The tables of a Word paper: headings repeated on each page, rows kept whole, as wide as the line."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from data.papers.parts import Table, splits
from data.papers.word_styles import WIDE
from data.papers.word_xml import child, new, paragraph
from data.spelling import clean

PALE, EDGE = "ECEEFE", "BBBBBB"
FACTS = (29, 71)  # shares of the line


def table(part: Table, style: str) -> BaseOxmlElement:
    """Rows under their headings; `style` is that of the texts, by its id."""
    made = _new(part.widths, first_row=True)
    for number, texts in enumerate((part.headings, *part.rows)):
        row = _row(made, whole=not splits(texts), repeated=number == 0)
        for place, text in enumerate(texts):
            cell = _cell(row, part.widths, place, fill=PALE if number == 0 else None)
            _write(cell, text, style, bold=number == 0, right=place in part.numbers)
    return made


def facts(pairs: Sequence[tuple[str, str]], style: str) -> BaseOxmlElement:
    """A name and what is known a line; the names are its headings, for those who hear the table."""
    made = _new(FACTS, first_row=False)
    for texts in pairs:
        row = _row(made, whole=not splits(texts), repeated=False)
        for place, text in enumerate(texts):
            _write(_cell(row, FACTS, place, fill=None), text, style, bold=place == 0, right=False)
    return made


def _new(widths: Sequence[int], first_row: bool) -> BaseOxmlElement:
    """An empty table with thin lines between its rows, which says where its headings are."""
    made = new("w:tbl")
    properties = child(made, "w:tblPr")
    child(properties, "w:tblW", w=_twips(sum(widths), widths), type="dxa")
    edges = child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "single" if side in ("bottom", "insideH") else "nil"
        child(edges, f"w:{side}", val=kind, sz="4", space="0", color=EDGE)
    child(properties, "w:tblLayout", type="fixed")
    marked = {"firstRow": first_row, "firstColumn": not first_row}
    said = {name: str(int(on)) for name, on in marked.items()}
    child(properties, "w:tblLook", val="0020" if first_row else "0080", **said)
    grid = child(made, "w:tblGrid")
    for width in widths:
        child(grid, "w:gridCol", w=_twips(width, widths))
    return made


def _row(made: BaseOxmlElement, whole: bool, repeated: bool) -> BaseOxmlElement:
    """A row, which stays on one page, or comes back at the top of each."""
    row = child(made, "w:tr")
    properties = child(row, "w:trPr")
    if whole:
        child(properties, "w:cantSplit")
    if repeated:
        child(properties, "w:tblHeader")
    return row


def _cell(row: BaseOxmlElement, widths: Sequence[int], place: int, fill: str | None) -> BaseOxmlElement:
    cell = child(row, "w:tc")
    properties = child(cell, "w:tcPr")
    child(properties, "w:tcW", w=_twips(widths[place], widths), type="dxa")
    if fill:
        child(properties, "w:shd", val="clear", color="auto", fill=fill)
    return cell


def _write(cell: BaseOxmlElement, text: str, style: str, bold: bool, right: bool) -> None:
    written = paragraph(style, clean(text), bold)
    if right:
        child(written[0], "w:jc", val="right")
    cell.append(written)


def _twips(share: int, shares: Sequence[int]) -> str:
    """A share of the line, in twentieths of a point."""
    return str(round(Cm(WIDE).twips * share / sum(shares)))
