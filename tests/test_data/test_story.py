"""The story of the demonstration: it follows the rules, and it is alive on the day it is told."""

import csv
import itertools
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

import data
from data.sample.proofs import FACTS, KINDS
from data.sample.story import Story, tell

SAMPLE = Path(data.__file__).parent / "sample"
DAYS = [date(2026, 3, 16), date(2026, 5, 2), date(2026, 8, 19), date(2027, 1, 3)]  # Monday, Saturday, Wednesday, Sunday
FOLLOWED = ("link_measure", "verdict", "follow_body", "follow_in_charge", "follow_date", "follow_note")
KEPT = ("kept", "adopted", "not_adopted", "under_way", "done", "abandoned")


def reference(name):
    return rows_of(SAMPLE.parent / "reference" / f"{name}.csv")


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def told(request):
    """A day and its story, table by table, each row a dict."""
    story = tell(request.param)
    return request.param, {name: getattr(story, name).to_pylist() for name in Story.__dataclass_fields__}


def test_a_day_always_has_the_same_story():
    assert tell(DAYS[0]) == tell(DAYS[0])


def test_two_days_have_two_stories():
    assert not tell(DAYS[0]).events.equals(tell(DAYS[0] + timedelta(days=1)).events)


def test_every_status_is_reached_by_several_proposals(told):
    reached = Counter(row["status"] for row in told[1]["proposals"])
    assert {row["code"] for row in reference("statuses")} == set(reached)
    assert min(reached.values()) >= 5


def test_every_move_is_legal_for_the_role_and_the_territory_of_its_author(told):
    _, tables = told
    rules = {(row["from_status"], row["to_status"], row["role"]): row for row in reference("transitions")}
    people = {row["id"]: row for row in [*tables["people"], *reference("local_people")]}
    reasons = {row["code"] for row in reference("reasons")}
    places = {row["id"]: row for row in tables["proposals"]}
    for move in (event for event in tables["events"] if event["kind"] == "move"):
        author, place = people[move["person"]], places[move["proposal"]]
        rule = rules[move["before"], move["after"], author["role"]]
        assert author["region"] in (None, "", place["region"])
        assert author["department"] in (None, "", place["department"])
        assert (move["reason"] in reasons) == (rule["reason"] == "code")
        assert move["sentence"] or rule["reason"] == "none"
        assert move["session"] or rule["session"] == "none"


def test_whoever_takes_a_sheet_in_or_edits_a_wording_is_of_that_territory(told):
    _, tables = told
    people = {row["id"]: row for row in [*tables["people"], *reference("local_people")]}
    places = {row["id"]: row for row in tables["workshops"]}
    aside = ("move", "convene", "add_measure", *FOLLOWED)
    others = [event for event in tables["events"] if event["kind"] not in aside]
    for event in others:
        author, place = people[event["person"]], places[event["workshop"]]
        assert author["role"] in ("staff", "manager")
        assert author["region"] == place["region"]
        assert author["department"] in (None, "", place["department"])
    edits = {"hold_workshop", "take_in", "receive", "retitle", "reword", "retheme"}
    assert {event["kind"] for event in others} == edits | set(KINDS.values())


def test_events_are_numbered_in_the_order_of_time_and_gestures_happen_at_one_instant(told):
    events = told[1]["events"]
    assert [event["number"] for event in events] == list(range(1, len(events) + 1))
    assert [event["happened_at"] for event in events] == sorted(event["happened_at"] for event in events)
    firsts = {event["number"]: event for event in events}
    for event in events:
        first = firsts[event["act"]]
        assert first["act"] == first["number"] <= event["number"]
        assert (first["happened_at"], first["person"]) == (event["happened_at"], event["person"])


def test_a_proposal_has_its_moves_one_after_the_other(told):
    history = defaultdict(list)
    for event in told[1]["events"]:
        if event["kind"] in ("receive", "move"):
            history[event["proposal"]].append(event)
    for steps in history.values():
        assert [step["kind"] for step in steps] == ["receive", *["move"] * (len(steps) - 1)]
        for step, following in itertools.pairwise(steps):
            assert step["after"] == following["before"]
            assert step["happened_at"] < following["happened_at"]


def test_evidence_is_written_between_the_reception_and_the_decision_and_is_what_its_events_say(told):
    _, tables = told
    written, decided, received = defaultdict(dict), {}, {}
    for event in tables["events"]:
        if event["kind"] in KINDS.values():
            assert event["happened_at"] > received[event["proposal"]]
            assert event["proposal"] not in decided
            written[event["proposal"]] |= {event["kind"]: event["after"], "last_event": event["number"]}
        elif event["kind"] == "receive":
            received[event["proposal"]] = event["happened_at"]
        elif event["kind"] == "move" and event["session"]:
            decided[event["proposal"]] = event["number"]
    sheets = {row["proposal"]: row for row in tables["evidence"]}
    assert sheets.keys() == written.keys()
    for proposal, row in sheets.items():
        said = {kind: row[field] for field, kind in KINDS.items() if row[field]} | {"last_event": row["last_event"]}
        assert said == written[proposal]


