"""Numbers of measures that an OCR misread: 1, 2, 5, 4 is 1, 2, 3, 4.

A number is put right only where both of its neighbours say so and the rest counts up one by
one.

Rows that lost their title: read as the rest of the measure above them, and doubtful.

A row without a title mostly goes on with the one above it. Where every other row is a whole
measure, the row fills all their columns but the title, and the numbers leave a gap for it,
its title was lost.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.extract.cover.years import Readings
from itasearch.extract.extracted import BODY_FIELDS, ExtractedMeasure
from itasearch.extract.rows.rows import Bundle, title_of
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


_MOSTLY = 0.8
_UNREAD = re.compile(r"^[^\s.)]{1,3}\s?[.)]\s*(?=\S)")
"""What is left of a number that was read as no number: "g. จัดทำ"."""


def counted_anew(
    drafts: Sequence[ExtractedMeasure], readings: Readings
) -> tuple[tuple[ExtractedMeasure, ...], int]:
    """Drafts with the numbers that both neighbours contradict put right, and how many."""
    numbers = [_number(draft) for draft in drafts]
    mended = list(drafts)
    count = 0
    for index in range(1, len(drafts) - 1):
        before, after = numbers[index - 1], numbers[index + 1]
        if before is None or after != before + 2 or numbers[index] == before + 1:
            continue
        if readings.is_ocr(drafts[index].place):
            mended[index] = _renumbered(drafts[index], before + 1)
            count += 1
    return (tuple(mended), count) if count and _counts_up(mended) else (tuple(drafts), 0)


def _counts_up(drafts: Sequence[ExtractedMeasure]) -> bool:
    """Whether nearly all numbers are one more than the one before."""
    numbers = [_number(draft) for draft in drafts]
    steps = [a is not None and b == a + 1 for a, b in pairwise(numbers)]
    return sum(steps) >= _MOSTLY * len(steps)


def _number(draft: ExtractedMeasure) -> int | None:
    return int(draft.number) if draft.number and draft.number.isdecimal() else None


def _renumbered(draft: ExtractedMeasure, number: int) -> ExtractedMeasure:
    title = draft.title if draft.number else _UNREAD.sub("", draft.title)
    return replace(draft, number=str(number), title=title)
