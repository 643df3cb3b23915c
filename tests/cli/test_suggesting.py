"""The verb suggest."""

from pathlib import Path

from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


def test_suggestions_are_listed_with_what_they_are(library: Path) -> None:
    assert run("suggest", "ทต.สวน", "--home", library).rows == [["town", TOWN, "พะเยา"]]
