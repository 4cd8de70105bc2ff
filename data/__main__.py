"""`python -m data sample|check|take-in`: the demonstration, whether the store agrees with itself, a sheet taken in.

Exit codes: 0 all is well, 1 something is wrong (with the store, or with lines of a sheet: nothing was written), 2 the
store can't be opened, the file can't be read, or the decision is refused.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from babel.messages.pofile import read_po

from data import Refused, database_path
from data.cells import read_cells
from data.columns import Reading, from_its_header, source_of
from data.workbook import read_proposals
from queries import ask, close, demonstration, foresee, intake, refusals_of

CATALOGUE = Path(__file__).parent / "words" / "fr.po"

# What `queries/disagreements.sql` finds, in the words of whoever must mend it.
WRONG = {
    "never_received": "{about} : aucun évènement ne dit sa réception",
    "received_twice": "évènement {about} : une seconde réception",
    "broken_history": "évènement {about} : il part de « {held} » et le précédent menait à « {expected} »",
    "workshop_of_proposal": "{about} : son atelier n’existe pas, ou n’est pas de son département",
    "department_of_workshop": "atelier « {about} » : le département {held} n’est pas de la région {expected}",
}
OUTCOMES = ("new", "changed", "same", "left")
TOLD = (
    "{file} : {new} nouvelle(s), {changed} corrigée(s), {same} inchangée(s), {left} laissée(s) telle(s) quelle(s), "
    "{refused} ligne(s) refusée(s)."
)
DISAGREES = "{about}, {what} : « {held} » dans le registre, « {expected} » d’après les évènements"
UNKNOWN = "{about} : {what} inconnu dans le registre, « {held} »"
TWICE = "{about} : {what} en {held} exemplaires"
WHAT = {
    "status": "statut", "status_since": "date du statut", "session": "séance", "reason": "motif", "theme": "thème",
    "edited_title": "intitulé retouché", "edited_words": "texte retouché", "last_event": "dernier évènement",
    "evidence_where": "lieu de l’action", "evidence_since": "début de l’action", "evidence_result": "résultat",
    "evidence_proof": "nature de la preuve", "evidence_cost": "coût", "evidence_needed": "conditions de reprise",
    "evidence_ease": "facilité à reproduire", "evidence_event": "dernier évènement de la preuve",
    "proof": "nature de preuve", "ease": "facilité à reproduire", "body": "porteur",
    "role": "rôle", "person": "personne", "proposal": "proposition", "workshop": "atelier",
    "event": "évènement", "reference": "référence",
}  # fmt: skip


def main(given: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    asked = _arguments().parse_args(given)
    try:
        if asked.command == "take-in":
            return take_in(asked)
        return check() if asked.command == "check" else remove() if asked.remove else sample()
    except Refused as refused:
        print(in_french(refused), file=sys.stderr)
        return 2
    except OSError as unread:
        print(f"Le fichier ne peut pas être lu : {unread}", file=sys.stderr)
        return 2
    finally:
        close()


def sample() -> int:
    """Put the demonstration in the store, or bring it to today if nobody has touched it."""
    today = demonstration.paris_day()
    if demonstration.refresh_demonstration(today):
        print(f"La démonstration est racontée à nouveau, jusqu’au {today:%d/%m/%Y}, dans {database_path()}.")
    elif foresee("demonstrate", by=demonstration.APPLICATION):
        print(f"La démonstration est déjà dans {database_path()}.")
    else:
        demonstration.begin_demonstration(today)
        print(f"La démonstration, fictive, est dans {database_path()}. Elle s’arrête au {today:%d/%m/%Y}.")
    print("L’atelier de Paris du 14 février 2018 y figure aussi : il a vraiment eu lieu, et il restera.")
    return 0


def remove() -> int:
    """Take the demonstration out of the store."""
    if not _is_there():
        print(f"Il n’y a pas de démonstration dans {database_path()} : rien n’a changé.")
        return 0
    demonstration.end_demonstration()
    print(f"Tout ce qui était fictif est retiré de {database_path()}. Les ateliers réels et leur histoire y restent.")
    if _is_there():
        print("Une séance fictive est conservée : des propositions réelles y ont été décidées.")
    return 0


def check() -> int:
    """Say what in the store disagrees with its own events or lists."""
    found = ask("disagreements").to_pylist()
    for wrong in found:
        print(in_words(**wrong))
    if found:
        print(
            f"{len(found)} désaccord(s) dans {database_path()}. Ne rien corriger à la main : restaurer une sauvegarde."
        )
        return 1
    print(f"{database_path()} : l’état des propositions est bien celui que disent les évènements, rien ne manque.")
    return 0


def take_in(asked: argparse.Namespace) -> int:
    """Take a sheet in, or only say what that would do: the same checks and sentences as on the screen."""
    sent = read_cells(asked.file.read_bytes(), asked.file.name)
    cells = from_its_header(sent, intake.settled_header(sent))
    reading = intake.reading_of(cells)
    if asked.theme and not reading.columns.get("theme"):
        reading = Reading(reading.columns, {**reading.values, ("theme", ""): asked.theme})
    taken = read_proposals(cells, intake.words(), reading)
    sheet = intake.Sheet(cells.file, source_of(cells.lines[0].cells), taken.rows, intake.settled(cells, reading))
    weighed = intake.compare(sheet, by=asked.by, workshop=asked.workshop)
    refused = [(one.line, f"{one.column} : {in_french(Refused(one.sentence, **one.given))}") for one in taken.refused]
    whole: list[tuple[int, str]] = []
    for refusal in refusals_of(weighed):
        line = refusal.given.get("line")
        (whole if line is None else refused).append((line or 0, in_french(refusal)))
    counts = Counter(weighed["outcome"].to_pylist()) if "outcome" in weighed.column_names else Counter()
    print(TOLD.format(file=cells.file, refused=len({line for line, _ in refused}), **{n: counts[n] for n in OUTCOMES}))
    for line, why in sorted(refused):
        print(f"ligne {line} : {why}", file=sys.stderr)
    if refused:
        print("Rien n’a été importé : corriger ces lignes, ou les retirer de la feuille.", file=sys.stderr)
        return 1
    for _, why in whole:
        print(why, file=sys.stderr)
    if whole:
        return 2
    if asked.dry_run:
        print("Essai seulement : rien n’a été importé.")
        return 0
    intake.take_in(sheet, by=asked.by, workshop=asked.workshop)
    print(f"La feuille est importée dans {database_path()}.")
    return 0


def in_words(what: str, about: str, held: str | None, expected: str | None) -> str:
    """One disagreement as a sentence."""
    said, _, thing = what.partition("_")
    sentence = WRONG.get(what) or {"unknown": UNKNOWN, "twice": TWICE}.get(said, DISAGREES)
    name = WHAT.get(what) or WHAT.get(thing, thing)
    return sentence.format(about=about, what=name, held=held or "", expected=expected or "")


def in_french(refused: Refused) -> str:
    """The sentence of a refusal, from the same catalogue as the screens."""
    with CATALOGUE.open("rb") as file:
        message = read_po(file).get(refused.sentence)
    return str(message.string).format(**refused.given) if message and message.string else str(refused)


def _is_there() -> bool:
    return bool(ask("is_demonstration").to_pylist()[0]["fictional"])


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data", description="Le registre des propositions, hors de l’écran."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="sample|check|take-in")
    told = commands.add_parser("sample", help="mettre la démonstration, fictive, dans le registre")
    told.add_argument("--remove", action="store_true", help="retirer tout ce qui est fictif")
    sheet = commands.add_parser("take-in", help="importer la feuille d’un atelier, l’application étant arrêtée")
    sheet.add_argument("file", type=Path, metavar="FICHIER")
    sheet.add_argument("--workshop", type=int, required=True, help="le numéro de l’atelier, dans le lien de sa page")
    sheet.add_argument("--by", required=True, help="l’identifiant de la personne qui importe, tel qu’au registre")
    sheet.add_argument("--theme", help="le code du thème de toutes les lignes, si aucune colonne ne le dit")
    sheet.add_argument("--dry-run", action="store_true", help="dire ce qui se passerait, sans rien écrire")
    commands.add_parser("check", help="vérifier que le registre est d’accord avec ses évènements")
    return parser


if __name__ == "__main__":
    sys.exit(main())
