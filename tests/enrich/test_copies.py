"""What is compared of measures, which are copies, and how an index that grows groups them."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from itasearch.backends.base import NO_MARKS, CopyMarks
from itasearch.domain.words import segmenter
from itasearch.enrich import copies as groups_module
from itasearch.enrich.copies import (
    BANDS,
    CopyGroups,
    Substance,
    are_copies,
    own_details,
    substance,
    text_bands,
)
from itasearch.model.passages import CopyMark
from itasearch.model.records import Measure, Organisation
from itasearch.text.dates.months import MONTHS
from tests.cases import examples
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


# What they are made of


@pytest.mark.parametrize(
    ("name", "year"), [("เทศบาลตำบลบึงนาง", "พ.ศ. 2567"), ("ทต.บึงนาง", "๖๗"), ("บึงนาง", "พ.ศ. ๒๕๖๔")]
)
def test_town_names_and_years_do_not_make_a_difference(name: str, year: str) -> None:
    assert same(PINE, row("b-1", town("บึงนาง"), name=name, year=year))


def test_measures_without_text_are_not_the_same() -> None:
    assert not same(said(measure("a-1", "")), said(measure("b-1", "")))


def test_offices_and_dates_are_not_compared() -> None:
    left = measure("a-1", "ตรวจนับพัสดุประจำปี", responsible="กองคลัง", timeframe="ต.ค.")
    right = measure("b-1", "ตรวจนับพัสดุประจำปี", responsible="สำนักปลัด", timeframe="ก.ย.")

    assert same(said(left), said(right))


def test_a_town_s_own_name_is_not_compared() -> None:
    item = measure("a-1", "ประกาศของเทศบาลตำบลสนหลวง", steps="แจ้งภายใน 3 วัน")

    assert said(item, town("สนหลวง")).words == ("ประกาศ", "ของ", "แจ้ง", "ภายใน", "3", "วัน")


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


LONG = "จัดทำแผนบริหารความเสี่ยงการทุจริตในการออกใบอนุญาต กำหนดวิธีป้องกัน และรายงานผู้บริหารทุกไตรมาส"


def saying(identifier: str, title: str) -> Substance:
    return substance(measure(identifier, title), None, segmenter=segmenter())


def opened(known: CopyMarks, texts: Sequence[Substance]) -> CopyGroups:
    by_id = {item.measure_id: item for item in texts}

    def texts_of(ids: Sequence[str]) -> Mapping[str, Substance]:
        return {one: by_id[one] for one in ids if one in by_id}

    return CopyGroups(known, texts_of=texts_of, is_word=segmenter().is_word)


def groups_of(found: Sequence[CopyMark | None]) -> list[str]:
    return [mark.group for mark in found if mark is not None]


def as_known(texts: Sequence[Substance], marks: Sequence[CopyMark | None]) -> CopyMarks:
    found = [mark for mark in marks if mark is not None]
    return CopyMarks(
        measure_id=lambda number: texts[number].measure_id,
        group=lambda number: found[number].group,
        numbers=np.unique([mark.group for mark in found], return_inverse=True)[1].astype(np.int64),
        keys=np.asarray([mark.key for mark in found], dtype=np.uint64),
        bands=np.asarray([mark.bands for mark in found], dtype=np.uint32).reshape(-1, BANDS),
    )


TEXTS = [
    saying("a-1", LONG),
    saying("b-1", "ข้อมูลผู้บริหาร"),
    saying("c-1", LONG.replace("บริหารค", "บรหารค")),
    saying("d-1", LONG.replace("กำหนด", "ไม่กำหนด")),
    saying("e-1", "ข้อมูล ผู้บริหาร"),
]


def test_copies_are_of_one_family() -> None:
    a, b, c, d, e = groups_of(opened(NO_MARKS, TEXTS).marks(TEXTS))

    assert (a == c, b == e) == (True, True)
    assert len({a, b, d}) == 3


@pytest.mark.parametrize("cut", range(len(TEXTS)))
def test_an_index_that_grows_keeps_its_families(cut: int) -> None:
    first, rest = TEXTS[:cut], TEXTS[cut:]
    whole = groups_of(opened(NO_MARKS, TEXTS).marks(TEXTS))

    known = as_known(first, opened(NO_MARKS, TEXTS).marks(first))
    grown = groups_of(opened(known, TEXTS).marks(rest))

    assert [*map(known.group, range(len(known.keys))), *grown] == whole


def test_a_copy_damaged_elsewhere_joins_through_the_clean_one() -> None:
    texts = [
        saying("a-1", LONG.replace("บริหารค", "บรหารค").replace("ทุจริต", "ทุจรต")),
        saying("b-1", LONG),
        saying("c-1", LONG.replace("ป้องกัน", "ป้องกน").replace("ความเสี่ยง", "ความเสียง")),
    ]
    words = segmenter().is_word
    assert not are_copies(texts[0], texts[2], is_word=words)

    assert len(set(groups_of(opened(NO_MARKS, texts).marks(texts)))) == 1


def test_forms_that_ask_for_other_things_are_one_family_in_any_order() -> None:
    steps = "ให้ผู้ยืมกรอกใบยืมแบบเดียวทุกกอง ตรวจสภาพก่อนและหลัง แล้วทวงถามเป็นหนังสือเมื่อพ้นกำหนด"
    rows = [
        measure("a-1", "ยืมทรัพย์สินของราชการ", steps=steps, follow_up="กองคลังรายงานปลัดทุกเดือน"),
        measure("b-1", "ยืมทรัพย์สินของราชการ", steps=steps, follow_up="สรุปต่อที่ประชุมหัวหน้ากอง"),
        measure("c-1", "ยืมทรัพย์สินของราชการ", steps=steps, results="ยืม 12 ครั้ง คืนครบ"),
        measure("d-1", "ยืมทรัพย์สินของราชการ", steps=steps, results="มีผู้ใช้บริการไม่มาก"),
    ]
    texts = [substance(row, None, segmenter=segmenter()) for row in rows]

    for order in permutations(texts):
        assert len(set(groups_of(opened(NO_MARKS, texts).marks(order)))) == 1


def test_a_family_outlives_its_first_measure() -> None:
    marks = opened(NO_MARKS, TEXTS).marks(TEXTS)
    left = as_known(TEXTS[2:3], marks[2:3])

    (again,) = groups_of(opened(left, TEXTS[2:]).marks([saying("f-1", LONG)]))

    assert again == left.group(0)


def test_a_changed_text_does_not_take_its_old_family_along() -> None:
    old = as_known(TEXTS[2:3], opened(NO_MARKS, TEXTS).marks(TEXTS)[2:3])

    (mark,) = groups_of(opened(old, TEXTS).marks([saying("a-1", "ปลูกต้นไม้ริมคลอง")]))

    assert mark != old.group(0)


def test_many_texts_are_sorted_and_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "_RECENT", 4)
    others = [saying(f"x{n}-1", f"{word}เรื่องที่ {n} ของหมู่บ้าน") for n, word in enumerate("กขคงจฉชซฌญ")]
    texts = [TEXTS[0], *others, TEXTS[2]]

    first, *rest, last = groups_of(opened(NO_MARKS, texts).marks(texts))

    assert first == last
    assert len({first, *rest}) == len(texts) - 1


def test_minhash_proposes_nearly_all_honest_copies() -> None:
    words = segmenter()
    pairs = [pair for pair in judged_pairs() if pair.same]
    left = text_bands([substance(pair.left, LEFT, segmenter=words) for pair in pairs])
    right = text_bands([substance(pair.right, RIGHT, segmenter=words) for pair in pairs])

    proposed = (left == right).any(axis=1)

    assert proposed.mean() >= 0.95


@pytest.mark.parametrize("cut", [1, 700, 1_399])
@pytest.mark.parametrize("unsorted", [0, 10_000])
def test_a_large_index_that_grows_keeps_its_families_sorted_or_not(
    cut: int, unsorted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups_module, "_RECENT", 64)
    texts = [
        saying(
            f"m-{n}",
            f"{LONG} รอบที่ {n // 2 % 50} จำนวน {n % 350} คน".replace(
                "ความ", "ควม" if n % 7 else "ความ"
            ),
        )
        for n in range(1_400)
    ]
    marks = opened(NO_MARKS, texts).marks(texts)
    monkeypatch.setattr(groups_module, "_SEARCHES_UNSORTED", unsorted)

    grown = opened(as_known(texts[:cut], marks[:cut]), texts).marks(texts[cut:])

    assert len(set(groups_of(marks))) > 100
    assert grown == marks[cut:]


TOWN = town("ธารทอง", province="ตาก")


def without(text: str) -> str:
    for start, end in reversed(own_details(text, TOWN)):
        text = text[:start] + "_" + text[end:]
    return text


@examples("copies", "own names years items and contacts are found")
def test_own_names_years_items_and_contacts_are_found(text: str, rest: str) -> None:
    assert without(text) == rest


@pytest.mark.parametrize(("full", "short"), MONTHS)
def test_dates_of_every_month_are_found(full: str, short: str) -> None:
    forms = (
        f"{full} 2566",
        f"3 {full}",
        f"{short} 66",
        f"{short.replace('.', '')} 66",
        f"3 {short}",
    )

    for form in forms:
        assert without(f"ประชุม {form} ครบ").replace(" ", "") == "ประชุม_ครบ"


@given(st.text(alphabet="ธารทองเทศบาล 12๓.)(0-/:@wก\nพศ.", max_size=80))
def test_places_are_in_order_and_inside(text: str) -> None:
    places = own_details(text, TOWN)

    ends = [0, *(end for place in places for end in place), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in places)


@pytest.mark.parametrize(
    "text", ["ก" * 60_000, "a" * 60_000, " " * 60_000, "www." * 15_000, "1." * 30_000]
)
def test_a_long_text_without_a_break_is_read_at_once(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in own_details(text, None))
