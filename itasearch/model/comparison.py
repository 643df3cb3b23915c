"""Two reports side by side: matching measures, and the differences of their fields.

Every measure is in a pair, a cover or an only-list; those of a cover that extends a pair are in
both. Months count from the October in which the report's fiscal year begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Self

from itasearch.model.records import (
    ItaResult,
    Measure,
    Organisation,
    Quotation,
    ReportHead,
    ReportKind,
)
from itasearch.model.source import SourceRef

MONTHS_OF_YEAR = 12  #: Months of a fiscal year, counted from 0 for October

LEAST_MONTH_CONFIDENCE = 0.8
"""Confidence of text.timeframe, 0–1, below which months are shown as unsure and make no two
timeframes the same: misspelled ones have 0.7, short ones without dots 0.8."""


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
    """Code points [start, end) of a text, without gaps; SAME, and left REMOVED or right ADDED."""

    kind: SpanKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStretch:
    """Adjoining months, as in a MonthSpan."""

    start: str
    end: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSpan:
    """When a measure is carried out."""

    text: str  #: as the report prints it
    start: str | None = None  #: "2565-10" (Buddhist Era, inclusive); None: not stated
    end: str | None = None  #: likewise; alone it is a deadline
    recurrence: str | None = None  #: monthly, quarterly, half-yearly, yearly, continuous; or None
    confidence: float = 0.0  #: 0–1; 0: the text states no months
    first: int | None = None  #: from October of the report's year; other years: below 0, above 11
    last: int | None = None  #: `end`, likewise
    stretches: tuple[MonthStretch, ...] = ()  #: the months meant, where not all between; else ()

    @classmethod
    def read(cls, text: str, fiscal_year_be: int | None) -> Self:
        """The months of a timeframe of a measure of that year; without a year "ตุลาคม" is none."""
        if fiscal_year_be is None:
            return cls(text=text)
        from itasearch.text.timeframe import parse_timeframe  # loads rapidfuzz

        def counted(month: str) -> int:
            year, number = month.split("-")
            return (int(year) - fiscal_year_be + 1) * MONTHS_OF_YEAR + int(number) - 10

        timeframe = parse_timeframe(text, fiscal_year_be)
        start, end = timeframe.start, timeframe.end
        return cls(
            text=text,
            start=start,
            end=end,
            recurrence=None if timeframe.recurrence is None else str(timeframe.recurrence),
            confidence=timeframe.confidence,
            first=None if start is None else counted(start),
            last=None if end is None else counted(end),
            stretches=tuple(
                MonthStretch(start=first, end=last, first=counted(first), last=counted(last))
                for first, last in timeframe.stretches
            ),
        )

    @property
    def months(self) -> frozenset[int]:
        """Counted as `first`; an open end is the year's. None of a text without months."""
        if self.first is None and self.last is None:
            return frozenset(range(MONTHS_OF_YEAR)) if self.confidence else frozenset()
        last = max(MONTHS_OF_YEAR - 1, self.first or 0) if self.last is None else self.last
        first = min(0, last) if self.first is None else self.first
        runs = [(run.first, run.last) for run in self.stretches] or [(first, last)]
        return frozenset(month for start, end in runs for month in range(start, end + 1))

    @property
    def leaves_fiscal_year(self) -> bool:
        """Whether a stated start or end is outside the report's fiscal year."""
        stated = (month for month in (self.first, self.last) if month is not None)
        return any(not 0 <= month < MONTHS_OF_YEAR for month in stated)

    @property
    def is_unsure(self) -> bool:
        """Whether months were read, but not surely."""
        return 0 < self.confidence < LEAST_MONTH_CONFIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeframeDifference:
    """The times of both measures; a side without the field is None."""

    left: MonthSpan | None
    right: MonthSpan | None
    shared: float | None  #: months of both by those of either, 0–1; None where a side has none


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDifference:
    """Responsible units, without the names of the two organisations."""

    both: tuple[tuple[str, str], ...]  #: as the left side prints each, and as the right one does
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    #: parts of units in `both` that the right side does not name, and the units of such parts
    parts_left: tuple[str, ...] = ()
    parts_right: tuple[str, ...] = ()  #: those that the left side does not name


class NoteKind(StrEnum):
    """What was chosen or left out."""

    LATEST_COMMON_YEAR = "latest_common_year"  #: `year` is the latest that both sides have
    NO_COMMON_YEAR = "no_common_year"  #: `reports`: one of each side, of its latest year
    NO_REPORT_OF_YEAR = "no_report_of_year"
    """A side has no report of the other's year: the first of `reports` is of its latest."""
    OTHERS_OF_YEAR = "others_of_year"  #: of several of a side's year, only the first was taken
    REPLACED = "replaced"  #: the report is compared although another version replaced it
    TAKEN_FOR = "taken_for"  #: `typed`, no full name, was taken for the report's organisation
    LEFT_OUT = "left_out"  #: of the years is the report: its year has a fuller one
    WITHOUT_YEAR = "without_year"  #: the report has no fiscal year


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedReport:
    """A report that a note is about; `side` as the person named it."""

    side: str
    report_id: str
    fiscal_year_be: int | None
    kind: ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonNote:
    """One thing that was chosen or left out."""

    kind: NoteKind
    year: int | None = None  #: of LATEST_COMMON_YEAR alone
    typed: str = ""  #: what the person typed, of TAKEN_FOR alone
    reports: tuple[NotedReport, ...] = ()  #: as the kind says; () of LATEST_COMMON_YEAR.


