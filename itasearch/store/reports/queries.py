"""Measures of many reports at once, without their texts.

ITA results of organisations, wherever they were told: in a report or in a file of results.

When several sources tell the same organisation and year, the newest counts; a source that
was removed or superseded tells nothing.

Reading reports, measures and counts; corrections are in force in all of it.

Every function takes a connection and writes nothing. A search loads its measures through
`load_measures`: one query by primary key.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select
from sqlalchemy.sql.elements import Label

from itasearch.domain.organisations import reworded_digests, sample_names
from itasearch.errors import UnknownReportError
from itasearch.model.library import LibraryStats, OrganisationSummary, ReportStatus, ReportSummary
from itasearch.model.ranking import Filters
from itasearch.model.reasons import ambiguous_name
from itasearch.model.records import TEXT_FIELDS, ItaResult, Report, ReportKind
from itasearch.model.towns import MeasureSketch
from itasearch.store.base import StoredMeasure
from itasearch.store.corrections.in_force import measures_in
from itasearch.store.db.rows import (
    batches,
    facets_digest,
    ita_result_of,
    measure_of,
    organisation_of,
    place_of,
    read_organisation_of,
    storable,
)
from itasearch.store.db.schema import ita_result, measure, organisation, report, source_file
from itasearch.store.organisations import name_key, standing_results, visible_organisations
from itasearch.text.thai.match import thai_order


def result_of_report(connection: Connection, report_id: str) -> ItaResult | None:
    """The ITA result that this report tells."""
    question = select(ita_result).where(ita_result.c.report_id == report_id)
    row = connection.execute(question).mappings().first()
    return None if row is None else ita_result_of(row)


def results_of_organisation(connection: Connection, organisation_id: str) -> tuple[ItaResult, ...]:
    """One result a year, newest year first; a result without its year comes last."""
    return results_of_organisations(connection, [organisation_id]).get(organisation_id, ())


def results_of_organisations(
    connection: Connection, organisation_ids: Sequence[str]
) -> dict[str, tuple[ItaResult, ...]]:
    """The same of many organisations, by id; those without a result are left out."""
    question = (
        select(ita_result)
        .where(ita_result.c.id.in_(standing_results()))
        .order_by(ita_result.c.sequence, ita_result.c.id)
    )
    found: dict[str, dict[int | None, ItaResult]] = {}
    for batch in batches(organisation_ids):
        asked = question.where(ita_result.c.organisation_id.in_(batch))
        for row in connection.execute(asked).mappings():
            by_year = found.setdefault(row["organisation_id"], {})
            by_year[row["fiscal_year_be"]] = ita_result_of(row)
    return {
        name: tuple(by_year[year] for year in sorted(by_year, key=lambda year: -(year or 0)))
        for name, by_year in found.items()
    }


def count_results(connection: Connection) -> int:
    """How many years of organisations have a result."""
    pairs = (
        select(ita_result.c.organisation_id, ita_result.c.fiscal_year_be)
        .where(ita_result.c.organisation_id.is_not(None))
        .where(ita_result.c.id.in_(standing_results()))
        .distinct()
    )
    return len(connection.execute(pairs).all())


_ACTIVE = ReportStatus.ACTIVE.value

FALLEN_AWAY = "อ่านไฟล์ใหม่แล้วไม่พบรายงานนี้ จึงใช้ผลการอ่านเดิม โปรดตรวจ"
MISREAD = "ถือเป็นรายงานเดียวกับฉบับที่ใช้แทน แม้ชื่อหน่วยงานหรือปีงบประมาณที่อ่านได้ไม่แน่ชัด โปรดตรวจ"


def _organisation_columns() -> list[Label[object]]:
    names = ("name", "type", "district", "province", "aliases")
    return [organisation.c[name].label(f"organisation_{name}") for name in names]


def _reports() -> Select[tuple[object, ...]]:
    return (
        select(report, source_file.c.path, *_organisation_columns())
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .outerjoin(organisation, organisation.c.id == report.c.organisation_id)
    )


def summary_row(connection: Connection, report_id: str) -> RowMapping:
    """The joined row of one report. Raises UnknownReportError."""
    question = _reports().where(report.c.id == storable(report_id))
    row = connection.execute(question).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=report_id)
    return row


def same_year_reports(
    connection: Connection, *of: ColumnElement[bool]
) -> dict[str, tuple[str, ...]]:
    """Ids of the other active reports of the same organisation, year and kind, by report id.

    Args:
        connection: to read by.
        of: conditions on the reports that are asked for; without any, all active ones. Those
            that have no other beside them are left out.
    """
    other = report.alias("other")
    pairs = (
        select(report.c.id, other.c.id)
        .join(
            other,
            (other.c.organisation_id == report.c.organisation_id)
            & (other.c.fiscal_year_be == report.c.fiscal_year_be)
            & (other.c.kind == report.c.kind)
            & (other.c.id != report.c.id),
        )
        .where(report.c.status == _ACTIVE, other.c.status == _ACTIVE, *of)
        .order_by(other.c.sequence, other.c.ordinal)
    )
    found: dict[str, tuple[str, ...]] = {}
    for one, beside in connection.execute(pairs):
        found[one] = (*found.get(one, ()), beside)
    return found


def summary_of(row: RowMapping, same_year: Mapping[str, tuple[str, ...]]) -> ReportSummary:
    """A report without its measures, from its joined row and `same_year_reports`."""
    return ReportSummary(
        id=row["id"],
        organisation=organisation_of(row),
        fiscal_year_be=row["fiscal_year_be"],
        kind=ReportKind(row["kind"]),
        measures=row["measure_count"],
        status=ReportStatus(row["status"]),
        missing=tuple(row["missing"]),
        warnings=_warnings(row),
        confidence=row["confidence"],
        media_type=row["media_type"],
        source=place_of(row),
        added_at=row["added_at"],
        replaced_by=row["replaced_by"],
        completeness=row["completeness"],
        reading_version=row["reading_version"],
        same_year=same_year.get(row["id"], ()),
    )


def _warnings(row: RowMapping) -> tuple[str, ...]:
    """What reading noticed, and what the store did of the report among others."""
    warnings = tuple(row["warnings"])
    if row["fallen_away"]:
        warnings = (*warnings, FALLEN_AWAY)
    if row["misread"]:
        warnings = (*warnings, MISREAD)
    if row["organisation_id"] is not None or row["read_organisation"] is None:
        return warnings
    name = read_organisation_of(row["read_organisation"]).name
    return (*warnings, ambiguous_name(name))


def load_summary(connection: Connection, report_id: str) -> ReportSummary:
    """A report without its measures. Raises UnknownReportError."""
    row = summary_row(connection, report_id)
    return summary_of(row, same_year_reports(connection, report.c.id == row["id"]))


def load_report(connection: Connection, report_id: str) -> Report:
    """A report with its measures. Raises UnknownReportError."""
    row = summary_row(connection, report_id)
    return Report(
        id=row["id"],
        source=place_of(row),
        media_type=row["media_type"],
        organisation=organisation_of(row),
        fiscal_year_be=row["fiscal_year_be"],
        kind=ReportKind(row["kind"]),
        measures=measures_in(connection, measure, row["id"]),
        ita_result=result_of_report(connection, row["id"]),
        warnings=_warnings(row),
        missing=tuple(row["missing"]),
        confidence=row["confidence"],
        completeness=row["completeness"],
    )


def load_reports(
    connection: Connection, filters: Filters, statuses: Collection[ReportStatus]
) -> tuple[ReportSummary, ...]:
    """Reports by province, organisation name, then newest fiscal year first."""
    question = _reports().where(report.c.status.in_([status.value for status in statuses]))
    for column, values in (
        (report.c.organisation_id, filters.organisation_ids),
        (organisation.c.type, filters.types),
        (organisation.c.province, filters.provinces),
        (report.c.fiscal_year_be, filters.fiscal_years),
    ):
        if values:
            question = question.where(column.in_(values))
    if filters.indicators:
        of_indicator = select(measure.c.id).where(
            measure.c.report_id == report.c.id, measure.c.indicator.in_(filters.indicators)
        )
        question = question.where(of_indicator.exists())
    same_year = same_year_reports(connection)
    rows = connection.execute(question.order_by(report.c.sequence, report.c.ordinal))
    return tuple(sorted((summary_of(row, same_year) for row in rows.mappings()), key=_in_lists))


def _in_lists(summary: ReportSummary) -> tuple[bool, str, bool, str, int]:
    """Place in a list; what is unknown comes last."""
    found = summary.organisation
    province, name = (found.province, found.name) if found is not None else (None, None)
    return (
        province is None,
        thai_order(province or ""),
        name is None,
        thai_order(name or ""),
        -(summary.fiscal_year_be or 0),
    )


def load_reports_of_source(connection: Connection, sha256: str) -> tuple[ReportSummary, ...]:
    """All reports of a file, in the file's order."""
    return load_reports_of_sources(connection, [storable(sha256)]).get(storable(sha256), ())


