"""The sheet of a region for a meeting: one page that says how it stands, with its charts, made when it is clicked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import vl_convert

from data import now
from data.document import WIDE, About, Block, Heading, Picture, Pictures, Sentences, Table, write_document
from pages.parts.charts import Drawing
from pages.parts.day_read import ask
from pages.parts.filter_bar import said
from pages.parts.frame import is_demonstration
from pages.parts.profile_charts import (
    PLACES_READ,
    STAGES_READ,
    THEMES_READ,
    places,
    stages_beside,
    themes_beside,
)
from pages.parts.sides import COUNTRY, carried_more, figures, said_more, standing
from pages.parts.tables import File, stamped
from pages.parts.words import day, label, language, moment, number, say, say_count, spoken
from queries import Filters, latest_event
from queries.people import Person

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
HALF = WIDE / 2 - 0.2  # centimetres
LINE, POINTS, WORDS = 27, 370, 66  # of a chart: pixels of a line, and of its width; letters in its width
FACE = "Liberation Sans"  # the face vl-convert brings with it, as wide as Arial: one it lacks draws no letter at all
MOST_MORE, MOST_LATE, MOST_DEPARTMENTS, LONGEST_TITLE, LONGEST_FILTERS = 3, 5, 6, 78, 220


def region_sheet(region: str, filters: Filters, person: Person, today: date) -> list[File]:
    """The file to take away, for `offer`."""
    sheet = Sheet(region, filters, f"{person.name} ({person.position})", today, language())
    name = stamped(f"region-{region}", sheet)
    purpose = say("One A4 page to print or to edit, with its charts")
    return [File(say("Word document"), purpose, f"{name}.docx", DOCX, sheet.made)]


@dataclass(frozen=True)
class Sheet:
    """What somebody asks for: the sheet of a region as the filters leave it, that day, in a language."""

    region: str
    filters: Filters
    taker: str
    today: date
    language: str

    def made(self) -> bytes:
        """The document."""
        with spoken(self.language):
            return write_document(self.about(), self.blocks())

    def about(self) -> About:
        """What it says of itself: what it is, what is counted, when, for whom, from what."""
        return About(
            title=say(
                "{region}: sheet of the region on {day}", region=label("regions", self.region), day=day(self.today)
            ),
            language=LOCALES[self.language],
            author=self.taker,
            made_at=now(),
            warning=say("Demonstration: fictional data") if is_demonstration() else "",
            small_print=[
                say("Filters: {filters}", filters=self.filters_said()),
                say(
                    "{source}, event {event}. Taken away by {taker} on {moment}. {census}",
                    source=say("Dashboard of workshop proposals"),
                    event=number(latest_event()),
                    taker=self.taker,
                    moment=moment(now()),
                    census=say("People living in the QPV: census of 2018 (Mayotte 2017), ANCT, Licence Ouverte 2.0."),
                ),
            ],
        )

    def filters_said(self) -> str:
        """The filters, those of territory replaced by the region; cut where they would take the page."""
        others = said(self.filters.but(regions=(), departments=()))
        return textwrap.shorten(others, LONGEST_FILTERS, placeholder=" …") if others else say("none")

    @property
    def within(self) -> Filters:
        """The filters, on this region alone."""
        return self.filters.but(regions=(self.region,), departments=())

    def blocks(self) -> list[Block]:
        """The parts of the page; a region that raised nothing has neither charts nor lists of proposals."""
        row = figures(self.filters, self.region, self.today)
        blocks: list[Block] = [Heading(say("How it stands")), self.measures()]
        if row["proposals"]:
            blocks += [*self.charts(), *self.more(), *self.late(row)]
        else:
            blocks.append(Sentences([say("Its workshops raised nothing of what the filters leave.")]))
        return [*blocks, *self.departments()]

    def measures(self) -> Table:
        """The seven measures, a row each."""
        headings = (
            say("Measure"),
            say("Figure"),
            say("Rests on"),
            say("Median"),
            say("Gap to the median"),
        )
        rows = [
            (row["label"], row["written"], row["counted"], row["median_written"], row["gap"], row["place"])
            for row in standing(self.filters, self.region, self.today)
        ]
        return Table((*headings, say("Rank")), rows, (6.8, 1.8, 3.2, 1.8, 2.2, 2.4))

    def charts(self) -> list[Block]:
        """Its stages and its place among the regions on the left, its themes on the right."""
        here = (self.filters, self.region)
        left = [
            (say("Its stages"), say(STAGES_READ), stages_beside(*here)),
            (say("Among the regions"), say(PLACES_READ), places(self.filters, (self.region,), self.today)),
        ]
        right = [(say("Its themes, beside the country"), say(THEMES_READ), themes_beside(*here, COUNTRY))]
        return [Heading(say("In three charts")), Pictures([picture(left, HALF), picture(right, HALF)])]

    def more(self) -> list[Block]:
        """What it carries more than the others."""
        rows = carried_more(self.filters, self.region)[:MOST_MORE]
        texts = [said_more(row) for row in rows] or [
            say("No theme stands out: none has 5 proposals here and 1.2 times its share in the country.")
        ]
        return [Heading(say("What it carries more than the others")), Sentences(texts, listed=bool(rows))]

    def late(self, row: dict[str, Any]) -> list[Block]:
        """The oldest of what has not moved for more than 30 days."""
        if not row["waiting"]:
            return []
        asked = {"filters": self.within, "role": "reader", "today": self.today}
        rows = ask("waiting_longest", most=MOST_LATE, **asked).to_pylist()[: row["waiting"]]
        title = say_count(
            row["waiting"], "{count} has waited for more than 30 days", "{count} have waited for more than 30 days"
        )
        written = [
            (
                late["reference"],
                textwrap.shorten(late["title"], LONGEST_TITLE, placeholder=" …"),
                label("statuses", late["status"]),
                number(late["days"]),
            )
            for late in rows
        ]
        headings = (say("Reference"), say("Proposal"), say("Status"), say("Days"))
        return [Heading(title), Table(headings, written, (3.0, 10.4, 3.5, 1.3), numbers=3)]

    def departments(self) -> list[Block]:
        """Its départements, those that raised most; the others together."""
        rows = ask("departments_of_region", filters=self.within, region=self.region, today=self.today).to_pylist()
        rows.sort(key=lambda row: -row["proposals"])
        names = ("workshops", "proposals", "kept", "open", "waiting")
        shown = rows if len(rows) <= MOST_DEPARTMENTS else rows[: MOST_DEPARTMENTS - 1]
        written = [(label("departments", row["department"]), *(number(row[name]) for name in names)) for row in shown]
        if others := rows[len(shown) :]:
            sums = (number(sum(row[name] for row in others)) for name in names)
            written.append((say_count(len(others), "{count} other", "{count} others"), *sums))
        headings = (
            say("Département"),
            say("Workshops"),
            say("Proposals"),
            say("Kept, whatever followed"),
            say("Open proposals"),
            say("Waiting more than 30 days"),
        )
        return [Heading(say("Its départements")), Table(headings, written, (5.0, 2.0, 2.4, 3.0, 2.8, 3.0))]


def picture(charts: Sequence[tuple[str, str, Drawing]], width: float) -> Picture:
    """Charts one above the other, each under its title and how to read it, as on the screen but their lines closer.

    Three times finer than a screen, for paper; nothing is fetched.
    """
    drawn = [drawing.specification for _, _, drawing in charts]
    apart = dict.fromkeys(("color", "fill", "stroke", "shape", "x", "y"), "independent")
    stacked = {
        "$schema": drawn[0]["$schema"],
        "config": drawn[0]["config"] | {"view": {"stroke": None}, "font": FACE},
        "datasets": {name: rows for one in drawn for name, rows in one["datasets"].items()},
        "vconcat": [_sized(*chart) for chart in charts],
        "resolve": {"scale": apart},
        "spacing": 14,
        "padding": 2,
        "background": "white",
    }
    png = vl_convert.vegalite_to_png(stacked, scale=3, allowed_base_urls=[])
    return Picture(png, " ".join(f"{title}. {drawing.alt}." for title, _, drawing in charts), width)


def _sized(title: str, read: str, drawing: Drawing) -> dict[str, Any]:
    """One of the charts, without what is said once for all of them."""
    drawn = {
        name: drawing.specification[name] for name in drawing.specification.keys() - {"$schema", "config", "datasets"}
    }
    lines = max(1, len({row["line"] for row in drawing.rows}))
    words = {
        "text": title,
        "subtitle": textwrap.wrap(read, WORDS),
        "anchor": "start",
        "fontSize": 13,
        "subtitleFontSize": 11,
    }
    return drawn | {"title": words, "width": POINTS, "height": LINE * lines}
