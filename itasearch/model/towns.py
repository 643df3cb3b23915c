"""Many organisations together (matrix, similar towns, gaps in coverage), or one over its years.

Thousands of measures are compared at once, so most classes have lengths and sums, not texts. The
depth of a measure separates a plan that names a topic from one that says what is done, when, and by
whom.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.form_check import FormCheck
from itasearch.model.library import ReportSummary
from itasearch.model.ranking import (
    EVERY_TOTAL as EVERY_TOTAL,
    NO_FILTERS,
    Filters,
    ScoreBand as ScoreBand,
)
from itasearch.model.records import (
    ItaResult,
    Organisation,
    Quotation,
    ReportKind,
    StoredMeasure,
    newest_total,
)
from itasearch.model.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSketch:
    """A stored measure with its title, and the code points of each text field for the texts."""

    id: str
    report_id: str
    title: str
    indicator: int | None = None
    indicator_corrected: bool = False
    topics: tuple[str, ...] = ()
    letters: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestReport:
    """A report of an organisation's newest fiscal year, as many are read at once."""

    id: str
    organisation_id: str
    fiscal_year_be: int | None  #: None where no report of the organisation has a known year
    kind: ReportKind
    measures: int  #: how many; at least one
    reworded: bool
    content: str  #: another one whenever its measures change


