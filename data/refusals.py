"""What the program says when it refuses: a sentence to translate and the values it speaks of."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A refusal whose `sentence` (English, with `{placeholders}`) and `given` values the screen translates."""

    def __init__(self, sentence: str, **given: Any) -> None:
        super().__init__(sentence.format_map(_Known(given)))
        self.sentence = sentence
        self.given = given


class StoreRefused(Refused):
    """The store can't be opened: newer than the app, locked by another process, damaged, or not ours."""


class _Known(dict[str, Any]):
    """Values of a sentence read outside the screen, where those the screen composes are not there."""

    def __missing__(self, name: str) -> str:
        return "…"
