"""Which column of a sheet holds what: found by its heading where that is plain, chosen by somebody otherwise."""

import csv
import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.cells import Cells
from data.spelling import normalised

# The sheet in our own columns, in the order of the template, both directions.
COLUMNS = {
    "Référence": "reference",
    "N°": "number",
    "Thème": "theme",
    "Intitulé": "title",
    "Description": "text",
    "Porteur": "body",
}
# What a sheet of somebody else may hold besides.
OTHERS = {"Statut": "status", "Département": "department", "Région": "region"}
HEADERS = {name: header for header, name in (COLUMNS | OTHERS).items()}
WHY = {"que faire", "what to do"}  # the last column of the refused lines that leave, in each language
NAMED = {"title", "theme"}  # one of them at least is named by any header
MOST_ABOVE = 20  # lines among which the header is looked for, and chosen
LISTED = ("theme", "body", "status")  # fields whose cells are a label among those of a list

HEADINGS = Path(__file__).parent / "reference" / "names" / "headings.csv"
TAXONOMY = re.compile(r"taxonomies/\d+/fr")  # Decidim: one column for each branch of its classifications

Places = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Reading:
    """How a sheet is read: the columns of each field, the first that is filled in winning, and what its values mean.

    Of the text there is one main column, to which the others are added under their headings.
    `values` holds the code of a normalised cell, by field; "" is the cell left empty, or the column that is not there.
    """

    columns: Places
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)


def found_columns(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns whose heading is plain, by field: the very heading, or the only one that begins by it."""
    names = [normalised(name) for name in header]
    columns = {name: found for name in HEADERS if (found := _plain(names, name))}
    if "theme" not in columns and (branches := tuple(i for i, name in enumerate(names) if TAXONOMY.fullmatch(name))):
        columns["theme"] = branches
    return columns


def from_its_header(cells: Cells, line: int | None = None) -> Cells:
    """The sheet from the line that names its columns: that of this number, else the one found below a title block.

    One is found among the first lines when it names the title or the theme, and more columns than those above it.
    """
    first = cells.lines[: min(MOST_ABOVE, len(cells.lines) - 1)]
    if line is None:
        known = [found_columns(one.cells).keys() for one in first]
        named = [len(names) if len(names) > 1 and names & NAMED else 0 for names in known]
        start = named.index(max(named))
    else:
        start = next((place for place, one in enumerate(first) if one.number == line), 0)
    return replace(cells, lines=cells.lines[start:]) if start else cells


def twice(header: Sequence[str]) -> list[str]:
    """Our own headings that stand more than once: nobody can tell which of the two columns is meant."""
    names = [normalised(name) for name in header]
    return [heading for heading in COLUMNS if names.count(normalised(heading)) > 1]


def source_of(header: Sequence[str]) -> str:
    """What tells a kind of sheet from another: its headings. A digest, for a table of what was settled for it.

    The lines refused of a sheet, sent again with the column that says why, are of its kind.
    """
    names = [normalised(name) for name in header]
    known = names[:-1] if names[-1:] and names[-1] in WHY else names
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:32]


def columns_left_out(cells: Cells, columns: Places) -> list[str]:
    """The columns that hold something and are not read, by heading, or by letter where there is none."""
    header, *lines = cells.lines
    read = {place for places in columns.values() for place in places}
    filled = sorted({place for line in lines for place, cell in enumerate(line.cells) if cell and cell.strip()} - read)
    return [heading(header.cells, place) for place in filled]


def heading(header: Sequence[str], place: int) -> str:
    """A column as people call it: its heading, its letter where there is none."""
    from xlsxwriter.utility import xl_col_to_name  # only a column without a name needs it

    return (header[place].strip() if place < len(header) else "") or str(xl_col_to_name(place))


def main_column(header: Sequence[str], places: Sequence[int], name: str) -> int:
    """Among the columns chosen for a field, the one whose heading is the field's, else the first of the sheet."""
    said = {place: normalised(header[place]) for place in places if place < len(header)}
    exact, beginnings = _headings()[name]
    own = normalised(HEADERS[name])
    for fits in (own.__eq__, exact.__contains__, lambda heard: heard.startswith(beginnings)):
        if found := [place for place in sorted(said) if fits(said[place])]:
            return found[0]
    return min(places)


def _plain(names: Sequence[str], name: str) -> tuple[int, ...]:
    """The one column that has a heading of this field, or the only one that begins by it."""
    exact, beginnings = _headings()[name]
    own = normalised(HEADERS[name])
    for fits in (own.__eq__, exact.__contains__, lambda said: said.startswith(beginnings)):
        if found := [place for place, said in enumerate(names) if said and fits(said)]:
            return (found[0],) if len(found) == 1 else ()
    return ()


@functools.cache
def _headings() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """For each field, its headings, and those that a longer one may begin by, each followed by a space."""
    with HEADINGS.open(encoding="utf-8", newline="") as lines:
        rows = [(row["field"], normalised(row["heading"]), row["begins"] == "yes") for row in csv.DictReader(lines)]
    return {
        name: (
            frozenset(said for of, said, _ in rows if of == name),
            tuple(f"{said} " for of, said, begins in rows if of == name and begins),
        )
        for name in HEADERS
    }
