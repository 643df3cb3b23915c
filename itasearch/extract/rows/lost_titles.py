"""Rows that lost their title: read as the rest of the measure above them, and doubtful.

A row without a title mostly goes on with the one above it. Where every other row is a
whole measure, the row fills all their columns but the title, and the numbers leave a
gap for it, its title was lost. Imports the domain and its neighbours.
"""

from collections.abc import Sequence

from itasearch.domain.headers import Field
from itasearch.extract.extracted import BODY_FIELDS, ExtractedMeasure
from itasearch.extract.rows.row_cells import title_of
from itasearch.extract.rows.rows import Bundle
from itasearch.extract.tables.segments import BodyRow
from itasearch.model.source import SourceRef

_LEAST_COLUMNS = 3


def lost_titles(
    read: Sequence[tuple[Bundle, ExtractedMeasure | None]],
) -> tuple[tuple[SourceRef, str], ...]:
    """The rows of `read` that lost their title, each with the number of the measure above.

    Args:
        read: all rows with the measures they make, in reading order.
    """
    following = [draft for _, draft in read[1:]]
    found = [
        (bundle, draft, rows)
        for (bundle, draft), after in zip(read, following, strict=False)
        if draft and after and (rows := _suspects(bundle)) and _is_gap(draft, after, len(rows))
    ]
    told = {id(bundle) for bundle, _, _ in found}
    rest = [bundle for bundle, _ in read if id(bundle) not in told]
    return tuple(
        (row.source, draft.number or "")
        for bundle, draft, rows in found
        if _are_whole([one for one in rest if one.header is bundle.header])
        for row in rows
    )


def _is_gap(draft: ExtractedMeasure, after: ExtractedMeasure, rows: int) -> bool:
    """Whether between two measures as many numbers are missing as there are rows."""
    number, following = draft.number or "", after.number or ""
    if not (number.isdecimal() and following.isdecimal()):
        return False
    return int(following) == int(number) + 1 + rows


def _are_whole(others: Sequence[Bundle]) -> bool:
    return bool(others) and all(len(one.rows) == 1 for one in others)


def _suspects(bundle: Bundle) -> list[BodyRow]:
    """Rows that say all that a measure says, but not its title; none that a page end cut."""
    return [
        row
        for row, cut in zip(bundle.rows[1:], bundle.cut[1:], strict=True)
        if not cut and _is_whole_but_for_title(row, bundle)
    ]


def _is_whole_but_for_title(row: BodyRow, bundle: Bundle) -> bool:
    """Whether a row fills, in cells of its own, every column that the row above fills."""
    header, above = bundle.header, bundle.rows[0]
    title = header.first(Field.TITLE)
    if title is None or title_of(row, header) or title.index in row.held:
        return False
    body = [column.index for column in header.columns if column.field in BODY_FIELDS]
    filled = [index for index in body if index in above.filled and index != title.index]
    return len(filled) >= _LEAST_COLUMNS and all(
        index in row.filled and index not in row.held for index in filled
    )
