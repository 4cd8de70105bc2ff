"""Regions compared: every figure counted by hand on the spring of 2018 of conftest.py.

In Île-de-France (11), of Bobigny's three proposals, workshop of 14 February: 1 kept and 2 not kept on 9 April, 3 to be
completed since 2 April; of Paris's two, workshop of 1 March: 4 deferred on 9 April, 5 under review since 26 March. In
Auvergne-Rhône-Alpes (84), of Lyon's two, workshop of 10 March: 6 received on 21 March, 7 withdrawn on 10 April. In
La Réunion (04) a workshop was held on 20 March and raised nothing.
"""

from datetime import date, datetime

import pytest

from queries import Filters, ask

ALL = Filters()
TODAY = date(2018, 4, 12)
COUNTS = ("proposals", "workshops", "put_forward", "kept", "decided", "median_days", "open", "waiting")
NOTHING = (0, 0, 0, 0, 0, None, 0, 0)


def measured(filters=ALL, today=TODAY):
    """What is said of each region, by its code; of the whole, by None."""
    return {row["region"]: row for row in ask("region_measures", filters=filters, today=today).to_pylist()}


def counts(filters=ALL, today=TODAY):
    """The counts of the regions where there is something to count."""
    rows = {code: tuple(row[name] for name in COUNTS) for code, row in measured(filters, today).items()}
    return {code: row for code, row in rows.items() if row != NOTHING}


def test_every_region_is_measured_those_that_raised_nothing_too_and_the_country_after_them(spring):
    rows = measured()
    assert len(rows) == 19
    assert list(rows)[-1] is None
    assert counts() == {
        "04": (0, 1, 0, 0, 0, None, 0, 0),
        "11": (5, 2, 3, 1, 3, 54, 4, 0),  # decided 54, 54 and 39 days after their workshops
        "84": (2, 1, 0, 0, 0, None, 1, 0),
        None: (7, 4, 3, 1, 3, 54, 5, 0),
    }
    assert [rows["94"][name] for name in ("name", "short", "tile_row", "tile_col")] == ["Corse", "COR", 4, 5]


def test_a_share_comes_with_its_interval_and_is_nothing_where_there_is_nothing_to_share(spring):
    rows = measured()
    # 3 of 5, 1 of 5, 0 of 4: Wilson's intervals, as tables give them.
    assert bounds(rows["11"], "put_forward") == pytest.approx([0.6, 0.2307, 0.8824], abs=5e-5)
    assert bounds(rows["11"], "kept") == pytest.approx([0.2, 0.0362, 0.6245], abs=5e-5)
    assert bounds(rows["11"], "waiting") == pytest.approx([0, 0, 0.4899], abs=5e-5)
    assert bounds(rows["94"], "put_forward") == bounds(rows["04"], "waiting") == [None, None, None]


def bounds(row, name):
    return [row[f"{name}_share"], row[f"{name}_low"], row[f"{name}_high"]]


def test_proposals_are_set_against_the_people_who_live_in_the_quartiers(spring):
    rows = measured()
    assert rows["11"]["per_100000"] == pytest.approx(5 / 15.70338)  # 1,570,338 people
    assert rows["94"]["per_100000"] == 0
    assert rows[None]["qpv_population"] == 5_360_753
    assert rows[None]["per_100000"] == pytest.approx(7 / 53.60753)
    two = measured(Filters(regions=("11", "84")))
    assert two[None]["qpv_population"] == 1_570_338 + 403_543
    assert measured(Filters(departments=("93",)))["11"]["per_100000"] is None


def test_a_proposal_waits_once_it_has_been_more_than_30_days_in_its_status(spring):
    assert counts(today=date(2018, 4, 25))["11"][-1] == 0  # the 30th day of proposal 5
    assert counts(today=date(2018, 4, 26))["11"][-1] == 1
    assert counts(today=date(2018, 4, 26))["84"][-1] == 1  # 6 has waited 36 days; 7 is closed
    assert bounds(measured(today=date(2018, 4, 26))["84"], "waiting")[0] == 1


def test_filters_leave_the_workshops_held_on_what_they_name(spring):
    assert counts(Filters(regions=("84", "04"))) == {
        "04": (0, 1, 0, 0, 0, None, 0, 0),
        "84": (2, 1, 0, 0, 0, None, 1, 0),
        None: (2, 2, 0, 0, 0, None, 1, 0),
    }
    assert counts(Filters(departments=("75",)))[None] == (2, 1, 1, 0, 1, 39, 2, 0)
    assert counts(Filters(workshops=(4,))) == dict.fromkeys(("04", None), (0, 1, 0, 0, 0, None, 0, 0))
    assert counts(Filters(themes=("rights",)))["11"] == (1, 1, 1, 1, 1, 54, 1, 0)
    assert counts(Filters(stages=("kept",)))[None] == (1, 4, 1, 1, 1, 54, 1, 0)


def test_a_workshop_that_raised_a_theme_it_had_not_announced_was_held_on_it(prefecture):
    held = prefecture.workshop("93", themes=("rights",))
    prefecture.workshop("75", themes=("sport",))
    prefecture.workshop("69", themes=("culture",))
    prefecture.take_in(held, {"title": "Terrain ouvert", "theme": "sport"})
    assert counts(Filters(themes=("sport",)))[None][:2] == (1, 2)


def test_a_decision_taken_back_is_none_and_one_reconsidered_is_of_the_day_of_the_first(prefecture):
    one, two, three = prefecture.proposals(3, held_on=date(2018, 2, 14))
    session = prefecture.session()
    for id in (one, two, three):
        prefecture.place(id, "put_forward")
    prefecture.clock = datetime(2018, 3, 1, 23, 30)  # UTC: half past midnight in Paris on 2 March, 16 days later
    prefecture.move(one, "kept", session=session)
    prefecture.move(two, "deferred", session=session, reason="doublon", sentence="À revoir.")
    prefecture.clock = datetime(2018, 3, 20, 9, 0)
    prefecture.move(one, "put_forward", sentence="Par erreur.")
    prefecture.move(two, "kept", session=session)
    prefecture.clock = datetime(2018, 3, 21, 9, 0)
    prefecture.move(two, "adopted")
    assert counts(today=date(2018, 3, 21))["11"] == (3, 1, 3, 1, 1, 16, 3, 1)  # 3 waits since 15 February
