"""An index in Milvus Lite: one file a session, a library of its own a test."""

import pytest

from itasearch.backends.milvus.connection import Milvus, connect, read_address


@pytest.fixture
def milvus(milvus_url: str) -> Milvus:
    """A connection to a library without an index."""
    return connect(read_address(milvus_url))
