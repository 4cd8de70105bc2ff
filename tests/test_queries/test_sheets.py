"""A sheet of any shape: what it corrects, what it leaves as decided, where its lines belong, and taking it back."""

import pytest

from queries import Incomplete, NotAllowed, ask, latest_event, record
from queries.intake import compare, take_in


def outcomes(prefecture, workshop, *rows, by="anne"):
    """What taking these rows in would do to each, by line."""
    told = compare(prefecture.sheet(*rows), by=by, workshop=workshop).to_pylist()
    return {row["line"]: row["refusal"] or row["outcome"] for row in told if row["line"]}


def undo(prefecture, by="anne"):
    """Undo the latest import."""
    record("undo_take_in", by=by, take_in=prefecture.events(kind="take_in")[-1]["number"])


def test_a_preview_tells_new_changed_and_same(prefecture):
    held = prefecture.workshop()
    prefecture.take_in(held, {"title": "Un", "number": "1"}, "Deux")
    later = ({"title": "Un stade", "number": "9"}, {"title": "Un", "number": "1", "words": "Précisé"}, "Deux")
    assert outcomes(prefecture, held, *later) == {2: "new", 3: "changed", 4: "same"}


def test_a_number_given_again_to_another_proposal_makes_a_new_one(prefecture):
    held = prefecture.workshop()
    prefecture.take_in(held, {"title": "Ouvrir un gymnase le soir", "number": "1"})
    again = {"title": "Former des médiateurs numériques", "number": "1"}
    assert outcomes(prefecture, held, again) == {2: "new"}
    corrected = {"title": "Ouvrir le gymnase le soir", "number": "1"}
    assert outcomes(prefecture, held, corrected) == {2: "changed"}


def test_a_reference_taken_away_with_the_sheet_finds_its_proposal_whatever_its_title(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, "Un")
    reference = prefecture.row(one)["reference"]
    prefecture.take_in(held, {"title": "Tout autrement dit", "reference": reference})
    assert prefecture.row(one)["title"] == "Tout autrement dit"
    assert len(prefecture.table("proposals")) == 1


def test_the_reference_another_program_gives_does_not_hide_a_proposal_already_there(prefecture):
    held = prefecture.workshop()
    sheet = ({"title": "Un", "number": "7", "reference": "PDV-PROP-7"}, {"title": "Deux", "reference": "PDV-PROP-8"})
    prefecture.take_in(held, *sheet)
    assert outcomes(prefecture, held, *sheet) == {2: "same", 3: "same"}


def test_a_line_that_names_a_proposal_of_another_workshop_is_refused_and_says_whose_it_is(prefecture):
    bobigny, drancy = prefecture.workshop(title="Atelier de Bobigny"), prefecture.workshop(title="Atelier de Drancy")
    [one] = prefecture.take_in(bobigny, "Un")
    [two] = prefecture.take_in(drancy, "Deux")
    both = [{"title": prefecture.row(id)["title"], "reference": prefecture.row(id)["reference"]} for id in (one, two)]
    assert outcomes(prefecture, drancy, *both) == {2: "of_another_workshop", 3: "same"}
    before = prefecture.everything()
    with pytest.raises(Incomplete) as caught:
        prefecture.take_in(drancy, *both, "Trois")
    assert str(caught.value) == (
        "Line 2 is the proposal IDF-93-2018-001 of another workshop, “Atelier de Bobigny”. Send it for that workshop, "
        "or clear its reference if it is a new proposal."
    )
    assert prefecture.everything() == before


def test_a_sheet_says_nothing_of_the_columns_it_does_not_have(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, {"title": "Un", "words": "Avec deux agents.", "body": "company", "number": "3"})
    assert outcomes(prefecture, held, {"title": "Un", "text": None, "body": "unknown"}) == {2: "same"}
    assert outcomes(prefecture, held, {"title": "Un", "words": ""}) == {2: "changed"}
    prefecture.take_in(held, {"title": "Un", "text": None, "body": "unknown", "theme": "culture"})
    row = prefecture.row(one)
    assert (row["words"], row["body"], row["number"]) == ("Avec deux agents.", "company", "3")


