"""The built-in encoder together with E5 fulfils the contract."""

from io import BytesIO

import numpy as np
import pytest
from numpy.testing import assert_allclose

from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder, unit
from itasearch.encoders.use_e5 import READ_LENGTH, Joint, UseE5Encoder
from itasearch.search.learned import learned_concepts
from tests.contracts.encoder_contract import MeaningContract

_ENCODER = UseE5Encoder()
JOINT = Joint(
    use=np.eye(2, 3, dtype=np.float32),
    queries=np.array([[0, 0, 1], [0, 0, 0]], dtype=np.float32),
    passages=np.array([[0, 0, -1], [0, 0, 0]], dtype=np.float32),
    means=np.array([[0, 1], [0, 1]], dtype=np.float32),
)


class TestUseE5Encoder(MeaningContract):
    @pytest.fixture
    def encoder(self) -> Encoder:
        return _ENCODER


def test_a_vector_holds_what_both_models_say() -> None:
    use, e5 = np.array([[1, 0]], dtype=np.float32), np.array([[2, 1]], dtype=np.float32)

    assert_allclose(JOINT.of_queries(use, e5), unit(np.array([[1, 0, 1]])), atol=1e-6)
    assert_allclose(JOINT.of_passages(use, e5), unit(np.array([[1, 0, -1]])), atol=1e-6)


def test_what_joins_them_is_read_as_it_was_written() -> None:
    file = BytesIO()
    JOINT.write(file)
    file.seek(0)
    use, e5 = np.array([[1, 2]], dtype=np.float32), np.array([[3, 1]], dtype=np.float32)

    assert_allclose(Joint.read(file).of_queries(use, e5), JOINT.of_queries(use, e5), atol=0.02)


def test_its_concepts_are_its_own() -> None:
    concepts = learned_concepts(_ENCODER.name)

    assert concepts.ids == learned_concepts(open_encoder("use-multilingual").name).ids
    assert concepts.axes.shape[0] == _ENCODER.dim


def test_texts_that_are_read_together_do_not_change_each_other() -> None:
    texts = [f"แผนงานที่ {number} " + "ตรวจรับพัสดุ " * (number % 5) for number in range(20)]

    together = _ENCODER.e5_queries(texts)

    assert_allclose(together[-1:], _ENCODER.e5_queries(texts[-1:]), atol=1e-5)


def test_e5_reads_the_beginning_of_a_long_text() -> None:
    text = "การรับเรื่องร้องเรียน " * READ_LENGTH

    assert_allclose(_ENCODER.e5_passages([text]), _ENCODER.e5_passages([text[:READ_LENGTH]]))
