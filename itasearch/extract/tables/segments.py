"""A document as one stream of lines and table segments, each segment under one header.

A table is cut at each header row; a table without any takes the columns of the last
header that fits (continuation pages have none, or an empty one). Rows above the first
header inside a table are title, not body.

Not all tables are one row a measure under one header. Columns set apart by runs of spaces
that are not aligned (`readers.plain`), or by now more, now fewer tabs, cannot be read. A
measure may be named on the line above its table ("มาตรการที่ ๑ …", then steps and times): the
line becomes the table's title column, or its number column where the table has a title and the
line is no more than "มาตรการที่ ๑".
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from itasearch.domain.headers import LONGEST_HEADER, Field, header_key, header_matches, sure_header
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import (
    PLACE_OR_YEAR,
    cover_values,
    is_total,
    label_and_text,
    looks_like_unit,
)
from itasearch.extract.cover.names import named_organisations, read_places
from itasearch.extract.extracted import (
    BODY_FIELDS,
    BOLD_RANK,
    LONGEST_HEADING,
    BodyRow,
    Column,
    Header,
    SegmentPart,
    Stream,
    TableSegment,
    TextBlockLine,
    title_of,
)
from itasearch.extract.headers.columns import (
    LEAST_NAME_LIKENESS,
    LEAST_SURE_SCORE,
    NO_MEANINGS,
    Meanings,
    header_rows,
)
from itasearch.extract.headers.content import are_words, guessed_header
from itasearch.extract.mending import Wording
from itasearch.extract.numbering import leading_number, read_marker, unmarked
from itasearch.extract.tables.grid import (
    body_rows,
    turned_segments,
    width_of,
)
from itasearch.extract.tables.headers_and_footers import headers_and_footers
from itasearch.lost_parts import PartOfFile, cut_off
from itasearch.model.records import NO_MARKS, Marks
from itasearch.model.source import Block, Heading, Paragraph, Table
from itasearch.text.thai.normalize import squash
from itasearch.wording.messages import place_in_file

MOST_LINES = 8_000  # outside tables, some 200 pages; of what follows little is read
_LONG_TABLE_ROWS = 2_000  # of a longer table without header `_SAMPLE_ROWS` are read; by hand
_SAMPLE_ROWS = 300  # first rows of a very long table in which its header is looked for; by hand
_LINES_ABOVE = 12  # paragraphs above a table that are read even behind `MOST_LINES`; by hand

# Columns set apart by runs of spaces.
_LEAST_SPACED_LINES = 3  # lines with runs of spaces below it; 1: 0; 6: 2, 1 worse
_GAP = re.compile(r"\S(?: {3,}|\t+)(?=\S)")
_BETWEEN = re.compile(r" {2,}|\t+")
_NAMED = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "เรื่อง", "ข้อ"})
_COUNT_BEHIND = re.compile(r"\s*[(\[][^()\[\]]*[\d๐-๙][^()\[\]]*[)\]]$")  # "(จำนวน ๒ มาตรการ)"
_patterns = Patterns("reading_patterns")


def read_stream(blocks: Sequence[Block], wording: Wording, marks: Marks = NO_MARKS) -> Stream:
    """Lines and segments in reading order, texts mended; `marks`: what a person says of them."""
    titles = frozenset(map(squash, marks.titles))
    meanings = {
        header_key(header): Field(name) if name else Field.OTHER for header, name in marks.columns
    }
    stream: list[TextBlockLine | TableSegment] = []
    last: Header | None = None
    aside = headers_and_footers(blocks)
    for index, block in _with_fewer_lines(blocks):
        with PartOfFile(block.source):
            if isinstance(block, Table):
                for segment in _segments(_bounded(block, last), last, wording, meanings):
                    stream += [*segment.titles, segment]
                    last = segment.header or last
                continue
            lines = (
                replace(line, marked=squash(line.raw) in titles) for line in _lines(block, wording)
            )
            running = isinstance(block, Paragraph) and block.running
            if running:
                # Web pages and forms have much else in their footers.
                lines = (
                    line
                    for line in lines
                    if any(read_places(line.text)) or named_organisations([line])
                )
            is_aside = running or index in aside
            stream += [replace(line, aside=True) for line in lines] if is_aside else lines
    return tuple(stream)


def _with_fewer_lines(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """`blocks`, numbered; of text beyond MOST_LINES only what is right above a table."""
    count = 0
    above: deque[tuple[int, Block]] = deque(maxlen=_LINES_ABOVE)
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from above
            above.clear()
            yield index, block
        elif count > MOST_LINES:
            cut_off(f"ข้อความนอกตารางหลังบรรทัดที่ {MOST_LINES:,}")
            above.append((index, block))
        else:
            count += 1 + block.text.count("\n")
            yield index, block


def _bounded(table: Table, last: Header | None) -> Table:
    """A very long table; to save time only its first rows where no header of measures is above."""
    if len(table.rows) <= _LONG_TABLE_ROWS or last is not None:
        return table
    rows = table.rows[:_SAMPLE_ROWS]
    sample = replace(table, rows=rows, row_sources=table.row_sources[: len(rows)], merges=())
    headers = [segment.header for segment in _segments(sample, None, Wording())]
    alike = any(
        header is not None
        and not header.guessed
        and (header.has(Field.TITLE) or len(header.fields & BODY_FIELDS) >= 2)
        for header in headers
    )
    if alike:
        return table
    where = place_in_file(table.source)
    cut_off(f"แถวหลังแถวที่ {_SAMPLE_ROWS} ของตารางใหญ่ {where}".strip())
    return sample


def _lines(block: Block, wording: Wording) -> Iterator[TextBlockLine]:
    if isinstance(block, Table):
        return
    heading = isinstance(block, Heading)
    rank = block.level if isinstance(block, Heading) else BOLD_RANK * block.bold
    for offset, text in enumerate(block.text.split("\n")):
        clean = wording.mended(text)
        if clean:
            number = block.source.line_number
            source = replace(block.source, line_number=number + offset if number else None)
            line = TextBlockLine(text=clean, source=source, raw=text, heading=heading, rank=rank)
            yield replace(line, linked=isinstance(block, Paragraph) and block.linked)


def _segments(
    table: Table, last: Header | None, wording: Wording, meanings: Meanings = NO_MEANINGS
) -> Iterator[TableSegment]:
    rows = body_rows(table, wording)
    cells = [row.cells for row in rows]
    # As wide as the table before, so that it may be the rest of it.
    may_continue = last is not None and bool(cells) and len(cells[0]) == len(last.columns)
    is_marked = any(header_key(cell) in meanings for row in cells for cell in row)
    if not (may_continue or is_marked) and _is_title_block(cells):
        yield TableSegment(header=None, rows=(), source=table.source, titles=_title_lines(rows))
        return
    if not is_marked and (turned := turned_segments(table, rows)):
        yield from turned
        return
    # Where pages are not known, the first row is as likely a header as anywhere.
    may_begin = int(table.source.page_number is None) if may_continue else len(cells)
    starts = header_rows(cells, last, sure_from=may_begin, meanings=meanings)
    if not starts:
        yield _headless(table, rows, last)
        return
    first = starts[0][0]
    titles = _title_lines(rows[:first])
    ends = [start for start, _ in starts[1:]] + [len(rows)]
    for (start, header), end in zip(starts, ends, strict=True):
        body = rows[start + header.depth : end]
        # Rows of one cell right above another header are its title.
        end_rows = reversed(body if end < len(rows) else [])
        below = [*takewhile(lambda row: row.wide or row.filled == (0,), end_rows)][::-1]
        yield TableSegment(
            header=header,
            rows=tuple(row for row in body[: len(body) - len(below)] if row.filled or row.held),
            source=table.source,
            titles=titles,
            continues=table.continues if start == first == 0 else None,
        )
        titles = _title_lines(below)


def _is_title_block(cells: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table is a title: a few short cells of places, names and years."""
    texts = [cell for row in cells for cell in row if cell]
    if not 1 <= len(cells) <= 4 or any(len(text) > 120 for text in texts):
        return False
    values = [*map(cover_values, cells)]
    is_form = None not in values and sum(len(own or ()) for own in values) > 1
    return (is_form or any(map(PLACE_OR_YEAR.match, texts))) and not any(
        match.field is Field.TITLE for text in texts for match in header_matches(text)[:1]
    )


