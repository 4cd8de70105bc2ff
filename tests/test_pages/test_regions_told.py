"""The profile of a region and two sides face to face: counted by hand, honest when there is little, kept by a link."""

import io
import re
from datetime import timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from gestures import hold, sql, take_in
from screens import Screen, straight

from pages.parts.day_read import today
from pages.parts.region_sheet import Sheet
from queries import Filters
from queries.demonstration import paris_day

BRETAGNE, CORSE, NORMANDIE = ("35", "Bretagne"), ("2A", "Corse"), ("14", "Normandie")
KEPT = ("kept", "adopted", "not_adopted", "under_way", "done", "abandoned")
UNDER = re.compile(r"médiane [\d–]")
MEASURES = (
    *("Propositions", "Ateliers tenus", "Part proposée au comité", "Part retenue"),
    *(
        "Propositions pour 100 000 habitants en QPV",
        "Délai médian de décision",
        "Part en attente depuis plus de 30 jours",
    ),
)


def raise_some(department, count, theme="sport", **statuses):
    """A workshop that raised so many proposals, the first of them at these statuses."""
    raised = take_in(hold(department=department), *({"title": f"Action {n}", "theme": theme} for n in range(count)))
    placed = [status for status, many in statuses.items() for _ in range(many)]
    for proposal, status in zip(raised, placed, strict=False):
        sql("update proposals set status = $status where id = $id", status=status, id=proposal["id"])
    return raised


@pytest.fixture
def three_regions(empty_store):
    """Bretagne saw 4 of 10 kept, Corse 1 of 10, Normandie none of 2."""
    raise_some("35", 10, "sport", kept=4)
    raise_some("2A", 10, "rights", kept=1)
    raise_some("14", 2, "sport")


def cards(screen):
    """Each measure of a profile: its figure, and what is said under it."""
    under = [straight(caption.value) for caption in screen.at.caption if UNDER.search(caption.value)]
    figures = [straight(metric.value) for metric in screen.at.metric]
    return dict(zip(MEASURES, zip(figures, under, strict=True), strict=True))


def sides(screen):
    """Each measure of a face to face: the two figures, and the difference."""
    table = screen.at.table[0].value
    rows = [[straight(cell) for cell in row] for row in table.itertuples(index=False)]
    return {row[0]: tuple(row[1:]) for row in rows}


# The profile of a region


def test_a_profile_says_each_figure_what_it_rests_on_the_median_and_the_rank(three_regions):
    # Of 18 regions 15 raised nothing: the median of what was raised is 0. Shares are ranked from 10 proposals on: two.
    found = cards(Screen("anne", "region", region="Bretagne"))
    assert found["Propositions"] == ("10", "médiane 0 · rang 1 sur 18")
    assert found["Part retenue"] == ("40 %", "4 sur 10 · médiane 25 % · rang 1 sur 2")
    assert found["Délai médian de décision"] == ("–", "0 décidée · médiane – · rien à mesurer")


def test_a_share_of_too_few_is_in_brackets_and_has_no_rank(three_regions):
    found = cards(Screen("anne", "region", region="Normandie"))
    assert found["Part retenue"] == ("(0 %)", "0 sur 2 · médiane 25 % · trop peu (2)")


def test_the_region_shown_is_the_one_the_filters_keep_else_the_visitors_own(told):
    assert Screen("anne", "region", region="Corse").at.header[0].value == "Corse"
    assert Screen("karim", "region").at.header[0].value == "Île-de-France"
    assert Screen("karim", "region", region="Corse").at.header[0].value == "Corse"
    assert Screen("anne", "region").told == [
        "Choisissez une région ci-dessus, ou cliquez sur l’une d’elles sur la carte des régions."
    ]


def test_a_region_chosen_on_the_page_becomes_the_filter(told):
    screen = Screen("anne", "region", region="Corse").choose("Région présentée", "53")
    assert screen.at.header[0].value == "Bretagne"
    assert screen.at.session_state["region"] == ["53"]


@pytest.mark.parametrize("region", ["11", "53", "94"])
def test_the_themes_a_region_carries_more_are_those_of_a_count_by_hand(told, region):
    proposals = sql("from proposals")
    labels = {row["code"]: row["label_fr"] for row in sql("from themes")}
    here = [row for row in proposals if row["region"] == region]
    expected = {}
    for theme in labels.keys() - {"unsorted"}:
        raised, all_raised = (sum(row["theme"] == theme for row in rows) for rows in (here, proposals))
        if raised >= 5 and raised / len(here) >= 1.2 * all_raised / len(proposals):
            expected[labels[theme]] = (f"({raised} sur {len(here)}, ", f"contre {all_raised} sur {len(proposals)}, ")
    words = Screen("anne", "region", region=region_named(region)).words
    said = {text.split(" : ")[0]: text for text in words if "fois la part nationale" in text}
    assert said.keys() == expected.keys()
    assert all(part in said[theme] for theme, parts in expected.items() for part in parts)


