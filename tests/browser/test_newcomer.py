"""The path the README shows to whoever opens the dashboard for the first time."""

import re

from playwright.sync_api import expect

MOVED = "Anne Lemaire a fait passer « {} » de « Proposée au comité » à « {} »"


def a_proposal_put_forward(screen):
    """The title of a proposal in the session's table, and its row."""
    for number, cells in enumerate(screen.grid().cells()[1:]):
        if cells[0] == "Proposée au comité":
            return cells[1], number
    raise AssertionError("no proposal is put forward")


def at_the_session(visit, server):
    return visit(server, "anne", "seance")


def test_a_newcomer_keeps_a_proposal_and_everybody_reads_it(own, visit):
    reader = visit(own, "lucie")
    before = reader.cards()["Retenues"]
    anne = visit(own).become("anne").menu("Séance")
    title, row = a_proposal_put_forward(anne)
    anne.grid().choose(row, "Retenue")
    anne.told(f"« {title} » est désormais « Retenue ».")
    anne.menu("Journal").reads(MOVED.format(title, "Retenue"))
    anne.menu("Vue d’ensemble")
    assert anne.cards()["Retenues"] == before + 1
    reader.page.reload()
    reader.drawn()
    assert reader.cards()["Retenues"] == before + 1
    reader.reads(MOVED.format(title, "Retenue"))
    open_sheet(reader, title)
    reader.reads(MOVED.format(title, "Retenue"))


def open_sheet(screen, title):
    """Look for a proposal by its words, and open its sheet."""
    screen.menu("Propositions")
    screen.page.get_by_label("Rechercher").fill(title)
    screen.page.get_by_label("Rechercher").press("Enter")
    screen.reads("1 proposition,")
    screen.still().grid().click(0)
    expect(screen.title).to_have_text(title)
    return screen.still()


def test_a_newcomer_defers_a_proposal_with_its_reason(own, visit):
    anne = at_the_session(visit, own)
    title, row = a_proposal_put_forward(anne)
    anne.grid().choose(row, "Mise en réserve")
    expect(anne.dialog).to_contain_text(title)
    anne.page.keyboard.press("Escape")  # on second thoughts: nothing changes
    expect(anne.dialog).to_have_count(0)
    assert anne.grid().cells()[row + 1][:2] == ["Proposée au comité", title]

    anne.grid().choose(row, "Mise en réserve")
    expect(anne.dialog).to_contain_text(title)
    anne.press("Passer à « Mise en réserve »")
    anne.told("Choisissez un motif : la décision « Mise en réserve » en demande un.")
    anne.pick("Motif", "Preuve insuffisante", anne.dialog).still()
    anne.press("Passer à « Mise en réserve »")
    anne.told("Écrivez une phrase qui dit pourquoi : ce changement en demande une.")
    anne.write("Phrase d’explication (nécessaire)", "Revenir avec un bilan chiffré.")
    anne.press("Passer à « Mise en réserve »")
    anne.told(f"« {title} » est désormais « Mise en réserve ».")
    expect(anne.dialog).to_have_count(0)
    anne.menu("Journal").reads(MOVED.format(title, "Mise en réserve"))
    anne.reads("Preuve insuffisante – Revenir avec un bilan chiffré.")


def test_a_newcomer_edits_a_status_with_the_keyboard_alone(own, visit):
    anne = at_the_session(visit, own)
    title, row = a_proposal_put_forward(anne)
    anne.grid().click(row)
    anne.page.keyboard.press("Enter")
    anne.page.keyboard.type("Retenue", delay=30)
    anne.page.keyboard.press("Enter")
    anne.told(f"« {title} » est désormais « Retenue ».")


def test_two_people_change_the_same_row_and_nothing_of_either_is_lost(own, visit):
    first, second = at_the_session(visit, own), at_the_session(visit, own)
    title, row = a_proposal_put_forward(first)
    assert a_proposal_put_forward(second) == (title, row)
    first.grid().choose(row, "Retenue")
    first.told(f"« {title} » est désormais « Retenue ».")

    # The second is told who, when and what; their table shows the new state.
    second.grid().choose(row, "Retenue")
    second.told("Anne Lemaire a modifié la proposition")
    said = second.page.get_by_test_id("stAlert").filter(has_text="Anne Lemaire a modifié").inner_text()
    assert re.search(r"le \d\d/\d\d/\d{4} à \d+\sh\s\d\d", said)
    assert re.search(r"«\sProposée au comité\s» est devenu «\sRetenue\s»", said)
    assert title not in [cells[1] for cells in second.grid().cells()]
    open_sheet(second, title)
    expect(second.main.get_by_text("Anne Lemaire a fait passer")).to_have_count(1)

    # A later decision stands: the table where the first edit was made does not apply it again.
    second.main.get_by_role("radio", name="Proposée au comité").click()
    second.write("Phrase d’explication (nécessaire)", "Retenue trop tôt.").press("Enregistrer")
    second.told(f"« {title} » est désormais « Proposée au comité ».")
    first.menu("Journal").menu("Séance")
    assert first.grid().cells()[row + 1][:2] == ["Proposée au comité", title]


def test_a_dialog_left_open_while_somebody_decides_tells_who_did(own, visit):
    late, quick = at_the_session(visit, own), at_the_session(visit, own)
    title, row = a_proposal_put_forward(late)
    late.grid().choose(row, "Non retenue")
    expect(late.dialog).to_contain_text(title)
    quick.grid().choose(row, "Retenue")
    quick.told(f"« {title} » est désormais « Retenue ».")
    late.pick("Motif", "Sans action concrète", late.dialog).still()
    late.write("Phrase d’explication (nécessaire)", "Rien de concret.").press("Passer à « Non retenue »")
    late.told("Anne Lemaire a modifié la proposition")
