"""One measure told twice: planned in one table, its results in another.

Rows of a later table that repeat the titles of an earlier one and fill other fields are
the same measures. Rows that hold nothing but a numbered list are as many measures as the
list has items. Imports the domain's headers and its neighbours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from itasearch.domain.headers import Field
from itasearch.extract.extracted import ExtractedMeasure, MeasureOrigin
from itasearch.extract.lists.numbering import read_marker
from itasearch.text.thai.normalize import squash

_LEAST_SHARE = 0.6
_LEAST_REPEATED = 2


def merged_tables(drafts: Sequence[ExtractedMeasure]) -> list[ExtractedMeasure]:
    """Drafts with those of a later table put to the same measures of an earlier one."""
    merged: list[ExtractedMeasure] = []
    for _, group in groupby(drafts, key=_table):
        later = list(group)
        known = {_key(draft): index for index, draft in enumerate(merged)}
        pairs = [(draft, known.get(_key(draft))) for draft in later]
        same = [
            (draft, index)
            for draft, index in pairs
            if index is not None and not _fields(draft) & _fields(merged[index])
        ]
        if len(same) >= max(_LEAST_REPEATED, _LEAST_SHARE * len(later)):
            for draft, index in same:
                merged[index] = _together(merged[index], draft)
            taken = {id(draft) for draft, _ in same}
            later = [draft for draft in later if id(draft) not in taken]
        merged += later
    return merged


def listed_in_cells(drafts: Iterable[ExtractedMeasure]) -> Iterator[ExtractedMeasure]:
    """Drafts, those that are nothing but a numbered list of titles cut into its items."""
    for draft in drafts:
        items = (
            list(_items(draft)) if draft.origin is MeasureOrigin.TABLE and not draft.fields else []
        )
        if len(items) > 1:
            yield from items
        else:
            yield draft


def _items(draft: ExtractedMeasure) -> Iterator[ExtractedMeasure]:
    """The items of a title 1) … 2) …; none where a line is no item."""
    lines = draft.title.split("\n")
    first = [f"{draft.number}) {lines[0]}"] if draft.number else [lines[0]]
    for line in [*first, *lines[1:]]:
        marker = read_marker(line)
        if marker is None or not marker.number:
            return
        yield replace(draft, number=marker.number, title=line[marker.end :].strip())


def _table(draft: ExtractedMeasure) -> tuple[str | None, int | None, int | None]:
    place = draft.place
    return place.sheet, place.table_number, None if place.table_number else place.line_number


def _key(draft: ExtractedMeasure) -> tuple[object, ...]:
    return squash(draft.title), draft.number, draft.indicator, draft.owner


def _fields(draft: ExtractedMeasure) -> set[Field]:
    return {field for field, _ in draft.fields}


def _together(first: ExtractedMeasure, second: ExtractedMeasure) -> ExtractedMeasure:
    return replace(
        first,
        fields=(*first.fields, *second.fields),
        raw_cells=(*first.raw_cells, *second.raw_cells),
    )
