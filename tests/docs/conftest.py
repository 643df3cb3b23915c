"""A library in which samples of the pages find what they name."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from itasearch import open_workspace
from itasearch.api.mount import ADDRESS
from itasearch.config import KEYS_VARIABLE
from tests.api.conftest import api_over
from tests.docs.pages import ROOT

REPORT = "corpus/examples/si-thara-samut_2568.docx"


@pytest.fixture
def sandbox(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample library as home and current folder, with the files that the pages name."""
    shutil.copy(own_home / REPORT, own_home / "report.docx")
    (own_home / "รายงาน").mkdir()
    shutil.copy(own_home / REPORT, own_home / "รายงาน")
    (own_home / "home").symlink_to(".", target_is_directory=True)
    (own_home / "tests").symlink_to(ROOT / "tests", target_is_directory=True)
    with open_workspace(own_home) as workspace:
        (own_home / "หัวกระดาษ.docx").write_bytes(workspace.exports.sample_letterhead())
    for name in [name for name in os.environ if name.startswith("ITASEARCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(own_home)
    monkeypatch.setenv("PATH", str(_commands(own_home / "bin")), prepend=os.pathsep)
    return own_home


def _commands(folder: Path) -> Path:
    """A folder with the command `itasearch` of this tree, whatever is installed."""
    folder.mkdir()
    command = folder / "itasearch"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m itasearch "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    return folder


@pytest.fixture
def names(sandbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What Python on the pages has besides: address and key of the library's API.

    httpx asks it in this process.
    """
    with open_workspace(sandbox) as workspace:
        secret = "itasearch_0123456789"
        monkeypatch.setenv(KEYS_VARIABLE, f"ตัวอย่าง={secret}")
        server = Starlette(routes=[Mount(f"/{ADDRESS}", app=api_over(workspace))])
        monkeypatch.setattr(
            "httpx.Client", lambda base_url, headers: TestClient(server, base_url, headers=headers)
        )
        yield {"URL": "http://localhost", "SECRET": secret}
