"""Verbs that search and show: search, suggest, similar, show, topics, rules.

A ranking is a row per hit on stdout; what was searched beside the query goes to stderr, by the
exact names that `--without` takes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from itasearch.cli import labels, options, output as out
from itasearch.cli.options import argument, option
from itasearch.cli.progress import refreshed
from itasearch.errors import DamagedFileError, QueryError
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.library import ReportStatus
from itasearch.model.ranking import (
    MOST_SUGGESTIONS,
    Arrangement,
    HitOrder,
    Ranking,
    SearchMode,
    Suggestion,
)
from itasearch.model.records import TEXT_FIELDS, Report, report_of
from itasearch.model.towns import EVERY_TOTAL
from itasearch.wording.errors import error_label
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import field_label, file_text
from itasearch.wording.language import say
from itasearch.wording.names import HIT_ORDERS, KINDS, SOURCE, indicator_name
from itasearch.wording.reasons import added_lines, query_lines

if TYPE_CHECKING:
    from itasearch.model.records import StoredMeasure
    from itasearch.workspace import Workspace


def write_ranking(
    workspace: "Workspace", ranking: Ranking, *, titled: bool, output: Path | None = None
) -> None:
    """Write the hits, or the nearest measures when nothing answers (for certain)."""
    for line in query_lines(ranking):
        out.write_stderr(line)
    if any(name.applied for name in ranking.understood):
        out.write_message(labels.AS_WORDS)
    arrangement, count = ranking.query.refinement.arrangement, ranking.sorted_over
    if count is not None:
        order = say(HIT_ORDERS[arrangement.order])
        out.write_message(labels.SORTED, order=order, shown=len(ranking.hits), count=count)
    if titled:
        out.write_line(f"# {ranking.query.text}")
    out.write_answer(workspace, ranking, output=output)
    if output is None and not out.is_json():
        for line in added_lines(ranking.added):
            out.write_stderr(line)
        if ranking.added:
            out.write_message(Label('to leave one out: --without "NAME"'))


def topics(filters: options.IndicatorFilters) -> None:
    """List the topics of measures, and how many measures of the library are about each.

    Example: itasearch topics --province พะเยา --year 2566
    """
    from itasearch.domain.topics import topics as all_topics

    with options.opened() as workspace:
        refreshed(workspace)
        counts = workspace.index.facet_counts(filters.names).topics
    out.write_objects(
        {
            "id": topic.id,
            "thai": topic.thai,
            "english": topic.english,
            "definition": topic.definition,
            "thai_definition": topic.thai_definition,
            "measures": counts.get(topic.id, 0),
        }
        for topic in all_topics()
    )
    rows = (
        (topic.id, topic.thai, topic.english, str(counts.get(topic.id, 0)))
        for topic in all_topics()
    )
    heads = (labels.TOPIC, Label("Thai"), Label("English"), labels.MEASURES)
    out.write_table(heads, rows, headed=True)


def rules(
    year: Annotated[str | None, argument("YEAR", "Fiscal year, BE or CE; without it all.")] = None,
    output: options.TableOutput = None,
) -> None:
    """List what each year's ITA asks for, or the disclosure items (OIT) of YEAR.

    A file rules/YEAR.toml in the home replaces the rules of a year, or adds one (docs/rules.md).

    Example: itasearch rules 2569
    """
    year_be = options.typed_year(year)
    with options.opened() as workspace:
        rules = workspace.towns.rules(year_be)
        out.write_answer(workspace, rules, output=output)


def topics_label(marks: Sequence[TopicMark]) -> str:
    """Topics, a line each, with how each is known; a dash for none."""
    from itasearch.domain.topics import topics as all_topics

    is_thai = out.data_language() == "th"
    names = {
        topic.id: topic.thai if is_thai else f"{topic.thai} · {topic.english}"
        for topic in all_topics()
    }
    lines = [f"{names.get(mark.topic, mark.topic)} {_how_known(mark)}" for mark in marks]
    return "\n".join(lines) or "–"


def _how_known(mark: TopicMark | IndicatorMark) -> str:
    if mark.origin is Origin.GUESSED:
        return f"({out.cell_label(Label('guess, {percent:.0f} %'), percent=100 * mark.confidence)})"
    return f"({out.cell_label(labels.ORIGINS[mark.origin])})"


_SHOWN_QUERY = 60  # code points of a query in an error message
_NOT_TEXT = "ไฟล์คำค้นไม่ใช่ข้อความ UTF-8 โปรดบันทึกใหม่เป็น UTF-8"


_Queries: TypeAlias = Annotated[
    Path | None,
    option("--queries FILE", "Ask every line of this UTF-8 file.", callback=options.readable_file),
]


def search(
    filters: options.AllFilters,
    refining: options.Refining,
    text: Annotated[str | None, argument("TEXT", "What to look for.")] = None,
    limit: options.Limit = 10,
    mode: options.Mode = SearchMode.HYBRID,
    literal: options.Literal = False,
    order: options.Order = HitOrder.RELEVANCE,
    reranker: options.Reranker = None,
    queries: _Queries = None,
    notes: options.WithNotes = False,
    output: options.TableOutput = None,
) -> None:
    """Search measures for TEXT, in Thai or English; with --like or a filter, TEXT may be left out.

    TEXT may hold "phrases", -words to leave out and field:words (docs/query-language.md).
    Towns, districts, provinces, regions, years and indicators in it become filters.
    One that begins with a minus comes last, behind --: itasearch search -k 5 -- "-อบรม พัสดุ"

    Example: itasearch search "No Gift Policy" -k 5 --province พะเยา
    """
    from itasearch.workspace import NO_FILTER_NAMES  # not for `itasearch --help`

    refinement = refining.refinement(order)
    is_narrowed = filters.names != NO_FILTER_NAMES or refinement.arrangement.band != EVERY_TOTAL
    if text is None and queries is None and (refining.like or is_narrowed):
        text = ""  # nothing but measures to be like, or filters
    if (text is None) == (queries is None):
        raise options.wrong(labels.TEXT_OR_QUERIES, "TEXT")
    if output is not None and queries is not None:
        raise options.wrong(labels.ONE_ANSWER, "--output")
    texts = _queries(queries) if queries is not None else [text or ""]
    failed, unmet = False, set(refinement.without)
    with options.opened(reranker=reranker) as workspace:
        _refresh_with_notes(workspace)
        ask = partial(workspace.search, k=limit, mode=mode, filters=filters.names, literal=literal)
        for each in texts:
            try:
                ranking = ask(each, refinement=refinement)
                unmet -= _met(unmet, ranking, ask)
            except QueryError as error:
                message = f"{shortened(each, _SHOWN_QUERY)!r}: {say(error_label(error))}"
                out.write_message(labels.ERROR, message=message)
                failed = True
                continue
            if notes:
                ids = [hit.measure.id for _, hit in ranking.listed]
                ranking = replace(ranking, notes=workspace.notes.texts(ids))
            write_ranking(workspace, ranking, titled=queries is not None, output=output)
    for name in sorted(unmet):
        out.write_message(labels.LEFT_NOTHING_OUT, name=name)
    out.fail_if(failed)


def _met(unmet: set[str], ranking: Ranking, ask: Callable[..., Ranking]) -> set[str]:
    refinement, met = ranking.query.refinement, set[str]()
    for name in unmet:
        # Others stay out: a name may be offered only once a respelling is gone.
        without = tuple(other for other in refinement.without if other != name)
        narrowed = ask(ranking.query.text, refinement=replace(refinement, without=without))
        met |= {term.name for term in narrowed.added if term.name == name}
        met |= {term.asked for term in narrowed.understood if term.asked == name}
    return met


def _queries(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DamagedFileError(path=str(file), reason=_NOT_TEXT) from error
    return [line.strip() for line in lines if line.strip()]


def questions(
    filters: options.TownFilters,
    texts: Annotated[list[str] | None, argument("QUESTION…", "What to look for, each.")] = None,
    queries: _Queries = None,
    output: options.TableOutput = None,
) -> None:
    """Ask each QUESTION of each organisation: which measure answers best.

    Rows are the organisations that --organisation names, else all that pass the filters, at most
    60. A cell has the best hit, ~ before one that is only near, or nothing (–).

    Example: itasearch questions "งดรับของขวัญ" "ช่องทางร้องเรียน" --province พะเยา
    --output ตาราง.xlsx
    """
    every = [*(texts or ()), *(_queries(queries) if queries is not None else ())]
    if not every:
        raise options.wrong(labels.NO_QUESTIONS, "QUESTION…")
    with options.opened() as workspace:
        _refresh_with_notes(workspace)
        table = workspace.towns.questions(every, filters=filters.names)
        out.write_answer(workspace, table, output=output)


def suggest(
    text: Annotated[str, argument("TEXT", "What was typed so far.")],
    limit: Annotated[int, option("--limit -k", "Suggestions to show.", min=1)] = (MOST_SUGGESTIONS),
) -> None:
    """Suggest queries that TEXT may become: topics, towns, terms and titles of measures.

    Example: itasearch suggest "ร้องเรี"
    """
    with options.opened() as workspace:
        refreshed(workspace)
        suggestions = workspace.suggest(text, limit=limit)
    columns: out.Columns[Suggestion] = (
        (labels.KIND, lambda suggestion: suggestion.kind.value),
        (labels.QUERY, lambda suggestion: suggestion.query),
        (Label("Province"), lambda suggestion: suggestion.province or "–"),
    )
    out.write_list(suggestions, columns)


def similar(
    measure: Annotated[str, argument("ID", "Id of a measure.")],
    filters: options.AllFilters,
    totals: options.TotalBand,
    limit: options.Limit = 10,
    order: options.Order = HitOrder.RELEVANCE,
    output: options.TableOutput = None,
) -> None:
    """Find measures that are like the measure ID.

    Example: itasearch similar r3f2a9c0d1e4b-t1r7 --type เทศบาลตำบล
    """
    arrangement = Arrangement(order=order, band=totals.band)
    with options.opened() as workspace:
        _refresh_with_notes(workspace)
        ranking = workspace.similar(
            measure, k=limit, filters=filters.names, arrangement=arrangement
        )
        write_ranking(workspace, ranking, titled=False, output=output)


def _refresh_with_notes(workspace: "Workspace") -> None:
    fresh = refreshed(workspace)
    if not workspace.library.stats().reports:
        out.write_message(labels.NO_REPORTS, home=workspace.settings.home)
    elif not fresh:
        out.write_message(labels.INDEX_BEHIND)


def show(identifier: Annotated[str, argument("ID", "Id of a measure or report.")]) -> None:
    """Show the measure or report ID in full, with its source.

    Example: itasearch show r3f2a9c0d1e4b-t1r7
    """
    with options.opened() as workspace:
        item = workspace.show(identifier)
        about = workspace.index.about(identifier)
        summary = workspace.library.summary(report_of(identifier))
        better = summary.replaced_by and workspace.library.summary(summary.replaced_by)
    if summary.status is ReportStatus.REMOVED:
        out.write_message(labels.WAS_REMOVED, report=summary.id)
    elif better:
        values = {"better": better.id, "file": file_text(better.source.path)}
        out.write_message(labels.IS_REPLACED, report=summary.id, **values)
    if isinstance(item, Report):
        out.write_objects([item])
        _write_report(item)
        return
    from itasearch.wording.objects import ShownMeasure  # not for `itasearch --help`

    out.write_objects([ShownMeasure(item, about)])
    rows = _measure_rows(item, about)
    if out.data_language() == "th":
        names = NAMES_OF_ROWS | {it: field_label(item.measure, it) for it in TEXT_FIELDS}
        rows = ((names[name].th, text) for name, text in rows)
    out.write_table((labels.FIELD, labels.TEXT), rows, ruled=True)


NAMES_OF_ROWS = {
    "id": labels.IDENTIFIER,
    "organisation": labels.ORGANISATION,
    "fiscal_year_be": labels.YEAR,
    "number": labels.NUMBER,
    "indicator": Label("Indicator"),
    "topics": Label("Topics"),
    "source": SOURCE,
}
"""Of rows that are no field of a measure's text; in English they have the names of JSON."""


