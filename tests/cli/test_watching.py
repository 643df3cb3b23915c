"""The verb watch: add, list, remove, what is new, and mail of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.config import MailSettings
from itasearch.errors import BackendError, MailError
from itasearch.model.watches import News, NewsCount, SentNews
from itasearch.wording.language import language
from itasearch.workspace import Workspace
from itasearch.workspace.watch import verbs
from itasearch.workspace.watch.verbs import Watches
from tests.cases import examples, tupled
from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN

GIFTS = "งดรับของขวัญ"
BY_RADIO = "ประกาศงดรับของขวัญทางเสียงตามสายทุกหมู่บ้าน"


def news(home: Path, folder: Path) -> None:
    """Add a report with a hit of GIFTS."""
    path = folder / "new.md"
    path.write_text(report_text(BY_RADIO, organisation=CITY, year=2568), encoding="utf-8")
    run("add", path, "--home", home)


def test_what_is_added_is_listed_once_until_it_is_removed(filled: Path) -> None:
    (added,) = run("watch", "add", GIFTS, "--year", "2566", "--home", filled).rows
    run("watch", "add", GIFTS, "--year", "๒๕๖๖", "--home", filled)
    run("watch", "add", "--town", "ทม.ทุ่งกว้าง", "--owner", TOWN, "--home", filled)

    first, town = run("watch", "list", "--home", filled).rows

    assert first == added
    assert first[1:3] == ["search", f"{GIFTS} · ปี 2566"]
    assert town[1:3] == ["organisation", CITY]
    (thai, _) = run("watch", "list", "--lang", "th", "--home", filled).rows
    assert f"/{datetime.now(UTC).year + 543} " in thai[4]
    assert run("--home", filled, "watch", "remove", first[0]).err.startswith("no longer watched")
    assert run("watch", "list", "--home", filled).rows == [town]
    gone = run("watch", "remove", first[0], "--home", filled)
    assert (gone.code, "itasearch watch --home" in gone.err) == (1, True)


def test_news_of_so_many_days_are_asked_for(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("watch", "add", GIFTS, "--home", filled)
    asked: list[datetime | None] = []

    def news(_watches: Watches, _id: str, *, since: datetime | None = None) -> tuple[News, ...]:
        asked.append(since)
        return ()

    monkeypatch.setattr(Watches, "news", news)
    run("watch", "--days", "30", "--home", filled)

    assert [round((datetime.now(UTC) - (it or datetime.now(UTC))).days) for it in asked] == [30]


def test_news_are_shown_with_their_ids(filled: Path, tmp_path: Path) -> None:
    run("watch", "add", GIFTS, "--home", filled)
    assert "nothing new in the last 7 days of 1" in run("watch", "--home", filled).err
    news(filled, tmp_path)

    for _ in range(2):  # whoever looks again sees them again
        (row,) = run("watch", "--home", filled, locale="th_TH.UTF-8").rows
        assert row[1:4] == [GIFTS, f"1. {BY_RADIO}", f"ใหม่ · {CITY} · ปี 2568"]
    assert run("show", row[4], "--home", filled).code == 0


def test_what_was_not_compared_is_named(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (added,) = run("watch", "add", GIFTS, "--home", filled).rows
    run("watch", "add", "--town", TOWN, "--home", filled)
    news(filled, tmp_path)

    monkeypatch.setattr(verbs, "answer_to", raising(BackendError("a segment is lost")))
    ran = run("watch", "--home", filled)

    assert f"{GIFTS} ({added[0]}) was not compared" in ran.err
    assert TOWN not in ran.err
    assert ran.code == 0


def test_json_has_a_line_for_each_watch_with_what_is_new_and_changed(
    filled: Path, tmp_path: Path
) -> None:
    (made,) = run("watch", "add", GIFTS, "--json", "--home", filled).objects
    run("watch", "add", "--town", TOWN, "--home", filled)
    news(filled, tmp_path)

    search, town = run("watch", "--json", "--home", filled).objects

    assert list(made) == [
        "id", "name", "town", "owner", "maker", "made_at", "checked_at", "address"
    ]  # fmt: skip
    assert (search["id"], search["name"], search["town"]) == (made["id"], GIFTS, None)
    assert search["address"].startswith("?q=")
    (new,) = search["new"]
    assert (new["subject"], new["title"], new["organisation"]) == (
        "measure",
        f"1. {BY_RADIO}",
        CITY,
    )
    assert (search["changed"], town["new"], town["changed"]) == ([], [], [])
    assert town["address"].startswith("town?id=")


@examples("command_lines", "what cannot be is refused", tupled, str)
def test_what_cannot_be_is_refused(args: tuple[str, ...], message: str, filled: Path) -> None:
    ran = run("watch", *args, "--home", filled)

    assert ran.code == 1
    assert message in ran.err


def test_mail_is_sent_in_the_language_of_the_command(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = []

    def sent(_workspace: Workspace) -> SentNews:
        languages.append(language())
        return SentNews(
            count=NewsCount(new=2),
            recipients=("a@town.example",),
            refused=(("b@town.example", "550 unknown"),),
        )

    monkeypatch.setattr(Watches, "mail_news", sent)
    thai = run("watch", "--mail", "--lang", "th", "--home", filled)
    english = run("watch", "--mail", "--home", filled)

    assert languages == ["th", "en"]
    assert "ส่งอีเมลแล้ว (ใหม่ 2) ถึง a@town.example" in thai.err
    assert "mail sent (2 new) to a@town.example" in english.err
    assert "refused b@town.example (550 unknown)" in english.err
    assert english.out == ""


def test_a_mail_that_is_not_set_up_says_what_to_set(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITASEARCH_SMTP_HOST", raising=False)
    run("watch", "add", GIFTS, "--home", filled)
    assert "no mail was sent" in run("watch", "--mail", "--home", filled).err
    news(filled, tmp_path)

    ran = run("watch", "--mail", "--home", filled)
    thai = run("watch", "--mail", "--home", filled, "--lang", "th")

    assert (ran.code, thai.code) == (1, 1)
    assert "set ITASEARCH_SMTP_HOST" in ran.err
    assert "ยังไม่ได้ตั้งค่าอีเมล" in thai.err
    with open_workspace(filled) as workspace, pytest.raises(MailError):
        assert workspace.settings.mail == MailSettings()
        workspace.watches.mail_news()


def test_nothing_watched_says_how_to_begin(filled: Path) -> None:
    assert "itasearch watch --home" in run("watch", "--home", filled).err
    assert "itasearch watch --home" in run("watch", "list", "--home", filled).err
    assert run("watch", "--json", "--home", filled).objects == []
