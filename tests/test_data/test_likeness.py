"""A theme written a little differently is known; one that may be another is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.likeness import folded, near
from data.reference_lists import REFERENCE, read_list

THEMES = [row["label_fr"] for row in read_list(REFERENCE / "themes.csv").to_pylist()]
SOON = settings(deadline=None, max_examples=200)


@pytest.mark.parametrize("label", THEMES)
def test_a_theme_is_known_by_its_own_name_however_it_is_typed(label):
    for way in (
        label,
        label.upper(),
        f" {label}. ",
        folded(label),
        label.replace(" et ", " & "),
        label.replace(" ", "  "),
    ):
        assert near(way, THEMES) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Emploi et dév. économique", "Emploi et développement économique"),
        ("Dévelopement économique et emploi", "Emploi et développement économique"),
        ("Emploi, développement économique", "Emploi et développement économique"),
        ("EMPLOI", "Emploi et développement économique"),
        ("Culture", "Culture et mémoire"),
        ("cultures", "Culture et mémoire"),
        ("sports", "Sport"),
        ("le sport", "Sport"),
        ("Thème : sport", "Sport"),
        ("Lutte contre discriminations", "Lutte contre les discriminations"),
        ("Discriminations", "Lutte contre les discriminations"),
        ("Lutte contre les discrimnations", "Lutte contre les discriminations"),
        ("Accès aux droits et au numérique", "Accès aux droits et numérique"),
        ("Accès aux droits", "Accès aux droits et numérique"),
        ("Accès aux soins", "Santé et accès aux soins"),
        ("Sante", "Santé et accès aux soins"),
        ("Secteur associatif", "Appui au secteur associatif"),
        ("Cadre de vie", "Habitat et cadre de vie"),
        ("Education", "Éducation et parentalité"),
        ("Moblité", "Mobilité"),
        ("Participation des habitant", "Participation des habitants"),
    ],
)
def test_a_theme_written_a_little_differently_is_known(text, label):
    assert near(text, THEMES) == label


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "…",
            "?",
            "Autre",
            "Divers",
            "Sans objet",
            "Transports",
            "Logement",
            "Immobilité",
            "Support",
            "Mobilisation",
        ),
        *("Lutte", "Accès", "Appui", "Vie", "Cadre", "Habitants", "Développement", "Économie", "Publique", "Sociale"),
        *("Lutte contre la pauvreté", "Lutte contre les inégalités", "Lutte contre l’exclusion", "Droits des femmes"),
        *("Culture et sport", "Sport et santé", "Emploi et formation", "Santé mentale", "Hors culture", "Pas de sport"),
        *(
            "Vie associative",
            "Insertion par l’emploi",
            "Participation citoyenne",
            "Couture",
            "Sécurité",
            "Port",
            "Spot",
        ),
    ],
)
def test_a_theme_that_may_be_another_is_not_guessed(text):
    assert near(text, THEMES) is None


def test_the_label_found_whole_wins_and_two_that_would_do_are_none():
    assert near("sports", ["Sport et santé", "Sport"]) == "Sport"
    assert near("Emploi jeunes", ["Emploi", "Emploi des jeunes", "Emploi des seniors"]) == "Emploi des jeunes"
    assert near("sport", ["Sport et santé", "Sport et culture"]) is None
    assert near("habitats", ["Habitat", "Habitant"]) == "Habitat"
    assert near("SPORT", ["Sport", "sport"]) is None
    assert near("sport", ["Sport", "Sport"]) == "Sport"
    assert near("Sport", []) is None


def test_an_abbreviation_needs_its_full_stop_and_three_letters():
    assert near("éduc.", THEMES) == "Éducation et parentalité"
    assert near("éduc", THEMES) is None
    assert near("éd.", THEMES) is None


@SOON
@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_is_like_a_label_of_the_list_or_none(text, labels):
    assert near(text, labels) in {None, *labels}
    assert folded(folded(text)) == folded(text)
