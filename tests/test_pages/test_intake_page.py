"""A workshop's sheet comes in: what would happen is shown first, then all of it is taken in, or nothing."""

import re
from datetime import date
from io import BytesIO

from gestures import hold, sql, take_in
from screens import Screen, straight
from xlsxwriter import Workbook

from data.columns import COLUMNS
from data.writing import write_csv, write_xlsx
from queries import latest_event

GOOD = (
    ("", "1", "Sport", "Ouvrir les gymnases le dimanche", "Avec deux agents.", "Association"),
    ("", "2", "Accès aux droits et numérique", "- Une permanence d’écrivain public", "", "Conseil citoyen"),
    ("", "3", "Mobilité", "=Un bus de nuit", "", "Collectivité"),
)


def csv(*rows):
    """A sheet as a French Excel saves it."""
    return write_csv(list(COLUMNS), rows)


def intake(person="karim"):
    return Screen(person, "intake")


def with_workshop(content, name="feuille.csv"):
    """The page with its workshop chosen and a sheet sent; the workshop's number comes first."""
    workshop = hold()
    return workshop, intake().choose("Atelier", workshop).upload(name, content)


def counts(screen):
    return tuple(screen.cards[name] for name in ("Nouvelles", "Inchangées", "Lignes refusées"))


def titles(workshop):
    return [row["title"] for row in sql("select title from proposals where workshop = $w order by id", w=workshop)]


