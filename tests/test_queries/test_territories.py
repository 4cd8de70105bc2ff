"""What lies in a territory, page by page, and who changed what last (see `spring`)."""

from datetime import datetime

from queries import Filters, ask


def codes(answer):
    """The codes of an answer."""
    return answer["code"].to_pylist()


def test_departments_and_workshops_follow_the_regions_chosen(spring):
    assert sorted(codes(ask("departments_within", regions=("94", "04")))) == ["2A", "2B", "974"]
    assert sorted(codes(ask("workshops_within", regions=("11",)))) == [1, 2]
    assert sorted(codes(ask("workshops_within", regions=("84", "04")))) == [3, 4]


def test_staff_take_sheets_into_the_workshops_of_their_own_territory_latest_first(spring):
    assert codes(ask("workshops_answered_for", region="11", department="93")) == [1]
    assert codes(ask("workshops_answered_for", region="11", department=None)) == [2, 1]
    assert codes(ask("workshops_answered_for", region=None, department=None)) == [4, 3, 2, 1]


def test_whoever_changed_a_proposal_last_is_named(spring):
    [last] = ask("last_change_to", proposal=2).to_pylist()
    assert last == {
        "who": "Anne Lemaire",
        "happened_at": datetime(2018, 4, 9, 10, 0),
        "kind": "move",
        "was": "put_forward",
        "became": "not_kept",
    }


def test_a_page_of_workshops_says_how_many_there_are_in_all(spring):
    pages = [ask("workshops_listed", filters=Filters(), most=2, skipped=skipped).to_pylist() for skipped in (0, 2, 4)]
    assert [[row["id"] for row in page] for page in pages] == [[4, 3], [2, 1], []]
    assert {(row["workshops_in_all"], row["proposals_in_all"]) for page in pages for row in page} == {(4, 7)}


def test_a_page_of_decisions_says_how_many_there_are_in_all(spring):
    [row] = ask("decided_in_session", session=7, filters=Filters(), most=1, skipped=1).to_pylist()
    everything = ask("decided_in_session", session=7, filters=Filters(), most=50, skipped=0).to_pylist()
    assert row == everything[1]
    assert row["decided_in_all"] == len(everything) == 3
