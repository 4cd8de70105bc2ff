"""Nothing is lost: after any gestures by anybody, the state is what the events tell, numbered without hole."""

import contextlib

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import Refused, ask, latest_event, store

SOME = settings(deadline=None, max_examples=20)
PEOPLE = ("lucie", "karim", "helene", "anne", "paul", "lyon", "nobody")
TITLES = (("Un", "Deux", "Œuvre"), ("UN", "Trois", "oeuvre "))
WORDS = st.sampled_from(["", " ", "Parce que.", "Œuvre d’été", "été", "'; drop table events; --"])


class Gestures:
    """One gesture after the other, most of them possible; `done` says how many were taken."""

    def __init__(self, prefecture, shipped, draw):
        self.prefecture, self.draw, self.done = prefecture, draw, 0
        self.rules = shipped("transitions")
        self.statuses = [row["code"] for row in shipped("statuses")]
        self.themes = [row["code"] for row in shipped("themes")]
        self.sessions = [row["id"] for row in prefecture.table("sessions")]
        self.proposals = prefecture.proposals(3)

    def one(self):
        """One gesture by somebody; refused or not."""
        kind = self.draw(st.sampled_from(["move", "move", "move", "any move", "reword", "retheme", "take_in", "back"]))
        before = latest_event()
        try:
            getattr(self, kind.replace(" ", "_"))(self.draw(st.sampled_from(self.proposals)))
            self.done += 1
        except Refused:
            assert latest_event() == before

    def move(self, proposal):
        """A move of the table, by who may make it, with what it asks for."""
        status = self.prefecture.row(proposal)["status"]
        rule = self.draw(st.sampled_from([rule for rule in self.rules if rule["from_status"] == status]))
        by = {"staff": "karim", "manager": "helene", "coordinator": "anne"}[rule["role"]]
        given = {"session": self.sessions[-1], "reason": "doublon", "sentence": "Parce que."}
        self.prefecture.move(proposal, rule["to_status"], by, **given)

    def any_move(self, _):
        """Any move of any proposals by anybody, on what was there a while ago."""
        chosen = self.draw(st.lists(st.sampled_from([*self.proposals, 10**9]), max_size=3))
        given = {"session": self.draw(st.sampled_from([None, *self.sessions, 10**9]))}
        given |= {"reason": self.draw(st.sampled_from([None, "doublon", "x"])), "sentence": self.draw(WORDS)}
        given |= {"seen": max(0, latest_event() - self.draw(st.integers(0, 4)))}
        by, status = self.draw(st.sampled_from(PEOPLE)), self.draw(st.sampled_from(self.statuses))
        self.prefecture.move(chosen, status, by, **given)

    def reword(self, proposal):
        """An edited wording by anybody."""
        by, words = self.draw(st.sampled_from(PEOPLE)), self.draw(WORDS)
        self.prefecture.reword(proposal, self.draw(WORDS), words, by, sentence=self.draw(WORDS))

    def back(self, proposal):
        """The workshop's own words again."""
        row = self.prefecture.row(proposal)
        self.prefecture.reword(proposal, row["title"], row["words"], "anne")

    def retheme(self, proposal):
        """Another theme, by anybody."""
        theme, by = self.draw(st.sampled_from([*self.themes, "x"])), self.draw(st.sampled_from(PEOPLE))
        self.prefecture.retheme(proposal, theme, by)

    def take_in(self, proposal):
        """A sheet, half of it known."""
        held = self.prefecture.row(proposal)["workshop"]
        titles = st.lists(st.sampled_from(self.draw(st.sampled_from(TITLES))), max_size=3, unique=True)
        self.proposals += self.prefecture.take_in(held, *self.draw(titles), by=self.draw(st.sampled_from(PEOPLE)))


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
