"""The SQL store, on a SQLite file and on a PostgreSQL server."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from itasearch.model.records import Extraction
from itasearch.store.db import database
from itasearch.store.db.schema import revision_of
from itasearch.store.reports import queries
from itasearch.store.sql import SqlStore, open_store
from tests.contracts.corrections_contract import CorrectionsContract
from tests.contracts.store_contract import OTHER_TITLES, StoreContract
from tests.contracts.survey_contract import SurveyContract
from tests.store.examples import TITLES, a_report, file_source, town

EmptyStore = Callable[[], AbstractContextManager[SqlStore]]
"""Opens a store without reports; see the fixture of this name."""


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'corpus' / 'library.db'}"


class TestSqlStore(StoreContract, CorrectionsContract, SurveyContract):
    @pytest.fixture
    def store(self, empty_store: EmptyStore) -> Iterator[SqlStore]:
        with empty_store() as store:
            yield store


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    file = tmp_path / "คลัง?mode=ro" / "library.db"

    with open_store(file) as store:
        assert store.reports() == ()

    assert file.is_file()


def test_types_places_and_years_follow_what_another_process_adds_and_removes(
    database_url: str,
) -> None:
    first, second = file_source("1"), file_source("2")
    report = a_report(second, town("บ้านกลาง", province="พะเยา"), year=2560)
    with open_store(database_url) as store, open_store(database_url) as other:
        store.add(Extraction(reports=(a_report(first),)), first, media_type="text/plain")
        before = store.types_and_provinces(), store.fiscal_years()

        other.add(Extraction(reports=(report,)), second, media_type="text/plain")

        assert store.fiscal_years() == before[1] | {2560}
        assert store.types_and_provinces()[1] == before[0][1] | {"พะเยา"}

        other.remove(report.id)

        assert (store.types_and_provinces(), store.fiscal_years()) == before


def test_years_are_read_in_a_transaction_only_once_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(connection: Connection) -> str:
        asked.append(1)
        return revision_of(connection)

    monkeypatch.setattr(database, "revision_of", counted)
    source = file_source("1")
    with open_store(url_of(tmp_path)) as store:
        assert store.fiscal_years() == store.fiscal_years() == frozenset()
        assert len(asked) == 1

        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

        assert store.fiscal_years() == store.fiscal_years() != frozenset()
        assert len(asked) == 2


def test_reports_of_one_year_are_the_same_for_few_reports_and_for_all(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(database_url) as store:
        ids = []
        for number, titles in enumerate((TITLES[:2], TITLES[2:4], OTHER_TITLES, OTHER_TITLES)):
            source = file_source(str(number))
            report = a_report(source, titles=titles)
            store.add(Extraction(reports=(report,)), source, media_type="text/plain")
            ids.append(report.id)
        few = {one.id: one.same_year for one in store.reports()}

        monkeypatch.setattr(queries, "_MOST_BATCHES", 0)

        assert {one.id: one.same_year for one in store.reports()} == few
        # The third is the same as the fourth, which replaced it.
        assert few[ids[0]] == (ids[1], ids[3])
        assert ids[2] not in few
