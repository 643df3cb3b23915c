"""What a web server sends, counted as it comes and as it unpacks.

Imports the standard library, httpx, errors and model.
"""

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.model.reasons import CHOOSE_REPORT, too_large

_CHUNK = 64 * 1024
_ENCODINGS = {"gzip": 47, "x-gzip": 47, "deflate": 47}  # zlib's sign for "gzip or zlib"
LATER = "โปรดลองใหม่ภายหลัง"
"""What to do where a server is at fault (Thai)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """Bounds on what is taken from the web.

    Attributes:
        file_bytes: largest file, as sent and as unpacked.
        seconds: longest that one file may take.
        silence: longest that a server may say nothing, in seconds.
        redirects: most redirects of one address.
        links: most links of one page that are followed.
        pause: least time between two requests to one server, in seconds.
    """

    file_bytes: int
    seconds: float = 180.0
    silence: float = 20.0
    redirects: int = 5
    links: int = 50
    pause: float = 1.0


def too_slow(limits: WebLimits) -> str:
    """A file did not come in time (Thai)."""
    return f"ดาวน์โหลดไม่เสร็จใน {limits.seconds:g} วินาที {LATER}"


def bounded(
    response: httpx.Response, limits: WebLimits, *, told: str, deadline: float
) -> Iterator[bytes]:
    """The body unpacked, never more of it than allowed.

    Args:
        response: whose body has not been read.
        limits: bounds.
        told: what a person knows the file by.
        deadline: when it must have come, on the monotonic clock.

    Raises:
        LimitExceededError: it is too large or comes too slowly.
        UnsupportedFormatError: it is packed in an unknown way.
        DamagedFileError: what is packed is broken.
    """
    size = 0
    for chunk in unpacked(response, told):
        size += len(chunk)
        if size > limits.file_bytes:
            raise LimitExceededError(path=told, reason=too_large(limits.file_bytes))
        if time.monotonic() > deadline:
            raise LimitExceededError(path=told, reason=too_slow(limits))
        yield chunk
    if time.monotonic() > deadline:
        # A body of unknown length ends as well when the connection is shut.
        raise LimitExceededError(path=told, reason=too_slow(limits))


def unpacked(response: httpx.Response, told: str) -> Iterator[bytes]:
    """The body; packed ones, which nobody asked for, in pieces that are no larger than sent plain.

    Raises:
        UnsupportedFormatError: it is packed in a way that was not agreed on.
        DamagedFileError: what is packed is broken.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        # Without a size: waiting for a full piece would let a slow server put off the clock.
        yield from response.iter_raw()
        return
    if encoding not in _ENCODINGS:
        reason = f"เว็บไซต์ส่งไฟล์แบบบีบอัดที่ไม่รู้จัก {CHOOSE_REPORT}"
        raise UnsupportedFormatError(path=told, reason=reason)
    inflater = zlib.decompressobj(_ENCODINGS[encoding])
    try:
        for raw in response.iter_raw():
            waiting = raw
            while waiting:
                yield inflater.decompress(waiting, _CHUNK)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        reason = f"ไฟล์ที่เว็บไซต์ส่งมาเสียหาย {LATER}"
        raise DamagedFileError(path=told, reason=reason) from error
