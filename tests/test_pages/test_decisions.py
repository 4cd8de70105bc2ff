"""What a person decides on a sheet is seen everywhere; what they may not, or not yet, is told and writes nothing."""

import re

from gestures import hold, move, open_session, some, sql, take_in
from screens import Screen

from queries import latest_event


def sheet(person, proposal, **link):
    """The sheet of a proposal, as a person sees it."""
    return Screen(person, "sheet", proposal=proposal["reference"], **link)


def now(proposal):
    """The proposal as the store holds it now."""
    return sql("from proposals where id = $id", id=proposal["id"])[0]


def events():
    return sql("select count(*) as n from events")[0]["n"]


# A decision is seen by everybody


def test_a_proposal_kept_by_the_coordinator_is_said_to_be(demonstration):
    (proposal,) = some("put_forward", "93")
    screen = sheet("anne", proposal).move_to("kept").press("Enregistrer")
    assert screen.told == [f"« {proposal['title']} » est désormais « Retenue »."]
    assert now(proposal)["status"] == "kept"


def test_a_proposal_kept_by_the_coordinator_is_in_the_journal_and_the_figures_of_another_visitor(demonstration):
    (proposal,) = some("put_forward", "93")
    reader, other = Screen("lucie"), Screen("helene", "journal")
    before = reader.cards
    sheet("anne", proposal).move_to("kept").press("Enregistrer")
    (session,) = sql("from sessions where id = $id", id=open_session())
    moved = f"Anne Lemaire a fait passer « {proposal['title']} » de « Proposée au comité » à « Retenue »"
    sentence = f"{moved}, séance « {session['label']} »"
    assert sentence in other.again().words
    after = reader.again().cards
    assert (after["Retenues"], after["Proposées"]) == (before["Retenues"] + 1, before["Proposées"] - 1)
    assert sentence in reader.words


def test_a_proposal_kept_on_its_sheet_leaves_the_queue_of_the_session_and_joins_its_decisions(demonstration):
    (proposal,) = some("put_forward")
    session = Screen("anne", "session")
    waiting, decided = queue_and_decisions(session)
    sheet("anne", proposal).move_to("kept").press("Enregistrer")
    assert queue_and_decisions(session.again()) == (waiting - 1, decided + 1)
    assert proposal["reference"] in set(session.table(-2)["Référence"])


def queue_and_decisions(screen):
    """How many proposals the session still has to examine, and how many it has decided."""
    heads = [words for words in screen.words if re.fullmatch(r".*\(\d+\)", words)]
    found = {head.split(" (")[0]: int(head.split("(")[1][:-1]) for head in heads}
    return found["Devant le comité"], found["Décidées dans cette séance"]


