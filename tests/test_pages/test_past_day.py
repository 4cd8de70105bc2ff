"""Somebody reads the dashboard as it was at the end of a past day: its figures, its files, and nothing to change."""

from datetime import timedelta

import pytest
from screens import PAGES, Screen, straight

import queries
from pages.parts.day_read import this_day
from queries import Filters, ask, end_of

MONTH_AGO = this_day() - timedelta(days=30)
READ = "Vous lisez le tableau de bord tel qu’il était au soir du {day} : rien ne peut y être modifié."


def counted(day):
    """How many proposals stood at each stage at the end of a day."""
    rows = ask("proposals_by_stage", filters=Filters(), today=day, as_of=end_of(day)).to_pylist()
    return {row["stage"]: row["proposals"] for row in rows}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_drawn_a_month_ago_and_says_so(told, page):
    screen = Screen("anne", page, date=MONTH_AGO.isoformat())
    assert not screen.failed()
    assert READ.format(day=f"{MONTH_AGO:%d/%m/%Y}") in screen.told


def test_the_cards_of_a_past_day_count_what_stood_then(told):
    cards = list(Screen("lucie", date=MONTH_AGO.isoformat()).cards.values())
    assert cards == list(counted(MONTH_AGO).values())
    assert cards != list(Screen("lucie").cards.values())


def test_nobody_acts_in_the_past(told):
    for page in ("review", "session", "intake"):
        screen = Screen("anne", page, date=MONTH_AGO.isoformat())
        assert "Cette page sert à agir : elle ne se lit pas au passé." in screen.words
        assert not screen.at.dataframe
        assert not screen.at.file_uploader
    sheet = Screen("anne", "sheet", date=this_day().replace(day=1).isoformat(), proposal="IDF-75-2018-001")
    assert not sheet.at.pills
    assert not sheet.at.text_area


def test_a_gesture_begun_before_a_past_day_was_chosen_is_not_recorded(demonstration):
    screen = Screen("helene", "sheet", proposal="IDF-75-2018-001")
    screen.move_to("under_review")
    before = queries.latest_event()
    screen.at.session_state["date"] = MONTH_AGO
    screen.press("Enregistrer")
    assert "Un jour passé est affiché : rien n’a été modifié. Revenez d’abord à aujourd’hui." in screen.told
    assert queries.latest_event() == before


def test_the_way_back_to_today_shows_the_present(told):
    screen = Screen("lucie", date=MONTH_AGO.isoformat())
    screen.press("Revenir à aujourd’hui")
    assert not any("au soir du" in sentence for sentence in screen.told)
    assert list(screen.cards.values()) == list(counted(this_day()).values())


def test_a_day_people_go_back_to_is_one_click_away(told):
    screen = Screen("lucie").press("Il y a 7 jours")
    assert READ.format(day=f"{this_day() - timedelta(days=7):%d/%m/%Y}") in screen.told


@pytest.mark.parametrize("asked", ["hier", "2010-01-01", "2018-02-30", "<b>"])
def test_a_link_to_a_day_that_is_none_says_so_and_shows_the_present(told, asked):
    screen = Screen("lucie", date=asked)
    assert "Le lien demande un jour qui ne peut pas être lu : le tableau de bord est lu aujourd’hui." in screen.told
    assert list(screen.cards.values()) == list(counted(this_day()).values())


def test_a_day_to_come_is_not_read_yet(told):
    screen = Screen("lucie", date=(this_day() + timedelta(days=400)).isoformat())
    assert any(
        "n’est pas encore passé : le tableau de bord est lu aujourd’hui." in sentence for sentence in screen.told
    )


def test_a_day_before_anything_happened_says_so_on_each_page(told):
    for page in ("overview", "proposals", "workshops"):
        screen = Screen("lucie", page, date="2015-06-01")
        assert "Aucune proposition n’avait encore été importée au soir du 01/06/2015." in screen.told
        assert not screen.failed()


def test_a_figure_s_link_keeps_the_day(told):
    links = Screen("lucie", date=MONTH_AGO.isoformat()).links()
    assert all(f"date={MONTH_AGO}" in query for label, _, query in links if straight(label) == "Les voir")
