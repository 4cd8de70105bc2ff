"""What is measured on: stores that hold the demonstration told several times, and a copy of the project to start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROGRAM = ("dashboard.py", "pages", "queries", "data", ".streamlit")


def told(path: Path, times: int) -> tuple[Path, dict[str, int]]:
    """A store at `path`, its demonstration told `times` times (some 700 proposals each), and how much it holds."""
    return path, child("tests.benchmarks.stores", path, str(times))


def child(module: str, store: Path, *arguments: str) -> Any:
    """What `python -m module` prints as JSON, working on a store in a process of its own."""
    environment = os.environ | {"DASHBOARD_DATABASE": str(store)}
    answer = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(answer.stdout)


def copy_of(store: Path, name: str) -> Path:
    """Another file with the same content, beside it. Nobody has the store open."""
    return Path(shutil.copy(store, store.with_name(name)))


def copy_of_project(folder: Path) -> Path:
    """The program alone, without anybody's data, to be started from `folder`."""
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.duckdb*", "__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def tell_it(times: int) -> dict[str, int]:
    """Begin the demonstration in the store this process works on; how much it then holds."""
    from data.sample.story import tell
    from queries import close, demonstration, record, store

    today = demonstration.paris_day()
    demonstration.take_in_real_workshop()
    story = tell(today, times)
    record(
        "demonstrate",
        by=demonstration.APPLICATION,
        day=today.isoformat(),
        story_people=story.people,
        story_sessions=story.sessions,
        story_workshops=story.workshops,
        story_themes=story.workshop_themes,
        story_proposals=story.proposals,
        story_evidence=story.evidence,
        story_events=story.events,
        story_measures=story.measures,
        story_follow_ups=story.follow_ups,
    )
    with store().reading() as cursor:
        counted = {
            table: cursor.execute(f"select count(*) from {table}").fetchall()[0][0]
            for table in ("proposals", "workshops", "events")
        }
    close()
    return counted


if __name__ == "__main__":
    print(json.dumps(tell_it(int(sys.argv[1]))))
