"""How much of the tables' text reached the measures: what was lost shows as a number.

Counted are the letters of tables that hold measures or look like it. Group rows, sums,
signatures and page numbers are no loss; columns without field, rows without measure and
tables passed over are. Imports the domain and its neighbours.
"""

from collections.abc import Iterable, Sequence

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.columns import Column
from itasearch.extract.drafts import BODY_FIELDS, Draft
from itasearch.extract.numbering import read_marker
from itasearch.extract.rows import Bundle, Part
from itasearch.extract.segments import Row

_LONGEST_INDICATOR = 60
_MOSTLY = 0.8


def share_read(
    bundles: Sequence[Bundle], *, lost: Iterable[Row], passed_over: Iterable[Part]
) -> float:
    """0–1: letters that stand in a field of a measure, of all that should; 1 without tables.

    Args:
        bundles: the rows of each measure.
        lost: rows of measures' tables that belong to none.
        passed_over: tables not taken for measures.
    """
    reached = missed = 0
    for bundle in bundles:
        columns = {column.index: column for column in bundle.header.columns}
        for row in bundle.rows:
            for index in row.filled:
                if _has_place(row.cells[index], columns.get(index)):
                    reached += len(row.cells[index])
                else:
                    missed += len(row.cells[index])
    missed += sum(map(_letters, lost))
    missed += sum(_letters(row) for part in passed_over if _is_alike(part) for row in _rows(part))
    return reached / (reached + missed) if reached + missed else 1.0


def titles_are_parts(drafts: Sequence[Draft]) -> bool:
    """Whether the titles themselves begin with list markers, as steps do."""
    marked = [draft for draft in drafts if read_marker(draft.title) is not None]
    return len(drafts) > 1 and len(marked) >= _MOSTLY * len(drafts)


def _has_place(text: str, column: Column | None) -> bool:
    """Whether a cell's text is kept in a field; an indicator's column keeps its number only."""
    if column is None or column.field is None:
        return False
    if column.field in {Field.INDICATOR, Field.GROUP}:
        return len(text) <= _LONGEST_INDICATOR or stated_indicator(text) is not None
    return True


def _is_alike(part: Part) -> bool:
    return len(part.header.fields & BODY_FIELDS) >= 2


def _rows(part: Part) -> tuple[Row, ...]:
    return part.segment.rows


def _letters(row: Row) -> int:
    return sum(len(row.cells[index]) for index in row.filled)
