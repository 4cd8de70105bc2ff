"""What a person sees in a browser, and the gestures they make there."""

import contextlib
import re
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import expect

NAMES = {
    "lucie": "Lucie Bernard (observatoire de la ville)",
    "karim": "Karim Haddad (mission ville de Seine-Saint-Denis)",
    "helene": "Hélène Marchand (préfecture de la région d’Île-de-France)",
    "anne": "Anne Lemaire (coordination nationale)",
    "paul": "Paul Girard (administration de l’application)",
}
PAGES = {
    "": "Vue d’ensemble",
    "territoire": "Mon territoire",
    "comparer": "Comparer les régions",
    "evolutions": "Évolutions",
    "region": "Portrait d’une région",
    "face-a-face": "Face à face",
    "avancement": "Avancement",
    "propositions": "Propositions",
    "suites": "Suites",
    "ateliers": "Ateliers",
    "journal": "Journal",
    "instruire": "Instruire",
    "seance": "Séance",
    "importer": "Importer",
    "fiche": "Fiche",
}
SECTIONS = {  # of the menu on top
    "Suivi": ("Évolutions", "Avancement", "Suites", "Journal", "Ateliers"),
    "Agir": ("Instruire", "Séance", "Importer"),
}
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": ""})

STILL = """() => new Promise(done => {
    let moved = performance.now(), until = moved + 20000
    const watch = new MutationObserver(() => moved = performance.now())
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})
    const look = () => {
        const idle = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        if ((idle && performance.now() - moved > 200) || performance.now() > until) { watch.disconnect(); done() }
        else setTimeout(look, 50)
    }
    look()
})"""


class Screen:
    """One browser window, with what it complained of and where it went for what it shows."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.errors, self.asked = [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._complained)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def _complained(self, line):
        """Keep what the console says went wrong, but Streamlit's own search for its server, at /page/_stcore first.

        What is asked of other hosts is another matter: see `strangers`.
        """
        url = line.location["url"]
        probing = re.search(r"/[\w-]+/_stcore/(health|host-config)$", url)
        if line.type == "error" and not probing and urlsplit(url).hostname in (None, "127.0.0.1"):
            self.errors.append(f"{line.text} ({url})")

    # Going

    def go(self, person=None, page="", **link):
        """Open a link, as pasted in the address bar; wait until the page is drawn."""
        known = ({"person": NAMES[person]} if person else {}) | link
        self.page.goto(f"{self.address}/{page}?{urlencode(known, doseq=True)}")
        return self.drawn()

    def slip(self, page="", **link):
        """Go to a page as the browser's history does: quicker than a link, for nothing is loaded again."""
        to = f"/{page}?{urlencode(known(self.page.url) | link, doseq=True)}"
        self.page.evaluate("to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", to)
        expect(self.page).to_have_title(re.compile(PAGES[page]))
        return self.drawn()

    def drawn(self):
        """Wait until a title is there and nothing is being drawn."""
        expect(self.main.locator("h1").first).to_be_visible(timeout=30_000)
        return self.still()

    def still(self):
        """Wait until the server has no more to say and nothing moves any more."""
        app = self.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        self.page.evaluate(STILL)
        return self

    def menu(self, label):
        """Go to a page by the menu on top, opening the section it is under."""
        for section, under in SECTIONS.items():
            if label in under:
                self.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
                self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=label).click()
                break
        else:
            self.page.get_by_test_id("stTopNavLink").filter(has_text=label).click()
        expect(self.title).to_have_text(label)
        return self.still()

    # Seeing

    @property
    def main(self):
        return self.page.get_by_test_id("stMain")

    @property
    def title(self):
        return self.main.locator("h1").first

    @property
    def sidebar(self):
        return self.page.get_by_test_id("stSidebar")

    def told(self, sentence):
        """Wait for a sentence said apart (a success, an error, a warning)."""
        expect(self.page.get_by_test_id("stAlert").filter(has_text=loose(sentence)).first).to_be_visible()
        return self

    def reads(self, sentence):
        """Wait for a text of the page."""
        expect(self.main.get_by_text(loose(sentence)).first).to_be_visible()
        return self

    def cards(self):
        """The figures of the cards, by name."""
        names = self.main.locator("[data-testid=stMetricLabel]").all_inner_texts()
        figures = self.main.locator("[data-testid=stMetricValue]").all_inner_texts()
        return {name.strip(): int(re.sub(r"\s", "", figure)) for name, figure in zip(names, figures, strict=True)}

    def strangers(self):
        """The hosts asked for something, but the server."""
        hosts = {urlsplit(url).hostname for url in self.asked if not url.startswith(("data:", "blob:", "about:"))}
        return hosts - {"127.0.0.1"}

    def link(self):
        """What the address bar asks for, and the page."""
        return self.page.url.removeprefix(self.address)

    # Doing

    def become(self, person):
        """Choose who you are, top left."""
        self.pick("Vous êtes (mode local)", NAMES[person])
        return self.still()

    def pick(self, label, option, inside=None):
        """Choose in a list."""
        box = (inside or self.page).get_by_role("combobox", name=label).first
        box.click()
        box.fill(option[:40])
        self.page.get_by_role("option").filter(has_text=option).first.click()
        return self

    def press(self, label):
        """Press a button, once it can be."""
        self.page.get_by_role("button", name=re.compile(rf"{loose(label).pattern}$")).first.click()
        return self

    def show(self, label):
        """Choose among a few ways of seeing."""
        self.main.get_by_role("radio", name=label).click()
        return self.still()

    def write(self, label, text):
        """Write in a box, and leave it."""
        box = self.page.get_by_label(label, exact=True).first
        box.fill(text)
        box.press("Tab")
        return self.still()

    @property
    def dialog(self):
        return self.page.get_by_role("dialog")

    def grid(self, number=0):
        return Grid(self, self.main.get_by_test_id("stDataFrame").nth(number))


