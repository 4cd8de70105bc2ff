"""The columns of the lists and figures: each described once, drawn on screens and taken away in files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

import pyarrow as pa

from data.fields import Field
from data.spelling import normalised
from pages.parts.telling import told, why
from pages.parts.words import label, local, say, since_when

PROPOSALS = (  # of `proposals_listed`
    Field("reference", "Reference"),
    Field("intitule", "Proposal", cell="title"),
    Field("statut", "Status", of="statuses", cell="status"),
    Field("theme", "Theme", of="themes"),
    Field("region", "Region", of="regions"),
    Field("departement", "Département", of="departments", cell="department"),
    Field("porteur", "Proposed by", of="bodies", cell="body"),
    Field("atelier", "Workshop", cell="workshop"),
    Field("date_atelier", "Held on", "date", cell="held_on"),
    Field("statut_depuis", "In this status since", "date", cell=lambda row: local(row["status_since"]).date()),
    Field("elements_manquants", "Missing elements", "integer", cell="missing"),
    Field("action_ou", "Where it runs", cell="runs_where"),
    Field("action_depuis", "Since when", cell=lambda row: since_when(row["runs_since"])),
    Field("resultat", "Result", cell="result"),
    Field("preuve", "Proof", of="proofs", cell="proof"),
    Field("cout", "Cost", cell="cost"),
    Field("conditions", "What it takes elsewhere", cell="needed"),
    Field("facilite", "Ease", of="eases", cell="ease"),
    Field("fictif", "Fictional", "boolean", cell="fictional", hidden=True),
    Field("dernier_evenement", "Latest event", "integer", cell="last_event", hidden=True),
)
EVENTS = (  # of `journal` and `history_of`
    Field("moment", "When", "datetime", cell="happened_at"),
    Field("personne", "Who", cell="person"),
    Field("phrase", "What", cell=told),
    Field("pourquoi", "Why", cell=why),
    Field("reference", "Reference", cell=lambda event: " ; ".join(event["concerned"]) or None),
    Field("evenement", "Number", "integer", cell="number", hidden=True),
    Field("nature", "Kind", cell="kind", hidden=True),
    Field("avant", "Before", cell="before", hidden=True),
    Field("apres", "After", cell="after", hidden=True),
    Field("motif", "Reason", of="reasons", cell="reason", hidden=True),
    Field("justification", "Sentence", cell="sentence", hidden=True),
    Field("atelier", "Workshop", cell="workshop", hidden=True),
    Field("seance", "Session", cell="session", hidden=True),
    Field("propositions", "Proposals", "integer", cell="proposals", hidden=True),
)


def described(column: Field | str, place: int) -> Field:
    """A column; a heading alone (already said) is one whose cells are found by their place in the row."""
    if isinstance(column, Field):
        return column
    name = re.sub(r"\W+", "_", normalised(column)).strip("_")
    return Field(name or f"colonne_{place + 1}", column, "any", cell=itemgetter(place))


def for_people(fields: Iterable[Field]) -> list[Field]:
    """The columns that people read too."""
    return [field for field in fields if not field.hidden]


def headings(fields: Iterable[Field]) -> list[str]:
    """The columns as they are named to the visitor."""
    return [say(field.label) for field in for_people(fields)]


def shown(fields: Iterable[Field], row: dict[str, Any]) -> list[Any]:
    """A row as people read it: labels in place of codes, the clock of Paris, dates and numbers as they are."""
    return [_shown(field, field.value(row)) for field in for_people(fields)]


def _shown(field: Field, value: Any) -> Any:
    if field.of is not None:
        return label(field.of, value)
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None)
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return value


def as_table(fields: Sequence[Field], rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows as the table a screen draws, its columns named to the visitor."""
    lines = [shown(fields, row) for row in rows]
    names = headings(fields)
    return pa.Table.from_arrays([pa.array([line[place] for line in lines]) for place in range(len(names))], names)