def test_the_edited_title_of_a_list_is_not_taken_for_the_words_of_the_workshop(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, "Un")
    prefecture.reword(one, "Un  stade", "", by="karim")
    reference = prefecture.row(one)["reference"]
    assert outcomes(prefecture, held, {"title": "Un stade", "reference": reference}) == {2: "same"}
    assert outcomes(prefecture, held, {"title": "Un musée", "reference": reference}) == {2: "changed"}


def test_the_theme_that_a_workshop_gave_is_nothing_new_once_somebody_here_chose_another(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, "Un")
    prefecture.take_in(held, {"title": "Un", "theme": "culture"})
    prefecture.retheme(one, "health", "karim")
    given = {theme: outcomes(prefecture, held, {"title": "Un", "theme": theme})[2] for theme in ("culture", "health")}
    assert given == {"culture": "same", "health": "same"}
    assert outcomes(prefecture, held, {"title": "Un", "theme": "sport"}) == {2: "left"}
    assert [row["theme"] for row in ask("words_of_workshop", workshop=held).to_pylist()] == ["Culture et mémoire"]


def test_a_theme_corrected_by_a_sheet_that_was_undone_can_be_corrected_again(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, "Un")
    prefecture.take_in(held, {"title": "Un", "theme": "culture"})
    undo(prefecture)
    assert ask("words_of_workshop", workshop=held).to_pylist()[0]["theme"] == "Sport"
    prefecture.take_in(held, {"title": "Un", "theme": "health"})
    assert prefecture.row(one)["theme"] == "health"


def test_a_later_sheet_never_overwrites_what_was_decided_since(prefecture):
    held = prefecture.workshop()
    [one, two] = prefecture.take_in(held, "Un", "Deux")
    prefecture.retheme(one, "health", "karim")
    prefecture.place(two, "kept")
    later = ({"title": "Un", "theme": "culture"}, {"title": "Deux", "words": "Autre", "status": "withdrawn"})
    told = {
        row["line"]: (row["outcome"], row["left_as_is"])
        for row in compare(prefecture.sheet(*later), by="karim", workshop=held).to_pylist()
        if row["line"]
    }
    assert told == {2: ("left", "rethemed"), 3: ("left", "moved")}
    before = prefecture.everything()
    with pytest.raises(Incomplete, match="already holds all"):
        prefecture.take_in(held, *later, by="karim")
    assert prefecture.everything() == before


def test_a_line_belongs_to_its_own_department_or_else_to_the_workshop_s(prefecture):
    held = prefecture.workshop("75")
    lines = ({"title": "a", "department": "93"}, {"title": "b", "region": "11"}, "c")
    got = [prefecture.row(id)["reference"] for id in prefecture.take_in(held, *lines, by="helene")]
    assert got == ["IDF-93-2018-001", "IDF-75-2018-001", "IDF-75-2018-002"]
    assert ask("disagreements").to_pylist() == []


@pytest.mark.parametrize(
    ("row", "by", "kind", "said"),
    [
        ({"department": "69"}, "helene", NotAllowed, "Line 2 is about a place outside your territory."),
        ({"region": "84"}, "anne", Incomplete, "Line 2 names another region than the workshop’s"),
        ({"status": "kept"}, "karim", NotAllowed, "Line 2 says “kept”: your role (staff) can’t take a proposal in"),
        ({"status": "lost"}, "anne", Incomplete, "This status is not in the list of statuses."),
        ({"number": "1" * 41}, "anne", Incomplete, "The number of a proposal is too long"),
    ],
)
def test_a_line_that_says_what_its_sender_may_not_keeps_the_whole_sheet_out(prefecture, row, by, kind, said):
    held = prefecture.workshop()
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        prefecture.take_in(held, {"title": "Un", **row}, "Deux", by=by)
    assert str(caught.value).startswith(said)
    assert prefecture.everything() == before


def test_staff_may_take_in_what_they_instruct_already_and_the_coordinator_what_was_decided(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, {"title": "Un", "status": "under_review"}, by="karim")
    [two] = prefecture.take_in(held, {"title": "Deux", "status": "done"}, by="anne")
    assert [prefecture.row(id)["status"] for id in (one, two)] == ["under_review", "done"]
    assert ask("disagreements").to_pylist() == []


