"""The reader of the app's HTML reads what the building blocks write."""

from itasearch.ui.kit.html import (
    badge_html,
    card_html,
    details_html,
    highlighted_html,
    link_html,
    table_html,
    text_html,
    title_html,
)
from itasearch.ui.search.query import restorable_html
from tests.ui.shown import cards, shown


def test_a_card_has_its_title_marks_badges_and_links() -> None:
    title = title_html(highlighted_html("งดรับของขวัญ", [(0, 6)]), [badge_html("จ.เลย", tip="ก")])

    (card,) = cards(card_html(title, link_html("ดู", "./?q=a&k=2")))

    assert card.title == "งดรับของขวัญ"
    assert card.marks == ["งดรับข"]
    assert (card.badge("จ.เลย").tip, card.link("ดู").href) == ("ก", "./?q=a&k=2")


def test_text_is_what_a_person_reads() -> None:
    lines = text_html("<b>ก\nข")

    view = shown(f"<p>{lines}</p><p>ค<mark>ง</mark></p>")

    assert view.text == "<b>ก ข คง"
    assert not view.all("b")


def test_what_is_folded_is_not_seen_at_first() -> None:
    view = shown(details_html("อีก 2 คำ", "<p>พัสดุ</p>"))

    assert (view.text_at_first, view.text) == ("อีก 2 คำ", "อีก 2 คำ พัสดุ")
    assert (view.folds[0].summary, view.folds[0].is_open) == ("อีก 2 คำ", False)
    assert shown(details_html("อีก", "", is_open=True)).folds[0].is_open


def test_a_table_is_read_by_rows() -> None:
    rows = [["2566", "<b>80</b>"]]
    view = shown(table_html(["ปี", "คะแนน"], rows, caption="ITA", kind="ita-form"))

    assert (view.table("ITA").names, view.table("ITA").rows) == (["ปี", "คะแนน"], [["2566", "80"]])


def test_a_chip_is_found_by_its_text() -> None:
    assert shown(restorable_html("เลย", "./")).chip("เลย").spoken == "เลย"