def test_a_sheet_tells_its_history_latest_first_with_reason_and_sentence(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("deferred")
    screen.choose("Motif", "preuve_insuffisante").write("Phrase d’explication (nécessaire)", "Revenir avec un bilan.")
    words = screen.press("Enregistrer").words
    history = words[words.index("Historique") :]
    told = next(place for place, said in enumerate(history) if said.startswith("Anne Lemaire a fait passer"))
    assert "de « Proposée au comité » à « Mise en réserve », séance « " in history[told]
    assert history[told + 1] == "« Preuve insuffisante – Revenir avec un bilan. »"


def test_a_gesture_on_several_proposals_leads_to_twenty_of_them_and_counts_the_others(demonstration):
    moved = take_in(hold(), *(f"Proposition {letter}" for letter in "abcdefghijklmnopqrstuvw"))
    move("helene", moved, "under_review")
    screen = Screen("lucie", "journal")
    (gesture,) = sql("select max(act) as number from events where kind = 'move'")
    screen.at.session_state[f"which-{gesture['number']}"] = True
    references = sorted(row["reference"] for row in moved)
    named = [label for label, _, _ in screen.again().links() if label in references]
    assert (named, "et 3 autres" in screen.words) == (references[:20], True)


# What is missing, not allowed, or too late


def test_a_proposal_deferred_without_a_reason_is_not(demonstration):
    (proposal,) = some("put_forward")
    before = events()
    screen = sheet("anne", proposal).move_to("deferred").press("Enregistrer")
    assert screen.told == ["Choisissez un motif : la décision « Mise en réserve » en demande un."]
    assert (now(proposal), events()) == (proposal, before)


def test_a_proposal_deferred_without_a_sentence_is_not(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("deferred").choose("Motif", "doublon").press("Enregistrer")
    assert screen.told == ["Écrivez une phrase qui dit pourquoi : ce changement en demande une."]
    assert now(proposal) == proposal


def test_what_was_chosen_and_written_is_still_there_after_a_refusal(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("deferred")
    screen.write("Phrase d’explication (nécessaire)", "Une phrase longue à écrire.").press("Enregistrer")
    assert screen.at.pills[0].value == "deferred"
    assert screen.at.text_area[0].value == "Une phrase longue à écrire."


def test_a_stale_sheet_is_told_who_changed_the_proposal_when_and_how(demonstration):
    (proposal,) = some("put_forward")
    late = sheet("anne", proposal).move_to("not_kept").choose("Motif", "hors_champ")
    late.write("Phrase d’explication (nécessaire)", "Hors du champ.")
    sql("insert into people values ('marc', 'Marc Autre', 'cabinet', 'coordinator', null, null, true, true, false, 0)")
    move("marc", [proposal], "kept", session=open_session())
    (told,) = late.press("Enregistrer").told
    assert re.fullmatch(
        rf"Marc Autre a modifié la proposition {proposal['reference']} le \d\d/\d\d/\d{{4}} à \d+ h \d\d : "
        "« Proposée au comité » est devenu « Retenue ». Rien de votre saisie n’a été enregistré ; "
        "regardez-la telle qu’elle est à présent, puis décidez à nouveau.",
        told,
    )
    assert now(proposal)["status"] == "kept"
    assert {"Retenue", "Hors du champ."} <= set(late.words)  # the state it is in now, and what was typed, to copy


def test_what_somebody_does_to_another_proposal_does_not_swallow_a_click(demonstration):
    mine, other = some("put_forward", count=2)
    screen = sheet("anne", mine).move_to("deferred").choose("Motif", "preuve_insuffisante")
    screen.write("Phrase d’explication (nécessaire)", "Revenir avec un bilan.")
    move("anne", [other], "kept", session=open_session())
    screen.press("Enregistrer")
    assert now(mine)["status"] == "deferred"
    assert screen.told == [f"« {mine['title']} » est désormais « Mise en réserve »."]


def test_what_somebody_does_to_another_proposal_does_not_swallow_a_wording(demonstration):
    mine, other = some("received", "93", count=2)
    screen = sheet("karim", mine).write("Intitulé", "Un intitulé écrit avec soin")
    move("helene", [other], "under_review")
    screen.press("Enregistrer la rédaction")
    assert now(mine)["edited_title"] == "Un intitulé écrit avec soin"


def test_a_stale_wording_does_not_overwrite_a_later_one(demonstration):
    (proposal,) = some("under_review", "93")
    first, late = sheet("karim", proposal), sheet("helene", proposal)
    first.write("Intitulé", "Le titre de Karim").press("Enregistrer la rédaction")
    (told,) = late.write("Intitulé", "Le titre d’Hélène").press("Enregistrer la rédaction").told
    assert told.startswith(f"Karim Haddad a modifié la proposition {proposal['reference']} le ")
    assert "la rédaction a été retravaillée" in told
    assert now(proposal)["edited_title"] == "Le titre de Karim"


def test_a_reader_and_another_territory_are_offered_nothing(demonstration):
    elsewhere = sql("from proposals where status = 'under_review' and region <> '11' limit 1")[0]
    for person, proposal in (("lucie", some("put_forward")[0]), ("karim", elsewhere), ("helene", elsewhere)):
        screen = sheet(person, proposal)
        assert not screen.at.pills, person
        expected = (
            "Vous n’avez rien à décider ici : à ce stade, ce n’est pas votre rôle ou ce n’est pas votre territoire."
        )
        assert expected in screen.words
        assert "Modifier la rédaction ou le thème" not in screen.words


def test_each_role_is_offered_exactly_the_moves_of_its_rules(demonstration):
    sql("update sessions set closed = false")  # a closed session takes back what undoes its decisions
    for person, status, offered in (
        ("karim", "under_review", ["Reçue", "À compléter", "Retirée"]),
        ("helene", "under_review", ["Reçue", "À compléter", "Retirée", "Proposée au comité"]),
        ("anne", "put_forward", ["En instruction", "Retenue", "Mise en réserve", "Non retenue"]),
        ("anne", "kept", ["Proposée au comité", "Adoptée", "Non adoptée"]),
    ):
        screen = sheet(person, some(status, "93")[0])
        assert sorted(screen.at.pills[0].options) == sorted(offered), (person, status)


def test_somebody_struck_off_meanwhile_is_refused_at_the_next_click(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("kept")
    sql("update people set active = false where id = 'anne'")
    screen.press("Enregistrer")
    assert "Vous n’êtes plus dans la liste des personnes habilitées. Adressez-vous à l’administrateur." in screen.told
    assert now(proposal) == proposal


def test_somebody_who_lost_their_role_meanwhile_is_refused_at_the_next_click(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("kept")
    sql("update people set role = 'reader' where id = 'anne'")
    (told,) = screen.press("Enregistrer").told
    assert told.startswith(
        f"La proposition {proposal['reference']} a le statut « Proposée au comité » : votre rôle (Lecture)"
    )
    assert now(proposal) == proposal


def test_somebody_who_changed_territory_meanwhile_is_refused_at_the_next_click(demonstration):
    (proposal,) = some("received", "93")
    screen = sheet("karim", proposal).move_to("under_review")
    sql("update people set region = '32', department = '59' where id = 'karim'")
    expected = f"La proposition {proposal['reference']} est hors de votre territoire : rien n’a été modifié."
    assert screen.press("Enregistrer").told == [expected]


# Sessions


def test_a_closed_session_says_so_and_offers_no_decision(demonstration):
    (closed,) = sql("select id from sessions where closed and fictional")
    screen = Screen("anne", "session").choose("Séance", closed["id"])
    assert "Cette séance est close : ses décisions ne peuvent plus changer." in screen.told
    assert not [words for words in screen.words if words.startswith("Devant le comité (")]


def test_a_session_closed_meanwhile_refuses_the_decision(demonstration):
    (proposal,) = some("put_forward")
    screen = sheet("anne", proposal).move_to("kept")
    screen.at.main.selectbox[0].select(open_session()).run()
    sql("update sessions set closed = true")
    screen.press("Enregistrer")
    assert now(proposal) == proposal
    assert screen.told


def decided_by_a_closed_session(status):
    (closed,) = sql("select id from sessions where closed and fictional")
    asked = {"status": status, "session": closed["id"]}
    return sql("from proposals where status = $status and session = $session limit 1", **asked)[0]


def test_undoing_the_decision_of_a_closed_session_is_not_offered(demonstration):
    kept = sheet("anne", decided_by_a_closed_session("kept"))
    assert sorted(kept.at.pills[0].options) == ["Adoptée", "Non adoptée"]
    refused = sheet("anne", decided_by_a_closed_session("not_kept"))
    assert not refused.at.pills
    assert "La séance qui a décidé est close : sa décision ne peut plus changer." in refused.words


def test_a_decision_whose_session_is_closed_meanwhile_is_not_undone(demonstration):
    proposal = decided_by_a_closed_session("kept")
    sql("update sessions set closed = false where id = $id", id=proposal["session"])
    screen = sheet("anne", proposal).move_to("put_forward").write("Phrase d’explication (nécessaire)", "Une erreur.")
    sql("update sessions set closed = true where id = $id", id=proposal["session"])
    (told,) = screen.press("Enregistrer").told
    assert told.endswith(" a été tranchée par une séance close : sa décision ne peut plus changer.")


def test_the_coordinator_calls_a_session_and_it_is_there_to_decide(demonstration):
    screen = Screen("anne", "session")
    screen.write("Intitulé", "CIV d’essai").write("Lieu", "Bobigny").press("Convoquer la séance")
    assert "La séance est convoquée." in screen.told
    assert any("CIV d’essai" in option for option in screen.at.main.selectbox[0].options)


def test_a_session_without_a_name_is_not_called(demonstration):
    before = latest_event()
    assert "Écrivez un intitulé." in Screen("anne", "session").press("Convoquer la séance").told
    assert latest_event() == before


def calling(screen):
    """Whether the form that calls a session is open."""
    return next(box for box in screen.at.expander if "onvoquer une" in box.label).proto.expanded


def test_with_no_open_session_the_coordinator_finds_the_form_to_call_one_open(demonstration):
    sql("update sessions set closed = true")
    screen = Screen("anne", "session")
    assert "Aucune séance n’est ouverte : convoquez la prochaine pour décider de ce qui est proposé." in screen.told
    assert calling(screen)


def test_a_session_called_without_a_name_leaves_its_form_open_and_what_was_typed_in_it(demonstration):
    sql("update sessions set closed = true")
    screen = Screen("anne", "session").write("Lieu", "Bobigny").press("Convoquer la séance")
    assert "Écrivez un intitulé." in screen.told
    assert calling(screen)
    assert next(box for box in screen.at.text_input if box.label == "Lieu").value == "Bobigny"


def test_the_session_page_opens_on_the_next_open_session_not_on_one_whose_date_has_passed(demonstration):
    following = open_session()
    sql(
        "insert into sessions select * replace (9999 as id, 'CIV passé' as label, date '2018-01-02' as held_on) "
        "from sessions where id = $id",
        id=following,
    )
    screen = Screen("anne", "session")
    held = next(box for box in screen.at.main.selectbox if box.label == "Séance")
    assert (held.value, calling(screen)) == (following, False)


def test_what_is_before_the_committee_opens_on_its_sheet(demonstration):
    (proposal,) = some("put_forward")
    screen = Screen("anne", "session").choose("Ouvrir une fiche", proposal["reference"])
    assert screen.title == proposal["title"]


# Wording and theme


def test_an_edited_wording_stands_beside_the_words_of_the_workshop(demonstration):
    (proposal,) = some("under_review", "93")
    screen = sheet("karim", proposal).write("Intitulé", "Un intitulé plus court").press("Enregistrer la rédaction")
    assert "La rédaction est enregistrée ; les mots de l’atelier sont gardés à côté." in screen.told
    assert screen.title == "Un intitulé plus court"
    assert {proposal["title"], "Un intitulé plus court"} <= set(screen.words)
    assert now(proposal)["title"] == proposal["title"]


def test_an_edited_title_is_told_with_the_one_it_replaced_and_why(demonstration):
    (proposal,) = some("under_review", "93")
    screen = sheet("karim", proposal).write("Intitulé", "Un intitulé plus court")
    screen.write("Phrase d’explication (facultative)", "Plus clair ainsi.").press("Enregistrer la rédaction")
    said = f"Karim Haddad a retouché un intitulé : « {proposal['title']} » est devenu « Un intitulé plus court »"
    history = screen.words[screen.words.index("Historique") :]
    assert history[history.index(said) + 1] == "« Plus clair ainsi. »"


def test_a_wording_left_as_it_was_is_not_recorded(demonstration):
    (proposal,) = some("under_review", "93")
    told = sheet("karim", proposal).press("Enregistrer la rédaction").told
    assert told == ["Il n’y a rien à enregistrer : c’est identique à ce qui était."]


def test_a_theme_put_right_is_recorded_and_counted(demonstration):
    (proposal,) = some("under_review", "93")
    screen = sheet("karim", proposal)
    other = next(code for code in ("sport", "culture") if code != proposal["theme"])
    theme = next(box for box in screen.at.main.selectbox if box.label == "Thème")
    theme.select(other)
    assert screen.press("Enregistrer le thème").told == ["Le thème est enregistré."]
    assert now(proposal)["theme"] == other
