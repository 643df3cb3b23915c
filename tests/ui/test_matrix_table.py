"""The matrix as a table: numbers, shades, folded columns, links, and no text as markup."""

import re
from dataclasses import replace

import pytest

from itasearch.model.towns import Axis, Matrix, MatrixCell
from itasearch.ui.kit.static import static_text
from itasearch.ui.towns.matrix_table import (
    SHADES,
    cell_named,
    counts_of,
    folded_html,
    matrix_html,
    shade,
)
from tests.ui.shown import shown
from tests.ui.test_colours import TOKENS, contrast
from tests.ui.towns import NOTHING, cell, row, town

COLUMNS = ("no_gift", "complaints", "procurement")


def _matrix(*rows: tuple[MatrixCell, ...]) -> Matrix:
    return Matrix(
        axis=Axis.TOPICS,
        columns=COLUMNS,
        rows=tuple(
            row(*cells, organisation=town(f"เทศบาลตำบลที่ {number}", identifier=f"o{number}"))
            for number, cells in enumerate(rows, start=1)
        ),
    )


def _html(matrix: Matrix, *, own: str = "") -> str:
    return matrix_html(matrix, own=own, cell_address=lambda name: f"matrix?cell={name}")


def test_a_cell_shows_how_many_and_leads_to_them() -> None:
    link = shown(_html(_matrix((cell(3), NOTHING, NOTHING)))).one('a[data-cell="o1.no_gift"]')

    assert (link.href, link.text) == ("matrix?cell=o1.no_gift", "3")


def test_a_guess_is_told_by_its_frame_and_in_words() -> None:
    table = shown(_html(_matrix((cell(3, depth=0.62, guessed=2), NOTHING, NOTHING))))

    assert table.one("a.guessed").tip == "3 มาตรการ · รายละเอียด 62 % · เดา 2"


def test_columns_that_nobody_fills_are_folded_away() -> None:
    matrix = _matrix((cell(1), NOTHING, NOTHING), (NOTHING, NOTHING, cell(1)))

    assert "เรื่องร้องเรียนร้องทุกข์" not in shown(_html(matrix)).text
    assert "เรื่องร้องเรียนร้องทุกข์" in shown(folded_html(matrix)).text
    assert folded_html(_matrix((cell(1), cell(1), cell(1)))) == ""


def test_each_column_tells_how_many_towns_do_it() -> None:
    matrix = _matrix((cell(4), NOTHING, NOTHING), (cell(1), NOTHING, cell(2)))

    assert counts_of(matrix) == (2, 0, 1)
    assert shown(_html(matrix)).one("tr.sums").texts("td") == ["2", "1"]


def test_number_and_depth_make_a_cell_darker() -> None:
    shades = [shade(cell(count, depth=depth)) for count, depth in ((1, 0.1), (1, 1.0), (5, 1.0))]

    assert shade(NOTHING) == 0
    assert shades == sorted(set(shades))
    assert shade(cell(100, depth=1.0)) == len(SHADES) + 1


def test_our_row_is_marked_in_words_and_others_lead_to_the_comparison() -> None:
    matrix = _matrix((cell(1), NOTHING, NOTHING), (cell(1), NOTHING, NOTHING))
    table = shown(_html(matrix, own="o1"))

    assert table.one("tr.own").texts(".ours") == ["เรา"]
    assert "compare?left=o1&right=o2&right_year=2567" in table.hrefs
    assert not any("right=o1" in href for href in table.hrefs)


def test_what_is_known_of_a_town_stands_below_its_name() -> None:
    matrix = _matrix((cell(1), NOTHING, cell(2)))
    known = replace(matrix.rows[0], total=88.5, total_year_be=2566, likeness=0.734)
    view = shown(_html(replace(matrix, rows=(known,))))

    assert "2 จาก 3" in view.text
    assert "ITA 88.50 (ปี 2566)" in view.text
    assert "คล้ายกัน 73 %" in view.text


def test_a_name_from_a_file_is_never_markup() -> None:
    hostile = town("<img src=x onerror=alert(1)>", identifier='o"1')
    matrix = replace(_matrix(), rows=(row(cell(1), NOTHING, NOTHING, organisation=hostile),))
    html = _html(matrix, own="o9")

    assert not shown(html).all("img")
    assert 'o"1' not in html


def test_a_cell_is_found_by_its_name() -> None:
    matrix = _matrix((cell(2), NOTHING, NOTHING))
    found = cell_named(matrix, "o1.no_gift")

    assert found is not None
    assert found[1:] == ("no_gift", matrix.rows[0].cells[0])


@pytest.mark.parametrize("name", ["", ".", "o1", "o1.", "o9.no_gift", "o1.unknown", "no_gift.o1"])
def test_a_name_of_no_cell_finds_nothing(name: str) -> None:
    assert cell_named(_matrix((cell(2), NOTHING, NOTHING)), name) is None


@pytest.mark.parametrize("step", range(1, len(SHADES) + 2))
def test_every_number_can_be_read_on_its_shade(step: int) -> None:
    colours = r"background: var\(--ita-([\w-]+)\); color: var\(--ita-([\w-]+)\);"
    found = re.search(rf"\.cell\.s{step} {{{colours}}}", static_text("towns.css"))
    assert found is not None

    for ground, number in zip(TOKENS[found[1]], TOKENS[found[2]], strict=True):
        assert contrast(ground, number) >= 4.5
