"""Verbs that search and show: search, suggest, similar, show, topics.

A ranking is a row per hit on stdout; what was searched beside the query goes to stderr, by the
exact names that `--without` takes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import Language, language, say
from itasearch.cli.options import (
    AllFilters,
    Home,
    IndicatorFilters,
    Json,
    Limit,
    Literal,
    Mode,
    Order,
    Refining,
    Reranker,
    TableOutput,
    TotalBand,
    opened,
    readable_file,
    table_format,
)
from itasearch.cli.output import (
    cell_label,
    code_label,
    organisation_label,
    place_label,
    share_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.errors import DamagedFileError, QueryError
from itasearch.model.classification import (
    UNCLASSIFIED,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.drafts import Party
from itasearch.model.library import ReportStatus
from itasearch.model.ranking import (
    MOST_SUGGESTIONS,
    AddedName,
    Addition,
    Arrangement,
    Hit,
    HitOrder,
    Ranking,
    SearchMode,
    Snippet,
    UnderstoodName,
)
from itasearch.model.records import TEXT_FIELDS, Report, report_of
from itasearch.wording.errors import error_label
from itasearch.wording.label import shortened
from itasearch.wording.labels import english_name, file_text, lacking_label
from itasearch.wording.names import KINDS

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.model.records import StoredMeasure
    from itasearch.workspace import Workspace

_SHOWN_COPIES = 3
"""Reports with the same text that a hit names; "…" says there are more."""


def write_ranking(
    ranking: Ranking, *, as_json: bool, titled: bool, output: Path | None = None
) -> None:
    """Write the hits, or the nearest measures when nothing answers (for certain).

    Args:
        as_json: for programs: on stdout nothing but the hits, a line each.
        output: the file that has them; it is named in their place.
    """
    for line in (*understood_lines(ranking), *order_lines(ranking)):
        write_message(line)
    if as_json:
        from itasearch.wording.objects import ranking_objects

        write_objects(ranking_objects(ranking))
        return
    if titled:
        write_line(f"# {ranking.query.text}")
    if ranking.no_match:
        nearest = say(messages.NEAREST) if ranking.nearest else ""
        write_message(say(messages.NOTHING_ANSWERS, query=ranking.query.text) + nearest)
    elif ranking.unsure:
        write_message(say(messages.PERHAPS_NOTHING, query=ranking.query.text))
    if output is not None:
        write_line(str(output))
        return
    if rows := [_hit_row(rank, hit) for rank, hit in ranking.shown]:
        write_table(("#", tables.MEASURE, tables.ORGANISATION_AND_SOURCE), rows, ruled=True)
    for line in added_lines(ranking.added):
        write_message(line)


def added_lines(added: Sequence[AddedName]) -> Iterator[str]:
    """What was respelled, and the added names by the words of the query."""
    groups: dict[str, list[str]] = {}
    for one in added:
        if one.kind is Addition.RESPELLING:
            yield say(messages.RESPELLED, typed=one.asked, name=one.name)
        else:
            groups.setdefault(one.asked, []).append(one.name)
    for word, names in groups.items():
        yield say(messages.ADDED_FOR, word=word, names=", ".join(names))
    if added:
        yield say(messages.LEAVE_OUT)


def understood_lines(ranking: Ranking) -> Iterator[str]:
    """What names and years of the query were read as, and what the library does not have."""
    for one in ranking.understood:
        if not one.applied:
            yield say(messages.NOT_APPLIED, name=_read_as(one), typed=one.asked)
            continue
        yield say(messages.UNDERSTOOD, typed=one.asked, name=_read_as(one))
        if one.choices:
            yield say(messages.WHICH_ONE, choices=" | ".join(one.choices))
    for name in ranking.not_held:
        yield say(lacking_label(name, messages.NOT_HELD), name=name)
    if any(one.applied for one in ranking.understood):
        yield say(messages.AS_WORDS)


def _read_as(one: UnderstoodName) -> str:
    """What a name or year was read as, in the language of this run."""
    return one.name if language() is Language.THAI else english_name(one)


def order_lines(ranking: Ranking) -> Iterator[str]:
    """Over how many hits another order than by relevance is."""
    order, count = ranking.query.refinement.arrangement.order, ranking.sorted_over
    if count is not None:
        shown = len(ranking.hits)
        yield say(messages.SORTED, order=say(messages.ORDERS[order]), shown=shown, count=count)


def _hit_row(rank: str, hit: Hit) -> tuple["str | Text", ...]:
    from rich.text import Text

    from itasearch.wording.reasons import reason_text  # not for `itasearch --help`

    number = f"{hit.measure.number}. " if hit.measure.number else ""
    what = Text().append(f"{number}{hit.measure.title}", style="bold")
    if hit.passage.field != "title":
        what.append("\n").append_text(_highlighted(hit.passage))
    what.append(f"\n{reason_text(hit.why, language=language().value)}", style="dim")
    for line in _repeated(hit):
        what.append(f"\n{line}", style="dim")
    year = year_label(hit.fiscal_year_be)
    reworded = hit.measure.source.reworded
    where = Text(f"{organisation_label(hit.organisation, reworded=reworded)} {year}")
    if hit.total is not None:
        total = cell_label(tables.TOTAL_OF, total=hit.total, year=year_label(hit.total_year_be))
        where.append(f"\nITA {total}")
    where.append(f"\n{place_label(hit.measure.source)}", style="dim")
    where.append(f"\n{hit.measure.id}", style="cyan")
    return rank, what, where


def _repeated(hit: Hit) -> Iterator[str]:
    """Where the same text is used, and since when it is unchanged."""
    if hit.unchanged_since is not None:
        yield say(messages.UNCHANGED_SINCE, year=hit.unchanged_since)
    if hit.same_text:
        places = [
            f"{year_label(one.fiscal_year_be)} "
            + organisation_label(one.organisation, reworded=one.source.reworded, in_english=False)
            for one in hit.same_text[:_SHOWN_COPIES]
        ]
        count = len(hit.same_text) + hit.more_copies
        more = "; …" if count > _SHOWN_COPIES else ""
        order = say(messages.OLDEST_FIRST) if count > 1 else ""
        yield say(messages.COPIES, count=count, order=order, places="; ".join(places) + more)


def _highlighted(passage: Snippet) -> "Text":
    from rich.text import Text

    text = Text(passage.text)
    for start, end in passage.highlights:
        text.stylize("bold yellow", start, end)
    return text


def topics(
    filters: IndicatorFilters,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List the topics of measures, and how many measures of the library are about each.

    Example: itasearch topics --province พะเยา --year 2566
    """
    from itasearch.domain.topics import topics as all_topics

    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        counts = workspace.facet_counts(filters.names).topics
    if as_json:
        write_objects(
            {
                "id": one.id,
                "thai": one.thai,
                "english": one.english,
                "definition": one.definition,
                "thai_definition": one.thai_definition,
                "measures": counts.get(one.id, 0),
            }
            for one in all_topics()
        )
        return
    rows = [(one.id, one.thai, one.english, str(counts.get(one.id, 0))) for one in all_topics()]
    write_table((tables.TOPIC, tables.THAI, tables.ENGLISH, tables.MEASURES), rows, headed=True)


