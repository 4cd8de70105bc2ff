"""The frozen page: the elements a page draws, written down as a script that draws them again from constants.

While the real page runs, every Streamlit command it calls is recorded with the values it is finally given: texts
already translated, tables as the Arrow that Streamlit sends, finished chart specifications, options with their labels,
column settings, links. The script made of them calls the same commands in the same containers with these constants:
`st.set_page_config`, `st.Page`, `st.navigation` and `page.run()` as the real frame does, every widget with its key, its
place in the link, and a callback that does nothing.

So the frozen page costs what Streamlit asks for drawing this page: commands, widgets, messages and their serialisation,
the session, the collector's walk (over what the app keeps too: both run in one process). It includes nothing of the
app: no question, no right, no sentence looked up, no date or number written, no table, column setting or chart made, no
reading of the session or of the link.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import types
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import streamlit as st
from streamlit import dataframe_util
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

# The constants a frozen script can't hold in its text, by page: `kept["overview"][3]`.
kept: dict[str, list[Any]] = {}

FRAME = "dashboard.py"
ROOT = Path(__file__).parents[2]
FUNCTIONS = ("set_page_config", "navigation", "stop")  # the commands that belong to no container
TABLES = {"dataframe": "data", "table": "data"}  # commands whose data Streamlit turns into Arrow
PLAIN = (str, int, float, bool, type(None), date, datetime)
LONGEST = 400  # characters; a longer list or mapping is made once, not at each run
HEAD = """import datetime

import streamlit as st

from tests.benchmarks.frozen import kept, nothing

