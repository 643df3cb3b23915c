"""What a plan is made of, read from the library once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, combinations, product
from typing import TypeAlias

from itasearch.compare.library import (
    OpenLibrary,
    classified_in_towns,
    compared,
    existing_reports,
    oldest_copies,
)
from itasearch.compare.pairing.align import LEAST_SAME, AlignedPair, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.reports import compared_pairs, with_doubts
from itasearch.compare.towns.reading import reported_measures
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_names import local_names
from itasearch.enrich.own_plan import rows_of_title
from itasearch.enrich.own_reports import reported_rows, says_what_came
from itasearch.enrich.topics import indicators_of
from itasearch.model.classification import IndicatorMark, surest
from itasearch.model.drafts import BORROWED_FIELDS, ReportedRow
from itasearch.model.library import ReportSummary
from itasearch.model.plan import PlanNote
from itasearch.model.records import (
    LEAST_INDICATORS,
    ItaResult,
    Report,
    ReportKind,
    StoredMeasure,
    report_of,
)
from itasearch.model.towns import Axis, Coverage, CoverageNote, SimilarTowns
from itasearch.wording.comparison import is_same

_MOST_REPORTS = 30  # of others that are compared with ours: similar towns', then the examples'
_MOST_EARLIER = 4  # earlier reports of ours that are looked at: plan and results of two years

LEAST_SHOWN = 0.5
"""Likeness of two texts, 0–1, from which on the one is shown beside the other, or, of an earlier
report of ours, fills its cells; of the 594 pairs most from there on are one measure in two
wordings. Read by hand."""

_KINDS = (ReportKind.PLAN, ReportKind.RESULTS, ReportKind.GUIDELINES)
"""Kinds of our reports, the first to carry on first."""

_Likeness: TypeAlias = Mapping[tuple[str, str], float]
"""How alike the texts of paired measures are, 0–1, by the ids of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Another town's, or an earlier, measure that does what ours does; likeness 0–1."""

    measure: StoredMeasure
    similarity: float
    likeness: float
    is_ours: bool = False


