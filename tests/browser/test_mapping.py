"""A sheet in somebody else’s words: its columns and values are settled once, it is taken in, and taken back."""

from playwright.sync_api import expect
from test_files import counts, send, taken_away, texts

SHEET = (
    "Préfecture de la Seine-Saint-Denis;;;\n"
    "\n"
    "Ce qui est demandé;De quoi il s’agit;Où en est-on;Coût\n"
    "Un stade éclairé;Loisirs et plein air;Étude;12,5\n"
    "=Une navette de nuit;Bouger;Étude;\n"
    "Un jardin partagé;Loisirs et plein air;Lancé;3\n"
    "Une fresque;Divers;Étude;1\n"
)


def say_which_column(screen, field, heading):
    """Choose the column of a field, by keyboard."""
    box = screen.main.get_by_role("combobox", name=field, exact=True).first
    box.scroll_into_view_if_needed()
    box.click()
    box.press_sequentially(heading[:12])
    screen.page.get_by_role("option").filter(has_text=heading).first.wait_for()
    box.press("Enter")
    box.press("Escape")
    return screen.still()


def say_what_it_means(screen, value, meaning):
    """Choose what a value of the sheet means, for all the lines that say it."""
    box = screen.main.get_by_role("combobox", name=value).first
    box.scroll_into_view_if_needed()
    box.click()
    box.press_sequentially(meaning)
    box.press("Enter")
    return screen.still()


def send_as_it_is(screen, sheet):
    """Choose a workshop and send a sheet of which nothing is known yet."""
    screen.main.get_by_role("combobox", name="Atelier").first.click()
    screen.page.get_by_role("option").first.click()
    screen.still().page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(sheet)
    return screen.told("Indiquez la colonne qui contient : Intitulé.").still()


def test_a_sheet_in_other_words_is_settled_once_taken_in_known_again_and_taken_back(own, visit, tmp_path):
    sheet = tmp_path / "releve.csv"
    sheet.write_text(SHEET, encoding="cp1252")
    karim = send_as_it_is(visit(own, "karim", "importer", width=390, height=844), sheet)
    say_what_it_means(karim, "Ligne des en-têtes", "3 · Ce qui est demandé")
    say_which_column(karim, "Intitulé", "Ce qui est demandé")
    say_which_column(karim, "Thème", "De quoi il s’agit")
    say_which_column(karim, "Statut", "Où en est-on")
    karim.reads("Colonnes laissées de côté : Coût").reads("5 valeurs à rapprocher")
    assert karim.page.evaluate("document.documentElement.scrollWidth <= 390")
    say_what_it_means(karim, "Loisirs et plein air", "Sport")
    say_what_it_means(karim, "Bouger", "Mobilité")
    say_what_it_means(karim, "Étude", "Reçue")
    say_what_it_means(karim, "Lancé", "En instruction")
    expect(karim.main.get_by_text("3. Ce qui va se passer")).to_be_visible()
    assert counts(karim) == (3, 0, 1)
    karim.grid(1).cells()
    _, refused = taken_away(karim, "CSV pour Excel")
    assert [cells[0] for cells in texts(refused, "refus.csv")[1:]] == ["Une fresque"]

    karim.main.get_by_text("Laisser de côté la ligne refusée").click()
    karim.still().press("Prendre en compte 3 propositions").told("3 propositions sont prises en compte.")

    corrected = tmp_path / "refus.csv"
    corrected.write_bytes(refused.replace(b"Divers", b"Bouger"))
    send(karim, corrected)
    assert counts(karim) == (1, 0, 0)
    expect(karim.main.get_by_text("à rapprocher")).to_have_count(0)

    sheet.write_text(SHEET.replace("Divers", "Bouger"), encoding="cp1252")
    send(karim, sheet)
    assert counts(karim) == (1, 3, 0)
    expect(karim.main.get_by_text("à rapprocher")).to_have_count(0)
    expect(karim.main.get_by_role("combobox", name="Ligne des en-têtes")).to_have_count(0)

    karim.main.get_by_text("Les derniers imports").click()
    karim.still().press("Annuler cet import").press("Oui, l’annuler").told("L’import est annulé.")
    send(karim, sheet)
    assert counts(karim) == (4, 0, 0)
