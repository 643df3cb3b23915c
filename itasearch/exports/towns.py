"""Towns as tables: the matrix, similar towns, gaps; one town over its years, or all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from itasearch.domain.topics import topics
from itasearch.exports import words
from itasearch.model import towns as towns_model
from itasearch.model.comparison import Thread, TownYear, YearsComparison
from itasearch.model.form_check import FormCheck, Part, Standing
from itasearch.model.library import ReportSummary
from itasearch.model.records import ItaResult, ReportKind, StoredMeasure
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import TownCopies, TownMeasure, TownOverview, YearTopics
from itasearch.wording import names as wording
from itasearch.wording.comparison import YEAR_COUNTS, joined_threads, thread_texts, year_counts
from itasearch.wording.label import Label
from itasearch.wording.labels import file_name, quotation_lines
from itasearch.wording.language import phrase, say
from itasearch.wording.names import KINDS, SOURCE, grade_name, indicator_name, topic_name, town_name
from itasearch.wording.plan import mentioned_text

Reports = Mapping[str, ReportSummary]  #: the reports of the towns, by id

_AXES = {
    towns_model.Axis.TOPICS: Label("Organisations by topics"),
    towns_model.Axis.INDICATORS: Label("Organisations by ITA indicators"),
}
_ITA = Label("ITA")
_ALIKE = Label("Alike (%)")
_HEADS = (
    (words.ORGANISATION, 42.0),
    (words.YEAR, 8.0),
    (_ITA, 9.0),
    (Label("Columns filled"), 8.0),
)
_NONE_ABOUT = Label(
    "In the reports of the years shown no measure states or seems by its text to be about: {names}"
    " (one may still name it)"
)
_COUNT, _SOURCES = 12.0, 36.0  # widths of a column of counts and of the last one


def matrix_tables(
    matrix: towns_model.Matrix, *, reports: Reports, names: Mapping[str, str]
) -> TableFile:
    """Numbers of measures by town and column; columns that no town fills are named in a note."""
    counts = [
        sum(1 for row in matrix.rows if row.cells[at].measure_ids)
        for at in range(len(matrix.columns))
    ]
    used = [at for at, count in enumerate(counts) if count]
    names_of = [wording.column_name(matrix.axis, column) for column in matrix.columns]
    unused = [name for name, count in zip(names_of, counts, strict=True) if not count]
    notes = [
        phrase(
            "{count:,organisations} · numbers count the measures of the year's report;"
            " in an empty cell none was found",
            count=len(matrix.rows),
        ),
        *words.filter_notes(matrix.filters, names),
    ]
    if matrix.band != towns_model.EVERY_TOTAL:
        band = (matrix.band.least, matrix.band.most)
        ends = ("" if end is None else f"{end:g}" for end in band)
        name = phrase("ITA total")
        notes.append(say(words.FILTER, kind=name, values="–".join(ends)))
    if matrix.left_out:
        notes.append(say(Label("{count:,more organisations} are not shown"), count=matrix.left_out))
    if unused:
        notes.append(say(_NONE_ABOUT, names=", ".join(unused)))
    cells = [cell for row in matrix.rows for cell in row.cells]
    guessed = sum(cell.guessed for cell in cells)
    is_mixed = 0 < guessed < sum(len(cell.measure_ids) for cell in cells)
    if guessed and not is_mixed:
        notes.append(phrase("The measures are in their columns by what their text says"))
    notes += words.mark_notes((row.organisation, row.reworded) for row in matrix.rows)
    columns = [
        *_HEADS,
        *((names_of[at], _COUNT) for at in used),
        (wording.IN_NO_COLUMN, _COUNT),
        (words.FILE, _SOURCES),
        *([(Label("Of these, in a column by what their text says"), _SOURCES)] if is_mixed else ()),
        *([(_ALIKE, 0)] if any(row.likeness is not None for row in matrix.rows) else ()),
    ]
    of_columns = (str(counts[at]) for at in used)
    names_used = {at: names_of[at] for at in used}
    rows = [_matrix_row(row, names_used, reports, is_mixed=is_mixed) for row in matrix.rows]
    total = (phrase("How many reports have it"), "", "", "", *of_columns, *[""] * (3 + is_mixed))
    table = words.table_of(
        Label("Table"),
        columns,
        [total, *rows] if rows else [],
        empty=Label("No organisation passes the filters"),
        repeated=1,
        spreads=True,
        numbers=range(1, len(_HEADS) + len(used) + 1),
    )
    return words.file_of(say(_AXES[matrix.axis]), notes, table)


def _matrix_row(
    row: towns_model.MatrixRow, used: Mapping[int, str], reports: Reports, *, is_mixed: bool
) -> Sequence[str]:
    """`used` are names of columns; `is_mixed`: with a text of how many of each are guesses."""
    guessed = (
        f"{name} {row.cells[at].guessed}" for at, name in used.items() if row.cells[at].guessed
    )
    sources = [reports[report_id].source for report_id in row.report_ids if report_id in reports]
    total = words.score_text(row.total)
    if row.total_year_be != row.fiscal_year_be:
        total = words.dated_total(row.total, row.total_year_be)
    return (
        wording.town_name(row.organisation, reworded=row.reworded),
        words.year_text(row.fiscal_year_be),
        total,
        str(row.covered),
        *(str(len(row.cells[at].measure_ids) or "") for at in used),
        str(row.unplaced or ""),
        "\n".join(file_name(source.path) for source in sources),
        *(["\n".join(guessed)] if is_mixed else ()),
        "" if row.likeness is None else str(round(100 * row.likeness)),
    )


_SIMILAR_COLUMNS = (
    (words.RANK, 0.05),
    (words.ORGANISATION, 0.24),
    (words.YEAR, 0.07),
    (_ALIKE, 0.08),
    (_ITA, 0.07),
    (Label("Year of ITA"), 0.08),
    (Label("Because"), 0.41),
)
_BETTER_COLUMNS = (
    (Label("Our indicator"), 0.17),
    (Label("We have"), 0.07),
    (words.ORGANISATION, 0.15),
    (Label("They have"), 0.11),
    (Label("Their measure"), 0.22),
    (words.STEPS, 0.2, words.ON_PAGES),
    (wording.SOURCE, 0.14),
    (words.IDENTIFIER, 0),
)


def similar_tables(answer: towns_model.SimilarTowns) -> TableFile:
    """Similar towns, and measures of those that do the weakest indicators better."""
    ours = wording.town_name(answer.organisation, reworded=answer.reworded)
    examples = [example for weak in answer.weak for example in (*weak.examples, *weak.improved)]
    owners = [
        (answer.organisation, answer.reworded),
        *((row.organisation, row.reworded) for row in answer.neighbours),
        *((row.example.organisation, row.example.measure.source.reworded) for row in examples),
    ]
    result = answer.result and words.dated_total(answer.result.total, answer.result.fiscal_year_be)
    notes = (
        phrase("Ours: {ours} · ITA {result}", ours=ours, result=result or words.UNKNOWN),
        *filter(None, [wording.why_none_weak(ours, answer.scores)]),
        *words.mark_notes(owners),
    )
    return words.file_of(
        phrase("Organisations like {name}", name=wording.full_town_name(answer.organisation.name)),
        notes,
        similar_table(Label("Similar organisations", "export"), answer.neighbours),
        *better_tables(answer.weak),
    )


def better_tables(indicators: Sequence[towns_model.WeakIndicator]) -> tuple[AnswerTable, ...]:
    """Measures of similar towns that do a town's weakest indicators better, and of those that
    improved most, if there are any."""
    improved = [_better_row(weak, it) for weak in indicators for it in weak.improved]
    higher = [_better_row(weak, it) for weak in indicators for it in weak.examples or (None,)]
    tables = [_better_table(Label("Towns with a higher score"), wording.BETTER, higher)]
    if improved:
        tables.append(_better_table(Label("Most improved"), wording.MOST_IMPROVED, improved))
    return tuple(tables)


def _better_table(name: Label, rule: Label, rows: Sequence[Sequence[str]]) -> AnswerTable:
    return words.table_of(
        name,
        _BETTER_COLUMNS,
        rows,
        notes=(say(wording.NO_PROOF), say(rule))
        if not words.in_lines() or any(row[-1] for row in rows)
        else (),
        empty=wording.NOBODY_BETTER,
        numbers={1},
    )


def similar_table(name: Label, towns: Sequence[towns_model.SimilarTown]) -> AnswerTable:
    """Similar towns with the reasons why they are."""
    return words.table_of(
        name,
        _SIMILAR_COLUMNS,
        (_similar_row(number, town) for number, town in enumerate(towns, start=1)),
        empty=Label("No similar organisation in the library"),
        numbers={0, 2, 3, 4, 5},
    )


def _similar_row(number: int, town: towns_model.SimilarTown) -> Sequence[str]:
    result = town.result
    return (
        str(number),
        wording.town_name(town.organisation, reworded=town.reworded),
        words.year_text(town.fiscal_year_be),
        str(round(100 * town.likeness)),
        words.score_text(result.total if result else None),
        words.year_text(result.fiscal_year_be if result else None),
        "\n".join(wording.likeness_text(each) for each in town.reasons),
    )


def _better_row(
    weak: towns_model.WeakIndicator, example: towns_model.BetterExample | None
) -> Sequence[str]:
    score = words.dated_total(weak.score, weak.fiscal_year_be)
    ours = wording.indicator_name(weak.number), score
    if example is None:
        return (*ours, say(wording.NOBODY_BETTER), "", "", "", "", "")
    stored = example.example
    town, *cells = _example_cells(stored, is_guessed=example.guessed)
    return (*ours, town, wording.scores_of_example(example), *cells)


def _example_cells(stored: StoredMeasure, *, is_guessed: bool) -> Sequence[str]:
    """Town; title, whether its indicator is a guess, and what its report says of it; steps, source
    and id."""
    measure, year = stored.measure, stored.fiscal_year_be
    inferred = Label("(indicator inferred from the text)")
    notes = (
        say(inferred) if is_guessed else "",
        *quotation_lines(stored.quotations, of=measure.id),
    )
    of_year = "" if year is None else f"{say(words.YEAR)} {words.year_text(year, measure.source)}\n"
    return (
        wording.town_name(stored.organisation, reworded=measure.source.reworded),
        "\n".join((measure.numbered_title, *filter(None, notes))),
        measure.steps or "",
        of_year + words.source_text(measure.source),
        measure.id,
    )


_GAP_COLUMNS = (
    (Label("Topic or indicator without a measure found"), 0.2),
    (Label("Similar organisations that have it"), 0.1),
    (Label("Example of"), 0.17),
    (words.FIELDS["title"], 0.2),
    (words.STEPS, 0.19, words.ON_PAGES),
    (wording.SOURCE, 0.14),
    (words.IDENTIFIER, 0),
)
_FORM_COLUMNS = (
    (words.REPORT, 0.12),
    (words.FIELDS["title"], 0.26),
    *((words.FIELDS[part], 0.095) for part in Part),
    (wording.SOURCE, 0.145),
    (words.IDENTIFIER, 0),
)


def coverage_tables(
    coverage: towns_model.Coverage, *, measures: Mapping[str, StoredMeasure]
) -> TableFile:
    """Gaps with examples, the parts of each measure, and the towns that it was compared with."""
    examples = [example for gap in coverage.gaps for example in gap.examples]
    owners = [
        (coverage.organisation, coverage.reworded),
        *((town.organisation, town.reworded) for town in coverage.neighbours),
        *((example.organisation, example.measure.source.reworded) for example in examples),
    ]
    notes = (
        phrase(
            "{town} · report of {year} · compared with {count:organisations} of its kind",
            town=wording.town_name(coverage.organisation, reworded=coverage.reworded),
            year=words.year_text(coverage.fiscal_year_be),
            count=len(coverage.neighbours),
        ),
        *coverage_notes(coverage),
        *(
            note
            for check in coverage.checks
            for note in (_rules_text(check), *wording.in_plan_texts(check))
        ),
        *words.mark_notes(owners),
    )
    every = (part for it in coverage.checks for measure in it.measures for part in measure.parts)
    asks, checks = any(part.standing is not Standing.NOT_ASKED for part in every), []
    for check in coverage.checks:
        report = f"{say(wording.KINDS[check.kind])} {words.year_text(check.fiscal_year_be)}"
        for measure in check.lacking:
            stored = measures.get(measure.measure_id)
            parts = (wording.standing_text(part) for part in measure.parts)
            source = "" if stored is None else words.source_text(stored.measure.source)
            checks.append((report, measure.numbered_title, *parts, source, measure.measure_id))
    return words.file_of(
        phrase(
            "What was not found in the report of {name}",
            name=wording.full_town_name(coverage.organisation.name),
        ),
        notes,
        gaps_table(coverage),
        words.table_of(
            Label("What measures leave unsaid"),
            _FORM_COLUMNS,
            checks,
            empty=Label("No measure lacks a part") if asks else words.NO_MEASURES,
        ),
        similar_table(Label("Compared with"), coverage.neighbours),
    )


def coverage_notes(coverage: towns_model.Coverage) -> Iterator[str]:
    """Why there may be fewer gaps than a reader expects, and that they are advice."""
    yield from (say(wording.COVERAGE_NOTES[note]) for note in coverage.notes)
    yield say(wording.TOPICS_COUNTED)
    yield phrase("Advice, no verdict: only what the reports say was read")


def _rules_text(check: FormCheck) -> str:
    if check.kind is ReportKind.GUIDELINES:
        return phrase("Guidelines have no table: no part is asked for")
    lacking = phrase(
        "{kind}: {lacking} of {count} measures lack a part",
        kind=say(wording.KINDS[check.kind]),
        lacking=len(check.lacking),
        count=len(check.measures),
    )
    return f"{lacking} ({wording.rules_text(check)})"


def gaps_table(coverage: towns_model.Coverage) -> AnswerTable:
    """What most similar towns do and this one does not, with examples."""
    rows = (row for gap in coverage.gaps for row in _gap_rows(gap))
    none = Label("None, see the notes")
    return words.table_of(Label("Not found", "export"), _GAP_COLUMNS, rows, empty=none)


def _gap_rows(gap: towns_model.Gap) -> Iterator[Sequence[str]]:
    mentioned = mentioned_text(gap.mentioned)
    share = filter(None, (phrase("{count} of {whole}", count=gap.towns, whole=gap.of), mentioned))
    name = wording.column_name(gap.axis, gap.key)
    name = name if gap.axis is towns_model.Axis.TOPICS else f"{say(words.INDICATOR)} {name}"
    head = (name, "\n".join(share))
    if not gap.examples:
        yield (*head, "", "", "", "", "")
    for example in gap.examples:
        is_guessed = example.measure.id in gap.guesses
        yield (*head, *_example_cells(example, is_guessed=is_guessed))


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
    threads = joined_threads(comparison.threads)
    columns = [
        (words.FIELDS["title"], _TITLE),
        *((say(OF_YEAR, year=year.fiscal_year_be), _YEAR) for year in years),
        (Label("Source of the newest year"), _SOURCE),
        (words.IDENTIFIER, 0),
    ]
    return words.file_of(
        phrase("{town} over the years", town=wording.full_town_name(comparison.organisation.name)),
        (
            _years_summary(comparison, rows=len(threads), years=len(years)),
            phrase("(plan), (results report): which report of the year has the measure"),
            *words.mark_notes((head.organisation, head.source.reworded) for head in heads),
        ),
        words.table_of(
            words.FIELDS["title"],
            columns,
            (_thread_row(thread, years) for thread in threads),
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


def _years_summary(comparison: YearsComparison, *, rows: int, years: int) -> str:
    """How many measures there are; those that may be the same share a row."""
    town = town_name(comparison.organisation, reworded=False)
    maybe = len(comparison.threads) - rows
    label = Label("{town} · {count:,measures} in {years:years}")
    if maybe:
        label = Label(
            "{town} · {fewest:,}–{count:,measures} in {years:years}, {maybe:pairs} in doubt"
        )
    return say(label, town=town, fewest=rows, count=rows + maybe, years=years, maybe=maybe)


def _thread_row(thread: Thread, years: Sequence[TownYear]) -> Sequence[str]:
    newest = thread.entries[-1]
    last = newest.measure
    rows = filter(None, (newest.plan, newest.result, *newest.counterparts))
    return (
        last.title,  # its number is of its year alone
        *thread_texts(thread, [year.fiscal_year_be for year in years]),
        "\n".join(words.source_text(row.source) for row in rows),
        last.id,
    )


def scores_table(results: Sequence[ItaResult]) -> AnswerTable:
    """ITA results, a column each, in their order."""
    years = [result.fiscal_year_be for result in results]
    rows = _score_rows(results) if results else ()
    none = Label("No ITA scores")
    return _by_years(Label("ITA scores"), words.INDICATOR, years, rows, empty=none)


def _by_years(
    name: Label,
    head: Label,
    years: Sequence[int | None],
    rows: Iterable[Sequence[str]],
    *,
    empty: Label,
    notes: Iterable[str] = (),
) -> AnswerTable:
    columns = [(head, 3.0), *((say(OF_YEAR, year=words.year_text(it)), 1.0) for it in years)]
    numbers = range(1, len(columns))
    return words.table_of(
        name, columns, rows, notes=notes, empty=empty, repeated=1, numbers=numbers
    )


def _score_rows(results: Sequence[ItaResult]) -> Iterator[Sequence[str]]:
    by_number = [result.scores for result in results]
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
_WHEN = Label("earlier"), Label("later", "export")


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
            "{town} · {reports:,reports}",
            town=town_name(record.organisation, reworded=record.reworded),
            reports=len(record.reports),
        ),
        *coverage_notes(overview.coverage),
        *words.mark_notes(owners),
    )
    return words.file_of(
        wording.full_town_name(record.organisation.name),
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
    rows = (
        (topic_name(topic.id), *(str(year.topics.get(topic.id, "")) for year in years))
        for topic in topics()
        if any(topic.id in year.topics for year in years)
    )
    numbers = [year.fiscal_year_be for year in years]
    notes = [phrase("Measures about each topic, which is inferred from their text")]
    name, none = Label("Topics by year"), Label("No topics")
    return _by_years(name, words.TOPIC, numbers, rows, empty=none, notes=notes)


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
    notes = [say(wording.COPIES_COUNT, shared=copies.shared, texts=copies.texts)]
    notes += [say(wording.COPIES_HELP), *([say(wording.COPIES_CUT)] if copies.cut else [])]
    return words.table_of(
        Label("Same texts"),
        _COPY_COLUMNS,
        _copy_rows(copies),
        notes=notes,
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
            rest = Label("and {count:,} more", "town")
            yield (say(rest, count=total - len(towns)), when, "", "", "", "", "")
