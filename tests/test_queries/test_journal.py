"""What happened, told as it was: the journal, the history of a proposal, what a session decided (see `spring`)."""

from datetime import datetime

from queries import Filters, ask, latest_event

ALL = Filters()
ALL_LINES = {"most": 50, "skipped": 0}


def answer(question, **given):
    """The rows of an answer."""
    return ask(question, **given).to_pylist()


def column(rows, *names):
    """What rows say under some names."""
    return [tuple(row[name] for name in names) for row in rows]


def test_the_history_of_a_proposal_is_told_oldest_first(spring):
    rows = answer("history_of", proposal=2)
    assert column(rows, "number", "kind", "person", "before", "after") == [
        (7, "receive", "Anne Lemaire", None, "received"),
        (15 + 1, "move", "Karim Haddad", "received", "under_review"),
        (20, "move", "Hélène Marchand", "under_review", "put_forward"),
        (25, "move", "Anne Lemaire", "put_forward", "not_kept"),
    ]
    told = ("title", "reference", "workshop", "session", "reason", "sentence", "proposals", "happened_at")
    assert column(rows[-1:], *told) == [
        (
            *("Œuvre commune", "IDF-93-2018-002", "Atelier de Bobigny", "CIV d’été", "doublon", "La même que l’autre."),
            *(1, datetime(2018, 4, 9, 10, 0)),
        )
    ]
    assert answer("history_of", proposal=99) == []


def journal(**given):
    """The number, kind and count of each line of the journal."""
    asked = {"filters": ALL, "everything": True, "kinds": (), "since": None, "most": 50, "skipped": 0}
    asked |= {"person": None, "colleague_of": None}
    return column(answer("journal", **asked | given), "number", "kind", "proposals")


def test_the_journal_tells_each_gesture_once_latest_first(spring):
    latest = [(28, "retitle", 1), *((number, "move", 1) for number in (27, 26, 25, 24)), (23, "convene", 1)]
    moves = [(22, "move", 1), (19, "move", 3), (17, "move", 2), (15, "move", 2)]
    sheets = [(12, "take_in", 1), (9, "take_in", 1), (5, "take_in", 1)]
    held = [(number, "hold_workshop", 1) for number in (4, 3, 2, 1)]
    assert latest_event() == 28
    assert journal() == latest + moves + sheets + held
    assert journal(most=2, skipped=1) == latest[1:3]
    assert journal(since=datetime(2018, 4, 9)) == latest
    assert journal(kinds=("receive",)) == [(13, "receive", 2), (10, "receive", 2), (6, "receive", 3)]
    assert journal(person="karim") == [(22, "move", 1), (15, "move", 2)]
    assert journal(person="karim", kinds=("convene", "retitle")) == []


def test_the_journal_of_some_proposals_tells_their_gestures_and_their_workshop(spring):
    lyon = journal(filters=Filters(regions=("84",)), everything=False)
    assert lyon == [(27, "move", 1), (12, "take_in", 1), (3, "hold_workshop", 1)]
    kept = journal(filters=Filters(statuses=("kept",)), everything=False, kinds=("move",))
    assert kept == [(24, "move", 1), (19, "move", 1), (15, "move", 1)]
    assert journal(filters=Filters(regions=("94",)), everything=False) == []


def test_what_colleagues_did_is_what_others_did_in_a_territory_and_those_whose_own_is_inside_it(prefecture):
    prefecture.person("lyon", "staff", "84", "69")
    paris, bobigny = prefecture.workshop("75", by="helene"), prefecture.workshop("93", by="karim")
    prefecture.workshop("69", by="lyon")
    prefecture.session()  # by Anne, who has no territory
    [proposal] = prefecture.take_in(bobigny, "Un", by="karim")
    prefecture.move(proposal, "under_review", "helene")

    def of_others(person, **ground):
        return [number for number, *_ in journal(filters=Filters(**ground), everything=False, colleague_of=person)]

    assert (paris, bobigny, latest_event()) == (1, 2, 7)
    # 1 to 3: workshops declared in Paris, Bobigny, Lyon. 4: the session. 5, 6: Karim's sheet. 7: Hélène's move.
    assert of_others("helene", regions=("11",)) == [5, 2]
    assert of_others("karim", regions=("11",), departments=("93",)) == [7]
    assert of_others("lyon", regions=("84",), departments=("69",)) == []
    assert of_others("anne") == [7, 5, 3, 2, 1]
    assert [number for number, *_ in journal(colleague_of="karim")] == [7, 4, 3, 1]


def test_a_gesture_names_the_proposals_it_moved_among_those_on_screen_a_hundred_at_most(prefecture):
    moved = prefecture.proposals(101)
    for proposal in moved:
        prefecture.place(proposal, "put_forward")
    prefecture.move(moved, "kept", session=prefecture.session())
    prefecture.place(moved[3], "adopted")
    asked = {"kinds": ("move",), "person": None, "colleague_of": None, "since": None} | ALL_LINES
    [told] = answer("journal", filters=ALL, everything=True, **asked)
    references = [row["reference"] for row in prefecture.table("proposals", "reference")]
    assert (told["proposals"], told["concerned"]) == (101, references[:100])
    [told] = answer("journal", filters=Filters(statuses=("adopted",)), everything=False, **asked)
    assert (told["proposals"], told["concerned"]) == (1, [references[3]])


