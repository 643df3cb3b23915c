"""The links among the views that compare: those of a town, those of several, and the town along."""

from itasearch.ui.kit.comparing import Comparing, bar_html
from tests.ui.shown import shown


def test_several_towns_have_views_of_their_own_and_the_one_that_is_shown_is_marked() -> None:
    bar = shown(bar_html(Comparing.TOWNS))

    assert [link.text for link in bar.links] == [
        "สองแห่ง",
        "หลายปี",
        "หลายแห่ง",
        "คำถามของเรา",
        "คะแนนหลังเริ่มทำ",
    ]
    assert bar.texts("[aria-current=page]") == ["หลายแห่ง"]
    assert "effects" not in shown(bar_html(Comparing.TWO, effects=False)).hrefs


def test_the_views_of_a_town_take_it_along() -> None:
    bar = shown(bar_html(Comparing.SIMILAR, town="o1"))

    assert bar.hrefs == [
        "town?id=o1",
        "compare?years=o1",
        "neighbours?org=o1",
        "coverage?org=o1",
        "plan?org=o1",
        "matrix?like=o1",
    ]
    assert "compare?years=o1" in shown(bar_html(Comparing.TWO, town="o1")).hrefs
