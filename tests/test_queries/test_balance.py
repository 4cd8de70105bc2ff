"""The balance of a session: what it examines and keeps, against what was raised, counted by hand on a spring."""

from queries import Filters, ask


def told(by, session=7, **filters):
    rows = ask("balance", filters=Filters(**filters), session=session, by=by).to_pylist()
    return {row["place"]: (row["raised"], row["examined"], row["retained"]) for row in rows}


def test_each_theme_is_counted_as_raised_examined_and_kept(spring):
    # Kept in session 7: number 1 (rights). Deferred, so still before the committee: 4 (associations). 2 and 3: sport.
    assert told("theme") == {
        "associations": (2, 1, 0),
        "employment": (2, 0, 0),
        "sport": (2, 0, 0),
        "rights": (1, 0, 1),
    }


def test_each_region_is_counted_and_the_whole_stands_beside_it(spring):
    assert told("region") == {"11": (5, 1, 1), "84": (2, 0, 0)}
    [row, *_] = ask("balance", filters=Filters(), session=7, by="region").to_pylist()
    assert (row["raised_in_all"], row["examined_in_all"], row["retained_in_all"]) == (7, 1, 1)


def test_another_session_kept_nothing_and_filters_narrow(spring):
    assert told("region", session=1) == {"11": (5, 1, 0), "84": (2, 0, 0)}
    assert told("theme", regions=("84",)) == {"employment": (2, 0, 0)}
