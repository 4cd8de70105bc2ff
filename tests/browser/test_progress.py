"""A manager clicks what has been waiting too long, on the chart itself, and is on its sheet."""

import re

from playwright.sync_api import expect


def test_a_dot_opens_the_sheet_of_its_proposal(demonstration, visit):
    screen = visit(demonstration, "anne", "avancement", region="Bretagne")
    dot = screen.main.locator("[data-testid=stVegaLiteChart] path[aria-label*='Proposition: BRE-']").first
    reference, title = re.search(r"Proposition: (\S+) · (.*?); Statut: ", dot.get_attribute("aria-label")).groups()
    dot.click(force=True)
    expect(screen.title).to_have_text(title)
    assert f"proposal={reference}" in screen.still().link()
    screen.page.go_back()
    expect(screen.title).to_have_text("Avancement")
    assert "region=Bretagne" in screen.still().link()
    expect(screen.title).to_have_text("Avancement")


def test_nothing_is_cut_on_a_phone(demonstration, visit):
    screen = visit(demonstration, "lucie", "avancement", width=390, height=844)
    charts = screen.main.locator("[data-testid=stVegaLiteChart] svg")
    expect(charts).to_have_count(2)
    for number in range(2):
        assert charts.nth(number).evaluate(CUT) == []


# The texts that leave the drawing they belong to.
CUT = """svg => {
    const around = svg.getBoundingClientRect()
    return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect()
        const outside = box.left < around.left - 1 || box.right > around.right + 1
        return text.textContent && (outside || text.textContent.includes('…'))
    }).map(text => text.textContent)
}"""
