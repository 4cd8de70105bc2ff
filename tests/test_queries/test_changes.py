"""What changed between two days: each proposal counted once, and the changes add up to the difference."""

from collections import Counter
from datetime import date, datetime, timedelta

from histories import LongGestures
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import Filters, ask, end_of, record


def changes(since, as_of=None, **filters):
    """The proposals behind each change, by its name."""
    asked = {"filters": Filters(**filters), "since": since, "as_of": as_of}
    listed = ask("changed_listed", change=None, most=10**6, skipped=0, **asked).to_pylist()
    counted = Counter()
    for row in ask("changes_since", **asked).to_pylist():
        counted[row["change"]] += row["proposals"]
    assert counted == Counter(row["change"] for row in listed)
    told = {}
    for row in listed:
        told.setdefault(row["change"], []).append((row["id"], row["stood"], row["status"]))
    return {change: sorted(rows) for change, rows in told.items()}


def stages(instant):
    """How many stand at each stage as of an instant."""
    paris_day = (instant + timedelta(hours=2)).date()  # the summer’s hour at most: no day after it has events yet
    rows = ask("proposals_by_stage", filters=Filters(), today=paris_day, as_of=instant).to_pylist()
    return Counter({row["stage"]: row["proposals"] for row in rows})


def test_what_changed_in_the_spring_counted_by_hand(spring):
    # 21 March: 1 to 7 received. 26: 1, 2, 4, 5 under review. 2 April: 1, 2, 4 put forward, 3 to complete.
    # 9: 1 kept, 2 not kept, 4 deferred. 10: 7 withdrawn. 11: 4 reworded, which moves nothing.
    assert changes(end_of(date(2018, 4, 2))) == {
        "kept": [(1, "put_forward", "kept")],
        "left": [(2, "put_forward", "not_kept"), (7, "received", "withdrawn")],
        "forward": [(4, "put_forward", "deferred")],
    }
    assert changes(end_of(date(2018, 3, 20))) == {
        "entered": [
            *((1, None, "kept"), (2, None, "not_kept"), (3, None, "to_complete"), (4, None, "deferred")),
            *((5, None, "under_review"), (6, None, "received"), (7, None, "withdrawn")),
        ]
    }
    assert changes(end_of(date(2018, 3, 21)), end_of(date(2018, 4, 2))) == {
        "forward": [
            *((1, "received", "put_forward"), (2, "received", "put_forward"), (3, "received", "to_complete")),
            *((4, "received", "put_forward"), (5, "received", "under_review")),
        ]
    }
    assert changes(end_of(date(2018, 4, 11))) == {}
    assert changes(end_of(date(2018, 4, 2)), regions=("84",)) == {"left": [(7, "received", "withdrawn")]}


def test_one_that_went_and_came_back_has_not_changed_and_one_that_went_back_says_so(prefecture):
    one, two = prefecture.proposals(2)
    prefecture.clock += timedelta(days=1)
    prefecture.move([one, two], "under_review", "karim")
    since = prefecture.clock
    prefecture.clock += timedelta(days=1)
    prefecture.move(one, "received", "karim", sentence="Par erreur.")
    assert changes(since) == {"back": [(one, "under_review", "received")]}
    prefecture.move(one, "under_review", "karim")
    assert changes(since) == {}


def test_what_an_undone_import_took_out_is_said(prefecture):
    prefecture.proposals(2)
    since = prefecture.clock
    prefecture.clock += timedelta(days=1)
    record("undo_take_in", by="anne", take_in=prefecture.events(kind="take_in")[-1]["number"])
    assert changes(since) == {"taken_out": [(1, "received", None), (2, "received", None)]}
    assert changes(since - timedelta(days=1)) == {}
    assert changes(since, as_of=since + timedelta(hours=1)) == {}


def test_the_changes_between_two_days_add_up_to_the_difference(long_prefecture, shipped):
    long_prefecture.person("lyon", "staff", "84", "69")
    seen = Counter()

    @settings(deadline=None, max_examples=25)
    @given(st.data())
    def holds(data):
        gestures, instants = LongGestures(long_prefecture, shipped, data.draw), []
        for _ in range(data.draw(st.integers(2, 12))):
            gestures.one()
            instants.append(long_prefecture.clock)
        since, until = sorted(data.draw(st.lists(st.sampled_from(instants), min_size=2, max_size=2)))
        difference = stages(until)
        difference.subtract(stages(since))
        added = Counter()
        for row in ask("changes_since", filters=Filters(), since=since, as_of=until).to_pylist():
            added[row["stage"]] += row["proposals"]
            added[row["stage_then"]] -= row["proposals"]
            seen[row["change"]] += 1
        added.pop(None, None)  # from or to nowhere
        assert +difference == +added
        assert -difference == -added

    holds()
    assert sum(seen.values()) > 3


def test_nothing_changed_since_a_day_to_come(spring):
    assert changes(datetime(2030, 1, 1)) == {}
