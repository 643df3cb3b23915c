"""One town as tables: over its years, and with all that is known of it."""

from collections.abc import Iterator, Mapping, Sequence

from itasearch.domain.topics import topics
from itasearch.exports import words
from itasearch.exports.towns import better_tables, coverage_notes, gaps_table, similar_table
from itasearch.model.comparison import Thread, TownYear, YearsComparison
from itasearch.model.records import ItaResult, ReportKind, StoredMeasure
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import TownCopies, TownMeasure, TownOverview, YearTopics
from itasearch.wording.comparison import YEAR_COUNTS, thread_texts, year_counts
from itasearch.wording.label import Label
from itasearch.wording.labels import file_name
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS, SOURCE, grade_name, indicator_name, topic_name, town_name

_COUNT_COLUMNS = (
    (words.YEAR, 0.08),
    *((name, 0.1) for name in YEAR_COUNTS),
    (KINDS[ReportKind.PLAN], 0.16),
    (KINDS[ReportKind.RESULTS], 0.16),
)
OF_YEAR = Label("{year}")
_TOTAL, GRADE = Label("Total"), Label("Grade")
_TITLE, _YEAR, _SOURCE = 44.0, 18.0, 30.0  # widths of the columns


def years_tables(comparison: YearsComparison) -> TableFile:
    """What became of each measure, what each year has, and the scores of each year."""
    years = [year for year in comparison.years if year.plan or year.results]
    heads = [head for year in years for head in (year.plan, year.results) if head]
    columns = [
        (words.FIELDS["title"], _TITLE),
        *((say(OF_YEAR, year=year.fiscal_year_be), _YEAR) for year in years),
        (Label("Source of the newest year"), _SOURCE),
        (words.IDENTIFIER, 0),
    ]
    return words.file_of(
        phrase("{town} over the years", town=words.name_text(comparison.organisation)),
        (
            phrase(
                "{town} · {count:,measures} in {years:years}",
                town=town_name(comparison.organisation, reworded=False),
                count=len(comparison.threads),
                years=len(years),
            ),
            *words.mark_notes((head.organisation, head.source.reworded) for head in heads),
        ),
        words.table_of(
            words.FIELDS["title"],
            columns,
            (_thread_row(thread, years) for thread in comparison.threads),
            empty=words.NO_MEASURES,
            repeated=1,
            spreads=True,
        ),
        words.table_of(
            Label("Counts"),
            _COUNT_COLUMNS,
            (
                (
                    str(year.fiscal_year_be),
                    *year_counts(year, first=years[0].fiscal_year_be),
                    *(
                        file_name(report.source.path) if report else words.UNKNOWN
                        for report in (year.plan, year.results)
                    ),
                )
                for year in years
            ),
            empty=words.NO_REPORTS,
            numbers=range(len(YEAR_COUNTS) + 1),
        ),
        scores_table([year.ita for year in comparison.years if year.ita is not None]),
    )


def _thread_row(thread: Thread, years: Sequence[TownYear]) -> Sequence[str]:
    newest = thread.entries[-1]
    last, rows = newest.measure, filter(None, (newest.plan, newest.result))
    return (
        last.numbered_title,
        *thread_texts(thread, [year.fiscal_year_be for year in years]),
        "\n".join(words.source_text(row.source) for row in rows),
        last.id,
    )


def scores_table(results: Sequence[ItaResult]) -> AnswerTable:
    """ITA results, a column each, in their order."""
    columns = [
        (words.INDICATOR, 3.0),
        *((say(OF_YEAR, year=words.year_text(result.fiscal_year_be)), 1.0) for result in results),
    ]
    return words.table_of(
        Label("ITA scores"),
        columns,
        _score_rows(results) if results else (),
        empty=Label("No ITA scores"),
        repeated=1,
        numbers=range(1, len(columns)),
    )


def _score_rows(results: Sequence[ItaResult]) -> Iterator[Sequence[str]]:
    by_number = [{score.number: score.score for score in result.indicators} for result in results]
    for number in range(1, 11):
        scores = [scores_of_year.get(number) for scores_of_year in by_number]
        if any(score is not None for score in scores):
            yield indicator_name(number), *map(words.score_text, scores)
    yield say(_TOTAL), *(words.score_text(result.total) for result in results)
    yield say(GRADE), *(grade_name(result.grade) for result in results)


