"""Regions ranked by a measure: in order, against the median, and without false certainty."""

import pytest

from pages.parts.measures import MEASURES, median_of, ranked
from pages.parts.words import spoken


def region(name, kept, proposals, **given):
    """What `region_measures` says of a region, as far as the share kept goes."""
    share = kept / proposals if proposals else None
    known = {"name": name, "kept": kept, "proposals": proposals, "kept_share": share, "kept_low": 0, "kept_high": 1}
    return known | {"decided": proposals, "median_days": None} | given


REGIONS = [
    region("Bretagne", 2, 20),
    region("Corse", 3, 4),
    region("Mayotte", 0, 0),
    region("Normandie", 5, 10),
    region("Occitanie", 6, 12),
    region("Réunion", 9, 9),
]


def standing(measure, rows=REGIONS):
    return [(row["name"], row["rank"]) for row in ranked(rows, MEASURES[measure])]


def test_the_best_comes_first_equals_share_a_rank_and_too_few_proposals_have_none():
    assert standing("kept") == [
        *(("Normandie", 1), ("Occitanie", 1), ("Bretagne", 3)),
        *(("Réunion", None), ("Corse", None)),  # 9 of 9 and 3 of 4 rest on fewer than ten
        ("Mayotte", None),
    ]


def test_a_count_is_never_too_small_to_be_ranked():
    assert standing("proposals")[-2:] == [("Corse", 5), ("Mayotte", 6)]


def test_the_shortest_time_comes_first_if_it_rests_on_enough_decisions():
    rows = [
        region("Bretagne", 0, 30, median_days=40),
        region("Corse", 0, 3, median_days=10),
        region("Normandie", 0, 10, median_days=25.5),
        region("Mayotte", 0, 0),
    ]
    assert standing("median_days", rows) == [("Normandie", 1), ("Bretagne", 2), ("Corse", None), ("Mayotte", None)]
    assert [row["gap"] for row in ranked(rows, MEASURES["median_days"])] == [-7.25, 7.25, -22.75, None]


def test_the_median_is_of_those_ranked_and_of_nothing_when_none_is():
    assert median_of(REGIONS, MEASURES["kept"]) == 0.5
    assert median_of(REGIONS[1:3], MEASURES["kept"]) is None
    assert [row["gap"] for row in ranked(REGIONS[1:3], MEASURES["kept"])] == [None, None]


@pytest.mark.parametrize(
    ("measure", "value", "median", "written", "gap"),
    [
        ("kept", 0.2034, 0.1711, "20,3 %", "+3,2 points"),
        ("kept", 1 / 3, 1 / 3, "33,3 %", "à la médiane"),
        ("waiting", 0.5, 0.51, "50 %", "−1 point"),
        ("median_days", 54.5, 40, "54,5 jours", "+14,5 jours"),
        ("median_days", 1, 1, "1 jour", "à la médiane"),
        ("proposals", 1352, 1360, "1 352", "−8"),
        ("per_100000", 12.34, 10.24, "12,3", "+2,1"),
        ("kept", None, None, "–", None),
    ],
)
def test_a_figure_and_its_gap_are_written_as_the_french_write_them(measure, value, median, written, gap):
    with spoken("fr"):
        assert MEASURES[measure].written(value).replace("\u202f", " ") == written
        assert gap is None or MEASURES[measure].gap(value, median) == gap
