"""Tables that text has lost: a line, or a few, for each cell, as an OCR may write them.

Below a line for each header come the cells of each row, one after the other. Of which column a line
is, is decided for all lines together (Viterbi): by what the learned classifier takes each for, by
the numbers of the titles and by the blank lines between cells. Where blank lines set the headers
apart, the lines between two of them are one cell.

Or below each header come all cells of its column, numbered alike: those of one number are a row,
and so are 1.1, 1.2 … of 1. On the next page the numbers count on. Below numbered titles, cells
without numbers are a line each, or a list that begins anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain, pairwise, takewhile
from math import log
from typing import NamedTuple

from itasearch.domain.headers import LONGEST_HEADER, Field, header_key, header_matches, sure_header
from itasearch.domain.indicators import INDICATOR_WORD, stated_indicator
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import looks_like_unit
from itasearch.extract.extracted import MEASURE_FIELDS
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, read_header
from itasearch.extract.headers.likely import likely_fields
from itasearch.extract.mending import Wording, join_cut
from itasearch.extract.numbering import (
    bare_number,
    begins_part,
    leading_number,
    read_marker,
    unmarked,
)
from itasearch.extract.tables.headers_and_footers import (
    headers_and_footers,
    is_signature_block,
    signature_lines,
)
from itasearch.model.source import Block, Table
from itasearch.text.dates.months import without_period
from itasearch.text.repair.spaces import is_wrapped
from itasearch.wording.document_words import is_blank

_LEAST_COLUMNS, _MOST_COLUMNS = 3, 12  # of a table; by hand
_LEAST_ROWS = 3  # below the header; by hand
_CACHED_HEADERS = 256  # of texts below each other: each form has the same labels
_MOST_BETWEEN = 4  # texts between two rows where a page ends, above its headers; by hand
_MOST_TRIES = 5  # to read a table below the same headers, such as a form's labels, in vain; by hand
_MOST_READINGS = 60  # of the lines so far, the likeliest, that are gone on with; by hand
_LONGEST_CELL = 2_000  # code points of lines that are put together as one, for time; by hand
_LEAST_LIKELY = 0.5  # of a column's field by its cells; by hand
_LEAST_FILLED = 0.8  # of the cells of a table; by hand
_SURE = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.BUDGET})
_SHORT = _SURE | {Field.NUMBER, Field.TITLE}  #: Fields the cells of which are mostly of one line

_patterns = Patterns("reading_patterns", indicator_word=INDICATOR_WORD)

# What is added to the logarithm of a reading's likelihood; by hand.
_UNLIKE = -4.0  # at most, for a line that is not like its column
_UNKNOWN = -2.5  # a line of a field that was not learned, or of no row
_NO_NUMBER = -4.0  # a row that does not count on
_NO_CELL = -3.0  # each cell that a row lacks
_LONG = -2.0  # each line more of a cell that is mostly of one line
_HOPELESS = -40.0  # below a reading that ended above, of one that goes on
_DIVIDED = -1.5  # a blank line within a cell
_TORN = -4.0  # a cell that ends within a phrase, or a list's first item below other lines of it


class _Reading(NamedTuple):
    """How the lines down to one are read: its row, from 1, and column, and the reading above it."""

    score: float
    row: int = 0
    column: int = 0
    line: int = 0
    above: "_Reading | None" = None


class _Part(NamedTuple):
    """A line, or the lines between two blank ones, and its text; "" of a table."""

    text: str
    blocks: tuple[Block, ...]
    name: str = ""  #: a short text mended, which may be a header
    is_foot: bool = False  #: a page's number or running head, of no cell


def with_lost_tables(blocks: Sequence[Block], wording: Wording) -> tuple[Block, ...]:
    """`blocks`, tables that fell to lines made tables."""
    whole = blocks
    if any(block.source.line_number for block in blocks):  # else no blank lines are known
        whole = tuple(_with_tables([*_between_blank_lines(_parts(blocks, wording))]))
    return tuple(_with_tables([*_parts(whole, wording)]))


def _parts(blocks: Sequence[Block], wording: Wording) -> Iterator[_Part]:
    feet = headers_and_footers(blocks)
    for index, block in enumerate(blocks):
        text = "" if isinstance(block, Table) else block.text
        name = wording.read(text) if len(text) <= LONGEST_HEADER else text
        yield _Part(text, (block,), name, index in feet)


def _between_blank_lines(lines: Iterable[_Part]) -> Iterator[_Part]:
    part = _Part("", ())
    for line in lines:
        is_more = part.text and line.text and len(part.text) < _LONGEST_CELL
        is_more = is_more and not (part.is_foot or line.is_foot)
        if is_more and not _is_gap(part, line):
            text = _join(part.text, line.text)
            part = _Part(text, part.blocks + line.blocks, text)
        else:
            yield from (part,) if part.blocks else ()
            part = line
    yield part


def _is_gap(above: _Part, below: _Part) -> bool:
    """Whether blank lines, or lines left out, are between two parts."""
    last, first = above.blocks[-1].source, below.blocks[0].source
    return (first.line_number or 0) > (last.line_number or 0) + 1


def _join(upper: str, lower: str) -> str:
    """Two lines of a cell as one text; units below each other are several."""
    if looks_like_unit(upper.rsplit("\n", 1)[-1]) and looks_like_unit(lower):
        return f"{upper}\n{lower}"
    return join_cut(upper, lower, paged=True)


def _with_tables(parts: Sequence[_Part]) -> Iterator[Block]:
    failed: Counter[tuple[str, ...]] = Counter()
    columns_from = _tables_of_columns(parts)
    at = 0
    while at < len(parts):
        fields = _header(parts, at)
        head = tuple(part.text for part in parts[at : at + len(fields)])
        rows = _rows(parts, at, fields) if fields and failed[head] < _MOST_TRIES else []
        failed[head] += not rows
        if rows:
            rows = [[[at + n] for n in range(len(fields))], *rows]
        columns = [] if rows else columns_from.get(at, [])
        if rows := rows or columns:
            places = tuple(parts[min(chain(*row))].blocks[0].source for row in rows)
            texts = [[_joined(parts, cell) for cell in row] for row in rows]
            # The number of a title is the measure's, "๑.๑" a step's.
            texts = [[row[0], *(map(_cell, row[1:]) if columns else row[1:])] for row in texts]
            yield Table(rows=tuple(map(tuple, texts)), row_sources=places, source=places[0])
            at = max(chain(*chain(*rows))) + 1
        else:
            yield from parts[at].blocks
            at += 1


def _joined(parts: Sequence[_Part], cell: Sequence[int]) -> str:
    return reduce(_join, (parts[at].text for at in cell), "")


def _cell(text: str) -> str:
    markers = [read_marker(line) for line in text.split("\n")]
    is_list = [marker.parts for marker in markers if marker][:2] == [(1,), (2,)]
    return text if is_list or (markers[0] and markers[0].parts[1:]) else unmarked(text)


def _header(parts: Sequence[_Part], start: int) -> tuple[Field, ...]:
    """The fields of the headers that begin at a part, one a part; () where none do."""
    if sure_header(parts[start].name) is None:
        return ()
    own = [part.name for part in parts[start : start + _MOST_COLUMNS]]
    texts = ((name, unmarked(name), without_period(name)) for name in own)
    count = [*(any(map(header_matches, it)) for it in texts), False].index(False)
    return _fields_of(tuple(own[:count]))


@lru_cache(maxsize=_CACHED_HEADERS)
def _fields_of(texts: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields of the most of the first texts that head a table of measures together, else ()."""
    fields: tuple[Field, ...] = ()
    for count in range(_LEAST_COLUMNS, len(texts) + 1):
        header = read_header([texts[:count]], 0)
        if header and all(column.score >= LEAST_SURE_SCORE for column in header.columns):
            fields = tuple(column.field for column in header.columns if column.field)
    names = [field for field in fields if field is not Field.NUMBER]
    return fields if names[:1] == [Field.TITLE] else ()


