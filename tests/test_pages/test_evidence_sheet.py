"""What people read and write of the evidence: on the sheet, in the queues, in the journal, before the committee."""

from datetime import timedelta

import pytest
from gestures import some, sql
from screens import Screen

from pages.parts.day_read import this_day
from pages.parts.evidence_matrix import CELL, matrix
from pages.parts.words import since_when
from queries import Filters, latest_event, record

BLANK = dict.fromkeys(("runs_where", "runs_since", "result", "proof", "cost", "needed", "ease"))
WHOLE = {
    **{"runs_where": "Bobigny", "runs_since": "2015-03", "result": "145 femmes ont appris.", "proof": "own_figures"},
    **{"cost": "12 000 euros par an", "needed": "Une monitrice.", "ease": "easy"},
}
EMPTY = "Rien n’est encore renseigné : ni le lieu de l’action, ni son résultat, ni son coût."


def silent(status="under_review", department="93"):
    """A proposal of this status whose sheet says nothing."""
    return next(row for row in some(status, department, 99) if not said(row))


def said(proposal):
    """The sheet of a proposal, as it is kept."""
    return sql("from evidence where proposal = $id", id=proposal["id"])


def prove(by, proposal, **fields):
    """Record a sheet as somebody else does, in another browser."""
    record("evidence", by=by, proposal=proposal["id"], seen=latest_event(), **BLANK | fields)


def sheet(person, proposal):
    return Screen(person, "sheet", proposal=proposal["reference"])


def fill(screen):
    """Write a whole sheet in the form."""
    for label, text in (
        ("Où l’action existe", "Bobigny"),
        ("Depuis quand", "mars 2015"),
        ("Résultat", "145 femmes ont appris."),
        ("Coût", "12 000 euros par an"),
        ("Ce qu’il faut pour la reproduire ailleurs", "Une monitrice."),
    ):
        screen.write(label, text)
    for label, code in (("Nature de la preuve", "own_figures"), ("Facilité à la reproduire", "easy")):
        next(box for box in screen.at.main.selectbox if box.label == label).select(code)
    return screen


def test_staff_complete_the_evidence_and_everybody_reads_it(demonstration):
    proposal = silent()
    screen = sheet("karim", proposal)
    assert EMPTY in screen.words
    screen = fill(screen).press("Enregistrer les preuves")
    assert screen.told == ["Les preuves sont enregistrées."]
    words = sheet("lucie", proposal).words
    assert {
        "Prête pour le comité",
        "Bobigny",
        "mars 2015",
        "145 femmes ont appris.",
        "Chiffres de l’organisme lui-même",
    } <= {word.removeprefix(":green-badge[:material/check_circle: ").rstrip("]") for word in words}
    [row] = said(proposal)
    assert {field: row[field] for field in WHOLE} == WHOLE


def test_what_is_missing_is_named_in_a_sentence(demonstration):
    proposal = silent()
    prove("karim", proposal, **WHOLE | {"cost": None, "result": None})
    assert "Pas prête pour le comité : il manque le résultat et le coût." in sheet("lucie", proposal).words
    prove("karim", proposal, ease="hard")
    assert (
        "Pas prête pour le comité : il manque le lieu, la date de début, le résultat, la nature de la preuve, le coût "
        "et les conditions de reprise." in sheet("lucie", proposal).words
    )


def test_the_form_is_offered_to_those_who_may_only(demonstration):
    proposal, elsewhere = silent(), sql("from proposals where status = 'under_review' and region <> '11' limit 1")[0]
    offered = {
        (person, where["reference"]): any(
            button.label == "Enregistrer les preuves" for button in sheet(person, where).at.button
        )
        for person in ("lucie", "karim", "helene", "anne", "paul")
        for where in (proposal, elsewhere)
    }
    assert {who for who, shown in offered.items() if shown} == {
        *((person, proposal["reference"]) for person in ("karim", "helene", "anne")),
        ("anne", elsewhere["reference"]),
    }


def test_a_refused_sheet_says_why_and_keeps_what_was_typed(demonstration):
    proposal, before = silent(), latest_event()
    screen = (
        sheet("karim", proposal).write("Depuis quand", "hier").write("Coût", "Peu.").press("Enregistrer les preuves")
    )
    assert screen.told == [
        "« Depuis quand » se lit comme une année (2015), un mois (03/2015) ou un jour (14/03/2015) : "
        "« hier » n’en est pas."
    ]
    assert latest_event() == before
    assert next(box for box in screen.at.text_input if box.label == "Coût").value == "Peu."


def test_a_stale_sheet_covers_nothing_and_gives_back_what_was_typed(demonstration):
    proposal = silent()
    late = sheet("karim", proposal).write("Résultat", "Un résultat écrit avec soin.")
    prove("helene", proposal, cost="Peu.")
    screen = late.press("Enregistrer les preuves")
    assert screen.told[0].startswith(f"Hélène Marchand a modifié la proposition {proposal['reference']} le ")
    assert "ses preuves ont été complétées" in screen.told[0]
    assert "Un résultat écrit avec soin." in screen.words
    assert said(proposal)[0]["result"] is None


