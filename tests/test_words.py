"""Every sentence people read is in the catalogue, in French, with its values and its typography; nothing else is."""

import ast
import csv
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from data import publishing
from data.columns import COLUMNS
from data.papers import french
from data.writing import HINTS, INSTRUCTIONS
from queries.refusals import REFUSALS

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "data" / "reference"
LISTS = ("bodies", "eases", "proofs", "reasons", "roles", "session_kinds", "stages", "statuses", "themes", "verdicts")
REFUSED = ("Refused", "StoreRefused", "UnreadableSheet")
TABLES = ("KINDS", "_TOLD")  # module tables of pages whose words are said one by one
IN_FRENCH = ("HINTS", "INSTRUCTIONS", "COLUMNS", "CUT", "ABOUT")  # of data/writing.py: what a workbook says itself

SCREENS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
STORES = [*sorted((ROOT / "data").glob("*.py")), *sorted((ROOT / "queries").rglob("*.py"))]
TREES = {file.relative_to(ROOT): ast.parse(file.read_text(encoding="utf-8")) for file in (*SCREENS, *STORES)}
PAGES = {name: tree for name, tree in TREES.items() if name.parts[0] in ("pages", "dashboard.py")}
SHEETS = {name: TREES[name] for name in (Path("data/cells.py"), Path("data/workbook.py"), Path("data/writing.py"))}


def catalogue():
    """The French of each English sentence."""
    with (ROOT / "data" / "words" / "fr.po").open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


FRENCH = catalogue()


def name_of(node):
    """The name of what is called."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None


def texts(node):
    """The texts an expression may be: itself, or the branches of a conditional."""
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


# Where the sentences are among what is given.
SENTENCES = {"say": (0, 1), "say_count": (1, 3), "Field": (1, 2), "Measure": (1, 5)}


def said(tree):
    """The expressions given as sentences to `say`, `say_count`, `Field` (the name of a column) and `Measure`."""
    for node in ast.walk(tree):
        first, last = {"say": (0, 1), "say_count": (1, 3), "Field": (1, 2), "Measure": (1, 5)}.get(
            name_of(node), (0, 0)
        )
        yield from node.args[first:last] if last else ()


def refused(tree):
    """The sentences of refusals built where they are raised."""
    for node in ast.walk(tree):
        if name_of(node) in REFUSED and node.args:
            yield from texts(node.args[0])


def tables(tree):
    """The words of the module tables of pages."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id in TABLES for target in targets):
            values = node.value.values if isinstance(node.value, ast.Dict) else node.value.elts
            for value in values:
                yield from texts(value)


def sentences(tree):
    """Every English sentence of a module that is not a docstring, wherever it is."""
    aside = {id(part) for node in tree.body if is_in_french(node) for part in ast.walk(node)}
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            text = node.value
            if text[:1].isupper() and " " in text and text.endswith("."):
                yield text


def is_in_french(node):
    """Whether a statement sets one of the tables of what a workbook says itself."""
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in IN_FRENCH


def everything_said():
    """Every sentence, and where it is said."""
    found = {}
    for name, tree in PAGES.items():
        found |= {text: name for node in said(tree) for text in texts(node)}
        found |= dict.fromkeys(tables(tree), name)
    for name, tree in TREES.items():
        found |= dict.fromkeys(refused(tree), name)
    for name, tree in SHEETS.items():
        found |= dict.fromkeys(sentences(tree), name)
    return found | {sentence: Path("queries/refusals.py") for _, sentence in REFUSALS.values()}


SAID = everything_said()


def values(sentence):
    """The names of the values a sentence speaks of."""
    return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})


def test_every_status_is_answered_in_plain_french():
    assert {row["code"] for row in shipped("statuses")} == set(french.BECAME)


def test_enough_sentences_are_found():
    assert len(SAID) > 150
    assert {"Corrected", "Choose", "Journal"} <= SAID.keys()
    assert "This cell shows the error of a formula. Write its text in place of the formula." in SAID
    assert any(sentence.startswith("The file {file} was made by a newer version") for sentence in SAID)


