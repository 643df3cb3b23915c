"""Verbs over many towns: matrix, similar towns, coverage, questions; and next year's plan of one.

Towns are compared by profiles, which are kept between questions; whether what others did was done
is read from their reports.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.clock import today
from itasearch.compare.library import with_quotations, without_samples
from itasearch.compare.towns import gaps, reading
from itasearch.compare.towns.better import MOST_EXAMPLES, weak_with_examples, weaknesses
from itasearch.compare.towns.copies import copies_elsewhere
from itasearch.compare.towns.matrix import MatrixChoice, cells_of, matrix, ordered
from itasearch.compare.towns.plan import plan_notes, plan_sections
from itasearch.compare.towns.questions import best_cells
from itasearch.compare.towns.similar import comparable, near, similar_towns
from itasearch.compare.years import town_years
from itasearch.domain.indicators import indicators
from itasearch.domain.organisations import full_name
from itasearch.enrich.form_check import check_report
from itasearch.enrich.plan_rows import rows_of_title
from itasearch.errors import EmptyPlanError, Message, QueryError, UnknownValueError
from itasearch.model.comparison import YearsComparison
from itasearch.model.drafts import A_PLAN, DocumentChoice, Draft, DraftItem, Exported
from itasearch.model.form_check import KnownRules
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.people import Right
from itasearch.model.plan import Plan, PlanNote
from itasearch.model.ranking import (
    MOST_SORTED,
    Filters,
    Query,
)
from itasearch.model.records import Organisation, ReportKind, newest_scores
from itasearch.model.towns import (
    EVERY_TOTAL,
    MOST_COPY_TOWNS,
    MOST_QUESTION_TOWNS,
    MOST_QUESTIONS,
    MOST_ROWS,
    MOST_SIMILAR_TOWNS,
    WEAKEST,
    Axis,
    Coverage,
    Matrix,
    MatrixOrder,
    QuestionRow,
    QuestionTable,
    ScoreBand,
    SimilarTowns,
    TownCopies,
    TownMeasure,
    TownOverview,
    TownProfile,
    TownRecord,
    YearTopics,
)
from itasearch.text.dates.fiscal_year import check_fiscal_year, fiscal_year_of
from itasearch.wording.language import label_of
from itasearch.wording.plan import empty_text
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.exports import Exports
from itasearch.workspace.search import answer_to
from itasearch.workspace.survey import Surveys
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_EXAMPLES = 12
"""Better measures of an indicator that a plan looks at; some say what we have, or each other."""

_SEARCHED_FOR_EXAMPLES = 30
"""Similar towns searched for better examples: about the towns of two districts."""


class Towns(Verbs):
    """Many towns or one over its years: matrix, questions, similar towns, plan."""

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

        Each counts with its newest year inside the filters; of indicators and topics only measures
        that are about one of them count. `band`: of ITA totals; unless open on both sides,
        organisations without a known total are outside. Equal rows are ordered by coverage, then by
        name. `like`: organisation to compare with, first if inside the filters. Raises ValueError:
        order by likeness without `like`, or a band with its least above its most.
        """
        parts = self._parts
        choice = MatrixChoice(axis=axis, band=band, order=order, most=most)
        among = resolve(filters, parts.store)
        everyone = parts.shared(Surveys).profiles(parts, among.fiscal_years)
        profiles = [it for it in everyone if it.report_ids and among.has_town(it.organisation)]
        if like is not None:
            own_id = parts.store.organisations.find(like).id
            town_profiles = (*profiles, *parts.shared(Surveys).profiles(parts))
            own = next(town for town in town_profiles if town.organisation.id == own_id)
            choice = replace(choice, like=own)
        if among.indicators or among.topics:
            narrowed = (
                reading.with_measures_inside(town, among)
                for town in reading.whole_towns(parts, profiles)
            )
            shown = matrix((town for town in narrowed if town.measures), choice)
            return replace(shown, filters=among)
        rows = ordered(profiles, choice)
        shown = matrix(reading.whole_towns(parts, rows[:most]), choice)
        return replace(shown, left_out=max(0, len(rows) - most), filters=among)

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

        Better examples come from the thirty most similar, at most `examples` for each of `weakest`
        indicators. `before`: its own results of that fiscal year (BE) and later do not count.
        """
        parts = self._parts
        ours, everyone = self._with_everyone(organisation, most=most)
        towns = similar_towns(ours, everyone, most=max(most, _SEARCHED_FOR_EXAMPLES))
        similar = reading.with_results(parts, towns)
        results = [
            result
            for result in parts.store.organisations.ita_results(ours.organisation.id)
            if before is None or (result.fiscal_year_be or 0) < before
        ]
        with_scores = newest_scores(results)
        searched = comparable(ours.organisation, similar[:_SEARCHED_FOR_EXAMPLES])
        return SimilarTowns(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            result=next(iter(results), None),
            scores=with_scores.scores if with_scores else {},
            reworded=ours.reworded,
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

        `year` (BE) of its reports; None: the newest with measures, or the newest before `before`.
        `most` similar towns, with measures, in their newest year. `even_without_report`: without
        measures it lacks all that most do; else nothing. Advice; `notes` say why there are no gaps.
        Raises UnknownValueError: no such organisation or report.
        """
        parts = self._parts
        own, everyone = self._with_everyone(organisation, most=most)
        plan_year = before if year is None else year + 1
        plan_year = plan_year or self.next_plan_year(own.organisation.id)
        if year is None and before is not None:
            ours = reading.town_before(parts, own, before)
        else:
            ours = reading.town_in_year(parts, own, year)
        reporting = {town.organisation.id: town for town in everyone if town.report_ids}
        alike = comparable(ours.organisation, similar_towns(ours, reporting.values(), most=most))
        similar = reading.with_results(parts, alike)
        reports = [parts.store.reports.get(report_id) for report_id in ours.report_ids]
        profiles = [reporting[town.organisation.id] for town in similar]
        compared = profiles if ours.measures or even_without_report else ()
        plans = [it for it in reports if it.kind is ReportKind.PLAN and it.fiscal_year_be]
        in_plan = [plan.stored(measure) for plan in plans for measure in plan.measures]
        planned = {
            name: row.measure
            for report in reports
            if report.kind is ReportKind.RESULTS
            for name, row in rows_of_title(report.measures, in_plan).items()
        }
        checked = parts.without_faulty(
            reports,
            lambda report: (
                report.id,
                check_report(
                    report,
                    rules=parts.rules,
                    plan_year=plan_year,
                    planned=planned if plans else None,
                ),
            ),
            report_of=lambda report: report.id,
            stage=Stage.COMPARE,
        )
        towns = reading.whole_towns(parts, compared)
        found = gaps.still_lacking(parts, reports, gaps.gaps(ours, towns))
        return Coverage(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            report_ids=tuple(report_id for report_id, _ in checked),
            touched=gaps.touched(ours),
            gaps=gaps.gaps_with_examples(parts, reports, found),
            neighbours=gaps.without_gaps(similar, found),
            checks=tuple(check for _, check in checked),
            notes=gaps.coverage_notes(ours, similar, found),
            reworded=ours.reworded,
        )

    def plan(
        self, organisation: str, *, year: int | None = None, most: int = MOST_SIMILAR_TOWNS
    ) -> Plan:
        """List what an organisation may choose its next plan from.

        Its last rows, what similar towns do and it does not, and examples of similar towns with
        higher scores, by indicator. `year` (BE) of the plan; None: after its last ITA result or
        report, or this one where that is over. `notes` say what was not known.
        """
        if year is not None:
            check_fiscal_year(year)
        parts = self._parts
        own_id = parts.store.organisations.find(organisation).id
        reports = parts.store.reports.all(Filters(organisation_ids=(own_id,)))
        with_measures = [report for report in reports if report.measures]
        samples = without_samples(with_measures)
        results = parts.store.organisations.ita_results(own_id)
        plan_year = year or self.next_plan_year(own_id)
        is_planned = any(
            sample.kind is ReportKind.PLAN and sample.fiscal_year_be == plan_year
            for sample in samples
        )
        lacking = self.coverage(own_id, before=plan_year, most=most, even_without_report=True)
        similar = self.similar(
            own_id, most=most, before=plan_year, weakest=len(indicators()), examples=_EXAMPLES
        )
        earlier = [it for it in results if it.fiscal_year_be and it.fiscal_year_be < plan_year]
        with_scores = newest_scores(earlier)
        return Plan(
            organisation=lacking.organisation,
            fiscal_year_be=plan_year,
            sections=plan_sections(parts, lacking, similar, with_scores),
            result=next(iter(earlier), None),
            report_year_be=lacking.fiscal_year_be if lacking.report_ids else None,
            report_ids=lacking.report_ids,
            towns=len(lacking.neighbours),
            sample_towns=sum(town.organisation.sample for town in lacking.neighbours),
            notes=(
                *plan_notes(lacking, with_scores, plan_year),
                *([PlanNote.OWN_PLAN] if is_planned else []),
                *([PlanNote.SAMPLES_LEFT_OUT] if samples != with_measures else []),
            ),
            reworded=lacking.reworded,
        )

    def next_plan_year(self, organisation_id: str) -> int:
        """The year after its last report or ITA result, or this one where that is over."""
        reports = self._store.reports.all(Filters(organisation_ids=(organisation_id,)))
        known = without_samples(report for report in reports if report.measures)
        results = self._store.organisations.ita_results(organisation_id)
        of_reports = [report.fiscal_year_be for report in known]
        years = [it for it in (*of_reports, *(one.fiscal_year_be for one in results)) if it]
        last = max(years or self._store.organisations.fiscal_years(), default=0)
        return max(1 + last, this_fiscal_year())

    @needs(Right.DRAFT)
    def draft_of_plan(
        self,
        plan: Plan,
        chosen: Sequence[str] | None = None,
        *,
        name: str = "",
    ) -> str:
        """Make a draft of a plan's rows, grouped by indicator; returns its id.

        `chosen`: ids of rows, None for our last ones. Raises EmptyPlanError: nothing is chosen;
        UnknownValueError: not listed.
        """
        draft = Exports(self._parts, self.person).with_plans(_draft(plan, chosen))
        return self._drafts.keep(replace(draft, name=name))

    def export_plan(
        self,
        plan: Plan,
        output: Path,
        chosen: Sequence[str] | None = None,
        *,
        document: DocumentChoice = A_PLAN,
    ) -> Exported:
        """Write rows to a file, as in a draft that is not kept. Raises as `draft_of_plan`."""
        exports = Exports(self._parts, self.person)
        adapted = exports.adapted(exports.with_plans(_draft(plan, chosen)))
        return exports.export_adapted(adapted, output, document=document)

    def rules(self, fiscal_year_be: int | None = None) -> KnownRules:
        """What a fiscal year's ITA (or the nearest's; None: all) asks for. Raises RulesError."""
        book = self._parts.rules
        if fiscal_year_be is None:
            return KnownRules(packs=tuple(book.packs[year] for year in sorted(book.packs)[::-1]))
        pack = book.pack(fiscal_year_be)
        former = {item.id: book.former(item, pack.fiscal_year_be) for item in pack.items}
        return KnownRules(year=fiscal_year_be, packs=(pack,), former=former)

    def overview(self, organisation: str, *, most: int = MOST_SIMILAR_TOWNS) -> TownOverview:
        """All that is known of a town: its record, similar towns, gaps and copies."""
        record = self.record(organisation)
        identifier = record.organisation.id
        similar = self.similar(identifier, most=most)
        coverage = self.coverage(identifier, most=most)
        neighbours = gaps.without_gaps(similar.neighbours, coverage.gaps)
        return TownOverview(
            record=record,
            similar=replace(similar, neighbours=neighbours),
            coverage=coverage,
            copies=self.copies(identifier),
        )

    def namesakes(self) -> Mapping[str, tuple[Organisation, ...]]:
        """The library's organisations that share their name with another one, by name."""
        return self._parts.store.organisations.namesakes()

    def record(self, organisation: str) -> TownRecord:
        """What the library holds of a town itself; reads nothing of other towns."""
        parts = self._parts
        found = parts.store.organisations.find(organisation)
        reports = parts.store.reports.all(Filters(organisation_ids=(found.id,)))
        of_reports = reading.measures_of_reports(parts, reports)

        def record(some: Sequence[ReportSummary]) -> TownRecord:
            measures = tuple(measure for report in some for measure in of_reports[report.id])
            return TownRecord(
                organisation=found,
                reports=reports,
                results=parts.store.organisations.ita_results(found.id),
                measures=measures,
                topics=tuple(_topics_by_year(measures)),
                planned=reading.planned_rows(parts, some),
            )

        return parts.together(reports, record, report_of=lambda it: it.id, stage=Stage.SHOW)

    def copies(self, organisation: str, *, most: int = MOST_COPY_TOWNS) -> TownCopies:
        """Which texts of a town other organisations have too, and who had them first.

        `most` organisations before us and after us. Nothing without an index.
        """
        if most < 1:
            raise ValueError(f"at least one organisation is asked for, not {most}")
        record = self.record(organisation)
        return copies_elsewhere(self._parts, record.organisation.id, record.measures, most=most)

    def years(self, organisation: str) -> YearsComparison:
        """A town's measures: kept, changed, begun, dropped. Raises ComparisonError: no year."""
        return town_years(self._parts, self._store.organisations.find(organisation))

    def questions(
        self, questions: Sequence[str], *, filters: FilterNames = NO_FILTER_NAMES
    ) -> QuestionTable:
        """The best hit for each question in each town that the filters name, else in all inside.

        Raises QueryError: no question, more than MOST_QUESTIONS or MOST_QUESTION_TOWNS, or as
        `search`.
        """
        texts = [text.strip() for text in questions if text.strip()]
        if not texts:
            raise QueryError(Message("the query is empty; type what to look for"))
        if len(texts) > MOST_QUESTIONS:
            raise QueryError(
                "{count} questions; ask {most} at most", count=len(texts), most=MOST_QUESTIONS
            )
        among = resolve(filters, self._store)
        named = [*dict.fromkeys(among.organisation_ids)]
        holders = self._store.organisations.of(named) if named else self._store.reports.all(among)
        found = {it.organisation.id: it.organisation for it in holders if it.organisation}
        towns = tuple(found[id] for id in named or found if id in found)
        if len(towns) > MOST_QUESTION_TOWNS:
            raise QueryError(
                "{count} organisations; name {most} at most, or a province",
                count=len(towns),
                most=MOST_QUESTION_TOWNS,
            )
        rows = []
        for text in texts if towns else ():
            ranking = answer_to(self._parts, Query(text=text, k=MOST_SORTED, filters=among))
            cells = best_cells(ranking, towns, among)
            quoted = with_quotations(
                self._parts, [cell.measure_id for cell in cells if cell.measure_id]
            )
            cells = tuple(
                replace(cell, quotations=quoted[cell.measure_id].quotations)
                if cell.measure_id and cell.measure_id in quoted
                else cell
                for cell in cells
            )
            rows.append(QuestionRow(question=text, cells=cells, not_held=ranking.not_held))
        return QuestionTable(towns=towns, rows=tuple(rows), filters=among)

    def _with_everyone(
        self, organisation: str, *, most: int
    ) -> tuple[TownProfile, tuple[TownProfile, ...]]:
        if most < 1:
            raise ValueError(f"at least one neighbour is asked for, not {most}")
        parts = self._parts
        own_id = parts.store.organisations.find(organisation).id
        everyone = parts.shared(Surveys).profiles(parts)
        return next(town for town in everyone if town.organisation.id == own_id), everyone


