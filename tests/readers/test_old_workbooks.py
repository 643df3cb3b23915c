"""Workbooks of Excel 97 and OpenDocument, and what they may claim."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Merge, SourceDocument
from itasearch.readers.detect import read_document
from itasearch.readers.zip_guard import is_archive
from tests.readers.office import saved_as
from tests.readers.reading import read, read_or_refuse, rows, tables, with_part

CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
END = b"</table:table>"
FAR = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sheets, one hidden; merged cells; a number and a date; a hidden row and column."""
    path = tmp_path_factory.mktemp("book") / "แผน.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "ปี ๒๕๖๖"
    for row in (["ที่", "งบ", None], [None, "๒๕๖๖", "๒๕๖๗"], ["๑", 20_000, 93.82]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet.append(["๙", "ยกเลิก", "ไม่ทำ"])
    sheet.row_dimensions[4].hidden = True
    sheet["E3"] = "X1"
    sheet.column_dimensions["E"].hidden = True
    hidden = workbook.create_sheet("ซ่อน")
    hidden.append(["ก", "ข"])
    hidden.sheet_state = "hidden"
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def old(book: Path) -> dict[str, Path]:
    """The workbook in the other formats, by ending."""
    return {ending: saved_as(book, ending, book.parent) for ending in ("xls", "ods")}


@pytest.fixture
def ods(old: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(old["ods"], tmp_path))


@pytest.fixture(params=["xls", "ods"])
def document(request: pytest.FixtureRequest, old: dict[str, Path]) -> SourceDocument:
    return read(old[request.param])


@pytest.mark.slow
def test_merged_cells_are_filled_in_every_format(document: SourceDocument) -> None:
    (table,) = tables(document)

    assert table.rows == (("ที่", "งบ", "งบ"), ("ที่", "๒๕๖๖", "๒๕๖๗"), ("๑", "20000", "93.82"))
    assert Merge(first_row=0, first_column=1, last_row=0, last_column=2) in table.merges
    assert table.source.sheet == "ปี ๒๕๖๖"


def test_workbooks_are_read_as_they_are(document: SourceDocument) -> None:
    assert not document.rough
    assert document.media_type in {
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
    assert any("แผ่นงานที่ซ่อนไว้ “ซ่อน”" in warning for warning in document.warnings)
    assert any("แถว 1 แถว และคอลัมน์ E ที่ซ่อนไว้" in warning for warning in document.warnings)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_too_many_cells_are_refused_before_they_are_laid_out(
    old: dict[str, Path], kind: str
) -> None:
    with pytest.raises(LimitExceededError, match="9 ช่อง"):
        read_document(old[kind], limits=ReadLimits(cells=8), knowledge=KNOWLEDGE)


@pytest.mark.parametrize(
    "repeated",
    [
        f'<table:table-row><table:table-cell {COLUMNS}="99999999"/>{CELL}</table:table-row>',
        FAR.format(10**9) + f"<table:table-row>{CELL}</table:table-row>",
        f'<table:table-row {ROWS}="99999999">{CELL}</table:table-row>',
    ],
)
def test_repetition_that_no_program_writes_is_refused(ods: Path, repeated: str) -> None:
    with_part(ods, "content.xml", lambda xml: xml.replace(END, repeated.encode() + END, 1))

    with pytest.raises(LimitExceededError, match="แผ่นงาน"):
        read(ods)


def test_empty_rows_repeated_to_the_end_of_the_sheet_are_nothing(ods: Path) -> None:
    rest = FAR.format(10**6).encode()
    with_part(ods, "content.xml", lambda xml: xml.replace(END, rest + END, 1))

    assert len(rows(read(ods))) == 3


def test_locked_workbooks_are_told(old: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(old["xls"], tmp_path))
    data = bytearray(path.read_bytes())
    start = data.find(b"\x09\x08\x10\x00")
    follows = start + 4 + 16
    data[follows : follows + 2] = b"\x2f\x00"
    path.write_bytes(data)

    with pytest.raises(DamagedFileError, match="รหัสผ่าน"):
        read(path)


def test_cut_off_workbooks_are_damaged(old: dict[str, Path], tmp_path: Path) -> None:
    for kind in ("xls", "ods"):
        path = Path(shutil.copy(old[kind], tmp_path))
        path.write_bytes(path.read_bytes()[:3000])

        with pytest.raises(DamagedFileError):
            read(path)


def test_an_archive_is_no_workbook_for_its_folder_s_name() -> None:
    assert is_archive(["word/รายงาน.docx", "xl/ก.xlsx"])
    assert not is_archive(["[Content_Types].xml", "word/document.xml"])
    assert not is_archive(["mimetype"])


# The library may end the process over what a few changed bytes ask for (`isolate` tells that
# to the officer), and with it this run: so the same changes each time.
@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    kind=st.sampled_from(["xls", "ods"]),
    changes=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 3_000),
)
def test_mutated_workbooks_are_read_or_refused(
    old: dict[str, Path], kind: str, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(old[kind].read_bytes())
    for place, value in changes:
        data[512 + place % (len(data) - 512)] = value
    path = old[kind].with_name(f"mutated.{kind}")
    path.write_bytes(data[: len(data) - cut])

    read_or_refuse(path)
