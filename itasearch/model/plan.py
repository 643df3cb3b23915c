"""A proposal for next year's plan: by indicator what to keep, to improve and to borrow, and why.

It begins with what our own last report says: results, problems, recommendations. Nothing in it is
written by itasearch: each proposal is a measure of a report, ours or a similar town's, with its
place in the file; reasons are figures that `wording.plan` puts into words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from statistics import median
from typing import Literal, TypeAlias

from itasearch.model.form_check import Part
from itasearch.model.records import ItaResult, Organisation, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import Axis


class PlanAction(StrEnum):
    """What is proposed to do with a measure."""

    KEEP = "keep"
    """Ours: carry it on."""

    IMPROVE = "improve"
    """Ours: carry it on with what it lacks, or with what our last report asks for."""

    DONE = "done"
    """Ours: a task for once that our last report says is done, or a plan of years that cover this
    one; is it still needed?"""

    RESUME = "resume"
    """Ours of an earlier year, which our last reports do not have: take it up again."""

    BORROW = "borrow"
    """A similar town's: take it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScore:
    """Our score on the measure's indicator.

    Attributes:
        earlier: in `earlier_year_be`, the newest year before; None where none is known.
    """

    indicator: int
    score: float
    fiscal_year_be: int
    earlier: float | None = None
    earlier_year_be: int | None = None
    kind: Literal["own_score"] = "own_score"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParts:
    """Which required parts of the form our measure lacks.

    Attributes:
        missing: () where it has all of them.
        unknown: those that no row of its report has, as results reports have no follow-up: that
            it lacks them is no fault of the measure.
    """

    missing: tuple[Part, ...] = ()
    unknown: tuple[Part, ...] = ()
    kind: Literal["own_parts"] = "own_parts"


class Lesson(StrEnum):
    """What our last report says of a measure that the next plan must answer."""

    PROBLEMS = "problems"
    RECOMMENDATIONS = "recommendations"
    NOT_REACHED = "not_reached"
    """Its result says that it was not done, or not finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLesson:
    """A statement of our last report on the measure.

    Attributes:
        text: as the report prints it, at `source`.
    """

    lesson: Lesson
    fiscal_year_be: int | None
    text: str
    source: SourceRef
    kind: Literal["own_lesson"] = "own_lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneOnce:
    """Our last report says that a task for once is done; attributes as of OwnLesson."""

    fiscal_year_be: int | None
    text: str
    source: SourceRef
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
    """Our last plan has the measure, and no report of ours says what came of it."""

    fiscal_year_be: int | None
    kind: Literal["no_result"] = "no_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownScore:
    """A town's score on an indicator, higher than ours by BETTER_MARGIN; no proof of cause.

    Attributes:
        likeness: of the town to ours, 0–1.
        score: theirs in `score_year_be`.
        ours: in `our_year_be`.
        guessed: whether the measure's indicator is a guess.
    """

    indicator: int
    organisation: Organisation
    likeness: float
    score: float
    score_year_be: int
    ours: float
    our_year_be: int
    guessed: bool = False
    kind: Literal["town_score"] = "town_score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A topic or indicator that most similar towns have and our last reports have not.

    Attributes:
        key: id of the topic, or "1" to "10".
        towns: how many of the similar towns have it.
        before: whether an earlier report of ours has it.
        mentioned: see Gap.
    """

    axis: Axis
    key: str
    towns: int
    of: int
    before: bool = False
    mentioned: tuple[str, ...] = ()
    kind: Literal["common"] = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """So many `towns` of the similar ones have measures for a weak indicator, and we have none to
    carry on."""

    indicator: int
    towns: int
    of: int
    kind: Literal["serves"] = "serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritesOut:
    """A whole measure on what ours only name, as numbered guidelines do.

    Attributes:
        count: of our measures that it does.
    """

    count: int
    kind: Literal["writes_out"] = "writes_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneBefore:
    """A measure of an earlier report of ours.

    Attributes:
        has_result: whether that report says what came of it; else it was planned only.
        maybe_still: whether our last reports may have it under other words.
        indicator: that the measure serves; None where unknown.
        score: ours on it in that year, where it fell since; None otherwise.
        last: ours in `last_year_be`, our newest; likewise.
    """

    fiscal_year_be: int
    has_result: bool = False
    maybe_still: bool = False
    indicator: int | None = None
    score: float | None = None
    last: float | None = None
    last_year_be: int | None = None
    kind: Literal["done_before"] = "done_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAPlace:
    """A place or facility that a measure of another town is about and no report of ours names.

    Attributes:
        name: as the measure prints it, such as "ตลาดสด".
    """

    name: str
    kind: Literal["of_a_place"] = "of_a_place"


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
    | OfAPlace
)


