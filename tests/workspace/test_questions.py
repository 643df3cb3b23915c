"""Own questions by towns or years."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from itasearch.compare.towns.questions import cells_of
from itasearch.errors import QueryError
from itasearch.exports.answer import question_tables
from itasearch.model.documents import cell_text
from itasearch.model.ranking import (
    NO_FILTERS,
    AddedName,
    Addition,
    FoundName,
    Hit,
    Query,
    Ranking,
    Reason,
    Snippet,
)
from itasearch.model.records import Extraction, Organisation, OrganisationType, ReportKind
from itasearch.model.towns import (
    MOST_QUESTIONS,
    CellCertainty,
    QuestionCell,
    QuestionColumn,
    QuestionRow,
    QuestionTable,
)
from itasearch.readers.base import PageProgress, no_progress
from itasearch.wording.language import in_language
from itasearch.workspace import FilterNames, Workspace, open_workspace
from itasearch.workspace.towns import towns as verbs
from tests.ingest.fake_parser import FakeParser
from tests.search.fakes import measure
from tests.workspace.conftest import CITY, TOWN, library_of, parsing_with, write_report

OTHER = "องค์การบริหารส่วนตำบลห้วยหินขาว"
GIFTS = "ประกาศนโยบายไม่รับของขวัญ No Gift Policy"
BUYING = "เผยแพร่แผนการจัดซื้อจัดจ้างบนเว็บไซต์ทุกเดือน"
REPORTS = [
    (TOWN, 2566, [GIFTS, "อบรมจริยธรรมแก่บุคลากรใหม่"]),
    (TOWN, 2567, [BUYING, "งดรับของขวัญทุกเทศกาล"]),
    (CITY, 2567, [GIFTS, "ลดขั้นตอนการให้บริการประชาชน"]),
    (OTHER, 2566, ["ขุดลอกคลองก่อนฤดูฝน", "ซ่อมแซมถนนหมู่ที่ ๓"]),
]
ANSWER, UNSURE, NOTHING = CellCertainty


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with library_of(REPORTS, tmp_path_factory.mktemp("home"), scored=TOWN) as opened:
        yield opened


def certainties(table: QuestionTable) -> list[list[CellCertainty]]:
    return [[cell.certainty for cell in row.cells] for row in table.rows]


def test_a_cell_has_the_best_measure_of_its_town(library: Workspace) -> None:
    names = FilterNames(organisations=(CITY, TOWN, OTHER))

    found = library.towns.questions(["งดรับของขวัญ", "จัดซื้อจัดจ้าง"], filters=names)

    towns = [one.organisation.name for one in found.columns if one.organisation]
    assert towns == [CITY, TOWN, OTHER]
    assert certainties(found) == [[ANSWER, ANSWER, NOTHING], [NOTHING, ANSWER, NOTHING]]
    gifts, buying = found.rows
    assert gifts.cells[0].title == f"1. {GIFTS}"
    assert (buying.cells[1].fiscal_year_be, buying.cells[1].title) == (2567, f"1. {BUYING}")
    assert gifts.cells[2].measure_id is None


def test_a_copy_is_the_cell_of_its_own_town(library: Workspace) -> None:
    found = library.towns.questions([GIFTS])

    by_town = {one.organisation.name: one for one in found.rows[0].cells if one.organisation}
    assert {CITY, TOWN} <= {*by_town}
    for cell in (by_town[CITY], by_town[TOWN]):
        shown = library.show(cell.measure_id or "")
        assert shown.organisation == cell.organisation


def test_years_are_columns_of_the_towns_inside(library: Workspace) -> None:
    names = FilterNames(organisations=(TOWN,))

    found = library.towns.questions(["จัดซื้อจัดจ้าง"], filters=names, by_years=True)

    assert [one.fiscal_year_be for one in found.columns] == [2566, 2567]
    assert certainties(found) == [[NOTHING, ANSWER]]
    table = library.exports.tables(found, filters=names).tables[0]
    assert cell_text(table.grid.rows[0][3]) == f"1. {BUYING}"  # the filter names the town


@pytest.mark.parametrize("texts", [[], ["", " "], ["ของขวัญ"] * (MOST_QUESTIONS + 1)])
def test_questions_are_bounded(library: Workspace, texts: Sequence[str]) -> None:
    with pytest.raises(QueryError):
        library.towns.questions(texts)


def test_columns_are_bounded(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "MOST_COLUMNS", 2)

    with pytest.raises(QueryError, match="3 organisations; name 2 at most"):
        library.towns.questions(["ของขวัญ"])


def test_a_workbook_names_each_measure_with_its_source(library: Workspace, tmp_path: Path) -> None:
    names = FilterNames(organisations=(TOWN, OTHER))
    found = library.towns.questions(["งดรับของขวัญ"], filters=names)

    library.exports.export_tables(found, tmp_path / "ก.xlsx", filters=names)

    table, measures = openpyxl.load_workbook(tmp_path / "ก.xlsx").worksheets
    texts = [[cell.value for cell in row] for row in table.iter_rows()]
    (row,) = [row for row in texts if row[0] == "งดรับของขวัญ"]
    assert row[1] == 1
    assert row[3] == "–"
    listed = [[cell.value for cell in row] for row in measures.iter_rows()]
    assert any(row[0] == "งดรับของขวัญ" and row[3] == "มีในรายงาน" for row in listed)


def test_a_cell_says_what_the_report_says_was_done_and_claims_no_more() -> None:
    town = Organisation(name=TOWN, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    cell = QuestionCell(
        certainty=ANSWER,
        measure_id="r1-t1r1",
        title="3. อบรมจริยธรรม",
        organisation=town,
        fiscal_year_be=2568,
        results="ยังไม่ดำเนินการ\nเลื่อนไปปีหน้า",
    )
    row = QuestionRow(question="อบรมแล้วหรือยัง", cells=(cell,))
    found = QuestionTable(columns=(QuestionColumn(organisation=town),), rows=(row,))

    with in_language("th"):
        table = question_tables(found, filters=NO_FILTERS, names={}).tables[0]

    texts = [cell_text(one) for one in table.grid.rows[0]]
    assert texts[1:] == ["1", "3. อบรมจริยธรรม (2568) – ผล: “ยังไม่ดำเนินการ เลื่อนไปปีหน้า”"]


ONE_TOWN = Organisation(id="o1", name=TOWN, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)


def a_hit(title: str, rank: int) -> Hit:
    return Hit(
        rank=rank,
        score=1.0,
        signals=(),
        measure=measure(f"r{rank}-t1r1", title),
        organisation=ONE_TOWN,
        fiscal_year_be=2568,
        passage=Snippet(field="title", text=title),
        reason="",
    )


def cell_of(*rows: tuple[str, int], falling: float = 0.01) -> QuestionCell:
    """The cell of a town for hits of these titles and years, the best first, at falling scores."""
    hits = tuple(
        replace(a_hit(title, rank), score=1 - falling * rank, fiscal_year_be=year)
        for rank, (title, year) in enumerate(rows, start=1)
    )
    ranking = Ranking(query=Query(text=GIFTS), hits=hits)
    return cells_of(ranking, NO_FILTERS, by_years=False)["o1"]


def test_a_town_answers_from_its_newest_year_though_an_older_one_fits_better() -> None:
    assert cell_of((GIFTS, 2567), (GIFTS, 2568), (GIFTS, 2566)).fiscal_year_be == 2568


def test_a_cell_counts_other_measures_of_its_year_not_another_report_of_the_same() -> None:
    rows = [("ตรวจนับพัสดุ", 2568), ("ตรวจนับ พัสดุ", 2568), ("ให้ยืมพัสดุด้วยใบยืม", 2568)]
    cell = cell_of(("ตรวจนับพัสดุประจำปี", 2567), *rows)
    row = QuestionRow(question="พัสดุ", cells=(cell,))
    found = QuestionTable(columns=(QuestionColumn(organisation=ONE_TOWN),), rows=(row,))

    with in_language("th"):
        table = question_tables(found, filters=NO_FILTERS, names={}).tables[0]

    assert cell_text(table.grid.rows[0][2]) == "ตรวจนับพัสดุ (2568) และอีก 1 มาตรการ"


@pytest.mark.parametrize(
    ("falling", "year", "more"), [(0.01, 2568, 0), (0.35, 2567, 1)], ids=["near", "far below"]
)
def test_what_is_far_below_the_best_hit_neither_answers_nor_counts(
    falling: float, year: int, more: int
) -> None:
    rows = [("ให้ยืมพัสดุด้วยใบยืม", 2567), ("ทวงถามผู้ยืมพัสดุ", 2567), ("ตรวจนับครุภัณฑ์", 2568)]

    cell = cell_of(*rows, falling=falling / 2)

    assert (cell.certainty, cell.fiscal_year_be, cell.more) == (ANSWER, year, more)


BOX = AddedName(name="ช่องทางร้องเรียน", asked="ตู้รับเรื่องร้องเรียน", kind=Addition.SYNONYM)
CHANNEL = FoundName(text="กล่องร้องเรียน", field="title", asked="ตู้รับเรื่องร้องเรียน")


@pytest.mark.parametrize(
    ("title", "found", "certainty"),
    [
        ("วางตู้เพื่อรับเรื่องร้องเรียน", (), ANSWER),
        ("เปิดช่องทางร้องเรียน", (), UNSURE),
        ("วางกล่องร้องเรียน", (CHANNEL,), ANSWER),
        ("วางกล่องร้องเรียน", (replace(CHANNEL, is_related=True),), UNSURE),
    ],
)
def test_what_is_found_as_a_wider_thing_than_the_best_hit_is_unsure(
    title: str, found: tuple[FoundName, ...], certainty: CellCertainty
) -> None:
    best, other = (a_hit(it, at) for at, it in enumerate(("วางตู้รับเรื่องร้องเรียน", title), start=1))
    other = replace(other, organisation=replace(ONE_TOWN, id="o2"), why=Reason(found=found))

    cells = cells_of(
        Ranking(query=Query(text="ตู้รับเรื่องร้องเรียน"), hits=(best, other), added=(BOX,)),
        NO_FILTERS,
        by_years=False,
    )

    assert [cells[town].certainty for town in ("o1", "o2")] == [ANSWER, certainty]


@pytest.mark.parametrize(
    ("steps", "certainty"), [("ติดประกาศ", UNSURE), ("ติดประกาศและทำวารสาร", ANSWER)]
)
def test_what_is_only_recommended_is_unsure(steps: str, certainty: CellCertainty) -> None:
    hit = a_hit("เผยแพร่ผลการใช้จ่าย", 1)
    advised = replace(hit.measure, steps=steps, recommendations="ควรทำวารสาร")
    found = (FoundName(text="วารสาร", field="recommendations"),)
    hit = replace(hit, measure=advised, why=Reason(found=found))

    cells = cells_of(Ranking(query=Query(text="วารสาร"), hits=(hit,)), NO_FILTERS, by_years=False)

    assert cells["o1"].certainty is certainty


@pytest.mark.parametrize(
    ("signals", "is_cell"),
    [({"covered": 0.05, "semantic": 0.2}, False), ({"covered": 0.3, "semantic": 0.2}, True)],
)
def test_an_unsure_hit_that_is_near_in_nothing_is_no_cell(
    signals: dict[str, float], is_cell: bool
) -> None:
    hit = replace(a_hit("ขุดลอกคลอง", 1), signals=tuple(signals.items()))
    ranking = Ranking(query=Query(text=GIFTS), hits=(hit,), unsure=True, answering=1)

    assert bool(cells_of(ranking, NO_FILTERS, by_years=False)) is is_cell


class ReportedParser(FakeParser):
    """Of a file so called the report says that nothing was done yet."""

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        """A plan, or a results report."""
        extraction = super().parse(path, on_page=on_page)
        if "results" not in path.name:
            return extraction
        (report,) = extraction.reports
        rows = tuple(replace(row, results="ยังไม่ได้เริ่ม") for row in report.measures)
        report = replace(report, kind=ReportKind.RESULTS, measures=rows)
        return replace(extraction, reports=(report,))


def test_of_plan_and_results_of_one_year_the_row_of_results_is_the_cell(tmp_path: Path) -> None:
    plan = write_report(tmp_path / "in", "อบรมงานพัสดุ", GIFTS, name="plan", year=2568)
    results = write_report(tmp_path / "in", GIFTS, BUYING, name="results", year=2568)

    with parsing_with(ReportedParser()), open_workspace(tmp_path / "home") as library:
        library.add([plan, results])
        ((row,), (years,)) = (
            library.towns.questions([GIFTS], by_years=by_years).rows for by_years in (False, True)
        )
        (stored,) = library.library.measures([row.cells[0].measure_id or ""])

    assert [cell.results for cell in (*row.cells, *years.cells)] == ["ยังไม่ได้เริ่ม"] * 2
    assert (row.cells[0].title, stored.measure.results) == (f"1. {GIFTS}", "ยังไม่ได้เริ่ม")


def test_an_item_by_number_is_that_of_each_year_and_only_perhaps_answered(
    library: Workspace,
) -> None:
    names = FilterNames(organisations=(TOWN,))

    found = library.towns.questions(["O14"], filters=names, by_years=True)
    with in_language("th"):
        notes = question_tables(found, filters=NO_FILTERS, names={}).notes

    assert ANSWER not in certainties(found)[0]
    read_as = [name for _, name in found.rows[0].read_as]
    assert [name.split(":")[0].split(" (")[0] for name in read_as] == ["O14 ปี 2566", "O14 ปี 2567"]
    assert all(any(name in note for note in notes) for name in read_as)
