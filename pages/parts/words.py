"""Every word people read: the sentence in their language, numbers and dates as they write them."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from data.refusals import Refused
from queries import ask, latest_event

CATALOGUE = Path(__file__).parents[2] / "data" / "words" / "fr.po"
LANGUAGES = ("fr", "en")
PARIS = ZoneInfo("Europe/Paris")
EVIDENCE = "evidence_"  # begins the kind of each event of an evidence sheet


_run = threading.local()  # each run of the page has a thread of its own


def settle_language() -> None:
    """Find the visitor's language once for this run: hundreds of words ask for it."""
    _run.language = _language()


@contextlib.contextmanager
def spoken(chosen: str) -> Iterator[None]:
    """Say everything in this language: a file is made in a thread that knows no visitor."""
    before = getattr(_run, "language", None)
    _run.language = chosen
    try:
        yield
    finally:
        _run.language = before


def language() -> str:
    """The language of this visitor, which their link remembers: `fr` unless they chose `en`."""
    return getattr(_run, "language", None) or _language()


def _language() -> str:
    chosen = st.session_state.get("lang") or st.query_params.get("lang", "").lower()
    return chosen if chosen in LANGUAGES else "fr"


def language_choice() -> None:
    """The choice of the language; the link remembers it."""
    st.segmented_control(
        say("Language"),
        LANGUAGES,
        key="lang",
        bind="query-params",
        default="fr",
        required=True,
        format_func=str.upper,
        label_visibility="collapsed",
    )


@functools.cache
def _french() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


def say(sentence: str, /, **given: Any) -> str:
    """The sentence in the visitor's language, with the values it speaks of."""
    spoken = _french().get(sentence, sentence) if language() == "fr" else sentence
    return spoken.format(**given) if given else spoken


def say_count(count: float, one: str, many: str) -> str:
    """`one` or `many`, with `{count}` written as people write numbers; French counts 0 and 1 as one."""
    few = count < 2 if language() == "fr" else count == 1
    return say(one if few else many, count=number(count))


def label(list_name: str, code: str | int | None) -> str:
    """The label of a code in a list such as `themes`; empty for none, the code itself if unknown."""
    return "" if code is None else labels(list_name).get(code, str(code))


def labels(list_name: str) -> dict[Any, str]:
    """Every code of a reference list with its label, in the list's order."""
    return _labels(list_name, language(), latest_event())


def spellings(list_name: str) -> dict[str, Any]:
    """The code behind each way a link may name it: the code itself, its label in any language."""
    by_code = {str(code): code for code in labels(list_name)}
    return by_code | {
        text: code for spoken in LANGUAGES for code, text in _labels(list_name, spoken, latest_event()).items()
    }


@functools.lru_cache(maxsize=256)
def _labels(list_name: str, spoken: str, as_of: int) -> dict[Any, str]:
    rows = ask(list_name).to_pylist()
    return {row["code"]: row[f"label_{spoken}"] for row in rows}


def number(value: float) -> str:
    """`1 352`, `12,5` in French."""
    return format_decimal(value, locale=language())


def percent(share: float) -> str:
    """`12,5 %` in French, from a share of 1."""
    return format_percent(share, "#,##0.#\u202f%" if language() == "fr" else "#,##0.#%", locale=language())


def day(value: date | datetime | None) -> str:
    """`14/02/2018`; an instant of the store is of the day it was in Paris."""
    shown = local(value) if isinstance(value, datetime) else value
    return "" if shown is None else format_date(shown, "dd/MM/yyyy", locale=language())


def moment(value: datetime | None) -> str:
    """`14/02/2018 à 10 h 32`, in Paris, from an instant in UTC."""
    if value is None:
        return ""
    pattern = "dd/MM/yyyy 'à' H 'h' mm" if language() == "fr" else "dd/MM/yyyy 'at' HH:mm"
    return format_datetime(local(value), pattern, tzinfo=PARIS, locale=language())


def local(value: datetime) -> datetime:
    """An instant of the store, in UTC, as the clock of Paris shows it."""
    return value.replace(tzinfo=UTC).astimezone(PARIS)


def explain(refusal: Refused) -> str:
    """The sentence of a refusal in the visitor's language, its codes as labels."""
    given = dict(refusal.given)
    for name, list_name in (("before", "statuses"), ("after", "statuses"), ("status", "statuses"), ("role", "roles")):
        if name in given:
            given[name] = label(list_name, given[name])
    if "happened_at" in given:
        given["happened_at"] = moment(given["happened_at"])
        given["change"] = _change(given)
    return say(refusal.sentence, **given)


def _change(given: dict[str, Any]) -> str:
    if given["kind"] == "move":
        return say(
            "“{before}” became “{after}”",
            before=label("statuses", given["was"]),
            after=label("statuses", given["became"]),
        )
    if given["kind"] == "retheme":
        return say(
            "“{before}” became “{after}”", before=label("themes", given["was"]), after=label("themes", given["became"])
        )
    if given["kind"].startswith(EVIDENCE):
        return say("its evidence was completed")
    if given["kind"].startswith("correct_"):
        return say("its sheet came again, corrected")
    if given["kind"] in FOLLOWED:
        return say("what becomes of it was said otherwise")
    return say("the wording was edited") if given["kind"] in ("retitle", "reword") else say("it was received")


# What becomes of a kept proposal: each kind of event, and the list its values are codes of, if they are.
FOLLOWED = {
    "link_measure": "measures",
    "add_measure": "measures",
    "verdict": "verdicts",
    "follow_body": "bodies",
    "follow_in_charge": None,
    "follow_date": None,
    "follow_note": None,
}


def evidence_fields() -> dict[str, str]:
    """What an evidence sheet says, by the kind of event that changes it, as it is named in a sentence."""
    return {
        "evidence_where": say("where it runs"),
        "evidence_since": say("since when"),
        "evidence_result": say("the result"),
        "evidence_proof": say("the nature of the proof"),
        "evidence_cost": say("the cost"),
        "evidence_needed": say("what it takes to reproduce it"),
        "evidence_ease": say("how easy it is to reproduce"),
    }


def enumerated(parts: Iterable[str]) -> str:
    """`a, b et c`."""
    return format_list(list(parts), locale=language())


def since_when(kept: str | None) -> str:
    """`2015`, `mars 2015` or `14/03/2015`, from a year, a month or a day as it is kept; empty for none."""
    match (kept or "").split("-"):
        case [year, month]:
            return format_date(date(int(year), int(month), 1), "MMMM yyyy", locale=language())
        case [year, month, numbered]:
            return day(date(int(year), int(month), int(numbered)))
    return kept or ""