def test_the_history_tells_each_field_and_the_journal_each_gesture(demonstration):
    proposal = silent()
    prove("karim", proposal, cost="Peu.", runs_since="14/03/2015")
    prove("karim", proposal, cost="Beaucoup.", proof="testimony")
    history = sheet("lucie", proposal).words
    history = history[history.index("Historique") :]
    assert {
        "Karim Haddad a complété les preuves, la date de début : « 14/03/2015 »",
        "Karim Haddad a complété les preuves, le coût : « Peu. »",
        "Karim Haddad a modifié les preuves, le coût : « Peu. » est devenu « Beaucoup. »",
        "Karim Haddad a complété les preuves, la nature de la preuve : « Témoignage »",
        "Karim Haddad a retiré des preuves la date de début : c’était « 14/03/2015 »",
    } <= set(history)
    title = proposal["edited_title"] or proposal["title"]
    journal = Screen("lucie", "journal")
    journal.at.pills[0].select("evidence").run()
    told = [words for words in journal.words if words.startswith("Karim Haddad a complété les preuves de « ")]
    assert told[:2] == [
        f"Karim Haddad a complété les preuves de « {title} » : la date de début, la nature de la preuve et le coût",
        f"Karim Haddad a complété les preuves de « {title} » : la date de début et le coût",
    ]


def test_a_long_result_is_cut_in_the_history_and_whole_on_the_sheet(demonstration):
    proposal = silent()
    prove("karim", proposal, result="mot " * 400 + "fin.")
    words = sheet("lucie", proposal).words
    assert any(said.endswith("fin.") for said in words)
    [told] = [said for said in words if said.startswith("Karim Haddad a complété les preuves, le résultat")]
    assert told.endswith("mot […] »")
    assert len(told) < 240


@pytest.mark.parametrize(("person", "page"), [("karim", "review"), ("anne", "session")])
def test_the_queues_say_what_is_ready_and_what_is_missing(demonstration, person, page):
    first = Screen(person, page).table()["reference"][0]
    proposal = sql("from proposals where reference = $reference", reference=first)[0]
    for given, expected in (
        (WHOLE, "Prête"),
        (WHOLE | {"cost": None}, "Il manque le coût"),
        (WHOLE | {"cost": None, "result": None}, "2 éléments manquent"),
        ({"ease": "hard"}, "6 éléments manquent"),
    ):
        if not said(proposal) or {field: said(proposal)[0][field] for field in BLANK} != BLANK | given:
            prove("anne", proposal, **given)
        shown = Screen(person, page).table()
        assert shown["evidence"][list(shown["reference"]).index(first)] == expected


def test_the_matrix_says_what_it_shows_and_lists_the_proposals_of_a_tile(demonstration):
    screen = Screen("anne", "session")
    waiting = Filters(statuses=("put_forward", "deferred"))
    drawing = matrix(waiting)
    count = sql("select count(*) as found from proposals where status in ('put_forward', 'deferred')")[0]["found"]
    assert sum(row["proposals"] for row in drawing.rows) == count
    assert drawing.alt.replace("\u00a0", " ").startswith(f"Sur {count} propositions, ")
    assert any(words.startswith(f"Sur {count} propositions, ") for words in screen.words)
    expected = sql(
        "select reference from proposals join evidence on evidence.proposal = proposals.id "
        "where status in ('put_forward', 'deferred') and proof = 'own_figures' and ease = 'hard'"
    )
    screen.at.selectbox(CELL).select("own_figures|hard").run()
    listed = next(table.value for table in screen.at.dataframe if "Il manque" in table.value)
    assert sorted(listed["Référence"]) == sorted(row["reference"] for row in expected)


def test_a_tile_chosen_and_emptied_by_a_filter_is_let_go(demonstration):
    screen = Screen("anne", "session")
    screen.at.selectbox(CELL).select("own_figures|hard").run()
    screen.at.session_state["text"] = "zzz introuvable"
    assert not screen.again().failed()
    screen.at.session_state["text"] = ""
    assert not screen.again().failed()


def test_the_sheet_of_a_past_day_is_that_of_the_day_and_can_t_be_written(demonstration):
    proposal = next(row for row in some("put_forward", count=99) if said(row))
    kept = sql(
        "select min(happened_at) as first from events where proposal = $id and kind ^@ 'evidence'", id=proposal["id"]
    )
    day = kept[0]["first"].date() - timedelta(days=1)
    assert day < this_day()
    screen = Screen("anne", "sheet", proposal=proposal["reference"], date=day.isoformat())
    assert EMPTY in screen.words
    assert not [button for button in screen.at.button if button.label == "Enregistrer les preuves"]


def test_since_when_is_said_as_people_say_it(told):
    assert [since_when(kept) for kept in ("2015", "2015-03", "2015-03-14", None)] == [
        "2015",
        "mars 2015",
        "14/03/2015",
        "",
    ]
