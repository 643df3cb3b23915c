"""The lock holds what pyproject.toml and constraints.txt ask for, with hashes and no address."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import itasearch
from release.lock import EXTRAS
from release.locked import LOCKS, RELEASE_LOCK, RELEASE_REQUIREMENTS, UNLOCKED, read_lock
from release.sbom import write
from release.third_party import BY_HAND, FILE, licence_of, listed
from tests.release.conftest import ROOT

ALL = (*LOCKS.values(), RELEASE_LOCK)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _asked_for(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for with the extras of a lock."""
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *(one for extra in EXTRAS[lock] for one in extras[extra])]
    return [Requirement(one) for one in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_locked_at_a_version_that_fits(lock: str) -> None:
    locked = {one.name: one.version for one in read_lock(LOCKS[lock])}
    asked = [one for one in _asked_for(lock) if canonicalize_name(one.name) not in UNLOCKED]
    unfit = [
        str(one)
        for one in asked
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]

    assert len(asked) >= 30
    assert unfit == []  # else: make lock


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_keeps_the_pins_of_the_constraints(lock: str) -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE))
    locked = {one.name: one.version for one in read_lock(LOCKS[lock])}

    shared = {name for name in pins if canonicalize_name(name) in locked}
    assert len(shared) >= 10
    assert {name: locked[canonicalize_name(name)] for name in shared} == {
        name: pins[name] for name in shared
    }


def test_the_locks_agree_with_each_other() -> None:
    run, test = ({(one.name, one.version) for one in read_lock(LOCKS[name])} for name in LOCKS)

    assert len(run) > 90
    assert run - test == set()


def test_what_makes_a_release_is_locked_at_versions_that_fit() -> None:
    lines = RELEASE_REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    asked = [Requirement(one.partition("#")[0]) for one in lines if one.partition("#")[0].strip()]
    locked = {one.name: one.version for one in read_lock(RELEASE_LOCK)}

    assert "setuptools" in locked  # the wheel's bytes are its
    unfit = [one.name for one in asked if not one.specifier.contains(locked.get(one.name, "0"))]
    assert unfit == []  # else: make lock


@pytest.mark.parametrize("path", ALL, ids=[one.stem for one in ALL])
def test_a_lock_names_no_place_to_download_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\S*(?:://|--index|--find-links|@ )\S*", text) == []


def test_torch_is_left_to_the_constraints() -> None:
    names = {one.name for one in read_lock(LOCKS["test"])}

    assert UNLOCKED & names == set()
    assert "torch==" in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_every_locked_version_is_a_component_with_licence_and_hashes(tmp_path: Path) -> None:
    write(tmp_path / "dist" / "bom.json")
    bom = json.loads((tmp_path / "dist" / "bom.json").read_text(encoding="utf-8"))
    locked = read_lock(LOCKS["run"])

    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["version"] == itasearch.__version__
    assert [one["purl"] for one in bom["components"]] == [
        f"pkg:pypi/{one.name}@{one.version}" for one in locked
    ]
    for component, one in zip(bom["components"], locked, strict=True):
        assert component["licenses"][0]["expression"]
        hashes = [p["value"] for p in component["properties"] if p["name"] == "file.sha256"]
        assert hashes == list(one.hashes)


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
