"""Any day is read as it was: what was recorded then is what is told of then, whatever happened since."""

from datetime import date, datetime, timedelta

import pytest
from histories import FollowedGestures, LongGestures
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import Filters, ask, end_of, latest_event, record, store
from queries.past import MOST, Past

TABLES = ("proposals", "evidence", "workshops", "sessions", "events", "follow_ups", "measures")
STARTED = datetime(2018, 2, 1)


def read(instant):
    """The tables as of an instant, as every question reads them."""
    past = Past(store(), instant)
    try:
        return {name: past.ask(f"from {name} order by all", {}).to_pylist() for name in TABLES}
    finally:
        past.close()


def stood(prefecture):
    """The tables as they are now."""
    return {name: prefecture.table(name) for name in TABLES}


def without_search(tables):
    """The same without what only the search compares: it is held to by what is found."""
    return tables | {
        "proposals": [{name: value for name, value in row.items() if name != "search"} for row in tables["proposals"]]
    }


@pytest.fixture(scope="module")
def prefectures(long_prefecture):
    """The same, with somebody of Lyon."""
    long_prefecture.person("lyon", "staff", "84", "69")
    return long_prefecture


@pytest.mark.parametrize("gestures_of", [LongGestures, FollowedGestures])
def test_the_past_read_back_is_what_was_recorded_then(prefectures, shipped, gestures_of):
    done = []

    @settings(deadline=None, max_examples=15)
    @given(st.data())
    def holds(data):
        gestures, recorded = gestures_of(prefectures, shipped, data.draw), []
        for _ in range(data.draw(st.integers(1, 12))):
            gestures.one()
            recorded.append((prefectures.clock, without_search(stood(prefectures))))
        for instant, tables in data.draw(st.lists(st.sampled_from(recorded), min_size=1, max_size=3)):
            assert without_search(read(instant)) == tables
        done.append(gestures.done)

    holds()
    assert sum(done) > 5
    assert [row for row in ask("disagreements").to_pylist() if row["what"].startswith(("follow_up", "evidence"))] == []


def test_each_kind_of_gesture_is_read_back_before_and_after(prefecture):
    held = prefecture.workshop()
    first = {"title": "Un", "words": "Dit", "number": "1"}
    corrected = {"title": "Un peu", "words": "Redit", "number": "2", "theme": "health", "body": "company"}
    one = prefecture.take_in(held, first, "Deux")[0]
    session, measures = prefecture.session(), ask("measures")["code"].to_pylist()
    gestures = (
        lambda: prefecture.move(one, "under_review", "karim"),
        lambda: prefecture.take_in(held, {"reference": prefecture.row(one)["reference"], **corrected}, "Trois"),
        lambda: record("undo_take_in", by="anne", take_in=prefecture.events(kind="take_in")[-1]["number"]),
        lambda: prefecture.reword(one, "Autrement", "Dit mieux"),
        lambda: prefecture.retheme(one, "culture"),
        lambda: prefecture.take_in(held, {"reference": prefecture.row(one)["reference"], **corrected}),
        lambda: prefecture.reword(one, "Un peu", "Redit"),
        lambda: prefecture.move(one, "put_forward", "helene"),
        lambda: prefecture.move(one, "kept", session=session),
        lambda: prefecture.prove(one, result="Un résultat", cost="12 000 €"),
        lambda: prefecture.prove(one, result="Un autre", runs_since="2015"),
        lambda: prefecture.follow_up(one, measure=measures[0], verdict="partial", note="À suivre."),
        lambda: prefecture.follow_up(one, measure=measures[1], in_charge="Une mission", next_date=date(2018, 9, 1)),
        lambda: prefecture.add_measure(),
        lambda: prefecture.move(one, "put_forward", sentence="Par erreur."),
        lambda: prefecture.workshop("75"),
        lambda: prefecture.session(),
    )
    recorded = []
    for gesture in gestures:
        recorded.append((prefecture.clock, without_search(stood(prefecture))))
        prefecture.clock += timedelta(hours=1)
        gesture()
    assert len({str(tables) for _, tables in recorded}) == len(gestures)
    for instant, tables in recorded:
        assert without_search(read(instant)) == tables


