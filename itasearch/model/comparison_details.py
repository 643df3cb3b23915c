"""What differs inside a pair of measures: words, steps, months and responsible units.

Everything that a view draws is here as data: texts are marked by spans that cover
them whole, months are counted from the October in which the report's fiscal year
begins, so that years lie under each other. Imports nothing of itasearch.
"""

from dataclasses import dataclass
from enum import StrEnum

MONTHS_OF_YEAR = 12


class DifferenceKind(StrEnum):
    """How one field, or one step, of a pair compares."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"


class SpanKind(StrEnum):
    """Whether the other side has these words too."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of one side's text: code points [start, end).

    The spans of a text follow each other without gap from its first to its last code
    point. The left text has SAME and REMOVED ones, the right one SAME and ADDED.
    """

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDifference:
    """One step of the two lists laid side by side.

    Attributes:
        left: text of the left measure's step as read; None: it has none like it.
        right: likewise.
        left_spans: words of `left`; () for a step that only one side has.
        right_spans: likewise.
    """

    kind: DifferenceKind
    left: str | None
    right: str | None
    left_spans: tuple[TextSpan, ...] = ()
    right_spans: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSpan:
    """When a measure is carried out.

    Attributes:
        text: as the report prints it.
        start: "2565-10" (Buddhist Era, inclusive); None: not said.
        end: likewise; alone it is a deadline.
        recurrence: monthly, quarterly, half-yearly, yearly, continuous; None: once.
        confidence: 0–1; 0: the text tells no months.
        first: `start` as months from the first of the report's fiscal year: 0 is its
            October, 11 its September; below 0 and above 11 lie other years. Not clipped.
        last: `end` likewise.
    """

    text: str
    start: str | None
    end: str | None
    recurrence: str | None
    confidence: float
    first: int | None
    last: int | None

    @property
    def leaves_fiscal_year(self) -> bool:
        """Whether an end that is told lies outside the report's fiscal year."""
        told = (month for month in (self.first, self.last) if month is not None)
        return any(not 0 <= month < MONTHS_OF_YEAR for month in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeframeDifference:
    """The times of both measures.

    Attributes:
        left: None: the measure has no such field.
        right: likewise.
        shared: months that both have by those that either has, 0–1, each in its own
            fiscal year; None where a side tells no months.
    """

    left: MonthSpan | None
    right: MonthSpan | None
    shared: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDifference:
    """Responsible units, without the names of the two organisations.

    Attributes:
        both: as the left side prints them.
        only_left: units that only the left measure names.
        only_right: units that only the right measure names.
    """

    both: tuple[str, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
