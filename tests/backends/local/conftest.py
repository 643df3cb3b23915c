"""A local index with the measures of the contract."""

from pathlib import Path

import pytest

from itasearch.backends.local import create_local_backend
from tests.contracts.backend_contract import RECIPE, fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Its folder; nobody has it open."""
    with create_local_backend(tmp_path / "search", recipe=RECIPE) as backend:
        fill(backend)
    return tmp_path / "search"