class Grid:
    """A table drawn on a canvas; a hidden table inside says what it shows."""

    ROW, HEAD = 35, 35  # pixels

    def __init__(self, screen, box):
        self.screen, self.box = screen, box
        expect(box.locator("canvas").first).to_be_visible()
        screen.still()
        box.scroll_into_view_if_needed()

    def cells(self):
        """The rows drawn, as texts; the first is the heading. A table made anew is empty for a moment: wait for it."""
        read = self._read()
        for _ in range(50):
            self.screen.page.wait_for_timeout(100)
            before, read = read, self._read()
            if len(read) > 1 and read == before:
                return read
        raise AssertionError(f"The table does not settle: {read}")

    def _read(self):
        drawn = self.box.evaluate(
            "box => [...box.querySelectorAll('table[role=grid] tr')].map("
            "row => [...row.querySelectorAll('th, td')].map(cell => cell.innerText))"
        )
        return [[text.translate(SPACES) for text in row] for row in drawn]

    def row_of(self, text):
        """Where the row that holds this text is, from 0."""
        for number, row in enumerate(self.cells()[1:]):
            if any(text in cell for cell in row):
                return number
        raise AssertionError(f"{text} is not among the rows drawn")

    def point(self, row, column=0):
        """Where a cell is on the screen, once in sight; only the left of the first column is known for sure."""
        down = self.HEAD + self.ROW * row + self.ROW / 2
        canvas = self.box.locator("canvas").first
        self.screen.main.evaluate(
            "(main, [top, tall]) => main.scrollBy(0, top > 120 && top < tall - 60 ? 0 : top - tall / 2)",
            [canvas.bounding_box()["y"] + down, self.screen.page.viewport_size["height"]],
        )
        around = canvas.bounding_box()
        return around["x"] + 40 + column * 60, around["y"] + down

    def click(self, row, column=0):
        self.screen.page.mouse.click(*self.point(row, column))
        return self.screen

    def choose(self, row, option):
        """Double-click the first cell of a row, and pick an option in the list it opens.

        In a cell already selected the second click closes what the first opened: one more opens it again.
        """
        self.screen.page.bring_to_front()
        offered = self.screen.page.get_by_role("option", name=option, exact=True)
        self.screen.page.mouse.dblclick(*self.point(row))
        for _ in range(2):
            with contextlib.suppress(AssertionError):
                expect(offered).to_be_visible(timeout=2_000)
                break
            self.screen.page.mouse.click(*self.point(row))
        offered.click()
        return self.screen


def known(url):
    """What a link asks for."""
    return {name: value for name, value in parse_qs(urlsplit(url).query).items() if name == "person"}


def loose(sentence):
    """A sentence whatever its spaces: typography has several kinds."""
    return re.compile(r"\s".join(re.escape(word) for word in sentence.split()))
