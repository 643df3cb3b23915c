"""The protocols of models: an Encoder makes unit vectors, a Reranker reads two texts at once."""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from threading import Lock
from typing import Protocol, TypeAlias

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from itasearch.text.thai.normalize import arabic_digits

Vectors: TypeAlias = NDArray[np.float32]  #: shape (n, dim), float32, each row of unit length
Scores: TypeAlias = NDArray[np.float32]  #: shape (n,), float32, each from 0 to 1
LONGEST_TEXT = 2_000  # code points that are encoded, of long queries; by hand


class Encoder(Hashable, Protocol):
    """Turns text into unit vectors, so an inner product is a cosine in [-1, 1]; thread-safe."""

    @property
    def name(self) -> str:
        """Model and revision, e.g. "use-multilingual@3"; stored in the manifest."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode n queries to shape (n, dim); n may be 0."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode n passages to shape (n, dim); n may be 0."""


class Reranker(Protocol):
    """Scores how well texts answer a query; a thousand times slower than vectors; thread-safe."""

    @property
    def name(self) -> str:
        """Model and revision, e.g. "BAAI/bge-reranker-v2-m3@953dc6f6f85a"."""

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each of n texts answers `query`, 0 to 1, in their order; n may be 0."""


def model_input(text: str) -> str:
    """Text for models: bounded, fit for UTF-8, with Arabic digits, as their words have."""
    bounded = arabic_digits(text[:LONGEST_TEXT])
    return bounded.encode("utf-8", errors="replace").decode("utf-8")


def unit(rows: Vectors) -> Vectors:
    """Rows, shape (n, dim), brought to length 1; none may be all zero."""
    made: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made


_LEVELS = 127  # steps that a number is kept in, on either side of zero


def in_bytes(rows: Vectors, *, levels: int = _LEVELS) -> tuple[NDArray[np.int8], Vectors]:
    """Rows, shape (n, dim), in a byte a number, and the n scales that bring them back."""
    scales = np.maximum(np.abs(rows).max(axis=1), np.finfo(np.float32).tiny * levels) / levels
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def of_bytes(small: NDArray[np.int8], scales: Vectors) -> Vectors:
    """The rows that `in_bytes` made small."""
    rows: Vectors = small.astype(np.float32) * scales[:, None]
    return rows


# Models differ in what a cosine means: with multilingual-e5 unrelated texts have 0.7 to 0.8. The
# mean of unrelated passages is subtracted from the query, so that unrelated texts come to about 0,
# and a factor scales equal ones back to 1. Vectors of passages, and the index, do not change.
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

_LEAST_LIKENESS_OF_EQUALS = 0.05  # inner product of equal texts after centring; by hand


class CentredQueries:
    """An Encoder with query vectors of other lengths, for inner products with passages."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dim(self) -> int:
        return self._encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (n, dim); inner products with unrelated passages are about 0, with equal ones 1."""
        mean, factor = self._scale
        centred: Vectors = (self._encoder.encode_queries(texts) - mean) * factor
        return centred

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_passages(texts)

    @cached_property
    def _scale(self) -> tuple[Vectors, np.float32]:
        """What unrelated passages have in common, and what brings equal texts back to 1."""
        passages = self._encoder.encode_passages(UNRELATED)
        mean: Vectors = passages.mean(axis=0)
        queries = self._encoder.encode_queries(UNRELATED)
        alike = float(((queries - mean) * passages).sum(axis=1).mean())
        return mean, np.float32(1 / max(alike, _LEAST_LIKENESS_OF_EQUALS))


_KEPT_TEXTS = 4_096  # of which vectors are kept, 2 KB each


class KeptVectors:
    """Encodes texts, the latest ones once; safe to share between threads."""

    def __init__(
        self, encode: Callable[[Sequence[str]], Vectors], *, most: int = _KEPT_TEXTS
    ) -> None:
        self._encode = encode
        self._vectors: LRUCache[str, Vectors] = LRUCache(most)
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors of n >= 1 texts, shape (n, dim), in their order."""
        with self._lock:
            vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        vectors |= zip(new, self._encode(new) if new else (), strict=True)
        with self._lock:
            self._vectors.update(vectors)
        return np.stack([vectors[text] for text in texts])
