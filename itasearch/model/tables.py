"""What is taken along of an answer, before any file format: tables or charts, title and notes."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.comparison import YearsComparison
from itasearch.model.documents import DocumentGrid, FileFormat
from itasearch.model.effects import Effects
from itasearch.model.library import LibraryHoldings
from itasearch.model.ranking import Ranking
from itasearch.model.town import TownOverview, TownRecord
from itasearch.model.towns import Coverage, Matrix, SimilarTowns


class TableFormat(FileFormat):
    """Formats of a file of tables; each is also the ending of its files."""

    XLSX = "xlsx"
    CSV = "csv"


MOST_TABLE_ROWS = 5_000
"""Rows of one table of a file; a row below them says how many are left out."""

PAPER_FILL, PAPER_PALE = "#0b5c7a", "#e6f1f5"
"""Colours in a chart's file, on white: of what has a value, and of the least value of a table."""

PAPER_INK, PAPER_QUIET, PAPER_GRID = "#1d2b33", "#5b7683", "#e3eaed"
"""The same of letters, of notes and of lines of a grid."""

SCREEN_FILL, SCREEN_FAINT = "#2b83a6", "#74888f"
"""Colours in a small picture of a view, which does not know whether it is on light or dark: of
what has a value, and of what is within chance."""

MIDDLE = "#8fa3ad"
"""Of the line in the middle in a view, and in a chart's file of what is within chance."""

Exported = Ranking | Matrix | SimilarTowns | Coverage | YearsComparison | TownOverview
"""Answers that can be taken along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """One table of a file: a sheet of a workbook, or a part of a CSV file.

    Attributes:
        name: of the sheet, and the line above the table in a CSV file.
        notes: lines above the table that belong to it alone.
    """

    name: str
    grid: DocumentGrid
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """All tables of one answer.

    Attributes:
        title: what it is.
        notes: of when it is, what was asked, by which filters; what its marks mean.
        tables: at least one.
        language: of its words, "th" or "en".
    """

    title: str
    notes: tuple[str, ...]
    tables: tuple[AnswerTable, ...]
    language: str = "th"


Charted = TownRecord | TownOverview | YearsComparison | Coverage | Effects | LibraryHoldings
"""Answers that have charts."""


class ChartFormat(FileFormat):
    """Formats of a picture; each is also the ending of its files."""

    PNG = "png"
    SVG = "svg"


class ChartKind(StrEnum):
    """How the points of a chart are shown."""

    COLUMNS = "columns"
    """A column for each column, of one row."""

    BARS = "bars"
    """A bar for each row, of one column."""

    LINES = "lines"
    """A small line chart for each row, over the columns; all have one scale."""

    CELLS = "cells"
    """A table of numbers, darker where they are larger."""

    INTERVALS = "intervals"
    """A dot with its interval for each row, of one column, and a line at 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One value.

    Attributes:
        row, column: where it is, by their names.
        value: None interrupts a line.
        text: the value as it is printed beside its mark.
        low, high: ends of its interval; None without one.
        strong: whether it is more than chance; shown darker.
    """

    row: str = ""
    column: str = ""
    value: float | None
    text: str = ""
    low: float | None = None
    high: float | None = None
    strong: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        points: at least one.
        rows, columns: their names, in order.
        least, most: ends of the scale of values.
    """

    title: str
    kind: ChartKind
    points: tuple[ChartPoint, ...]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    least: float = 0.0
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFile:
    """All charts of one answer, below each other in one picture.

    Attributes:
        title: what it is.
        notes: lines below the title: of when and what it is, what its marks mean.
        charts: () where there is nothing to show; the notes say so.
    """

    title: str
    notes: tuple[str, ...]
    charts: tuple[Chart, ...]
