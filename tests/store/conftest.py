"""Databases of the store: every test of what a store does runs on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from itasearch.store.sql import SqlStore, open_store
from tests.store.test_sql import EmptyStore, url_of
from tests.tools.postgresql import PostgresServer

_DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=_DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a library without reports, whose tables stay as they are; a SQLite file is not there."""
    if request.param == "sqlite":
        return url_of(tmp_path)
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture(params=_DATABASES)
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database without tables, which the test may give other ones than a library has."""
    if request.param == "sqlite":
        return url_of(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.url(server.new_database())


@pytest.fixture(scope="session", params=_DATABASES)
def empty_store(request: pytest.FixtureRequest) -> Iterator[EmptyStore]:
    """Opens a store without reports; on PostgreSQL the same one, for opening takes longest."""
    if request.param == "sqlite":
        yield _new_file
        return
    server: PostgresServer = request.getfixturevalue("postgresql")
    name = server.new_library()
    with open_store(server.url(name)) as store:

        @contextmanager
        def emptied() -> Iterator[SqlStore]:
            server.empty(name)
            yield store

        yield emptied


@contextmanager
def _new_file() -> Iterator[SqlStore]:
    with tempfile.TemporaryDirectory() as folder, open_store(url_of(Path(folder))) as store:
        yield store
