"""Answers as tables to take along, written and opened again."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from itasearch.errors import ExportError
from itasearch.model.documents import cell_text
from itasearch.model.form_check import Standing
from itasearch.model.ranking import SameText
from itasearch.model.tables import Tabled, TableFormat
from itasearch.model.towns import ScoreBand
from itasearch.wording.language import Language, in_language
from itasearch.workspace import FilterNames, Workspace
from tests.cases import whole
from tests.workspace.conftest import TOWN, library_of

OURS = "เทศบาลตำบลของเรา"
OTHERS = tuple(f"เทศบาลตำบลข้างเคียง{letter}" for letter in "กขคง")
FORMULA = '=HYPERLINK("http://x.example","งดรับของขวัญ")'


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Ours in two years with a result, and four towns with measures on gifts."""
    reports = [
        (OURS, 2566, ("อบรมงานพัสดุ", FORMULA)),
        (OURS, 2567, ("อบรมงานพัสดุ", "เปิดระบบยื่นคำร้องออนไลน์ (E-Service)")),
        *((name, 2567, ("ประกาศงดรับของขวัญทุกเทศกาล", "ตรวจนับครุภัณฑ์")) for name in OTHERS),
    ]
    with library_of(reports, tmp_path_factory.mktemp("taken"), scored=OURS) as opened:
        yield opened


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_file_of_an_answer_begins_with_query_time_and_filters(library: Workspace) -> None:
    found = library.search("งดรับของขวัญ", filters=FilterNames(provinces=("พะเยา",)))

    rows = rows_of(library.exports.render_tables(found, TableFormat.CSV))
    lines = [row[0] for row in rows if len(row) == 1]
    assert "คำตอบของ “งดรับของขวัญ”" in lines[0]
    assert any(line.startswith("จัดทำเมื่อ ") for line in lines)
    assert "ตัวกรอง จังหวัด: พะเยา" in lines


@pytest.mark.parametrize(
    ("listed", "more", "rest"), [(12, 30, 32), (12, 0, 2), (2, 30, 30), (2, 0, 0)]
)
def test_copies_that_an_answer_does_not_name_are_counted(
    library: Workspace, listed: int, more: int, rest: int
) -> None:
    found = library.search("งดรับของขวัญ")
    copy = SameText(
        measure_id="r9-t1r1",
        organisation=found.hits[0].organisation,
        fiscal_year_be=2560,
        source=found.hits[0].measure.source,
    )
    hit = replace(found.hits[0], same_text=(copy,) * listed, more_copies=more)

    tables = library.exports.tables(replace(found, hits=(hit,))).tables

    copies = cell_text(tables[1].grid.rows[0][4]).split("\n")
    assert [line for line in copies if "2560" not in line] == [f"และอีก {rest} ฉบับ"] * bool(rest)
    assert len(copies) == min(listed, 10) + bool(rest)


def test_what_is_only_near_is_marked_before_its_rank_and_the_mark_explained(
    library: Workspace,
) -> None:
    found = library.search("งดรับของขวัญ")
    near = replace(found, answering=1, unsure=False)
    unsure = replace(found, unsure=True)
    none = replace(found, hits=(), nearest=found.hits[:2])
    ranks = [one.rank for one in found.hits]

    for ranking, expected in (
        (replace(found, answering=len(ranks), unsure=False), [f"{rank}" for rank in ranks]),
        (near, ["1", *(f"~{rank}" for rank in ranks[1:])]),
        (unsure, [f"~{rank}" for rank in ranks]),
        (none, ["~1", "~2"]),
    ):
        tables = library.exports.tables(ranking)
        for table in tables.tables:
            assert [row[0] for row in list(table.grid.texts())[1:]] == expected
        explained = any(note.startswith("~") for note in tables.notes)
        assert explained == any(rank.startswith("~") for rank in expected)


def test_a_matrix_counts_in_numbers_and_repeats_its_towns_on_every_page(library: Workspace) -> None:
    found = library.towns.matrix(filters=FilterNames(fiscal_years=(2567,)))
    narrowed = replace(found, band=ScoreBand(least=1))
    content = library.exports.render_tables(narrowed, TableFormat.XLSX)

    (sheet,) = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if row[0].value == "หน่วยงาน")
    gifts = next(cell.column for cell in head if cell.value == "งดรับของขวัญ")
    totals = rows[head[0].row]
    assert (totals[0].value, totals[gifts - 1].value) == ("กี่แห่งมีในรายงาน", len(OTHERS))
    assert len(found.rows) == len(rows) - head[0].row - 1
    assert sheet.freeze_panes == f"B{head[0].row + 1}"
    assert sheet.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert sheet.print_title_cols == "$A:$A"
    texts = {cell.value for row in rows for cell in row}
    assert {"ตัวกรอง ปีงบประมาณ: 2567", "ตัวกรอง คะแนน ITA: 1–"} <= texts
    assert f"{OURS}-2567.md" in texts


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_answer_has_its_tables_and_notes(library: Workspace, language: Language) -> None:
    towns, years = library.towns, FilterNames(fiscal_years=(2567,))
    found = library.search("งดรับของขวัญ", filters=FilterNames(provinces=("พะเยา",)))
    coverage = towns.coverage(OURS)
    assert "ไม่มีมาตรการ" in map(cell_text, library.exports.tables(coverage).tables[1].grid.rows[0])
    first, second = coverage.checks[0].measures  # nothing is asked for
    missing = replace(first.parts[0], standing=Standing.MISSING)
    first = replace(first, parts=(missing, *first.parts[1:]))
    checks = (replace(coverage.checks[0], measures=(first, second)),)
    answers: tuple[Tabled, ...] = (
        found,
        replace(towns.matrix(filters=years, like=OURS, most=3), band=ScoreBand(most=95)),
        *(towns.overview(OURS), towns.years(OURS), replace(coverage, checks=checks)),
        towns.questions(["งดรับของขวัญ", "อบรมงานพัสดุ"]),
    )
    parts = []
    with in_language(language):
        for answer in answers:
            made = library.exports.tables(answer, as_lines=language == "en")
            times = ("จัดทำเมื่อ ", "Made at ")
            notes = (note for note in made.notes if not note.startswith(times))
            parts.append("\n".join([made.title, *notes]))
            for table in made.tables:
                rows = ["\t".join(row).replace("\n", "⏎") for row in table.grid.texts()]
                parts.append("\n".join([table.name, *table.notes, *rows]))

    text = "\n\n".join(parts)
    assert text == whole(f"tables.{language}.txt", text)


def test_a_file_of_another_kind_is_refused(library: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.xlsx, \.csv"):
        library.exports.export_tables(library.search("งดรับของขวัญ"), tmp_path / "answer.pdf")


REPORTS = [
    (TOWN, 2566, ["ประกาศงดรับของขวัญ", "เปิดรับฟังความเห็น"]),
    (TOWN, 2567, ["ประกาศงดรับของขวัญทุกเทศกาล"]),
    ("เทศบาลเมืองทุ่งกว้าง", 2567, ["เผยแพร่แผนจัดซื้อจัดจ้าง"]),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with library_of(REPORTS, tmp_path_factory.mktemp("home"), scored=TOWN) as opened:
        yield opened


def test_a_dump_has_every_measure_and_spares_the_files_of_the_library(
    filled: Workspace, tmp_path: Path
) -> None:
    assert filled.exports.dump(tmp_path / "คลัง.sqlite") == 4
    with pytest.raises(ExportError):  # a file of the library is never written over
        filled.exports.dump(filled.settings.corpus / "added" / "a.sqlite")
