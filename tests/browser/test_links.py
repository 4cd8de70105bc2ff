"""Every view is a link: it opens by itself on a server that was never asked anything, and narrows by a click."""

import pytest
from playwright.sync_api import expect
from screen import NAMES, PAGES, Screen

NOT_YOURS = {
    ("lucie", "instruire"): "permet seulement la lecture",
    ("paul", "instruire"): "permet seulement la lecture",
    ("lucie", "seance"): "La séance est tenue par la coordination nationale.",
    ("karim", "seance"): "La séance est tenue par la coordination nationale.",
    ("helene", "seance"): "La séance est tenue par la coordination nationale.",
    ("paul", "seance"): "La séance est tenue par la coordination nationale.",
    ("lucie", "importer"): "ne permet pas d’importer une feuille",
    ("paul", "importer"): "ne permet pas d’importer une feuille",
}


@pytest.mark.parametrize(("person", "page"), [("lucie", "instruire"), ("anne", "fiche"), ("karim", "importer")])
def test_the_first_link_ever_asked_of_a_server_never_opens_past_the_frame(start, told_file, visit, person, page):
    server = start(told_file)
    try:
        screen = visit(server, person, page, proposal="IDF-75-2018-001")
        expect(screen.sidebar.get_by_role("combobox", name="Vous êtes (mode local)")).to_have_value(NAMES[person])
        title = "Médiation numérique de proximité et en réseau" if page == "fiche" else PAGES[page]
        expect(screen.title).to_have_text(title)
    finally:
        server.stop()


@pytest.mark.parametrize("person", NAMES)
def test_every_page_opens_by_its_link_and_those_not_for_a_role_tell_it_so(demonstration, visit, person):
    screen = visit(demonstration, person)
    for page, title in PAGES.items():
        if person == "anne" or (person, page) in NOT_YOURS:
            screen.go(person, page)
            expect(screen.title).to_have_text(title)
        if (person, page) in NOT_YOURS:
            screen.told(NOT_YOURS[person, page])


def test_a_page_a_role_has_no_use_for_is_not_in_its_menu(demonstration, visit):
    read = {
        "": ["Vue d’ensemble", "Mon territoire", "Comparer les régions", "Propositions"],
        "Suivi": ["Évolutions", "Avancement", "Suites", "Journal", "Ateliers"],
    }
    menus = {"lucie": read, "anne": read | {"Agir": ["Instruire", "Séance", "Importer"]}}
    screen = visit(demonstration)
    for person, sections in menus.items():
        screen.become(person)
        expect(screen.page.get_by_test_id("stTopNavLink")).to_have_text(sections[""])
        expect(screen.page.get_by_test_id("stTopNavSection")).to_have_text(list(sections)[1:])
        for section in list(sections)[1:]:
            screen.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
            expect(screen.page.get_by_test_id("stTopNavDropdownLink")).to_have_text(sections[section])
            screen.page.keyboard.press("Escape")


def mark(screen, said):
    """The mark of a chart that tells this, once it can be clicked."""
    return screen.still().main.locator(f"[data-testid=stVegaLiteChart] [aria-label*='{said}']").first


def test_a_tile_of_the_map_narrows_to_its_region_and_the_link_says_so(demonstration, visit):
    screen = visit(demonstration)
    before = sum(screen.cards().values())
    mark(screen, "Région: Bretagne").click()
    expect(screen.sidebar.get_by_text("Bretagne").first).to_be_visible()
    screen.still()
    assert "region=Bretagne" in screen.link()
    narrowed = screen.cards()
    assert 0 < sum(narrowed.values()) < before
    again = visit(demonstration, "lucie", **{"region": "Bretagne"})
    assert again.cards() == narrowed
    screen.press("Effacer les filtres").still()
    assert "region" not in screen.link()
    assert sum(screen.cards().values()) == before


def test_a_bar_narrows_to_its_theme(demonstration, visit):
    screen = visit(demonstration)
    mark(screen, "label: Santé et accès aux soins").click()
    expect(screen.page.get_by_role("button", name="Effacer les filtres")).to_be_visible()
    screen.still()
    assert "theme=Sant" in screen.link()
    mark(screen, "Région: Île-de-France").click()
    screen.page.wait_for_url("**region=**")
    screen.still()
    assert "theme=Sant" in screen.link()


def test_the_link_of_a_view_opens_the_same_view_in_another_browser(demonstration, browser, visit):
    screen = visit(demonstration, "helene", "propositions", region="Île-de-France", stage="Retenues")
    mine = screen.grid().cells()
    with browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900}) as elsewhere:
        screen.page, kept = elsewhere.new_page(), screen.page
        screen.page.goto(kept.url)
        assert screen.drawn().grid().cells() == mine
        screen.page = kept


