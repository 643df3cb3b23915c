"""What a plan keeps, improves and borrows, and what of it is ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from itasearch.compare.towns.plan.material import Counterpart, PlanMaterial
from itasearch.compare.towns.plan.sections import MOST_BORROWED, draft_row, sections_of
from itasearch.domain.rules import built_in_rules
from itasearch.enrich.local_names import local_names
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    DoneBefore,
    DoneOnce,
    Doubt,
    Lesson,
    NoResult,
    NotTicked,
    OwnLesson,
    OwnParts,
    OwnScore,
    PlanAction,
    PlanProposal,
    PlanSection,
    Serves,
    TownScore,
    WritesOut,
)
from itasearch.model.records import Measure, Organisation, ReportKind, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis, Better, BetterExample, Gap, WeakIndicator
from itasearch.wording.language import in_language
from itasearch.wording.plan import left_out_text, reason_texts
from tests.cases import examples, literal, tupled, yes
from tests.compare.samples import report
from tests.compare.towns import TAMBON, result

OURS = Organisation(id="เรา", name="เทศบาลตำบลบ้านเรา", type=TAMBON)
THEIRS = Organisation(id="เขา", name="เทศบาลตำบลบ้านเขา", type=TAMBON)
INVENTED = replace(THEIRS, id="สมมติ", sample=True)
WHOLE = {
    "steps": "๑. จัดทำประกาศ\n๒. แจ้งเวียนทุกกอง",
    "timeframe": "ต.ค. ๖๗ – ก.ย. ๖๘",
    "responsible": "สำนักปลัด",
    "follow_up": "รายงานนายกเทศมนตรีทุกไตรมาส",
}


def stored(title: str, owner: Organisation = OURS, **texts: str) -> StoredMeasure:
    """A measure whose id is its title, whole unless texts are given."""
    measure = Measure(
        id=title,
        report_id=f"r{owner.id}",
        title=title,
        source=SourceRef(path=f"{owner.id}.docx", sha256="0" * 64, table_number=1, row_number=2),
    )
    measure = measure.with_texts(dict(texts) if texts else dict(WHOLE))
    return StoredMeasure(measure=measure, organisation=owner, fiscal_year_be=2568)


def whole(title: str, owner: Organisation = OURS, **texts: str) -> StoredMeasure:
    """A whole measure, but for these texts."""
    return stored(title, owner, **{**WHOLE, **texts})


def without(field: str) -> StoredMeasure:
    """A measure of ours that lacks one part of the form."""
    return whole("งดรับของขวัญ", OURS, **{field: ""})


def better(one: StoredMeasure, *, score: float = 92.1, likeness: float = 0.8) -> BetterExample:
    return BetterExample(
        measure_id=one.measure.id,
        why=Better.HIGHER,
        score=score,
        score_year_be=2568,
        likeness=likeness,
        example=one,
    )


def weak(number: int, score: float, *examples: BetterExample) -> WeakIndicator:
    return WeakIndicator(number=number, score=score, fiscal_year_be=2568, examples=examples)


def gap(key: str, *examples: StoredMeasure, axis: Axis = Axis.TOPICS) -> Gap:
    return Gap(axis=axis, key=key, towns=4, of=5, examples=examples)


def like(measure: StoredMeasure, similarity: float = 0.8, likeness: float = 0.7) -> Counterpart:
    return Counterpart(measure=measure, similarity=similarity, likeness=likeness)


EARLIER = Counterpart(measure=stored("งดรับของขวัญ ปีก่อน"), similarity=0.6, likeness=0.0, is_ours=True)
"""Our own measure of an earlier year."""


def plan(
    *own: StoredMeasure,
    marks: Mapping[str, int | IndicatorMark] | None = None,
    same: bool = False,
    scores: Mapping[int, float] | None = None,
    paired: Sequence[Counterpart] = (),
    reported: Sequence[StoredMeasure] = (),
    **given: Any,
) -> tuple[PlanSection, ...]:
    """The sections of a plan for 2569 by `scores` of 2568 and what is `paired` with our first one.

    Indicators are stated by the id of the measure, 10 else.
    """
    material = PlanMaterial(
        fiscal_year_be=2569,
        required=built_in_rules().pack(2569).required[ReportKind.PLAN],
        results=[result(80, year=2568, scores=scores)] if scores else (),
        own=own,
        counterparts={own[0].measure.id: paired} if own else {},
        alike=lambda _one, _other: same,
        local=local_names([], OURS),
        results_of={one.measure.id: one for one in reported},
        reported=reported,
        towns=5,
    )
    material = replace(material, **given)
    others = [one.measure for several in material.counterparts.values() for one in several]
    examples = [one for each in material.gaps for one in each.examples]
    measures = (*own, *material.earlier, *examples, *others, *material.near)
    numbers = dict.fromkeys((one.measure.id for one in measures), 10) | dict(marks or {})
    stated = {
        name: IndicatorMark(number=number, confidence=1, origin=Origin.STATED)
        if isinstance(number, int)
        else number
        for name, number in numbers.items()
    }
    return sections_of(replace(material, marks=stated))


def proposals(sections: Sequence[PlanSection]) -> list[PlanProposal]:
    return [one for section in sections for one in section.proposals]


def proposed(*own: StoredMeasure, **given: Any) -> list[PlanProposal]:
    """What `plan` proposes."""
    return proposals(plan(*own, **given))


def ticked(found: Sequence[PlanProposal]) -> list[tuple[PlanAction, bool]]:
    return [(one.action, one.ticked) for one in found]


def test_the_weakest_indicator_comes_first_and_unscored_ones_last() -> None:
    found = plan(scores={7: 78.5, 2: 95.0, 10: 60.0})

    assert [one.indicator for one in found][:3] == [10, 7, 2]
    assert [one.indicator for one in found][3:] == [1, 3, 4, 5, 6, 8, 9]
    assert (found[0].score, found[0].fiscal_year_be) == (60.0, 2568)


def test_a_whole_measure_of_ours_is_kept_with_both_scores() -> None:
    by_year = {2568: 78.5, 2567: 75.0, 2566: 60.0}
    results = [result(80, year=y, scores={7: it, 1: 90, 2: 95}) for y, it in by_year.items()]

    (found,) = proposed(stored("สื่อสารผ่านไลน์"), marks={"สื่อสารผ่านไลน์": 7}, results=results)

    assert ticked([found]) == [(PlanAction.KEEP, True)]
    assert found.reasons == (
        OwnScore(indicator=7, score=78.5, fiscal_year_be=2568, earlier=75.0, earlier_year_be=2567),
        NoResult(fiscal_year_be=2568),
        OwnParts(),
    )
    assert "เพิ่มขึ้น 3.50" in reason_texts(found)[0]


def test_our_results_report_without_a_planned_measure_is_said_to_lack_it() -> None:
    other = stored("ออกหน่วยเก็บภาษีที่ตลาด", results="ออก ๒ ครั้ง")
    other = replace(other, measure=replace(other.measure, report_id="ผล"))

    found = proposed(stored("สื่อสารผ่านไลน์"), reported=[other])[0]

    assert NoResult(fiscal_year_be=2568, is_left_out=True) in found.reasons
    assert any("รายงานผลของปีนั้นไม่มีมาตรการชื่อนี้" in text for text in reason_texts(found))


def test_a_measure_without_timeframe_is_improved_with_a_better_towns_counterpart() -> None:
    theirs = stored("ไม่รับของขวัญ", THEIRS)

    (found,) = proposed(
        without("timeframe"),
        scores={10: 70.0, 1: 90.0, 2: 95.0},
        paired=[like(theirs)],
        town_results={"เขา": [result(90, year=2568, scores={10: 92.0})]},
    )

    assert found.action is PlanAction.IMPROVE
    assert (found.counterpart, found.fills) == (theirs, ("timeframe",))
    assert OwnParts(missing=(Part.TIMEFRAME,)) in found.reasons
    scores = [one for one in found.reasons if isinstance(one, TownScore)]
    assert [(one.score, one.ours) for one in scores] == [(92.0, 70.0)]


def test_a_counterpart_that_is_little_alike_or_for_another_indicator_fills_nothing() -> None:
    own = stored("งดรับของขวัญ", steps="ปิดประกาศ")

    (found,) = proposed(own, paired=[like(stored("อื่น", THEIRS), 0.3)])

    assert (found.action, found.counterpart, found.fills) == (PlanAction.IMPROVE, None, ())
    theirs = like(stored("ไม่รับของขวัญ", THEIRS))
    (other,) = proposed(without("timeframe"), paired=[theirs], marks={"ไม่รับของขวัญ": 2})
    assert other.counterpart is None
    nearer = like(stored("ไม่รับของขวัญ", THEIRS), 0.9, 0.9)
    for title, matter in (("งดรับของขวัญ ปีก่อน", "ที่ใกล้เคียง"), ("งด รับของขวัญ", "เดียวกัน")):
        ours = replace(EARLIER, measure=stored(title))
        (first,) = proposed(without("follow_up"), paired=[nearer, ours])
        assert first.counterpart == ours.measure
        assert f"เติมการกำกับติดตามจากมาตรการ{matter}ของเรา ปี 2568" in reason_texts(first)


@pytest.mark.parametrize(
    ("title", "is_paired"), [("ไม่รับของขวัญทุกชนิด", True), ("งดรับของขวัญ ", False)]
)
def test_what_ours_has_or_is_named_alike_is_not_borrowed(title: str, is_paired: bool) -> None:
    theirs = stored(title, THEIRS)
    paired = [like(theirs, 0.5, 0.9)] if is_paired else []

    found = proposed(stored("งดรับของขวัญ"), gaps=[gap("no_gift", theirs)], paired=paired)

    assert [one.action for one in found] == [PlanAction.KEEP]


def test_of_measures_that_do_the_same_one_is_borrowed() -> None:
    first, second = stored("ตั้งศูนย์ร้องเรียน", THEIRS), stored("เปิดตู้รับเรื่อง", THEIRS)

    assert len(proposed(gaps=[gap("complaints", first, second)], same=True)) == 1
    assert len(proposed(gaps=[gap("complaints", first, second)])) == 2


def test_a_common_and_better_measure_goes_first_with_both_reasons() -> None:
    common, both = stored("ก", THEIRS), stored("ขยายบริการออนไลน์", THEIRS)

    first, second = proposed(
        scores={8: 70.0, 1: 90.0},
        marks={"ก": 8, "ขยายบริการออนไลน์": 8},
        gaps=[gap("e_service", common, both)],
        weak=[weak(8, 70.0, better(both))],
    )

    assert [one.id for one in (first, second)] == ["ขยายบริการออนไลน์", "ก"]
    assert [type(one) for one in first.reasons] == [Common, TownScore]
    assert (first.ticked, second.ticked) == (True, False)


def test_an_invented_town_is_marked_in_the_sentence_on_its_score() -> None:
    example = better(stored("ก", INVENTED))

    (found,) = proposed(scores={8: 70.0, 1: 90.0}, marks={"ก": 8}, weak=[weak(8, 70.0, example)])

    assert any(f"{THEIRS.name} (ตัวอย่าง)" in text for text in reason_texts(found))
    with in_language("en"):
        assert any(f"{THEIRS.name} (sample)" in text for text in reason_texts(found))


@examples("plan", "why another town's measure is not ticked", str, literal, yes, str)
def test_another_towns_measure_is_not_ticked_and_says_why(
    title: str, cells: dict[str, str], is_sample: bool, why: str
) -> None:
    theirs = stored(title, INVENTED if is_sample else THEIRS, **cells)
    found = proposed(stored("ปิดประกาศงดรับของขวัญ"), gaps=[gap("service_quality", theirs)])

    assert ticked(found) == [(PlanAction.KEEP, True), (PlanAction.BORROW, False)]
    assert why in reason_texts(found[1])[-1]


def test_each_indicator_has_few_proposals_of_others_and_all_of_ours() -> None:
    titles = [3 * letter for letter in "กขคงจฉชซ"]
    own = [stored(one) for one in titles]
    theirs = [stored(f"{one}{one}{one}", THEIRS) for one in titles]
    marks = dict.fromkeys([one.measure.id for one in (*own, *theirs)], 9)

    section = next(
        one for one in plan(*own, marks=marks, gaps=[gap("hr", *theirs)]) if one.indicator == 9
    )

    assert len(section.proposals) == len(own) + MOST_BORROWED
    assert section.left_out == 0


def test_a_measure_that_our_list_repeats_is_proposed_once() -> None:
    title = "จัดให้มีการประเมินความพึงพอใจของผู้มาติดต่อ"
    assert len(proposed(stored(title), stored(f"{title}ด้วย"))) == 1
    by_laws = [stored(f"เสนอร่างข้อบัญญัติ{matter}ต่อสภา") for matter in ("ตลาด", "จอดรถ")]
    assert len(proposed(*by_laws)) == 2


def test_on_a_title_alone_a_whole_measure_is_borrowed_in_its_place() -> None:
    bare, written_out = stored("ยืมทรัพย์สิน", steps=""), stored("กำหนดแนวทางการยืมทรัพย์สิน", THEIRS)

    ours, theirs = proposed(bare, paired=[like(written_out, 0.4)])

    assert not ours.ticked
    assert theirs.ticked
    assert theirs.reasons == (WritesOut(count=1),)


def test_a_title_is_written_out_by_one_measure() -> None:
    bare = [stored("ยืมทรัพย์สิน", steps=""), stored("คู่มือการใช้ทรัพย์สิน", steps="")]
    both, one = stored("กำหนดแนวทางการยืม", THEIRS), stored("ใช้ใบยืมสองสี", THEIRS)

    found = proposed(
        *bare,
        counterparts={
            "ยืมทรัพย์สิน": [like(one, 0.4), like(both, 0.4)],
            "คู่มือการใช้ทรัพย์สิน": [like(both, 0.4)],
        },
    )

    borrowed = [it for it in found if it.action is PlanAction.BORROW]
    assert [(it.id, it.reasons) for it in borrowed] == [("กำหนดแนวทางการยืม", (WritesOut(count=2),))]


def test_titles_alone_are_ticked_only_in_a_plan_that_has_nothing_else() -> None:
    title = stored("ยืมทรัพย์สิน", steps="")

    (alone,), both = proposed(title), proposed(title, stored("งดรับของขวัญ"))

    assert alone.ticked
    assert {one.id: one.ticked for one in both} == {"ยืมทรัพย์สิน": False, "งดรับของขวัญ": True}


def test_an_improved_row_keeps_our_texts_and_takes_only_what_is_lacking() -> None:
    own = stored("งดรับของขวัญ", steps="ปิดประกาศ", timeframe="-", responsible="กองคลัง")
    theirs = stored("ไม่รับของขวัญ", THEIRS)
    proposal = PlanProposal(
        action=PlanAction.IMPROVE,
        indicator=10,
        measure=own,
        counterpart=theirs,
        fills=("timeframe", "follow_up"),
        reasons=(OwnParts(missing=(Part.TIMEFRAME, Part.FOLLOW_UP)),),
    )

    row = draft_row(proposal)

    assert row.measure == own.measure
    mine, other = row.parts
    assert mine.edits == (("timeframe", ""),)
    assert other.measure == theirs.measure
    assert [name for name, text in other.edits if not text] == ["steps", "responsible"]


@examples("plan", "what another town's measure fills", float, float, yes, tupled)
def test_only_a_clearly_same_measure_of_a_similar_real_town_fills_and_ours_stays_ticked(
    similarity: float, likeness: float, is_invented: bool, fills: tuple[str, ...]
) -> None:
    owner = INVENTED if is_invented else THEIRS
    own, theirs = without("timeframe"), stored("ไม่รับของขวัญ", owner)

    found, _ = proposed(own, stored("ปิดประกาศนโยบาย"), paired=[like(theirs, similarity, likeness)])

    assert (found.counterpart, found.fills, found.ticked) == (theirs, fills, True)
    done = "เติมระยะเวลาดำเนินการจาก" if fills else "ไม่ได้เติมช่องใด ดูตัวอย่างได้จาก"
    name = "เทศบาลตำบลบ้านเขา (ตัวอย่าง)" if is_invented else "เทศบาลตำบลบ้านเขา"
    assert f"{done}มาตรการที่ใกล้เคียงของ{name} ปี 2568" in reason_texts(found)
    with in_language("en"):
        assert any("a similar measure of" in text for text in reason_texts(found))


def test_follow_up_in_the_steps_of_a_like_measure_is_shown_and_fills_no_cell() -> None:
    steps = "๑. ปิดประกาศ\n๒. รายงานผลต่อปลัดทุกเดือน"
    theirs = whole("ไม่รับของขวัญ", THEIRS, steps=steps, follow_up="")

    (found,) = proposed(without("follow_up"), paired=[like(theirs)])

    assert (found.counterpart, found.fills) == (theirs, ())


def test_a_similar_real_town_fills_before_an_invented_one_that_has_more() -> None:
    own = stored("งดรับของขวัญ", OURS, steps="ปิดประกาศ", responsible="กองคลัง")
    real = stored("ไม่รับของขวัญ", THEIRS, steps="ปิดประกาศ", timeframe="ต.ค. ๖๗ – ก.ย. ๖๘")
    invented = stored("ไม่รับของขวัญทุกชนิด", INVENTED)

    (found,) = proposed(own, paired=[like(one, 0.9) for one in (invented, real)])

    assert (found.counterpart, found.fills) == (real, ("timeframe",))


@pytest.mark.parametrize("is_of_sample", [False, True])
def test_what_an_invented_town_has_is_for_another_invented_one(is_of_sample: bool) -> None:
    found = proposed(
        without("timeframe"),
        stored("ปิดประกาศนโยบาย"),
        gaps=[gap("complaints", stored("ตั้งศูนย์ร้องเรียน", INVENTED))],
        paired=[like(stored("ไม่รับของขวัญ", INVENTED), 0.9)],
        is_of_sample=is_of_sample,
    )

    assert found[0].fills == (("timeframe",) if is_of_sample else ())
    assert {one.id: one.ticked for one in found} == {
        "งดรับของขวัญ": True,
        "ปิดประกาศนโยบาย": True,
        "ตั้งศูนย์ร้องเรียน": is_of_sample,
    }


def test_a_real_towns_measure_is_ticked_in_the_place_of_an_invented_ones() -> None:
    invented, real = stored("ตั้งศูนย์ร้องเรียน", INVENTED), stored("เปิดตู้รับเรื่อง", THEIRS)

    found = proposed(stored("งดรับของขวัญ"), gaps=[gap("complaints", invented, real)])

    assert [(one.id, one.ticked) for one in found][1:] == [
        (invented.measure.id, False),
        (real.measure.id, True),
    ]


def dropped(title: str, **texts: str) -> StoredMeasure:
    """A measure of ours of 2566."""
    return replace(stored(title, OURS, **texts), fiscal_year_be=2566)


def test_what_we_dropped_is_offered_before_what_others_do_with_year_and_scores() -> None:
    ours, theirs = dropped("ตอบเรื่องร้องเรียนทุกวัน"), stored("เปิดตู้รับเรื่อง", THEIRS)
    results = [
        result(80, year=2568, scores={5: 70.0, 1: 90.0, 2: 95.0}),
        result(85, year=2566, scores={5: 82.0}),
    ]

    first, second = proposed(
        earlier=[ours],
        marks={ours.measure.id: 5, theirs.measure.id: 5},
        results=results,
        weak=[weak(5, 70.0, better(theirs))],
    )

    assert (first.action, first.id, first.ticked) == (PlanAction.RESUME, ours.measure.id, True)
    done = DoneBefore(fiscal_year_be=2566, indicator=5, score=82.0, last=70.0, last_year_be=2568)
    assert first.reasons == (done,)
    assert reason_texts(first) == (
        "อยู่ในแผน แนวทาง หรือรายงานของเราปี 2566 ไม่พบชื่อเดียวกันในแผนหรือรายงานล่าสุด "
        "ตัวชี้วัดที่ 5 ได้ 82.00 ในปี 2566 ได้ 70.00 ในปี 2568",
    )
    assert (second.id, second.ticked) == (theirs.measure.id, False)


def test_of_what_we_dropped_titles_alone_and_what_we_still_do_are_not_offered() -> None:
    bare, still = dropped("ยืมทรัพย์สิน", steps=""), dropped("งดรับของขวัญ ")

    found = proposed(stored("งดรับของขวัญ"), earlier=[bare, still])

    assert [one.action for one in found] == [PlanAction.KEEP]


@examples("plan", "an earlier measure beside one of our last report", str, int, yes)
def test_what_we_dropped_is_not_said_to_lack_where_our_last_report_has_one_near(
    pairs: str, number: int, is_ticked: bool
) -> None:
    own, ours = whole("อบรมประมวลจริยธรรม"), dropped("ให้ความรู้ด้านคุณธรรม")
    marks = {own.measure.id: 7, ours.measure.id: number}
    both = {own.measure.id: ours} if pairs == "results_of" else [frozenset(marks)]
    found = {it.id: it for it in proposed(own, earlier=[ours], marks=marks, **{pairs: both})}
    it = found[ours.measure.id]
    assert (it.action, it.ticked) == (PlanAction.RESUME, is_ticked)
    assert ("อบรมประมวลจริยธรรม" in " ".join(reason_texts(it))) is not is_ticked


@examples(
    "plan",
    "what our report wants this year is taken up, and what ours took in is not",
    str,
    str,
    yes,
)
def test_what_our_report_wants_this_year_is_taken_up_and_what_ours_took_in_is_not(
    advice: str, steps: str, is_ticked: bool
) -> None:
    own, ours = whole("ดูแลไฟฟ้าสาธารณะ", OURS, steps=steps), dropped("จัดซื้อรถกระเช้า", **WHOLE)
    ours = replace(ours, measure=replace(ours.measure, recommendations=advice))
    _, found = proposed(own, earlier=[ours], scores=TEN)
    assert ticked([found]) == [(PlanAction.RESUME, is_ticked)]
    assert advice in " ".join(reason_texts(found))


@examples("plan", "a measure about a place is offered unticked behind others and says why")
def test_a_measure_about_a_place_is_offered_unticked_behind_others_and_says_why(
    title: str, steps: str, name: str
) -> None:
    bound = whole(title, THEIRS, steps=steps)
    other = stored("เปิดตู้รับเรื่อง", THEIRS)

    _, first, last = proposed(stored("งดรับของขวัญ"), gaps=[gap("complaints", bound, other)])

    assert (first.id, first.ticked) == (other.measure.id, True)
    assert (last.id, last.ticked) == (bound.measure.id, False)
    assert Doubt(kind="of_a_place", name=name) in last.reasons
    assert any(f"“{name}”" in text for text in reason_texts(last))
    with in_language("en"):
        assert any(f"“{name}”" in text for text in reason_texts(last))


def test_what_its_own_town_did_not_reach_is_offered_unticked_and_quotes_it() -> None:
    theirs, other = whole("เปิดบริการออนไลน์", THEIRS), stored("เปิดตู้รับเรื่อง", THEIRS)
    came, gaps = "เลื่อนไปดำเนินการปีหน้า", [gap("complaints", theirs, other)]

    _, first, last = proposed(stored("งดรับของขวัญ"), gaps=gaps, missed={theirs.measure.id: came})

    assert (first.id, first.ticked) == (other.measure.id, True)
    assert (last.id, last.ticked) == (theirs.measure.id, False)
    assert [it for it in last.reasons if isinstance(it, Doubt)] == [
        Doubt(kind="not_reached", name=came)
    ]
    assert any(came in text for text in reason_texts(last))


def test_what_may_be_ours_in_other_words_is_offered_unticked_and_names_ours() -> None:
    own, other = whole("เปิดตู้รับเรื่องร้องเรียน"), whole("ตอบผู้ร้องภายใน 15 วัน", THEIRS)
    maybe = {frozenset((own.measure.id, other.measure.id))}

    _, found = proposed(own, gaps=[gap("complaints", other)], maybe=maybe)

    assert (found.id, found.ticked) == (other.measure.id, False)
    assert "อาจเป็นเรื่องเดียวกับมาตรการ “เปิดตู้รับเรื่องร้องเรียน” ของเรา" in reason_texts(found)[-1]
    # What our report says was given up does not stand in its way.
    row = replace(own, measure=replace(own.measure, id="row", results="ยกเลิก เนื่องจากไม่มีสถานที่ตั้งตู้"))
    results = {own.measure.id: row}
    _, found = proposed(own, gaps=[gap("complaints", other)], maybe=maybe, results_of=results)
    assert not any("อาจเป็นเรื่องเดียวกับ" in text for text in reason_texts(found))


def test_what_is_near_to_ours_is_offered_unticked_where_it_names_what_our_report_recommends() -> (
    None
):
    own = whole("ตอบข้อซักถามทางเพจ", results="ตอบ 40 ข้อ", recommendations="ควรตอบภายใน 2 ชั่วโมง")
    answer = whole("เจ้าหน้าที่ตอบข้อซักถามภายใน 2 ชั่วโมง", THEIRS)
    near, other = whole("ตอบข้อซักถามหน้าเคาน์เตอร์", THEIRS), whole("เปิดตู้รับเรื่อง", THEIRS)
    gaps = [gap("complaints", near, other, answer)]

    _, found, last = proposed(own, reported=[own], gaps=gaps, paired=[like(near), like(answer)])

    assert (found.id, found.ticked, last.id) == (answer.measure.id, False, other.measure.id)
    first, *_, doubt = reason_texts(found)
    assert first == "ข้อเสนอแนะในรายงานของเราปี 2568: “ควรตอบภายใน 2 ชั่วโมง”"
    assert "อาจเป็นเรื่องเดียวกับมาตรการ “ตอบข้อซักถามทางเพจ” ของเรา" in doubt
    of_it = {"gaps": [gap("complaints", answer)], "missed": {answer.measure.id: "ตอบทัน 3 จาก 9 ข้อ"}}
    _, missed = proposed(own, reported=[own], paired=[like(answer)], **of_it)
    (both,) = (it for it in reason_texts(missed) if "ไม่ได้เลือกไว้" in it)
    assert "ระบุผลว่า “ตอบทัน 3 จาก 9 ข้อ” และอาจเป็นเรื่องเดียวกับ" in both
    maybe = [frozenset((own.measure.id, answer.measure.id))]
    _, unpaired = proposed(own, reported=[own], near=[other, answer], maybe=maybe)
    assert reason_texts(unpaired)[0] == first
    assert unpaired.measure == answer
    # So is one for its indicator that is near to none of ours.
    _, serving = proposed(own, reported=[own], near=[other, answer])
    assert (serving.measure, reason_texts(serving)[0]) == (answer, first)
    # And one near to its row of results, which may be for another weak indicator.
    row = replace(own, measure=replace(own.measure, id="row"))
    weak_ones = {10: 70.0, 9: 75.0, 1: 90.0, 2: 95.0}
    _, of_row = proposed(
        own,
        results_of={own.measure.id: row},
        reported=[row],
        near=[answer],
        maybe=[frozenset(("row", answer.measure.id))],
        marks={answer.measure.id: 9},
        scores=weak_ones,
    )
    assert (of_row.measure, reason_texts(of_row)[0]) == (answer, first)
    scores, of_other = {10: 70.0, 9: 75.0, 1: 90.0}, {answer.measure.id: 9}
    assert len(proposed(own, reported=[own], near=[answer], marks=of_other, scores=scores)) == 1


def test_follow_up_that_only_results_state_is_lacking_and_a_step_on_it_leaves_no_cell_empty() -> (
    None
):
    report_it = "รายงานผลต่อนายกเทศมนตรีทุกไตรมาส"
    (lacking,) = proposed(whole("งดรับของขวัญ", follow_up="", results=f"{report_it}แล้ว"))
    (found,) = proposed(whole("งดรับของขวัญ", follow_up="", steps=f"๑. จัดทำประกาศ\n๒. {report_it}"))

    assert OwnParts(missing=(Part.FOLLOW_UP,)) in lacking.reasons
    assert (lacking.action, found.action) == (PlanAction.IMPROVE, PlanAction.KEEP)
    assert any("การกำกับติดตามอยู่ในขั้นตอน" in text for text in reason_texts(found))


def reported(title: str, **texts: str) -> StoredMeasure:
    """A whole measure of ours of 2568 with what came of it."""
    return whole(title, OURS, **{"timeframe": "ต.ค. ๖๗ – มี.ค. ๖๘", **texts})


def proposed_after(title: str, **texts: str) -> PlanProposal:
    """What is proposed for the next year after such a `reported` one."""
    own = reported(title, **texts)
    (found,) = proposed(own, reported=[own])
    return found


@examples("plan", "what our report gave up is asked first and not ticked")
def test_what_our_report_gave_up_is_asked_first_and_not_ticked(results: str, words: str) -> None:
    found = proposed_after("จัดงานวันต่อต้านทุจริต", results=results)

    assert ticked([found]) == [(PlanAction.DONE, False)]
    assert words.format(results) in reason_texts(found)


def test_what_our_report_recommends_to_end_or_merged_is_asked_about() -> None:
    to_end = proposed_after("แจกปฏิทิน", results="แจกครบทุกครัวเรือน", recommendations="เห็นควรยุติกิจกรรมนี้")
    merged = proposed_after("เดินรณรงค์ต้านทุจริต", results="ผนวกกับกิจกรรมวันแม่แห่งชาติ")
    other = reported("สายด่วนปลัด", results="รับ 2 เรื่อง").measure
    ours = replace(report("ผล"), measures=(other,), fiscal_year_be=2568)
    row = reported("ตู้ปณ. ร้องทุกข์", results="ยุบรวมกับสายด่วนปลัดแล้ว")
    own = whole("ตู้ปณ. ร้องทุกข์")
    (named,) = proposed(own, results_of={own.measure.id: row}, local=local_names([ours], OURS))

    assert ticked([to_end, merged, named]) == [(PlanAction.DONE, False)] * 3
    assert "เสนอให้ยุติ (“เห็นควรยุติกิจกรรมนี้”) ยังจำเป็นหรือไม่" in " ".join(reason_texts(to_end))
    assert any(text.startswith("รวมกับมาตรการอื่นแล้วในปี 2568") for text in reason_texts(merged))


def test_what_our_newer_plan_has_again_is_carried_on_and_its_steps_answer_the_report() -> None:
    texts = {"results": "ยกเลิกกิจกรรมเพราะน้ำท่วม", "problems": "น้ำท่วม"}
    row = reported("เดินรณรงค์ต้านทุจริต", recommendations="ควรรณรงค์ทางวิทยุชุมชนเมื่อน้ำท่วม", **texts)
    again = whole("เดินรณรงค์ต้านทุจริต", steps="1. ประชุมเตรียมงาน\n2. รณรงค์ทางวิทยุชุมชนเมื่อน้ำท่วม")
    again = replace(again, fiscal_year_be=2569)

    (found,) = proposed(again, results_of={again.measure.id: row})

    assert ticked([found]) == [(PlanAction.IMPROVE, True)]
    words = " ".join(reason_texts(found))
    assert "ยุติหรือยกเลิกแล้วตามรายงานของเราปี 2568" in words
    assert "แต่อยู่ในแผนปี 2569 ของเราอีกครั้ง" in words
    assert "ข้อเสนอแนะ" not in words


def test_a_task_for_once_that_is_done_is_asked_about_and_not_ticked() -> None:
    found = proposed_after("พัฒนาศูนย์บริการร่วม", results="ติดป้ายแสดงขั้นตอนครบทั้ง ๑๘ จุด")

    assert ticked([found]) == [(PlanAction.DONE, False)]
    done = next(one for one in found.reasons if isinstance(one, DoneOnce))
    assert (done.fiscal_year_be, done.source) == (2568, found.measure.measure.source)
    assert any(
        "ดำเนินการแล้วในปี 2568 โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการต่อหรือไม่" in text
        for text in reason_texts(found)
    )

    row = reported("รับแจ้งเหตุทางไลน์", results="เปิดให้บริการแล้ว รับแจ้ง ๙ เรื่องแก้ไขแล้ว ๗ เรื่อง")
    for results, action in ((row.measure.text("results"), "improve"), ("เปิดให้บริการแล้ว", "keep")):
        used = replace(row, measure=row.measure.with_texts({"results": results}))
        own = whole(used.measure.title, steps="๑. เปิดไลน์\n๒. สรุปเหตุที่รับแจ้งทุกไตรมาส")
        (goes_on,) = proposed(own, results_of={own.measure.id: used})
        assert ticked([goes_on]) == [(PlanAction(action), True)]


@pytest.mark.parametrize(
    "title", ["อบรมคู่มือการใช้ทรัพย์สินของทางราชการแก่พนักงานและลูกจ้างของเทศบาล", "แจ้งเวียนวิธียืมพัสดุของส่วนรวม"]
)
def test_what_is_done_is_not_said_of_another_act_on_the_same_thing(title: str) -> None:
    manual = "จัดทำคู่มือการใช้ทรัพย์สินของทางราชการแก่พนักงานและลูกจ้างของเทศบาล"
    row = reported(manual, steps="", results="จัดทำแล้วเสร็จ ๑ เล่ม")

    (found,) = proposed(whole(title), results_of={title: row})

    assert found.action is PlanAction.KEEP
    assert not any(isinstance(one, DoneOnce) for one in found.reasons)
    for more, action in (("และประชาชน", PlanAction.KEEP), ("", PlanAction.DONE)):
        newer = replace(reported(manual + more), fiscal_year_be=2569)
        assert ticked(proposed(newer, results_of={newer.measure.id: row})) == [(action, bool(more))]


@examples("plan", "what recurs or is unfinished goes on")
def test_what_recurs_or_is_unfinished_goes_on(title: str, timeframe: str, results: str) -> None:
    found = proposed_after(title, timeframe=timeframe, results=results)

    assert found.action in (PlanAction.KEEP, PlanAction.IMPROVE)
    assert found.ticked


def test_problems_and_recommendations_of_our_last_report_are_to_be_taken_up() -> None:
    found = proposed_after(
        "สำรวจความพึงพอใจ",
        results="ผลรวมร้อยละ 93.80",
        problems="กลุ่มวัยทำงานตอบน้อย",
        recommendations="เก็บข้อมูลช่วงเย็น",
    )

    lessons = [(it.lesson, it.text) for it in found.reasons if isinstance(it, OwnLesson)]
    assert found.action is PlanAction.IMPROVE
    assert lessons == [
        (Lesson.PROBLEMS, "กลุ่มวัยทำงานตอบน้อย"),
        (Lesson.RECOMMENDATIONS, "เก็บข้อมูลช่วงเย็น"),
    ]
    none = proposed_after("สำรวจความพึงพอใจ", results="ร้อยละ 93.80", problems="ไม่พบปัญหาและอุปสรรค")
    assert none.action is PlanAction.KEEP


def test_a_result_that_was_reached_in_part_is_named_so_and_carried_on() -> None:
    found = proposed_after("ติดจีพีเอสรถส่วนกลาง", timeframe="ม.ค. ๖๘", results="ติดตั้ง ๓ คัน\nจาก ๕ คัน")

    (lesson,) = [one for one in found.reasons if isinstance(one, OwnLesson)]
    assert found.action is PlanAction.IMPROVE
    assert (lesson.lesson, lesson.text) == (Lesson.IN_PART, "ติดตั้ง ๓ คัน จาก ๕ คัน")
    assert any(one.startswith("ผลที่ทำได้บางส่วน") for one in reason_texts(found))


@examples("plan", "what falls short of our plan is named with it, or given up")
def test_what_falls_short_of_our_plan_is_named_with_it_or_given_up(came: str, reason: str) -> None:
    row, of_plan = reported("เปิดเวที", results=came), whole("แผน", outcomes="จัดเวที ๔ ครั้ง")
    (found,) = proposed(row, reported=[row], promised={row.measure.id: of_plan})
    lessons = [it for it in found.reasons if isinstance(it, OwnLesson)]
    assert len(lessons) == 1 and any(reason in it for it in reason_texts(found))


@examples("plan", "what was not done earlier does not count as done", str, yes)
def test_what_was_not_done_earlier_does_not_count_as_done(results: str, carried_out: bool) -> None:
    own = dropped("ประเมินความเสี่ยง", **{**WHOLE, "results": results})

    (found,) = proposed(earlier=[own])

    sentence, *others = reason_texts(found)
    assert ("เราเคยทำ" in sentence) is carried_out is found.ticked
    is_quoted = carried_out and results != "✓"
    assert (f"ผลในรายงานของเราปี 2566: “{results}”" in others) is is_quoted
    assert (f"“{results}”" in sentence) is not carried_out
    planned = dropped("ประเมินความเสี่ยง", **WHOLE)
    results_report = replace(report("ผล"), fiscal_year_be=2566, measures=(own.measure,))
    (of_plan,) = proposed(earlier=[planned], local=local_names([results_report], OURS))
    assert reason_texts(of_plan) == (sentence, *others)
    in_march = {**WHOLE, "timeframe": "มี.ค. ๖๖", "results": "ดูแลทางลาด ๒ จุดแล้ว"}
    (of_march,) = proposed(earlier=[dropped("ทางลาดหน้าห้องสมุด", **in_march)])
    assert not of_march.ticked and "ดูเป็นงานครั้งเดียว" in reason_texts(of_march)[-1]
    leaflet = dropped("จัดทำแผ่นพับขั้นตอนขอใช้รถ", **WHOLE)
    made = leaflet.measure.with_texts({"results": "พิมพ์แผ่นพับแล้ว ๓๐๐ แผ่น"})
    local = local_names([replace(results_report, measures=(made,))], OURS)
    assert proposed(earlier=[leaflet], local=local) == []


@pytest.mark.parametrize(
    ("results", "words"), [("✓", None), ("", "รายงานผลของเราปี 2568 ไม่ได้ระบุผลของมาตรการนี้")]
)
def test_a_tick_is_a_result_and_an_empty_cell_is_named_one(results: str, words: str | None) -> None:
    found = proposed_after("ตรวจสอบการใช้รถส่วนกลาง", results=results)

    texts = reason_texts(found)
    assert not any("ไม่พบผลการดำเนินการในคลัง" in text for text in texts)
    assert words is None or words in texts
    manual = proposed_after("จัดทำคู่มือการใช้ทรัพย์สิน", results="✓")
    assert ticked([manual]) == [(PlanAction.DONE, False)]


TEN = {number: 80.0 + 2 * number for number in range(1, 11)}


def test_all_of_ours_are_ticked_whatever_the_score_and_a_weak_indicator_without_is_a_gap() -> None:
    own = [stored(title) for title in ("ปิดประกาศ", "อบรมพนักงาน", "ตรวจรับพัสดุ")]
    marks = {"ปิดประกาศ": 1, "อบรมพนักงาน": 9, "ตรวจรับพัสดุ": 9}

    found = plan(*own, marks=marks, scores=TEN)
    ticked = {one.id for one in proposals(found) if one.ticked}

    assert [one.indicator for one in found] == list(range(1, 11))
    assert [one.indicator for one in found if one.is_gap(ticked)] == [2, 3, 4, 5]
    assert ticked == {*marks}


def test_a_strong_indicator_borrows_nothing() -> None:
    theirs = stored("เปิดตู้รับเรื่อง", THEIRS)
    weakest, strong = (
        proposed(scores=TEN, marks={theirs.measure.id: number}, gaps=[gap("e", theirs)])
        for number in (1, 9)
    )

    assert [one.id for one in weakest] == [theirs.measure.id]
    assert strong == []


@examples("plan", "what our report recommends is borrowed unticked", str, str, str, yes)
def test_what_our_report_recommends_is_borrowed_for_a_strong_indicator_unticked(
    advice: str, named: str, action: str, is_ticked: bool
) -> None:
    own = reported("ตั้งตู้รับเรื่อง", recommendations=advice, steps="๑. เปิดตู้ทุกสัปดาห์")
    theirs = whole("สำรวจด้วยแบบสอบถามออนไลน์", THEIRS)
    marks = {own.measure.id: 9, theirs.measure.id: 9}

    both = _, found = proposed(own, reported=[own], near=[theirs], marks=marks, scores=TEN)

    assert ticked(both) == [(PlanAction(action), is_ticked), (PlanAction.BORROW, False)]
    assert reason_texts(found)[0] == f"ข้อเสนอแนะในรายงานของเราปี 2568: “{named}”"


@examples("plan", "a tool that our report asks for by name is borrowed", str, str, str, yes)
def test_a_tool_that_our_report_asks_for_by_name_is_borrowed(
    advice: str, title: str, steps: str, is_borrowed: bool
) -> None:
    own = reported("ตั้งตู้รับแจ้งเบาะแส", results="ติดตั้งครบ", recommendations=advice, steps=steps)
    theirs = whole(title, THEIRS)

    found = proposed(own, reported=[own], paired=[like(theirs)], near=[theirs], scores=TEN)

    assert [it.action for it in found[1:]] == [PlanAction.BORROW] * is_borrowed


def test_that_all_parts_are_written_is_a_reason_to_keep_and_none_to_improve() -> None:
    kept = whole("สื่อสารผ่านไลน์", results="ส่งข่าวครบ ๑๒ เดือน")
    row = reported("เดินรณรงค์", results="เดินครบ", problems="ขาดเครื่องเสียง")
    improved = whole("เดินรณรงค์")

    found = proposed(kept, improved, results_of={improved.measure.id: row})

    has_parts = [any("เขียนครบทุกส่วน" in text for text in reason_texts(one)) for one in found]
    assert [one.action for one in found] == [PlanAction.KEEP, PlanAction.IMPROVE]
    assert has_parts == [True, False]


def test_a_state_above_a_result_is_quoted_apart_in_whole_quotation_marks() -> None:
    state, came = "อยู่ระหว่างดำเนินการ", "บันทึก 7 คัน จาก 20 คัน"
    own = reported("บันทึกการใช้รถ", results=f"{state}\n{came}")
    own = replace(own, measure=replace(own.measure, raw_cells=((f"สถานะ {state}", "✓"),)))

    (found,) = proposed(own, reported=[own])

    assert reason_texts(found)[0].endswith(f": “{state}” “{came}”")


def test_what_is_near_to_what_we_dropped_is_offered_unticked_and_names_it() -> None:
    ours, theirs = dropped("สายด่วนปลัด"), stored("เปิดตู้รับเรื่อง", THEIRS)

    _, found = proposed(earlier=[ours], gaps=[gap("complaints", theirs)], same=True)

    assert (found.action, found.ticked) == (PlanAction.BORROW, False)
    assert "อาจเป็นเรื่องเดียวกับมาตรการ “สายด่วนปลัด” ของเรา" in reason_texts(found)[-1]


def test_for_a_weak_indicator_without_any_other_a_similar_towns_measure_is_an_example() -> None:
    theirs = stored("ประเมินผู้บังคับบัญชา ๓๖๐ องศา", THEIRS)
    unsure = stored("หมุนเวียนเวร", replace(THEIRS, id="o9"))
    guess = IndicatorMark(number=3, confidence=0.39, origin=Origin.GUESSED)

    found = plan(near=[theirs, unsure], marks={theirs.measure.id: 3, unsure.measure.id: guess})
    done, ours = (
        proposed(stored("ชี้แจงอำนาจหน้าที่"), near=[theirs], marks=marks)
        for marks in ({"ชี้แจงอำนาจหน้าที่": 9, theirs.measure.id: 3}, {"ชี้แจงอำนาจหน้าที่": 10})
    )

    (one,) = proposals(found)
    assert one.reasons == (Serves(indicator=3, towns=1, of=5), NotTicked(why="example"))
    assert not one.ticked
    assert next(it for it in found if it.indicator == 3).is_gap(())
    assert "1 จาก 5 แห่งมีมาตรการสำหรับตัวชี้วัดที่ 3 การใช้อำนาจ" in reason_texts(one)[0]
    assert [it.action for it in done] == [PlanAction.BORROW, PlanAction.KEEP]
    assert [it.action for it in ours] == [PlanAction.KEEP]
    own = stored("ท่านได้รับมอบหมายงานอย่างเป็นธรรม มากน้อยเพียงใด")  # has steps
    asking = plan(own, near=[theirs], marks={own.measure.id: 3, theirs.measure.id: 3})
    assert [it.id for it in proposals(asking)] == [own.measure.id]


@examples("plan", "a survey question is not borrowed and needs a name", str, yes)
def test_a_survey_question_is_not_borrowed_and_needs_a_name(title: str, is_question: bool) -> None:
    (ours,) = proposed(stored(title))
    bare, theirs = plan(stored(title, steps="-")), plan(near=[stored(title, THEIRS)])

    assert ours.ticked is not is_question
    assert ("ชื่อเรื่องเป็นข้อคำถามของแบบวัด โปรดตั้งชื่อมาตรการ" in reason_texts(ours)) is is_question
    assert (proposals(bare) == []) is is_question
    assert (proposals(theirs) == []) is is_question
    assert ("ตัวชี้วัดที่ 10 การป้องกันการทุจริต 1 ข้อ" in left_out_text(bare)) is is_question


@examples("plan", "a plan of years with this one is not ticked", str, yes)
def test_a_plan_of_years_with_this_one_is_not_ticked(title: str, is_asked: bool) -> None:
    (own,) = proposed(stored(title))

    assert (own.action is PlanAction.DONE, own.ticked) == (is_asked, not is_asked)
    assert any("งานทำครั้งเดียว/ช่วงปีของแผน" in text for text in reason_texts(own)) is is_asked


def test_what_no_row_of_our_report_states_is_not_said_to_be_lacking() -> None:
    bare = without("follow_up")
    fields = {"steps", "timeframe", "responsible"}

    written, theirs = {bare.measure.report_id: fields}, like(stored("ไม่รับของขวัญ", THEIRS))
    (found,) = proposed(bare, written=written)
    (filled,) = proposed(bare, written=written, paired=[theirs])

    assert (filled.action, filled.fills) == (PlanAction.KEEP, ("follow_up",))
    assert found.action is PlanAction.KEEP
    assert OwnParts(unknown=(Part.FOLLOW_UP,)) in found.reasons
    assert not any("ยังไม่มี" in text for text in reason_texts(found))


def test_rows_of_our_own_plan_of_the_year_are_not_proposed_again() -> None:
    planned = stored("สื่อสารผ่านไลน์")

    found = plan(
        stored("สื่อสารผ่านไลน์ "),
        planned=[planned],
        gaps=[gap("e", stored("สื่อสารผ่านไลน์", THEIRS))],
        marks={"สื่อสารผ่านไลน์": 7, "สื่อสารผ่านไลน์ ": 7},
    )

    assert proposals(found) == []
    section = next(one for one in found if one.indicator == 7)
    assert section.planned == (planned,)
    assert not section.is_gap(())


def test_a_score_that_rose_since_we_dropped_a_measure_is_no_reason_to_resume_it() -> None:
    ours = dropped("ตั้งศูนย์ร้องเรียน")
    results = [
        result(80, year=2568, scores={5: 92.0, 1: 99.0}),
        result(85, year=2566, scores={5: 82.0}),
    ]

    (found,) = proposed(earlier=[ours], marks={ours.measure.id: 5}, results=results)

    assert found.reasons == (DoneBefore(fiscal_year_be=2566, indicator=5), NotTicked(why="once"))
    assert not found.ticked
    assert "82.00" not in " ".join(reason_texts(found))
    ended = dropped("แข่งขันตอบปัญหาธรรมาภิบาล", recommendations="เห็นควรยุติมาตรการนี้ เพราะคนสนใจน้อย")
    assert proposed(earlier=[ended]) == []


@pytest.mark.parametrize(
    ("before", "words"),
    [(True, "รายงานล่าสุดของเราไม่มี"), (False, "แต่ไม่พบมาตรการเรื่องนี้ในรายงานของเรา")],
)
def test_what_we_had_earlier_is_not_said_to_be_new_to_us(before: bool, words: str) -> None:
    reason = Common(axis=Axis.TOPICS, key="no_gift", towns=4, of=5, before=before)
    proposal = PlanProposal(
        action=PlanAction.BORROW, indicator=10, measure=stored("ก", THEIRS), reasons=(reason,)
    )

    of_indicator = replace(reason, axis=Axis.INDICATORS, key="9")
    (text,) = reason_texts(replace(proposal, reasons=(of_indicator,)))
    assert text.endswith("ที่ระบุหรือคาดว่าอยู่ในตัวชี้วัดนี้")
    mentioned = replace(reason, mentioned=("7. ป้องกันการทุจริต",))
    assert reason_texts(proposal)[0].endswith(words)
    assert (
        "(โปรดอ่านเทียบ) ในมาตรการ “7. ป้องกันการทุจริต”"
        in reason_texts(replace(proposal, reasons=(mentioned,)))[0]
    )
