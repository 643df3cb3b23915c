"""Two reports side by side: which measures answer each other, and in what they differ.

Every measure of both reports stands in exactly one place: a pair, a cover or an
only-list. Imports its neighbours records and source.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import Measure, Organisation, ReportKind
from itasearch.model.source import SourceRef


class DifferenceKind(StrEnum):
    """How one field of a pair compares."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field of a pair: its two texts as read, None where a side has none.

    Attributes:
        field: one of records.TEXT_FIELDS.
        kind: SAME also where only spelling, own names or the year differ.
    """

    field: str
    left: str | None
    right: str | None
    kind: DifferenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two measures that do the same thing.

    Attributes:
        similarity: 0–1; 1 for the same text.
        differences: every field that either side has, in the order of TEXT_FIELDS.
    """

    left: Measure
    right: Measure
    similarity: float
    differences: tuple[FieldDifference, ...]

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Names of the fields that are not the same."""
        return tuple(one.field for one in self.differences if one.kind is not DifferenceKind.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Measures (ids) of one side that together do what one of the other side does."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedReport:
    """One side of a comparison."""

    report_id: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    kind: ReportKind
    source: SourceRef
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorCount:
    """Measures that state one indicator.

    Attributes:
        indicator: 1–10; None counts the measures that state none.
        left: measures of the left report that state it.
        right: measures of the right report that state it.
        both: pairs of which both sides state it.
    """

    indicator: int | None
    left: int
    right: int
    both: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two reports side by side.

    Attributes:
        pairs: one to one, in the left report's order.
        covers: one to many.
        only_left: measures without a counterpart, in their report's order.
        only_right: the same of the right report.
        coverage: counts by stated indicator, 1–10, then None; those that occur.
        notes: what was chosen on the way, such as fiscal years, for people.
    """

    left: ComparedReport
    right: ComparedReport
    pairs: tuple[Pair, ...]
    covers: tuple[Cover, ...]
    only_left: tuple[Measure, ...]
    only_right: tuple[Measure, ...]
    coverage: tuple[IndicatorCount, ...] = ()
    notes: tuple[str, ...] = ()
