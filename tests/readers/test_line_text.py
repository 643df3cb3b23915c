"""The text of a line of a scan: digits, Latin words and months put right."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import numpy as np
import pytest

from itasearch.domain.words import segmenter
from itasearch.readers.layout.page import Box
from itasearch.readers.scan import ink_lines
from itasearch.readers.scan.clean import ink_of
from itasearch.readers.scan.digits import NUMBER
from itasearch.readers.scan.ink_lines import OUTSIDE, Lines, find_lines, letter_height
from itasearch.readers.scan.line_text import (
    LineText,
    composed,
    is_suspect,
    read_line,
    with_months,
    without_false_latin,
)
from itasearch.readers.scan.tesseract import LineReader, RawLine, Symbol, language_data
from tests.cases import examples
from tests.readers.scans import Picture, needs_ocr, text_page


@pytest.fixture(scope="module")
def reader() -> Iterator[LineReader]:
    folder = language_data()
    assert folder is not None
    with closing(LineReader(folder)) as opened:
        yield opened


def _read(reader: LineReader, text: str, *, font: str, rough: bool = False) -> LineText:
    page = text_page([text, "ประชุมคณะทำงานเพื่อวัดความสูงของตัวอักษร"], font=font)
    return _read_page(reader, page, rough=rough)


def _read_page(reader: LineReader, page: Picture, *, rough: bool = False) -> LineText:
    ink = ink_of(page)
    letter = letter_height(ink)
    cell = Box(left=0, top=0, right=page.shape[1] - 1, bottom=page.shape[0] - 1)
    found = find_lines(page, ink, [cell], letter=letter).lines
    lines = sorted(found, key=lambda line: line.box.top)
    return read_line(reader, lines[0], letter=letter, rough=rough, words=segmenter())


def _with_broken_two(page: Picture) -> Picture:
    """The page with the foot of its second digit, of one stroke, broken: two blobs are left."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(page[:160] < 128, np.uint8))
    tall = sorted(box for box in stats[1:].tolist() if box[3] > 12)
    left, top, wide, high, _area = tall[1]
    broken = page.copy()
    broken[top + high - 6 : top + high + 1, left + wide // 2 - 4 : left + wide // 2 + 1] = 255
    return broken


@needs_ocr
class TestThaiNumbers:
    @pytest.mark.parametrize("font", ["Garuda", "Norasi", "Umpush", "Kinnari"])
    @pytest.mark.parametrize("year", ["๒๕๖๔", "๒๕๖๗", "๒๕๕๙"])
    def test_year_is_read_as_printed(self, reader: LineReader, font: str, year: str) -> None:
        line = _read(reader, f"ประจำปีงบประมาณ พ.ศ. {year}", font=font)

        assert NUMBER.findall(line.text) == [year]

    def test_touching_digits_are_cut_apart(self, reader: LineReader) -> None:
        # In Garuda Bold ๒ and ๕ run together.
        line = _read(reader, "ปี ๒๕๖๘", font="Garuda-Bold")

        assert NUMBER.findall(line.text) == ["๒๕๖๘"]

    @pytest.mark.parametrize("font", ["Garuda", "Norasi", "Laksaman", "Kinnari"])
    @pytest.mark.parametrize("number", ["๘๗.๕๔", "๓,๔๕๐", "๙.๑.๒"])
    def test_points_and_commas_as_printed(self, reader: LineReader, font: str, number: str) -> None:
        line = _read(reader, f"จำนวน {number} รายการ", font=font)

        assert NUMBER.findall(line.text) == [number]

    @pytest.mark.parametrize("font", ["Norasi", "Loma"])
    def test_dash_between_two_years_stays(self, reader: LineReader, font: str) -> None:
        assert _read(reader, "ปี ๒๕๖๖ - ๒๕๖๘", font=font).text == "ปี ๒๕๖๖ - ๒๕๖๘"

    @pytest.mark.parametrize("number", ["๑.๒", "๓.๒", "๕.๒"])
    def test_a_point_before_a_broken_digit_stays(self, reader: LineReader, number: str) -> None:
        page = text_page([f"{number} กำหนดให้เจ้าหน้าที่ให้บริการตามลำดับคิว"] * 2, font="Norasi")

        line = _read_page(reader, _with_broken_two(page))

        assert line.text.split()[0] == number

    def test_on_a_rough_page_no_thai_number_is_sure(self, reader: LineReader) -> None:
        line = _read(reader, "ร้อยละ ๘๕", font="Loma", rough=True)

        assert line.doubtful == ("๘๕",)


@needs_ocr
class TestLatin:
    def test_abbreviated_month_stays_thai(self, reader: LineReader) -> None:
        line = _read(reader, "เดือน พ.ย. และ ม.ค. ทุกปี", font="Norasi")

        assert "พ.ย." in line.text
        assert "ม.ค." in line.text

    def test_latin_words_stay_latin(self, reader: LineReader) -> None:
        assert "No Gift Policy" in _read(reader, "นโยบาย No Gift Policy", font="Norasi").text

    def test_number_that_thai_reads_as_words_gives_way(self) -> None:
        mixed = _raw("ตัว 430", [("ต", 0, 10), ("ั", 3, 8), ("ว", 12, 20), *_digits("430", 40)])
        thai = _raw("ชี้วัด", [("ชี้วัด", 38, 92)])

        assert is_suspect(mixed)
        assert without_false_latin(mixed, thai, segmenter()).text == "ตัว ชี้วัด"


def _digits(number: str, left: int) -> list[tuple[str, int, int]]:
    return [(digit, left + 18 * i, left + 18 * i + 14) for i, digit in enumerate(number)]


def _raw(text: str, placed: list[tuple[str, int, int]]) -> RawLine:
    symbols, at = [], 0
    for symbol, left, right in placed:
        at = text.index(symbol, at)
        symbols.append(Symbol(text=symbol, at=at, confidence=0.95, left=left, right=right))
        at += len(symbol)
    return RawLine(text=text, symbols=tuple(symbols), confidence=0.9)


def test_ring_and_leg_become_sara_am_and_lone_marks_go() -> None:
    assert composed("ส\u0e4d\u0e32นักงาน ก.ุย.") == "สำนักงาน ก.ย."


@examples("line_text", "a month with a mark for a point")
def test_month_with_a_mark_for_a_point_is_put_right(read: str, printed: str) -> None:
    assert with_months(f"ตั้งแต่ {read} ๖๗") == f"ตั้งแต่ {printed} ๖๗"


@examples("line_text", "points of an amount were commas")
def test_points_of_an_amount_were_commas(read: str, printed: str) -> None:
    assert composed(read) == printed


def lines_of(page: Picture, cells: Sequence[Box] = ()) -> Lines:
    ink = ink_of(page)
    return find_lines(page, ink, cells, letter=letter_height(ink))


@needs_ocr
class TestLines:
    def test_tight_lines_with_high_and_low_marks_come_apart(self) -> None:
        found = lines_of(text_page(["ผู้ที่รู้ปู่ย่า", "น้ำที่ดื่มกู้ชื่อ", "ซื้อที่ดินผู้ใหญ่"]))

        assert len(found.lines) == 3
        assert {line.cell for line in found.lines} == {OUTSIDE}

    def test_no_ink_is_lost_between_lines(self) -> None:
        page = text_page(["ผู้ที่รู้", "น้ำที่ดื่ม"])

        found = lines_of(page)

        cut = sum(int((line.picture < 100).sum()) for line in found.lines)
        assert cut >= 0.99 * int((page < 100).sum())

    def test_lines_beyond_the_limit_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ink_lines, "_MOST_LINES", 1)
        found = lines_of(text_page(["ประชุมชี้แจง", "ติดตามผล", "รายงานผู้บริหาร"]))

        assert (len(found.lines), found.left_out) == (1, 2)

    def test_letters_that_no_line_takes_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ink_lines, "_FARTHEST", -1.0)
        found = lines_of(text_page(["ประชุมชี้แจง"]))

        assert (len(found.lines), found.left_out) == (0, 1)

    def test_cells_part_a_line(self) -> None:
        page = text_page(["ประชุมคณะทำงาน ประชุมคณะทำงาน"])
        columns = np.flatnonzero(ink_of(page).any(axis=0))
        middle = float(columns[0] + columns[-1]) / 2
        cells = [
            Box(left=0, top=0, right=middle - 12, bottom=899),
            Box(left=middle - 11, top=0, right=1399, bottom=899),
        ]

        found = lines_of(page, cells)

        assert [line.cell for line in found.lines] == [0, 1]


def test_page_without_text_has_no_letter_height() -> None:
    assert letter_height(np.zeros((200, 200), np.uint8)) == 0.0
