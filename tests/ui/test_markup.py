"""Text from files never becomes markup, and cutting and marking never spoil it."""

import re
from html import unescape

import pytest
from hypothesis import given, strategies as st

from itasearch.ui.kit import html, markdown
from itasearch.wording.language import Language, in_language
from tests.ui.shown import shown

HOSTILE = '<script>alert("งดรับของขวัญ")</script><img src=x onerror=alert(1)>\'"'
THAI = st.text(alphabet="กขคาิ่้๑2ำเแ <&>\n", max_size=40)


@pytest.mark.parametrize(
    ("language", "marked"),
    [("en", ["เทศบาลตำบลธารจันทร์หอม", "ปี ๒๕๖๖"]), ("th", [])],
)
def test_thai_is_marked_on_english_screens_alone(language: Language, marked: list[str]) -> None:
    text = "Than Chan Hom · เทศบาลตำบลธารจันทร์หอม (Sample) ปี ๒๕๖๖ <b>"

    with in_language(language):
        made = f"<p>{html.words(text)}</p>"

    assert [one.text for one in shown(made).all("[lang=th]")] == marked
    assert unescape(re.sub("</?(?:span[^>]*|p)>", "", made)) == text


def test_every_function_escapes_text() -> None:
    made = [
        html.badge(HOSTILE, kind=HOSTILE, tip=HOSTILE),
        html.details(HOSTILE, "", kind=HOSTILE),
        html.field(HOSTILE, HOSTILE),
        html.highlighted(HOSTILE, [(0, 8)]),
        html.link(HOSTILE, HOSTILE, kind=HOSTILE),
        html.passage(HOSTILE, ""),
        html.source_line(HOSTILE, "", HOSTILE, tip=HOSTILE),
        html.quiet(HOSTILE),
        html.section_title(HOSTILE),
        html.status(HOSTILE),
        html.subject(HOSTILE, level=3),
        html.table([HOSTILE], [[""]], caption=HOSTILE, kind=HOSTILE),
    ]

    assert not any(shown(one).all("script, img") for one in made)
    assert not any(HOSTILE[-2:] in one for one in made)


def test_a_highlight_marks_its_words() -> None:
    assert html.highlighted("นโยบายงดรับของขวัญ", [(6, 18)]) == "นโยบาย<mark>งดรับของขวัญ</mark>"


@given(THAI, st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=5))
def test_highlighting_keeps_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    made = html.highlighted(text, ranges)

    assert unescape(re.sub(r"</?mark>", "", made).replace("<br>", "\n")) == text


def test_a_label_has_no_backslash_that_a_screen_reader_would_read() -> None:
    assert markdown.plain("ขยาย E-Service ของ อบต. (ทุกช่องทาง) 1/2") == (
        "ขยาย E-Service ของ อบต. (ทุกช่องทาง) 1/2"
    )
    assert markdown.plain("1. ก www.a.th b@c.th") == r"1\. ก www\.a.th b\@c.th"
    assert markdown.plain("- ก") == r"\- ก"


def test_no_line_ends_between_a_number_and_its_noun() -> None:
    assert markdown.plain("มี 5 มาตรการ ปี 2566") == "มี 5\u00a0มาตรการ ปี 2566"


@given(st.text(alphabet="ก`*_{}[]()#+-.!|<>$:~ a\n", max_size=30))
def test_markdown_has_nothing_left_to_interpret(text: str) -> None:
    plain = markdown.plain(text)

    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]#<>$:~|]", plain)
    assert re.sub(r"\\(.)", r"\1", plain) == " ".join(text.split())