def _headless(table: Table, rows: list[BodyRow], last: Header | None) -> TableSegment:
    """A table without header: under the last header where that fits, else under a guess."""
    body = tuple(row for row in rows if row.filled or row.held)
    header: Header | None = None
    title = last and last.first(Field.TITLE)
    texts = [text for row in body if title and (text := row.text(title))]
    # The rest of one title that a page end cut may be a year.
    is_named = len(texts) < 2 or are_words(texts)
    if last and body and is_named:
        count, width = len(last.named) or len(last.columns), width_of(body)
        fits = len(body[0].cells) == len(last.columns) or width == count
        header = replace(last, depth=0) if fits else None
    segment = TableSegment(header=header, rows=body, source=table.source)
    if header is None:
        return replace(segment, header=guessed_header(segment))
    return replace(segment, inherited=True, continues=table.continues)


def _title_lines(rows: Sequence[BodyRow]) -> tuple[TextBlockLine, ...]:
    return tuple(
        TextBlockLine(text=part, source=row.source, heading=True)
        for row in rows
        for part in " ".join(dict.fromkeys(row.cells[i] for i in row.filled)).strip().split("\n")
        if part
    )


def has_spaced_columns(lines: Iterable[TextBlockLine]) -> bool:
    """Whether a line of column headers is above lines with runs of spaces or tabs.

    Or one of nothing but headers, a blank between them, above numbered lines.
    """
    rows = numbered = 0
    for line in reversed(list(lines)):
        raw = line.raw.strip()
        words = raw[:LONGEST_HEADER].split(" ") if numbered >= _LEAST_SPACED_LINES else []
        parts = words if all(map(sure_header, words)) else []
        parts = _BETWEEN.split(raw) if rows >= _LEAST_SPACED_LINES and _GAP.search(raw) else parts
        numbered += leading_number(raw) is not None and raw.count(" ") >= _LEAST_SPACED_LINES
        best = [match for part in parts for match in header_matches(part)[:1]]
        sure = {match.field for match in best if match.likeness >= LEAST_NAME_LIKENESS}
        if len(sure) >= 3 and len(sure & BODY_FIELDS) >= 2:
            return True
        rows += bool(_GAP.search(raw))
    return False


