"""A workshop is declared, its sheet comes in, a session is called: numbering, what is known already, all or none."""

import time
from datetime import date

import pytest

from queries import Incomplete, NotAllowed, ask, foresee, latest_event

# Workshops


def test_a_workshop_is_declared_with_its_region_and_its_themes(prefecture):
    given = {"prefecture": " Préfecture ", "title": " Le sport pour tous ", "place": " ", "participants": 40}
    given |= {"themes": ("sport", "rights", "sport"), "source": "", "note": "Au gymnase", "by": "karim"}
    held = prefecture.workshop("93", date(2018, 2, 14), **given)
    [row] = prefecture.table("workshops")
    expected = {"department": "93", "region": "11", "prefecture": "Préfecture", "title": "Le sport pour tous"}
    expected |= {"held_on": date(2018, 2, 14), "place": None, "participants": 40, "source": None, "note": "Au gymnase"}
    assert row == expected | {"id": held, "fictional": False, "last_event": 1}
    assert [row["theme"] for row in prefecture.table("workshop_themes")] == ["rights", "sport"]
    [told] = prefecture.events()
    assert (told["number"], told["act"], told["kind"], told["person"]) == (1, 1, "hold_workshop", "karim")
    assert (told["workshop"], told["after"], told["happened_at"]) == (held, "Le sport pour tous", prefecture.clock)


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"department": "99"}, Incomplete, "This department is not in the list of departments."),
        ({"department": None}, Incomplete, "This department is not in the list of departments."),
        ({"title": " "}, Incomplete, "Write a title."),
        ({"title": "\n\t"}, Incomplete, "Write a title."),
        ({"title": "é" * 301}, Incomplete, "The title is too long: 300 characters at the most."),
        ({"prefecture": "\n"}, Incomplete, "Name the prefecture that held the workshop."),
        ({"participants": -1}, Incomplete, "The number of participants can’t be negative."),
        ({"themes": ("sport", "cooking")}, Incomplete, "This theme is not in the list of themes."),
        ({"held_on": date(2018, 2, 17)}, Incomplete, "A workshop is declared once it was held: its date is still to"),
        ({"title": "LE SPORT A L'ECOLE"}, Incomplete, "This workshop was already declared, on the same day and under"),
        ({"department": "75", "by": "karim"}, NotAllowed, "This workshop (Paris) is outside your territory."),
        ({"department": "69", "by": "helene"}, NotAllowed, "This workshop (Rhône) is outside your territory."),
        ({"by": "lucie"}, NotAllowed, "Your role (reader) does not let you do this."),
        ({"by": "paul"}, NotAllowed, "Your role (administrator) does not let you do this."),
        ({"by": "nobody"}, NotAllowed, "You are no longer in the list of people who may act here."),
    ],
)
def test_a_workshop_that_can_not_be_declared_says_why(prefecture, given, kind, said):
    prefecture.workshop(title="Le sport à l’école")
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        prefecture.workshop(**{"title": "Autre", **given})
    assert str(caught.value).startswith(said)
    assert prefecture.everything() == before


def test_the_same_title_may_come_again_elsewhere_or_another_day(prefecture):
    prefecture.workshop(title="Sport")
    prefecture.workshop(title="Sport", department="92")
    prefecture.workshop(title="Sport", held_on=date(2018, 2, 13))
    assert [row["id"] for row in prefecture.table("workshops")] == [1, 2, 3]


# Sheets


def references(prefecture):
    """Every reference, by number of the proposal."""
    return [row["reference"] for row in prefecture.table("proposals", "id")]


def test_a_sheet_becomes_proposals_received_each_with_its_event(prefecture):
    held = prefecture.workshop()
    row = {"number": "A1", "title": "  Un titre ", "words": " Des mots\nsur deux lignes ", "body": "company"}
    before = latest_event()
    one, two = prefecture.take_in(held, row, "Deux", by="karim", file=" feuille.xlsx ")
    got = prefecture.row(one)
    expected = {"reference": "IDF-93-2018-001", "number": "A1", "title": "Un titre", "body": "company"}
    expected |= {"workshop": held, "department": "93", "region": "11", "status": "received", "edited_title": None}
    expected |= {"words": "Des mots\nsur deux lignes", "status_since": prefecture.clock, "last_event": before + 2}
    assert {name: got[name] for name in expected} == expected
    sheet, *received = prefecture.events(before)
    assert [sheet[name] for name in ("kind", "workshop", "proposal", "after", "sentence")] == [
        *("take_in", held, None, "2", "feuille.xlsx")
    ]
    assert [(event["kind"], event["proposal"], event["after"]) for event in received] == [
        ("receive", one, "received"),
        ("receive", two, "received"),
    ]
    assert {event["act"] for event in (sheet, *received)} == {before + 1}


