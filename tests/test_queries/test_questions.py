"""Each question, answered on a spring of 2018 small enough to be counted by hand (`spring` in conftest.py)."""

import ast
from datetime import date
from pathlib import Path

import pytest

import queries
from queries import Filters, ask, steps

HERE = Path(queries.__file__).parent
QUESTIONS = sorted(file.stem for file in HERE.glob("*.sql") if file.stem not in ("matching", "past"))
ALL = Filters()
TODAY = date(2018, 4, 12)
PAGE = {"filters": ALL, "today": TODAY, "most": 50, "skipped": 0}
GIVEN = PAGE | {"everything": True, "kinds": (), "person": None, "since": None, "sort": "waiting", "role": "staff"}
GIVEN |= {"status": "received", "session": 1, "workshop": 1, "proposal": 1, "reference": "IDF-93-2018-001"}
GIVEN |= {"regions": ("11",), "region": None, "source": "", "by": "region", "proof": "", "ease": ""}
GIVEN |= {"change": None, "colleague_of": None, "references": ("IDF-93-2018-001",), "idle": 30, "only_late": True}
GIVEN |= {"title": "Un", "department": "93", "held_on": TODAY}


def answer(question, **given):
    """The rows of an answer."""
    return ask(question, **given).to_pylist()


def one(question, **given):
    """The only row of an answer."""
    [row] = answer(question, **given)
    return row


def column(rows, *names):
    """What rows say under some names."""
    return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in rows]


# All of them


def test_every_question_has_a_test():
    asked = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("ask", "answer", "one"):
                asked |= {argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)}
    assert sorted(set(QUESTIONS) - asked) == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_store_where_nothing_happened_answers(long_prefecture, question):
    [statement] = steps((HERE / f"{question}.sql").read_text(encoding="utf-8"))
    ask(question, **{name: GIVEN[name] for name in statement.named_parameters})


# The lists


def test_each_list_is_told_in_order_and_in_both_languages(spring, shipped):
    lists = {"themes": answer("themes"), "stages": answer("stages"), "reasons": answer("reasons")}
    lists |= {"bodies": answer("bodies"), "roles": answer("roles"), "session_kinds": answer("session_kinds")}
    lists |= {"statuses": answer("statuses"), "verdicts": answer("verdicts")}
    for name, rows in lists.items():
        expected = [(row["code"], row["label_fr"], row["label_en"]) for row in shipped(name)]
        assert column(rows, "code", "label_fr", "label_en") == expected
    kept = {row["code"] for row in answer("statuses") if row["kept"]}
    assert kept == {"kept", "adopted", "not_adopted", "under_way", "done", "abandoned"}
    assert (len(answer("regions")), len(answer("departments"))) == (18, 101)
    assert answer("regions")[0]["label_fr"] == "Auvergne-Rhône-Alpes"
    assert answer("departments")[0]["label_fr"] == "01 Ain"
    for rows in (answer("departments"), answer("regions"), answer("sessions"), answer("workshops")):
        assert all(row["label_fr"] and row["label_en"] for row in rows)
        assert len({row["code"] for row in rows}) == len(rows)


def test_sessions_to_come_are_told_first_then_the_latest(spring):
    rows = answer("sessions")
    assert column(rows, "code") == [7, 6, 5, 4, 3, 2, 1]
    assert rows[0]["label_fr"] == "CIV d’été (18/07/2018)"
    assert column(rows, "closed") == [False] + [True] * 6


def test_workshops_are_named_latest_first(spring):
    rows = answer("workshops")
    assert column(rows, "code") == [4, 3, 2, 1]
    assert rows[3]["label_fr"] == rows[3]["label_en"] == "14/02/2018 · 93 · Atelier de Bobigny"


def test_people_who_may_act_are_told_with_their_territory(spring):
    assert column(answer("people"), "id", "role", "territory") == [
        ("lucie", "reader", None),
        ("karim", "staff", "Seine-Saint-Denis"),
        ("lyon", "staff", "Rhône"),
        ("helene", "manager", "Île-de-France"),
        ("anne", "coordinator", None),
        ("paul", "administrator", None),
    ]


