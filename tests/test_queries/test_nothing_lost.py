"""Nothing is lost: after any gestures by anybody, the state is what the events tell, numbered without hole."""

import contextlib

import duckdb
import pytest
from histories import TITLES, Gestures
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import ask, latest_event, store

SOME = settings(deadline=None, max_examples=20)


def test_after_any_gestures_by_anybody_the_state_is_what_the_events_tell(long_prefecture, shipped):
    long_prefecture.person("lyon", "staff", "84", "69")
    long_prefecture.session()
    done = []

    @SOME
    @given(st.data())
    def holds(data):
        before = latest_event()
        gestures = Gestures(long_prefecture, shipped, data.draw)
        for _ in range(data.draw(st.integers(1, 10))):
            gestures.one()
            assert long_prefecture.present() == long_prefecture.replayed()
            numbers = [event["number"] for event in long_prefecture.events(before)]
            assert numbers == list(range(before + 1, latest_event() + 1))
        done.append(gestures.done)

    holds()
    assert sum(done) > 10  # most are refused, but not all
    assert ask("disagreements").num_rows == 0


def test_each_event_starts_from_what_the_one_before_left(long_prefecture):
    left = {}
    for event in long_prefecture.events():
        if event["kind"] in ("receive", "move"):
            assert event["before"] == left.get(event["proposal"])
            left[event["proposal"]] = event["after"]


def test_the_words_of_the_workshop_are_still_those_it_said(long_prefecture):
    for row in long_prefecture.table("proposals"):
        assert row["title"].startswith("Proposition") or row["title"] in ("Un", "UN", *TITLES[0], "Trois", "oeuvre")
        assert row["words"] == ""


def write(*statements, swallowed=()):
    """Write in a transaction; an exception among the statements is raised there."""
    with store().writing() as cursor:
        for statement in statements:
            if isinstance(statement, BaseException):
                raise statement
            with contextlib.suppress(swallowed):
                cursor.execute(statement)


@pytest.mark.parametrize("fault", [RuntimeError("a fault"), KeyboardInterrupt(), duckdb.Error(), SystemExit()])
def test_what_fails_in_the_middle_of_writing_leaves_nothing_and_frees_the_next_writer(prefecture, fault):
    [proposal] = prefecture.proposals()
    before, event = prefecture.everything(), latest_event()
    with pytest.raises(type(fault)):
        write(
            "update proposals set status = 'kept'",
            "insert into events values (99, 99, now()::timestamp, 'anne', 'move', 1, 1, 1, '', '', '', '')",
            fault,
        )
    assert prefecture.everything() == before
    assert latest_event() == event
    prefecture.move(proposal, "under_review", "karim")
    assert latest_event() == event + 1


def test_an_error_of_the_database_swallowed_in_the_middle_of_writing_saves_nothing(prefecture):
    prefecture.proposals()
    before = prefecture.everything()
    with pytest.raises(duckdb.Error, match=r"(?i)transaction"):
        write(
            "update proposals set status = 'kept'",
            "insert into themes from themes",
            swallowed=duckdb.ConstraintException,
        )
    assert prefecture.everything() == before
    prefecture.proposals()