def test_references_go_on_from_sheet_to_sheet_within_a_department_and_a_year(prefecture):
    first, second = prefecture.workshop(title="Un"), prefecture.workshop(title="Deux")
    prefecture.take_in(first, "a", "b")
    prefecture.take_in(second, "a")
    prefecture.take_in(first, "c")
    prefecture.take_in(prefecture.workshop(held_on=date(2017, 12, 31)), "a", "b")
    prefecture.take_in(prefecture.workshop("2A", title="Ajaccio"), "a")
    prefecture.take_in(prefecture.workshop("974", title="Saint-Denis"), "a")
    prefecture.take_in(first, "d")
    assert references(prefecture) == [
        *(f"IDF-93-2018-00{number}" for number in (1, 2, 3, 4)),
        *("IDF-93-2017-001", "IDF-93-2017-002", "COR-2A-2018-001", "RE-974-2018-001", "IDF-93-2018-005"),
    ]


def test_references_go_on_above_999(prefecture):
    held, later = prefecture.workshop(title="Un"), prefecture.workshop(title="Deux")
    prefecture.take_in(held, *(f"Proposition {number}" for number in range(998)))
    prefecture.take_in(later, "a", "b", "c")
    prefecture.take_in(held, "d")
    assert references(prefecture)[-5:] == [f"IDF-93-2018-{end}" for end in ("998", "999", "1000", "1001", "1002")]


def test_the_same_sheet_twice_changes_nothing(prefecture):
    held = prefecture.workshop()
    prefecture.take_in(held, "Médiation numérique", "L’œuvre")
    before = prefecture.everything()
    for rows in (("Médiation numérique", "L’œuvre"), ("  Médiation numérique", "L’œuvre "), ("L’œuvre",), ()):
        with pytest.raises(Incomplete, match="The workshop already holds all these proposals: nothing was changed"):
            prefecture.take_in(held, *rows)
    assert prefecture.everything() == before


def test_a_sheet_known_by_half_brings_what_is_new_and_corrects_what_was_said(prefecture):
    held = prefecture.workshop()
    [known] = prefecture.take_in(held, {"title": "Un", "words": "Dit ainsi"})
    prefecture.reword(known, "Titre édité", "Mots édités", "karim")
    new = prefecture.take_in(held, {"title": "UN", "words": "Dit autrement"}, "Deux", "Trois")
    assert [prefecture.row(id)["title"] for id in new] == ["Deux", "Trois"]
    row = prefecture.row(known)
    assert (row["title"], row["words"]) == ("UN", "Dit autrement")
    assert (row["edited_title"], row["edited_words"]) == ("Titre édité", "Mots édités")
    sheet = prefecture.events(kind="take_in")[-1]
    assert (sheet["after"], sheet["before"]) == ("2", "1")
    corrected = [event for event in prefecture.events(sheet["number"]) if event["kind"].startswith("correct")]
    assert [(event["kind"], event["before"], event["after"]) for event in corrected] == [
        ("correct_title", "Un", "UN"),
        ("correct_words", "Dit ainsi", "Dit autrement"),
    ]
    assert row["last_event"] == corrected[-1]["number"]
    assert ask("disagreements").to_pylist() == []


def test_a_title_twice_in_a_sheet_comes_in_once_and_leaves_no_hole(prefecture):
    before = latest_event()
    new = prefecture.take_in(prefecture.workshop(), "Un", "  UN", "Deux", "un", "Trois")
    assert [prefecture.row(id)["title"] for id in new] == ["Un", "Deux", "Trois"]
    assert references(prefecture) == ["IDF-93-2018-001", "IDF-93-2018-002", "IDF-93-2018-003"]
    assert new == [1, 2, 3]
    assert [event["number"] for event in prefecture.events(before)] == list(range(before + 1, latest_event() + 1))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"theme": "cooking"}, "This theme is not in the list of themes."),
        ({"body": "me"}, "This kind of body is not in the list."),
        ({"title": " "}, "Write a title."),
        ({"title": "\t\n"}, "Write a title."),
        ({"title": "é" * 301}, "The title is too long: 300 characters at the most."),
        ({"words": "é" * 20_001}, "The text is too long: 20,000 characters at the most."),
    ],
)
def test_one_wrong_row_keeps_the_whole_sheet_out(prefecture, row, said):
    held = prefecture.workshop()
    before = prefecture.everything()
    with pytest.raises(Incomplete) as caught:
        prefecture.take_in(held, "Un", {"title": "Deux", **row}, "Trois")
    assert str(caught.value) == said
    assert prefecture.everything() == before


