"""Fields of measures in lines below tables: ผลการดำเนินการ : …

A report may give each measure a table of one row, for how, when and who, and its results in
paragraphs below: such lines belong to the measure above them, but to none where only one table
of the document has them, as they may be about all. Below a table of several measures lines
belong to the measure that they name, by number or title. Results that name none are in no row.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from itasearch.domain.headers import Field, sure_header
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    Bundle,
    ExtractedMeasure,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.lists.items import Item, begins_outer_chapter, read_item
from itasearch.extract.lists.labels import LabelReader, named_before_colon, one_label_a_line
from itasearch.extract.lists.outline import NAMED_STYLES, is_end
from itasearch.extract.numbering import read_marker
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import squash

_Read = tuple[Bundle, ExtractedMeasure | None]
_Rows = tuple[SourceRef, SourceRef]  # a table's first and last row

_LEAST_NAMED = 2  # measures that lines below a table name; one may be chance
_LEAST_TITLE = 6  # letters of a title by which a line names its measure
_LEAST_TITLE_LIKENESS = 60  # of a title behind its number to the table's, 0 to 100; by hand
_NUMBERED = NAMED_STYLES | {"ข้อ", "ลำดับ"}
_RESULTS = frozenset({Field.RESULTS, Field.OUTCOMES})
_OF_MEASURE = re.compile(
    r"^\W*(?P<label>[^:\d๐-๙]{5,50}?)\s?(?:ของ|ตาม)?\s?"
    r"(?P<measure>(?:มาตรการ|แนวทาง|กิจกรรม|โครงการ|ข้อ|ลำดับ)ที่\s?[\d๐-๙].*)$",
    re.DOTALL,
)
"""A label and the measure that it is of: "ผลการดำเนินการมาตรการที่ ๑: …"."""


def with_fields_below(
    read: Sequence[_Read], stream: Stream
) -> tuple[list[_Read], SourceRef | None]:
    """`read`, each measure with the lines below its table that name it.

    Returns also where results begin that no measure has, None where there are none.
    """
    if not any(
        isinstance(a, TableSegment) and isinstance(b, TextBlockLine) for a, b in pairwise(stream)
    ):
        return [*read], None
    lines = one_label_a_line(stream)
    labels = LabelReader(item for item in lines if isinstance(item, TextBlockLine))
    below = dict(_below(lines, labels))
    counts = Counter(field for measure in below.values() for field, _ in measure.fields)
    completed: list[_Read] = []
    for bundle, measure in read:
        more = below.get((bundle.rows[0].source, bundle.rows[-1].source))
        if measure is not None and more is not None:
            measure = _with_fields(measure, more, {field for field in counts if counts[field] > 1})
        completed.append((bundle, measure))
    whole = [index for index, (_, measure) in enumerate(completed) if measure is not None]
    measures = [measure for _, measure in completed if measure is not None]
    has_results = any(_RESULTS & dict(measure.fields).keys() for measure in measures)
    if len(measures) < _LEAST_NAMED or has_results:
        return completed, None
    named, unnamed = _named_below(lines, labels, _Names.of(measures))
    if len(named) < _LEAST_NAMED:
        lone = (line for own in named.values() for line in own)
        results = (line.source for line in lone if named_before_colon(line.text) in _RESULTS)
        return completed, unnamed or next(results, None)
    for index, own in named.items():
        # The first line of an item is its title, which the table has.
        more = read_item(Item(number=None, lines=(own[0], *own)), labels).measure
        labelled = {field for field, _ in more.fields} - {Field.STEPS}
        measure = _with_fields(measures[index], more, labelled)
        completed[whole[index]] = completed[whole[index]][0], measure
    return completed, unnamed


def _named_below(
    stream: Stream, labels: LabelReader, names: "_Names"
) -> tuple[dict[int, list[TextBlockLine]], SourceRef | None]:
    """Lines below the tables by the index of the measure they name; where results name none."""
    below: defaultdict[int, list[TextBlockLine]] = defaultdict(list)
    unnamed: SourceRef | None = None
    heading: TextBlockLine | None = None
    current: int | None = None
    begun = False
    for item, after in pairwise((*stream, None)):
        ends = not isinstance(item, TextBlockLine) or begins_outer_chapter(item)
        if not isinstance(item, TextBlockLine) or ends or item.aside or is_end(item.text):
            begun |= isinstance(item, TableSegment) and bool(item.header and item.rows)
            heading, current = (None, None) if ends else (heading, current)
            continue
        if not begun:
            continue
        label, of = labels.read(item), _OF_MEASURE.match(item.text)
        lead = sure_header(of["label"]) if of else None
        if of is None or lead is None or lead.field not in MEASURE_FIELDS:
            index, rest = names.read(item.text)
            above = heading
        else:
            index, rest = names.read(of["measure"])
            above = replace(item, text=of["label"])
        if index is not None:
            current = index
            follows = labels.read(after) if isinstance(after, TextBlockLine) else None
            alike = fuzz.ratio(squash(rest), names.titles[index])
            # What more lines follow may be the title in other words.
            if (follows and follows.field in _RESULTS) or (
                alike >= _LEAST_TITLE_LIKENESS and after and not names.are_in(after)
            ):
                rest = ""
            rest_line = [replace(item, text=rest)] if rest and above else []
            below[index] += [*([above] if above else []), *rest_line]
        elif label and not label.text and (current is None or names.are_in(after)):
            heading, current = item, None
            open_results = label.field in _RESULTS and isinstance(after, TextBlockLine)
            unnamed = item.source if open_results and not names.are_in(after) else unnamed
        elif (marker := read_marker(item.text)) and marker.style in NAMED_STYLES:
            unnamed, current = unnamed or item.source, None
        elif current is not None:
            below[current].append(item)
        elif named_before_colon(item.text) in _RESULTS:
            unnamed = unnamed or item.source
    return {index: own for index, own in below.items() if own}, unnamed


@dataclass(frozen=True, slots=True)
class _Names:
    """How lines name measures: the number of each, printed or counted, and its title."""

    numbers: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, measures: Sequence[ExtractedMeasure]) -> "_Names":
        numbers = (m.number or str(index) for index, m in enumerate(measures, start=1))
        return cls(tuple(numbers), tuple(squash(measure.title) for measure in measures))

    def are_in(self, item: object) -> bool:
        return isinstance(item, TextBlockLine) and self.read(item.text)[0] is not None

    def read(self, text: str) -> tuple[int | None, str]:
        """The index of the measure that a line begins with, and what is behind its name.

        A title may have any number before it; a number alone is one of "มาตรการที่ ๑" or "ข้อ ๑".
        """
        marker = read_marker(text)
        rest = text[marker.end :].strip() if marker else text.strip()
        number, key = marker.number if marker else "", squash(rest)
        titled = [
            index
            for index, title in enumerate(self.titles)
            if key.startswith(title)
            and len(title) >= _LEAST_TITLE
            and number in {"", self.numbers[index]}
        ]
        if len(titled) == 1:
            end = len(self.titles[titled[0]])
            while end < len(rest) and len(squash(rest[:end])) < len(self.titles[titled[0]]):
                end += 1
            return titled[0], rest[end:].strip(" :：–-")
        if marker is None or self.numbers.count(number) != 1 or marker.style not in _NUMBERED:
            return None, ""
        return self.numbers.index(number), rest


def _with_fields(
    measure: ExtractedMeasure, more: ExtractedMeasure, allowed: set[Field] | frozenset[Field]
) -> ExtractedMeasure:
    fields = [f for f in more.fields if measure.field(f[0]) is None and f[0] in allowed]
    cells = (*measure.raw_cells, *(more.raw_cells if fields else ()))
    return replace(measure, fields=(*measure.fields, *fields), raw_cells=cells)


def _below(stream: Stream, labels: LabelReader) -> Iterator[tuple[_Rows, ExtractedMeasure]]:
    """The rows of each table with labelled lines below it, and these as a measure."""
    rows: _Rows | None = None
    lines: list[TextBlockLine] = []
    for item in (*stream, None):
        if isinstance(item, TextBlockLine):
            lines.append(item)
            continue
        untitled = item is not None and item.header and not item.header.has(Field.TITLE)
        # The last line may name the measure of the table below it.
        own = _own(
            lines[:-1] if untitled and lines and not labels.read(lines[-1]) else lines, labels
        )
        if rows is not None and own:
            # The first line of an item is its title, which the table has.
            yield rows, read_item(Item(number=None, lines=(own[0], *own)), labels).measure
        rows = (item.rows[0].source, item.rows[-1].source) if item and item.rows else None
        lines = []


def _own(lines: Sequence[TextBlockLine], labels: LabelReader) -> list[TextBlockLine]:
    """From the first labelled line on to the next measure or chapter."""
    own: list[TextBlockLine] = []
    for line in lines:
        label, marker = labels.read(line), read_marker(line.text)
        named = marker is not None and marker.style in NAMED_STYLES
        if not label and (line.rank or named or is_end(line.text) or begins_outer_chapter(line)):
            break
        own += [line] if own or (label and label.field is not Field.TITLE) else []
    return own
