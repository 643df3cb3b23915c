"""The verb drafts: names, makers and rows of the drafts that are kept."""

from datetime import datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library with a draft that has a maker and a target, and a newer one without."""
    with open_workspace(tmp_path) as workspace:
        first = workspace.drafts.new("แผนปีหน้า", maker="สมศรี")
        workspace.drafts.set_target(organisation="ทต.สวนดอก", fiscal_year_be=2569, draft_id=first)
        workspace.drafts.new()
    return tmp_path


def test_drafts_are_listed_the_last_changed_first(home: Path) -> None:
    rows = run("drafts", "--home", home).rows
    newest, first = run("drafts", "--json", "--home", home).objects

    local = datetime.fromisoformat(newest["changed_at"]).astimezone()
    assert [row[1:6] for row in rows] == [
        ["Draft 1", "", "", "–", "0"],
        ["แผนปีหน้า", "สมศรี", "เทศบาลตำบลสวนดอก", "2569", "0"],
    ]
    assert rows[0][6] == f"{local:%Y-%m-%d %H:%M}"
    assert list(first) == [
        *("id", "name", "maker", "organisation", "fiscal_year_be", "rows"),
        *("created_at", "changed_at"),
    ]
    assert (first["name"], first["maker"], first["rows"]) == ("แผนปีหน้า", "สมศรี", 0)
