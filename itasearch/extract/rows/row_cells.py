"""What a body row says under its header: title, number, owner, indicator, and its form.

Imports the domain and its neighbours.
"""

from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.headers.columns import Header
from itasearch.extract.lists.numbering import ListMarker, leading_number, read_marker
from itasearch.extract.rows.cells import looks_like_counter
from itasearch.extract.tables.segments import BodyRow
from itasearch.text.thai.normalize import arabic_digits

AREA = frozenset({Field.TITLE, Field.NUMBER, Field.INDICATOR, Field.GROUP})
"""Fields that a row which only names what follows may fill."""
_LONGEST_LINE = 45


def title_of(row: BodyRow, header: Header) -> str:
    """The cell of the title column, "" without one."""
    column = header.first(Field.TITLE)
    return row.cells[column.index] if column and column.index < len(row.cells) else ""


def untitled(row: BodyRow, header: Header) -> BodyRow:
    """The row without number and title, which the measure has already."""
    own = {column.index for field in (Field.NUMBER, Field.TITLE) for column in header.all(field)}
    return replace(row, cells=tuple("" if i in own else c for i, c in enumerate(row.cells)))


def numbered_title(row: BodyRow, header: Header) -> str:
    """The title, with the number of a number column before it."""
    column = header.first(Field.NUMBER)
    number = row.cells[column.index] if column and column.index < len(row.cells) else ""
    return f"{number.strip(' .')}. {title_of(row, header)}" if number else title_of(row, header)


def number_of(row: BodyRow, header: Header) -> str | None:
    """The row's number, from its column or before its title."""
    column = header.first(Field.NUMBER)
    if column and column.index < len(row.cells) and row.cells[column.index].strip():
        return arabic_digits(row.cells[column.index].strip(" .()\n"))
    title = title_of(row, header)
    if looks_like_counter(title):
        return arabic_digits(title.strip(" .()\n"))
    starts = [title, *title.split("\n")[1:4]]
    return next((number for text in starts if (number := leading_number(text))), None)


def is_one_line(text: str) -> bool:
    """Whether a cell may be one line of a narrow column: a page end left no more of it."""
    return "\n" not in text and len(text) <= _LONGEST_LINE


def owner_of(row: BodyRow, header: Header) -> tuple[str, ...]:
    """Organisation and year that the row's own columns name."""
    columns = (*header.all(Field.ORGANISATION), *header.all(Field.FISCAL_YEAR))
    return tuple(row.cells[column.index] for column in columns)


def stated_in(row: BodyRow, header: Header) -> int | None:
    """The indicator that any of a row's leading cells states."""
    texts = [
        row.cells[c.index] for c in header.columns if c.field in AREA and c.index < len(row.cells)
    ]
    return next((found for text in texts if text and (found := stated_indicator(text))), None)


def is_single(row: BodyRow, header: Header) -> bool:
    """Whether nothing but number, title, indicator or group is filled."""
    filled = {i for i, cell in enumerate(row.cells) if cell}
    texts = {row.cells[i] for i in filled}
    area = {column.index for column in header.columns if column.field in AREA}
    if len(area) == len(header.columns):
        return len(filled) == 1
    return bool(filled) and (filled <= area or (len(texts) == 1 and len(filled) > 2))


def fills_only(row: BodyRow, header: Header, fields: set[Field]) -> bool:
    """Whether nothing but columns of `fields` is filled."""
    own = {column.index for column in header.columns if column.field in fields}
    return bool(row.filled) and set(row.filled) <= own


def is_beneath(following: BodyRow, header: Header, number: ListMarker) -> bool:
    """Whether a row is numbered as a part of `number`: 1.1 after 1., or 1) after 1.1."""
    if is_single(following, header) and not title_of(following, header):
        return False
    lower = read_marker(numbered_title(following, header))
    if lower is None or not lower.number:
        return False
    deeper = lower.parts[: len(number.parts)] == number.parts and len(lower.parts) > len(
        number.parts
    )
    restarted = lower.style != number.style and lower.parts[-1:] == (1,)
    return deeper or restarted
