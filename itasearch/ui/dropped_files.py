"""Takes what people send to the app's drop zones to disk, within a limit for all together.

Streamlit would read each file into memory. It is sent the same request with an empty file, and
checks it as any other; the content is in kit/kept_uploads.py. A file goes when its session ends:
Streamlit ends a session some time after its browser has gone, but only when it next looks, and not
while something of it is still referred to; so this module looks itself.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from time import monotonic
from typing import IO, Protocol

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from itasearch.config import UPLOAD_SPACE_VARIABLE, upload_space
from itasearch.temporary import system_folder
from itasearch.ui.kit.kept_uploads import KeptUploads, kept_uploads
from itasearch.ui.kit.routes import base_path

_UPLOADS = "/_stcore/upload_file/"
"""Begins the addresses to which Streamlit's page sends files: the session and the file follow."""
_DRAIN_SECONDS = 60.0  # for the rest of a refused file: who still sends reads no answer; by hand
_MEGABYTE = 1024**2  # bytes
_HEAD_BYTES = 8 * 1024  # longest beginning of a request: the file's name, twice; by hand
_FRAME_BYTES = _MEGABYTE  # by which a request may be longer than its file, as Streamlit allows it

_log = logging.getLogger(__name__)


_SESSION_SHARE = 0.75  # of all bytes, how many one session may fill
_DRAFTS_SHARE = 0.125  # of all bytes, for the sessions together that add letterheads only


class Sessions(Protocol):
    """Those that have the app open, or had."""

    def is_connected(self, session: str) -> bool:
        """Whether the browser of a session has the app open."""

    def forget_files(self, session: str) -> None:
        """Empty the drop zones of a session."""

    def end(self, session: str) -> None:
        """Close a session for good; its browser does not come back."""


class SessionsOfStreamlit:
    """Those that Streamlit knows."""

    def is_connected(self, session: str) -> bool:
        """Whether the browser of a session has the app open."""
        return runtime.exists() and runtime.get_instance().is_active_session(session)

    def forget_files(self, session: str) -> None:
        """Empty the drop zones of a session."""
        found = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
        if isinstance(found, MemoryUploadedFileManager):
            found.remove_session_files(session)

    def end(self, session: str) -> None:
        """Close a session for good; its browser does not come back.

        Streamlit drops one that is over and leaves its event loop, three open files, for the
        garbage collection, which rarely looks there.
        """
        if runtime.exists():
            runtime.get_instance().close_session(session)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """How much is taken.

    Attributes:
        most: bytes of all files together.
        largest: bytes of one.
        seconds_away: for which the files of a session without browser are kept; it may come back.
    """

    most: int
    largest: int
    seconds_away: float = 120.0


class DroppedFiles:
    """ASGI middleware over the address that drop zones send files to, and the ends of sessions."""

    def __init__(
        self, app: ASGIApp, *, limits: UploadLimits, kept: KeptUploads, sessions: Sessions
    ) -> None:
        self._app = app
        self._limits = limits
        self._kept = kept
        self._sessions = sessions
        self._coming: Counter[str] = Counter()
        self._away_since: dict[str, float] = {}
        self._prefix = f"{base_path()}{_UPLOADS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a file that nobody may send is refused with 403, one that is too large with
        413, one without space on disk with 507.
        """
        if scope["type"] == "websocket":
            try:
                await self._app(scope, receive, send)
            finally:
                self._look_now_and_later()
        elif scope["type"] == "http" and scope["path"].startswith(self._prefix):
            session, _, file = scope["path"].removeprefix(self._prefix).partition("/")
            if scope["method"] == "PUT" and self._sessions.is_connected(session):
                await self._take(_Address(session, file), scope, receive, send)
            elif scope["method"] == "DELETE":
                await self._delete(_Address(session, file), scope, receive, send)
            else:  # Streamlit refuses it, and does not read it
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take(self, address: "_Address", scope: Scope, receive: Receive, send: Send) -> None:
        upload = _Upload(self, address.session, receive)
        try:
            if address.session not in self._kept.admitted():
                raise HTTPException(403, "whoever asks may send no files")
            upload.count(_stated_length(scope))
            empty = await self._written(address, Request(scope, upload.receive), upload)
        except ClientDisconnect:
            return
        except HTTPException as error:
            await upload.drain()
            await _refusal(error.detail, error.status_code)(scope, receive, send)
            return
        except OSError as error:
            _log.error("a file could not be written to %s: %s", system_folder(), error)
            await upload.drain()
            await _refusal(_NO_SPACE, 507)(scope, receive, send)
            return
        finally:
            self._coming[address.session] -= upload.counted
            self._coming = +self._coming
            if not self._sessions.is_connected(address.session):
                self._look_now_and_later()  # its browser left while it was sending
        answer = _Answer(send)
        await self._app(*_with_body(scope, empty), answer)
        if not answer.is_success:
            self._kept.remove(address.session, address.file)

    async def _written(self, address: "_Address", request: Request, upload: "_Upload") -> bytes:
        """Write a request's file down; the request's body without the file's content.

        Raises:
            HTTPException: it is too large, or holds no file.
            OSError: the disk refuses it.
        """
        async with request.form(max_files=1, max_fields=0) as form:
            files = [one for one in form.values() if isinstance(one, UploadFile)]
            if len(files) != 1:
                raise HTTPException(400, f"expected 1 file, but got {len(files)}")
            if (files[0].size or 0) > self._limits.largest:
                raise HTTPException(413, self._too_large())
            content: IO[bytes] = files[0].file
            empty = upload.emptied()
            await run_in_threadpool(self._kept.keep, address.session, address.file, content)
        return empty

    async def _delete(
        self, address: "_Address", scope: Scope, receive: Receive, send: Send
    ) -> None:
        answer = _Answer(send)
        await self._app(scope, receive, answer)
        if answer.is_success:
            self._kept.remove(address.session, address.file)

    def more(self, session: str, size: int, *, so_far: int) -> None:
        """Count bytes of a session's file that come. Raises HTTPException: they are too many."""
        if so_far + size > self._limits.largest + _FRAME_BYTES:
            raise HTTPException(413, self._too_large())
        if not (self._fits_share(session, size) and self._fits(size)):
            raise HTTPException(413, _refusal_text(self._limits.most))
        self._coming[session] += size

    def _too_large(self) -> str:
        return f"a file has {self._limits.largest // _MEGABYTE} MB at most"

    def _fits_share(self, session: str, size: int) -> bool:
        admitted = self._kept.admitted()
        if admitted.get(session):
            return self._bytes_of((session,)) + size <= _SESSION_SHARE * self._limits.most
        drafting = {one for one, adds in admitted.items() if not adds}
        return self._bytes_of(drafting) + size <= _DRAFTS_SHARE * self._limits.most

    def _bytes_of(self, sessions: Collection[str]) -> int:
        return self._kept.size(sessions) + sum(self._coming[one] for one in sessions)

    def _fits(self, size: int) -> bool:
        if self._kept.size() + self._coming.total() + size <= self._limits.most:
            return True
        for session in self._kept.sessions():
            # Who is away may lose a file that waits there; who is at the app goes before.
            if not self._sessions.is_connected(session):
                self._forget(session)
        fits = self._kept.size() + self._coming.total() + size <= self._limits.most
        if not fits:
            _log.warning(
                "a file of %d bytes was refused: files that wait have %d bytes at most (%s)",
                size,
                self._limits.most,
                UPLOAD_SPACE_VARIABLE,
            )
        return fits

    def _forget(self, session: str) -> None:
        self._kept.forget(session)
        self._sessions.forget_files(session)

    def _look_now_and_later(self) -> None:
        self._look()
        later = self._limits.seconds_away + 1.0
        asyncio.get_running_loop().call_later(later, self._look)

    def _look(self) -> None:
        """End sessions whose browsers have been away for long, and forget their files."""
        now = monotonic()
        away = [one for one in self._kept.sessions() if not self._sessions.is_connected(one)]
        self._away_since = {one: self._away_since.get(one, now) for one in away}
        for session, since in self._away_since.items():
            if now - since >= self._limits.seconds_away:
                self._forget(session)
                self._sessions.end(session)


