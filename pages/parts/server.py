"""What the server does once, before and around every visit: get ready, speak French to the browser, hide tracebacks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from data import Refused
from pages.parts.words import say
from queries import close, store

LOG = logging.getLogger("dashboard")


@contextlib.asynccontextmanager
async def ready(_: Any) -> AsyncIterator[None]:
    """Before the first visitor: open the store, its demonstration too, and load what pages draw with; then close."""
    # Where a folder is named pages/, Streamlit serves the first request of all by its former way of finding pages,
    # which knows none of ours and says "Page not found", in English. What st.navigation turns off then, turn off now.
    PagesManager.uses_pages_directory = False
    await asyncio.to_thread(_load)
    yield
    close()


def _load() -> None:
    with contextlib.suppress(Refused):  # the frame says it to each visitor
        store()
    import pages.parts.heap  # noqa: F401


def say_it_failed(error: Exception) -> bool:
    """In place of a traceback, a sentence; the log has the rest."""
    LOG.error("a run failed", exc_info=error)
    st.error(
        say(
            "Something went wrong on this page. It was written in the log; nothing was changed. "
            "Open the page again, and tell the administrator if it goes on."
        )
    )
    return True


class InFrench:
    """Tells browsers and screen readers that the page is in French: Streamlit's own page says English (RGAA 8.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite the one page of HTML on its way; everything else passes as it is."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        plain = [(name, value) for name, value in scope["headers"] if name not in _WOULD_COMPRESS_OR_CUT]
        return await self.app({**scope, "headers": plain} if _is_page(scope["path"]) else scope, receive, _French(send))


# A page asked for compressed, in part, or only if changed could not be rewritten.
_WOULD_COMPRESS_OR_CUT = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")


def _is_page(path: str) -> bool:
    return "." not in path.rpartition("/")[2] and not path.startswith("/_stcore")


class _French:
    """Passes a response on, rewriting it if it is a page of HTML."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_rewritten(self.start)

    async def _send_rewritten(self, start: Message) -> None:
        body = self.body.replace(b'<html lang="en">', b'<html lang="fr">')
        kept = [
            (name, value)
            for name, value in start["headers"]
            if name not in (b"content-length", b"etag", b"last-modified")
        ]
        await self.send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