def test_a_search_ignores_accents_and_case(demonstration, visit):
    screen = visit(demonstration, "lucie", "propositions")
    screen.page.get_by_label("Rechercher").fill("mediation NUMERIQUE")
    screen.page.get_by_label("Rechercher").press("Enter")
    screen.page.wait_for_url("**text=mediation**")
    titles = [cells[1] for cells in screen.still().grid().cells()[1:]]
    assert "Médiation numérique de proximité et en réseau" in titles


def test_a_cell_of_the_list_opens_its_sheet_which_survives_f5_and_back(demonstration, visit):
    screen = visit(demonstration, "anne", "propositions", region="Bretagne")
    title = screen.grid().cells()[3][1]
    screen.grid().click(2)
    expect(screen.title).to_have_text(title)
    screen.still().page.reload()
    expect(screen.drawn().title).to_have_text(title)
    assert "person=Anne" in screen.link()
    assert "region=Bretagne" in screen.link()
    screen.page.go_back()
    expect(screen.title).to_have_text("Propositions")
    screen.still()
    assert "region=Bretagne" in screen.link()


def test_a_card_opens_the_proposals_it_counts(demonstration, visit):
    screen = visit(demonstration, "lucie", region="Île-de-France")
    counted = screen.cards()["Retenues"]
    screen.main.get_by_role("link", name="Les voir").nth(3).click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    statuses = {cells[0] for cells in screen.grid().cells()[1:]}
    assert statuses == {"Retenue"}
    assert "stage=Retenues" in screen.link()


def test_a_link_opened_in_a_new_window_shows_the_same_proposals(demonstration, visit, windows):
    screen = visit(demonstration, "lucie", region="Île-de-France")
    counted = screen.cards()["Retenues"]
    link = screen.main.get_by_role("link", name="Les voir").nth(3).get_attribute("href")
    new = Screen(windows.new_page(), demonstration.address)
    new.page.goto(f"{demonstration.address}/{link}")
    new.drawn().reads(f"{counted} propositions,")
    assert "stage=Retenues" in new.link()
    assert "vue=" not in new.link()
    new.page.close()


def test_the_proposals_of_a_workshop_are_a_click_away(demonstration, visit):
    screen = visit(demonstration, "lucie", "ateliers", region="Corse")
    counted = len(screen.grid(1).cells()) - 1
    screen.main.get_by_role("link", name="Ces propositions dans la liste").click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    assert "workshop=" in screen.link()


def test_the_language_chosen_is_kept_by_the_link(demonstration, visit):
    screen = visit(demonstration)
    screen.sidebar.get_by_role("radio", name="EN").click()
    expect(screen.title).to_have_text("Overview")
    screen.still().page.reload()
    expect(screen.drawn().title).to_have_text("Overview")
    screen.page.get_by_test_id("stTopNavLink").filter(has_text="Proposals").click()
    expect(screen.title).to_have_text("Proposals")


def test_a_link_made_in_french_opens_in_english_and_stays_there(demonstration, visit):
    french = visit(demonstration, "lucie", theme="Santé et accès aux soins").cards()
    screen = visit(demonstration, "lucie", theme="Santé et accès aux soins", lang="EN")
    assert list(screen.cards().values()) == list(french.values())
    assert screen.page.get_by_text("does not exist").count() == 0
    screen.page.reload()
    assert list(screen.drawn().cards().values()) == list(french.values())
    assert "Health" in screen.link()


def test_a_link_by_codes_opens_for_whoever_it_names_and_names_them_still(demonstration, visit):
    screen = visit(demonstration, "anne", "seance", region="53")
    expect(screen.title).to_have_text("Séance")
    assert "region=Bretagne" in screen.link()
    assert "person=Anne" in screen.link()
    screen.page.reload()
    expect(screen.drawn().title).to_have_text("Séance")
    expect(screen.sidebar.get_by_text("Bretagne").first).to_be_visible()


def test_a_filter_is_cleared_after_the_language_changed(demonstration, visit):
    screen = visit(demonstration, "anne", theme="Santé et accès aux soins")
    narrowed = sum(screen.cards().values())
    screen.page.get_by_role("radio", name="EN").click()
    expect(screen.title).to_have_text("Overview")
    assert sum(screen.still().cards().values()) == narrowed
    screen.press("Clear all filters").still()
    assert sum(screen.cards().values()) > narrowed
