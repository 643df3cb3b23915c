"""Verbs that search and show: search, similar, show, topics.

A ranking is a row per hit on stdout; what was searched beside the query goes to stderr, by the
exact names that `--without` takes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.options import (
    Home,
    Indicators,
    Json,
    Like,
    Limit,
    Literal,
    Organisations,
    Provinces,
    Reranker,
    Topics,
    Types,
    Unlike,
    Without,
    Years,
    filter_names,
    opened,
)
from itasearch.cli.output import (
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
    AddedName,
    Addition,
    Hit,
    Ranking,
    Refinement,
    SearchMode,
    Snippet,
)
from itasearch.model.records import TEXT_FIELDS, Report, report_of

if TYPE_CHECKING:
    from rich.text import Text

    from itasearch.model.records import StoredMeasure
    from itasearch.workspace import Workspace

_SHOWN_COPIES = 3
"""Reports with the same text that a hit names; "…" says there are more."""


def write_ranking(ranking: Ranking, *, as_json: bool, titled: bool) -> None:
    """Write the hits, or the nearest measures when nothing answers (for certain).

    Args:
        ranking: what was found.
        as_json: for programs: on stdout nothing but the hits, a line each.
        titled: whether to write the query before them.
    """
    for line in understood_lines(ranking):
        write_message(line)
    if as_json:
        from itasearch.wording.objects import ranking_objects

        write_objects(ranking_objects(ranking))
        return
    if titled:
        write_line(f"# {ranking.query.text}")
    if ranking.no_match:
        write_message(
            f"nothing answers {ranking.query.text!r}" + ("; nearest:" if ranking.nearest else "")
        )
    elif ranking.unsure:
        write_message(f"perhaps nothing answers {ranking.query.text!r}; nearest:")
    rows = [_hit_row(hit, mark="~" if ranking.unsure else "") for hit in ranking.hits]
    rows = rows or [_hit_row(hit, mark="~") for hit in ranking.nearest]
    if rows:
        write_table(("#", "Measure", "Organisation and source"), rows, ruled=True)
    for line in added_lines(ranking.added):
        write_message(line)


def added_lines(added: Sequence[AddedName]) -> Iterator[str]:
    """What was respelled, and the added names by the words of the query."""
    groups: dict[str, list[str]] = {}
    for one in added:
        if one.kind is Addition.RESPELLING:
            yield f"respelled: {one.asked} → {one.name}"
        else:
            groups.setdefault(one.asked, []).append(one.name)
    for word, names in groups.items():
        yield f"added for {word}: {', '.join(names)}"
    if added:
        yield 'to leave one out: --without "NAME"'


def understood_lines(ranking: Ranking) -> Iterator[str]:
    """What names and years of the query were read as, and what the library does not have."""
    for one in ranking.understood:
        yield f"understood: {one.asked} → only {one.name}"
        if one.choices:
            yield f"which one? type instead: {' | '.join(one.choices)}"
    for name in ranking.not_held:
        yield f"ไม่มีรายงานของ {name} ในคลัง (no such reports; what the library lacks is no filter)"
    if ranking.understood:
        yield 'to search them as words: --literal, or --without "WORDS" for one of them'


def _hit_row(hit: Hit, *, mark: str = "") -> tuple["str | Text", ...]:
    from rich.text import Text

    number = f"{hit.measure.number}. " if hit.measure.number else ""
    what = Text().append(f"{number}{hit.measure.title}", style="bold")
    if hit.passage.field != "title":
        what.append("\n").append_text(_highlighted(hit.passage))
    what.append(f"\n{hit.reason}", style="dim")
    for line in _repeated(hit):
        what.append(f"\n{line}", style="dim")
    year = year_label(hit.fiscal_year_be)
    reworded = hit.measure.source.reworded
    where = Text(f"{organisation_label(hit.organisation, reworded=reworded)} {year}")
    where.append(f"\n{place_label(hit.measure.source)}", style="dim")
    where.append(f"\n{hit.measure.id}", style="cyan")
    return f"{mark}{hit.rank}", what, where


def _repeated(hit: Hit) -> Iterator[str]:
    """Where the same text is used, and since when it is unchanged."""
    if hit.unchanged_since is not None:
        yield f"unchanged since {hit.unchanged_since}"
    if hit.same_text:
        places = [
            f"{year_label(one.fiscal_year_be)} "
            f"{organisation_label(one.organisation, reworded=one.source.reworded)}"
            for one in hit.same_text[:_SHOWN_COPIES]
        ]
        count = len(hit.same_text) + hit.more_copies
        more = "; …" if count > _SHOWN_COPIES else ""
        order = ", oldest first" if count > 1 else ""
        yield f"same text: {count} more{order}: {'; '.join(places)}{more}"


def _highlighted(passage: Snippet) -> "Text":
    from rich.text import Text

    text = Text(passage.text)
    for start, end in passage.highlights:
        text.stylize("bold yellow", start, end)
    return text


def topics(
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    indicator_: Indicators = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List the topics of measures, and how many measures of the library are about each.

    Example: itasearch topics --province พะเยา --year 2566
    """
    from itasearch.domain.topics import topics as all_topics

    filters = filter_names(organisation, type_, province, year, indicators=indicator_)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        counts = workspace.facet_counts(filters).topics
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
    write_table(("Topic", "Thai", "English", "Measures"), rows, headed=True)


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
        return f"(guess, {100 * mark.confidence:.0f} %)"
    return f"({mark.origin.value})"


