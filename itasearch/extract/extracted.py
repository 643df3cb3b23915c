"""What the steps of extraction pass on: lines, table segments, measures before they have an id."""

from collections.abc import Container
from dataclasses import dataclass, replace
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

PLAIN_FIELDS = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE})
"""Fields that a text shows without its label."""

OF_EACH = frozenset({Field.STEPS, Field.TIMEFRAME, Field.RESPONSIBLE, Field.RESULTS})
"""Fields that are of one measure; problems and the like may be about all."""

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
    """A line of text outside tables, mended."""

    text: str
    source: SourceRef
    raw: str = ""  #: the same as read
    heading: bool = False
    rank: int = 0  #: level of a heading (1 to 9), `BOLD_RANK` of a bold paragraph, else 0
    aside: bool = False  #: header or footer: evidence of organisation and year, not of measures
    linked: bool = False  #: all of it is links: a menu does not say what a document is
    marked: bool = False  #: a person says that it is the title of a measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose row it is, when the table itself has columns for organisation and year."""

    organisation: str = ""
    fiscal_year_be: int | None = None


NO_OWNER = Owner()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedMeasure:
    """A measure as found."""

    source: SourceRef
    origin: MeasureOrigin
    title: str
    number: str | None = None
    indicator: int | None = None
    fields: tuple[tuple[Field, str], ...] = ()  #: texts by field, none empty, in column order
    raw_cells: tuple[tuple[str, str], ...] = ()  #: (header, text) as read
    owner: Owner = NO_OWNER

    def field(self, name: Field) -> str | None:
        """Text of a field, None when there is none."""
        return next((text for field, text in self.fields if field is name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    index: int
    field: Field | None
    header: str  #: its text, all header rows joined
    score: float = 0.0  #: 0–1, how well the header fits the field; 0 without field
    strength: float = 0.0  #: 1 for a name of the field, less for one that others share
    label: str = ""  #: what distinguishes it from other columns of its field ("2561"), else ""
    name: str = ""  #: the part of the header that names the field; "" where it is all of it
    marked: Field | None = None  #: what a person says it holds; OTHER: no field

    @property
    def is_period(self) -> bool:
        """Whether the header names a quarter, month or year and no field."""
        return bool(self.label) and is_period(self.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Columns of a table."""

    columns: tuple[Column, ...]
    depth: int  #: rows that the header takes, 0 if it is inherited
    guessed: bool = False  #: from the cells alone

    def with_field(
        self,
        field: Field,
        columns: Container[Column | None],
        *,
        score: float | None = None,
        strength: float = 1.0,
    ) -> "Header":
        """The header, these columns as those of a field; of None their score stays."""
        made = [*self.columns]
        for index, column in enumerate(self.columns):
            if column in columns:
                made[index] = replace(column, field=field)
                if score is not None:
                    made[index] = replace(made[index], score=score, strength=strength)
        return replace(self, columns=tuple(made))

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
    """A body row."""

    cells: tuple[str, ...]  #: mended texts, one per column
    raw: tuple[str, ...]  #: the same as read
    source: SourceRef
    held: frozenset[int] = frozenset()  #: columns whose cell is the lower part of a vertical merge
    widened: frozenset[int] = frozenset()  #: columns that a merged cell to the left covers
    wide: bool = False  #: one merged cell fills the row

    @property
    def filled(self) -> tuple[int, ...]:
        """Columns with text of this row's own."""
        return tuple(i for i, c in enumerate(self.cells) if c and i not in self.held)

    def text(self, column: Column | None) -> str:
        """The cell of a column; "" without column, and where the row ends before it."""
        exists = column is not None and column.index < len(self.cells)
        return self.cells[column.index] if column and exists else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSegment:
    """Rows under one header."""

    header: Header | None  #: None when the columns could not be recognised
    rows: tuple[BodyRow, ...]
    source: SourceRef
    titles: tuple[TextBlockLine, ...] = ()  #: lines inside the table above the header
    inherited: bool = False  #: the header is that of an earlier table
    key_value: bool = False  #: one measure from a key-value table
    continues: bool | None = None  #: its first row is the rest of a cut one; None: unclear


def title_of(row: BodyRow, header: Header) -> str:
    """The cell of the title column, "" without one."""
    return row.text(header.first(Field.TITLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Rows that make up one measure."""

    header: Header
    rows: tuple[BodyRow, ...]
    cut: tuple[bool, ...]  #: for each row, whether a page end cut it off the row before it
    indicator: int | None  #: what a heading or group row above states
    above: tuple[str, ...] = ()  #: texts of indicator columns, whole also if a page end cut them
    origin: MeasureOrigin = MeasureOrigin.TABLE
    year: int | None = None  #: the fiscal year that a line of its own above the table states
    bare: bool = True  #: whether a number without sign before the title is the measure's
    group: str = ""  #: the row above that names its group and states no indicator, as read
    ticked: frozenset[str] = frozenset()  #: headers of columns with ticks: there a cross says no


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPart:
    """A segment of measures in its place in the document."""

    segment: TableSegment
    header: Header
    indicator: int | None  #: what the heading above it states
    follows: bool  #: only headers, footers and signatures are between it and the segment before
    above: str = ""  #: the line directly above
    year: int | None = None  #: the fiscal year that a line of its own above states
    origin: MeasureOrigin = MeasureOrigin.TABLE  #: of its rows


Stream = tuple[TextBlockLine | TableSegment, ...]
