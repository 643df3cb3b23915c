"""Several processes and one database: killed writers, and two at once."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from itasearch.model.records import report_id
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import file_source
from tests.store.test_sql import url_of
from tests.store.writer import MEASURES

ROOT = Path(__file__).parents[2]


def start_writer(url: str, name: str, *, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", url, name, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def killed_after(process: subprocess.Popen[str], seconds: float) -> list[str]:
    """What the writer said it had stored before it was killed."""
    assert process.stdout is not None
    said = [process.stdout.readline()]
    time.sleep(seconds)
    process.kill()
    said += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return [line.strip() for line in said if line.endswith("\n")]


def assert_whole(store: SqlStore, name: str) -> None:
    """The file's report is there with all that belongs to it."""
    sha256 = file_source(name).sha256
    assert store.has_source(sha256)
    assert len(store.report(report_id(sha256)).measures) == MEASURES


def test_a_writer_killed_at_any_moment_leaves_all_or_nothing(tmp_path: Path) -> None:
    chance = random.Random(2566)
    for attempt in range(6):
        process = start_writer(url_of(tmp_path), f"ครั้งที่{attempt}-", count=5000)
        said = killed_after(process, chance.uniform(0.0, 0.3))

        with open_store(url_of(tmp_path)) as store:
            for name in said:
                assert_whole(store, name)
            stats = store.stats()
            assert stats.measures == MEASURES * len(store.reports())
            assert all(one.measures == MEASURES for one in store.reports())
            connection = sqlite3.connect(tmp_path / "corpus" / "library.db")
            counts = "SELECT (SELECT count(*) FROM measure), (SELECT count(*) FROM report)"
            measures, reports = connection.execute(counts).fetchone()
            assert measures == MEASURES * reports
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            connection.close()


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [start_writer(url_of(tmp_path), name, count=40) for name in ("ซ้าย", "ขวา")]

    for writer in writers:
        writer.communicate(timeout=120)

    assert [writer.returncode for writer in writers] == [0, 0]
    with open_store(url_of(tmp_path)) as store:
        for number in range(40):
            assert_whole(store, f"ซ้าย{number}")
            assert_whole(store, f"ขวา{number}")
        assert len(store.organisations()) == 1


def test_readers_go_on_while_one_writes(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass
    holder = sqlite3.connect(tmp_path / "corpus" / "library.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with open_store(url_of(tmp_path)) as store:
        assert store.reports() == ()

    holder.execute("ROLLBACK")
    holder.close()
