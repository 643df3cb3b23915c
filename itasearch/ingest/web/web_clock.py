"""Hanging up on a server that never gets done: a byte a minute is no silence.

The library's time limits are for each look at the connection, not for the whole answer.
Imports the standard library.
"""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

_MADE = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


@runtime_checkable
class _Stream(Protocol):
    def get_extra_info(self, info: str) -> object:
        """What the stream knows of itself."""


class Clock:
    """Shuts the connections that it was told of when time is up; a context manager.

    Args:
        seconds: how long all may take.
    """

    def __init__(self, seconds: float) -> None:
        self._sockets: list[socket.socket] = []
        self._is_up = False
        self._timer = threading.Timer(max(0.0, seconds), self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()

    def note(self, event: str, told: Mapping[str, object]) -> None:
        """Take in an event of the connection; to be given to httpx as "trace"."""
        stream = told.get("return_value")
        if event in _MADE and isinstance(stream, _Stream):
            found = stream.get_extra_info("socket")
            if isinstance(found, socket.socket):
                self._sockets.append(found)
                if self._is_up:  # before this connection was made
                    _shut(found)

    def _hang_up(self) -> None:
        self._is_up = True
        for each in tuple(self._sockets):
            _shut(each)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        connection.shutdown(socket.SHUT_RDWR)
