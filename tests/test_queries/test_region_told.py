"""What a region carries that others don't, and its départements, counted by hand on small worlds.

The spring of 2018 of conftest.py: in Île-de-France (11), Bobigny (93) raised 1 on rights (kept), 2 and 3 on sport (2
not kept, 3 to be completed since 2 April), Paris (75) raised 4 (deferred on 9 April) and 5 (under review since 26
March) on associations. In Auvergne-Rhône-Alpes (84), Lyon (69) raised 6 (received on 21 March) and 7 (withdrawn) on
employment. In La Réunion (04) a workshop raised nothing.
"""

from datetime import date

import pytest

from queries import Filters, ask

ALL = Filters()
NUMBERS = ("proposals", "of_region", "in_country", "of_country")


def themes(region, filters=ALL):
    """What is said of each theme, in order."""
    return {row["theme"]: row for row in ask("themes_of_region", filters=filters, region=region).to_pylist()}


def departments(region, filters=ALL, today=date(2018, 4, 12)):
    """The counts of each département of a region."""
    rows = ask("departments_of_region", filters=filters, region=region, today=today).to_pylist()
    names = ("workshops", "proposals", "kept", "open", "waiting")
    return {row["department"]: tuple(row[name] for name in names) for row in rows}


def raise_some(prefecture, department, **counts):
    """A workshop that raised so many proposals on each of these themes."""
    rows = [{"title": f"{theme} {n}", "theme": theme} for theme, count in counts.items() for n in range(count)]
    return prefecture.take_in(prefecture.workshop(department), *rows)


def test_a_theme_of_a_region_is_set_against_the_country(spring):
    found = themes("11")
    assert {theme: tuple(row[name] for name in NUMBERS) for theme, row in found.items() if row["in_country"]} == {
        "rights": (1, 5, 1, 7),
        "associations": (2, 5, 2, 7),
        "sport": (2, 5, 2, 7),
        "employment": (0, 5, 2, 7),
    }
    sport = found["sport"]
    # 2 of 5 there, 2 of 7 in the country: 0.4, 0.2857, and 1.4 times.
    assert [sport[name] for name in ("share", "country_share", "ratio")] == pytest.approx([2 / 5, 2 / 7, 7 / 5])
    assert found["employment"]["ratio"] == 0


def test_two_proposals_are_too_few_to_say_that_a_region_carries_a_theme_more(spring):
    assert [theme for theme, row in themes("11").items() if row["carries_more"]] == []


def test_a_region_carries_a_theme_more_from_five_proposals_and_a_fifth_above_the_country(prefecture):
    raise_some(prefecture, "35", sport=5, rights=4, culture=6, health=5)  # Bretagne (53): 20
    raise_some(prefecture, "59", sport=2, rights=0, culture=4, health=14)  # Hauts-de-France (32): 20
    found = themes("53")
    # Of 40 in the country: sport 7, rights 4, culture 10, health 19.
    assert {theme: pytest.approx(row["ratio"]) for theme, row in found.items() if row["ratio"] is not None} == {
        "rights": (4 / 20) / (4 / 40),  # 2, but of 4 proposals
        "sport": (5 / 20) / (7 / 40),  # 1.43
        "culture": (6 / 20) / (10 / 40),  # 1.2 exactly
        "health": (5 / 20) / (19 / 40),  # 0.53
    }
    assert list(found)[:4] == ["rights", "sport", "culture", "health"]
    assert [theme for theme, row in found.items() if row["carries_more"]] == ["sport", "culture"]


def test_a_theme_nobody_raised_has_no_ratio_and_comes_last(spring):
    nobody = [row for row in themes("11").values() if not row["in_country"]]
    assert len(nobody) == 8
    assert {(row["proposals"], row["ratio"], row["carries_more"]) for row in nobody} == {(0, None, False)}
    assert list(themes("11").values())[-8:] == nobody


def test_a_region_that_raised_nothing_has_no_share_of_anything(spring):
    rows = themes("04").values()
    assert {(row["of_region"], row["of_country"], row["share"], row["ratio"]) for row in rows} == {(0, 7, None, None)}
    assert not any(row["carries_more"] for row in rows)


def test_one_single_proposal_is_all_that_its_region_raised(prefecture):
    raise_some(prefecture, "35", sport=1)
    row = themes("53")["sport"]
    assert [row[name] for name in (*NUMBERS, "ratio", "carries_more")] == [1, 1, 1, 1, 1, False]


def test_what_is_still_to_be_sorted_is_told_but_is_no_theme_a_region_carries(prefecture):
    raise_some(prefecture, "35", unsorted=6)
    raise_some(prefecture, "59", sport=6)
    assert themes("53")["unsorted"]["ratio"] == 2
    assert not themes("53")["unsorted"]["carries_more"]


def test_filters_narrow_the_region_and_the_country_alike(spring):
    found = themes("11", ALL.but(stages=("received", "under_review")))  # 3, 5 and 6
    assert {theme: tuple(row[name] for name in NUMBERS) for theme, row in found.items() if row["in_country"]} == {
        "associations": (1, 2, 1, 3),
        "sport": (1, 2, 1, 3),
        "employment": (0, 2, 1, 3),
    }


def test_each_departement_is_counted_those_that_raised_nothing_too(spring):
    assert departments("11") == {
        "75": (1, 2, 0, 2, 0),
        "77": (0, 0, 0, 0, 0),
        "78": (0, 0, 0, 0, 0),
        "91": (0, 0, 0, 0, 0),
        "92": (0, 0, 0, 0, 0),
        "93": (1, 3, 1, 2, 0),
        "94": (0, 0, 0, 0, 0),
        "95": (0, 0, 0, 0, 0),
    }
    assert departments("04") == {"974": (1, 0, 0, 0, 0)}


def test_a_departement_leaves_waiting_what_has_not_moved_for_more_than_thirty_days(spring):
    # 5 waits since 26 March: 30 days on 25 April, 31 on 26 April; 3 since 2 April, 1 and 4 since 9 April.
    assert departments("11", today=date(2018, 4, 25))["75"][-1] == 0
    assert departments("11", today=date(2018, 4, 26))["75"][-1] == 1
    assert departments("11", today=date(2018, 5, 9))["93"][-1] == 1
    assert departments("11", today=date(2018, 5, 10))["93"][-1] == 2


def test_filters_narrow_the_departements_and_the_workshops_they_held(spring):
    assert departments("11", ALL.but(themes=("sport",)))["75"] == (0, 0, 0, 0, 0)
    assert departments("11", ALL.but(themes=("sport",)))["93"] == (1, 2, 0, 1, 0)
    assert departments("11", ALL.but(workshops=(2,)))["75"] == (1, 2, 0, 2, 0)
    assert departments("11", ALL.but(workshops=(2,)))["93"] == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("filters", [ALL, ALL.but(themes=("sport",)), ALL.but(stages=("closed",))], ids=str)
def test_the_departements_of_a_region_make_up_its_measures(spring, filters):
    told = departments("11", filters, date(2018, 5, 10)).values()
    [region] = [
        row
        for row in ask("region_measures", filters=filters, today=date(2018, 5, 10)).to_pylist()
        if row["region"] == "11"
    ]
    names = ("workshops", "proposals", "kept", "open", "waiting")
    assert [sum(counts) for counts in zip(*told, strict=True)] == [region[name] for name in names]
