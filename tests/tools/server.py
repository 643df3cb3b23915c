"""The app's server as a process of its own, for tests over HTTP and in a browser."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(
    home: Path,
    *options: str,
    port: int | None = None,
    log: Path | None = None,
    errors: Path | None = None,
) -> Iterator[str]:
    """Address of `itasearch serve` on a home until the block ends; `log` gets its stdout."""
    port = port or free_port()
    command = [sys.executable, "-m", "itasearch", "serve", "--port", str(port)]
    whole = [*command, "--home", str(home), *options]
    with started(whole, port=port, log=log, errors=errors) as url:
        yield url


@contextmanager
def run_by_streamlit(home: Path) -> Iterator[str]:
    """Address of `streamlit run app.py` in the checkout, on a home, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    with started(command, port=port, environment={"ITASEARCH_HOME": str(home)}) as url:
        yield url


@contextmanager
def started(
    command: Sequence[str],
    *,
    port: int,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    errors: Path | None = None,
) -> Iterator[str]:
    """Address of a server that the command starts in the checkout, from its first answer on."""
    url = f"http://localhost:{port}"
    # With an address of its own to print, Streamlit does not ask the internet for one.
    quiet = {"STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost"}
    around = {**os.environ, **quiet, **(environment or {})}
    with (
        nullcontext() if log is None else log.open("wb") as stdout,
        nullcontext() if errors is None else errors.open("wb") as stderr,
    ):
        server = subprocess.Popen(command, cwd=ROOT, env=around, stdout=stdout, stderr=stderr)
        try:
            wait_for(server, url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=120)


def wait_for(server: "subprocess.Popen[bytes]", url: str) -> None:
    """Wait until the server answers; if it ends before, the test fails."""
    while not _is_up(url):
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the server ended with code {server.wait(timeout=0.05)}")


def _is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
