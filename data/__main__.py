"""`python -m data sample|check`: the demonstration in the store, and whether the store agrees with itself.

Exit codes: 0 all is well, 1 something is wrong, 2 the store can't be opened or refuses.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.pofile import read_po

from data import Refused, database_path
from queries import ask, close, demonstration, foresee

CATALOGUE = Path(__file__).parent / "words" / "fr.po"

# What `queries/disagreements.sql` finds, in the words of whoever must mend it.
WRONG = {
    "never_received": "{about} : aucun évènement ne dit sa réception",
    "received_twice": "évènement {about} : une seconde réception",
    "broken_history": "évènement {about} : il part de « {held} » et le précédent menait à « {expected} »",
    "workshop_of_proposal": "{about} : son atelier n’existe pas, ou n’est pas de son département",
    "department_of_workshop": "atelier « {about} » : le département {held} n’est pas de la région {expected}",
}
DISAGREES = "{about}, {what} : « {held} » dans le registre, « {expected} » d’après les évènements"
UNKNOWN = "{about} : {what} inconnu dans le registre, « {held} »"
TWICE = "{about} : {what} en {held} exemplaires"
WHAT = {
    "status": "statut", "status_since": "date du statut", "session": "séance", "reason": "motif", "theme": "thème",
    "edited_title": "intitulé retouché", "edited_words": "texte retouché", "last_event": "dernier évènement",
    "body": "porteur", "role": "rôle", "person": "personne", "proposal": "proposition", "workshop": "atelier",
    "event": "évènement", "reference": "référence",
}  # fmt: skip


def main(given: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    asked = _arguments().parse_args(given)
    try:
        return check() if asked.command == "check" else remove() if asked.remove else sample()
    except Refused as refused:
        print(in_french(refused), file=sys.stderr)
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
    commands = parser.add_subparsers(dest="command", required=True, metavar="sample|check")
    told = commands.add_parser("sample", help="mettre la démonstration, fictive, dans le registre")
    told.add_argument("--remove", action="store_true", help="retirer tout ce qui est fictif")
    commands.add_parser("check", help="vérifier que le registre est d’accord avec ses évènements")
    return parser


if __name__ == "__main__":
    sys.exit(main())
