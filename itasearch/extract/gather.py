"""All measures of a stream: from tables that hold measures, else from numbered lists.

Tables come with what the lines above them state: indicator, year, a field of all rows, and whether
they continue the table before. A row that is nothing but a numbered list is as many measures as
the list has items.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from itasearch.domain.headers import Field, sure_header
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
    holds_form,
    is_alike,
    titles_are_parts,
)
from itasearch.extract.cover.names import local_name
from itasearch.extract.decision import (
    FIRST_TITLES,
    subject_of,
)
from itasearch.extract.extracted import (
    PLAIN_FIELDS,
    TITLE_LINES,
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
from itasearch.extract.numbering import read_marker
from itasearch.extract.prose.beside import with_fields_below
from itasearch.extract.prose.labels import FieldLabel, LabelReader
from itasearch.extract.prose.outline import (
    begins_outer_chapter,
    document_lines,
    heading_indicator,
    is_end,
)
from itasearch.extract.prose.prose import read_lists
from itasearch.extract.rows import RowReader, measure_of
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
from itasearch.extract.unread import NOTHING_UNREAD, Unread, unread_in
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import OrganisationType
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

_LONGEST_YEAR = 25  # code points of a squashed line that is no more: "๑. ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
_patterns = Patterns("reading_patterns")

_HEADING = word_pattern(r"^\W*(?:<reading_words.groups>|ระยะ|ช่วง)")
_LEAST_LETTERS = 3  # Thai letters of a cell that is text; with fewer it is a mark or a code
_REPORTS = re.compile(r"\W*(?:เรื่อง)?(?:แบบ)?(?:รายงาน|สรุป)ผล(?!การ(?:วิเคราะห์|ประเมิน))")
_SECTION = re.compile(r"^\W*(?:(?:ส่วนที่|บทที่|ตอนที่|ภาคผนวก)|[\d๐-๙]+[.)]\s*ด้าน)")
_NO_FIELDS = frozenset({Field.OTHER, Field.SCORE, Field.TOTAL, Field.GRADE})


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
    completeness: Completeness | None = None  #: of the text in measures; None: no measure
    doubtful: bool = False  #: the titles look like parts of something
    form: bool = False  #: texts have dots to write on or boxes to tick
    spaced_columns: bool = False  #: a table with columns set apart by blanks is in no measure
    left: Unread = NOTHING_UNREAD  #: what is in no measure and is no heading, cover or note


def gather(stream: Stream) -> Gathered:
    """All measures of `stream`, in reading order of their kind."""
    stream = tuple(item for item in stream if isinstance(item, TableSegment) or not item.aside)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    titles = tuple(_titles(lines))
    parts = [*_parts(stream)]
    is_report = any(_REPORTS.match(squash(title)) for title in titles[:FIRST_TITLES])
    if is_report and not any(part.header.has(Field.RESULTS) for part in parts):
        # "ผลที่ได้รับ" of what was done are its results.
        fields = [(part, part.header.all(Field.OUTCOMES)) for part in parts]
        parts = [
            replace(part, header=part.header.with_field(Field.RESULTS, columns))
            for part, columns in fields
        ]
    columns = [(part.segment, c) for part in parts for c in part.header.all(Field.RESULTS)]
    cells = [cell for segment, column in columns for cell in cells_of(segment, column)]
    # A tick or "แล้วเสร็จ" is no report of results.
    reported = any(not (is_state(cell) or is_mark(cell) or is_blank(cell)) for cell in cells)
    subject = subject_of(lines, titles, reported=reported)
    chosen = tables_of_measures(parts, titles, subject)
    reader = RowReader(chosen)
    document, labels = document_lines(stream)
    rows = with_fields_below([*_measures(reader.read(), chosen)], document)
    measures = merged_tables([measure for _, measure in rows if measure is not None])
    headers = [part.header for part in chosen]
    lists: tuple[ExtractedMeasure, ...] = ()
    are_disclosed = all(it.origin is MeasureOrigin.DISCLOSURE for it in measures)
    is_marked = any(line.marked for line in lines)
    if is_marked or (not subject.is_other and (are_disclosed or all(map(discloses, headers)))):
        lists = read_lists(stream, titles, document, labels)
    own = {id(part.segment) for part in chosen}
    others = [part for part in parts if id(part.segment) not in own]
    passed_over = [part for part in others if is_alike(part)]
    found = (*lists, *measures)
    groups = tuple(dict.fromkeys(own.group for own, m in rows if m and own.group))
    places = {row.source for own, measure in rows if measure for row in own.rows}
    left = unread_in(document, found, rows=places, cover=titles, groups=groups)
    complete: Completeness | None = None
    if found:
        lost = [*reader.lost, *reader.failed]
        complete = completeness(
            rows, lists, lost=lost, passed_over=passed_over, unread=left.between
        )
    unknown, unread = _unread_columns(chosen)
    scores = [column.score for header in headers for column in header.named]
    return Gathered(
        measures=found,
        titles=titles,
        fields=frozenset().union(*(header.fields for header in headers)),
        unknown=unknown,
        unread=unread,
        groups=groups,
        guessed=any(header.guessed for header in headers) and bool(measures),
        certainty=sum(scores) / len(scores) if scores else 1.0,
        completeness=complete,
        doubtful=titles_are_parts(found),
        form=holds_form(found),
        spaced_columns=bool(measures) and has_spaced_columns(lines),
        left=left,
    )


def _titles(lines: Sequence[TextBlockLine]) -> Iterator[str]:
    """The first lines and headings, but for items of lists."""
    worded = [line for line in lines if not line.linked]
    first = set(map(id, (*lines[:TITLE_LINES], *worded[:TITLE_LINES])))
    for line in lines:
        if not (id(line) in first or line.heading or begins_outer_chapter(line)):
            continue
        marker = read_marker(line.text)
        is_item = bool(marker and marker.number)
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


def _parts(stream: Stream) -> Iterator[SegmentPart]:
    """Tables under known columns, each with what the lines above state of all its measures."""
    labels = LabelReader(_names_above(it for it in stream if isinstance(it, TextBlockLine)))
    above: list[TextBlockLine] = []
    is_apart = True  # from the table before
    label: FieldLabel | None = None
    seen: set[str] = set()
    indicator: int | None = None
    year: int | None = None
    last: Header | None = None
    for item in stream:
        if isinstance(item, TextBlockLine):
            above.append(item)
            year = _year_alone(item) or year
            stated = heading_indicator(item)
            is_apart |= stated is not None
            if stated is not None or is_end(item.text) or _SECTION.match(item.text):
                indicator = stated
            continue
        # Only page numbers, running heads and signatures do not separate tables.
        own = [line.text for line in above if squash(line.text) not in seen]
        is_apart |= bool(own) and not is_signature_block(own)
        seen.update(squash(line.text) for line in above)
        names = [*_names_above(above)]
        read = [*takewhile(bool, map(labels.read, reversed(names)))]
        label = next(filter(_is_of_all_rows, read), None if read or is_apart else label)
        segment, header = item, None
        with PartOfFile(item.source):
            segment = headed_by(item, names[-1] if names else None)
            if segment.header is not None:
                header = settled_header(segment, last)
        if header is not None:
            # Behind the tables of a sheet is its name.
            is_of_sheet = above and above[-1].source.sheet == segment.source.sheet
            part = SegmentPart(
                segment=segment,
                header=header,
                indicator=indicator,
                follows=not is_apart,
                above=above[-1].text if is_of_sheet else "",
                year=year,
            )
            yield under_label(part, label.field, label.text) if label else part
            last = header if segment.rows else last
            is_apart = False
        # A page may end below the header of a table that the line above it names.
        if segment.rows:
            above.clear()


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
            # "แผน" and "ผล" in turn say what each row is: its texts are of other fields.
            are_names = 2 * sum(bool(sure_header(cell)) for cell in cells) >= len(cells) > 1
            is_unknown = column.field is None and (len(cells) == 1 or len(set(words)) > 1)
            if words and (is_unknown or (column.field in {None, *_NO_FIELDS} and are_names)):
                unknown[name] = None
            elif column.field in {None, *_NO_FIELDS} and (words or (cells and "ร้อยละ" in name)):
                unread[name] = None
    return tuple(unknown), tuple(unread)
