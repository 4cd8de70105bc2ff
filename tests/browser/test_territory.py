"""A prefecture's manager opens the dashboard: they are in their territory, and go from there as they like."""

from playwright.sync_api import expect


def test_a_manager_lands_on_their_territory_and_leaves_it_by_the_menu(demonstration, visit):
    screen = visit(demonstration, "helene")
    expect(screen.title).to_have_text("Mon territoire")
    assert screen.link().startswith("/territoire?person=H")
    screen.menu("Vue d’ensemble")
    screen.main.get_by_role("link", name="Les voir").first.click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().page.go_back()
    expect(screen.title).to_have_text("Vue d’ensemble")


def test_a_card_of_the_territory_opens_what_it_counts(demonstration, visit):
    screen = visit(demonstration, "karim")
    counted = screen.cards()["Propositions ouvertes"]
    screen.main.get_by_role("link", name="Les voir").nth(1).click()
    expect(screen.title).to_have_text("Propositions")
    screen.still().reads(f"{counted} propositions,")
    assert "department=93" in screen.link()


def test_the_language_chosen_stays_at_arrival(demonstration, visit):
    screen = visit(demonstration, "karim", lang="EN")
    expect(screen.title).to_have_text("My territory")
    assert "lang=EN" in screen.link()
