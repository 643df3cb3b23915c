"""Files from the web, politely: one at a time, slowly, as robots.txt allows, and bounded.

Nothing that a server sends is trusted. Each redirect is checked like the first address. A name may
lead into the office's own network at the second look (DNS rebinding), so the request goes to the
very address that was checked, under its name; only servers on the internet pass (`is_public`).
Bytes are counted as they unpack, and `Clock` bounds the time of an answer: a byte a minute is no
silence.
"""

import ipaddress
import math
import mimetypes
import re
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from itasearch.config import ReadLimits
from itasearch.disk import naming
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    ReadError,
    UnsupportedFormatError,
)
from itasearch.ingest.containers import decoded_name
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web.links import download_of
from itasearch.model.source import safe_name
from itasearch.readers.detect import begins_page
from itasearch.temporary import TemporaryFolder
from itasearch.wording.messages import CHOOSE_REPORT, leads_within, too_large, unread_reason

_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
"""Of which httpx unpacks a piece of the body at a time, to at most a thousand times its size."""
LATER = "โปรดลองใหม่ภายหลัง"  #: what to do where a server is at fault (Thai)

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  #: How networks without IPv4 reach it (RFC 6052)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  #: Networks of the internet (RFC 4291)
_NO_SERVERS = tuple(
    ipaddress.ip_network(network)
    for network in (
        # For protocols, relays of 6to4 (RFC 6890, RFC 7526).
        *("192.0.0.0/24", "192.88.99.0/24"),
        # For protocols (Teredo among them, RFC 4380), documentation, 6to4 (RFC 3056).
        *("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16"),
    )
)
"""Parts of the above in which no server of the internet is; some lead to an address within. Python
counts some as global, by its version."""
_MOST_ADDRESSES = 4  # that are tried of one name
_MADE = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})

