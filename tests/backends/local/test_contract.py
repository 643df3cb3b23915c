"""The local backend fulfils the contract."""

from pathlib import Path

import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.local import LocalBackend, create_local_backend
from tests.contracts.backend_contract import RECIPE, BackendContract


class TestLocalBackend(BackendContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "search"

    def create(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return create_local_backend(self.path, recipe=recipe)

    def reopen(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return LocalBackend(self.path, recipe=recipe)
