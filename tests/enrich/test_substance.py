from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.domain.words import segmenter
from itasearch.enrich.copies import SUBSTANCE_FIELDS, Substance, are_copies, substance
from itasearch.model.records import Measure, Organisation
from tests.enrich.same_text_gold import LEFT, RIGHT, JudgedPair, judged_pairs
from tests.search.fakes import measure, town

STEPS = (
    "๑. {name}แต่งตั้งคณะทำงานรับเรื่องร้องเรียนประจำปี {year} "
    "๒. เปิดกล่องรับเรื่องหน้าสำนักงานทุกวันจันทร์ ๓. รายงานนายกทุกเดือน"
)
PAIRS = judged_pairs()


def said(item: Measure, organisation: Organisation | None = None) -> Substance:
    return substance(item, organisation, segmenter=segmenter())


def same(left: Substance, right: Substance) -> bool:
    return are_copies(left, right, is_word=segmenter().is_word)


def row(identifier: str, organisation: Organisation, *, name: str, year: str) -> Substance:
    item = measure(identifier, f"ช่องทางร้องเรียนของ{name}", steps=STEPS.format(name=name, year=year))
    return said(item, organisation)


PINE = row("a-1", town("สนหลวง"), name="เทศบาลตำบลสนหลวง", year="พ.ศ. ๒๕๖๖")


def found_same(pair: JudgedPair) -> bool:
    return same(said(pair.left, LEFT), said(pair.right, RIGHT))


# The judged pairs


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if not pair.same], ids=lambda pair: pair.left.title[:30]
)
def test_what_differs_in_what_is_done_is_never_the_same(pair: JudgedPair) -> None:
    assert not found_same(pair)


def test_most_honest_copies_are_the_same() -> None:
    copies = [pair for pair in PAIRS if pair.same]

    found = sum(map(found_same, copies))

    assert len(PAIRS) >= 80
    assert found / len(copies) >= 0.95


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.left.title[:30])
def test_it_does_not_matter_which_is_left(pair: JudgedPair) -> None:
    left, right = said(pair.left, LEFT), said(pair.right, RIGHT)

    assert same(left, right) == same(right, left)


# What they are made of


@pytest.mark.parametrize(
    ("name", "year"), [("เทศบาลตำบลบึงนาง", "พ.ศ. 2567"), ("ทต.บึงนาง", "๖๗"), ("บึงนาง", "พ.ศ. ๒๕๖๔")]
)
def test_town_names_and_years_do_not_make_a_difference(name: str, year: str) -> None:
    assert same(PINE, row("b-1", town("บึงนาง"), name=name, year=year))


def test_other_steps_are_another_measure() -> None:
    other = said(
        measure("b-1", "ช่องทางร้องเรียนของบึงนาง", steps="เปิดสายด่วนและจ้างผู้ตรวจจากนอกเมือง"),
        town("บึงนาง"),
    )

    assert not same(PINE, other)


def test_measures_without_text_are_not_the_same() -> None:
    assert not same(said(measure("a-1", "")), said(measure("b-1", "")))


def test_offices_and_dates_are_not_compared() -> None:
    left = measure("a-1", "ตรวจนับพัสดุประจำปี", responsible="กองคลัง", timeframe="ต.ค.")
    right = measure("b-1", "ตรวจนับพัสดุประจำปี", responsible="สำนักปลัด", timeframe="ก.ย.")

    assert same(said(left), said(right))


def test_known_words_are_taken_as_they_are() -> None:
    item = measure("a-1", "ประกาศของเทศบาลตำบลสนหลวง", steps="แจ้งภายใน 3 วัน")
    spans = {name: segmenter().spans(item.text(name)) for name in SUBSTANCE_FIELDS}

    given_spans = substance(item, town("สนหลวง"), segmenter=segmenter(), spans=spans)

    assert given_spans == said(item, town("สนหลวง"))
    assert given_spans.words == ("ประกาศ", "ของ", "แจ้ง", "ภายใน", "3", "วัน")


_WORDS = ("ประกาศ", "งด", "ไม่", "รับ", "ของขวัญ", "ภายใน", "3", "7", "วัน", "ทุก", "เดือน", "รถ")


@given(
    words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30),
    place=st.integers(0, 29),
    other=st.sampled_from(_WORDS),
)
def test_another_word_is_always_another_text(words: list[str], place: int, other: str) -> None:
    place %= len(words)
    changed = [*words[:place], other, *words[place + 1 :]]
    left = Substance(measure_id="a-1", report_id="a", words=tuple(words))
    right = Substance(measure_id="b-1", report_id="b", words=tuple(changed))

    assert same(left, right) == (words == changed)
    assert not same(left, Substance(measure_id="b-1", report_id="b", words=(*left.words, other)))


@pytest.mark.parametrize("mark", ["✓", "√", "☑", "/", "(", "ฯ", "\u0e48", "\u200b"])
def test_a_result_of_marks_alone_has_no_words(mark: str) -> None:
    short = measure("a-1", "มาตรการงดรับของขวัญ", steps="จัดทำประกาศ")

    assert said(replace(short, results=mark)).words == said(short).words
