"""Many organisations together: the matrix of topics, similar towns, and gaps in coverage.

Thousands of measures are compared at once, so a MeasureSketch has the lengths of texts and not the
texts. The depth of a measure, how much it states, separates a plan that only names a topic from
one that says what is done, when, and by whom.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.form_check import FormCheck
from itasearch.model.records import ItaResult, Organisation, ReportKind, StoredMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSketch:
    """A stored measure without its texts.

    Attributes:
        indicator, indicator_corrected, topics: see Measure.
        letters: code points of each text field that has any, by name.
    """

    id: str
    report_id: str
    indicator: int | None = None
    indicator_corrected: bool = False
    topics: tuple[str, ...] = ()
    letters: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestReport:
    """A report of an organisation's newest fiscal year, as many are read at once.

    Attributes:
        fiscal_year_be: None where no report of the organisation has a known year.
        measures: how many; at least one.
        reworded: see SourceRef.
        content: another one whenever its measures change.
    """

    id: str
    organisation_id: str
    fiscal_year_be: int | None
    kind: ReportKind
    measures: int
    reworded: bool
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownMeasure:
    """One measure of a town.

    Attributes:
        depth: 0–1, how much it states; see compare/towns/matrix.py.
    """

    id: str
    report_id: str
    fiscal_year_be: int | None
    kind: ReportKind
    depth: float
    about: Classification = UNCLASSIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class TownReports:
    """An organisation with its reports of one fiscal year.

    Attributes:
        fiscal_year_be: of these reports, as a rule the newest; None where it has none, or
            none of a known year.
        report_ids: the fullest first; () where it has none, or only the year matters.
        reworded: whether one of these reports is reworded; see SourceRef.
        doubled: kinds of which two or more of these reports are.
    """

    organisation: Organisation
    fiscal_year_be: int | None = None
    report_ids: tuple[str, ...] = ()
    reworded: bool = False
    doubled: tuple[ReportKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTown(TownReports):
    """An organisation in one fiscal year, with its scores.

    Attributes:
        results: its ITA results of all years, newest first.
    """

    results: Sequence[ItaResult] = ()

    @property
    def newest_total(self) -> ItaResult | None:
        """The newest ITA result with a total."""
        return next((one for one in self.results if one.total is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TownProfile(ScoredTown):
    """An organisation in one fiscal year, without its measures: thousands are compared at once.

    Attributes:
        topics: those that its measures are about, each with the sum of their confidences.
        results: without the scores of the indicators.
    """

    topics: Mapping[str, float] = field(default_factory=dict)
    indicators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Town(ScoredTown):
    """An organisation in one fiscal year, with its measures."""

    measures: tuple[TownMeasure, ...] = ()

    @property
    def topics(self) -> Mapping[str, float]:
        """See TownProfile."""
        return topic_sums(one.about for one in self.measures)

    @property
    def indicators(self) -> frozenset[int]:
        """See TownProfile."""
        marks = (one.about.indicator for one in self.measures)
        return frozenset(mark.number for mark in marks if mark is not None)


def topic_sums(measures: Iterable[Classification]) -> Mapping[str, float]:
    """The topics that measures are about, each with the sum of their confidences."""
    sums: dict[str, float] = {}
    for about in measures:
        for mark in about.topics:
            sums[mark.topic] = sums.get(mark.topic, 0.0) + mark.confidence
    return sums


AnyTown: TypeAlias = Town | TownProfile


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
"""Towns of a matrix by default; more do not fit a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """ITA totals from `least` to `most`, 0–100, both inclusive; None leaves a side open."""

    least: float | None = None
    most: float | None = None