def topics_label(marks: Sequence[TopicMark]) -> str:
    """Topics, a line each, with how each is known; a dash for none."""
    from itasearch.domain.topics import topics as all_topics

    names = {one.id: f"{one.thai} · {one.english}" for one in all_topics()}
    lines = [f"{names.get(one.topic, one.topic)} {_how_known(one)}" for one in marks]
    return "\n".join(lines) or "–"


def indicator_label(mark: IndicatorMark | None) -> str:
    """An indicator's number and name with how it is known; a dash for none."""
    from itasearch.domain.indicators import indicator

    if mark is None:
        return "–"
    return f"{mark.number} {indicator(mark.number).name} {_how_known(mark)}"


def _how_known(mark: TopicMark | IndicatorMark) -> str:
    if mark.origin is Origin.GUESSED:
        return f"({cell_label(tables.GUESS, percent=100 * mark.confidence)})"
    return f"({cell_label(tables.ORIGINS[mark.origin])})"


_SHOWN_QUERY = 60
"""Most code points of a query in an error message."""
_NOT_TEXT = "ไฟล์คำค้นไม่ใช่ข้อความ UTF-8 โปรดบันทึกใหม่เป็น UTF-8"


_Text: TypeAlias = Annotated[str | None, typer.Argument(metavar="TEXT", help="What to look for.")]
_Queries: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--queries",
        metavar="FILE",
        help="Ask every line of this UTF-8 file instead of TEXT.",
        callback=readable_file,
    ),
]


