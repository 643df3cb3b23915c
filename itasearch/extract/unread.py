"""Lines and table rows of a report that reached nothing: no measure, heading, cover or note.

They are shown in the report's review, where a person may mark them as titles or name their columns.
A row is read when any of its cells is; what else of it was lost `completeness` counts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.cells import looks_like_link
from itasearch.extract.decision import announces_measures
from itasearch.extract.extracted import (
    LONGEST_HEADING,
    OF_EACH,
    ExtractedMeasure,
    MeasureOrigin,
    TableSegment,
)
from itasearch.extract.numbering import unmarked
from itasearch.extract.prose.labels import FieldLabel
from itasearch.extract.prose.outline import (
    NAMED_STYLES,
    Line,
    Lines,
    is_aside,
)
from itasearch.extract.prose.records import LEADS
from itasearch.extract.tables.headers_and_footers import is_signature_block
from itasearch.lost_parts import cut_off
from itasearch.model.records import UnreadLine
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import without_spaces

_MOST_LINES = 2_000  # that are kept of a report: some fifty pages; by hand
_LEAST_ABOVE = 2  # lines with one label above the first measure; one may be of the cover
_HAS_WORD = re.compile(r"[^\W\d]{3}")  # of fewer letters a text is a mark or a number
_DOTS = re.compile(r"[.…_]{5,}")  # a blank to be filled in by hand, as beside a signature
_INDICATOR = re.compile(r"\W*ตัวชี้วัด")
_SCORES = (Field.SCORE, Field.TOTAL, Field.GRADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What of a report reached nothing."""

    lines: tuple[UnreadLine, ...] = ()  #: in reading order; what is beyond a limit is cut off
    between: tuple[UnreadLine, ...] = ()  #: of them the lines between the first and last measure
    labels: tuple[str, ...] = ()  #: fields or numbers of measures before texts that are in none


NOTHING_UNREAD = Unread()


def unread_in(
    lines: Lines,
    measures: Sequence[ExtractedMeasure],
    *,
    rows: Container[SourceRef],
    cover: Iterable[str],
    groups: Iterable[str],
) -> Unread:
    """What of a report reached nothing.

    `lines`: of the report, as `document_lines` gives them; `rows`: those of tables that are in a
    measure; `cover`: texts that are of the cover where they are above the first measure; `groups`:
    rows that name groups of measures.
    """
    begun = {measure.source: measure for measure in measures}
    places = [
        index for index, item in enumerate(lines) if not begun.keys().isdisjoint(_sources_of(item))
    ]
    first, last = (places[0], places[-1]) if places else (0, 0)
    is_read = _ReadText(measures, lines, first, {*map(_bare, cover)}, groups)
    unread: list[UnreadLine] = []
    between: list[UnreadLine] = []
    labels: Counter[str] = Counter()
    current: ExtractedMeasure | None = None  # the measure that a line is below
    label: FieldLabel | None = None  # of the line, or alone on the line above
    for index, item in enumerate(lines):
        if isinstance(item, TableSegment):
            current = label = None
            unread += _unread_rows(item, rows, is_read)
            continue
        current = begun.get(item.line.source, current)
        label = item.label or (label if label and not label.text else None)
        if is_read.line(item, current):
            continue
        line = UnreadLine(cells=(item.line.raw,), source=item.line.source)
        unread.append(line)
        between += [line] if first < index < last else []
        if label and label.field in OF_EACH and not announces_measures([item.text]):
            labels[label.words] += 1 if index < first else _LEAST_ABOVE
        elif item.marker and item.marker.style in NAMED_STYLES:
            labels[item.text[: item.marker.end].strip()] += _LEAST_ABOVE
    if len(unread) > _MOST_LINES:
        cut_off(f"บรรทัดที่ไม่อยู่ในมาตรการ หลัง {_MOST_LINES:,} บรรทัดแรก")
    named = tuple(words for words, count in labels.items() if count >= _LEAST_ABOVE)
    return Unread(lines=tuple(unread[:_MOST_LINES]), between=tuple(between), labels=named)


