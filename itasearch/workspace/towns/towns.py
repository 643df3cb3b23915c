"""Verbs over many towns: the matrix, similar towns and who does better, coverage of one town.

Towns are compared by profiles, which are kept between questions; only shown measures are read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from threading import Lock

from itasearch.compare.towns.better import MOST_EXAMPLES, weak_with_examples, weaknesses
from itasearch.compare.towns.copies import copies_elsewhere
from itasearch.compare.towns.effects import town_effects
from itasearch.compare.towns.gaps import (
    coverage_notes,
    gaps,
    gaps_with_examples,
    still_lacking,
    touched,
    without_gaps,
)
from itasearch.compare.towns.matrix import MatrixChoice, cells_of, matrix, ordered
from itasearch.compare.towns.questions import (
    as_reported,
    cells_of as question_cells,
    results_of_year,
)
from itasearch.compare.towns.reading import (
    measures_of_reports,
    town_before,
    town_in_year,
    whole_towns,
    with_measures_inside,
    with_results,
)
from itasearch.compare.towns.similar import comparable, near, similar_towns
from itasearch.compare.years import town_years
from itasearch.domain.indicators import indicators
from itasearch.enrich.form_check import check_report
from itasearch.errors import Message, QueryError
from itasearch.model import towns as towns_model
from itasearch.model.comparison import YearsComparison
from itasearch.model.effects import Effects
from itasearch.model.form_check import FormCheck, KnownRules
from itasearch.model.library import ReportSummary, Stage
from itasearch.model.people import Person
from itasearch.model.ranking import MOST_SORTED, Filters, NameKind, Query
from itasearch.model.records import Report, ReportKind
from itasearch.workspace.access import Verbs
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import answer_to
from itasearch.workspace.towns.survey import State, Surveys, inside, library_state, subjects_of
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve

_SEARCHED_FOR_EXAMPLES = 30
"""Similar towns searched for better examples: about the towns of two districts."""


class KeptEffects:
    """The effects of one state of store and index; one object serves all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[State, Effects] | None = None

    def of(self, parts: Parts) -> Effects:
        """The effects of the library as it is now."""
        # One thread works out what all others ask for at the same time.
        with self._lock:
            state, _ = library_state(parts)
            if self._kept is None or self._kept[0] != state:
                effects = town_effects(
                    parts,
                    subjects_of=partial(subjects_of, parts),
                    copy_marks=lambda: parts.of_index(
                        lambda index: index.copy_marks(), otherwise=None
                    ),
                )
                self._kept = state, effects
            return self._kept[1]


