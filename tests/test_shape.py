"""The shape of the program: three rooms, imports that run one way, questions in files of their own, short functions."""

import ast
import re
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {"pyproject.toml", "dashboard.py", "pages", "queries", "data", "tests", "README.md", "LICENSE"}
MADE_BY_TOOLS = re.compile(r"\..*|__pycache__|build|.*\.egg-info")
ROOMS = ("data", "queries", "pages")
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 40
SQL = re.compile(r"\b(select|insert|update|delete|where|order by|group by|having|limit)\b")


def sources(*rooms, suffix="py"):
    """The files of some rooms, by the path people know them by."""
    files = [file for room in rooms for file in sorted((ROOT / room).rglob(f"*.{suffix}"))]
    return {str(file.relative_to(ROOT)): file for file in files if "__pycache__" not in file.parts}


PYTHON = sources(*ROOMS) | {"dashboard.py": ROOT / "dashboard.py"}
QUESTIONS = sources(*ROOMS, suffix="sql")
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in PYTHON.items()}
SHARED = {name: tree for name, tree in TREES.items() if name.startswith(("data/", "queries/", "pages/parts/"))}


def imported(name):
    """The modules that a file imports, in full, wherever it does."""
    package = ".".join(Path(name).parts[:-1])
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room(module):
    """Where a module of ours stands on the one-way street, from what is drawn to what is stored."""
    parts = module.split(".")
    if parts[0] == "pages":
        return "pages.parts" if parts[1:2] == ["parts"] else "pages"
    return parts[0]


MAY_IMPORT = {
    "data": {"data"},
    "queries": {"queries", "data"},
    "pages.parts": {"pages.parts", "queries", "data"},
    "pages": {"pages.parts", "queries", "data"},
    "dashboard": {"pages.parts", "queries", "data"},
}
ENTRY_POINTS = {"data/__main__.py": {"data", "queries"}}  # python -m data: a way in from outside, like dashboard.py


@pytest.mark.parametrize("name", PYTHON)
def test_imports_run_one_way(name):
    here = room(name.removesuffix(".py").replace("/", "."))
    ours = {room(module) for module in imported(name) if module.split(".")[0] in (*ROOMS, "dashboard")}
    if any(module.split(".")[:2] == ["pages", "parts"] for module in imported(name)):
        ours -= {"pages"} if not any(is_a_page(module) for module in imported(name)) else set()
    assert ours <= ENTRY_POINTS.get(name, MAY_IMPORT[here])


def is_a_page(module):
    """Whether a module is a page, or the package of all of them, and not a part."""
    return module.split(".")[0] == "pages" and module.split(".")[1:2] not in ([], ["parts"])


@pytest.mark.parametrize("name", [name for name in PYTHON if name.startswith(("data/", "queries/"))])
def test_what_is_asked_and_stored_knows_no_screen(name):
    assert not {module.split(".")[0] for module in imported(name)} & {"streamlit", "altair", "pages", "dashboard"}


# What is there whatever day is read: people and rights, the lists and their labels, and what only acts.
OF_THE_PRESENT = {
    *("pages/parts/day_read.py", "pages/parts/words.py", "pages/parts/visitor.py", "pages/parts/filter_bar.py"),
    *("pages/parts/frame.py", "pages/manage/intake.py"),
}


@pytest.mark.parametrize("name", [name for name in PYTHON if name.startswith("pages/")])
def test_pages_ask_as_of_the_day_that_is_read(name):
    assert name in OF_THE_PRESENT or "queries.ask" not in set(imported(name))


def test_no_two_files_of_tests_share_a_name():
    names = [file.name for file in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_no_page_can_be_opened_past_the_frame():
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_the_top_level_holds_what_was_asked_for():
    found = {path.name for path in ROOT.iterdir() if not MADE_BY_TOOLS.fullmatch(path.name)}
    assert found <= ALLOWED
    assert not [path for path in ROOT.rglob("utils*") if not {"__pycache__", ".venv"} & set(path.parts)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_file_of_sql_opens_with_the_sentence_it_answers(name):
    lines = QUESTIONS[name].read_text(encoding="utf-8").splitlines()
    sentence = " ".join(
        line.removeprefix("--").strip() for line in takewhile(lambda line: line.startswith("--"), lines)
    )
    assert sentence[:1].isupper()
    assert sentence.endswith((".", "?"))


def pieces(node):
    """What an expression puts together into one string."""
    match node:
        case ast.JoinedStr(values=values) if any(isinstance(value, ast.FormattedValue) for value in values):
            return values
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod(), right=right):
            return [left, right]
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "join"), args=given):
            return [text, *(part for one in given for part in getattr(one, "elts", []))]
    return []


def glued(tree):
    """Strings put together from pieces, one of which reads like SQL."""
    for node in ast.walk(tree):
        said = [piece.value for piece in pieces(node) if isinstance(piece, ast.Constant)]
        if any(isinstance(text, str) and SQL.search(text) for text in said):
            yield f"line {node.lineno}: {said}"


@pytest.mark.parametrize("name", PYTHON)
def test_no_question_is_glued_together_in_python(name):
    assert list(glued(TREES[name])) == []


def test_a_glued_question_would_be_seen():
    for text in ('f"select * from {x}"', '"select a from " + b', '"where a = %s" % b', '"update {} set".format(a)'):
        assert list(glued(ast.parse(text))), text
    assert not list(glued(ast.parse('"select a " "from b"; f"{a} – {b}"; a + b; "selected" + b')))


@pytest.mark.parametrize("name", [*PYTHON, *QUESTIONS])
def test_a_file_is_short_enough_to_be_read_at_once(name):
    lines = len(({**PYTHON, **QUESTIONS})[name].read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.mark.parametrize("name", PYTHON)
def test_a_function_is_short_enough_to_be_read_at_once(name):
    lengths = {
        node.name: node.end_lineno - node.lineno + 1 for node in ast.walk(TREES[name]) if isinstance(node, FUNCTIONS)
    }
    assert {function: lines for function, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def public(tree):
    """The functions and classes of a module, and the methods of its classes, whose name starts with no underscore."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            yield from public(node) if isinstance(node, ast.ClassDef) else ()


@pytest.mark.parametrize("name", SHARED)
def test_what_others_use_says_what_it_is(name):
    assert ast.get_docstring(SHARED[name]), name
    assert [node.name for node in public(SHARED[name]) if not ast.get_docstring(node)] == []
