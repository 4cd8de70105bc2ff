"""A visitor without a browser: sessions of Streamlit's own runtime in this process, and the processor time of each run.

The runtime, its sessions, script threads, messages, their serialisation and the collection after each run are
Streamlit's; only the socket is left out, on both sides of a comparison.
"""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.runtime.session_manager import SessionClient

SCRIPT_THREAD = "ScriptRunner.scriptThread"
SETTLING = 0.02  # seconds for the session to hear that its thread is gone


class Screen(SessionClient):
    """One visitor's page: what was sent to it, and how to draw it again."""

    def __init__(self, runtime: Runtime, script: Path, page: str = "", link: str = "") -> None:
        """A new session of `script`, on the page whose address is `page`, opened with the parameters of `link`."""
        self._runtime = runtime
        self._ask = BackMsg()
        self._ask.rerun_script.page_name = page
        self._ask.rerun_script.query_string = link
        self._hashes: set[str] = set()
        self._finished = asyncio.Event()
        self.sent: list[bytes] = []
        runtime._main_script_path = str(script)
        self._session = runtime.connect_session(client=self, user_info={})

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Receive a message, serialised as for a socket."""
        self.sent.append(serialize_forward_msg(msg))
        if msg.metadata.cacheable:
            self._hashes.add(msg.hash)
        if msg.HasField("script_finished"):
            self._finished.set()

    async def drawn(self) -> float:
        """Draw the page again, until its thread has ended; milliseconds of processor of the whole process."""
        self.sent.clear()
        self._finished.clear()
        del self._ask.rerun_script.cached_message_hashes[:]
        self._ask.rerun_script.cached_message_hashes.extend(self._hashes)
        start = time.process_time()
        self._runtime.handle_backmsg(self._session, self._ask)
        await self._finished.wait()
        for thread in threading.enumerate():
            if thread.name == SCRIPT_THREAD:
                thread.join()
        await asyncio.sleep(SETTLING)
        spent = 1000 * (time.process_time() - start)
        self._ask.rerun_script.page_script_hash = self._page_hash() or self._ask.rerun_script.page_script_hash
        return spent

    def _page_hash(self) -> str:
        return next((msg.navigation.page_script_hash for msg in self._messages() if msg.HasField("navigation")), "")

    def _messages(self) -> list[ForwardMsg]:
        return [ForwardMsg.FromString(sent) for sent in self.sent]

    def outline(self) -> list[str]:
        """What the last run drew, in order: the place and the type of each element and container."""
        lines = []
        for msg in self._messages():
            if msg.HasField("ref_hash"):
                lines.append(f"{list(msg.metadata.delta_path)} {msg.ref_hash}")
            if msg.HasField("delta"):
                delta = msg.delta
                kind = delta.new_element.WhichOneof("type") or delta.add_block.WhichOneof("type") or "block"
                lines.append(f"{list(msg.metadata.delta_path)} {kind}")
        return lines

    def failure(self) -> str | None:
        """The error the last run showed, if any."""
        for msg in self._messages():
            element = msg.delta.new_element
            if element.HasField("exception"):
                return element.exception.message
            if element.HasField("alert") and element.alert.format == Alert.ERROR:
                return element.alert.body
        return None

    def leave(self) -> None:
        """Close the session."""
        self._runtime.close_session(self._session)


async def started(script: Path) -> Runtime:
    """The runtime of `script`, ready for sessions."""
    runtime = Runtime(
        RuntimeConfig(
            script_path=str(script),
            media_file_storage=MemoryMediaFileStorage("/media"),
            uploaded_file_manager=MemoryUploadedFileManager("/_stcore/upload_file"),
        )
    )
    await runtime.start()
    return runtime
