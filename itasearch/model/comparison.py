"""Two reports side by side: which measures answer each other, and in what they differ.

Every measure of both reports stands in exactly one place: a pair, a cover or an
only-list; but for a cover that extends a pair, whose two measures stand in both.
Imports its neighbours.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from itasearch.model.comparison_details import (
    DifferenceKind,
    StepDifference,
    TextSpan,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.comparison_notes import ComparisonNote
from itasearch.model.records import Measure, Organisation, ReportKind
from itasearch.model.source import SourceRef


def percent_of(similarity: float) -> int:
    """How alike two measures are, in per cent; a hundred is the same text only."""
    return min(round(100 * similarity), 99 if similarity < 1 else 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field of a pair: its two texts as read, None where a side has none.

    Attributes:
        field: one of records.TEXT_FIELDS.
        kind: SAME also where only spelling, own names or the year differ.
        left_spans: which words of `left` the other side has too; () where a side has
            no text.
        right_spans: the same of `right`.
        size: how much of it differs: 0 same, 1 nothing in common.
        common: whether both reports have the field. A list without columns, or a plan beside
            a report on results, lacks it as a whole: that is no difference of a measure.
    """

    field: str
    left: str | None
    right: str | None
    kind: DifferenceKind
    left_spans: tuple[TextSpan, ...] = ()
    right_spans: tuple[TextSpan, ...] = ()
    size: float = 0.0
    common: bool = True

    @property
    def differs(self) -> bool:
        """Whether the two measures say something else here."""
        return self.common and self.kind is not DifferenceKind.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two measures that do the same thing.

    Attributes:
        similarity: 0–1; 1 for the same text.
        differences: every field that either side has, in the order of TEXT_FIELDS.
        size: how much they differ, 0–1: the mean of their fields' sizes, the steps
            counted double. A field that one of the reports has in no row counts not.
        steps: their steps laid side by side, in order; () if neither has any.
        timeframe: when; None if neither tells.
        units: who; None if neither tells.
    """

    left: Measure
    right: Measure
    similarity: float
    differences: tuple[FieldDifference, ...]
    size: float = 0.0
    steps: tuple[StepDifference, ...] = ()
    timeframe: TimeframeDifference | None = None
    units: UnitDifference | None = None

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Names of the fields that both reports have and that are not the same."""
        return tuple(one.field for one in self.differences if one.differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One measure of one side, and those of the other that together do what it does.

    Attributes:
        left: one measure if `right` holds several, and the other way round.
        similarity: 0–1, of the one measure to the others taken together.
        main: the part that is the one measure's partner in Comparison.pairs; None where
            the parts count alike, so that none of these measures is in a pair.
    """

    left: tuple[Measure, ...]
    right: tuple[Measure, ...]
    similarity: float
    main: Measure | None = None

    @property
    def extends_pair(self) -> bool:
        """Whether the one measure and its main part stand in Comparison.pairs too."""
        return self.main is not None

    @property
    def one(self) -> Measure:
        """The measure that stands for several."""
        return self.left[0] if len(self.left) == 1 else self.right[0]

    @property
    def parts(self) -> tuple[Measure, ...]:
        """The measures that it stands for, in their report's order."""
        return self.right if len(self.left) == 1 else self.left

    @property
    def added(self) -> tuple[Measure, ...]:
        """The parts that stand in no pair: all but the main one."""
        return tuple(part for part in self.parts if part is not self.main)


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
class ComparisonCounts:
    """A comparison in numbers.

    Attributes:
        both: pairs.
        covers: one-to-many groups, with those that extend a pair.
        extended: how many of those extend a pair, which `both` counts too.
        only_left: measures of the left report that the right one has nothing like.
        only_right: the reverse.
    """

    both: int
    covers: int
    extended: int
    only_left: int
    only_right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedDifference:
    """A place of the comparison where the reports differ, and how much.

    Attributes:
        item: a pair, a cover, or a measure that only one side has.
        kind: CHANGED for pairs and covers, ONLY_LEFT and ONLY_RIGHT for a measure alone.
        size: 0–1: a pair's size, 1 − similarity of a cover, 1 for a measure alone.
    """

    item: Pair | Cover | Measure
    kind: DifferenceKind
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two reports side by side.

    Attributes:
        pairs: one to one, in the left report's order.
        covers: one to many, in the left report's order; see Cover.main for those whose one
            measure has its main part in `pairs` too. No measure is in two covers.
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
    notes: tuple[ComparisonNote, ...] = ()

    @property
    def counts(self) -> ComparisonCounts:
        """How much both have, and how much only one has."""
        return ComparisonCounts(
            both=len(self.pairs),
            covers=len(self.covers),
            extended=sum(cover.extends_pair for cover in self.covers),
            only_left=len(self.only_left),
            only_right=len(self.only_right),
        )

    def names(
        self,
        name: Callable[[Organisation | None], str],
        *more: Callable[[ComparedReport], str],
    ) -> tuple[str, str]:
        """What the left and the right side are called, each otherwise.

        Args:
            name: what an organisation is called.
            more: added in brackets, one after the other, while both are called the same.
        """
        left, right = name(self.left.organisation), name(self.right.organisation)
        for told in more:
            if left == right:
                left, right = f"{left} ({told(self.left)})", f"{right} ({told(self.right)})"
        return left, right

    def differences_by_size(self) -> tuple[RankedDifference, ...]:
        """Differences only, biggest first; equal ones in the order of this comparison.

        Pairs of which every field is the same are left out. A cover that extends a pair
        stands beside it for the parts that it adds (Cover.added).
        """
        return tuple(sorted(self._differences(), key=lambda one: -one.size))

    def _differences(self) -> Iterator[RankedDifference]:
        changed, left, right = (
            DifferenceKind.CHANGED,
            DifferenceKind.ONLY_LEFT,
            DifferenceKind.ONLY_RIGHT,
        )
        for measure in self.only_left:
            yield RankedDifference(item=measure, kind=left, size=1.0)
        for measure in self.only_right:
            yield RankedDifference(item=measure, kind=right, size=1.0)
        for cover in self.covers:
            yield RankedDifference(item=cover, kind=changed, size=1 - cover.similarity)
        for pair in self.pairs:
            if pair.changed_fields:
                yield RankedDifference(item=pair, kind=changed, size=pair.size)


__all__ = [
    "ComparedReport",
    "Comparison",
    "ComparisonCounts",
    "Cover",
    "DifferenceKind",
    "FieldDifference",
    "IndicatorCount",
    "Pair",
    "RankedDifference",
    "percent_of",
]
