"""Query vectors of any model on the scale of the built-in one, on which search was tuned.

Models differ in what a cosine means: with multilingual-e5 unrelated texts have 0.7 to 0.8,
with the built-in encoder about none; with the weights and thresholds of search everything
would then be near. The mean of unrelated passages is subtracted from the query, so that
unrelated texts come to about 0, and a factor scales equal ones back to 1. The vectors of
passages do not change, and neither does the index.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from itasearch.encoders.base import Encoder, Vectors

# Of no topic in particular, and none of them like another.
UNRELATED = (
    "ฝนตกหนักในภาคใต้ตลอดคืน",
    "แมวนอนหลับอยู่บนหลังคา",
    "วิธีทำแกงเขียวหวานไก่",
    "รถไฟออกจากสถานีตอนเช้า",
    "นักเรียนสอบวิชาคณิตศาสตร์",
    "ประกาศประกวดราคาก่อสร้างถนน",
    "การรับเรื่องร้องเรียนของประชาชน",
    "ดอกไม้ในสวนบานสะพรั่ง",
    "ทีมฟุตบอลชนะสามประตู",
    "แพทย์แนะนำให้ดื่มน้ำมาก ๆ",
    "The library closes at eight in the evening.",
    "She plays the violin in an orchestra.",
    "Prices of rice rose again last month.",
    "A train was late because of snow.",
    "The staff attend training on ethics.",
    "Two dogs ran across the beach.",
)

_LEAST_LIKENESS_OF_EQUALS = 0.05
"""Inner product of equal texts after centring; keeps the factor finite, chosen by hand."""


class CentredQueries:
    """An Encoder whose query vectors are not of unit length, for inner products with passages."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the vectors of `encoder`; a few sentences are encoded with the first query."""
        self._encoder = encoder

    @property
    def name(self) -> str:
        """Of the encoder."""
        return self._encoder.name

    @property
    def dim(self) -> int:
        """Of the encoder."""
        return self._encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (n, dim); inner products with unrelated passages are about 0, with equal ones 1."""
        mean, factor = self._scale
        centred: Vectors = (self._encoder.encode_queries(texts) - mean) * factor
        return centred

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        return self._encoder.encode_passages(texts)

    @cached_property
    def _scale(self) -> tuple[Vectors, np.float32]:
        """What unrelated passages have in common, and what brings equal texts back to 1."""
        passages = self._encoder.encode_passages(UNRELATED)
        mean: Vectors = passages.mean(axis=0)
        queries = self._encoder.encode_queries(UNRELATED)
        alike = float(((queries - mean) * passages).sum(axis=1).mean())
        return mean, np.float32(1 / max(alike, _LEAST_LIKENESS_OF_EQUALS))
