"""What is exported is read back as it was: rows, organisation, year and kind of the draft.

Every report of the corpus (and the real ones, where they are) goes through one Word and
one Excel document.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.borrow.adapt.rows import adapt
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.drafts import AdaptedDraft, DocumentChoice, DocumentKind, Draft, ExportFormat
from tests.borrow.examples import (
    ROWS,
    SOURCE,
    TARGET,
    TARGET_YEAR,
    a_long_template,
    a_result,
    a_row,
    a_template,
    an_item,
)
from tests.borrow.reading_back import KINDS, borrowed, read_back
from tests.real_reports import REAL, needs_shared, real_report

ROOT = Path(__file__).parents[2]
FORMATS = (ExportFormat.DOCX, ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.MD)
CORPUS = sorted(
    path for folder in ("examples", "real") for path in (ROOT / "corpus" / folder).iterdir()
)
PLAN = DocumentChoice(kind=DocumentKind.PLAN)


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_every_report_comes_back(number: int, tmp_path: Path) -> None:
    _comes_back(CORPUS[number], number, tmp_path)


@needs_shared
@pytest.mark.parametrize("turn", range(len(REAL)))
def test_a_real_report_comes_back(turn: int, tmp_path: Path) -> None:
    _comes_back(real_report(REAL[turn]), len(CORPUS) + turn, tmp_path)


def _comes_back(source: Path, number: int, tmp_path: Path) -> None:
    for report in parse_file(source, limits=ReadLimits()).reports:
        template = borrowed(report, organisation=TARGET, year=TARGET_YEAR)
        for turn, kind in enumerate((ExportFormat.DOCX, ExportFormat.XLSX)):
            document = DocumentChoice(kind=list(DocumentKind)[(number + turn) % 3])
            file = tmp_path / f"แผน.{kind.value}"

            back = read_back(template, kind, file, document=document, result=a_result())

            assert (back.f1, back.report.missing) == (1, ())
            assert back.fields >= 0.99
            assert back.report.organisation is not None
            assert back.report.organisation.name == TARGET
            assert back.report.fiscal_year_be == TARGET_YEAR
            assert back.report.kind is KINDS.get(document.kind, back.report.kind)


@pytest.mark.parametrize("count", [1, 12, 60])
@pytest.mark.parametrize("kind", FORMATS)
def test_any_template_comes_back(kind: ExportFormat, count: int, tmp_path: Path) -> None:
    back = read_back(a_long_template(count), kind, tmp_path / f"แผน.{kind.value}")

    assert (back.f1, back.fields, back.report.missing) == (1, 1, ())
    assert [one.number for one in back.report.measures] == [str(n + 1) for n in range(count)]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("document", list(DocumentKind))
def test_every_document_comes_back_as_what_it_is(
    kind: ExportFormat, document: DocumentKind, tmp_path: Path
) -> None:
    back = read_back(
        a_long_template(5),
        kind,
        tmp_path / f"แผน.{kind.value}",
        document=DocumentChoice(kind=document),
    )

    assert (back.f1, back.fields) == (1, 1)
    assert back.report.kind is KINDS.get(document, back.report.kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_analysis_comes_back_as_the_ita_result(kind: ExportFormat, tmp_path: Path) -> None:
    back = read_back(
        a_template(), kind, tmp_path / f"แผน.{kind.value}", document=PLAN, result=a_result()
    )

    assert back.f1 == 1
    assert back.report.ita_result == a_result()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_row_over_several_pages_is_one_measure(kind: ExportFormat, tmp_path: Path) -> None:
    steps = "\n".join(f"{n}. ประชุมคณะทำงานแล้วรายงานผลต่อผู้บริหาร" for n in range(1, 41))
    template = a_template(an_item(1, steps=steps), an_item(2, steps="- ก่อน\n- หลัง"))

    back = read_back(template, kind, tmp_path / f"แผน.{kind.value}")

    assert (back.f1, back.fields) == (1, 1)


@pytest.mark.parametrize("kind", FORMATS)
def test_filled_results_come_back_and_examples_do_not(kind: ExportFormat, tmp_path: Path) -> None:
    filled = an_item(1, steps="ประชุม", edits=[("results", "ประชุมแล้ว ๒ ครั้ง")])
    template = a_template(filled, an_item(2, steps="อบรม", results="อบรมแล้ว ๓ รุ่น"))

    back = read_back(template, kind, tmp_path / f"แผน.{kind.value}")

    assert [one.results for one in back.report.measures] == ["ประชุมแล้ว ๒ ครั้ง", None]


@pytest.mark.parametrize("kind", [ExportFormat.DOCX, ExportFormat.XLSX])
def test_a_cell_that_is_but_a_marked_blank_is_empty(kind: ExportFormat, tmp_path: Path) -> None:
    template = a_template(
        an_item(1, edits=[("timeframe", "«ช่วงวันที่»"), ("steps", "แจ้ง «ใคร» ทราบ")]), an_item(2)
    )

    (first, _) = read_back(template, kind, tmp_path / f"แผน.{kind.value}").report.measures

    assert (first.timeframe, first.steps) == (None, "แจ้ง «ใคร» ทราบ")


def grouped(template: AdaptedDraft) -> AdaptedDraft:
    mark = IndicatorMark(number=3, confidence=1, origin=Origin.STATED)
    items = tuple(replace(item, indicator=mark) for item in template.items)
    return replace(template, items=items, grouped=True)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_group_is_no_measure_and_states_the_indicator(kind: ExportFormat, tmp_path: Path) -> None:
    back = read_back(grouped(a_long_template(4)), kind, tmp_path / f"แผน.{kind.value}")

    assert (back.f1, back.fields) == (1, 1)
    assert {one.indicator for one in back.report.measures} == {3}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_targets_district_and_province_come_back(kind: ExportFormat, tmp_path: Path) -> None:
    own = replace(SOURCE, name=TARGET, district="เมืองแพร่", province="แพร่", aliases=())
    draft = Draft(items=(a_row(ROWS[0]),), organisation=TARGET, fiscal_year_be=TARGET_YEAR)

    report = read_back(adapt(draft, own=own), kind, tmp_path / f"แผน.{kind.value}").report

    found = report.organisation
    assert found is not None
    assert (found.name, found.district, found.province) == (TARGET, "เมืองแพร่", "แพร่")
