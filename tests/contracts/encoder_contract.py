"""What every Encoder must do; an implementation's test subclasses EncoderContract.

One that understands text subclasses MeaningContract, too: a model of random numbers cannot.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from itasearch.encoders.base import Encoder


class EncoderContract:
    """Subclass it and override the fixture `encoder`."""

    @pytest.fixture
    def encoder(self) -> Encoder:
        raise NotImplementedError

    def test_rows_are_unit_length(self, encoder: Encoder) -> None:
        vectors = encoder.encode_queries(["จัดซื้อจัดจ้าง", "ของขวัญ"])

        assert vectors.shape == (2, encoder.dim)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_no_text_gives_no_rows(self, encoder: Encoder) -> None:
        assert encoder.encode_queries([]).shape == (0, encoder.dim)
        assert encoder.encode_passages([]).shape == (0, encoder.dim)

    @pytest.mark.parametrize("text", ["", "   ", "\n", "\x00", "\ud800", "😀" * 50, "ก" * 200_000])
    def test_any_text_gives_a_unit_row(self, encoder: Encoder, text: str) -> None:
        vectors = encoder.encode_passages([text])

        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_same_text_gives_the_same_row_in_any_company(self, encoder: Encoder) -> None:
        alone = encoder.encode_passages(["เผยแพร่แผนจัดหาพัสดุ"])
        among = encoder.encode_passages(["อบรมจริยธรรม" * 40, "เผยแพร่แผนจัดหาพัสดุ", ""])

        np.testing.assert_allclose(alone[0], among[1], atol=1e-4)

    def test_thai_digits_equal_arabic_ones(self, encoder: Encoder) -> None:
        thai, arabic = encoder.encode_queries(["งบประมาณ ๒๕๖๖", "งบประมาณ 2566"])

        np.testing.assert_allclose(thai, arabic, atol=1e-5)

    def test_threads_share_one_encoder(self, encoder: Encoder) -> None:
        texts = [f"มาตรการที่ {number}" for number in range(16)]
        expected = encoder.encode_passages(texts)

        with ThreadPoolExecutor(8) as pool:
            rows = list(pool.map(lambda text: encoder.encode_passages([text])[0], texts))

        np.testing.assert_allclose(np.stack(rows), expected, atol=1e-4)

    def test_name_names_model_and_revision(self, encoder: Encoder) -> None:
        assert "@" in encoder.name


class MeaningContract(EncoderContract):
    """For models that were trained; `like` is in a language that the model knows."""

    like = ("ห้ามรับของขวัญทุกเทศกาล", "No Gift Policy: do not accept gifts", "ซ่อมถนนลูกรัง")

    def test_like_meanings_are_nearer_than_unlike_ones(self, encoder: Encoder) -> None:
        query, *passages = self.like

        near, far = (encoder.encode_queries([query]) @ encoder.encode_passages(passages).T)[0]

        assert near > far
