"""Tables without rules, whose cells are told by the order in which they are drawn."""

from collections.abc import Iterable

from hypothesis import given, settings, strategies as st

from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Box, Grid, Letter, Page
from itasearch.readers.layout.reading_order import Layout
from itasearch.readers.layout.tables_by_drawing_order import with_tables_by_order

SIZE = 10.0
BEFORE = Grid(
    rows=1,
    columns=3,
    cells=(),
    box=Box(left=0, top=0, right=0, bottom=0),
    spans=((50.0, 150.0), (200.0, 350.0), (400.0, 480.0)),
)
"""The last table of the page before."""
STEP = 6.0
PITCH = 14.0

Cell = tuple[float, float, str]
"""Left edge, first base line, lines."""


def drawn(*cells: Cell) -> list[Letter]:
    """The letters of cells, each drawn from its first line to its last."""
    return [
        Letter(text, left + STEP * at, left + STEP * (at + 1), top + PITCH * number, SIZE, run)
        for run, (left, top, lines) in enumerate(cells, start=1)
        for number, line in enumerate(lines.split("\n"))
        for at, text in enumerate(line)
    ]


def borderless_tables(
    letters: list[Letter], *, before: Grid | None = None
) -> tuple[list[Grid], list[Letter]]:
    """The tables found, and the letters outside of them."""
    page = with_tables_by_order(page_of(letters, number=2), KNOWLEDGE, before=before)
    return page.grids, list(page.letters)


def page_of(letters: list[Letter], *, number: int) -> Page:
    reading = PageReading(number=number)
    return Page(reading=reading, width=600, height=840, letters=letters, in_file_order=True)


