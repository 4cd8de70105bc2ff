"""A file that can't be opened is refused with a sentence that says why and what to do, and keeps every byte."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import data
from data import StoreRefused, open_store

HERE = Path(data.__file__).parents[1]
DAMAGED = "can’t be opened: it is damaged, or not a DuckDB file"
FOREIGN = "is a database of another program"
LOCKED = "is already open in another program"
NEWER = "was made by a newer version of the dashboard (its form is number 999, this version knows"


def refusal(path):
    """The sentence of a refusal, which left every file beside it as it was."""
    before = {file: file.read_bytes() for file in path.parent.glob("*.duckdb*") if file.is_file()}
    with pytest.raises(StoreRefused) as caught:
        open_store(path)
    after = {file: file.read_bytes() for file in path.parent.glob("*.duckdb*") if file.is_file()}
    assert after == before
    said = str(caught.value)
    assert said.startswith(f"The file {path.name} ")
    assert said.endswith(".")
    return said


@pytest.fixture
def ours(tmp_path):
    """A store of ours, closed; its path."""
    path = tmp_path / "store.duckdb"
    open_store(path).close()
    return path


def made_by(path, *statements):
    """A DuckDB file that another program made."""
    with duckdb.connect(str(path)) as other:
        for statement in statements:
            other.execute(statement)
    return path


def test_a_store_made_by_a_newer_version_is_refused(ours):
    made_by(ours, "insert into migrations values (999, '999_later', now()::timestamp)")
    assert NEWER in refusal(ours)


NOT_CLOSED = """
import os, sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("set wal_autocheckpoint = '1GB'")
con.execute("insert into migrations values (999, '999_later', now()::timestamp)")
os._exit(0)
"""


def test_a_newer_store_that_was_not_closed_is_refused_and_its_log_is_kept(ours):
    subprocess.run([sys.executable, "-c", NOT_CLOSED, str(ours)], check=True)
    assert ours.with_name("store.duckdb.wal").stat().st_size > 0
    assert NEWER in refusal(ours)


@pytest.mark.parametrize(
    "statements",
    [
        ["create table accounts (id integer)", "insert into accounts values (1)"],
        ["create schema private", "create table private.accounts (id integer)"],
        ["create view accounts as select 1 as id"],
        ["create sequence numbers", "create macro plain(word) as lower(word)"],
        ["create table migrations (id integer, app varchar)"],
        ["create table migrations (number integer, name varchar)"],
        ["create table migrations (number integer, name varchar)", "insert into migrations values (1, 'theirs')"],
        ["create table accounts (id integer)", "create table migrations (number integer, name varchar, at_ varchar)"],
    ],
)
def test_the_duckdb_file_of_another_program_is_refused(tmp_path, statements):
    assert FOREIGN in refusal(made_by(tmp_path / "other.duckdb", *statements))


def test_a_file_that_is_not_a_database_is_refused(tmp_path):
    path = tmp_path / "store.duckdb"
    for content in (b"", b"x", b"Un texte.\n" * 2000, b"\0" * 20_000, b"PK\x03\x04" * 5000):
        path.write_bytes(content)
        assert DAMAGED in refusal(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("create table t (a)")
    other.close()
    assert DAMAGED in refusal(path)


def test_a_file_cut_short_is_refused(ours):
    whole = ours.read_bytes()
    for kept in (100, 4096, 8192, 12_288, 100_000):
        ours.write_bytes(whole[:kept])
        assert DAMAGED in refusal(ours)


@pytest.mark.parametrize("where", [100, 4096, 4200, 12_388])
def test_a_damaged_file_is_called_damaged_and_not_open_elsewhere(ours, where):
    content = bytearray(ours.read_bytes())
    # Both headers of the database, or the first block: whatever DuckDB reads first.
    for place in (where, where + 4096) if 4096 <= where < 12_288 else (where,):
        content[place : place + 100] = b"x" * 100
    ours.write_bytes(content)
    assert DAMAGED in refusal(ours)


@pytest.mark.parametrize("folder", ["blocks", "clock", "locked"])
def test_the_name_of_a_folder_does_not_change_what_is_said(tmp_path, folder):
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "store.duckdb"
    path.write_text("Un texte.\n" * 2000, encoding="utf-8")
    assert DAMAGED in refusal(path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    path = tmp_path / "store.duckdb"
    path.mkdir()
    assert DAMAGED in refusal(path)


def test_a_place_where_no_file_can_be_made_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "notes.txt").write_text("Un texte.", encoding="utf-8")
    with pytest.raises(StoreRefused):
        open_store(tmp_path / "notes.txt" / "store.duckdb")


HOLDS = """
import sys
from pathlib import Path
from data import open_store
store = open_store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
store.close()
"""


def test_a_file_that_another_process_has_open_is_refused_until_it_closes_it(ours):
    command = [sys.executable, "-c", HOLDS, str(ours)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE) as other:
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(StoreRefused, match=LOCKED):
            open_store(ours)
        other.stdin.write("done\n")
        other.stdin.flush()
        other.wait(timeout=30)
    open_store(ours).close()
