"""The bar among the kinds of comparison: all of them, where one stands, and the town along."""

import re

from itasearch.ui.compare.sides import Comparing, bar_html


def test_it_leads_to_all_kinds_and_marks_the_one_that_is_shown() -> None:
    html = bar_html(Comparing.TOWNS)

    assert re.findall(r">([^<]+)</a>", html) == [
        "สองแห่ง",
        "หลายปี",
        "หลายแห่ง",
        "แห่งที่คล้ายกัน",
        "สิ่งที่ยังขาด",
    ]
    assert re.findall(r'aria-current="page">([^<]+)<', html) == ["หลายแห่ง"]


def test_the_town_goes_along() -> None:
    hrefs = re.findall(r'href="([^"]+)"', bar_html(Comparing.TWO, town="o1"))

    assert hrefs == [
        "compare?left=o1",
        "compare?years=o1",
        "matrix?like=o1",
        "neighbours?org=o1",
        "coverage?org=o1",
    ]


def test_without_a_town_the_years_ask_for_one() -> None:
    assert 'href="compare?years=-"' in bar_html(Comparing.TWO)
