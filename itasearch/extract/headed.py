"""Tables whose measure is named on the line above them: "มาตรการที่ ๑ …", then steps and times.

The line becomes the table's title column, or its number where the table has a title but
the line has nothing more than "มาตรการที่ ๑". Imports the domain's headers and its
neighbours.
"""

from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.extract.columns import Column, Header
from itasearch.extract.drafts import Line
from itasearch.extract.judge import BODY_FIELDS
from itasearch.extract.numbering import Marker, read_marker
from itasearch.extract.segments import Segment

_LONGEST_TITLE = 300
_SURE = 0.8
_NAMED = frozenset({"มาตรการ", "แนวทาง", "กิจกรรม", "โครงการ", "ข้อ"})


def headed_by(segment: Segment, line: Line | None) -> Segment:
    """`segment` with title or number from the line directly above it, where it lacks them."""
    header = segment.header
    if header is None or line is None or not segment.rows or len(line.text) > _LONGEST_TITLE:
        return segment
    marker = read_marker(line.text)
    bare = marker is not None and not line.text[marker.end :].strip()
    if header.has(Field.TITLE):
        numbers = segment.upright and marker is not None and bare and marker.number
        if not numbers or header.has(Field.NUMBER):
            return segment
        return _with_column(segment, header, Field.NUMBER, marker.number if marker else "")
    if bare or not _names_measure(segment, header, marker):
        return segment
    return _with_column(segment, header, Field.TITLE, line.text)


def _names_measure(segment: Segment, header: Header, marker: Marker | None) -> bool:
    """Whether the line above a table without title column can be its title."""
    body = {c.field for c in header.columns if c.field in BODY_FIELDS and c.score >= _SURE}
    if len(body) < 2:
        return False
    if segment.upright or (marker is not None and marker.style in _NAMED):
        return True
    known = all(column.field in BODY_FIELDS for column in header.named)
    return marker is not None and bool(marker.number) and known


def _with_column(segment: Segment, header: Header, field: Field, text: str) -> Segment:
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
