"""Every page, for every role, in both languages: drawn, and told when there is nothing to do there."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from screens import NAMES, PAGES, Screen, straight

import queries

FRENCH = {
    "overview": "Vue d’ensemble",
    "territory": "Mon territoire",
    "changes": "Évolutions",
    "compare": "Comparer les régions",
    "region": "Portrait d’une région",
    "face_to_face": "Face à face",
    "progress": "Avancement",
    "proposals": "Propositions",
    "follow_up": "Suites",
    "workshops": "Ateliers",
    "journal": "Journal",
    "review": "Instruire",
    "session": "Séance",
    "intake": "Importer",
    "sheet": "Fiche",
}
ENGLISH = {
    "overview": "Overview",
    "territory": "My territory",
    "changes": "Changes",
    "compare": "Compare regions",
    "region": "Profile of a region",
    "face_to_face": "Face to face",
    "progress": "Progress",
    "proposals": "Proposals",
    "follow_up": "Follow-up",
    "workshops": "Workshops",
    "journal": "Journal",
    "review": "Review",
    "session": "Session",
    "intake": "Take in a sheet",
    "sheet": "Sheet of a proposal",
}
NO_SHEETS = "ne permet pas d’importer une feuille : demandez à un agent de la préfecture."
NOT_YOURS = {
    ("lucie", "review"): "Votre rôle (Lecture) permet seulement la lecture : il n’a rien à instruire.",
    ("paul", "review"): "Votre rôle (Administration) permet seulement la lecture : il n’a rien à instruire.",
    ("lucie", "session"): "La séance est tenue par la coordination nationale. Votre rôle : Lecture.",
    ("karim", "session"): "La séance est tenue par la coordination nationale. Votre rôle : Agent de préfecture.",
    ("helene", "session"): "La séance est tenue par la coordination nationale. Votre rôle : Encadrement préfectoral.",
    ("paul", "session"): "La séance est tenue par la coordination nationale. Votre rôle : Administration.",
    ("lucie", "intake"): f"Votre rôle (Lecture) {NO_SHEETS}",
    ("paul", "intake"): f"Votre rôle (Administration) {NO_SHEETS}",
}
NOTHING_MATCHES = "Aucune proposition ne correspond à ces filtres. Retirez-en un, ou cherchez un autre mot."


@pytest.fixture(scope="module", params=NAMES)
def person(request):
    return request.param


@pytest.fixture(scope="module")
def french(told, person):
    """The screen of each person, who goes from page to page."""
    return Screen(person)


@pytest.fixture(scope="module")
def english(told, person):
    return Screen(person, lang="en")


@pytest.fixture(scope="module")
def catalogue():
    """Each sentence in English and in French, where they differ."""
    with (Path(queries.__file__).parents[1] / "data" / "words" / "fr.po").open("rb") as file:
        said = {straight(message.id): straight(message.string) for message in read_po(file) if message.id}
    return {english: french for english, french in said.items() if english != french and "{" not in english}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_drawn_for_each_role(french, page):
    french.open(page)
    assert not french.failed()
    assert french.title == FRENCH[page]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_drawn_in_english_for_each_role(english, page):
    english.open(page)
    assert not english.failed()
    assert english.title == ENGLISH[page]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_not_for_a_role_tells_it_so(french, person, page):
    french.open(page)
    told = [sentence for sentence in french.told if "Votre rôle" in sentence]
    assert told == [NOT_YOURS[person, page]] if (person, page) in NOT_YOURS else not told


@pytest.mark.parametrize("page", PAGES)
def test_no_english_is_left_in_the_french_screens(french, catalogue, page):
    words = set(french.open(page).words)
    assert not words & (catalogue.keys() - set(catalogue.values()))


@pytest.mark.parametrize("page", PAGES)
def test_no_french_is_left_in_the_english_screens(english, catalogue, page):
    words = set(english.open(page).words)
    assert not words & (set(catalogue.values()) - catalogue.keys())


def test_the_sheet_of_a_proposal_is_drawn_for_each_role(told, person):
    screen = Screen(person, "sheet", proposal="IDF-75-2018-001")
    assert not screen.failed()
    assert screen.title == "Médiation numérique de proximité et en réseau"


def test_filters_that_leave_nothing_are_said_on_each_page(told, person):
    screen = Screen(person, text="zzzz introuvable zzzz")
    for page in PAGES:
        screen.open(page)
        assert not screen.failed(), page
    assert NOTHING_MATCHES in screen.open("overview").words
    assert NOTHING_MATCHES in screen.open("proposals").told
    assert "Rien ne s’est encore passé ici." in screen.open("journal").told
    assert "Aucun atelier ne correspond à ces filtres." in screen.open("workshops").told


def test_contradictory_filters_leave_nothing_and_break_nothing(told):
    screen = Screen("anne", region=["Bretagne"], department=["93 Seine-Saint-Denis"], stage=["Closes"])
    for page in PAGES:
        assert not screen.open(page).failed(), page
    assert screen.open("proposals").told == [NOTHING_MATCHES]


@pytest.mark.parametrize("link", [{"region": "Atlantide"}, {"theme": "n’existe pas"}, {"workshop": "999999"}])
def test_a_link_to_what_does_not_exist_says_so(told, link):
    (name, value), *_ = link.items()
    label = {"region": "Région", "theme": "Thème", "workshop": "Atelier"}[name]
    expected = f"Le lien demande ce qui n’existe pas ({label} : {value}) ; il n’en est pas tenu compte."
    assert expected in Screen(**link).told


def test_a_link_to_a_proposal_that_does_not_exist_says_so(told):
    screen = Screen("lucie", "sheet", proposal="IDF-93-2018-999")
    assert screen.told == ["Il n’y a pas de proposition « IDF-93-2018-999 ». Cherchez-la dans la liste."]
    assert ("La liste des propositions", "propositions", "") in screen.links()


def test_a_link_to_no_proposal_says_to_choose_one(told):
    assert Screen("lucie", "sheet").told == ["Choisissez une proposition dans la liste."]


def test_a_link_from_somebody_who_does_not_exist_opens_as_a_reader_and_says_so(told):
    screen = Screen("Personne Inconnue (nulle part)")
    assert screen.at.selectbox("person").value == "lucie"
    assert any("Personne Inconnue" in sentence for sentence in screen.told)


def test_each_page_of_an_empty_store_is_drawn_for_each_role(empty_store):
    for person in NAMES:
        screen = Screen(person)
        for page in PAGES:
            assert not screen.open(page).failed(), (person, page)


def test_an_empty_store_says_what_to_do_first(empty_store):
    screen = Screen("karim")
    assert screen.told == [
        "Aucune proposition n’est encore enregistrée. Déclarez un atelier et importez sa feuille : les chiffres "
        "s’afficheront ici."
    ]
    assert screen.links() == [("Importer une première feuille", "importer", "")]


def test_an_empty_store_tells_a_reader_who_takes_sheets_in(empty_store):
    screen = Screen("lucie")
    assert not screen.links()
    expected = "Votre rôle permet seulement la lecture : ce sont les agents des préfectures qui importent les feuilles."
    assert expected in screen.words
