"""Reports, measures and counts with corrections in force, and reports that a stage cannot work on.

A fault is in force for the report as it was then and the itasearch that found it: once either has
changed, the stage tries again. A lost fault is found again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import RowMapping
from sqlalchemy.sql.elements import Label

from itasearch.domain.organisations import reworded_digests, sample_names
from itasearch.errors import UnknownReportError
from itasearch.model.library import (
    LibraryStats,
    ReportFault,
    ReportOrder,
    ReportPage,
    ReportStatus,
    ReportSummary,
    ReportWord,
    Stage,
)
from itasearch.model.ranking import NO_FILTERS, Filters, SameText
from itasearch.model.records import TEXT_FIELDS, Organisation, Report, StoredMeasure, UnreadLine
from itasearch.model.towns import MeasureSketch, NewestReport
from itasearch.store.corrections import measures_of
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    ORGANISATION_COLUMNS,
    PLACE_COLUMNS,
    ReadRow,
    batches,
    facets_digest,
    ita_result_of,
    measure_of,
    organisation_of,
    place_of,
    rows_of,
)
from itasearch.store.db.schema import (
    IS_ACTIVE,
    IS_OWNER,
    ita_result,
    measure,
    organisation,
    renew_revision,
    report,
    report_fault,
    revision_of,
    source_file,
    unread_line,
)
from itasearch.store.organisations import fits_in_english, name_key, results_in_force
from itasearch.version import VERSION
from itasearch.wording.messages import ambiguous_name

FALLEN_AWAY = "อ่านไฟล์ใหม่แล้วไม่พบรายงานนี้ จึงใช้ผลการอ่านเดิม โปรดตรวจ"

_REPORTS_PER_READ = 32  # reports read together: one by one each took three queries, 2 ms

_PLACED = 16  # ids in a query, or a multiple: preparing another statement takes longer than asking


_AS_STORED = {field.name for field in fields(ReportSummary)} & {*report.c.keys()} - {"warnings"}
"""Columns of a report that its summary has as they are."""

_OF_BOTH = {field.name for field in fields(Report)} & {
    field.name for field in fields(ReportSummary) if field.name != "measures"
}
"""What a report and its summary have alike; of measures the summary has the number."""


class SqlReports(SqlPart):
    """Reports and measures as they are in force, corrections applied."""

    def known_sources(self, digests: Sequence[str]) -> Mapping[str, bool]:
        """Files that were ever stored, by digest: whether nothing of them was removed."""
        statuses = sa.select(
            source_file.c.sha256, source_file.c.results_status, report.c.status
        ).outerjoin(report, report.c.sha256 == source_file.c.sha256)
        are_whole: dict[str, bool] = {}
        with self._database.reading() as connection:
            for row in rows_of(connection, statuses, source_file.c.sha256, digests):
                sha256, of_file = row["sha256"], (row["results_status"], row["status"])
                is_whole = ReportStatus.REMOVED not in of_file
                are_whole[sha256] = are_whole.get(sha256, True) and is_whole
        return are_whole

    def read_before(self, version: int) -> tuple[str, ...]:
        """Ids of the reports, unless removed, that a reader older than `version` read."""
        older = (
            sa.select(report.c.id)
            .where(report.c.reading_version < version)
            .where(report.c.status != ReportStatus.REMOVED)
            .order_by(report.c.sequence, report.c.ordinal)
        )
        return tuple(row["id"] for row in self._read(older))

    def get(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""
        with self._database.reading() as connection:
            return load_reports(connection, [report_id])[0]

    def each(self, report_ids: Sequence[str]) -> Iterator[Report]:
        """Reports with their measures, in order, read some at a time. Raises UnknownReportError."""
        for start in range(0, len(report_ids), _REPORTS_PER_READ):
            some = report_ids[start : start + _REPORTS_PER_READ]
            with self._database.reading() as connection:
                reports = load_reports(connection, some)
            yield from reports

    def summary(self, report_id: str) -> ReportSummary:
        """A report without its measures, whatever its status. Raises UnknownReportError."""
        with self._database.reading() as connection:
            return load_summary(connection, report_id)

    def summaries(self, report_ids: Sequence[str]) -> Mapping[str, ReportSummary]:
        """Reports without their measures, by id; unknown ones are left out."""
        with self._database.reading() as connection:
            return summaries_by_id(connection, report_ids)

    def all(
        self,
        filters: Filters | None = None,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
        doubtful: bool = False,
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation (Thai order), newest year first; or `doubtful` ones."""
        filters = filters or NO_FILTERS
        query = report_rows().where(report.c.status.in_(statuses))
        query = _inside(filters, query)
        if doubtful:
            query = query.where(report.c.complete.is_(False))
        with self._database.reading() as connection:
            return summaries_of(connection, query.order_by(*IN_LISTS))

    def has_reports(self, filters: Filters) -> bool:
        """Whether there are active reports inside the filters, whatever their measures are."""
        active = sa.select(report.c.id).outerjoin(organisation, IS_OWNER).where(IS_ACTIVE)
        return bool(self._read(_inside(filters, active).limit(1)))

    def count(self) -> int:
        """How many active reports there are."""
        active = sa.select(sa.func.count()).select_from(report).where(IS_ACTIVE)
        return self._database.cached(
            "report count", lambda connection: int(connection.execute(active).scalar_one())
        )

    def page(
        self,
        words: Sequence[ReportWord] = (),
        *,
        filters: Filters = NO_FILTERS,
        order: ReportOrder = ReportOrder.THAI_NAME,
        added_after: datetime | None = None,
        first: int = 0,
        most: int,
    ) -> ReportPage:
        """Some of the active reports that fit all of `words`."""
        # Whole rows are read of the page only, and what is not asked for is not joined.
        counted = sa.select(sa.func.count()).select_from(report).where(IS_ACTIVE)
        if order is ReportOrder.DOUBTFUL:
            counted = counted.where(report.c.complete.is_(False))
        with_owner = counted.outerjoin(organisation, IS_OWNER)
        if words:
            with_owner = with_owner.join(source_file, source_file.c.sha256 == report.c.sha256)
            with_owner = counted = with_owner.where(*map(_has_word, words))
        if filters != NO_FILTERS:
            with_owner = counted = _inside(filters, with_owner)
        in_order = _ORDERS[order]
        if added_after is not None:
            new = report.c.added_at > added_after
            with_owner, counted, in_order = with_owner.where(new), counted.where(new), _NEWEST_FIRST
        listed = with_owner.with_only_columns(report.c.id).order_by(*in_order, *IN_LISTS)
        with self._database.reading() as connection:
            page = connection.execute(listed.offset(first).limit(most)).scalars().all()
            summaries = summaries_by_id(connection, page)
            total = int(connection.execute(counted).scalar_one())
        return ReportPage(reports=tuple(summaries[report_id] for report_id in page), total=total)

    def newest(self, fiscal_years: Sequence[int] = ()) -> tuple[NewestReport, ...]:
        """Active reports of each organisation's newest year with measures; () for all years."""
        # Reports without a year are an organisation's newest where it has no others.
        year = sa.func.coalesce(report.c.fiscal_year_be, 0)
        counting = [IS_ACTIVE, report.c.measure_count > 0, report.c.organisation_id.is_not(None)]
        if fiscal_years:
            counting.append(report.c.fiscal_year_be.in_(fiscal_years))
        newest = (
            sa.select(report.c.organisation_id, sa.func.max(year).label("year"))
            .where(*counting)
            .group_by(report.c.organisation_id)
            .subquery()
        )
        reports = (
            sa.select(
                *(report.c[name] for name in ("id", "organisation_id", "fiscal_year_be", "kind")),
                report.c.measure_count.label("measures"),
                report.c.sha256.in_(reworded_digests()).label("reworded"),
                report.c.content_digest.label("content"),
            )
            .join(
                newest,
                (newest.c.organisation_id == report.c.organisation_id) & (newest.c.year == year),
            )
            .where(*counting)
            .order_by(report.c.sequence, report.c.ordinal)
        )
        return tuple(NewestReport(**row) for row in self._read(reports))

    def of_source(self, sha256: str) -> tuple[ReportSummary, ...]:
        """All reports of a file, whatever their status, in the file's order."""
        return self.of_sources([sha256]).get(sha256, ())

    def of_file(self, name: str) -> tuple[ReportSummary, ...]:
        """The active reports of files with this end of path, in the order of `all`."""
        of_file = source_file.c.path.iendswith(name, autoescape=True)
        reports = report_rows().where(of_file, IS_ACTIVE).order_by(*IN_LISTS)
        with self._database.reading() as connection:
            return summaries_of(connection, reports)

    def of_sources(self, digests: Sequence[str]) -> Mapping[str, tuple[ReportSummary, ...]]:
        """All reports of files, by digest; files without a report are left out."""
        summaries: dict[str, tuple[ReportSummary, ...]] = {}
        with self._database.reading() as connection:
            for batch in batches(digests):
                of_batch = report.c.sha256.in_(batch)
                in_order = report_rows().where(of_batch).order_by(report.c.ordinal)
                for each in summaries_of(connection, in_order):
                    summaries[each.source.sha256] = (*summaries.get(each.source.sha256, ()), each)
        return summaries

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures of active reports by id, in the order of `measure_ids`."""
        return {
            name: StoredMeasure(
                measure=measure_of(row),
                organisation=organisation_of(row),
                fiscal_year_be=row["fiscal_year_be"],
            )
            for name, row in self._placed_rows(_WHOLE_MEASURES, measure_ids)
        }

    def first_measures(self, filters: Filters, *, most: int) -> tuple[str, ...]:
        """Ids of the first measures of the active reports inside the filters.

        By newest year, province, organisation, position. Ignores `indicators` and `topics`, which
        only the index knows.
        """
        with_measures = (
            sa.select(report.c.id)
            .outerjoin(organisation, IS_OWNER)
            .where(IS_ACTIVE, report.c.measure_count > 0)
        )
        newest_first: sa.Select[tuple[object, ...]] = (
            _inside(filters, with_measures)
            .order_by(report.c.fiscal_year_be.desc().nulls_last(), *IN_LISTS)
            .limit(most)
        )
        with self._database.reading() as connection:
            ids: list[str] = []
            for report_id in connection.scalars(newest_first):
                if len(ids) >= most:
                    break
                of_report = sa.select(measure.c.id).where(measure.c.report_id == report_id)
                ids += connection.scalars(of_report.order_by(measure.c.ordinal).limit(most))
        return tuple(ids[:most])

    def copy_heads(self, measure_ids: Sequence[str]) -> Mapping[str, SameText]:
        """Whose measures are and where they are, without their texts; as `measures`."""
        owners: dict[str | None, Organisation | None] = {}  # of hundreds of copies many have one
        heads = {}
        for name, row in self._placed_rows(_MEASURE_PLACES, measure_ids):
            owner = row["organisation_id"]
            if owner not in owners:
                owners[owner] = organisation_of(row)
            heads[name] = SameText(
                measure_id=name,
                organisation=owners[owner],
                fiscal_year_be=row["fiscal_year_be"],
                source=place_of(row),
                kind=row["kind"],
            )
        return heads

    def _placed_rows(
        self, statement: sa.Select[tuple[object, ...]], measure_ids: Sequence[str]
    ) -> Iterator[tuple[str, ReadRow]]:
        with self._database.reading() as connection:
            by_id: dict[str, ReadRow] = {}
            for batch in batches(measure_ids):
                ids = batch + batch[-1:] * (-len(batch) % _PLACED)
                result = connection.execute(statement, {"ids": ids})
                names = tuple(result.keys())
                rows = (dict(zip(names, row, strict=True)) for row in result.all())
                # As a condition in SQL, this led SQLite to begin with all active reports: 60 ms
                # instead of 2.
                by_id |= {row["id"]: row for row in rows if row["status"] == ReportStatus.ACTIVE}
        return ((id, by_id[id]) for id in measure_ids if id in by_id)

    def sketches(
        self, report_ids: Sequence[str], *, counted: Collection[str] = TEXT_FIELDS
    ) -> Mapping[str, tuple[MeasureSketch, ...]]:
        """Measures without texts, in order, by id of reports of any status; no empty ones.

        `counted`: text fields with their letters; without any no long text is read.
        """
        names = ("id", "report_id", "title", "indicator", "indicator_corrected", "topics")
        lengths = {
            name: sa.func.length(measure.c[name]).label(f"{name}_length") for name in counted
        }
        columns = (measure.c[name] for name in names)
        in_order = sa.select(*columns, *lengths.values()).order_by(measure.c.ordinal)
        sketches: dict[str, list[MeasureSketch]] = {}
        with self._database.reading() as connection:
            for row in rows_of(connection, in_order, measure.c.report_id, report_ids):
                sketch = MeasureSketch(
                    letters={name: row[of] for name, of in lengths.items() if row[of]},
                    **{name: row[name] for name in names},
                )
                sketches.setdefault(sketch.report_id, []).append(sketch)
        return {name: tuple(sketches[name]) for name in report_ids if name in sketches}

    def revision(self) -> str:
        """Another one after each change of reports; no two stores share one but for backups."""
        return self._database.cached("revision", revision_of)

    def fingerprints(self) -> Mapping[str, str]:
        """Of each active report: a digest of all that its index entries are made from."""
        return self._database.cached("fingerprints", load_fingerprints)

    def indexable(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, str]]:
        """Active reports with their fingerprints, each of one moment, read some at a time."""
        for start in range(0, len(report_ids), _REPORTS_PER_READ):
            some = report_ids[start : start + _REPORTS_PER_READ]
            with self._database.reading() as connection:
                digests = load_fingerprints(connection, some)
                reports = load_reports(connection, [id for id in some if id in digests])
            yield from ((id, digests[id.id]) for id in reports)

    def samples(self) -> frozenset[str]:
        """Ids of the active reports that are samples: of invented organisations, or reworded."""
        return self._database.cached("samples", _samples)

    def stats(self) -> LibraryStats:
        """Counts over the active reports."""
        return self._database.cached("stats", _stats)

    def keep_fault(
        self, report_id: str, stage: Stage, error: str, *, fingerprint: str | None = None
    ) -> None:
        """Store that a stage cannot work on a report of this `fingerprint` (None: as it is now)."""
        this = (report_fault.c.report_id == report_id, report_fault.c.stage == stage)
        columns = (report_fault.c.fingerprint, report_fault.c.version)
        with self._database.reading() as connection:
            fingerprint = fingerprint or load_fingerprints(connection, [report_id]).get(report_id)
            stored = connection.execute(sa.select(*columns).where(*this)).first()
        if fingerprint is None or stored == (fingerprint, VERSION):
            return
        with self._database.writing(reports=False) as connection:
            connection.execute(sa.delete(report_fault).where(*this))
            connection.execute(
                report_fault.insert().values(
                    report_id=report_id,
                    stage=stage,
                    fingerprint=fingerprint,
                    version=VERSION,
                    error=error,
                    found_at=datetime.now(UTC),
                )
            )

    def faults(self) -> tuple[ReportFault, ...]:
        """The faults that are in force, in the order in which they were found."""
        order = (report_fault.c.found_at, report_fault.c.report_id, report_fault.c.stage)
        faults = sa.select(report_fault).where(report_fault.c.version == VERSION).order_by(*order)
        with self._database.reading() as connection:
            rows = connection.execute(faults).mappings().all()
            if not rows:
                return ()
            ids = [row["report_id"] for row in rows]
            now = load_fingerprints(connection, ids)
            reports = summaries_by_id(connection, ids)
        return tuple(
            ReportFault(
                report=reports[row["report_id"]],
                stage=row["stage"],
                error=row["error"],
                found_at=row["found_at"],
            )
            for row in rows
            if now.get(row["report_id"]) == row["fingerprint"]
        )

    def unindexable(self) -> Mapping[str, str]:
        """Fingerprints, as of then, of reports that cannot be indexed, by report id."""
        query = sa.select(report_fault.c.report_id, report_fault.c.fingerprint).where(
            report_fault.c.version == VERSION, report_fault.c.stage == Stage.INDEX
        )
        return {row["report_id"]: row["fingerprint"] for row in self._read(query)}

    def forget_faults(self, report_ids: Collection[str] | None = None) -> None:
        """Let all stages try again with these reports; None: with all."""
        these = sa.delete(report_fault)
        if report_ids is not None:
            these = these.where(report_fault.c.report_id.in_(report_ids))
        if not self._read(sa.select(report_fault.c.stage).limit(1)):
            return
        with self._database.writing(reports=False) as connection:
            if connection.execute(these).rowcount:
                renew_revision(connection)  # else the index is taken for up to date


def is_invented() -> sa.ColumnElement[bool]:
    """Whether an organisation is one of the sample corpus; null where a report has none."""
    return organisation.c.name_key.in_([name_key(name) for name in sample_names()])


def is_sample() -> sa.ColumnElement[bool]:
    """Whether a report, joined with its organisation if it has one, is a sample."""
    return sa.or_(
        sa.func.coalesce(is_invented(), sa.false()), report.c.sha256.in_(reworded_digests())
    )


def _samples(connection: sa.Connection) -> frozenset[str]:
    with_owner = sa.select(report.c.id).outerjoin(organisation, IS_OWNER)
    return frozenset(connection.scalars(with_owner.where(IS_ACTIVE, is_sample())))


def _stats(connection: sa.Connection) -> LibraryStats:
    owner = organisation.c
    counts = {
        "reports": sa.func.count(),
        "organisations": sa.func.count(owner.id.distinct()),
        "provinces": sa.func.count(owner.province.distinct()),
        "measures": sa.func.coalesce(sa.func.sum(report.c.measure_count), 0),
        "needs_review": sa.func.count().filter(report.c.complete.is_(False)),
        "samples": sa.func.count(owner.id.distinct()).filter(is_invented()),
        "reworded": sa.func.count().filter(report.c.sha256.in_(reworded_digests())),
    }
    columns = (count.label(name) for name, count in counts.items())
    of_reports = sa.select(*columns).select_from(report)
    with_owner = of_reports.outerjoin(organisation, owner.id == report.c.organisation_id)
    row = connection.execute(with_owner.where(IS_ACTIVE)).mappings().one()
    years = sa.select(report.c.fiscal_year_be).where(IS_ACTIVE).distinct()
    known_years = years.where(report.c.fiscal_year_be.is_not(None))
    results = (
        sa.select(ita_result.c.organisation_id, ita_result.c.fiscal_year_be)
        .where(ita_result.c.organisation_id.is_not(None))
        .where(ita_result.c.id.in_(results_in_force()))
        .distinct()
    )
    return LibraryStats(
        ita_results=len(connection.execute(results).all()),
        fiscal_years=tuple(sorted(connection.execute(known_years).scalars())),
        **{name: row[name] for name in counts},
    )


_Reports = TypeVar("_Reports", bound=sa.Select[*tuple[Any, ...]])


def _inside(filters: Filters, reports: _Reports) -> _Reports:
    for column, texts in (
        (report.c.organisation_id, filters.organisation_ids),
        (organisation.c.type, filters.types),
        (organisation.c.province, filters.provinces),
    ):
        if texts:
            reports = reports.where(column.in_(texts))
    if filters.fiscal_years:
        reports = reports.where(report.c.fiscal_year_be.in_(filters.fiscal_years))
    return reports


def load_fingerprints(
    connection: sa.Connection, report_ids: Sequence[str] | None = None
) -> dict[str, str]:
    """Digests of active reports by id: of all, or of those of some hundreds that are there."""
    columns = ("id", "content_digest", "organisation_id", "fiscal_year_be")
    owner = (organisation.c[name] for name in ("name", "type", "province"))
    active = (
        sa.select(
            *(report.c[name] for name in columns),
            *(column.label(f"organisation_{column.name}") for column in owner),
        )
        .outerjoin(organisation, IS_OWNER)
        .where(IS_ACTIVE)
        .order_by(report.c.sequence, report.c.ordinal)
    )
    if report_ids is not None:
        active = active.where(report.c.id.in_(report_ids))
    return {row["id"]: facets_digest(row) for row in connection.execute(active).mappings()}


def load_row(connection: sa.Connection, report_id: str) -> sa.RowMapping:
    """The row of a report as `report_rows` has it. Raises UnknownReportError."""
    row = connection.execute(report_rows().where(report.c.id == report_id)).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=report_id)
    return row


def load_summary(connection: sa.Connection, report_id: str) -> ReportSummary:
    """A report without its measures, whatever its status. Raises UnknownReportError."""
    return _summary_of(load_row(connection, report_id))


def load_reports(connection: sa.Connection, report_ids: Sequence[str]) -> list[Report]:
    """Reports with their measures, in order; at most some hundreds. Raises UnknownReportError."""
    rows = {
        row["id"]: row
        for row in connection.execute(report_rows().where(report.c.id.in_(report_ids))).mappings()
    }
    unknown = next((name for name in report_ids if name not in rows), None)
    if unknown is not None:
        raise UnknownReportError(identifier=unknown)
    of_reports = sa.select(ita_result).where(ita_result.c.report_id.in_(report_ids))
    results = {row["report_id"]: row for row in connection.execute(of_reports).mappings()}
    measures = measures_of(connection, measure, report_ids)
    lines = sa.select(unread_line).where(unread_line.c.report_id.in_(report_ids))
    unread: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for line in connection.execute(lines.order_by(unread_line.c.ordinal)).mappings():
        unread[line["report_id"]].append(line)
    loaded = []
    for name in report_ids:
        summary, result = _summary_of(rows[name]), results.get(name)
        loaded.append(
            Report(
                measures=measures.get(name, ()),
                ita_result=None if result is None else ita_result_of(result),
                unread=tuple(
                    UnreadLine(
                        cells=line["cells"],
                        source=replace(summary.source, **{n: line[n] for n in PLACE_COLUMNS}),
                    )
                    for line in unread[name]
                ),
                **{name: getattr(summary, name) for name in _OF_BOTH},
            )
        )
    return loaded


IN_LISTS = (
    organisation.c.province.is_(None),
    organisation.c.province_order,
    organisation.c.name.is_(None),
    organisation.c.name_order,
    sa.func.coalesce(report.c.fiscal_year_be, 0).desc(),
    report.c.sequence,
    report.c.ordinal,
)
"""Order of reports in lists; what is unknown comes last."""

_THAI_NAME = (organisation.c.name.is_(None), organisation.c.name_order)
_ENGLISH_NAME = sa.func.coalesce(organisation.c.english_key, "")
_ORDERS: Mapping[ReportOrder, Sequence[sa.ColumnElement[Any]]] = {
    ReportOrder.THAI_NAME: _THAI_NAME,
    ReportOrder.ENGLISH_NAME: (_ENGLISH_NAME == "", _ENGLISH_NAME, *_THAI_NAME),
    ReportOrder.DOUBTFUL: (report.c.confidence, sa.func.json_array_length(report.c.missing).desc()),
}
_NEWEST_FIRST = (report.c.sequence.desc(), report.c.ordinal)


def _has_word(word: ReportWord) -> sa.ColumnElement[bool]:
    text = word.text.casefold()
    years = [year for year in word.fiscal_years if year is not None]
    fits: list[sa.ColumnElement[bool]] = [
        sa.func.lower(column).contains(text, autoescape=True)
        for column in (organisation.c.name, organisation.c.province, source_file.c.path)
    ]
    fits += fits_in_english(text)
    if word.kinds:
        fits.append(report.c.kind.in_(word.kinds))
    if years:
        fits.append(report.c.fiscal_year_be.in_(years))
    if None in word.fiscal_years:
        fits.append(report.c.fiscal_year_be.is_(None))
    if word.unnamed:
        fits.append(report.c.organisation_id.is_(None))
    if word.doubtful:
        fits.append(report.c.complete.is_(False))
    return sa.or_(*fits)


def summaries_of(
    connection: sa.Connection, query: sa.Select[tuple[object, ...]]
) -> tuple[ReportSummary, ...]:
    """Reports that a query of `report_rows` finds, without their measures, in its order."""
    return tuple(map(_summary_of, connection.execute(query).mappings()))


def summaries_by_id(
    connection: sa.Connection, report_ids: Sequence[str]
) -> dict[str, ReportSummary]:
    """Reports without their measures, by id; unknown ones are left out."""
    return {
        summary.id: summary
        for batch in batches(report_ids)
        for summary in summaries_of(connection, report_rows().where(report.c.id.in_(batch)))
    }


def _organisation_columns() -> list[Label[object]]:
    return [organisation.c[name].label(f"organisation_{name}") for name in ORGANISATION_COLUMNS]


def _placed(names: Collection[str]) -> sa.Select[tuple[object, ...]]:
    columns = [measure.c[name] for name in names]
    columns += [
        report.c[name]
        for name in ("fiscal_year_be", "organisation_id", "kind", "status", "missing")
    ]
    return (
        sa.select(
            *columns, *source_file.c["path", "sha256", "media_type"], *_organisation_columns()
        )
        .join(report, report.c.id == measure.c.report_id)
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .outerjoin(organisation, IS_OWNER)
        .where(measure.c.id.in_(sa.bindparam("ids", expanding=True)))
    )


_WHOLE_MEASURES = _placed(measure.c.keys())
_MEASURE_PLACES = _placed(("id", *PLACE_COLUMNS))


def report_rows() -> sa.Select[tuple[object, ...]]:
    """Of each report its row, with its file's path and its organisation."""
    return (
        sa.select(report, source_file.c.path, *_organisation_columns())
        .join(source_file, source_file.c.sha256 == report.c.sha256)
        .outerjoin(organisation, IS_OWNER)
    )


def _summary_of(row: sa.RowMapping) -> ReportSummary:
    warnings = (*row["warnings"], FALLEN_AWAY) if row["fallen_away"] else row["warnings"]
    if row["organisation_id"] is None and row["read_organisation"] is not None:
        warnings = (*warnings, ambiguous_name(row["read_organisation"].name))
    return ReportSummary(
        organisation=organisation_of(row),
        measures=row["measure_count"],
        warnings=warnings,
        source=place_of(row),
        **{name: row[name] for name in _AS_STORED},
    )