def test_a_word_is_found_in_the_past_where_it_was_said_then(prefecture):
    [proposal] = prefecture.take_in(
        prefecture.workshop(), {"title": "Œuvre commune", "words": "Dit ainsi", "number": "1"}
    )
    before = prefecture.clock
    prefecture.clock += timedelta(days=1)
    prefecture.reword(proposal, "Atelier partagé", "Autrement")
    prefecture.clock += timedelta(days=1)
    prefecture.take_in(
        prefecture.row(proposal)["workshop"], {"title": "Œuvre commune", "words": "Redit", "number": "1"}
    )

    def found(word, as_of):
        return ask("proposals_count", filters=Filters(text=word), as_of=as_of).to_pylist()[0]["proposals"]

    assert [found(word, before) for word in ("oeuvre", "ainsi", "partagé", "redit")] == [1, 1, 0, 0]
    later = before + timedelta(days=1)
    assert [found(word, later) for word in ("oeuvre", "ainsi", "partagé", "redit")] == [1, 1, 1, 0]
    assert [found(word, None) for word in ("oeuvre", "ainsi", "partagé", "redit")] == [1, 0, 1, 1]


def test_what_happens_after_a_past_was_read_does_not_change_it(prefecture):
    one, two = prefecture.proposals(2)
    then = prefecture.clock
    prefecture.clock += timedelta(days=1)
    counted = {"filters": Filters(statuses=("received",)), "as_of": then}
    for proposal, left in ((one, 1), (two, 0)):
        assert ask("proposals_count", **counted).to_pylist()[0]["proposals"] == 2
        prefecture.move(proposal, "under_review", "karim")
        assert ask("proposals_count", filters=Filters(statuses=("received",))).to_pylist()[0]["proposals"] == left
    assert ask("proposals_count", **counted).to_pylist()[0]["proposals"] == 2


def test_an_import_undone_since_is_still_there_the_day_before(prefecture):
    prefecture.proposals(2)
    then = prefecture.clock
    prefecture.clock += timedelta(days=1)
    ask("proposals_count", filters=Filters(), as_of=then)
    record("undo_take_in", by="anne", take_in=prefecture.events(kind="take_in")[-1]["number"])
    assert ask("proposals_count", filters=Filters()).to_pylist()[0]["proposals"] == 0
    assert ask("proposals_count", filters=Filters(), as_of=then).to_pylist()[0]["proposals"] == 2


def test_a_clock_set_back_breaks_no_history(prefecture):
    [proposal] = prefecture.proposals()
    prefecture.clock += timedelta(days=2)
    prefecture.move(proposal, "under_review", "karim")
    prefecture.clock -= timedelta(days=1)
    prefecture.move(proposal, "received", "karim", sentence="Par erreur.")
    between = prefecture.clock + timedelta(hours=1)
    assert [row["status"] for row in read(between)["proposals"]] == ["received"]
    assert [event["kind"] for event in read(between)["events"] if event["proposal"]] == ["receive"]


@pytest.mark.parametrize(("day", "proposals"), [(date(2018, 2, 14), 0), (date(2018, 2, 15), 1), (date(2030, 1, 1), 1)])
def test_a_day_is_read_until_its_last_instant_in_paris(prefecture, day, proposals):
    prefecture.clock = datetime(2018, 2, 15, 22, 59, 59)  # one second to midnight in Paris
    prefecture.proposals()
    assert ask("proposals_count", filters=Filters(), as_of=end_of(day)).to_pylist()[0]["proposals"] == proposals


def test_before_anything_happened_there_is_nothing_and_no_question_fails(spring):
    counted = ask("proposals_by_stage", filters=Filters(), today=date(2018, 1, 1), as_of=STARTED).to_pylist()
    assert {row["proposals"] for row in counted} == {0}
    assert ask("workshops_listed", filters=Filters(), most=9, skipped=0, as_of=STARTED).num_rows == 0


def test_each_stage_of_the_spring_on_a_day_counted_by_hand(spring):
    def stages(day):
        rows = ask("proposals_by_stage", filters=Filters(), today=day, as_of=end_of(day)).to_pylist()
        return {row["stage"]: row["proposals"] for row in rows if row["proposals"]}

    # 26 March: 1, 2, 4, 5 go under review. 2 April: 1, 2, 4 are put forward. 9 April: 1 kept, 2 not, 4 deferred.
    assert stages(date(2018, 3, 25)) == {"received": 7}
    assert stages(date(2018, 3, 26)) == {"received": 3, "under_review": 4}
    assert stages(date(2018, 4, 2)) == {"received": 3, "under_review": 1, "put_forward": 3}
    assert stages(date(2018, 4, 9)) == {"received": 3, "under_review": 1, "put_forward": 1, "kept": 1, "closed": 1}
    assert stages(date(2018, 4, 10)) == {"received": 2, "under_review": 1, "put_forward": 1, "kept": 1, "closed": 2}


def test_more_pasts_than_are_kept_ready_are_read_as_well(spring):
    for back in range(2 * MOST):
        day = date(2018, 4, 12) - timedelta(days=back)
        assert ask("proposals_count", filters=Filters(), as_of=end_of(day)).to_pylist()[0]["proposals"] == 7
    assert latest_event() == 28
