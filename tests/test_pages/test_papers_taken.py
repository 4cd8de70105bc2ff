"""The papers people take from the pages: made at a click, in French, as of the day read, naming nobody."""

import io
import re
from datetime import timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from gestures import move, one, open_session, opened, sql
from pypdf import PdfReader
from screens import Screen

from data.papers.french import BECAME
from pages.parts.day_read import this_day
from pages.parts.session_papers import READY
from queries import Filters, ask, end_of

REAL = "IDF-75-2018-001"
LISTED = {"filters": Filters(), "sort": "reference", "most": 10**6, "skipped": 0}


def in_word(content):
    """The texts of a Word file, its lines and spaces as they may be."""
    document = Document(io.BytesIO(content))
    body = "".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    return squeezed(document.sections[0].header.paragraphs[0].text + body)


def in_pdf(content):
    """The texts of a PDF."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def squeezed(text):
    """A text without its spaces, wherever lines were broken."""
    return re.sub(r"[\s\u200b]+", "", text)


def both(offered):
    """The texts of the two files offered."""
    return in_word(one(offered, ".docx")), in_pdf(one(offered, ".pdf"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_anybody_takes_the_sheet_of_a_proposal_in_french(told, offered, lang):
    screen = opened(Screen("lucie", "sheet", lang=lang, proposal=REAL), "papers")
    assert not screen.failed()
    for said in both(offered):
        for text in (
            REAL,
            "Médiation numérique de proximité et en réseau",
            "14 février 2018",
            "Île-de-France",
            "Reçue",
        ):
            assert squeezed(text) in said
        assert squeezed("Démonstration : données fictives") in said


def test_a_sheet_tells_each_step_and_names_nobody(told, offered):
    [busiest] = sql(
        "select reference, id from proposals order by (select count(*) from events where proposal = id) desc limit 1"
    )
    became = f"select count(*) as count from events where proposal = {busiest['id']} and kind in ('move', 'retheme')"
    changes = sql(became)[0]["count"]
    assert changes > 2
    opened(Screen("lucie", "sheet", proposal=busiest["reference"]), "papers")
    for said in both(offered):
        assert said.count("»devient«") == changes
        assert not [row["name"] for row in sql("from people") if squeezed(row["name"]) in said]


def test_a_sheet_taken_from_a_past_day_says_what_stood_then(told, offered):
    month_ago = this_day() - timedelta(days=30)
    now = {row["reference"]: row["status"] for row in ask("proposals_listed", **LISTED, today=this_day()).to_pylist()}
    then = ask("proposals_listed", **LISTED, today=month_ago, as_of=end_of(month_ago)).to_pylist()
    moved = next(row for row in then if row["status"] == "under_review" and now[row["reference"]] == "put_forward")
    opened(Screen("lucie", "sheet", proposal=moved["reference"], date=month_ago.isoformat()), "papers")
    for said in both(offered):
        assert squeezed("StatutEn instruction, depuis le") in said
        assert squeezed("devient « Proposée au comité »") not in said
        assert "Telqu’ausoirdu" in said


def test_those_who_spoke_in_a_workshop_are_answered_about_every_proposal(told, offered):
    [most] = sql(
        "select workshop, count(*) as made from proposals group by workshop order by made desc, workshop limit 1"
    )
    rows = sql(f"select title, status from proposals where workshop = {most['workshop']}")
    label = next(row["label_fr"] for row in ask("workshops").to_pylist() if row["code"] == most["workshop"])
    opened(Screen("lucie", "workshops", workshop=label), "answer-to-workshop")
    for said in both(offered):
        assert [row["title"] for row in rows if squeezed(row["title"]) not in said] == []
        for status in {row["status"] for row in rows}:
            count = sum(row["status"] == status for row in rows)
            assert said.count(squeezed(BECAME[status])) == count


def test_the_record_of_a_session_holds_all_it_decided_whatever_the_filters(told, offered):
    session = ask("next_session", today=this_day()).to_pylist()[0]["id"]
    given = {"session": session, "filters": Filters(), "most": 10**6, "skipped": 0}
    decided = ask("decided_in_session", **given).to_pylist()
    assert len(decided) > 10
    assert not opened(Screen("anne", "session", region="Corse"), f"record-{session}").failed()
    for said in both(offered):
        assert [row["reference"] for row in decided if row["reference"] not in said] == []
        assert [row["sentence"] for row in decided if row["sentence"] and squeezed(row["sentence"]) not in said] == []
        assert squeezed(f"Total{len(decided)}") in said
        assert "provisoire" in said


def test_the_coordinator_prepares_the_file_of_a_session_and_takes_it_away(told):
    screen = Screen("anne", "session", region="Bretagne").press("Préparer le dossier de séance")
    assert not screen.failed()
    waiting = sql(
        "select reference, title from proposals where region = '53' and status in ('put_forward', 'deferred')"
    )
    assert waiting
    _, word, pdf = screen.at.session_state[READY]
    for said in (in_word(word), in_pdf(pdf)):
        assert [row["title"] for row in waiting if said.count(squeezed(row["title"])) < 3] == []
        assert squeezed("Région : Bretagne") in said
    offered = [button.proto.label for button in screen.at.get("download_button")]
    assert offered == ["Dossier de séance, Word", "Dossier de séance, PDF"]


def test_a_file_prepared_before_something_changed_is_no_longer_offered(demonstration):
    screen = Screen("anne", "session", region="Bretagne").press("Préparer le dossier de séance")
    move("anne", sql("from proposals where region = '53' and status = 'put_forward'"), "kept", session=open_session())
    screen.again()
    assert screen.at.get("download_button") == []
    assert "préparez-le de nouveau" in " ".join(screen.words)


@pytest.mark.parametrize("person", ["lucie", "karim", "helene", "paul"])
def test_only_the_coordination_is_offered_the_papers_of_a_session(told, offered, person):
    screen = Screen(person, "session")
    assert not [button for button in screen.at.button if "dossier" in button.label]
    assert "Relevé de décisions" not in screen.words
