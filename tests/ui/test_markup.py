"""Text from files never becomes markup, and cutting and marking never spoil it."""

import re
from html import unescape

import pytest
from hypothesis import given, strategies as st

from itasearch.ui.kit.html import (
    badge_html,
    details_html,
    field_html,
    highlighted_html,
    link_html,
    passage_html,
    place_html,
    plain_markdown,
    quiet_html,
    section_title_html,
    status_html,
    subject_html,
    table_html,
    words_html,
)
from tests.ui.shown import shown

HOSTILE = '<script>alert("งดรับของขวัญ")</script><img src=x onerror=alert(1)>\'"'
THAI = st.text(alphabet="กขคาิ่้๑2ำเแ <&>\n", max_size=40)


@pytest.mark.parametrize(
    ("language", "marked"),
    [("en", ["เทศบาลตำบลธารจันทร์หอม", "ปี ๒๕๖๖"]), ("th", [])],
)
def test_thai_is_marked_on_english_screens_alone(
    monkeypatch: pytest.MonkeyPatch, language: str, marked: list[str]
) -> None:
    monkeypatch.setattr("streamlit.query_params", {"lang": language})
    text = "Than Chan Hom · เทศบาลตำบลธารจันทร์หอม (Sample) ปี ๒๕๖๖ <b>"

    html = f"<p>{words_html(text)}</p>"

    assert [one.text for one in shown(html).all("[lang=th]")] == marked
    assert unescape(re.sub("</?(?:span[^>]*|p)>", "", html)) == text


def test_every_function_escapes_text() -> None:
    made = [
        badge_html(HOSTILE, kind=HOSTILE, tip=HOSTILE),
        details_html(HOSTILE, "", kind=HOSTILE),
        field_html(HOSTILE, HOSTILE),
        highlighted_html(HOSTILE, [(0, 8)]),
        link_html(HOSTILE, HOSTILE, kind=HOSTILE),
        passage_html(HOSTILE, ""),
        place_html(HOSTILE, "", HOSTILE, tip=HOSTILE),
        quiet_html(HOSTILE, tip=HOSTILE),
        section_title_html(HOSTILE),
        status_html(HOSTILE),
        subject_html(HOSTILE, level=3),
        table_html([HOSTILE], [[""]], caption=HOSTILE, kind=HOSTILE),
    ]

    assert not any(shown(html).all("script, img") for html in made)
    assert not any(HOSTILE[-2:] in html for html in made)


def test_a_highlight_marks_its_words() -> None:
    assert highlighted_html("นโยบายงดรับของขวัญ", [(6, 18)]) == "นโยบาย<mark>งดรับของขวัญ</mark>"


@given(THAI, st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=5))
def test_highlighting_keeps_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    html = highlighted_html(text, ranges)

    assert unescape(re.sub(r"</?mark>", "", html).replace("<br>", "\n")) == text


def test_a_label_has_no_backslash_that_a_screen_reader_would_read() -> None:
    assert plain_markdown("ขยาย E-Service ของ อบต. (ทุกช่องทาง) 1/2") == (
        "ขยาย E-Service ของ อบต. (ทุกช่องทาง) 1/2"
    )
    assert plain_markdown("1. ก www.a.th b@c.th") == r"1\. ก www\.a.th b\@c.th"
    assert plain_markdown("- ก") == r"\- ก"


def test_no_line_ends_between_a_number_and_its_noun() -> None:
    assert plain_markdown("มี 5 มาตรการ ปี 2566") == "มี 5\u00a0มาตรการ ปี 2566"


@given(st.text(alphabet="ก`*_{}[]()#+-.!|<>$:~ a\n", max_size=30))
def test_markdown_has_nothing_left_to_interpret(text: str) -> None:
    plain = plain_markdown(text)

    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]#<>$:~|]", plain)
    assert re.sub(r"\\(.)", r"\1", plain) == " ".join(text.split())