def region_named(code):
    return sql("select name from regions where code = $code", code=code)[0]["name"]


def test_what_is_late_is_what_has_not_moved_for_more_than_thirty_days_the_oldest_first(told):
    closed = {row["code"] for row in sql("from statuses where closed")}
    late = [
        row
        for row in sql("from proposals where region = '53' order by status_since, id")
        if row["status"] not in closed and row["status_since"].date() < paris_day() - timedelta(days=30)
    ]
    screen = Screen("anne", "region", region="Bretagne")
    assert f"{len(late)} propositions attendent depuis plus de 30 jours" in screen.words
    linked = [query.split("proposal=")[1].split("&")[0] for _, page, query in screen.links() if page == "fiche"]
    assert linked == [row["reference"] for row in late[:8]]
    assert f"et {len(late) - 8} autres" in screen.words


def test_every_departement_is_told_with_what_it_raised(told):
    table = Screen("anne", "region", region="Bretagne").table(0)
    proposals = sql("from proposals where region = '53'")
    for place, raised, kept in zip(
        table["Département"], table["Propositions"], table["Retenues, suites comprises"], strict=True
    ):
        here = [row for row in proposals if row["department"] == place.split()[0]]
        assert (raised, kept) == (len(here), sum(row["status"] in KEPT for row in here))
    assert len(table) == 4


def test_other_filters_are_said_and_the_departements_chosen_are_not_told_apart(told):
    words = Screen("anne", "region", region="Bretagne", theme="Sport", department="35 Ille-et-Vilaine").words
    assert "Seul ce que laissent ces filtres est compté, ici et dans le pays. Thème : Sport" in words
    assert "Les départements choisis ne sont pas isolés : ce portrait est celui de toute la région." in words


# Odd cases


def test_a_region_where_no_workshop_was_held_says_so(three_regions):
    screen = Screen("anne", "region", region="Mayotte")
    assert screen.told == ["Aucun atelier ne s’est tenu ici, ou aucun parmi ce que laissent les filtres."]
    assert not screen.failed()


def test_a_region_whose_workshops_raised_nothing_says_so(three_regions):
    hold(department="976")
    told = "1 atelier s’est tenu ici ; rien n’en est ressorti parmi ce que laissent les filtres."
    assert Screen("anne", "region", region="Mayotte").told == [told]


def test_one_single_proposal_stands_out_in_nothing(empty_store):
    raise_some("2A", 1)
    screen = Screen("anne", "region", region="Corse")
    assert not screen.failed()
    assert any(text.startswith("Aucun thème ne se détache") for text in screen.words)
    assert "Aucune proposition ouverte n’attend depuis plus de 30 jours." in screen.words


def test_where_everything_is_closed_nothing_is_late(empty_store):
    raise_some("2A", 3, done=3)
    assert "Toutes les propositions sont closes." in Screen("anne", "region", region="Corse").words


# Face to face


def test_two_regions_are_set_face_to_face_with_the_difference_in_words(three_regions):
    found = sides(Screen("anne", "face_to_face", left="Bretagne", right="Corse"))
    # 4 of 10 is 17 to 69 % and 1 of 10 is 2 to 40 %, by Wilson's intervals: chance alone could do it.
    assert found["Part retenue"] == (
        *("40 % · 4 sur 10", "10 % · 1 sur 10"),
        "+30 points pour Bretagne ; leurs intervalles à 95 % se recouvrent",
    )
    assert found["Propositions"] == ("10", "10", "identique")
    assert found["Délai médian de décision"][2] == "Bretagne : rien à mesurer, non comparé"


def test_too_few_proposals_are_not_compared(three_regions):
    found = sides(Screen("anne", "face_to_face", left="Bretagne", right="Normandie"))
    assert found["Part retenue"] == ("40 % · 4 sur 10", "(0 %) · 0 sur 2", "Normandie : trop peu (2), non comparé")
    assert found["Propositions"] == ("10", "2", "+8 pour Bretagne")


def test_a_region_is_set_against_the_country_unless_another_is_chosen(three_regions):
    screen = Screen("anne", "face_to_face", left="Bretagne")
    assert list(screen.at.table[0].value.columns) == ["Mesure", "Bretagne", "France entière", "Écart"]
    found = sides(screen)
    assert found["Propositions"] == ("10", "22", "45,5 % du total national")
    assert found["Part retenue"][1] == "22,7 % · 5 sur 22"


