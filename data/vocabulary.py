"""What the cells of a sheet may mean: the codes of the reference lists, by every way to write them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.likeness import near
from data.places import Places
from data.spelling import normalised

CHOSEN_BY = ("label_en", "label_fr", "code")
Entries = Sequence[Mapping[str, Any]]


class Choices(NamedTuple):
    """What may be written in a cell: the code of each normalised label or code, and the French labels in order."""

    codes: Mapping[str, str]
    labels: Sequence[str]


class Vocabulary:
    """The choices of each field that takes one, and who recognises what is written otherwise."""

    def __init__(self, lists: Mapping[str, Entries]) -> None:
        """`lists`: the reference lists by field; départements have a `name`, regions a `short` besides."""
        self._choices = {field: listed(entries) for field, entries in lists.items()}
        regions = [{**region, "name": region["label_fr"]} for region in lists["region"]]
        places = Places(lists["department"], regions)
        self._places = {"department": places.department, "region": places.region}

    def labels(self, field: str) -> Sequence[str]:
        """The French labels of a field, in order."""
        return self._choices[field].labels

    def is_listed(self, field: str, said: str) -> bool:
        """Whether a cell is written as the list has it."""
        return normalised(said) in self._choices[field].codes

    def meant(self, field: str, said: str) -> str | None:
        """The code of a cell: one of the list, or written so nearly like one that nothing else can be meant."""
        codes, labels = self._choices[field]
        if (code := codes.get(normalised(said))) is not None:
            return code
        if field in self._places:
            return self._places[field](said)
        alike = near(said, labels)
        return codes[normalised(alike)] if alike else None


def listed(entries: Entries) -> Choices:
    """The codes of a reference list (rows of `code`, `label_fr`, `label_en`) by every way to write them."""
    codes = {normalised(str(entry[key])): str(entry["code"]) for key in CHOSEN_BY for entry in entries}
    return Choices(codes, [str(entry["label_fr"]) for entry in entries])