@dataclass(eq=False, kw_only=True)
class PlanGathering:
    """Reports of ours and of others, what pairs them, and what a plan takes from them."""

    library: OpenLibrary
    lacking: Coverage
    similar: SimilarTowns
    plans: Sequence[Report]  #: those that we have for its year already
    reports: Sequence[ReportSummary]
    fiscal_year_be: int
    results: Sequence[ItaResult]  #: our ITA results before it, newest first
    _maybe: set[frozenset[str]] = field(default_factory=set, init=False)
    _near_ours: set[frozenset[str]] = field(default_factory=set, init=False)
    _known_pairs: dict[tuple[str, str], _Likeness] = field(default_factory=dict, init=False)
    #: of our reports of two years what a comparison pairs as near, and not as the same
    _near_matters: set[frozenset[str]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        of_ours, town = (*self._mine, *self._earlier), self.lacking.organisation
        self.is_of_sample = town.sample
        self.towns = len(self.lacking.neighbours)
        self.gaps = self.lacking.gaps
        #: our indicators below the full score with measures of towns that do better
        self.weak = self.similar.weak
        #: parts that the plan's rows must have, by the rules of its year
        self.required = self.library.rules.pack(self.fiscal_year_be).required[ReportKind.PLAN]
        #: our last measures, each once, in the reports' order: a plan and its results hold the same
        self.own = self._each_once(self._mine, before=())
        self.counterparts = self._counterparts()
        #: rows of our last reports that say what came of measures, in order
        self.reported = reported_rows(of_ours)
        years = {it.fiscal_year_be for it in self.reported}
        promised = [
            report.stored(row)
            for report in of_ours
            if report.kind is ReportKind.PLAN and report.fiscal_year_be in years
            for row in report.measures
        ]
        #: rows of our plans of its year, by the id of the row of `reported` that has their title
        self.promised = rows_of_title((it.measure for it in self.reported), promised)
        self.planned = [report.stored(row) for report in self.plans for row in report.measures]
        self.results_of = self._results_of()
        names = chain.from_iterable(town.report_ids for town in self.lacking.neighbours)
        of_near = (self._theirs[name] for name in names if name in self._theirs)
        #: measures by which similar towns were compared, the most similar towns' first
        self.near = [report.stored(measure) for report in of_near for measure in report.measures]
        readable = (row.id for report in self._readable.values() for row in report.measures)
        examples = (example.measure.id for example in self._examples)
        about = classified_in_towns(self.library, chain(readable, examples))
        #: indicators of all these measures, by id; unknown ones are left out
        self.marks = self._with_those_of_results(indicators_of(about))
        #: measures of our earlier reports that the last ones lack, newest first, and those for
        #: indicators that none of our last ones serves
        self.earlier = self._dropped()
        self.topics = {
            it.measure.id: [mark.topic for mark in about[it.measure.id].topics]
            for it in self.earlier
        }
        #: axis and key of all that `earlier` serve
        self.had_before = {(Axis.TOPICS, topic) for ids in self.topics.values() for topic in ids}
        self.had_before |= {
            (Axis.INDICATORS, str(self.marks[stored.measure.id].number))
            for stored in self.earlier
            if stored.measure.id in self.marks
        }
        owners = {it.organisation.id for it in self._readable.values() if it.organisation}
        #: ITA results of similar towns, by the organisation's id
        self.town_results = self.library.store.organisations.ita_results_of(sorted(owners))
        #: what our reports name
        self.local = replace(local_names(of_ours, town), reported=self._earlier_results())
        self.missed = self._missed()
        #: the fields that any row of a last report has, by the report's id
        self.written = {
            report.id: {
                name
                for name in BORROWED_FIELDS
                if any(says_something(row.text(name)) for row in report.measures)
            }
            for report in self._mine
        }
        #: ids of two measures, of aligned reports, that may be the same
        self.maybe = frozenset(self._maybe)
        #: the same of reports of ours, LEAST_SHOWN alike
        self.near_ours = frozenset(self._near_ours)

    def _results_of(self) -> Mapping[str, StoredMeasure]:
        """The row of `reported` of a last measure, by the measure's id."""
        rows = {it.measure.id: it for it in self.reported}
        results = {it.measure.id: rows[it.measure.id] for it in self.own if it.measure.id in rows}
        of = {report_of(row) for row in rows}
        saying = [stored for stored in (*self._mine, *self._earlier) if stored.id in of]
        for left, right in product(self._mine, saying):
            pairs = self._aligned(left, right) if left.id != right.id else {}
            for (ours, other), similarity in pairs.items():
                is_near = frozenset((ours, other)) in self._near_matters
                if other in rows and similarity > LEAST_SAME and not is_near:
                    results.setdefault(ours, rows[other])
        return results

    def _missed(self) -> Mapping[str, str]:
        """What others' reports say was not reached, or done otherwise, by the measure's id."""
        ids = (row.id for report in self._theirs.values() for row in report.measures)
        reported = reported_measures(self.library, ids).items()
        return {name: it.not_reached for name, (it, _) in reported if it.not_reached}

    def _earlier_results(self) -> Mapping[str, Sequence[ReportedRow]]:
        """As in `LocalNames`, of our earlier reports."""
        reported: dict[str, list[ReportedRow]] = {}
        for left, right in combinations(self._earlier, 2):
            if left.fiscal_year_be != right.fiscal_year_be:
                continue
            rows = {row.id: row for row in (*left.measures, *right.measures)}
            for pair, similarity in self._aligned(left, right).items():
                for name, row in (pair, pair[::-1]) if similarity > LEAST_SAME else ():
                    if says_what_came(rows[row]):
                        reported.setdefault(name, []).append(ReportedRow(measure=rows[row]))
        return reported

    def _with_those_of_results(
        self, marks: Mapping[str, IndicatorMark]
    ) -> Mapping[str, IndicatorMark]:
        """With the surest mark of ours and of its year's row that reports it, else of one that may,
        as in drafts."""
        years = {it.measure.id: it.fiscal_year_be for it in (*self.own, *self.reported)}
        pairs = self._maybe | {*map(frozenset, chain.from_iterable(self._known_pairs.values()))}
        shared = dict(marks)
        for name in (it.measure.id for it in self.own if not it.measure.indicator):
            rows = [it.measure.id for it in self.reported if years[it.measure.id] == years[name]]
            row = self.results_of[name].measure.id if name in self.results_of else None
            sure = [name, *([row] if row in rows else [])]
            mark = surest(marks, sure, (it for it in rows if frozenset((name, it)) in pairs))
            shared |= {name: mark} if mark else {}
        return shared

    @cached_property
    def _meanings(self) -> Meanings:
        return self.library.meanings()

    @cached_property
    def _mine(self) -> tuple[Report, ...]:
        last = existing_reports(self.library, self.lacking.report_ids).values()
        return tuple(sorted(last, key=lambda it: (_KINDS.index(it.kind), -len(it.measures))))

    @cached_property
    def _earlier(self) -> tuple[Report, ...]:
        """Newest first: they may have what the last one lacks."""
        last = self.lacking.fiscal_year_be
        before = [
            (-report.fiscal_year_be, report.id)
            for report in self.reports
            if last and report.fiscal_year_be and report.fiscal_year_be < last
        ]
        ids = [report_id for _, report_id in sorted(before)[:_MOST_EARLIER]]
        return tuple(existing_reports(self.library, ids).values())

    @cached_property
    def _examples(self) -> tuple[StoredMeasure, ...]:
        gaps = (example for gap in self.lacking.gaps for example in gap.examples)
        better = (example.example for weak in self.similar.weak for example in weak.examples)
        return tuple({example.measure.id: example for example in (*gaps, *better)}.values())

    @cached_property
    def _theirs(self) -> Mapping[str, Report]:
        newest = [name for town in self.lacking.neighbours for name in town.report_ids]
        examples = [report_of(example.measure.id) for example in self._examples]
        ids = [*dict.fromkeys((*newest, *examples))][:_MOST_REPORTS]
        return existing_reports(self.library, ids)

    @cached_property
    def _readable(self) -> Mapping[str, Report]:
        ours = (*self._mine, *self._earlier, *self.plans)
        return {**self._theirs, **{report.id: report for report in ours}}

    @cached_property
    def _oldest(self) -> Mapping[str, str]:
        return oldest_copies(self.library, [example.measure.id for example in self._examples])

    def _dropped(self) -> Sequence[StoredMeasure]:
        numbers = {name: mark.number for name, mark in self.marks.items()}
        served = {None, *(numbers.get(stored.measure.id) for stored in self.own)}
        dropped = self._each_once(self._earlier, before=self._mine)
        left = (it for it in self._each_once(self._earlier, before=()) if it not in dropped)
        without = tuple(stored for stored in left if numbers.get(stored.measure.id) not in served)
        names, last = ({stored.measure.id for stored in rows} for rows in (without, self.own))
        pairs = (pair for pairs_of_two in self._known_pairs.values() for pair in pairs_of_two)
        self._maybe |= {frozenset(pair) for pair in pairs if names & {*pair} and last & {*pair}}
        return (*dropped, *without)

    def _each_once(
        self, reports: Sequence[Report], *, before: Sequence[Report]
    ) -> tuple[StoredMeasure, ...]:
        earlier = list(before)
        each: list[StoredMeasure] = []
        for report in reports:
            there = {
                name
                for other_report in earlier
                for (other, name), similarity in self._aligned(other_report, report).items()
                if similarity >= LEAST_SAME and frozenset((other, name)) not in self._near_matters
            }
            each += [report.stored(row) for row in report.measures if row.id not in there]
            earlier.append(report)
        return tuple(each)

    def _counterparts(self) -> Mapping[str, Sequence[Counterpart]]:
        likeness = {town.organisation.id: town.likeness for town in self.lacking.neighbours}
        counterparts: dict[str, list[Counterpart]] = {}
        for own in self._mine:
            for other in (*self._theirs.values(), *self._earlier):
                owner = other.organisation
                like = 0.0 if owner is None else likeness.get(owner.id, 0.0)
                theirs = {measure.id: measure for measure in other.measures}
                for (ours, name), similarity in self._aligned(own, other).items():
                    counterparts.setdefault(ours, []).append(
                        Counterpart(
                            measure=other.stored(theirs[name]),
                            similarity=similarity,
                            likeness=like,
                            is_ours=other in self._earlier,
                        )
                    )
        return counterparts

    def alike(self, stored: StoredMeasure, other: StoredMeasure) -> bool:
        """Whether two measures do, or may do, the same."""
        first, second = stored.measure, other.measure
        oldest = self._oldest
        if oldest.get(first.id, first.id) == oldest.get(second.id, second.id):
            return True
        left, right = (self._readable.get(report_of(it.id)) for it in (first, second))
        if left is None or right is None or left.id == right.id:
            return False
        if left.id > right.id:
            left, right, first, second = right, left, second, first
        likeness = self._aligned(left, right).get((first.id, second.id), 0.0)
        return likeness >= LEAST_SAME or frozenset((first.id, second.id)) in self._maybe

    def _aligned(self, left: Report, right: Report) -> _Likeness:
        key = (left.id, right.id)
        if key not in self._known_pairs:
            self._known_pairs[key] = compared(self.library, left, right, self._paired) or {}
        return self._known_pairs[key]

    def _paired(self, left: Report, right: Report) -> _Likeness:
        def ids(pair: AlignedPair | tuple[int, int]) -> tuple[str, str]:
            at, there = pair if isinstance(pair, tuple) else (pair.left, pair.right)
            return left.measures[at].id, right.measures[there].id

        alignment = align(left, right, meanings=self._meanings)
        # Of two reports of one town what is paired and unlike may still be the same.
        is_ours = left.organisation == right.organisation
        near = (alignment.nearness >= LEAST_SHOWN).nonzero() if is_ours else ((), ())
        sure = [pair for pair in alignment.pairs if pair.similarity >= LEAST_SAME]
        lefts, rights = {pair.left for pair in sure}, {pair.right for pair in sure}
        lone = (it for it in zip(*near, strict=True) if it[0] not in lefts and it[1] not in rights)
        self._near_ours |= {frozenset(ids(it)) for it in lone}
        if is_ours and left.fiscal_year_be != right.fiscal_year_be:
            pairs_of_two = compared_pairs(sure, left=left, right=right)
            self._near_matters |= {
                frozenset((it.left.id, it.right.id)) for it in pairs_of_two if not is_same(it)
            }
            self._maybe |= self._near_matters
        if left in self._mine and not is_ours:
            alignment = with_doubts(alignment, left=left, right=right)
        unlike = [pair for pair in alignment.pairs if is_ours and pair.similarity < LEAST_SAME]
        self._maybe |= {frozenset(ids(pair)) for pair in (*alignment.maybe, *unlike)}
        # One that covers several does what each of them does; no cell of it fits one of them.
        covered = (both for it in alignment.covers for both in product(it.left, it.right))
        covers = dict.fromkeys(map(ids, covered), LEAST_SAME)
        return covers | {ids(pair): pair.similarity for pair in alignment.pairs}


def plan_notes(lacking: Coverage, result: ItaResult | None, year: int) -> tuple[PlanNote, ...]:
    """What a plan of a year is made without, by our last result and report and similar towns."""
    is_old = (lacking.fiscal_year_be or 0) < year - 1
    few = {CoverageNote.ALONE, CoverageNote.FEW_NEIGHBOURS}
    notes = {
        PlanNote.NO_RESULT: result is None or len(result.indicators) < LEAST_INDICATORS,
        PlanNote.OLD_RESULT: result is not None and (result.fiscal_year_be or 0) < year - 1,
        PlanNote.NO_REPORT: not lacking.report_ids,
        PlanNote.OLD_REPORT: bool(lacking.report_ids) and is_old,
        PlanNote.FEW_TOWNS: not few.isdisjoint(lacking.notes),
    }
    return tuple(note for note, is_so in notes.items() if is_so)
