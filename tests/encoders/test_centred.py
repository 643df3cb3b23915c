"""Vectors: seen from their mean, and those that were encoded before given again."""

from collections.abc import Sequence

import numpy as np

from itasearch.encoders import open_encoder
from itasearch.encoders.base import UNRELATED, CentredQueries, Encoder, KeptVectors, Vectors
from itasearch.encoders.use import UseEncoder

RELATED = ("ประกาศนโยบายไม่รับของขวัญ", "Officials must not accept presents")


class Crowded:
    """Vectors of the built-in encoder, all pushed to one side, as multilingual-e5's are."""

    name = "crowded@1"
    dim = 512

    def __init__(self) -> None:
        self._encoder = open_encoder("use-multilingual")
        self._side = self._encoder.encode_passages(["ทุกอย่าง"]) * 2

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        moved = self._encoder.encode_queries(texts) + self._side
        unit: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return unit

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode_queries(texts)


class Unadapted(UseEncoder):
    """As the model gives them."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_plainly(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode_plainly(texts)


def products(encoder: Encoder, queries: Sequence[str], passages: Sequence[str]) -> Vectors:
    found: Vectors = encoder.encode_queries(queries) @ encoder.encode_passages(passages).T
    return found


def test_unrelated_texts_come_to_nothing_and_equal_ones_to_one() -> None:
    crowded = Crowded()
    raw = products(crowded, UNRELATED, UNRELATED)
    centred = products(CentredQueries(crowded), UNRELATED, UNRELATED)
    apart = ~np.eye(len(UNRELATED), dtype=bool)

    assert raw[apart].mean() > 0.7
    assert abs(centred[apart].mean()) < 0.1
    np.testing.assert_allclose(np.diag(centred).mean(), 1, atol=1e-4)


def test_related_texts_are_told_from_unrelated_ones_again() -> None:
    crowded = Crowded()
    query = ["งดรับของขวัญ"]

    near = products(CentredQueries(crowded), query, RELATED)
    far = products(CentredQueries(crowded), query, UNRELATED)

    assert products(crowded, query, UNRELATED).max() > 0.68
    assert near.min() > 0.35
    assert far.mean() < 0.1


def test_the_built_in_encoder_is_on_this_scale_already() -> None:
    encoder = Unadapted()

    plain = products(encoder, RELATED, RELATED)
    centred = products(CentredQueries(encoder), RELATED, RELATED)

    np.testing.assert_allclose(centred, plain, atol=0.15)


def test_passages_stay_as_they_are() -> None:
    encoder = open_encoder("use-multilingual")

    np.testing.assert_array_equal(
        CentredQueries(encoder).encode_passages(RELATED), encoder.encode_passages(RELATED)
    )


def test_vectors_come_in_the_order_of_the_texts_and_each_text_is_encoded_once() -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    kept = KeptVectors(encode)
    kept.of(["กขค"])

    assert kept.of(["ก", "กขค", "กข", "ก"]).tolist() == [[1], [3], [2], [1]]
    assert encoded == ["กขค", "ก", "กข"]
