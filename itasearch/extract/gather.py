"""All measures of a stream: from tables that hold measures, else from numbered lists.

Tables come with what the lines above them state: indicator, year, a field of all rows, and whether
they continue the table before. A row that is nothing but a numbered list is as many measures as
the list has items.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from itasearch.domain.headers import Field, named_field
from itasearch.domain.loader import Patterns, word_pattern
from itasearch.domain.organisations import organisation_type
from itasearch.extract.cells import (
    LOOKS,
    is_mark,
    is_state,
    label_and_text,
    looks_like_link,
)
from itasearch.extract.completeness import (
    Completeness,
    completeness,
    is_alike,
    titles_are_parts,
    unread_pages,
)
from itasearch.extract.cover.names import local_name
from itasearch.extract.decision import DocumentSubject, subject_of
from itasearch.extract.extracted import (
    PLAIN_FIELDS,
    TITLE_LINES,
    BodyRow,
    Bundle,
    ExtractedMeasure,
    Header,
    MeasureOrigin,
    SegmentPart,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.extract.headers.content import (
    cells_of,
    settled_header,
)
from itasearch.extract.merging import merged_tables
from itasearch.extract.numbering import leading_number, read_marker, unmarked
from itasearch.extract.prose.beside import left_over, unread_headings, with_fields_below
from itasearch.extract.prose.labels import FieldLabel, LabelReader
from itasearch.extract.prose.outline import begins_outer_chapter, heading_indicator, is_end
from itasearch.extract.prose.prose import read_beside, read_lists
from itasearch.extract.rows import RowReader, measure_of, untitled_numbers
from itasearch.extract.tables.headers_and_footers import is_signature_block
from itasearch.extract.tables.kinds import (
    discloses,
    tables_of_measures,
)
from itasearch.extract.tables.segments import (
    has_spaced_columns,
    headed_by,
    under_label,
)
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import OrganisationType
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

_LONGEST_YEAR = 25  # code points of a squashed line that is no more: "๑. ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
_patterns = Patterns("reading_patterns")

_HEADING = word_pattern(r"^\W*(?:<reading_words.groups>|ระยะ|ช่วง)")
_LEAST_TITLED = 3  # tables with the same columns below lines that may be their titles
_LEAST_LETTERS = 3  # Thai letters of a cell that is text; with fewer it is a mark or a code
_NO_FIELDS = frozenset({Field.OTHER, Field.SCORE, Field.TOTAL, Field.GRADE})
_REPORTS = re.compile(
    r"\W*+(?:เรื่อง\W*+)?(?:แบบ)?(?:รายงาน|สรุป)?\s*+ผล(?:การ(?!วิเคราะห์|ประเมิน)|งาน|กิจกรรม|โครงการ|มาตรการ)|\W*รายงานการดำเนิน"
)
_LABEL = re.compile(
    r"^(?P<label>มาตรการ(?:\s*[:：]|\s)\s*(?=\S))(?:(?P<number>\d{1,3})(?:[.):]\s*|\s+)(?=\D))?"
)
_FOLLOWS_UP = re.compile("ติดตาม|รายงาน|กำกับ|ประเมิน|ทุก|ไม่น้อยกว่า")
_SECTION = re.compile(r"^\W*(?:ส่วนที่|บทที่|ตอนที่|ภาคผนวก)")


def _without_labels(measures: Sequence[ExtractedMeasure]) -> tuple[ExtractedMeasure, ...]:
    """The measures; "มาตรการ" and a blank before each title are its label, with what counts on."""
    labels = [match for measure in measures if (match := _LABEL.match(measure.title))]
    if len(measures) < 2 or len(labels) < len(measures):
        return tuple(measures)
    numbers = [int(label["number"] or 0) for label in labels]
    # "มาตรการ 5 ส" is a name.
    is_counted = all(n == 1 or n == above + 1 > 1 for above, n in pairwise([0, *numbers]))
    return tuple(
        replace(
            measure,
            title=measure.title[label.end(0 if is_counted else "label") :],
            number=measure.number or (str(number) if is_counted else None),
        )
        for measure, label, number in zip(measures, labels, numbers, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Measures of a document and what is doubtful about them."""

    measures: tuple[ExtractedMeasure, ...] = ()
    titles: tuple[str, ...] = ()  #: the first lines and headings: what the document says it is
    fields: frozenset[Field] = frozenset()  #: what the tables have a column for
    unknown: tuple[str, ...] = ()  #: headers of columns with text that fit no field
    unread: tuple[str, ...] = ()  #: headers of columns for no field, or of one and the same text
    groups: tuple[str, ...] = ()  #: rows that name groups of measures and state no indicator
    guessed: bool = False  #: columns or the title column were guessed
    certainty: float = 1.0  #: 0–1, mean score of the headers used; 1 for lists
    orphans: tuple[SourceRef, ...] = ()  #: rows of which it is not clear whose they are
    completeness: Completeness | None = None  #: of the tables' text in measures; None: no table
    doubtful: bool = False  #: the titles look like parts of something
    results_below: SourceRef | None = None  #: where results begin that name no measure of the table
    left_over: tuple[str, ...] = ()  #: numbers or titles of items like measures that are none
    unread_headings: tuple[str, ...] = ()  #: over texts that are in no measure
    spaced_columns: bool = False  #: a table with columns set apart by blanks is in no measure
    labels_inside: bool = False  #: a table's cells hold names of other fields: cards side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class _TablesRead:
    """What the tables gave that hold measures."""

    parts: tuple[SegmentPart, ...]
    rows: tuple[tuple[Bundle, ExtractedMeasure | None], ...]  #: of each measure, and the measure
    lost: tuple[BodyRow, ...]  #: rows of which it is not clear whose they are
    failed: tuple[BodyRow, ...]  #: rows that could not be read
    measures: Sequence[ExtractedMeasure]  #: in the end, those of several tables merged
    results_below: SourceRef | None


