"""What a plan keeps, improves and borrows, and what of it is ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from itasearch.compare.towns.plan.material import Counterpart, PlanMaterial
from itasearch.compare.towns.plan.sections import MOST_BORROWED, MOST_OWN, draft_rows, sections_of
from itasearch.enrich.local_names import local_names
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    DoneBefore,
    OfAPlace,
    OwnParts,
    OwnScore,
    PlanAction,
    PlanProposal,
    PlanSection,
    TownScore,
    WritesOut,
)
from itasearch.model.records import ItaResult, Measure, Organisation, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis, Better, BetterExample, Gap, WeakIndicator
from itasearch.wording.plan import reason_texts
from tests.compare.towns import TAMBON, result

OURS = Organisation(id="เรา", name="เทศบาลตำบลบ้านเรา", type=TAMBON)
THEIRS = Organisation(id="เขา", name="เทศบาลตำบลบ้านเขา", type=TAMBON)
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


def without(field: str) -> StoredMeasure:
    """A measure of ours that lacks one part of the form."""
    whole = stored("งดรับของขวัญ")
    return replace(whole, measure=whole.measure.with_texts({field: None}))


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


def plan(
    *own: StoredMeasure,
    results: Sequence[ItaResult] = (),
    marks: Mapping[str, int] | None = None,
    counterparts: Mapping[str, Sequence[Counterpart]] | None = None,
    town_results: Mapping[str, Sequence[ItaResult]] | None = None,
    weaknesses: Sequence[WeakIndicator] = (),
    gaps: Sequence[Gap] = (),
    same: bool = False,
    is_of_sample: bool = False,
    earlier: Sequence[StoredMeasure] = (),
    topics: Mapping[str, Sequence[str]] | None = None,
) -> tuple[PlanSection, ...]:
    """The sections of a plan for 2569; indicators are stated by the id of the measure."""
    return sections_of(
        PlanMaterial(
            fiscal_year_be=2569,
            results=results,
            own=own,
            counterparts=counterparts or {},
            weak=weaknesses,
            gaps=gaps,
            marks={
                name: IndicatorMark(number=number, confidence=1, origin=Origin.STATED)
                for name, number in (marks or {}).items()
            },
            town_results=town_results or {},
            alike=lambda _one, _other: same,
            is_of_sample=is_of_sample,
            earlier=earlier,
            topics=topics or {},
            local=local_names([], OURS),
        )
    )


def proposals(sections: Sequence[PlanSection]) -> list[PlanProposal]:
    return [one for section in sections for one in section.proposals]


def test_the_weakest_indicator_comes_first_and_unscored_ones_last() -> None:
    found = plan(results=[result(80, year=2568, scores={7: 78.5, 2: 95.0, 10: 60.0})])

    assert [one.indicator for one in found][:3] == [10, 7, 2]
    assert [one.indicator for one in found][3:] == [1, 3, 4, 5, 6, 8, 9]
    assert (found[0].score, found[0].fiscal_year_be) == (60.0, 2568)


def test_a_whole_measure_of_ours_is_kept_with_both_scores() -> None:
    results = [result(80, year=2568, scores={7: 78.5}), result(79, year=2567, scores={7: 75.0})]

    (found,) = proposals(plan(stored("สื่อสารผ่านไลน์"), marks={"สื่อสารผ่านไลน์": 7}, results=results))

    assert found.action is PlanAction.KEEP
    assert found.ticked
    assert found.reasons == (
        OwnScore(indicator=7, score=78.5, fiscal_year_be=2568, earlier=75.0, earlier_year_be=2567),
        OwnParts(),
    )


def test_a_measure_without_timeframe_is_improved_with_a_better_towns_counterpart() -> None:
    own = without("timeframe")
    theirs = stored("ไม่รับของขวัญ", THEIRS)
    results = [result(80, year=2568, scores={10: 70.0})]

    (found,) = proposals(
        plan(
            own,
            marks={"งดรับของขวัญ": 10},
            results=results,
            counterparts={
                "งดรับของขวัญ": [Counterpart(measure=theirs, similarity=0.8, likeness=0.7)]
            },
            town_results={"เขา": [result(90, year=2568, scores={10: 92.0})]},
        )
    )

    assert found.action is PlanAction.IMPROVE
    assert (found.counterpart, found.fills) == (theirs, ("timeframe",))
    assert OwnParts(missing=(Part.TIMEFRAME,)) in found.reasons
    scores = [one for one in found.reasons if isinstance(one, TownScore)]
    assert [(one.score, one.ours) for one in scores] == [(92.0, 70.0)]


def test_a_counterpart_that_is_little_alike_fills_nothing() -> None:
    own = stored("งดรับของขวัญ", steps="ปิดประกาศ")
    theirs = Counterpart(measure=stored("อื่น", THEIRS), similarity=0.3, likeness=0.7)

    (found,) = proposals(plan(own, counterparts={"งดรับของขวัญ": [theirs]}))

    assert found.action is PlanAction.IMPROVE
    assert found.counterpart is None
    assert found.fills == ()


def test_a_counterpart_for_another_indicator_fills_nothing() -> None:
    own = without("timeframe")
    theirs = Counterpart(measure=stored("ไม่รับของขวัญ", THEIRS), similarity=0.8, likeness=0.7)
    paired = {"งดรับของขวัญ": [theirs]}

    (found,) = proposals(plan(own, counterparts=paired, marks={"งดรับของขวัญ": 10, "ไม่รับของขวัญ": 2}))

    assert found.counterpart is None


def test_our_own_earlier_measure_is_asked_before_another_towns() -> None:
    own = without("follow_up")
    earlier, theirs = stored("งดรับของขวัญ ปีก่อน"), stored("ไม่รับของขวัญ", THEIRS)

    (found,) = proposals(
        plan(
            own,
            counterparts={
                "งดรับของขวัญ": [
                    Counterpart(measure=theirs, similarity=0.9, likeness=0.9),
                    Counterpart(measure=earlier, similarity=0.6, likeness=0.0, is_ours=True),
                ]
            },
        )
    )

    assert found.counterpart == earlier


def test_what_ours_has_is_not_borrowed() -> None:
    own, theirs = stored("งดรับของขวัญ"), stored("ไม่รับของขวัญทุกชนิด", THEIRS)
    paired = {"งดรับของขวัญ": [Counterpart(measure=theirs, similarity=0.5, likeness=0.9)]}

    found = proposals(plan(own, gaps=[gap("no_gift", theirs)], counterparts=paired))

    assert [one.action for one in found] == [PlanAction.KEEP]


def test_the_same_title_is_not_borrowed_either() -> None:
    found = proposals(
        plan(stored("งดรับของขวัญทุกชนิด"), gaps=[gap("no_gift", stored("งดรับของขวัญทุกชนิด ", THEIRS))])
    )

    assert [one.action for one in found] == [PlanAction.KEEP]


def test_of_measures_that_do_the_same_one_is_borrowed() -> None:
    first, second = stored("ตั้งศูนย์ร้องเรียน", THEIRS), stored("เปิดตู้รับเรื่อง", THEIRS)

    assert len(proposals(plan(gaps=[gap("complaints", first, second)], same=True))) == 1
    assert len(proposals(plan(gaps=[gap("complaints", first, second)]))) == 2


def test_a_common_and_better_measure_goes_first_with_both_reasons() -> None:
    common, both = stored("ก", THEIRS), stored("ขยายบริการออนไลน์", THEIRS)

    section = next(
        one
        for one in plan(
            results=[result(80, year=2568, scores={8: 70.0})],
            marks={"ก": 8, "ขยายบริการออนไลน์": 8},
            gaps=[gap("e_service", common, both)],
            weaknesses=[weak(8, 70.0, better(both))],
        )
        if one.indicator == 8
    )

    assert [one.id for one in section.proposals] == ["ขยายบริการออนไลน์", "ก"]
    assert [type(one) for one in section.proposals[0].reasons] == [Common, TownScore]
    assert [one.ticked for one in section.proposals] == [True, False]


def test_an_invented_town_is_marked_in_the_sentence_on_its_score() -> None:
    invented = replace(THEIRS, sample=True)
    results = [result(80, year=2568, scores={8: 70.0})]

    (found,) = proposals(
        plan(
            results=results,
            marks={"ก": 8},
            weaknesses=[weak(8, 70.0, better(stored("ก", invented)))],
        )
    )

    assert any(f"{THEIRS.name} (ตัวอย่าง)" in text for text in reason_texts(found))
    assert any(f"{THEIRS.name} (sample)" in text for text in reason_texts(found, language="en"))


def test_a_town_that_only_rose_to_less_than_ours_is_no_reason() -> None:
    example = replace(better(stored("ก", THEIRS), score=60.0), why=Better.ROSE, later=69.0)
    results = [result(80, year=2568, scores={8: 70.0})]

    found = plan(results=results, marks={"ก": 8}, weaknesses=[weak(8, 70.0, example)])

    assert proposals(found) == []


def test_a_better_town_that_is_not_similar_is_proposed_and_not_ticked() -> None:
    example = better(stored("ก", THEIRS), likeness=0.2)
    results = [result(80, year=2568, scores={8: 70.0})]

    (found,) = proposals(plan(results=results, marks={"ก": 8}, weaknesses=[weak(8, 70.0, example)]))

    assert not found.ticked


def test_a_similar_town_goes_before_one_that_says_more() -> None:
    similar = stored("ก", THEIRS, steps="ปิดประกาศ", timeframe="รายเดือน")
    other = stored("ขยายบริการออนไลน์", THEIRS)
    results = [result(80, year=2568, scores={8: 70.0})]
    examples = (better(other, likeness=0.1), better(similar))

    found = proposals(
        plan(
            results=results,
            marks={"ก": 8, "ขยายบริการออนไลน์": 8},
            weaknesses=[weak(8, 70.0, *examples)],
        )
    )

    assert [(one.id, one.ticked) for one in found] == [("ก", True), ("ขยายบริการออนไลน์", False)]


def test_a_title_alone_of_another_town_is_not_ticked() -> None:
    own, bare = stored("ปิดประกาศงดรับของขวัญ"), stored("เปิดทำการวันตลาดนัด", THEIRS, steps="")

    found = proposals(plan(own, gaps=[gap("service_quality", bare)]))

    assert [(one.action, one.ticked) for one in found] == [
        (PlanAction.KEEP, True),
        (PlanAction.BORROW, False),
    ]


def test_each_indicator_has_few_proposals() -> None:
    titles = ["ก" * 3, "ข" * 3, "ค" * 3, "ง" * 3, "จ" * 3, "ฉ" * 3, "ช" * 3, "ซ" * 3]
    own = [stored(one) for one in titles]
    theirs = [stored(f"{one}{one}{one}", THEIRS) for one in titles]
    marks = dict.fromkeys([one.measure.id for one in (*own, *theirs)], 9)

    section = next(
        one for one in plan(*own, marks=marks, gaps=[gap("hr", *theirs)]) if one.indicator == 9
    )

    assert len(section.proposals) == MOST_OWN + MOST_BORROWED
    assert section.left_out == len(titles) - MOST_OWN


def test_a_measure_that_our_list_repeats_is_proposed_once() -> None:
    first = stored("จัดให้มีการประเมินความพึงพอใจของผู้มาติดต่อ")
    second = stored("จัดให้มีการประเมินความพึงพอใจของผู้มาติดต่อด้วย")

    assert len(proposals(plan(first, second))) == 1


def test_on_a_title_alone_a_whole_measure_is_borrowed_in_its_place() -> None:
    bare, whole = stored("ยืมทรัพย์สิน", steps=""), stored("กำหนดแนวทางการยืมทรัพย์สิน", THEIRS)
    paired = {"ยืมทรัพย์สิน": [Counterpart(measure=whole, similarity=0.4, likeness=0.7)]}

    ours, theirs = proposals(plan(bare, counterparts=paired))

    assert not ours.ticked
    assert "ไม่ได้เลือกไว้ เพราะยังว่างหลายช่องของแบบ" in reason_texts(ours)
    assert "Not ticked: several cells of the form are empty" in reason_texts(ours, language="en")
    assert theirs.ticked
    assert theirs.reasons == (WritesOut(count=1),)


def test_a_title_is_written_out_by_one_measure() -> None:
    bare = [stored("ยืมทรัพย์สิน", steps=""), stored("คู่มือการใช้ทรัพย์สิน", steps="")]
    both, one = stored("กำหนดแนวทางการยืม", THEIRS), stored("ใช้ใบยืมสองสี", THEIRS)

    def paired(measure: StoredMeasure) -> Counterpart:
        return Counterpart(measure=measure, similarity=0.4, likeness=0.7)

    found = proposals(
        plan(
            *bare,
            counterparts={
                "ยืมทรัพย์สิน": [paired(one), paired(both)],
                "คู่มือการใช้ทรัพย์สิน": [paired(both)],
            },
        )
    )

    borrowed = [it for it in found if it.action is PlanAction.BORROW]
    assert [(it.id, it.reasons) for it in borrowed] == [("กำหนดแนวทางการยืม", (WritesOut(count=2),))]


def test_a_paragraph_in_place_of_a_title_is_not_ticked() -> None:
    question = stored("หน่วยงานที่ท่านติดต่อมีช่องทางรับฟังคำติชมหรือไม่ " * 3, THEIRS)

    own = stored("ปิดประกาศงดรับของขวัญ")

    found = proposals(plan(own, gaps=[gap("complaints", question)]))

    assert [(it.action, it.ticked) for it in found] == [
        (PlanAction.KEEP, True),
        (PlanAction.BORROW, False),
    ]


def test_titles_alone_are_ticked_where_there_is_nothing_else() -> None:
    (found,) = proposals(plan(stored("ยืมทรัพย์สิน", steps="")))

    assert found.ticked


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

    (row,) = draft_rows([proposal])

    assert row.measure == own.measure
    mine, other = row.parts
    assert mine.edits == (("timeframe", ""),)
    assert other.measure == theirs.measure
    assert [name for name, text in other.edits if not text] == ["steps", "responsible"]


def test_a_measure_whose_towns_score_fell_to_nothing_is_not_borrowed_for_it() -> None:
    theirs = stored("ตรวจสอบภายในทุกไตรมาส", THEIRS)
    fallen = replace(better(theirs), later=0.0)

    found = plan(marks={theirs.measure.id: 10}, weaknesses=[weak(10, 70.0, fallen)])

    assert proposals(found) == []


SHORT = {**WHOLE, "steps": "ถ่ายทอดสด"}
LONG = {**WHOLE, "steps": "จัดทำข่าวทุกสัปดาห์และเผยแพร่ผ่านสื่อสังคมออนไลน์ของเทศบาล " * 3}
INVENTED = replace(THEIRS, id="สมมติ", sample=True)


def test_steps_that_ours_has_are_not_lengthened_by_another_towns() -> None:
    own = stored("ถ่ายทอดสดการประชุมสภาผ่านเฟซบุ๊ก", OURS, **SHORT)
    theirs = stored("สื่อสารข่าวเทศบาลผ่านสื่อสังคมออนไลน์", THEIRS, **LONG)

    (found,) = proposals(
        plan(
            own,
            marks={own.measure.id: 7},
            results=[result(80, year=2568, scores={7: 70.0})],
            counterparts={
                own.measure.id: [Counterpart(measure=theirs, similarity=0.6, likeness=0.7)]
            },
            town_results={"เขา": [result(90, year=2568, scores={7: 92.0})]},
        )
    )
    (row,) = draft_rows([found])

    assert found.action is PlanAction.IMPROVE
    assert (found.counterpart, found.fills, found.ticked) == (theirs, (), True)
    assert row.parts == ()
    assert "ขั้นตอนของเราสั้นกว่า" in reason_texts(found)
    assert not any("ตัวอักษร" in text for text in reason_texts(found))
    assert not any("letters" in text for text in reason_texts(found, language="en"))


@pytest.mark.parametrize(
    ("similarity", "likeness", "owner", "fills"),
    [
        (0.8, 0.7, THEIRS, ("timeframe",)),
        (0.6, 0.7, THEIRS, ()),
        (0.9, 0.1, THEIRS, ()),
        (0.9, 0.7, INVENTED, ()),
    ],
)
def test_only_a_clearly_same_measure_of_a_similar_real_town_fills_and_ours_stays_ticked(
    similarity: float, likeness: float, owner: Organisation, fills: tuple[str, ...]
) -> None:
    own, theirs = without("timeframe"), stored("ไม่รับของขวัญ", owner)
    paired = Counterpart(measure=theirs, similarity=similarity, likeness=likeness)

    found, _ = proposals(
        plan(own, stored("ปิดประกาศนโยบาย"), counterparts={own.measure.id: [paired]})
    )

    assert (found.counterpart, found.fills, found.ticked) == (theirs, fills, True)
    assert "ขั้นตอนของเราสั้นกว่า" not in reason_texts(found)
    done = "เติมระยะเวลาดำเนินการจาก" if fills else "ไม่ได้เติมช่องใด ดูตัวอย่างได้จาก"
    name = "เทศบาลตำบลบ้านเขา (ตัวอย่าง)" if owner is INVENTED else "เทศบาลตำบลบ้านเขา"
    assert f"{done}มาตรการที่ใกล้เคียงของ{name} ปี 2568" in reason_texts(found)
    english = reason_texts(found, language="en")
    assert any("a similar measure of" in text for text in english)


def test_a_similar_real_town_fills_before_an_invented_one_that_has_more() -> None:
    own = stored("งดรับของขวัญ", OURS, steps="ปิดประกาศ", responsible="กองคลัง")
    real = stored("ไม่รับของขวัญ", THEIRS, steps="ปิดประกาศ", timeframe="ต.ค. ๖๗ – ก.ย. ๖๘")
    invented = stored("ไม่รับของขวัญทุกชนิด", INVENTED)
    paired = [Counterpart(measure=one, similarity=0.9, likeness=0.7) for one in (invented, real)]

    (found,) = proposals(plan(own, counterparts={own.measure.id: paired}))

    assert (found.counterpart, found.fills) == (real, ("timeframe",))


def test_a_measure_filled_from_our_earlier_one_is_ticked() -> None:
    own = without("timeframe")
    earlier = Counterpart(
        measure=stored("งดรับของขวัญ ปีก่อน"), similarity=0.6, likeness=0.0, is_ours=True
    )

    found, _ = proposals(
        plan(own, stored("ปิดประกาศนโยบาย"), counterparts={own.measure.id: [earlier]})
    )

    assert (found.fills, found.ticked) == (("timeframe",), True)


@pytest.mark.parametrize("is_of_sample", [False, True])
def test_what_an_invented_town_has_is_taken_for_another_invented_one_only(
    is_of_sample: bool,
) -> None:
    own = without("timeframe")
    paired = Counterpart(measure=stored("ไม่รับของขวัญ", INVENTED), similarity=0.9, likeness=0.7)

    found = proposals(
        plan(
            own,
            stored("ปิดประกาศนโยบาย"),
            gaps=[gap("complaints", stored("ตั้งศูนย์ร้องเรียน", INVENTED))],
            counterparts={own.measure.id: [paired]},
            is_of_sample=is_of_sample,
        )
    )

    assert found[0].fills == (("timeframe",) if is_of_sample else ())
    assert {one.id: one.ticked for one in found} == {
        "งดรับของขวัญ": True,
        "ปิดประกาศนโยบาย": True,
        "ตั้งศูนย์ร้องเรียน": is_of_sample,
    }


def test_a_real_towns_measure_is_ticked_in_the_place_of_an_invented_ones() -> None:
    invented, real = stored("ตั้งศูนย์ร้องเรียน", INVENTED), stored("เปิดตู้รับเรื่อง", THEIRS)

    found = proposals(plan(stored("งดรับของขวัญ"), gaps=[gap("complaints", invented, real)]))

    assert [(one.id, one.ticked) for one in found][1:] == [
        (invented.measure.id, False),
        (real.measure.id, True),
    ]


def dropped(title: str, **texts: str) -> StoredMeasure:
    """A measure of ours of 2566."""
    return replace(stored(title, OURS, **texts), fiscal_year_be=2566)


def test_what_we_dropped_is_offered_before_what_others_do_with_year_and_scores() -> None:
    ours, theirs = dropped("ตั้งศูนย์ร้องเรียน"), stored("เปิดตู้รับเรื่อง", THEIRS)
    results = [result(80, year=2568, scores={5: 70.0}), result(85, year=2566, scores={5: 82.0})]

    first, second = proposals(
        plan(
            earlier=[ours],
            marks={ours.measure.id: 5, theirs.measure.id: 5},
            results=results,
            weaknesses=[weak(5, 70.0, better(theirs))],
        )
    )

    assert (first.action, first.id, first.ticked) == (PlanAction.RESUME, ours.measure.id, True)
    assert first.reasons == (
        DoneBefore(fiscal_year_be=2566, indicator=5, score=82.0, last=70.0, last_year_be=2568),
    )
    assert reason_texts(first) == (
        "เราเคยทำในปี 2566 แต่รายงานล่าสุดไม่มี ตัวชี้วัดที่ 5 ได้ 82.00 ในปี 2566 ได้ 70.00 ในปี 2568",
    )
    assert (second.id, second.ticked) == (theirs.measure.id, False)


def test_what_we_dropped_fills_a_gap_before_another_towns_of_a_weaker_indicator() -> None:
    ours, theirs = dropped("ตั้งศูนย์ร้องเรียน"), stored("เปิดตู้รับเรื่อง", THEIRS)

    found = proposals(
        plan(
            stored("งดรับของขวัญ"),
            earlier=[ours],
            topics={ours.measure.id: ["complaints"]},
            marks={theirs.measure.id: 1, ours.measure.id: 9},
            gaps=[gap("complaints", theirs)],
        )
    )

    assert {one.id: one.ticked for one in found} == {
        "งดรับของขวัญ": True,
        ours.measure.id: True,
        theirs.measure.id: False,
    }


def test_of_what_we_dropped_titles_alone_and_what_we_still_do_are_not_offered() -> None:
    bare, still = dropped("ยืมทรัพย์สิน", steps=""), dropped("งดรับของขวัญ ")

    found = proposals(plan(stored("งดรับของขวัญ"), earlier=[bare, still]))

    assert [one.action for one in found] == [PlanAction.KEEP]


@pytest.mark.parametrize(
    ("title", "steps", "name"),
    [
        ("ตรวจนับทรัพย์สินบนเกาะร่วมกับผู้นำชุมชน", "นัดผู้นำชุมชน", "เกาะ"),
        ("สื่อสารนโยบายแก่ร้านค้าในตลาดสด", "แจกสติกเกอร์", "ร้านค้าในตลาด"),
        ("ฟังเสียงประชาชน", "จัดเวทีที่หมู่ที่ 7", "หมู่ที่ 7"),
        ("ตรวจรับงานจ้าง", "เดินสำรวจถนนหนองโน", "ถนนหนองโน"),
    ],
)
def test_a_measure_about_a_place_is_offered_unticked_behind_others_and_says_why(
    title: str, steps: str, name: str
) -> None:
    bound = stored(title, THEIRS, **{**WHOLE, "steps": steps})
    other = stored("เปิดตู้รับเรื่อง", THEIRS)

    _, first, last = proposals(plan(stored("งดรับของขวัญ"), gaps=[gap("complaints", bound, other)]))

    assert (first.id, first.ticked) == (other.measure.id, True)
    assert (last.id, last.ticked) == (bound.measure.id, False)
    assert OfAPlace(name=name) in last.reasons
    assert any(f"“{name}”" in text for text in reason_texts(last))
    assert any(f"“{name}”" in text for text in reason_texts(last, language="en"))


def test_follow_up_that_only_results_state_is_lacking_in_a_plan() -> None:
    own = stored(
        "งดรับของขวัญ",
        OURS,
        **{**WHOLE, "follow_up": "", "results": "รายงานผลต่อนายกเทศมนตรีทุกไตรมาสแล้ว"},
    )

    (found,) = proposals(plan(own))

    assert OwnParts(missing=(Part.FOLLOW_UP,)) in found.reasons
    assert found.action is PlanAction.IMPROVE


def test_a_step_on_follow_up_leaves_no_cell_empty() -> None:
    steps = "๑. จัดทำประกาศ\n๒. รายงานผลต่อนายกเทศมนตรีทุกไตรมาส"

    (found,) = proposals(
        plan(stored("งดรับของขวัญ", OURS, **{**WHOLE, "follow_up": "", "steps": steps}))
    )

    assert found.action is PlanAction.KEEP


def test_a_long_step_that_mentions_follow_up_is_none() -> None:
    steps = (
        "๑. จัดทำประกาศ\n๒. เมื่อผู้บริหารมีนโยบายแล้ว เจ้าหน้าที่จัดทำแผน ส่งบุคลากรเข้าอบรม และรายงานผลต่อผู้บริหาร"
    )
    own = stored("งดรับของขวัญ", OURS, **{**WHOLE, "follow_up": "", "steps": steps})
    theirs = stored("ไม่รับของขวัญ", THEIRS)
    paired = {own.measure.id: [Counterpart(measure=theirs, similarity=0.8, likeness=0.7)]}

    (found,) = proposals(plan(own, counterparts=paired))

    assert OwnParts(missing=(Part.FOLLOW_UP,)) in found.reasons
    assert found.fills == ("follow_up",)
