"""A real server and a real Chromium: what people see, click, send and take away."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright
from screen import Screen

HERE = Path(__file__).parents[2]
FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run")


class Server:
    """`streamlit run dashboard.py`, as people start it, on a free port and a file of its own."""

    def __init__(self, database, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self.database, self.log = f"http://127.0.0.1:{port}", database, log
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"],
            cwd=HERE,
            env=os.environ | {"DASHBOARD_DATABASE": str(database)},
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def _wait(self):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.address}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                time.sleep(0.1)
        pytest.fail(f"The server did not start:\n{self.log.read_text()}")

    def stop(self):
        """End it, as Ctrl+C does."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def chromium():
    """Where the machine's Chromium is."""
    found = shutil.which("chromium")
    if not found:
        pytest.fail("Chromium is missing: the browser tests drive the machine’s own (apt-get install chromium).")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def windows(browser):
    """Where windows open: they share what they fetched, not who looks through them."""
    with browser.new_context(locale="fr-FR", reduced_motion="reduce") as context:
        context.set_default_timeout(20_000)
        yield context


@pytest.fixture(scope="session")
def told_file(tmp_path_factory):
    """The demonstration of today, put in a file by the command that people are told to type."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    command = [sys.executable, "-m", "data", "sample"]
    subprocess.run(
        command, cwd=HERE, env=os.environ | {"DASHBOARD_DATABASE": str(path)}, check=True, capture_output=True
    )
    return path


@pytest.fixture(scope="session")
def start(tmp_path_factory):
    """Start servers; those still running at the end are stopped."""
    started = []

    def one(file=None):
        folder = tmp_path_factory.mktemp("server")
        database = folder / "registre.duckdb"
        if file is not None:
            shutil.copy(file, database)
        started.append(Server(database, folder / "server.log"))
        return started[-1]

    yield one
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def demonstration(start, told_file):
    """A server of the demonstration, for the tests that only look."""
    return start(told_file)


@pytest.fixture(scope="module")
def own(start, told_file):
    """A server of the demonstration for the tests of one file, which change it."""
    server = start(told_file)
    yield server
    server.stop()


@pytest.fixture
def empty(start):
    """A server on a new file, for one test."""
    server = start()
    yield server
    server.stop()


@pytest.fixture
def visit(windows):
    """Open a page as somebody, in a window of their own; afterwards it must have complained of nothing."""
    opened = []

    def as_person(server, person="lucie", page="", width=1440, height=900, **link):
        window = windows.new_page()
        window.set_viewport_size({"width": width, "height": height})
        opened.append(Screen(window, server.address))
        return opened[-1].go(person, page, **link)

    yield as_person
    complaints = [complaint for screen in opened for complaint in screen.errors]
    for screen in opened:
        screen.page.close()
    assert not complaints
