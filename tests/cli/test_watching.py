"""The verb watch: add, list, remove, what is new."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.model.watches import NewHit, Watch
from itasearch.workspace.watches import Watches
from tests.cases import examples, tupled
from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import CITY

GIFTS = "งดรับของขวัญ"
BY_RADIO = "ประกาศงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน"


@pytest.fixture
def saved(filled: Path, tmp_path: Path) -> list[str]:
    """Cells of a saved search of which a hit is new."""
    (row,) = run("watch", "add", "เสียงตามสาย", "--home", filled).rows
    path = tmp_path / "new.md"
    path.write_text(report_text(BY_RADIO, organisation=CITY, year=2568), encoding="utf-8")
    run("add", path, "--home", filled)
    return row


def test_what_is_added_is_listed_once_until_it_is_removed(filled: Path) -> None:
    (added,) = run("watch", "add", GIFTS, "--year", "2566", "--home", filled).rows
    run("watch", "add", GIFTS, "--year", "๒๕๖๖", "--home", filled)

    assert [row[:2] for row in run("watch", "--home", filled).rows] == [added]

    assert added[1] == f"{GIFTS} · fiscal year 2566"
    assert run("--home", filled, "watch", "remove", added[0]).err.startswith("removed")
    assert run("watch", "--home", filled).rows == []
    gone = run("watch", "remove", added[0], "--home", filled)
    assert (gone.code, "itasearch watch --home" in gone.err) == (1, True)


def test_news_of_so_many_days_are_asked_for(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("watch", "add", GIFTS, "--home", filled)
    asked: list[datetime] = []

    def news(_watches: Watches, _saved: Watch, *, since: datetime) -> tuple[NewHit, ...]:
        asked.append(since)
        return ()

    monkeypatch.setattr(Watches, "news", news)
    run("watch", "--days", "30", "--home", filled)

    assert [round((datetime.now(UTC) - since).days) for since in asked] == [30]


def test_new_hits_are_shown_with_their_ids(filled: Path, saved: list[str]) -> None:
    (row,) = run("watch", "--home", filled, locale="th_TH.UTF-8").rows

    assert [*row[:2], *row[3:5]] == [*saved[:2], f"1. {BY_RADIO}", f"{CITY} จังหวัดพะเยา · ปี 2568"]
    assert run("show", row[5], "--home", filled).code == 0


def test_json_has_a_line_for_each_saved_search_with_its_new_hits(
    filled: Path, saved: list[str]
) -> None:
    (search,) = run("watch", "--json", "--home", filled).objects

    assert list(search) == ["id", "name", "maker", "made_at", "address", "news"]
    assert (search["id"], search["name"], search["maker"]) == (*saved[:2], None)
    assert search["address"].startswith("?q=")
    (new,) = search["news"]
    assert new["measure"]["title"] == BY_RADIO
    assert datetime.fromisoformat(new["added_at"]).tzinfo is not None


@examples("command_lines", "what cannot be is refused", tupled, str)
def test_what_cannot_be_is_refused(args: tuple[str, ...], message: str, filled: Path) -> None:
    ran = run("watch", *args, "--home", filled)

    assert ran.code == 1
    assert message in ran.err


def test_without_a_saved_search_the_command_says_how_to_begin(filled: Path) -> None:
    assert "itasearch watch --home" in run("watch", "--home", filled).err
    assert run("watch", "--json", "--home", filled).objects == []
