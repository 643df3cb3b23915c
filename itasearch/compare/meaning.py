"""What measures mean, as one direction each, from the index where they are in it.

A measure's direction is the mean of its passages' vectors. The index has those of
every stored measure, so that comparing stored reports loads no model; of others the
first passages are encoded, which pair as well and cost a tenth. Imports
indexing, the protocols of encoders and backends, model and numpy.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from itasearch.backends.base import SearchBackend
from itasearch.encoders.base import Encoder, Vectors
from itasearch.indexing import cut_passages
from itasearch.model.records import Measure

_FIRST_PASSAGES = 2
"""Of a measure that the index lacks: its title and how its steps begin."""


class Meanings(Protocol):
    """Gives measures their directions."""

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        """Shape (n, dim), rows of unit length; all zero for a measure without text."""


class PassageMeanings:
    """Directions from an index, and from the encoder for what the index does not have."""

    def __init__(self, encoder: Encoder, backend: SearchBackend | None = None) -> None:
        """Share the parts.

        Args:
            encoder: the one that the index was built with.
            backend: None encodes everything anew.
        """
        self._encoder = encoder
        self._backend = backend

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        """Shape (n, dim), rows of unit length; all zero for a measure without text."""
        vectors = [self._stored(measure) for measure in measures]
        lacking = [number for number, found in enumerate(vectors) if not len(found)]
        for number, found in zip(
            lacking, self._encoded([measures[i] for i in lacking]), strict=True
        ):
            vectors[number] = found
        rows = np.zeros((len(measures), self._encoder.dim), dtype=np.float32)
        for number, found in enumerate(vectors):
            if len(found):
                rows[number] = _direction(found)
        return rows

    def _stored(self, measure: Measure) -> Vectors:
        if self._backend is None:
            return np.zeros((0, self._encoder.dim), dtype=np.float32)
        return self._backend.measure_vectors(measure.id)

    def _encoded(self, measures: Sequence[Measure]) -> list[Vectors]:
        """The vectors of each measure's first passages; all texts are encoded in one batch."""
        texts = [
            [passage.text for passage in cut_passages(measure)[:_FIRST_PASSAGES]]
            for measure in measures
        ]
        flat = [text for found in texts for text in found]
        if not flat:
            return [np.zeros((0, self._encoder.dim), dtype=np.float32) for _ in measures]
        ends = np.cumsum([len(found) for found in texts])[:-1]
        return list(np.split(self._encoder.encode_passages(flat), ends))


def _direction(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(mean))
    unit: Vectors = (mean / length if length else mean).astype(np.float32)
    return unit
