"""How proposals flow from stage to stage and how long they stand there, by hand on the spring of `conftest.py`."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from queries import Filters, ask, end_of, record

TODAY = date(2018, 4, 12)


def flow(today=TODAY, as_of=None, **filters):
    """The counts of each day, those of no proposal left out."""
    days = {}
    for row in ask("cumulative_flow", filters=Filters(**filters), today=today, as_of=as_of).to_pylist():
        days.setdefault(row["day"], {}).update({row["stage"]: row["proposals"]} if row["proposals"] else {})
    return days


def test_each_day_of_the_spring_is_counted_at_its_end(spring):
    # 21 March: seven are received. 26 March: 1, 2, 4, 5 go under review. 2 April: 1, 2, 4 are put forward, 3 is to be
    # completed, which is the stage it was at. 9 April: 1 kept, 2 not kept, 4 deferred. 10 April: 7 withdrawn.
    counted = {
        date(2018, 3, 21): {"received": 7},
        date(2018, 3, 26): {"received": 3, "under_review": 4},
        date(2018, 4, 2): {"received": 3, "under_review": 1, "put_forward": 3},
        date(2018, 4, 9): {"received": 3, "under_review": 1, "put_forward": 1, "kept": 1, "closed": 1},
        date(2018, 4, 10): {"received": 2, "under_review": 1, "put_forward": 1, "kept": 1, "closed": 2},
    }
    expected, standing = {}, {}
    for day in (date(2018, 3, 21) + timedelta(days=past) for past in range(23)):
        expected[day] = standing = counted.get(day, standing)
    assert flow() == expected


def test_filters_leave_their_own_flow(spring):
    lyon = flow(departments=("69",))
    assert (lyon[date(2018, 4, 9)], lyon[TODAY]) == ({"received": 2}, {"received": 1, "closed": 1})
    assert flow(themes=("health",)) == {}


def test_a_past_day_is_the_last_of_its_own_flow(spring):
    then = date(2018, 4, 2)
    past = flow(then, end_of(then))
    assert list(past) == [day for day in flow() if day <= then]
    assert past[then] == {"received": 3, "under_review": 1, "put_forward": 3}


@pytest.mark.parametrize(
    ("days", "apart", "points"), [(0, 1, 1), (119, 1, 120), (120, 7, 18), (839, 7, 120), (840, 14, 61)]
)
def test_a_long_time_is_told_week_by_week_and_never_in_more_than_120_points(prefecture, days, apart, points):
    prefecture.proposals(2)
    today = prefecture.clock.date() + timedelta(days=days)
    told = list(flow(today).items())
    assert len(told) == points
    assert {later - day for (day, _), (later, _) in pairwise(told)} <= {timedelta(days=apart)}
    assert told[-1] == (today, {"received": 2})


def test_what_an_undone_import_had_brought_never_stood_anywhere(prefecture):
    prefecture.proposals(2)
    prefecture.clock += timedelta(days=3)
    prefecture.proposals(5)
    prefecture.clock += timedelta(days=1)
    record("undo_take_in", by="anne", take_in=prefecture.events(kind="take_in")[-1]["number"])
    assert list(flow(prefecture.clock.date()).values()) == [{"received": 2}] * 5


def test_what_happens_late_in_the_evening_is_of_the_next_day_in_paris(prefecture):
    prefecture.clock = datetime(2018, 3, 24, 23, 30)  # UTC: in the night the clocks go forward
    [proposal] = prefecture.proposals()
    prefecture.clock = datetime(2018, 3, 26, 22, 30)
    prefecture.move(proposal, "under_review", "karim")
    assert flow(date(2018, 3, 27)) == {
        date(2018, 3, 25): {"received": 1},
        date(2018, 3, 26): {"received": 1},
        date(2018, 3, 27): {"under_review": 1},
    }


def ages(today=TODAY, **filters):
    """What is said of each stage."""
    rows = ask("stage_ages", filters=Filters(**filters), today=today).to_pylist()
    return {row.pop("stage"): tuple(row.values()) for row in rows}


def test_the_days_at_each_stage_counted_by_hand(spring):
    # On 12 April, days in the present status. Received: 6 since 21 March, 22; 3, to be completed since 2 April, 10.
    # The median is halfway, 16; the 85th percentile is 85 hundredths of the way from 10 to 22: 10 + 0.85 × 12 = 20.2.
    assert ages() == {
        "received": (2, 16.0, pytest.approx(20.2), 22, 0),
        "under_review": (1, 17.0, 17.0, 17, 0),  # 5, since 26 March
        "put_forward": (1, 3.0, 3.0, 3, 0),  # 4, deferred on 9 April
        "kept": (1, 3.0, 3.0, 3, 0),  # 1
        "adopted": (0, None, None, None, 0),
    }


def test_more_than_thirty_days_is_late(spring):
    assert {day.day: ages(day)["received"][-1] for day in (date(2018, 4, 20), date(2018, 4, 21))} == {20: 0, 21: 1}


def test_what_is_closed_is_no_longer_waiting(spring):
    assert ages(departments=("69",))["received"] == (1, 22.0, 22.0, 22, 0)  # 6; 7 was withdrawn
    assert {proposals for proposals, *_ in ages(statuses=("withdrawn", "not_kept")).values()} == {0}


def oldest(most, **filters):
    rows = ask("open_oldest", filters=Filters(**filters), today=TODAY, most=most).to_pylist()
    return [(row["id"], row["stage"], row["days"]) for row in rows]


def test_the_oldest_of_each_stage_come_before_the_second_oldest_of_any(spring):
    in_order = [
        (6, "received", 22),
        (5, "under_review", 17),
        (3, "received", 10),
        (1, "kept", 3),
        (4, "put_forward", 3),
    ]
    assert oldest(9) == in_order
    assert oldest(4) == [row for row in in_order if row[0] != 3]
    assert oldest(1) == in_order[:1]
    assert oldest(9, statuses=("withdrawn",)) == []


def test_each_departement_is_measured_by_hand(spring):
    # Bobigny: 1 kept, 2 not kept, 3 to be completed since 2 April. Paris: 4 deferred, 5 under review since 26 March.
    # Lyon: 6 received on 21 March, 7 withdrawn. On 21 April, 31 days after the 21 March, 6 is late.
    rows = ask("department_measures", filters=Filters(), today=date(2018, 4, 21)).to_pylist()
    assert len(rows) == 101
    names = ("proposals", "put_forward", "kept", "open", "waiting", "put_forward_share", "kept_share", "waiting_share")
    measured = {row["department"]: tuple(row[name] for name in names) for row in rows if row["proposals"]}
    assert measured == {
        "93": (3, 2, 1, 2, 0, pytest.approx(2 / 3), pytest.approx(1 / 3), 0.0),
        "75": (2, 1, 0, 2, 0, 0.5, 0.0, 0.0),
        "69": (2, 0, 0, 1, 1, 0.0, 0.0, 1.0),
    }
    ain = rows[0]
    assert (ain["name"], *(ain[name] for name in names)) == ("Ain", 0, 0, 0, 0, 0, None, None, None)
    [gironde] = [row for row in rows if row["department"] == "33"]
    assert gironde["waiting_share"] is None
