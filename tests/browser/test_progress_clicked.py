"""A manager clicks what has been waiting too long, on the chart itself, and is on its sheet."""

import re

import pytest
from playwright.sync_api import expect


def test_a_dot_opens_the_sheet_of_its_proposal(demonstration, visit):
    screen = visit(demonstration, "anne", "avancement", region="Bretagne")
    dot = screen.main.locator("[data-testid=stVegaLiteChart] path[aria-label*='Proposition: BRE-']").first
    reference, title = re.search(r"Proposition: (\S+) · (.*?); Statut: ", dot.get_attribute("aria-label")).groups()
    dot.click(force=True)
    expect(screen.title).to_have_text(title)
    assert f"proposal={reference}" in screen.still().link()
    for _ in range(3):  # Streamlit adds an entry each time a widget of the frame writes itself in the link
        if screen.page.title().startswith("Avancement"):
            break
        screen.page.go_back()
        screen.drawn()
    assert "region=Bretagne" in screen.still().link()
    expect(screen.title).to_have_text("Avancement")


@pytest.mark.parametrize(
    ("person", "page", "count"), [("lucie", "avancement", 2), ("karim", "territoire", 1), ("helene", "territoire", 1)]
)
def test_nothing_is_cut_on_a_phone(demonstration, visit, person, page, count):
    screen = visit(demonstration, person, page, width=390, height=844)
    charts = screen.main.locator("[data-testid=stVegaLiteChart] svg")
    expect(charts).to_have_count(count)
    for number in range(count):
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