_QUESTIONS = (DoneOnce, PlanYears, SurveyTitle, OfAPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposal:
    """One proposed row.

    Attributes:
        indicator: that its measure serves; None where unknown.
        measure: whose text it is, and of which year.
        counterpart: to IMPROVE: a similar measure that says more, of an earlier
            report of ours or of a similar town; None where none has what ours lacks.
        fills: fields that ours lacks and that are taken from the counterpart, of BORROWED_FIELDS;
            () where it is only shown to compare.
        reasons: for it and, with OfAPlace, against it; never empty.
        ticked: whether it is chosen unless the person decides otherwise.
    """

    action: PlanAction
    indicator: int | None
    measure: StoredMeasure
    reasons: tuple[PlanReason, ...]
    counterpart: StoredMeasure | None = None
    fills: tuple[str, ...] = ()
    guessed: bool = False
    ticked: bool = False

    @property
    def id(self) -> str:
        """Of its measure; one plan proposes a measure once."""
        return self.measure.measure.id

    @property
    def asks_first(self) -> bool:
        """Whether a person must decide on it before it can be part of the plan."""
        return any(isinstance(one, _QUESTIONS) for one in self.reasons)

    @property
    def source(self) -> SourceRef:
        """Where its text is read from; the counterpart has a place of its own."""
        return self.measure.measure.source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """The proposals for one indicator.

    Attributes:
        indicator: 1–10; None for measures whose indicator is not known.
        score: ours, 0–100, in `fiscal_year_be`; None where it is not known.
        is_weak: whether the score is below the median of ours, or not known: the plan then needs
            a measure for it, and has a marked gap where none is chosen.
        reported: rows of our last report on it with results, problems or recommendations.
        planned: rows on it of the plan that we have for this year; they are not proposed again.
        proposals: ours first, then earlier ones of ours; () where there is nothing to propose.
        left_out: rows of ours that are not proposed: beyond the most, of the same title as another
            one of ours, or without steps and a question of the survey (IIT, EIT).
    """

    indicator: int | None
    score: float | None = None
    fiscal_year_be: int | None = None
    is_weak: bool = False
    reported: tuple[StoredMeasure, ...] = ()
    planned: tuple[StoredMeasure, ...] = ()
    proposals: tuple[PlanProposal, ...] = ()
    left_out: int = 0

    def is_gap(self, chosen: Collection[str]) -> bool:
        """Whether the plan needs a measure for it and none of these proposals, by id, is one."""
        needs = self.is_weak and self.indicator is not None and not self.planned
        return needs and not any(one.id in chosen for one in self.proposals)


def weak_indicators(scores: Mapping[int, float]) -> frozenset[int]:
    """The indicators below the median of these scores, and those without a score."""
    middle = median(scores.values()) if scores else inf
    return frozenset(number for number in range(1, 11) if scores.get(number, -inf) < middle)


class PlanNote(StrEnum):
    """What a plan is made without.

    NO_RESULT: no scores by indicator are known of ours, and so none is known to be weak.
    NO_REPORT: no report of ours is known. OLD_RESULT: the last result is not of the year before
    the plan. OLD_REPORT: nor is the last report. OWN_PLAN: our own plan of this year is there, and
    its measures are not proposed again. SAMPLES_LEFT_OUT: reports of ours that are samples
    do not count beside real ones. FEW_TOWNS: too few similar towns have measures to say what most
    of them do.
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
    """What an organisation may put into its plan of a fiscal year: advice, no verdict.

    Attributes:
        result: our last ITA result before it with scores by indicator; None: unknown.
        report_year_be: of our last report; None where there is none, or its year is not known.
        report_ids: our last reports.
        sample_towns: how many of them are invented; see Organisation.sample.
        sections: the weakest indicators first.
        reworded: whether one of our last reports is reworded; see SourceRef.
    """

    organisation: Organisation
    fiscal_year_be: int
    sections: tuple[PlanSection, ...]
    result: ItaResult | None = None
    report_year_be: int | None = None
    report_ids: tuple[str, ...] = ()
    towns: int = 0
    sample_towns: int = 0
    notes: tuple[PlanNote, ...] = ()
    reworded: bool = False

    @property
    def proposals(self) -> tuple[PlanProposal, ...]:
        """All of them, in the order of the sections."""
        return tuple(one for section in self.sections for one in section.proposals)

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the proposals that are chosen unless the person decides otherwise."""
        return tuple(one.id for one in self.proposals if one.ticked)
