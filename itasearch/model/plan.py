"""A proposal for next year's plan: what to keep, improve and borrow by indicator, and why.

Nothing in it is written by itasearch: a proposal is a measure of a report with its position in the
file; `wording.plan` puts reasons into words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from statistics import median
from typing import Literal, TypeAlias

from itasearch.model.form_check import Part
from itasearch.model.records import LEAST_INDICATORS, ItaResult, Organisation, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis


class PlanAction(StrEnum):
    """What is proposed to do with a measure."""

    KEEP = "keep"  #: Ours: carry it on
    IMPROVE = "improve"  #: Ours: carry it on with what it lacks, or our last report asks for
    DONE = "done"
    """Ours: a task for once that our last report says is done, what it says was given up or
    suspended, or is to end, or a plan of years that cover this one; is it still needed?"""
    RESUME = "resume"  #: Ours of an earlier year, not in our last reports: take it up again
    BORROW = "borrow"  #: A similar town's: take it over


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScore:
    """Our score on the measure's indicator; `earlier` is of the newest known year before."""

    indicator: int
    score: float
    fiscal_year_be: int
    earlier: float | None = None
    earlier_year_be: int | None = None
    kind: Literal["own_score"] = "own_score"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParts:
    """Which required parts of the form our measure lacks."""

    missing: tuple[Part, ...] = ()
    unknown: tuple[Part, ...] = ()  #: what no row of its report has, so that it is no fault of it
    kind: Literal["own_parts"] = "own_parts"


class Lesson(StrEnum):
    """What our last report says of a measure that the next plan must answer."""

    PROBLEMS = "problems"
    RECOMMENDATIONS = "recommendations"
    BOTH = "problems_recommendations"  #: Of a column of both, without its advice
    MAY_BE = "outcomes_problems"  #: Of a column of outcomes and problems what may be one of these
    NOT_REACHED = "not_reached"  #: Its result says that it was not done, or not finished
    CANCELLED = "cancelled"  #: Its result says that it was given up
    SUSPENDED = "suspended"  #: Its result says that it was put off till further ("งดจัดตั้งแต่…")
    REFUSED = "refused"  #: Its result says that who decides did not allow it
    HANDED_OVER = "handed_over"  #: Its result says that others do it from then on
    TO_END = "to_end"  #: What it recommends is to end it
    IN_PART = "in_part"  #: Its result is below what was planned ("๓ คัน จาก ๕ คัน")
    CAME = "came"  #: Its result, of which the next plan need answer nothing
    BELOW_GOAL = "below_goal"  #: A share or bound is not reached ("ร้อยละ ๗๘ (เป้าหมายร้อยละ ๘๐)")


