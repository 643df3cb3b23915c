"""A plan of the sample towns: where each text comes from, and what a draft or file of it holds."""

import errno
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from itasearch import open_workspace
from itasearch.errors import EmptyPlanError, UnknownValueError
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.documents import cell_text
from itasearch.model.drafts import A_PLAN, AdaptedField, AdaptedRow, Change
from itasearch.model.plan import Plan, PlanAction, PlanNote
from itasearch.model.records import ReportKind, StoredMeasure
from itasearch.store.drafts.steps import OpenDraft
from itasearch.store.sql import open_store
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import BLANK
from itasearch.wording.errors import error_label
from itasearch.wording.language import in_language
from itasearch.wording.names import numbers_with_scores
from itasearch.wording.plan import empty_texts, reason_texts, samples_text
from itasearch.workspace import Workspace, towns as town_verbs
from tests.cases import examples
from tests.store.examples import TITLES
from tests.tools.raising import raising
from tests.workspace.test_towns import NEAR, OURS, put

ALIKE = "เทศบาลตำบลท่าเกวียนเงิน"
SCORED = "เทศบาลเมืองบึงแก้วมรกต"
UNSCORED = "เทศบาลตำบลแม่กา"
pytestmark = pytest.mark.usefixtures("in_2567")

_NUMBER = re.compile(r"^\s*\(?[0-9๐-๙]{1,2}[.)]\s*")
_ADVISED = re.compile(r"^- ข้อเสนอแนะในรายงานปี [๐-๙]{4}: ")


def _with_changes(original: str, changes: Sequence[Change]) -> str:
    pieces, at = [], 0
    for one in sorted(changes, key=lambda change: change.start):
        assert original[one.start : one.end] == one.old
        pieces += [original[at : one.start], one.new]
        at = one.end
    return "".join([*pieces, original[at:]])


def _check_lines(field: AdaptedField, sources: Sequence[StoredMeasure]) -> None:
    """Each line of a field, before its marked changes, is a line of a measure of the store.

    What is put in their place is ours: names, years, or a blank to be filled in.
    """
    assert _with_changes(field.original, field.adapted.changes) == field.adapted.adapted
    names = ("follow_up", "steps") if field.name == "follow_up" else (field.name,)
    names = (*names, "recommendations") if field.name == "steps" else names
    texts = [squash(one.measure.text(name)) for one in sources for name in names]
    for line in field.original.split("\n"):
        bare = squash(_NUMBER.sub("", _ADVISED.sub("", line)))
        assert any(bare in text for text in texts), line


def _docx_rows(path: Path) -> list[list[str]]:
    """Cells of the rows of measures."""
    table = next(
        one for one in Document(str(path)).tables if "มาตรการ" in one.rows[0].cells[0].text
    )
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    return [row for row in rows if len(set(row)) > 1]


def _check_row(row: AdaptedRow, cells: Sequence[str], workspace: Workspace) -> None:
    sources = workspace.library.measures([one.measure.id for one in row.sources])
    assert sources
    names = ("title", "steps", "timeframe", "responsible", "follow_up")
    for name, cell in zip(names, cells, strict=True):
        field = row.field(name)
        if not field.adapted.adapted.strip():
            assert cell == BLANK  # marked as to be filled in
            continue
        _check_lines(field, sources)
        written = _NUMBER.sub("", cell) if name == "title" else cell
        assert squash(written) == squash(field.adapted.adapted)


@pytest.fixture(params=[[SCORED, UNSCORED], pytest.param([], id="all", marks=pytest.mark.slow)])
def plans(
    request: pytest.FixtureRequest, sampled: Workspace, sample_plan: Callable[[str], Plan]
) -> list[Plan]:
    """The plans of two sample towns, or of all."""
    towns = [one.organisation.name for one in sampled.library.organisations()]
    return [sample_plan(town) for town in request.param or towns]


def _check_lender(row: AdaptedRow, plan: Plan) -> None:
    """No name of the town whose row it is is left unmarked."""
    owner = row.sources[0].source.organisation
    if owner is None or owner.id == plan.organisation.id:
        return
    own_name = owner.name.removeprefix("เทศบาลตำบล").removeprefix("องค์การบริหารส่วนตำบล")
    for name in ("title", "steps", "responsible", "follow_up"):
        text = row.field(name).adapted.adapted
        assert own_name not in text
        assert not owner.province or owner.province not in text


def test_exported_rows_are_as_planned_found_in_their_sources_and_name_no_lender(
    sampled: Workspace, plans: list[Plan], tmp_path: Path
) -> None:
    for plan in plans:
        path, chosen = tmp_path / "plan.docx", [one.id for one in plan.proposals]
        rows = sampled.towns.export_plan(plan, path, chosen).draft.items

        assert [row.measure.id for row in rows] == chosen
        for row, cells in zip(rows, _docx_rows(path), strict=True):
            _check_row(row, cells, sampled)
            _check_lender(row, plan)