def headed_by(segment: TableSegment, line: TextBlockLine | None) -> TableSegment:
    """The table with title or number from the line directly above it, if any, where it lacks them.

    A table below "มาตรการที่ ๑ …" without steps lists the activities of that measure.
    """
    header = segment.header
    if header is None or line is None or not segment.rows:
        return segment
    marker, labelled = read_marker(line.text), label_and_text(line.text)
    number, style = (marker.number, marker.style) if marker else ("", "")
    is_bare = marker is not None and not line.text[marker.end :].strip()
    is_label = labelled is not None and labelled[0] is Field.TITLE
    name = labelled[1] if labelled and is_label else line.text
    title = header.first(Field.TITLE)
    if title is None and not is_bare:
        sure = {column.field for column in header.columns if column.score >= LEAST_SURE_SCORE}
        are_fields = all(column.field in BODY_FIELDS for column in header.named)
        is_named = segment.key_value or style in _NAMED or (bool(number) and are_fields)
        is_named &= len(sure & BODY_FIELDS) > 1
        stated = {Field.TITLE: name} if is_named else {}
    elif title is None or is_bare:
        stated = {Field.NUMBER: number} if segment.key_value and title and number else {}
    else:
        body = header.fields & BODY_FIELDS
        is_named = is_label or style in {"มาตรการ", "แนวทาง"}
        has_activities = title.strength < 1 and len(body) > 1 and Field.STEPS not in body
        stated = {Field.TITLE: name} if is_named and has_activities else {}
        header = header.with_field(Field.STEPS, [title] if stated else ())
    for field, text in stated.items():
        if not header.has(field):
            segment = _with_column(segment, header, field, text)
    return segment


def under_label(part: SegmentPart, field: Field, text: str) -> SegmentPart:
    """`part` under a line that names `field` for all its measures: "ผู้รับผิดชอบ: กองคลัง"."""
    if part.header.has(field):
        return part
    segment = _with_column(part.segment, part.header, field, text)
    return replace(part, segment=segment, header=segment.header or part.header)


def unit_above(text: str) -> str:
    """The unit that a row of one cell names, without a count of its measures; else ""."""
    labelled = label_and_text(_patterns.caption.sub("", text[: 2 * LONGEST_HEADING]))
    is_unit = labelled is not None and labelled[0] is Field.RESPONSIBLE
    name = labelled[1] if labelled and is_unit else unmarked(text)
    name = _COUNT_BEHIND.sub("", name)
    # A subject may be called like a unit, too: "งานพัสดุ".
    is_name = is_unit or re.match("สำนัก|กอง(?!ทุน)|ฝ่าย|หน่วย", name)
    is_short = "\n" not in name and len(name) <= LONGEST_HEADING
    return name if is_name and is_short and looks_like_unit(name) else ""


def _with_column(segment: TableSegment, header: Header, field: Field, text: str) -> TableSegment:
    """A column more: a title in the first row, any other text in each row that has a title.

    Below a title with a number the table's own numbers count steps.
    """
    width = max(len(header.columns), *(len(row.cells) for row in segment.rows), 0)
    rows = [
        replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in segment.rows
    ]
    for index, row in enumerate(rows):
        is_titled = bool(title_of(row, header)) and not is_total(row.cells)
        if is_titled if field is not Field.TITLE else index == 0:
            held = row.held if index == 0 else row.held | {width}
            raw = (*row.raw, *[""] * (width - len(row.raw)), "" if index else text)
            rows[index] = replace(row, cells=(*row.cells, text), raw=raw, held=held)
    if field is Field.TITLE:
        header = header.with_field(Field.OTHER, header.all(Field.NUMBER))
    added = Column(index=width, field=field, header="", score=1.0, strength=1.0)
    columns = (*header.columns, added)
    return replace(segment, header=replace(header, columns=columns, depth=0), rows=tuple(rows))
