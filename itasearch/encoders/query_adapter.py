"""What is learned on top of an encoder's query vectors: officers' and citizens' words.

An encoder puts texts near each other that use like words; a complaint and the measure that answers
it do not. The adapter moves the vector of a query towards measures that answer: all vectors by one
matrix, and each by what its own tokens were learned to mean. Vectors of passages, and so an index,
stay as they are. `bench.learn` makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from itasearch.encoders.base import Vectors

_FILE = "data/use_queries.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterWeights:
    """The numbers of an adapter of vectors of length `dim`.

    Attributes:
        matrix: shape (dim, dim); what is added to a vector is its product with it.
        tokens: shape (n,), ids of tokens of the encoder, ascending.
        meanings: shape (n, rank), of these tokens.
        directions: shape (rank, dim); brings meanings among vectors.
    """

    matrix: Vectors
    tokens: NDArray[np.int32]
    meanings: Vectors
    directions: Vectors

    @classmethod
    def read(cls, file: IO[bytes]) -> Self:
        """Those of a file that `write` made."""
        with np.load(file) as held:
            return cls(
                matrix=held["matrix"].astype(np.float32),
                tokens=held["tokens"],
                meanings=held["meanings"].astype(np.float32),
                directions=held["directions"].astype(np.float32),
            )

    def write(self, file: IO[bytes]) -> None:
        """Write them with half the precision, which no ranking shows."""
        np.savez(
            file,
            matrix=self.matrix.astype(np.float16),
            tokens=self.tokens,
            meanings=self.meanings.astype(np.float16),
            directions=self.directions.astype(np.float16),
        )


class QueryAdapter:
    """Adapts query vectors; safe to share between threads."""

    @cached_property
    def _weights(self) -> AdapterWeights:
        with files("itasearch.encoders").joinpath(_FILE).open("rb") as file:
            return AdapterWeights.read(file)

    def adapted(self, vectors: Vectors, tokens: Sequence[Sequence[int]]) -> Vectors:
        """Unit vectors of queries, shape (n, dim), from those of the encoder and their tokens."""
        return adapted(self._weights, vectors, tokens)


def adapted(weights: AdapterWeights, vectors: Vectors, tokens: Sequence[Sequence[int]]) -> Vectors:
    """See `QueryAdapter.adapted`. A token that was not learned moves nothing."""
    moved = vectors + vectors @ weights.matrix
    for row, of_query in enumerate(tokens):
        sought = np.asarray(of_query, dtype=weights.tokens.dtype)
        at = np.searchsorted(weights.tokens, sought)
        at = at[np.take(weights.tokens, at, mode="clip") == sought]
        if len(at):
            meaning = weights.meanings[at].sum(axis=0) / np.sqrt(len(sought))
            moved[row] += meaning @ weights.directions
    unit: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit
