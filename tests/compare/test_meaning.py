from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from itasearch.compare.pairing.meaning import PassageMeanings
from itasearch.encoders.base import Vectors
from itasearch.enrich.passages import cut_passages
from tests.compare.samples import measure, report
from tests.search.fakes import MemoryBackend


class CountingEncoder:
    """Encodes by length and remembers what it was given."""

    name, dim = "counting", 2

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        angles = np.array([len(text) for text in texts], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)


MEASURES = report("a", measure("ยืมพัสดุ", steps="ใช้ใบยืม"), "ตั้งตู้รับความเห็น", "").measures


def test_directions_are_unit_rows_and_zero_without_text() -> None:
    rows = PassageMeanings(CountingEncoder()).directions(MEASURES)

    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 0], atol=1e-5)


def test_all_passages_of_what_the_index_lacks_are_encoded_once() -> None:
    encoder = CountingEncoder()
    meanings = PassageMeanings(encoder)

    meanings.directions(MEASURES)
    meanings.topics(MEASURES)

    cut = [passage.text for measure in MEASURES for passage in cut_passages(measure)]
    assert encoder.texts == cut


def test_topics_that_a_person_gave_are_sure() -> None:
    given = replace(MEASURES[0], topics=("assets",))

    assert PassageMeanings(CountingEncoder()).topics([given, MEASURES[1]]) == [{"assets": 1.0}, {}]


def test_without_an_index_all_words_are_rare() -> None:
    assert PassageMeanings(CountingEncoder()).rarity({"ยืม"}) == {"ยืม": 1.0}


def test_what_the_index_has_is_not_encoded_again() -> None:
    encoder = CountingEncoder()
    stored = np.array([[0, 1], [1, 0]], dtype=np.float32)

    rows = PassageMeanings(encoder, _Index({MEASURES[0].id: stored})).directions(MEASURES[:1])

    assert encoder.texts == []
    np.testing.assert_allclose(rows, [[0.5**0.5, 0.5**0.5]], atol=1e-6)


def test_no_measures_have_no_directions() -> None:
    assert PassageMeanings(CountingEncoder()).directions([]).shape == (0, 2)


class _Index(MemoryBackend):
    def __init__(self, vectors: dict[str, Vectors]) -> None:
        super().__init__([], np.zeros((0, 2), dtype=np.float32))
        self._by_measure = vectors

    def measure_vectors(self, measure_id: str) -> Vectors:
        return self._by_measure.get(measure_id, np.zeros((0, 2), dtype=np.float32))
