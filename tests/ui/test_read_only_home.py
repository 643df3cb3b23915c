"""The app on a home that can only be read: it is read, and what would change it says why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import Role
from itasearch.ui.kit import who
from tests.tools.disks import closed
from tests.ui.conftest import html_of, opened


@pytest.fixture
def row(own_home: Path) -> tuple[str, str]:
    """A report and its first measure; an editor is known, too."""
    with open_workspace(own_home) as workspace:
        workspace.people.set_role("u2", Role.EDITOR, name="สมหญิง")
        report = workspace.library.reports()[0].id
        return report, workspace.library.report(report).measures[0].id


@pytest.fixture
def read_only(own_home: Path, row: tuple[str, str]) -> Iterator[Path]:
    """The library, from now on only to be read."""
    assert all(row)
    with closed(own_home):
        yield own_home


def signed_in(person_id: str, patch: pytest.MonkeyPatch) -> None:
    """Let a trusted proxy name whoever asks."""
    patch.setattr(who, "access_of", lambda _header: (who.Access.PROXY, person_id))


def shown(view: str, home: Path, **parameters: str) -> AppTest:
    return opened(view, home, parameters)


@pytest.mark.parametrize("person", [None, "u2", "u9"])
def test_it_is_searched_by_whoever_comes(
    person: str | None, read_only: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if person is not None:
        signed_in(person, monkeypatch)

    app = shown("search", read_only, q="งดรับของขวัญ")

    assert not app.error
    assert "ita-card" in html_of(app)
