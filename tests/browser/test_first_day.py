"""The first day with a file of one's own: it is empty, says what to do, and staff do it in the browser."""

from playwright.sync_api import expect

SHEET = "Thème;Intitulé;Description;Porteur\r\nSport;Ouvrir les gymnases le dimanche;;Association\r\n"


def test_staff_start_from_an_empty_dashboard_and_take_their_first_sheet_in(empty, visit, tmp_path):
    karim = visit(empty, "karim")
    karim.told("Aucune proposition n’est encore enregistrée. Déclarez un atelier et importez sa feuille")
    karim.main.get_by_role("link", name="Importer une première feuille").click()
    expect(karim.title).to_have_text("Importer")
    karim.still().write("Intitulé", "Atelier de Saint-Denis")
    karim.write("Préfecture", "Préfecture de la Seine-Saint-Denis")
    karim.press("Déclarer l’atelier").told("L’atelier est déclaré : déposez sa feuille ci-dessous.")
    karim.still().pick("Atelier", "Atelier de Saint-Denis", karim.main).still()
    sheet = tmp_path / "feuille.csv"
    sheet.write_text(SHEET, encoding="utf-8-sig", newline="")
    karim.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(sheet)
    karim.press("Prendre en compte 1 proposition").told("1 proposition est prise en compte.")
    karim.menu("Vue d’ensemble")
    assert karim.cards()["Reçues"] == 1
    karim.reads("Karim Haddad a importé la feuille de l’atelier « Atelier de Saint-Denis »")


def test_an_empty_dashboard_is_not_called_a_demonstration(empty, visit):
    screen = visit(empty)
    screen.told("Aucune proposition n’est encore enregistrée.")
    expect(screen.page.get_by_text("données fictives")).to_have_count(0)
