from pathlib import Path

import pytest

from itasearch.workspace import Workspace
from itasearch.workspace.health import doctor
from tests.workspace.conftest import check_of


def needing(*lines: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "requires", lambda _name: list(lines))


def test_missing_packages_are_named(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    needing("numpy>=2.0", "no-such-package>=1", "nor_this[x]!=3", patch=monkeypatch)

    found = check_of(library, "packages")

    assert (found.status, found.message) == ("fail", "missing: no-such-package, nor_this")


def test_without_english_data_in_the_named_folder_the_remedy_is_there(
    library: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tha.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr("itasearch.readers.scan.ocr.why_unavailable", lambda: None)

    found = check_of(library, "ocr")

    assert found.status == "warn"
    assert f"put eng.traineddata into {tmp_path}" in found.remedy
    assert "tesseract-ocr-eng" in found.remedy
    assert "unset TESSDATA_PREFIX" in found.remedy


def test_reading_gaps_are_the_programs_that_are_missing(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.readers.scan.ocr.why_unavailable", lambda: None)
    monkeypatch.setattr(doctor, "folder_without_english", lambda: None)
    monkeypatch.setattr(doctor, "office_program", lambda: None)

    (gap,) = library.care.reading_gaps()

    assert gap.name == "office"
    assert "libreoffice-writer" in gap.remedy

    monkeypatch.setattr(doctor, "office_program", lambda: "/usr/bin/soffice")
    assert library.care.reading_gaps() == ()


@pytest.mark.parametrize(
    ("system", "data", "office"),
    [
        ("apt", "sudo apt install tesseract-ocr-tha", "sudo apt install libreoffice-writer"),
        ("Darwin", "brew install tesseract-lang", "libreoffice.org"),
        ("Windows", "UB-Mannheim", "libreoffice.org"),
        ("FreeBSD", "TESSDATA_PREFIX", "libreoffice.org"),
    ],
)
def test_a_gap_says_how_this_system_gets_what_is_missing(
    library: Workspace, monkeypatch: pytest.MonkeyPatch, system: str, data: str, office: str
) -> None:
    monkeypatch.setattr(doctor, "_system", lambda: system)
    monkeypatch.setattr("itasearch.readers.scan.ocr.language_data", lambda: None)
    monkeypatch.setattr("itasearch.readers.scan.ocr.has_modules", lambda: True)
    monkeypatch.setattr(doctor, "office_program", lambda: None)

    ocr, of_office = library.care.reading_gaps()

    assert data in ocr.remedy and data in ocr.thai_remedy
    assert "pip install" not in ocr.remedy
    assert office in of_office.remedy


def test_where_the_extra_is_missing_too_both_are_named(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.readers.scan.ocr.has_modules", lambda: False)
    monkeypatch.setattr(doctor, "language_data", lambda: None)

    remedy = check_of(library, "ocr").remedy

    assert remedy.startswith("pip install 'itasearch[ocr]', and ")
