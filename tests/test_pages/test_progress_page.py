"""A manager reads how proposals move along the path, and how long what is open has been waiting."""

from datetime import timedelta
from urllib.parse import parse_qs

import pyarrow as pa
import pytest
from gestures import hold, move, sql, take_in
from screens import Screen, straight

import queries
from data import now
from pages.parts.day_read import this_day

STAGES = ["Reçues", "En instruction", "Proposées", "Retenues", "Adoptées", "Closes"]


def numbers(screen, name):
    """The table behind a chart, once opened."""
    screen.at.session_state[f"numbers-{name}"] = True
    return screen.again().table()


def dots(screen):
    """What the aging chart draws as dots, by reference."""
    chart = screen.at.get("vega_lite_chart")[1].proto
    drawn = [pa.ipc.open_stream(one.data.data).read_all() for one in chart.datasets]
    return next(table.to_pylist() for table in drawn if "reference" in table.column_names)


@pytest.mark.parametrize("choice", [{}, {"region": ["Île-de-France"]}, {"theme": ["Sport"]}], ids=str)
def test_the_last_day_of_the_flow_is_what_the_overview_counts(told, choice):
    latest = numbers(Screen("lucie", "progress", **choice), "flow").iloc[0]
    assert [int(latest[stage]) for stage in STAGES] == list(Screen("lucie", **choice).cards.values())


def test_each_card_opens_the_open_proposals_it_speaks_of(told):
    screen = Screen("lucie", "progress")
    links = [parse_qs(query) for label, _, query in screen.links() if label == "Les voir"]
    assert [link["status"] for link in links] == [
        ["Reçue", "À compléter"],
        ["En instruction"],
        ["Proposée au comité", "Mise en réserve"],
        ["Retenue"],
        ["Adoptée", "Mise en œuvre en cours"],
    ]
    table = numbers(screen, "aging")
    for row, link in zip(table.to_dict("records"), links, strict=True):
        listed = Screen("lucie", "proposals", **link)
        assert any(words.startswith(f"{row['Propositions ouvertes']} proposition") for words in listed.words)


def test_what_is_too_much_to_draw_is_said_and_the_oldest_are_there(told):
    screen = Screen("lucie", "progress")
    waiting = sql("from proposals join statuses on code = status where not closed order by status_since, id")
    assert len(waiting) > 500
    drawn = dots(screen)
    assert len(drawn) == 500
    assert {row["reference"] for row in waiting[:10]} <= {dot["reference"] for dot in drawn}
    assert any(text.startswith(f"500 des {len(waiting)} propositions ouvertes sont dessinées") for text in screen.words)
    named = [button.label for button in screen.at.button if (button.key or "").startswith("oldest-")]
    assert [straight(label) for label in named] == [row["edited_title"] or row["title"] for row in waiting[:10]]


def test_a_dot_keeps_its_place_whatever_else_is_drawn(told):
    everywhere = {dot["reference"]: dot for dot in dots(Screen("lucie", "progress"))}
    for dot in dots(Screen("anne", "progress", stage=["Reçues"])):
        assert dot == everywhere.get(dot["reference"], dot)


def test_the_oldest_opens_its_sheet(told):
    screen = Screen("lucie", "progress")
    first = next(button for button in screen.at.button if (button.key or "").startswith("oldest-"))
    title = straight(first.label)
    first.click().run()
    assert screen.title == title


@pytest.fixture
def clock(empty_store, monkeypatch):
    """An empty store, and a way to say that what follows happens so many days ago."""

    def ago(days):
        monkeypatch.setattr(queries, "now", lambda: now() - timedelta(days=days))

    return ago


def test_the_charts_say_what_they_show_now(clock):
    clock(40)
    _, second, _ = take_in(hold(), "Un", "Deux", "Trois")
    clock(10)
    move("karim", [second], "under_review")
    first, today = (f"{this_day() - timedelta(days=days):%d/%m/%Y}" for days in (40, 0))
    assert Screen("lucie", "progress").charts() == [
        f"Flux d’une étape à l’autre du {first} au {today} : le dernier jour, 3 sur le parcours, closes : 0 ; le plus "
        "à l’étape « Reçues » (2), le moins à l’étape « Proposées » (0) ; le jour médian, 3 sur le parcours",
        "Jours passés au statut actuel, 3 propositions ouvertes : la médiane la plus haute pour « Reçues » (40 jours), "
        "la plus basse pour « En instruction » (10 jours) ; depuis plus de 30 jours : 2, la plus ancienne depuis 40 "
        "jours",
    ]


def test_a_single_proposal_received_today_has_no_movement_yet(clock):
    take_in(hold(), "Un")
    screen = Screen("lucie", "progress")
    assert "Tout a été reçu le jour affiché : il n’y a pas encore de mouvement à dessiner." in screen.words
    assert "Rien n’est à son statut depuis plus de 30 jours." in screen.words
    assert screen.charts() == [
        "Jours passés au statut actuel, 1 proposition ouverte : la médiane la plus haute pour « Reçues » (0 jour), la "
        "plus basse pour « Reçues » (0 jour) ; depuis plus de 30 jours : 0, la plus ancienne depuis 0 jour"
    ]
    assert not screen.failed()


def test_where_everything_is_closed_nothing_waits_and_the_page_says_so(clock):
    clock(50)
    rows = take_in(hold(), "Un", "Deux")
    clock(20)
    move("karim", rows, "withdrawn", sentence="Sans suite.")
    screen = Screen("lucie", "progress")
    assert "Rien n’est ouvert ici : toutes les propositions affichées sont au bout de leur parcours." in screen.words
    (flow,) = screen.charts()
    assert "le dernier jour, 0 sur le parcours, closes : 2" in flow


def test_filters_that_leave_nothing_leave_no_chart(told):
    screen = Screen("lucie", "progress", text="introuvable zzz")
    assert "Aucune proposition ne correspond à ces filtres. Retirez-en un, ou cherchez un autre mot." in screen.words
    assert screen.charts() == []