PROBLEMS = frozenset({Lesson.PROBLEMS, Lesson.MAY_BE})
"""What is no advice."""
GIVEN_UP = frozenset(
    {Lesson.CANCELLED, Lesson.SUSPENDED, Lesson.REFUSED, Lesson.HANDED_OVER, Lesson.TO_END}
)
"""Decisions against a measure, or advice to end it: whether it is still needed is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLesson:
    """A statement of our last report on the measure: `text` as printed at `source`."""

    lesson: Lesson
    fiscal_year_be: int | None
    text: str
    source: SourceRef
    planned: str | None = None  #: what our plan of that year says of what was not reached
    again_be: int | None = None  #: the year of our newer plan that has what was given up again
    kind: Literal["own_lesson"] = "own_lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneOnce:
    """Our last report says that a task for once is done, or `merged` with another; as OwnLesson."""

    fiscal_year_be: int | None
    text: str
    source: SourceRef
    merged: bool = False
    kind: Literal["done_once"] = "done_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanYears:
    """The title makes a plan of several years, `first` to `last`, and ours is one of them."""

    first: int
    last: int
    kind: Literal["plan_years"] = "plan_years"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTitle:
    """The title asks what the survey (IIT, EIT) asks: the measure needs a name."""

    kind: Literal["survey_title"] = "survey_title"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoResult:
    """Our last report has the measure, and none of ours says what came of it."""

    fiscal_year_be: int | None
    is_reported: bool = False  #: whether that is a results report, which leaves its cell empty
    is_left_out: bool = False  #: whether our report of that year's results has no such measure
    kind: Literal["no_result"] = "no_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownScore:
    """A town's score on an indicator, higher than ours by BETTER_MARGIN; no proof of cause."""

    indicator: int
    organisation: Organisation
    likeness: float  #: of the town to ours, 0–1
    score: float  #: theirs in `score_year_be`
    score_year_be: int
    ours: float  #: in `our_year_be`
    our_year_be: int
    guessed: bool = False  #: whether the measure's indicator is a guess
    kind: Literal["town_score"] = "town_score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A topic or indicator of most similar towns, not of our last reports; `before`: once ours."""

    axis: Axis
    key: str
    towns: int
    of: int
    before: bool = False
    mentioned: tuple[str, ...] = ()
    kind: Literal["common"] = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """How many similar towns have measures for a weak indicator for which we have none."""

    indicator: int
    towns: int
    of: int
    kind: Literal["serves"] = "serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritesOut:
    """A whole measure for `count` of ours that are only named, as in numbered guidelines."""

    count: int
    kind: Literal["writes_out"] = "writes_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneBefore:
    """A measure of an earlier report of ours."""

    fiscal_year_be: int
    has_result: bool = False  #: whether that report says that it was done; else planned only
    not_reached: str | None = None  #: what that report says of one not done, or not finished
    indicator: int | None = None  #: that the measure serves; None where unknown.
    score: float | None = None  #: ours on it in that year, where it fell since; else None
    last: float | None = None  #: ours on it in `last_year_be`, our newest, likewise
    last_year_be: int | None = None
    kind: Literal["done_before"] = "done_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What speaks against another town's measure: a place or facility ("ตลาดสด") that no report of
    ours names; a measure of ours that may be the same; its result, which was not reached."""

    kind: Literal["of_a_place", "beside_ours", "not_reached"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTicked:
    """Why what needs no decision is not ticked: its indicator is not weak ("strong"), has a
    measure, or may have one below a heading that lists it; it leaves too much of the form empty,
    was for once or not done as planned, is an example or of a sample town, or has a title that may
    be none."""

    why: Literal[
        "strong",
        "served",
        "listed",
        "unwritten",
        "once",
        "missed",
        "unknown",
        "example",
        "many",
        "sample",
        "long_title",
    ]
    kind: Literal["not_ticked"] = "not_ticked"


PlanReason: TypeAlias = (
    OwnScore
    | OwnParts
    | OwnLesson
    | DoneOnce
    | PlanYears
    | SurveyTitle
    | NoResult
    | TownScore
    | Common
    | Serves
    | WritesOut
    | DoneBefore
    | Doubt
    | NotTicked
)


_QUESTIONS = (DoneOnce, PlanYears, SurveyTitle, Doubt)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposal:
    """One proposed row."""

    action: PlanAction
    indicator: int | None  #: that its measure serves; None where unknown
    measure: StoredMeasure
    reasons: tuple[PlanReason, ...]  #: for it and, with Doubt, against it; never empty.
    counterpart: StoredMeasure | None = None  #: to IMPROVE: a fuller one, ours or a town's
    fills: tuple[str, ...] = ()  #: BORROWED_FIELDS from the counterpart; () if only shown
    guessed: bool = False  #: whether the indicator is a guess
    ticked: bool = False  #: whether it is chosen unless the person decides otherwise

    @property
    def id(self) -> str:
        """Of its measure; one plan proposes a measure once."""
        return self.measure.measure.id

    @property
    def asks_first(self) -> bool:
        """Whether a person must decide on it before it can be part of the plan."""
        return any(isinstance(reason, _QUESTIONS) for reason in self.reasons)

    @property
    def source(self) -> SourceRef:
        """Where its text is read from."""
        return self.measure.measure.source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """The proposals for one indicator."""

    indicator: int | None  #: 1–10; None for measures of an unknown one
    score: float | None = None  #: ours, 0–100, in `fiscal_year_be`; None where it is not known.
    fiscal_year_be: int | None = None
    is_weak: bool = False  #: the score is below our median or unknown, so a measure is needed
    reported: tuple[StoredMeasure, ...] = ()  #: rows of our last report with results or problems
    planned: tuple[StoredMeasure, ...] = ()  #: rows of our plan for this year, not proposed again
    proposals: tuple[PlanProposal, ...] = ()  #: ours first, then earlier ones of ours, then others'
    left_out: int = 0  #: not proposed: a title twice, or questions without steps

    def is_gap(self, chosen: Collection[str]) -> bool:
        """Whether the plan needs a measure for it and none of these proposals, by id, is one."""
        needs = self.is_weak and self.indicator is not None and not self.planned
        return needs and not any(proposal.id in chosen for proposal in self.proposals)


def weak_indicators(scores: Mapping[int, float]) -> frozenset[int]:
    """The indicators below the median of these scores, and those without a score; of too few scores
    to rank them all."""
    middle = median(scores.values()) if len(scores) >= LEAST_INDICATORS else inf
    return frozenset(number for number in range(1, 11) if scores.get(number, -inf) < middle)


class PlanNote(StrEnum):
    """What a plan is made without. OLD_RESULT, OLD_REPORT: not of the year before the plan.

    OWN_PLAN: measures of our plan of this year are not proposed again. SAMPLES_LEFT_OUT: our
    samples do not count next to real reports.
    """

    NO_RESULT = "no_result"
    NO_REPORT = "no_report"
    OLD_RESULT = "old_result"
    OLD_REPORT = "old_report"
    OWN_PLAN = "own_plan"
    SAMPLES_LEFT_OUT = "samples_left_out"
    FEW_TOWNS = "few_towns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an organisation may put into its plan of a fiscal year: advice, no verdict."""

    organisation: Organisation
    fiscal_year_be: int
    sections: tuple[PlanSection, ...]  #: the weakest indicators first
    result: ItaResult | None = None  #: our last ITA result before it
    report_year_be: int | None = None
    report_ids: tuple[str, ...] = ()  #: our last reports, of `report_year_be` where that is known
    towns: int = 0  #: similar ones with measures, `sample_towns` of them invented
    sample_towns: int = 0
    notes: tuple[PlanNote, ...] = ()
    reworded: bool = False  #: whether one of our last reports is reworded; see SourceRef

    @property
    def proposals(self) -> tuple[PlanProposal, ...]:
        """All of them, in the order of the sections."""
        return tuple(proposal for section in self.sections for proposal in section.proposals)

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the proposals that are chosen unless the person decides otherwise."""
        return tuple(proposal.id for proposal in self.proposals if proposal.ticked)
