"""`python -m data take-in`: a sheet from the command line, with the checks and the sentences of the screen."""

import pytest

from data.__main__ import main
from queries import ask, close, latest_event, record, store

GOOD = "Thème;Titre\nSport;Un stade\nCulture;Un musée\n"


@pytest.fixture
def workshop(empty_store):
    """A workshop of Seine-Saint-Denis; its number."""
    facts = {"prefecture": "Préfecture", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
    record("hold_workshop", by="karim", department="93", held_on="2018-02-14", title="Un atelier", **facts)
    close()
    return "1"


def titles():
    with store().reading() as cursor:
        return [title for (title,) in cursor.execute("select title from proposals order by id").fetchall()]


def run(tmp_path, text, *given, by="karim", name="feuille.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return main(["take-in", str(file), "--workshop", "1", "--by", by, *given])


def test_a_sheet_is_taken_in_and_the_store_agrees_with_it(workshop, tmp_path, capsys):
    assert run(tmp_path, GOOD) == 0
    assert titles() == ["Un stade", "Un musée"]
    assert capsys.readouterr().out.startswith("feuille.csv : 2 nouvelle(s), 0 corrigée(s)")
    assert ask("disagreements").to_pylist() == []


def test_a_dry_run_says_what_would_happen_and_writes_nothing(workshop, tmp_path, capsys):
    before = latest_event()
    assert run(tmp_path, GOOD, "--dry-run") == 0
    assert (latest_event(), titles()) == (before, [])
    assert "Essai seulement : rien n’a été importé." in capsys.readouterr().out


def test_one_wrong_line_keeps_the_whole_sheet_out_and_is_named(workshop, tmp_path, capsys):
    assert run(tmp_path, f"{GOOD}Jardinage;Un jardin\n") == 1
    assert titles() == []
    assert "ligne 4 : Thème : Ce thème n’est pas dans la liste." in capsys.readouterr().err


def test_a_sheet_without_themes_takes_the_one_that_is_given(workshop, tmp_path, capsys):
    assert run(tmp_path, "Titre\nUn stade\n") == 2
    assert "Il manque au fichier feuille.csv ces colonnes : Thème." in capsys.readouterr().err.replace("\u00a0", " ")
    assert run(tmp_path, "Titre\nUn stade\n", "--theme", "sport") == 0


@pytest.mark.parametrize(
    ("text", "by", "name", "said"),
    [
        (GOOD, "lucie", "feuille.csv", "ne le permet pas"),
        (GOOD, "personne", "feuille.csv", "personnes habilitées"),
        ("", "karim", "feuille.csv", "est vide"),
        (GOOD, "karim", "feuille.doc", "n’est pas d’un type lisible ici"),
    ],
)
def test_what_is_refused_is_refused_in_words_with_exit_code_2(workshop, tmp_path, capsys, text, by, name, said):
    assert run(tmp_path, text, by=by, name=name) == 2
    assert said in capsys.readouterr().err
    assert titles() == []


def test_a_file_that_is_not_there_is_said_to_be_so(workshop, capsys):
    assert main(["take-in", "/nowhere/feuille.csv", "--workshop", "1", "--by", "karim"]) == 2
    assert capsys.readouterr().err.startswith("Le fichier ne peut pas être lu")
