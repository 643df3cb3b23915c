"""Drop zones, and the address that their files are sent to as the bodies of requests.

Streamlit's own would keep each file in memory, and its address is closed. A zone has a random name,
which its session alone knows, and takes files until that session ends or its person signs out. A
large file is on disk among the system's temporary files until its zone has taken it.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import IO, TypeAlias

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from itasearch.errors import ItaSearchError
from itasearch.temporary import system_folder
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.routes import NO_STORE, base_path
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.who import session_end
from itasearch.wording.errors import cause_text
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

ADDRESS = "uploads"  #: Relative to the views; the name of a zone follows
MEGABYTE = 1024**2  # bytes
_MOST_COMING = 1024 * MEGABYTE  # of all files that browsers are sending to this process; by hand
_DRAIN_SECONDS = 60.0  # for the rest of a refused file: who still sends reads no answer; by hand
_ZONE = st.components.v2.component(
    "itasearch.drop_zone",
    html='<label class="ita-drop"><span></span><input type="file"></label>'
    '<button class="ita-link button" type="button" hidden></button>'
    '<p class="ita-quiet" role="status"></p>',
    js=static_text("static/drop_zone.js"),
    isolate_styles=False,
)
_log = logging.getLogger(__name__)

Take: TypeAlias = Callable[[str, IO[bytes]], object]
"""Takes a file by its name in the browser; called outside of the run that shows the zone."""


@dataclass(slots=True)
class Zone:
    """Where a session sends files."""

    session: str
    take: Take
    largest: int  #: bytes of one file
    has_ended: Callable[[], bool]  #: whether the session's person has signed out
    #: the files that were not taken since the zone was shown last, and why
    failures: list[tuple[str, Exception | Label]] = field(default_factory=list)


class Zones:
    """Those of all sessions, by their names; files that are sent at a time have `most` bytes."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._coming = 0
        self._zones: dict[str, Zone] = {}

    def named(self, name: str, zone: Zone) -> Zone:
        """The zone that has the name already, else this one."""
        return self._zones.setdefault(name, zone)

    def forget(self, session: str) -> None:
        """Take no more files of a session."""
        for name in [name for name, zone in self._zones.items() if zone.session == session]:
            self._zones.pop(name, None)

    async def answer(self, request: Request) -> Response:
        """Take the body of a request: 204, or a refusal, which the zone's view explains."""
        zone = self._zones.get(request.path_params["zone"])
        if zone is None or zone.has_ended():
            return _refusal(403)
        name, stated = request.query_params.get("name", ""), request.headers.get("content-length")
        if stated is None or not stated.isdecimal():
            return _refusal(411)
        size = int(stated)
        if size > zone.largest or self._coming + size > self._most:
            _log.warning("a file of %d bytes was refused; all have at most %d", size, self._most)
            zone.failures.append((name, kit_labels.UPLOAD_TOO_LARGE))
            with suppress(TimeoutError, ClientDisconnect):
                async with asyncio.timeout(_DRAIN_SECONDS):
                    async for _part in request.stream():
                        pass
            return _refusal(413)
        self._coming += size
        try:
            with SpooledTemporaryFile(MEGABYTE, dir=str(system_folder())) as file:
                async for part in request.stream():
                    await run_in_threadpool(file.write, part)
                file.seek(0)
                await run_in_threadpool(zone.take, name, file)
        except ClientDisconnect:
            return _refusal(400)
        except (ItaSearchError, OSError) as error:
            _log.error("a file that was sent could not be kept: %s", error, exc_info=error)
            zone.failures.append((name, error))
            return _refusal(507 if isinstance(error, OSError) else 503)
        finally:
            self._coming -= size
        return Response(status_code=204)


def _refusal(status: int) -> Response:
    return Response(status_code=status, headers=NO_STORE)


@lru_cache(maxsize=1)
def zones() -> Zones:
    """Those of this process."""
    return Zones(most=_MOST_COMING)


def uploads_route() -> Route:
    """The address of zones, for the app's server."""
    return Route(f"{base_path()}/{ADDRESS}/{{zone}}", zones().answer, methods=["POST"])


class OwnZonesOnly:
    """ASGI middleware that closes Streamlit's own address for files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._path = f"{base_path()}/_stcore/upload_file"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is sent to any other address."""
        is_closed = scope["type"] == "http" and scope["path"].startswith(self._path)
        await (_refusal(403) if is_closed else self._app)(scope, receive, send)


def drop_zone(
    key: str,
    take: Take,
    *,
    text: str,
    button: Label | None = None,
    accept: str = "",
    largest: int | None = None,
) -> list[tuple[str, str]]:
    """Draw a zone; a run follows when files were sent. Those not taken since then, and why.

    `button` sends any number of files, with their {count}; without it one is sent as it is chosen.
    `accept`: endings that the browser offers; `largest`: bytes of a file, else
    `server.maxUploadSize`.
    """
    name = st.session_state.setdefault(f"{key}.zone", secrets.token_hex(16))
    context = get_script_run_ctx()
    largest = largest or int(st.get_option("server.maxUploadSize")) * MEGABYTE
    session, has_ended = context.session_id if context else "", session_end()
    new = Zone(session=session, take=take, largest=largest, has_ended=has_ended)
    zone = zones().named(name, new)
    zone.take, zone.has_ended = take, has_ended
    failures, zone.failures = zone.failures, []
    data = {
        "address": f"{ADDRESS}/{name}",
        "text": text,
        "button": say(button, count="{count}") if button else "",
        "accept": accept,
        "chosen": phrase("Not added yet: {names}", names="{names}"),
        "sending": phrase("Sending file {number} of {count}", number="{number}", count="{count}"),
        "failed": phrase("The file could not be sent: reload the page and try again."),
    }
    _ZONE(key=key, data=data, on_sent_change=lambda: None)
    return [
        (name, say(cause) if isinstance(cause, Label) else cause_text(cause))
        for name, cause in failures
    ]
