"""What a move asks for: a reason, a sentence, a session; what is said when it is not there; how a mistake is undone."""

import pytest

from queries import Incomplete, NotAllowed, latest_event

SENTENCE = "Parce que."


@pytest.fixture
def put_forward(prefecture):
    """A proposal put forward, and the session that examines it."""
    [prefecture.proposal] = prefecture.proposals()
    prefecture.move(prefecture.proposal, "under_review", "karim")
    prefecture.move(prefecture.proposal, "put_forward", "helene")
    prefecture.held = prefecture.session()
    return prefecture


def refusal_of(prefecture, kind, status, by="anne", proposals=None, **given):
    """The sentence of a refusal, which left no trace."""
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        prefecture.move(prefecture.proposal if proposals is None else proposals, status, by, **given)
    assert prefecture.everything() == before
    return str(caught.value)


def test_a_decision_names_its_session(put_forward):
    for status in ("kept", "deferred", "not_kept"):
        said = refusal_of(put_forward, Incomplete, status, reason="doublon", sentence=SENTENCE)
        assert said == "Choose the session of the committee that decides."


def test_a_session_that_does_not_exist_decides_nothing(put_forward):
    said = refusal_of(put_forward, Incomplete, "kept", session=9999)
    assert said == "This session of the committee does not exist. Choose another."


def test_a_closed_session_decides_nothing_more(put_forward):
    put_forward.close_session(put_forward.held)
    said = refusal_of(put_forward, NotAllowed, "kept", session=put_forward.held)
    assert said == "This session of the committee is closed: its decisions can no longer change."


def test_the_decision_of_a_closed_session_is_not_undone(put_forward):
    for status in ("kept", "deferred", "not_kept"):
        held = put_forward.session()
        put_forward.move(put_forward.proposal, status, session=held, reason="doublon", sentence=SENTENCE)
        put_forward.sql("update sessions set closed = true where id = $id", id=held)
        said = refusal_of(put_forward, NotAllowed, "put_forward", sentence=SENTENCE)
        assert said == (
            "The proposal IDF-93-2018-001 was decided by a session that is closed: its decision can no longer change."
        )
        put_forward.sql("update sessions set closed = false where id = $id", id=held)
        put_forward.move(put_forward.proposal, "put_forward", sentence=SENTENCE)


def test_what_a_closed_session_deferred_may_be_kept_by_the_next_one(put_forward):
    put_forward.move(put_forward.proposal, "deferred", session=put_forward.held, reason="doublon", sentence=SENTENCE)
    put_forward.close_session(put_forward.held)
    later = put_forward.session()
    put_forward.move(put_forward.proposal, "kept", session=later)
    row = put_forward.row(put_forward.proposal)
    assert (row["session"], row["reason"]) == (later, None)


def test_what_a_closed_session_kept_is_still_followed_up(put_forward):
    put_forward.move(put_forward.proposal, "kept", session=put_forward.held)
    put_forward.close_session(put_forward.held)
    for status in ("adopted", "under_way", "done"):
        put_forward.move(put_forward.proposal, status)
        assert put_forward.row(put_forward.proposal)["session"] == put_forward.held


def test_deferring_or_not_keeping_takes_a_reason_of_the_list(put_forward):
    for status in ("deferred", "not_kept"):
        for reason in (None, "", "because", "Doublon"):
            given = {"session": put_forward.held, "reason": reason, "sentence": SENTENCE}
            said = refusal_of(put_forward, Incomplete, status, **given)
            assert said == f"Choose a reason: the decision “{status}” needs one."


@pytest.mark.parametrize("sentence", [None, "", "   ", "\u00a0 ", "\n", " \t\n ", "\u2009"])
def test_a_change_that_needs_a_sentence_is_refused_without_words(put_forward, sentence):
    said = "Write a sentence that says why: this change needs one."
    given = {"session": put_forward.held, "reason": "doublon", "sentence": sentence}
    assert refusal_of(put_forward, Incomplete, "not_kept", **given) == said
    assert refusal_of(put_forward, Incomplete, "under_review", "helene", sentence=sentence) == said


def test_a_sentence_holds_2000_characters_and_not_one_more(put_forward):
    said = refusal_of(put_forward, Incomplete, "under_review", "helene", sentence="é" * 2001)
    assert said == "The sentence is too long: 2,000 characters at the most."
    put_forward.move(put_forward.proposal, "under_review", "helene", sentence="é" * 2000)
    assert len(put_forward.events()[-1]["sentence"]) == 2000
    said = refusal_of(put_forward, Incomplete, "put_forward", "helene", sentence="é" * 2001)
    assert said == "The sentence is too long: 2,000 characters at the most."


def test_what_a_move_does_not_ask_for_is_not_kept_as_its_reason_or_session(put_forward):
    put_forward.move(put_forward.proposal, "kept", session=put_forward.held, reason="doublon", sentence="  Oui.  ")
    put_forward.move(put_forward.proposal, "adopted", session=9999, reason="nonsense")
    told = put_forward.events(kind="move")[-2:]
    assert [(event["reason"], event["sentence"], event["session"]) for event in told] == [
        (None, "Oui.", put_forward.held),
        (None, None, put_forward.held),
    ]


def test_choosing_nothing_is_said(put_forward):
    assert refusal_of(put_forward, Incomplete, "kept", proposals=[]) == "Choose at least one proposal."


def test_a_proposal_that_does_not_exist_is_said(put_forward):
    said = refusal_of(put_forward, Incomplete, "kept", proposals=[12345], session=put_forward.held)
    assert said == "This proposal does not exist, or no longer does. Search for it in the list."
    assert refusal_of(put_forward, Incomplete, "kept", proposals=[-1, 2**62], session=put_forward.held) == said


def test_undoing_a_move_restores_what_it_changed(put_forward, shipped):
    rules = {(row["from_status"], row["to_status"], row["role"]): row for row in shipped("transitions")}
    proposal, held, first = put_forward.proposal, put_forward.held, put_forward.session()
    for (start, end, role), rule in rules.items():
        back = rules.get((end, start, role))
        if back is None or back["session"] == "open" or back["reason"] == "code":
            continue
        decided = start not in ("received", "to_complete", "under_review", "withdrawn", "put_forward")
        put_forward.place(proposal, start, first if decided else None)
        by = {"staff": "karim", "manager": "helene", "coordinator": "anne"}[role]
        before = put_forward.row(proposal)
        put_forward.move(proposal, end, by, session=held, reason="doublon", sentence=SENTENCE)
        assert rule["to_status"] == put_forward.row(proposal)["status"]
        put_forward.move(proposal, start, by, sentence="C’était une erreur.")
        after = put_forward.row(proposal)
        assert after | {"last_event": 0} == before | {"last_event": 0}, (start, end, role)


def test_an_undone_decision_keeps_in_the_history_the_session_that_had_decided(put_forward):
    put_forward.move(put_forward.proposal, "not_kept", session=put_forward.held, reason="doublon", sentence=SENTENCE)
    before = latest_event()
    put_forward.move(put_forward.proposal, "put_forward", sentence="C’était une erreur.")
    [undone] = put_forward.events(before)
    assert (undone["session"], undone["sentence"]) == (put_forward.held, "C’était une erreur.")
    row = put_forward.row(put_forward.proposal)
    assert (row["status"], row["session"], row["reason"]) == ("put_forward", None, None)
