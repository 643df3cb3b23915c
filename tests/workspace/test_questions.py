"""Own questions by towns."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from itasearch.compare.towns.questions import best_cells
from itasearch.enrich.quotations import quotations
from itasearch.errors import QueryError
from itasearch.exports.answer import question_tables
from itasearch.model.documents import cell_text
from itasearch.model.ranking import NO_FILTERS, Hit, Query, Ranking, Snippet
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.towns import (
    MOST_QUESTIONS,
    QuestionCell,
    QuestionRow,
    QuestionTable,
)
from itasearch.wording.language import in_language
from itasearch.wording.names import question_cell_text
from itasearch.workspace import FilterNames, Workspace, open_workspace, towns as verbs
from tests.search.fakes import measure
from tests.workspace.conftest import (
    CITY,
    TOWN,
    ResultsParser,
    library_of,
    parsing_with,
    write_report,
)

OTHER = "องค์การบริหารส่วนตำบลห้วยหินขาว"
GIFTS = "ประกาศนโยบายไม่รับของขวัญ No Gift Policy"
BUYING = "เผยแพร่แผนการจัดซื้อจัดจ้างบนเว็บไซต์ทุกเดือน"
REPORTS = [
    (TOWN, 2566, [GIFTS, "อบรมจริยธรรมแก่บุคลากรใหม่"]),
    (TOWN, 2567, [BUYING, "งดรับของขวัญทุกเทศกาล"]),
    (CITY, 2567, [GIFTS, "ลดขั้นตอนการให้บริการประชาชน"]),
    (OTHER, 2566, ["ขุดลอกคลองก่อนฤดูฝน", "ซ่อมแซมถนนหมู่ที่ ๓"]),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with library_of(REPORTS, tmp_path_factory.mktemp("home"), scored=TOWN) as opened:
        yield opened


def signs(table: QuestionTable) -> list[str]:
    """Of each row and cell "=" for a hit, "~" for a near one, "-" for none."""
    return [
        "".join("-" if cell.title is None else "~" if cell.is_near else "=" for cell in row.cells)
        for row in table.rows
    ]


def test_a_cell_has_the_best_measure_of_its_town(library: Workspace) -> None:
    names = FilterNames(organisations=(CITY, TOWN, OTHER))

    found = library.towns.questions(["งดรับของขวัญ", "จัดซื้อจัดจ้าง"], filters=names)

    towns = [town.name for town in found.towns]
    assert towns == [CITY, TOWN, OTHER]
    assert signs(found) == ["==-", "-=-"]
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


def test_both_sides_are_bounded(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for texts in ([], ["", " "], ["ของขวัญ"] * (MOST_QUESTIONS + 1)):
        with pytest.raises(QueryError):
            library.towns.questions(texts)
    monkeypatch.setattr(verbs, "MOST_QUESTION_TOWNS", 2)

    with pytest.raises(QueryError, match="3 organisations; name 2 at most"):
        library.towns.questions(["ของขวัญ"])


def test_a_workbook_names_each_measure_with_its_source(library: Workspace, tmp_path: Path) -> None:
    names = FilterNames(organisations=(TOWN, OTHER))
    found = library.towns.questions(["งดรับของขวัญ"], filters=names)

    library.exports.export_tables(found, tmp_path / "ก.xlsx")

    table, measures = openpyxl.load_workbook(tmp_path / "ก.xlsx").worksheets
    texts = [[cell.value for cell in row] for row in table.iter_rows()]
    assert ["–"] in [row[1:] for row in texts if str(row[0]).startswith(OTHER)]
    listed = [[cell.value for cell in row] for row in measures.iter_rows()]
    assert any(row[0] == "งดรับของขวัญ" and TOWN in str(row[1]) for row in listed)


def test_a_cell_says_what_the_report_says_was_done_and_claims_no_more() -> None:
    town = Organisation(name=TOWN, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)
    cell = QuestionCell(
        measure_id="r1-t1r1",
        title="3. อบรมจริยธรรม",
        organisation=town,
        fiscal_year_be=2568,
        quotations=quotations(measure("r1-t1r1", "อบรมจริยธรรม", results="ยังไม่ดำเนินการ")),
    )
    row = QuestionRow(question="อบรมแล้วหรือยัง", cells=(cell,))
    found = QuestionTable(towns=(town,), rows=(row,))

    with in_language("th"):
        table = question_tables(found, names={}).tables[0]

    texts = [cell_text(one) for one in table.grid.rows[0]]
    assert texts[1:] == ["3. อบรมจริยธรรม (2568) – ผลการดำเนินการ: “ยังไม่ดำเนินการ”"]


ONE_TOWN = Organisation(id="o1", name=TOWN, type=OrganisationType.SUBDISTRICT_MUNICIPALITY)


@pytest.mark.parametrize(
    ("score", "answering", "shown"), [(0.9, 2, "2 (2568)"), (0.5, 1, "~ 2 (2568)"), (0.3, 1, "–")]
)
def test_a_hit_is_shown_by_its_band_of_scores(score: float, answering: int, shown: str) -> None:
    hits = [
        Hit(
            rank=rank,
            score=of_hit,
            signals=(),
            measure=measure(f"r{rank}-t1r1", str(rank)),
            organisation=replace(ONE_TOWN, id=f"o{rank}"),
            fiscal_year_be=2568,
            passage=Snippet(field="title", text=""),
            reason="",
        )
        for rank, of_hit in enumerate((1.0, score), start=1)
    ]
    ranking = Ranking(
        query=Query(text=GIFTS), hits=tuple(hits), weights={"words": 1.0}, answering=answering
    )
    towns = [hit.organisation for hit in hits if hit.organisation]

    best, other = best_cells(ranking, towns, NO_FILTERS)

    assert (best.title, best.is_near) == ("1", False)
    assert question_cell_text(other) == shown


def test_a_cell_quotes_the_results_of_its_year(tmp_path: Path) -> None:
    plan = write_report(tmp_path / "in", "อบรมงานพัสดุ", GIFTS, name="plan", year=2568)
    results = write_report(tmp_path / "in", GIFTS, BUYING, name="results", year=2568)

    with (
        parsing_with(ResultsParser("ยังไม่ได้เริ่ม")),
        open_workspace(tmp_path / "home") as library,
    ):
        library.add([plan, results])
        (row,) = library.towns.questions([GIFTS]).rows

    (cell,) = row.cells
    assert not cell.is_near
    assert [(it.field, it.text) for it in cell.quotations] == [("results", "ยังไม่ได้เริ่ม")]
