"""Where the headers of a table are: near its top, and again on later pages.

The columns of a table without any are guessed from what its cells look like; a guess is
marked as one, so that the report goes to review.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field, header_matches, sure_header
from itasearch.domain.loader import Patterns
from itasearch.extract.cells import LOOKS, is_cover_row, looks_like_counter, looks_like_time
from itasearch.extract.extracted import Column, Header
from itasearch.extract.headers.columns import (
    LEAST_SURE_SCORE,
    is_below_parents,
    read_header,
    repeated_header,
)
from itasearch.extract.headers.content import are_words, field_of_texts
from itasearch.extract.numbering import unmarked
from itasearch.text.dates.months import may_be_period
from itasearch.text.thai.normalize import squash

_patterns = Patterns("reading_patterns")
_MOST_HEADERS = 80  # headers looked for in one table; rows below the last are all under it; by hand
_TITLE_ROWS = 12  # rows that may be above a table's first header
_LONGEST_HEADER = 160  # code points of a cell in a row compared with headers; saves time only
_LEAST_SURE_SHARE = 0.7  # of the named columns of a header beyond doubt, those with a sure score

# Columns guessed from their cells.
_LEAST_ALIKE_SHARE = 0.5  # more of a column's filled cells must look like the guessed field
_MOST_PROFILED_ROWS = 300  # body rows that columns are guessed from, the first ones; by hand
_HEADER_LENGTH_SHARE = 0.6  # of the median row below: a row shorter than that may be a header


def header_rows(
    cells: Sequence[tuple[str, ...]], before: Header | None = None, *, sure_from: int = _TITLE_ROWS
) -> list[tuple[int, Header]]:
    """Row number and header of each header, first to last; a later one must be as good.

    `before`: the header of the table before, which may be repeated here; `sure_from`: the row from
    which on one is a header only beyond doubt, where the table may be the rest of that before.
    """
    headers: list[tuple[int, Header]] = []
    index = 0
    while index < len(cells):
        may_begin = len(headers) < _MOST_HEADERS if headers else index < _TITLE_ROWS
        header = again = None
        filled = [cell for cell in cells[index] if cell] if may_begin else []
        if (
            len({*filled}) >= 2
            and not looks_like_counter(filled[0])
            and not is_cover_row(filled)
            and max(map(len, filled)) <= _LONGEST_HEADER
            and 3 * sum(bool(header_matches(c)) or may_be_period(c) for c in filled) >= len(filled)
        ):
            base = headers[0][1] if headers else before
            again = repeated_header(cells, index, base) if base and not base.guessed else None
            if headers and cells[index] == cells[headers[0][0] + headers[0][1].depth - 1]:
                again = replace(headers[0][1], depth=1)  # the last of its rows alone
            header = again or read_header(cells, index)
        # Below body rows only a row that is a header beyond doubt begins another table.
        doubtful = bool(headers) or index >= sure_from
        if header is not None and doubtful and header.depth > 1:
            # A row above a header that is repeated on a new page is no part of it.
            below = (
                repeated_header(cells, index + 1, again) if again else read_header(cells, index + 1)
            )
            whole = below is not None and below.fields >= header.fields
            header = None if below and whole and below.score >= header.score else header
        if header is not None and (again or not doubtful or _is_sure(header)):
            headers.append((index, header))
            index += header.depth
        else:
            index += 1
    return headers


def _is_sure(header: Header) -> bool:
    """Whether columns have names; just two only exact ones: a row of what to publish is alike."""
    if len(header.named) <= 2 and not all(sure_header(column.header) for column in header.named):
        return False
    sure = [column.field for column in header.named if column.score >= LEAST_SURE_SCORE]
    return len(set(sure)) >= 2 and len(sure) >= _LEAST_SURE_SHARE * len(header.named)


def guess_header(
    rows: Sequence[tuple[str, ...]], before: Header | None = None
) -> tuple[Header | None, int]:
    """Columns guessed, and how many first rows are titles or an unknown header.

    None of persons, of one row below no table, and without a column of times or units beside a
    column of texts, or one that is called as the titles of the table `before` are: then nothing
    says that the rows are measures.
    """
    width = max((len(row) for row in rows), default=0)
    keys = [[squash(unmarked(cell)) for cell in row[:2]] for row in rows]
    persons = sum(any(map(_patterns.person.match, own)) for own in keys)
    is_alone = before is None and len(rows) == 1  # a justified line is cells, too
    if width < 3 or not rows or 2 * persons > len(rows) or is_alone:
        return None, 0
    again = repeated_columns(rows[0], before)
    skipped = _unknown_header_rows(rows) or min(1, len(again))
    body = rows[skipped : skipped + _MOST_PROFILED_ROWS] or rows
    stacked = zip(*(rows[:skipped] or [("",) * width]), strict=True)
    names = [" ".join(dict.fromkeys(filter(None, cells))) for cells in stacked]
    fields = {i: match.field for i, name in enumerate(names) if (match := sure_header(name))}
    fields |= {column.index: column.field for column in again if column.field}
    is_again = any(column.field is Field.TITLE for column in again)
    profile = _profile(body, width).items()
    fields |= {i: f for i, f in profile if i not in fields and f not in fields.values()}
    if not is_again and not {Field.TIMEFRAME, Field.RESPONSIBLE} & set(fields.values()):
        return None, 0
    texts = [
        index
        for index in range(width)
        if index not in fields and are_words([row[index] for row in body])
    ]
    if not texts and not is_again:
        return None, 0
    fields |= dict(_fields_of_texts(body, texts, {*fields.values()}))
    columns = tuple(
        # Below a sure score.
        Column(index=n, field=fields.get(n), header=names[n], score=0.5, strength=0.5)
        for n in range(width)
    )
    return Header(columns=columns, depth=0, guessed=True), skipped


def repeated_columns(row: tuple[str, ...], before: Header | None) -> tuple[Column, ...]:
    """The columns of a table before that are called as those of this row are."""
    columns = before.columns if before else ()
    return tuple(c for c in columns if c.header and row[c.index : c.index + 1] == (c.header,))


def _fields_of_texts(
    rows: Sequence[tuple[str, ...]], texts: Iterable[int], named: Collection[Field]
) -> Iterator[tuple[int, Field]]:
    """Columns of texts in the order of a measure's fields that are not `named`, or as they say."""
    order = Field.TITLE, Field.STEPS, Field.RESULTS, Field.OUTCOMES
    rest = [field for field in order if field not in named]
    for index in texts:
        own = field_of_texts([row[index] for row in rows if row[index].strip()])
        if own is Field.RECOMMENDATIONS:
            yield index, own
        elif rest:
            is_first = rest[0] is Field.TITLE and own is not Field.STEPS
            field = own if own in rest and not is_first else rest[0]
            at = rest.index(field)
            rest = [f for f in rest[:at] if f is Field.TITLE] + rest[at + 1 :]
            yield index, field


