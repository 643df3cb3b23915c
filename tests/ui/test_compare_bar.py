"""The bar among the kinds of comparison: all of them, where one stands, and the town along."""

from itasearch.ui.compare.sides import Comparing, bar_html
from tests.ui.shown import shown


def test_it_leads_to_all_kinds_and_marks_the_one_that_is_shown() -> None:
    bar = shown(bar_html(Comparing.TOWNS))

    assert [link.text for link in bar.links] == [
        "สองแห่ง",
        "หลายปี",
        "หลายแห่ง",
        "แห่งที่คล้ายกัน",
        "สิ่งที่ยังขาด",
        "แผนปีถัดไป",
        "คะแนนหลังเริ่มทำ",
    ]
    assert bar.texts("[aria-current=page]") == ["หลายแห่ง"]


def test_the_town_goes_along() -> None:
    bar = shown(bar_html(Comparing.TWO, town="o1"))

    assert bar.hrefs == [
        "compare?left=o1",
        "compare?years=o1",
        "matrix?like=o1",
        "neighbours?org=o1",
        "coverage?org=o1",
        "plan?org=o1",
        "effects",
    ]


def test_without_a_town_the_years_ask_for_one() -> None:
    assert "compare?years=-" in shown(bar_html(Comparing.TWO)).hrefs
