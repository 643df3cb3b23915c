"""The SQL store, on a SQLite file and on a PostgreSQL server."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.views import sql_counted
from itasearch.errors import StoreBusyError
from itasearch.model.corrections import SetOrganisation
from itasearch.model.records import Extraction
from itasearch.store.db import database as databases
from itasearch.store.sql import open_store
from tests.store.examples import a_report, file_source, put, town


def test_lists_follow_what_another_process_adds_and_removes(database_url: str) -> None:
    first, second = file_source("1"), file_source("2")
    report = a_report(second, town("บ้านกลาง", province="พะเยา"), year=2560)
    with open_store(database_url) as store, open_store(database_url) as other:
        nowhere = a_report(first, town(province=None))
        store.intake.add(Extraction(reports=(nowhere,)), first, media_type="text/plain")
        lists = store.organisations
        before = lists.types_and_provinces(), lists.fiscal_years()

        other.intake.add(Extraction(reports=(report,)), second, media_type="text/plain")

        assert lists.fiscal_years() == before[1] | {2560}
        assert lists.types_and_provinces()[1] == {"พะเยา"}

        other.intake.remove(report.id)

        assert (lists.types_and_provinces(), lists.fiscal_years()) == before


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


def test_a_writer_waits_a_bounded_time_for_another_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)
    with open_store(tmp_path / "library.db") as store, ThreadPoolExecutor(1) as pool:
        put(store, "ก")
        with store._database.writing():
            other = pool.submit(put, store, "ข")
            with pytest.raises(StoreBusyError, match="another thread"):
                other.result(timeout=30)
