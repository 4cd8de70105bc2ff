"""A store that can't be opened, a page that fails: a sentence in French, never a traceback."""

import subprocess
import sys
import textwrap

import duckdb
import pytest
import streamlit as st
from screens import APP, PAGES, Screen, forget, straight
from streamlit.testing.v1 import AppTest

import queries
from queries import close

FAILED = (
    "Une erreur est survenue sur cette page. Elle est inscrite au registre technique et rien n’a été modifié. "
    "Rouvrez la page, et prévenez l’administrateur si elle se répète."
)
HOLDER = """
    import duckdb, sys, time
    held = duckdb.connect(sys.argv[1])
    print("held", flush=True)
    time.sleep(60)
"""


def alone():
    """What the dashboard says when it can't go on: its only words."""
    at = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not at.exception
    assert not at.title
    return [straight(error.value) for error in at.error]


@pytest.fixture
def a_file(tmp_path, monkeypatch):
    """The name of a file that the dashboard is told to open."""
    path = tmp_path / "registre.duckdb"
    monkeypatch.setenv("DASHBOARD_DATABASE", str(path))
    close()
    forget()
    yield path
    close()
    forget()


def test_a_store_made_by_a_newer_version_is_refused_in_a_sentence(a_file):
    with duckdb.connect(str(a_file)) as newer:
        newer.execute("create table migrations (number integer, name varchar, applied_at timestamp)")
        newer.execute("insert into migrations values (1, '001_store', now()::timestamp)")
        newer.execute("insert into migrations values (9999, '9999_future', now()::timestamp)")
    before = a_file.read_bytes()
    (said,) = alone()
    assert said.startswith("Le fichier registre.duckdb vient d’une version plus récente du tableau de bord")
    assert "9999" in said
    assert a_file.read_bytes() == before


def test_a_store_open_in_another_program_is_refused_in_a_sentence(a_file):
    duckdb.connect(str(a_file)).close()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(a_file)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline().strip() == "held"
        try:
            said = alone()
        finally:
            other.kill()
    assert said == [
        "Le fichier registre.duckdb est déjà ouvert par un autre programme. Fermez l’autre tableau de bord, "
        "puis rouvrez cette page."
    ]


def test_a_store_freed_by_the_other_program_opens_at_the_next_try(a_file):
    duckdb.connect(str(a_file)).close()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(a_file)], stdout=subprocess.PIPE, text=True
    ) as other:
        other.stdout.readline()
        alone()
        other.kill()
    assert Screen().title == "Vue d’ensemble"


def test_a_file_that_is_not_a_store_is_refused_in_a_sentence(a_file):
    a_file.write_text("Ceci est une lettre.", encoding="utf-8")
    (said,) = alone()
    assert said.startswith("Le fichier registre.duckdb ne peut pas être ouvert : il est abîmé")


def test_the_database_of_another_program_is_refused_in_a_sentence(a_file):
    with duckdb.connect(str(a_file)) as other:
        other.execute("create table invoices (id integer)")
    (said,) = alone()
    assert said.startswith("Le fichier registre.duckdb est la base d’un autre programme. Rien n’y a été modifié.")


@pytest.mark.parametrize(
    ("page", "question"),
    [
        ("overview", "proposals_by_stage"),
        ("proposals", "proposals_listed"),
        ("workshops", "workshops_listed"),
        ("journal", "journal"),
        ("sheet", "history_of"),
        ("session", "decided_in_session"),
        ("review", "proposals_count"),
    ],
)
def test_a_page_that_fails_says_so_in_french_and_nothing_of_its_inside(demonstration, monkeypatch, page, question):
    whole = queries._question

    def broken(name):
        return "select secret_of_the_house from nowhere" if name == question else whole(name)

    monkeypatch.setattr(queries, "_question", broken)
    screen = Screen("anne", page, proposal="IDF-75-2018-001")
    assert not screen.at.exception
    assert FAILED in screen.told
    assert not [words for words in screen.words if "secret_of_the_house" in words or "Traceback" in words]


def test_a_sheet_that_breaks_the_page_says_so_in_french(demonstration, monkeypatch):
    whole = queries._question
    monkeypatch.setattr(queries, "_question", lambda name: "not sql" if name == "settled" else whole(name))
    sheet = "Thème;Intitulé;Porteur\nSport;Un titre;Association\n".encode("utf-8-sig")
    screen = Screen("karim", "intake").upload("feuille.csv", sheet)
    assert not screen.at.exception
    assert FAILED in screen.told


def test_a_page_that_failed_leaves_the_others_alone(demonstration, monkeypatch):
    whole = queries._question
    monkeypatch.setattr(queries, "_question", lambda name: "not sql" if name == "journal" else whole(name))
    screen = Screen("anne", "journal")
    assert FAILED in screen.told
    for page in set(PAGES) - {"journal", "overview", "territory"}:
        assert FAILED not in screen.open(page).told, page


def test_a_dashboard_that_others_could_reach_refuses_to_start_without_sign_in(demonstration):
    before = st.get_option("server.address")
    try:
        for open_to_all in ("0.0.0.0", "", "192.168.1.20"):
            st.config.set_option("server.address", open_to_all)
            (said,) = alone()
            assert said.startswith("Sans connexion des agents, ce tableau de bord ne répond que sur ce poste."), (
                open_to_all
            )
    finally:
        st.config.set_option("server.address", before)
