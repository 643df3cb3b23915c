"""What is exported is read back as it was: rows, organisation and year of the target."""

from pathlib import Path

import pytest

from itasearch.borrow.export import render, write_file
from itasearch.config import ReadLimits
from itasearch.ingest.parse import parse_file
from itasearch.model.records import TEXT_FIELDS, Report
from itasearch.model.template import OFFICIAL_FIELDS, ExportFormat, Template
from itasearch.text.normalize import squash
from tests.borrow.examples import TARGET, TARGET_YEAR, a_long_template, a_template, an_item

READ_BACK = (ExportFormat.DOCX, ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.MD)


def read_back(template: Template, kind: ExportFormat, folder: Path) -> Report:
    file = folder / f"template.{kind.value}"
    write_file(file, render(template, kind))
    (report,) = parse_file(file, limits=ReadLimits()).reports
    return report


def texts(report: Report) -> list[list[str]]:
    return [[squash(measure.text(name)) for name in TEXT_FIELDS] for measure in report.measures]


def wanted(template: Template) -> list[list[str]]:
    return [
        [squash(item.text(name)) if name in OFFICIAL_FIELDS else "" for name in TEXT_FIELDS]
        for item in template.items
    ]


@pytest.mark.parametrize("count", [1, 12, 60])
@pytest.mark.parametrize("kind", READ_BACK)
def test_an_exported_template_is_read_back(kind: ExportFormat, count: int, tmp_path: Path) -> None:
    template = a_long_template(count)

    report = read_back(template, kind, tmp_path)

    assert texts(report) == wanted(template)
    assert [measure.number for measure in report.measures] == [str(n + 1) for n in range(count)]
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == (TARGET, TARGET_YEAR)
    assert report.missing == ()


@pytest.mark.parametrize("kind", READ_BACK)
def test_a_row_over_several_pages_is_one_measure(kind: ExportFormat, tmp_path: Path) -> None:
    steps = "\n".join(f"{n}. ประชุมคณะทำงานแล้วรายงานผลต่อผู้บริหาร" for n in range(1, 41))
    template = a_template(an_item(1, steps=steps), an_item(2, steps="- ก่อน\n- หลัง"))

    assert texts(read_back(template, kind, tmp_path)) == wanted(template)


@pytest.mark.parametrize("kind", READ_BACK)
def test_filled_in_results_come_back(kind: ExportFormat, tmp_path: Path) -> None:
    template = a_template(
        an_item(1, steps="ประชุม", edits=[("results", "ประชุมแล้ว ๒ ครั้ง")]), an_item(2, steps="อบรม")
    )

    assert texts(read_back(template, kind, tmp_path)) == wanted(template)
