"""A tiny CrossEncoder of random numbers fulfils the rerankers' contract."""

from pathlib import Path

import pytest

from itasearch.encoders.base import Reranker
from itasearch.encoders.sentence_transformer import SentenceTransformerReranker
from itasearch.errors import EncoderError
from tests.contracts.reranker_contract import RerankerContract
from tests.encoders.tiny_models import make_encoder, make_reranker

pytestmark = pytest.mark.slow  # torch takes nine processor seconds to be imported


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reranker(tmp_path_factory.mktemp("reranker") / "model")


class TestTinyCrossEncoder(RerankerContract):
    @pytest.fixture
    def reranker(self, tiny: Path) -> Reranker:
        return SentenceTransformerReranker(str(tiny))


def test_an_encoder_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="scores no pairs"):
        SentenceTransformerReranker(str(make_encoder(tmp_path / "encoder")))


def test_a_model_of_several_classes_is_told(tmp_path: Path) -> None:
    reranker = SentenceTransformerReranker(str(make_reranker(tmp_path / "model", labels=3)))

    with pytest.raises(EncoderError, match="3 classes"):
        reranker.scores("ของขวัญ", ["งดรับของขวัญ"])
