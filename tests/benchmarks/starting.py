"""The start: from `streamlit run` to the first page drawn, over an app that draws nothing.

Each is a server of its own, started from a copy of the program and its settings; the first page is drawn when the run
asked for on its websocket has ended. The first start makes the demonstration; the later one finds it there.
"""

from __future__ import annotations

import compileall
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.benchmarks.stores import copy_of_project

EMPTY = "import streamlit as st\n"
PATIENCE = 120  # seconds before a start is given up
BEAT = 0.01  # seconds between two attempts to connect
SIDES = ("real", "frozen", "spent_real", "spent_frozen")
TICKS = os.sysconf("SC_CLK_TCK")


def measure(repeats: int) -> dict[str, dict[str, list[float]]]:
    """Seconds of waiting and of processor for a first start, a later one, and the empty app, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder))
        (project / "empty.py").write_text(EMPTY, encoding="utf-8")
        compileall.compile_dir(project, quiet=1)  # as after any first start
        found: dict[str, dict[str, list[float]]] = {name: {side: [] for side in SIDES} for name in ("first", "later")}
        for _ in range(repeats):
            empty = first_page(project, "empty.py")
            for name, start in (("first", _first_start(project)), ("later", first_page(project, "dashboard.py"))):
                for side, value in zip(found[name], (start[0], empty[0], start[1], empty[1]), strict=True):
                    found[name][side].append(value)
        return found


def _first_start(project: Path) -> tuple[float, float]:
    for file in (project / "data").glob("*.duckdb*"):
        file.unlink()
    return first_page(project, "dashboard.py")


def first_page(project: Path, script: str) -> tuple[float, float]:
    """Start the app and draw its first page: seconds waited, seconds of processor."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DASHBOARD_DATABASE"}
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    start = time.perf_counter()
    server = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with _connected(port, server) as visitor:
            _draw(visitor)
            return time.perf_counter() - start, _processor(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _connected(port: int, server: subprocess.Popen[bytes]) -> ClientConnection:
    """The websocket of a new visitor, as soon as the server listens."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return connect(
                f"ws://127.0.0.1:{port}/_stcore/stream",
                origin=f"http://127.0.0.1:{port}",
                subprotocols=["streamlit"],
                max_size=None,
                compression=None,
            )
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(BEAT)


def _draw(visitor: ClientConnection) -> None:
    """Ask for the page and read it to its end. Raises RuntimeError when it shows an error."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    visitor.send(ask.SerializeToString())
    while True:
        message = ForwardMsg.FromString(visitor.recv(PATIENCE))
        element = message.delta.new_element
        if element.HasField("exception") or element.alert.format == Alert.ERROR:
            raise RuntimeError(element.exception.message or element.alert.body)
        if message.HasField("script_finished"):
            return


def _processor(pid: int) -> float:
    """Seconds of processor a process and those it started have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS
