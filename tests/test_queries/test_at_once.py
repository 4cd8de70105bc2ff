"""Many people at once, and a machine that stops: one decision at a time, none half seen, none lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import queries
from queries import ChangedMeanwhile, Filters, ask, latest_event, record, store

HERE = Path(queries.__file__).parents[1]
PEOPLE = 8


def test_of_people_who_decide_at_the_same_moment_exactly_one_does(prefecture):
    [proposal] = prefecture.proposals()
    agents = [prefecture.person(f"agent {number}", "staff", "11", "93") for number in range(PEOPLE)]
    rounds, together = 12, threading.Barrier(PEOPLE, timeout=60)

    def decide(agent):
        won = []
        for number in range(rounds):
            together.wait()
            seen = latest_event()
            together.wait()
            status = ("under_review", "received")[number % 2]
            try:
                prefecture.move(proposal, status, agent, seen=seen, sentence=f"{agent} en {number}")
                won.append(number)
            except ChangedMeanwhile as changed:
                told.append((agent, changed.given["who"]))
        return won

    before, told = latest_event(), []
    with ThreadPoolExecutor(PEOPLE) as pool:
        wins = dict(zip(agents, pool.map(decide, agents), strict=True))
    assert Counter(number for won in wins.values() for number in won) == Counter(range(rounds))
    assert len(told) == rounds * (PEOPLE - 1)
    assert all(who in agents and who != agent for agent, who in told)
    events = prefecture.events(before)
    assert [event["number"] for event in events] == list(range(before + 1, before + rounds + 1))
    assert all(number in wins[event["person"]] for number, event in enumerate(events))
    assert prefecture.present() == prefecture.replayed()


def test_people_who_decide_on_different_proposals_at_once_all_do(prefecture):
    proposals = prefecture.proposals(PEOPLE)
    statuses = ("under_review", "received") * 5

    def work(proposal):
        seen = latest_event()
        for status in statuses:
            seen = next_seen = max(seen, latest_event())
            prefecture.move(proposal, status, "karim", seen=next_seen, sentence="Parce que.")

    before = latest_event()
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(work, proposals))
    assert latest_event() == before + PEOPLE * len(statuses)
    assert Counter(event["proposal"] for event in prefecture.events(before)) == dict.fromkeys(proposals, len(statuses))
    assert prefecture.present() == prefecture.replayed()


def test_who_reads_while_others_write_never_sees_half_a_gesture(prefecture):
    proposals = prefecture.proposals(40)
    over, seen = threading.Event(), Counter()
    half = """
        select count(distinct status), count(*) filter (events.after <> status or events.number is null)
        from proposals left join events on events.number = proposals.last_event
    """

    def read():
        while not over.is_set():
            with store().reading() as cursor:
                assert cursor.execute(half).fetchall() == [(1, 0)]
            as_of = latest_event()
            [stage] = [row["stage"] for row in ask("proposals_by_theme", filters=Filters()).to_pylist()]
            seen[stage] += 1
            assert latest_event() >= as_of

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(12):
                prefecture.move(proposals, ("under_review", "received")[number % 2], "karim", sentence="Parce que.")
        finally:
            over.set()
        for reader in readers:
            reader.result()
    assert set(seen) == {"received", "under_review"}


# A process of its own takes sheets in and moves proposals, and says the event of each gesture once it is recorded.
WRITER = """
import random, sys
from data.workbook import Row
from queries import latest_event, record, store
from queries.intake import Sheet, take_in
store()
row = {"number": "", "text": "Des mots. " * 60, "theme": "sport", "body": "company"}
for turn in range(int(sys.argv[1]), 10**6):
    with store().reading() as cursor:
        found = cursor.execute("select id from proposals where status = 'received' limit 5").fetchall()
    if turn % 4 and found:
        asked = {"proposals": [id for (id,) in found], "status": "under_review", "seen": latest_event()}
        print(record("move", by="karim", session=None, reason=None, sentence=str(turn), **asked), flush=True)
    else:
        rows = [Row(line=n, title=f"{turn}.{n}", **row) for n in range(random.choice([3, 150]))]
        print(take_in(Sheet(str(turn), "", rows), by="karim", workshop=1), flush=True)
"""


@pytest.fixture
def killed(prefecture, tmp_path):
    """Let a process write for a while, kill it without warning, and give the last event that it acknowledged."""
    prefecture.workshop()
    store().close()
    path = tmp_path / "store.duckdb"

    def kill(turn, gestures, patience):
        queries.close()
        command = [sys.executable, "-c", WRITER, str(turn)]
        environment = os.environ | {"DASHBOARD_DATABASE": str(path), "PYTHONPATH": str(HERE)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=HERE) as writer:
            heard = [writer.stdout.readline() for _ in range(gestures)]
            time.sleep(patience)
            writer.send_signal(signal.SIGKILL)
            heard += writer.stdout.readlines()
        assert writer.returncode == -signal.SIGKILL
        return [int(line) for line in heard if line.endswith("\n")]

    return kill


def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_is_half_there(prefecture, killed):
    acknowledged, chance = [], random.Random(2018)
    for attempt in range(10):
        heard = killed(attempt * 10_000, chance.randint(1, 9), chance.uniform(0, 0.06))
        acknowledged += heard
        numbers = [event["number"] for event in prefecture.events()]
        assert numbers == list(range(1, latest_event() + 1))
        assert set(acknowledged) <= set(numbers)
        assert prefecture.present() == prefecture.replayed()
        # At most one gesture beyond the last acknowledged: recorded, and killed before it could say so.
        assert len({event["act"] for event in prefecture.events(max(heard))}) <= 1
        assert ask("disagreements").num_rows == 0
        sizes = Counter(event["act"] for event in prefecture.events(kind="receive"))
        assert set(sizes.values()) <= {3, 150}
    assert len(acknowledged) == len(set(acknowledged)) >= 10


def test_a_copy_of_the_file_and_its_log_taken_after_a_kill_opens_too(prefecture, killed, tmp_path):
    acknowledged = killed(0, 6, 0.01)
    for name in ("store.duckdb", "store.duckdb.wal"):
        if (tmp_path / name).exists():
            shutil.copy(tmp_path / name, tmp_path / name.replace("store", "copy"))
    os.environ["DASHBOARD_DATABASE"] = str(tmp_path / "copy.duckdb")
    queries.close()
    assert latest_event() >= max(acknowledged)
    assert record("convene", by="anne", kind="civ", label="CIV", held_on="2030-01-01", place="") == latest_event()
