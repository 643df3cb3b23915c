"""A web server on this machine that answers as a test wants."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, for the answer to write to."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        site.paths.append(self.path)
        site.headers.append(dict(self.headers.items()))
        with site.counting:
            site.working += 1
            site.most_at_once = max(site.most_at_once, site.working)
        site.answer_of(self.path)(self)

    def do_POST(self) -> None:
        self.server.site.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def reply(
        self, body: bytes, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        with self.server.site.counting:
            self.server.site.working -= 1  # before the asker has all, and may ask again
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def missing(asked: Asked) -> None:
    asked.reply(b"", status=404)


def body(data: bytes, **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.reply(data, headers=told)


def redirect(location: str) -> Answer:
    return lambda asked: asked.reply(b"", status=302, headers={"Location": location})


def endless(
    piece: bytes, stopped: threading.Event, *, wait: float = 0.0, head: bytes = b"\r\n"
) -> Answer:
    """The same piece over and over, below a head, until the asker has gone."""

    def answer(asked: Asked) -> None:
        with suppress(OSError):
            asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + head)
            while not stopped.wait(wait):
                asked.wfile.write(piece)
        asked.close_connection = True

    return answer


def endless_headers(stopped: threading.Event) -> Answer:
    """A header now and then, and never the last one."""
    return endless(b"X: y\r\n", stopped, wait=0.02, head=b"")


def silence(stopped: threading.Event) -> Answer:
    """Nothing, for as long as the server stands."""

    def answer(asked: Asked) -> None:
        stopped.wait()
        asked.close_connection = True

    return answer


@dataclass(kw_only=True)
class Site:
    """A web site: its answers by path, and what was asked of it."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    beginnings: dict[str, Answer] = field(default_factory=dict)  #: of paths that begin so
    otherwise: Answer = missing  #: for all other paths
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)  #: set when it closes
    counting: threading.Lock = field(default_factory=threading.Lock)
    working: int = 0
    most_at_once: int = 0

    def answer_of(self, path: str) -> Answer:
        begun = (answer for start, answer in self.beginnings.items() if path.startswith(start))
        return self.answers.get(path) or next(begun, self.otherwise)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site


@contextmanager
def web_site(certificate: Path | None = None) -> Iterator[Site]:
    """A site that runs; with a file of key and certificate an encrypted one."""
    server = _Server(("127.0.0.1", 0), Asked)
    site = server.site = Site(url=f"http://127.0.0.1:{server.server_address[1]}")
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_request: None  # type: ignore[method-assign]
        site.url = site.url.replace("http:", "https:")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
