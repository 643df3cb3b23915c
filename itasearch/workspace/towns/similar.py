"""Verbs over many towns: the matrix, similar towns and who does better, coverage of one town.

Towns are compared by profiles, which are kept between questions (see survey). The store is
queried a few times: for sketches of the measures and the ITA results of the towns that are
shown, and at the end for the texts of a few measures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial

from itasearch.compare.towns.better import (
    MOST_EXAMPLES,
    TownHistory,
    better,
    serving,
    weaknesses,
)
from itasearch.compare.towns.gaps import (
    FoundGap,
    counterparts,
    gaps,
    mentions,
    still_a_gap,
    touched,
)
from itasearch.compare.towns.matrix import MatrixChoice, depth, matrix, ordered
from itasearch.compare.towns.similar import comparable, near, similar_towns
from itasearch.enrich.form_check.check import check_report
from itasearch.errors import UnknownReportError, UnknownValueError
from itasearch.model.form_check import FormCheck
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.ranking import Filters
from itasearch.model.records import Report, StoredMeasure, report_of
from itasearch.model.towns import (
    EVERY_TOTAL,
    FEWEST_SIMILAR_TOWNS,
    MOST_ROWS,
    MOST_SIMILAR_TOWNS,
    WEAKEST,
    AnyTown,
    Axis,
    Better,
    BetterExample,
    BetterMeasure,
    Coverage,
    CoverageNote,
    Gap,
    Matrix,
    MatrixOrder,
    ScoreBand,
    SimilarTown,
    SimilarTowns,
    Town,
    TownMeasure,
    TownProfile,
    WeakIndicator,
)
from itasearch.workspace.compare import (
    by_fullness,
    compared,
    doubled_kinds,
    meanings_of,
    without_samples,
)
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.search import classified
from itasearch.workspace.towns.survey import Surveys, inside
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_SEARCHED_FOR_EXAMPLES = 30
"""Similar towns searched for better examples: about the towns of two districts."""


_EXAMPLES = 3
"""Measures to borrow for a gap, at most."""


class TownVerbs(Verbs):
    """Verbs of Workspace that see many towns together."""

    _surveys: Surveys

    def matrix(
        self,
        *,
        axis: Axis = Axis.TOPICS,
        filters: FilterNames = NO_FILTER_NAMES,
        band: ScoreBand = EVERY_TOTAL,
        order: MatrixOrder = MatrixOrder.COVERAGE,
        like: str | None = None,
        most: int = MOST_ROWS,
    ) -> Matrix:
        """Organisations by topics or indicators: how many measures each has, and how deep.

        A row for each organisation that has measures inside the filters: those of its
        newest year, or of the newest year inside the filters.

        Args:
            filters: which organisations and years; of indicators and topics only measures
                that serve, or are about, one of them are counted.
            band: of ITA totals; unless it is open on both sides, organisations without a
                known total are outside.
            order: of the rows; equally placed ones by coverage, then by name.
            like: name or id of the organisation that rows are compared with; it need not be
                inside the filters; if it is, its row comes first. None: `likeness` of the rows
                is None.
            most: rows at most, the first in the order.

        Raises:
            ValueError: order by likeness without `like`, a band whose least is above its
                most, or `most` below 1.
            UnknownValueError: a filter or `like` names what nothing in the library has.
            AmbiguousOrganisationError: a name fits several organisations.
        """
        parts = self._parts
        choice = MatrixChoice(axis=axis, band=band, order=order, most=most)
        among = resolve(filters, parts.store)
        everyone = self._surveys.profiles(parts, among.fiscal_years)
        found = [town for town in inside(everyone, among) if town.report_ids]
        if like is not None:
            own_id = parts.store.find_organisation(like).id
            known = (*found, *self._surveys.profiles(parts))
            own = next(town for town in known if town.organisation.id == own_id)
            choice = replace(choice, like=own)
        if among.indicators or among.topics:
            narrowed = (_with_measures_inside(town, among) for town in _whole_towns(parts, found))
            return matrix((town for town in narrowed if town.measures), choice)
        rows = ordered(found, choice)
        shown = matrix(_whole_towns(parts, rows[:most]), choice)
        return replace(shown, left_out=max(0, len(rows) - most))

    def neighbours(
        self,
        organisation: str,
        *,
        most: int = MOST_SIMILAR_TOWNS,
        before: int | None = None,
        weakest: int = WEAKEST,
        examples: int = MOST_EXAMPLES,
    ) -> SimilarTowns:
        """Organisations like this one, and which of them do its weakest indicators better.

        Args:
            most: similar towns at most. Better examples are searched in the thirty most
                similar in any case.
            before: fiscal year (BE); its own results of that year and later do not count.
            weakest: indicators of its own at most.
            examples: better examples of an indicator at most.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: the name fits several.
        """
        parts = self._parts
        ours, everyone = self._with_everyone(organisation, most=most)
        found = similar_towns(ours, everyone, most=max(most, _SEARCHED_FOR_EXAMPLES))
        similar = _with_results(parts, found)
        results = [
            one
            for one in parts.store.ita_results(ours.organisation.id)
            if before is None or (one.fiscal_year_be or 0) < before
        ]
        searched = comparable(ours.organisation, similar[:_SEARCHED_FOR_EXAMPLES])
        return SimilarTowns(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            result=next(iter(results), None),
            reworded=ours.reworded,
            neighbours=near(similar[:most]),
            weak=_weak(parts, weaknesses(results, most=weakest), searched, most=examples),
        )

    def placed(self, measure_ids: Sequence[str]) -> tuple[StoredMeasure, ...]:
        """Measures with whose they are, in the order given; those that are gone are left out."""
        return tuple(self._parts.store.measures(measure_ids).values())

    def coverage(
        self,
        organisation: str,
        *,
        year: int | None = None,
        before: int | None = None,
        most: int = MOST_SIMILAR_TOWNS,
        even_without_report: bool = False,
    ) -> Coverage:
        """What most similar towns do and this one does not, and what its measures lack.

        Args:
            year: fiscal year (BE) of its reports; None takes the newest with measures.
                Similar towns are taken in their newest year in any case.
            before: fiscal year (BE); without `year` the newest of its reports before that one
                are taken, else those of an unknown year; with neither it is without report.
            most: similar towns at most, the most similar first, only those with measures.
            even_without_report: an organisation without measures lacks all that most similar
                towns do; else it has no gaps.

        Returns:
            Advice, never a verdict; `notes` say why there are no gaps where there are none.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation, or it has no report of that year.
            AmbiguousOrganisationError: the name fits several.
        """
        parts = self._parts
        own, everyone = self._with_everyone(organisation, most=most)
        if year is None and before is not None:
            ours = _before(parts, own, before)
        else:
            ours = _in_year(parts, own, year)
        reporting = {town.organisation.id: town for town in everyone if town.report_ids}
        alike = comparable(ours.organisation, similar_towns(ours, reporting.values(), most=most))
        similar = _with_results(parts, alike)
        reports = [parts.store.report(one) for one in ours.report_ids]
        profiles = [reporting[one.organisation.id] for one in similar]
        compared = profiles if ours.measures or even_without_report else ()
        checked = parts.without_faulty(
            reports,
            lambda one: (one.id, check_report(one)),
            report_of=lambda one: one.id,
            stage=Stage.COMPARE,
        )
        found = _lacking(parts, reports, gaps(ours, _whole_towns(parts, compared)))
        return Coverage(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            report_ids=tuple(report_id for report_id, _ in checked),
            touched=touched(ours),
            gaps=_with_examples(parts, reports, found),
            neighbours=similar,
            checks=tuple(check for _, check in checked),
            notes=_notes(ours, similar, found),
            reworded=ours.reworded,
            doubled=ours.doubled,
        )

    def form_check(self, report_id: str) -> FormCheck:
        """Which parts of the form each measure of a report has, and where.

        Raises:
            UnknownReportError: no report has this id.
        """
        return check_report(self._parts.store.report(report_id))

    def _with_everyone(
        self, organisation: str, *, most: int
    ) -> tuple[TownProfile, tuple[TownProfile, ...]]:
        """An organisation, and all of them, for at least one similar town."""
        if most < 1:
            raise ValueError(f"at least one neighbour is asked for, not {most}")
        parts = self._parts
        own_id = parts.store.find_organisation(organisation).id
        everyone = self._surveys.profiles(parts)
        return next(town for town in everyone if town.organisation.id == own_id), everyone


def _whole_towns(parts: Parts, profiles: Sequence[AnyTown]) -> list[Town]:
    """Towns with the measures of their reports and their scores, in the order given."""
    ids = [one for profile in profiles for one in profile.report_ids]
    reports = parts.store.summaries(ids)
    # One whose report was removed a moment ago is without it.
    of_towns = [
        [reports[one] for one in profile.report_ids if one in reports] for profile in profiles
    ]
    measures = measures_of_reports(parts, [one for of_town in of_towns for one in of_town])
    results = parts.store.ita_results_of([one.organisation.id for one in profiles])
    return [
        Town(
            organisation=profile.organisation,
            fiscal_year_be=profile.fiscal_year_be,
            report_ids=tuple(one.id for one in of_town),
            measures=tuple(measure for one in of_town for measure in measures[one.id]),
            reworded=profile.reworded,
            doubled=profile.doubled,
            results=results.get(profile.organisation.id, ()),
        )
        for profile, of_town in zip(profiles, of_towns, strict=True)
    ]


def _with_results(parts: Parts, similar: Sequence[SimilarTown]) -> tuple[SimilarTown, ...]:
    """Similar towns, found by their profiles, with the whole of their newest ITA result."""
    results = parts.store.ita_results_of([one.organisation.id for one in similar])
    return tuple(
        replace(one, result=next(iter(results.get(one.organisation.id, ())), None))
        for one in similar
    )


def measures_of_reports(
    parts: Parts, reports: Sequence[ReportSummary]
) -> Mapping[str, tuple[TownMeasure, ...]]:
    """What the measures of reports are about and how deep they go, by report id."""
    sketches = parts.store.sketches([one.id for one in reports])
    about = classified(parts, {one.id: one for found in sketches.values() for one in found})

    def of_report(report: ReportSummary) -> tuple[str, tuple[TownMeasure, ...]]:
        return report.id, tuple(
            TownMeasure(
                id=one.id,
                report_id=report.id,
                fiscal_year_be=report.fiscal_year_be,
                kind=report.kind,
                depth=depth(one.letters, report.kind, report.fiscal_year_be),
                about=about[one.id],
            )
            for one in sketches.get(report.id, ())
        )

    found = parts.without_faulty(
        reports, of_report, report_of=lambda one: one.id, stage=Stage.COMPARE
    )
    return {one.id: () for one in reports} | dict(found)


def _with_measures_inside(town: Town, filters: Filters) -> Town:
    """The town with the measures that serve the indicators and topics of the filters."""
    if not filters.indicators and not filters.topics:
        return town
    inside = [
        one
        for one in town.measures
        if (not filters.indicators or _indicator(one) in filters.indicators)
        and (not filters.topics or {mark.topic for mark in one.about.topics} & {*filters.topics})
    ]
    return replace(town, measures=tuple(inside))


def _indicator(measure: TownMeasure) -> int | None:
    mark = measure.about.indicator
    return None if mark is None else mark.number


def _weak(
    parts: Parts, weak: Sequence[WeakIndicator], similar: Sequence[SimilarTown], *, most: int
) -> tuple[WeakIndicator, ...]:
    """Our weak indicators with what similar towns do better, so many examples at most."""
    if not weak:
        return ()
    known = _histories(parts, similar)
    ids = {found.id for one in weak for found, _ in serving(one.number, known)}
    texts_of = oldest_copies(parts, sorted(ids))
    chosen = [
        [better(one, known, why=why, copies=texts_of, most=most) for why in Better] for one in weak
    ]
    measure_ids = [one.measure_id for kinds in chosen for found in kinds for one in found]
    texts = parts.store.measures(measure_ids)
    return tuple(
        replace(
            one,
            examples=tuple(_examples(higher, texts)),
            improved=tuple(_examples(risen, texts)),
        )
        for one, (higher, risen) in zip(weak, chosen, strict=True)
    )


def _histories(parts: Parts, similar: Sequence[SimilarTown]) -> list[TownHistory]:
    """Similar towns with their measures and results of all years, in their order."""
    ids = tuple(one.organisation.id for one in similar)
    if not ids:
        return []  # filters without organisations would let all in
    reports: dict[str, list[ReportSummary]] = {}
    for report in parts.store.reports(Filters(organisation_ids=ids)):
        if report.organisation is not None and report.measures:
            reports.setdefault(report.organisation.id, []).append(report)
    reports = {name: without_samples(found) for name, found in reports.items()}
    measures = measures_of_reports(parts, [one for of_town in reports.values() for one in of_town])
    results = parts.store.ita_results_of(ids)
    return [
        (
            one,
            Town(
                organisation=one.organisation,
                measures=tuple(
                    measure
                    for report in reports.get(one.organisation.id, ())
                    for measure in measures[report.id]
                ),
                results=results.get(one.organisation.id, ()),
            ),
        )
        for one in similar
    ]


def oldest_copies(parts: Parts, measure_ids: Sequence[str]) -> Mapping[str, str]:
    """Of measures that have copies the oldest one's id; none where no index can be opened."""
    copies = parts.copies(measure_ids, most=1)
    return {name: found.listed[0].measure_id for name, found in copies.items() if found.listed}


