"""A form in each format, Word, Excel, CSV, Markdown, JSON, and last year's ITA result in it."""

import csv
import html
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from openpyxl.workbook import Workbook

from itasearch.borrow.document.analysis import analysis_of
from itasearch.borrow.document.cells import HEADERS
from itasearch.borrow.document.form import form_of, render
from itasearch.borrow.document.writers import (
    add_analyses,
    write_csv,
    write_docx,
    write_json,
    write_markdown,
    write_xlsx,
)
from itasearch.config import ReadLimits
from itasearch.documents.grid import has_mark, plain
from itasearch.documents.word import new_document, page_space_of
from itasearch.domain.indicators import indicators
from itasearch.errors import NotAReportError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.documents import (
    Analysis,
    Digits,
    DocumentGrid,
    SourcesPlace,
    TextMark,
    cell_text,
)
from itasearch.model.drafts import (
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    PlanBasis,
)
from itasearch.wording.document_words import BLANK, SOURCES_TITLE
from tests.borrow.examples import (
    ROWS,
    TARGET,
    TARGET_YEAR,
    WITH_SOURCES,
    a_form,
    a_long_template,
    a_result,
    a_row,
    a_template,
    an_item,
    reworded,
)
from tests.cases import examples


def written(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> Document:
    choice = DocumentChoice(kind=kind, sources=SourcesPlace.INSIDE)
    form = form_of(template, choice, basis=PlanBasis(result=a_result()))
    return docx.Document(io.BytesIO(write_docx(form)))


def highlighted(document: Document) -> list[str]:
    runs = document.element.body.iter(qn("w:r"))
    return [
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for run in runs
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]


def test_a_bare_table_has_titles_table_and_sources() -> None:
    document = written(a_long_template(12))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]

    assert [name for name, _ in found[:3]] == ["Title", "Subtitle", "Subtitle"]
    assert found[1][1] == TARGET
    assert [text for name, text in found if name == "Heading 1"] == ["ที่มาของแต่ละแถว"]
    assert [len(table.rows) for table in document.tables] == [13, 13]


def test_a_plan_begins_with_the_result_that_it_answers_and_ends_with_signatures() -> None:
    document = written(a_long_template(2), DocumentKind.PLAN)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    signed = [p.text for p in document.tables[1].rows[-1].cells[0].paragraphs]

    assert [len(table.rows) for table in document.tables] == [11, 4, 3]
    assert headings[0].startswith("การวิเคราะห์ผลการประเมิน ITA")
    assert headings[-1] == "ที่มาของแต่ละแถว"
    assert signed[0].count("ลงชื่อ") == 3


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_blanks_and_questions_are_yellow(kind: DocumentKind) -> None:
    item = an_item(steps="โทร ๐๕๔-๑๒๓๔๕๖ เริ่มสำรวจเมื่อปี ๒๕๕๑", responsible="กองคลัง")

    found = highlighted(written(a_template(item), kind))

    assert "«หมายเลขโทรศัพท์»" in found
    assert "ปี ๒๕๕๑" in found or "๒๕๕๑" in found
    assert BLANK in found


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.RESULTS])
def test_signatures_are_a_row_that_the_last_row_is_kept_with(kind: DocumentKind) -> None:
    table = written(a_long_template(4), kind).tables[-2]
    *_, before, last, signed = table.rows

    assert "ลงชื่อ" in signed.cells[0].text
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in (before, last)]
    assert kept == [None, True]
    assert signed._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    borders = signed.cells[0]._tc.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")
    assert {edge.tag.split("}")[1] for edge in borders} == {"left", "bottom", "right"}


def test_a_table_of_an_analysis_has_wide_columns_for_long_texts() -> None:
    texts = (plain("ยืมพัสดุ"), plain("โปรดพิจารณาว่าแผนนี้จะดำเนินการตามข้อเสนอแนะนี้อย่างไร " * 5))
    grid = DocumentGrid(headers=("เรื่องที่รายงานไว้", "ในแผนนี้"), rows=(texts,), shares=(0.88, 0.12))
    document = new_document("แผน")

    part = Analysis(name="ผล", heading="ผลการดำเนินการ", above=(), grid=grid)
    add_analyses(document, [part], space=page_space_of(document))

    narrow, wide = (cell.width or 0 for cell in document.tables[0].rows[1].cells)
    assert wide > 4 * narrow


