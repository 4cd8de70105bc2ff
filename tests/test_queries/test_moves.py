"""Who may move a proposal from where to where: every cell of the table of transitions, and every gap in it."""

from collections import defaultdict

import pytest

from queries import ChangedMeanwhile, Incomplete, NotAllowed, ask, foresee, latest_event, record

SENTENCE = "Parce que."


@pytest.fixture(scope="module")
def crossroads(long_prefecture, shipped):
    """A proposal at each status, and for each role somebody from here and somebody from elsewhere."""
    found = long_prefecture
    found.statuses = [row["code"] for row in shipped("statuses")]
    found.roles = [row["code"] for row in shipped("roles")]
    found.allowed = {(row["from_status"], row["to_status"], row["role"]): row for row in shipped("transitions")}
    found.open, found.decided_by = found.session(), found.session()
    found.at = dict(zip(found.statuses, found.proposals(len(found.statuses)), strict=True))
    for status in found.statuses:
        put_back(found, status)
    for role in found.roles:
        found.person(f"{role} here", role, "11", "93")
        found.person(f"{role} elsewhere", role, "84", "69")
    return found


def put_back(crossroads, status):
    """The proposal of a status as it was: decided by an open session if it ever was decided."""
    decided = status not in ("received", "to_complete", "under_review", "withdrawn", "put_forward")
    reason = "doublon" if status in ("deferred", "not_kept") else None
    crossroads.place(crossroads.at[status], status, crossroads.decided_by if decided else None, reason)


def as_asked(crossroads, rule):
    """No more than what a transition asks for."""
    return {
        "reason": "doublon" if rule["reason"] == "code" else None,
        "sentence": SENTENCE if rule["reason"] != "none" else None,
        "session": crossroads.open if rule["session"] == "open" else None,
    }


def refused(crossroads, by, status, froms):
    """Which of these statuses somebody may not leave for `status`, given all that could be asked."""
    chosen = [crossroads.at[start] for start in froms]
    given = {"session": crossroads.open, "reason": "doublon", "sentence": SENTENCE, "seen": latest_event()}
    found = foresee("move", by=by, proposals=chosen, status=status, **given)
    assert all(isinstance(refusal, NotAllowed) for refusal in found)
    return {refusal.given["before"] for refusal in found}


def test_the_table_of_transitions_names_only_statuses_and_roles_that_exist(crossroads):
    assert len(crossroads.statuses) == 13
    assert len(crossroads.roles) == 5
    assert len(crossroads.allowed) == 45
    for start, end, role in crossroads.allowed:
        assert {start, end} <= set(crossroads.statuses)
        assert role in crossroads.roles
        assert start != end


def test_each_role_makes_in_its_territory_the_moves_of_the_table_and_no_other(crossroads):
    for role in crossroads.roles:
        for status in crossroads.statuses:
            expected = {start for start in crossroads.statuses if (start, status, role) not in crossroads.allowed}
            assert refused(crossroads, f"{role} here", status, crossroads.statuses) == expected, (role, status)


def test_nobody_moves_anything_outside_their_territory(crossroads):
    for role in crossroads.roles:
        for status in crossroads.statuses:
            everything = set(crossroads.statuses)
            assert refused(crossroads, f"{role} elsewhere", status, crossroads.statuses) == everything, (role, status)


def test_what_is_foreseen_as_allowed_is_recorded_with_no_more_than_what_is_asked(crossroads):
    for (start, end, role), rule in crossroads.allowed.items():
        put_back(crossroads, start)
        id, before = crossroads.at[start], latest_event()
        given = as_asked(crossroads, rule)
        crossroads.move(id, end, f"{role} here", **given)
        row, told = crossroads.row(id), crossroads.events(before)
        assert [(event["kind"], event["before"], event["after"], event["person"]) for event in told] == [
            ("move", start, end, f"{role} here")
        ]
        assert (row["status"], row["reason"], row["last_event"]) == (end, given["reason"], before + 1)
        assert (told[0]["reason"], told[0]["sentence"]) == (given["reason"], given["sentence"])
        assert row["session"] == told[0]["session"] or rule["session"] == "still_open"
        put_back(crossroads, start)


def test_a_refused_move_leaves_no_trace(crossroads):
    before = crossroads.everything()
    given = {"session": crossroads.open, "reason": "doublon", "sentence": SENTENCE}
    by_role = defaultdict(set)
    for start, end, role in crossroads.allowed:
        by_role[role].add((start, end))
    somebody = set().union(*by_role.values())
    for role in crossroads.roles:
        not_theirs = [*sorted(somebody - by_role[role])[::3], ("received", "done"), ("done", "done")]
        for start, end in not_theirs:
            with pytest.raises(NotAllowed, match="does not let you make it"):
                crossroads.move(crossroads.at[start], end, f"{role} here", **given)
        for start, end in sorted(by_role[role])[::3]:
            with pytest.raises(NotAllowed, match="outside your territory"):
                crossroads.move(crossroads.at[start], end, f"{role} elsewhere", **given)
    assert crossroads.everything() == before


def test_the_screen_offers_each_person_exactly_their_moves(crossroads):
    for role in crossroads.roles:
        theirs = {(start, end) for start, end, who in crossroads.allowed if who == role}
        listed = {(row["from_status"], row["to_status"]) for row in ask("moves_of_role", role=role).to_pylist()}
        offered = {
            (start, row["status"])
            for start in crossroads.statuses
            for row in ask("moves_open_to", person=f"{role} here", status=start).to_pylist()
        }
        assert listed == offered == theirs


