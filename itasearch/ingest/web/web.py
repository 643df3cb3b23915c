"""Files from the web, politely: one at a time, slowly, as robots.txt allows, and bounded.

Nothing that a server says is believed: each redirect is checked like the first address,
bytes are counted as they come and as they unpack, and what a file is its content tells.
Imports the standard library, httpx, errors, model and ingest.
"""

import math
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.robotparser import RobotFileParser

import httpx

from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.ingest.web.web_body import LATER, WebLimits, bounded, too_slow, unpacked
from itasearch.ingest.web.web_clock import Clock
from itasearch.ingest.web.web_names import file_name
from itasearch.ingest.web.web_transport import CheckedTransport
from itasearch.model.reasons import EMPTY

AGENT = "itasearch"
_HEADERS = {
    "User-Agent": f"{AGENT} (reads published ITA reports; one request at a time)",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_ROBOTS_BYTES = 512 * 1024
_START = 1024
_LONGEST_PAUSE = 10.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_CHECK = "โปรดตรวจสอบที่อยู่เว็บ"
_NOT_WEB = "รับเฉพาะที่อยู่เว็บที่ขึ้นต้นด้วย “http://” หรือ “https://”"
_ROBOTS = "เว็บไซต์นี้ไม่อนุญาตให้โปรแกรมดาวน์โหลด (“robots.txt”) โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์"
_NO_ANSWER = f"เว็บไซต์ไม่ตอบ {_CHECK} หรือ{LATER.removeprefix('โปรด')}"
_NO_TRUST = "ใบรับรองความปลอดภัยของเว็บไซต์ใช้ไม่ได้ โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file from the web.

    Attributes:
        path: where it lies now, under the name that the server gave it.
        url: where it came from in the end, redirects followed.
    """

    path: Path
    url: str


class Web:
    """Takes files from the web; a context manager, for one thread.

    Args:
        into: folder for what is downloaded.
        limits: bounds.
        allow_private: whether addresses of the own network may be asked.
        sleep: how to wait; another one in tests.
    """

    def __init__(
        self,
        *,
        into: Path,
        limits: WebLimits,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._into = into
        self._limits = limits
        self._sleep = sleep
        self._client = httpx.Client(
            transport=CheckedTransport(allow_private=allow_private),
            headers=_HEADERS,
            timeout=httpx.Timeout(limits.silence),
            trust_env=False,
        )
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def download(self, url: str) -> Download:
        """The file at `url`, redirects followed.

        Raises:
            UnsupportedFormatError: not a web address, a private one, or robots may not.
            DamagedFileError: the server does not answer, refuses, or sends nothing.
            LimitExceededError: too large, too slow or too many redirects.
        """
        deadline = time.monotonic() + self._limits.seconds
        asked = url
        for _ in range(self._limits.redirects + 1):
            self._check_allowed(asked, told=url)
            self._wait_for_turn(asked)
            with self._answer(asked, told=url, deadline=deadline) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    asked = _joined(asked, response.headers["location"], told=url)
                    continue
                if response.status_code != 200:
                    raise DamagedFileError(path=url, reason=_refused(response.status_code))
                return Download(path=self._saved(response, asked, url, deadline), url=asked)
        reason = f"ที่อยู่เว็บนี้ส่งต่อไปเกิน {self._limits.redirects} ครั้ง {_CHECK}"
        raise LimitExceededError(path=url, reason=reason)

    @contextmanager
    def _answer(self, url: str, *, told: str, deadline: float) -> Iterator[httpx.Response]:
        """The server's answer, its body not read yet; hung up at the deadline."""
        try:
            with (
                Clock(deadline - time.monotonic()) as clock,
                self._client.stream("GET", url, extensions={"trace": clock.note}) as response,
            ):
                yield response
        except httpx.ConnectError as error:
            trust = "CERTIFICATE" in str(error).upper()
            raise DamagedFileError(path=told, reason=_NO_TRUST if trust else _NO_ANSWER) from error
        except httpx.TimeoutException as error:
            reason = f"เว็บไซต์ไม่ตอบภายใน {self._limits.silence:g} วินาที {LATER}"
            raise DamagedFileError(path=told, reason=reason) from error
        except httpx.TransportError as error:
            if time.monotonic() > deadline:
                raise LimitExceededError(path=told, reason=too_slow(self._limits)) from error
            reason = f"การเชื่อมต่อกับเว็บไซต์ขาดกลางคัน {LATER}"
            raise DamagedFileError(path=told, reason=reason) from error
        except httpx.InvalidURL as error:
            raise UnsupportedFormatError(path=told, reason=_NOT_WEB) from error

    def _wait_for_turn(self, url: str) -> None:
        server = _server(url)
        robots = self._robots.get(server)
        delay = robots.crawl_delay(AGENT) if robots is not None else None
        pause = max(self._limits.pause, min(float(delay or 0), _LONGEST_PAUSE))
        due = self._asked.get(server, -math.inf) + pause
        if (wait := due - time.monotonic()) > 0:
            self._sleep(wait)
        self._asked[server] = time.monotonic()

    def _check_allowed(self, url: str, *, told: str) -> None:
        """Raise UnsupportedFormatError if `url` is no web address or robots.txt forbids it."""
        server = _server(url)
        if not server:
            raise UnsupportedFormatError(path=told, reason=_NOT_WEB)
        if server not in self._robots:
            self._robots[server] = self._rules(server, told=told)
        if not self._robots[server].can_fetch(AGENT, url):
            raise UnsupportedFormatError(path=told, reason=_ROBOTS)

    def _rules(self, server: str, *, told: str) -> RobotFileParser:
        """The server's robots.txt as RFC 9309 takes it: none allows all, a fault forbids all."""
        rules = RobotFileParser()
        url = f"{server}/robots.txt"
        deadline = time.monotonic() + self._limits.silence
        for _ in range(self._limits.redirects + 1):
            with self._answer(url, told=told, deadline=deadline) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    url = _joined(url, response.headers["location"], told=told)
                    continue
                lines = _lines(response, deadline) if response.status_code == 200 else []
                if response.status_code >= 500:
                    lines = ["User-agent: *", "Disallow: /"]
                break
        else:
            lines = []
        rules.parse(lines)
        return rules

    def _saved(self, response: httpx.Response, url: str, told: str, deadline: float) -> Path:
        """The body as a file."""
        folder = Path(tempfile.mkdtemp(dir=self._into))
        path = folder / "incoming"
        start = bytearray()  # tells what it is
        with path.open("wb") as copy:
            for chunk in bounded(response, self._limits, told=told, deadline=deadline):
                start += chunk[: max(0, _START - len(start))]
                copy.write(chunk)
        if not start:
            raise DamagedFileError(path=told, reason=EMPTY)
        return path.replace(folder / file_name(response.headers, url, bytes(start)))


def _server(url: str) -> str:
    """Scheme, host and port; "" if `url` is no web address."""
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""
    if parsed.scheme not in {"http", "https"} or not host:
        return ""
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _joined(url: str, location: str, *, told: str) -> str:
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise DamagedFileError(path=told, reason=f"ที่อยู่เว็บที่ส่งต่อไปใช้ไม่ได้ {_CHECK}") from error


def _lines(response: httpx.Response, deadline: float) -> list[str]:
    whole = bytearray()
    for chunk in unpacked(response, str(response.url)):
        whole += chunk
        if len(whole) > _ROBOTS_BYTES or time.monotonic() > deadline:
            break
    return whole[:_ROBOTS_BYTES].decode("utf-8", errors="replace").splitlines()


def _refused(status: int) -> str:
    if status in {401, 403}:
        return f"เว็บไซต์ไม่อนุญาตให้ดาวน์โหลดไฟล์นี้ (รหัส {status}) โปรดดาวน์โหลดเองแล้วเพิ่มไฟล์"
    if status in {404, 410}:
        return f"ไม่พบไฟล์นี้ที่เว็บไซต์ (รหัส {status}) {_CHECK}"
    return f"เว็บไซต์ตอบว่าผิดพลาด (รหัส {status}) {LATER}"
