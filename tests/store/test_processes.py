"""Several processes and one database: killed writers, and two at once."""

import pytest
from sqlalchemy import create_engine, func, select, text

from itasearch.model.records import report_id
from itasearch.store.db.schema import measure
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import TITLES, file_source, put
from tests.store.writer import MEASURES
from tests.tools.processes import killed, started


def assert_whole(store: SqlStore, name: str) -> None:
    """The file's report is there with all that belongs to it."""
    sha256 = file_source(name).sha256
    assert store.reports.known_sources([sha256])[sha256]
    assert len(store.reports.get(report_id(sha256)).measures) == MEASURES


def test_a_writer_killed_at_any_moment_leaves_all_or_nothing(database_url: str) -> None:
    for seconds in (0.02, 0.1, 0.2, 0.3):
        process = started("tests.store.writer", database_url, f"ครั้งที่{seconds}-", 5000)
        said = killed(process, seconds=seconds)

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
    writers = [started("tests.store.writer", database_url, name, 40) for name in ("ซ้าย", "ขวา")]

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
