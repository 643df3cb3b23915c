"""The protocols of models: an Encoder makes unit vectors, a Reranker reads two texts at once."""

import os
from collections.abc import Hashable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.text.thai.normalize import arabic_digits

Vectors: TypeAlias = NDArray[np.float32]
"""Shape (n, dim), float32, each row of unit length."""

Scores: TypeAlias = NDArray[np.float32]
"""Shape (n,), float32, each from 0 to 1."""

LONGEST_TEXT = 2_000
"""Code points of a text that are encoded; what follows adds time, hardly meaning.

Chosen by hand, for long queries: the index cuts its passages much shorter.
"""


class Encoder(Hashable, Protocol):
    """Turns text into vectors; one object per model, safe to share between threads.

    Rows are L2-normalised, so an inner product is a cosine in [-1, 1]; a text
    without content encodes to a unit row too.
    """

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
    """Scores how well texts answer a query, reading both together; safe to share between threads.

    A thousand times slower than comparing vectors, so it scores the first candidates only.
    """

    @property
    def name(self) -> str:
        """Model and revision, e.g. "BAAI/bge-reranker-v2-m3@953dc6f6f85a"."""

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each of n texts answers `query`, 0 to 1, in their order; n may be 0."""


def model_input(text: str) -> str:
    """`text` as models are given it: bounded, fit for UTF-8, with Arabic digits.

    Vocabularies of models lack Thai digits, and the words of the index have Arabic ones.
    """
    bounded = arabic_digits(text[:LONGEST_TEXT])
    return bounded.encode("utf-8", errors="replace").decode("utf-8")


def core_count() -> int:
    """Cores that this process may use, which may be fewer than the computer has."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
