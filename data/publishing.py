"""Open data: what may be published, as a data package whose dictionary and schema are made from the same columns.

`python -m data.publishing` writes the dictionary into README.md. Sources: Table Schema, Data Package 1.0.
Nothing fictional and nobody's name goes into it: neither people, nor what they wrote in the journal.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from data.fields import LABEL, Field, typed
from data.machines import write_plain_csv

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- dictionnaire -->\n", "<!-- fin du dictionnaire -->\n"

PROPOSALS = (  # of `published_proposals`
    Field("reference", "", required=True, description="Référence de la proposition, unique et définitive."),
    Field("atelier", "", "integer", cell="workshop", required=True, description="Atelier où elle a été faite."),
    Field("numero", "", cell="number", description="Numéro que la feuille de l’atelier lui donnait."),
    Field("intitule", "", cell="title", required=True, description="Intitulé, dans les mots de l’atelier."),
    Field("description", "", cell="words", description="Texte, dans les mots de l’atelier."),
    Field("intitule_retouche", "", cell="edited_title", description="Intitulé retouché depuis, s’il l’a été."),
    Field("description_retouchee", "", cell="edited_words", description="Texte retouché depuis, s’il l’a été."),
    Field("theme", "", of="themes", required=True, description="Thème actuel de la proposition."),
    Field("porteur", "", of="bodies", cell="body", required=True, description="Sorte d’organisme qui la porte."),
    Field("region", "", of="regions", required=True, description="Région, code INSEE."),
    Field(
        "departement",
        "",
        of="departments",
        cell="department",
        required=True,
        description="Département, code INSEE.",
    ),
    Field("atelier_intitule", "", cell="workshop_title", required=True, description="Intitulé de l’atelier."),
    Field("atelier_date", "", "date", cell="held_on", required=True, description="Date de l’atelier."),
    Field("etape", "", of="stages", cell="stage", required=True, description="Étape du parcours."),
    Field("statut", "", of="statuses", cell="status", required=True, description="Statut actuel."),
    Field("statut_depuis", "", "date", cell="since", required=True, description="Date de ce statut, à Paris."),
    Field("recue_le", "", "date", cell="received_on", required=True, description="Date de réception, à Paris."),
    Field("retenue", "", "boolean", cell="kept", required=True, description="Retenue pour le comité."),
    Field("motif", "", of="reasons", cell="reason", description="Motif de la décision en vigueur, s’il y en a un."),
    Field("seance", "", cell="session", description="Séance du comité qui en décide."),
    Field("seance_date", "", "date", cell="session_held_on", description="Date de cette séance."),
    Field("action_ou", "", cell="runs_where", description="Où l’action existe déjà."),
    Field(
        "action_depuis",
        "",
        cell="runs_since",
        description="Début de l’action, tel qu’il est connu : 2015, 2015-03 ou 2015-03-14.",
    ),
    Field("resultat", "", cell="result", description="Ce que l’action a donné."),
    Field("preuve", "", of="proofs", cell="proof", description="Sur quoi ce résultat s’appuie."),
    Field("cout", "", cell="cost", description="Ce que l’action coûte."),
    Field("conditions", "", cell="needed", description="Ce qu’il faut pour la reproduire ailleurs."),
    Field("facilite", "", of="eases", cell="ease", description="Facilité à la reproduire."),
)
WORKSHOPS = (  # of `published_workshops`
    Field("atelier", "", "integer", cell="id", required=True, description="Numéro de l’atelier, unique et définitif."),
    Field("intitule", "", cell="title", required=True, description="Intitulé de l’atelier."),
    Field("date", "", "date", cell="held_on", required=True, description="Date à laquelle il s’est tenu."),
    Field("prefecture", "", required=True, description="Préfecture qui l’a organisé."),
    Field("lieu", "", cell="place", description="Lieu où il s’est tenu."),
    Field("region", "", of="regions", required=True, description="Région, code INSEE."),
    Field(
        "departement", "", of="departments", cell="department", required=True, description="Département, code INSEE."
    ),
    Field("participants", "", "integer", description="Nombre de participants."),
    Field("themes", "", description="Codes des thèmes de l’atelier, séparés par « | »."),
    Field("source", "", description="D’où ces faits sont tirés."),
    Field("propositions", "", "integer", cell="proposals", required=True, description="Nombre de ses propositions."),
)
TABLES = {"propositions": (PROPOSALS, "reference"), "ateliers": (WORKSHOPS, "atelier")}
TITLES = {"propositions": "Propositions des ateliers", "ateliers": "Ateliers"}
DESCRIPTION = (
    "Propositions faites dans les ateliers de la politique de la ville, et ce qu’elles sont devenues. N’y figurent ni "
    "les personnes, ni les phrases du journal, ni rien de fictif. Dans les fichiers CSV, un texte qu’un tableur "
    "prendrait pour une formule est précédé d’une apostrophe."
)
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}

Rows = Sequence[dict[str, Any]]
Lists = Mapping[str, Mapping[Any, str]]  # the codes of each reference list, with their French labels


def package(
    proposals: Rows,
    workshops: Rows,
    lists: Lists,
    event: int,
    made_at: datetime,
) -> bytes:
    """The data package, zipped: two CSV files, the schema of each, and datapackage.json.

    `proposals` and `workshops` are the answers of the questions `published_…`, as of `event`; `made_at` is in UTC.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (("propositions", proposals), ("ateliers", workshops)):
            table = typed(TABLES[name][0], rows, lambda of, code: lists[of].get(code, str(code)))
            archive.writestr(f"{name}.csv", write_plain_csv(table))
            archive.writestr(f"schema-{name}.json", _json(schema(name, lists)))
        archive.writestr("datapackage.json", _json(_descriptor(event, made_at)))
    return content.getvalue()


