"""A library as one file, and the same reports read back from it."""

import csv
import io
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest
from datasette.app import Datasette
from hypothesis import given, settings, strategies as st

from itasearch.config import ReadLimits
from itasearch.documents.files import replacing
from itasearch.errors import (
    DamagedFileError,
    LimitExceededError,
    NotAReportError,
    UnsupportedFormatError,
)
from itasearch.exports.dump import Dump, DumpedTown, DumpFormat, write_dump
from itasearch.ingest import dump as reading
from itasearch.ingest.dump import read_dump, split_dump
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.records import TEXT_FIELDS, Report
from itasearch.readers.base import no_progress
from itasearch.wording.dump import COLUMNS, DumpedMeasure, csv_value, from_csv
from itasearch.wording.objects import JsonObject, as_object
from tests.cases import cases, whole
from tests.store.examples import a_report, file_source, ita_result, town
from tests.tools.processes import run_apart

KINDS = [*DumpFormat]
TWO = (
    a_report(file_source("แผน"), replace(town(), id="1")),
    replace(
        a_report(
            file_source("ผล"),
            replace(town("เทศบาลตำบลบ้านสวนพลู", aliases=["ทต.บ้านสวนพลู", "สวนพลู"]), id="2"),
            year=2567,
            titles=['=HYPERLINK("http://x.example")', "-2+3", "'=1", "ลดขั้นตอน\r\nบริการ"],
        ),
        missing=("columns",),
        warnings=("คอลัมน์ไม่ชัด",),
        completeness=0.875,
    ),
)


_NO_GIFT = TopicMark(topic="no_gift", confidence=0.9)
_ETHICS = TopicMark(topic="ethics", confidence=1, origin=Origin.CORRECTED)
ABOUT = Classification(topics=(_NO_GIFT, _ETHICS), indicator=IndicatorMark(number=10, confidence=1))

STATED = Classification(
    indicator=IndicatorMark(number=9, confidence=1, origin=Origin.STATED), topics=(_ETHICS,)
)


def dumped(reports: Sequence[Report], path: Path) -> Path:
    """The reports as a dump at `path`, whose ending is the format."""
    rows = (
        (
            report,
            [
                DumpedMeasure(measure=m, report=report, about=ABOUT if m.number == "1" else STATED)
                for m in report.measures
            ],
        )
        for report in reports
    )
    owners = {one.organisation.id: one.organisation for one in reports if one.organisation}
    towns = [DumpedTown(organisation=one, results=[ita_result()]) for one in owners.values()]
    with replacing(path) as file:
        count = write_dump(Dump(reports=rows, towns=towns), file, DumpFormat.of(path))
    assert count == sum(len(report.measures) for report in reports)
    return path


def content(report: Report) -> JsonObject:
    """A report without what follows from the file that it is in."""
    found = as_object(report)
    del found["id"], found["source"]
    measures = [as_object(one) for one in report.measures]
    found["measures"] = [
        {key: value for key, value in one.items() if key not in {"id", "source"}}
        for one in measures
    ]
    return found


def taken_back(path: Path, into: Path) -> list[Report]:
    """The reports of the parts of a dump, in its order."""
    into.mkdir(exist_ok=True)
    parts = split_dump(path, into, on_page=no_progress)
    found = [read_dump(into / part.file, limits=ReadLimits()) for part in parts]
    return [report for one in found for report in one.reports]


