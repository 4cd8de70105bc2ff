"""A region beside another, or beside the country: its measures and its themes, and the difference said."""

from __future__ import annotations

from datetime import date

from pages.parts.day_read import ask
from pages.parts.measures import ENOUGH, MEASURES, Measure, Row, median_of, ranked
from pages.parts.region_charts import measured
from pages.parts.words import label, number, percent, say, say_count
from queries import Filters

COUNTRY, WHOLE = "country", "The whole country"  # the code of a side that is all of it, and its name (a msgid)


def name_of(side: str) -> str:
    """The name of a region, or of the country."""
    return say(WHOLE) if side == COUNTRY else label("regions", side)


def figures(filters: Filters, side: str, today: date) -> Row:
    """The measures of a side: its row of `region_measures`."""
    regions, whole = measured(filters, today)
    return whole if side == COUNTRY else next(row for row in regions if row["region"] == side)


def standing(filters: Filters, region: str, today: date) -> list[Row]:
    """Where a region stands on each measure, a row each: its figure, the median, the gap, its rank, the country’s."""
    regions, whole = measured(filters, today)
    return [_standing(measure, ranked(regions, measure), region, whole) for measure in MEASURES.values()]


def _standing(measure: Measure, rows: list[Row], region: str, whole: Row) -> Row:
    row = next(row for row in rows if row["region"] == region)
    median, sure = median_of(rows, measure), sum(row["rank"] is not None for row in rows)
    return {
        "measure": measure.code,
        "label": say(measure.label),
        "value": row["value"],
        "written": measure.written(row["value"]),
        "counted": counted(measure, row),
        "median": median,
        "median_written": measure.written(median),
        "gap": "" if row["gap"] is None or median is None else measure.gap(row["value"], median),
        "country": measure.written(measure.value(whole)),
        "place": doubt(measure, row) or say("rank {rank} of {ranked}", rank=number(row["rank"]), ranked=number(sure)),
        "sure": measure.is_sure(row),
    }


def counted(measure: Measure, row: Row) -> str:
    """What a figure divides: `12 of 40`; for days, of how many proposals they are; empty for a count."""
    if measure.whole is None:
        return ""
    if measure.part is None:
        return say_count(row[measure.whole], "{count} decided", "{count} are decided")
    return say("{part} of {whole}", part=number(row[measure.part]), whole=number(row[measure.whole]))


def doubt(measure: Measure, row: Row) -> str:
    """Why a figure is not ranked nor compared as if it were certain; empty if it is sure."""
    if measure.value(row) is None:
        return say("nothing to measure")
    if not measure.is_sure(row):
        return say("too few ({sample})", sample=number(measure.sample(row) or 0))
    return ""


def compared(filters: Filters, left: str, right: str, today: date) -> list[Row]:
    """Two sides on each measure, a row each: both figures with what they divide, and the difference in words."""
    one, other = (figures(filters, side, today) for side in (left, right))
    return [
        {
            "measure": measure.code,
            "label": say(measure.label),
            "left": measure.value(one),
            "left_written": _with_doubt(measure, one),
            "left_counted": counted(measure, one),
            "right": measure.value(other),
            "right_written": _with_doubt(measure, other),
            "right_counted": counted(measure, other),
            "difference": difference(measure, one, other, (left, right)),
        }
        for measure in MEASURES.values()
    ]


def _with_doubt(measure: Measure, row: Row) -> str:
    """A figure, in brackets where it rests on too few proposals."""
    written = measure.written(measure.value(row))
    return written if measure.value(row) is None or measure.is_sure(row) else f"({written})"


def difference(measure: Measure, one: Row, other: Row, sides: tuple[str, str]) -> str:
    """How far the first side is from the second, as far as the numbers let it be said."""
    for row, side in ((one, sides[0]), (other, sides[1])):
        if why := doubt(measure, row):
            return say("{side}: {why}, not compared", side=name_of(side), why=why)
    value, beside = measure.value(one) or 0, measure.value(other) or 0
    if measure.unit == "count" and COUNTRY in sides and sides[0] != sides[1]:
        small, whole = sorted((value, beside))
        return say("{share} of the country’s", share=percent(small / whole)) if whole else say("the same")
    if measure.written(value) == measure.written(beside):
        return say("the same")
    gap = say("{gap} for {side}", gap=measure.gap(value, beside), side=name_of(sides[0]))
    return say("{gap}; their 95 % intervals overlap", gap=gap) if _overlap(measure, one, other) else gap


def _overlap(measure: Measure, one: Row, other: Row) -> bool:
    """Whether chance alone could make the difference."""
    (low, high), (other_low, other_high) = measure.bounds(one), measure.bounds(other)
    if low is None or high is None or other_low is None or other_high is None:
        return False
    return low <= other_high and other_low <= high


def themes_of(filters: Filters, side: str) -> dict[str, Row]:
    """What a side raised on each theme: `proposals`, `of` all those it raised, their `share`, whether it is `sure`."""
    told = ask("themes_of_region", filters=filters.but(regions=(), departments=()), region=side).to_pylist()
    names = ("in_country", "of_country", "country_share") if side == COUNTRY else ("proposals", "of_region", "share")
    rows = {
        row["theme"]: {new: row[old] for new, old in zip(("proposals", "of", "share"), names, strict=True)}
        for row in told
    }
    return {theme: row | {"sure": row["of"] >= ENOUGH} for theme, row in rows.items()}


def carried_more(filters: Filters, region: str) -> list[Row]:
    """The themes a region carries more than the country does, the most so first: rows of `themes_of_region`."""
    rows = ask("themes_of_region", filters=filters.but(regions=(), departments=()), region=region).to_pylist()
    return [row for row in rows if row["carries_more"]]


def said_more(row: Row) -> str:
    """One of them, as a sentence with its ratio and its numbers."""
    return say(
        "{theme}: {times} times the country’s share ({proposals} of {all}, {share}, against {in_country} of {in_all}, "
        "{country_share})",
        theme=label("themes", row["theme"]),
        times=number(round(row["ratio"], 1)),
        proposals=number(row["proposals"]),
        all=number(row["of_region"]),
        share=percent(row["share"]),
        in_country=number(row["in_country"]),
        in_all=number(row["of_country"]),
        country_share=percent(row["country_share"]),
    )
