"""Each statement of a plan and its document, checked against the reports and scores it is made of.

The oracle reads the store and nothing of `compare.towns`: for all sample towns.
"""

import re
from collections.abc import Iterator, Mapping
from math import floor
from statistics import mean, median

import pytest

from itasearch.domain.indicators import indicators, instruments
from itasearch.domain.topics import topics_named
from itasearch.model.documents import Form, TextMark, cell_text
from itasearch.model.drafts import A_PLAN
from itasearch.model.plan import (
    Common,
    DoneBefore,
    DoneOnce,
    OwnLesson,
    OwnScore,
    Plan,
    PlanReason,
    TownScore,
)
from itasearch.model.records import TEXT_FIELDS, Organisation, Report
from itasearch.model.towns import Axis
from itasearch.text.thai.normalize import arabic_digits, squash, thai_digits
from itasearch.wording.document_words import BLANK
from itasearch.wording.plan import GAP
from itasearch.workspace import Workspace
from itasearch.workspace.towns import plan as plan_module

pytestmark = pytest.mark.usefixtures("in_2567")

_MAY = "อาจตอบตัวชี้วัดนี้ โปรดยืนยัน"
REPORTED = {
    "ผลการดำเนินการ": ("results", "outcomes"),
    "ปัญหา/อุปสรรค": ("problems",),
    "ข้อเสนอแนะ": ("recommendations",),
}