def _sources_of(item: Line | TableSegment) -> Iterable[SourceRef]:
    """The places at which a measure may begin in a line or table."""
    return (
        [row.source for row in item.rows] if isinstance(item, TableSegment) else [item.line.source]
    )


class _ReadText:
    """Whether a text is in a measure, on the cover, or the name of a group."""

    def __init__(
        self,
        measures: Sequence[ExtractedMeasure],
        lines: Lines,
        first: int,
        cover: Container[str],
        groups: Iterable[str],
    ) -> None:
        self._text = "\n".join(map(_held_by, measures))
        self._pieces = frozenset(self._text.split("\n"))  # most lines are whole pieces
        pages: defaultdict[str, list[int | None]] = defaultdict(list)
        for line in lines:
            if isinstance(line, Line):
                pages[_bare(line.text)].append(line.line.source.page_number)
        # A running head or foot; where pages are not known, a title that is repeated.
        heads = (
            text
            for text, numbers in pages.items()
            if len({*numbers}) > 1 or (len(numbers) > 1 and announces_measures([text]))
        )
        above = (line for line in lines[:first] if isinstance(line, Line) and not line.label)
        shown = (text for line in above if (text := _bare(line.text)) in cover)
        self._known = {*map(_bare, groups), *heads, *shown}

    def __call__(self, text: str) -> bool:
        bare = _bare(text)
        is_known = any(bare in texts for texts in (self._pieces, self._known, self._text))
        return is_known or not _HAS_WORD.search(bare) or _DOTS.search(text) is not None

    def line(self, line: Line, measure: ExtractedMeasure | None) -> bool:
        """Whether a line is read, a heading or a note; `measure`: the one above it."""
        label, text = line.label, line.label.text if line.label else line.text
        is_note = label is not None and label.field is Field.OTHER
        is_note |= looks_like_link(text) or is_signature_block([line.text])
        is_heading = line.line.heading or line.heads or line.ends or _heads(line.text)
        # Fields may be parts of a line: "ให้กองคลังเป็นผู้รับผิดชอบ".
        parts = (_bare(part) for _, part in (measure.fields if measure else ()))
        bare = _bare(text)
        is_split = any(part in bare for part in parts if _HAS_WORD.search(part))
        return bool(is_note or is_heading or is_split or self(text) or self(line.text))


def _heads(text: str) -> bool:
    """Whether a line names an indicator or a chapter without measures, or leads to what is below.

    Such as "ตัวชี้วัดย่อย ๙.๑", "หลักการ", "ดังต่อไปนี้".
    """
    is_indicator = _INDICATOR.match(text) or stated_indicator(text) is not None
    is_short = len(text) <= LONGEST_HEADING and bool(is_indicator or is_aside(text))
    return is_short or LEADS.search(text) is not None


def _unread_rows(
    segment: TableSegment, rows: Container[SourceRef], is_read: Callable[[str], bool]
) -> Iterator[UnreadLine]:
    """The rows of a table none of whose texts was read, the names of its columns above them."""
    header = segment.header
    if header is not None and header.has(*_SCORES) and not header.has(Field.TITLE):
        return  # results of the assessment
    unread = [
        row
        for row in segment.rows
        if row.filled
        and row.source not in rows
        and not any(is_read(row.raw[i]) or is_read(row.cells[i]) for i in row.filled)
        and not is_signature_block([row.cells[i] for i in row.filled])
        and not (row.wide and stated_indicator(row.cells[row.filled[0]]))
    ]
    if header is not None and header.depth and unread and len(unread) == len(segment.rows):
        names = tuple(column.header for column in header.columns)
        yield UnreadLine(cells=names, source=segment.source)
    for row in unread:
        yield UnreadLine(cells=row.raw, source=row.source)


def _held_by(measure: ExtractedMeasure) -> str:
    """What a measure has of the file's text; a row of a table has all its cells."""
    texts = [measure.number or "", measure.title, *(text for _, text in measure.fields)]
    if measure.origin is not MeasureOrigin.LIST:
        texts += [text for _, text in measure.raw_cells]
    return "\n".join(map(without_spaces, texts))


def _bare(text: str) -> str:
    return without_spaces(unmarked(text))
