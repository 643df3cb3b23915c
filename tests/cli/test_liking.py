"""Search steered by measures: --like."""

from pathlib import Path

from tests.cli.conftest import run


def test_liked_measures_need_no_text(library: Path) -> None:
    first = run("search", "งดรับของขวัญ", "--home", library, "--json").objects[0]["measure"]["id"]

    ran = run("search", "--like", first, "--home", library, "--json")

    assert ran.code == 0
    assert ran.objects
    assert first not in [hit["measure"]["id"] for hit in ran.objects]