def load_reports_of_sources(
    connection: Connection, digests: Sequence[str]
) -> dict[str, tuple[ReportSummary, ...]]:
    """All reports of several files, by digest, each in its file's order."""
    found: dict[str, tuple[ReportSummary, ...]] = {}
    for batch in batches(digests):
        of_batch = report.c.sha256.in_(batch)
        same_year = same_year_reports(connection, of_batch)
        question = _reports().where(of_batch).order_by(report.c.ordinal)
        for row in connection.execute(question).mappings():
            summary = summary_of(row, same_year)
            sha256 = summary.source.sha256
            found[sha256] = (*found.get(sha256, ()), summary)
    return found


def load_measures(connection: Connection, ids: Sequence[str]) -> dict[str, StoredMeasure]:
    """Measures of active reports by id, in the order asked for."""
    question = (
        select(
            measure,
            source_file.c.path,
            source_file.c.sha256,
            report.c.fiscal_year_be,
            report.c.organisation_id,
            report.c.status,
            *_organisation_columns(),
        )
        .join(report, report.c.id == measure.c.report_id)
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .outerjoin(organisation, organisation.c.id == report.c.organisation_id)
    )
    found = {
        row["id"]: StoredMeasure(
            measure=measure_of(row),
            organisation=organisation_of(row),
            fiscal_year_be=row["fiscal_year_be"],
        )
        for batch in batches(ids)
        for row in connection.execute(question.where(measure.c.id.in_(batch))).mappings()
        # Asked in SQL, this led SQLite to begin with all active reports: 60 ms instead of 2.
        if row["status"] == _ACTIVE
    }
    return {one: found[one] for one in ids if one in found}


