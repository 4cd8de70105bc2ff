"""The stores that pages are drawn on."""

import shutil

import pytest
from screens import forget
from streamlit.runtime.media_file_manager import MediaFileManager

import queries


@pytest.fixture
def empty_store(empty_store):
    """A store where nothing happened yet, for one test."""
    forget()
    yield empty_store
    forget()


@pytest.fixture
def demonstration(demonstration):
    """The demonstration, for one test that changes it."""
    forget()
    yield demonstration
    forget()


@pytest.fixture(scope="module")
def told(demonstration_file, tmp_path_factory):
    """The demonstration, for the tests of a file that only look."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        path = shutil.copy(demonstration_file, tmp_path_factory.mktemp("told") / "told.duckdb")
        monkeypatch.setenv("DASHBOARD_DATABASE", str(path))
        queries.close()
        forget()
        yield path
        queries.close()
        forget()


@pytest.fixture
def offered(monkeypatch):
    """What the buttons drawn since would make: the files, by name."""
    files = {}
    add = MediaFileManager.add_deferred

    def kept(self, make, kind, *given, file_name=None, **more):
        files[file_name] = make
        return add(self, make, kind, *given, file_name=file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", kept)
    return files
