"""Downloads from a server on this machine, which behaves as real ones do, or worse."""

import gzip
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

import httpx
import pytest

from itasearch.errors import DamagedFileError, LimitExceededError, ReadError, UnsupportedFormatError
from itasearch.ingest.web import download as web_module
from itasearch.ingest.web.download import Clock, Web, is_public
from tests.cases import cases, examples, yes
from tests.ingest.web_server import Answer, Site, body, endless, endless_headers, redirect, silence
from tests.thai_sentences import is_thai_sentence

TEXT = "มาตรการส่งเสริมความโปร่งใส".encode()
LARGEST = 1024**2  # bytes of a file


@pytest.fixture
def web(tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(web_module, "_SILENCE_SECONDS", 120.0)
    with Web(into=tmp_path, file_bytes=LARGEST, allow_private=True) as web:
        yield web


def refusal(web: Web, url: str) -> ReadError:
    with pytest.raises(ReadError) as refused:
        web.download(url)
    assert is_thai_sentence(refused.value.reason), refused.value.reason
    return refused.value


def test_a_file_is_saved_under_the_name_of_its_address(site: Site, web: Web) -> None:
    site.answers[quote("/ปี/รายงาน ๒๕๖๗.txt")] = body(TEXT)

    download = web.download(f"{site.url}/ปี/รายงาน ๒๕๖๗.txt")

    assert download.path.name == "รายงาน ๒๕๖๗.txt"
    assert download.path.read_bytes() == TEXT


@pytest.mark.parametrize("disposition", cases("files", "a server's own name for a file"))
def test_a_server_s_own_name_is_taken_as_written(site: Site, web: Web, disposition: str) -> None:
    site.answers["/get.php?id=7"] = body(b"%PDF-1.4", Content_Disposition=disposition)

    download = web.download(f"{site.url}/get.php?id=7")

    assert download.path.name == "แผน ก.pdf"


def test_a_script_s_file_gets_the_ending_of_what_it_is(site: Site, web: Web) -> None:
    site.answers["/get.php"] = body(b"%PDF-1.4")
    site.answers["/"] = body(b"<!DOCTYPE html><p>x")

    assert web.download(f"{site.url}/get.php").path.name == "get.php.pdf"
    assert web.download(f"{site.url}/").path.suffix == ".html"


def test_requests_name_itasearch_and_wait(
    site: Site, web: Web, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{web_module.__name__}.time.monotonic", lambda: 0.0)
    site.answers["/a.txt"] = site.answers["/b.txt"] = body(TEXT)
    site.answers["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 4\n")

    web.download(f"{site.url}/a.txt")
    web.download(f"{site.url}/b.txt")

    assert site.paths == ["/robots.txt", "/a.txt", "/b.txt"]
    assert all(headers["User-Agent"].startswith("itasearch") for headers in site.headers)
    assert waits == [4.0, 4.0]


def test_robots_txt_is_honoured(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = body(b"User-agent: *\nDisallow: /private/\n")
    site.answers["/private/a.txt"] = body(TEXT)

    site.answers["/open"] = redirect("/private/a.txt")

    assert "robots.txt" in refusal(web, f"{site.url}/private/a.txt").reason
    assert site.paths == ["/robots.txt"]
    assert "robots.txt" in refusal(web, f"{site.url}/open").reason
    assert site.paths == ["/robots.txt", "/open"]


def test_a_pause_is_bounded_and_of_each_server(
    site: Site, web: Web, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{web_module.__name__}.time.monotonic", lambda: 0.0)
    site.answers["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 600\n")
    other = site.url.replace("127.0.0.1", "localhost")
    for url in (site.url, other, other):
        refusal(web, f"{url}/a.txt")

    assert waits == [10.0, 10.0, 10.0]


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_whose_robots_txt_fails_is_left_alone(site: Site, web: Web, status: int) -> None:
    site.answers["/robots.txt"] = lambda asked: asked.reply(b"", status=status)
    site.answers["/a.txt"] = body(TEXT)

    assert "robots.txt" in refusal(web, f"{site.url}/a.txt").reason


def test_redirects_are_followed_a_few_times(site: Site, web: Web) -> None:
    site.answers["/a"] = redirect("/b")
    site.answers["/b"] = redirect(f"{site.url}/c.txt")
    site.answers["/c.txt"] = body(TEXT)
    site.answers["/loop"] = redirect("/loop")

    assert web.download(f"{site.url}/a").url == f"{site.url}/c.txt"
    assert "5 ครั้ง" in refusal(web, f"{site.url}/loop").reason


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.com/a", "http://", "//["]
)
def test_redirects_lead_to_web_addresses_only(site: Site, web: Web, location: str) -> None:
    site.answers["/a"] = redirect(location)

    refusal(web, f"{site.url}/a")


@pytest.mark.parametrize("host", cases("addresses", "servers of the own network"))
def test_private_addresses_are_refused(outside: Web, host: str) -> None:
    refused = refusal(outside, f"http://{host}:9/a.txt")

    assert isinstance(refused, UnsupportedFormatError)
    assert "เครือข่ายภายใน" in refused.reason
    assert "--" not in refused.reason  # officers read it in the app


@examples("addresses", "servers on the internet alone are public", str, yes)
def test_only_servers_on_the_internet_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


class _Resolver:
    """A resolver whose answer for a name changes from look-up to look-up."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
        """An answer may have several addresses."""
        self.looked_up: list[str] = []  #: names, in order
        self.connected: list[str] = []  #: the addresses that connections went to
        self._answers = iter(answers)
        self._resolve = socket.getaddrinfo
        self._connect = socket.create_connection
        self._port = httpx.URL(site.url).port
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def resolve(self, host: str, *args: object, **more: object) -> object:
        if host == "report.test":
            self.looked_up.append(host)
            host = next(self._answers)
        found: list[object] = []
        for address in host.split():
            found += self._resolve(address, *args, **more)  # type: ignore[arg-type]
        return found

    def connect(self, address: tuple[str, int], *args: object, **more: object) -> socket.socket:
        """Whatever server is meant, the site answers."""
        self.connected.append(address[0])
        return self._connect(("127.0.0.1", self._port), *args, **more)  # type: ignore[arg-type]


PUBLIC, OWN_NETWORK = "203.113.0.1", "127.0.0.1"


@pytest.fixture
def outside(tmp_path: Path, waits: list[float]) -> Iterator[Web]:
    """A web without the own network."""
    with Web(into=tmp_path, file_bytes=LARGEST) as web:
        yield web


def test_a_name_that_leads_elsewhere_at_the_next_look_up_is_asked_where_it_was_checked(
    site: Site, outside: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/a.txt"] = body(TEXT)
    # robots.txt and the file take a look-up each; any more would lead into the own network.
    resolver = _Resolver(site, monkeypatch, [PUBLIC, PUBLIC, OWN_NETWORK, OWN_NETWORK])

    outside.download("http://report.test/a.txt")

    assert resolver.looked_up == ["report.test"] * 2
    assert resolver.connected == [PUBLIC] * 2
    assert site.headers[-1]["Host"] == "report.test"


@pytest.mark.parametrize(
    ("answers", "connected"),
    [([PUBLIC, OWN_NETWORK], [PUBLIC]), ([f"{PUBLIC} {OWN_NETWORK}"], [])],
    ids=["at the next look-up", "behind a public address"],
)
def test_a_name_that_leads_into_the_own_network_is_refused(
    site: Site,
    outside: Web,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    connected: list[str],
) -> None:
    resolver = _Resolver(site, monkeypatch, answers)

    assert OWN_NETWORK in refusal(outside, "http://report.test/a.txt").reason
    assert resolver.connected == connected
    assert site.paths == ["/robots.txt"] * len(connected)


def test_a_redirect_to_a_private_address_is_refused(
    site: Site, outside: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server itself passes for public; where it sends us is looked at anew.
    site.answers["/a"] = redirect(site.url.replace("127.0.0.1", "localhost") + "/b")
    first_two = iter([True, True])  # of robots.txt and of the file
    monkeypatch.setattr(web_module, "is_public", lambda _address: next(first_two, False))

    assert "127.0.0.1" in refusal(outside, f"{site.url}/a").reason
    assert site.paths == ["/robots.txt", "/a"]


def test_files_that_are_too_large_are_not_kept(site: Site, web: Web, tmp_path: Path) -> None:
    site.answers["/a.txt"] = endless(bytes(64 * 1024), site.stopped)

    refused = refusal(web, f"{site.url}/a.txt")

    assert isinstance(refused, LimitExceededError)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 1024**2


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [(lambda stopped: endless(b"x", stopped, wait=0.02), 0.2), (endless_headers, 0.3)],
    ids=["body", "headers"],
)
def test_what_comes_too_slowly_or_never_ends_is_given_up(
    site: Site,
    web: Web,
    answer: Callable[[threading.Event], Answer],
    seconds: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.answers["/a.txt"] = answer(site.stopped)
    monkeypatch.setattr(web_module, "_MOST_SECONDS", seconds)

    refused = refusal(web, f"{site.url}/a.txt")

    assert f"{seconds} วินาที" in refused.reason


class _StrikesAtOnce:
    def __init__(self, _seconds: float, strike: Callable[[], None]) -> None:
        self.start = strike

    def cancel(self) -> None:
        """It has struck."""


def test_a_connection_made_after_the_time_is_up_is_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Timer", _StrikesAtOnce)
    ours, theirs = socket.socketpair()
    stream = SimpleNamespace(get_extra_info=lambda _name: ours)

    with ours, theirs, Clock(0.0) as clock:
        theirs.setblocking(False)
        clock.note("connection.connect_tcp.complete", {"return_value": stream})

        assert theirs.recv(1) == b""


def test_servers_that_say_nothing_are_given_up(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its robots.txt could come later than the silence allows.
    everything = RobotFileParser()
    everything.parse([])
    monkeypatch.setattr(Web, "_rules", lambda *_server, **_given: everything)
    site.answers["/a.txt"] = silence(site.stopped)
    monkeypatch.setattr(web_module, "_SILENCE_SECONDS", 0.2)

    with Web(into=tmp_path, file_bytes=LARGEST, allow_private=True) as web:
        refused = refusal(web, f"{site.url}/a.txt")

    assert isinstance(refused, DamagedFileError)


def test_packed_bodies_are_unpacked_within_the_limit(site: Site, web: Web) -> None:
    site.answers["/a.txt"] = body(gzip.compress(TEXT), Content_Encoding="gzip")
    site.answers["/z.txt"] = body(gzip.compress(bytes(60 * 1024**2)), Content_Encoding="gzip")
    site.answers["/x.txt"] = body(b"broken", Content_Encoding="gzip")
    site.answers["/y.txt"] = body(TEXT, Content_Encoding="br")

    assert web.download(f"{site.url}/a.txt").path.read_bytes() == TEXT
    assert isinstance(refusal(web, f"{site.url}/z.txt"), LimitExceededError)
    assert isinstance(refusal(web, f"{site.url}/x.txt"), DamagedFileError)
    assert isinstance(refusal(web, f"{site.url}/y.txt"), UnsupportedFormatError)


def test_what_the_server_does_not_give_is_told(site: Site, web: Web) -> None:
    site.answers["/403"] = lambda asked: asked.reply(b"", status=403)

    assert "404" in refusal(web, f"{site.url}/nothing").reason
    assert "403" in refusal(web, f"{site.url}/403").reason


def test_a_server_that_is_not_there_is_told(web: Web) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        refused = refusal(web, f"http://127.0.0.1:{unused.getsockname()[1]}/a")

    assert "เว็บไซต์ไม่ตอบ" in refused.reason