def opened(template: AdaptedDraft, kind: DocumentKind = DocumentKind.TABLE) -> Workbook:
    choice = DocumentChoice(kind=kind, digits=Digits.ARABIC)
    content = write_xlsx(form_of(template, choice, basis=PlanBasis(result=a_result())))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_table_and_sources_have_a_sheet_each() -> None:
    book = opened(a_long_template(12))

    assert book.sheetnames == ["มาตรการ", "ที่มา"]
    assert book["มาตรการ"]["A2"].value == TARGET
    assert book["ที่มา"].freeze_panes is not None


def test_a_plan_has_a_sheet_of_the_last_result_and_lines_to_sign() -> None:
    book = opened(a_template(), DocumentKind.PLAN)
    texts = [str(cell.value) for row in book["มาตรการ"].iter_rows() for cell in row]

    assert book.sheetnames == ["ผลประเมิน ITA", "มาตรการ", "ที่มา"]
    assert book["ผลประเมิน ITA"]["A1"].value == book["มาตรการ"]["A1"].value
    assert sum("ลงชื่อ" in text for text in texts) == 3


@pytest.mark.parametrize(
    ("is_known", "sheets"), [(False, ["มาตรการ", "ที่มา"]), (True, ["มาตรการ", "ที่มา"])]
)
def test_an_unknown_result_is_asked_for_on_sheet_one(is_known: bool, sheets: list[str]) -> None:
    basis = PlanBasis(is_known=is_known)
    form = form_of(a_template(), DocumentChoice(kind=DocumentKind.PLAN), basis=basis)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(form)))

    assert book.sheetnames == sheets
    assert book[sheets[0]]["A5"].value.startswith("«")
    assert book[sheets[0]]["A5"].fill.fgColor.rgb == "00FFF59D"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_titles_table_and_sources_stand_below_each_other() -> None:
    found = rows(write_csv(a_form(a_row(ROWS[0]))))

    assert found[1] == [TARGET]
    assert found[4][1] == ROWS[0]["steps"].replace("๒๕๖๖", "๒๕๖๙")
    assert found[4][4:] == [BLANK, BLANK]
    assert found[5] == []
    assert found[-1][3] == "บ้านดง.md"


@examples("writers", "signs of formulas are taken away")
def test_signs_of_formulas_are_taken_away(text: str, wanted: str) -> None:
    assert rows(write_csv(a_form(an_item(steps=text))))[4][1] == wanted


def lines(**fields: str) -> list[str]:
    as_text = replace(WITH_SOURCES, file_format=ExportFormat.MD)
    return write_markdown(a_form(a_row(fields), document=as_text)).decode("utf-8").splitlines()


def test_it_holds_titles_table_and_sources() -> None:
    found = lines()

    assert found[0].startswith("# ")
    assert found[2] == TARGET
    assert "## ที่มาของแต่ละแถว" in found
    assert found.count("|---|---|---|---|---|---|") == 2


def test_a_cell_stands_on_one_line_and_markup_is_text() -> None:
    row = next(line for line in lines(steps="ก|ข\n**ค** <b>\\") if line.startswith("| ๑."))

    assert row.count(" | ") == 5
    assert r"| ก\|ข<br>\*\*ค\*\* &lt;b&gt;\\ |" in row


EXPORT = Path(__file__).parents[2] / "docs" / "export.md"


def test_it_holds_the_target_and_every_row_with_its_source() -> None:
    written = json.loads(write_json(a_template(a_row(ROWS[0]), an_item(2))))

    assert (written["organisation"], written["fiscal_year_be"]) == (TARGET, TARGET_YEAR)
    first = written["measures"][0]
    assert first["timeframe"] == "ต.ค. ๖๘ - ก.ย. ๖๙"
    assert (first["results"], first["outcomes"]) == (None, None)
    assert first["source"]["organisation"]["name"] == "เทศบาลตำบลบ้านดง"
    assert first["source"]["row_number"] == 2