_SHOWN_QUERY = 60
"""Most code points of a query in an error message."""
_NOT_TEXT = "ไฟล์คำค้นไม่ใช่ข้อความ UTF-8 โปรดบันทึกใหม่เป็น UTF-8"


def search(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What to look for.")] = None,
    limit: Limit = 10,
    mode: Annotated[SearchMode, typer.Option("--mode", help="How to look.")] = SearchMode.HYBRID,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    indicator: Indicators = None,
    topic: Topics = None,
    literal: Literal = False,
    without: Without = None,
    like: Like = None,
    unlike: Unlike = None,
    reranker: Reranker = None,
    queries: Annotated[
        Path | None,
        typer.Option(
            "--queries",
            metavar="FILE",
            help="Ask every line of this UTF-8 file instead of TEXT.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Search measures for TEXT, in Thai or English; with --like, TEXT may be left out.

    TEXT may hold "phrases", -words to leave out and field:words (docs/query-language.md).
    Towns, districts, provinces, regions, years and indicators in it become filters.
    One that begins with a minus comes last, behind --: itasearch search -k 5 -- "-อบรม พัสดุ"

    Example: itasearch search "No Gift Policy" -k 5 --province พะเยา
    """
    if text is None and queries is None and like:
        text = ""  # nothing but measures to be like
    if (text is None) == (queries is None):
        raise typer.BadParameter("give either TEXT or --queries FILE", param_hint="TEXT")
    texts = _queries(queries) if queries is not None else [text or ""]
    filters = filter_names(organisation, type_, province, year, indicators=indicator, topics=topic)
    refinement = Refinement(
        without=tuple(without or ()), like=tuple(like or ()), unlike=tuple(unlike or ())
    )
    failed, unmet = False, set(refinement.without)
    with opened(home, reranker=reranker) as workspace:
        _refresh_with_notes(workspace, bars=not as_json)
        ask = partial(workspace.search, k=limit, mode=mode, filters=filters, literal=literal)
        for each in texts:
            try:
                ranking = ask(each, refinement=refinement)
                unmet -= _met(unmet, ranking, ask)
            except QueryError as error:
                write_message(f"error: {shorten(each, _SHOWN_QUERY)!r}: {error}")
                failed = True
                continue
            write_ranking(ranking, as_json=as_json, titled=queries is not None)
    for name in sorted(unmet):
        write_message(f"note: --without {name!r} left nothing out: no such name was added")
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


def similar(
    measure: Annotated[str, typer.Argument(metavar="ID", help="Id of a measure.")],
    limit: Limit = 10,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    indicator: Indicators = None,
    topic: Topics = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Find measures that are like the measure ID.

    Example: itasearch similar r3f2a9c0d1e4b-t1r7 --type เทศบาลตำบล
    """
    filters = filter_names(organisation, type_, province, year, indicators=indicator, topics=topic)
    with opened(home) as workspace:
        _refresh_with_notes(workspace, bars=not as_json)
        ranking = workspace.similar(measure, k=limit, filters=filters)
    write_ranking(ranking, as_json=as_json, titled=False)


def _refresh_with_notes(workspace: "Workspace", *, bars: bool) -> None:
    fresh = refreshed(workspace, bars=bars)
    if not workspace.stats().reports:
        write_message(
            f"note: there are no reports in {workspace.settings.home}; "
            "add some with: itasearch add FILE… (or name another home: --home DIR)"
        )
    elif not fresh:
        write_message(
            "note: the index is behind the library and cannot be written just now; "
            "these hits are from the index as it was"
        )


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
    if summary.status is ReportStatus.REMOVED:
        write_message(f"note: {summary.id} was removed; add its file again to bring it back")
    elif summary.replaced_by is not None:
        write_message(
            f"note: {summary.id} is not used; {summary.replaced_by} is the better version of it"
        )
    if isinstance(found, Report):
        write_objects([found]) if as_json else _write_report(found)
    elif as_json:
        party = Party(organisation=found.organisation, fiscal_year_be=found.fiscal_year_be)
        from itasearch.wording.objects import measure_object

        write_objects([measure_object(found.measure, party, about)])
    else:
        write_table(("Field", "Text"), _measure_rows(found, about), ruled=True)


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
    write_line(f"{report.id}: {report.kind.value}, {name}, {year}")
    write_line(f"{report.source.path} ({report.media_type}), confidence {report.confidence:.2f}")
    if report.completeness is not None:
        write_line(f"{share_label(report.completeness)} of the tables' text is in the measures")
    for note in (*report.warnings, *(f"missing: {field}" for field in report.missing)):
        write_line(f"  ! {note}")
    rows = ((each.id, each.number or "–", each.title) for each in report.measures)
    write_table(("Measure", "No.", "Title"), rows)