@dataclass(frozen=True, slots=True)
class _Address:
    """Where a file is sent to."""

    session: str
    file: str


class _Upload:
    """A file on its way.

    Attributes:
        counted: bytes of it that are counted: as many as were stated, or have come.
    """

    def __init__(self, files: DroppedFiles, session: str, receive: Receive) -> None:
        self.counted = 0
        self._files = files
        self._session = session
        self._receive = receive
        self._came = 0
        self._begin = b""
        self._is_whole = False

    def count(self, size: int) -> None:
        """So many bytes come in all. Raises HTTPException: too many."""
        if size > self.counted:
            self._files.more(self._session, size - self.counted, so_far=self.counted)
            self.counted = size

    async def receive(self) -> Message:
        """The next part. Raises HTTPException: it is too large."""
        message = await self._receive()
        body = message.get("body", b"")
        self._is_whole = not message.get("more_body", False)
        self._came += len(body)
        self._begin += body[: _HEAD_BYTES - len(self._begin)]
        self.count(self._came)
        return message

    async def drain(self) -> None:
        """Read what has not come yet to its end, or for so long, and drop it."""
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                while not self._is_whole:
                    self._is_whole = not (await self._receive()).get("more_body", False)
        except TimeoutError:
            return

    def emptied(self) -> bytes:
        """The body up to the file's content, ended there: the name stays as the browser wrote it.

        Raises:
            HTTPException: the name is too long.
        """
        head, empty_line, _content = self._begin.partition(b"\r\n\r\n")
        if not empty_line:
            raise HTTPException(400, "the name of the file is too long")
        boundary = head.partition(b"\r\n")[0]
        return head + empty_line + b"\r\n" + boundary + b"--\r\n"


class _Answer:
    """Passes an answer on."""

    def __init__(self, send: Send) -> None:
        self.is_success = False
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_success = 200 <= message["status"] < 300
        await self._send(message)


def _with_body(scope: Scope, body: bytes) -> tuple[Scope, Receive]:
    changed = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=changed)
    del headers["transfer-encoding"]
    headers["content-length"] = str(len(body))

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return changed, receive


def _stated_length(scope: Scope) -> int:
    given = Headers(scope=scope).get("content-length", "")
    return int(given) if given.isascii() and given.isdecimal() else 0


_NO_SPACE = (
    "the server has no space for this file: its disk of temporary files (TMPDIR) is full or "
    "cannot be written; tell who runs it"
)


def _refusal_text(most: int) -> str:
    return (
        f"files that wait in the app have {most // _MEGABYTE} MB together at most; "
        "add fewer at a time, or try again later"
    )


def _refusal(text: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(text, status, headers={"Cache-Control": "no-store"})


def dropped_files() -> Middleware:
    """The middleware, with the limits of the environment."""
    limits = UploadLimits(
        most=upload_space(),
        largest=int(st.get_option("server.maxUploadSize")) * _MEGABYTE,
        # Before Streamlit drops them.
        seconds_away=0.9 * float(st.get_option("server.disconnectedSessionTTL")),
    )
    return Middleware(
        DroppedFiles, limits=limits, kept=kept_uploads(), sessions=SessionsOfStreamlit()
    )
