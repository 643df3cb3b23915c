import pytest
from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.align import LEAST_SIMILARITY, align, similarities
from itasearch.compare.meaning import Meanings
from itasearch.model.records import Report
from tests.compare.samples import TOWN, VILLAGE, FakeMeanings, measure, report

TITLES = (
    "ประกาศนโยบายไม่รับของขวัญ",
    "งดรับของขวัญทุกเทศกาล (No Gift Policy)",
    "จัดทำคู่มือการปฏิบัติงาน",
    "ทบทวนคู่มือการปฏิบัติงานทุกกอง",
    "เผยแพร่แผนการจัดซื้อจัดจ้าง",
    "สรุปผลการจัดซื้อจัดจ้างรายเดือน",
    "เปิดช่องทางร้องเรียนการทุจริต",
    "ยืมทรัพย์สินของราชการด้วยใบยืม",
    "-",
    "",
)
titles = st.lists(st.sampled_from(TITLES) | st.text(max_size=20), max_size=7)
topics = st.dictionaries(st.sampled_from(TITLES), st.integers(0, 5), max_size=6)


def pairs(left: Report, right: Report, meanings: Meanings | None = None) -> set[tuple[int, int]]:
    return {(one.left, one.right) for one in align(left, right, meanings=meanings)}


def test_rewordings_of_the_same_measures_are_pairs() -> None:
    left = report("a", TITLES[0], TITLES[2], TITLES[4], "ซ่อมถนนลูกรังหมู่ที่ ๔")
    right = report("b", TITLES[5], "ติดตั้งบัตรคิว", TITLES[1], TITLES[3])

    assert pairs(left, right) == {(0, 2), (1, 3), (2, 0)}


def test_a_copy_has_similarity_one_whatever_town_year_and_digits() -> None:
    left = report("a", "แผนพัฒนาของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖", organisation=TOWN)
    right = report("b", "แผนพัฒนาของ อบต.บ้านหนองแสง ปี 2568", organisation=VILLAGE, year=2568)

    (pair,) = align(left, right, meanings=None)

    assert pair.similarity == 1.0


def test_wordings_that_share_no_letters_pair_by_meaning() -> None:
    left, right = report("a", "ปลูกต้นไม้ริมคลอง"), report("b", "riverside saplings")
    meanings = FakeMeanings({"ปลูกต้นไม้ริมคลอง": 1, "riverside saplings": 1})

    assert pairs(left, right) == set()
    assert pairs(left, right, meanings) == {(0, 0)}


def test_wordings_that_share_no_letters_pair_by_concept() -> None:
    left, right = report("a", "ไม่รับของขวัญ"), report("b", "No Gift Policy")

    assert pairs(left, right) == {(0, 0)}


def test_the_best_sum_is_taken_not_the_first_best() -> None:
    left = report("a", "เผยแพร่แผนการจัดซื้อจัดจ้าง", "เผยแพร่แผนการจัดซื้อจัดจ้างและผลรายเดือน")
    right = report("b", "เผยแพร่แผนการจัดซื้อจัดจ้างและผลรายเดือน")

    assert pairs(left, right) == {(1, 0)}


def test_of_equal_measures_those_in_the_same_order_pair() -> None:
    left = report("a", *["เปิดสายด่วนรับเรื่องร้องเรียน"] * 3)
    right = report("b", *["เปิดสายด่วนรับเรื่องร้องเรียน"] * 3)

    assert pairs(left, right) == {(0, 0), (1, 1), (2, 2)}


def test_the_stated_indicator_decides_between_equal_titles() -> None:
    left = report("a", measure("รับฟังความคิดเห็น", indicator=8))
    right = report(
        "b", measure("รับฟังความคิดเห็น", indicator=6), measure("รับฟังความคิดเห็น", indicator=8)
    )

    assert pairs(left, right) == {(0, 1)}


def test_measures_without_words_pair_with_nothing() -> None:
    left, right = report("a", "-", ""), report("b", "-", "")

    assert pairs(left, right, FakeMeanings({"-": 0, "": 0})) == set()


@pytest.mark.parametrize(("left", "right"), [((), ("ยืมพัสดุ",)), (("ยืมพัสดุ",), ()), ((), ())])
def test_a_report_without_measures_has_no_pairs(
    left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    assert pairs(report("a", *left), report("b", *right)) == set()


@given(left=titles, right=titles, topics=topics)
def test_swapping_the_sides_mirrors_the_pairs(
    left: list[str], right: list[str], topics: dict[str, int]
) -> None:
    one, other, meanings = report("a", *left), report("b", *right), FakeMeanings(topics)

    found = align(one, other, meanings=meanings)
    mirrored = align(other, one, meanings=meanings)

    assert {(p.left, p.right, p.similarity) for p in found} == {
        (p.right, p.left, p.similarity) for p in mirrored
    }


@given(left=titles, right=titles, topics=topics)
def test_every_measure_is_in_one_pair_at_most_and_pairs_are_alike(
    left: list[str], right: list[str], topics: dict[str, int]
) -> None:
    one, other, meanings = report("a", *left), report("b", *right), FakeMeanings(topics)

    found = align(one, other, meanings=meanings)

    assert len({p.left for p in found}) == len({p.right for p in found}) == len(found)
    assert all(LEAST_SIMILARITY <= p.similarity <= 1 for p in found)
    assert [p.left for p in found] == sorted(p.left for p in found)


@given(left=titles, right=titles)
def test_similarities_are_from_zero_to_one(left: list[str], right: list[str]) -> None:
    matrix = similarities(report("a", *left), report("b", *right), meanings=None)

    assert matrix.shape == (len(left), len(right))
    assert ((matrix >= 0) & (matrix <= 1)).all()


def test_the_order_of_measures_changes_no_alignment() -> None:
    forwards, backwards = TITLES[:8], TITLES[7::-1]
    others = tuple(f"{title}ทุกปี" for title in forwards[::2])

    one = titled_pairs(report("a", *forwards), report("b", *others))
    turned = titled_pairs(report("a", *backwards), report("b", *others[::-1]))

    assert len(one) == len(others)
    assert one == turned


def titled_pairs(left: Report, right: Report) -> dict[tuple[str, str], float]:
    return {
        (left.measures[one.left].title, right.measures[one.right].title): round(one.similarity, 6)
        for one in align(left, right, meanings=None)
    }