@dataclass(frozen=True, slots=True, kw_only=True)
class TownMeasure:
    """One measure of a town; `depth`, 0–1, is how much it states: see compare/towns/matrix.py."""

    id: str
    report_id: str
    fiscal_year_be: int | None
    kind: ReportKind
    depth: float
    about: Classification = UNCLASSIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class TownReports:
    """An organisation with its reports of one fiscal year."""

    organisation: Organisation
    fiscal_year_be: int | None = None  #: mostly the newest; None without a report of a known year
    report_ids: tuple[str, ...] = ()  #: the fullest first; () if none, or only the year matters
    reworded: bool = False  #: whether one of these reports is reworded; see SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTown(TownReports):
    """An organisation in one fiscal year, with its ITA results of all years, newest first."""

    results: Sequence[ItaResult] = ()

    @property
    def newest_total(self) -> ItaResult | None:
        """The newest ITA result with a total."""
        return newest_total(self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class TownProfile(ScoredTown):
    """An organisation in one fiscal year: its measures' subjects; results without indicators."""

    topics: Mapping[str, float] = field(default_factory=dict)  #: with the sum of confidences
    indicators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Town(ScoredTown):
    """An organisation in one fiscal year, with its measures."""

    measures: tuple[TownMeasure, ...] = ()

    @property
    def topics(self) -> Mapping[str, float]:
        """See TownProfile."""
        return topic_sums(measure.about for measure in self.measures)

    @property
    def indicators(self) -> frozenset[int]:
        """See TownProfile."""
        marks = (measure.about.indicator for measure in self.measures)
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


MOST_ROWS = 200  #: Towns of a matrix by default; more do not fit a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one organisation has in one column."""

    measure_ids: tuple[str, ...] = ()  #: in order; of plan and results of a year the fuller one
    depth: float = 0.0  #: 0–1, mean share by length of the parts that their form requires
    guessed: int = 0  #: how many of them are here by a guess, neither stated nor corrected


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow(TownReports):
    """One organisation in its newest fiscal year with measures."""

    cells: tuple[MatrixCell, ...]
    total: float | None = None  #: its newest known ITA total
    total_year_be: int | None = None
    likeness: float | None = None  #: 0–1 to the organisation compared with; None without one
    unplaced: int = 0  #: measures in no column; of plan and results the more

    @property
    def covered(self) -> int:
        """Columns with at least one measure."""
        return sum(1 for cell in self.cells if cell.measure_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Organisations × topics, or × indicators."""

    axis: Axis
    columns: tuple[str, ...]  #: ids of topics (domain/data/topics.toml), or "1" to "10"
    rows: tuple[MatrixRow, ...]  #: in the requested order
    left_out: int = 0  #: organisations inside the filters beyond the most that are shown
    filters: Filters = NO_FILTERS  #: inside which they are; so is `band`, of their totals
    band: ScoreBand = EVERY_TOTAL


MOST_SIMILAR_TOWNS = 10  #: Similar towns that are compared or shown by default


LEAST_LIKENESS = 0.3  #: 0–1; place and plan alone, of another type, give no more


class Alike(StrEnum):
    """In what two organisations are alike, the weightiest first."""

    TYPE = "type"
    PROVINCE = "province"
    REGION = "region"
    TOTAL = "total"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTownReason:
    """One reason why a town is similar."""

    kind: Alike
    #: what they share: a type's or province's name, a region's id, both totals ("84.2 · 86.0
    #: (2567)", "84.2 (2568) · 86.0 (2566)" of two years), or the topics that both plans touch, by
    #: id and blank-separated.
    value: str
    share: float  #: 0–1, how much of this likeness there is


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTown(TownReports):
    """An organisation similar to ours, 0–1, its reasons by weight, its newest ITA result."""

    likeness: float
    reasons: tuple[SimilarTownReason, ...]
    result: ItaResult | None = None


TOTALS_APART = 10.0
"""Points of ITA total from which on two towns are no more alike: the width of a grade
(A 85–95, B 75–85, C 65–75 up to FY 2566)."""

BETTER_MARGIN = 2.5
"""Points of an indicator, 0–100, from which on another score is called higher, or risen.

Noise of one town's score: of the 450 scores of the sample corpus that have one in the year before
and in the year after, three quarters are within 2.53 points of the mean of these two
(tests/compare/test_better.py measures it again).
"""


class Better(StrEnum):
    """How a similar town does better on an indicator."""

    HIGHER = "higher"
    ROSE = "rose"


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterMeasure:
    """A measure of a similar town that scores better on an indicator; no proof of cause."""

    measure_id: str
    why: Better  #: its score is higher than ours by BETTER_MARGIN, or rose by it within a year
    score: float  #: theirs in `score_year_be`
    score_year_be: int
    likeness: float  #: of the town to ours, 0–1
    later: float | None = None  #: their score a year after it, for ROSE; None otherwise.
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterExample(BetterMeasure):
    """The same with the measure; its year is that of the report."""

    example: StoredMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakIndicator:
    """One of our weakest indicators, and who does it better."""

    number: int  #: 1–10
    score: float  #: ours, 0–100
    fiscal_year_be: int
    examples: tuple[BetterExample, ...] = ()  #: of towns that score higher, the most similar first
    improved: tuple[BetterExample, ...] = ()  #: of towns that rose most, the greatest rise first


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTowns(TownReports):
    """An organisation with the towns similar to it, the most similar first."""

    neighbours: tuple[SimilarTown, ...]
    weak: tuple[WeakIndicator, ...] = ()  #: its weakest indicators first
    result: ItaResult | None = None  #: its newest ITA result; None, and no `weak`, if unknown
    scores: Mapping[int, float] = field(default_factory=dict)  #: its last known, by indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A topic (by id) or indicator ("1" to "10") that so many of our measures touch."""

    axis: Axis
    key: str
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A topic or indicator that our plan does not touch and most similar towns do."""

    axis: Axis
    key: str  #: id of the topic, or "1" to "10"
    towns: int  #: how many similar towns touch it, of `of` that were compared; more than half.
    of: int
    examples: tuple[StoredMeasure, ...]  #: three at most, of different towns if possible
    mentioned: tuple[str, ...] = ()  #: ours about something else that name it
    guesses: tuple[str, ...] = ()  #: ids of examples of which the indicator is a guess


class CoverageNote(StrEnum):
    """Why there may be fewer gaps than the reader expects.

    ALONE: no other organisation of the kind has measures. FEW_NEIGHBOURS: fewer than
    FEWEST_SIMILAR_TOWNS do. NO_GAP: no topic and indicator that most have is missing.
    """

    NO_REPORT = "no_report"
    ALONE = "alone"
    FEW_NEIGHBOURS = "few_neighbours"
    NO_GAP = "no_gap"


WEAKEST = 3  #: Indicators of a plan: it answers last year's few weak points, not all ten
FULL_SCORE = 100.0  #: Points of the best score of an indicator, which is not weak
FEWEST_SIMILAR_TOWNS = 3  #: Of fewer "most of them" says little (stadt-land-klima, issue 262)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(TownReports):
    """What an organisation's reports of one fiscal year cover and lack."""

    touched: tuple[Touched, ...]  #: topics, then indicators
    gaps: tuple[Gap, ...]  #: topics, then indicators, the most common among similar towns first
    neighbours: tuple[SimilarTown, ...]  #: compared with; all have measures, most similar first
    checks: tuple[FormCheck, ...]  #: one for each of `report_ids`, in their order
    notes: tuple[CoverageNote, ...] = ()  #: why there are no gaps; () where there are.

    @property
    def gap_count(self) -> int | None:
        """How many gaps there are; None where that is not known."""
        unknown = {*self.notes} - {CoverageNote.NO_GAP}
        return None if unknown and not self.gaps else len(self.gaps)


MOST_COPY_TOWNS = 10  #: Towns of each direction that are listed with their copies, by default


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTopics:
    """Measures of one fiscal year (None: unknown) by topic id, of the plan or results with more."""

    fiscal_year_be: int | None
    topics: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRecord:
    """What the library holds of a town itself."""

    organisation: Organisation
    reports: tuple[ReportSummary, ...] = ()  #: active ones, newest first, unknown years last
    results: tuple[ItaResult, ...] = ()  #: its ITA results of all years, newest first
    measures: tuple[TownMeasure, ...] = ()  #: of its reports, in their order, without their texts
    topics: tuple[YearTopics, ...] = ()  #: of each year with measures, newest first
    #: by id of a row of results, that of its plan's row of the same year
    planned: Mapping[str, str] = field(default_factory=dict)

    @property
    def fiscal_years(self) -> tuple[int | None, ...]:
        """Years with measures, newest first; None, for reports of an unknown year, last."""
        return tuple(topic.fiscal_year_be for topic in self.topics)

    @property
    def newest_total(self) -> ItaResult | None:
        """The newest ITA result with a total."""
        return newest_total(self.results)

    @property
    def reworded(self) -> bool:
        """Whether it has no report but reworded ones; see SourceRef."""
        return bool(self.reports) and all(report.source.reworded for report in self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTown:
    """Another organisation with copies of our texts."""

    organisation: Organisation
    texts: int  #: how many of our texts it has
    measure_id: str  #: our measure of the first of these texts
    fiscal_year_be: int  #: our first year of that text
    copy_id: str  #: its measure with the same text, of its first year
    copy_year_be: int  #: that year


@dataclass(frozen=True, slots=True, kw_only=True)
class TownCopies:
    """Texts of a town that other organisations have too, and who had them first in the library."""

    texts: int = 0  #: distinct texts of the town that were looked at
    shared: int = 0  #: how many of them another organisation has, in whatever year
    earlier: tuple[CopyTown, ...] = ()  #: that had a text in an earlier year, most texts first
    later: tuple[CopyTown, ...] = ()  #: those that have one from a later year on, likewise
    earlier_towns: int = 0  #: how many there are, listed or not
    later_towns: int = 0  #: likewise
    cut: bool = False  #: it has more measures, or a text more copies, than were looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class TownOverview:
    """A town's record, with what other towns have to do with it."""

    record: TownRecord
    similar: SimilarTowns
    coverage: Coverage
    copies: TownCopies = field(default_factory=TownCopies)


MOST_QUESTIONS = 50  #: Questions of one table, each of which is a search
MOST_QUESTION_TOWNS = 60  #: Towns of a table, about those of two provinces' districts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCell:
    """The best hit of a town for a question; all None where there is none."""

    measure_id: str | None = None
    title: str | None = None
    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    source: SourceRef | None = None
    is_near: bool = False  #: its score is below those of the hits that answer; see `Ranking.sure`
    quotations: tuple[Quotation, ...] = ()  #: what its town reports of it

    @property
    def reworded(self) -> bool:
        """Whether it is of a reworded report; see SourceRef."""
        return self.source is not None and self.source.reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question with a cell for each town, and names and years in it without a report."""

    question: str
    cells: tuple[QuestionCell, ...]
    not_held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTable:
    """Questions in the order asked, by towns, named ones in the order that they were named."""

    towns: tuple[Organisation, ...]
    rows: tuple[QuestionRow, ...]
    filters: Filters = NO_FILTERS  #: inside which the towns are
