"""Editing a proposal beside the workshop's words, its theme, and who may do what at which phase."""

import pytest

from queries import ChangedMeanwhile, Filters, Incomplete, NotAllowed, ask, foresee, latest_event

TITLE, WORDS = "Œuvre d’été", "Ouvrir l’Épicerie solidaire à Aulnay."


@pytest.fixture
def said(prefecture):
    """A proposal as a workshop said it."""
    [prefecture.proposal] = prefecture.take_in(prefecture.workshop(), {"title": TITLE, "words": WORDS})
    return prefecture


def found(text):
    """How many proposals a search finds."""
    return ask("proposals_count", filters=Filters(text=text)).to_pylist()[0]["proposals"]


def refusal_of(prefecture, kind, gesture, *given, **more):
    """The sentence of a refusal, which left no trace."""
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        gesture(prefecture.proposal, *given, **more)
    assert prefecture.everything() == before
    return str(caught.value)


# The edited wording


def test_the_words_of_the_workshop_never_change(said):
    for title, words in (("Un autre titre", "D’autres mots"), ("Encore un", WORDS), (TITLE, "Toujours d’autres")):
        said.reword(said.proposal, title, words, "karim")
        row = said.row(said.proposal)
        assert (row["title"], row["words"]) == (TITLE, WORDS)


def test_editing_title_and_words_is_one_gesture_and_two_events(said):
    before = latest_event()
    assert said.reword(said.proposal, " Un titre ", " Des mots ", "karim", sentence="Plus clair.") == before + 2
    told = said.events(before)
    assert [(event["number"], event["act"]) for event in told] == [(before + 1, before + 1), (before + 2, before + 1)]
    assert {(event["kind"], event["before"], event["after"]) for event in told} == {
        ("retitle", TITLE, "Un titre"),
        ("reword", WORDS, "Des mots"),
    }
    assert {(event["person"], event["sentence"], event["proposal"]) for event in told} == {
        ("karim", "Plus clair.", said.proposal)
    }
    row = said.row(said.proposal)
    assert (row["edited_title"], row["edited_words"], row["last_event"]) == ("Un titre", "Des mots", before + 2)


def test_editing_one_of_them_is_one_event(said):
    before = latest_event()
    said.reword(said.proposal, "Un titre", WORDS, "karim")
    said.reword(said.proposal, "Un titre", "Des mots", "karim")
    told = [(event["kind"], event["before"], event["after"]) for event in said.events(before)]
    assert told == [("retitle", TITLE, "Un titre"), ("reword", WORDS, "Des mots")]


def test_editing_back_to_the_workshop_s_words_clears_the_edited_wording(said):
    said.reword(said.proposal, "Un titre", "Des mots", "karim")
    said.reword(said.proposal, TITLE, WORDS, "karim")
    row = said.row(said.proposal)
    assert (row["edited_title"], row["edited_words"]) == (None, None)
    assert said.events()[-1]["kind"] in ("retitle", "reword")
    assert {event["before"] for event in said.events()[-2:]} == {"Un titre", "Des mots"}
    assert found("titre") == 0


def test_the_search_finds_both_wordings_whatever_their_case_accents_and_ligatures(said):
    said.reword(said.proposal, "Marché de Noël", "Des étals cœur de ville", "karim")
    both = ("œuvre", "OEUVRE", "oeuvre d'ete", "épicerie", "EPICERIE", "l'epicerie aulnay", "Aulnay\u00a0solidaire")
    edited = ("marche noel", "MARCHÉ", "cœur", "coeur", "étals œuvre", "e\u0301tals")
    for text in (*both, *edited, "idf-93-2018-001", "IDF-93"):
        assert found(text) == 1, text
    for text in ("marché supermarché", "oeufs", "%", "_"):
        assert found(text) == 0, text


def test_an_edit_that_changes_nothing_is_said(said):
    sentence = "There is nothing to record: it is the same as before."
    assert refusal_of(said, Incomplete, said.reword, TITLE, f" {WORDS} ") == sentence
    said.reword(said.proposal, "Un titre", "Des mots")
    assert refusal_of(said, Incomplete, said.reword, "Un titre", "Des mots") == sentence
    assert refusal_of(said, Incomplete, said.retheme, "sport") == sentence


@pytest.mark.parametrize("title", ["", "   ", "\u00a0", "\n\t"])
def test_a_title_is_needed(said, title):
    assert refusal_of(said, Incomplete, said.reword, title, "Des mots") == "Write a title."


def test_an_edit_may_empty_the_words_but_not_overflow(said):
    assert "300 characters" in refusal_of(said, Incomplete, said.reword, "é" * 301, WORDS)
    assert "20,000 characters" in refusal_of(said, Incomplete, said.reword, TITLE, "é" * 20_001)
    said.reword(said.proposal, "é" * 300, "é" * 20_000)
    said.reword(said.proposal, "é" * 300, "")
    assert said.row(said.proposal)["edited_words"] == ""


