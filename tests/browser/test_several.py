"""Several proposals at once: a preview first, then all of them or none."""

from playwright.sync_api import expect


def several(screen):
    screen.show("Plusieurs à la fois")
    return screen


def tick(screen, *rows):
    """Tick rows, at the left of the table."""
    around = screen.grid().box.locator("canvas").first.bounding_box()
    for row in rows:
        screen.page.mouse.click(around["x"] + 18, around["y"] + 35 + 35 * row + 17)
        screen.still()
    return screen


def rows_of(screen, status, count):
    """The rows of the first proposals of a status, and their titles."""
    cells = [[*texts] for texts in screen.grid().cells()[1:]]
    found = [number for number, texts in enumerate(cells) if status in texts][:count]
    head = screen.grid().cells()[0].index("Proposition")
    return found, [cells[number][head] for number in found]


def test_two_proposals_are_moved_at_once_after_a_preview(own, visit):
    screen = several(visit(own, "karim", "instruire"))
    rows, titles = rows_of(screen, "Reçue", 2)
    tick(screen, *rows).pick("Les faire passer à", "En instruction").still()
    preview = screen.grid(1).cells()[1:]
    assert [cells[1] for cells in preview] == titles
    assert [cells[2:4] for cells in preview] == [["Reçue", "En instruction"]] * 2
    screen.press("Déplacer 2 propositions")
    screen.told("2 propositions sont désormais « En instruction ».")
    screen.menu("Journal").reads("Karim Haddad a fait passer 2 propositions de « Reçue » à « En instruction »")


def test_one_that_cannot_move_blocks_all_and_the_table_says_why(own, visit):
    screen = several(visit(own, "anne", "seance"))
    (forward,), _ = rows_of(screen, "Proposée au comité", 1)
    (deferred,), _ = rows_of(screen, "Mise en réserve", 1)
    tick(screen, forward, deferred).pick("Les faire passer à", "Mise en réserve").still()
    screen.pick("Motif", "Doublon").still()
    screen.write("Phrase d’explication (nécessaire)", "Déjà proposée ailleurs.")
    why = [cells[-1] for cells in screen.grid(1).cells()[1:]]
    assert sorted(map(bool, why)) == [False, True]
    assert "votre rôle (Coordination nationale) ne permet pas de la faire passer à « Mise en réserve »" in max(why)
    expect(screen.page.get_by_role("button", name="Déplacer 2 propositions")).to_be_disabled()


def test_what_a_move_needs_is_asked_before_several_are_moved(own, visit):
    screen = several(visit(own, "karim", "instruire"))
    rows, _ = rows_of(screen, "Reçue", 2)
    tick(screen, *rows).pick("Les faire passer à", "À compléter").still()
    screen.told("2 d’entre elles ne peuvent pas changer de statut : le tableau dit pourquoi.")
    expect(screen.page.get_by_role("button", name="Déplacer 2 propositions")).to_be_disabled()
    screen.write("Phrase d’explication (nécessaire)", "Préciser le public visé.")
    screen.press("Déplacer 2 propositions")
    screen.told("2 propositions sont désormais « À compléter ».")
