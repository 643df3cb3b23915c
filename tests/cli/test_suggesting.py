"""The verb suggest."""

from pathlib import Path

from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


def test_suggestions_are_listed_with_what_they_are(library: Path) -> None:
    assert run("suggest", "ทต.สวน", "--home", library).rows == [["town", TOWN, "พะเยา"]]


def test_suggestions_as_json_name_what_they_lead_to(library: Path) -> None:
    (one,) = run("suggest", "พัสดุ", "-k", "1", "--json", "--home", library).objects

    assert (one["kind"], one["query"], one["province"]) == ("title", "อบรมงานพัสดุ", None)
    assert run("show", one["id"], "--home", library).code == 0