def test_two_regions_apart_beyond_chance_are_said_to_be(empty_store):
    raise_some("35", 40, kept=30)
    raise_some("2A", 40, kept=10)
    found = sides(Screen("anne", "face_to_face", left="Corse", right="Bretagne"))
    assert found["Part retenue"][2] == "−50 points pour Corse"


def test_a_side_that_does_not_exist_is_said_and_the_same_twice_is_not_compared(told):
    screen = Screen("anne", "face_to_face", left="Atlantide")
    assert any("(Première région : Atlantide)" in said for said in screen.told)
    same = Screen("anne", "face_to_face", left="Corse", right="Corse")
    assert same.told == ["Les deux côtés sont Corse : changez l’un des deux."]


def test_themes_are_shares_of_what_each_side_raised_hollow_where_it_is_too_few(three_regions):
    screen = Screen("anne", "face_to_face", left="Bretagne", right="Normandie")
    screen.at.session_state["numbers-themes"] = True
    table = screen.again().table(0)
    sport = [tuple(row)[1:] for row in table.itertuples(index=False)]
    assert [straight(name) for name in table.columns] == ["Thème", "Territoire", "Propositions", "Sur", "Part (en %)"]
    assert sport == [("Bretagne", 10, 10, 100.0), ("Normandie", 2, 2, 100.0)]


# The sheet for a meeting


def sheet(region, language="fr", **filters):
    """The document, opened again."""
    return Document(io.BytesIO(Sheet(region, Filters(**filters), "Anne Lemaire", today(), language).made()))


def all_texts(word):
    """Every text of a document, tables and small print included, with ordinary spaces."""
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    foot = [line.text for line in word.sections[0].footer.paragraphs]
    return [straight(text) for text in (*(line.text for line in word.paragraphs), *cells, *foot)]


def test_the_sheet_of_a_region_says_the_same_as_its_profile(told):
    found = cards(Screen("anne", "region", region="Bretagne"))
    rows = [[straight(cell.text) for cell in row.cells] for row in sheet("53").tables[0].rows][1:]
    assert [row[0] for row in rows] == list(MEASURES)
    for name, figure, rests_on, median, _, place in rows:
        said = [part for part in (rests_on, f"médiane {median}", place) if part]
        assert found[name] == (figure, " · ".join(said))


def test_the_sheet_warns_says_its_filters_its_day_its_author_and_its_source(told):
    word = sheet("53", themes=("culture",))
    texts = all_texts(word)
    assert texts[0] == f"Bretagne : fiche de la région au {today():%d/%m/%Y}"
    assert texts[1] == "Démonstration : données fictives"
    assert "Filtres : Thème : Culture et mémoire" in texts
    assert any(
        "Tableau de bord des propositions des ateliers" in text and "Téléchargé par Anne Lemaire le" in text
        for text in texts
    )
    assert word.core_properties.language == word.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "fr-FR"


def test_the_charts_of_a_sheet_are_told_in_words(told):
    shown = [straight(shape._inline.docPr.get("descr")) for shape in sheet("53").inline_shapes]
    assert [text.split(".")[0] for text in shown] == ["Ses étapes", "Ses thèmes, à côté du pays"]
    assert "Parmi les régions. Bretagne. Propositions : " in shown[0]


def test_a_sheet_holds_no_more_than_a_page_can(told):
    for (region,) in ((row["code"],) for row in sql("select code from regions")):
        word = sheet(region, themes=tuple(row["code"] for row in sql("select code from themes")))
        assert sum(len(table.rows) for table in word.tables) <= 8 + 6 + 7, region
        assert len([line for line in word.paragraphs if line.style.name == "List Bullet"]) <= 3
        assert max(len(line.text) for line in word.sections[0].footer.paragraphs) < 330


def test_the_departements_of_a_sheet_add_up_to_what_the_region_raised(told):
    last = sheet("76").tables[-1]  # 13 départements: those that raised most, and the others together
    rows = [[straight(cell.text) for cell in row.cells] for row in last.rows][1:]
    assert len(rows) == 6
    assert rows[-1][0] == "8 autres"
    [raised] = sql("select count(*) as n from proposals where region = '76'")
    assert sum(int(row[2]) for row in rows) == raised["n"]


def test_a_region_that_raised_nothing_has_a_sheet_that_says_so(three_regions):
    word = sheet("06")
    assert "Rien n’est ressorti de ses ateliers parmi ce que laissent les filtres." in all_texts(word)
    assert not word.inline_shapes
    assert "Démonstration : données fictives" not in all_texts(word)


def test_the_sheet_of_a_reader_of_english_is_in_english(told):
    word = sheet("53", "en")
    assert word.core_properties.language == "en-GB"
    assert {"How it stands", "Its départements", "Share kept", "Filters: none"} <= set(all_texts(word))