_REPORT_COLUMNS = (
    (words.YEAR, 0.1),
    (words.REPORT, 0.2),
    (words.FIELDS["title"], 0.1),
    (words.FILE, 0.6),
    (words.IDENTIFIER, 0),
)
_MEASURE_COLUMNS = (
    (words.YEAR, 0.06),
    (words.REPORT, 0.08),
    (words.FIELDS["title"], 0.22),
    (words.STEPS, 0.24),
    (words.FIELDS["responsible"], 0.1),
    (Label("Indicator and topics"), 0.16),
    (SOURCE, 0.14),
)
_COPY_COLUMNS = (
    (words.ORGANISATION, 0.4),
    (Label("When", "export"), 0.24),
    (Label("Texts"), 0.12),
    (Label("Year here"), 0.12),
    (Label("Year there"), 0.12),
    (Label("Id here"), 0),
    (Label("Id there"), 0),
)
_BY_REPORTS = Label(
    "By the years of the library's reports alone: the text may come from elsewhere, and sharing it"
    " is no fault"
)
_WHEN = Label("earlier"), Label("later", "export")
_CUT = Label("Of so many measures or copies only some were looked at: there may be more")


def town_tables(overview: TownOverview, *, measures: Mapping[str, StoredMeasure]) -> TableFile:
    """All that the page of a town shows; of its own `measures` those that are gone are left out."""
    record = overview.record
    owners = [
        (record.organisation, record.reworded),
        *((row.organisation, row.reworded) for row in overview.similar.neighbours),
        *((row.organisation, False) for row in (*overview.copies.earlier, *overview.copies.later)),
    ]
    notes = (
        phrase(
            "{town} · {reports:,reports} · {measures:,measures}",
            town=town_name(record.organisation, reworded=record.reworded),
            reports=len(record.reports),
            measures=len(record.measures),
        ),
        *coverage_notes(overview.coverage),
        *words.mark_notes(owners),
    )
    return words.file_of(
        words.name_text(record.organisation),
        notes,
        words.table_of(
            words.REPORT,
            _REPORT_COLUMNS,
            (
                (
                    words.year_text(report.fiscal_year_be, report.source),
                    say(KINDS[report.kind]),
                    str(report.measures),
                    file_name(report.source.path),
                    report.id,
                )
                for report in record.reports
            ),
            empty=words.NO_REPORTS,
            numbers={0, 2},
        ),
        scores_table(record.results[::-1]),
        _topics_table(record.topics[::-1]),
        words.table_of(
            words.FIELDS["title"],
            _MEASURE_COLUMNS,
            (
                _measure_row(measure, measures[measure.id])
                for measure in record.measures
                if measure.id in measures
            ),
            on_pages=True,
            empty=words.NO_MEASURES,
            numbers={0},
        ),
        similar_table(Label("Similar organisations"), overview.similar.neighbours),
        *better_tables(overview.similar.weak),
        gaps_table(overview.coverage),
        _copies_table(overview.copies),
    )


def _topics_table(years: Sequence[YearTopics]) -> AnswerTable:
    columns = [
        (words.TOPIC, 3.0),
        *((say(OF_YEAR, year=words.year_text(year.fiscal_year_be)), 1.0) for year in years),
    ]
    rows = (
        (topic_name(topic.id), *(str(year.topics.get(topic.id, "")) for year in years))
        for topic in topics()
        if any(topic.id in year.topics for year in years)
    )
    return words.table_of(
        Label("Topics by year"),
        columns,
        rows,
        notes=(phrase("Measures about each topic, which is inferred from their text"),),
        empty=Label("No topics"),
        repeated=1,
        numbers=range(1, len(columns)),
    )


def _measure_row(town_measure: TownMeasure, stored: StoredMeasure) -> Sequence[str]:
    measure = stored.measure
    return (
        words.year_text(town_measure.fiscal_year_be, measure.source),
        say(KINDS[town_measure.kind]),
        measure.numbered_title,
        measure.steps or "",
        measure.responsible or "",
        words.subjects_text(town_measure.about),
        words.source_text(measure.source),
    )


def _copies_table(copies: TownCopies) -> AnswerTable:
    count = phrase(
        "{shared:,} of {texts:,texts} are in reports of others too",
        shared=copies.shared,
        texts=copies.texts,
    )
    return words.table_of(
        Label("Same texts"),
        _COPY_COLUMNS,
        _copy_rows(copies),
        notes=(count, say(_BY_REPORTS), *((say(_CUT),) if copies.cut else ())),
        empty=Label("No text that others had in an earlier or later year"),
        numbers={2, 3, 4},
    )


def _copy_rows(copies: TownCopies) -> Iterator[Sequence[str]]:
    whole = ((copies.earlier, copies.earlier_towns), (copies.later, copies.later_towns))
    for when, (towns, total) in zip(map(say, _WHEN), whole, strict=True):
        for town in towns:
            years = (str(town.fiscal_year_be), str(town.copy_year_be))
            name = town_name(town.organisation, reworded=False)
            yield name, when, str(town.texts), *years, town.measure_id, town.copy_id
        if total > len(towns):
            rest = Label("and {count:,more}")
            yield (say(rest, count=total - len(towns)), when, "", "", "", "", "")