@pytest.fixture(scope="module")
def plans(sample_plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    return tuple(sample_plans.values())


@pytest.fixture(scope="module")
def reports(sampled: Workspace) -> tuple[Report, ...]:
    ids = [one.id for one in sampled.library.reports()]
    return tuple(sampled._parts.store.reports.get(one) for one in ids)


@pytest.fixture(scope="module")
def forms(sampled: Workspace, plans: tuple[Plan, ...]) -> Mapping[str, Form]:
    found = {}
    for plan in plans:
        draft = plan_module._draft(plan, None)
        found[plan.organisation.id] = sampled.exports.document(
            sampled.exports.adapted(draft), A_PLAN
        )
    return found


def scores(
    workspace: Workspace, town: Organisation, before: int = 9999
) -> dict[int, dict[int, float]]:
    """Scores by year and indicator, as stored."""
    return {
        one.fiscal_year_be: {it.number: it.score for it in one.indicators}
        for one in workspace._parts.store.organisations.ita_results(town.id)
        if one.fiscal_year_be and one.fiscal_year_be < before and one.indicators
    }


def last_scores(workspace: Workspace, plan: Plan) -> dict[int, float]:
    by_year = scores(workspace, plan.organisation, plan.fiscal_year_be)
    return by_year[max(by_year)] if by_year else {}


def reasons(plan: Plan, *kinds: type) -> Iterator[tuple[str, PlanReason]]:
    for one in plan.proposals:
        yield from ((one.id, reason) for reason in one.reasons if isinstance(reason, kinds))


def own_reports(plan: Plan, reports: tuple[Report, ...]) -> list[Report]:
    return [
        one
        for one in reports
        if one.organisation == plan.organisation and (one.fiscal_year_be or 0) < plan.fiscal_year_be
    ]


def last_with_results(plan: Plan, reports: tuple[Report, ...]) -> int | None:
    own = own_reports(plan, reports)
    years = [
        it.fiscal_year_be or 0 for it in own if any(m.results or m.outcomes for m in it.measures)
    ]
    return max(years, default=None)


def test_a_better_town_scores_higher_by_the_margin_and_is_of_our_kind(
    sampled: Workspace, plans: tuple[Plan, ...]
) -> None:
    found = [(plan, reason) for plan in plans for _, reason in reasons(plan, TownScore)]

    assert found
    for plan, reason in found:
        assert isinstance(reason, TownScore)
        theirs = scores(sampled, reason.organisation)
        ours = scores(sampled, plan.organisation)
        assert reason.score == theirs[reason.score_year_be][reason.indicator]
        assert reason.ours == ours[reason.our_year_be][reason.indicator]
        assert round(reason.score - reason.ours, 2) >= 2.5
        assert reason.organisation.type is plan.organisation.type


def test_what_is_said_to_be_done_or_to_mend_stands_in_our_report(
    plans: tuple[Plan, ...], reports: tuple[Report, ...]
) -> None:
    found = [(plan, *pair) for plan in plans for pair in reasons(plan, DoneOnce, OwnLesson)]

    assert {type(reason) for _, _, reason in found} == {DoneOnce, OwnLesson}
    for plan, identifier, reason in found:
        assert isinstance(reason, DoneOnce | OwnLesson)
        rows = [it for one in own_reports(plan, reports) for it in one.measures]
        row = next(it for it in rows if it.source == reason.source)
        fields = ("results", "problems", "recommendations")
        assert any(reason.text in row.text(name) for name in fields)
        if isinstance(reason, DoneOnce):
            assert identifier not in plan.ticked


def test_what_we_are_said_to_have_dropped_is_in_an_earlier_report_and_not_in_the_last(
    sampled: Workspace, plans: tuple[Plan, ...], reports: tuple[Report, ...]
) -> None:
    for plan in plans:
        by_id = {one.id: one.measure.measure for one in plan.proposals}
        for identifier, reason in reasons(plan, DoneBefore):
            assert isinstance(reason, DoneBefore)
            own = own_reports(plan, reports)
            years = {
                one.fiscal_year_be for one in own if identifier in {m.id for m in one.measures}
            }
            assert years == {reason.fiscal_year_be}
            last = [
                m.title
                for one in own
                if one.fiscal_year_be == plan.report_year_be
                for m in one.measures
            ]
            assert squash(by_id[identifier].title) not in map(squash, last)
            assert reason.has_result is bool(by_id[identifier].results)
            if reason.score is not None and reason.last is not None:
                known = scores(sampled, plan.organisation)
                assert reason.score == known[reason.fiscal_year_be][reason.indicator or 0]
                assert reason.last < reason.score


def test_own_scores_and_shares_of_similar_towns_are_as_stored(
    sampled: Workspace, plans: tuple[Plan, ...], reports: tuple[Report, ...]
) -> None:
    for plan in plans:
        known = scores(sampled, plan.organisation)
        alike = {
            one.organisation.id
            for one in reports
            if one.organisation is not None
            and one.organisation.type is plan.organisation.type
            and one.organisation.id != plan.organisation.id
        }
        for _, reason in reasons(plan, OwnScore, Common):
            if isinstance(reason, OwnScore):
                assert reason.score == known[reason.fiscal_year_be][reason.indicator]
            if isinstance(reason, Common):
                last = [one for one in reports if one.id in plan.report_ids]
                named = {
                    measure.numbered_title
                    for one in last
                    for measure in one.measures
                    if reason.key in topics_named("\n".join(map(measure.text, TEXT_FIELDS)))
                }
                assert reason.axis is Axis.INDICATORS or {*reason.mentioned} == named
                assert reason.of == plan.towns == len(alike)
                assert reason.of >= reason.towns > reason.of / 2


def test_a_recommendation_is_a_line_of_the_row_that_the_document_names(
    plans: tuple[Plan, ...], forms: Mapping[str, Form]
) -> None:
    named = []
    for plan in plans:
        form = forms[plan.organisation.id]
        rows = [row for row in form.measures.rows if len(row) > 1]
        (found,) = [one for one in form.analyses if one.name == "ผลปีที่ผ่านมา"]
        for cells in found.grid.rows if found.grid and "ข้อเสนอแนะ" in found.grid.headers else ():
            advice = cell_text(cells[3]) if len(cells) > 1 else ""
            number = re.search("รอการตัดสินใจในข้อ ([๐-๙]+)", advice)
            if number:
                row = rows[int(arabic_digits(number[1])) - 1]
                marked = [it.text for it in row[1] if it.mark is TextMark.NOTICE]
                assert squash(advice.split("\n(")[0]) in map(squash, marked)
                named.append(advice)
            if advice not in {"", "–", "ไม่มี (ตามรายงาน)"}:
                asked = cell_text(cells[found.grid.headers.index("ในแผนนี้")]) if found.grid else ""
                assert number or "โปรดพิจารณา" in asked
    assert named


def test_a_document_names_all_ten_and_marks_the_weak_without_a_measure(
    plans: tuple[Plan, ...], forms: Mapping[str, Form]
) -> None:
    for plan in plans:
        groups = [
            cell_text(row[0]) for row in forms[plan.organisation.id].measures.rows if len(row) == 1
        ]
        for section in plan.sections:
            if section.indicator is None:
                continue
            name = f"ตัวชี้วัดที่ {thai_digits(section.indicator)} "
            (group,) = [one for one in groups if one.startswith(name)]
            assert (GAP.th in group or _MAY in group) is section.is_gap(plan.ticked)


def test_a_document_asks_to_confirm_each_indicator_that_is_a_guess(
    plans: tuple[Plan, ...], forms: Mapping[str, Form]
) -> None:
    asked = 0
    for plan in plans:
        rows = forms[plan.organisation.id].measures.rows
        doubts = [it.text for row in rows if len(row) == 1 for it in row[0] if it.mark]
        guessed = [one for one in plan.proposals if one.ticked and one.guessed]
        named = (one.split(":")[0] for one in doubts if "คาดจากเนื้อหา – โปรดยืนยัน" in one)
        assert sum(len(one.split(", ")) for one in named) == len(guessed)
        asked += len(guessed)
    assert asked


def test_a_document_has_the_means_of_our_scores_by_instrument(
    sampled: Workspace, plans: tuple[Plan, ...], forms: Mapping[str, Form]
) -> None:
    for plan in plans:
        known = last_scores(sampled, plan)
        grids = [
            one.grid for one in forms[plan.organisation.id].analyses if "รายเครื่องมือ" in one.name
        ]
        (grid,) = grids
        assert grid is not None
        if not known:
            assert {cell_text(cell) for row in grid.rows for cell in row[3:]} == {BLANK}
        else:
            for row, instrument in zip(grid.rows, instruments(), strict=True):
                of_it = [known[it.number] for it in indicators() if it.instrument == instrument.id]
                half_up = floor(100 * mean(of_it) + 0.5) / 100
                assert cell_text(row[3]) == thai_digits(f"{half_up:.2f}")
                for number, score in known.items():
                    is_of_it = indicators()[number - 1].instrument == instrument.id
                    is_low = is_of_it and score < median(known.values())
                    assert (f"({thai_digits(f'{score:.2f}')})" in cell_text(row[4])) is is_low


def test_a_document_counts_the_marked_places_that_it_has(forms: Mapping[str, Form]) -> None:
    for form in forms.values():
        cells = [
            *form.titles,
            *(cell for row in form.measures.rows for cell in row),
            *(cell for one in form.analyses for cell in (*one.above, *one.below)),
            *(cell for one in form.analyses if one.grid for row in one.grid.rows for cell in row),
        ]
        marks = sum(piece.mark is TextMark.NOTICE for cell in cells for piece in cell)
        left = form.remaining
        assert left.blanks + left.questions + left.cells == marks


def test_a_documents_last_report_is_what_that_report_says(
    plans: tuple[Plan, ...], forms: Mapping[str, Form], reports: tuple[Report, ...]
) -> None:
    for plan in plans:
        found = next(one for one in forms[plan.organisation.id].analyses if one.name == "ผลปีที่ผ่านมา")
        rows = {
            squash(it.title): it
            for one in own_reports(plan, reports)
            for it in one.measures
            if one.fiscal_year_be == last_with_results(plan, reports)
        }
        for cells in found.grid.rows if found.grid else ():
            if len(cells) == 1:
                continue
            measure = rows[squash(cell_text(cells[0]))]
            plain = dict(zip(found.grid.headers, cells, strict=True)) if found.grid else {}
            said = {
                name: [
                    squash(it) for it in "".join(p.text for p in cell if p.mark is None).split("…")
                ]
                for name, cell in plain.items()
            }
            for name, fields in REPORTED.items():
                whole = squash("".join(measure.text(field) for field in fields))
                assert all(
                    it in whole or it == "–" or (it == "ไม่มี(ตามรายงาน)" and "ไม่" in whole[:3])
                    for it in said.get(name, [])
                )


def test_rows_of_our_last_reports_are_proposed_or_counted_as_left_out(
    plans: tuple[Plan, ...], reports: tuple[Report, ...]
) -> None:
    by_id = {one.id: one for one in reports}
    for plan in plans:
        if len(plan.report_ids) == 1 and not any(one.planned for one in plan.sections):
            (last,) = (by_id[name] for name in plan.report_ids)
            ids = {one.id for one in last.measures}
            left_out = sum(one.left_out for one in plan.sections)
            assert left_out + len(ids & {one.id for one in plan.proposals}) == len(ids)


def test_no_name_of_a_lender_is_left_unmarked(sampled: Workspace, plans: tuple[Plan, ...]) -> None:
    for plan in plans:
        adapted = sampled.exports.adapted(
            plan_module._draft(plan, [one.id for one in plan.proposals])
        )
        for row in adapted.items:
            owner = row.source.organisation
            if owner is None or owner.id == plan.organisation.id:
                continue
            own_name = owner.name.removeprefix("เทศบาลตำบล").removeprefix("องค์การบริหารส่วนตำบล")
            for name in ("title", "steps", "responsible", "follow_up"):
                text = row.field(name).adapted.adapted
                assert own_name not in text
                assert not owner.province or owner.province not in text
