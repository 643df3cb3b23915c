"""Verb on one town: all that the library holds of it, and what other towns have to do with it."""

from collections.abc import Sequence
from typing import Annotated

import typer

from itasearch.cli.labels import messages, tables
from itasearch.cli.language import language, say
from itasearch.cli.options import Home, Json, TableOutput, opened, table_format
from itasearch.cli.output import (
    cell_label,
    code_label,
    organisation_label,
    topic_label,
    write_line,
    write_message,
    write_objects,
    write_table,
    year_label,
)
from itasearch.cli.progress import refreshed
from itasearch.cli.towns.many import (
    GAP_HEADERS,
    SIMILAR_HEADERS,
    coverage_note,
    gap_row,
    similar_row,
    weak_line,
)
from itasearch.model.library import ReportSummary
from itasearch.model.records import ItaResult
from itasearch.model.town import CopyTown, TownOverview, YearTopics
from itasearch.model.towns import MOST_SIMILAR_TOWNS
from itasearch.wording.label import Label
from itasearch.wording.names import KINDS


def town(
    organisation: Annotated[str, typer.Argument(metavar="ORG", help="Its name or id.")],
    limit: Annotated[
        int, typer.Option("--limit", "-k", min=1, help="Similar organisations to show.")
    ] = MOST_SIMILAR_TOWNS,
    output: TableOutput = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Show one organisation: reports, ITA results, topics by year, similar ones, gaps, copies.

    Example: itasearch town ทต.แม่กา
    """
    kind = table_format(output)
    with opened(home) as workspace:
        refreshed(workspace, bars=not as_json)
        found = workspace.town(organisation, most=limit)
        if output is not None:
            workspace.export_tables(found, output, kind=kind, language=language())
    if as_json:
        write_objects([found])
    elif output is not None:
        write_line(str(output))
    else:
        _write_town(found)
    for line in _notes(found):
        write_message(line)


def _write_town(found: TownOverview) -> None:
    record = found.record
    write_line(organisation_label(record.organisation, reworded=record.reworded))
    columns: tuple[Label, ...] = (
        tables.REPORT,
        tables.YEAR,
        tables.KIND,
        tables.MEASURES,
        tables.FILE,
    )
    write_table(columns, map(_report_row, record.reports), ruled=True)
    columns = (tables.ITA_YEAR, tables.TOTAL, tables.GRADE, tables.INDICATORS)
    write_table(columns, map(_result_row, record.results))
    write_table((tables.YEAR, tables.TOPICS), map(_topics_row, record.topics), ruled=True)
    write_table(SIMILAR_HEADERS, map(similar_row, found.similar.neighbours), ruled=True)
    for weak in found.similar.weak:
        write_line(weak_line(weak))
    gaps = map(gap_row, found.coverage.gaps)
    write_table(GAP_HEADERS, gaps, ruled=True)
    columns = (tables.TEXTS, tables.ORGANISATION, tables.WHEN, tables.OURS, tables.THEIRS)
    copies = ((tables.EARLIER, found.copies.earlier), (tables.LATER, found.copies.later))
    rows = (_copy_row(cell_label(when), one) for when, some in copies for one in some)
    write_table(columns, rows, ruled=True)


def _report_row(report: ReportSummary) -> tuple[str, ...]:
    return (
        report.id,
        year_label(report.fiscal_year_be),
        code_label(KINDS, report.kind),
        str(report.measures),
        report.source.path,
    )


def _result_row(result: ItaResult) -> tuple[str, ...]:
    scores = ", ".join(f"{one.number}: {one.score:.2f}" for one in result.indicators)
    total = "–" if result.total is None else f"{result.total:.2f}"
    return year_label(result.fiscal_year_be), total, result.grade or "–", scores or "–"


def _topics_row(of_year: YearTopics) -> tuple[str, str]:
    topics = sorted(of_year.topics.items(), key=lambda one: (-one[1], one[0]))
    named = ", ".join(f"{topic_label(topic)} {count}" for topic, count in topics)
    return year_label(of_year.fiscal_year_be), named or "–"


def _copy_row(when: str, one: CopyTown) -> tuple[str, ...]:
    return (
        str(one.texts),
        organisation_label(one.organisation, reworded=False),
        when,
        f"{year_label(one.fiscal_year_be)} {one.measure_id}",
        f"{year_label(one.copy_year_be)} {one.copy_id}",
    )


def _notes(found: TownOverview) -> Sequence[str]:
    copies = found.copies
    lines = [coverage_note(note) for note in found.coverage.notes]
    counts = {"shared": copies.shared, "texts": copies.texts}
    towns = {"earlier": copies.earlier_towns, "later": copies.later_towns}
    cut = say(messages.COPIES_CUT) if copies.cut else ""
    lines.append(say(messages.COPIES_FOUND, **counts, **towns) + cut)
    if any((*one.examples, *one.improved) for one in found.similar.weak):
        lines.append(f"{say(messages.NO_PROOF)} (itasearch neighbours ORG)")
    return [*lines, say(messages.ADVICE)]
