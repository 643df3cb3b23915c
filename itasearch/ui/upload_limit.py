"""Bounds what people send to the app's drop zones: Streamlit keeps it in memory.

All files of all sessions together, those on their way included, have a limit. A file goes from
memory when its session ends: Streamlit ends a session some time after its browser has gone, but
only when it next looks, and not while something of it is still referred to; so this module looks
itself.
"""

import asyncio
import logging
from collections.abc import Collection
from time import monotonic
from typing import Protocol

import streamlit as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from itasearch.config import UPLOAD_MEMORY_VARIABLE, upload_memory
from itasearch.disk import is_full
from itasearch.ui.kit.routes import base_path

_UPLOADS = "/_stcore/upload_file/"
"""Begins the addresses to which Streamlit's page sends files: the session and the file follow."""
_DRAIN_SECONDS = 60.0
"""For which the rest of a file that was refused is read, and dropped: a browser that is still
sending does not read the answer. Chosen by hand."""
_MEGABYTE = 1024**2
"""Bytes."""
_DISK_FULL = "the disk of temporary files (TMPDIR) is full: make room on it, then try again"
_UNKEPT = {"Cache-Control": "no-store"}

_log = logging.getLogger(__name__)


class KeptUploads(Protocol):
    """The files that sessions have sent and that are in memory."""

    def size(self) -> int:
        """Bytes of all of them."""

    def sessions(self) -> Collection[str]:
        """The sessions that they are of."""

    def is_connected(self, session: str) -> bool:
        """Whether the browser of a session has the app open."""

    def forget(self, session: str) -> None:
        """Give the memory of a session's files back."""


class UploadsOfStreamlit:
    """Those that Streamlit keeps."""

    def size(self) -> int:
        """Bytes of all of them."""
        kept = _manager()
        found = kept.get_stats().values() if kept else ()
        return sum(one.byte_length for stats in found for one in stats)

    def sessions(self) -> Collection[str]:
        """The sessions that they are of."""
        kept = _manager()
        return tuple(kept.file_storage) if kept else ()

    def is_connected(self, session: str) -> bool:
        """Whether the browser of a session has the app open."""
        return runtime.exists() and runtime.get_instance().is_active_session(session)

    def forget(self, session: str) -> None:
        """Give the memory of a session's files back."""
        if kept := _manager():
            kept.remove_session_files(session)


def _manager() -> MemoryUploadedFileManager | None:
    found = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    return found if isinstance(found, MemoryUploadedFileManager) else None


class UploadLimit:
    """ASGI middleware over the address that drop zones send files to, and the ends of sessions."""

    def __init__(
        self, app: ASGIApp, *, most: int, kept: KeptUploads, seconds_away: float = 120.0
    ) -> None:
        """Begin with nothing on its way.

        Args:
            app: answers.
            most: bytes of all files together.
            kept: the files that are in memory.
            seconds_away: for which the files of a session without browser are kept; it may come
                back.
        """
        self._app = app
        self._most = most
        self._kept = kept
        self._seconds_away = seconds_away
        self._coming = 0
        self._away_since: dict[str, float] = {}
        self._prefix = f"{base_path()}{_UPLOADS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a file that is too large is refused with 413, on a full disk with 507."""
        if scope["type"] == "websocket":
            try:
                await self._app(scope, receive, send)
            finally:
                self._look_now_and_later()
        elif scope["type"] == "http" and self._is_upload(scope):
            await self._take(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_upload(self, scope: Scope) -> bool:
        path: str = scope["path"]
        return scope["method"] in {"PUT", "POST"} and path.startswith(self._prefix)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = _Upload(self, receive)
        if not self._fits(stated := _stated_length(scope)):
            await _drained(receive)
            await _refusal(self._most)(scope, receive, send)
            return
        self._coming += stated
        upload.counted = stated
        try:
            await self._app(scope, upload.receive, send)
        except OSError as error:
            # Streamlit has the larger ones written to a temporary file on their way.
            if not is_full(error):
                raise
            _log.error("an uploaded file was not taken", exc_info=error)
            await _drained(receive)
            await PlainTextResponse(_DISK_FULL, 507, headers=_UNKEPT)(scope, receive, send)
        finally:
            self._coming -= upload.counted
            session = scope["path"].removeprefix(self._prefix).partition("/")[0]
            if not self._kept.is_connected(session):  # its browser left while it was sending
                self._look_now_and_later()

    def more(self, size: int) -> None:
        """Count bytes that came beyond those stated. Raises HTTPException: they are too many."""
        if not self._fits(size):
            raise HTTPException(413, _refusal_text(self._most))
        self._coming += size

    def _fits(self, size: int) -> bool:
        if self._kept.size() + self._coming + size <= self._most:
            return True
        for session in self._kept.sessions():
            # Who is away may lose a file that waits there; who is at the app goes before.
            if not self._kept.is_connected(session):
                self._kept.forget(session)
        fits = self._kept.size() + self._coming + size <= self._most
        if not fits:
            _log.warning(
                "a file of %d bytes was refused: files in memory have %d bytes at most (%s)",
                size,
                self._most,
                UPLOAD_MEMORY_VARIABLE,
            )
        return fits

    def _look_now_and_later(self) -> None:
        self._look()
        asyncio.get_running_loop().call_later(self._seconds_away + 1.0, self._look)

    def _look(self) -> None:
        """Forget the files of sessions whose browsers have been away for long."""
        now = monotonic()
        away = [one for one in self._kept.sessions() if not self._kept.is_connected(one)]
        self._away_since = {one: self._away_since.get(one, now) for one in away}
        for session, since in self._away_since.items():
            if now - since >= self._seconds_away:
                self._kept.forget(session)


class _Upload:
    """A file on its way.

    Attributes:
        counted: bytes of it that are counted: as many as were stated, or have come.
    """

    def __init__(self, limit: UploadLimit, receive: Receive) -> None:
        self.counted = 0
        self._limit = limit
        self._receive = receive
        self._came = 0

    async def receive(self) -> Message:
        """The next part. Raises HTTPException: it is too large."""
        message = await self._receive()
        self._came += len(message.get("body", b""))
        if self._came > self.counted:
            self._limit.more(self._came - self.counted)
            self.counted = self._came
        return message


def _stated_length(scope: Scope) -> int:
    given = Headers(scope=scope).get("content-length", "")
    return int(given) if given.isascii() and given.isdecimal() else 0


async def _drained(receive: Receive) -> None:
    """Read a body to its end, or for so long, and drop it."""
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            while (await receive()).get("more_body", False):
                pass
    except TimeoutError:
        return


def _refusal_text(most: int) -> str:
    return (
        f"files that wait in the app have {most // _MEGABYTE} MB together at most; "
        "add fewer at a time, or try again later"
    )


def _refusal(most: int) -> PlainTextResponse:
    return PlainTextResponse(_refusal_text(most), 413, headers=_UNKEPT)


def upload_limit() -> Middleware:
    """The middleware, with the limit of the environment."""
    return Middleware(
        UploadLimit,
        most=upload_memory(),
        kept=UploadsOfStreamlit(),
        seconds_away=float(st.get_option("server.disconnectedSessionTTL")),
    )