def gather(stream: Stream) -> Gathered:
    """All measures of `stream`, in reading order of their kind."""
    stream = tuple(item for item in stream if isinstance(item, TableSegment) or not item.aside)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    titles = tuple(_titles(lines))
    parts = [*_parts(stream)]
    if any(map(_REPORTS.match, titles)):
        parts = _with_results(parts)
    subject = subject_of(lines, titles, reported=_report(parts))
    tables = _read_tables(stream, titles, parts, subject=subject)
    headers = [part.header for part in tables.parts]
    lists: tuple[ExtractedMeasure, ...] = ()
    are_disclosed = all(it.origin is MeasureOrigin.DISCLOSURE for it in tables.measures)
    if not subject.is_other and (are_disclosed or all(map(discloses, headers))):
        lists = read_lists(stream, titles)
    is_alone = bool(lists) or subject.is_other or not tables.measures
    above, below = ((), ()) if is_alone else read_beside(stream, tables.measures)
    own = {id(part.segment) for part in tables.parts}
    others = [part for part in parts if id(part.segment) not in own]
    passed_over = [part for part in others if is_alike(part, tables.parts)]
    measures = tables.measures
    complete: Completeness | None = None
    # Tables beside lists of measures may hold anything; those alike are lost.
    if passed_over or any(measure.origin is MeasureOrigin.TABLE for measure in measures):
        complete = completeness(
            tables.rows,
            [*lists, *above, *below],
            lost=[*tables.lost, *tables.failed],
            passed_over=passed_over if lists or measures else (),
            unread=unread_pages(stream, tables.parts),
        )
    unknown, unread = _unread_columns(tables.parts)
    scores = [column.score for header in headers for column in header.named]
    return Gathered(
        measures=_without_labels([*lists, *above, *measures, *below]),
        titles=titles,
        fields=frozenset().union(*(header.fields for header in headers)),
        unknown=unknown,
        unread=unread,
        groups=tuple(dict.fromkeys(own.group for own, m in tables.rows if m and own.group)),
        guessed=any(header.guessed for header in headers) and bool(measures),
        certainty=sum(scores) / len(scores) if scores else 1.0,
        orphans=tuple(row.source for row in tables.lost),
        completeness=complete,
        doubtful=titles_are_parts([*lists, *measures]),
        results_below=tables.results_below,
        left_over=(
            *untitled_numbers(tables.rows),
            *([] if subject.is_other else left_over(stream, [*lists, *above, *measures, *below])),
        ),
        unread_headings=unread_headings(stream, lists) if lists else (),
        spaced_columns=bool(measures) and has_spaced_columns(lines),
        labels_inside=any(map(_holds_labels, tables.measures)),
    )


