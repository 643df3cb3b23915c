"""What a plan is made of, and what is asked of a measure that goes into it.

A measure is judged as the row of a plan that it will be: without results, and with the follow-up
that its steps state.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import inf

from itasearch.compare.towns.better import scores_of
from itasearch.compare.towns.gaps import LEAST_CONFIDENCE
from itasearch.domain.indicators import indicators_above
from itasearch.domain.titles import title_key
from itasearch.enrich.form_check import planned_row, says_something
from itasearch.enrich.own_advice import years_named
from itasearch.enrich.own_names import LocalNames
from itasearch.enrich.own_reports import decision_against
from itasearch.enrich.own_steps import is_survey_question, plan_years, takes_in
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    Lesson,
    OwnLesson,
    OwnScore,
    PlanAction,
    PlanProposal,
    PlanReason,
    PlanYears,
    weak_indicators,
)
from itasearch.model.records import ItaResult, Measure, StoredMeasure, newest_scores
from itasearch.model.towns import Axis, Gap, WeakIndicator
from itasearch.text.thai.match import LIKE_TITLES, similarity

_MOST_EMPTY = 2
"""Cells of the form that a ticked measure may leave empty; one that leaves more is a title to be
written out. Chosen by hand."""

_LONG_TITLE = 120
"""Letters of a title above which it is as a rule no title but a question of the survey or a whole
paragraph. Chosen by hand."""

LEAST_SHOWN = 0.5
"""Likeness of two texts, 0–1, from which on the one is shown beside the other, or, of an earlier
report of ours, fills its cells; of the 594 pairs most from there on are one measure in two
wordings. Read by hand."""

STRONG_SCORE = 95.0
"""Points from which on an indicator needs nothing of others: the best grade (AA, ผ่านดีเยี่ยม)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Another town's, or an earlier, measure that does what ours does; likeness 0–1."""

    measure: StoredMeasure
    similarity: float  #: of a cover, or a part of one, LEAST_SAME
    likeness: float
    is_ours: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanMaterial:
    """What a plan of a year is made of, judged for it; `alike` asks the gathering, which aligns two
    reports once a proposal asks about measures of both."""

    fiscal_year_be: int
    required: tuple[Part, ...]  #: parts that the plan's rows must have, by the rules of its year
    #: our last measures, each once, in the reports' order: a plan and its results hold the same
    own: Sequence[StoredMeasure]
    counterparts: Mapping[str, Sequence[Counterpart]]  #: by the id of ours
    local: LocalNames  #: what our reports name
    alike: Callable[[StoredMeasure, StoredMeasure], bool]  #: whether two do, or may do, the same
    #: indicators of all these measures, by id; unknown ones are left out
    marks: Mapping[str, IndicatorMark] = field(default_factory=dict)
    results: Sequence[ItaResult] = ()  #: our ITA results before it, newest first
    is_of_sample: bool = False
    towns: int  #: similar ones
    gaps: Sequence[Gap] = ()
    #: our indicators below the full score with measures of towns that do better
    weak: Sequence[WeakIndicator] = ()
    #: rows of our last reports that say what came of measures, in order
    reported: Sequence[StoredMeasure] = ()
    #: the row of `reported` of a last measure, by the measure's id
    results_of: Mapping[str, StoredMeasure] = field(default_factory=dict)
    #: rows of our plans of its year, by the id of the row of `reported` that has their title
    promised: Mapping[str, StoredMeasure] = field(default_factory=dict)
    planned: Sequence[StoredMeasure] = ()  #: rows of the plans that we have for this year already
    #: measures of our earlier reports that the last ones lack, newest first, and those for
    #: indicators that none of our last ones serves
    earlier: Sequence[StoredMeasure] = ()
    topics: Mapping[str, Collection[str]] = field(default_factory=dict)  #: of `earlier`, by id
    #: measures by which similar towns were compared, the most similar towns' first
    near: Sequence[StoredMeasure] = ()
    #: ITA results of similar towns, by the organisation's id
    town_results: Mapping[str, Sequence[ItaResult]] = field(default_factory=dict)
    #: what others' reports say was not reached, or done otherwise, by the measure's id
    missed: Mapping[str, str] = field(default_factory=dict)
    #: the fields that any row of a last report has, by the report's id
    written: Mapping[str, Collection[str]] = field(default_factory=dict)
    #: ids of two measures, of aligned reports, that may be the same
    maybe: Collection[frozenset[str]] = ()
    #: likewise, of reports of ours: LEAST_SHOWN alike, neither of them in a pair LEAST_SAME alike
    near_ours: Collection[frozenset[str]] = ()

    @cached_property
    def had_before(self) -> Collection[tuple[Axis, str]]:
        """Axis and key of all that `earlier` serve."""
        numbers = (self.number_of(it) for it in self.earlier)
        topics = ((Axis.TOPICS, it) for it in chain.from_iterable(self.topics.values()))
        return {*topics, *((Axis.INDICATORS, str(number)) for number in numbers if number)}

    @cached_property
    def scores(self) -> Mapping[int, float]:
        """Our last known scores by indicator; {} where none are."""
        result = newest_scores(self.results)
        return {} if result is None else result.scores

    @cached_property
    def weak_numbers(self) -> frozenset[int]:
        """See `weak_indicators`."""
        return weak_indicators(self.scores)

    @cached_property
    def listed_numbers(self) -> frozenset[int]:
        """The indicators that headings above measures of ours list."""
        return frozenset(chain.from_iterable(indicators_above(it.measure) for it in self.own))

    def number_of(self, stored: StoredMeasure) -> int | None:
        """The indicator that a measure serves; None where it is not known."""
        mark = self.marks.get(stored.measure.id)
        return None if mark is None else mark.number

    def states_another(self, stored: StoredMeasure, other: Measure) -> bool:
        """Whether its report states another indicator than is known, or guessed, of the other."""
        mark, theirs = (self.marks.get(it.id) for it in (stored.measure, other))
        if mark is None or theirs is None or mark.origin is Origin.GUESSED:
            return False
        return mark.number != theirs.number

    def is_sure(self, stored: StoredMeasure) -> bool:
        """Whether its indicator is stated, or a guess that counts."""
        mark = self.marks.get(stored.measure.id)
        return mark is not None and mark.confidence >= LEAST_CONFIDENCE

    def came_of(self, stored: StoredMeasure) -> Measure:
        """Our row of its year and title that says what came of it; the measure where none does."""
        measure, year = stored.measure, stored.fiscal_year_be or 0
        row, of = self.local.last_result_of(measure, year)
        return row if of == year else measure

    def beside(self, measure: Measure) -> Measure | None:
        """Ours, not given up, that may be the same under other words; None where none may."""
        ids = {name for pair in self.maybe if measure.id in pair for name in pair}
        for own in (it for it in self.own if it.measure.id in ids):
            row = self.results_of.get(own.measure.id, own)
            has_again = (own.fiscal_year_be or 0) > (row.fiscal_year_be or inf)
            if has_again or decision_against(row.measure) is None:
                return own.measure
        return None

    def near_of_last(self, measure: Measure) -> Measure | None:
        """The first of ours, given up or not, that is near to one of an earlier report."""
        near = (it.measure for it in self.own if {it.measure.id, measure.id} in self.near_ours)
        return next(near, None)

    def carrying_on(self, measure: Measure) -> Measure | None:
        """Ours of which an earlier row of ours is the result, or that took it in by its report or
        steps; None where none does."""
        for own in self.own:
            row = self.results_of.get(own.measure.id, own).measure
            texts = (own.measure.text("steps"), row.text("results"))
            if row.id == measure.id or any(takes_in(it, measure.title) for it in texts):
                return own.measure
        return None

    def is_recommended(self, reasons: Iterable[PlanReason]) -> bool:
        """Whether our report recommends it for the very year of the plan."""
        lessons = (it for it in reasons if isinstance(it, OwnLesson))
        advice = (it.text for it in lessons if it.lesson in (Lesson.RECOMMENDATIONS, Lesson.BOTH))
        return any(self.fiscal_year_be in years_named(it) for it in advice)

    def is_planned(self, stored: StoredMeasure) -> bool:
        """Whether our plan of this year has it."""
        return any(is_repeated(stored, it) or self.alike(stored, it) for it in self.planned)

    def own_score(self, number: int | None) -> OwnScore | None:
        """Our last score on an indicator, with the one of the newest known year before."""
        result = newest_scores(self.results)
        if number is None or result is None or result.fiscal_year_be is None:
            return None
        by_year = scores_of(self.results, number)
        score = by_year.pop(result.fiscal_year_be, None)
        if score is None:
            return None
        before = max((year for year in by_year if year < result.fiscal_year_be), default=None)
        return OwnScore(
            indicator=number,
            score=score,
            fiscal_year_be=result.fiscal_year_be,
            earlier=None if before is None else by_year[before],
            earlier_year_be=before,
        )

    def proposal(
        self, action: PlanAction, stored: StoredMeasure, reasons: Iterable[PlanReason]
    ) -> PlanProposal:
        """A proposal for the indicator that a measure serves."""
        mark = self.marks.get(stored.measure.id)
        return PlanProposal(
            action=action,
            indicator=None if mark is None else mark.number,
            guessed=mark is not None and mark.origin is Origin.GUESSED,
            measure=stored,
            reasons=tuple(reasons),
        )

    def empty_cells(self, measure: Measure, fills: Sequence[str] = ()) -> int:
        """Cells of the form that a row of this measure leaves to be filled in."""
        row = planned_row(measure)
        return sum(
            part.value not in fills and not says_something(row.text(part.value))
            for part in self.required
        )

    def is_written(self, measure: Measure, fills: Sequence[str] = ()) -> bool:
        """Whether a row of this measure leaves few cells of the form to be filled in."""
        return self.empty_cells(measure, fills) <= _MOST_EMPTY

    def is_whole(self, measure: Measure) -> bool:
        """Whether it can be handed in: its title is one, and few cells are to be filled in."""
        return not self.has_long_title(measure) and self.is_written(measure)

    @staticmethod
    def has_long_title(measure: Measure) -> bool:
        """Whether its title may be none."""
        return len(measure.title) > _LONG_TITLE

    def is_invented(self, stored: StoredMeasure) -> bool:
        """Whether it is of a sample organisation, and the plan is of a real one."""
        owner = stored.organisation
        return owner is not None and owner.sample and not self.is_of_sample

    def covering_years(self, measure: Measure) -> list[PlanYears]:
        """The years of the plan that its title makes, if the plan's year is one of them."""
        made = plan_years(measure.title)
        if made is None or self.fiscal_year_be not in made[0]:
            return []
        return [PlanYears(first=made[0][0], last=made[0][-1])]


def is_repeated(stored: StoredMeasure, other: StoredMeasure) -> bool:
    """Whether two measures have the same title but for a few letters; in one report one with more
    of them, for rows with other letters are of other matters."""
    one, another = title_key(stored.measure.title), title_key(other.measure.title)
    is_one_report = stored.measure.report_id == other.measure.report_id
    may_be = one in another or another in one or not is_one_report
    return may_be and similarity(one, another) >= LIKE_TITLES


def is_bare_question(measure: Measure) -> bool:
    """Whether it is a question of the survey without steps: such a row is no measure."""
    return is_survey_question(measure.title) and not says_something(measure.text("steps"))


def common_of(gap: Gap, *, before: bool) -> Common:
    """What a gap says for a measure that fills it."""
    return Common(
        axis=gap.axis,
        key=gap.key,
        towns=gap.towns,
        of=gap.of,
        before=before,
        mentioned=gap.mentioned,
    )
