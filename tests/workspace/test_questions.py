"""Own questions by towns or years."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bench.questions import counted
from itasearch.compare.towns.questions import cells_of
from itasearch.domain.topics import topics
from itasearch.enrich.quotations import quotations
from itasearch.errors import QueryError
from itasearch.exports.answer import question_tables
from itasearch.model.documents import cell_text
from itasearch.model.ranking import (
    NO_FILTERS,
    Hit,
    Presence,
    Query,
    Ranking,
    Snippet,
    SoughtThing,
)
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.towns import (
    MOST_QUESTIONS,
    CellCertainty,
    QuestionCell,
    QuestionColumn,
    QuestionRow,
    QuestionTable,
)
from itasearch.wording.labels import file_name
from itasearch.wording.language import in_language
from itasearch.workspace import FilterNames, Workspace, open_workspace, towns as verbs
from tests.cases import examples, listed, literal, yes
from tests.search.fakes import measure
from tests.workspace.conftest import (
    CITY,
    TOWN,
    ReaderHere,
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
    table = library.exports.tables(found).tables[0]
    # The filter names the town; its report is a plan.
    assert cell_text(table.grid.rows[0][3]) == f"1. {BUYING}"


def test_both_sides_are_bounded(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for texts in ([], ["", " "], ["ของขวัญ"] * (MOST_QUESTIONS + 1)):
        with pytest.raises(QueryError):
            library.towns.questions(texts)
    monkeypatch.setattr(verbs, "MOST_COLUMNS", 2)

    with pytest.raises(QueryError, match="3 organisations; name 2 at most"):
        library.towns.questions(["ของขวัญ"])


def test_a_workbook_names_each_measure_with_its_source(library: Workspace, tmp_path: Path) -> None:
    names = FilterNames(organisations=(TOWN, OTHER))
    found = library.towns.questions(["งดรับของขวัญ"], filters=names)

    library.exports.export_tables(found, tmp_path / "ก.xlsx")

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
        quotations=quotations(measure("r1-t1r1", "อบรมจริยธรรม", results="ยังไม่ดำเนินการ")),
    )
    row = QuestionRow(question="อบรมแล้วหรือยัง", cells=(cell,))
    found = QuestionTable(columns=(QuestionColumn(organisation=town),), rows=(row,))

    with in_language("th"):
        table = question_tables(found, names={}).tables[0]

    texts = [cell_text(one) for one in table.grid.rows[0]]
    assert texts[1:] == ["1", "3. อบรมจริยธรรม (2568) – ผลการดำเนินการ: “ยังไม่ดำเนินการ”"]


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
        table = question_tables(found, names={}).tables[0]

    assert cell_text(table.grid.rows[0][2]) == "ตรวจนับพัสดุ (2568) และอีก 1 มาตรการ"


@pytest.mark.parametrize(("falling", "year", "more"), [(0.01, 2568, 0), (0.35, 2567, 1)])
def test_what_is_far_below_the_best_hit_neither_answers_nor_counts(
    falling: float, year: int, more: int
) -> None:
    rows = [("ให้ยืมพัสดุด้วยใบยืม", 2567), ("ทวงถามผู้ยืมพัสดุ", 2567), ("ตรวจนับครุภัณฑ์", 2568)]

    cell = cell_of(*rows, falling=falling / 2)

    assert (cell.certainty, cell.fiscal_year_be, cell.more) == (ANSWER, year, more)


NAMED_HERE = SoughtThing(share=1.0, presence=Presence.NAMED)
OTHERWISE = SoughtThing(share=1.0, presence=Presence.OTHERWISE)


def things(cell: str) -> tuple[SoughtThing, ...]:
    """Reads "0.9 NAMED title | 0.1 NOWHERE whom"; a share of 0 is of a limit."""
    return tuple(
        SoughtThing(
            share=float(share),
            presence=Presence[key],
            is_exact=share == "0",
            is_titled="title" in rest,
            is_whom="whom" in rest,
            is_how="how" in rest,
        )
        for share, key, *rest in map(str.split, listed(cell))
    )


@examples("questions", "sure of what is done with all or likely in other words", things, yes, yes)
def test_a_cell_is_sure_of_what_is_done_with_all_or_likely_in_other_words(
    sought: tuple[SoughtThing, ...], is_likely: bool, is_sure: bool
) -> None:
    signals = LIKELY if is_likely else (("kin", 0.2),)
    hit = replace(a_hit("เผยแพร่ผลการใช้จ่าย", 1), sought=sought, signals=signals)

    assert sought_cells(hit)["o1"].certainty is (ANSWER if is_sure else UNSURE)


LIKELY = (("covered", 0.8), ("concepts", 0.8), ("kin", 0.9))


@examples("questions", "asked of two towns and of the first alone", str, str, str, yes)
def test_what_others_call_it_decides_also_where_one_town_is_asked(
    title: str, other: str, question: str, is_sure: bool, tmp_path: Path
) -> None:
    (folder := tmp_path / question.replace("/", "")).mkdir()
    for name, its_title in {TOWN: title, CITY: other}.items():
        rows = f"{name}\nปีงบประมาณ 2567\nมาตรการ,ขั้นตอน\n{its_title},ประกาศ\nอบรม,จัด 1 ครั้ง\n"
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    with open_workspace(folder / "home") as workspace, parsing_with(ReaderHere()):
        workspace.add([*folder.glob("*.csv")])
        for names in ((), (TOWN,)):
            found = workspace.towns.questions([question], filters=FilterNames(organisations=names))
            by_town = {it.organisation.name: it for it in found.rows[0].cells if it.organisation}
            assert by_town[TOWN].certainty is (ANSWER if is_sure else UNSURE)


@examples("questions", "beside a town that names all that is asked for", things, str)
def test_what_another_town_names_is_not_meant_by_what_lacks_it(
    sought: tuple[SoughtThing, ...], certainty: str
) -> None:
    named = tuple(replace(it, presence=Presence.NAMED) for it in sought)
    whole = replace(a_hit("แจ้งผล", 1), sought=named)
    other = replace(a_hit("แจ้งผลแก่ผู้ร้อง", 2), sought=sought, signals=LIKELY)
    other = replace(other, organisation=replace(ONE_TOWN, id="o2"))

    assert sought_cells(other)["o2"].certainty is ANSWER
    assert sought_cells(whole, other)["o2"].certainty.value == certainty


def test_what_may_answer_in_a_later_year_stands_beside_the_answer() -> None:
    older = replace(a_hit("อบรมจริยธรรม", 1), sought=(NAMED_HERE,), fiscal_year_be=2566)
    later = [
        replace(a_hit(title, at), sought=(OTHERWISE,), fiscal_year_be=year, score=0.7)
        for at, (title, year) in enumerate([("อบรม", 2567), ("อบรมคุณธรรม", 2568)], start=2)
    ]

    row = QuestionRow(question="อบรม", cells=(sought_cells(older, *later)["o1"],))
    found = QuestionTable(columns=(QuestionColumn(organisation=ONE_TOWN),), rows=(row,))
    with in_language("th"):
        table, measures = question_tables(found, names={}).tables

    assert [row[2] for row in measures.grid.texts()][1:] == ["2566", "2568"]
    text = "อบรมจริยธรรม (2566) ใหม่กว่าซึ่งอาจตรง: อบรมคุณธรรม (2568)"
    assert cell_text(table.grid.rows[0][2]) == text


@examples("questions", "there however far below the best hit", things, float, str)
def test_what_is_there_as_typed_or_titled_is_so_however_far_below_the_best_hit(
    sought: tuple[SoughtThing, ...], score: float, certainty: str
) -> None:
    best = replace(a_hit("จัดบัตรคิว", 1), sought=(NAMED_HERE,))
    low = replace(a_hit("รับชำระภาษี", 2), score=score, sought=sought)
    low = replace(low, organisation=replace(ONE_TOWN, id="o2"))

    own = (it.certainty.value for town, it in sought_cells(best, low).items() if town == "o2")
    assert " ".join(own) == certainty


@examples(
    "questions", "the row that a town's cell is of", things, float, things, float, literal, int
)
def test_a_later_row_is_the_cell_if_it_is_the_measure_or_nearly_as_near(
    sought: tuple[SoughtThing, ...],
    score: float,
    later: tuple[SoughtThing, ...],
    later_score: float,
    is_of_title: bool,
    year: int,
) -> None:
    older = replace(a_hit("ตรวจน้ำ", 1), score=score, sought=sought, fiscal_year_be=2567)
    newer = replace(a_hit("ตรวจน้ำ" if is_of_title else "น้ำดี", 2), sought=later)

    cell = sought_cells(older, replace(newer, score=later_score, fiscal_year_be=2568))["o1"]

    assert cell.fiscal_year_be == year


def test_of_one_year_a_title_with_the_question_is_shown_first() -> None:
    hits = [replace(a_hit(it, at), sought=(NAMED_HERE,)) for at, it in enumerate(TITLES, start=1)]

    cell = sought_cells(*hits, text="พิมพ์แผนที่")["o1"]

    assert (cell.title, cell.more) == (TITLES[1], 2)


TITLES = ("งดสำเนา", "เช่าเครื่องพิมพ์แผนที่", "ซ่อมเครื่องพิมพ์แผนที่", "งดสำเนา (นอกแผน)")


def sought_cells(*hits: Hit, text: str = GIFTS) -> Mapping[str, QuestionCell]:
    ranking = Ranking(query=Query(text=text), hits=hits, weights={"words": 1.0})
    return cells_of(ranking, NO_FILTERS, by_years=False)


def test_no_town_is_without_a_topic_of_which_the_matrix_counts_a_measure(
    sampled: Workspace,
) -> None:
    matrix = sampled.towns.matrix()
    of_town = {
        it.organisation.id: dict(zip(matrix.columns, it.cells, strict=True)) for it in matrix.rows
    }
    asked = topics()[::4]

    found = sampled.towns.questions([it.thai for it in asked])

    of_matrix = [
        cell
        for subject, row in zip(asked, found.rows, strict=True)
        for column, cell in zip(found.columns, row.cells, strict=True)
        if of_town[column.key][subject.id].measure_ids
    ]
    assert len(of_matrix) > 30
    assert NOTHING not in {cell.certainty for cell in of_matrix}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least_right"), [("development", 0.95), ("figure", 0.88)])
def test_sure_cells_are_true_and_no_present_measure_is_denied(
    name: str, least_right: float
) -> None:
    counts = counted(name)

    assert counts["present and denied"] == 0
    assert counts["sure and true"] >= 0.9 * counts["said sure"]
    assert counts["right"] >= least_right * counts["cells"]


@examples("questions", "an unsure hit that is near in nothing is no cell", float, float, yes)
def test_an_unsure_hit_that_is_near_in_nothing_is_no_cell(
    covered: float, kin: float, is_cell: bool
) -> None:
    signals = (("covered", covered), ("kin", kin))
    hit = replace(a_hit("ขุดลอกคลอง", 1), score=0.2, signals=signals)
    ranking = Ranking(query=Query(text=GIFTS), hits=(hit,), unsure=True, answering=1)

    assert bool(cells_of(ranking, NO_FILTERS, by_years=False)) is is_cell


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
    assert cell.certainty is ANSWER
    assert [(it.field, it.text) for it in cell.quotations] == [("results", "ยังไม่ได้เริ่ม")]


def test_an_item_by_number_is_that_of_each_year_and_only_perhaps_answered(
    library: Workspace,
) -> None:
    names = FilterNames(organisations=(TOWN,))

    found = library.towns.questions(["O14"], filters=names, by_years=True)
    with in_language("th"):
        notes = question_tables(found, names={}).notes

    assert ANSWER not in certainties(found)[0]
    read_as = [name for _, name, _ in found.rows[0].read_as]
    assert [name.split(":")[0].split(" (")[0] for name in read_as] == ["O14 ปี 2566", "O14 ปี 2567"]
    assert all(any(name in note for note in notes) for name in read_as)
    with in_language("en"):
        notes = question_tables(found, names={}).notes
    assert any("O14 of 2567" in note for note in notes)
    assert not any("O14 ปี" in note for note in notes)
    # O42 is the plan of measures of 2566; 2567 has 35 items.
    plans = library.towns.questions(["O42"], filters=names, by_years=True)
    with in_language("th"):
        made = question_tables(plans, names={})
    assert certainties(plans) == [[ANSWER, NOTHING]]
    cell = plans.rows[0].cells[0]
    plan, *_ = [it for it in library.library.reports(names) if it.fiscal_year_be == 2566]
    assert (cell.title, cell.measure_id) == (file_name(plan.source.path), None)
    assert any("ปี 2567 ไม่มีข้อ O42" in note for note in made.notes)
