"""How much of the tables' text reached the measures.

Counted are the letters of tables that hold measures or look like it, against those that
the finished measures hold. Headers, group rows, sums, signatures, page headers and footers
are no loss, nor are columns that are no field of a measure (เป้าหมาย, วัตถุประสงค์) or fit
none: `raw_cells` keep those, a warning names them, and the unknown ones make the columns
doubtful. Rows without a measure, tables passed over and pages whose table was not
recognised are lost.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.cells import is_mark
from itasearch.extract.extracted import (
    BODY_FIELDS,
    MEASURE_FIELDS,
    BodyRow,
    Bundle,
    Column,
    ExtractedMeasure,
    SegmentPart,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.numbering import read_marker, unmarked
from itasearch.model.source import SourceRef
from itasearch.wording.document_words import is_blank

_LONGEST_INDICATOR = 60  # code points of a cell that names an indicator or group, no text
_LEAST_MARKED_SHARE = 0.8  # of titles that begin with a list marker, where titles are steps
_LEAST_PAGE_LETTERS = 150  # of a page between pages of one table that are unread rows, no heading
_LEAST_COLUMNS = 4  # of a page's table that is the rest of the measures'; fewer are alike by chance
_TEXTS = frozenset(MEASURE_FIELDS)
_TINY = 1e-6  # what adding fractions may take off a share in thousandths: 1 must not become 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """0–1, the share of letters that reached a measure, and the places and counts of the others."""

    share: float = 1.0
    lost: tuple[tuple[SourceRef, int], ...] = ()

    @property
    def rounded(self) -> float:
        """The share to a thousandth, rounded down: 1 means that nothing was lost."""
        return math.floor(1000 * self.share + _TINY) / 1000


def completeness(
    read: Iterable[tuple[Bundle, ExtractedMeasure | None]],
    *,
    lost: Iterable[BodyRow],
    passed_over: Iterable[SegmentPart],
    unread: Iterable[TextBlockLine] = (),
) -> Completeness:
    """How much was read; 1 where there is nothing to read.

    Args:
        read: the rows of each measure, and what became of them; None where nothing did.
        passed_over: tables like those of measures that were not taken for them.
        unread: lines where a table should be.
    """
    missed: list[tuple[SourceRef, int]] = []
    whole = 0
    for bundle, measure in read:
        held = _held(measure)
        columns = {column.index: column for column in bundle.header.columns}
        for row in bundle.rows:
            whole += _letters(row)
            gone = sum(_gone(row.cells[i], columns.get(i), held) for i in row.filled)
            gone = gone if measure is not None else _letters(row)
            missed += [(row.source, gone)] if gone else []
    rows = [*lost, *(row for part in passed_over for row in part.segment.rows)]
    others = [(row.source, _letters(row)) for row in rows]
    others += [(line.source, len(_bare(line.text))) for line in unread]
    whole += sum(letters for _, letters in others)
    missed += others
    gone = sum(letters for _, letters in missed)
    return Completeness(share=1 - gone / whole if whole else 1.0, lost=tuple(missed))


def unread_pages(stream: Stream, parts: Sequence[SegmentPart]) -> Iterator[TextBlockLine]:
    """Lines of pages between two halves of one table on which no table was seen."""
    pages = [page for part in parts if (page := part.segment.source.page_number) is not None]
    tables = {item.source.page_number for item in stream if isinstance(item, TableSegment)}
    lines: dict[int, list[TextBlockLine]] = {}
    for item in stream:
        page = item.source.page_number
        if isinstance(item, TextBlockLine) and page is not None and page not in tables:
            lines.setdefault(page, []).append(item)
    for page, found in lines.items():
        between = pages and min(pages) < page < max(pages)
        if between and sum(len(_bare(line.text)) for line in found) >= _LEAST_PAGE_LETTERS:
            yield from found


def is_alike(part: SegmentPart, chosen: Sequence[SegmentPart]) -> bool:
    """Whether a table not taken for measures looks like them, or like the rest of their table."""
    if len(part.header.fields & BODY_FIELDS) >= 2:
        return True
    page, width = part.segment.source.page_number, len(part.header.columns)
    return page is not None and any(
        other.segment.source.page_number in {page - 1, page + 1}
        and len(other.header.columns) == width >= _LEAST_COLUMNS
        for other in chosen
    )


def titles_are_parts(measures: Sequence[ExtractedMeasure]) -> bool:
    """Whether the titles themselves begin with list markers, as steps do."""
    marked = [measure for measure in measures if read_marker(measure.title) is not None]
    return len(measures) > 1 and len(marked) >= _LEAST_MARKED_SHARE * len(measures)


def missing_numbers(measures: Iterable[ExtractedMeasure]) -> tuple[str, ...]:
    """Numbers that a list of measures skips: 2 of 1, 3, and 1.2 of 1.1, 1.3.

    A measure without number may be the one that a gap lacks, and of two lists that do not both
    begin with one each may have what the other lacks: columns read one after the other.
    """
    runs: list[list[tuple[int, ...]]] = [[]]
    for measure in measures:
        counted = re.fullmatch(r"\d+(?:\.\d+)*", measure.number or "")
        parts = tuple(map(int, counted[0].split("."))) if counted else ()
        last = runs[-1][-1] if runs[-1] else ()
        if parts[:-1] != last[:-1] or parts <= last:
            runs.append([])
        runs[-1] += [parts] if parts else []
    missing: list[tuple[int, ...]] = []
    for run in filter(None, runs):
        begins = run[0][-1] == 1
        others = {parts for other in runs for parts in other if not begins or other[0][-1] != 1}
        for above, below in pairwise(run):
            gap = ((*above[:-1], number) for number in range(above[-1] + 1, below[-1]))
            missing += [parts for parts in gap if parts not in others]
    return tuple(".".join(map(str, parts)) for parts in missing)


def _held(measure: ExtractedMeasure | None) -> str:
    if measure is None:
        return ""
    return _bare(
        "\n".join([measure.number or "", measure.title, *(text for _, text in measure.fields)])
    )


def _gone(text: str, column: Column | None, held: str) -> int:
    if column is None or column.field is None:
        return 0
    if column.field in {Field.INDICATOR, Field.GROUP}:
        kept = len(text) <= _LONGEST_INDICATOR or stated_indicator(text) is not None
        return 0 if kept else len(_bare(text))
    if column.field is not Field.TITLE and column.field not in _TEXTS:
        return 0
    if _bare(text) in held or is_blank(text) or is_mark(text):
        return 0
    return sum(
        len(_bare(line))
        for line in text.split("\n")
        if _bare(unmarked(line)) not in held and stated_indicator(line) is None
    )


def _letters(row: BodyRow) -> int:
    return sum(len(_bare(row.cells[index])) for index in row.filled)


def _bare(text: str) -> str:
    return "".join(text.split())
