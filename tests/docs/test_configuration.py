"""The page on configuration names all environment variables."""

import re
from pathlib import Path

import itasearch
from tests.docs.pages import ROOT

VARIABLE = re.compile(r"ITASEARCH_[A-Z_]+[A-Z]")


def test_each_environment_variable_of_the_package_is_described() -> None:
    modules = Path(itasearch.__file__).parent.rglob("*.py")
    used = {name for one in modules for name in VARIABLE.findall(one.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "use" / "configuration.md").read_text(encoding="utf-8")

    assert used - set(VARIABLE.findall(page)) == set()