def test_a_title_has_one_indicator_in_a_plan(
    sampled: Workspace, sample_plan: Callable[[str], Plan], tmp_path: Path
) -> None:
    plan = sample_plan(SCORED)
    draft = sampled.towns.export_plan(plan, tmp_path / "plan.csv", plan.ticked).draft
    chosen = IndicatorMark(number=3, confidence=1, origin=Origin.CORRECTED)
    own, *others = draft.items

    form = sampled.exports.document(
        replace(draft, items=(replace(own, indicator=chosen), *others)), A_PLAN
    )

    (found,) = [one for one in form.analyses if one.name == "ผลปีที่ผ่านมา"]
    assert found.grid is not None
    rows = [cell_text(row[0]) for row in found.grid.rows]
    assert rows[:2] == ["ตัวชี้วัดที่ ๓ การใช้อำนาจ", own.measure.title]


def test_the_sources_name_what_is_left_out_of_our_last_plan(
    sampled: Workspace, sample_plan: Callable[[str], Plan], tmp_path: Path
) -> None:
    plan, path = sample_plan("เทศบาลตำบลหนองบัวสามกลีบ"), tmp_path / "plan.md"
    *chosen, left = (one for one in plan.proposals if one.action is PlanAction.KEEP)

    sampled.towns.export_plan(plan, path, [one.id for one in chosen])

    rows = (tmp_path / "plan-ที่มา.md").read_text(encoding="utf-8").splitlines()
    (row,) = (it for it in rows if f"“{left.measure.measure.title}”" in it)
    assert "ไม่อยู่ในแผน" in row and "ไม่ได้เลือกไว้ในแผนนี้ โปรดยืนยัน" in row


def test_every_proposal_names_its_reason_and_its_source(
    sampled: Workspace, plans: list[Plan]
) -> None:
    for plan in plans:
        for one in plan.proposals:
            for measure in (one.measure, one.counterpart):
                if measure is None:
                    continue
                (stored,) = sampled.library.measures([measure.measure.id])
                assert stored.measure == measure.measure
                assert measure.measure.source.path
                assert measure.measure.source.row_number or measure.measure.source.line_number
            for language in ("th", "en"):
                with in_language(language):
                    assert all(reason_texts(one))
            assert one.reasons


def test_a_plan_proposes_each_measure_and_each_title_once(plans: list[Plan]) -> None:
    for plan in plans:
        assert plan.proposals
        assert plan.ticked
        for each in (
            [one.id for one in plan.proposals],
            [squash(one.measure.measure.title) for one in plan.proposals],
        ):
            assert len(each) == len(set(each))


def test_the_year_is_the_one_after_the_last_result_or_report(
    sample_plan: Callable[[str], Plan],
) -> None:
    assert sample_plan(SCORED).fiscal_year_be == 2569
    assert sample_plan(UNSCORED).fiscal_year_be == 2567


def test_a_year_that_is_over_is_not_planned(
    sampled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town_verbs, "this_fiscal_year", lambda: 2572)

    assert sampled.towns.plan(SCORED).fiscal_year_be == 2572
    assert {it.plan_year_be for it in sampled.towns.coverage(SCORED).checks} == {2572}


def test_results_and_reports_of_the_plans_year_do_not_count(sampled: Workspace) -> None:
    found = sampled.towns.plan(SCORED, year=2568)

    assert found.result and (found.result.fiscal_year_be, found.report_year_be) == (2567, 2567)
    assert found.notes == (PlanNote.FEW_TOWNS,)


def test_without_a_report_all_is_borrowed(own: Workspace) -> None:
    for report in own.library.reports():
        if report.organisation is not None and report.organisation.name == ALIKE:
            own.library.remove(report.id)
    plan = own.towns.plan(ALIKE)

    assert PlanNote.NO_REPORT in plan.notes
    assert plan.report_year_be is None
    assert {one.action for one in plan.proposals} == {PlanAction.BORROW}
    assert plan.ticked


@pytest.mark.parametrize(("year", "report_year"), [(2566, None), (2567, None), (2568, 2567)])
def test_a_report_of_the_plans_year_or_later_is_none(
    tmp_path: Path, year: int, report_year: int | None
) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES, total=72.0)
        put(store, NEAR, 2565, *TITLES)
    with open_workspace(tmp_path) as workspace:
        plan = workspace.towns.plan(OURS.name, year=year)

    kept = [one for one in plan.proposals if one.action is not PlanAction.BORROW]
    assert plan.report_year_be == report_year
    assert (PlanNote.NO_REPORT in plan.notes) is (report_year is None)
    assert (plan.result and plan.result.total) == (report_year and 72.0)
    assert bool(kept) is (report_year is not None)


