"""What a town's last reports say came of its measures."""

from dataclasses import replace

from itasearch.enrich.own_reports import reported_rows
from itasearch.model.records import ReportKind
from tests.compare.samples import measure, report


def test_every_row_of_a_results_report_is_reported_and_of_a_plan_none() -> None:
    results = replace(report("ผล", measure("ก", results="✓"), "ข"), kind=ReportKind.RESULTS)

    rows = reported_rows([report("แผน", "ค"), results])

    assert [row.measure.title for row in rows] == ["ก", "ข"]
