"""A plan of the sample towns: where each text comes from, and what a draft or file of it holds."""

import errno
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document

from itasearch import open_workspace
from itasearch.errors import EmptyPlanError, UnknownValueError
from itasearch.model.drafts import AdaptedField, AdaptedRow, Change
from itasearch.model.plan import Plan, PlanNote, PlanRowKind
from itasearch.model.records import ReportKind, StoredMeasure
from itasearch.store.drafts import drafts
from itasearch.store.sql import open_store
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import BLANK
from itasearch.wording.errors import error_label
from itasearch.wording.plan import empty_text
from itasearch.workspace import Workspace, towns as town_verbs
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
        path, chosen = tmp_path / "plan.docx", [row.id for row in plan.rows]
        rows = sampled.towns.export_plan(plan, path, chosen).draft.items

        assert {row.measure.id for row in rows} == {*chosen}
        for row, cells in zip(rows, _docx_rows(path), strict=True):
            _check_row(row, cells, sampled)
            _check_lender(row, plan)


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


def test_without_a_report_no_row_is_ours(own: Workspace) -> None:
    for report in own.library.reports():
        if report.organisation is not None and report.organisation.name == ALIKE:
            own.library.remove(report.id)
    plan = own.towns.plan(ALIKE)

    assert PlanNote.NO_REPORT in plan.notes
    assert plan.report_year_be is None
    assert plan.rows
    assert plan.ours == ()
    with pytest.raises(EmptyPlanError, match="choose the rows"):
        own.towns.draft_of_plan(plan)


@pytest.mark.parametrize(("year", "report_year"), [(2566, None), (2567, None), (2568, 2567)])
def test_a_report_of_the_plans_year_or_later_is_none(
    tmp_path: Path, year: int, report_year: int | None
) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES, total=72.0)
        put(store, NEAR, 2565, *TITLES)
    with open_workspace(tmp_path) as workspace:
        plan = workspace.towns.plan(OURS.name, year=year)

    assert plan.report_year_be == report_year
    assert (PlanNote.NO_REPORT in plan.notes) is (report_year is None)
    assert (plan.result and plan.result.total) == (report_year and 72.0)
    assert bool(plan.ours) is (report_year is not None)


def test_a_report_of_an_unknown_year_counts_where_all_others_are_later(tmp_path: Path) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2567, *TITLES[:2])
        undated = put(store, OURS, None, *TITLES[2:])
    with open_workspace(tmp_path) as workspace:
        plan = workspace.towns.plan(OURS.name, year=2566)

    assert plan.report_ids == (undated.id,)


def test_a_draft_has_what_was_chosen_in_our_name_and_year(own: Workspace) -> None:
    plan = own.towns.plan(SCORED)
    chosen = [row.id for row in plan.rows][-3:]
    draft = own.drafts.get(own.towns.draft_of_plan(plan, chosen, name="แผนของเรา"))

    assert (draft.name, draft.organisation, draft.fiscal_year_be) == ("แผนของเรา", SCORED, 2569)
    assert {one.measure.id for one in draft.items} == {*chosen}
    assert draft.grouped


def test_a_row_that_the_plan_has_not_makes_no_draft(own: Workspace) -> None:
    plan = own.towns.plan(SCORED)
    with pytest.raises(UnknownValueError, match="r0-t1r1"):
        own.towns.draft_of_plan(plan, ["r0-t1r1"])

    assert own.drafts.all() == ()


def test_a_draft_whose_rows_cannot_be_written_is_not_there(
    own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = own.towns.plan(SCORED)
    monkeypatch.setattr(drafts, "_write", raising(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        own.towns.draft_of_plan(plan)

    assert own.drafts.all() == ()


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

    assert plan.rows == ()
    assert not output.exists()
    assert empty_text(plan) in error_label(caught.value).text("th")


def test_each_measure_is_listed_once_ours_first_and_the_lowest_score_first(
    plans: list[Plan],
) -> None:
    for plan in plans:
        ids = [row.id for row in plan.rows]
        assert len(ids) == len(set(ids))
        scores = [section.score for section in plan.sections if section.score is not None]
        assert scores == sorted(scores)
        order = [*PlanRowKind]
        for section in plan.sections:
            kinds = [order.index(row.kind) for row in section.rows]
            assert kinds == sorted(kinds)


def test_our_planned_row_has_what_the_results_of_its_year_say(tmp_path: Path) -> None:
    texts = {"results": "ยกเลิก เพราะใช้ระบบใหม่", "problems": "ขาดคน"}
    with open_store(tmp_path / "corpus" / "library.db") as store:
        planned = put(store, OURS, 2567, *TITLES[:2])
        reported = put(store, OURS, 2567, *TITLES[:2], kind=ReportKind.RESULTS, texts=texts)
    with open_workspace(tmp_path) as workspace:
        plan = workspace.towns.plan(OURS.name, year=2568)
        exported = workspace.towns.export_plan(plan, tmp_path / "แผน.md")

    assert {*plan.ours} == {measure.id for measure in planned.measures}
    ids = {measure.id for measure in reported.measures}
    for row in plan.rows:
        assert [it.text for it in row.measure.quotations] == ["ยกเลิก เพราะใช้ระบบใหม่", "ขาดคน"]
        assert {it.measure_id for it in row.measure.quotations} <= ids
    assert {row.measure.id for row in exported.draft.items} == {*plan.ours}
    written = (tmp_path / "แผน.md").read_text(encoding="utf-8")
    assert "ยกเลิก เพราะใช้ระบบใหม่" in written


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

    ours = [row for row in mixed.rows if row.kind is PlanRowKind.OURS]
    assert {row.measure.measure.title for row in ours} == {*TITLES[:2]} and not mixed.reworded
    assert PlanNote.SAMPLES_LEFT_OUT in mixed.notes
    assert PlanNote.SAMPLES_LEFT_OUT not in real.notes
    assert compared.left.id not in samples
