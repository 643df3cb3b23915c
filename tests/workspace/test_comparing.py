from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.compare.library import Side, choose_reports
from itasearch.errors import ComparisonError, UnknownValueError
from itasearch.ingest.originals.files import digest
from itasearch.model.comparison import Comparison, ComparisonNote, NoteKind
from itasearch.model.corrections import EditCell
from itasearch.model.documents import cell_text
from itasearch.model.drafts import A_PLAN, Draft, DraftItem
from itasearch.model.records import ReportKind, report_id, report_of
from itasearch.wording.comparison import alone_texts, result_texts
from itasearch.workspace import Workspace, open_workspace
from tests.cases import examples, optional
from tests.ingest.fake_parser import results_text
from tests.workspace.conftest import CITY, TOWN, ResultsParser, parsing_with, write_report

GIFT = ("ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ")
VILLAGE = "องค์การบริหารส่วนตำบลทุ่งกว้าง"


def named(cell: str) -> str:
    return cell.format(TOWN=TOWN, CITY=CITY, VILLAGE=VILLAGE)


@pytest.fixture
def towns(workspace: Workspace, tmp_path: Path) -> Workspace:
    """TOWN of 2565 and 2566, CITY of 2566 and 2567, VILLAGE of 2568, another with ITA results."""
    folder = tmp_path / "files"
    write_report(folder, "ติดตั้งบัตรคิว", name="t65", year=2565)
    write_report(folder, *GIFT, name="t66")
    write_report(folder, "งดรับของขวัญทุกเทศกาล", name="c66", organisation=CITY)
    write_report(folder, "เปิดช่องทางร้องเรียนออนไลน์", name="c67", organisation=CITY, year=2567)
    write_report(folder, "ปรับปรุงเว็บไซต์", name="v68", organisation=VILLAGE, year=2568)
    (folder / "ita.csv").write_text(results_text("เทศบาลนครไร้แผน"), encoding="utf-8")
    workspace.add([folder])
    return workspace


def years(found: Comparison) -> tuple[int | None, int | None]:
    return found.left.fiscal_year_be, found.right.fiscal_year_be


def test_without_a_year_the_latest_that_both_have_is_taken_and_told(towns: Workspace) -> None:
    found = towns.compare("ทต.สวนดอกไม้", CITY)

    assert years(found) == (2566, 2566)
    assert found.notes == (ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=2566),)
    assert [(p.left.title, p.right.title) for p in found.pairs] == [
        ("ประกาศนโยบายงดรับของขวัญ", "งดรับของขวัญทุกเทศกาล")
    ]
    assert [measure.title for measure in found.only_left] == ["อบรมงานพัสดุ"]


def test_a_note_names_the_reports_that_are_compared(towns: Workspace) -> None:
    first = towns.library.reports()[0]
    plan, results, other = (
        replace(first, id=name, kind=kind, fiscal_year_be=year)
        for name, kind, year in (
            ("p70", ReportKind.PLAN, 2570),
            ("r70", ReportKind.RESULTS, 2570),
            ("r64", ReportKind.RESULTS, 2564),
        )
    )
    sides = (
        Side(name=TOWN, reports=(plan, results), open=True),
        Side(name=CITY, reports=(other,), open=True),
    )

    chosen, (note,) = choose_reports(*sides)

    assert [report for _, report in chosen] == [results, other]
    assert note.kind is NoteKind.NO_COMMON_YEAR
    assert [it.report_id for it in note.reports] == ["r70", "r64"]


def test_what_other_reports_of_a_town_have_is_taken_into_account(
    towns: Workspace, tmp_path: Path
) -> None:
    found = towns.compare(f"{TOWN}@2565", f"{CITY}@2566")
    (gift,) = found.only_right
    title = "งดรับของขวัญทุกเทศกาล"
    write_report(tmp_path / "files", title, "ล้างตลาดสด", name="c66-results", organisation=CITY)
    with parsing_with(ResultsParser("ประกาศแล้ว")):
        towns.add([tmp_path / "files"])
    (plan,) = (
        measure
        for one in towns.library.reports()
        if one.id != gift.report_id
        for measure in towns.library.report(one.id).measures
        if measure.title == title
    )
    stated = EditCell(measure_id=plan.id, field="indicator", text="3")
    towns.review.correct(plan.report_id, [stated])
    shown = towns.exports.narrow(towns.compare(f"{TOWN}@2565", gift.report_id))
    mark = shown.of(gift).indicator
    assert (mark and mark.number) == 3, "what the year's other report states"

    (other,) = found.only_left
    rows = Draft(items=(DraftItem(measure=other),), organisation=CITY, fiscal_year_be=2567)
    form = towns.exports.document(towns.exports.adapted(rows), A_PLAN)
    (reported,) = (it.grid for it in form.analyses if it.name == "ผลปีที่ผ่านมา")
    assert reported is not None
    texts = [cell_text(row[0]) for row in reported.rows]
    assert texts == [title, "ล้างตลาดสด"]


@examples(
    "comparing", "sides and the years that are compared", named, named, optional(int), int, int
)
def test_beside_a_named_year_the_one_asked_for_or_the_same_is_taken_else_the_latest_other(
    left: str, right: str, year: int | None, of_left: int, of_right: int, towns: Workspace
) -> None:
    assert years(towns.compare(left, right, year=year)) == (of_left, of_right)


