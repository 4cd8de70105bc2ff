"""A place of France is known as people type it, and never mistaken for another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.places import Places
from data.reference_lists import REFERENCE, read_list
from data.spelling import normalised

DEPARTMENTS = read_list(REFERENCE / "departments.csv").to_pylist()
REGIONS = read_list(REFERENCE / "regions.csv").to_pylist()
OTHERS = read_list(REFERENCE / "names" / "places.csv").to_pylist()
PLACES = Places(DEPARTMENTS, REGIONS)
SOON = settings(deadline=None, max_examples=300)


def typed(name):
    """A name as it may be typed, without a sign or an accent."""
    plain = str.maketrans("éèêôÎçÉ’-", "eeeoIcE' ")
    return {name, name.upper(), name.lower(), name.translate(plain), f"  {name.translate(plain).upper()} "}


@pytest.mark.parametrize("row", DEPARTMENTS, ids=lambda row: row["code"])
def test_every_departement_is_known_by_its_code_and_its_name(row):
    code, name = row["code"], row["name"]
    ways = {code, code.lower(), code.lstrip("0"), f"{code} - {name}", f"{name} ({code})", f"Préfecture de {name}"}
    assert {PLACES.department(way) for way in ways | typed(name)} == {code}


@pytest.mark.parametrize("row", REGIONS, ids=lambda row: row["code"])
def test_every_region_is_known_by_its_code_its_name_and_its_short_name(row):
    code, name = row["code"], row["name"]
    ways = {code, code.lstrip("0"), row["short"], row["short"].lower(), f"{code} - {name}", f"Région {name}"}
    assert {PLACES.region(way) for way in ways | typed(name)} == {code}


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: row["name"])
def test_a_former_or_usual_name_is_known(row):
    ask = PLACES.region if row["place"] == "region" else PLACES.department
    assert {ask(way) for way in typed(row["name"])} == {row["code"]}
    codes = {place["code"] for place in (REGIONS if row["place"] == "region" else DEPARTMENTS)}
    assert row["code"] is None or row["code"] in codes
    assert row["source"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("8", "08"), ("08", "08"), ("2a", "2A"), ("971", "971"), ("Seine St Denis", "93"), ("seine-st-denis", "93")),
        *(("75004", "75"), ("97410", "974"), ("20090", "2A"), ("20137", "2A"), ("20200", "2B"), ("20600", "2B")),
        *(("75004 Paris", "75"), ("93200 Saint-Denis", "93"), ("2A004", "2A"), ("12 rue Carnot 93100 Montreuil", "93")),
        *(
            ("Paris 19e", "75"),
            ("paris XX".replace("XX", "20ème"), "75"),
            ("Paris, 1er et 2e arr.", "75"),
            ("Lyon 3e", "69"),
        ),
        *(
            ("13e arrondissement de Marseille", "13"),
            ("Marseille 16", "13"),
            ("Ville de Lyon", "69"),
            ("Paris (75)", "75"),
        ),
        *(
            ("93 - Seine-Saint-Denis", "93"),
            ("Seine-Saint-Denis (93)", "93"),
            ("Montreuil (93)", "93"),
            ("Dept 93", "93"),
        ),
        *(("Préfecture du Rhône", "69"), ("Département de la Réunion", "974"), ("réunion", "974"), ("l’Essonne", "91")),
        *(
            ("Val dOise", "95"),
            ("ValdeMarne", "94"),
            ("Hauts de seine", "92"),
            ("Essone", "91"),
            ("Seine Saint Dennis", "93"),
        ),
        *(("Bouches du Rhones", "13"), ("Haute Corse", "2B"), ("Corse du sud", "2A"), ("Loire Atlantque", "44")),
        *(("Territoire-de-Belfort", "90"), ("Cote d'or", "21"), ("Côtes d'or", "21"), ("Côtes du Nord", "22")),
    ],
)
def test_a_departement_is_known_as_people_type_it(text, code):
    assert PLACES.department(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "()", "0", "00", "20", "96", "975", "1000", "99999", "97133", "97150", "98800", "20300", "2c"),
        *("Charentes", "Corse", "Savoies", "Alsace", "Île-de-France", "Centre", "Cayenne", "Marche", "Guyenne", "Loir"),
        *(
            "Seine",
            "Alpes",
            "Pyrénées",
            "Haute",
            "Rhin",
            "Nor",
            "Norde",
            "Maone et Loire",
            "Haute-Savone",
            "Saint-Denis",
        ),
        *("93 - Paris", "Aisne (93)", "75 et 93", "75004 et 93200", "12 rue de la Paix", "93 Montreuil", "Paris 21e"),
        *("Lyon 12e", "Paris et Lyon", "Paris Texas", "Nord et Somme", "tous", "France entière", "59000 Aisne"),
    ],
)
def test_a_place_that_is_not_sure_is_no_departement(text):
    assert PLACES.department(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("Ile de France", "11"), ("ILE-DE-FRANCE", "11"), ("iledefrance", "11"), ("Région Île-de-France", "11")),
        *(("PACA", "93"), ("P.A.C.A.", "93"), ("Provence Alpes Cote dAzur", "93"), ("Nord-Pas-de-Calais", "32")),
        *(("nord pas de calais", "32"), ("Rhone Alpes", "84"), ("Aquitane", "75"), ("Pays de Loire", "52")),
        *(("Grand-Est", "44"), ("Bourgogne & Franche-Comté", "27"), ("Centre Val de Loire", "24"), ("1", "01")),
        *(("11 - Île-de-France", "11"), ("Réunion", "04"), ("Champagne Ardennes", "44"), ("Haut de France", "32")),
    ],
)
def test_a_region_is_known_as_people_type_it(text, code):
    assert PLACES.region(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("", "Nord", "Pas-de-Calais", "Seine-Saint-Denis", "93 - Seine-Saint-Denis", "Paris", "75004", "Loire", "12"),
        *(
            "Hauts-de-Seine",
            "11 - Bretagne",
            "Est",
            "Sud",
            "Ouest",
            "Alpes",
            "Provence",
            "France",
            "Bretagne et Normandie",
        ),
    ],
)
def test_a_place_that_is_not_sure_is_no_region(text):
    assert PLACES.region(text) is None


NAMES = {row["name"]: row["code"] for row in DEPARTMENTS}


def words_of(name):
    """The words of a name, without its hyphens."""
    return normalised(name).replace("-", " ").split()


@SOON
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_one_wrong_letter_never_makes_another_departement_of_it(name, data):
    where = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:where] + data.draw(st.sampled_from(["", "e", "s", "n", "-"])) + name[where + 1 :]
    right = {NAMES[name], None} | {
        code
        for other, code in NAMES.items()
        if words_of(wrong) == words_of(other)  # “Loire-” is the Loire
    }
    assert PLACES.department(wrong) in right


@SOON
@given(st.text(max_size=30) | st.text("0123456789 -()AB", max_size=12))
def test_any_text_is_a_place_of_the_lists_or_none(text):
    assert PLACES.department(text) in {None, *(row["code"] for row in DEPARTMENTS)}
    assert PLACES.region(text) in {None, *(row["code"] for row in REGIONS)}
