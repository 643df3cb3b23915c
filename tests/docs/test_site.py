"""The documentation site: built without a warning, read without a network, searched in Thai."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from itasearch.cli.main import app
from itasearch.workspace import Workspace
from tests.conftest import made_once
from tests.docs.pages import ROOT
from tests.workspace.test_roles import nouns

pytestmark = pytest.mark.skipif(
    find_spec("sphinx") is None, reason="needs the packages of the extra docs"
)
FETCHED = re.compile(
    r'<(?:script|link|img|source|iframe)\b[^>]*(?:src|href)="((?:https?:)?//[^"]+)"'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    return made_once(tmp_path_factory, "site", _build)


def _build(made: Path) -> None:
    options = ["--fail-on-warning", "--keep-going", "--fresh-env", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, ROOT / "docs", made],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_no_page_of_the_site_fetches_anything(site: Path) -> None:
    pages = list(site.rglob("*.html"))

    assert len(pages) > 20
    assert {one for page in pages for one in FETCHED.findall(page.read_text("utf-8"))} == set()
    assert not re.search(r"@import|url\((?:https?:)?//", _styles(site))


def _styles(site: Path) -> str:
    return "".join(one.read_text(encoding="utf-8") for one in site.rglob("*.css"))


@pytest.mark.slow
@pytest.mark.parametrize(("page", "language"), [("index", "en"), ("th/index", "th")])
def test_a_page_says_in_which_language_it_is(site: Path, page: str, language: str) -> None:
    text = (site / f"{page}.html").read_text(encoding="utf-8")

    assert re.search(rf'<html\b[^>]* lang="{language}"', text)


@pytest.mark.slow
def test_the_references_have_every_verb_and_method(site: Path) -> None:
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    python = (site / "reference" / "python.html").read_text(encoding="utf-8")
    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    methods = [
        f"{owner.__module__}.{owner.__name__}.{name}"
        for owner in (Workspace, *nouns().values())
        for name in dir(owner)
        if not name.startswith("_")
    ]

    assert [name for name in verbs if f'id="itasearch-{name}"' not in commands] == []
    assert [name for name in methods if f'id="{name}"' not in python] == []
