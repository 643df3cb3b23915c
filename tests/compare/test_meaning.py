import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from itasearch.compare.pairing.meaning import PassageMeanings
from itasearch.encoders.base import Vectors
from itasearch.enrich.passages import cut_passages, measure_vector
from itasearch.model.passages import Facets, IndexEntry
from itasearch.model.records import Measure
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
    stored = np.array([[0.6, 0.8]], dtype=np.float32)
    index = MemoryBackend([_entry(MEASURES[1])], stored)

    rows = PassageMeanings(encoder, index).directions([MEASURES[1]])

    assert encoder.texts == []
    np.testing.assert_array_equal(rows, stored)


def test_a_direction_is_the_vector_that_an_index_would_have() -> None:
    encoder = CountingEncoder()
    passages = cut_passages(MEASURES[0])

    (row, *_) = PassageMeanings(encoder).directions(MEASURES)

    own = measure_vector(passages, encoder.encode_passages([one.text for one in passages]))
    np.testing.assert_allclose(row, own, atol=1e-6)


def test_rarity_is_by_how_many_measures_have_a_word() -> None:
    words: list[dict[str, tuple[str, ...]]] = [
        {"title": ("ยืม", "พัสดุ"), "steps": ("ยืม",)},
        {"title": ("พัสดุ",)},
        {},
    ]
    entries = [replace(_entry(one), words=own) for one, own in zip(MEASURES, words, strict=True)]
    index = MemoryBackend(entries, np.zeros((3, 2), dtype=np.float32))

    rarity = PassageMeanings(CountingEncoder(), index).rarity({"ยืม", "พัสดุ", "ของขวัญ"})

    assert rarity == pytest.approx({"ยืม": 0.5, "พัสดุ": math.log(4 / 3) / math.log(4), "ของขวัญ": 1})


def _entry(measure: Measure) -> IndexEntry:
    facets = Facets(
        report_id=measure.report_id, organisation_id=None, type=None, province=None,
        fiscal_year_be=None, indicator=None,
    )  # fmt: skip
    return IndexEntry(measure_id=measure.id, facets=facets, words={})