def _holds_labels(measure: ExtractedMeasure) -> bool:
    """Whether cells are nothing but names of three fields, or lines of one name two fields."""
    texts = [text for header, text in measure.raw_cells if header]
    names = {named_field(text.strip()) for text in texts}
    lines = ({label and label[0] for label in map(label_and_text, it.split("\n"))} for it in texts)
    return len(names - {""}) > 2 or any(len(fields - {None, Field.OTHER}) > 1 for fields in lines)


def _report(parts: Sequence[SegmentPart]) -> bool:
    """Whether any cell of results says more than that something was done."""
    columns = [(part.segment, c) for part in parts for c in part.header.all(Field.RESULTS)]
    cells = [cell for segment, column in columns for cell in cells_of(segment, column)]
    return any(not (is_state(cell) or is_mark(cell) or is_blank(cell)) for cell in cells)


def _read_tables(
    stream: Stream, titles: Sequence[str], parts: Sequence[SegmentPart], *, subject: DocumentSubject
) -> _TablesRead:
    chosen = tables_of_measures(parts, titles, subject)
    reader = RowReader(chosen)
    read, results_below = with_fields_below([*_measures(reader.read(), chosen)], stream)
    measures = [measure for _, measure in read if measure is not None]
    merged = merged_tables(measures)
    return _TablesRead(
        parts=tuple(chosen),
        rows=tuple(read),
        lost=tuple(reader.lost),
        failed=tuple(reader.failed),
        measures=merged,
        results_below=results_below,
    )


def _titles(lines: Sequence[TextBlockLine]) -> Iterator[str]:
    """The first lines and headings, but for items of lists."""
    worded = [line for line in lines if not line.linked]
    first = set(map(id, (*lines[:TITLE_LINES], *worded[:TITLE_LINES])))
    numbers = ((i, n) for i, line in enumerate(lines) if (n := leading_number(line.text)))
    # "8 เรื่องที่เราทำ" above 1, 2, 3 counts them, as "6 มาตรการ …" does.
    counts = {0, *(index for index, number in islice(numbers, 1) if number.strip("0") != "1")}
    for index, line in enumerate(lines):
        if not (id(line) in first or line.heading or begins_outer_chapter(line)):
            continue
        marker = read_marker(line.text)
        is_item = bool(marker and marker.number and not (index in counts and marker.style == "1"))
        is_item |= bool(re.match(r"^\W*ตัวชี้วัด", line.text))  # the heading of an indicator
        if not is_item and not looks_like_link(line.text):
            yield line.text


def _measures(
    bundles: Sequence[Bundle], parts: Sequence[SegmentPart]
) -> Iterator[tuple[Bundle, ExtractedMeasure | None]]:
    """Each bundle of rows with its measure; without one where it has no title, or is not read."""
    # Where each table is below a fiscal year, and these differ, the rows are of several reports.
    years = {part.year for part in parts}
    is_of_years = len(years) > 1 and None not in years
    for bundle in bundles:
        measure: ExtractedMeasure | None = None
        with PartOfFile(bundle.rows[0].source):
            measure = measure_of(bundle)
            year = measure.owner.fiscal_year_be or (bundle.year if is_of_years else None)
            measure = replace(measure, owner=replace(measure.owner, fiscal_year_be=year))
        yield bundle, measure if measure and re.search(r"\w", measure.title) else None


def _with_results(parts: list[SegmentPart]) -> list[SegmentPart]:
    """Tables of a report of results; where none has a column of results the outcomes are these."""
    if any(part.header.has(Field.RESULTS) for part in parts):
        return parts
    return [
        replace(part, header=part.header.with_field(Field.RESULTS, part.header.all(Field.OUTCOMES)))
        for part in parts
    ]


def _parts(stream: Stream) -> Iterator[SegmentPart]:
    """Tables under known columns, each with what the lines above state of all its measures."""
    labels = LabelReader(_names_above(it for it in stream if isinstance(it, TextBlockLine)))
    above = _LinesAbove(labels)
    last: Header | None = None
    for item in stream:
        if isinstance(item, TextBlockLine):
            above.add(item)
            continue
        names = above.read()
        segment, header = item, None
        with PartOfFile(item.source):
            line = names[-1] if names else None
            segment = headed_by(item, line)
            if segment.header is not None:
                header = settled_header(segment, last)
        if header is not None:
            yield above.part(segment, header)
            last = header if segment.rows else last
        above.is_apart &= header is None
        # A page may end below the header of a table that the line above it names.
        if segment.rows:
            above.lines.clear()