def test_only_a_decision_of_a_session_is_told_as_one(prefecture):
    one, _ = kept_in_a_session(prefecture)
    prefecture.move(one, "adopted", sentence="Au comité.")
    told = column(answer("history_of", proposal=one), "after", "decision")
    assert told[-2:] == [("kept", True), ("adopted", False)]


def test_what_a_session_decided_is_told_latest_first(spring):
    rows = answer("decided_in_session", session=7, filters=Filters(), **ALL_LINES)
    assert column(rows, "id", "decision", "reason") == [
        *((4, "deferred", "preuve_insuffisante"), (2, "not_kept", "doublon"), (1, "kept", None))
    ]
    assert column(rows[1:], "person", "sentence") == [("Anne Lemaire", "La même que l’autre."), ("Anne Lemaire", None)]
    assert answer("decided_in_session", session=2, filters=Filters(), **ALL_LINES) == []


def test_what_a_session_decided_is_narrowed_by_what_is_on_screen(spring):
    rows = answer("decided_in_session", session=7, filters=Filters(statuses=("not_kept",)), **ALL_LINES)
    assert column(rows, "id", "decision", "decided_in_all") == [(2, "not_kept", 1)]


def test_a_later_edit_does_not_pass_for_the_decision_of_a_session(spring):
    deferred = answer("decided_in_session", session=7, filters=Filters(), **ALL_LINES)[0]
    assert (deferred["title"], deferred["decided_at"]) == ("Maison des moyens partagés", datetime(2018, 4, 9, 11, 0))
    assert (deferred["person"], deferred["sentence"]) == ("Anne Lemaire", "À chiffrer.")


def test_the_latest_thing_that_happened_is_told(spring):
    [last] = answer("last_event")
    assert (last["number"], last["kind"], last["person"]) == (28, "retitle", "helene")
    assert (last["happened_at"], last["after"]) == (datetime(2018, 4, 11, 9, 0), "Maison des moyens partagés")


def test_a_store_agrees_with_itself_until_somebody_tampers_with_it(prefecture):
    [proposal] = prefecture.proposals()
    assert answer("disagreements") == []
    prefecture.place(proposal, "kept")
    prefecture.session()
    assert column(answer("disagreements"), "what", "about", "held", "expected") == [
        ("status", "IDF-93-2018-001", "kept", "received")
    ]


def test_who_last_changed_a_proposal_is_told_with_what_became_of_what(spring):
    told = ("who", "happened_at", "kind", "was", "became")
    assert column(answer("last_change_to", proposal=2), *told) == [
        ("Anne Lemaire", datetime(2018, 4, 9, 10, 0), "move", "put_forward", "not_kept")
    ]
    assert column(answer("last_change_to", proposal=4), "who", "kind", "became") == [
        ("Hélène Marchand", "retitle", "Maison des moyens partagés")
    ]
    assert answer("last_change_to", proposal=99) == []


def kept_in_a_session(prefecture):
    """A proposal kept by a session: both numbers."""
    [one], session = prefecture.proposals(), prefecture.session()
    prefecture.place(one, "put_forward")
    prefecture.move(one, "kept", session=session)
    return one, session


def test_what_became_of_a_decision_later_does_not_pass_for_the_decision(prefecture):
    one, session = kept_in_a_session(prefecture)
    decided_at, prefecture.clock = prefecture.clock, datetime(2018, 5, 2, 9, 0)
    prefecture.move(one, "adopted", sentence="Au comité.")
    [kept] = answer("decided_in_session", session=session, filters=Filters(), **ALL_LINES)
    assert (kept["decision"], kept["status"], kept["sentence"]) == ("kept", "adopted", None)
    assert kept["decided_at"] == decided_at


def test_a_decision_taken_back_is_no_longer_the_session_s(prefecture):
    one, session = kept_in_a_session(prefecture)
    prefecture.move(one, "put_forward", sentence="Trop tôt.")
    assert answer("decided_in_session", session=session, filters=Filters(), **ALL_LINES) == []


def test_what_an_earlier_session_deferred_stays_among_its_decisions(prefecture):
    [one], first, second = prefecture.proposals(), prefecture.session(), prefecture.session()
    prefecture.place(one, "put_forward")
    prefecture.move(one, "deferred", session=first, reason="doublon", sentence="À revoir.")
    prefecture.move(one, "kept", session=second)
    decided = [answer("decided_in_session", session=s, filters=Filters(), **ALL_LINES) for s in (first, second)]
    assert [row["decision"] for rows in decided for row in rows] == ["deferred", "kept"]
