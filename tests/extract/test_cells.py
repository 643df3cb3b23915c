"""What cells look like, whatever their headers say, and how they are numbered."""

from collections.abc import Callable

import pytest

from itasearch.extract import cells, numbering
from tests.cases import cases, literal, tables

ASKED: dict[str, Callable[..., object]] = {
    "is about when": cells.looks_like_time,
    "begins like an office or a post": cells.looks_like_unit,
    "names a field before a colon": cells.label_and_text,
    "is a label of whose report it is": cells.is_cover_label,
    "is a row of such labels with their values": cells.is_cover_row,
    "has values beside such labels": cells.cover_values,
    "is a running number": cells.looks_like_counter,
    "is an amount": cells.looks_like_money,
    "has an address": cells.looks_like_link,
    "is a mark": cells.is_mark,
    "says what became of it": cells.is_state,
    "is an empty box": cells.is_empty_box,
    "numbers the columns": cells.is_column_numbers,
    "sums up": cells.is_total,
    "is a score": cells.cell_score,
    "has scores": cells.scores_in,
    "ends in a number of parts": numbering.last_number,
    "has no marker": numbering.unmarked,
    "begins a part": numbering.begins_part,
    "has counted items on lines": numbering.split_inline_items,
}


@pytest.mark.parametrize("question", tables("cells"))
def test_what_is_asked_of_a_cell_has_its_answer(question: str) -> None:
    rows = cases("cells", question, literal, literal)

    answers = [(cell, ASKED[question](cell)) for cell, _ in rows]

    assert answers == rows
