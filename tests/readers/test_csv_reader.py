"""CSV and TSV in the encodings and with the delimiters that people have."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from itasearch.errors import DamagedFileError
from itasearch.readers.delimited import read_csv
from tests.contracts.reader_contract import FIRST, HEADER, SECOND, ReaderContract
from tests.readers.reading import LIMITS, read_text, rows, tables

CELLS = st.text(alphabet="กขคงจ๑๒ ,;|\"'\n", min_size=1, max_size=8).map(lambda text: f"ก{text}ข")


class TestCsv(ReaderContract):
    reader = staticmethod(read_csv)
    ending = "csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_told_by_content(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in (HEADER, FIRST, SECOND))

    assert rows(read_text(tmp_path / "ก.csv", text, encoding=encoding)) == [HEADER, FIRST, SECOND]


def test_the_apostrophe_that_makes_a_cell_text_is_none_of_it(tmp_path: Path) -> None:
    text = "ที่,มาตรการ\n1,'+66 2 123\n2,'@กองคลัง\n3,'อ้างคำ' ผู้บริหาร\n"

    found = [row[1] for row in rows(read_text(tmp_path / "ก.csv", text))[1:]]

    assert found == ["+66 2 123", "@กองคลัง", "'อ้างคำ' ผู้บริหาร"]


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.csv", "sep=;\nก;ข\nค,ง;จ\n")

    assert rows(document) == [("ก", "ข"), ("ค,ง", "จ")]
    assert [place.line_number for place in tables(document)[0].row_sources] == [2, 3]


def test_quoted_line_ends_stay_in_the_cell_and_lines_stay_right(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.csv", 'ก,ข\n"๑. หนึ่ง\n๒. สอง",ค\nง,จ\n')

    assert rows(document)[1] == ("๑. หนึ่ง\n๒. สอง", "ค")
    assert [place.line_number for place in tables(document)[0].row_sources] == [1, 2, 4]


def test_quote_that_never_closes_loses_no_row(tmp_path: Path) -> None:
    lines = ["ก,ข", '๑,"ไม่ปิด', *(f"{number},ค" for number in range(9))]
    document = read_text(tmp_path / "ก.csv", "\n".join(lines))

    assert len(rows(document)) == 11
    assert "เครื่องหมายคำพูด" in document.warnings[0]


def test_nul_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ก.csv"
    path.write_bytes("ก,ข\n".encode() + b"\x00\x00,1\n")

    with pytest.raises(DamagedFileError, match="รหัสอักขระ"):
        read_csv(path, limits=LIMITS)


@settings(max_examples=60, deadline=None)
@given(
    body=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_what_a_spreadsheet_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, body: list[tuple[str, str, str]], delimiter: str
) -> None:
    cells = "".join(cell for row in body for cell in row)
    # Such marks within cells are how a wrong delimiter is known.
    assume(not any(f'"{other}' in cells or f'{other}"' in cells for other in ",;\t|"))
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(body)
    path = tmp_path_factory.mktemp("csv") / "ก.csv"

    found = rows(read_text(path, stream.getvalue()))

    assert found == [tuple(_lines(cell) for cell in row) for row in body]


def _lines(cell: str) -> str:
    return "\n".join(line.strip() for line in cell.split("\n") if line.strip())
