"""Texts that were encoded before are given again, in the order asked for."""

from collections.abc import Sequence

import numpy as np

from itasearch.encoders.base import KeptVectors, Vectors


def test_vectors_come_in_the_order_of_the_texts_and_each_text_is_encoded_once() -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    kept = KeptVectors(encode)
    kept.of(["กขค"])

    assert kept.of(["ก", "กขค", "กข", "ก"]).tolist() == [[1], [3], [2], [1]]
    assert encoded == ["กขค", "ก", "กข"]