_TEXT = st.text(
    st.one_of(
        st.sampled_from("กขค ำ่๑๒=+-@'\t\n\r\",;\u200bＡ＝"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)


@st.composite
def _reports(draw: st.DrawFn) -> list[Report]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        titles = draw(st.lists(_TEXT.filter(bool), min_size=1, max_size=3))
        report = a_report(
            file_source(f"รายงาน {number}"),
            year=draw(st.sampled_from([None, 2500, 2700])),
            titles=titles,
        )
        texts = st.dictionaries(st.sampled_from(TEXT_FIELDS[1:]), _TEXT | st.none())
        measures = tuple(one.with_texts(draw(texts)) for one in report.measures)
        made.append(replace(report, measures=measures))
    return made


class TestRoundTrip:
    @settings(max_examples=25, deadline=None)
    @given(reports=_reports(), kind=st.sampled_from(KINDS))
    def test_any_reports_come_back_as_they_were(
        self, reports: list[Report], kind: DumpFormat, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        folder = tmp_path_factory.mktemp("dump")

        found = taken_back(dumped(reports, folder / f"คลัง.{kind}"), folder / "parts")

        assert [content(one) for one in found] == [
            {**content(one), "confidence": 1.0, "ita_scores": None} for one in reports
        ]

    def test_one_report_is_the_same_file_from_every_format(self, tmp_path: Path) -> None:
        bytes_of = []
        for kind in KINDS:
            into = tmp_path / kind
            into.mkdir()
            parts = split_dump(dumped(TWO, tmp_path / f"a.{kind}"), into, on_page=no_progress)
            bytes_of.append([(into / part.file).read_bytes() for part in parts])

        assert len(bytes_of[0]) == 2
        assert bytes_of[0] == bytes_of[1] == bytes_of[2]

    def test_a_part_knows_the_file_that_it_was_read_from_first(self, tmp_path: Path) -> None:
        path = dumped(TWO, tmp_path / "a.parquet")
        (into := tmp_path / "parts").mkdir()

        parts = split_dump(path, into, on_page=no_progress)

        assert [one.copy_of for one in parts] == [one.source.sha256 for one in TWO]
        assert parts[0].name == f"เทศบาลตำบลดอนแก้วทอง 2566 {TWO[0].id}.csv"


@given(_TEXT)
def test_a_cell_is_no_formula_and_comes_back(text: str) -> None:
    written = csv_value(text)

    assert from_csv(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


class TestFiles:
    def test_excel_opens_the_csv_as_thai(self, tmp_path: Path) -> None:
        path = dumped(TWO, tmp_path / "คลัง.csv")

        head, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))

        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert head == [one.name for one in COLUMNS]
        titles = [row[head.index("title")] for row in rows]
        assert titles[5:] == [
            '\'=HYPERLINK("http://x.example")',
            "'-2+3",
            "''=1",
            "ลดขั้นตอน\r\nบริการ",
        ]

    def test_datasette_shows_measures_and_follows_their_keys(self, tmp_path: Path) -> None:
        path = dumped(TWO, tmp_path / "library.sqlite")

        async def ask(address: str) -> dict[str, object]:
            found = await Datasette([str(path)]).client.get(address)
            return dict(found.json())

        listed = run_apart(ask("/library/measures.json?organisation__contains=ดอนแก้วทอง"))
        linked = run_apart(ask("/library/reports.json?_labels=on&_shape=objects"))

        assert listed["filtered_table_rows_count"] == 5
        assert "เทศบาลตำบลดอนแก้วทอง" in str(linked["rows"])

    def test_an_sqlite_dump_is_whole_and_says_what_columns_mean(self, tmp_path: Path) -> None:
        with sqlite3.connect(dumped(TWO, tmp_path / "a.sqlite")) as library:
            assert library.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert library.execute("PRAGMA foreign_key_check").fetchall() == []
            found = "\n".join(library.iterdump()).replace("\r", "")
        assert found == whole("dump.sql", found)

    def test_parquet_has_types_and_meanings(self, tmp_path: Path) -> None:
        schema = pyarrow.parquet.read_schema(dumped(TWO, tmp_path / "a.parquet"))

        assert str(schema.field("fiscal_year_be").type) == "int64"
        assert schema.field("title").metadata[b"meaning"].decode() == "มาตรการ"


class TestForeign:
    def test_another_database_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "other.sqlite"
        with sqlite3.connect(path) as library:
            library.execute("CREATE TABLE measures (id, title)")

        with pytest.raises(UnsupportedFormatError):
            split_dump(path, tmp_path, on_page=no_progress)

    def test_a_view_in_the_place_of_the_table_is_not_run(self, tmp_path: Path) -> None:
        path = dumped(TWO, tmp_path / "a.sqlite")
        with sqlite3.connect(path) as library:
            library.execute("ALTER TABLE measures RENAME TO other")
            library.execute("CREATE VIEW measures AS SELECT * FROM other")

        with pytest.raises(UnsupportedFormatError):
            split_dump(path, tmp_path, on_page=no_progress)

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_dump_that_is_cut_off_is_damaged(self, tmp_path: Path, kind: DumpFormat) -> None:
        path = dumped(TWO, tmp_path / f"a.{kind}")
        path.write_bytes(path.read_bytes()[: -path.stat().st_size // 2] + b'"')

        with pytest.raises((DamagedFileError, UnsupportedFormatError)):
            taken_back(path, tmp_path / "parts")

    @pytest.mark.parametrize(("column", "value"), cases("dump", "a value that is none"))
    def test_a_value_that_is_none_names_its_row(
        self, tmp_path: Path, column: str, value: str
    ) -> None:
        path = dumped(TWO[:1], tmp_path / "a.csv")
        rows = [*csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows({**row, column: value} for row in rows)

        with pytest.raises(DamagedFileError, match="แถวที่ 2"):
            read_dump(path, limits=ReadLimits())

    def test_rewordings_of_itasearch_are_no_reports(self, tmp_path: Path) -> None:
        source = replace(TWO[0].source, reworded=True)
        path = dumped([replace(TWO[0], source=source)], tmp_path / "a.csv")

        with pytest.raises(NotAReportError, match="itasearch sample"):
            read_dump(path, limits=ReadLimits())

    def test_reports_are_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "MOST_PARTS", 1)

        with pytest.raises(LimitExceededError):
            taken_back(dumped(TWO, tmp_path / "a.csv"), tmp_path / "parts")