def _measure_rows(stored: "StoredMeasure", about: Classification) -> Iterator[tuple[str, str]]:
    measure = stored.measure
    yield "id", measure.id
    yield "organisation", out.owner_label(stored)
    yield "fiscal_year_be", out.year_label(stored.fiscal_year_be, measure.source)
    yield "number", measure.number or "–"
    if (mark := about.indicator) is None:
        yield "indicator", "–"
    else:
        name = out.as_data(lambda: indicator_name(mark.number))
        yield "indicator", f"{name} {_how_known(mark)}"
    yield "topics", topics_label(about.topics)
    for name in TEXT_FIELDS:
        if text := measure.text(name):
            yield name, text
    yield "source", out.place_label(measure.source)


def _write_report(report: Report) -> None:
    name, year = out.owner_label(report), out.year_label(report.fiscal_year_be, report.source)
    out.write_line(f"{report.id}: {out.code_label(KINDS, report.kind)}, {name}, {year}")
    confidence = out.cell_label(labels.CONFIDENCE, confidence=report.confidence)
    out.write_line(f"{report.source.path} ({report.media_type}), {confidence}")
    if report.completeness is not None:
        out.write_line(out.cell_label(labels.TAKEN_IN, share=out.share_label(report.completeness)))
    out.write_notes(report)
    rows = ((each.id, each.number or "–", each.title) for each in report.measures)
    out.write_table((labels.MEASURE, labels.NUMBER, labels.TITLE), rows)