AGENT = "itasearch"
_HEADERS = {
    "User-Agent": f"{AGENT} (reads published ITA reports; one request at a time)",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_MOST_SECONDS = 180.0  # that one file may take; by hand
_SILENCE_SECONDS = 20.0  # that a server may say nothing; by hand
_MOST_REDIRECTS = 5  # of one address; by hand
_PAUSE_SECONDS = 1.0  # between two requests to one server, at least; by hand
_ROBOTS_BYTES = 512 * 1024  # bytes of a robots.txt that are read: RFC 9309 wants at least 500 KiB
_START_BYTES = 1024  # bytes of a file that show what kind it is
_LONGEST_PAUSE_SECONDS = 10.0  # longest pause that a robots.txt may ask for; by hand
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHECK = "โปรดตรวจสอบที่อยู่เว็บ"
_NOT_WEB = "รับเฉพาะที่อยู่เว็บที่ขึ้นต้นด้วย “http://” หรือ “https://”"
_ROBOTS = "เว็บไซต์นี้ไม่อนุญาตให้โปรแกรมดาวน์โหลด (“robots.txt”) โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์"
_NO_ANSWER = f"เว็บไซต์ไม่ตอบ {_CHECK} หรือ{LATER.removeprefix('โปรด')}"
_NO_TRUST = (
    "ใบรับรองความปลอดภัยของเว็บไซต์ใช้ไม่ได้ โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์ และแจ้งผู้ดูแลเว็บไซต์ให้ต่ออายุใบรับรอง"
)
_EXTENDED = re.compile(rb"filename\*\s*=\s*[\w-]*'[^']*'([^;\s]+)", re.IGNORECASE)
_PLAIN = re.compile(rb'filename\s*=\s*(?:"([^"]*)"|([^;]+))', re.IGNORECASE)
_SCRIPTS = frozenset({"", "php", "aspx", "asp", "jsp", "do", "cgi"})


def _too_slow(name: str) -> LimitExceededError:
    reason = f"ดาวน์โหลดไม่เสร็จใน {_MOST_SECONDS:g} วินาที {LATER}"
    return LimitExceededError(path=name, reason=reason)


def bounded(
    response: httpx.Response, *, file_bytes: int, name: str, deadline: float
) -> Iterator[bytes]:
    """The body unpacked, never more of it than allowed; `deadline` is on the monotonic clock.

    Raises LimitExceededError: it is too large or comes too slowly; else as `unpacked`.
    """
    size = 0
    for chunk in unpacked(response, name):
        size += len(chunk)
        if size > file_bytes:
            raise LimitExceededError(path=name, reason=too_large(file_bytes))
        if time.monotonic() > deadline:
            raise _too_slow(name)
        yield chunk
    if time.monotonic() > deadline:
        # A body of unknown length ends as well when the connection is shut.
        raise _too_slow(name)


def unpacked(response: httpx.Response, name: str) -> Iterator[bytes]:
    """The body in pieces of bounded size. Raises UnsupportedFormatError, DamagedFileError."""
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        reason = f"เว็บไซต์ส่งไฟล์แบบบีบอัดที่ไม่รู้จัก {CHOOSE_REPORT}"
        raise UnsupportedFormatError(path=name, reason=reason)
    try:
        # Without a size: waiting for a full piece would let a slow server put off the clock.
        yield from response.iter_bytes()
    except httpx.DecodingError as error:
        reason = f"ไฟล์ที่เว็บไซต์ส่งมาเสียหาย {LATER}"
        raise DamagedFileError(path=name, reason=reason) from error


class CheckedTransport(httpx.BaseTransport):
    """Sends requests to public addresses only, unless private ones are allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        # No connection is kept: one made for a name must not serve another at its address.
        self._inner = httpx.HTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to an address that was checked.

        Raises UnsupportedFormatError: it is private; httpx.TransportError: no connection, or a
        broken one.
        """
        name = request.url.raw_host.decode("ascii")
        addresses = _addresses(name, request)
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    reason = leads_within(str(address))
                    raise UnsupportedFormatError(path=str(request.url), reason=reason)
        request.extensions = {**request.extensions, "sni_hostname": name}
        named = request.url
        *others, last = dict.fromkeys([*addresses[: _MOST_ADDRESSES - 1], addresses[-1]])
        for address in others:
            request.url = named.copy_with(host=str(address))
            with suppress(httpx.ConnectError):
                return self._inner.handle_request(request)
        request.url = named.copy_with(host=str(last))
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


def _addresses(name: str, request: httpx.Request) -> Sequence[Address]:
    try:
        resolved = socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(str(error), request=request) from error
    # A link-local address may carry its interface ("%eth0").
    addresses = {ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in resolved}
    return sorted(addresses, key=lambda address: (address.version, int(address)))


def is_public(address: Address) -> bool:
    """Whether an address is of a server on the internet; what is not known to be one is none.

    An IPv6 address that holds an IPv4 one, as networks without IPv4 make them (NAT64), counts as
    that one. No other kind of such addresses passes.
    """
    if address in _NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    is_special = any(address in network for network in _NO_SERVERS)
    return address.is_global and not address.is_multicast and not is_special


class Clock:
    """Shuts the connections that it has noted when time is up; a context manager."""

    def __init__(self, seconds: float) -> None:
        self._sockets: list[socket.socket] = []
        self._is_up = False
        self._timer = threading.Timer(max(0.0, seconds), self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def note(self, event: str, details: Mapping[str, object]) -> None:
        """Take in an event of the connection: httpx's "trace"."""
        property_of = getattr(details.get("return_value"), "get_extra_info", None)
        connected = property_of("socket") if event in _MADE and property_of else None
        if isinstance(connected, socket.socket):
            self._sockets.append(connected)
            if self._is_up:  # before this connection was made
                self._hang_up()

    def _hang_up(self) -> None:
        self._is_up = True
        for each in tuple(self._sockets):
            with suppress(OSError):  # it is closed already
                each.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file from the web."""

    path: Path
    url: str  #: where it came from in the end, redirects followed


class Web(AbstractContextManager["Web"]):
    """Takes files from the web; a context manager, for one thread."""

    def __init__(self, *, into: Path, file_bytes: int, allow_private: bool = False) -> None:
        """Put files of at most `file_bytes`, as sent and as unpacked, into an empty folder.

        `allow_private`: whether servers of the own network may be contacted.
        """
        self._file_bytes = file_bytes
        self._into = into
        self._client = httpx.Client(
            transport=CheckedTransport(allow_private=allow_private),
            headers=_HEADERS,
            timeout=httpx.Timeout(_SILENCE_SECONDS),
            trust_env=False,
        )
        self._robots: dict[str, RobotFileParser] = {}
        self._last_request: dict[str, float] = {}

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def download(self, url: str) -> Download:
        """The file at `url`, redirects followed.

        Raises UnsupportedFormatError: not a web address, a private one, or robots may not.
        DamagedFileError: the server does not answer, or refuses. LimitExceededError: too large, too
        slow, or too many redirects.
        """
        deadline = time.monotonic() + _MOST_SECONDS
        with self._followed(url, deadline=deadline) as (response, address):
            if response.status_code != 200:
                raise DamagedFileError(path=url, reason=_refused(response.status_code))
            path = self._saved(response, address, url, deadline)
        return Download(path=path, url=address)

    def document(self, url: str) -> Download:
        """As `download`; of a page of a Drive-like host that shows a file it is the file.

        Such hosts may keep programs out: then it is the page.
        """
        if (direct := download_of(url)) is not None:
            with suppress(ReadError):
                return self.download(direct)
        return self.download(url)

    @contextmanager
    def _followed(
        self, url: str, *, deadline: float, name: str = ""
    ) -> Iterator[tuple[httpx.Response, str]]:
        """The answer at `url`, redirects followed, and its address.

        `name`: what the robots.txt at `url` is asked for, which needs no leave itself.
        """
        address = url
        for _ in range(_MOST_REDIRECTS + 1):
            if not name:
                self._check_allowed(address, name=url)
            with self._answer(address, name=name or url, deadline=deadline) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    yield response, address
                    return
                address = _joined(address, response.headers["location"], name=name or url)
        reason = f"ที่อยู่เว็บนี้ส่งต่อไปเกิน {_MOST_REDIRECTS} ครั้ง {_CHECK}"
        raise LimitExceededError(path=name or url, reason=reason)

    @contextmanager
    def _answer(self, url: str, *, name: str, deadline: float) -> Iterator[httpx.Response]:
        self._wait_for_turn(url)
        try:
            with (
                Clock(deadline - time.monotonic()) as clock,
                self._client.stream("GET", url, extensions={"trace": clock.note}) as response,
            ):
                yield response
        except httpx.ConnectError as error:
            trust = "CERTIFICATE" in str(error).upper()
            raise DamagedFileError(path=name, reason=_NO_TRUST if trust else _NO_ANSWER) from error
        except httpx.TimeoutException as error:
            reason = f"เว็บไซต์ไม่ตอบภายใน {_SILENCE_SECONDS:g} วินาที {LATER}"
            raise DamagedFileError(path=name, reason=reason) from error
        except httpx.TransportError as error:
            if time.monotonic() > deadline:
                raise _too_slow(name) from error
            reason = f"การเชื่อมต่อกับเว็บไซต์ขาดกลางคัน {LATER}"
            raise DamagedFileError(path=name, reason=reason) from error
        except httpx.InvalidURL as error:
            raise UnsupportedFormatError(path=name, reason=_NOT_WEB) from error

    def _wait_for_turn(self, url: str) -> None:
        server = _server(url)
        robots = self._robots.get(server)
        delay = robots.crawl_delay(AGENT) if robots is not None else None
        pause = max(_PAUSE_SECONDS, min(float(delay or 0), _LONGEST_PAUSE_SECONDS))
        due = self._last_request.get(server, -math.inf) + pause
        if (wait := due - time.monotonic()) > 0:
            time.sleep(wait)
        self._last_request[server] = time.monotonic()

    def _check_allowed(self, url: str, *, name: str) -> None:
        server = _server(url)
        if not server:
            raise UnsupportedFormatError(path=name, reason=_NOT_WEB)
        if server not in self._robots:
            self._robots[server] = self._rules(server, name=name)
        if not self._robots[server].can_fetch(AGENT, url):
            raise UnsupportedFormatError(path=name, reason=_ROBOTS)

    def _rules(self, server: str, *, name: str) -> RobotFileParser:
        """The server's robots.txt as RFC 9309 takes it: none allows all, a fault forbids all."""
        url, body = f"{server}/robots.txt", bytearray()
        deadline = time.monotonic() + _SILENCE_SECONDS
        with self._followed(url, deadline=deadline, name=name) as (response, url):
            for chunk in unpacked(response, name) if response.status_code == 200 else ():
                body += chunk
                if len(body) > _ROBOTS_BYTES or time.monotonic() > deadline:
                    break
            text = body[:_ROBOTS_BYTES].decode("utf-8", errors="replace")
            if response.status_code >= 500:
                text = "User-agent: *\nDisallow: /"
        robots = RobotFileParser(url)
        robots.parse(text.splitlines())
        return robots

    def _saved(self, response: httpx.Response, url: str, name: str, deadline: float) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self._into))
        path = folder / "incoming"
        start = bytearray()  # shows what kind of file it is
        with naming(path), path.open("wb") as copy:
            for chunk in bounded(
                response, file_bytes=self._file_bytes, name=name, deadline=deadline
            ):
                start += chunk[: max(0, _START_BYTES - len(start))]
                copy.write(chunk)
        return path.replace(folder / file_name(response.headers, url, bytes(start)))