def load_fingerprints(connection: Connection) -> dict[str, str]:
    """Digest of each active report."""
    columns = ("id", "content_digest", "organisation_id", "fiscal_year_be")
    question = (
        select(*(report.c[name] for name in columns), *_organisation_columns())
        .outerjoin(organisation, organisation.c.id == report.c.organisation_id)
        .where(report.c.status == _ACTIVE)
        .order_by(report.c.sequence, report.c.ordinal)
    )
    return {row["id"]: facets_digest(row) for row in connection.execute(question).mappings()}


def load_organisations(connection: Connection) -> tuple[OrganisationSummary, ...]:
    """Organisations that have an active report or an ITA result, by name."""
    owner, year = report.c.organisation_id, report.c.fiscal_year_be
    rows = connection.execute(
        select(owner, year, func.count(), func.sum(report.c.measure_count))
        .where(report.c.status == _ACTIVE)
        .group_by(owner, year)
    )
    held: dict[str | None, list[tuple[int | None, int, int]]] = {}
    for organisation_id, fiscal_year, reports, measures in rows:
        held.setdefault(organisation_id, []).append((fiscal_year, reports, measures))
    summaries = []
    for found in visible_organisations(connection):
        years = held.get(found.id, [])
        summaries.append(
            OrganisationSummary(
                organisation=found,
                fiscal_years=tuple(sorted(y for y, _, _ in years if y is not None)),
                reports=sum(reports for _, reports, _ in years),
                measures=sum(measures for _, _, measures in years),
            )
        )
    return tuple(sorted(summaries, key=lambda one: thai_order(one.organisation.name)))


def load_stats(connection: Connection) -> LibraryStats:
    """Counts over the active reports."""
    counts = connection.execute(
        select(
            func.count(),
            func.count(report.c.organisation_id.distinct()),
            func.coalesce(func.sum(report.c.measure_count), 0),
        ).where(report.c.status == _ACTIVE)
    ).one()
    provinces = (
        select(func.count(organisation.c.province.distinct()))
        .join(report, report.c.organisation_id == organisation.c.id)
        .where(report.c.status == _ACTIVE)
    )
    invented = (
        select(func.count(organisation.c.id.distinct()))
        .join(report, report.c.organisation_id == organisation.c.id)
        .where(report.c.status == _ACTIVE)
        .where(organisation.c.name_key.in_([name_key(name) for name in sample_names()]))
    )
    reworded = select(func.count()).where(
        report.c.status == _ACTIVE, report.c.sha256.in_(reworded_digests())
    )
    years = select(report.c.fiscal_year_be).where(report.c.status == _ACTIVE).distinct()
    doubtful = select(func.count()).where(report.c.status == _ACTIVE, report.c.complete.is_(False))
    return LibraryStats(
        reports=counts[0],
        organisations=counts[1],
        provinces=connection.execute(provinces).scalar_one(),
        measures=counts[2],
        needs_review=connection.execute(doubtful).scalar_one(),
        ita_results=count_results(connection),
        fiscal_years=tuple(
            sorted(year for year in connection.execute(years).scalars() if year is not None)
        ),
        samples=connection.execute(invented).scalar_one(),
        reworded=connection.execute(reworded).scalar_one(),
        doubled=len(same_year_reports(connection)),
    )


_LETTERS = "letters_of_"


def load_sketches(
    connection: Connection, report_ids: Sequence[str]
) -> dict[str, tuple[MeasureSketch, ...]]:
    """The measures of reports by report id, each report's in its order."""
    columns = ("id", "report_id", "indicator", "indicator_corrected", "topics")
    lengths = [func.length(measure.c[name]).label(_LETTERS + name) for name in TEXT_FIELDS]
    question = select(*(measure.c[name] for name in columns), *lengths)
    found: dict[str, list[MeasureSketch]] = {}
    for batch in batches(report_ids):
        asked = question.where(measure.c.report_id.in_(batch))
        for row in connection.execute(asked.order_by(measure.c.ordinal)).mappings():
            found.setdefault(row["report_id"], []).append(_sketch_of(row))
    return {name: tuple(found[name]) for name in report_ids if name in found}


def _sketch_of(row: RowMapping) -> MeasureSketch:
    return MeasureSketch(
        id=row["id"],
        report_id=row["report_id"],
        indicator=row["indicator"],
        indicator_corrected=row["indicator_corrected"],
        topics=tuple(row["topics"]),
        letters={name: letters for name in TEXT_FIELDS if (letters := row[_LETTERS + name])},
    )
