"""What people write is shown as they wrote it: no picture, no link, no colour, no heading comes of it."""

import re

import pytest
from gestures import hold, move, sql, take_in
from screens import NAMES, PAGES, Screen, texts

from queries import latest_event, record

SIGNS = ("![", "](http", ":red[", "$x$", "<img", "<b>", "**gras**", "`code`", "# Titre")
NASTY = (
    "ZQX ![](http://evil.example/x.png) [ici](http://evil.example) :red[rouge] $x$ <img src=x> <b>b</b> **gras** `code`"
)
HEADING = "# Titre ZQX : décision adoptée"
READ_AS_MARKDOWN = {"body", "label", "content", "help", "delta_description"}
# Elements that interpret nothing; `html` is the trail of wordings, where every sign is escaped (test_follow_up_page).
SHOWN_AS_TYPED = {"text", "data_frame", "dataframe", "html"}


@pytest.fixture
def hostile(empty_store):
    """A store where everything that people write is hostile; the reference of its proposal."""
    workshop = hold(NASTY, prefecture=NASTY, place=NASTY, source=NASTY, note=NASTY, themes=("sport",))
    first, second = take_in(workshop, {"title": NASTY, "words": NASTY}, {"title": HEADING, "words": HEADING})
    record("convene", by="anne", kind="other", label=NASTY[:150], held_on=first["status_since"].date(), place=NASTY)
    for proposal in (first, second):
        move("karim", [proposal], "to_complete", sentence=NASTY)
    move("karim", [first, second], "under_review")
    move("helene", [first, second], "put_forward")
    move("anne", [second], "kept", session=session(), sentence=NASTY)
    given = {
        "title": NASTY[:150],
        "instance": NASTY,
        "theme": NASTY,
        "source": NASTY,
        "link": "https://evil.example/![]()",
    }
    record("add_measure", by="anne", decided_on=first["status_since"].date(), **given)
    said = {"measure": "own-1", "in_charge": NASTY, "note": NASTY, "sentence": NASTY, "seen": latest_event()}
    said |= {"verdict": "partial", "body": "association", "next_date": None}
    record("follow_up", by="anne", proposal=second["id"], **said)
    return first["reference"]


def session():
    """The session called last."""
    return sql("select max(id) as id from sessions")[0]["id"]


def raw(text):
    """The signs of a text that Markdown would read."""
    return [sign for sign in SIGNS if re.search(rf"(?<!\\){re.escape(sign)}", text)]


def interpreted(screen):
    """The texts of a screen that Streamlit reads as Markdown."""
    for element in screen.at._tree:
        if element.type not in SHOWN_AS_TYPED:
            yield from (text for name, text in texts(element) if name in READ_AS_MARKDOWN)


@pytest.mark.parametrize("person", NAMES)
def test_what_people_write_is_interpreted_nowhere(hostile, person):
    kept = sql("select reference from proposals where status = 'kept'")[0]["reference"]
    for page, proposal in [*((page, hostile) for page in PAGES), ("sheet", kept)]:
        screen = Screen(person, page, proposal=proposal)
        assert not screen.failed(), page
        for text in interpreted(screen):
            assert not raw(text), (page, text)


def test_what_people_write_is_shown_whole_on_its_sheet(hostile):
    words = Screen("anne", "sheet", proposal=hostile).words
    assert words.count(NASTY) >= 3  # its title, the workshop's words and title of the history


def test_what_people_write_is_interpreted_nowhere_after_a_move(hostile):
    screen = Screen("anne", "sheet", proposal=hostile).move_to("kept").press("Enregistrer")
    assert screen.at.success
    assert not raw(screen.at.success[0].value)
    assert screen.told == [f"« {NASTY} » est désormais « Retenue »."]


def test_a_hostile_reference_in_a_link_is_shown_as_typed(hostile):
    screen = Screen("lucie", "sheet", proposal="![](http://evil.example/x) :red[x]")
    assert "![" not in screen.at.warning[0].value
    assert screen.told == [
        "Il n’y a pas de proposition « ![](http://evil.example/x) :red[x] ». Cherchez-la dans la liste."
    ]


def test_a_hostile_value_in_a_link_is_shown_as_typed(hostile):
    screen = Screen("lucie", region="![](http://evil.example/x) :red[x] <b>")
    assert not [alert.value for alert in screen.at.warning if raw(alert.value)]


def test_a_hostile_file_name_or_column_is_shown_as_typed(hostile):
    screen = Screen("karim", "intake").upload("![](http:) :red[x].csv", b"")
    assert screen.at.error
    assert not raw(screen.at.error[0].value)
    sheet = "Thème;Intitulé;Porteur;![](http://evil.example/x)\nSport;Un titre;Association;x\n".encode("utf-8-sig")
    screen = Screen("karim", "intake").upload("feuille.csv", sheet)
    assert not [text for text in interpreted(screen) if raw(text)]