def percent_of(similarity: float) -> int:
    """A likeness of 0–1 in per cent; 100 only for 1."""
    return min(round(100 * similarity), 99 if similarity < 1 else 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field of a pair, or one of its steps: two texts as read, None where a side has none."""

    field: str  #: one of records.TEXT_FIELDS
    left: str | None
    right: str | None
    kind: DifferenceKind  #: SAME also where only spelling, own names or the year differ
    left_spans: tuple[TextSpan, ...] = ()  #: what the other side has too; () if a side has no text
    right_spans: tuple[TextSpan, ...] = ()  #: likewise
    size: float = 0.0  #: how much differs: 0 nothing, 1 all
    common: bool = True  #: whether both reports have the field; else no measure differs in it
    of_both: bool = False  #: whether either side has it in one column with problems
    expected: tuple[bool, bool] = (False, False)  #: of either side, whether it is only expected
    #: of either side the row of the plan that its text is of, where its results report has none
    plans: tuple[SourceRef | None, SourceRef | None] = (None, None)

    @property
    def of_plan(self) -> tuple[str, ...]:
        """The sides ("left", "right") of which the text is of the plan."""
        return tuple(side for side, it in zip(("left", "right"), self.plans, strict=True) if it)

    @property
    def is_mixed(self) -> bool:
        """Whether one side says what is expected, and the other what came of it."""
        return bool(self.left and self.right) and len({*self.expected}) > 1

    @property
    def differs(self) -> bool:
        """Whether both reports have the field and its texts differ."""
        return self.common and self.kind is not DifferenceKind.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two measures that do the same thing."""

    left: Measure
    right: Measure
    similarity: float  #: 0–1; 1 for the same text.
    differences: tuple[FieldDifference, ...]  #: fields of either side, as TEXT_FIELDS has them
    size: float = 0.0  #: mean size of the fields of both reports, 0–1, steps counted double
    #: side by side, in order; `field` says where one side has it, if not among its steps
    steps: tuple[FieldDifference, ...] = ()
    timeframe: TimeframeDifference | None = None  #: None if neither states it
    units: UnitDifference | None = None  #: likewise
    judged: bool = False  #: whether a person judged that they do the same thing

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Names of the fields that both reports have and that are not the same."""
        return tuple(difference.field for difference in self.differences if difference.differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One measure of one side, and those of the other that together do what it does."""

    left: tuple[Measure, ...]  #: one measure if `right` holds several, and the other way round
    right: tuple[Measure, ...]
    similarity: float  #: 0–1
    #: the part that is in Comparison.pairs with the one measure; None where all parts count alike
    main: Measure | None = None

    @property
    def single(self) -> Measure:
        """The measure that matches several."""
        return self.left[0] if len(self.left) == 1 else self.right[0]

    @property
    def parts(self) -> tuple[Measure, ...]:
        """The measures that it matches, in their report's order."""
        return self.right if len(self.left) == 1 else self.left

    @property
    def added(self) -> tuple[Measure, ...]:
        """The parts that are in no pair: all but the main one."""
        return tuple(part for part in self.parts if part is not self.main)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaybePair(Pair):
    """Two measures too unsure for a pair and too similar to be apart."""

    @classmethod
    def of(cls, pair: Pair) -> Self:
        """A pair as one in doubt."""
        return cls(**{it.name: getattr(pair, it.name) for it in fields(pair)})


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestMeasure:
    """The most similar measure (0–1) of the other report, whether or not it does the same thing."""

    measure: Measure
    similarity: float
    is_near: bool  #: whether it is called near: another subject is the most similar one otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorCount:
    """Measures that state one indicator, 1–10; None counts those that state none."""

    indicator: int | None
    left: int
    right: int
    both: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCounts:
    """A comparison in numbers; `both` counts those pairs too that `extended` covers extend."""

    both: int
    covers: int
    extended: int
    only_left: int
    only_right: int
    maybe: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedDifference:
    """A difference of two reports, and how much it is."""

    item: Pair | Cover | Measure  #: a measure is one that surely only one side has
    kind: DifferenceKind  #: ONLY_LEFT and ONLY_RIGHT for a measure alone, CHANGED for the others
    size: float  #: 0–1: a pair's size, 1 for a measure alone, 1 − similarity of the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two reports side by side; pairs, covers and maybe pairs are in the left report's order."""

    left: ReportHead
    right: ReportHead
    pairs: tuple[Pair, ...]
    covers: tuple[Cover, ...]  #: one to many; no measure is in two; see Cover.main
    only_left: tuple[Measure, ...]  #: measures without a sure counterpart, in their report's order
    only_right: tuple[Measure, ...]  #: likewise
    maybe: tuple[MaybePair, ...] = ()  #: a measure may be in several, and is in an only-list
    #: by id of a measure in the only-lists; empty where the other report has none
    nearest: Mapping[str, NearestMeasure] = field(default_factory=dict)
    #: by measure id, what its report, or its town's results report of the year, says was done
    quotations: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    #: the row of its plan, of which what a results report leaves out is shown
    planned: Mapping[str, Measure] = field(default_factory=dict)
    coverage: tuple[IndicatorCount, ...] = ()  #: by stated indicator, 1–10, then None, if it occurs
    notes: tuple[ComparisonNote, ...] = ()  #: what was chosen on the way, such as fiscal years

    def quotations_of(self, measure: Measure, *, of_others: bool = False) -> tuple[Quotation, ...]:
        """What reports say was done for a measure; `of_others`: without its own row, of which a
        pair shows all fields."""
        quotations = self.quotations.get(measure.id, ())
        return tuple(it for it in quotations if not (of_others and it.measure_id == measure.id))

    @property
    def missing_right(self) -> tuple[Measure, ...]:
        """Measures of the left report that the right one surely lacks: in no maybe pair either."""
        return self._missing(self.only_left)

    @property
    def missing_left(self) -> tuple[Measure, ...]:
        """Measures of the right report that the left one surely lacks, likewise."""
        return self._missing(self.only_right)

    def _missing(self, alone: Sequence[Measure]) -> tuple[Measure, ...]:
        unsure = {it.id for pair in self.maybe for it in (pair.left, pair.right)}
        return tuple(it for it in alone if it.id not in unsure)

    @property
    def counts(self) -> ComparisonCounts:
        """Its numbers; `only_left` and `only_right` count what one report surely lacks."""
        return ComparisonCounts(
            both=len(self.pairs),
            covers=len(self.covers),
            extended=sum(cover.main is not None for cover in self.covers),
            only_left=len(self.missing_right),
            only_right=len(self.missing_left),
            maybe=len(self.maybe),
        )

    def differences_by_size(self) -> tuple[RankedDifference, ...]:
        """Differences only, biggest first; covers that extend a pair, too."""
        changed = DifferenceKind.CHANGED
        ranked: list[tuple[Pair | Cover | Measure, DifferenceKind, float]] = [
            *((it, DifferenceKind.ONLY_LEFT, 1.0) for it in self.missing_right),
            *((it, DifferenceKind.ONLY_RIGHT, 1.0) for it in self.missing_left),
            *((it, changed, 1 - it.similarity) for it in self.covers),
            *((it, changed, 1 - it.similarity) for it in self.maybe),
            *((it, changed, it.size) for it in self.pairs if it.changed_fields),
        ]
        ranked.sort(key=lambda it: -it[2])
        return tuple(RankedDifference(item=it, kind=kind, size=size) for it, kind, size in ranked)


class YearChange(StrEnum):
    """How a measure of a year compares with the years before."""

    NEW = "new"
    KEPT = "kept"
    CHANGED = "changed"
    RESUMED = "resumed"  #: It was dropped for a year or more, and is back
    MAYBE = "maybe"  #: It may be a measure of the report before without counterpart


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEntry:
    """A thread in one year."""

    fiscal_year_be: int
    change: YearChange  #: against its year before with a report; NEW also in its first year
    plan: Measure | None  #: the row of the plan (or of the guidelines)
    result: Measure | None  #: the row of the results report; plan or result is there.
    done: Pair | None = None  #: comparison of plan and result; None unless the year has both.
    before: Pair | None = None  #: of the thread's previous entry with this one; None if new
    maybe: Measure | None = None  #: of a MAYBE, the measure of the report before
    #: rows of the other report of the year that it may be, or is a part of, or has as parts
    counterparts: tuple[Measure, ...] = ()
    quotations: tuple[Quotation, ...] = ()  #: what the plan's and the result's row say was done

    @property
    def measure(self) -> Measure:
        """The measure of this year: the plan's row, else the result's."""
        measure = self.plan or self.result
        if measure is None:
            raise ValueError("an entry has a plan's or a result's row")
        return measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One measure through the years."""

    entries: tuple[YearEntry, ...]  #: by year, at least one; years without it have none.
    dropped_in: int | None  #: first year with a report without it; None if the latest may have it
    maybe: YearEntry | None = None  #: the entry of the next report that may continue it


@dataclass(frozen=True, slots=True, kw_only=True)
class TownYear:
    """What the library has of a town's year; None where it has no such report or result."""

    fiscal_year_be: int
    plan: ReportHead | None  #: the plan, else the guidelines
    results: ReportHead | None
    ita: ItaResult | None
    kept: int  #: entries of this year by their change, as the next three and `maybe`
    changed: int
    new: int
    resumed: int
    dropped: int  #: threads of earlier years that this year is the first to lack
    maybe: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsComparison:
    """One town's years side by side."""

    organisation: Organisation
    years: tuple[TownYear, ...]  #: oldest first; also years of which only the ITA result is known
    threads: tuple[Thread, ...]  #: by first year, then in that year's order
    notes: tuple[ComparisonNote, ...] = ()
