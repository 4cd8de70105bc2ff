"""Words that were written a little differently: the same to whoever reads them, not to a machine."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

ALIKE = 88  # of 100, for two words of 5 letters at least: a letter left out, doubled or swapped, never one for another
ENOUGH = 0.5  # of the letters of a label, when what was written does not begin as it does

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "&": " et ", "’": "'"})
WORDS = re.compile(r"[a-z0-9]+\.?")
ARTICLES = {"a", "au", "aux", "ce", "ces", "d", "de", "des", "du", "l", "la", "le", "les", "leur", "leurs", "un", "une"}
LINKS = {"avec", "contre", "dans", "en", "et", "ou", "par", "pour", "sur", "vers"}
AIMS = {"acces", "action", "actions", "appui", "faveur", "lutte", "secteur", "soutien", "theme", "thematique"}
SILENT = ARTICLES | LINKS | AIMS  # they say nothing of the subject: "Lutte" alone is no theme


def folded(text: str) -> str:
    """Text for comparing words: small letters without accents, ligatures nor signs, one space between words."""
    return " ".join(word.rstrip(".") for word in _words(text))


def near(text: str, labels: Iterable[str]) -> str | None:
    """The label that a text stands for, or None when there is none, or when two would do.

    Every word of the text that says something must be a word of the label: the same but for plural, accents and
    spelling (ALIKE), or its beginning and a full stop (`dév.`). What is left out must not change the subject: the text
    holds the label's first such word, or ENOUGH of its letters. A label found whole wins over one found in part, and
    one spelled right over one spelled nearly so.
    """
    known = dict.fromkeys(labels)
    if same := [label for label in known if folded(label) == folded(text)]:
        return same[0] if len(same) == 1 else None
    ranks = {label: rank for label in known if (rank := _rank(_telling(text), _telling(label)))}
    best = [label for label, rank in ranks.items() if rank == max(ranks.values())]
    return best[0] if len(best) == 1 else None


def _words(text: str) -> list[str]:
    """The words of a text, each with the full stop that follows it."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES)).casefold()
    return WORDS.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _telling(text: str) -> list[str]:
    """The words that say something of the subject: all of them when none does."""
    words = _words(text)
    return [word for word in words if word.rstrip(".") not in SILENT] or words


def _rank(text: list[str], label: list[str]) -> tuple[int, int] | None:
    """How well a label holds every word of a text: (found whole, spelled right), each 0 or 1; None if it does not."""
    left, exact = list(label), 1
    for word in text:
        alike = max(left, key=lambda other: _likeness(word, other), default="")
        if not alike or not (likeness := _likeness(word, alike)):
            return None
        left.remove(alike)
        exact = min(exact, int(likeness == 100))
    letters = sum(map(len, label))
    covers = letters - sum(map(len, left)) >= ENOUGH * letters
    return (int(not left), exact) if text and (covers or label[0] not in left) else None


def _likeness(word: str, other: str) -> float:
    """How much a written word is like that of a label, out of 100; 0 below ALIKE."""
    other = other.rstrip(".")
    if word.endswith(".") and len(word) > 3 and other.startswith(word[:-1]):
        return 100
    word = word.rstrip(".")
    if _singular(word) == _singular(other):
        return 100
    if word[0] != other[0] or min(len(word), len(other)) < 5:  # Immobilité is not Mobilité
        return 0
    return fuzz.ratio(word, other, score_cutoff=ALIKE)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