def test_what_each_role_may_do_is_told_by_phase(spring, shipped):
    moves = {
        ("staff", "move", "instruction"),
        ("manager", "move", "instruction"),
        ("manager", "move", "decision"),
        ("coordinator", "move", "decision"),
        ("coordinator", "move", "follow_up"),
    }
    rights = {(row["role"], row["action"], row["phase"]) for row in shipped("rights")}
    told = column(answer("rights"), "role", "action", "phase")
    assert set(told) == rights | moves
    assert len(told) == len(rights | moves)


# What a person may do next


def test_the_way_forward_is_offered_before_the_way_back(spring):
    rows = answer("moves_open_to", person="anne", status="put_forward")
    assert column(rows, "status", "forward") == [
        *(("kept", True), ("deferred", True), ("not_kept", True), ("under_review", False))
    ]
    assert column(rows, "reason", "session")[:2] == [("none", "open"), ("code", "open")]
    assert answer("moves_open_to", person="lucie", status="put_forward") == []
    assert answer("moves_open_to", person="application", status="received") == []
    assert len(answer("moves_of_role", role="staff")) == 11


def test_what_waits_for_a_role_is_told_longest_first(spring):
    waiting = {role: answer("waiting_longest", role=role, filters=ALL, today=TODAY, most=9) for role in ROLES}
    assert {role: column(rows, "id") for role, rows in waiting.items()} == {
        "reader": [6, 5, 3, 1, 4],
        "staff": [6, 5, 3],
        "manager": [6, 5, 3],
        "coordinator": [1, 4],
        "administrator": [],
    }
    assert column(waiting["staff"], "days") == [22, 17, 10]
    assert waiting["coordinator"][1]["title"] == "Maison des moyens partagés"
    assert column(answer("waiting_longest", role="reader", filters=ALL, today=TODAY, most=2), "id") == [6, 5]


ROLES = ("reader", "staff", "manager", "coordinator", "administrator")


def test_the_next_session_is_the_first_open_one_to_come(spring):
    expected = {"id": 7, "label": "CIV d’été", "held_on": date(2018, 7, 18), "place": "Paris"}
    assert one("next_session", today=TODAY) == expected | {"days": 97}
    assert one("next_session", today=date(2018, 7, 18))["days"] == 0
    assert answer("next_session", today=date(2018, 7, 19)) == []


# Counts


def test_proposals_are_counted(spring):
    assert one("proposals_count", filters=ALL) == {"proposals": 7, "kept": 1}
    assert one("proposals_count", filters=Filters(regions=("84",))) == {"proposals": 2, "kept": 0}


def test_proposals_are_counted_by_theme_and_stage(spring):
    assert column(answer("proposals_by_theme", filters=ALL), "theme", "stage", "proposals") == [
        ("associations", "under_review", 1),
        ("associations", "put_forward", 1),
        ("employment", "received", 1),
        ("employment", "closed", 1),
        ("rights", "kept", 1),
        ("sport", "received", 1),
        ("sport", "closed", 1),
    ]


def test_every_region_is_counted_even_those_that_raised_nothing(spring):
    rows = {row["region"]: row for row in answer("proposals_by_region", filters=ALL)}
    assert len(rows) == 18
    raised = {code: (row["proposals"], row["kept"]) for code, row in rows.items() if row["proposals"]}
    assert raised == {"11": (5, 1), "84": (2, 0)}
    assert (rows["11"]["workshops"], rows["84"]["workshops"], rows["94"]["workshops"]) == (2, 1, 0)
    assert (rows["94"]["name"], rows["94"]["short"]) == ("Corse", "COR")


def test_stages_are_counted_today_a_week_ago_and_each_day_of_four_weeks(spring):
    rows = answer("proposals_by_stage", filters=ALL, today=TODAY)
    assert column(rows, "stage", "proposals", "week_ago") == [
        ("received", 2, 3),
        ("under_review", 1, 1),
        ("put_forward", 1, 3),
        ("kept", 1, 0),
        ("adopted", 0, 0),
        ("closed", 2, 0),
    ]
    # The days from 16 March; 21 March is the sixth, 26 March the eleventh, 2, 9 and 10 April the 18th, 25th and 26th.
    assert {row["stage"]: row["by_day"] for row in rows} == {
        "received": [0] * 5 + [7] * 5 + [3] * 15 + [2] * 3,
        "under_review": [0] * 10 + [4] * 7 + [1] * 11,
        "put_forward": [0] * 17 + [3] * 7 + [1] * 4,
        "kept": [0] * 24 + [1] * 4,
        "adopted": [0] * 28,
        "closed": [0] * 24 + [1] + [2] * 3,
    }
    later = answer("proposals_by_stage", filters=ALL, today=date(2019, 4, 12))
    assert later[5] == {"stage": "closed", "proposals": 2, "week_ago": 2, "by_day": [2] * 28}


