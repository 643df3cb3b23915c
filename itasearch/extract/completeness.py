"""How much of a document's text reached a measure, and what hints that something did not.

Completeness counts the letters of measures, of tables that look like theirs and of unread lines
between them, against those that the measures hold. Headers, group rows, sums, signatures and
columns that are no field are no loss.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.headers import Field, header_matches, named_field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.cells import is_empty_box, is_mark, label_and_text
from itasearch.extract.extracted import (
    BODY_FIELDS,
    MEASURE_FIELDS,
    OF_EACH,
    PLAIN_FIELDS,
    BodyRow,
    Bundle,
    Column,
    ExtractedMeasure,
    MeasureOrigin,
    SegmentPart,
)
from itasearch.extract.numbering import read_marker, unmarked
from itasearch.model.records import UnreadLine
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import without_spaces
from itasearch.wording.document_words import is_blank

_LONGEST_INDICATOR = 60  # code points of a cell that names an indicator or group, no text
_LEAST_PAGE_LETTERS = 150  # of a page between pages of one table that are unread rows, no heading
_LEAST_MARKED_SHARE = 0.8  # of titles that begin with a list marker, where titles are steps
_TEXTS = frozenset(MEASURE_FIELDS)
_OF_REPORTS = frozenset({Field.RESULTS, Field.PROBLEMS, Field.RECOMMENDATIONS})
"""Fields that are of measures also in a table that names none."""
_TICKED, _OPEN = (r"(?:[☑☒✅✓✔√]|[(\[]\s?[/✓✔√xX]\s?[)\]])", r"(?:[☐□▢]|[(\[]\s{0,3}[)\]])")
_OF_FORM = re.compile(rf"[.…_]{{4,}}|{_TICKED}.*{_OPEN}|{_OPEN}.*{_TICKED}")
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
    listed: Iterable[ExtractedMeasure] = (),
    *,
    lost: Iterable[BodyRow],
    passed_over: Iterable[SegmentPart],
    unread: Iterable[UnreadLine] = (),
) -> Completeness:
    """How much was read; 1 where there is nothing to read.

    `read`: the rows of each measure, and the measure, None where they gave none; `listed`: measures
    of lists, all of them read; `passed_over`: tables like those of measures that were not taken
    for them; `unread`: lines between measures that are in none.
    """
    missed: list[tuple[SourceRef, int]] = []
    whole = sum(len(without_spaces(text)) for measure in listed for _, text in measure.raw_cells)
    for bundle, measure in read:
        texts = [text for _, text in measure.fields] if measure else []
        own = [measure.number or "", measure.title, *texts] if measure else []
        held = _without_separators("\n".join(own))
        columns = {column.index: column for column in bundle.header.columns}
        for row in bundle.rows:
            whole += _letters(row)
            lost_letters = sum(_lost(row.cells[i], columns.get(i), held) for i in row.filled)
            # A row of an indicator with "-" for all else says that it has no measure.
            lost_letters = _letters(row) if lost_letters and measure is None else lost_letters
            missed += [(row.source, lost_letters)] if lost_letters else []
    rows = [*lost, *(row for part in passed_over for row in part.segment.rows)]
    others = [(row.source, _letters(row)) for row in rows]
    others += [(line.source, len(without_spaces(line.cells[0]))) for line in unread]
    whole += sum(letters for _, letters in others)
    missed += others
    share = 1 - sum(letters for _, letters in missed) / whole if whole else 1.0
    return Completeness(share=share, lost=tuple(missed))


def is_alike(part: SegmentPart) -> bool:
    """Whether a table not taken for measures looks like them."""
    if len(part.header.fields & BODY_FIELDS) >= 2:
        return True
    if part.header.has(Field.SCORE, Field.TOTAL, Field.GRADE):
        return False
    best = {m.field for c in part.header.columns for m in header_matches(c.name or c.header)[:1]}
    return bool(best & _OF_REPORTS)


def titles_are_parts(measures: Sequence[ExtractedMeasure]) -> bool:
    """Whether titles are steps: all begin with list markers, or a few with nothing else.

    Those few have no field among measures with fields, and count apart from them.
    """
    marked = [measure for measure in measures if read_marker(measure.title) is not None]
    if len(measures) > 1 and len(marked) >= _LEAST_MARKED_SHARE * len(measures):
        return True
    whole = [measure for measure in measures if len(measure.fields) > 1]
    if 2 * len(whole) <= len(measures):
        return False
    unnumbered = 2 * sum(measure.number is None for measure in whole) > len(whole)
    return any(
        not below.fields
        and below.origin is MeasureOrigin.TABLE
        and (read_marker(below.title) is not None or (below.number is not None and unnumbered))
        for below in measures[1:]
    )


def holds_form(measures: Iterable[ExtractedMeasure]) -> bool:
    """Whether texts have what forms and cards have, read over their cells.

    Dots to write on, boxes to tick beside each other, or a time or unit with the name of another
    field in it: "กองช่าง ผลการดำเนินการ ติดแล้ว".
    """
    for measure in measures:
        texts = (measure.title, *(text for _, text in measure.fields))
        plain = [(field, text.split()) for field, text in measure.fields if field in PLAIN_FIELDS]
        names = ((field, named_field(word)) for field, words in plain for word in words)
        if any(name and Field(name) in OF_EACH - {field} for field, name in names):
            return True
        if any(map(_OF_FORM.search, texts)):
            return True
    return False


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


def _lost(text: str, column: Column | None, held: str) -> int:
    if column is None or column.field is None:
        return 0
    if column.field in {Field.INDICATOR, Field.GROUP}:
        is_name = len(text) <= _LONGEST_INDICATOR or stated_indicator(text) is not None
        return 0 if is_name else len(without_spaces(text))
    if column.field is not Field.TITLE and column.field not in _TEXTS:
        return 0
    if _without_separators(text) in held or is_blank(text) or is_mark(text) or is_empty_box(text):
        return 0
    # The label of a field in the cell is no text: "ผู้รับผิดชอบ: กองคลัง"; brackets part a time
    # and a unit.
    lines = ((line, label_and_text(line)) for line in text.split("\n"))
    texts = ((line, labelled[1] if labelled else unmarked(line)) for line, labelled in lines)
    return sum(
        len(without_spaces(line))
        for line, own in texts
        if any(_without_separators(part) not in held for part in re.split("[()/]", own))
        and stated_indicator(line) is None
    )


def _without_separators(text: str) -> str:
    """A text without blanks and the signs between thousands, which a figure may get."""
    return without_spaces(re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text))


def _letters(row: BodyRow) -> int:
    return sum(len(without_spaces(row.cells[index])) for index in row.filled)
