"""The verb sample."""

from pathlib import Path

import pytest

from itasearch.workspace import lookups
from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN

INVENTED = "เทศบาลตำบลสวนตาลคู่"


def _names(home: Path) -> list[str]:
    return [one["organisation"]["name"] for one in run("reports", "--json", "--home", home).objects]


def test_samples_are_emptied_and_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "CHECKOUT", tmp_path / "none")  # its files are real ones
    home, inbox = tmp_path / "คลัง ใหม่", tmp_path / "inbox"
    inbox.mkdir()
    for name in (TOWN, INVENTED):
        text = report_text("ประกาศนโยบายงดรับของขวัญ", organisation=name, year=2567)
        (inbox / f"{name}.md").write_text(text, encoding="utf-8")
    run("add", inbox, "--home", home)

    assert run("sample", "--empty", "--json", "--home", home).objects == [{"removed": 1}]
    assert _names(home) == [TOWN]

    loaded = run("sample", "--home", home)
    (stats,) = run("stats", "--json", "--home", home).objects
    assert stats["by_year"] == [{"name": "2567", "reports": 2, "organisations": 2}]
    assert "1 added" in loaded.out
    assert f"itasearch sample --home '{home}' --empty" in loaded.err
    assert sorted(_names(home)) == sorted([TOWN, INVENTED])
