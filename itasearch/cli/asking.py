"""Verbs that ask: search, similar, show."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli.context import filter_names, opened
from itasearch.cli.options import (
    Home,
    Indicators,
    Json,
    Like,
    Limit,
    Organisations,
    Provinces,
    Reranker,
    Topics,
    Types,
    Unlike,
    Without,
    Years,
)
from itasearch.cli.output import (
    organisation_label,
    place_label,
    share_label,
    tell,
    write_line,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import shown_progress
from itasearch.cli.rankings import write_ranking
from itasearch.cli.topics import classification_as_json, indicator_label, topics_label
from itasearch.errors import DamagedFileError, QueryError
from itasearch.model.as_json import (
    JsonObject,
    measure_as_json,
    organisation_as_json,
    report_as_json,
)
from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.library import ReportStatus
from itasearch.model.ranking import Ranking, Refinement, SearchMode
from itasearch.model.records import TEXT_FIELDS, Report, report_of

if TYPE_CHECKING:
    from itasearch.store.base import StoredMeasure
    from itasearch.workspace import Workspace

_SHOWN_QUERY = 60
_NOT_TEXT = "ไฟล์คำค้นไม่ใช่ข้อความ UTF-8 โปรดบันทึกใหม่เป็น UTF-8"


def search(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What to look for.", show_default=False)
    ] = None,
    limit: Limit = 10,
    mode: Annotated[SearchMode, typer.Option("--mode", help="How to look.")] = SearchMode.HYBRID,
    organisation: Organisations = None,
    type_: Types = None,
    province: Provinces = None,
    year: Years = None,
    indicator: Indicators = None,
    topic: Topics = None,
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
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Search measures for TEXT, in Thai or English; with --like, TEXT may be left out.

    TEXT may hold "phrases", -words to leave out and field:words (docs/query-language.md).
    One that begins with a minus stands last, behind --: itasearch search -k 5 -- "-อบรม พัสดุ"

    Example: itasearch search "No Gift Policy" -k 5 --province พะเยา
    """
    if text is None and queries is None and like:
        text = ""  # nothing but measures to be like
    if (text is None) == (queries is None):
        raise typer.BadParameter("give either TEXT or --queries FILE", param_hint="TEXT")
    texts = [text] if text is not None else _queries(queries)
    filters = filter_names(organisation, type_, province, year, indicators=indicator, topics=topic)
    refinement = Refinement(
        without=tuple(without or ()), like=tuple(like or ()), unlike=tuple(unlike or ())
    )
    failed, unmet = False, set(refinement.without)
    with opened(context, home, reranker=reranker) as workspace:
        _refresh(workspace, bars=not as_json)
        ask = partial(workspace.search, k=limit, mode=mode, filters=filters)
        for each in texts:
            try:
                ranking = ask(each, refinement=refinement)
                unmet -= _met(unmet, ranking, ask)
            except QueryError as error:
                tell(f"error: {shorten(each, _SHOWN_QUERY)!r}: {error}")
                failed = True
                continue
            write_ranking(ranking, as_json=as_json, titled=queries is not None)
    for name in sorted(unmet):
        tell(f"note: --without {name!r} left nothing out: no such name was added")
    if failed:
        raise typer.Exit(1)


def _met(unmet: set[str], ranking: Ranking, ask: Callable[..., Ranking]) -> set[str]:
    """Those names of `--without` that would have been added to this query."""
    refinement, met = ranking.query.refinement, set[str]()
    for name in unmet:
        # Others stay out: a name may be offered only once a respelling is gone.
        kept = tuple(one for one in refinement.without if one != name)
        offered = ask(ranking.query.text, refinement=replace(refinement, without=kept)).added
        met |= {one.name for one in offered if one.name == name}
    return met


def _queries(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DamagedFileError(path=str(file), reason=_NOT_TEXT) from error
    return [line.strip() for line in lines if line.strip()]


def similar(
    context: typer.Context,
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
    with opened(context, home) as workspace:
        _refresh(workspace, bars=not as_json)
        ranking = workspace.similar(measure, k=limit, filters=filters)
    write_ranking(ranking, as_json=as_json, titled=False)


def _refresh(workspace: "Workspace", *, bars: bool) -> None:
    with shown_progress(bars=bars) as progress:
        fresh = workspace.refresh(progress=progress)
    if not workspace.stats().reports:
        tell(
            f"note: there are no reports in {workspace.settings.home}; "
            "add some with: itasearch add FILE… (or name another home: --home DIR)"
        )
    elif not fresh:
        tell(
            "note: the index is behind the library and cannot be written just now; "
            "these hits are from the index as it was"
        )


def show(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of a measure or report.")],
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show the measure or report ID in full, with its source.

    Example: itasearch show r3f2a9c0d1e4b-t1r7
    """
    with opened(context, home) as workspace:
        found = workspace.show(identifier)
        about = workspace.classifications([identifier]).get(identifier, UNCLASSIFIED)
        stands = workspace.summary(report_of(identifier))
    if stands.status is ReportStatus.REMOVED:
        tell(f"note: {stands.id} was removed; add its file again to bring it back")
    elif stands.replaced_by is not None:
        tell(f"note: {stands.id} is not used; {stands.replaced_by} is the better version of it")
    if as_json:
        shown = (
            report_as_json(found) if isinstance(found, Report) else _stored_as_json(found, about)
        )
        write_objects([shown])
    elif isinstance(found, Report):
        _write_report(found)
    else:
        write_table(("Field", "Text"), _measure_rows(found, about), ruled=True)


def _stored_as_json(stored: "StoredMeasure", about: Classification) -> JsonObject:
    """A measure with what it alone does not tell: whose it is, what about, its cells as read."""
    cells = [{"column": column, "text": text} for column, text in stored.measure.raw_cells]
    return {
        **measure_as_json(stored.measure),
        "report_id": stored.measure.report_id,
        "organisation": organisation_as_json(stored.organisation),
        "fiscal_year_be": stored.fiscal_year_be,
        "classification": classification_as_json(about),
        "raw_cells": cells,
        "reworded": stored.measure.source.reworded,
    }


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