def test_a_sheet_previewed_before_somebody_worked_on_its_workshop_is_looked_at_again(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, "Un")
    seen = latest_event()
    prefecture.move(one, "under_review", by="helene")
    with pytest.raises(Incomplete, match="changed after the preview"):
        prefecture.take_in(held, "Deux", seen=seen)


def test_what_was_settled_for_a_kind_of_sheet_is_remembered_and_can_change(prefecture):
    held = prefecture.workshop()
    prefecture.take_in(held, "Un", source="s", settled=[("theme", "cadre de vie", "housing"), ("column", "x", "title")])
    prefecture.take_in(held, "Deux", source="s", settled=[("theme", "cadre de vie", "culture")])
    assert [tuple(row.values()) for row in ask("settled", source="s").to_pylist()] == [
        ("column", "x", "title"),
        ("theme", "cadre de vie", "culture"),
    ]
    assert ask("settled", source="other").to_pylist() == []


def test_whoever_waits_for_a_sheet_hears_of_each_step_as_it_begins(prefecture):
    held, heard = prefecture.workshop(), []
    sheet = prefecture.sheet("Un")
    take_in(sheet, by="anne", workshop=held, tell=heard.append)
    assert heard == ["checking", "writing"]
    with pytest.raises(Incomplete, match="already holds all"):
        take_in(sheet, by="anne", workshop=held, tell=heard.append)
    assert heard == ["checking", "writing", "checking"]


# Taking it back


def test_an_import_undone_leaves_proposals_as_they_were_and_says_so(prefecture):
    held = prefecture.workshop()
    [one] = prefecture.take_in(held, {"title": "Un", "words": "Dit", "number": "1"})
    before = prefecture.row(one)
    prefecture.take_in(
        held, {"title": "Un", "words": "Redit", "number": "1", "theme": "health", "body": "company"}, "Deux"
    )
    undo(prefecture, "karim")
    row = prefecture.row(one)
    same = set(before) - {"last_event"}
    assert {name: row[name] for name in same} == {name: before[name] for name in same}
    assert len(prefecture.table("proposals")) == 1
    assert prefecture.events(kind="undo_take_in")[0]["person"] == "karim"
    assert ask("disagreements").to_pylist() == []
    taken = ask("take_ins", region="11", department="93", most=5).to_pylist()
    assert [(row["received"], row["corrected"], row["undone"]) for row in taken] == [(1, 1, True), (1, 0, False)]


def test_a_sheet_undone_comes_in_again_as_new_under_references_nobody_was_given_before(prefecture):
    held = prefecture.workshop()
    first = prefecture.take_in(held, "Un", "Deux")
    undo(prefecture)
    assert outcomes(prefecture, held, "Un", "Deux") == {2: "new", 3: "new"}
    again = prefecture.take_in(held, "Un", "Deux")
    assert [prefecture.row(id)["reference"] for id in again] == ["IDF-93-2018-003", "IDF-93-2018-004"]
    assert not set(first) & set(again)
    assert ask("disagreements").to_pylist() == []


def test_an_import_somebody_worked_on_is_not_undone(prefecture):
    held = prefecture.workshop()
    [one, _] = prefecture.take_in(held, "Un", "Deux")
    prefecture.move(one, "under_review", by="helene")
    before = prefecture.everything()
    with pytest.raises(NotAllowed) as caught:
        undo(prefecture)
    assert str(caught.value) == "The import can’t be undone: 1 of its proposals changed since, IDF-93-2018-001 first."
    assert prefecture.everything() == before


def test_an_import_is_undone_once_and_by_its_own_territory(prefecture):
    paris = prefecture.workshop("75")
    prefecture.take_in(paris, "Un")
    with pytest.raises(NotAllowed, match="outside your territory"):
        undo(prefecture, "karim")
    undo(prefecture)
    with pytest.raises(Incomplete, match="was already undone"):
        undo(prefecture)
    with pytest.raises(Incomplete, match="does not exist"):
        record("undo_take_in", by="anne", take_in=10**6)
