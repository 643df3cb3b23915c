"""An index in Milvus Lite: one file a session, a library of its own a test."""

from pathlib import Path

import pytest

from itasearch.backends.milvus.backend import MilvusPlace
from itasearch.backends.milvus.connection import Milvus, connect, read_address


@pytest.fixture
def milvus(milvus_url: str) -> Milvus:
    """A connection to a library without an index."""
    return connect(read_address(milvus_url))


@pytest.fixture
def place(milvus_url: str, tmp_path: Path) -> MilvusPlace:
    """The same library's index."""
    return MilvusPlace(milvus_url, lock=tmp_path / "index.lock", unfinished=tmp_path / "unfinished")
