"""Links of the pages lead somewhere, and the page on configuration names all variables."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import itasearch
from tests.docs.pages import PAGES, ROOT, headings, links, name_of


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    lost = [target for target in links(page) if not _is_there(page, target)]

    assert lost == []


def _is_there(page: Path, target: str) -> bool:
    path, _, heading = unquote(target).partition("#")
    file = (page.parent / path).resolve() if path else page
    return file.exists() and (not heading or heading in headings(file))


VARIABLE = re.compile(r"ITASEARCH_[A-Z_]+[A-Z]")


def test_each_environment_variable_of_the_package_is_described() -> None:
    modules = Path(itasearch.__file__).parent.rglob("*.py")
    used = {name for one in modules for name in VARIABLE.findall(one.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "use" / "configuration.md").read_text(encoding="utf-8")

    assert used - set(VARIABLE.findall(page)) == set()
