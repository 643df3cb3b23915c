"""Where else a text stands: counted by what it is, and what differs there is said."""

from dataclasses import replace

import pytest

from itasearch.model.ranking import Hit, SameText
from itasearch.model.records import Measure
from itasearch.ui.search.hit_card import copies_html
from tests.ui.shown import Shown, shown
from tests.ui.test_hit_card import HIT, MEASURE, PLACE, TOWN

TWIN = SameText(measure_id="r2-t2r5", organisation=TOWN, fiscal_year_be=2567, source=PLACE)
FOLDED = replace(HIT, same_text=(TWIN,))


def _summary(hit: Hit) -> str:
    return shown(copies_html(hit, {})).folds[0].summary


def _shown(here: Measure, there: Measure) -> Shown:
    hit = replace(FOLDED, measure=here)
    return shown(copies_html(hit, {TWIN.measure_id: there}))


def test_the_summary_counts_reports_places_and_years() -> None:
    other = replace(TOWN, id="o2", name="เทศบาลเมืองริมธาร")
    elsewhere = replace(TWIN, measure_id="r3-t1r1", organisation=other)

    assert _summary(FOLDED).endswith("ใน 2 รายงาน · ปีงบฯ 2566–2567")
    both = replace(HIT, same_text=(TWIN, elsewhere))
    assert _summary(both).endswith("ใน 2 แห่ง 3 รายงาน · ปีงบฯ 2566–2567")


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("ยืม 12 ครั้ง", "ยืม 12 ครั้ง", "ทุกช่องเหมือนกัน"),
        ("ยืม ๑๒ ครั้ง", "ยืม 15 ครั้ง", "ต่างที่ ผลการดำเนินการ (15 แทน 12)"),
        ("ยืม 12 ครั้ง คืนครบ", "ไม่มีผู้ยืม", "ต่างที่ ผลการดำเนินการ"),
        ("", "ไม่มีผู้ยืม", "ต่างที่ ผลการดำเนินการ"),
    ],
)
def test_what_differs_is_said_in_a_few_words(here: str, there: str, said: str) -> None:
    copies = _shown(replace(MEASURE, results=here), replace(MEASURE, results=there))

    assert said in copies.texts(".ita-quiet")


def test_both_reports_are_one_click_away_unless_they_are_one() -> None:
    within = replace(HIT, same_text=(replace(TWIN, measure_id="r1-t9r9"),))

    link = _shown(MEASURE, MEASURE).link("เทียบสองรายงาน")
    assert link.href == "compare?left=r2&right=r1"
    assert "เทียบสองรายงาน" not in shown(copies_html(within, {})).text
