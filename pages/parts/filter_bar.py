"""The filters every page shares, kept in the link."""

from __future__ import annotations

from typing import Any, NoReturn
from urllib.parse import parse_qs, urlencode

import streamlit as st

from pages.parts.day_read import DAY, past_day
from pages.parts.doing import say_left_out
from pages.parts.measures import CHOICES
from pages.parts.words import LANGUAGES, label, labels, say, spellings, spoken
from queries import Filters, ask

# Widget key (also its name in the link) → the reference list its codes come from.
LISTS = {
    "region": "regions",
    "department": "departments",
    "theme": "themes",
    "stage": "stages",
    "status": "statuses",
    "workshop": "workshops",
    "session": "sessions",
}
SHOWN, FOLDED = ("region", "department", "theme", "stage"), ("status", "workshop", "session")
FIELDS = {name: f"{name}es" if name.endswith("s") else f"{name}s" for name in LISTS}
VIEW = "vue"  # in a link of ours: every filter it asks for, in place of those on the screen
MOST_OPTIONS = 500  # a longer list of workshops waits for a region: every option travels to the browser


def filter_bar() -> Filters:
    """Draw the filters and give what they leave on screen; what a link asks for and does not exist is said."""
    unknown = _unknown_in_link()
    text = st.text_input(
        say("Search"),
        key="text",
        bind="query-params",
        type="search",
        max_chars=200,
        placeholder=say("A word, a reference…"),
        icon=":material/search:",
    )
    chosen = {name: _choice(name) for name in SHOWN}
    with st.expander(say("More filters"), expanded=any(st.session_state.get(name) for name in FOLDED)):
        chosen |= {name: _choice(name) for name in FOLDED}
    if any(chosen.values()) or text:
        st.button(
            say("Clear all filters"),
            key="clear_filters",
            on_click=clear,
            type="tertiary",
            icon=":material/filter_alt_off:",
        )
    for name, values in unknown.items():
        say_left_out(_name(name), values)
    return Filters(**{FIELDS[name]: tuple(codes) for name, codes in chosen.items()}, text=text or "")


def _choice(name: str) -> list[Any]:
    return st.multiselect(
        _name(name),
        _options(name),
        key=name,
        bind="query-params",
        placeholder=say("All"),
        format_func=lambda code: label(LISTS[name], code),
    )


def _options(name: str) -> list[Any]:
    """The codes to choose from; départements and workshops follow the regions chosen."""
    known = labels(LISTS[name])
    regions = st.session_state.get("region")
    if name == "workshop" and not regions and len(known) > MOST_OPTIONS:
        within: set[Any] = set()
    elif name in ("department", "workshop") and regions:
        within = set(ask(f"{LISTS[name]}_within", regions=tuple(sorted(regions)))["code"].to_pylist())
    else:
        return list(known)
    named = set(st.query_params.get_all(name))
    asked = {code for code in known if known[code] in named} if named else set()
    asked |= set(st.session_state.get(name) or ())
    return [code for code in known if code in within or code in asked] if within or asked else []


def _name(name: str) -> str:
    return {
        "region": say("Region"),
        "department": say("Département"),
        "theme": say("Theme"),
        "stage": say("Stage"),
        "status": say("Status"),
        "workshop": say("Workshop"),
        "session": say("Session"),
    }[name]


def _unknown_in_link() -> dict[str, list[str]]:
    """What the link names and the lists don't hold, by filter."""
    asked = {name: st.query_params.get_all(name) for name in LISTS}
    unknown = {
        name: [value for value in values if value and value not in _spelt(name)] for name, values in asked.items()
    }
    return {name: values for name, values in unknown.items() if values}


def _spelt(name: str) -> set[str]:
    """How a value may be written in a link."""
    return set(spellings(LISTS[name]))


def in_our_words() -> dict[str, list[str]] | None:
    """What the link asks for, its filters named as the widgets do, where it is in the other language or by codes.

    None when there is nothing to put right: the widgets would drop such filters, but once they were drawn, what they
    hold is what the visitor chose, whatever the link still says.
    """
    if any(name in st.session_state for name in LISTS):
        return None
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    ours = (LISTS.keys() | CHOICES.keys()) & asked.keys()
    labelled = {name: [_labelled(name, value) for value in asked[name]] for name in ours}
    return asked | labelled if any(asked[name] != values for name, values in labelled.items()) else None


def _labelled(name: str, value: str) -> str:
    """The label of what a link names; a value that names nothing stays as it is, for the page to say so."""
    if name in CHOICES:
        named = [text for code, text in CHOICES[name].items() if value == code or value in _in_each_language(text)]
        return say(named[0]) if named else value
    known = spellings(LISTS[name])
    return label(LISTS[name], known[value]) if value in known else value


def _in_each_language(sentence: str) -> list[str]:
    said = []
    for language in LANGUAGES:
        with spoken(language):
            said.append(say(sentence))
    return said


def clear() -> None:
    """Show everything again."""
    for name in LISTS:
        st.session_state[name] = []
    st.session_state["text"] = ""


def narrow(**values: Any) -> None:
    """From a callback: keep only what has these values, as clicking a figure asks for."""
    for name, value in values.items():
        st.session_state[name] = [value]


def link(**values: Any) -> dict[str, Any]:
    """The parameters of a link that opens what a figure counts: the present filters narrowed by `values` (a list: any).

    In a new window the filters' own parameters tell it all. In this one the browser also sends what the widgets hold
    now, which would win: `VIEW` holds the whole of it a second time, for `follow_link`.
    """
    present = {name: st.session_state.get(name) or [] for name in LISTS} | {
        name: value if isinstance(value, list) else [value] for name, value in values.items()
    }
    text = st.session_state.get("text") or ""
    named = {name: [label(LISTS[name], code) for code in codes] for name, codes in present.items() if codes}
    if (chosen := past_day()) is not None:
        named[DAY] = [chosen.isoformat()]
    return named | ({"text": text} if text else {}) | {VIEW: urlencode(present | {"text": text}, doseq=True)}


def go(page: str, **values: Any) -> NoReturn:
    """From a run of a page: open another, or this one, with the present filters narrowed by `values`."""
    st.switch_page(page, query_params={VIEW: link(**values)[VIEW]})  # the others belong to widgets already drawn


def follow_link() -> None:
    """Set the filters to what a link of ours asks for; from then on the address bar names them one by one."""
    if VIEW not in st.query_params:
        return
    asked = parse_qs(st.query_params[VIEW])
    for name, list_name in LISTS.items():
        named = asked.get(name, [])
        st.session_state[name] = [code for code in labels(list_name) if str(code) in named]
    st.session_state["text"] = asked.get("text", [""])[0]
    del st.query_params[VIEW]
    st.rerun()


def said(filters: Filters) -> str:
    """The filters as a sentence, for the documents that leave the app."""
    parts = [
        f"{_name(name)} : {', '.join(label(LISTS[name], code) for code in getattr(filters, FIELDS[name]))}"
        for name in LISTS
        if getattr(filters, FIELDS[name])
    ]
    return " ; ".join([*parts, f"{say('Search')} : {filters.text}"] if filters.text else parts)