EVERY_TOTAL = ScoreBand()
"""Open on both sides: organisations without a known total are included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one organisation has in one column.

    Attributes:
        measure_ids: in the reports' order; () where it has nothing. Of a plan and the
            results of its year, which list the same measures, those of the one that has more.
        depth: 0–1, how much these measures state: the mean share of the parts that the form
            requires of their kind of report in its year (domain/data/form_rules.toml), by length.
        guessed: how many of them are here by a guess, neither stated nor corrected.
    """

    measure_ids: tuple[str, ...] = ()
    depth: float = 0.0
    guessed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow(TownReports):
    """One organisation in its newest fiscal year with measures.

    Attributes:
        total: its ITA total, of `total_year_be`, the newest known; None where none is known.
        likeness: 0–1 to the organisation that rows are compared with; None without one.
    """

    cells: tuple[MatrixCell, ...]
    total: float | None = None
    total_year_be: int | None = None
    likeness: float | None = None

    @property
    def covered(self) -> int:
        """Columns with at least one measure."""
        return sum(1 for cell in self.cells if cell.measure_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Organisations × topics, or × indicators.

    Attributes:
        columns: ids of topics (domain/data/topics.toml), or "1" to "10".
        rows: in the requested order.
        left_out: organisations inside the filters beyond the most that are shown.
    """

    axis: Axis
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int = 0


MOST_SIMILAR_TOWNS = 10
"""Similar towns that are compared or shown by default."""


LEAST_LIKENESS = 0.3
"""Likeness, 0–1, below which "similar" says too much: place and plan alone, of another type, give
no more."""


class Alike(StrEnum):
    """In what two organisations are alike, the weightiest first."""

    TYPE = "type"
    PROVINCE = "province"
    REGION = "region"
    TOTAL = "total"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTownReason:
    """One reason why a town is similar.

    Attributes:
        value: what they share: a type's or province's name, a region's id, both totals
            ("84.2 · 86.0 (2567)", "84.2 (2568) · 86.0 (2566)" of two years), or the topics
            that both plans touch, by id and blank-separated.
        share: 0–1, how much of this likeness there is.
    """

    kind: Alike
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTown(TownReports):
    """An organisation that is similar to ours.

    Attributes:
        result: its newest ITA result.
        reasons: the weightiest first; never empty.
    """

    likeness: float
    reasons: tuple[SimilarTownReason, ...]
    result: ItaResult | None = None


BETTER_MARGIN = 2.5
"""Points of an indicator, 0–100, from which on another score is called higher, or risen.

Noise of one town's score: of the 450 scores of the sample corpus that have one in the year before
and in the year after, three quarters are within 2.53 points of the mean of these two
(tests/compare/test_better.py measures it again)."""


class Better(StrEnum):
    """How a similar town does better on an indicator."""

    HIGHER = "higher"
    ROSE = "rose"


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterMeasure:
    """A measure of a similar town that scores better on an indicator; no proof of cause.

    Attributes:
        why: its score is higher than ours by BETTER_MARGIN, or rose by it in the year after the
            measure.
        score: theirs on the indicator in `score_year_be`.
        later: their score a year after it, for ROSE; None otherwise.
        likeness: of the town to ours, 0–1.
    """

    measure_id: str
    why: Better
    score: float
    score_year_be: int
    likeness: float
    later: float | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterExample(BetterMeasure):
    """The same with the measure; its year is that of the report."""

    example: StoredMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakIndicator:
    """One of our weakest indicators, and who does it better.

    Attributes:
        number: 1–10.
        score: ours, 0–100, in `fiscal_year_be`.
        examples: of towns that score higher, the most similar first; () where none is known.
        improved: of towns that do not and rose most, the greatest rise first; likewise.
    """

    number: int
    score: float
    fiscal_year_be: int
    examples: tuple[BetterExample, ...] = ()
    improved: tuple[BetterExample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTowns(TownReports):
    """An organisation with the towns similar to it.

    Attributes:
        result: its newest ITA result; None where none is known, and `weak` is () then.
        neighbours: similar towns, the most similar first.
        weak: its weakest indicators first.
    """

    neighbours: tuple[SimilarTown, ...]
    weak: tuple[WeakIndicator, ...] = ()
    result: ItaResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A topic or indicator that our measures touch.

    Attributes:
        key: id of the topic, or "1" to "10".
    """

    axis: Axis
    key: str
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A topic or indicator that our plan does not touch and most similar towns do.

    Attributes:
        key: id of the topic, or "1" to "10".
        towns: how many of the similar towns touch it.
        of: how many similar towns were compared; towns / of > 0.5.
        examples: at most three good measures to borrow, of different towns where there are.
        mentioned: our measures, by number and title, that have the topic's own words or name the
            indicator in any of their texts, though they are about something else.
    """

    axis: Axis
    key: str
    towns: int
    of: int
    examples: tuple[StoredMeasure, ...]
    mentioned: tuple[str, ...] = ()


class CoverageNote(StrEnum):
    """Why there may be fewer gaps than the reader expects.

    NO_REPORT: the organisation has no report with measures, so that it would lack all.
    ALONE: no other organisation like it has measures. FEW_NEIGHBOURS: fewer than
    FEWEST_SIMILAR_TOWNS do; so few show no gap. NO_GAP: there were enough similar towns, and
    nothing that most of them do is missing.
    """

    NO_REPORT = "no_report"
    ALONE = "alone"
    FEW_NEIGHBOURS = "few_neighbours"
    NO_GAP = "no_gap"


WEAKEST = 3
"""Indicators that are looked at; a plan answers last year's few weak points, not all ten."""

FULL_SCORE = 100.0
"""Points of the best score of an indicator, which is not weak."""

FEWEST_SIMILAR_TOWNS = 3
"""With fewer similar towns "most of them" says little: users of stadt-land-klima ask for three
to five similar ones (its issue 262)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(TownReports):
    """What an organisation's reports of one fiscal year cover and lack.

    Attributes:
        touched: topics, then indicators, that they touch.
        gaps: topics, then indicators, each the most common among similar towns first.
        neighbours: similar towns that it was compared with, all of them with measures; the
            most similar first.
        checks: one for each of `report_ids`, in their order.
        notes: why there are no gaps; () where there are.
    """

    touched: tuple[Touched, ...]
    gaps: tuple[Gap, ...]
    neighbours: tuple[SimilarTown, ...]
    checks: tuple[FormCheck, ...]
    notes: tuple[CoverageNote, ...] = ()
