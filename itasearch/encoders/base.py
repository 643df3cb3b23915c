"""The Encoder protocol: text in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""Shape (n, dim), float32, each row of unit length."""


class Encoder(Protocol):
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
