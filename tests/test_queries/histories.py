"""Gestures of people at random, most of them possible: what a history is made of."""

from datetime import date, timedelta

from hypothesis import strategies as st

from queries import Refused, latest_event, record

PEOPLE = ("lucie", "karim", "helene", "anne", "paul", "lyon", "nobody")
TITLES = (("Un", "Deux", "Œuvre"), ("UN", "Trois", "oeuvre "))
WORDS = st.sampled_from(["", " ", "Parce que.", "Œuvre d’été", "été", "'; drop table events; --"])

NUMBERS = st.sampled_from(["", "1", "2bis"])
BODIES = st.sampled_from(["unknown", "association", "company"])


class Gestures:
    """One gesture after the other, most of them possible; `done` says how many were taken."""

    def __init__(self, prefecture, shipped, draw):
        self.prefecture, self.draw, self.done = prefecture, draw, 0
        self.rules = shipped("transitions")
        self.statuses = [row["code"] for row in shipped("statuses")]
        self.themes = [row["code"] for row in shipped("themes")]
        self.sessions = [row["id"] for row in prefecture.table("sessions")]
        self.proposals = prefecture.proposals(3)

    kinds = ("move", "move", "move", "any move", "reword", "retheme", "take_in", "back", "prove", "prove")

    def one(self):
        """One gesture by somebody; refused or not."""
        kind = self.draw(st.sampled_from(self.kinds))
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

    def prove(self, proposal):
        """An evidence sheet, or part of one, by anybody, at times on what was there a while ago."""
        given = {field: self.draw(st.sampled_from([None, "", "Ici", "Là"])) for field in ("result", "cost", "needed")}
        given |= {"runs_since": self.draw(st.sampled_from([None, "2015", "mars 2016", "31/12/2017", "hier"]))}
        given |= {"proof": self.draw(st.sampled_from([None, "testimony", "own_figures", "x"]))}
        given |= {"ease": self.draw(st.sampled_from([None, "easy", "hard"])), "runs_where": self.draw(WORDS)}
        given |= {"seen": latest_event() - self.draw(st.sampled_from([0, 0, 0, 2]))}
        self.prefecture.prove(proposal, self.draw(st.sampled_from(PEOPLE)), **given)

    def take_in(self, proposal):
        """A sheet, half of it known."""
        held = self.prefecture.row(proposal)["workshop"]
        titles = st.lists(st.sampled_from(self.draw(st.sampled_from(TITLES))), max_size=3, unique=True)
        self.proposals += self.prefecture.take_in(held, *self.draw(titles), by=self.draw(st.sampled_from(PEOPLE)))


class LongGestures(Gestures):
    """The same, with sheets that correct, imports undone, sessions called and workshops held, time passing between."""

    kinds = (*Gestures.kinds, "correct", "correct", "undo", "convene", "hold")

    def __init__(self, prefecture, shipped, draw):
        super().__init__(prefecture, shipped, draw)
        self.sessions = [prefecture.session()]  # its own: what is drawn must not depend on histories before

    def one(self):
        """One gesture, a while after the one before."""
        self.prefecture.clock += timedelta(minutes=self.draw(st.integers(1, 3000)))
        super().one()

    def correct(self, proposal):
        """A sheet that says the same proposal otherwise, and perhaps another one."""
        held = self.prefecture.row(proposal)
        said = {"title": held["title"], "words": self.draw(WORDS), "number": held["number"] or self.draw(NUMBERS)}
        said |= {"title": self.draw(st.sampled_from([held["title"], held["title"] + " bis"]))}
        said |= {"theme": self.draw(st.sampled_from(self.themes)), "body": self.draw(BODIES)}
        others = self.draw(st.sampled_from([(), ({"title": "En plus", "words": self.draw(WORDS)},)]))
        self.proposals += self.prefecture.take_in(held["workshop"], said, *others)

    def undo(self, _):
        """The latest import still there is undone, if nobody worked on it."""
        undone = {event["before"] for event in self.prefecture.events(kind="undo_take_in")}
        taken = [
            event["number"] for event in self.prefecture.events(kind="take_in") if str(event["number"]) not in undone
        ]
        record("undo_take_in", by="anne", take_in=taken[-1])
        there = {row["id"] for row in self.prefecture.table("proposals")}
        self.proposals = [id for id in self.proposals if id in there] or self.prefecture.proposals()

    def convene(self, _):
        """Another session."""
        self.sessions.append(self.prefecture.session())

    def hold(self, _):
        """Another workshop, and what was proposed there."""
        self.proposals += self.prefecture.proposals(2)


class FollowedGestures(LongGestures):
    """What becomes of what was kept, said and said again, with measures of their own."""

    kinds = ("move", "back", "undo", "keep", "follow", "follow", "follow", "follow", "measure")

    def __init__(self, prefecture, shipped, draw):
        super().__init__(prefecture, shipped, draw)
        self.kept = prefecture.take_in(prefecture.workshop(), {"title": "Gardée", "status": "kept"})
        self.measures = ["civ-2021-01"]

    def undo(self, proposal):
        """The latest import, with those that it kept."""
        super().undo(proposal)
        there = {row["id"] for row in self.prefecture.table("proposals")}
        self.kept = [id for id in self.kept if id in there] or self.proposals

    def keep(self, proposal):
        """A proposal that its sheet says was kept."""
        held = self.prefecture.row(proposal)["workshop"]
        kept = {"title": f"Gardée {len(self.kept)}", "status": "kept"}
        self.kept += self.prefecture.take_in(held, kept)

    def follow(self, proposal):
        """What becomes of one, kept most often; or nothing any more, by anybody."""
        proposal = self.draw(st.sampled_from([*self.kept, *self.kept, proposal]))
        said = {
            "measure": self.draw(st.sampled_from([*self.measures, *self.measures, None, "x"])),
            "verdict": self.draw(st.sampled_from([None, "integral", "not_taken_up"])),
            "body": self.draw(st.sampled_from([None, "association"])),
            "in_charge": self.draw(WORDS),
            "next_date": self.draw(st.sampled_from([None, date(2018, 9, 1), date(2019, 9, 1)])),
            "note": self.draw(WORDS),
        }
        self.prefecture.follow_up(proposal, self.draw(st.sampled_from(("anne", "anne", "anne", "helene"))), **said)

    def measure(self, _):
        """A measure of their own."""
        title = self.draw(st.sampled_from([f"Mesure {latest_event()}", " "]))
        self.measures.append(self.prefecture.add_measure(title))
