"""The backend of Milvus fulfils the contract, on Milvus Lite."""

from pathlib import Path

import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.milvus.backend import MilvusBackend, create_milvus_backend
from itasearch.backends.milvus.connection import Milvus
from tests.contracts.backend_contract import RECIPE, BackendContract


class TestMilvusBackend(BackendContract):
    @pytest.fixture(autouse=True)
    def _library(self, milvus: Milvus, tmp_path: Path) -> None:
        self.milvus, self.lock = milvus, tmp_path / "milvus.lock"

    def create(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return create_milvus_backend(self.milvus, recipe=recipe, lock=self.lock)

    def reopen(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return MilvusBackend(self.milvus, recipe=recipe, lock=self.lock)