@contextmanager
def opened_web(limits: ReadLimits, *, allow_private: bool) -> Iterator[Web]:
    """A Web within the limits of a file; what it took is gone with it."""
    with (
        TemporaryFolder() as folder,
        Web(into=folder.path, file_bytes=limits.file_bytes, allow_private=allow_private) as web,
    ):
        yield web


def downloaded(url: str, web: Web) -> FoundFile:
    """The file at an address, or why there is none."""
    try:
        return FoundFile(path=web.document(url).path, named=True, origin=url)
    except (ReadError, OSError) as error:
        return FoundFile(path=Path(url), named=True, origin=url, fault=unread_reason(error))


def _server(url: str) -> str:
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""
    if parsed.scheme not in {"http", "https"} or not host:
        return ""
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _joined(url: str, location: str, *, name: str) -> str:
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise DamagedFileError(path=name, reason=f"ที่อยู่เว็บที่ส่งต่อไปใช้ไม่ได้ {_CHECK}") from error


def _refused(status: int) -> str:
    if status in {401, 403}:
        return f"เว็บไซต์ไม่อนุญาตให้ดาวน์โหลดไฟล์นี้ (รหัส {status}) โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์"
    if status in {404, 410}:
        return f"ไม่พบไฟล์นี้ที่เว็บไซต์ (รหัส {status}) {_CHECK}"
    return f"เว็บไซต์ตอบว่าผิดพลาด (รหัส {status}) {LATER}"


def file_name(headers: httpx.Headers, url: str, start: bytes) -> str:
    """A name for the file, fit for any system; servers write Thai names in four ways."""
    # As bytes: httpx decodes headers as it guesses.
    named = {key.lower(): value for key, value in reversed(headers.raw)}
    disposition = named.get(b"content-disposition", b"")
    match = _EXTENDED.search(disposition) or _PLAIN.search(disposition)
    raw = next(filter(None, match.groups()), b"") if match else b""
    raw = raw or urlsplit(url).path.rpartition("/")[2].encode()
    name = safe_name(decoded_name(unquote_to_bytes(raw)))
    if name.rpartition(".")[2].lower() not in _SCRIPTS and "." in name:
        return name
    if start.startswith(b"%PDF"):
        return f"{name}.pdf"
    if begins_page(start):
        return f"{name}.html"
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = mimetypes.guess_extension(kind) if kind != "application/octet-stream" else None
    return name + (ending or "")
