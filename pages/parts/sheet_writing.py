"""A sheet being written: how far it is, meanwhile, and what came of it, whatever its sender clicks on before."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple

import streamlit as st

from pages.parts.doing import announced
from pages.parts.sheet_reading import ONCE, seconds_left
from pages.parts.words import explain, say, say_count
from queries import Refused, intake

ASKED = "taking_in"  # a sheet to take in, between the click and the drawing that writes it
WRITTEN = "written"  # the latest event on the screen when the button of each sheet that was written was pressed
AGAIN = 0.3  # seconds between two drawings of the bar
WRITING = 1.6  # times the checking of the same lines: measured on 100,000 that are new, and 100,000 that are corrected


class Asked(NamedTuple):
    """What was on the screen when its button was pressed; `compared` is how many seconds the preview took."""

    sheet: intake.Sheet
    workshop: int
    seen: int
    counted: tuple[int, int, int]  # new, corrected, refused
    compared: float


class Steps:
    """When each step of `record` began, by the clock of this machine; told by another thread."""

    def __init__(self, compared: float) -> None:
        self.name, self.began, self._checking = "waiting", time.monotonic(), compared

    def tell(self, name: str) -> None:
        """A step begins; how long the lines took to check says how long they will take to write."""
        now = time.monotonic()
        if name == "writing":
            self._checking = now - self.began
        self.name, self.began = name, now

    def how_far(self) -> tuple[float, float]:
        """The share of the work that is done, from 0 to 1, and the seconds left, as they can best be foreseen."""
        spent, all_of_it = time.monotonic() - self.began, (1 + WRITING) * self._checking
        done = {"waiting": 0, "checking": spent, "writing": self._checking + spent}[self.name]
        return min(done / max(all_of_it, 0.1), 0.99), max(all_of_it - done, 0)


def ask_to_write(asked: Asked) -> None:
    """The button of the preview: what follows writes what was on the screen, whatever has changed since."""
    if asked.seen not in st.session_state.get(WRITTEN, ()):  # pressed again while it was being written
        st.session_state[ASKED] = asked


def write_if_asked(by: str) -> None:
    """Write the sheet if its button was pressed, showing how far it is; the page is then drawn again.

    It is written in a thread of its own: a click meanwhile draws the page again and can't stop it halfway. What came
    of it is then said at that drawing.
    """
    if (asked := st.session_state.pop(ASKED, None)) is None:
        return
    steps, said, written = Steps(asked.compared), announced(), st.session_state.setdefault(WRITTEN, set())
    with ThreadPoolExecutor(1) as apart:
        writing = apart.submit(
            intake.take_in, asked.sheet, by=by, workshop=asked.workshop, seen=asked.seen, tell=steps.tell
        )
        try:
            _show_progress(writing, steps, asked)
        finally:  # waits for its end; the session can't be looked at here, a click would be raised again
            if isinstance(refusal := writing.exception(), Refused):
                said.append(("error", explain(refusal)))
            elif refusal is None:
                said.append(("success", _done(*asked.counted)))
                written.add(asked.seen)
    if not isinstance(refusal, Refused):
        writing.result()
        st.session_state["sheets"] = st.session_state.get("sheets", 0) + 1
        st.session_state.pop(ONCE, None)
    st.rerun()


def _show_progress(writing: Future[int], steps: Steps, asked: Asked) -> None:
    """A bar with the lines and the time left, until all is written."""
    bar, (new, corrected, _) = st.empty(), asked.counted
    doing = {
        "waiting": say("Another change is being written: yours comes next"),
        "checking": say_count(len(asked.sheet.rows), "Checking {count} line", "Checking {count} lines"),
        "writing": say_count(new + corrected, "Writing {count} proposal", "Writing {count} proposals"),
    }
    while not wait([writing], AGAIN).done:
        share, left = steps.how_far()
        bar.progress(share, doing[steps.name] + (seconds_left(left) if steps.name != "waiting" else ""))


def _done(new: int, corrected: int, refused: int) -> str:
    """The sentence that says what was taken in."""
    done = [
        say_count(new, "{count} proposal was taken in.", "{count} proposals were taken in."),
        say_count(corrected, "{count} was corrected.", "{count} were corrected.") if corrected else "",
        say_count(refused, "{count} line was left out.", "{count} lines were left out.") if refused else "",
    ]
    return " ".join(filter(None, done))
