"""Signals of a pair of reports, the terms they are made of, and lines that many measures share."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from itasearch.compare.pairing.align import align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import (
    TitleWords,
    concept_likeness,
    objects,
    rank,
    signals,
    title_features,
    titles_covered,
    topic_likeness,
    word_rarity,
)
from itasearch.compare.pairing.terms import terms
from itasearch.encoders.base import Vectors
from itasearch.enrich.passages import cut_passages, measure_vector
from itasearch.model.passages import Facets, IndexEntry
from itasearch.model.records import Measure
from tests.cases import examples, yes
from tests.compare.samples import TOWN, FakeMeanings, WordMeanings, measure, report
from tests.search.fakes import AS_STATED, CountingEncoder, MemoryBackend

known_of = partial(Meanings, classify=AS_STATED)
TITLES = ("ยืมครุภัณฑ์", "รับร้องเรียน", "ประเมินความเสี่ยง", "อบรมจริยธรรม")


class SameForm(FakeMeanings):
    """Most of each direction is the form that all measures of its report follow."""

    def __init__(self) -> None:
        super().__init__({title: number for number, title in enumerate(TITLES)})

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        mixed = super().directions(measures)
        mixed[:, -1] += 3
        unit: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        return unit


def test_what_all_measures_share_is_taken_from_their_meaning() -> None:
    found = signals(report("a", *TITLES), report("b", *reversed(TITLES)), meanings=SameForm())

    gaps = [
        np.fliplr(alike).diagonal().min() - alike[0, :3].max()
        for alike in (found.own_meaning, found.meaning)
    ]
    assert gaps[0] > 2 * gaps[1] > 0


def test_concepts_that_rivals_share_put_nothing_ahead() -> None:
    ours, theirs = ("อบรมจริยธรรม", "อบรมพัสดุ", "รับร้องเรียน"), ("อบรมภาษี", "อบรมผังเมือง", "รับร้องเรียน")

    ahead = signals(
        report("a", *ours), report("b", *theirs), meanings=WordMeanings()
    ).concepts_ahead

    assert ahead[2, 2] > ahead[0, 0]
    assert ahead[2, 2] == ahead.max()


ALIKE = "1. ตั้งคณะทำงาน\n2. เสนอผู้บริหารลงนาม\n3. ลงข่าวหน้าเว็บไซต์"
OURS = ("ดูแลการจัดซื้อจัดจ้างให้โปร่งใส", "ทำคู่มือการให้บริการ", "ทบทวนแผนอัตรากำลัง")
THEIRS = ("จัดซื้อจัดจ้างอย่างโปร่งใส", "พาเด็กนักเรียนเก็บขยะริมหาด", "ตรวจรถยนต์ส่วนกลาง")


def test_a_copy_of_rows_with_the_same_steps_is_one_hundred_per_cent() -> None:
    rows = [measure(title, steps=ALIKE) for title in OURS]

    found = align(report("a", *rows), report("b", rows[1]), meanings=WordMeanings())

    assert [(one.left, one.right, one.similarity) for one in found.pairs] == [(1, 0, 1.0)]


def test_terms_leave_out_own_names_and_figures() -> None:
    one = terms(measure("แผนของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖"), TOWN)
    other = terms(measure("แผนของ ปี 2567"), None)

    assert one.words == other.words
    assert "2567" not in other.words


def test_a_concept_counts_by_the_weightiest_field_that_names_it() -> None:
    found = terms(
        measure("เปิดช่องทางร้องเรียน", steps="ติดป้าย No Gift Policy", outcomes="No Gift Policy"), None
    )

    assert found.concepts["no_gift"] == 1.0
    assert set(found.concepts.values()) == {1.0, 2.0}


def test_a_concept_counts_wherever_it_is_named_and_most_where_both_titles_name_it() -> None:
    left = [terms(measure("No Gift Policy"), None)]
    right = [
        terms(measure("งดรับของขวัญ"), None),
        terms(measure("เปิดสายด่วนร้องเรียน", outcomes="งดรับของขวัญ"), None),
        terms(measure("เปิดสายด่วนร้องเรียน"), None),
    ]

    ((titles, outcomes, nothing),) = concept_likeness(left, right).tolist()

    assert titles == pytest.approx(1)
    assert titles > outcomes > nothing == 0


def test_the_nearest_of_both_has_rank_zero_and_what_shares_nothing_the_last() -> None:
    found = rank(np.array([[0.9, 0.3, 0.0], [0.4, 0.5, 0.0]]))

    assert found.tolist() == [[0, 1, 5], [1, 0, 5]]
    assert rank(np.zeros((0, 2))).shape == (0, 2)


def test_titles_that_name_other_things_are_apart_unless_the_other_measure_names_them() -> None:
    gifts, books = terms(measure("งดรับของขวัญ"), None), terms(measure("ทบทวนคู่มือปฏิบัติงาน"), None)
    both = terms(measure("ทบทวนคู่มือปฏิบัติงาน", steps="งดรับของขวัญ"), None)

    assert objects([gifts], [books, both, gifts]).apart.tolist() == [[1, 0, 0]]


def test_a_title_is_covered_as_far_as_title_and_steps_of_both_hold_the_others_words() -> None:
    titled = [terms(measure("ล้างถนนสายหลัก", steps="กวาดฝุ่น"), None)]
    others = [
        terms(measure(title, steps=steps), None)
        for title, steps in (
            ("ล้างถนนสายหลัก", "ตัดหญ้า"),
            ("กวาดฝุ่น", "ล้างถนนสายหลัก"),
            ("กวาดฝุ่น", "ตัดหญ้า"),
        )
    ]
    rarity = word_rarity([one.words for one in (*titled, *others)])

    np.testing.assert_allclose(titles_covered(titled, others, rarity=rarity), [[1, 1, 0]])


def test_topics_are_alike_by_their_confidence_and_unknown_ones_are_not() -> None:
    found = topic_likeness([{"gifts": 0.9}, {}], [{"gifts": 0.5}, {"assets": 1.0}])

    np.testing.assert_allclose(found, [[1, 0], [0, 0]], atol=1e-12)


def test_a_topic_tells_less_where_many_measures_are_about_it() -> None:
    gifts = {"gifts": 1.0}

    alone = topic_likeness([gifts], [gifts])
    among_many = topic_likeness([gifts], [gifts] * 4)

    assert alone[0, 0] == 1
    assert among_many[0].tolist() == [0.75] * 4


@examples("signals", "titles that share a means only are of other objects", str, str, yes)
def test_titles_that_share_a_means_only_are_of_other_objects(
    ours: str, theirs: str, found: bool
) -> None:
    one, other = (terms(measure(title), None) for title in (ours, theirs))

    assert objects([one], [other]).other[0, 0] == found


MEASURES = report("a", measure("ยืมพัสดุ", steps="ใช้ใบยืม"), "ตั้งตู้รับความเห็น", "").measures


def test_directions_are_unit_rows_and_zero_without_text() -> None:
    rows = known_of(CountingEncoder()).directions(MEASURES)

    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 0], atol=1e-5)


def test_all_passages_of_what_the_index_lacks_are_encoded_once() -> None:
    encoder = CountingEncoder()
    meanings = known_of(encoder)

    meanings.directions(MEASURES)
    meanings.topics(MEASURES)

    cut = [passage.text for measure in MEASURES for passage in cut_passages(measure)]
    assert encoder.texts == cut


def test_topics_that_a_person_gave_are_sure() -> None:
    given = replace(MEASURES[0], topics=("assets",))

    assert known_of(CountingEncoder()).topics([given, MEASURES[1]]) == [{"assets": 1.0}, {}]


def test_without_an_index_all_words_are_rare() -> None:
    assert known_of(CountingEncoder()).rarity({"ยืม"}) == {"ยืม": 1.0}


def test_what_the_index_has_is_not_encoded_again() -> None:
    encoder = CountingEncoder()
    stored = np.array([[0.6, 0.8]], dtype=np.float32)
    index = MemoryBackend([_entry(MEASURES[1])], stored)

    rows = known_of(encoder, index).directions([MEASURES[1]])

    assert encoder.texts == []
    np.testing.assert_array_equal(rows, stored)


def test_a_direction_is_the_vector_that_an_index_would_have() -> None:
    encoder = CountingEncoder()
    passages = cut_passages(MEASURES[0])

    (row, *_) = known_of(encoder).directions(MEASURES)

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

    rarity = known_of(CountingEncoder(), index).rarity({"ยืม", "พัสดุ", "ของขวัญ"})

    assert rarity == pytest.approx({"ยืม": 0.5, "พัสดุ": math.log(4 / 3) / math.log(4), "ของขวัญ": 1})


def test_a_word_of_a_title_is_of_both_of_one_title_and_the_others_steps_or_of_one_alone() -> None:
    rows = terms(measure("ตัดหญ้าริมทาง"), None), terms(measure("ล้างท่อริมทาง", steps="ตัดหญ้า"), None)
    words = [TitleWords.of([row]) for row in rows]
    for one, other, counts in ((0, 1, (3, 3, 1)), (1, 0, (3, 3, 1)), (0, 0, (0, 0, 4))):
        found = title_features(words[one], words[other], (np.array([0]), np.array([0])))
        assert tuple(part.sum() for part in np.split(found.toarray()[0], 3)) == counts


def _entry(measure: Measure) -> IndexEntry:
    facets = Facets(
        report_id=measure.report_id, organisation_id=None, type=None, province=None,
        fiscal_year_be=None, indicator=None,
    )  # fmt: skip
    return IndexEntry(measure_id=measure.id, facets=facets, words={})
