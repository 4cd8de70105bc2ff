"""Filters mean one thing everywhere, whatever is typed in them; an answer is as fresh as the latest event."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import Filters, Incomplete, NotAllowed, ask, latest_event, store
from queries.people import Person

ALL = {1, 2, 3, 4, 5, 6, 7}
WILD = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
LISTS = ("regions", "departments", "themes", "stages", "statuses")
COLUMN = {"regions": "region", "departments": "department", "themes": "theme", "statuses": "status"}
COLUMN |= {"workshops": "workshop", "sessions": "session"}


def on_screen(**fields):
    """The proposals that filters leave on screen."""
    asked = {"filters": Filters(**fields), "today": None, "sort": "reference", "most": 1000, "skipped": 0}
    return set(ask("proposals_listed", **asked)["id"].to_pylist())


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"regions": ("84",)}, {6, 7}),
        ({"regions": ("84", "11")}, ALL),
        ({"departments": ("93",)}, {1, 2, 3}),
        ({"themes": ("sport",)}, {2, 3}),
        ({"stages": ("received",)}, {3, 6}),
        ({"stages": ("closed", "kept")}, {1, 2, 7}),
        ({"statuses": ("kept", "deferred")}, {1, 4}),
        ({"workshops": (2,)}, {4, 5}),
        ({"workshops": (4,)}, set()),
        ({"sessions": (7,)}, {1, 2, 4}),
        ({"text": "maison"}, {4, 5}),
        ({"text": "  MOYENS associatifs mutualisation "}, {4}),
        ({"text": "ARA-69"}, {6, 7}),
    ],
)
def test_each_filter_alone_leaves_what_it_names(spring, field, expected):
    assert on_screen(**field) == expected


def test_filters_add_up_and_empty_ones_leave_everything(spring):
    assert on_screen() == ALL
    assert on_screen(regions=(), text="   ") == ALL
    assert on_screen(regions=("11",), themes=("sport",)) == {2, 3}
    assert on_screen(regions=("11",), themes=("sport",), stages=("closed",)) == {2}
    assert on_screen(departments=("93",), sessions=(7,), text="numerique reseau") == {1}


def test_filters_that_contradict_each_other_leave_nothing(spring):
    assert on_screen(regions=("84",), departments=("93",)) == set()
    assert on_screen(stages=("kept",), statuses=("received",)) == set()
    assert on_screen(regions=("nowhere",)) == set()
    assert on_screen(sessions=(999,)) == set()
    assert on_screen(workshops=(1,), text="maison") == set()


def test_every_word_of_a_long_search_counts_wherever_it_stands(spring):
    long = "idf-93-2018-001 mediation numerique de en reseau"
    for text in (
        long,
        f" {long} ",
        f"{long}\n",
        long.replace(" ", "\t  "),
        f"{long} proximité",
        f"réseau en de {long}",
    ):
        assert on_screen(text=text) == {1}, text
    for text in (f"{long} absent", f"absent {long}", f"{long} proximité absent"):
        assert on_screen(text=text) == set(), text


@st.composite
def any_filters(draw, codes):
    """Filters that hold codes of the lists, or anything people may type."""
    fields = {
        name: tuple(draw(st.lists(st.sampled_from(codes[name]) | st.text(max_size=20), max_size=3))) for name in LISTS
    }
    numbers = st.lists(st.integers(1, 8) | st.integers(-(2**63), 2**63 - 1), max_size=2)
    fields |= {name: tuple(draw(numbers)) for name in ("workshops", "sessions")}
    emptied = draw(st.sets(st.sampled_from(sorted(fields)), min_size=4))
    return fields | dict.fromkeys(emptied, ())


def test_any_text_in_any_list_means_what_it_says_and_no_more(spring, shipped):
    codes = {name: [row["code"] for row in shipped(name)] for name in LISTS}
    stage = {row["code"]: row["stage"] for row in shipped("statuses")}
    rows = [row | {"stage": stage[row["status"]]} for row in spring.table("proposals")]

    @WILD
    @given(any_filters(codes))
    def holds(fields):
        expected = {
            row["id"]
            for row in rows
            if all(not asked or row[COLUMN.get(name, "stage")] in asked for name, asked in fields.items())
        }
        assert on_screen(**fields) == expected

    holds()


SAID = ("Médiation", "NUMÉRIQUE", "oeuvre", "Œuvre", "l'", "l’école", "e\u0301", "reseau.")
SIGNS = ("%", "_", "\\", "'", '"', "--", ";", "$1", "{0}", "*/", "’", "\0")


def test_any_searched_text_is_literal(spring):
    rows = spring.table("proposals")

    @WILD
    @given(st.lists(st.sampled_from(SAID + SIGNS) | st.text(max_size=8), max_size=5).map(" ".join))
    def holds(text):
        with store().reading() as cursor:
            words = [cursor.execute("select plain($word)", {"word": word}).fetchall()[0][0] for word in text.split()]
        assert on_screen(text=text) == {row["id"] for row in rows if all(word in row["search"] for word in words)}

    holds()


def test_every_question_about_what_is_on_screen_agrees(spring):
    for fields in ({}, {"regions": ("11",)}, {"text": "maison"}, {"stages": ("closed",)}, {"regions": ("94",)}):
        filters = Filters(**fields)
        count = len(on_screen(**fields))
        assert ask("proposals_count", filters=filters).to_pylist()[0]["proposals"] == count
        for question in ("proposals_by_theme", "proposals_by_region"):
            assert sum(ask(question, filters=filters)["proposals"].to_pylist()) == count, question
        held = ask("workshops_listed", filters=filters, most=50, skipped=0)
        assert sum(held["proposals"].to_pylist()) == count
        assert set(held["proposals_in_all"].to_pylist()) <= {count}
        by_stage = ask("proposals_by_stage", filters=filters, today=spring.clock.date())
        assert sum(by_stage["proposals"].to_pylist()) == count


def test_own_ground_is_what_the_filters_leave_of_the_territory():
    filters = Filters(regions=("84",), departments=("69",), themes=("sport",))
    staff = Person("k", "K", "", "staff", "11", "93", "Seine-Saint-Denis", True)
    manager = Person("h", "H", "", "manager", "11", None, "Île-de-France", True)
    national = Person("a", "A", "", "coordinator", None, None, None, True)
    assert staff.own_ground(filters) == Filters(regions=("",), departments=("",), themes=("sport",))
    assert staff.own_ground(Filters()) == Filters(regions=("11",), departments=("93",))
    assert staff.own_ground(Filters(departments=("93", "69"))) == Filters(regions=("11",), departments=("93",))
    assert manager.own_ground(Filters(departments=("75",))) == Filters(regions=("11",), departments=("75",))
    assert [person.is_outside(filters) for person in (staff, manager, national)] == [True, True, False]
    assert manager.own_ground(Filters(themes=("sport",))) == Filters(regions=("11",), themes=("sport",))
    assert national.own_ground(filters) == filters
    assert [person.answers_for("11", "93") for person in (staff, manager, national)] == [True, True, True]
    assert [person.answers_for("11", "75") for person in (staff, manager, national)] == [False, True, True]
    assert [person.answers_for("84", "69") for person in (staff, manager, national)] == [False, False, True]


# As of the latest event


def test_an_answer_changes_as_soon_as_a_decision_is_recorded(prefecture):
    [proposal] = prefecture.proposals()
    before = ask("proposal", reference="IDF-93-2018-001")
    prefecture.move(proposal, "under_review", "karim")
    assert ask("proposal", reference="IDF-93-2018-001")["status"].to_pylist() == ["under_review"]
    assert before["status"].to_pylist() == ["received"]
    prefecture.proposals(2)
    assert ask("proposals_count", filters=Filters())["proposals"].to_pylist() == [3]


def test_the_same_answer_is_given_while_nothing_changes(prefecture):
    [proposal] = prefecture.proposals()
    filters = Filters(regions=("11",))
    first, event = ask("proposals_count", filters=filters), latest_event()
    with pytest.raises(NotAllowed):
        prefecture.move(proposal, "kept", "karim")
    with pytest.raises(Incomplete):
        prefecture.move([], "kept")
    assert latest_event() == event
    assert ask("proposals_count", filters=Filters(regions=("11",))) is first
    assert ask("proposals_count", filters=filters.but(text="x")) is not first
    prefecture.move(proposal, "under_review", "karim")
    assert latest_event() == event + 1
    assert ask("proposals_count", filters=filters) is not first