def test_staff_of_another_department_of_the_same_region_may_not_move_it(prefecture):
    [proposal] = prefecture.proposals(department="75")
    with pytest.raises(NotAllowed, match="The proposal IDF-75-2018-001 is outside your territory"):
        prefecture.move(proposal, "under_review", "karim")


def test_a_manager_of_the_region_answers_for_all_its_departments_and_no_other_region(prefecture):
    [paris], [lyon] = prefecture.proposals(department="75"), prefecture.proposals(department="69")
    prefecture.move(paris, "under_review", "helene")
    with pytest.raises(NotAllowed, match="outside your territory"):
        prefecture.move(lyon, "under_review", "helene")
    assert [prefecture.row(paris)["status"], prefecture.row(lyon)["status"]] == ["under_review", "received"]


def test_nobody_moves_as_somebody_unknown_gone_or_the_application_itself(prefecture):
    [proposal] = prefecture.proposals()
    prefecture.person("parti", "staff", "11", "93", active=False)
    for by in ("nobody", "parti", "application", "", "karim' or true --"):
        with pytest.raises(NotAllowed, match="no longer in the list of people"):
            prefecture.move(proposal, "under_review", by)


def test_a_status_that_does_not_exist_can_not_be_reached(prefecture):
    [proposal] = prefecture.proposals()
    for status in ("nowhere", "", "Under review", None):
        with pytest.raises(NotAllowed, match="does not let you make it"):
            prefecture.move(proposal, status, "karim")


def test_a_move_keeps_the_words_and_the_rest_of_the_proposal(prefecture):
    [proposal] = prefecture.proposals()
    before = prefecture.row(proposal)
    prefecture.move(proposal, "to_complete", "karim", sentence="Il manque le budget.")
    changed = {name for name, value in prefecture.row(proposal).items() if value != before[name]}
    assert changed == {"status", "last_event"}
    prefecture.clock = prefecture.clock.replace(day=20)
    prefecture.move(proposal, "under_review", "karim")
    assert prefecture.row(proposal)["status_since"] == prefecture.clock


def test_a_gesture_on_several_is_one_act_and_an_event_for_each(prefecture):
    proposals = prefecture.proposals(3)
    first = latest_event() + 1
    assert prefecture.move(proposals, "under_review", "karim") == first + 2
    told = prefecture.events(first - 1)
    assert [event["number"] for event in told] == [first, first + 1, first + 2]
    assert [event["proposal"] for event in told] == proposals
    assert {event["act"] for event in told} == {first}


def test_the_same_proposal_asked_for_twice_moves_once(prefecture):
    [proposal] = prefecture.proposals()
    before = latest_event()
    prefecture.move([proposal, proposal, proposal], "under_review", "karim")
    assert len(prefecture.events(before)) == 1


def test_proposals_at_different_statuses_move_together_each_by_its_own_rule(prefecture):
    reviewed, incomplete = prefecture.proposals(2)
    prefecture.move(incomplete, "to_complete", "karim", sentence=SENTENCE)
    prefecture.move([reviewed, incomplete], "under_review", "karim")
    told = prefecture.events(kind="move", after="under_review")
    assert [event["before"] for event in told] == ["received", "to_complete"]


def test_several_move_all_or_none_and_what_stops_each_is_foreseen(prefecture):
    one, two, here, elsewhere = *prefecture.proposals(3), *prefecture.proposals(department="69")
    prefecture.move(two, "withdrawn", "karim", sentence=SENTENCE)
    before = prefecture.everything()
    asked = {"proposals": [one, two, here, elsewhere, 999], "status": "to_complete", "seen": latest_event()}
    asked |= {"session": None, "reason": None, "sentence": SENTENCE}
    with pytest.raises((NotAllowed, Incomplete)):
        record("move", by="karim", **asked)
    assert prefecture.everything() == before
    stopped = {refusal.given["proposal"]: str(refusal) for refusal in foresee("move", by="karim", **asked)}
    assert set(stopped) == {two, elsewhere, 999}
    assert "does not let you" in stopped[two]
    assert "outside your territory" in stopped[elsewhere]
    assert "does not exist" in stopped[999]


def test_what_somebody_else_changed_since_is_not_overwritten_and_says_who_when_and_what(prefecture):
    [proposal] = prefecture.proposals()
    seen = latest_event()
    prefecture.move(proposal, "to_complete", "helene", sentence="Il manque le budget.")
    before, when = prefecture.everything(), prefecture.clock
    prefecture.clock = when.replace(hour=17)
    with pytest.raises(ChangedMeanwhile, match="Hélène Marchand changed the proposal IDF-93-2018-001 on") as caught:
        prefecture.move(proposal, "under_review", "karim", seen=seen)
    told = caught.value.given
    assert (told["who"], told["happened_at"], told["kind"]) == ("Hélène Marchand", when, "move")
    assert (told["was"], told["became"]) == ("received", "to_complete")
    assert prefecture.everything() == before
    prefecture.move(proposal, "under_review", "karim")


def test_one_that_changed_stops_the_others_and_the_change_of_another_does_not(prefecture):
    one, two, three = prefecture.proposals(3)
    seen = latest_event()
    prefecture.move(three, "under_review", "karim")
    prefecture.move([one], "under_review", "karim", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        prefecture.move([two, three], "withdrawn", "karim", seen=seen, sentence=SENTENCE)
    assert prefecture.row(two)["status"] == "received"
