"""The counts of each day of the last four weeks, and of the flow, against a replay of the same history in Python."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from queries import Filters, ask

FIRST = datetime(2018, 3, 1, 10, 0)
BY = {"staff": "karim", "manager": "helene", "coordinator": "anne"}


def test_the_counts_of_each_day_are_those_of_a_replay(long_prefecture, shipped):
    stage = {row["code"]: row["stage"] for row in shipped("statuses")}
    ways = {}
    for row in shipped("transitions"):
        ways.setdefault(row["from_status"], []).append((row["to_status"], BY[row["role"]]))
    session = long_prefecture.session()
    order = [row["code"] for row in shipped("stages")]

    @settings(deadline=None, max_examples=15)
    @given(st.data())
    def holds(data):
        long_prefecture.clock = FIRST + timedelta(days=data.draw(st.integers(0, 5)))
        proposals = long_prefecture.proposals(3)
        [held] = {long_prefecture.row(id)["workshop"] for id in proposals}
        happened = [(long_prefecture.clock, id, "received") for id in proposals]
        for _ in range(data.draw(st.integers(0, 8))):
            long_prefecture.clock += timedelta(days=data.draw(st.integers(0, 12)), hours=data.draw(st.integers(0, 13)))
            id = data.draw(st.sampled_from(proposals))
            present = [status for _, moved, status in happened if moved == id][-1]
            status, by = data.draw(st.sampled_from(ways[present]))
            long_prefecture.move(id, status, by, session=session, reason="doublon", sentence="Parce que.")
            happened.append((long_prefecture.clock, id, status))
        today = in_paris(long_prefecture.clock) + timedelta(days=data.draw(st.integers(0, 35)))
        rows = ask("proposals_by_stage", filters=Filters(workshops=(held,)), today=today).to_pylist()
        assert [row["stage"] for row in rows] == order
        by_day = [counted(happened, stage, today - timedelta(days=back)) for back in range(27, -1, -1)]
        for row in rows:
            assert row["by_day"] == [counts[row["stage"]] for counts in by_day]
            assert (row["proposals"], row["week_ago"]) == (row["by_day"][-1], row["by_day"][-8])
        flow = ask("cumulative_flow", filters=Filters(workshops=(held,)), today=today).to_pylist()
        for row in flow:
            assert row["proposals"] == counted(happened, stage, row["day"])[row["stage"]]
        assert [row["proposals"] for row in flow[-len(order) :]] == standing(held)

    holds()


def standing(workshop):
    """How many proposals of a workshop stand at each stage, as their rows say it."""
    rows = ask("proposals_by_theme", filters=Filters(workshops=(workshop,))).to_pylist()
    counts = Counter({row["stage"]: 0 for row in rows})
    for row in rows:
        counts[row["stage"]] += row["proposals"]
    return [counts[row["code"]] for row in ask("stages").to_pylist()]


def in_paris(when):
    """The day it is in Paris at an instant of UTC."""
    return when.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris")).date()


def counted(happened, stage, day):
    """How many proposals were at each stage at the end of a day."""
    last = {id: stage[status] for when, id, status in happened if in_paris(when) <= day}
    return Counter(last.values())


def test_what_happens_after_midnight_in_paris_is_of_the_new_day(prefecture):
    [proposal] = prefecture.proposals()
    prefecture.clock = datetime(2018, 4, 11, 22, 30)  # UTC: half past midnight of the 12th in Paris
    prefecture.move(proposal, "under_review", "karim")
    rows = ask("proposals_by_stage", filters=Filters(), today=date(2018, 4, 12)).to_pylist()
    assert {row["stage"]: row["by_day"][-2:] for row in rows if sum(row["by_day"])} == {
        "received": [1, 0],
        "under_review": [0, 1],
    }
    [waiting] = ask("waiting_longest", role="reader", filters=Filters(), today=date(2018, 4, 12), most=1).to_pylist()
    assert waiting["days"] == 0