def test_what_is_before_the_committee_is_ready_or_not_and_rests_on_every_proof(told):
    _, tables = told
    sheets = {row["proposal"]: row for row in tables["evidence"]}
    before = [row["id"] for row in tables["proposals"] if row["status"] in ("put_forward", "deferred")]
    ready = [id for id in before if id in sheets and all(sheets[id][field] for field in FACTS)]
    assert 0.3 < len(ready) / len(before) < 0.8
    shown = {(sheets[id]["proof"], sheets[id]["ease"]) for id in before if id in sheets}
    assert len([cell for cell in shown if all(cell)]) >= 7  # of nine
    assert any(id not in sheets for id in before)


def test_nothing_is_in_the_future_nor_at_night(told):
    today, tables = told
    morning = datetime.combine(today, time(6))
    for event in tables["events"]:
        assert event["happened_at"] <= morning
        assert event["happened_at"].weekday() < 5
        assert 5 <= event["happened_at"].hour < 19
    assert max(row["held_on"] for row in tables["workshops"]) < today


def test_the_last_week_is_lively_and_so_is_this_morning_on_a_working_day(told):
    today, tables = told
    recent = [event["happened_at"].date() for event in tables["events"]]
    assert 25 <= sum(day > today - timedelta(days=7) for day in recent) <= 40
    assert (today in recent) == (today.weekday() < 5)


def test_some_proposals_wait_too_long(told):
    today, tables = told
    waiting = [row for row in tables["proposals"] if row["status"] in ("received", "under_review")]
    assert sum((today - row["status_since"].date()).days > 30 for row in waiting) >= 8


def test_a_session_is_near_and_another_has_met(told):
    today, tables = told
    past, coming = tables["sessions"]
    assert past["closed"]
    assert 40 <= (today - past["held_on"]).days <= 45
    assert not coming["closed"]
    assert 34 <= (coming["held_on"] - today).days <= 37
    decided = Counter((row["session"], row["status"]) for row in tables["proposals"] if row["session"])
    assert all(decided[past["id"], status] for status in (*KEPT, "deferred", "not_kept"))
    assert all(decided[coming["id"], status] for status in ("kept", "deferred", "not_kept"))


def test_whatever_the_day_staff_manager_and_coordinator_have_something_to_try_in_seine_saint_denis():
    for week in range(0, 366, 6):
        proposals = tell(DAYS[0] + timedelta(days=week)).proposals.to_pylist()
        there = Counter(row["status"] for row in proposals if row["department"] == "93")
        for status in ("received", "to_complete", "under_review", "put_forward", "kept", "deferred", "adopted"):
            assert there[status] >= 2, (week, status)


def test_the_coordinator_says_what_became_of_what_was_kept_and_some_of_it_is_late(told):
    today, tables = told
    statuses = {row["id"]: row["status"] for row in tables["proposals"]}
    told_of = [event for event in tables["events"] if event["kind"] in FOLLOWED]
    assert {event["person"] for event in told_of} == {"anne"}
    follow_ups = tables["follow_ups"]
    assert {row["proposal"] for row in follow_ups} == {event["proposal"] for event in told_of}
    assert {statuses[row["proposal"]] for row in follow_ups} == set(KEPT)
    verdicts = {row["code"] for row in reference("verdicts")}
    assert {row["verdict"] for row in follow_ups} == {None, *verdicts}
    measures = {row["code"] for row in tables["measures"]}
    assert {row["measure"] for row in follow_ups} == {None, *measures}
    assert {row["body"] for row in follow_ups} <= {row["code"] for row in reference("bodies")}
    dates = [row["next_date"] for row in follow_ups if row["next_date"]]
    assert 3 <= sum(day < today for day in dates) < len(dates) / 2


def test_the_eighteen_regions_are_there_and_some_are_ahead(told):
    proposals = told[1]["proposals"]
    ahead = Counter(row["region"] for row in proposals if row["status"] in KEPT)
    raised = Counter(row["region"] for row in proposals)
    assert len(raised) == 18
    assert ahead["32"] / raised["32"] > 0.2 > ahead["28"] / raised["28"]


def test_the_sample_can_be_told_several_times_for_a_larger_store():
    story = tell(DAYS[0], times=3)
    assert story.proposals.num_rows == 3 * tell(DAYS[0]).proposals.num_rows
    assert len(set(story.proposals["reference"].to_pylist())) == story.proposals.num_rows


def test_each_family_gathers_proposals_of_the_sample():
    keys = {row["key"] for file in (SAMPLE / "proposals").glob("*.csv") for row in rows_of(file)}
    families = rows_of(SAMPLE / "families.csv")
    sizes = Counter(row["family"] for row in families)
    assert {row["proposal"] for row in families} <= keys
    assert min(sizes.values()) >= 2
