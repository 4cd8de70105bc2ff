"""When somebody was here before is remembered for them alone: no event, and nothing there is to see changes."""

from datetime import datetime, timedelta

import duckdb
import pytest

import queries
from queries import latest_event, store, visits
from queries.visits import be_here, last_visit

MORNING = datetime(2018, 3, 1, 9, 0)


@pytest.fixture
def at(prefecture, monkeypatch):
    """Somebody is here, so many minutes after nine o'clock; when their visit before had ended, in minutes."""

    def minutes(after, person="karim"):
        monkeypatch.setattr(visits, "now", lambda: prefecture.clock)
        prefecture.clock = MORNING + timedelta(minutes=after)
        be_here(person)
        before = last_visit(person)
        return None if before is None else (before - MORNING) / timedelta(minutes=1)

    return minutes


def test_a_first_visit_has_none_before_it_however_long_it_lasts(at):
    assert [at(minute) for minute in (0, 10, 30, 55, 80)] == [None] * 5


def test_half_an_hour_away_begins_another_visit_and_the_one_before_had_ended_at_its_last_sign(at):
    assert [at(minute) for minute in (0, 20, 51)] == [None, None, 20]
    assert [at(minute) for minute in (60, 90)] == [20, 20]
    assert at(1440) == 90


def test_each_person_has_visits_of_their_own(at):
    at(0, "karim"), at(10, "anne")
    assert (at(60, "karim"), at(61, "anne"), at(62, "helene")) == (0, 10, None)
    assert last_visit("lucie") is None


def test_visits_are_remembered_across_restarts(at):
    at(0), at(20)
    queries.close()
    assert at(100) == 20
    queries.close()
    assert last_visit("karim") == MORNING + timedelta(minutes=20)
    assert at(101) == 20


def test_a_reader_s_clicks_are_written_once_in_five_minutes_and_are_no_event(at, prefecture):
    before = {name: rows for name, rows in prefecture.everything().items() if name != "visits"}
    seen = []
    for minute in range(12):
        at(minute, "lucie")
        seen.append(prefecture.table("visits")[0]["last_seen"].minute)
    assert seen == [0] * 5 + [5] * 5 + [10] * 2
    assert latest_event() == 0
    assert {name: rows for name, rows in prefecture.everything().items() if name != "visits"} == before


def test_somebody_who_is_not_in_the_list_is_not_remembered(at, prefecture):
    assert at(0, "nobody") is None
    assert prefecture.table("visits") == []


def test_a_store_that_can_t_be_written_is_still_read(at, monkeypatch):
    at(0)

    def full(*_, **__):
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(visits, "record", full)
    assert at(60) is None
    monkeypatch.undo()
    assert store().latest_event == 0


def test_a_clock_set_back_ends_no_visit(at):
    assert [at(minute) for minute in (0, 60, 20, 25)] == [None, 0, 0, 0]
