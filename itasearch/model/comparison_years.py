"""A town's measures over its years: what was kept, changed, begun and dropped.

A thread is one measure through the years; in each year it has a row of the plan, a row of the
results, or both.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.comparison import ComparedReport, ComparisonNote, Pair
from itasearch.model.records import ItaResult, Measure, Organisation


class YearChange(StrEnum):
    """How a measure of a year compares with the years before."""

    NEW = "new"
    KEPT = "kept"
    CHANGED = "changed"
    RESUMED = "resumed"
    """It was dropped for a year or more, and is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEntry:
    """A thread in one year.

    Attributes:
        change: against the year before that the town has a report of; NEW also in its
            first year.
        plan: the row of the plan (or of the guidelines); None if that has none.
        result: the row of the results report; None if that has none.
        done: comparison of plan and result; None unless the year has both.
        before: comparison of the thread's previous entry with this one; None if new.
    """

    fiscal_year_be: int
    change: YearChange
    plan: Measure | None
    result: Measure | None
    done: Pair | None = None
    before: Pair | None = None

    @property
    def measure(self) -> Measure:
        """The measure of this year: the plan's row, else the result's."""
        found = self.plan or self.result
        if found is None:
            raise ValueError("an entry has a plan's or a result's row")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One measure through the years.

    Attributes:
        entries: by year, at least one; years without it have none.
        dropped_in: the first year with a report that lacks it; None if the
            latest has it.
    """

    entries: tuple[YearEntry, ...]
    dropped_in: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownYear:
    """What the library has of a town's year.

    Attributes:
        plan: the plan, else the guidelines; None if there is neither.
        results: the results report; None if there is none.
        ita: the ITA result of this year; None if it is not known.
        kept, changed, new, resumed: entries of this year by their change.
        dropped: threads of earlier years that this year is the first to lack.
    """

    fiscal_year_be: int
    plan: ComparedReport | None
    results: ComparedReport | None
    ita: ItaResult | None
    kept: int
    changed: int
    new: int
    resumed: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsComparison:
    """One town's years side by side.

    Attributes:
        years: oldest first; also years of which only the ITA result is known.
        threads: by first year, then in that year's order.
        notes: what was chosen or left out on the way, for people.
    """

    organisation: Organisation
    years: tuple[TownYear, ...]
    threads: tuple[Thread, ...]
    notes: tuple[ComparisonNote, ...] = ()
