"""How faithful what stands is to what was said: the wordings of a kept proposal one after the other, word for word."""

from __future__ import annotations

import functools
import html
import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import streamlit as st

from pages.parts.day_read import ask
from pages.parts.doing import plain
from pages.parts.words import day, label, number, say, say_count

WORD = re.compile(r"(?:\w+|[^\w\s]+)\s*")
OTHERWISE = 0.3  # less than this share of words in common, and the new text is shown alone: all else would be noise


class Step(NamedTuple):
    """A wording: what it is, where it comes from, its title, its words (a measure has none), and the one before it."""

    name: str
    origin: str
    title: str
    words: str | None
    before: Step | None


class Compared(NamedTuple):
    """A text against the one before: its HTML, how many words came and went, the share of words in common (0 to 1)."""

    marked: str
    came: int
    went: int
    common: float


@functools.lru_cache(maxsize=256)
def compared(before: str, after: str) -> Compared:
    """The text `after`, what came in it in <ins>, what went from `before` in <del>; nothing else of it is HTML.

    Where few words are in common, it is `after` alone. Past 200 words, `SequenceMatcher` looks past those on every
    line, which keeps a long text quick.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    common = matcher.ratio()
    if common < OTHERWISE:
        return Compared(_escaped(after), len(new), len(old), common)
    pieces, came, went = [], 0, 0
    for same, first, last, start, end in matcher.get_opcodes():
        gone, here = "".join(old[first:last]), "".join(new[start:end])
        if same == "equal":
            pieces.append(_escaped(here))
            continue
        pieces += [_signed(sign, text) for sign, text in (("del", gone), ("ins", here)) if text]
        came, went = came + end - start, went + last - first
    return Compared("".join(pieces), came, went, common)


def _signed(sign: str, text: str) -> str:
    """A text in a tag, the space after it outside: a line under a space reads as a word."""
    words = text.rstrip()
    return f"<{sign}>{_escaped(words)}</{sign}>{_escaped(text[len(words) :]) or ' '}"


def _escaped(text: str) -> str:
    """A text that people wrote, for HTML: every sign as typed, its line breaks kept."""
    return html.escape(text).replace("\n", "<br>")


def trail(proposal: dict[str, Any]) -> None:
    """From the workshop's words to the measure: each wording of a kept proposal, against the one before."""
    st.subheader(say("From the workshop’s words to the measure"))
    st.caption(say("Underlined: what came. Struck through: what went."))
    wordings = steps(proposal)
    for step in wordings:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(step.name)}**")
            if step.origin:
                st.text(step.origin)
            if step.before is None:
                st.text(step.title)
                st.text(step.words or say("The sheet gave no description."))
            else:
                _against(step.before, step)
    if wordings[-1].words is not None:
        st.text(say("No measure is linked to it yet."))


def steps(proposal: dict[str, Any]) -> list[Step]:
    """The wordings of a kept proposal, each with the one it follows; the measure, if there is one, is the last."""
    origin = say("{workshop}, {day}", workshop=proposal["workshop_title"], day=day(proposal["held_on"]))
    said, edited = (proposal["title"], proposal["words"]), _edited(proposal)
    found = [Step(say("The workshop’s words"), origin, *said, None)]
    kept = ask("wording_kept", proposal=proposal["id"]).to_pylist()[0]
    wording = kept["title"], kept["words"]
    if edited == wording != said:
        found.append(Step(say("Edited wording"), "", *edited, found[-1]))
    decided = " · ".join(part for part in (day(kept["happened_at"]), kept["session"]) if part)
    stood = Step(say("Wording kept"), decided, *wording, found[-1])
    found.append(stood)
    if edited != wording:
        found.append(Step(say("Edited since it was kept"), "", *edited, stood))
    return [*found, *_measure(proposal, stood)]


def _edited(proposal: dict[str, Any]) -> tuple[str, str]:
    """The wording as it stands now, title and words: edited, else the workshop's."""
    title, words = proposal["edited_title"], proposal["edited_words"]
    return proposal["title"] if title is None else title, proposal["words"] if words is None else words


def _measure(proposal: dict[str, Any], kept: Step) -> list[Step]:
    """The measure it is linked to, if it is, against the wording that was kept."""
    found = ask("follow_up_of", proposal=proposal["id"]).to_pylist()
    if not found or found[0]["measure"] is None:
        return []
    origin = say("{instance}, {day}", instance=found[0]["instance"], day=day(found[0]["decided_on"]))
    name = say("Measure adopted")
    if found[0]["verdict"]:
        name = say("Measure adopted · {verdict}", verdict=label("verdicts", found[0]["verdict"]))
    return [Step(name, origin, found[0]["title"], None, kept)]


def _against(before: Step, step: Step) -> None:
    """A wording, marked where it differs from the one before, and how much it does in numbers."""
    texts = [(before.title, step.title), *([(before.words or "", step.words)] if step.words is not None else [])]
    if all(old == new for old, new in texts):
        st.text(say("The same words as before."))
        return
    found = [compared(old, new) for old, new in texts]
    for (old, new), one in zip(texts, found, strict=True):
        st.text(new) if old == new else st.html(f"<p>{one.marked}</p>")
    if step.words is None:
        share = number(round(100 * found[0].common))
        st.caption(say("{percent}% of words in common with the title kept", percent=share))
        return
    came, went = sum(one.came for one in found), sum(one.went for one in found)
    told = (
        say_count(came, "{count} word came", "{count} words came"),
        say_count(went, "{count} word went", "{count} words went"),
    )
    st.caption(" · ".join(told))
