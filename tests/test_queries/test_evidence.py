"""The evidence sheet: who says on it what shows that an action has proved itself, when, and what is still missing."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries import ChangedMeanwhile, Filters, Incomplete, NotAllowed, ask, end_of, foresee, latest_event, store

WHOLE = {
    **{"runs_where": "Bobigny", "runs_since": "mars 2015", "result": "145 femmes ont appris.", "proof": "own_figures"},
    **{"cost": "12 000 euros par an", "needed": "Une monitrice et un lot de vélos.", "ease": "easy"},
}
SHEET = tuple(WHOLE)
FACTS = SHEET[:-1]  # what a proposal must say to be ready


def answer(question, **given):
    """The rows of an answer."""
    return ask(question, **given).to_pylist()


def sheet(proposal, **given):
    """The evidence sheet of a proposal."""
    [found] = answer("evidence_of", proposal=proposal, **given)
    return found


@pytest.fixture
def told(prefecture):
    """A proposal whose sheet is still empty."""
    [prefecture.proposal] = prefecture.proposals()
    return prefecture


def refused(prefecture, kind, by="anne", **given):
    """The sentence of a refusal, which left no trace."""
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        prefecture.prove(prefecture.proposal, by, **given)
    assert prefecture.everything() == before
    return str(caught.value)


# What is said


def test_a_whole_sheet_is_one_gesture_with_an_event_for_each_field(told):
    before = latest_event()
    assert told.prove(told.proposal, "karim", **WHOLE) == before + 7
    events = told.events(before)
    assert [(event["kind"], event["before"], event["after"]) for event in events] == [
        ("evidence_where", None, "Bobigny"),
        ("evidence_since", None, "2015-03"),
        ("evidence_result", None, "145 femmes ont appris."),
        ("evidence_proof", None, "own_figures"),
        ("evidence_cost", None, "12 000 euros par an"),
        ("evidence_needed", None, "Une monitrice et un lot de vélos."),
        ("evidence_ease", None, "easy"),
    ]
    assert {(event["act"], event["person"], event["proposal"]) for event in events} == {
        (before + 1, "karim", told.proposal)
    }
    assert told.row(told.proposal)["last_event"] == told.table("evidence")[0]["last_event"] == before + 7
    assert sheet(told.proposal) == {**WHOLE, "runs_since": "2015-03", "lacking": []}


def test_only_the_fields_that_change_are_events_and_an_emptied_one_is_empty_again(told):
    told.prove(told.proposal, "karim", **WHOLE)
    before = latest_event()
    told.prove(told.proposal, "helene", **WHOLE | {"cost": "", "result": "  160 femmes ont appris. "})
    assert [(event["kind"], event["before"], event["after"]) for event in told.events(before)] == [
        ("evidence_result", "145 femmes ont appris.", "160 femmes ont appris."),
        ("evidence_cost", "12 000 euros par an", None),
    ]
    assert sheet(told.proposal)["lacking"] == ["cost"]


def test_each_field_but_the_ease_is_missing_until_it_is_said(told):
    assert sheet(told.proposal)["lacking"] == list(FACTS)
    for place, field in enumerate(FACTS):
        told.prove(told.proposal, **{name: WHOLE[name] for name in FACTS[: place + 1]})
        assert sheet(told.proposal)["lacking"] == list(FACTS[place + 1 :]), field
        [row] = listed()
        assert (row["missing"], row["lacking"]) == (5 - place, list(FACTS[place + 1 :]))


def listed(**given):
    """The list of proposals."""
    asked = {"filters": Filters(), "today": date(2018, 2, 20), "sort": "reference", "most": 50, "skipped": 0}
    return answer("proposals_listed", **asked | given)


def test_a_sheet_left_as_it_was_is_not_recorded(told):
    assert "the same as before" in refused(told, Incomplete, runs_where=" ", cost="")
    told.prove(told.proposal, **WHOLE)
    assert "the same as before" in refused(told, Incomplete, **WHOLE | {"runs_since": "2015-03"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2015", "2015"),
        (" 2015 ", "2015"),
        ("03/2015", "2015-03"),
        ("3/2015", "2015-03"),
        ("mars 2015", "2015-03"),
        ("Février 2015", "2015-02"),
        ("14/03/2015", "2015-03-14"),
        ("1er août 2015", "2015-08-01"),
        ("2015-03", "2015-03"),
        ("2015-03-14", "2015-03-14"),
        ("15/02/2018", "2018-02-15"),  # the day itself
    ],
)
def test_since_when_is_read_as_people_write_it(told, typed, kept):
    told.prove(told.proposal, runs_since=typed)
    assert sheet(told.proposal)["runs_since"] == kept


@pytest.mark.parametrize(
    "typed",
    ["hier", "15", "1015", "31/02/2015", "13/2015", "été 2015", "2015/03", "mars", "2015-2016", "-", "2015" * 20],
)
def test_since_when_is_refused_when_it_is_no_day_month_or_year(told, typed):
    assert refused(told, Incomplete, runs_since=typed).startswith("“Since when” is read as a year (2015), a month")


@pytest.mark.parametrize("typed", ["2019", "03/2018", "16/02/2018"])
def test_an_action_that_has_not_begun_has_proved_nothing(told, typed):
    assert "still to come" in refused(told, Incomplete, runs_since=typed)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,4}[/ -][0-9a-zé]{1,9}[/ -]?[0-9]{0,4}", fullmatch=True))
@example("29/02/2016")
@example("\u0660\u0661/2015")
def test_whatever_is_typed_is_a_day_that_exists_or_nothing(long_prefecture, typed):
    with store().reading() as cursor:
        [(kept,)] = cursor.execute("select since_when($typed)", {"typed": typed}).fetchall()
    if kept is not None:
        assert datetime.strptime((kept + "-01-01")[:10], "%Y-%m-%d")
        assert len(kept) in (4, 7, 10)


def test_a_field_holds_so_much_and_no_more(told):
    for field in ("runs_where", "result", "cost", "needed"):
        told.prove(told.proposal, **{field: "é" * 2000})
        sentence = "One of these texts is too long: 2,000 characters at the most."
        assert refused(told, Incomplete, **{field: "é" * 2001}) == sentence


def test_a_proof_and_an_ease_are_those_of_the_lists(told, shipped):
    for name, field in (("proofs", "proof"), ("eases", "ease")):
        for row in shipped(name):
            told.prove(told.proposal, **{field: row["code"]})
        assert "not in the list" in refused(told, Incomplete, **{field: "x"})
    assert [row["code"] for row in answer("proofs")] == ["testimony", "own_figures", "outside_evaluation"]
    assert [row["code"] for row in answer("eases")] == ["easy", "moderate", "hard"]


# Who may say it, and when


def test_each_role_says_it_at_the_phases_of_the_table_in_its_territory_only(long_prefecture, shipped):
    allowed = {(row["role"], row["phase"]) for row in shipped("rights") if row["action"] == "evidence"}
    assert {role for role, _ in allowed} == {"staff", "manager", "coordinator"}
    statuses = {row["code"]: row["phase"] for row in shipped("statuses")}
    at = dict(zip(statuses, long_prefecture.proposals(len(statuses)), strict=True))
    for status, proposal in at.items():
        long_prefecture.place(proposal, status)
    for role in [row["code"] for row in shipped("roles")]:
        here = long_prefecture.person(f"{role} here", role, "11", "93")
        elsewhere = long_prefecture.person(f"{role} elsewhere", role, "84", "69")
        for status, proposal in at.items():
            given = {"proposal": proposal, "seen": latest_event()} | WHOLE
            expected = [] if (role, statuses[status]) in allowed else [NotAllowed]
            assert [type(one) for one in foresee("evidence", by=here, **given)] == expected, (role, status)
            [outside] = foresee("evidence", by=elsewhere, **given)
            assert "outside your territory" in str(outside)


def test_nobody_unknown_says_anything_and_nothing_is_said_of_what_is_unknown(told):
    assert "no longer in the list" in refused(told, NotAllowed, "nobody", **WHOLE)
    with pytest.raises(Incomplete, match="This proposal does not exist"):
        told.prove(9999, **WHOLE)


def test_a_sheet_never_covers_what_somebody_changed_meanwhile(told):
    seen = latest_event()
    told.prove(told.proposal, "helene", **WHOLE)
    sentence = refused(told, ChangedMeanwhile, "karim", seen=seen, cost="Rien")
    assert sentence.startswith("Hélène Marchand changed the proposal IDF-93-2018-001 on 2018-02-15")
    seen = latest_event()
    told.retheme(told.proposal, "health", "karim")
    refused(told, ChangedMeanwhile, "helene", seen=seen, cost="Rien")


def test_an_import_is_not_undone_once_evidence_was_said(told):
    told.prove(told.proposal, "karim", **WHOLE)
    [undone] = foresee("undo_take_in", by="anne", take_in=told.events(kind="take_in")[0]["number"])
    assert "1 of its proposals changed since" in str(undone)


# How it is told, then and later


def journal(**given):
    """The lines of the journal."""
    asked = {"filters": Filters(), "everything": True, "kinds": (), "person": None, "since": None}
    return answer("journal", **asked | {"colleague_of": None, "most": 50, "skipped": 0} | given)


def test_the_journal_tells_a_gesture_once_with_the_fields_it_filled_and_the_history_each_of_them(told):
    before = latest_event()
    told.prove(told.proposal, "karim", result="Oui.", cost="Peu.")
    told.prove(told.proposal, "helene", result="Oui.", cost="Peu.", ease="hard")
    kinds = [(row["number"], row["proposals"], row["filled"]) for row in journal(kinds=("evidence",))]
    assert kinds == [(before + 3, 1, ["evidence_ease"]), (before + 1, 1, ["evidence_result", "evidence_cost"])]
    assert [row["number"] for row in journal()[:2]] == [before + 3, before + 1]
    history = answer("history_of", proposal=told.proposal)
    assert [(row["kind"], row["after"], row["filled"]) for row in history[-3:]] == [
        ("evidence_result", "Oui.", None),
        ("evidence_cost", "Peu.", None),
        ("evidence_ease", "hard", None),
    ]


def test_a_past_day_shows_the_sheet_as_it_was(told):
    told.prove(told.proposal, "karim", cost="Peu.")
    then = end_of(told.clock.date())
    told.clock += timedelta(days=1)
    told.prove(told.proposal, "karim", **WHOLE)
    assert (sheet(told.proposal)["cost"], sheet(told.proposal)["lacking"]) == ("12 000 euros par an", [])
    past = sheet(told.proposal, as_of=then)
    assert (past["cost"], past["result"], past["lacking"]) == ("Peu.", None, [f for f in FACTS if f != "cost"])
    before = end_of(date(2018, 2, 14))
    assert answer("evidence_matrix", filters=Filters(), as_of=before) == []


def test_what_is_written_on_a_sheet_without_an_event_is_found(told):
    told.prove(told.proposal, **WHOLE)
    assert answer("disagreements") == []
    told.sql("update evidence set cost = 'Rien', last_event = 3, ease = null")
    told.session()  # the rule: what changes the store is an event
    found = {(row["what"], row["about"], row["held"], row["expected"]) for row in answer("disagreements")}
    assert found == {
        ("evidence_cost", "IDF-93-2018-001", "Rien", "12 000 euros par an"),
        ("evidence_ease", "IDF-93-2018-001", None, "easy"),
        ("evidence_event", "IDF-93-2018-001", "3", str(latest_event() - 1)),
    }


def test_a_sheet_taken_away_without_an_event_is_found(told):
    told.prove(told.proposal, cost="Peu.")
    told.sql("delete from evidence")
    told.session()
    assert [(row["what"], row["expected"]) for row in answer("disagreements")] == [("evidence_cost", "Peu.")]


# What it helps to choose


def test_proofs_and_eases_are_crossed_and_each_tile_lists_its_proposals(prefecture):
    one, two, three, four = prefecture.proposals(4)
    prefecture.prove(one, **WHOLE)
    prefecture.prove(two, proof="own_figures", ease="easy")
    prefecture.prove(three, proof="testimony")
    cells = [(row["proof"], row["ease"], row["proposals"], row["ready"]) for row in crossed()]
    assert cells == [("", "", 1, 0), ("own_figures", "easy", 2, 1), ("testimony", "", 1, 0)]
    assert [row["id"] for row in tile("own_figures", "easy")] == [one, two]  # the one that lacks the least first
    assert [(row["id"], row["listed_in_all"]) for row in tile("", "")] == [(four, 1)]
    assert tile("outside_evaluation", "hard") == []
    assert crossed(filters=Filters(statuses=("kept",))) == []


def crossed(**given):
    """The matrix."""
    return answer("evidence_matrix", **{"filters": Filters()} | given)


def tile(proof, ease):
    """The proposals of a tile."""
    return answer("evidence_listed", filters=Filters(), proof=proof, ease=ease, most=50, skipped=0)


def test_evidence_goes_out_as_open_data(prefecture):
    prefecture.prove(*prefecture.proposals(), **WHOLE)
    [row] = answer("published_proposals")
    assert {field: row[field] for field in SHEET} == WHOLE | {"runs_since": "2015-03"}