def search(
    filters: AllFilters,
    refining: Refining,
    text: _Text = None,
    limit: Limit = 10,
    mode: Mode = SearchMode.HYBRID,
    literal: Literal = False,
    order: Order = HitOrder.RELEVANCE,
    reranker: Reranker = None,
    queries: _Queries = None,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Search measures for TEXT, in Thai or English; with --like or a filter, TEXT may be left out.

    TEXT may hold "phrases", -words to leave out and field:words (docs/query-language.md).
    Towns, districts, provinces, regions, years and indicators in it become filters.
    One that begins with a minus comes last, behind --: itasearch search -k 5 -- "-อบรม พัสดุ"

    Example: itasearch search "No Gift Policy" -k 5 --province พะเยา
    """
    from itasearch.workspace import NO_FILTER_NAMES  # not for `itasearch --help`

    if text is None and queries is None and (refining.like or filters.names != NO_FILTER_NAMES):
        text = ""  # nothing but measures to be like, or filters
    if (text is None) == (queries is None):
        raise typer.BadParameter(say(messages.TEXT_OR_QUERIES), param_hint="TEXT")
    if output is not None and queries is not None:
        raise typer.BadParameter(say(messages.ONE_ANSWER), param_hint="--output")
    kind = table_format(output)
    texts = _queries(queries) if queries is not None else [text or ""]
    refinement = refining.refinement(order)
    failed, unmet = False, set(refinement.without)
    with opened(home, reranker=reranker) as workspace:
        _refresh_with_notes(workspace, bars=not as_json)
        ask = partial(workspace.search, k=limit, mode=mode, filters=filters.names, literal=literal)
        for each in texts:
            try:
                ranking = ask(each, refinement=refinement)
                unmet -= _met(unmet, ranking, ask)
            except QueryError as error:
                message = f"{shortened(each, _SHOWN_QUERY)!r}: {say(error_label(error))}"
                write_message(say(messages.ERROR, message=message))
                failed = True
                continue
            if output is not None:
                workspace.export_tables(ranking, output, kind=kind, language=language())
            write_ranking(ranking, as_json=as_json, titled=queries is not None, output=output)
    for name in sorted(unmet):
        write_message(say(messages.LEFT_NOTHING_OUT, name=name))
    if failed:
        raise typer.Exit(1)


def _met(unmet: set[str], ranking: Ranking, ask: Callable[..., Ranking]) -> set[str]:
    """Those of `--without` that this query would add, or read as a name."""
    refinement, met = ranking.query.refinement, set[str]()
    for name in unmet:
        # Others stay out: a name may be offered only once a respelling is gone.
        kept = tuple(one for one in refinement.without if one != name)
        found = ask(ranking.query.text, refinement=replace(refinement, without=kept))
        met |= {one.name for one in found.added if one.name == name}
        met |= {one.asked for one in found.understood if one.asked == name}
    return met


def _queries(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DamagedFileError(path=str(file), reason=_NOT_TEXT) from error
    return [line.strip() for line in lines if line.strip()]


def suggest(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was typed so far.")],
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="Suggestions to show.")] = (
        MOST_SUGGESTIONS
    ),
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Suggest queries that TEXT may become: topics, towns, terms and titles of measures.

    Example: itasearch suggest "ร้องเรี"
    """
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.suggest(text, limit=limit)
    if as_json:
        write_objects(found)
    else:
        write_table(
            (tables.KIND, tables.QUERY, tables.PROVINCE),
            [(one.kind.value, one.query, one.province or "–") for one in found],
        )


def similar(
    measure: Annotated[str, typer.Argument(metavar="ID", help="Id of a measure.")],
    filters: AllFilters,
    totals: TotalBand,
    limit: Limit = 10,
    order: Order = HitOrder.RELEVANCE,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Find measures that are like the measure ID.

    Example: itasearch similar r3f2a9c0d1e4b-t1r7 --type เทศบาลตำบล
    """
    kind = table_format(output)
    arrangement = Arrangement(order=order, band=totals.band)
    with opened(home) as workspace:
        _refresh_with_notes(workspace, bars=not as_json)
        ranking = workspace.similar(
            measure, k=limit, filters=filters.names, arrangement=arrangement
        )
        if output is not None:
            workspace.export_tables(ranking, output, kind=kind, language=language())
    write_ranking(ranking, as_json=as_json, titled=False, output=output)


def _refresh_with_notes(workspace: "Workspace", *, bars: bool) -> None:
    fresh = refreshed(workspace, bars=bars)
    if not workspace.stats().reports:
        write_message(say(messages.NO_REPORTS, home=workspace.settings.home))
    elif not fresh:
        write_message(say(messages.INDEX_BEHIND))


def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of a measure or report.")],
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show the measure or report ID in full, with its source.

    Example: itasearch show r3f2a9c0d1e4b-t1r7
    """
    with opened(home) as workspace:
        found = workspace.show(identifier)
        about = workspace.classifications([identifier]).get(identifier, UNCLASSIFIED)
        summary = workspace.summary(report_of(identifier))
        better_file = ""
        if summary.replaced_by is not None:
            better_file = file_text(workspace.summary(summary.replaced_by).source.path)
    if summary.status is ReportStatus.REMOVED:
        write_message(say(messages.WAS_REMOVED, report=summary.id))
    elif summary.replaced_by is not None:
        better = summary.replaced_by
        write_message(say(messages.IS_REPLACED, report=summary.id, better=better, file=better_file))
    if isinstance(found, Report):
        write_objects([found]) if as_json else _write_report(found)
    elif as_json:
        party = Party(organisation=found.organisation, fiscal_year_be=found.fiscal_year_be)
        from itasearch.wording.objects import measure_object

        write_objects([measure_object(found.measure, party, about)])
    else:
        write_table((tables.FIELD, tables.TEXT), _measure_rows(found, about), ruled=True)


def _measure_rows(stored: "StoredMeasure", about: Classification) -> Iterator[tuple[str, str]]:
    measure = stored.measure
    yield "id", measure.id
    reworded = measure.source.reworded
    yield "organisation", organisation_label(stored.organisation, reworded=reworded)
    yield "fiscal_year_be", year_label(stored.fiscal_year_be)
    yield "number", measure.number or "–"
    yield "indicator", indicator_label(about.indicator)
    yield "topics", topics_label(about.topics)
    for name in TEXT_FIELDS:
        if text := measure.text(name):
            yield name, text
    yield "source", place_label(measure.source)


def _write_report(report: Report) -> None:
    name = organisation_label(report.organisation, reworded=report.source.reworded)
    year = year_label(report.fiscal_year_be)
    write_line(f"{report.id}: {code_label(KINDS, report.kind)}, {name}, {year}")
    confidence = cell_label(tables.CONFIDENCE, confidence=report.confidence)
    write_line(f"{report.source.path} ({report.media_type}), {confidence}")
    if report.completeness is not None:
        write_line(cell_label(tables.TAKEN_IN, share=share_label(report.completeness)))
    missing = (cell_label(tables.MISSING, names=field) for field in report.missing)
    for note in (*report.warnings, *missing):
        write_line(f"  ! {note}")
    rows = ((each.id, each.number or "–", each.title) for each in report.measures)
    write_table((tables.MEASURE, tables.NUMBER, tables.TITLE), rows)
