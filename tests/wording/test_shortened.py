"""Texts that are cut short: whole letters, and nothing that a mail header cannot hold."""

import unicodedata

from hypothesis import given, strategies as st

from itasearch.wording.label import quoted, shortened
from itasearch.wording.plan import mentioned_text
from tests.cases import examples, literal

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


def test_a_quotation_is_cut_behind_a_word_and_at_a_space() -> None:
    text = "จัดอบรมพนักงานครบทุกกอง แต่ยังไม่ได้สรุปผลการอบรมเสนอผู้บริหาร"

    assert quoted(text) == text
    shown = quoted(text, 40)
    assert len(shown) <= 40
    assert shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))