def schema(name: str, lists: Lists) -> dict[str, Any]:
    """The Table Schema of `propositions` or `ateliers`; a column of codes allows those of its list."""
    fields, key = TABLES[name]
    described = [column for field in fields for column in _columns(field, lists, unique=field.name == key)]
    whole: dict[str, Any] = {"fields": described, "primaryKey": key, "missingValues": [""]}
    if name == "propositions":
        to = {"resource": "ateliers", "fields": "atelier"}
        whole["foreignKeys"] = [{"fields": "atelier", "reference": to}]
    return whole


def _columns(field: Field, lists: Lists, unique: bool) -> list[dict[str, Any]]:
    """The one or two columns of a field; its constraints are those that its cells really obey."""
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if unique:
        constraints["unique"] = True
    column = {"name": field.name, "type": field.type, "description": field.description}
    if field.of is None:
        return [column | ({"constraints": constraints} if constraints else {})]
    said = f"Libellé de la colonne « {field.name} »."
    label: dict[str, Any] = {"name": field.name + LABEL, "type": "string", "description": said}
    if field.required:
        label |= {"constraints": {"required": True}}
    return [column | {"constraints": constraints | {"enum": [str(code) for code in lists[field.of]]}}, label]


def _descriptor(event: int, made_at: datetime) -> dict[str, Any]:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "title": title,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
            "schema": f"schema-{name}.json",
        }
        for name, title in TITLES.items()
    ]
    return {
        "profile": "tabular-data-package",
        "name": "propositions-des-ateliers-de-la-politique-de-la-ville",
        "title": "Propositions des ateliers de la politique de la ville",
        "description": DESCRIPTION,
        "version": str(event),
        "created": f"{made_at.isoformat(timespec='seconds')}Z",
        "licenses": [LICENCE],
        "resources": resources,
    }


def _json(described: dict[str, Any]) -> str:
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def dictionary() -> str:
    """The data dictionary of README.md, in Markdown, from the columns that the schemas are made of."""
    parts = [DESCRIPTION + "\n"]
    for name, (fields, _) in TABLES.items():
        rows = [_described(field) for field in fields]
        parts.append("\n".join([f"`{name}.csv`", "", "| colonne | type | ce que c’est |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _described(field: Field) -> str:
    """A line of the dictionary: * marks what is never empty."""
    names = f"`{field.name}`{', `' + field.name + LABEL + '`' if field.of else ''}{' *' if field.required else ''}"
    codes = f" Codes et libellés : `data/reference/{field.of}.csv`." if field.of else ""
    return f"| {names} | {field.type} | {field.description}{codes} |"


def with_dictionary(readme: str) -> str:
    """README.md with the dictionary of today between its two marks. Raises ValueError if they are not there."""
    start, end = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    return readme[:start] + dictionary() + readme[end:]


if __name__ == "__main__":
    README.write_text(with_dictionary(README.read_text(encoding="utf-8")), encoding="utf-8")
