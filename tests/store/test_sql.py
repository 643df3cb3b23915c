"""The SQL store, on a SQLite file and on a PostgreSQL server."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from sqlalchemy import Connection

from bench.views import sql_counted
from itasearch.model.corrections import SetOrganisation
from itasearch.model.records import Extraction
from itasearch.store.db import schema
from itasearch.store.db.schema import revision_of
from itasearch.store.organisations import _fiscal_years
from itasearch.store.reports import queries
from itasearch.store.sql import open_store
from tests.store.examples import OTHER_TITLES, TITLES, a_report, file_source, put, town, url_of


def test_lists_follow_what_another_process_adds_and_removes(database_url: str) -> None:
    first, second = file_source("1"), file_source("2")
    report = a_report(second, town("บ้านกลาง", province="พะเยา"), year=2560)
    with open_store(database_url) as store, open_store(database_url) as other:
        store.intake.add(Extraction(reports=(a_report(first),)), first, media_type="text/plain")
        before = store.organisations.types_and_provinces(), store.organisations.fiscal_years()

        other.intake.add(Extraction(reports=(report,)), second, media_type="text/plain")

        assert store.organisations.fiscal_years() == before[1] | {2560}
        assert store.organisations.types_and_provinces()[1] == before[0][1] | {"พะเยา"}

        other.intake.remove(report.id)

        assert (
            store.organisations.types_and_provinces(),
            store.organisations.fiscal_years(),
        ) == before


def test_years_are_read_in_a_transaction_only_once_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(connection: Connection) -> str:
        asked.append(1)
        return revision_of(connection)

    monkeypatch.setattr(schema, "revision_of", counted)
    source = file_source("1")
    with open_store(url_of(tmp_path)) as store:
        assert (
            store.organisations.fiscal_years() == store.organisations.fiscal_years() == frozenset()
        )
        assert len(asked) == 1

        store.intake.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

        assert (
            store.organisations.fiscal_years() == store.organisations.fiscal_years() != frozenset()
        )
        assert len(asked) == 2


def test_what_was_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    has_read, may_end = Event(), Event()
    with open_store(tmp_path / "store.db") as store, ThreadPoolExecutor() as others:
        kept, reading, fiscal_years = store._database, store._database.reading, _fiscal_years
        overtaking: list[Future[object]] = []

        @contextmanager
        def leaving_late() -> Iterator[Connection]:
            with reading() as connection:
                yield connection
            if current_thread() is not main_thread():
                has_read.set()
                may_end.wait(60)

        def overtaken(connection: Connection) -> frozenset[int]:
            years = fiscal_years(connection)
            if current_thread() is main_thread() and not overtaking:
                put(store, "ก")
                monkeypatch.setattr(kept, "reading", leaving_late)
                overtaking.append(others.submit(kept.cached, "years", overtaken))
                has_read.wait(60)
            return years

        assert kept.cached("years", overtaken) == frozenset()
        may_end.set()
        overtaking[0].result(60)
        assert kept.cached("years", overtaken) == {2566}


def test_a_named_organisation_is_found_without_reading_all(tmp_path: Path) -> None:
    rows = []
    for towns in (5, 25):
        with sql_counted() as work, open_store(tmp_path / f"{towns}.db") as store:
            for number in range(towns):
                put(store, str(number), town(f"เมือง{number}"))
            report_id, before = store.reports.all()[0].id, work.rows
            store.corrections.correct(report_id, [SetOrganisation(name="ทต.เมือง3")])
            rows.append(work.rows - before)
    assert rows[0] == rows[1]


def test_reports_of_one_year_are_the_same_for_few_reports_and_for_all(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(database_url) as store:
        ids = []
        for number, titles in enumerate((TITLES[:2], TITLES[2:4], OTHER_TITLES, OTHER_TITLES)):
            source = file_source(str(number))
            report = a_report(source, titles=titles)
            store.intake.add(Extraction(reports=(report,)), source, media_type="text/plain")
            ids.append(report.id)
        few = {one.id: one.same_year for one in store.reports.all()}

        monkeypatch.setattr(queries, "_MOST_BATCHES", 0)

        assert {one.id: one.same_year for one in store.reports.all()} == few
        # The third is the same as the fourth, which replaced it.
        assert few[ids[0]] == (ids[1], ids[3])
        assert ids[2] not in few
