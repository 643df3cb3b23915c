"""Databases of the store: every test of what a store does runs on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest

from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import url_of
from tests.tools.postgresql import PostgresServer

_DATABASES = ("sqlite", "postgresql")
EmptyStore = Callable[[], AbstractContextManager[SqlStore]]


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
def empty_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmptyStore]:
    """Opens a store without reports; on PostgreSQL the same one, for making one takes longest."""
    if request.param == "sqlite":
        empty = tmp_path_factory.mktemp("empty") / "library.db"
        with open_store(empty):
            pass

        @contextmanager
        def copied() -> Iterator[SqlStore]:
            with TemporaryDirectory() as folder:
                file = copyfile(empty, Path(folder) / "library.db")
                with open_store(file) as store:
                    yield store

        yield copied
        return
    server: PostgresServer = request.getfixturevalue("postgresql")
    name = server.new_library()
    with open_store(server.url(name)) as store:

        @contextmanager
        def emptied() -> Iterator[SqlStore]:
            server.empty(name)
            yield store

        yield emptied


@pytest.fixture
def store(empty_store: EmptyStore) -> Iterator[SqlStore]:
    """A store without reports."""
    with empty_store() as opened:
        yield opened
