"""A coordinator reads what changed between two days, and opens the proposals behind each number."""

from datetime import timedelta

import pytest
from screens import Screen

from pages.parts.day_read import this_day
from queries import Filters, ask, end_of

NAMES = {
    "entered": "Entrées",
    "forward": "Avancées",
    "kept": "Devenues retenues",
    "back": "Revenues en arrière",
    "left": "Sorties du parcours",
}


def expected(back, until=None, **filters):
    """What changed since so many days ago, by the name of its card."""
    since = end_of((until or this_day()) - timedelta(days=back))
    rows = ask("changes_since", filters=Filters(**filters), since=since, as_of=until and end_of(until)).to_pylist()
    return {name: sum(row["proposals"] for row in rows if row["change"] == change) for change, name in NAMES.items()}


def test_the_week_is_compared_first_and_a_month_is_one_click_away(told):
    screen = Screen("anne", "changes")
    assert screen.cards == expected(7)
    assert screen.press("Il y a 30 jours").cards == expected(30)
    assert screen.cards != expected(7)


def test_two_past_days_are_compared_by_a_link(told):
    until = this_day() - timedelta(days=20)
    screen = Screen("anne", "changes", date=until.isoformat(), since=(until - timedelta(days=15)).isoformat())
    assert screen.cards == expected(15, until)


def test_the_figures_follow_the_filters(told):
    screen = Screen("anne", "changes", region=["Occitanie"], since=(this_day() - timedelta(days=60)).isoformat())
    assert screen.cards == expected(60, regions=("76",))


@pytest.mark.parametrize("change", ["entered", "forward"])
def test_the_proposals_behind_a_figure_are_as_many_as_it_says(told, change):
    screen = Screen("anne", "changes")
    screen.at.button(f"see-{change}").click().run()
    assert len(screen.at.dataframe[-1].value) == screen.cards[NAMES[change]]
    assert NAMES[change] in [title.value for title in screen.at.subheader]
    screen.press("Afficher tout ce qui a changé")
    assert len(screen.at.dataframe[-1].value) == sum(screen.cards.values())


def test_each_stage_goes_from_the_first_day_to_the_last_by_what_arrived_and_went(told):
    table = Screen("anne", "changes").at.dataframe[0].value
    assert (table["Au départ"] + table["Arrivées"] - table["Parties"] == table["À l’arrivée"]).all()
    then = this_day() - timedelta(days=7)
    stood = ask("proposals_by_stage", filters=Filters(), today=then, as_of=end_of(then)).to_pylist()
    assert list(table["Au départ"]) == [row["proposals"] for row in stood]


def test_a_session_s_date_is_a_day_to_compare_with(told):
    screen = Screen("anne", "changes", date=this_day().isoformat())
    met = [button for button in screen.at.button if button.key and button.key.startswith("since-session-")]
    assert met
    day = met[0].label.split(" ")[0]
    met[0].click().run()
    assert any(f"du soir du {day} au soir du" in text for text in screen.words)


def test_days_that_can_t_be_compared_are_said(told):
    today = this_day().isoformat()
    assert "Choisissez un jour antérieur" in Screen("anne", "changes", since=today).told[0]
    assert Screen("anne", "changes", text="introuvable zzz").told == [
        "Rien n’a changé entre ces deux dates avec ces filtres."
    ]


def test_a_list_made_shorter_by_a_click_shows_its_own_pages(told):
    screen = Screen("anne", "changes", since=(this_day() - timedelta(days=60)).isoformat())
    screen.at.session_state["changed_page"] = 5
    screen.at.session_state["change"] = "back"
    counted = screen.again().cards[NAMES["back"]]
    assert 0 < counted <= 50
    assert len(screen.at.dataframe[-1].value) == counted
