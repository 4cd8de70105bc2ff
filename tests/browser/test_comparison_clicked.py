"""Regions compared with a mouse: a tile, a row of the ranking and a cell open what they count."""

import re

import pytest
from playwright.sync_api import expect


def mark(screen, chart, said):
    """The last mark of a chart of the page that tells this: the one over all others, which is clicked."""
    charts = screen.still().main.locator("[data-testid=stVegaLiteChart]")
    return charts.nth(chart).locator(f"[aria-label*='{said}']").last


def told(label, name):
    """A figure that a mark tells."""
    return int(re.search(rf"{name}: (\d+)", label)[1])


def test_a_cell_opens_the_proposals_it_counts(demonstration, visit):
    screen = visit(demonstration, "anne", "comparer")
    cell = mark(screen, 3, "Région: Bretagne; Thème: Culture et mémoire")
    counted = told(cell.get_attribute("aria-label"), "Propositions")
    assert counted > 1
    cell.click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    assert "region=Bretagne" in screen.link()
    assert "theme=Culture" in screen.link()
    assert "person=Anne" in screen.link()


def test_the_total_of_a_region_opens_what_it_raised_on_every_theme(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer")
    cell = mark(screen, 3, "Région: Corse; Thème: Tous les thèmes")
    counted = told(cell.get_attribute("aria-label"), "Propositions")
    cell.click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    assert "theme=" not in screen.link()


@pytest.mark.parametrize("chart", [0, 1], ids=["map", "ranking"])
def test_a_click_on_a_region_opens_it(demonstration, visit, chart):
    screen = visit(demonstration, "lucie", "comparer")
    mark(screen, chart, "Région: Corse").click()
    expect(screen.title).to_have_text("Portrait d’une région")
    expect(screen.still().main.locator("h2").first).to_have_text("Corse")
    assert "region=Corse" in screen.link()


def test_a_region_without_anything_to_measure_opens_too(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", measure="median_days", theme="Culture et mémoire")
    mark(screen, 0, "Région: Corse").click()
    expect(screen.title).to_have_text("Portrait d’une région")


def test_the_measure_of_a_link_is_kept_whatever_its_language_and_found_again(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", measure="Share kept")
    assert "measure=Part+retenue" in screen.link()
    screen.reads("France entière : ")
    screen.menu("Propositions").menu("Comparer les régions")
    assert "measure=Part+retenue" in screen.link()
    screen.page.get_by_role("radio", name="EN", exact=True).click()
    expect(screen.title).to_have_text("Compare regions")
    expect(screen.main.get_by_role("radio", name="Share kept")).to_be_checked()


def test_on_a_phone_every_region_of_the_ranking_holds_in_the_page(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", width=390, height=844, measure="Part retenue")
    charts = screen.main.locator("[data-testid=stVegaLiteChart]")
    for chart in range(4):
        charts.nth(chart).scroll_into_view_if_needed()
        cut = charts.nth(chart).evaluate(CUT)
        assert cut == []


CUT = """chart => {
    const around = chart.getBoundingClientRect()
    return [...chart.querySelectorAll('svg text')]
        .filter(text => text.textContent.trim())
        .filter(text => { const box = text.getBoundingClientRect()
                          return box.left < around.left - 1 || box.right > Math.min(around.right, innerWidth) + 1 })
        .map(text => text.textContent)
}"""


def test_definitions_and_their_sources_are_one_click_away(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer").press("Définitions et sources")
    said = screen.page.get_by_test_id("stPopoverBody")
    expect(said.get_by_text("Part des propositions retenues pour le comité")).to_be_visible()
    expect(said.get_by_text("recensement de 2018 (2017 à Mayotte), ANCT, Licence Ouverte 2.0")).to_be_visible()


def test_the_numbers_are_one_click_away_with_what_each_share_divides(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", measure="Part retenue")
    screen.main.get_by_text("Les chiffres").first.click()
    heading, *rows = screen.grid().cells()
    assert heading[:5] == ["Rang", "Région", "Part retenue (en %)", "Retenues, suites comprises", "Propositions"]
    assert len(rows) > 5
    for _, _, share, kept, raised, *_ in rows[:5]:
        assert float(share.replace(",", ".")) == pytest.approx(100 * int(kept) / int(raised), abs=0.051)


def test_a_region_that_is_not_ranked_is_hollow_on_the_map(demonstration, visit):
    screen = visit(demonstration, "lucie", "comparer", measure="Part retenue")
    tiles = screen.main.locator("[data-testid=stVegaLiteChart]").first.locator("path[aria-label*='Rang: non classée']")
    assert {tile.get_attribute("fill") for tile in tiles.all()} == {"#ffffff"}
    ranked = screen.main.locator("[data-testid=stVegaLiteChart]").first.locator("path[aria-label*='Rang: 1']")
    assert "#ffffff" not in {tile.get_attribute("fill") for tile in ranked.all()}