def _examples(
    found: Iterable[BetterMeasure], texts: Mapping[str, StoredMeasure]
) -> Iterable[BetterExample]:
    """Candidates with their texts; one whose report was removed a moment ago is left out."""
    for one in found:
        stored = texts.get(one.measure_id)
        if stored is not None:
            yield BetterExample(example=stored, **asdict(one))


def _in_year(parts: Parts, ours: TownProfile, year: int | None) -> Town:
    """The town with its reports of that year; None: as its profile has them.

    Raises:
        UnknownValueError: it has none of that year.
    """
    of_year: AnyTown = ours
    if year is not None and year != ours.fiscal_year_be:
        known = parts.store.reports(Filters(organisation_ids=(ours.organisation.id,)))
        of_it = [one for one in known if one.fiscal_year_be == year and one.measures]
        found = without_samples(of_it)
        if not found:
            years = {one.fiscal_year_be for one in known if one.fiscal_year_be}
            nearest = tuple(map(str, sorted(years, reverse=True)))
            raise UnknownValueError(field="year", value=str(year), nearest=nearest)
        of_year = _with_reports(ours, year, found)
    return _whole_towns(parts, [of_year])[0]


def _before(parts: Parts, ours: TownProfile, before: int) -> Town:
    """The town with its newest reports before a year, else its undated ones, if it has any."""
    of_town = parts.store.reports(Filters(organisation_ids=(ours.organisation.id,)))
    with_measures = (one for one in of_town if one.measures)
    known = without_samples(with_measures)
    years = {one.fiscal_year_be for one in known if one.fiscal_year_be}
    year = max((one for one in years if one < before), default=None)
    found = [one for one in known if one.fiscal_year_be == year]
    return _whole_towns(parts, [_with_reports(ours, year, found)])[0]