def _rows(parts: Sequence[_Part], start: int, fields: Sequence[Field]) -> list[list[list[int]]]:
    """The indices of the parts of each cell of each row below a header; [] where none are."""
    width = len(fields)
    first = start + width
    texts = [*takewhile(bool, (part.text for part in parts[first:]))]
    end = first + min(signature_lines(texts), default=len(texts))
    keys = [header_key(part.name) for part in parts[:end]]
    again = [i for i in range(first, len(keys)) if keys[i : i + width] == keys[start:first]]
    keys = keys[: next((i for i in again if _begins_anew(parts, first, i, width)), len(keys))]
    aside = {i + n for i in again for n in range(width)}
    aside |= {i for i in range(first, len(keys)) if parts[i].is_foot}
    above_heads = {i - n for i in again for n in range(1, _MOST_BETWEEN + 1)}
    readings = [_Reading(0.0, column=width - 1)]
    best = readings[0]
    for line in (i for i in range(first, len(keys)) if i not in aside):
        cells: dict[tuple[int, int], _Reading] = {}
        for reading in _read_on(readings, parts, line, fields, skip=line in above_heads):
            state = reading[1:3]
            cells[state] = max(cells.get(state, reading), reading, key=lambda r: r.score)
        readings = sorted(cells.values(), reverse=True, key=lambda r: r.score)[:_MOST_READINGS]
        below = parts[line + 1].text if line + 1 < len(keys) else ""
        torn = _TORN * is_wrapped(parts[line].text, below)
        whole = [r._replace(score=r.score + torn) for r in readings if r.column == width - 1]
        best = max([best._replace(score=best.score + _UNKNOWN), *whole], key=lambda r: r.score)
        if readings[0].score < best.score + _HOPELESS:
            break
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    above: _Reading | None = best
    while above and above.row:
        places[above[1:3]].insert(0, above.line)
        above = above.above
    rows = [[places[row, column] for column in range(width)] for row in range(1, best.row + 1)]
    return rows if _are_rows(parts, rows, fields) else []


