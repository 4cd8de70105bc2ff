"""A prefecture to try things in: a store of its own, a workshop and its proposals in a few words, its clock."""

import contextlib
import csv
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import queries
from data.workbook import Row
from queries import latest_event, record, store
from queries.intake import Sheet, take_in

REFERENCE = Path(queries.__file__).parents[1] / "data" / "reference"
SHEET = ("runs_where", "runs_since", "result", "proof", "cost", "needed", "ease")  # the fields of an evidence sheet
ROW = {"number": "", "text": "", "theme": "sport", "body": "association"}
STATE = ("status", "status_since", "session", "reason", "theme", "edited_title", "edited_words", "last_event")
KEPT_TABLES = (
    *("proposals", "taken_out", "events", "workshops", "workshop_themes", "sessions", "people", "settled"),
    *("visits", "follow_ups", "measures", "evidence"),
)
NOTHING_SAID = dict.fromkeys(("measure", "verdict", "body", "in_charge", "next_date", "note", "sentence"))


class Prefecture:
    """Gestures of people, by default of Anne, national coordinator, in Seine-Saint-Denis (IDF 11, 93) in early 2018."""

    def __init__(self, monkeypatch):
        self.clock = datetime(2018, 2, 15, 9, 0)
        monkeypatch.setattr(queries, "now", lambda: self.clock)

    # What is set up

    def sql(self, statement, **given):
        """Run one statement on the store, in a transaction, and give its rows."""
        with store().writing() as cursor:
            return cursor.execute(statement, given or None).fetchall()

    def table(self, name, order="all", where="true"):
        """The rows of a table as dicts."""
        with store().reading() as cursor:
            answer = cursor.execute(f"from {name} where {where} order by {order}")
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def person(self, id, role, region=None, department=None, active=True):
        """Somebody more in the list of people; their id."""
        self.sql(
            "insert into people values ($id, $id, 'agent', $role, $region, $department, $active, true, false, 0)",
            **{"id": id, "role": role, "region": region, "department": department, "active": active},
        )
        return id

    def workshop(self, department="93", held_on=date(2018, 2, 14), title=None, by="anne", **given):
        """A workshop that was held; its number."""
        title = title or f"Atelier {len(self.table('workshops')) + 1}"
        asked = {"prefecture": "Préfecture", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
        asked |= {"department": department, "held_on": held_on, "title": title}
        record("hold_workshop", by=by, **asked | given)
        return max(row["id"] for row in self.table("workshops"))

    def sheet(self, *rows, file="feuille.csv", source="", settled=()):
        """A sheet as it was read: a title, or what differs from an ordinary row."""
        given = [row if isinstance(row, dict) else {"title": row} for row in rows]
        said = [{"text" if name == "words" else name: value for name, value in row.items()} for row in given]
        return Sheet(file, source, [Row(**{"line": line, **ROW, **row}) for line, row in enumerate(said, 2)], settled)

    def take_in(self, workshop, *rows, by="anne", seen=None, **sheet):
        """The proposals that a sheet adds; their numbers."""
        before = latest_event()
        take_in(self.sheet(*rows, **sheet), by=by, workshop=workshop, seen=seen)
        return [event["proposal"] for event in self.events(before, kind="receive")]

    def proposals(self, count=1, department="93", **workshop):
        """New proposals of a new workshop; their numbers."""
        held = self.workshop(department, **workshop)
        return self.take_in(held, *(f"Proposition {held}.{number}" for number in range(count)))

    def session(self, held_on=None, kind="other", label="Réunion", place="", by="anne"):
        """A session called; its number."""
        held_on = held_on or date(2030, 1, 1) + timedelta(days=len(self.table("sessions")))
        record("convene", by=by, kind=kind, label=label, held_on=held_on, place=place)
        return max(row["id"] for row in self.table("sessions"))

    def close_session(self, session):
        """Close a session, as no decision does yet."""
        self.sql("update sessions set closed = true where id = $session", session=session)

    def place(self, proposal, status, session=None, reason=None):
        """Put a proposal at a status without its history, to start from there."""
        self.sql(
            "update proposals set status = $status, session = $session, reason = $reason where id = $id",
            **{"id": proposal, "status": status, "session": session, "reason": reason},
        )

    # What is done

    def move(self, proposals, status, by="anne", **given):
        """Record a move, as seen now unless `seen` says otherwise."""
        asked = {"session": None, "reason": None, "sentence": None, "seen": latest_event()} | given
        listed = proposals if isinstance(proposals, list) else [proposals]
        return record("move", by=by, proposals=listed, status=status, **asked)

    def reword(self, proposal, title, words, by="anne", **given):
        """Record an edited wording."""
        asked = {"sentence": None, "seen": latest_event()} | given
        return record("reword", by=by, proposal=proposal, title=title, words=words, **asked)

    def retheme(self, proposal, theme, by="anne", **given):
        """Record another theme."""
        asked = {"sentence": None, "seen": latest_event()} | given
        return record("retheme", by=by, proposal=proposal, theme=theme, **asked)

    def follow_up(self, proposal, by="anne", seen=None, **said):
        """Record what becomes of a kept proposal: what is not said is taken away."""
        seen = latest_event() if seen is None else seen
        return record("follow_up", by=by, proposal=proposal, seen=seen, **NOTHING_SAID | said)

    def add_measure(self, title="Une mesure", by="anne", **given):
        """A measure more in the list; its code."""
        asked = {"decided_on": date(2018, 7, 18), "instance": "Feuille de route", "theme": "", "source": "", "link": ""}
        record("add_measure", by=by, title=title, **asked | given)
        return self.events(kind="add_measure")[-1]["after"]

    def prove(self, proposal, by="anne", **given):
        """Record an evidence sheet: nothing but what is given."""
        asked = dict.fromkeys(SHEET) | {"seen": latest_event()} | given
        return record("evidence", by=by, proposal=proposal, **asked)

    # What is there

    def row(self, proposal):
        """A proposal as it is now."""
        [row] = self.table("proposals", where=f"id = {proposal}")
        return row

    def events(self, since=0, **wanted):
        """The events that came after event `since` and have these values, in order."""
        return [
            event
            for event in self.table("events", "number", f"number > {since}")
            if all(event[name] == value for name, value in wanted.items())
        ]

    def everything(self):
        """All that could change."""
        return {name: self.table(name) for name in KEPT_TABLES}

    def present(self):
        """The state of each proposal, as its row says it."""
        return {row["id"]: {name: row[name] for name in STATE} for row in self.table("proposals")}

    def replayed(self):
        """The state of each proposal, as its events tell it."""
        return replay(self.table("events", "number"), self.table("proposals"))


def reference(name):
    """The rows of a reference list, as it is shipped."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


UNDOES_A_DECISION = {
    (row["from_status"], row["to_status"]) for row in reference("transitions") if row["session"] == "still_open"
}


CORRECTED = {f"correct_{name}": name for name in ("title", "words", "body", "number")}


def replay(events, proposals):
    """What a history makes of proposals; their theme at first is the oldest theme that an event replaced."""
    said = {row["id"]: dict(row) for row in proposals}
    for event in reversed(events):
        if event["kind"] in CORRECTED:
            said[event["proposal"]][CORRECTED[event["kind"]]] = event["before"]
    states = {}
    for event in events:
        if event["proposal"] is not None:
            state = states.setdefault(event["proposal"], dict.fromkeys(STATE))
            _happened(state, event, said[event["proposal"]])
    for id, state in states.items():
        state["theme"] = state["theme"] or said[id]["theme"]
    return states


def _happened(state, event, said):
    after = event["after"]
    if event["kind"] in ("receive", "move"):
        undone = (event["before"], after) in UNDOES_A_DECISION
        state |= {"status": after, "status_since": event["happened_at"], "reason": event["reason"]}
        state["session"] = None if undone else event["session"]
    elif event["kind"] == "retheme":
        state["theme"] = after
    elif event["kind"] in CORRECTED:
        said[CORRECTED[event["kind"]]] = after
    elif event["kind"] in ("retitle", "reword"):
        name = {"retitle": "title", "reword": "words"}[event["kind"]]
        state[f"edited_{name}"] = None if after == said[name] else after
    state["last_event"] = event["number"]


@contextlib.contextmanager
def a_store(path):
    """The store at `path`, for the questions and decisions of this process."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATABASE", str(path))
        queries.close()
        try:
            yield Prefecture(monkeypatch)
        finally:
            queries.close()


