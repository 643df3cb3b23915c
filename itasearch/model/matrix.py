"""Many towns at once: organisations by topics or indicators, and how much each does there.

A cell tells how many measures a town has on a topic and how deep they go: a plan that
only names a topic is told from one that says what is done, when, and by whom. Imports
its neighbour records.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import Organisation, ReportKind


class Axis(StrEnum):
    """What the columns are."""

    TOPICS = "topics"
    INDICATORS = "indicators"


class MatrixOrder(StrEnum):
    """How the rows are sorted."""

    COVERAGE = "coverage"
    LIKENESS = "likeness"
    NAME = "name"
    TOTAL = "total"


MOST_ROWS = 200
"""Towns that a matrix shows unless told otherwise; a screen and its reader bear no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """ITA totals from `least` to `most`, 0–100, both inclusive; None leaves a side open."""

    least: float | None = None
    most: float | None = None


EVERY_TOTAL = ScoreBand()
"""Open on both sides: organisations without a known total are inside, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one organisation has in one column.

    Attributes:
        measure_ids: in the reports' order; () where it has nothing. Of a plan and the
            results of its year, which tell the same measures, those of the one that has more.
        depth: 0–1, how much these measures say: the mean share of the parts that the form
            asks their kind of report for in its year (domain/form_rules.toml), by length.
        guessed: how many of them are here by a guess, neither stated nor corrected.
    """

    measure_ids: tuple[str, ...] = ()
    depth: float = 0.0
    guessed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One organisation in one fiscal year.

    Attributes:
        report_ids: the reports that were counted; those of its newest year with measures.
        fiscal_year_be: of those reports.
        total: its ITA total, of `total_year_be`, the newest known; None where none is known.
        cells: one for each column.
        likeness: 0–1 to the organisation that rows are likened to; None without one.
        reworded: whether a report that was counted is reworded; see SourceRef.
        doubled: kinds of which two or more reports were counted together.
    """

    organisation: Organisation
    fiscal_year_be: int | None
    report_ids: tuple[str, ...]
    cells: tuple[MatrixCell, ...]
    total: float | None = None
    total_year_be: int | None = None
    likeness: float | None = None
    reworded: bool = False
    doubled: tuple[ReportKind, ...] = ()

    @property
    def covered(self) -> int:
        """Columns with at least one measure."""
        return sum(1 for cell in self.cells if cell.measure_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Organisations × topics, or × indicators.

    Attributes:
        columns: ids of topics (domain/topics.toml), or "1" to "10".
        rows: in the order asked for.
        left_out: organisations inside the filters beyond the most that are shown.
    """

    axis: Axis
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int = 0
