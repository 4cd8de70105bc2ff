"""What a person sees and does without a browser: pages drawn in this process by Streamlit's own tester."""

import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

import queries

APP = Path(queries.__file__).parents[1] / "dashboard.py"
PAGES = {
    "overview": "pages/follow/overview.py",
    "territory": "pages/follow/territory.py",
    "changes": "pages/follow/changes.py",
    "compare": "pages/follow/compare.py",
    "region": "pages/follow/region.py",
    "face_to_face": "pages/follow/face_to_face.py",
    "progress": "pages/follow/progress.py",
    "proposals": "pages/follow/proposals.py",
    "follow_up": "pages/follow/follow_up.py",
    "workshops": "pages/follow/workshops.py",
    "journal": "pages/follow/journal.py",
    "review": "pages/decide/review.py",
    "session": "pages/decide/session.py",
    "intake": "pages/manage/intake.py",
    "sheet": "pages/follow/proposal.py",
}
NAMES = {
    "lucie": "Lucie Bernard (observatoire de la ville)",
    "karim": "Karim Haddad (mission ville de Seine-Saint-Denis)",
    "helene": "Hélène Marchand (préfecture de la région d’Île-de-France)",
    "anne": "Anne Lemaire (coordination nationale)",
    "paul": "Paul Girard (administration de l’application)",
}
NOT_WORDS = {"id", "page", "page_script_hash", "query_string", "icon", "form_id", "query_param_key", "spec", "tag"}


class Screen:
    """The screen of one person, opened by a link; `at` is Streamlit's own tester."""

    def __init__(self, person="lucie", page="overview", lang="fr", **link):
        self.at = AppTest.from_file(str(APP), default_timeout=60)
        self.at.query_params = {"person": NAMES.get(person, person), "lang": lang.upper(), **link}
        self.at.run()
        if page != "overview":
            self.open(page, **link)

    def open(self, page, **link):
        """Go to a page, as its link does."""
        self.at.query_params |= link
        self.at.switch_page(PAGES[page]).run()
        return self

    def again(self):
        """The next click: the page drawn once more."""
        self.at.run()
        return self

    def press(self, label):
        """Press the button that says this."""
        next(button for button in self.at.button if button.label == label).click().run()
        return self

    def choose(self, label, value):
        """Choose in the list that has this name."""
        next(box for box in self.at.main.selectbox if box.label == label).select(value).run()
        return self

    def move_to(self, status):
        """On a sheet, pick the status it moves to."""
        self.at.pills[0].select(status).run()
        return self

    def write(self, label, text):
        """Write in the box that has this name."""
        next(area for area in (*self.at.text_area, *self.at.text_input) if area.label == label).input(text)
        return self

    def upload(self, name, content):
        """Send a file."""
        self.at.file_uploader[0].upload(name, content).run()
        return self

    @property
    def title(self):
        return self.at.title[0].value

    @property
    def told(self):
        """The sentences said apart: successes, errors, warnings but the banner's, pieces of information."""
        kinds = (self.at.success, self.at.error, self.at.warning, self.at.info)
        return [straight(alert.value) for kind in kinds for alert in kind if "données fictives" not in alert.value]

    @property
    def words(self):
        """Every text on the screen, in order, table cells apart."""
        return [straight(text) for element in self.at._tree for _, text in texts(element)]

    @property
    def cards(self):
        """The figures of the cards, by name."""
        return {metric.label: int(metric.value.replace("\u202f", "").replace(" ", "")) for metric in self.at.metric}

    def table(self, number=0):
        """The rows of a table of the page."""
        return self.at.dataframe[number].value

    def charts(self):
        """What each chart says it shows."""
        return [straight(chart.proto.alt) for chart in self.at.get("vega_lite_chart")]

    def links(self):
        """The links of the page: their label and where they go."""
        return [(link.proto.label, link.proto.page, link.proto.query_string) for link in self.at.get("page_link")]

    def failed(self):
        """What went wrong, were it said on the page or not."""
        return [*self.at.exception.values, *(said for said in self.told if "Une erreur est survenue" in said)]


def texts(element):
    """The texts an element carries, with the name of their field; neither keys nor specifications."""
    proto = getattr(element, "proto", None)
    return list(_strings(proto)) if hasattr(proto, "ListFields") else []


def _strings(message):
    for field, value in message.ListFields():
        if field.name in NOT_WORDS:
            continue
        for one in value if field.is_repeated else [value]:
            if field.type == field.TYPE_STRING:
                yield field.name, one
            elif field.type == field.TYPE_MESSAGE:
                yield from _strings(one)


def straight(text):
    """A text as it is read: no sign that hides another from Markdown, ordinary spaces."""
    shown = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "")
    return "".join(sign for place, sign in enumerate(shown) if sign != "\\" or shown[place - 1 : place] == "\\")


def forget():
    """Let go of what pages keep ready by event number: it is of the store that was open."""
    for name in [name for name in sys.modules if name.startswith("pages.parts.")]:
        for value in list(vars(sys.modules[name]).values()):
            inside = [cell.cell_contents for cell in getattr(value, "__closure__", None) or ()]
            for kept in (value, *inside):
                if hasattr(kept, "cache_clear") and kept.__name__ != "_french":
                    kept.cache_clear()
