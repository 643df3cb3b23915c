"""MinHash proposes, the exact comparison decides; an index that grows keeps its families."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np
import pytest

from itasearch.backends.base import NO_MARKS, CopyMarks
from itasearch.domain.words import segmenter
from itasearch.enrich import copies as groups_module
from itasearch.enrich.copies import (
    BANDS,
    CopyGroups,
    Substance,
    are_copies,
    substance,
    text_bands,
    text_key,
)
from itasearch.model.passages import CopyMark
from tests.enrich.same_text_gold import LEFT, RIGHT, judged_pairs
from tests.search.fakes import measure

LONG = "จัดทำแผนบริหารความเสี่ยงการทุจริตในการออกใบอนุญาต กำหนดวิธีป้องกัน และรายงานผู้บริหารทุกไตรมาส"


def said(identifier: str, title: str) -> Substance:
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
        measure_ids=[item.measure_id for item in texts],
        groups=[mark.group for mark in found],
        numbers=np.unique([mark.group for mark in found], return_inverse=True)[1].astype(np.int64),
        keys=np.asarray([mark.key for mark in found], dtype=np.uint64),
        bands=np.asarray([mark.bands for mark in found], dtype=np.uint32).reshape(-1, BANDS),
    )


TEXTS = [
    said("a-1", LONG),
    said("b-1", "ข้อมูลผู้บริหาร"),
    said("c-1", LONG.replace("บริหารค", "บรหารค")),
    said("d-1", LONG.replace("กำหนด", "ไม่กำหนด")),
    said("e-1", "ข้อมูล ผู้บริหาร"),
]


def test_copies_are_of_one_family() -> None:
    a, b, c, d, e = groups_of(opened(NO_MARKS, TEXTS).marks(TEXTS))

    assert (a == c, b == e) == (True, True)
    assert len({a, b, d}) == 3


def test_a_measure_that_says_nothing_has_no_family() -> None:
    assert opened(NO_MARKS, []).marks([said("a-1", "")]) == [None]
    assert opened(NO_MARKS, []).marks([]) == []


@pytest.mark.parametrize("cut", range(len(TEXTS)))
def test_an_index_that_grows_keeps_its_families(cut: int) -> None:
    first, rest = TEXTS[:cut], TEXTS[cut:]
    whole = groups_of(opened(NO_MARKS, TEXTS).marks(TEXTS))

    known = as_known(first, opened(NO_MARKS, TEXTS).marks(first))
    grown = groups_of(opened(known, TEXTS).marks(rest))

    assert [*known.groups, *grown] == whole


def test_a_copy_damaged_elsewhere_joins_through_the_clean_one() -> None:
    texts = [
        said("a-1", LONG.replace("บริหารค", "บรหารค").replace("ทุจริต", "ทุจรต")),
        said("b-1", LONG),
        said("c-1", LONG.replace("ป้องกัน", "ป้องกน").replace("ความเสี่ยง", "ความเสียง")),
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

    (again,) = groups_of(opened(left, TEXTS[2:]).marks([said("f-1", LONG)]))

    assert again == left.groups[0]


def test_a_changed_text_does_not_take_its_old_family_along() -> None:
    old = as_known(TEXTS[2:3], opened(NO_MARKS, TEXTS).marks(TEXTS)[2:3])

    (mark,) = groups_of(opened(old, TEXTS).marks([said("a-1", "ปลูกต้นไม้ริมคลอง")]))

    assert mark != old.groups[0]


def test_many_texts_are_sorted_and_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "_RECENT", 4)
    others = [said(f"x{n}-1", f"{word}เรื่องที่ {n} ของหมู่บ้าน") for n, word in enumerate("กขคงจฉชซฌญ")]
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


def test_digests_are_the_same_on_every_machine() -> None:
    bands = text_bands([TEXTS[1]])

    assert (bands.shape, bands.dtype.name) == ((1, BANDS), "uint32")
    assert bands[0, :2].tolist() == FIRST_BANDS
    assert text_key("ข้อมูลผู้บริหาร") == FIRST_KEY


FIRST_BANDS = [1651580480, 2385352169]
FIRST_KEY = 15508647333854482171


@pytest.mark.parametrize("cut", [1, 700, 1_399])
@pytest.mark.parametrize("unsorted", [0, 10_000])
def test_a_large_index_that_grows_keeps_its_families_sorted_or_not(
    cut: int, unsorted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups_module, "_RECENT", 64)
    texts = [
        said(
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
