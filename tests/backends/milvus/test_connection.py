"""Calls to Milvus: errors in words, and no more batches on the way than are allowed."""

import sys
import threading
from collections.abc import Sequence
from itertools import count

import pymilvus
import pytest
from pymilvus.exceptions import ErrorCode, MilvusException

from itasearch.backends.milvus import connection
from itasearch.backends.milvus.connection import Milvus, read_address
from itasearch.errors import BackendError, IndexUnreachableError, MissingMilvusError

SERVER = read_address("http://ita:secret@127.0.0.1:1#songkhla")


class FakeClient:
    """Takes batches slowly, and refuses queries."""

    def __init__(self, *_: object, **__: object) -> None:
        self.rows: list[object] = []
        self.at_once: list[int] = []
        self._under_way = 0
        self._full = threading.Barrier(connection._BATCHES_IN_FLIGHT)

    def upsert(self, _collection: str, rows: Sequence[object], **_: object) -> None:
        self._under_way += 1
        self.at_once.append(self._under_way)
        self._full.wait(timeout=60)  # the next ones must be under way, too
        self._under_way -= 1
        self.rows += rows

    def query(self, *_: object, **options: str) -> None:
        code = ErrorCode.RATE_LIMIT if options["filter"] == "busy" else ErrorCode.UNEXPECTED_ERROR
        raise MilvusException(code=code, message="no such field")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    client = FakeClient()
    monkeypatch.setattr(pymilvus, "MilvusClient", lambda *_, **__: client)
    return client


def test_a_silent_server_is_named_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.2)

    with pytest.raises(IndexUnreachableError, match="ITASEARCH_INDEX_URL") as caught:
        Milvus(SERVER)

    assert caught.value.address == "http://127.0.0.1:1#songkhla"
    assert "secret" not in str(caught.value)


def test_without_pymilvus_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)

    with pytest.raises(MissingMilvusError, match=r"itasearch\[cluster\]"):
        Milvus(SERVER)


def test_a_busy_server_is_told_from_a_refusal(fake: FakeClient) -> None:
    milvus = Milvus(SERVER)

    with pytest.raises(IndexUnreachableError):
        milvus.first("measures", "busy", [])
    with pytest.raises(BackendError, match="refuses: no such field") as caught:
        milvus.first("measures", "wrong", [])
    assert not isinstance(caught.value, IndexUnreachableError)


def test_batches_under_way_are_bounded(fake: FakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_BATCH_ROWS", 2)
    keys = count()

    Milvus(SERVER).write("measures", ({"key": next(keys)} for _ in range(16)))

    assert len(fake.rows) == 16
    assert max(fake.at_once) <= connection._BATCHES_IN_FLIGHT
