"""What people write is shown as they typed it, whatever signs they use: it draws nothing, links to nothing."""

import shutil
from datetime import date

import pytest
from playwright.sync_api import expect
from screen import SPACES

import queries
from data.workbook import Row
from queries import record
from queries.intake import Sheet, take_in

TITLE = "1. Ouvrir :material/home: -> www.evil.example ou a@evil.example ou http://evil.example &lt;b&gt; :streamlit:"
WORDS = "![](http://evil.example/x.png) [ici](http://evil.example) :red[x] $x$ <img src=x> **gras** `code`"
ROW = {"line": 2, "number": "", "title": TITLE, "text": WORDS, "theme": "sport", "body": "association"}
DRAWN = (
    "a[href*=evil], img[src*=evil], img[src*=streamlit], ol, code, em, .katex, strong:has-text('gras'), "
    "[data-testid=stHeading] [role=img], [data-testid=stMarkdownContainer] p:has-text('Ouvrir') [role=img]"
)


@pytest.fixture(scope="module")
def hostile(empty_file, tmp_path_factory, start):
    """A server of a store where what people wrote is hostile."""
    file = shutil.copy(empty_file, tmp_path_factory.mktemp("hostile") / "hostile.duckdb")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATABASE", str(file))
        queries.close()
        held = {"department": "93", "title": TITLE, "held_on": date(2018, 2, 14), "prefecture": TITLE, "place": TITLE}
        held |= {"participants": None, "themes": (), "source": TITLE, "note": WORDS}
        record("hold_workshop", by="karim", **held)
        take_in(Sheet(f"{TITLE}.csv", "", [Row(**ROW)]), by="karim", workshop=1)
        record("convene", by="anne", kind="other", label=TITLE, held_on=date(2099, 1, 1), place=TITLE)
        queries.close()
    server = start(file)
    yield server
    server.stop()


@pytest.mark.parametrize(
    "page",
    ["", "territoire", "avancement", "propositions", "ateliers", "journal", "instruire", "seance", "importer", "fiche"],
)
def test_what_people_write_draws_nothing_and_links_to_nothing(hostile, visit, page):
    screen = visit(hostile, "anne", page, proposal="IDF-93-2018-001")
    drawn = screen.main.locator(DRAWN).and_(screen.main.locator(":not([data-testid=stPageLink-NavLink])"))
    assert [drawn.nth(number).evaluate("one => one.outerHTML")[:200] for number in range(drawn.count())] == []
    assert not {host for host in screen.strangers() if "evil" in host}


def test_what_people_write_is_read_as_they_typed_it(hostile, visit):
    screen = visit(hostile, "karim", "fiche", proposal="IDF-93-2018-001")
    assert screen.title.inner_text().translate(SPACES).strip() == TITLE
    screen.main.get_by_role("radio", name="En instruction").click()
    screen.still().press("Enregistrer")
    said = screen.page.get_by_test_id("stAlert").filter(has_text="est désormais")
    expect(said).to_be_visible()
    assert TITLE in said.inner_text().translate(SPACES)