def _profile(rows: Sequence[tuple[str, ...]], width: int) -> dict[int, Field]:
    """Columns whose cells mostly look alike, each field once, the surest first."""
    shares: list[tuple[float, int, Field]] = []
    for index in range(width):
        cells = [row[index] for row in rows if row[index].strip()]
        for field, fits in LOOKS.items() if cells else ():
            share = sum(map(fits, cells)) / len(cells)
            if share > _LEAST_ALIKE_SHARE:
                shares.append((share, index, field))
    chosen: dict[int, Field] = {}
    for _, index, field in sorted(shares, key=lambda entry: (-entry[0], entry[1])):
        if index not in chosen and field not in chosen.values():
            chosen[index] = field
    return chosen


def _unknown_header_rows(rows: Sequence[tuple[str, ...]]) -> int:
    """1 when the first row is short, has no number and the rows below are longer; else 0.

    2 when the second row divides merged cells of the first.
    """
    if len(rows) < 2:
        return 0
    if len(rows) > 2 and is_below_parents(rows[1], rows[0]):
        return 2
    first, rest = rows[0], rows[1:]
    length = sum(map(len, first))
    usual = sorted(sum(map(len, row)) for row in rest)[len(rest) // 2]
    plain = not any(looks_like_time(c) or looks_like_counter(c) for c in first)
    return int(all(first) and plain and length < _HEADER_LENGTH_SHARE * usual)
