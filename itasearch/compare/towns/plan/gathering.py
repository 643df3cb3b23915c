"""What a plan is made of, read from the library once."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, combinations, product

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
from itasearch.compare.towns.plan.material import LEAST_SHOWN, Counterpart, PlanMaterial
from itasearch.compare.towns.reading import reported_measures
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_names import local_names
from itasearch.enrich.own_plan import rows_of_title
from itasearch.enrich.own_reports import reported_rows, says_what_came
from itasearch.enrich.topics import indicators_of
from itasearch.model.classification import Classification, IndicatorMark, surest
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
from itasearch.model.towns import Coverage, CoverageNote, SimilarTowns
from itasearch.wording.comparison import is_same

_MOST_REPORTS = 30  # of others that are compared with ours: similar towns', then the examples'
_MOST_EARLIER = 4  # earlier reports of ours that are looked at: plan and results of two years

_KINDS = (ReportKind.PLAN, ReportKind.RESULTS, ReportKind.GUIDELINES)
"""Kinds of our reports, the first to carry on first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairing:
    """What pairs the measures of two reports, by the ids of both."""

    #: of the texts of pairs, 0–1
    likeness: Mapping[tuple[str, str], float] = field(default_factory=dict)
    same: Collection[tuple[str, str]] = ()  #: pairs LEAST_SAME alike, without `other_matters`
    #: no pairs: one does what several of the other do, so its cells fit none of them alone
    covers: Collection[tuple[str, str]] = ()
    maybe: Set[frozenset[str]] = frozenset()  #: may be the same; with `other_matters`
    #: of one town's reports: LEAST_SHOWN alike, neither of them in a pair LEAST_SAME alike
    lone: Set[frozenset[str]] = frozenset()
    #: of two years of one town: LEAST_SAME alike, and near in a comparison, not the same
    other_matters: Set[frozenset[str]] = frozenset()