def _begins_anew(parts: Sequence[_Part], first: int, again: int, width: int) -> bool:
    """Whether headers that come again are of another table: of an indicator, or counted from 1."""
    above = parts[max(first, again - _MOST_BETWEEN) : again]
    begins = (
        leading_number(part.text) for at in (first, again + width) for part in parts[at : at + 1]
    )
    return any(stated_indicator(part.text) for part in above) or [*begins] == ["1", "1"]


def _read_on(
    readings: Sequence[_Reading],
    parts: Sequence[_Part],
    line: int,
    fields: Sequence[Field],
    *,
    skip: bool,
) -> Iterator[_Reading]:
    """The readings with a part more; `skip`: which may be of no row."""
    text, width = parts[line].text, len(fields)
    number = leading_number(text) or bare_number(text)
    title = likely_fields([unmarked(text)])[Field.TITLE]
    likely = {**likely_fields([text]), Field.TITLE: title}
    scores = [
        max(_UNLIKE, log(likely[field] + 1e-9)) if field in likely else _UNKNOWN for field in fields
    ]
    if is_blank(text):
        scores = [_UNKNOWN] * width
    marker = read_marker(text)
    is_part = begins_part(text)
    is_first = marker is not None and marker.parts[-1:] == (1,)
    gap = _is_gap(parts[line - 1], parts[line])
    above = {reading.line: parts[reading.line].text for reading in readings if reading.row}
    cut = {at: _TORN * is_wrapped(text_above, text) for at, text_above in above.items()}
    inside = {at: _TORN * (is_first and not begins_part(own)) for at, own in above.items()}
    for reading in readings:
        torn, late = cut.get(reading.line, 0.0), inside.get(reading.line, 0.0)
        # A number that does not count on may be a page's.
        is_page = bare_number(text).isdecimal() and number != str(reading.row + 1)
        if is_page or (skip and reading.column == width - 1):
            yield reading._replace(score=reading.score + _UNKNOWN)
        for column in range(reading.column if reading.row else width, width):
            new = column - reading.column
            cost = _NO_CELL * (new - 1) + torn if new else _DIVIDED * gap + late
            cost += (_LONG + _UNLIKE * is_part) * (not new and fields[column] in _SHORT)
            cost += reading.score + scores[column]
            yield _Reading(cost, reading.row, column, line, reading)
        for column in {0, fields.index(Field.TITLE)}:
            cost = _NO_CELL * (width - 1 - reading.column + column)
            cost += _NO_NUMBER * (number != str(reading.row + 1)) + scores[column] + torn
            yield _Reading(reading.score + cost, reading.row + 1, column, line, reading)


def _are_rows(
    parts: Sequence[_Part], rows: Sequence[Sequence[Sequence[int]]], fields: Sequence[Field]
) -> bool:
    """Whether the cells of so many rows are of their columns' fields, as learned."""
    cells = [[_joined(parts, row[n]) for row in rows if row[n]] for n in range(len(fields))]
    sure = [likely_fields(c)[f] for f, c in zip(fields, cells, strict=True) if f in _SURE and c]
    numbers = [leading_number(cell) for cell in cells[0]]
    counted = numbers == [str(n) for n in range(1, len(rows) + 1)]
    is_table = len(rows) >= _LEAST_ROWS and all(share >= _LEAST_LIKELY for share in sure)
    filled = sum(map(len, cells)) >= _LEAST_FILLED * len(rows) * len(fields)
    return is_table and filled and (bool(sure) or counted)


def _tables_of_columns(parts: Sequence[_Part]) -> dict[int, list[list[list[int]]]]:
    """The tables of columns one after the other, by the index of their first part.

    Each indicator may have a table of few rows: rows are enough where those of the same columns
    have enough together, and one of them several.
    """
    alike: defaultdict[tuple[Field, ...], dict[int, list[list[list[int]]]]] = defaultdict(dict)
    for at in range(len(parts)):
        if rows := _rows_of_columns(parts, at):
            heads = (sure_header(parts[head].name) for (head,) in rows[0])
            alike[tuple(head.field for head in heads if head)][at] = rows
    heights = {head: [len(rows) - 1 for rows in own.values()] for head, own in alike.items()}
    enough = (h for h, own in heights.items() if sum(own) >= _LEAST_ROWS and max(own) > 1)
    return dict(chain.from_iterable(alike[head].items() for head in enough))


