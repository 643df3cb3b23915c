"""The verb town."""

from pathlib import Path

from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


def test_a_town_is_one_object(library: Path) -> None:
    ran = run("town", TOWN, "--json", "--home", library)

    (found,) = ran.objects
    assert found["organisation"]["name"] == TOWN
    assert [one["fiscal_year_be"] for one in found["reports"]] == [2566]
    assert [one["total"] for one in found["ita_results"]] == [90.0]
    assert found["measures"] == 2
    (topics,) = found["topics"]
    assert topics["topics"]["no_gift"] == 1
    assert {"similar", "weak", "gaps", "notes"} <= found.keys()
    assert found["copies"]["earlier"] == found["copies"]["later"] == []
