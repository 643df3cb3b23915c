"""The backend of Milvus fulfils the contract, on Milvus Lite."""

import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.milvus.backend import MilvusPlace
from tests.contracts.backend_contract import RECIPE, BackendContract


class TestMilvusBackend(BackendContract):
    @pytest.fixture(autouse=True)
    def _library(self, place: MilvusPlace) -> None:
        self.place = place

    def create(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return self.place.create(recipe)

    def reopen(self, recipe: IndexRecipe = RECIPE) -> SearchBackend:
        return self.place.open(recipe)
