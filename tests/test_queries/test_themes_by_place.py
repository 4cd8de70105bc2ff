"""Themes by region and by département, blind spots told apart, on the spring of 2018 of conftest.py.

Bobigny (93) announced rights and sport and raised 1 on rights (kept), 2 and 3 on sport (none kept); Paris (75)
announced associations and raised 4 and 5 on it; Lyon (69) announced employment and raised 6 and 7 on it; Saint-Denis
(974) announced nothing and raised nothing.
"""

from queries import Filters, ask

COUNTS = ("workshops", "proposals", "kept", "found")


def found(by="region", filters=None):
    """What there is in each place on each theme, where a workshop was held on it."""
    rows = ask("themes_by_place", filters=filters or Filters(), by=by).to_pylist()
    told = {(row["place"], row["theme"]): tuple(row[name] for name in COUNTS) for row in rows}
    return {cell: counts for cell, counts in told.items() if counts != (0, 0, 0, "no_workshop")}


def test_every_region_is_told_on_each_of_the_twelve_themes(spring):
    rows = ask("themes_by_place", filters=Filters(), by="region").to_pylist()
    assert len(rows) == 18 * 12
    assert [rows[0][name] for name in ("place", "short", "name", "theme")] == [
        "01",
        "GP",
        "Guadeloupe",
        "discrimination",
    ]
    assert found() == {
        ("11", "rights"): (1, 1, 1, "kept"),
        ("11", "sport"): (1, 2, 0, "none_kept"),
        ("11", "associations"): (1, 2, 0, "none_kept"),
        ("84", "employment"): (1, 2, 0, "none_kept"),
    }


def test_every_department_is_told_with_its_number(spring):
    rows = ask("themes_by_place", filters=Filters(), by="department").to_pylist()
    assert len(rows) == 101 * 12
    assert [rows[-1][name] for name in ("place", "short", "name")] == ["976", "976", "Mayotte"]
    assert list(found("department")) == [
        ("69", "employment"),
        ("75", "associations"),
        ("93", "sport"),
        ("93", "rights"),
    ]


def test_a_theme_announced_and_raised_by_nobody_is_no_theme_without_a_workshop(prefecture):
    one = prefecture.workshop("93", themes=("sport", "culture"))
    prefecture.workshop("75", themes=("sport",))
    prefecture.take_in(one, {"title": "Un orchestre", "theme": "culture"}, {"title": "Un bus", "theme": "mobility"})
    assert found() == {
        ("11", "sport"): (2, 0, 0, "nothing_raised"),
        ("11", "culture"): (1, 1, 0, "none_kept"),
        ("11", "mobility"): (1, 1, 0, "none_kept"),  # raised in a workshop that had not announced it
    }
    assert found("department")["75", "sport"] == (1, 0, 0, "nothing_raised")


def test_filters_leave_the_places_and_themes_they_name_and_what_was_held_on_them(spring):
    rows = ask("themes_by_place", filters=Filters(regions=("11",), themes=("sport",)), by="department").to_pylist()
    assert [row["place"] for row in rows] == ["75", "77", "78", "91", "92", "93", "94", "95"]
    assert {row["theme"] for row in rows} == {"sport"}
    assert found(filters=Filters(workshops=(2,))) == {("11", "associations"): (1, 2, 0, "none_kept")}
    assert found(filters=Filters(stages=("kept",))) == {
        ("11", "rights"): (1, 1, 1, "kept"),
        ("11", "sport"): (1, 0, 0, "nothing_raised"),
        ("11", "associations"): (1, 0, 0, "nothing_raised"),
        ("84", "employment"): (1, 0, 0, "nothing_raised"),
    }


def test_what_is_still_to_be_sorted_is_told_only_where_there_is_some(prefecture):
    held = prefecture.workshop("93")
    prefecture.take_in(held, {"title": "Un orchestre", "theme": "unsorted"})
    rows = ask("themes_by_place", filters=Filters(), by="region").to_pylist()
    assert [(row["place"], row["proposals"]) for row in rows if row["theme"] == "unsorted"] == [("11", 1)]