class TownVerbs(Verbs):
    """Verbs that see many towns together."""

    def __init__(
        self, parts: Parts, person: Person, *, surveys: Surveys, effects: KeptEffects
    ) -> None:
        super().__init__(parts, person)
        self._surveys = surveys
        self._effects = effects

    def matrix(
        self,
        *,
        axis: towns_model.Axis = towns_model.Axis.TOPICS,
        filters: FilterNames = NO_FILTER_NAMES,
        band: towns_model.ScoreBand = towns_model.EVERY_TOTAL,
        order: towns_model.MatrixOrder = towns_model.MatrixOrder.COVERAGE,
        like: str | None = None,
        most: int = towns_model.MOST_ROWS,
    ) -> towns_model.Matrix:
        """Organisations by topics or indicators: how many measures each has, and how deep.

        Each counts with its newest year, or the newest inside the filters. Of indicators and topics
        only measures that serve, or are about, one of them count. `band` is of ITA totals; unless
        open on both sides, organisations without a known total are outside. Equal rows are ordered
        by coverage, then by name. `like`: name or id of an organisation to compare with, first if
        inside the filters; None: no `likeness`.
        Raises ValueError: order by likeness without `like`, or a band with its least above its
        most.
        """
        parts = self._parts
        choice = MatrixChoice(axis=axis, band=band, order=order, most=most)
        among = resolve(filters, parts.store)
        everyone = self._surveys.profiles(parts, among.fiscal_years)
        profiles = [town for town in inside(everyone, among) if town.report_ids]
        if like is not None:
            own_id = parts.store.organisations.find(like).id
            town_profiles = (*profiles, *self._surveys.profiles(parts))
            own = next(town for town in town_profiles if town.organisation.id == own_id)
            choice = replace(choice, like=own)
        if among.indicators or among.topics:
            narrowed = (with_measures_inside(town, among) for town in whole_towns(parts, profiles))
            return matrix((town for town in narrowed if town.measures), choice)
        rows = ordered(profiles, choice)
        shown = matrix(whole_towns(parts, rows[:most]), choice)
        return replace(shown, left_out=max(0, len(rows) - most))

    def similar(
        self,
        organisation: str,
        *,
        most: int = towns_model.MOST_SIMILAR_TOWNS,
        before: int | None = None,
        weakest: int = towns_model.WEAKEST,
        examples: int = MOST_EXAMPLES,
    ) -> towns_model.SimilarTowns:
        """Organisations like this one, and which of them do its weakest indicators better.

        Better examples come from the thirty most similar, at most `examples` for each of `weakest`
        indicators. `before`: its own results of that fiscal year (BE) and later do not count.
        """
        parts = self._parts
        ours, everyone = self._with_everyone(organisation, most=most)
        towns = similar_towns(ours, everyone, most=max(most, _SEARCHED_FOR_EXAMPLES))
        similar = with_results(parts, towns)
        results = [
            result
            for result in parts.store.organisations.ita_results(ours.organisation.id)
            if before is None or (result.fiscal_year_be or 0) < before
        ]
        searched = comparable(ours.organisation, similar[:_SEARCHED_FOR_EXAMPLES])
        return towns_model.SimilarTowns(
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
        most: int = towns_model.MOST_SIMILAR_TOWNS,
        even_without_report: bool = False,
    ) -> towns_model.Coverage:
        """What most similar towns do and this one does not, and what its measures lack.

        `year` (BE) of its reports; None: the newest with measures, or the newest before `before`,
        else of unknown year. Similar towns count in their newest year, at most `most`, only with
        measures. `even_without_report`: an organisation without measures lacks all that most
        similar towns do; else it has no gaps. Advice, never a verdict; `notes` say why there are no
        gaps. Raises UnknownValueError: no such organisation or report.
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
        reports = [parts.store.reports.get(report_id) for report_id in ours.report_ids]
        profiles = [reporting[town.organisation.id] for town in similar]
        compared = profiles if ours.measures or even_without_report else ()
        checked = parts.without_faulty(
            reports,
            lambda report: (report.id, check_report(report, rules=parts.rules)),
            report_of=lambda report: report.id,
            stage=Stage.COMPARE,
        )
        has_plan = any(check.kind is ReportKind.PLAN for _, check in checked)
        found = still_lacking(parts, reports, gaps(ours, whole_towns(parts, compared)))
        return towns_model.Coverage(
            organisation=ours.organisation,
            fiscal_year_be=ours.fiscal_year_be,
            report_ids=tuple(report_id for report_id, _ in checked),
            touched=touched(ours),
            gaps=gaps_with_examples(parts, reports, found),
            neighbours=without_gaps(similar, found),
            # Beside its plan a results report is not what the next plan is made of.
            checks=tuple(
                replace(check, lacking_in_plan={}) if has_plan else check for _, check in checked
            ),
            notes=coverage_notes(ours, similar, found),
            reworded=ours.reworded,
            doubled=ours.doubled,
        )

    def rules(self, fiscal_year_be: int | None = None) -> KnownRules:
        """What a fiscal year's ITA (or the nearest's; None: all) asks for. Raises RulesError."""
        book = self._parts.rules
        if fiscal_year_be is None:
            return KnownRules(packs=tuple(book.packs[year] for year in sorted(book.packs)[::-1]))
        pack = book.pack(fiscal_year_be)
        former = {item.id: book.former(item, pack.fiscal_year_be) for item in pack.items}
        return KnownRules(year=fiscal_year_be, packs=(pack,), former=former)

    def form_check(self, report_id: str) -> FormCheck:
        """Which parts of the form each measure of a report has. Raises UnknownReportError."""
        report = self._store.reports.get(report_id)
        return check_report(report, rules=self._parts.rules)

    def overview(
        self, organisation: str, *, most: int = towns_model.MOST_SIMILAR_TOWNS
    ) -> towns_model.TownOverview:
        """All that is known of a town: its record, similar towns, gaps and copies."""
        record = self.record(organisation)
        identifier = record.organisation.id
        similar = self.similar(identifier, most=most)
        coverage = self.coverage(identifier, most=most)
        neighbours = without_gaps(similar.neighbours, coverage.gaps)
        return towns_model.TownOverview(
            record=record,
            similar=replace(similar, neighbours=neighbours),
            coverage=coverage,
            copies=self.copies(identifier),
        )

    def record(self, organisation: str) -> towns_model.TownRecord:
        """What the library holds of a town itself; reads nothing of other towns."""
        parts = self._parts
        found = parts.store.organisations.find(organisation)
        reports = parts.store.reports.all(Filters(organisation_ids=(found.id,)))
        of_reports = measures_of_reports(parts, reports)

        def record(some: Sequence[ReportSummary]) -> towns_model.TownRecord:
            measures = tuple(measure for report in some for measure in of_reports[report.id])
            return towns_model.TownRecord(
                organisation=found,
                reports=reports,
                results=parts.store.organisations.ita_results(found.id),
                measures=measures,
                topics=tuple(_topics_by_year(measures)),
            )

        return parts.together(reports, record, report_of=lambda one: one.id, stage=Stage.SHOW)

    def copies(
        self, organisation: str, *, most: int = towns_model.MOST_COPY_TOWNS
    ) -> towns_model.TownCopies:
        """Which texts of a town other organisations have too, and who had them first.

        `most` organisations before us and after us. Nothing without an index; of very many measures
        the newest count.
        """
        if most < 1:
            raise ValueError(f"at least one organisation is asked for, not {most}")
        record = self.record(organisation)
        return copies_elsewhere(self._parts, record.organisation.id, record.measures, most=most)

    def years(self, organisation: str) -> YearsComparison:
        """A town's measures: kept, changed, begun, dropped. Raises ComparisonError: no year."""
        return town_years(self._parts, self._store.organisations.find(organisation))

    def effects(self, *, indicator: int | None = None) -> Effects:
        """How scores changed where towns took something up, against matched towns that did not.

        A town takes a topic up in a year if its reports of that year have a measure about it, and
        its reports of the year before have none; likewise a text that many towns have word for
        word. No effect shows a cause: see docs/effects.md. `indicator`: 1–10, 0 for the total, None
        for all; what is beyond chance is judged by all. Raises ValueError: no such indicator.
        """
        if indicator is not None and not 0 <= indicator <= len(indicators()):
            raise ValueError(f"no ITA indicator {indicator}; there are 1 to {len(indicators())}")
        found = self._effects.of(self._parts)
        if indicator is None:
            return found
        score = indicator or None
        return replace(found, effects=[one for one in found.effects if one.indicator == score])

    def questions(
        self,
        questions: Sequence[str],
        *,
        filters: FilterNames = NO_FILTER_NAMES,
        by_years: bool = False,
    ) -> towns_model.QuestionTable:
        """What answers each question in each town, or in each fiscal year (`by_years`).

        Columns are the organisations, or years, that the filters name, else all inside. Empty
        questions are left out. Raises QueryError: no question, more than MOST_QUESTIONS or
        MOST_COLUMNS, or as `search`.
        """
        texts = [text.strip() for text in questions if text.strip()]
        if not texts:
            raise QueryError(Message("the query is empty; type what to look for"))
        if len(texts) > towns_model.MOST_QUESTIONS:
            most = Message(
                "{count} questions; ask {most} at most",
                count=len(texts),
                most=towns_model.MOST_QUESTIONS,
            )
            raise QueryError(most)
        among = resolve(filters, self._store)
        reports = self._store.reports.all(among)
        columns = self._columns(reports, among, by_years=by_years)
        if len(columns) > towns_model.MOST_COLUMNS:
            raise QueryError(
                "{count} organisations; name {most} at most, or a province",
                count=len(columns),
                most=towns_model.MOST_COLUMNS,
            )
        read = cache(lambda ids: tuple(self._store.reports.each(ids)))
        rows = (self._row(text, columns, among, by_years=by_years) for text in texts)
        rows = (
            replace(row, cells=tuple(self._as_reported(row.cells, reports, read))) for row in rows
        )
        return towns_model.QuestionTable(columns=columns, rows=tuple(rows) if columns else ())

    def _as_reported(
        self,
        cells: Sequence[towns_model.QuestionCell],
        reports: Sequence[ReportSummary],
        read: Callable[[tuple[str, ...]], tuple[Report, ...]],
    ) -> Iterator[towns_model.QuestionCell]:
        """The cells with the rows of results reports where those of the same year have them."""
        stored = self._store.reports.measures([one.measure_id for one in cells if one.measure_id])
        for cell in cells:
            held = stored.get(cell.measure_id or "")
            results = held and read(results_of_year(cell, reports))
            yield as_reported(cell, held.measure, results or ()) if held else cell

    def _columns(
        self, reports: Sequence[ReportSummary], among: Filters, *, by_years: bool
    ) -> tuple[towns_model.QuestionColumn, ...]:
        if by_years:
            years = {one.fiscal_year_be for one in reports if one.fiscal_year_be is not None}
            return tuple(towns_model.QuestionColumn(fiscal_year_be=year) for year in sorted(years))
        named = [*dict.fromkeys(among.organisation_ids)]
        holders = self._store.organisations.of(named) if named else reports
        towns = {one.organisation.id: one.organisation for one in holders if one.organisation}
        return tuple(
            towns_model.QuestionColumn(organisation=towns[id])
            for id in named or towns
            if id in towns
        )

    def _row(
        self,
        text: str,
        columns: Sequence[towns_model.QuestionColumn],
        among: Filters,
        *,
        by_years: bool,
    ) -> towns_model.QuestionRow:
        cells: dict[str, towns_model.QuestionCell] = {}
        not_held: tuple[str, ...] = ()
        left = columns
        for _ in range(_MOST_SEARCHES):
            years = tuple(one.fiscal_year_be for one in left if one.fiscal_year_be is not None)
            towns = tuple(one.organisation.id for one in left if one.organisation is not None)
            inside = (
                replace(among, fiscal_years=years)
                if by_years
                else replace(among, organisation_ids=towns)
            )
            ranking = answer_to(self._parts, Query(text=text, k=MOST_SORTED, filters=inside))
            not_held = not_held or ranking.not_held
            items = [one for one in ranking.understood if one.kind is NameKind.ITEM]
            if items and by_years and len(left) > 1:  # a number is another item in another year
                rows = [self._row(text, [column], among, by_years=True) for column in left]
                read_as = tuple(dict.fromkeys(name for row in rows for name in row.read_as))
                return replace(rows[0], cells=tuple(row.cells[0] for row in rows), read_as=read_as)
            cells |= question_cells(ranking, inside, by_years=by_years)
            rest = [column for column in left if column.key not in cells]
            if not rest or ranking.unsure or len(rest) == len(left):
                break
            left = rest
        return towns_model.QuestionRow(
            question=text,
            cells=tuple(cells.get(column.key, towns_model.QuestionCell()) for column in columns),
            not_held=not_held,
            read_as=tuple((one.asked, one.name) for one in items),
        )

    def _with_everyone(
        self, organisation: str, *, most: int
    ) -> tuple[towns_model.TownProfile, tuple[towns_model.TownProfile, ...]]:
        if most < 1:
            raise ValueError(f"at least one neighbour is asked for, not {most}")
        parts = self._parts
        own_id = parts.store.organisations.find(organisation).id
        everyone = self._surveys.profiles(parts)
        return next(town for town in everyone if town.organisation.id == own_id), everyone


def _topics_by_year(
    measures: Sequence[towns_model.TownMeasure],
) -> Iterator[towns_model.YearTopics]:
    of_year: dict[int | None, list[towns_model.TownMeasure]] = {}
    for measure in measures:
        of_year.setdefault(measure.fiscal_year_be, []).append(measure)
    for year in sorted(of_year, key=lambda number: -(number or 0)):
        cells = cells_of(of_year[year], towns_model.Axis.TOPICS)
        topics = {topic: len(cell.measure_ids) for topic, cell in cells.items()}
        yield towns_model.YearTopics(fiscal_year_be=year, topics=topics)


_MOST_SEARCHES = 3
"""Searches for a question: each next one is among the columns that the ones before have no answer
of. What a column says is judged next to fewer others then, as a search of it alone would."""
