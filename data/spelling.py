"""Texts as people type them in a sheet: compared whatever their spelling, and freed of what no screen should see."""

import re
import unicodedata

FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "°": "o", "«": '"', "»": '"', "“": '"', "”": '"'}
    | dict.fromkeys("’‘ʼ′´`＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)
LINE_BREAK = re.compile("\r\n|[\r\v\f\x85]")
NOT_A_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
FORMULA = re.compile(r"'*[\s\ufeff]*[=+\-@＝＋－＠\t\r\n\0]")


def normalised(text: str) -> str:
    """Text for comparing: no case, accent, ligature, nor typographic apostrophe, quote, hyphen or space.

    Spaces that follow one another are one, and there is none beside an apostrophe.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED)).casefold().translate(FOLDED)
    return re.sub(" ?' ?", "'", " ".join(letters.translate(_BARE).split()))


class _Bare(dict[int, int | None]):
    """A table for `str.translate` that drops accents and invisible signs, filled in as letters are met."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)) in ("Mn", "Cf") else letter
        return self[letter]


_BARE = _Bare()


def clean(text: str) -> str:
    """Every kind of line break as one, and no other control character than a tab, no half of a character."""
    return NOT_A_CHARACTER.sub("", LINE_BREAK.sub("\n", text))


def unguarded(text: str) -> str:
    """The text without the one apostrophe that writing puts before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