def test_the_staff_of_another_place_may_not_take_a_sheet_in(prefecture):
    paris = prefecture.workshop("75")
    with pytest.raises(NotAllowed, match=r"This workshop \(Paris\) is outside your territory"):
        prefecture.take_in(paris, "Un", by="karim")
    with pytest.raises(Incomplete, match="This workshop does not exist"):
        prefecture.take_in(99, "Un", by="karim")
    prefecture.take_in(paris, "Un", by="helene")


def test_a_sheet_of_5000_rows_comes_in_whole_and_soon(prefecture):
    held = prefecture.workshop()
    rows = [{"title": f"Proposition {number}", "words": "Des mots. " * 30} for number in range(5000)]
    began = time.monotonic()
    prefecture.take_in(held, *rows, by="karim")
    assert time.monotonic() - began < 10
    got = prefecture.table("proposals", "id")
    assert [row["title"] for row in got] == [row["title"] for row in rows]
    assert len({row["reference"] for row in got}) == 5000
    assert [event["number"] for event in prefecture.events()] == list(range(1, 5003))


# Sessions


def test_the_coordinator_calls_a_session(prefecture):
    held = prefecture.session(date(2018, 7, 18), "civ", " CIV de juillet ", " Paris ")
    row = next(row for row in prefecture.table("sessions") if row["id"] == held)
    assert [row[name] for name in ("kind", "label", "place", "closed")] == ["civ", "CIV de juillet", "Paris", False]
    [told] = prefecture.events()
    assert [told[name] for name in ("kind", "session", "after", "person")] == [
        *("convene", held, "CIV de juillet", "anne")
    ]


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"kind": "party"}, Incomplete, "This kind of session is not in the list."),
        ({"label": "  "}, Incomplete, "Write a title."),
        ({"label": "\n"}, Incomplete, "Write a title."),
        ({"label": "é" * 301}, Incomplete, "The title is too long: 300 characters at the most."),
        ({"kind": "civ", "held_on": date(2021, 1, 29)}, Incomplete, "A session of this kind is already called on that"),
        ({"by": "nobody"}, NotAllowed, "You are no longer in the list of people who may act here."),
    ],
)
def test_a_session_that_can_not_be_called_says_why(prefecture, given, kind, said):
    before = prefecture.everything()
    with pytest.raises(kind) as caught:
        prefecture.session(**given)
    assert str(caught.value).startswith(said)
    assert prefecture.everything() == before


def test_each_role_declares_takes_in_and_calls_as_the_table_says(prefecture, shipped):
    allowed = {(row["action"], row["role"]) for row in shipped("rights") if row["phase"] == "none"}
    held = prefecture.workshop()
    prefecture.take_in(held, "Un")
    taken = prefecture.events(kind="take_in")[0]["number"]
    sheet = prefecture.sheet("Deux").given(held, latest_event() + 100)
    said = {"prefecture": "Préfecture", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
    nothing = {"theme": None, "source": None, "link": None}
    given = {
        "hold_workshop": {"department": "93", "title": "Autre", "held_on": date(2018, 2, 1), **said},
        "take_in": sheet,
        "undo_take_in": {"take_in": taken},
        "convene": {"kind": "civ", "label": "CIV", "held_on": date(2030, 1, 1), "place": ""},
        "add_measure": {"title": "Une mesure", "decided_on": date(2018, 7, 18), "instance": "CIV", **nothing},
    }
    assert {action for action, _ in allowed} == set(given)
    for role in [row["code"] for row in shipped("roles")]:
        somebody = prefecture.person(role, role)
        for action, asked in given.items():
            refused = [type(refusal) for refusal in foresee(action, by=somebody, **asked)]
            assert refused == ([] if (action, role) in allowed else [NotAllowed]), (action, role)


def test_a_table_given_to_one_decision_is_not_there_for_the_next(prefecture):
    held = prefecture.workshop()
    prefecture.take_in(held, "Un")
    with pytest.raises(Incomplete, match="already holds all"):
        prefecture.take_in(held)
