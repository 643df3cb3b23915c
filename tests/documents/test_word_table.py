"""Tables of a Word document: repeated header, rows kept whole, marks that print."""

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run

from itasearch.documents.grid import marked, plain
from itasearch.documents.word import add_table, new_document
from itasearch.model.documents import DocumentGrid, TextMark
from tests.documents.examples import HEADERS, a_grid, a_word_table

LONG = "\n".join(["ประชุมคณะทำงานและรายงานผล"] * 40)


def whole_rows(*steps: str) -> list[bool]:
    """Which body rows stay on one page."""
    table = add_table(new_document("แผน"), a_grid(*(("ก", one) for one in steps)))
    return [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows[1:]]


def test_the_header_row_repeats_on_every_page() -> None:
    table = a_word_table(a_grid(("อบรม", "เชิญวิทยากร"), ("ประกาศ", "ลงเว็บไซต์"))).tables[0]

    marks = [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
    assert marks == [1, 0, 0]
    assert [cell.text for cell in table.rows[0].cells] == list(HEADERS)


def test_the_table_is_as_wide_as_the_text_of_the_page() -> None:
    table = a_word_table(a_grid(("อบรม", "เชิญวิทยากร"))).tables[0]

    widths = [cell.width or 0 for cell in table.rows[1].cells]
    assert not table.autofit
    assert sum(widths) == pytest.approx(Cm(26.1), abs=Cm(0.01))


def test_a_row_that_fits_a_page_stays_whole_but_for_the_first_and_a_longer_one() -> None:
    assert whole_rows("สั้น", "สั้น", LONG, "สั้น") == [False, True, False, True]


def test_the_first_row_of_a_table_higher_than_a_page_may_break() -> None:
    """LibreOffice loses rows of one whose head and whole first row end a page."""
    assert whole_rows(*["\n".join(["รายงานผล"] * 4)] * 11) == [False] + [True] * 10


def test_a_table_that_fits_a_page_begins_there_whole() -> None:
    steps = "\n".join(["รายงานผล"] * 10)

    assert whole_rows(steps, steps) == [True, True]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (TextMark.NOTICE, lambda run: run.font.highlight_color is not None),
        (TextMark.QUIET, lambda run: run.font.color.rgb is not None),
        (TextMark.ADDED, lambda run: run.font.underline),
        (TextMark.REMOVED, lambda run: run.font.strike),
        (TextMark.STRONG, lambda run: run.font.bold and run.font.cs_bold),
    ],
)
def test_each_mark_is_seen(mark: TextMark, told: object) -> None:
    cell = (*plain("ส่งที่ "), *marked("«ที่อยู่»", mark))
    runs: list[Run] = (
        a_word_table(a_grid(("ก", cell))).tables[0].rows[1].cells[1].paragraphs[0].runs
    )

    assert callable(told)
    assert [bool(told(run)) for run in runs] == [False, True]


def test_a_cell_with_a_notice_is_shaded() -> None:
    cells = a_word_table(a_grid(("ก", marked("....", TextMark.NOTICE)))).tables[0].rows[1].cells

    assert [cell._tc.find(f".//{qn('w:shd')}") is not None for cell in cells] == [False, True]


def test_markup_emoji_and_long_words_stay_text() -> None:
    text = '<script>alert(1)</script> & "คำ" 😀 \u200f' + "ก" * 10_000

    table = a_word_table(a_grid(("{{ x }}", text))).tables[0]

    assert [cell.text for cell in table.rows[1].cells] == ["{{ x }}", text]


def test_a_row_of_one_cell_stands_over_all_columns() -> None:
    grid = DocumentGrid(headers=HEADERS, rows=((plain("ตัวชี้วัดที่ ๓"),),), shares=(0.4, 0.6))

    row = a_word_table(grid).tables[0].rows[1]

    assert row.cells[0]._tc is row.cells[1]._tc
    assert row.cells[0].text == "ตัวชี้วัดที่ ๓"
    assert (
        row._tr.find(f".//{qn('w:cantSplit')}") is not None
    )  # its second line says what is lacking


@pytest.mark.parametrize(("width", "small"), [(29.7, False), (29.7, True), (21, False)])
def test_a_narrow_page_or_a_list_takes_small_letters(width: float, small: bool) -> None:
    document = new_document("แผน")
    document.sections[0].page_width = Cm(width)
    table = add_table(document, a_grid(("ก", "ข")), small=small)

    found = table.rows[1].cells[0].paragraphs[0].style
    assert found is not None
    assert found.name == ("Table Small Text" if small or width < 29 else "Table Text")
