"""Each page, as each role sees it: readable by everybody, narrow or wide, fetched from nowhere else."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from screen import PAGES, Screen

from data.sample.story import tell
from queries.demonstration import paris_day

ROLES = ("lucie", "karim", "anne")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a page shows, for it to have something to show.
SHOWN = {
    "fiche": {"proposal": "IDF-75-2018-001"},
    "region": {"region": "Île-de-France"},
    "face-a-face": {"left": "Île-de-France", "right": "Corse"},
}
# What Streamlit draws itself and no setting of ours changes: a rule, and what tells the element.
STREAMLITS_OWN = {
    # The small curve of st.metric has a layer for the point under the mouse, empty until then and without a name
    # (streamlit/frontend/lib/src/components/elements/Metric); the curve repeats what the figure and its change say.
    "svg-img-alt": "_highlighted_points_marks",
    # On a phone, the sections of the menu are titles inside its one list (st.navigation): its links are read as well.
    "list": 'data-testid="stSidebarNavItems"',
    "listitem": '<li class="st-emotion-cache-',
    # The day, the month and the year of a date are narrow: the calendar beside them opens a choice of days.
    "target-size": 'role="spinbutton"',
}


@pytest.fixture(scope="module")
def window(demonstration, windows):
    """The one window that these tests look through: loading Streamlit anew for each page takes longest."""
    page = windows.new_page()
    yield Screen(page, demonstration.address)
    page.close()


@pytest.fixture(scope="module", params=[(person, page) for person in ROLES for page in PAGES], ids=" ".join)
def opened(request, window):
    """Each page as each role sees it, left open for the tests of this file."""
    person, page = request.param
    window.page.set_viewport_size({"width": 1440, "height": 900})
    window.errors.clear()
    window.asked.clear()
    if page == "":
        return window.go(person).menu(PAGES[page])  # who has a territory lands there
    return window.slip(page, **SHOWN.get(page, {}))


def wide(screen, width, height=900):
    screen.page.set_viewport_size({"width": width, "height": height})
    return screen.still()


def barriers(screen):
    """The serious and critical violations that axe finds, but Streamlit's own."""
    found = Axe().run(screen.page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
        if STREAMLITS_OWN.get(rule["id"], "nothing") not in node["html"]
    ]


def test_a_page_has_no_barrier_on_a_wide_screen(opened):
    assert not barriers(wide(opened, 1440))


def test_a_page_has_no_barrier_on_a_phone(opened):
    assert not barriers(wide(opened, 390))


def test_a_page_never_scrolls_sideways_at_320_pixels(opened):
    wide(opened, 320)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert opened.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


def test_a_page_says_its_language(opened):
    expect(opened.page.locator("html")).to_have_attribute("lang", "fr")


def test_a_page_asks_nothing_of_another_host(opened):
    assert not opened.strangers()


def test_a_page_raises_no_error_in_the_console(opened):
    assert not opened.errors


def test_a_page_has_a_title_of_its_own(opened, request):
    _, page = request.node.callspec.params["opened"]
    expect(opened.page).to_have_title(f"{PAGES[page]} – Propositions des ateliers")


@pytest.mark.parametrize("person", ["lucie", "anne"])
def test_the_sheet_of_a_proposal_that_became_a_measure_has_no_barrier(window, person):
    """What came and what went are told apart by more than a colour: underlined, struck through."""
    story = tell(paris_day())
    followed = {row["proposal"] for row in story.follow_ups.to_pylist() if row["verdict"] == "partial"}
    reference = next(row["reference"] for row in story.proposals.to_pylist() if row["id"] in followed)
    window.page.set_viewport_size({"width": 1440, "height": 900})
    window.go(person)
    screen = window.slip("fiche", proposal=reference)
    added = screen.main.locator("ins").first
    assert "underline" in added.evaluate("element => getComputedStyle(element).textDecorationLine")
    assert not barriers(wide(screen, 1440))
    assert not barriers(wide(screen, 390))
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_figures_on_the_map_stand_out_from_their_tiles(demonstration, visit):
    """Charts are beyond axe: 4.5 to 1 at least between the ink of a tile and its colour (WCAG 1.4.3)."""
    screen = visit(demonstration)
    tiles = screen.main.locator("[data-testid=stVegaLiteChart]").nth(1).evaluate(COLOURS)
    assert len(tiles) == 18
    poor = {name: round(contrast(ink, tile), 2) for name, (ink, tile) in tiles.items() if contrast(ink, tile) < 4.5}
    assert not poor


COLOURS = """chart => {
    const rgb = colour => {
        const pen = document.createElement('canvas').getContext('2d')
        pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1)
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)
    }
    const tiles = [...chart.querySelectorAll('[aria-label*="Région: "]')].filter(mark => mark.tagName === 'path')
    const names = [...chart.querySelectorAll('text')]
    return Object.fromEntries(tiles.map(tile => {
        const box = tile.getBoundingClientRect()
        const name = names.find(text => {
            const at = text.getBoundingClientRect(), x = at.x + at.width / 2, y = at.y + at.height / 2
            return x > box.x && x < box.right && y > box.y && y < box.bottom
        })
        return [name.textContent, [rgb(name.getAttribute('fill')), rgb(tile.getAttribute('fill'))]]
    }))
}"""


def contrast(one, other):
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
