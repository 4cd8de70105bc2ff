"""What happened, as sentences: each event of `journal` and `history_of`, and why it was done."""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import Any

from pages.parts.words import EVIDENCE, FOLLOWED, day, enumerated, evidence_fields, label, number, say, since_when

LONGEST_TOLD = 160  # characters of a field of an evidence sheet in a sentence


def told(event: dict[str, Any]) -> str:
    """One line of the journal (`journal`, `history_of`) as a sentence."""
    return say(_TOLD[_kind_told(event)], **_values_told(event))


def _kind_told(event: dict[str, Any]) -> str:
    if event["kind"] == "take_in" and event["before"]:
        return "take_in_corrected"
    if event["kind"] in FOLLOWED:
        return event["kind"] if event["after"] else f"{event['kind']}_none"
    if event["kind"].startswith(EVIDENCE):
        return _evidence_kind(event)
    several = event["kind"] in ("move", "receive") and event["proposals"] > 1
    decided = event["decision"] and event["session"]
    return f"{event['kind']}{'_several' if several else ''}{'_decided' if decided else ''}"


def _evidence_kind(event: dict[str, Any]) -> str:
    if event["filled"]:
        return "evidence"
    if event["before"] and event["after"]:
        return "evidence_changed"
    return "evidence_filled" if event["after"] else "evidence_cleared"


def _values_told(event: dict[str, Any]) -> dict[str, str]:
    lists = {"retheme": "themes", "move": "statuses", "receive": "statuses", "appoint": "roles"} | FOLLOWED
    values, coded = dict(event), lists.get(event["kind"])
    for end in ("before", "after"):
        values[end] = label(coded, event[end]) if coded else event[end] or ""
    if event["kind"].startswith(EVIDENCE):
        values |= _evidence_told(event)
    if event["kind"] in ("take_in", "undo_take_in"):
        values |= {"after": number(int(event["after"])), "file": event["sentence"]}
    if event["kind"] in ("demonstrate", "end_demonstration", "follow_date"):
        values["after"] = day(date.fromisoformat(event["after"])) if event["after"] else ""
    return {name: str(value or "") for name, value in values.items()} | {"proposals": number(event["proposals"])}


def _evidence_told(event: dict[str, Any]) -> dict[str, str]:
    """Which fields of the sheet a gesture filled in, or one field with what it said before and after."""
    named = evidence_fields()
    filled = enumerated(named[kind] for kind in event["filled"] or ())
    return {"filled": filled, "field": named[event["kind"]]} | {
        end: _as_field(event["kind"], event[end]) for end in ("before", "after")
    }


def _as_field(kind: str, value: str | None) -> str:
    lists = {"evidence_proof": "proofs", "evidence_ease": "eases"}
    if kind in lists:
        return label(lists[kind], value)
    return since_when(value) if kind == "evidence_since" else shorten(value or "", LONGEST_TOLD, placeholder=" […]")


_TOLD = {
    "receive": "{person} received “{title}” from the workshop “{workshop}”",
    "receive_several": "{person} received {proposals} proposals from the workshop “{workshop}”",
    "move": "{person} moved “{title}” from “{before}” to “{after}”",
    "move_several": "{person} moved {proposals} proposals from “{before}” to “{after}”",
    "move_decided": "{person} moved “{title}” from “{before}” to “{after}”, session “{session}”",
    "move_several_decided": "{person} moved {proposals} proposals from “{before}” to “{after}”, session “{session}”",
    "retitle": "{person} edited a title: “{before}” became “{after}”",
    "reword": "{person} edited the wording of “{title}”",
    "retheme": "{person} put “{title}” under the theme “{after}” instead of “{before}”",
    "evidence": "{person} completed the evidence of “{title}”: {filled}",
    "evidence_filled": "{person} completed the evidence, {field}: “{after}”",
    "evidence_changed": "{person} changed the evidence, {field}: “{before}” became “{after}”",
    "evidence_cleared": "{person} cleared the evidence, {field}: it was “{before}”",
    "hold_workshop": "{person} declared the workshop “{workshop}”",
    "take_in": "{person} took in the sheet of the workshop “{workshop}”: {after} proposals",
    "take_in_corrected": "{person} took in “{workshop}”: {after} proposals, {before} corrected",
    "undo_take_in": "{person} undid the import of the sheet “{file}” of the workshop “{workshop}”: {after} proposals",
    "correct_title": "{person} corrected the title of “{title}”, by its sheet: “{before}” became “{after}”",
    "correct_words": "{person} corrected the words of “{title}”, by its sheet",
    "correct_body": "{person} corrected who proposed “{title}”, by its sheet",
    "correct_number": "{person} corrected the number of “{title}”, by its sheet: “{before}” became “{after}”",
    "link_measure": "{person} linked “{title}” to the measure “{after}”",
    "link_measure_none": "{person} unlinked “{title}” from the measure “{before}”",
    "verdict": "{person} gave a verdict on what became of “{title}”: {after}",
    "verdict_none": "{person} took back the verdict on what became of “{title}”",
    "follow_body": "{person} said which body is in charge of “{title}”: {after}",
    "follow_body_none": "{person} said that no body is in charge of “{title}”",
    "follow_in_charge": "{person} said who is in charge of “{title}”: {after}",
    "follow_in_charge_none": "{person} took away who was in charge of “{title}”",
    "follow_date": "{person} set the next date of “{title}” to {after}",
    "follow_date_none": "{person} took away the next date of “{title}”",
    "follow_note": "{person} noted about “{title}”: {after}",
    "follow_note_none": "{person} took away the note about “{title}”",
    "add_measure": "{person} added the measure “{after}” to the list",
    "convene": "{person} called the session “{after}”",
    "appoint": "{person} gave a role: {after}",
    "demonstrate": "{person} loaded the demonstration of {after}",
    "end_demonstration": "{person} removed the demonstration",
}


def why(event: dict[str, Any]) -> str:
    """The coded reason and the sentence given with an event, if any."""
    parts = [label("reasons", event["reason"]), event["sentence"] or ""]
    return " – ".join(part for part in parts if part) if event["kind"] not in ("take_in", "undo_take_in") else ""
