"""Writing a paper as Word (DOCX): real titles, contents, tables and page numbers, in French.

Source: ECMA-376, 17.3.2.20 (languages), 17.4.49 and 17.4.6 (rows repeated, rows kept whole), 17.16.5.68 (contents).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Word
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from data.papers import french
from data.papers.parts import (
    Contents,
    Facts,
    Heading,
    Paper,
    Part,
    Picture,
    Progress,
    Quoted,
    Sentence,
    Table,
    shortened,
    silent,
)
from data.papers.word_fields import add_page_numbers, bookmark, contents
from data.papers.word_styles import A4, MARGIN, TABLE_TEXT, WIDE, Styles, set_styles
from data.papers.word_tables import facts, table
from data.papers.word_xml import child, paragraph, run
from data.spelling import clean

MOST_AT_FOOT = 80  # characters: the title goes on on no second line there


def write_word(paper: Paper, progress: Progress = silent) -> bytes:
    """The paper, as DOCX; `progress` is told the share that is done."""
    word = Document()
    styles = set_styles(word)
    _set_paper(word, paper)
    _say_what_it_is(word, paper)
    titles = [part for part in paper.parts if isinstance(part, Heading) and part.level < 3]
    places = {id(title): place for place, title in enumerate(titles)}
    end = word.element.body[-1]  # the section, which closes the text
    for line in _top(paper, styles):
        end.addprevious(line)
    for number, part in enumerate(paper.parts, start=1):
        for element in _drawn(word, part, styles, titles, places):
            end.addprevious(element)
        progress(number / len(paper.parts))
    end.addprevious(paragraph(styles["Normal"], ""))  # a table can't be the last thing there is
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _drawn(
    word: Word, part: Part, styles: Styles, titles: Sequence[Heading], places: Mapping[int, int]
) -> list[BaseOxmlElement]:
    match part:
        case Heading():
            return [_title(part, styles, places.get(id(part)))]
        case Sentence(text, strong):
            return [paragraph(styles["Normal"], clean(text), strong)]
        case Quoted(text):
            return [paragraph(styles["Quote"], said) for said in clean(text).split("\n\n")]
        case Facts(pairs):
            return [facts(pairs, styles[TABLE_TEXT])]
        case Table():
            return [table(part, styles[TABLE_TEXT])]
        case Picture():
            return [_picture(word, part)]
        case Contents(title):
            above = paragraph(styles["TOC Heading"], title, on_new_page=True)
            return [above, *contents([(one.level, clean(one.text)) for one in titles], styles)]


def _title(heading: Heading, styles: Styles, place: int | None) -> BaseOxmlElement:
    """A title, marked for the contents if they hold it."""
    made = paragraph(styles[f"Heading {heading.level}"], clean(heading.text), on_new_page=heading.new_page)
    if place is not None:
        bookmark(made, place)
    return made


def _picture(word: Word, picture: Picture) -> BaseOxmlElement:
    shape = word.add_picture(io.BytesIO(picture.png), Cm(WIDE))
    shape._inline.docPr.set("descr", clean(picture.shows))
    return word.paragraphs[-1]._p


def _top(paper: Paper, styles: Styles) -> list[BaseOxmlElement]:
    """The title, what stands over it and under it."""
    lines = [*paper.lines, *([paper.warning] if paper.cover and paper.warning else [])]
    kind = paragraph(styles["Subtitle"], paper.kind)
    if paper.cover:
        child(kind[0], "w:spacing", before="2800")  # twentieths of a point: 5 cm
    return [
        kind,
        paragraph(styles["Title"], clean(paper.title)),
        *(paragraph(styles["Normal"], clean(line)) for line in lines),
        paragraph(styles["Caption"], paper.made),
    ]


def _set_paper(word: Word, paper: Paper) -> None:
    """A4; what warns on top of each page but a cover, the paper's name and the page's number at its foot."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = paper.cover
    section.header.paragraphs[0].text = paper.warning
    _add_foot(section.footer.paragraphs[0]._p, paper)


def _add_foot(foot: BaseOxmlElement, paper: Paper) -> None:
    run(foot, shortened(f"{paper.kind} – {clean(paper.title)}", MOST_AT_FOOT) + "\t")
    add_page_numbers(foot, french.PAGE, french.OF)


def _say_what_it_is(word: Word, paper: Paper) -> None:
    """The properties that file explorers and screen readers tell."""
    properties = word.core_properties
    properties.title, properties.language = clean(paper.title)[:255], french.LANGUAGE
    properties.author = properties.last_modified_by = french.AUTHOR
    properties.subject, properties.comments = paper.kind, paper.warning
    properties.created = properties.modified = datetime.now()