@pytest.fixture
def prefecture(empty_file, tmp_path):
    """A store of its own for one test."""
    with a_store(shutil.copy(empty_file, tmp_path / "store.duckdb")) as found:
        yield found


@pytest.fixture(scope="module")
def long_prefecture(empty_file, tmp_path_factory):
    """A store that the tests of a file share, for those that ask much and expect nothing to be there or not."""
    with a_store(shutil.copy(empty_file, tmp_path_factory.mktemp("shared") / "store.duckdb")) as found:
        yield found


@pytest.fixture(scope="module")
def spring(empty_file, tmp_path_factory):
    """Four workshops, seven proposals and what became of them in the spring of 2018, small enough to count by hand."""
    with a_store(shutil.copy(empty_file, tmp_path_factory.mktemp("spring") / "store.duckdb")) as found:
        four_workshops(found)
        three_weeks(found)
        yield found


def four_workshops(found):
    """Proposals 1, 2, 3 in Bobigny, 4, 5 in Paris, 6, 7 in Lyon, none in Saint-Denis: events 1 to 14."""
    found.person("lyon", "staff", "84", "69")
    found.clock = datetime(2018, 3, 21, 9, 0)
    found.workshop("93", date(2018, 2, 14), "Atelier de Bobigny", themes=("rights", "sport"), participants=40)
    found.workshop("75", date(2018, 3, 1), "Atelier de Paris", themes=("associations",), participants=120)
    found.workshop("69", date(2018, 3, 10), "Atelier de Lyon", themes=("employment",))
    found.workshop("974", date(2018, 3, 20), "Atelier de Saint-Denis")
    mediation = {"title": "Médiation numérique de proximité", "theme": "rights", "words": "En réseau."}
    open_ground = {"title": "Terrain ouvert", "body": "citizens_council"}
    found.take_in(1, mediation, "Œuvre commune", open_ground)
    pooling = ("Mutualisation des moyens associatifs", "Maison des associations")
    found.take_in(2, *({"title": title, "theme": "associations"} for title in pooling))
    found.take_in(3, *({"title": title, "theme": "employment"} for title in ("Forum de l’emploi", "L’école du code")))


