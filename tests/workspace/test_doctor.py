import pytest

from itasearch.workspace import Check, Workspace, doctor


def packages_check(workspace: Workspace) -> Check:
    (found,) = [check for check in workspace.doctor() if check.name == "packages"]
    return found


def needing(*lines: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "requires", lambda _name: list(lines))


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
