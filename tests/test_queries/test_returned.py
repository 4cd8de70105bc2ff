"""What is given back to a workshop, and what may be published: its words, its answers, nobody's name."""

import pytest

from queries import ask


def answers(workshop):
    return {
        row["id"]: (row["state"], row["answer"]) for row in ask("answers_to_workshop", workshop=workshop).to_pylist()
    }


def test_the_sheet_keeps_the_words_and_the_theme_of_the_workshop(prefecture):
    workshop = prefecture.workshop()
    (proposal,) = prefecture.take_in(workshop, {"title": "Un terrain", "words": "Éclairé.", "number": "3"})
    prefecture.reword(proposal, "Autre titre", "Autre texte")
    for theme in ("rights", "employment"):
        prefecture.retheme(proposal, theme)
    (row,) = ask("words_of_workshop", workshop=workshop).to_pylist()
    said = ("3", "Sport", "Un terrain", "Éclairé.", "Association")
    assert tuple(row[name] for name in ("number", "theme", "title", "text", "body")) == said


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *(("received", "evaluating"), ("under_review", "evaluating"), ("deferred", "evaluating")),
        *(("withdrawn", "rejected"), ("not_kept", "rejected"), ("not_adopted", "rejected"), ("abandoned", "rejected")),
        *(("kept", "accepted"), ("adopted", "accepted"), ("under_way", "accepted"), ("done", "accepted")),
    ],
)
def test_decidim_is_told_what_became_of_a_proposal(prefecture, status, state):
    workshop = prefecture.workshop()
    (proposal,) = prefecture.take_in(workshop, {"title": "Un terrain", "number": "7"})
    prefecture.place(proposal, status)
    assert answers(workshop)["7"][0] == state


def test_the_answer_is_the_reason_and_the_sentence_of_the_decision_in_force(prefecture):
    workshop = prefecture.workshop()
    sheet = [{"title": title, "number": number} for title, number in (("A", "1"), ("B", "02"), ("C", "3"))]
    one, two, _ = prefecture.take_in(workshop, *sheet)
    prefecture.place(two, "put_forward")
    prefecture.move(one, "to_complete", by="karim", sentence="Préciser le lieu.")
    decision = {"session": prefecture.session(), "reason": "doublon", "sentence": "Voir la 12."}
    prefecture.move(two, "not_kept", **decision)
    prefecture.reword(one, "A2", "", sentence="une phrase à taire", by="karim")
    assert answers(workshop) == {
        "1": ("evaluating", "Préciser le lieu."),
        "2": ("rejected", "Doublon d’une autre proposition – Voir la 12."),
        "3": ("evaluating", "Reçue"),
    }


@pytest.mark.parametrize("number", [None, "A3", "1.5", "-1", "12 bis"])
def test_a_proposal_without_a_whole_number_gets_no_answer(prefecture, number):
    workshop = prefecture.workshop()
    prefecture.take_in(workshop, {"title": "A", "number": number}, {"title": "B", "number": "1"})
    assert answers(workshop).keys() == {"1"}


def test_two_proposals_of_one_number_get_no_answer(prefecture):
    workshop = prefecture.workshop()
    prefecture.take_in(workshop, {"title": "A", "number": "1"}, {"title": "B", "number": "01"})
    assert answers(workshop) == {}


def test_nothing_fictional_is_published(demonstration):
    proposals, workshops = ask("published_proposals").to_pylist(), ask("published_workshops").to_pylist()
    assert [row["reference"] for row in proposals] == ["IDF-75-2018-001", "IDF-75-2018-002"]
    assert [row["proposals"] for row in workshops] == [2]


def test_what_people_wrote_in_the_journal_is_not_published(prefecture):
    (proposal,) = prefecture.take_in(prefecture.workshop(note="Contact : M. Dupont"), {"title": "A", "number": "1"})
    prefecture.move(proposal, "to_complete", by="karim", sentence="Vu avec Mme Martin.")
    published = [*ask("published_proposals").to_pylist(), *ask("published_workshops").to_pylist()]
    assert len(published) == 2
    said = " ".join(str(value) for row in published for value in row.values())
    assert not [name for name in ("Dupont", "Martin", "Anne", "Lemaire") if name in said]