def _draft(plan: Plan, chosen: Sequence[str] | None) -> Draft:
    rows = {row.id: row for row in plan.rows}
    for identifier in chosen or ():
        if identifier not in rows:
            raise UnknownValueError(field="plan row", value=identifier, nearest=tuple(rows)[:3])
    ids = plan.ours if chosen is None else chosen
    measures = [row.measure for row in plan.rows if row.id in ids]
    if not measures:
        raise EmptyPlanError(
            "the plan of {name} for {year} has no measure.{why}",
            name=plan.organisation.name,
            year=plan.fiscal_year_be,
            why=label_of(lambda: f" {empty_text(plan)}".rstrip()),
        )
    return Draft(
        items=tuple(
            DraftItem(
                measure=stored.measure,
                organisation=stored.organisation,
                fiscal_year_be=stored.fiscal_year_be,
            )
            for stored in measures
        ),
        organisation=full_name(plan.organisation.name),
        organisation_id=plan.organisation.id,
        fiscal_year_be=plan.fiscal_year_be,
        grouped=True,
    )


def this_fiscal_year() -> int:
    """The fiscal year that today is in."""
    return fiscal_year_of(today())


def _topics_by_year(measures: Sequence[TownMeasure]) -> Iterator[YearTopics]:
    of_year: dict[int | None, list[TownMeasure]] = {}
    for measure in measures:
        of_year.setdefault(measure.fiscal_year_be, []).append(measure)
    for year in sorted(of_year, key=lambda number: -(number or 0)):
        cells = cells_of(of_year[year], Axis.TOPICS)
        topics = {topic: len(cell.measure_ids) for topic, cell in cells.items()}
        yield YearTopics(fiscal_year_be=year, topics=topics)
