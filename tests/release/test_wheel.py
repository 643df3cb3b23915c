"""The wheel, built of the sdist without git: what is in it, and what it does once installed."""

import os
import sys
import sysconfig
import tarfile
import venv
from email.message import Message
from email.parser import Parser
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

import itasearch
from itasearch.domain.organisations import sample_files
from itasearch.readers.scan.digits import DATA
from tests.release.conftest import ROOT, run
from tests.tools import make_thai_digits

PACKAGE = ROOT / "itasearch"
_ASK = "from itasearch.workspace import library; print(*library._samples_in(library.INSTALLED))"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def _names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def _metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {"itasearch/py.typed", "itasearch/ui/style.css", "itasearch/ui/static/page.js"} <= files
    assert files - _names(wheel) == set()


def test_the_wheel_has_the_samples_and_the_licences_and_nothing_else(wheel: Path) -> None:
    meta = f"itasearch-{itasearch.__version__}.dist-info"
    names = _names(wheel)
    licences = {one for one in names if one.startswith(f"{meta}/licenses/")}
    samples = {one for one in names if one.startswith("itasearch/samples/")}

    assert {one.rpartition("/")[2] for one in licences} == {
        "LICENSE",
        "NOTICE",
        "THIRD_PARTY.md",
        "SARABUN-LICENSE.txt",
    }
    assert samples == {f"itasearch/samples/{one}" for one in sample_files()}
    assert {one.partition("/")[0] for one in names} == {"itasearch", meta}


def test_the_wheel_says_version_and_licence(wheel: Path) -> None:
    metadata = _metadata(wheel)

    assert metadata["Version"] == itasearch.__version__
    assert metadata["License-Expression"] == "Apache-2.0 AND OFL-1.1"


def test_the_sdist_has_what_a_wheel_is_built_of(sdist: Path) -> None:
    top = f"itasearch-{itasearch.__version__}"
    with tarfile.open(sdist) as archive:
        names = set(archive.getnames())

    wanted = ("setup.py", "LICENSE", "lock/run.txt", *(f"corpus/{one}" for one in sample_files()))
    assert {f"{top}/{one}" for one in wanted} - names == set()


def test_an_installed_wheel_starts_and_has_all_samples(wheel: Path, tmp_path: Path) -> None:
    own, elsewhere = tmp_path / "own", tmp_path / "elsewhere"
    elsewhere.mkdir()
    # An environment of its own: pip would take this one's itasearch away, even with --prefix.
    venv.create(own)
    programs = own / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    python = str(programs / "python")
    run([*pip, "--python", python, "install", "--no-deps", "--no-index", str(wheel)])
    (packages,) = own.glob("**/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    version = run([str(programs / "itasearch"), "--version"], cwd=elsewhere)
    found = run([python, "-c", _ASK], cwd=elsewhere).split()

    assert version.split() == ["itasearch", itasearch.__version__]
    installed = packages.resolve() / "itasearch" / "samples"
    assert sorted(Path(one).relative_to(installed) for one in found) == sorted(
        map(Path, sample_files())
    )


pytest.importorskip("cv2")

GLYPHS = 40
"""Of the first font, compared here; all of them take minutes."""


@pytest.mark.skipif(
    not make_thai_digits.FONTS.is_dir(), reason="needs Debian's package fonts-thai-tlwg"
)
def test_the_first_shapes_of_digits_are_made_again_bit_for_bit() -> None:
    first = make_thai_digits.faces()[:1]
    examples = list(islice(make_thai_digits.examples(first), GLYPHS))
    shapes, classes = zip(*examples, strict=True)

    vectors = make_thai_digits.stored(shapes)

    with np.load(DATA) as kept:
        np.testing.assert_array_equal(kept["classes"][:GLYPHS], classes)
        np.testing.assert_array_equal(kept["vectors"][:GLYPHS], vectors)