def test_a_good_sheet_is_previewed_then_taken_in(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    assert counts(screen) == (3, 0, 0)
    assert list(screen.table()["Proposition"]) == [row[3] for row in GOOD]
    assert not titles(workshop)
    screen.press("Prendre en compte 3 propositions")
    assert "3 propositions sont prises en compte." in screen.told
    assert titles(workshop) == [row[3] for row in GOOD]


def test_a_workbook_is_previewed_then_taken_in(empty_store):
    workshop, screen = with_workshop(write_xlsx(list(COLUMNS), GOOD, "Propositions", []), "feuille.xlsx")
    assert counts(screen) == (3, 0, 0)
    screen.press("Prendre en compte 3 propositions")
    assert titles(workshop) == [row[3] for row in GOOD]


def test_what_was_taken_in_is_in_the_figures_and_the_journal(empty_store):
    _, screen = with_workshop(csv(*GOOD))
    screen.press("Prendre en compte 3 propositions")
    assert Screen("lucie").cards["Reçues"] == 3
    said = "Karim Haddad a importé la feuille de l’atelier « Atelier de Bobigny » ; propositions nouvelles : 3"
    assert said in Screen("lucie", "journal").words


def test_each_refused_line_is_shown_with_its_column_and_what_to_do(empty_store):
    bad = (
        *GOOD,
        ("", "4", "Jardinage", "Un titre", "", "Association"),
        ("", "5", "Sport", "", "Sans intitulé", "Association"),
        ("", "", "Sport", "Ouvrir les gymnases le dimanche", "", "Association"),
        ("", "7", "Sport", "Un autre titre", "", "Paul Dupont"),
    )
    _, screen = with_workshop(csv(*bad))
    assert counts(screen) == (3, 0, 4)
    refused = screen.table(1)
    assert list(zip(refused["Ligne"], refused["Colonne"], strict=True)) == [
        (5, "Thème"),
        (6, "Intitulé"),
        (7, "Intitulé"),
        (8, "Porteur"),
    ]
    said = [straight(sentence) for sentence in refused["Que faire"]]
    assert said[0].startswith("Ce thème n’est pas dans la liste. Choisissez un thème de la liste, par exemple")
    assert said[1].startswith("La colonne « Intitulé » est vide, et chaque proposition en a besoin.")
    assert said[2] == ("Cet intitulé est déjà à la ligne 2. Gardez une des deux lignes, ou distinguez leurs intitulés.")
    assert said[3].startswith("Ce type de porteur n’est pas dans la liste. Choisissez parmi : ")


def test_leaving_refused_lines_out_is_agreed_to_and_said(empty_store):
    workshop, screen = with_workshop(csv(*GOOD, ("", "4", "Jardinage", "Un titre", "", "Association")))
    assert next(button for button in screen.at.button if button.label.startswith("Prendre en compte")).disabled
    screen.at.checkbox[0].check().run()
    screen.press("Prendre en compte 3 propositions")
    assert "3 propositions sont prises en compte. 1 ligne a été laissée de côté." in screen.told
    assert titles(workshop) == [row[3] for row in GOOD]


def test_a_theme_of_somebody_else_is_matched_once_and_remembered(empty_store):
    jardin = csv(*GOOD[:1], ("", "4", "Jardinage", "Un titre", "", "Association"))
    workshop, screen = with_workshop(jardin)
    box = next(box for box in screen.at.selectbox if "Jardinage" in box.label)
    box.select("housing").run()
    assert counts(screen) == (2, 0, 0)
    screen.press("Prendre en compte 2 propositions")
    assert [row["theme"] for row in sql("select theme from proposals order by id")] == ["sport", "housing"]
    other = hold("Autre atelier")
    again = intake("helene").choose("Atelier", other).upload("feuille.csv", jardin)
    assert counts(again) == (2, 0, 0)
    assert titles(workshop)


def test_columns_whose_headings_say_nothing_are_chosen_on_the_screen(empty_store):
    hold()
    text = "Quoi;De quoi\nUn stade;Sport\nUn musée;Culture\n"
    screen = intake().choose("Atelier", 1).upload("feuille.csv", text.encode())
    assert "Indiquez la colonne qui contient : Intitulé." in screen.told
    by_name = {box.label: box for box in screen.at.main.multiselect}
    by_name["Intitulé"].select(0)
    by_name["Thème"].select(1).run()
    assert counts(screen) == (2, 0, 0)
    assert list(screen.table()["Thème"]) == ["Sport", "Culture et mémoire"]


def test_the_line_of_the_headings_is_found_below_a_title_or_chosen_on_the_screen(empty_store):
    hold()
    text = "Préfecture;\nAtelier de Bobigny;\n\nThème;Intitulé\nSport;Un stade\n"
    assert counts(intake().choose("Atelier", 1).upload("feuille.csv", text.encode())) == (1, 0, 0)
    text = text.replace("Thème;Intitulé", "De quoi;Quoi")
    screen = intake().choose("Atelier", 1).upload("feuille.csv", text.encode())
    screen.choose("Ligne des en-têtes", "4")
    by_name = {box.label: box for box in screen.at.main.multiselect}
    by_name["Intitulé"].select(1)
    by_name["Thème"].select(0).run()
    assert counts(screen) == (1, 0, 0)


def test_another_sheet_of_the_workbook_is_chosen_on_the_screen_and_an_empty_one_left(empty_store):
    hold()
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        for name, lines in (("Lisez-moi", ["Bonjour", "À lire"]), ("Vide", []), ("Idées", ["Intitulé", "Un stade"])):
            book.add_worksheet(name).write_column(0, 0, lines)
    screen = intake().choose("Atelier", 1).upload("classeur.xlsx", content.getvalue())
    assert "Indiquez la colonne qui contient : Intitulé." in screen.told
    screen.choose("Feuille du classeur", 1)
    assert any(told.startswith("Le fichier classeur.xlsx est vide") for told in screen.told)
    screen.choose("Feuille du classeur", 2)
    screen.choose("Thème de toutes les lignes", "sport")
    assert counts(screen) == (1, 0, 0)


def test_a_sheet_corrected_shows_what_changes_field_by_field_and_an_import_is_undone(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    screen.press("Prendre en compte 3 propositions")
    later = csv(("", "1", "Sport", "Ouvrir les gymnases le samedi", "Avec trois agents.", "Association"), *GOOD[1:])
    again = intake().choose("Atelier", workshop).upload("feuille.csv", later)
    assert (again.cards["Corrigées"], again.cards["Inchangées"]) == (1, 2)
    changes = again.table()
    assert list(changes["Colonne"]) == ["Intitulé", "Description"]
    assert list(changes["Ensuite"]) == ["Ouvrir les gymnases le samedi", "Avec trois agents."]
    again.press("Prendre en compte 1 proposition")
    assert titles(workshop)[0] == "Ouvrir les gymnases le samedi"
    again.press("Oui, l’annuler")
    assert "L’import est annulé." in again.told
    assert titles(workshop) == [row[3] for row in GOOD]
    journal = Screen("lucie", "journal").words
    assert any(words.startswith("Karim Haddad a annulé l’import de la feuille « feuille.csv »") for words in journal)


def test_a_sheet_of_which_every_line_is_refused_takes_nothing_in(empty_store):
    workshop, screen = with_workshop(csv(("", "1", "Jardinage", "Un titre", "", "Association")))
    assert counts(screen) == (0, 0, 1)
    assert any(told.startswith("Aucune ligne ne peut être importée telle quelle") for told in screen.told)
    assert not [button for button in screen.at.button if button.label.startswith("Prendre en compte")]
    assert not titles(workshop)


def test_the_same_sheet_twice_brings_nothing_new(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    screen.press("Prendre en compte 3 propositions")
    again = intake().choose("Atelier", workshop).upload("feuille.csv", csv(*GOOD))
    assert counts(again) == (0, 3, 0)
    assert any(told.startswith("L’atelier contient déjà toutes ces propositions") for told in again.told)


def test_a_sheet_completed_since_brings_only_what_is_new(empty_store):
    workshop, screen = with_workshop(csv(*GOOD[:2]))
    screen.press("Prendre en compte 2 propositions")
    again = intake().choose("Atelier", workshop).upload("feuille.csv", csv(*GOOD))
    assert counts(again) == (1, 2, 0)
    again.press("Prendre en compte 1 proposition")
    assert "1 proposition est prise en compte." in again.told
    assert titles(workshop) == [row[3] for row in GOOD]


def test_a_title_known_under_other_accents_and_case_is_a_correction(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    screen.press("Prendre en compte 3 propositions")
    shouted = csv(("", "1", "Sport", "OUVRIR LES GYMNASES LE DIMANCHE", "", "Association"), *GOOD[1:])
    again = intake().choose("Atelier", workshop).upload("feuille.csv", shouted)
    assert (counts(again), again.cards["Corrigées"]) == ((0, 2, 0), 1)


def test_a_sheet_sent_before_its_workshop_is_chosen_waits_for_it(empty_store):
    hold()
    screen = intake().upload("feuille.csv", csv(*GOOD))
    assert "Choisissez plus haut l’atelier d’où vient cette feuille." in screen.told
    assert not [button for button in screen.at.button if button.label.startswith("Prendre en compte")]


def test_a_sheet_that_another_agent_took_in_meanwhile_is_not_taken_in_twice(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    other = intake("helene").choose("Atelier", workshop).upload("feuille.csv", csv(*GOOD))
    other.press("Prendre en compte 3 propositions")
    screen.press("Prendre en compte 3 propositions")
    assert sorted(titles(workshop)) == sorted(row[3] for row in GOOD)
    assert not screen.failed()
    assert screen.told


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(empty_store):
    for name, content, said in (
        ("vide.csv", b"", "Le fichier vide.csv est vide."),
        ("faux.xlsx", b"PK\x03\x04 tronque", "Le fichier faux.xlsx n’est pas un classeur, ou il a été abîmé"),
        ("autre.csv", b"a;b\n1;2\n", "Indiquez la colonne qui contient : Intitulé."),
        ("image.csv", bytes(range(256)) * 8, "Le fichier image.csv ne contient pas de texte"),
    ):
        screen = intake().upload(name, content)
        assert any(sentence.startswith(said) for sentence in screen.told), (name, screen.told)
        assert not screen.failed()


def test_a_sheet_in_the_encoding_of_a_french_excel_is_read_with_its_accents(empty_store):
    text = "Thème;Intitulé;Porteur\r\nSport;Été à l’école, cœur de ville;Association\r\n"
    _, screen = with_workshop(text.encode("cp1252"))
    assert list(screen.table()["Proposition"]) == ["Été à l’école, cœur de ville"]


def test_columns_of_others_are_left_out_and_named(empty_store):
    text = "Thème;Intitulé;Porteur;Courriel\nSport;Un titre;Association;x@example.org\n"
    _, screen = with_workshop(text.encode("utf-8-sig"))
    assert "Colonnes laissées de côté : Courriel" in screen.words


def test_a_sheet_whose_button_was_pressed_is_refused_in_a_sentence_when_its_preview_no_longer_holds(empty_store):
    workshop, screen = with_workshop(csv(*GOOD))
    button = next(button for button in screen.at.button if button.label == "Prendre en compte 3 propositions")
    take_in(workshop, *(row[3] for row in GOOD))
    before = latest_event()
    button.click().run()
    assert latest_event() == before
    assert any(told.startswith("Des propositions de cet atelier ont changé depuis l’aperçu.") for told in screen.told)


def test_what_a_sheet_may_hold_is_told_before_it_is_sent(empty_store):
    said = " ".join(intake().words)
    assert "Au plus : 150 000 lignes, 200 colonnes, 32 767 caractères par cellule" in said
    assert "dont 300 pour un intitulé et 20 000 pour une description" in said
    assert "un classeur de 30 Mo, 400 Mo une fois décompressé" in said


# The workshop comes first


def test_staff_declare_a_workshop_and_it_is_there_to_choose(empty_store):
    screen = intake()
    screen.write("Intitulé", "Atelier de Saint-Denis").write("Préfecture", "Préfecture de la Seine-Saint-Denis")
    screen.press("Déclarer l’atelier")
    assert "L’atelier est déclaré : déposez sa feuille ci-dessous." in screen.told
    box = next(box for box in screen.at.main.selectbox if box.label == "Atelier")
    assert [re.sub(r"^\S+ · ", "", option) for option in box.options] == ["93 · Atelier de Saint-Denis"]


def test_a_half_typed_workshop_is_refused_in_a_sentence_and_keeps_what_was_typed(empty_store):
    screen = intake().write("Préfecture", "Préfecture de la Seine-Saint-Denis").press("Déclarer l’atelier")
    assert "Écrivez un intitulé." in screen.told
    typed = {box.label: box.value for box in screen.at.text_input}
    assert typed["Préfecture"] == "Préfecture de la Seine-Saint-Denis"
    assert not sql("from workshops")


def test_a_workshop_declared_twice_is_refused_in_a_sentence(empty_store):
    hold("Atelier de Bobigny", held_on=date.today())
    before = latest_event()
    screen = (
        intake().write("Intitulé", "atelier de BOBIGNY").write("Préfecture", "Préfecture").press("Déclarer l’atelier")
    )
    assert "Cet atelier est déjà déclaré, au même jour et sous le même intitulé." in screen.told
    assert latest_event() == before


def test_staff_are_offered_their_own_territory_only(demonstration):
    for person, departments in (("karim", 1), ("helene", 8), ("anne", 101)):
        box = next(box for box in intake(person).at.main.selectbox if box.label == "Département")
        assert len(box.options) == departments, person
    own = next(box for box in intake("karim").at.main.selectbox if box.label == "Atelier")
    assert own.options
    assert all(" · 93 · " in option for option in own.options)