def test_every_sentence_is_in_the_catalogue_in_french():
    missing = {sentence: str(file) for sentence, file in SAID.items() if sentence not in FRENCH}
    assert missing == {}
    assert [message.id for message in FRENCH.values() if not message.string or message.fuzzy] == []


def test_no_sentence_is_glued_together():
    glued = [
        f"{name}:{node.lineno}"
        for name, tree in PAGES.items()
        for node in said(tree)
        for part in ast.walk(node)
        if isinstance(part, ast.JoinedStr | ast.BinOp)
    ]
    assert glued == []


def test_a_translation_speaks_of_the_same_values():
    for message in FRENCH.values():
        assert values(message.string) == values(message.id), message.id


def test_nothing_in_the_catalogue_is_unused():
    literals = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(FRENCH) - literals) == []


# French typography


def shipped(name):
    """The rows of a reference list."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def all_french():
    """Every French text the program ships, and where it comes from."""
    yield from ((message.string, "fr.po") for message in FRENCH.values())
    yield from ((row["label_fr"], f"{name}.csv") for name in LISTS for row in shipped(name))
    for name, columns in (
        ("regions", ("name",)),
        ("departments", ("name",)),
        ("sessions", ("label", "place")),
        ("measures", ("measure", "instance", "theme")),
    ):
        yield from ((row[column], f"{name}.csv") for row in shipped(name) for column in columns)
    yield from ((text, "publishing.py") for text in published())
    yield from ((text, "papers/french.py") for text in printed())
    yield from (
        (text, "workbook.py") for text in (*COLUMNS, *HINTS.values(), *(part for pair in INSTRUCTIONS for part in pair))
    )


def published():
    """What the open data says of itself."""
    yield from (publishing.DESCRIPTION, *publishing.TITLES.values())
    yield from (field.description for fields, _ in publishing.TABLES.values() for field in fields)


def printed():
    """What the papers say."""
    for name, value in vars(french).items():
        if name.isupper() and name != "LANGUAGE":
            yield from value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]


ALONE = re.compile(r"(?<![\u00a0\u202f])[:;?!»]|«(?![\u00a0\u202f])")  # a sign without its no-break space
WRONG = re.compile(r"['\"`´]|\.\.\.|  |^ | $| [,.]|\( | \)|\boe(?=[uil])|\d %")


def test_french_signs_have_their_no_break_spaces():
    assert [(text, file) for text, file in all_french() if ALONE.search(text)] == []


def test_french_texts_have_curly_apostrophes_and_no_stray_space():
    assert [(text, file) for text, file in all_french() if WRONG.search(text)] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_its_labels_in_both_languages(name):
    rows = shipped(name)
    assert all(row["label_fr"].strip() and row["label_en"].strip() for row in rows)
    assert all(len({row[label] for row in rows}) == len(rows) for label in ("code", "label_fr", "label_en"))


# What is said


def test_the_same_sentence_is_said_in_the_language_of_the_visitor(monkeypatch):
    pytest.importorskip("streamlit")
    from pages.parts import words

    spoken = {"fr": "Corrigées", "en": "Corrected"}
    for language, many, few in (("fr", "1\u202f352", "12,5"), ("en", "1,352", "12.5")):
        monkeypatch.setattr(words, "language", lambda language=language: language)
        assert words.number(1352).replace("\u00a0", "\u202f") == many
        assert words.number(12.5) == few
        assert words.say("Corrected") == spoken[language]
        assert words.say("A sentence that nobody translated {x}", x=1) == "A sentence that nobody translated 1"


@pytest.mark.parametrize(("count", "fr", "en"), [(0, "one", "many"), (1, "one", "one"), (2, "many", "many")])
def test_french_counts_zero_as_one_and_english_as_many(monkeypatch, count, fr, en):
    pytest.importorskip("streamlit")
    from pages.parts import words

    for language, expected in (("fr", fr), ("en", en)):
        monkeypatch.setattr(words, "language", lambda language=language: language)
        assert words.say_count(count, "one", "many") == expected