def _rows_of_columns(parts: Sequence[_Part], start: int) -> list[list[list[int]]]:
    """The indices of the parts of each cell, headers first, of columns one after the other.

    [] where the cells of three fields are not numbered alike, or none begins at `start`.
    """
    columns: dict[Field, list[list[int]]] = {}
    at, height = start, len(parts)
    head = _column_head(parts, start)
    if head is None or head[0] is not Field.TITLE:
        return []
    while head and head[0] not in columns:
        field, first = head
        if cells := _cells_alike(parts, at, height - 1) if columns else []:
            columns[field], at = [[at], *cells], cells[-1][-1] + 1
        else:
            columns[field], at = _column(parts, at, first, height=height)
        height = len(next(iter(columns.values())))
        columns[field] += [[] for _ in range(len(columns[field]), height)]
        for above, cell in pairwise(columns[field] if field in _SURE else ()):
            if not cell and len(above) == 2:  # an OCR lost the number of the second line
                cell.append(above.pop())
        head = _column_head(parts, at, first)
        if head is None and _cells_alike(parts, at, height - 1):
            named = _named(parts[at])
            head = (named, first) if named else None
    below = _named(parts[at]) if at < len(parts) else None
    # Else a column is left that no cells were read of.
    is_whole = below in columns or below not in MEASURE_FIELDS
    is_table = is_whole and len(columns) >= _LEAST_COLUMNS and all(map(all, columns.values()))
    return [[*row] for row in zip(*columns.values(), strict=True)] if is_table else []


def _column_head(
    parts: Sequence[_Part], at: int, first: int | None = None
) -> tuple[Field, int] | None:
    """The field that a part names above numbered cells, and their first number, which is `first`
    unless that is None; else None."""
    texts = [part.text for part in parts[at : at + 2]]
    number, _, step = (leading_number(texts[-1]) or "" if texts else "").partition(".")
    if not number or step not in {"", "1"} or leading_number(texts[0]):
        return None
    if first not in {None, int(number)}:
        return None
    best = sure_header(_patterns.count.sub("", parts[at].name))
    return (best.field, int(number)) if best and best.strength == 1 else None


def _is_head(parts: Sequence[_Part], at: int, first: int) -> bool:
    return at < len(parts) and (_named(parts[at]) or _column_head(parts, at, first)) is not None


def _named(part: _Part) -> Field | None:
    """The field that a part names as no text of a cell does."""
    best = sure_header(_patterns.count.sub("", part.name))
    return best.field if best and best.strength == best.likeness == 1 else None


def _cells_alike(parts: Sequence[_Part], start: int, count: int) -> list[list[int]]:
    """So many cells below a header, a line each or a list that begins anew; [] where not."""
    if start >= len(parts) or _named(parts[start]) is None:
        return []
    below = range(start + 1, len(parts))
    ends = (
        i
        for i in below
        if _patterns.remark.match(parts[i].text) or parts[i].is_foot or _named(parts[i])
    )
    lines = range(start + 1, next(ends, len(parts)))
    gaps = (i for i in lines[1:] if _is_gap(parts[i - 1], parts[i]))
    lines = range(start + 1, next(gaps, lines.stop))
    markers = [read_marker(parts[i].text) for i in lines]
    begins = [i for i, m in zip(lines, markers, strict=True) if m and m.parts == (1,)]
    begins = begins if any(markers) else [*lines]
    is_whole = len(begins) == count and begins[:1] == [start + 1]
    cells = pairwise([*begins, lines.stop])
    return [[*range(a, b)] for a, b in cells] if is_whole else []


def _column(
    parts: Sequence[_Part], start: int, first: int, *, height: int
) -> tuple[list[list[int]], int]:
    """The header at `start` with the cells below it, numbered from `first`; the index behind them.

    A cell without its number is []. The last of all columns ends where a blank line is
    above text without a marker.
    """
    column = [[start]]
    style = marker.style if (marker := read_marker(parts[start + 1].text)) else ""
    at = start + 1
    while at < len(parts) and parts[at].text and not _is_head(parts, at, first):
        marker = read_marker(parts[at].text)
        counts = marker is not None and marker.style == style
        row = marker.parts[0] - first + 1 if marker and counts and marker.parts else 0
        if len(column) <= row <= len(column) + 1 and row < height:
            column += [[] for _ in range(len(column), row + 1)]
        elif is_signature_block([parts[at].text]) or _patterns.heads.match(parts[at].text):
            break
        column[-1].append(at)
        at += 1
    is_last = not _is_head(parts, at, first) or _named(parts[at]) is Field.TITLE
    if is_last:
        gaps = (i for i in column[-1][1:] if _is_gap(parts[i - 1], parts[i]))
        at = next((i for i in gaps if read_marker(parts[i].text) is None), at)
        column[-1] = [i for i in column[-1] if i < at]
    return column, at