def test_changes_name_their_field_and_place() -> None:
    (row,) = json.loads(write_json(a_template(an_item(timeframe="ปี ๒๕๖๖"))))["measures"]

    assert row["changes"] == [
        {"field": "timeframe", "start": 3, "end": 7, "old": "๒๕๖๖", "new": "๒๕๖๙", "kind": "year"}
    ]


def test_open_questions_are_told() -> None:
    item = an_item(steps="เริ่มสำรวจเมื่อปี ๒๕๕๑")

    (row,) = json.loads(write_json(a_template(item)))["measures"]

    assert [one["field"] for one in row["open"]] == ["steps"]
    assert row["open"][0]["question"]


def test_a_merged_row_names_its_further_sources() -> None:
    first, second = an_item(1), an_item(2)

    (row,) = json.loads(write_json(a_template(replace(first, parts=(first, second)))))["measures"]

    assert [one["measure_id"] for one in row["merged"]] == [second.measure.id]


def test_the_documentation_names_every_key() -> None:
    written = json.loads(write_json(a_template(an_item(timeframe="ปี ๒๕๖๖"))))
    (row,) = written["measures"]
    documented = EXPORT.read_text(encoding="utf-8")

    keys = {*written, *row, *row["changes"][0], *row["source"], *row["source"]["organisation"]}
    assert {key for key in keys if f'"{key}"' not in documented} == set()
    assert {header for header in HEADERS.values() if header not in documented} == set()


def test_total_grade_and_year_are_told() -> None:
    analysis = analysis_of(a_result())

    assert analysis.heading.endswith("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")
    assert [cell_text(line) for line in analysis.above] == ["หน่วยงานมีคะแนนรวม ๘๓.๒๗ คะแนน ระดับ ผ่าน"]


def test_an_older_result_than_the_last_years_is_marked() -> None:
    last, older = (analysis_of(a_result(), year=year) for year in (2569, 2570))

    assert not any(has_mark(line, TextMark.NOTICE) for line in last.above)
    assert has_mark(older.above[-1], TextMark.NOTICE)
    assert "๒๕๖๙" in cell_text(older.above[-1])


def test_the_scores_of_all_indicators_are_a_table() -> None:
    grid = analysis_of(a_result()).grid

    assert grid is not None
    assert len(grid.rows) == len(indicators())


def all_text(kind: ExportFormat, content: bytes) -> str:
    """All that stands in a file; Office files are archives of XML."""
    if kind not in (ExportFormat.DOCX, ExportFormat.XLSX):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return html.unescape("".join(parts))


def test_the_appendix_says_what_the_mark_means() -> None:
    told = "(เรียบเรียงใหม่) คือฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน"

    assert told in form_of(a_template(reworded())).notes
    assert not any("คือ" in note for note in form_of(a_template()).notes)


WRITTEN_APART = [one for one in ExportFormat if one is not ExportFormat.JSON]


@pytest.mark.parametrize("kind", WRITTEN_APART)
@pytest.mark.parametrize("place", SourcesPlace)
def test_sources_are_in_the_document_where_asked(kind: ExportFormat, place: SourcesPlace) -> None:
    found = all_text(kind, render(a_template(), kind, document=DocumentChoice(sources=place)))

    # A workbook has a sheet for them.
    apart = place is SourcesPlace.APART and kind is ExportFormat.XLSX
    assert (SOURCES_TITLE in found) == (apart or place is SourcesPlace.INSIDE)
    assert ("บ้านดง.md" in found) == (SOURCES_TITLE in found)
    assert (form_of(a_template()).notes[0] in found) == (SOURCES_TITLE in found)


@pytest.mark.parametrize("kind", WRITTEN_APART)
def test_sources_apart_are_no_report_when_they_are_read(kind: ExportFormat, tmp_path: Path) -> None:
    file = tmp_path / f"แผน-ที่มา.{kind.value}"
    file.write_bytes(render(a_template(), kind, sources=True))

    with pytest.raises(NotAReportError):
        parse_file(file, limits=ReadLimits())


def test_json_has_its_sources_with_the_rows_only() -> None:
    with pytest.raises(ValueError, match="apart"):
        render(a_template(), ExportFormat.JSON, sources=True)
