"""Tables whose measure is named on the line above them: "มาตรการที่ ๑ …", then steps and times.

The line becomes the table's title column, or its number column where the table has a title
and the line is no more than "มาตรการที่ ๑".
"""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.extract.extracted import BODY_FIELDS, Column, Header, TableSegment, TextBlockLine
from itasearch.extract.headers.columns import read_header
from itasearch.extract.numbering import ListMarker, read_marker

_LONGEST_TITLE = 300
_LEAST_HEADER_SCORE = 0.8
_NAMED = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "ข้อ"})


def headed_by(segment: TableSegment, line: TextBlockLine | None) -> TableSegment:
    """`segment` with title or number from the line directly above it, where it lacks them."""
    header = segment.header
    if header is None or line is None or not segment.rows or len(line.text) > _LONGEST_TITLE:
        return segment
    marker = read_marker(line.text)
    bare = marker is not None and not line.text[marker.end :].strip()
    if marker is not None and not bare and _is_of_activities(header, marker):
        columns = tuple(
            replace(c, field=Field.STEPS) if c.field is Field.TITLE else c for c in header.columns
        )
        return _with_column(segment, replace(header, columns=columns), Field.TITLE, line.text)
    if header.has(Field.TITLE):
        numbers = segment.key_value and marker is not None and bare and marker.number
        if not numbers or header.has(Field.NUMBER):
            return segment
        return _with_column(segment, header, Field.NUMBER, marker.number if marker else "")
    if bare or not _names_measure(segment, header, marker):
        return segment
    return _with_column(segment, header, Field.TITLE, line.text)


def under_lines(segment: TableSegment, lines: Sequence[TextBlockLine]) -> TableSegment:
    """`segment` with its header from the lines above it, one a column, where it has none.

    An OCR may give the header row cell by cell.
    """
    header = segment.header
    width = max((len(row.cells) for row in segment.rows), default=0)
    if not (header is None or header.guessed) or not 3 <= width <= len(lines):
        return segment
    read = read_header([tuple(line.text for line in lines[-width:])], 0)
    if read is None or any(c.field is None or c.score < _LEAST_HEADER_SCORE for c in read.columns):
        return segment
    return replace(segment, header=read)


def _is_of_activities(header: Header, marker: ListMarker) -> bool:
    """Whether a table below "มาตรการที่ ๑ …" lists the activities of that measure."""
    title = header.first(Field.TITLE)
    activities = title is not None and title.strength < 1 and not header.has(Field.STEPS)
    body = header.fields & BODY_FIELDS
    return activities and len(body) >= 2 and marker.style in {"มาตรการ", "แนวทาง"}


def _names_measure(segment: TableSegment, header: Header, marker: ListMarker | None) -> bool:
    """Whether the line above a table without title column can be its title."""
    sure = (column for column in header.columns if column.score >= _LEAST_HEADER_SCORE)
    if len({column.field for column in sure} & BODY_FIELDS) < 2:
        return False
    if segment.key_value or (marker is not None and marker.style in _NAMED):
        return True
    known = all(column.field in BODY_FIELDS for column in header.named)
    return marker is not None and bool(marker.number) and known


def _with_column(segment: TableSegment, header: Header, field: Field, text: str) -> TableSegment:
    """A column more, filled in the first row."""
    width = max(len(header.columns), *(len(row.cells) for row in segment.rows))
    column = Column(index=width, field=field, header="", score=1.0, strength=1.0)
    rows = tuple(
        replace(
            row,
            cells=(*row.cells, *("",) * (width - len(row.cells)), "" if index else text),
            raw=(*row.raw, *("",) * (width - len(row.raw)), "" if index else text),
        )
        for index, row in enumerate(segment.rows)
    )
    widened = replace(header, columns=(*header.columns, column), depth=0)
    return replace(segment, header=widened, rows=rows)
