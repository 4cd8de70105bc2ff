"""Stores to try things in: an empty one, and one that holds the demonstration as it is told today."""

import contextlib
import shutil

import pytest

import queries
from queries.demonstration import begin_demonstration, paris_day


@contextlib.contextmanager
def working_on(path):
    """The store at `path` is the one that this process asks and records in."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATABASE", str(path))
        queries.close()
        try:
            yield path
        finally:
            queries.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """A store as it is at first, to be copied: quicker than making it again."""
    with working_on(tmp_path_factory.mktemp("empty") / "empty.duckdb") as path:
        queries.store()
    return path


@pytest.fixture(scope="session")
def demonstration_file(empty_file, tmp_path_factory):
    """A store that holds the demonstration of today, to be copied."""
    with working_on(shutil.copy(empty_file, tmp_path_factory.mktemp("told") / "told.duckdb")) as path:
        begin_demonstration(paris_day())
    return path


@pytest.fixture
def empty_store(empty_file, tmp_path):
    """An empty store for one test; its path."""
    with working_on(shutil.copy(empty_file, tmp_path / "store.duckdb")) as path:
        yield path


@pytest.fixture
def demonstration(demonstration_file, tmp_path):
    """A store with the demonstration, for one test; its path."""
    with working_on(shutil.copy(demonstration_file, tmp_path / "demonstration.duckdb")) as path:
        yield path