class _LinesAbove:
    """The lines between two tables, and what all above the second state of its measures."""

    def __init__(self, labels: LabelReader) -> None:
        self.lines: list[TextBlockLine] = []
        self.is_apart = True  # from the table before
        self._labels = labels
        self._label: FieldLabel | None = None
        self._seen: set[str] = set()
        self._indicator: int | None = None
        self._year: int | None = None
        self._is_of_sides = False  # "๑. ด้านการปฏิบัติหน้าที่", which "๒. ด้านงานพัสดุ" ends

    def add(self, line: TextBlockLine) -> None:
        """One line more, which may be a heading."""
        self.lines.append(line)
        self._year = _year_alone(line) or self._year
        stated = heading_indicator(line)
        is_side = unmarked(line.text).startswith("ด้าน")
        if stated is not None:
            self._indicator, self._is_of_sides, self.is_apart = stated, is_side, True
        elif is_end(line.text) or _SECTION.match(line.text) or (is_side and self._is_of_sides):
            self._indicator = None

    def read(self) -> list[TextBlockLine]:
        """The lines as names; reads the label that they end with, and whether they part tables."""
        # Only page numbers, running heads and signatures do not separate tables.
        own = [line.text for line in self.lines if squash(line.text) not in self._seen]
        self.is_apart |= bool(own) and not is_signature_block(own)
        self._seen.update(squash(line.text) for line in self.lines)
        names = [*_names_above(self.lines)]
        stated = [*takewhile(bool, map(self._labels.read, reversed(names)))]
        last = next(iter(stated), None if self.is_apart else self._label)
        self._label = next(filter(_is_of_all_rows, stated), last)
        return names

    def part(self, segment: TableSegment, header: Header) -> SegmentPart:
        """The table in its place."""
        last = self.lines[-1] if self.lines else None
        # Behind the tables of a sheet is its name.
        is_of_sheet = last is not None and last.source.sheet == segment.source.sheet
        part = SegmentPart(
            segment=segment,
            header=header,
            indicator=self._indicator,
            follows=not self.is_apart,
            above=last.text if last and is_of_sheet else "",
            year=self._year,
        )
        label = self._label if _is_of_all_rows(self._label) else None
        return under_label(part, label.field, label.text) if label else part


def _names_above(lines: Iterable[TextBlockLine]) -> Iterator[TextBlockLine]:
    """Lines above a table, without "ตารางที่ ๑" before a label."""
    for line in lines:
        rest = _patterns.caption.sub("", line.text)
        labelled = label_and_text(rest)
        yield replace(line, text=rest) if labelled and labelled[1] else line


def _year_alone(line: TextBlockLine) -> int | None:
    """The fiscal year that a line is nothing but; plain lines of a page may be misread."""
    is_heading = line.heading or line.rank or line.source.page_number is None
    is_short = is_heading and len(squash(line.text)) <= _LONGEST_YEAR
    mentions = year_mentions(line.text) if is_short else ()
    return mentions[0].year if len(mentions) == 1 and mentions[0].stated else None


def _is_of_all_rows(label: FieldLabel | None) -> bool:
    """Whether a label above a table gives a field of all its measures."""
    if label is None or label.field not in PLAIN_FIELDS or not LOOKS[label.field](label.text):
        return False
    # "สำนักปลัดองค์การบริหารส่วนจังหวัด" is an office: no town is named.
    is_office = organisation_type(label.text) is OrganisationType.OTHER
    return is_office or local_name(label.text) is None


def _unread_columns(parts: Iterable[SegmentPart]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers of columns with text that fit no field, and that hold no field of a measure."""
    unknown: dict[str, None] = {}
    unread: dict[str, None] = {}
    for part in parts:
        for column in part.header.named:
            cells, name = cells_of(part.segment, column), " ".join(column.header.split())
            words = [c for c in cells if len(re.findall(r"[ก-๎]", c)) >= _LEAST_LETTERS]
            if column.field is None and words and (len(cells) == 1 or len(set(words)) > 1):
                unknown[name] = None
            elif column.field in {None, *_NO_FIELDS} and (words or (cells and "ร้อยละ" in name)):
                unread[name] = None
    return tuple(unknown), tuple(unread)
