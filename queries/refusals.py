"""Why a decision is refused: the code its SQL gives, the sentence people read, and what kind of refusal it is."""

from __future__ import annotations

from data.refusals import Refused


class NotAllowed(Refused):
    """This person may not do this: their role, their territory, or the rules say no."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the proposal after what was on screen; nothing was written."""


class Incomplete(Refused):
    """Something the decision needs is missing, unknown or too long."""


REFUSALS: dict[str, tuple[type[Refused], str]] = {
    "unknown_person": (NotAllowed, "You are no longer in the list of people who may act here. Ask the administrator."),
    "unknown_proposal": (Incomplete, "This proposal does not exist, or no longer does. Search for it in the list."),
    "outside_territory": (NotAllowed, "The proposal {reference} is outside your territory: nothing was changed."),
    "move_not_allowed": (
        NotAllowed,
        "The proposal {reference} is “{before}”: your role ({role}) does not let you make it “{after}”.",
    ),
    "edit_not_allowed": (
        NotAllowed,
        "The proposal {reference} is “{before}”: your role ({role}) no longer lets you edit it.",
    ),
    "action_not_allowed": (NotAllowed, "Your role ({role}) does not let you do this."),
    "workshop_outside_territory": (NotAllowed, "This workshop ({department}) is outside your territory."),
    "changed_meanwhile": (
        ChangedMeanwhile,
        "{who} changed the proposal {reference} on {happened_at}: {change}. Nothing of yours was written; "
        "look at it as it is now, then decide again.",
    ),
    "session_missing": (Incomplete, "Choose the session of the committee that decides."),
    "unknown_session": (Incomplete, "This session of the committee does not exist. Choose another."),
    "session_closed": (NotAllowed, "This session of the committee is closed: its decisions can no longer change."),
    "decision_closed": (
        NotAllowed,
        "The proposal {reference} was decided by a session that is closed: its decision can no longer change.",
    ),
    "reason_missing": (Incomplete, "Choose a reason: the decision “{after}” needs one."),
    "sentence_missing": (Incomplete, "Write a sentence that says why: this change needs one."),
    "sentence_too_long": (Incomplete, "The sentence is too long: 2,000 characters at the most."),
    "nothing_chosen": (Incomplete, "Choose at least one proposal."),
    "nothing_changed": (Incomplete, "There is nothing to record: it is the same as before."),
    "nothing_new": (Incomplete, "The workshop already holds all these proposals: nothing was changed."),
    "workshop_changed": (
        Incomplete,
        "Proposals of this workshop changed after the preview. Nothing was taken in: look at the preview again.",
    ),
    "unknown_status": (Incomplete, "This status is not in the list of statuses."),
    "department_missing": (
        Incomplete,
        "Line {line} names another region than the workshop’s: name its department too.",
    ),
    "of_another_workshop": (
        Incomplete,
        "Line {line} is the proposal {reference} of another workshop, “{workshop}”. Send it for that workshop, or "
        "clear its reference if it is a new proposal.",
    ),
    "line_outside_territory": (NotAllowed, "Line {line} is about a place outside your territory."),
    "status_not_yours": (
        NotAllowed,
        "Line {line} says “{status}”: your role ({role}) can’t take a proposal in with this status.",
    ),
    "unknown_take_in": (Incomplete, "This import does not exist, or was already undone."),
    "worked_on_since": (
        NotAllowed,
        "The import can’t be undone: {count} of its proposals changed since, {reference} first.",
    ),
    "title_missing": (Incomplete, "Write a title."),
    "prefecture_missing": (Incomplete, "Name the prefecture that held the workshop."),
    "title_too_long": (Incomplete, "The title is too long: 300 characters at the most."),
    "words_too_long": (Incomplete, "The text is too long: 20,000 characters at the most."),
    "number_too_long": (Incomplete, "The number of a proposal is too long: 40 characters at the most."),
    "facts_too_long": (Incomplete, "One of these texts is too long: 2,000 characters at the most."),
    "since_unreadable": (
        Incomplete,
        "“Since when” is read as a year (2015), a month (03/2015) or a day (14/03/2015): “{typed}” is none of them.",
    ),
    "since_to_come": (Incomplete, "“Since when” is still to come: an action that has proved itself has begun."),
    "unknown_proof": (Incomplete, "This kind of proof is not in the list."),
    "unknown_ease": (Incomplete, "This ease of reproducing is not in the list."),
    "unknown_theme": (Incomplete, "This theme is not in the list of themes."),
    "unknown_body": (Incomplete, "This kind of body is not in the list."),
    "unknown_department": (Incomplete, "This department is not in the list of departments."),
    "unknown_workshop": (Incomplete, "This workshop does not exist. Choose another."),
    "unknown_session_kind": (Incomplete, "This kind of session is not in the list."),
    "workshop_to_come": (Incomplete, "A workshop is declared once it was held: its date is still to come."),
    "workshop_known": (Incomplete, "This workshop was already declared, on the same day and under the same title."),
    "participants_negative": (Incomplete, "The number of participants can’t be negative."),
    "session_known": (Incomplete, "A session of this kind is already called on that day."),
    "not_followed": (
        NotAllowed,
        "The proposal {reference} is “{before}”: only what was kept is followed up.",
    ),
    "unknown_measure": (Incomplete, "This measure is not in the list of measures."),
    "unknown_verdict": (Incomplete, "This verdict is not in the list of verdicts."),
    "in_charge_too_long": (Incomplete, "Who is in charge is too long: 300 characters at the most."),
    "instance_missing": (Incomplete, "Name the session or the text that decided the measure."),
    "date_missing": (Incomplete, "Give the date of the measure."),
    "link_not_https": (
        Incomplete,
        "The link must be the whole address of a page, beginning with https://. Copy it from the browser.",
    ),
    "measure_known": (Incomplete, "This measure is already in the list, on the same day and under the same title."),
    "demonstration_there": (Incomplete, "The demonstration is already there: remove it before it is told again."),
    "no_demonstration": (Incomplete, "There is no demonstration to remove."),
}