def test_a_sentence_that_goes_with_an_edit_holds_2000_characters(said):
    sentence = "The sentence is too long: 2,000 characters at the most."
    assert refusal_of(said, Incomplete, said.reword, "Un titre", WORDS, sentence="é" * 2001) == sentence
    assert refusal_of(said, Incomplete, said.retheme, "health", sentence="é" * 2001) == sentence


# The theme


def test_a_proposal_goes_under_another_theme_with_its_event(said):
    before = latest_event()
    said.retheme(said.proposal, "health", "karim", sentence="  Il s’agit de soins. ")
    [told] = said.events(before)
    assert (told["kind"], told["before"], told["after"], told["person"]) == ("retheme", "sport", "health", "karim")
    assert told["sentence"] == "Il s’agit de soins."
    row = said.row(said.proposal)
    assert (row["theme"], row["last_event"], row["status"]) == ("health", told["number"], "received")


def test_a_theme_outside_the_list_is_refused(said):
    for theme in ("cooking", "", None, "Sport"):
        said_ = refusal_of(said, Incomplete, said.retheme, theme)
        assert said_ == "This theme is not in the list of themes."


# Who may edit, and when


def test_each_role_edits_at_the_phases_of_the_table_in_its_territory_only(long_prefecture, shipped):
    allowed = {(row["action"], row["role"], row["phase"]) for row in shipped("rights")}
    statuses = {row["code"]: row["phase"] for row in shipped("statuses")}
    at = dict(zip(statuses, long_prefecture.proposals(len(statuses)), strict=True))
    for status, proposal in at.items():
        long_prefecture.place(proposal, status)
    for role in [row["code"] for row in shipped("roles")]:
        here = long_prefecture.person(f"{role} here", role, "11", "93")
        elsewhere = long_prefecture.person(f"{role} elsewhere", role, "84", "69")
        for status, proposal in at.items():
            given = {"proposal": proposal, "seen": latest_event(), "sentence": None}
            for action, edit in (("reword", {"title": "Autre", "words": "Autre"}), ("retheme", {"theme": "health"})):
                refused = foresee(action, by=here, **given, **edit)
                assert [type(refusal) for refusal in refused] == (
                    [] if (action, role, statuses[status]) in allowed else [NotAllowed]
                ), (action, role, status)
                assert "outside your territory" in str(foresee(action, by=elsewhere, **given, **edit)[0])


def test_staff_no_longer_edit_what_has_been_put_forward(said):
    said.move(said.proposal, "under_review", "karim")
    said.move(said.proposal, "put_forward", "helene")
    for gesture, given in ((said.reword, ("Un titre", WORDS)), (said.retheme, ("health",))):
        sentence = refusal_of(said, NotAllowed, gesture, *given, by="karim")
        assert "is “put_forward”: your role (staff) no longer lets you edit it" in sentence
    said.reword(said.proposal, "Un titre", WORDS, "helene")
    said.retheme(said.proposal, "health", "helene")


def test_nobody_unknown_edits_and_nothing_unknown_is_edited(said):
    for gesture, given in ((said.reword, ("Un titre", WORDS)), (said.retheme, ("health",))):
        assert "no longer in the list" in refusal_of(said, NotAllowed, gesture, *given, by="application")
        assert "outside your territory" in refusal_of(said, NotAllowed, gesture, *given, by=said_elsewhere(said))
        with pytest.raises(Incomplete, match="This proposal does not exist"):
            gesture(9999, *given)


def said_elsewhere(prefecture):
    """Staff of another département."""
    if not any(row["id"] == "lyon" for row in prefecture.table("people")):
        prefecture.person("lyon", "staff", "84", "69")
    return "lyon"


def test_an_edit_never_covers_what_somebody_changed_meanwhile(said):
    seen, when = latest_event(), said.clock
    said.reword(said.proposal, "Le titre d’Hélène", WORDS, "helene")
    said.clock = when.replace(hour=17)
    for gesture, given in ((said.reword, ("Le titre de Karim", WORDS)), (said.retheme, ("health",))):
        sentence = refusal_of(said, ChangedMeanwhile, gesture, *given, by="karim", seen=seen)
        assert sentence.startswith("Hélène Marchand changed the proposal IDF-93-2018-001 on 2018-02-15")
    seen = latest_event()
    said.retheme(said.proposal, "health", "karim")
    with pytest.raises(ChangedMeanwhile) as caught:
        said.retheme(said.proposal, "culture", "helene", seen=seen)
    told = caught.value.given
    assert [told[name] for name in ("who", "kind", "was", "became")] == ["Karim Haddad", "retheme", "sport", "health"]
