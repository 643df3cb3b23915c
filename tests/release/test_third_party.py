"""THIRD_PARTY.md lists what is installed with itasearch, with the licences of their metadata."""

import re
from importlib.metadata import PackageNotFoundError, distribution

from packaging.version import Version

from release.locked import LOCKS, UNLOCKED, read_lock
from release.third_party import BY_HAND, FILE, licence_of, listed, with_table
from tests.release.conftest import ROOT

PAGE = FILE.read_text(encoding="utf-8")


def test_the_table_has_every_locked_distribution_and_no_other() -> None:
    run, test = ({one.name for one in read_lock(path)} for path in LOCKS.values())
    names = listed(PAGE).keys()

    assert run - names == set()  # else: make third-party
    assert names - run - UNLOCKED <= test
    assert names - run >= {"torch", "sentence-transformers"}


def test_a_licence_is_that_of_the_distribution_as_it_is_installed() -> None:
    locked = {one.name: Version(one.version) for one in read_lock(LOCKS["test"])}
    other, compared = {}, 0
    for name, licence in listed(PAGE).items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # of another system, or an extra that is not installed
        if name in BY_HAND or Version(found.version) != locked.get(name):
            continue
        compared += 1
        if (own := licence_of(found)) != licence:
            other[name] = own

    assert other == {}  # else: make third-party
    assert compared > 10


def test_copyleft_is_said_in_words_too() -> None:
    said = PAGE.partition("<!-- table -->")[0]
    copyleft = [one for one, licence in listed(PAGE).items() if re.search("GPL|MPL", licence)]

    assert copyleft
    assert [name for name in copyleft if f"**{name}**" not in said] == []


def test_what_is_bundled_is_listed_with_its_place() -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for ending in ("*.ttf", "*.woff2", "*.npz")
        for path in (ROOT / "itasearch").rglob(ending)
    }

    assert folders
    assert [one for one in folders if f"`{one}/" not in PAGE] == []


def test_every_folder_with_fonts_has_the_text_of_their_licence() -> None:
    fonts = [*(ROOT / "itasearch").rglob("*.ttf"), *(ROOT / "itasearch").rglob("*.woff2")]

    assert fonts
    for folder in {one.parent for one in fonts}:
        text = (folder / "SARABUN-LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_a_table_is_written_in_the_place_of_the_old_one() -> None:
    found = {"cattrs": "MIT", "torch": "BSD-3-Clause"}

    page = with_table(PAGE, found, only_models=frozenset({"torch"}))

    assert listed(page) == found
    assert "| torch | BSD-3-Clause | `models` |" in page
    assert page.partition("<!-- table -->")[0] == PAGE.partition("<!-- table -->")[0]
