import pytest

from itasearch.workspace import Check, Workspace, health


def packages_check(workspace: Workspace) -> Check:
    (found,) = [check for check in workspace.doctor() if check.name == "packages"]
    return found


def needing(*lines: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(health, "requires", lambda _name: list(lines))


def test_the_packages_that_itasearch_itself_declares_are_looked_for(library: Workspace) -> None:
    found = packages_check(library)

    assert found.status == "ok"
    assert int(found.message.split()[1]) >= 17


def test_those_of_extras_are_not_asked_for(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    needing("numpy>=2.0", 'no-such-package>=1; extra == "models"', patch=monkeypatch)

    assert packages_check(library).message == "all 1 are installed"


def test_missing_packages_are_named(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    needing("numpy>=2.0", "no-such-package>=1", "nor_this[x]!=3", patch=monkeypatch)

    found = packages_check(library)

    assert (found.status, found.message) == ("fail", "missing: no-such-package, nor_this")


def test_without_english_data_the_remedy_names_the_package(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "why_unavailable", lambda: None)
    monkeypatch.setattr(health, "why_english_is_misread", lambda: "ไม่พบชุดภาษาอังกฤษ")

    (found,) = [check for check in library.doctor() if check.name == "ocr"]

    assert (found.status, "tesseract-ocr-eng" in found.remedy) == ("warn", True)


def test_reading_gaps_are_the_programs_that_are_missing(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "why_unavailable", lambda: None)
    monkeypatch.setattr(health, "why_english_is_misread", lambda: None)
    monkeypatch.setattr(health, "office_program", lambda: None)

    (gap,) = library.reading_gaps()

    assert gap.name == "office"
    assert "libreoffice-writer" in gap.remedy


def test_with_all_programs_there_are_no_reading_gaps(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "why_unavailable", lambda: None)
    monkeypatch.setattr(health, "why_english_is_misread", lambda: None)
    monkeypatch.setattr(health, "office_program", lambda: "/usr/bin/soffice")

    assert library.reading_gaps() == ()
