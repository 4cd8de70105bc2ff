"""The coordinator clicks a tile of the matrix of proofs, and reads the proposals that stand behind its number."""

import re

import pytest
from playwright.sync_api import expect

PROOF, EASE = "Chiffres de l’organisme lui-même", "Facile à reproduire"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_tile_clicked_lists_the_proposals_it_counts(demonstration, visit, width):
    screen = visit(demonstration, "anne", "seance", width=width)
    told = f"Nature de la preuve: {PROOF}; Facilité à la reproduire: {EASE}"
    tile = screen.still().main.locator(f"[data-testid=stVegaLiteChart] [aria-label*='{told}']").first
    count = re.search(r"Propositions: (\d+)", tile.get_attribute("aria-label"))[1]
    tile.click()
    chosen = screen.main.get_by_role("combobox", name="Lister les propositions d’une case")
    expect(chosen).to_have_value(re.compile(rf"^Preuve\s: {PROOF} · facilité\s: {EASE} \({count}\)$"))
    screen.still()
    assert 1 < len(screen.grid(1).cells()) <= int(count) + 1  # its heading, and the rows in sight