def _with_reports(ours: TownProfile, year: int | None, reports: Sequence[ReportSummary]) -> Town:
    """The town with these reports of one year, without their measures."""
    return Town(
        organisation=ours.organisation,
        fiscal_year_be=year,
        report_ids=tuple(one.id for one in by_fullness(reports)),
        reworded=any(one.source.reworded for one in reports),
        doubled=doubled_kinds(reports),
    )


def _lacking(
    parts: Parts, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[FoundGap, ...]:
    """Gaps of which our reports have no counterpart under another topic or indicator."""
    ids = dict.fromkeys(report_of(one) for gap in found for one in gap.candidates)
    meanings = meanings_of(parts)
    theirs = list(_known_reports(parts, ids))
    paired = partial(counterparts, meanings=meanings)
    had = {
        one for own in mine for other in theirs for one in compared(parts, own, other, paired) or ()
    }
    kept = (still_a_gap(gap, had) for gap in found)
    return tuple(gap for gap in kept if gap is not None)


def _known_reports(parts: Parts, ids: Iterable[str]) -> Iterator[Report]:
    """Those that were not removed a moment ago."""
    for one in ids:
        with suppress(UnknownReportError):
            yield parts.store.report(one)


def _notes(
    ours: Town, similar: Sequence[SimilarTown], found: Sequence[FoundGap]
) -> tuple[CoverageNote, ...]:
    notes: list[CoverageNote] = []
    if not ours.measures:
        notes.append(CoverageNote.NO_REPORT)
    if not similar:
        notes.append(CoverageNote.ALONE)
    elif len(similar) < FEWEST_SIMILAR_TOWNS:
        notes.append(CoverageNote.FEW_NEIGHBOURS)
    if not notes and not found:
        notes.append(CoverageNote.NO_GAP)
    return tuple(notes)


def _with_examples(
    parts: Parts, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[Gap, ...]:
    candidates = list(dict.fromkeys(one for gap in found for one in gap.candidates))
    texts = parts.store.measures(candidates)
    oldest = oldest_copies(parts, list(texts))
    return tuple(
        Gap(
            axis=gap.axis,
            key=gap.key,
            towns=gap.towns,
            of=gap.of,
            examples=tuple(texts[one] for one in _distinct(gap, texts, oldest)),
            mentioned=tuple(dict.fromkeys(mentions(gap, mine))),
        )
        for gap in found
    )


def _distinct(
    gap: FoundGap, texts: Mapping[str, StoredMeasure], oldest: Mapping[str, str]
) -> Iterator[str]:
    """The first _EXAMPLES candidates of which none says the same as another.

    One whose report was removed a moment ago is left out.
    """
    there = [one for one in gap.candidates if one in texts]
    first = {oldest.get(one, one): one for one in reversed(there)}
    yield from [one for one in there if first[oldest.get(one, one)] == one][:_EXAMPLES]