def texts(grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for column in range(cell.column, cell.last_column + 1):
            rows[cell.row][column] = cell.text
    return rows


HEADER: tuple[Cell, ...] = ((50, 100, "มาตรการ"), (200, 100, "วธการ"), (400, 100, "ผรบผดชอบ"))


def test_cells_set_at_the_middle_of_their_rows_are_one_row() -> None:
    long = "จดทำแผนงานประจำป\nและรายงานผลสภา"
    (grid,), rest = borderless_tables(
        drawn(*HEADER, (50, 137, "เปดเผย"), (200, 130, long), (400, 137, "กองคลง"))
    )

    assert texts(grid)[1] == ["เปดเผย", long.replace("\n", ""), "กองคลง"]
    assert not rest


def test_columns_closer_than_a_space_are_told_by_the_space_that_lacks() -> None:
    first = 200 - 2 - 8 * STEP
    (grid,), _ = borderless_tables(
        drawn(
            (first, 100, "มาตรการ"),
            (200, 100, "วธการ"),
            (first, 130, "เปดเผยงบ\nประมาณ"),
            (200, 130, "ลงเวบไซต"),
        )
    )

    assert texts(grid)[1] == ["เปดเผยงบประมาณ", "ลงเวบไซต"]


def test_a_paragraph_above_is_left_outside() -> None:
    title = drawn((50, 60, "รายงานผลประจำปงบประมาณ"))
    body = drawn((50, 130, "เปดเผย\nขอมล"), (200, 130, "ลงเวบ"), (400, 130, "กองคลง"))

    (grid,), rest = borderless_tables([*title, *drawn(*HEADER), *body])

    assert grid.rows == 2
    assert rest == title


def test_lines_drawn_across_all_columns_are_no_cells() -> None:
    rows = [(50.0, "เปดเผย"), (200.0, "ลงเวบไซต"), (400.0, "กองคลง")]
    lines = [(left, 130 + PITCH * n, text) for n in range(4) for left, text in rows]

    grids, rest = borderless_tables(drawn(*HEADER, *lines))

    assert not grids
    assert rest


def test_the_rest_of_a_row_overleaf_keeps_its_column() -> None:
    (grid,), rest = borderless_tables(drawn((200, 60, "รายงานผลตอสภา")), before=BEFORE)

    assert texts(grid) == [["", "รายงานผลตอสภา", ""]]
    assert not rest


def test_columns_do_not_continue_over_a_page_that_lies_between() -> None:
    table = drawn(*HEADER, (50, 130, "๑.เปดเผย"), (200, 130, "ลงเวบ\nไซต"), (400, 130, "กองคลง"))
    rest = drawn((200, 60, "รายงานผลตอสภา"))

    def grids(second: int) -> int:
        layout = Layout(KNOWLEDGE)
        layout.of(page_of(table, number=1))
        return len(layout.of(page_of(rest, number=second)).grids)

    assert (grids(2), grids(3)) == (1, 0)


def test_the_rest_of_a_cell_above_a_numbered_line_is_no_table() -> None:
    grids, rest = borderless_tables(
        drawn((200, 60, "รายงานผลตอสภา"), (160, 100, "1. รบฟงความเหน")), before=BEFORE
    )

    assert not grids
    assert rest


def test_a_numbered_title_without_other_cells_is_a_row() -> None:
    (grid,), _ = borderless_tables(
        drawn(
            *HEADER,
            (50, 130, "๑.เปดเผย"),
            (200, 130, "ลงเวบ\nไซต"),
            (50, 180, "๒.รบฟง"),
            (50, 210, "๓.ตรวจสอบ"),
        )
    )

    assert [row[0] for row in texts(grid)[1:]] == ["๑.เปดเผย", "๒.รบฟง", "๓.ตรวจสอบ"]


LEFT, RIGHT = "จดทำแผนงาน\nและเผยแพร\nทกไตรมาส", "ประชาชน\nตดตามผล\nทกเดอน"


def test_columns_of_text_are_read_one_after_the_other() -> None:
    page = page_of(drawn((50, 100, LEFT), (300, 100, RIGHT)), number=1)

    runs = with_tables_by_order(page, KNOWLEDGE, before=None).parts

    assert not any(isinstance(run, Grid) for run in runs)
    lines = [line.text for run in runs if isinstance(run, tuple) for line in run]
    assert lines == [*LEFT.split("\n"), *RIGHT.split("\n")]


def test_a_column_is_cut_before_a_numbered_heading() -> None:
    heading = (50, 160, "มาตรการที่ 2 เปดเผย")
    page = page_of(drawn((50, 100, LEFT), heading, (300, 100, RIGHT)), number=1)

    runs = with_tables_by_order(page, KNOWLEDGE, before=None).parts

    assert [len(run) for run in runs if isinstance(run, tuple)] == [3, 1, 3]


CELLS = st.lists(
    st.tuples(
        st.integers(0, 9).map(lambda n: 57.0 * n),
        st.integers(0, 40).map(lambda n: 40 + 9.0 * n),
        st.text("กขค๑. \n", min_size=1, max_size=14).map(lambda text: f"ก{text}ข"),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(CELLS)
def test_every_letter_is_in_one_table_or_outside(cells: Iterable[Cell]) -> None:
    letters = [letter for letter in drawn(*cells) if letter.text != " "]

    page = with_tables_by_order(page_of(letters, number=2), KNOWLEDGE, before=None)

    grids, rest = page.grids, page.letters
    runs = [part for part in page.parts if isinstance(part, tuple)]
    for grid in grids:
        places = [
            (cell.row, column)
            for cell in grid.cells
            for column in range(cell.column, cell.last_column + 1)
        ]
        assert sorted(places) == [(r, c) for r in range(grid.rows) for c in range(grid.columns)]
    held = sum(len("".join(cell.text.split())) for grid in grids for cell in grid.cells)
    held += sum(len("".join(line.text.split())) for run in runs for line in run)
    assert held + len(rest) <= len(letters)
    assert len({id(letter) for letter in rest}) == len(rest)


def test_list_marks_beside_the_texts_of_a_list_are_no_columns() -> None:
    article, number = [(50, 100 + 40 * n, "ข้อ") for n in range(3)], "๑๒๓"
    counts = [(80, 100 + 40 * n, number[n]) for n in range(3)]
    items = [(110, 100 + 40 * n, "ประเมนความเสยง\nก. แนวทาง") for n in range(3)]
    cells = [cell for row in zip(article, counts, items, strict=True) for cell in row]

    assert not borderless_tables(drawn(*cells))[0]
