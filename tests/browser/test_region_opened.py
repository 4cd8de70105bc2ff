"""A region's profile, two sides face to face and the sheet for a meeting, as people open, share and take them away."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from playwright.sync_api import expect
from test_comparison_clicked import CUT
from test_files import taken_away

DOCX = re.compile(r"region-53-\d+-[0-9a-f]{8}\.docx")


def chosen(screen):
    """The two sides that the link names."""
    asked = parse_qs(urlsplit(screen.link()).query)
    return asked.get("left"), asked.get("right")


def figures(screen):
    """The table of the face to face, as it is read."""
    expect(screen.main.locator("[data-testid=stTable] td").first).to_be_visible()
    return screen.main.get_by_test_id("stTable").inner_text()


def test_the_link_of_a_face_to_face_keeps_both_sides_for_whoever_opens_it(demonstration, visit):
    screen = visit(demonstration, "anne", "face-a-face")
    screen.pick("Première région", "Bretagne").still()
    screen.pick("En face", "Corse").still()
    assert chosen(screen) == (["Bretagne"], ["Corse"])
    mine = figures(screen)
    screen.page.reload()
    assert figures(screen.drawn()) == mine
    again = visit(demonstration, "karim", "face-a-face", left="Bretagne", right="Corse")
    assert figures(again) == mine
    assert chosen(again) == (["Bretagne"], ["Corse"])


def test_the_side_a_visitor_never_chose_is_in_the_link_too(demonstration, visit):
    screen = visit(demonstration, "karim", "face-a-face")
    assert chosen(screen) == (["Île-de-France"], None)  # nobody on the right is the whole country
    assert figures(visit(demonstration, "anne", "face-a-face", left="Île-de-France")) == figures(screen)


def test_a_profile_leads_to_the_face_to_face_and_back(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Corse")
    screen.main.get_by_role("link", name="La mettre face à une autre").click()
    expect(screen.title).to_have_text("Face à face")
    assert chosen(screen.still()) == (["Corse"], None)
    screen.pick("En face", "Bretagne").still()
    screen.main.get_by_role("link", name="Le portrait de Bretagne").click()
    expect(screen.main.locator("h2").first).to_have_text("Bretagne")


def test_another_region_is_chosen_on_the_page_and_the_link_says_so(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Corse")
    screen.pick("Région présentée", "Bretagne").still()
    expect(screen.main.locator("h2").first).to_have_text("Bretagne")
    assert "region=Bretagne" in screen.link()
    assert "Corse" not in screen.link()


def test_a_departement_opens_its_proposals(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Bretagne")
    grid = screen.grid(0)
    row = grid.row_of("29 Finistère")
    counted = grid.cells()[row + 1][2]
    grid.click(row)
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    assert "department=29" in screen.link()


def test_a_workshop_opens(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Bretagne")
    grid = screen.grid(1)
    title = grid.cells()[1][1]
    grid.click(0)
    expect(screen.title).to_have_text("Ateliers")
    expect(screen.still().main.locator("h2").first).to_have_text(title)
    assert "workshop=" in screen.link()


def test_a_theme_it_carries_more_opens_the_proposals_counted(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Bretagne")
    sentence = screen.main.get_by_text("fois la part nationale").first.inner_text()
    counted = re.search(r"\((\d+) sur", sentence)[1]
    screen.main.get_by_role("link", name="Les voir").first.click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")


def test_what_is_late_opens_its_sheet(demonstration, visit):
    screen = visit(demonstration, "lucie", "region", region="Bretagne")
    link = screen.main.locator("a[href*='proposal=']").first
    title = link.inner_text().split("\n")[-1]
    link.click()
    expect(screen.title).to_have_text(title)


def test_the_sheet_for_a_meeting_is_taken_away_as_a_word_document(demonstration, visit):
    screen = visit(demonstration, "anne", "region", region="Bretagne", theme="Culture et mémoire")
    name, content = taken_away(screen, "Document Word", "Fiche pour une réunion")
    assert DOCX.fullmatch(name)
    word = Document(io.BytesIO(content))
    assert word.paragraphs[0].text.startswith("Bretagne")
    assert word.core_properties.author == "Anne Lemaire (coordination nationale)"
    assert len(word.inline_shapes) == 2
    assert "Culture et mémoire" in word.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize(("page", "charts"), [("region", 3), ("face-a-face", 2)])
def test_on_a_phone_nothing_is_cut(demonstration, visit, page, charts):
    link = {"region": "Provence-Alpes-Côte d’Azur"}
    screen = visit(demonstration, "lucie", page, width=390, height=844, **link)
    drawn = screen.main.locator("[data-testid=stVegaLiteChart]")
    expect(drawn).to_have_count(charts)
    for chart in range(charts):
        drawn.nth(chart).scroll_into_view_if_needed()
        assert drawn.nth(chart).evaluate(CUT) == []


def test_the_comparison_leads_to_the_face_to_face_of_the_region_chosen(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", region="Corse")
    screen.main.get_by_role("link", name="Mettre deux régions face à face").click()
    expect(screen.title).to_have_text("Face à face")
    assert chosen(screen.still()) == (["Corse"], None)