def three_weeks(found):
    """Events 15 to 28, from 26 March to 11 April; the committee's session is number 7."""
    found.clock = datetime(2018, 3, 26, 9, 0)
    found.move([1, 2], "under_review", "karim")
    found.move([4, 5], "under_review", "helene")
    found.clock = datetime(2018, 4, 2, 9, 0)
    found.move([1, 2, 4], "put_forward", "helene")
    found.move(3, "to_complete", "karim", sentence="Le budget manque.")
    found.clock = datetime(2018, 4, 9, 9, 0)
    found.session(date(2018, 7, 18), "civ", "CIV d’été", "Paris")
    found.move(1, "kept", session=7)
    found.clock = datetime(2018, 4, 9, 10, 0)
    found.move(2, "not_kept", session=7, reason="doublon", sentence="La même que l’autre.")
    found.clock = datetime(2018, 4, 9, 11, 0)
    found.move(4, "deferred", session=7, reason="preuve_insuffisante", sentence="À chiffrer.")
    found.clock = datetime(2018, 4, 10, 9, 0)
    found.move(7, "withdrawn", "lyon", sentence="Déjà fait.")
    found.clock = datetime(2018, 4, 11, 9, 0)
    found.reword(4, "Maison des moyens partagés", "", "helene")


@pytest.fixture(scope="session")
def shipped():
    """Read a reference list as it is shipped."""
    return reference
