"""Verbs over many towns: the matrix, similar towns and who does better, coverage of one town.

Towns are compared by profiles, which are kept between questions (see survey); measures are read of
those that are shown.
"""

from dataclasses import replace

from itasearch.compare.towns.better import MOST_EXAMPLES, weak_with_examples, weaknesses
from itasearch.compare.towns.gaps import (
    coverage_notes,
    gaps,
    gaps_with_examples,
    still_lacking,
    touched,
)
from itasearch.compare.towns.matrix import MatrixChoice, matrix, ordered
from itasearch.compare.towns.reading import (
    town_before,
    town_in_year,
    whole_towns,
    with_measures_inside,
    with_results,
)
from itasearch.compare.towns.similar import comparable, near, similar_towns
from itasearch.enrich.form_check import check_report
from itasearch.model.form_check import FormCheck, KnownRules
from itasearch.model.library import Stage
from itasearch.model.towns import (
    EVERY_TOTAL,
    MOST_ROWS,
    MOST_SIMILAR_TOWNS,
    WEAKEST,
    Axis,
    Coverage,
    Matrix,
    MatrixOrder,
    ScoreBand,
    SimilarTowns,
    TownProfile,
)
from itasearch.workspace.parts import Verbs
from itasearch.workspace.towns.survey import Surveys, inside
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_SEARCHED_FOR_EXAMPLES = 30
"""Similar towns searched for better examples: about the towns of two districts."""


class TownVerbs(Verbs):
    """Verbs that see many towns together."""

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

        A row for each organisation that has measures inside the filters: those of its newest year,
        or of the newest year inside the filters.

        Args:
            filters: of indicators and topics only measures that serve, or are about, one of them
                count.
            band: of ITA totals; unless it is open on both sides, organisations without a known
                total are outside.
            order: of the rows; equal ones by coverage, then by name.
            like: name or id of the organisation that rows are compared with; if it is inside the
                filters its row comes first. None: `likeness` of the rows is None.
            most: rows at most, the first in the order.

        Raises:
            ValueError: order by likeness without `like`, or a band whose least is above its most.
        """
        parts = self._parts
        choice = MatrixChoice(axis=axis, band=band, order=order, most=most)
        among = resolve(filters, parts.store)
        everyone = self._surveys.profiles(parts, among.fiscal_years)
        found = [town for town in inside(everyone, among) if town.report_ids]
        if like is not None:
            own_id = parts.store.organisations.find(like).id
            known = (*found, *self._surveys.profiles(parts))
            own = next(town for town in known if town.organisation.id == own_id)
            choice = replace(choice, like=own)
        if among.indicators or among.topics:
            narrowed = (with_measures_inside(town, among) for town in whole_towns(parts, found))
            return matrix((town for town in narrowed if town.measures), choice)
        rows = ordered(found, choice)
        shown = matrix(whole_towns(parts, rows[:most]), choice)
        return replace(shown, left_out=max(0, len(rows) - most))

    def similar(
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
            most: similar towns at most. Better examples are searched in the thirty most similar in
                any case.
            before: fiscal year (BE); its own results of that year and later do not count.
            weakest, examples: indicators of its own, and better examples of each, at most.
        """
        parts = self._parts
        ours, everyone = self._with_everyone(organisation, most=most)
        found = similar_towns(ours, everyone, most=max(most, _SEARCHED_FOR_EXAMPLES))
        similar = with_results(parts, found)
        results = [
            one
            for one in parts.store.organisations.ita_results(ours.organisation.id)
            if before is None or (one.fiscal_year_be or 0) < before
        ]
        searched = comparable(ours.organisation, similar[:_SEARCHED_FOR_EXAMPLES])
        return SimilarTowns(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            result=next(iter(results), None),
            reworded=ours.reworded,
            doubled=ours.doubled,
            neighbours=near(similar[:most]),
            weak=weak_with_examples(
                parts, weaknesses(results, most=weakest), searched, most=examples
            ),
        )

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
            year: fiscal year (BE) of its reports; None takes the newest with measures. Similar
                towns are taken in their newest year in any case.
            before: fiscal year (BE); without `year` the newest of its reports before that one are
                taken, else those of an unknown year; with neither it is without report.
            most: similar towns at most, the most similar first, only those with measures.
            even_without_report: an organisation without measures lacks all that most similar towns
                do; else it has no gaps.

        Returns:
            Advice, never a verdict; `notes` say why there are no gaps where there are none.

        Raises:
            UnknownValueError: no such organisation, or it has no report of that year.
        """
        parts = self._parts
        own, everyone = self._with_everyone(organisation, most=most)
        if year is None and before is not None:
            ours = town_before(parts, own, before)
        else:
            ours = town_in_year(parts, own, year)
        reporting = {town.organisation.id: town for town in everyone if town.report_ids}
        alike = comparable(ours.organisation, similar_towns(ours, reporting.values(), most=most))
        similar = with_results(parts, alike)
        reports = [parts.store.reports.get(one) for one in ours.report_ids]
        profiles = [reporting[one.organisation.id] for one in similar]
        compared = profiles if ours.measures or even_without_report else ()
        checked = parts.without_faulty(
            reports,
            lambda one: (one.id, check_report(one, rules=parts.rules)),
            report_of=lambda one: one.id,
            stage=Stage.COMPARE,
        )
        found = still_lacking(parts, reports, gaps(ours, whole_towns(parts, compared)))
        return Coverage(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            report_ids=tuple(report_id for report_id, _ in checked),
            touched=touched(ours),
            gaps=gaps_with_examples(parts, reports, found),
            neighbours=similar,
            checks=tuple(check for _, check in checked),
            notes=coverage_notes(ours, similar, found),
            reworded=ours.reworded,
            doubled=ours.doubled,
        )

    def rules(self, fiscal_year_be: int | None = None) -> KnownRules:
        """What a fiscal year's ITA asks for, or its nearest year's; without a year that of all.

        Raises RulesError: a file of the home's folder rules/ cannot be used.
        """
        book = self._parts.rules
        if fiscal_year_be is None:
            return KnownRules(packs=tuple(book.packs[year] for year in sorted(book.packs)[::-1]))
        pack = book.pack(fiscal_year_be)
        former = {one.id: book.former(one, pack.fiscal_year_be) for one in pack.items}
        return KnownRules(year=fiscal_year_be, packs=(pack,), former=former)

    def form_check(self, report_id: str) -> FormCheck:
        """Which parts of the form each measure of a report has, and where. Raises
        UnknownReportError."""
        report = self._parts.store.reports.get(report_id)
        return check_report(report, rules=self._parts.rules)

    def _with_everyone(
        self, organisation: str, *, most: int
    ) -> tuple[TownProfile, tuple[TownProfile, ...]]:
        """An organisation, and all of them."""
        if most < 1:
            raise ValueError(f"at least one neighbour is asked for, not {most}")
        parts = self._parts
        own_id = parts.store.organisations.find(organisation).id
        everyone = self._surveys.profiles(parts)
        return next(town for town in everyone if town.organisation.id == own_id), everyone