@dataclass(eq=False, kw_only=True)
class PlanGathering:
    """Reports of ours and of others, and what pairs them."""

    library: OpenLibrary
    lacking: Coverage
    similar: SimilarTowns
    plans: Sequence[Report]  #: those that we have for its year already
    reports: Sequence[ReportSummary]
    fiscal_year_be: int
    results: Sequence[ItaResult]  #: our ITA results before it, newest first
    _pairings: dict[tuple[str, str], _Pairing] = field(default_factory=dict, init=False)

    def material(self) -> PlanMaterial:
        """All that a plan of its year is made of."""
        of_ours, town = (*self._mine, *self._earlier), self.lacking.organisation
        names = chain.from_iterable(town.report_ids for town in self.lacking.neighbours)
        of_near = (self._theirs[name] for name in names if name in self._theirs)
        owners = {it.organisation.id for it in self._readable.values() if it.organisation}
        dropped, without = self._dropped()
        here, there = ({it.measure.id for it in rows} for rows in (self._own, without))
        return PlanMaterial(
            fiscal_year_be=self.fiscal_year_be,
            required=self.library.rules.pack(self.fiscal_year_be).required[ReportKind.PLAN],
            own=self._own,
            counterparts=self._counterparts(),
            local=replace(local_names(of_ours, town), reported=self._earlier_results()),
            alike=self._are_alike,
            marks=self._marks,
            results=self.results,
            is_of_sample=town.sample,
            towns=len(self.lacking.neighbours),
            gaps=self.lacking.gaps,
            weak=self.similar.weak,
            reported=self._reported,
            results_of=self._results_of,
            promised=self._promised(),
            planned=[report.stored(row) for report in self.plans for row in report.measures],
            earlier=(*dropped, *without),
            topics={
                row.measure.id: [mark.topic for mark in self._about[row.measure.id].topics]
                for row in (*dropped, *without)
            },
            near=[report.stored(row) for report in of_near for row in report.measures],
            town_results=self.library.store.organisations.ita_results_of(sorted(owners)),
            missed=self._missed(),
            written={
                report.id: {
                    name
                    for name in BORROWED_FIELDS
                    if any(says_something(row.text(name)) for row in report.measures)
                }
                for report in self._mine
            },
            # Of an earlier one for an indicator without measures what it is paired with may be it.
            maybe=self._maybe | {it for it in self._pairs if it & here and it & there},
            near_ours=frozenset().union(*(it.lone for it in self._with_ours)),
        )

    @cached_property
    def _own(self) -> Sequence[StoredMeasure]:
        """Measures of our last reports, each once."""
        return self._each_once(self._mine, before=())

    @cached_property
    def _reported(self) -> Sequence[StoredMeasure]:
        """Rows of our newest reports that say what came of measures; see `reported_rows`."""
        return reported_rows((*self._mine, *self._earlier))

    def _promised(self) -> Mapping[str, StoredMeasure]:
        years = {it.fiscal_year_be for it in self._reported}
        promised = [
            report.stored(row)
            for report in (*self._mine, *self._earlier)
            if report.kind is ReportKind.PLAN and report.fiscal_year_be in years
            for row in report.measures
        ]
        return rows_of_title((it.measure for it in self._reported), promised)

    @cached_property
    def _results_of(self) -> Mapping[str, StoredMeasure]:
        rows, own = ({it.measure.id: it for it in each} for each in (self._reported, self._own))
        results = {name: rows[name] for name in own if name in rows}
        for pairing in self._with_ours:
            for pair in pairing.same:
                for ours, other in (pair, pair[::-1]):
                    if ours in own and other in rows:
                        results.setdefault(ours, rows[other])
        return results

    def _missed(self) -> Mapping[str, str]:
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
            for pair in self._paired(left, right).same:
                for name, row in (pair, pair[::-1]):
                    if says_what_came(rows[row]):
                        reported.setdefault(name, []).append(ReportedRow(measure=rows[row]))
        return reported

    @cached_property
    def _about(self) -> Mapping[str, Classification]:
        """Indicators and topics of all measures that a plan may have, by id."""
        readable = (row.id for report in self._readable.values() for row in report.measures)
        return classified_in_towns(
            self.library, chain(readable, (it.measure.id for it in self._examples))
        )

    @cached_property
    def _marks(self) -> Mapping[str, IndicatorMark]:
        """With the surest mark of ours and of its year's row that reports it, else of one that may,
        as in drafts."""
        marks = indicators_of(self._about)
        years = {it.measure.id: it.fiscal_year_be for it in (*self._own, *self._reported)}
        shared = dict(marks)
        for name in (it.measure.id for it in self._own if not it.measure.indicator):
            rows = [it.measure.id for it in self._reported if years[it.measure.id] == years[name]]
            row = self._results_of[name].measure.id if name in self._results_of else None
            sure = [name, *([row] if row in rows else [])]
            mark = surest(marks, sure, (it for it in rows if frozenset((name, it)) in self._pairs))
            shared |= {name: mark} if mark else {}
        return shared

    @cached_property
    def _with_ours(self) -> Sequence[_Pairing]:
        """Of our last reports with each other report, and of our earlier ones among themselves."""
        others = (*self._theirs.values(), *self._earlier)
        ours = (combinations(self._mine, 2), combinations(self._earlier, 2))
        return [self._paired(*both) for both in chain(*ours, product(self._mine, others))]

    @cached_property
    def _maybe(self) -> frozenset[frozenset[str]]:
        """Ids of two measures that may be the same, by any of `_with_ours`."""
        return frozenset().union(*(it.maybe for it in self._with_ours))

    @cached_property
    def _pairs(self) -> Set[frozenset[str]]:
        """Ids of two measures that any of `_with_ours` pairs, as the same or perhaps."""
        pairs = (pair for it in self._with_ours for pair in (*it.likeness, *it.covers))
        return self._maybe.union(map(frozenset, pairs))

    @cached_property
    def _meanings(self) -> Meanings:
        return self.library.meanings()

    @cached_property
    def _mine(self) -> tuple[Report, ...]:
        """Our last reports, in the order of _KINDS, the longest of a kind first."""
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
        """Others' measures for what we lack, then of towns that do better."""
        gaps = (example for gap in self.lacking.gaps for example in gap.examples)
        better = (example.example for weak in self.similar.weak for example in weak.examples)
        return tuple({example.measure.id: example for example in (*gaps, *better)}.values())

    @cached_property
    def _theirs(self) -> Mapping[str, Report]:
        """Reports of similar towns, then those of the examples, by id; _MOST_REPORTS at most."""
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
        """The oldest copy of each of the examples, both by id."""
        return oldest_copies(self.library, [example.measure.id for example in self._examples])

    def _dropped(self) -> tuple[Sequence[StoredMeasure], Sequence[StoredMeasure]]:
        """(earlier measures that the last reports lack, others for indicators without any)."""
        numbers = {name: mark.number for name, mark in self._marks.items()}
        served = {None, *(numbers.get(stored.measure.id) for stored in self._own)}
        dropped = self._each_once(self._earlier, before=self._mine)
        left = (it for it in self._each_once(self._earlier, before=()) if it not in dropped)
        return dropped, [it for it in left if numbers.get(it.measure.id) not in served]

    def _each_once(
        self, reports: Sequence[Report], *, before: Sequence[Report]
    ) -> tuple[StoredMeasure, ...]:
        earlier = list(before)
        each: list[StoredMeasure] = []
        for report in reports:
            pairings = (self._paired(other, report) for other in earlier)
            there = {pair[1] for it in pairings for pair in (*it.same, *it.covers)}
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
                pairing = self._paired(own, other)
                alike = {**dict.fromkeys(pairing.covers, LEAST_SAME), **pairing.likeness}
                for (ours, name), similarity in alike.items():
                    counterparts.setdefault(ours, []).append(
                        Counterpart(
                            measure=other.stored(theirs[name]),
                            similarity=similarity,
                            likeness=like,
                            is_ours=other in self._earlier,
                        )
                    )
        return counterparts

    def _are_alike(self, stored: StoredMeasure, other: StoredMeasure) -> bool:
        first, second = stored.measure, other.measure
        oldest = self._oldest
        if oldest.get(first.id, first.id) == oldest.get(second.id, second.id):
            return True
        left, right = (self._readable.get(report_of(it.id)) for it in (first, second))
        if left is None or right is None or left.id == right.id:
            return False
        if left.id > right.id:
            left, right, first, second = right, left, second, first
        pairing = self._paired(left, right)
        pair = (first.id, second.id)
        is_same = pair in pairing.same or pair in pairing.covers
        return is_same or {*pair} in pairing.maybe or {*pair} in self._maybe

    def _paired(self, left: Report, right: Report) -> _Pairing:
        key = (left.id, right.id)
        if key not in self._pairings:
            pairing = compared(self.library, left, right, self._pairing)
            self._pairings[key] = pairing or _Pairing()
        return self._pairings[key]

    def _pairing(self, left: Report, right: Report) -> _Pairing:
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
        is_of_two_years = is_ours and left.fiscal_year_be != right.fiscal_year_be
        pairs_of_two = compared_pairs(sure, left=left, right=right) if is_of_two_years else ()
        other_matters = {
            frozenset((pair.left.id, pair.right.id)) for pair in pairs_of_two if not is_same(pair)
        }
        if left in self._mine and not is_ours:
            alignment = with_doubts(alignment, left=left, right=right)
        unlike = [pair for pair in alignment.pairs if is_ours and pair.similarity < LEAST_SAME]
        likeness = {ids(pair): pair.similarity for pair in alignment.pairs}
        covered = (both for it in alignment.covers for both in product(it.left, it.right))
        return _Pairing(
            likeness=likeness,
            same=dict.fromkeys(it for it in map(ids, sure) if frozenset(it) not in other_matters),
            covers=dict.fromkeys(it for it in map(ids, covered) if it not in likeness),
            maybe=other_matters | {frozenset(ids(it)) for it in (*alignment.maybe, *unlike)},
            lone={frozenset(ids(it)) for it in lone},
            other_matters=other_matters,
        )


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
