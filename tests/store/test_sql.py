"""The SQL store on a SQLite file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.store.sql import SqlStore, open_store
from tests.contracts.corrections_contract import CorrectionsContract
from tests.contracts.store_contract import StoreContract
from tests.contracts.survey_contract import SurveyContract


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'corpus' / 'library.db'}"


class TestSqliteStore(StoreContract, CorrectionsContract, SurveyContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqlStore]:
        with open_store(url_of(tmp_path)) as store:
            yield store


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    file = tmp_path / "คลัง?mode=ro" / "library.db"

    with open_store(file) as store:
        assert store.reports() == ()

    assert file.is_file()
