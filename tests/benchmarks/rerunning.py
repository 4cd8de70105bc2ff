"""The warm rerun of each page over its frozen page, in one process: `python -m tests.benchmarks.rerunning REPEATS`."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.runtime import Runtime

from pages.parts.server import ready
from queries import Filters, ask
from tests.benchmarks.frozen import FRAME, ROOT, Recorder
from tests.benchmarks.screen import Screen, started

STAFF = "Karim Haddad (mission ville de Seine-Saint-Denis)"
COORDINATOR = "Anne Lemaire (coordination nationale)"
WARMING = 3  # runs before any that counts
ADDRESSES = {
    "overview": "",
    "territory": "territoire",
    "compare": "comparer",
    "changes": "evolutions",
    "region": "region",
    "face_to_face": "face-a-face",
    "progress": "avancement",
    "proposals": "propositions",
    "fiche": "fiche",
    "workshops": "ateliers",
    "journal": "journal",
    "review": "instruire",
    "session": "seance",
    "intake": "importer",
}
SIDES = {"left": "Île-de-France", "right": "Bretagne"}
LOOKED_AT_BY = {  # others: by a reader; a profile is of the visitor's own region
    "fiche": COORDINATOR,
    "territory": STAFF,
    "review": STAFF,
    "session": COORDINATOR,
    "intake": STAFF,
    "region": STAFF,
}


def link(page: str) -> str:
    """What the link of a page says: who looks at it, which sides face each other, which proposal a fiche is of."""
    given = {"person": LOOKED_AT_BY[page]} if page in LOOKED_AT_BY else {}
    given |= SIDES if page == "face_to_face" else {}
    return urlencode(given | ({"proposal": a_proposal_put_forward()} if page == "fiche" else {}))


def a_proposal_put_forward() -> str:
    """The reference of a proposal the committee could decide."""
    from pages.parts.day_read import this_day

    waiting = Filters(statuses=("put_forward",))
    first = ask("proposals_listed", filters=waiting, today=this_day(), sort="reference", most=1, skipped=0)
    return str(first["reference"][0].as_py())


async def measure(repeats: int, folder: Path) -> dict[str, Any]:
    """For each page: milliseconds of processor of its reruns and of the frozen page's, and what both draw."""
    runtime = await started(ROOT / FRAME)
    async with ready(None):  # what the server does once, before any visitor
        return {page: await _page(runtime, page, repeats, folder) for page in ADDRESSES}


async def _page(runtime: Runtime, name: str, repeats: int, folder: Path) -> dict[str, Any]:
    visit = ADDRESSES[name], link(name)
    real = Screen(runtime, ROOT / FRAME, *visit)
    await _warm(real, WARMING)
    recorder = Recorder(name)
    with recorder.recording():
        await real.drawn()
    frozen = Screen(runtime, recorder.write_scripts(folder / name), *visit)
    await _warm(frozen, WARMING)
    await _warm(real, 1)
    found = {"real": [], "frozen": [], "draws": real.outline(), "frozen_draws": frozen.outline()}
    for _ in range(repeats):
        found["real"].append(await real.drawn())
        found["frozen"].append(await frozen.drawn())
    real.leave()
    frozen.leave()
    return found


async def _warm(screen: Screen, runs: int) -> None:
    for _ in range(runs):
        await screen.drawn()
        if failure := screen.failure():
            raise RuntimeError(failure)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        given = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder)
        print(json.dumps(asyncio.run(measure(int(sys.argv[1]), given))))
