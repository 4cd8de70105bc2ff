"""Somebody with a territory lands on it: what awaits them, what is late, what the others did, how it stands."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from gestures import hold, move, sql, take_in
from screens import Screen, straight

import queries
from data import now
from pages.parts.day_read import this_day
from pages.parts.words import local, moment
from queries import latest_event, visits

MINE, OVERVIEW = "Mon territoire", "Vue d’ensemble"


@pytest.mark.parametrize("person", ["karim", "helene"])
def test_somebody_with_a_territory_lands_on_it_once(told, person):
    screen = Screen(person)
    assert screen.title == MINE
    assert screen.open("overview").title == OVERVIEW
    assert screen.again().title == OVERVIEW
    assert Screen(person, lang="en").title == "My territory"


@pytest.mark.parametrize("person", ["lucie", "anne", "paul"])
def test_somebody_who_answers_for_the_whole_country_lands_on_the_overview(told, person):
    assert Screen(person).title == OVERVIEW


@pytest.mark.parametrize(
    "link", [{"region": ["Île-de-France"]}, {"text": "sport"}, {"date": "2026-01-01"}, {"region": ["11"]}], ids=str
)
def test_a_link_that_asks_for_something_opens_the_overview(told, link):
    assert Screen("karim", **link).title == OVERVIEW


def test_who_becomes_somebody_with_a_territory_stays_where_they_are(told):
    screen = Screen("lucie")
    screen.at.selectbox("person").select("karim").run()
    assert screen.title == OVERVIEW


MOVED_ON = {"received", "to_complete", "under_review"}  # by a manager, who puts forward; by staff, who may withdraw
GROUND = {"karim": "department = '93'", "helene": "region = '11'"}


@pytest.mark.parametrize("person", GROUND)
def test_the_cards_count_what_is_in_the_territory_and_open_it(told, person):
    rows = sql(
        "select proposals.*, kept, closed, timezone('Europe/Paris', timezone('UTC', status_since))::date as day "
        f"from proposals join statuses on code = status where {GROUND[person]}"
    )
    expected = {
        "Vous attendent": sum(row["status"] in MOVED_ON for row in rows),
        "En retard": sum(not row["closed"] and (this_day() - row["day"]).days > 30 for row in rows),
        "Propositions ouvertes": sum(not row["closed"] for row in rows),
        "Retenues, suites comprises": sum(row["kept"] for row in rows),
    }
    screen = Screen(person)
    assert screen.cards == expected
    links = [parse_qs(query) for label, _, query in screen.links() if label == "Les voir"]
    for name, link in zip([name for name in expected if name != "En retard"], links, strict=True):
        words = Screen(person, "proposals", **link).words
        assert any(said.startswith(f"{expected[name]} proposition") for said in words), name


def test_all_that_is_late_can_be_listed(told):
    screen = Screen("helene")
    late = screen.cards["En retard"]
    screen.at.session_state["late"] = True
    table = screen.again().table()
    assert len(table) == late > 8
    assert table["days"].min() > 30


@pytest.fixture
def clock(empty_store, monkeypatch):
    """An empty store, and a way to say that what follows happens so many hours ago."""

    def ago(hours):
        for module in (queries, visits):
            monkeypatch.setattr(module, "now", lambda: now() - timedelta(hours=hours))

    return ago


def test_what_colleagues_did_since_the_last_visit_is_told_and_nothing_else(clock):
    clock(72)
    one, two, three = take_in(hold(), "Un", "Deux", "Trois")
    elsewhere = take_in(hold(title="Atelier de Paris", department="75"), "Ailleurs")
    move("helene", [one], "to_complete", sentence="Avant.")
    clock(48)
    before = now() - timedelta(hours=48)
    screen = Screen("karim")
    assert "Seine-Saint-Denis · C’est votre première visite : voici les 7 derniers jours." in screen.words
    assert any("a fait passer « Un »" in words for words in screen.words)
    clock(24)
    move("karim", [three], "under_review")
    move("helene", [two], "under_review")
    move("helene", elsewhere, "under_review")
    clock(0)
    screen = Screen("karim")
    assert f"Seine-Saint-Denis · Votre dernière visite : {straight(moment(before))}" in screen.words
    told = [words for words in screen.words if "a fait passer" in words]
    assert told == ["Hélène Marchand a fait passer « Deux » de « Reçue » à « En instruction »"]


def test_a_day_before_the_last_visit_tells_the_days_before_it(clock):
    clock(30 * 24)
    (one,) = take_in(hold(), "Un")
    clock(24 * 24)
    move("helene", [one], "under_review")
    clock(5)
    Screen("karim")
    clock(0)
    screen = Screen("karim", "territory", date=(this_day() - timedelta(days=20)).isoformat())
    assert "Seine-Saint-Denis · Voici les 7 jours qui précèdent le jour affiché." in screen.words
    assert any("a fait passer « Un »" in words for words in screen.words)
    screen = Screen("karim", "territory", date=(this_day() - timedelta(days=10)).isoformat())
    assert "Personne d’autre n’a rien fait ici depuis." in screen.words


def test_nobody_else_did_anything_nothing_waits_nothing_is_late(clock):
    clock(1)
    move("karim", take_in(hold(), "Un"), "withdrawn", sentence="Sans suite.")
    Screen("karim")
    clock(0)
    words = Screen("karim").words
    assert "Rien n’attend ici." in words
    assert "Rien n’est à son statut depuis plus de 30 jours." in words
    assert "Personne d’autre n’a rien fait ici depuis." in words


def test_a_territory_where_nothing_was_raised_says_so(clock):
    take_in(hold(department="69"), "Un")
    words = Screen("karim").words
    assert any(said.startswith("Aucune proposition de votre territoire n’est affichée") for said in words)


def test_filters_outside_the_territory_are_said(told):
    screen = Screen("karim", "territory", region=["Bretagne"])
    assert "Ces filtres sont hors de votre territoire (Seine-Saint-Denis)." in screen.words
    assert not screen.cards


def test_who_answers_for_the_whole_country_sees_it_and_is_told_there_is_no_other(told):
    screen = Screen("anne", "territory")
    assert any(words.startswith("France entière · ") for words in screen.words)
    assert "Votre territoire est la France entière : il n’y en a pas d’autre à qui la comparer." in screen.words
    assert screen.cards["Vous attendent"] > 0
    assert screen.charts() == []


def test_the_program_is_no_colleague(told):
    words = Screen("anne", "territory").words
    assert any(" a fait passer " in said for said in words)
    assert not any(said.startswith("L’application a chargé") for said in words)


def test_reading_is_no_event(told):
    before = latest_event()
    for person in ("lucie", "karim", "anne"):
        Screen(person, "territory").again()
    assert latest_event() == before
    assert {row["person"] for row in sql("from visits")} >= {"lucie", "karim", "anne"}


def put_forward(department, raised, count):
    """So many proposals of a département, some of them put forward."""
    rows = take_in(hold(title=f"Atelier {department}", department=department), *map(str, range(raised)))
    move("helene", rows, "under_review")
    if count:
        move("helene", rows[:count], "put_forward")


def test_a_territory_stands_against_the_median_of_those_that_have_enough_proposals(clock):
    # Put forward: Paris 2 of 10, Seine-Saint-Denis 5 of 10, Val-d'Oise 10 of 10; Essonne, 1 of 1, is too few to count.
    # The median is 50 %. All of it has been waiting for 40 days: 100 % everywhere.
    clock(40 * 24)
    for department, raised, count in (("75", 10, 2), ("93", 10, 5), ("95", 10, 10), ("91", 1, 1)):
        put_forward(department, raised, count)
    clock(0)
    assert Screen("karim").charts() == [
        "Part proposée au comité : 50 %, médiane des départements 50 % (à la médiane) ; de 20 % (Paris) à 100 % "
        "(Val-d’Oise) ; Part retenue : 0 %, médiane des départements 0 % (à la médiane) ; de 0 % (Paris) à 0 % "
        "(Paris) ; Part en attente depuis plus de 30 jours : 100 %, médiane des départements 100 % (à la médiane) ; de "
        "100 % (Paris) à 100 % (Paris)"
    ]


def test_too_few_proposals_are_not_compared(clock):
    put_forward("93", 4, 1)
    (said,) = Screen("karim").charts()
    assert said.startswith("Part proposée au comité : 25 % sur 4 : trop peu de propositions pour comparer ; ")


def test_what_changed_is_compared_with_the_last_visit_in_one_click(clock):
    clock(30 * 24)
    take_in(hold(), "Un")
    clock(72)
    assert not [button for button in Screen("karim", "changes").at.button if button.key == "since-last-visit"]
    last = local(queries.now()).date()
    clock(0)
    screen = Screen("karim", "changes").press(f"Ma dernière visite ({last:%d/%m/%Y})")
    assert screen.at.date_input("since").value == last - timedelta(days=1)
