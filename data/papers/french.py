"""Every sentence of the papers, always in French: they are official. How they write days, numbers and shares."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LANGUAGE = "fr-FR"
AUTHOR = "Tableau de bord des propositions des ateliers"

SHEET = "Fiche de proposition"
SESSION_FILE = "Dossier de séance"
DECISIONS = "Relevé de décisions"
ANSWERS = "Retour à l’atelier"

MADE = "Établi le {day} à {hour}"
AS_READ = "Tel qu’au soir du {day}"
FICTIONAL = "Démonstration : données fictives"
DRAFT = "Document de travail"
PAGE, OF = "Page", "sur"
HELD = "{day}, {place}"
PLACE_UNSET = "lieu à fixer"
UNSHOWN = "Le signe □ remplace un caractère que ce fichier ne sait pas écrire ; la version Word le garde."

# The sheet of a proposal

WORDS, EDITED, HISTORY = "Les mots de l’atelier", "Rédaction retravaillée", "Historique"
EVIDENCE = "Ce qui montre qu’elle a fait ses preuves"
REFERENCE, THEME, BODY = "Référence", "Thème", "Porteur"
WORKSHOP, HELD_ON, PLACE, PREFECTURE = "Atelier", "Tenu le", "Lieu", "Préfecture"
DEPARTMENT, REGION = "Département", "Région"
STATUS, SESSION, REASON, SENTENCE = "Statut", "Séance", "Motif", "Justification"
SINCE = "{status}, depuis le {day}"
NO_DESCRIPTION = "La feuille de l’atelier n’en disait pas plus."
NO_SESSION = "aucune à ce jour"
STEPS = ("Date", "Ce qui s’est passé", "Par")
TOLD = {
    "receive": "Reçue",
    "move": "« {before} » devient « {after} »",
    "retheme": "Thème : « {before} » devient « {after} »",
    "retitle": "Intitulé retouché",
    "reword": "Texte retouché",
    "correct_title": "Intitulé corrigé par la feuille de l’atelier",
    "correct_words": "Texte corrigé par la feuille de l’atelier",
    "correct_body": "Porteur corrigé par la feuille de l’atelier",
}

# The file of a session

CONTENTS, SUMMARY, AGENDA, SHEETS = "Sommaire", "Synthèse", "Ordre du jour", "Fiches"
EXAMINED_ONE = "{count} proposition est à examiner"
EXAMINED_MANY = "{count} propositions sont à examiner"
RAISED_ONE = "{examined}, pour {count} entendue dans les ateliers."
RAISED_MANY = "{examined}, pour {count} entendues dans les ateliers."
NOTHING_EXAMINED = "Aucune proposition n’est à examiner."
BY_THEME, BY_REGION = "Par thème", "Par région"
BALANCE = ("À examiner", "Part", "Entendues", "Part")
SHOWS = "Deux barres par ligne, la part de ce qui est à examiner et celle de ce qui a été entendu."
MORE, LESS = "Plus présent qu’en atelier : {which}.", "Moins présent qu’en atelier : {which}."
POINTS = "{name} ({points})"
EVEN = "Chacun a, à deux points près, la part qu’il avait dans les ateliers."
AGENDA_COLUMNS = ("N°", "Référence", "Proposition", "Thème", "Département", "Statut")
NUMBERED = "{number}. {title}"

# The record of decisions

CLOSED = "Séance close le {day} à {hour} par : {by}"
NOT_CLOSED = "Séance non close : ce relevé est provisoire."
SNAPSHOT, DIGEST = "Relevé n° {number}", "Empreinte SHA-256"
TOTALS, DECISION, COUNT, TOTAL = "Totaux", "Décision", "Propositions", "Total"
DECISION_COLUMNS = ("N°", "Référence", "Proposition", "Motif et justification")
DECIDED_ONE, DECIDED_MANY = "{decision} : {count} proposition", "{decision} : {count} propositions"
NONE_DECIDED = "Aucune décision n’a été prise dans cette séance."

# The answer to those who spoke in a workshop

DEAR_ONE = "Voici ce qu’est devenue la proposition faite dans cet atelier."
DEAR_MANY = "Voici ce que sont devenues les {count} propositions faites dans cet atelier."
DEAR_NONE = "Aucune proposition de cet atelier n’a été enregistrée."
HEARD_ONE, HEARD_MANY = "{count} participant", "{count} participants"
NUMBER_OF_SHEET = "N° {number} de votre feuille"
SINCE_DAY = "Depuis le {day}."
EDITED_AS = "Pour être examinée, elle est aujourd’hui formulée ainsi :"
REASON_GIVEN, MEASURE = "La raison donnée : {reason}", "Ce qu’elle est devenue : {measure}"
BECAME = {
    "received": "Votre proposition a été reçue. Son instruction n’a pas encore commencé.",
    "to_complete": "Votre proposition attend des précisions pour pouvoir être instruite.",
    "under_review": "Votre proposition est en cours d’instruction à la préfecture.",
    "withdrawn": "Votre proposition a été retirée : elle ne sera pas présentée au comité.",
    "put_forward": "Votre proposition est présentée au comité, qui n’en a pas encore décidé.",
    "kept": "Votre proposition a été retenue pour le comité.",
    "deferred": "Votre proposition a été mise en réserve : le comité pourra l’examiner de nouveau.",
    "not_kept": "Votre proposition n’a pas été retenue pour le comité.",
    "adopted": "Votre proposition a été adoptée.",
    "not_adopted": "Votre proposition avait été retenue pour le comité, mais elle n’a pas été adoptée.",
    "under_way": "Votre proposition a été adoptée : sa mise en œuvre est en cours.",
    "done": "Votre proposition a été adoptée, puis réalisée.",
    "abandoned": "Votre proposition avait été retenue, puis sa mise en œuvre a été abandonnée.",
}
ELSEWHERE = "Votre proposition est au statut « {status} »."  # a status added to the list since
SESSION_NAMED = "Séance : {session}."


def day(value: date) -> str:
    """`14 février 2018`, `1er mars 2018`."""
    written = format_date(value, "d MMMM y", locale="fr").replace(" ", "\u00a0")
    return f"1er{written[1:]}" if value.day == 1 else written


def short_day(value: date) -> str:
    """`14/02/2018`."""
    return format_date(value, "dd/MM/yyyy", locale="fr")


def hour(value: datetime) -> str:
    """`9 h 05`."""
    return f"{value.hour}\u00a0h\u00a0{value.minute:02}"


def number(value: int) -> str:
    """`1 352`."""
    return format_decimal(value, locale="fr")


def share(part: int, whole: int) -> str:
    """`12,5 %`; a dash where there is nothing to share."""
    return format_percent(part / whole, "0.#\u00a0%", locale="fr") if whole else "–"


def points(value: float) -> str:
    """`+3,2 points`, from a difference of shares."""
    written = format_decimal(abs(round(100 * value, 1)), "0.#", locale="fr")
    return f"{'+' if value > 0 else '−'}{written}\u00a0points"


def counted(count: int, one: str, many: str, **given: str) -> str:
    """The sentence for one, which French says of none too, or for several."""
    return (one if count < 2 else many).format(count=number(count), **given)
