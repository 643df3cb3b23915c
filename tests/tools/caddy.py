"""Caddy as a process of its own, with the project's Caddyfile, for tests over HTTPS."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.tools.server import ROOT

CADDY = shutil.which("caddy")


@contextmanager
def https_before(upstream: str, *, port: int, folder: Path) -> Iterator[str]:
    """Address of Caddy before an app until the block ends; its certificates are in `folder`."""
    # The project's file, without what needs root: port 80, and the system's certificates.
    own = folder / "Caddyfile"
    options = "admin off\nauto_https disable_redirects\nskip_install_trust\n"
    own.write_text(f"{{\n{options}}}\nimport {ROOT / 'deploy' / 'Caddyfile'}\n", encoding="utf-8")
    environment = {
        **os.environ,
        "SITE": f"localhost:{port}",
        "UPSTREAMS": upstream,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(own)]
    with (folder / "caddy.log").open("wb") as log:
        proxy = subprocess.Popen(command, env=environment, stderr=log)
        try:
            while not _speaks_tls(port):
                with suppress(subprocess.TimeoutExpired):
                    pytest.fail(f"caddy ended with code {proxy.wait(timeout=0.2)}")
            yield f"https://localhost:{port}"
        finally:
            proxy.terminate()
            proxy.wait(timeout=60)


def _speaks_tls(port: int) -> bool:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection(("localhost", port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname="localhost"),
        ):
            return True
    except OSError:
        return False
