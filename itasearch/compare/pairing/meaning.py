"""What a library knows of measures beyond their own words: meaning, topics, rare words.

The index has the vector of every stored measure, so that comparing stored reports loads no
model; the passages of others are encoded.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import numpy as np

from itasearch.backends.base import IndexReader
from itasearch.encoders.base import Encoder, Vectors
from itasearch.enrich.passages import cut_passages, measure_vector
from itasearch.indexing import Classify
from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.passages import Passage
from itasearch.model.records import Measure
from itasearch.search.learned import Shares, learned_concepts


class Meanings:
    """What is known from an index, and by the encoder of what the index does not have."""

    def __init__(
        self,
        encoder: Encoder,
        reader: IndexReader | None = None,
        *,
        classify: Classify,
        judged: Callable[[Collection[str]], Mapping[frozenset[str], bool]] = lambda _: {},
    ) -> None:
        """Share the parts, for one comparison in an unchanged library.

        `encoder` is the index's; `reader` None encodes everything; `classify` finds topics of
        unindexed measures; `judged` gives judgements by ids of both reports.
        """
        self._encoder = encoder
        self._reader = reader
        self._classify = classify
        self._judged = judged
        self._encoded: dict[str, tuple[tuple[Passage, ...], Vectors]] = {}
        # The years of a town are compared pair by pair: words come again.
        self._frequencies: dict[str, int] = {}

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        """Shape (n, dim), rows of unit length; all zero for a measure without text."""
        rows = np.zeros((len(measures), self._encoder.dim), dtype=np.float32)
        if self._reader is not None:
            rows = self._reader.measure_vectors([measure.id for measure in measures])
        unknown = [place for place in range(len(measures)) if not rows[place].any()]
        self._encode(measures[place] for place in unknown)
        for place in unknown:
            passages, vectors = self._encoded[measures[place].id]
            if passages:
                rows[place] = measure_vector(passages, vectors)
        return rows

    def matters(self, directions: Vectors) -> Shares:
        """What concepts texts of these directions, shape (n, dim), may be about, by how they are
        written of; shape (n, 0) with an encoder that none were learned for."""
        return learned_concepts(self._encoder.name).shares(directions)

    def topics(self, measures: Sequence[Measure]) -> Sequence[Mapping[str, float]]:
        """The topics of each measure with their confidence; what a person gave has 1."""
        indexed: Mapping[str, Classification] = {}
        if self._reader is not None:
            indexed = self._reader.classifications([measure.id for measure in measures])
        self._encode(it for it in measures if not it.topics and it.id not in indexed)
        return [self._topics_of(it, indexed.get(it.id)) for it in measures]

    def rarity(self, words: Collection[str]) -> Mapping[str, float]:
        """How rare each word is among the measures of the index, 0–1; without one all are 1."""
        count = 0 if self._reader is None else self._reader.measure_count()
        if self._reader is None or not count:
            return dict.fromkeys(words, 1.0)
        most = math.log(1 + count)
        for word in words:
            if word not in self._frequencies:
                self._frequencies[word] = self._reader.document_frequency(word)
        return {
            word: math.log((1 + count) / (1 + self._frequencies[word])) / most for word in words
        }

    def judged(self, measures: Sequence[Measure]) -> Mapping[frozenset[str], bool]:
        """What people judged of two measures, by their ids: True the same, False not the same."""
        return self._judged({measure.report_id for measure in measures})

    def _topics_of(self, measure: Measure, indexed: Classification | None) -> Mapping[str, float]:
        if measure.topics:
            return dict.fromkeys(measure.topics, 1.0)
        if indexed is None:
            passages, vectors = self._encoded[measure.id]
            indexed = UNCLASSIFIED
            if passages:
                indexed = self._classify.classify(measure, vectors, passages)
        return {mark.topic: mark.confidence for mark in indexed.topics}

    def _encode(self, measures: Iterator[Measure]) -> None:
        cut = {it.id: cut_passages(it) for it in measures if it.id not in self._encoded}
        texts = [passage.text for passages in cut.values() for passage in passages]
        vectors = np.zeros((0, self._encoder.dim), dtype=np.float32)
        if texts:
            vectors = self._encoder.encode_passages(texts)
        first = 0
        for identifier, passages in cut.items():
            last = first + len(passages)
            self._encoded[identifier] = passages, vectors[first:last]
            first = last
