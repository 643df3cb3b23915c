"""Own questions by towns or years."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from itasearch.compare.towns.questions import cells_of
from itasearch.errors import QueryError
from itasearch.exports.answer import question_tables
from itasearch.exports.words import written_in
from itasearch.model.documents import cell_text
from itasearch.model.ranking import NO_FILTERS, Hit, Query, Ranking, Snippet
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.towns import (
    MOST_QUESTIONS,
    CellCertainty,
    QuestionCell,
    QuestionColumn,
    QuestionRow,
    QuestionTable,
)
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace.towns import towns as verbs
from tests.search.fakes import measure
from tests.workspace.conftest import CITY, TOWN, library_of

OTHER = "องค์การบริหารส่วนตำบลห้วยหินขาว"
GIFTS = "ประกาศนโยบายไม่รับของขวัญ No Gift Policy"
BUYING = "เผยแพร่แผนการจัดซื้อจัดจ้างบนเว็บไซต์ทุกเดือน"
REPORTS = [
    (TOWN, 2566, [GIFTS, "อบรมจริยธรรมแก่บุคลากรใหม่"]),
    (TOWN, 2567, [BUYING, "งดรับของขวัญทุกเทศกาล"]),
    (CITY, 2567, [GIFTS, "ลดขั้นตอนการให้บริการประชาชน"]),
    (OTHER, 2566, ["ขุดลอกคลองก่อนฤดูฝน", "ซ่อมแซมถนนหมู่ที่ ๓"]),
]
NOTHING, ANSWER = CellCertainty.NOTHING, CellCertainty.ANSWER


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

    with written_in("th"):
        table = question_tables(found, filters=NO_FILTERS, names={}).tables[0]

    texts = [cell_text(one) for one in table.grid.rows[0]]
    assert texts[1:] == ["1", "3. อบรมจริยธรรม (2568) – ผล: “ยังไม่ดำเนินการ เลื่อนไปปีหน้า”"]


def test_a_town_answers_from_its_newest_year_though_an_older_one_fits_better() -> None:
    town = Organisation(id="o1", name=TOWN, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    hits = tuple(
        Hit(
            rank=rank,
            score=1 / rank,
            signals=(),
            measure=measure(f"r{year}-t1r1", GIFTS),
            organisation=town,
            fiscal_year_be=year,
            passage=Snippet(field="title", text=GIFTS),
            reason="",
        )
        for rank, year in enumerate((2567, 2568, 2566), start=1)
    )

    cells = cells_of(Ranking(query=Query(text=GIFTS), hits=hits), NO_FILTERS, by_years=False)

    assert [(cell.fiscal_year_be, cell.more) for cell in cells.values()] == [(2568, 2)]