kept = kept[{name!r}]
"""


class Recorder:
    """Writes down each command while a page is drawn."""

    def __init__(self, name: str) -> None:
        """`name` is the page's, under which its constants are kept."""
        self._name = name
        self._constants = kept[name] = []
        self._scripts: dict[Path, list[str]] = {Path(FRAME): []}
        self._script, self._indent = Path(FRAME), 0
        self._names: dict[int, str] = {}  # what was drawn, by identity
        self._alive: list[Any] = []  # so that no identity is used twice
        self._inside = False  # a command that calls another is one command

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        """While this lasts, every command is written down."""
        with contextlib.ExitStack() as patches:
            for owner, name, replacement in self._replacements():
                patches.enter_context(patch.object(owner, name, replacement))
            yield

    def write_scripts(self, folder: Path) -> Path:
        """Write the frozen frame and its pages at the paths of the real ones; give the frame's."""
        pages = {_path_of(page): [] for page in self._alive if isinstance(page, Page)}
        for path, lines in (pages | self._scripts).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("\n".join([HEAD.format(name=self._name), *lines, ""]), encoding="utf-8")
        return folder / FRAME

    # What is recorded

    def _replacements(self) -> Iterator[tuple[Any, str, Any]]:
        for name, command in inspect.getmembers(DeltaGenerator, inspect.isfunction):
            if not name.startswith("_"):
                yield DeltaGenerator, name, self._recorded(command)
        for name, command in list(vars(st).items()):
            if isinstance(command, types.MethodType) and isinstance(command.__self__, DeltaGenerator):
                yield st, name, self._recorded(command, "st")
        for name in FUNCTIONS:
            yield st, name, self._recorded(getattr(st, name), "st")
        yield st, "Page", self._recorded(Page, "st")
        yield Page, "run", self._run(Page.run)
        yield DeltaGenerator, "__enter__", self._entered(DeltaGenerator.__enter__)
        yield DeltaGenerator, "__exit__", self._left(DeltaGenerator.__exit__)

    def _recorded(self, command: Callable[..., Any], on: str | None = None) -> Callable[..., Any]:
        """The command, written down when the page calls it; `on` is None for a method of a container."""
        signature = inspect.signature(command)

        @functools.wraps(command, updated=())
        def recorded(*given: Any, **named: Any) -> Any:
            if self._inside:
                return command(*given, **named)
            bound = signature.bind(*given, **named)
            constants = self._watched(bound)
            target = on or self._names.get(id(constants.pop("self")), "st.sidebar")
            answer, self._inside = None, True
            try:
                answer = command(*bound.args, **bound.kwargs)
            finally:
                self._inside = False
                self._write_call(f"{target}.{command.__name__}", constants, answer)
            return answer

        return recorded

    def _watched(self, bound: inspect.BoundArguments) -> dict[str, Any]:
        """What the frozen page gives for these arguments: no function but one that finds an option's label."""
        constants = dict(bound.arguments)
        for name, value in constants.items():
            if name == "format_func":
                labels: dict[Any, str] = {}
                bound.arguments[name] = functools.partial(_noted, value, labels)
                constants[name] = labels.__getitem__
            elif callable(value):
                constants[name] = nothing
        return constants

    def _entered(self, enter: Callable[..., Any]) -> Callable[..., Any]:
        def entered(container: DeltaGenerator) -> Any:
            if not self._inside:
                self._write(f"with {self._names.get(id(container), 'st.sidebar')}:")
                self._indent += 1
                self._write("pass")
            return enter(container)

        return entered

    def _left(self, leave: Callable[..., Any]) -> Callable[..., Any]:
        def left(container: DeltaGenerator, *failure: Any) -> Any:
            if not self._inside:
                self._indent -= 1
            return leave(container, *failure)

        return left

    def _run(self, run: Callable[[Page], None]) -> Callable[[Page], None]:
        def ran(page: Page) -> None:
            self._write(f"{self._names[id(page)]}.run()")
            around = self._script, self._indent
            self._script, self._indent = _path_of(page), 0
            self._scripts[self._script] = []
            try:
                run(page)
            finally:
                self._script, self._indent = around

        return ran

    # How it is written

    def _write(self, line: str) -> None:
        self._scripts[self._script].append("    " * self._indent + line)

    def _write_call(self, command: str, constants: dict[str, Any], answer: Any) -> None:
        table = TABLES.get(command.rpartition(".")[2])
        if table in constants:
            constants[table] = _as_arrow(constants[table])
        given = ", ".join(f"{name}={self._text_of(value)}" for name, value in constants.items())
        self._write(f"{self._assigned(answer)}{command}({given})")

    def _assigned(self, answer: Any) -> str:
        """`drawn7 = ` for a container or a page, which later lines name."""
        name = f"drawn{len(self._alive)}"
        if isinstance(answer, (DeltaGenerator, Page)):
            self._call(answer, name)
        elif isinstance(answer, list) and answer and isinstance(answer[0], DeltaGenerator):
            for place, container in enumerate(answer):
                self._call(container, f"{name}[{place}]")
        else:
            return ""
        return f"{name} = "

    def _call(self, thing: Any, name: str) -> None:
        self._alive.append(thing)
        self._names[id(thing)] = name

    def _text_of(self, value: Any) -> str:
        """The value as Python text: its name if it was drawn, itself if it is plain, else a kept constant."""
        if id(value) in self._names:
            return self._names[id(value)]
        if isinstance(value, list) and value and id(value[0]) in self._names:
            return f"[{', '.join(map(self._text_of, value))}]"
        if isinstance(value, dict) and any(isinstance(held, list) for held in value.values()):  # sections of the menu
            return f"{{{', '.join(f'{name!r}: {self._text_of(held)}' for name, held in value.items())}}}"
        if value is nothing:
            return "nothing"
        if _is_plain(value) and (isinstance(value, str) or len(repr(value)) <= LONGEST):
            return repr(value)
        self._constants.append(value)
        return f"kept[{len(self._constants) - 1}]"


def nothing(*_: Any, **__: Any) -> None:
    """What a callback does on a frozen page."""


def _noted(write: Callable[[Any], str], labels: dict[Any, str], option: Any) -> str:
    """The label of an option, noted for the frozen page."""
    return labels.setdefault(option, write(option))


def _path_of(page: Page) -> Path:
    return Path(str(page._page)).relative_to(ROOT)


def _is_plain(value: Any) -> bool:
    if type(value) is dict:
        return all(map(_is_plain, value)) and all(map(_is_plain, value.values()))
    if type(value) in (list, tuple):
        return all(map(_is_plain, value))
    return type(value) in PLAIN


def _as_arrow(data: Any) -> pa.Table:
    """A table as Streamlit sends it, whatever the page gave."""
    if isinstance(data, pa.Table):
        return data
    return pa.ipc.open_stream(dataframe_util.convert_anything_to_arrow_bytes(data)).read_all()