def test_sides_may_be_ids_and_files(towns: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "files" / "t66.md"
    organisation = towns.library.find_organisation(CITY)

    found = towns.compare(report_id(digest(file)), organisation.id)
    by_file = towns.compare(str(file), found.right.source.path)

    assert found.left.organisation is not None
    assert found.left.organisation.name == TOWN
    assert (by_file.left, by_file.right) == (found.left, found.right)


def test_a_file_is_found_by_the_name_that_it_had(towns: Workspace) -> None:
    assert years(towns.compare("t65.md", f"{CITY}@2566")) == (2565, 2566)
    with pytest.raises(UnknownValueError, match="organisation, report or file"):
        towns.compare("t99.md", CITY)


def test_a_part_of_a_name_is_told_with_what_it_was_taken_for(towns: Workspace) -> None:
    taken = towns.compare("สวนดอก", f"{CITY}@2566").notes
    named = towns.compare(f"{TOWN}@2566", f"{CITY}@2566").notes

    assert [(one.kind, one.typed, one.reports[0].side) for one in taken] == [
        (NoteKind.TAKEN_FOR, "สวนดอก", TOWN)
    ]
    assert named == ()


def test_a_report_that_another_version_replaced_is_compared_and_told(
    towns: Workspace, tmp_path: Path
) -> None:
    old = towns.compare(f"{TOWN}@2566", CITY).left.id
    towns.add([write_report(tmp_path, *GIFT, "ซ่อมถนน")])

    found = towns.compare(old, f"{CITY}@2566")

    assert found.left.id == old
    assert [one.kind for one in found.notes] == [NoteKind.REPLACED]


def test_of_several_reports_of_a_year_those_of_one_kind_are_compared(
    towns: Workspace, tmp_path: Path
) -> None:
    file = write_report(tmp_path, "ซ่อมถนน", "ล้างท่อ", "ตัดหญ้า", name="results")
    with parsing_with(ResultsParser("ทำแล้ว")):
        towns.add([file])

    found = towns.compare(TOWN, CITY)

    assert (found.left.kind, found.right.kind) == (ReportKind.PLAN, ReportKind.PLAN)
    (note,) = (one for one in found.notes if one.kind is NoteKind.OTHERS_OF_YEAR)
    assert [one.report_id == found.left.id for one in note.reports] == [True, False]


@pytest.mark.parametrize("result", ["ยกเลิก เพราะใช้ระบบใหม่แทน", "อบรมครบ ๔ รุ่น", "/"])
def test_what_the_results_of_the_year_say_is_quoted_beside_a_plan(
    result: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, (gift, training) = tmp_path_factory.mktemp("in"), GIFT
    write_report(folder, gift, training, "ซ่อมถนนหน้าวัด", name="plan", year=2568)
    write_report(folder, *GIFT, name="results", year=2568)
    write_report(folder, gift, name="city", organisation=CITY, year=2568)
    with (
        parsing_with(ResultsParser(result)),
        open_workspace(tmp_path_factory.mktemp("home")) as library,
    ):
        library.add([folder])
        found = library.compare(CITY, TOWN)
        shown = library.exports.narrow(found)
    (training_row,) = (it for it in found.only_right if it.title == training)

    (quotation,) = found.quotations_of(training_row)
    assert (quotation.field, quotation.text) == ("results", result)
    assert "results" in quotation.source.path
    (text,) = alone_texts(training_row, shown)
    assert text.startswith(f"ผลการดำเนินการ: “{result}”")
    (pair_text,) = result_texts(found.pairs[0], shown)
    assert f"ผลการดำเนินการ: “{result}”" in pair_text


@examples("comparing", "sides that cannot be compared and why", named, named, named)
def test_what_cannot_be_compared_is_an_error_that_says_why(
    left: str, right: str, told: str, towns: Workspace
) -> None:
    with pytest.raises(ComparisonError, match=told):
        towns.compare(left, right)


def test_what_a_person_said_holds_in_every_later_comparison_and_over_the_years(
    towns: Workspace,
) -> None:
    before = towns.compare(f"{TOWN}@2565", f"{TOWN}@2566")
    (ours, *_), (theirs, *_) = before.only_left, before.only_right

    towns.review.judge_pair(ours.id, theirs.id, same=True)

    (pair,) = towns.compare(f"{TOWN}@2566", f"{TOWN}@2565").pairs
    assert (pair.left.id, pair.right.id, pair.judged) == (theirs.id, ours.id, True)
    kept = [one for one in towns.towns.years(TOWN).threads if len(one.entries) > 1]
    assert [entry.measure.id for entry in kept[0].entries] == [ours.id, theirs.id]
    towns.build(rebuild=True)
    assert len(towns.compare(f"{TOWN}@2565", f"{TOWN}@2566").pairs) == 1
    towns.review.undo(report_of(ours.id))
    assert towns.compare(f"{TOWN}@2565", f"{TOWN}@2566").pairs == before.pairs


def test_an_unknown_year_and_a_removed_report_are_errors(towns: Workspace) -> None:
    with pytest.raises(UnknownValueError) as caught:
        towns.compare(f"{TOWN}@2569", CITY)
    assert caught.value.nearest == ("2566", "2565")
    gone = towns.compare(TOWN, VILLAGE).right.id
    towns.library.remove(gone)

    with pytest.raises(ComparisonError, match="removed"):
        towns.compare(TOWN, gone)


@pytest.mark.parametrize("name", ["ไม่มีเมืองนี้", "เทศบาลนครไร้แผน"])
def test_years_need_a_report(towns: Workspace, name: str) -> None:
    with pytest.raises((UnknownValueError, ComparisonError)):
        towns.towns.years(name)
