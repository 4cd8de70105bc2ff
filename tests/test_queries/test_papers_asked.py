"""What papers are told, on the spring of 2018 counted by hand (`spring` in conftest.py)."""

from datetime import date

from queries import Filters, ask

BOBIGNY = ("IDF-93-2018-001", "IDF-93-2018-002", "IDF-93-2018-003")


def answer(question, **given):
    """The rows of an answer."""
    return ask(question, **given).to_pylist()


def test_sheets_come_in_the_order_asked_with_the_words_of_the_decision_in_force(spring):
    asked = ("IDF-75-2018-001", *reversed(BOBIGNY), "NOT-THERE")
    rows = answer("sheets", references=asked)
    assert [row["reference"] for row in rows] == list(asked[:-1])
    # The wording of the first was edited since it was deferred: that decided nothing.
    assert [row["decided_sentence"] for row in rows] == [
        "À chiffrer.",
        "Le budget manque.",
        "La même que l’autre.",
        None,
    ]
    assert [row["reason"] for row in rows] == ["preuve_insuffisante", None, "doublon", None]
    assert (rows[0]["edited_title"], rows[0]["workshop_title"], rows[0]["participants"]) == (
        "Maison des moyens partagés",
        "Atelier de Paris",
        120,
    )
    assert rows[1]["held_on"] == date(2018, 2, 14)
    assert answer("sheets", references=()) == []


def test_the_steps_of_a_proposal_are_told_by_positions_and_no_name(spring):
    steps = answer("steps_of", references=BOBIGNY[:1])
    assert [(step["kind"], step["before"], step["after"]) for step in steps] == [
        ("receive", None, "received"),
        ("move", "received", "under_review"),
        ("move", "under_review", "put_forward"),
        ("move", "put_forward", "kept"),
    ]
    positions = {row["id"]: row["position"] for row in spring.table("people")}
    assert [step["position"] for step in steps] == [positions[who] for who in ("anne", "karim", "helene", "anne")]
    assert "person" not in steps[0]


def test_what_is_examined_is_counted_against_what_was_raised(spring):
    asked = ("IDF-93-2018-001", "IDF-75-2018-001", "IDF-75-2018-002")
    rows = answer("raised_and_examined", filters=Filters(), references=asked)
    assert {(row["theme"], row["region"]): (row["examined"], row["raised"]) for row in rows} == {
        ("rights", "11"): (1, 1),
        ("sport", "11"): (0, 2),
        ("associations", "11"): (2, 2),
        ("employment", "84"): (0, 2),
    }
    narrowed = answer("raised_and_examined", filters=Filters(regions=("84",)), references=asked)
    assert [(row["theme"], row["examined"], row["raised"]) for row in narrowed] == [("employment", 0, 2)]


def test_a_workshop_is_answered_about_each_of_its_proposals_in_the_order_of_its_sheet(spring):
    rows = answer("answers_in_words", workshop=1)
    assert [(row["reference"], row["status"], row["session"], row["reason"], row["sentence"]) for row in rows] == [
        (BOBIGNY[0], "kept", 7, None, None),
        (BOBIGNY[1], "not_kept", 7, "doublon", "La même que l’autre."),
        (BOBIGNY[2], "to_complete", None, None, "Le budget manque."),
    ]
    assert answer("answers_in_words", workshop=4) == []
