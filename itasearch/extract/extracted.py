"""What the steps of extraction pass on: lines, table segments, measures before they have an id."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.domain.headers import Field
from itasearch.model.source import SourceRef
from itasearch.text.dates.months import is_period

MEASURE_FIELDS = (
    Field.STEPS,
    Field.TIMEFRAME,
    Field.RESPONSIBLE,
    Field.FOLLOW_UP,
    Field.RESULTS,
    Field.OUTCOMES,
    Field.PROBLEMS,
    Field.RECOMMENDATIONS,
    Field.BUDGET,
    Field.EVIDENCE,
)
"""Fields of a measure beside its number, title and indicator, in the model's order."""

BODY_FIELDS = frozenset(MEASURE_FIELDS) - {Field.BUDGET, Field.EVIDENCE}
"""Fields that distinguish measures from lists of links, budgets and purchases."""


BOLD_RANK = 10  # rank of a paragraph that is all bold, below that of any heading

TITLE_LINES = 14  # first lines of a document that may be its title

LONGEST_HEADING = 90  # code points of a line that heads others: a group, an indicator


class MeasureOrigin(StrEnum):
    """What a measure was read from."""

    TABLE = "table"
    DISCLOSURE = "disclosure"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlockLine:
    """A line of text outside tables, mended.

    Attributes:
        raw: the same as read.
        rank: level of a heading (1 to 9), `BOLD_RANK` of a bold paragraph, 0 of any other line.
        aside: header or footer: evidence of organisation and year, not of measures.
    """

    text: str
    source: SourceRef
    raw: str = ""
    heading: bool = False
    rank: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose row it is, when the table itself has columns for organisation and year."""

    organisation: str = ""
    fiscal_year_be: int | None = None
    district: str = ""
    province: str = ""


NO_OWNER = Owner()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedMeasure:
    """A measure as found.

    Attributes:
        fields: texts by field, never empty, in the order of the columns.
        raw_cells: (header, text) as read.
    """

    place: SourceRef
    origin: MeasureOrigin
    title: str
    number: str | None = None
    indicator: int | None = None
    fields: tuple[tuple[Field, str], ...] = ()
    raw_cells: tuple[tuple[str, str], ...] = ()
    owner: Owner = NO_OWNER

    def field(self, name: Field) -> str | None:
        """Text of a field, None when there is none."""
        return next((text for field, text in self.fields if field is name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        header: its text, all header rows joined.
        score: 0–1, how well the header fits the field; 0 without field.
        strength: 1 for a name of the field, less for one that others share.
        label: what distinguishes it from other columns of its field ("2561"), else "".
        name: the part of the header that names the field; "" where it is all of it.
    """

    index: int
    field: Field | None
    header: str
    score: float = 0.0
    strength: float = 0.0
    label: str = ""
    name: str = ""

    @property
    def is_period(self) -> bool:
        """Whether the header names a quarter, month or year and no field."""
        return bool(self.label) and is_period(self.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Columns of a table.

    Attributes:
        depth: rows that the header takes, 0 if it is inherited.
        guessed: from the cells alone.
    """

    columns: tuple[Column, ...]
    depth: int
    guessed: bool = False

    def all(self, *fields: Field) -> tuple[Column, ...]:
        """Columns that hold any of `fields`, left to right."""
        return tuple(column for column in self.columns if column.field in fields)

    def first(self, field: Field) -> Column | None:
        """The first column that holds `field`."""
        return next(iter(self.all(field)), None)

    def has(self, *fields: Field) -> bool:
        """Whether any of `fields` has a column."""
        return any(column.field in fields for column in self.columns)

    @property
    def fields(self) -> frozenset[Field]:
        """All fields that have a column."""
        return frozenset(column.field for column in self.columns if column.field is not None)

    @property
    def score(self) -> float:
        """Sum of the columns' scores: compares readings of the same rows."""
        return sum(column.score for column in self.columns)

    @property
    def named(self) -> tuple[Column, ...]:
        """Columns with any header text."""
        return tuple(column for column in self.columns if column.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """A body row.

    Attributes:
        cells: mended texts, one per column.
        raw: the same as read.
        held: columns whose cell is the lower part of a vertical merge.
        wide: one merged cell fills the row.
    """

    cells: tuple[str, ...]
    raw: tuple[str, ...]
    source: SourceRef
    held: frozenset[int] = frozenset()
    wide: bool = False

    @property
    def filled(self) -> tuple[int, ...]:
        """Columns with text of this row's own."""
        return tuple(i for i, c in enumerate(self.cells) if c and i not in self.held)

    def text(self, column: Column | None) -> str:
        """The cell of a column; "" without column, and where the row ends before it."""
        known = column is not None and column.index < len(self.cells)
        return self.cells[column.index] if column and known else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSegment:
    """Rows under one header.

    Attributes:
        header: None when the columns could not be recognised.
        titles: lines inside the table above the header.
        inherited: the header is that of an earlier table.
        merged: the format states which cells are merged.
        key_value: one measure from a key-value table.
        continues: whether its first row is the rest of one that a page end has cut, by the
            form of the page; None where that does not show it.
    """

    header: Header | None
    rows: tuple[BodyRow, ...]
    source: SourceRef
    titles: tuple[TextBlockLine, ...] = ()
    inherited: bool = False
    merged: bool = False
    key_value: bool = False
    continues: bool | None = None


def title_of(row: BodyRow, header: Header) -> str:
    """The cell of the title column, "" without one."""
    return row.text(header.first(Field.TITLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Rows that make up one measure.

    Attributes:
        cut: for each row, whether a page end cut it off the row before it.
        indicator: what a heading or group row above states.
        above: texts of indicator columns, those of merged cells that a page end has cut whole.
    """

    header: Header
    rows: tuple[BodyRow, ...]
    cut: tuple[bool, ...]
    indicator: int | None
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPart:
    """A segment of measures in its place in the document.

    Attributes:
        indicator: what the heading above it states.
        follows: nothing but headers, footers and signatures is between it and the segment before.
    """

    segment: TableSegment
    header: Header
    indicator: int | None
    follows: bool


Stream = tuple[TextBlockLine | TableSegment, ...]
