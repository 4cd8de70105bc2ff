"""A migration and its record are one transaction: whatever stops it, the file is of one version or the other."""

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import data
from data import open_store
from data import store as store_module

HERE = Path(data.__file__).parent


def everything(path):
    """All that a closed file holds, by table."""
    with duckdb.connect(str(path), read_only=True) as file:
        names = [name for (name,) in file.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        return {name: file.execute(f"from {name} order by all").fetchall() for name in names}


def closed_store(path):
    """A store opened once, then closed; its path."""
    open_store(path).close()
    return path


SECOND = """
create table extra (code varchar);
alter table themes add column colour varchar;
update themes set colour = '#000'
"""


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """A folder of migrations: ours, and a second one to be written."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in store_module.MIGRATIONS.glob("*.sql"):
        (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(store_module, "MIGRATIONS", folder)
    return folder


def test_a_migration_is_applied_once_and_recorded_with_what_it_did(tmp_path, migrations):
    path = closed_store(tmp_path / "store.duckdb")
    (migrations / "900_colours.sql").write_text(f"-- Colours.\n{SECOND};\n", encoding="utf-8")
    for _ in range(2):
        closed_store(path)
    held = everything(path)
    assert [row[:2] for row in held["migrations"]][-1] == (900, "900_colours")
    assert held["extra"] == []
    assert {row[-1] for row in held["themes"]} == {"#000"}


def test_a_migration_that_fails_in_the_middle_leaves_the_former_version(tmp_path, migrations):
    path = closed_store(tmp_path / "store.duckdb")
    before = everything(path)
    broken = migrations / "900_colours.sql"
    broken.write_text(f"{SECOND}; insert into themes select * from nowhere;", encoding="utf-8")
    with pytest.raises(duckdb.Error, match="nowhere"):
        open_store(path)
    assert everything(path) == before
    broken.unlink()
    closed_store(path)
    assert everything(path) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from data import open_store, store
found = store.steps
def until(sql):
    for number, step in enumerate(found(sql)):
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield step
store.steps = until
store.MIGRATIONS = Path(sys.argv[2])
open_store(Path(sys.argv[1]))
"""


def killed(*given):
    """Open a store in a process that kills itself before a statement of a migration."""
    done = subprocess.run([sys.executable, "-c", KILLED, *map(str, given)], cwd=HERE.parent, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("statement", [1, 2])
def test_a_machine_that_stops_during_a_migration_leaves_the_former_version(tmp_path, migrations, statement):
    path = closed_store(tmp_path / "store.duckdb")
    before = everything(path)
    (migrations / "900_colours.sql").write_text(SECOND, encoding="utf-8")
    killed(path, migrations, statement)
    assert everything(path) == before
    closed_store(path)
    assert everything(path)["extra"] == []


@pytest.mark.parametrize("statement", [0, 1, 9])
def test_a_machine_that_stops_during_the_first_start_starts_again(tmp_path, migrations, statement):
    path = tmp_path / "store.duckdb"
    killed(path, migrations, statement)
    closed_store(path)
    assert everything(path).keys() == everything(closed_store(tmp_path / "other.duckdb")).keys()
    assert path.stat().st_size > 0


def test_a_store_from_before_follow_up_is_given_its_tables_lists_and_rights_once(tmp_path):
    path = closed_store(tmp_path / "store.duckdb")
    new = everything(path)
    with duckdb.connect(str(path)) as file:
        for table in ("measures", "follow_ups", "verdicts"):
            file.execute(f"drop table {table}")
        file.execute("delete from rights where action in ('follow_up', 'add_measure')")
        file.execute("delete from migrations where name = '007_follow_up'")
    held = everything(closed_store(path))
    for table in ("measures", "follow_ups", "verdicts", "rights"):
        assert held[table] == new[table]
    assert len(held["measures"]) == 32


def test_a_store_of_before_the_evidence_gets_its_lists_its_rights_and_its_table(tmp_path):
    path = closed_store(tmp_path / "store.duckdb")
    made = everything(path)
    with duckdb.connect(str(path)) as file:
        for table in ("evidence", "proofs", "eases"):
            file.execute(f"drop table {table}")
        file.execute("delete from rights where action = 'evidence'")
        file.execute("delete from migrations where number = 6")
    upgraded = everything(closed_store(path))
    assert (upgraded["evidence"], len(upgraded["proofs"]), len(upgraded["eases"])) == ([], 3, 3)
    assert {name: upgraded[name] for name in made if name != "migrations"} == {
        name: rows for name, rows in made.items() if name != "migrations"
    }


def test_a_right_to_the_evidence_that_was_taken_away_is_not_given_back_at_the_next_start(tmp_path):
    path = closed_store(tmp_path / "store.duckdb")
    with duckdb.connect(str(path)) as file:
        file.execute("delete from rights where action = 'evidence' and role = 'staff'")
    assert not [row for row in everything(closed_store(path))["rights"] if row[:2] == ("evidence", "staff")]
