"""The demonstration in the store: it agrees with its events, is told again if untouched, and leaves nothing behind."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

import data
import queries
from data.__main__ import main
from data.sample.story import tell
from data.workbook import Row
from queries import ask, latest_event, record, store
from queries import demonstration as demo
from queries.demonstration import begin_demonstration, end_demonstration, paris_day, refresh_demonstration
from queries.intake import Sheet, take_in
from queries.refusals import Incomplete, NotAllowed

FICTIONAL = ("people", "sessions", "workshops", "proposals")


def sql(statement):
    """The rows of one statement, as dicts."""
    with store().writing() as cursor:
        answer = cursor.execute(statement)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def test_the_state_of_every_proposal_is_what_its_events_say(demonstration):
    assert ask("disagreements").to_pylist() == []
    assert main(["check"]) == 0


def test_nothing_in_the_store_is_in_the_future(demonstration):
    assert sql("select max(happened_at) as last from events")[0]["last"] <= datetime.now(UTC).replace(tzinfo=None)


def test_a_proposal_is_found_by_its_words_and_by_its_edited_ones(demonstration):
    edited = sql("from proposals where edited_title is not null")[0]
    assert (
        sql(f"select plain(edited_title) as words from proposals where id = {edited['id']}")[0]["words"]
        in edited["search"]
    )
    assert edited["reference"].lower() in edited["search"]


def test_the_real_workshop_is_not_fictional_and_has_the_two_proposals_on_record(demonstration):
    real = sql("from workshops where not fictional")
    assert [(row["department"], row["held_on"], row["place"], row["participants"]) for row in real] == [
        ("75", date(2018, 2, 14), None, None)
    ]
    titles = [row["title"] for row in sql("from proposals where not fictional order by id")]
    assert titles == ["Médiation numérique de proximité et en réseau", "Mutualisation des moyens associatifs"]


def test_removing_it_takes_everything_fictional_out_and_leaves_the_real_workshop(demonstration):
    last = latest_event()
    assert main(["sample", "--remove"]) == 0
    assert [sql(f"from {table} where fictional") for table in FICTIONAL] == [[], [], [], []]
    assert sql("from evidence") == []
    assert len(sql("from workshops")) == 1
    assert len(sql("from proposals")) == 2
    assert latest_event() == last + 1
    assert ask("disagreements").to_pylist() == []
    queries.close()
    assert latest_event() == last + 1
    assert ask("is_demonstration").to_pylist() == [{"fictional": False}]


def test_removing_it_takes_out_what_people_did_to_it(demonstration):
    proposal = sql("from proposals where fictional and status = 'put_forward'")[0]
    session = sql("from sessions where fictional and not closed")[0]["id"]
    move(proposal["id"], "kept", session)
    workshop = sql("from workshops where fictional and region = '11'")[0]["id"]
    take_in(sheet("Une idée de plus"), by="helene", workshop=workshop)
    end_demonstration()
    assert ask("disagreements").to_pylist() == []
    assert Counter(event["person"] for event in sql("from events")) == {"helene": 4, "application": 2}


def test_a_real_proposal_decided_at_a_fictional_session_keeps_its_decision(demonstration):
    real = sql("from proposals where not fictional order by id")[0]["id"]
    session = sql("from sessions where fictional and not closed")[0]["id"]
    for status, by in (("under_review", "helene"), ("put_forward", "helene"), ("kept", "anne")):
        move(real, status, session, by)
    end_demonstration()
    assert [row["id"] for row in sql("from sessions where fictional")] == [session]
    assert sql(f"from proposals where id = {real}")[0]["session"] == session
    assert ask("disagreements").to_pylist() == []


def test_it_comes_after_what_the_store_holds_and_gives_no_reference_twice(empty_store):
    held_on = tell(paris_day()).workshops["held_on"].to_pylist()[0]
    asked = {"prefecture": "Préfecture", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
    record("hold_workshop", by="karim", department="93", held_on=held_on, title="Un atelier", **asked)
    take_in(sheet("Une idée", "Une autre"), by="karim", workshop=1)
    begin_demonstration(paris_day())
    assert ask("disagreements").to_pylist() == []
    numbers = [row["reference"] for row in sql("from proposals where department = '93' order by id")]
    assert numbers == [f"IDF-93-{held_on.year}-{rank:03}" for rank in range(1, len(numbers) + 1)]
    assert len(numbers) > 2


def test_only_the_application_tells_it_and_never_twice(demonstration):
    with pytest.raises(Incomplete):
        begin_demonstration(paris_day())
    with pytest.raises(NotAllowed):
        record("end_demonstration", by="anne", told_again=None)


def test_it_is_told_again_on_another_day_only_if_nobody_touched_it(demonstration):
    tomorrow = paris_day() + timedelta(days=1)
    assert not refresh_demonstration(paris_day())
    before = latest_event()
    assert refresh_demonstration(tomorrow)
    assert latest_event() > before
    assert len(sql("from workshops where not fictional")) == 1
    assert ask("disagreements").to_pylist() == []
    assert sql("select max(happened_at) as last from events")[0]["last"] <= datetime.now(UTC).replace(tzinfo=None)
    move(
        sql("from proposals where fictional and status = 'put_forward'")[0]["id"], "under_review", None, sentence="Non."
    )
    assert not refresh_demonstration(tomorrow + timedelta(days=1))


def test_a_telling_that_was_interrupted_is_finished_at_the_next_opening(demonstration):
    end_demonstration(told_again=paris_day())
    assert refresh_demonstration(paris_day())
    assert ask("is_demonstration").to_pylist() == [{"fictional": True}]


def test_what_somebody_removed_is_not_told_again(demonstration):
    end_demonstration()
    assert not refresh_demonstration(paris_day() + timedelta(days=1))


def test_a_file_that_is_named_starts_empty_and_our_own_starts_with_the_demonstration(
    empty_store, tmp_path, monkeypatch
):
    assert latest_event() == 0
    monkeypatch.setattr(data, "DEFAULT", tmp_path / "own.duckdb")
    monkeypatch.delenv("DASHBOARD_DATABASE")
    queries.close()
    assert ask("is_demonstration").to_pylist() == [{"fictional": True}]
    told = latest_event()
    queries.close()
    monkeypatch.setattr(demo, "paris_day", lambda: date.today() + timedelta(days=3))
    assert latest_event() > told


def test_check_finds_what_was_changed_without_an_event(demonstration, capsys):
    changed = sql("from proposals where status = 'under_review' and fictional")[0]["reference"]
    sql(f"update proposals set status = 'kept' where reference = '{changed}'")
    sql("update events set person = 'nobody' where number = 5")
    silent = sql("from proposals where id in (select proposal from evidence where cost is null) order by id")[0]
    sql(f"update evidence set cost = 'Rien' where proposal = {silent['id']}")
    queries.close()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert f"{changed}, statut : « kept » dans le registre, « under_review » d’après les évènements" in said
    assert f"{silent['reference']}, coût : « Rien » dans le registre" in said
    assert "5 : personne inconnu dans le registre, « nobody »" in said


def test_the_terminal_says_what_it_did(empty_store, capsys):
    assert [main(["sample"]), main(["sample"]), main(["sample", "--remove"]), main(["sample", "--remove"])] == [0] * 4
    said = capsys.readouterr().out
    assert "est déjà dans" in said
    assert "Tout ce qui était fictif est retiré" in said
    assert "Il n’y a pas de démonstration" in said


def test_the_terminal_says_so_when_another_program_holds_the_file(empty_store, capsys, monkeypatch):
    def held(path):
        raise data.StoreRefused(
            "The file {file} is already open in another program. Close the other dashboard, then open this page again.",
            file=path.name,
        )

    monkeypatch.setattr(queries, "open_store", held)
    queries.close()
    assert main(["check"]) == 2
    assert "Le fichier store.duckdb est déjà ouvert par un autre programme" in capsys.readouterr().err


def move(proposal, status, session, by="anne", sentence=None):
    asked = {"session": session, "reason": None, "sentence": sentence, "seen": latest_event()}
    record("move", by=by, proposals=[proposal], status=status, **asked)


def sheet(*titles):
    rows = [Row(line, "", "sport", title, "", "association") for line, title in enumerate(titles, 2)]
    return Sheet("feuille.csv", "", rows)