def test_a_report_of_an_unknown_year_counts_where_all_others_are_later(tmp_path: Path) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES[:2])
        undated = put(store, OURS, None, *TITLES[2:])
    with open_workspace(tmp_path) as workspace:
        plan = workspace.towns.plan(OURS.name, year=2566)

    assert plan.report_ids == (undated.id,)


def test_a_draft_has_what_was_chosen_in_our_name_and_year(own: Workspace) -> None:
    plan = own.towns.plan(SCORED)
    chosen = [one.id for one in plan.proposals][-3:]
    draft = own.drafts.get(own.towns.draft_of_plan(plan, chosen, name="แผนของเรา"))

    assert (draft.name, draft.organisation, draft.fiscal_year_be) == ("แผนของเรา", SCORED, 2569)
    assert {one.measure.id for one in draft.items} == {*chosen}
    assert draft.grouped


def test_a_proposal_that_the_plan_has_not_makes_no_draft(own: Workspace) -> None:
    plan = own.towns.plan(SCORED)
    with pytest.raises(UnknownValueError, match="r0-t1r1"):
        own.towns.draft_of_plan(plan, ["r0-t1r1"])

    assert own.drafts.all() == ()


def test_a_draft_whose_rows_cannot_be_written_is_not_there(
    own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = own.towns.plan(SCORED)
    monkeypatch.setattr(
        OpenDraft, "insert", raising(OSError(errno.ENOSPC, "No space left on device"))
    )
    with pytest.raises(OSError, match="No space"):
        own.towns.draft_of_plan(plan)

    assert own.drafts.all() == ()


@examples("workspace", "invented towns are counted in words", int, str, str)
def test_invented_towns_are_counted_in_words(
    invented: int, thai: str, english: str, sample_plan: Callable[[str], Plan]
) -> None:
    plan = replace(sample_plan(UNSCORED), towns=7, sample_towns=invented)

    assert samples_text(plan) == thai
    with in_language("en"):
        assert samples_text(plan) == english


def test_a_year_of_the_common_era_is_refused(sampled: Workspace) -> None:
    with pytest.raises(ValueError, match="2027"):
        sampled.towns.plan(SCORED, year=2027)


def test_a_plan_of_nothing_says_why_and_what_to_do_and_writes_nothing(tmp_path: Path) -> None:
    home, output = tmp_path / "home", tmp_path / "แผน.docx"
    with open_store(home / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES)
    with open_workspace(home) as workspace:
        plan = workspace.towns.plan(OURS.name, year=2566)
        with pytest.raises(EmptyPlanError, match="Add our own reports") as caught:
            workspace.towns.export_plan(plan, output)
        with pytest.raises(EmptyPlanError):
            workspace.towns.draft_of_plan(plan)
        assert workspace.drafts.all() == ()

    assert plan.proposals == ()
    assert not output.exists()
    (text,) = empty_texts(plan)
    assert "ไม่พบรายงานมาตรการของหน่วยงานในคลัง" in text
    assert "โปรดเพิ่มรายงานมาตรการและผล ITA ของเรา" in text
    assert text in error_label(caught.value).text("th")


def test_weak_indicators_for_which_nothing_is_chosen_are_named(
    sample_plan: Callable[[str], Plan],
) -> None:
    plan = sample_plan(SCORED)
    weak = {one.indicator or 0: one.score or 0.0 for one in plan.sections[:5]}
    unscored = replace(plan, sections=tuple(replace(one, score=None) for one in plan.sections))

    assert empty_texts(plan) == ()
    (thai,) = empty_texts(plan, ())
    with in_language("en"):
        (english,) = empty_texts(plan, ())
    scores, unknown = numbers_with_scores(weak), ", ".join(map(str, weak))
    assert f"ยังไม่ได้เลือกมาตรการสำหรับตัวชี้วัดที่ {scores} (ในวงเล็บคือคะแนนของเรา)" in thai
    assert english.startswith(
        f"No measure is chosen yet for 5 indicators, with our score: {scores};"
    )
    assert f"ตัวชี้วัดที่ {unknown} ซึ่งยังไม่ทราบคะแนน –" in empty_texts(unscored, ())[0]


def test_a_chosen_guess_that_names_a_weak_indicator_is_to_be_confirmed(
    sample_plan: Callable[[str], Plan],
) -> None:
    section = next(one for one in sample_plan(SCORED).sections if one.indicator == 8)
    (found,) = section.proposals
    guess = replace(found, guessed=True)
    other = replace(section, indicator=6, proposals=(guess,))
    plan = replace(sample_plan(SCORED), sections=(replace(section, proposals=()), other))

    assert empty_texts(plan) == ("มาตรการที่เลือกไว้อาจตอบตัวชี้วัดที่ 8 ด้วย โปรดยืนยัน",)


def test_a_plan_of_which_nothing_is_ticked_says_so(sample_plan: Callable[[str], Plan]) -> None:
    plan = sample_plan(SCORED)
    bare = [
        replace(one, proposals=tuple(replace(it, ticked=False) for it in one.proposals))
        for one in plan.sections
    ]

    thai, _ = empty_texts(replace(plan, sections=tuple(bare)))

    assert f"ข้อเสนอทั้ง {len(plan.proposals)} ข้อไม่ได้เลือกไว้ให้" in thai


def test_an_earlier_measure_for_a_weak_indicator_that_no_last_one_serves_is_proposed(
    sample_plan: Callable[[str], Plan],
) -> None:
    section = next(one for one in sample_plan(SCORED).sections if one.indicator == 8)

    (found,) = section.proposals
    assert section.is_weak and found.ticked
    assert found.action is PlanAction.RESUME
    assert found.measure.measure.title.startswith("ยกระดับตัวชี้วัดการปรับปรุงระบบการทำงาน")
    assert "ไม่พบชื่อเดียวกันในแผนหรือรายงานล่าสุด" in reason_texts(found)[0]


def test_what_our_last_report_has_only_a_near_row_of_is_offered_unticked(tmp_path: Path) -> None:
    texts = {"timeframe": "ตุลาคม", "responsible": "กองคลัง", "follow_up": "รายงานทุกเดือน"}
    with open_store(tmp_path / "corpus" / "library.db") as store:
        for year, title, steps in (
            (2566, "ตรวจนับพัสดุประจำปี", "ตรวจนับพัสดุ\n๓. รายงานนายก"),
            (2567, "จำหน่ายพัสดุชำรุด", "ประเมินราคาพัสดุ\n๓. ขายทอดตลาดพัสดุ"),
        ):
            steps = f"๑. แต่งตั้งคณะกรรมการ\n๒. {steps}"
            put(store, OURS, year, title, texts={**texts, "steps": steps})
        opening = {**texts, "steps": "สมัครบัญชี"}
        put(store, OURS, 2565, "เพิ่มช่องทางร้องเรียนผ่าน LINE OA", texts=opening)
        opened = {**opening, "results": "เปิดใช้ LINE OA แล้วเมื่อวันที่ 3 มีนาคม 2565"}
        title, kind = "เพิ่มช่องทางการร้องเรียนทาง LINE OA", ReportKind.RESULTS
        put(store, OURS, 2565, title, kind=kind, texts=opened)
    with open_workspace(tmp_path) as workspace:
        _last, found = workspace.towns.plan(OURS.name).proposals

    assert (found.action, found.ticked) == (PlanAction.RESUME, False)
    assert "จำหน่ายพัสดุชำรุด" in reason_texts(found)[-1]


def test_a_report_of_another_town_changes_nothing_of_our_own_history(own_home: Path) -> None:
    def own_rows(home: Path) -> Sequence[tuple[str, PlanAction, bool]]:
        with open_workspace(home) as workspace:
            found = workspace.towns.plan(SCORED).proposals
        ours = [one for one in found if one.action is not PlanAction.BORROW]
        return [(one.id, one.action, one.ticked) for one in ours]

    before = own_rows(own_home)
    with open_store(own_home / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES[:2])

    assert PlanAction.RESUME in {action for _, action, _ in before}
    assert own_rows(own_home) == before


@pytest.mark.parametrize("year", [2566, 2568])  # that of the sample, and a later one
def test_samples_of_ours_give_way_to_our_own_reports_and_that_is_said(
    own_home: Path, year: int
) -> None:
    with open_store(own_home / "corpus" / "library.db") as store:
        put(store, store.organisations.find(UNSCORED), year, *TITLES[:2])
        put(store, OURS, 2565, *TITLES[2:])
        put(store, OURS, 2567, *TITLES[:2])

    with open_workspace(own_home) as workspace:
        mixed, real = workspace.towns.plan(UNSCORED), workspace.towns.plan(OURS.name)
        compared, samples = workspace.compare(UNSCORED, OURS.name), workspace.library.samples().ids

    ours = [one for one in mixed.proposals if one.action is not PlanAction.BORROW]
    assert {one.measure.measure.title for one in ours} == {*TITLES[:2]} and not mixed.reworded
    assert PlanNote.SAMPLES_LEFT_OUT in mixed.notes
    assert PlanNote.SAMPLES_LEFT_OUT not in real.notes
    resumed = [one for one in real.proposals if one.action is PlanAction.RESUME]
    assert {one.measure.fiscal_year_be for one in resumed} == {2565}
    assert compared.left.id not in samples