def test_workshops_are_told_with_what_became_of_their_proposals(spring):
    counts = ("id", "proposals", "put_forward", "kept", "closed")
    assert column(answer("workshops_listed", filters=ALL, most=50, skipped=0), *counts) == [
        *((4, 0, 0, 0, 0), (3, 2, 0, 0, 1), (2, 2, 1, 0, 0), (1, 3, 0, 1, 1))
    ]
    sport = answer("workshops_listed", filters=Filters(themes=("sport",)), most=50, skipped=0)
    assert column(sport, *counts) == [(1, 2, 0, 0, 1)]
    assert column(answer("workshops_listed", filters=Filters(regions=("04",)), most=50, skipped=0), "id") == [4]
    assert column(answer("workshops_listed", filters=Filters(text="maison"), most=50, skipped=0), "id") == [2]


# Proposals, workshops


def test_a_proposal_is_told_with_its_workshop_and_its_session(spring):
    row = one("proposal", reference="IDF-75-2018-001")
    expected = {"id": 4, "title": "Mutualisation des moyens associatifs", "edited_title": "Maison des moyens partagés"}
    expected |= {"stage": "put_forward", "phase": "decision", "kept": False, "closed": False, "status": "deferred"}
    expected |= {"workshop_title": "Atelier de Paris", "held_on": date(2018, 3, 1), "prefecture": "Préfecture"}
    expected |= {"department_name": "Paris", "region_name": "Île-de-France", "session_label": "CIV d’été"}
    expected |= {"session_closed": False, "reason": "preuve_insuffisante"}
    assert {name: row[name] for name in expected} == expected
    assert one("proposal", reference="ARA-69-2018-001")["session_label"] is None
    assert answer("proposal", reference="idf-75-2018-001' --") == []


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("reference", [6, 7, 4, 5, 1, 2, 3]),
        ("waiting", [6, 5, 3, 1, 2, 4, 7]),
        ("recent", [4, 7, 2, 1, 3, 5, 6]),
        ("status", [6, 3, 5, 7, 1, 4, 2]),
        ("title", [6, 7, 5, 4, 1, 2, 3]),
    ],
)
def test_proposals_are_listed_in_the_order_chosen(spring, sort, order):
    listed = PAGE | {"sort": sort}
    rows = answer("proposals_listed", **listed)
    assert column(rows, "id") == order
    assert column(answer("proposals_listed", **listed | {"most": 3, "skipped": 2}), "id") == order[2:5]
    [deferred] = [row for row in rows if row["id"] == 4]
    expected = {"title": "Maison des moyens partagés", "days": 3, "session": 7, "workshop": "Atelier de Paris"}
    assert {name: deferred[name] for name in expected} == expected


def test_a_workshop_is_told_with_its_themes_in_order(spring):
    row = one("workshop", workshop=1)
    expected = {"title": "Atelier de Bobigny", "department_name": "Seine-Saint-Denis", "themes": ["sport", "rights"]}
    assert {name: row[name] for name in expected} == expected
    assert not one("workshop", workshop=4)["themes"]
    assert answer("workshop", workshop=99) == []


def test_a_workshop_is_known_by_its_department_its_day_and_its_title(spring):
    asked = {"department": "75", "held_on": date(2018, 3, 1)}
    assert one("workshop_held", title=" ATELIER DE PARIS", **asked) == {"id": 2, "proposals": 2}
    assert answer("workshop_held", title="Atelier de Lyon", **asked) == []


def test_fictional_rows_are_known_to_be_there(prefecture):
    assert one("is_demonstration") == {"fictional": False}
    prefecture.workshop()
    prefecture.sql("update workshops set fictional = true")
    prefecture.session()  # the rule: what changes the store is an event
    assert one("is_demonstration") == {"fictional": True}
