"""An index in Milvus Lite: one file a session, a library of its own a test."""

from pathlib import Path

import pytest

from itasearch.backends.milvus.address import read_address
from itasearch.backends.milvus.commits import new_build
from itasearch.backends.milvus.connection import Milvus, connect


@pytest.fixture(scope="session")
def milvus_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that Milvus Lite keeps open until the process ends."""
    return tmp_path_factory.mktemp("milvus") / "index.db"


@pytest.fixture
def milvus(milvus_file: Path) -> Milvus:
    """A connection to a library without an index."""
    return connect(read_address(f"{milvus_file}#test_{new_build()}"))
