"""Rules to grids, and letters into their cells."""

from hypothesis import given, settings, strategies as st

from itasearch.model.source import PageReading
from itasearch.readers.layout.page import Grid, Letter, Page, Rule
from itasearch.readers.layout.ruled_tables import find_grids, with_ruled_tables

WIDTH, HEIGHT = 595.0, 842.0


def rules_of(xs: list[float], ys: list[float]) -> list[Rule]:
    """All rules of a table with these borders."""
    across = [Rule(start=(xs[0], y), end=(xs[-1], y)) for y in ys]
    return across + [Rule(start=(x, ys[0]), end=(x, ys[-1])) for x in xs]


def grids(rules: list[Rule]) -> tuple[Grid, ...]:
    return find_grids(rules, width=WIDTH, height=HEIGHT)


def test_a_table_has_a_cell_for_each_place() -> None:
    (grid,) = grids(rules_of([50, 150, 300, 500], [100, 130, 200]))

    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 3, 6)


def test_cells_are_joined_where_a_border_is_missing() -> None:
    rules = rules_of([50, 150, 300], [100, 130, 200])
    rules[4] = Rule(start=(150, 130), end=(150, 200))

    (grid,) = grids(rules)

    assert [(cell.column, cell.last_column) for cell in grid.cells] == [(0, 1), (0, 0), (1, 1)]


def test_a_column_merged_over_rows_is_one_cell() -> None:
    rules = rules_of([50, 150, 300], [100, 130, 200])
    rules[1] = Rule(start=(150, 130), end=(300, 130))

    (grid,) = grids(rules)

    assert [(cell.row, cell.last_row) for cell in grid.cells] == [(0, 1), (0, 0), (1, 1)]


def test_a_table_open_at_the_pages_end_is_closed_where_its_rules_end() -> None:
    rules = [rule for rule in rules_of([50, 150, 300], [100, 130, 780]) if rule.start[1] != 780]

    (grid,) = grids(rules)

    assert (grid.rows, grid.box.bottom) == (2, 780)


def test_a_table_without_side_borders_has_its_outer_columns() -> None:
    rules = [Rule(start=(50, y), end=(500, y)) for y in (100, 130, 200)]
    rules += [Rule(start=(x, 100), end=(x, 200)) for x in (150, 300)]

    (grid,) = grids(rules)

    assert (grid.rows, grid.columns) == (2, 3)


def test_a_title_over_the_whole_row_is_not_cut() -> None:
    rules = rules_of([50, 150, 250, 350], [100, 130, 160])
    rules[4:6] = [Rule(start=(x, 130), end=(x, 160)) for x in (150, 250)]
    written = [
        Letter(text="ก", left=left, right=left + 8, base=120, size=10) for left in range(60, 300, 8)
    ]
    page = Page(
        reading=PageReading(number=1),
        width=WIDTH,
        height=HEIGHT,
        rules=tuple(rules),
        letters=written,
    )

    (grid,) = with_ruled_tables(page).grids

    assert len(grid.cells) == 4


def test_pieces_and_double_lines_make_one_table() -> None:
    pieces = []
    for rule in rules_of([50, 150, 300], [100, 160, 220]):
        (x, y), (to_x, to_y) = rule.start, rule.end
        for step in range(20):
            part, end = step / 20, (step + 1) / 20
            start = (x + (to_x - x) * part, y + (to_y - y) * part)
            pieces.append(Rule(start=start, end=(x + (to_x - x) * end, y + (to_y - y) * end)))
    doubled = [Rule(start=(50, y + 2), end=(300, y + 2)) for y in (100, 160, 220)]

    (grid,) = grids(pieces + doubled)

    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)


def test_frames_and_boxes_are_no_tables() -> None:
    frame = rules_of([10, 585], [10, 832])
    box = rules_of([100, 200], [400, 430])

    assert grids(frame + box) == ()


def test_a_frame_around_the_page_hides_no_table() -> None:
    table = rules_of([50, 150, 300], [100, 130, 200])

    (grid,) = grids(rules_of([10, 585], [10, 832]) + table)

    assert (grid.rows, grid.columns) == (2, 2)


def test_tables_of_other_columns_directly_below_are_tables_of_their_own() -> None:
    above = rules_of([50, 150, 300, 500], [100, 130, 200])
    below = rules_of([50, 220, 400, 500], [200, 240, 300])

    first, second = grids(above + below)

    assert (first.columns, second.columns) == (3, 3)
    assert (first.rows, second.rows) == (2, 2)


def test_tables_side_by_side_are_two() -> None:
    found = grids(rules_of([50, 100, 200], [100, 150]) + rules_of([300, 400, 500], [100, 150]))

    assert [grid.box.left for grid in found] == [50, 300]


POINTS = st.floats(0, 840, allow_nan=False)
LINES = st.one_of(
    st.tuples(POINTS, POINTS, POINTS).map(lambda p: Rule(start=(p[0], p[1]), end=(p[2], p[1]))),
    st.tuples(POINTS, POINTS, POINTS).map(lambda p: Rule(start=(p[0], p[1]), end=(p[0], p[2]))),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=40))
def test_every_place_of_a_grid_is_covered_exactly_once(rules: list[Rule]) -> None:
    for grid in grids(rules):
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.last_row + 1)
            for column in range(cell.column, cell.last_column + 1)
        ]
        wanted = [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
        assert sorted(places) == wanted
