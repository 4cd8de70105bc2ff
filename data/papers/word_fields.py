"""The fields of a Word paper, which Word and LibreOffice fill in: page numbers, contents and where they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from data.papers.word_xml import child, paragraph, run


def add_page_numbers(foot: BaseOxmlElement, page: str, of: str) -> None:
    """“Page 3 sur 12”, at the end of a paragraph."""
    for said, instruction in ((f"{page} ", "PAGE"), (f" {of} ", "NUMPAGES")):
        run(foot, said)
        _field(foot, instruction)
        run(foot, "1")  # until it is laid out
        _mark(foot, "end")


def contents(titles: Sequence[tuple[int, str]], styles: Mapping[str, str]) -> list[BaseOxmlElement]:
    """The contents: levels and texts of the titles, each a link to it.

    Their pages are known once they are laid out: Word makes the contents anew as it opens the file, LibreOffice when
    it is told to (Tools, Update).
    """
    lines = [paragraph(styles[f"toc {level}"], "") for level, _ in titles]
    for place, (line, (_, text)) in enumerate(zip(lines, titles, strict=True)):
        if place == 0:
            _field(line, 'TOC \\o "1-2" \\h \\z \\u', dirty="true")
        run(child(line, "w:hyperlink", anchor=_name(place), history="1"), " ".join(text.split()))
    _mark(lines[-1], "end")
    return lines


def bookmark(title: BaseOxmlElement, place: int) -> None:
    """Mark a title, for the contents to lead to it."""
    start = child(title, "w:bookmarkStart", id=str(place), name=_name(place))
    title.insert(1, start)  # after the style, before the text
    child(title, "w:bookmarkEnd", id=str(place))


def _name(place: int) -> str:
    return f"_Toc{place:06}"


def _field(parent: BaseOxmlElement, instruction: str, **attributes: str) -> None:
    """A field, up to where its result begins."""
    _mark(parent, "begin", **attributes)
    child(child(parent, "w:r"), "w:instrText").text = f" {instruction} "
    _mark(parent, "separate")


def _mark(parent: BaseOxmlElement, kind: str, **attributes: str) -> None:
    child(child(parent, "w:r"), "w:fldChar", fldCharType=kind, **attributes)
