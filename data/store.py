"""One DuckDB file: opening it safely, reading it from many threads, writing to it from one at a time."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data.refusals import StoreRefused

MIGRATIONS = Path(__file__).parent / "migrations"

# Set last, once, at opening: nothing in the file or in a text people send can reach the disk or the network.
SETTINGS = (
    "set global TimeZone = 'UTC'",
    # Keeps a restart short: 2 MB is some 2,800 decisions, 1.3 s of replay. At 1 MB, a hundred at once checkpoint.
    "set global wal_autocheckpoint = '2MB'",
    # Gives memory back as soon as a question is answered: a sheet of 100,000 lines takes 1.15 GB in place of 1.4.
    "set global allocator_flush_threshold = '16MB'",
    "set global autoinstall_known_extensions = false",
    "set global autoload_known_extensions = false",
    "set global enable_external_access = false",
    "set global lock_configuration = true",
)


# How a file of ours is told from another program's.
MIGRATIONS_COLUMNS = """
    select column_name, data_type from duckdb_columns()
    where table_name = 'migrations' and not internal order by column_index
"""
OUR_COLUMNS = [("number", "INTEGER"), ("name", "VARCHAR"), ("applied_at", "TIMESTAMP")]
OBJECTS = """
    select (select count(*) from duckdb_tables() where not internal)
        + (select count(*) from duckdb_views() where not internal)
        + (select count(*) from duckdb_sequences()) + (select count(*) from duckdb_functions() where not internal)
        + (select count(*) from duckdb_schemas() where not internal)
"""


def now() -> datetime:
    """The present instant in UTC, without zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def steps(sql: str) -> list[duckdb.Statement]:
    """The statements of an SQL text, in order."""
    with duckdb.connect(":memory:") as parser:
        return parser.extract_statements(sql)


class Store:
    """The open file. Readers take a cursor each; one writer at a time (DuckDB raises on conflicts otherwise)."""

    def __init__(self, path: Path) -> None:
        """Open `path`, creating and migrating it as needed. Raises StoreRefused, leaving the file untouched."""
        self.path = path
        self._writer = threading.Lock()
        self._opening = threading.RLock()
        known = _migrations()
        if _is_there(path):
            _refuse_what_is_not_ours(path, newest=max(known))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unopenable(path, error) from error
        self._connection = _connect(path)
        _migrate(self._connection, known)
        self.latest_event = self._last_number()

    def _last_number(self) -> int:
        with self.reading() as cursor:
            return int(cursor.execute("select coalesce(max(number), 0) from events").fetchall()[0][0])

    @contextlib.contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one reader, closed at the end; always read it to its end (`fetchall`, arrow)."""
        with self.mended(), contextlib.closing(self._connection.cursor()) as cursor:
            yield cursor

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for who keeps one, within `mended`, and closes it; `reading` is for all others."""
        return self._connection.cursor()

    @contextlib.contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction: all or nothing, never committed once an exception has passed (such a COMMIT saves nothing)."""
        with self._writer, self.mended(), contextlib.closing(self._connection.cursor()) as cursor:
            cursor.execute("begin")
            yield cursor  # an exception leaves here: closing the cursor rolls back
            last = cursor.execute(
                "select coalesce(max(number), 0) from events where number >= $from", {"from": self.latest_event}
            ).fetchall()[0][0]
            cursor.execute("commit")
            self.latest_event = max(self.latest_event, int(last))

    @contextlib.contextmanager
    def mended(self) -> Iterator[None]:
        """After a fatal error (a full disk during a checkpoint) DuckDB refuses everything until it is reopened."""
        try:
            yield
        except duckdb.FatalException:
            with self._opening:
                with contextlib.suppress(duckdb.Error):
                    self._connection.close()
                self._connection = _connect(self.path)
            raise

    def close(self) -> None:
        """Close the file; what was acknowledged is in it."""
        with self._writer:
            self._connection.close()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise _unopenable(path, error) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path))
    except duckdb.Error as error:
        raise _unopenable(path, error) from error
    for setting in SETTINGS:
        connection.execute(setting)
    return connection


def _unopenable(path: Path, error: Exception) -> StoreRefused:
    if "Could not set lock on file" in str(error):
        return StoreRefused(
            "The file {file} is already open in another program. Close the other dashboard, then open this page again.",
            file=path.name,
        )
    if isinstance(error, OSError) or re.search("Permission denied|Read-only file system", str(error)):
        return StoreRefused(
            "The file {file} can’t be made or written where it is. Check the rights on its folder, or name another "
            "file in DASHBOARD_DATABASE.",
            file=path.name,
        )
    return StoreRefused(
        "The file {file} can’t be opened: it is damaged, or not a DuckDB file. Nothing was changed in it. "
        "Restore a backup, or name another file in DASHBOARD_DATABASE.",
        file=path.name,
    )


def _migrations() -> dict[int, Path]:
    """The numbered migrations beside this file, by number."""
    return {int(file.stem.split("_")[0]): file for file in sorted(MIGRATIONS.glob("*.sql"))}


def _refuse_what_is_not_ours(path: Path, newest: int) -> None:
    """Look at the file read-only, so that what is refused keeps every byte. Raises StoreRefused."""
    try:
        with duckdb.connect(str(path), read_only=True) as glance:
            number = _form(glance, path)
    except duckdb.Error as error:
        raise _unopenable(path, error) from error
    if number > newest:
        raise StoreRefused(
            "The file {file} was made by a newer version of the dashboard (its form is number {number}, this version "
            "knows {newest}). Nothing was changed in it. Install the newer version to open it.",
            file=path.name,
            number=number,
            newest=newest,
        )


def _form(glance: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The number of the latest migration of a file of ours, 0 if it holds nothing yet. Raises StoreRefused."""
    columns = glance.execute(MIGRATIONS_COLUMNS).fetchall()
    if columns == OUR_COLUMNS:
        done: dict[int, str] = dict(glance.execute("select number, name from migrations").fetchall())
        if not done or done.get(1) == "001_store":
            return max(done, default=0)
    if columns or glance.execute(OBJECTS).fetchall()[0][0]:
        raise StoreRefused(
            "The file {file} is a database of another program. Nothing was changed in it. "
            "Name another file in DASHBOARD_DATABASE.",
            file=path.name,
        )
    return 0


def _migrate(connection: duckdb.DuckDBPyConnection, known: dict[int, Path]) -> None:
    """Apply what is missing, each migration and its record in one transaction."""
    connection.execute(
        "create table if not exists migrations "
        "(number integer primary key, name varchar not null, applied_at timestamp not null)"
    )
    done = {number for (number,) in connection.execute("select number from migrations").fetchall()}
    for number, file in known.items():
        if number in done:
            continue
        with contextlib.closing(connection.cursor()) as cursor:
            cursor.execute("begin")
            for statement in steps(file.read_text(encoding="utf-8")):
                cursor.execute(statement)
            cursor.execute(
                "insert into migrations values ($number, $name, $applied_at)",
                {"number": number, "name": file.stem, "applied_at": now()},
            )
            cursor.execute("commit")
