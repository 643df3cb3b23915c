"""Texts that are cut short: whole letters, and nothing that a mail header cannot hold."""

import unicodedata
from itertools import product

import pytest
from hypothesis import given, strategies as st

from itasearch.domain.words import segmenter
from itasearch.text.repair.spaces import unwrapped
from itasearch.wording.label import quoted, shortened
from itasearch.wording.plan import mentioned_text
from tests.cases import cases, examples, literal

THAI = st.text(alphabet="กขคาิ่้๑2ำเแ <&>\n", max_size=40)


@examples("shortened", "a line of twenty", literal, str)
def test_a_line_holds_nothing_that_xml_or_a_header_cannot(text: str, shown: str) -> None:
    assert shortened(text, 20) == shown


@given(THAI, st.integers(1, 20))
def test_a_cut_text_is_short_and_whole_letters_remain(text: str, length: int) -> None:
    line = " ".join(text.split())
    cut = shortened(text, length)

    assert len(cut) <= length
    if cut != line:
        kept = cut.removesuffix("…")
        assert line.startswith(kept)
        assert not kept or unicodedata.category(line[len(kept)]) != "Mn"


def test_a_cut_leaves_no_vowel_without_its_letter() -> None:
    assert shortened("แผนเปิดเผยข้อมูล", 8) == "แผนเปิด…"


def test_a_title_that_a_sentence_cuts_ends_with_the_sign_of_a_cut() -> None:
    title = "กำหนดแนวทางปฏิบัติเกี่ยวกับการยืมทรัพย์สินของราชการไปใช้ในการปฏิบัติงาน"

    assert mentioned_text([title]).endswith("…”")
    assert mentioned_text([title[:40]]).endswith(f"{title[:40]}”")


def test_a_quotation_keeps_what_was_not_done_with_its_subject_and_is_cut_behind_words() -> None:
    """Each with what of it is not cut off; a line break of a page's width is none of the text."""
    rows = cases("quotations", "results and what of them is not cut off")
    for text, contrast in map(tuple, rows):
        quotation = quoted(text, 60)

        assert contrast in quotation
        assert "…" in quotation
        assert len(quotation) <= 60
        head = quotation.partition("…")[0]
        assert segmenter().spans(text)[len(segmenter().spans(head)) - 1].end == len(head)


@examples("quotations", "a quotation of forty letters")
def test_a_quotation_ends_with_what_was_not_done_or_at_a_space(text: str, shown: str) -> None:
    assert quoted(text, 40) == shown


def test_a_ticked_state_below_a_result_is_quoted_in_brackets() -> None:
    done = "รุ่นแรกเข้าอบรม 38 คน ส่วนรุ่นหลังเลื่อนไปปีถัดไป เนื่องจากเกิดอุทกภัย"
    states = ("บางส่วน", "แล้วเสร็จ", "ระหว่างดำเนินการ", "ไม่ได้ดำเนินการ/ยกเลิก")
    for text, state in product((done, "พิมพ์ 120 เล่ม และไม่มีผู้ใช้"), states):
        assert quoted(f"{text}\n{state}", 200) == f"{text} ({state})"
    assert quoted("ไม่ได้ดำเนินการ\nอาคารปิด") == "ไม่ได้ดำเนินการ” “อาคารปิด"  # of two cells
    assert quoted("ส่วนที่เหลือนั้นยังไม่\nดำเนินการแล้วเสร็จ", 90).endswith("ยังไม่ดำเนินการแล้วเสร็จ")
    assert "(" not in quoted("ขาดพัสดุ จึงไม่สามารถดำเนินการให้\nแล้วเสร็จ", 90)
    assert unwrapped(f"{done}\nบางส่วน") == f"{done} (บางส่วน)"
    assert unwrapped("จัด ๑\nครั้ง จาก ๒ ครั้ง\nครั้งที่ ๓") == "จัด ๑ ครั้ง จาก ๒ ครั้ง\nครั้งที่ ๓"


@pytest.mark.parametrize("text", ["แต่งตั้งคณะทำงาน", "ตั้งแต่เดือนตุลาคม", "แต่ละกองรายงานผล"])
def test_a_word_that_only_looks_like_a_contrast_is_none(text: str) -> None:
    line = f"{'ประชุมพนักงานทุกคน ' * 3}{text}"

    assert quoted(line, 40) == shortened(line, 40)
