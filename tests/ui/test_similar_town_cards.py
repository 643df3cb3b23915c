"""Similar towns in words: why they are alike, who scores higher, and that this proves nothing."""

from dataclasses import replace

import pytest

from itasearch.model.records import ItaResult
from itasearch.model.towns import (
    Alike,
    Better,
    BetterExample,
    SimilarTown,
    SimilarTownReason,
    WeakIndicator,
)
from itasearch.ui.towns.similar import why_html
from itasearch.wording.names import likeness_text
from tests.ui.shown import shown
from tests.ui.towns import placed, town

WEAK = WeakIndicator(number=10, score=67.3, fiscal_year_be=2566)
HIGHER = BetterExample(
    measure_id=placed().measure.id,
    example=placed(),
    why=Better.HIGHER,
    score=91.25,
    score_year_be=2567,
    likeness=0.8,
)
LIKE = SimilarTown(
    organisation=town(),
    fiscal_year_be=2567,
    likeness=0.83,
    reasons=(SimilarTownReason(kind=Alike.PROVINCE, value="น่าน", share=1.0),),
    result=ItaResult(fiscal_year_be=2566, total=86.0, grade="A"),
)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (Alike.TYPE, "town_municipality", "เป็นเทศบาลเมืองเหมือนกัน"),
        (Alike.PROVINCE, "น่าน", "อยู่จังหวัดน่านเหมือนกัน"),
        (Alike.REGION, "northeast", "ภาคตะวันออกเฉียงเหนือเหมือนกัน"),
        (Alike.TOTAL, "84.20 · 86.00", "คะแนนใกล้กัน 84.20 · 86.00"),
        (Alike.PLAN, "no_gift procurement", "รายงานมีเรื่องเดียวกัน 2 เรื่อง: งดรับของขวัญ, จัดซื้อจัดจ้าง"),
    ],
)
def test_every_reason_is_told_in_words(kind: Alike, value: str, told: str) -> None:
    reason = SimilarTownReason(kind=kind, value=value, share=1.0)

    assert likeness_text(reason) == told


LATER = replace(HIGHER, example=replace(HIGHER.example, fiscal_year_be=2568))
ROSE = replace(HIGHER, why=Better.ROSE, score=60.0, later=75.5, guessed=True)


@pytest.mark.parametrize(
    ("example", "told"),
    [
        (HIGHER, "เขาได้ 91.25 (ปี 2567) · มาตรการปี 2567 · เราได้ 67.30 (ปี 2566)"),
        (LATER, "มาตรการปี 2568 ซึ่งมาหลังคะแนนนี้ · เราได้"),
        (ROSE, "60.00 (ปี 2567) แล้วได้ 75.50 (ปี 2568)"),
    ],
)
def test_a_better_example_tells_both_scores_and_their_years(
    example: BetterExample, told: str
) -> None:
    text = shown(why_html(example, WEAK)).text

    assert told in text
    assert ("เดาจากเนื้อหา" in text) is ("เดา" in text) is example.guessed
