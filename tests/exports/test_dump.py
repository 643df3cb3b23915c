"""The measures of a library as one file."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from itasearch.documents.files import replacing
from itasearch.errors import ExportError
from itasearch.exports.dump import COLUMNS, DumpedMeasure, DumpFormat, write_dump
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.records import Report
from tests.store.examples import a_report, file_source, ita_result, town

REPORTS = (
    a_report(file_source("แผน"), replace(town(), id="1")),
    a_report(file_source("ผล"), replace(town("เทศบาลตำบลบ้านสวนพลู"), id="2"), year=2567),
)
ABOUT = Classification(
    topics=(
        TopicMark(topic="no_gift", confidence=0.9),
        TopicMark(topic="ethics", confidence=1, origin=Origin.CORRECTED),
    ),
    indicator=IndicatorMark(number=10, confidence=1),
)


def dumped(reports: Sequence[Report], path: Path) -> Path:
    """The reports as a dump at `path`, whose ending is the format."""
    rows = (
        DumpedMeasure(measure=measure, report=report, about=ABOUT)
        for report in reports
        for measure in report.measures
    )
    towns = [(report.organisation, [ita_result()]) for report in reports if report.organisation]
    with replacing(path) as file:
        count = write_dump(rows, towns, file, DumpFormat.of(path))
    assert count == sum(len(report.measures) for report in reports)
    return path


def test_a_dump_to_sqlite_has_measures_scores_and_meanings(tmp_path: Path) -> None:
    with closing(sqlite3.connect(dumped(REPORTS, tmp_path / "คลัง.sqlite"))) as library:
        library.row_factory = sqlite3.Row
        rows = library.execute("SELECT * FROM measures").fetchall()
        scores = library.execute("SELECT DISTINCT organisation FROM ita_scores").fetchall()
        meanings = library.execute("SELECT name FROM columns").fetchall()

    first = REPORTS[0].measures[0]
    assert (rows[0]["title"], rows[0]["fiscal_year_be"]) == (first.title, 2566)
    assert (rows[0]["guessed_indicator"], rows[0]["guessed_topics"]) == (10, "no_gift")
    assert [row["organisation"] for row in scores] == [
        report.organisation.name for report in REPORTS if report.organisation
    ]
    assert {row["name"] for row in meanings} == {column.name for column in COLUMNS}


def test_a_dump_to_parquet_has_types_and_meanings(tmp_path: Path) -> None:
    path = dumped(REPORTS, tmp_path / "คลัง.parquet")

    schema = pyarrow.parquet.read_schema(path)
    titles = pyarrow.parquet.read_table(path).column("title").to_pylist()

    assert str(schema.field("fiscal_year_be").type) == "int64"
    assert schema.field("title").metadata[b"meaning"].decode() == "มาตรการ"
    assert titles == [measure.title for report in REPORTS for measure in report.measures]


def test_another_ending_is_refused() -> None:
    with pytest.raises(ExportError, match="parquet"):
        DumpFormat.of(Path("คลัง.csv"))
