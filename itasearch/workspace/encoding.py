"""Telling how far the encoding of a whole library is, in passages.

A large model takes hours, in which the indexing tells of its progress by batches of
reports only. Imports the encoders' protocol, indexing and the store's protocol.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from itasearch.encoders.base import Encoder, Vectors
from itasearch.indexing import cut_passages
from itasearch.model.library import ENCODING, Progress, ProgressEvent
from itasearch.store.base import MeasureStore

_PIECE = 128


class ToldEncoding:
    """An Encoder that tells its progress; is also the Progress of the indexing that uses it."""

    def __init__(self, encoder: Encoder, progress: Progress, *, passages: Sequence[int]) -> None:
        """Tell `progress`; `passages` of each report, in the order in which they are encoded."""
        self._encoder = encoder
        self._progress = progress
        self._until = [0, *accumulate(passages)]
        self._done = 0

    @property
    def name(self) -> str:
        """Of the encoder."""
        return self._encoder.name

    @property
    def dim(self) -> int:
        """Of the encoder."""
        return self._encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does, a piece at a time, each told."""
        pieces = [np.zeros((0, self.dim), dtype=np.float32)]
        for start in range(0, len(texts), _PIECE):
            piece = texts[start : start + _PIECE]
            pieces.append(self._encoder.encode_passages(piece))
            self._tell(self._done + len(piece))
        vectors: Vectors = np.concatenate(pieces)
        return vectors

    def __call__(self, event: ProgressEvent) -> None:
        """Reports are done: texts that are alike were encoded once, but all count as passages."""
        self._tell(self._until[min(event.done, len(self._until) - 1)])

    def _tell(self, done: int) -> None:
        total = self._until[-1]
        if done > self._done:
            self._done = min(done, total)
            self._progress(ProgressEvent(stage=ENCODING, done=self._done, total=total))


def told(
    encoder: Encoder, progress: Progress, store: MeasureStore, *, there: Mapping[str, str]
) -> ToldEncoding:
    """The encoder, telling of the passages of those reports that `there` lacks or has changed.

    Args:
        there: fingerprints of the index that is to be filled.
    """
    changed = sorted(
        name for name, digest in store.fingerprints().items() if there.get(name) != digest
    )
    passages = [
        sum(len(cut_passages(measure)) for measure in store.report(name).measures)
        for name in changed
    ]
    return ToldEncoding(encoder, progress, passages=passages)
