"""A département or a region of France as people type it, found in the reference lists; None when it is not sure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.likeness import folded
from data.reference_lists import REFERENCE, read_list

CITIES = {"paris": ("75", 20), "lyon": ("69", 9), "marseille": ("13", 16)}  # département, arrondissements
ARRONDISSEMENT = re.compile(r"(\d{1,2})(?:ers?|res?|nde?|e|es|eme|emes|ieme)?")
AROUND = {"arr", "ardt", "arrondissement", "arrondissements", "commune", "mairie", "et", "er", "e", "eme"}
TITLES = {"academie", "collectivite", "conseil", "departement", "departemental", "dep", "dept", "dpt", "metropole"} | {
    *("prefecture", "region", "regional", "ville")
}
ARTICLES = {"d", "de", "des", "du", "l", "la", "le", "les"}
SHORT = {"st": "saint", "ste": "sainte"}
IN_BRACKETS = re.compile(r"\(\s*(\d{1,3}|2[abAB])\s*\)")
POSTAL = re.compile(r"\d{5}|2[ab]\d{3}")  # or a commune's own code
CORSICA = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}
NOT_GUADELOUPE = ("97133", "97150")  # Saint-Barthélemy, Saint-Martin
NEARLY = ((11, 2), (7, 1))  # letters of a name, and how many of them may be wrong: none in a shorter one


Names = dict[str, str | None]  # the code of each name, by its key


class Places:
    """The départements and regions, by every way to write them. Each question costs some 20 µs: ask it once a text."""

    def __init__(self, departments: Iterable[Mapping[str, Any]], regions: Iterable[Mapping[str, Any]]) -> None:
        """Rows of the reference lists: départements have `code`, `name`; regions have `code`, `name`, `short`.

        Former and usual names come from `data/reference/names/places.csv`; one without a code is nowhere for sure.
        """
        regions, others = list(regions), read_list(REFERENCE / "names" / "places.csv").to_pylist()
        self._departments = _by_name(departments, others, "department")
        self._regions = _by_name(regions, others, "region")
        self._regions.update((_key(str(row["short"])), str(row["code"])) for row in regions if row["short"])

    def department(self, text: str) -> str | None:
        """The code of the département that a text names, by its code, its name, a postal code or an arrondissement.

        A postal code says it by its first figures, which is wrong for a few communes at the edges.
        """
        words = folded(text).split()
        if city := CITIES.get(next((word for word in words if word in CITIES), "")):
            return self._of_city(words, *city)
        numbers = [word for word in words if POSTAL.fullmatch(word)]
        if numbers:  # a commune comes with it, or a street and its number
            return _only(
                [*map(self._by_postal_code, numbers), *filter(None, [_found(_name(words), self._departments)])]
            )
        return _only(_said(text, words, self._departments))

    def region(self, text: str) -> str | None:
        """The code of the region that a text names, by its code, its name of now or before 2016, or its short name."""
        return _only(_said(text, folded(text).split(), self._regions))

    def _of_city(self, words: list[str], code: str, most: int) -> str | None:
        """The département of Paris, Lyon or Marseille, if everything said beside is an arrondissement or its code."""
        for word in words:
            arrondissement = ARRONDISSEMENT.fullmatch(word)
            if POSTAL.fullmatch(word) or word in CITIES:
                agrees = (CITIES[word][0] if word in CITIES else self._by_postal_code(word)) == code
            elif arrondissement:
                agrees = 1 <= int(arrondissement[1]) <= most or word == code
            else:
                agrees = word in AROUND | ARTICLES | TITLES
            if not agrees:
                return None
        return code

    def _by_postal_code(self, number: str) -> str | None:
        if number in NOT_GUADELOUPE:
            return None
        start = number[:2].upper() if number[0:2] in ("2a", "2b") else number[: 3 if number.startswith("97") else 2]
        code = CORSICA.get(number[:3]) if start == "20" else start
        return code if code in self._departments.values() else None


def _said(text: str, words: list[str], names: Names) -> Iterator[str | None]:
    """What each code and the name in a text say; a name that is not known says nothing beside a code in brackets."""
    codes = set(names.values())
    yield from (_code(word, codes) for word in words if word[0].isdigit())
    if name := _name(words):
        found = _found(name, names)
        if found or not IN_BRACKETS.search(text):
            yield found


def _by_name(rows: Iterable[Mapping[str, Any]], others: Iterable[Mapping[str, Any]], place: str) -> Names:
    """The code of each name, by its key: those of now win over others."""
    names: Names = {_key(str(row["name"])): row["code"] for row in others if row["place"] == place}
    for row in rows:
        names[_key(str(row["name"]))] = str(row["code"])
    return names


def _key(name: str) -> str:
    return _name(folded(name).split())


def _name(words: list[str]) -> str:
    """The letters of a name, without figures, nor the titles and articles before it: spaces and hyphens come and go."""
    named = [SHORT.get(word, word) for word in words if not word[0].isdigit()]
    return "".join(dropwhile((TITLES | ARTICLES).__contains__, named))


def _found(name: str, names: Names) -> str | None:
    """The code of a name, or of the one nearly written so, with the same first letter, if no other is as near."""
    if name in names:
        return names[name]
    close = process.extract(name, names.keys(), scorer=OSA.distance, score_cutoff=2, limit=5)
    if not close:
        return None
    best, wrong, _ = close[0]
    sure = best[0] == name[:1] and any(len(best) >= letters and wrong <= most for letters, most in NEARLY)
    as_near = {names[other] for other, distance, _ in close if distance == wrong}
    return names[best] if sure and len(as_near) == 1 else None


def _code(number: str, codes: set[str | None]) -> str | None:
    """A code of the list, whose leading zero a spreadsheet may have eaten."""
    code = number.upper().zfill(2)
    return code if code in codes else None


def _only(said: Iterable[str | None]) -> str | None:
    """What all parts of a text say, if they agree."""
    found = set(said)
    return found.pop() if len(found) == 1 else None
