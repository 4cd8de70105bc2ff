"""On a phone: who one is, where to go, and a proposal, all within reach of a thumb."""

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def sideways(screen):
    """How many pixels of the page lie beyond the right edge."""
    return screen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_a_visitor_on_a_phone_opens_the_sidebar_and_chooses_a_role(demonstration, visit):
    screen = visit(demonstration, **PHONE)
    screen.page.get_by_test_id("stExpandSidebarButton").click()
    expect(screen.sidebar.get_by_role("combobox", name="Vous êtes (mode local)")).to_be_in_viewport()
    screen.become("anne")
    expect(screen.sidebar.get_by_text("Coordination nationale · France entière")).to_be_visible()
    screen.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(screen.title).to_be_in_viewport()
    assert sideways(screen) <= 0


def test_a_visitor_on_a_phone_opens_a_proposal(demonstration, visit):
    screen = visit(demonstration, "lucie", "propositions", **PHONE, text="mediation numerique de proximite")
    screen.grid().click(0)
    expect(screen.title).to_have_text("Médiation numérique de proximité et en réseau")
    expect(screen.title).to_be_in_viewport()
    assert sideways(screen.still()) <= 0


def test_a_coordinator_on_a_phone_keeps_a_proposal_on_its_sheet(own, visit):
    screen = visit(own, "anne", "propositions", **PHONE, status="Proposée au comité")
    screen.grid().click(0)
    expect(screen.title).not_to_have_text("Propositions")
    title = screen.still().title.inner_text()
    screen.main.get_by_role("radio", name="Retenue", exact=True).click()
    screen.still().press("Enregistrer").told(f"« {title} » est désormais « Retenue ».")
