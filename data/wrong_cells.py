"""What is wrong with one cell of a sheet, and what to do about it."""

import difflib

from data.columns import HEADERS
from data.spelling import normalised
from data.vocabulary import Vocabulary

Wrong = tuple[str, dict[str, str | int]]  # a sentence, and what fills it


def empty_cell(name: str) -> Wrong:
    """A cell that every proposal needs and that holds nothing."""
    return (
        "The column “{column}” is empty, and every proposal needs it. Fill it in, or clear the whole line.",
        {"column": HEADERS[name]},
    )


def not_in_list(name: str, value: str, words: Vocabulary) -> Wrong:
    """The themes that look most like what was written; every kind of body, since they are few."""
    if name == "body":
        return (
            "This kind of body is not in the list. Choose one of these: {expected}.",
            {"expected": " · ".join(words.labels("body"))},
        )
    if name == "status":
        return (
            "This status is not in the list. Choose one of these: {expected}.",
            {"expected": " · ".join(words.labels("status"))},
        )
    if name != "theme":
        return "This place is not known. Write the number or the name of the department or region, as in the list.", {}
    labels = words.labels("theme")
    alike = difflib.get_close_matches(normalised(value)[:80], map(normalised, labels))
    nearest = [label for label in labels if normalised(label) in alike] or labels[:3]
    return (
        "This theme is not in the list. Choose one of the themes of the list, for example {examples}.",
        {"examples": " · ".join(nearest)},
    )
