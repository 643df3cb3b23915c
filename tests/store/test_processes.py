"""Several processes and one database: killed writers, and two at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text

from itasearch.model.records import report_id
from itasearch.store.db.schema import measure
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import TITLES, file_source, put
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
    assert store.reports.has_source(sha256)
    assert len(store.reports.get(report_id(sha256)).measures) == MEASURES


def test_a_writer_killed_at_any_moment_leaves_all_or_nothing(database_url: str) -> None:
    for seconds in (0.02, 0.1, 0.2, 0.3):
        process = start_writer(database_url, f"ครั้งที่{seconds}-", count=5000)
        said = killed_after(process, seconds)

        with open_store(database_url) as store:
            for name in said:
                assert_whole(store, name)
            stats = store.reports.stats()
            assert stats.measures == MEASURES * len(store.reports.all())
            assert all(one.measures == MEASURES for one in store.reports.all())
        counts = "SELECT (SELECT count(*) FROM measure), (SELECT count(*) FROM report)"
        engine = create_engine(database_url)
        with engine.connect() as connection:
            measures, reports = connection.execute(text(counts)).one()
            assert measures == MEASURES * reports
            if engine.dialect.name == "sqlite":
                assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        engine.dispose()


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(database_url: str) -> None:
    writers = [start_writer(database_url, name, count=40) for name in ("ซ้าย", "ขวา")]

    for writer in writers:
        writer.communicate(timeout=120)

    assert [writer.returncode for writer in writers] == [0, 0]
    with open_store(database_url) as store:
        for number in range(40):
            assert_whole(store, f"ซ้าย{number}")
            assert_whole(store, f"ขวา{number}")
        assert len(store.organisations.all()) == 1


def test_readers_go_on_while_one_writes(database_url: str) -> None:
    with (
        open_store(database_url) as writer,
        open_store(database_url) as reader,
        writer._database.writing(),
    ):
        assert reader.reports.all() == ()
        assert reader.organisations.fiscal_years() == frozenset()


def test_a_reader_sees_one_state_however_much_is_written_meanwhile(database_url: str) -> None:
    count = select(func.count()).select_from(measure)
    with open_store(database_url) as writer, open_store(database_url) as reader:
        put(writer, "ก")
        with reader._database.reading() as connection:
            before = connection.execute(count).scalar_one()
            put(writer, "ข", titles=TITLES[:2])

            assert connection.execute(count).scalar_one() == before == len(TITLES)
