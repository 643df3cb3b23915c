"""Making, undoing and reviewing corrections, stored beside what was read.

A correction may show that two reports were never versions of one: then the one that was
hidden becomes active again. It may also make a report complete, which may then replace
other versions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.domain.topics import nearest_topics, topics
from itasearch.errors import UnknownCorrectionError, UnknownReportError, UnknownValueError
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    MadeCorrection,
    OfRow,
    Prefer,
    RemoveMeasure,
    ReportColumn,
    Review,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
    WrongCorrectionError,
)
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER, ActionKind, Person, Right
from itasearch.model.records import Measure
from itasearch.store.actions import note, noted
from itasearch.store.base import Superseded
from itasearch.store.corrections.again import is_in_force
from itasearch.store.corrections.columns import header_key, report_columns
from itasearch.store.corrections.in_force import measures_as_read, measures_in, reapply
from itasearch.store.corrections.pairs import judged_pairs, titles_as_read
from itasearch.store.corrections.rows import Anchor, correction_row, kind_name, load_made
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import correction, measure, renew_revision, report, source_file
from itasearch.store.editing import check_owner
from itasearch.store.organisations import forget_learnt, named_organisation
from itasearch.store.reports.queries import load_report, load_summary
from itasearch.store.versions import active_versions, linked_versions, reassess, version_row
from itasearch.text.dates.fiscal_year import check_fiscal_year


class SqlCorrections(SqlPart):
    """Corrections that people make to reports, kept beside what was read, never over it."""

    def correct(
        self,
        report_id: str,
        corrections: Sequence[Correction],
        *,
        by: Person = THIS_COMPUTER,
        unnamed: bool = False,
    ) -> tuple[Superseded, ...] | None:
        """Store corrections, all or none; earlier ones stay as history.

        One that is in force already, and of which no later one decides, is passed over
        (store/corrections/again.py).

        An organisation is named by its id or its full name (abbreviations are
        expanded, a province may follow it) and created when it is new. The
        report's missing fields and status follow: it may now replace another
        version, or be replaced by one; and a report that was hidden by it, or hid it, only
        because of the corrected mistake is active again. Ids of measures stay; the
        second part of a split one gets an id of its own, "<id>~2".

        Args:
            corrections: in the order in which they apply.
            unnamed: whether who edits reports of some organisations only may correct one of no
                known organisation.

        Returns:
            Which reports were replaced by which because of it; None: all were in force
            already, and nothing was written.

        Raises:
            UnknownReportError: no report has this id, or it has no such measure.
            ValueError: an empty name, a year outside 2500–2700, a column or line that
                the report does not have, or no row before the one to be joined.
            UnknownValueError: there is no such province as the name states.
            AmbiguousOrganisationError: the name fits several organisations.
            NotAllowedError: the report is, or would be, of an organisation whose reports are
                not the person's.
        """
        with self._database.writing(reports=False) as connection:
            known = _editable_report(connection, report_id, by, unnamed=unnamed)["id"]
            before = linked_versions(connection, known)
            made = []
            for one in corrections:
                if not is_in_force(connection, known, one):
                    _make(connection, known, one)
                    made.append(one)
            if not made:
                return None
            renew_revision(connection)
            row = _editable_report(connection, known, by)
            kinds = ", ".join(dict.fromkeys(kind_name(type(one)) for one in made))
            note(connection, [_noted_correction(connection, by, ActionKind.CORRECT, row, kinds)])
            return reassess(connection, {known, *before})

    def undo(
        self, report_id: str, correction_id: int | None = None, *, by: Person = THIS_COMPUTER
    ) -> tuple[Superseded, ...] | None:
        """Take back a correction (None: the latest in force); it stays as history.

        Returns:
            As `correct`; None: it was taken back before, and nothing was written.

        Raises:
            UnknownReportError: no report has this id.
            UnknownCorrectionError: it never had such a correction; for None, it has none in force.
            NotAllowedError: as `correct`.
        """
        with self._database.writing(reports=False) as connection:
            known = _editable_report(connection, report_id, by)["id"]
            ever = load_made(connection, known)
            in_force = [one.id for one in ever if one.undone_at is None]
            chosen = max(in_force, default=None) if correction_id is None else correction_id
            if chosen not in {one.id for one in ever}:
                raise UnknownCorrectionError(report_id=report_id, correction_id=correction_id)
            if chosen not in in_force:
                return None
            renew_revision(connection)
            before = linked_versions(connection, known)
            now = datetime.now(UTC)
            connection.execute(
                correction.update().where(correction.c.id == chosen).values(undone_at=now)
            )
            reapply(connection, known)
            forget_learnt(connection, chosen)
            row = _editable_report(connection, known, by)
            note(connection, [_noted_correction(connection, by, ActionKind.UNDO, row, f"{chosen}")])
            return reassess(connection, {known, *before})

    def corrections(self, report_id: str) -> tuple[MadeCorrection, ...]:
        """All that were ever made of a report, oldest first. Raises UnknownReportError."""
        with self._database.reading() as connection:
            return load_made(connection, _known_report(connection, report_id)["id"])

    def judged_pairs(self, report_ids: Collection[str]) -> Mapping[frozenset[str], bool]:
        """What people judged two measures to be, by their ids: True the same, False not the same.

        Args:
            report_ids: of both reports; a judgement is kept with one of them.
        """
        with self._database.reading() as connection:
            return judged_pairs(connection, report_ids)

    def versions(self, report_id: str) -> tuple[ReportSummary, ...]:
        """Other versions of the same report, the one in force first, then the newest.

        Raises:
            UnknownReportError: no report has this id.
        """
        with self._database.reading() as connection:
            return _versions(connection, _known_report(connection, report_id)["id"])

    def review(self, report_id: str) -> Review:
        """A report beside what was read of it. Raises UnknownReportError."""
        with self._database.reading() as connection:
            found = load_report(connection, report_id)
            read = measures_as_read(connection, found.id)
            made = load_made(connection, found.id)
            return Review(
                summary=load_summary(connection, found.id),
                report=found,
                read=read,
                columns=_columns(read, made),
                corrections=made,
                versions=_versions(connection, found.id),
            )


def _versions(connection: Connection, report_id: str) -> tuple[ReportSummary, ...]:
    found = linked_versions(connection, report_id)
    found |= {
        row["id"] for row, _ in active_versions(connection, version_row(connection, report_id))
    }
    newest_first = (
        select(report.c.id)
        .where(report.c.id.in_(found - {report_id}))
        .order_by(report.c.sequence.desc(), report.c.ordinal)
    )
    rows = connection.execute(newest_first).scalars().all()
    summaries = [load_summary(connection, one) for one in rows]
    return tuple(sorted(summaries, key=lambda one: one.status is not ReportStatus.ACTIVE))


def _columns(read: tuple[Measure, ...], made: Iterable[MadeCorrection]) -> tuple[ReportColumn, ...]:
    meanings = {
        header_key(one.correction.header): one.correction.field
        for one in made
        if isinstance(one.correction, SetColumn) and one.undone_at is None and one.placed
    }
    return tuple(
        replace(column, field=meanings.get(header_key(column.header), column.field))
        for column in report_columns(read)
    )


def _known_report(connection: Connection, report_id: str) -> RowMapping:
    """The row of a report. Raises UnknownReportError."""
    question = select(report).where(report.c.id == storable(report_id))
    row = connection.execute(question).mappings().first()
    if row is None:
        raise UnknownReportError(identifier=report_id)
    return row


def _editable_report(
    connection: Connection, report_id: str, by: Person, *, unnamed: bool = False
) -> RowMapping:
    """As `_known_report`. Raises NotAllowedError unless the report is the person's to change."""
    row = _known_report(connection, report_id)
    if row["organisation_id"] is not None or not unnamed:
        check_owner(connection, by, row["organisation_id"], right=Right.CORRECT)
    return row


def _noted_correction(
    connection: Connection, by: Person, kind: ActionKind, row: RowMapping, detail: str
) -> Row:
    path = select(source_file.c.path).where(source_file.c.sha256 == row["sha256"])
    return noted(
        by,
        kind,
        subject=row["id"],
        title=connection.execute(path).scalar_one(),
        organisation_id=row["organisation_id"],
        detail=detail,
    )


def _make(connection: Connection, report_id: str, new: Correction) -> None:
    row = _known_report(connection, report_id)
    owner, anchor = None, Anchor()
    match new:
        case SetOrganisation(name=name):
            owner, anchor = named_organisation(connection, storable(name), row)
        case SetFiscalYear(fiscal_year_be=year):
            check_fiscal_year(year)
        case ConfirmDoubt(doubt=doubt):
            _check_doubt(row, doubt)
            owner = row["organisation_id"] if doubt == "organisation" else None
            if doubt == "fiscal_year_be":
                anchor = Anchor(fiscal_year_be=row["fiscal_year_be"])
        case Prefer() if row["status"] == ReportStatus.REMOVED.value:
            raise WrongCorrectionError(
                f"report {report_id} was removed; add its file again to use it",
                thai="รายงานนี้นำออกไปแล้ว เพิ่มไฟล์เดิมอีกครั้งเพื่อใช้",
            )
        case SetColumn(header=header):
            _check_column(measures_as_read(connection, report_id), header)
        case EditCell() | SetTopics() | SplitMeasure() | JoinMeasure() | RemoveMeasure():
            _check_topics(new.topics if isinstance(new, SetTopics) else ())
            anchor = _anchor_of_row(connection, report_id, new)
        case JudgePair(measure_id=ours, other_id=theirs):
            title, other = (_title_as_read(connection, name) for name in (ours, theirs))
            anchor = Anchor(title=title, other=other)
        case _:
            pass
    made = connection.execute(
        correction.insert().values(
            report_id=report_id,
            organisation_id=owner,
            placed=True,
            made_at=datetime.now(UTC),
            **correction_row(new, anchor),
        )
    )
    reapply(connection, report_id)
    if made.inserted_primary_key is not None:
        placed = select(correction.c.placed).where(correction.c.id == made.inserted_primary_key[0])
        if not connection.execute(placed).scalar_one():
            raise WrongCorrectionError(
                f"{type(new).__name__} would leave a measure without a title",
                thai="ถ้าแก้เช่นนี้จะมีมาตรการที่ไม่มีชื่อ",
            )


def _check_doubt(row: RowMapping, doubt: str) -> None:
    if doubt not in row["missing"]:
        names = ", ".join(row["missing"])
        raise WrongCorrectionError(
            f"{doubt!r} is not in doubt; {names or 'nothing'} is",
            thai=f"{doubt!r} ไม่ใช่สิ่งที่ยังไม่แน่ชัด ที่ยังไม่แน่ชัด: {names or 'ไม่มี'}",
        )
    if doubt in {"organisation", "fiscal_year_be"}:
        name = "organisation_id" if doubt == "organisation" else doubt
        if row[name] is None:
            raise WrongCorrectionError(
                f"{doubt} is not known, so there is nothing to confirm; say it",
                thai=f"ไม่ทราบ {doubt} จึงไม่มีอะไรให้ยืนยัน โปรดระบุ",
            )


def _check_topics(named: Sequence[str]) -> None:
    known = {one.id for one in topics()}
    for name in named:
        if name not in known:
            raise UnknownValueError(field="topic", value=name, nearest=nearest_topics(name))


def _check_column(read: Sequence[Measure], header: str) -> None:
    columns = report_columns(read)
    if header_key(header) not in {header_key(column.header) for column in columns}:
        names = ", ".join(repr(column.header) for column in columns)
        raise WrongCorrectionError(
            f"no column {header!r}; the report's columns: {names or 'none'}",
            thai=f"ไม่มีคอลัมน์ {header!r} คอลัมน์ของรายงาน: {names or 'ไม่มี'}",
        )


def _anchor_of_row(connection: Connection, report_id: str, new: OfRow) -> Anchor:
    """Title and lines of a row when a correction of it is made.

    Raises:
        UnknownReportError: the report has no such measure (any more).
        WrongCorrectionError: the row has no such line, or none before it to be joined to.
    """
    rows = {one.id: one for one in measures_in(connection, measure, report_id)}
    found = rows.get(new.measure_id)
    if found is None:
        raise UnknownReportError(identifier=new.measure_id)
    if isinstance(new, JoinMeasure) and next(iter(rows)) == new.measure_id:
        raise WrongCorrectionError(
            f"{new.measure_id} is the first row; there is none before it to join",
            thai=f"{new.measure_id} เป็นแถวแรก ไม่มีแถวก่อนหน้าให้รวม",
        )
    read = {one.id: one.title for one in measures_as_read(connection, report_id)}
    title = read.get(new.measure_id, found.title)
    if not isinstance(new, SplitMeasure):
        return Anchor(title=title)
    lines = tuple(_line(found, field, number) for field, number in new.lines)
    return Anchor(title=title, lines=lines, part=_part_id(connection, report_id, new))


def _title_as_read(connection: Connection, measure_id: str) -> str:
    """Raises UnknownReportError: no such measure is in force."""
    found = titles_as_read(connection, [measure_id])
    if measure_id not in found:
        raise UnknownReportError(identifier=measure_id)
    return found[measure_id]


def _line(found: Measure, field: str, number: int) -> str:
    lines = found.text(field).split("\n") if found.text(field) else []
    if number > len(lines):
        raise WrongCorrectionError(
            f"no line {number} in {field} of {found.id}; it has {len(lines)}",
            thai=f"{field} ของ {found.id} ไม่มีบรรทัดที่ {number} มี {len(lines)} บรรทัด",
        )
    return lines[number - 1]


def _part_id(connection: Connection, report_id: str, new: SplitMeasure) -> str:
    """Id of the second part; counts splits that were undone too, so that none comes twice."""
    splits = [
        made
        for made in load_made(connection, report_id)
        if isinstance(made.correction, SplitMeasure)
        and made.correction.measure_id == new.measure_id
    ]
    # A tilde needs no escape in a web address, and no id that was read has one.
    return f"{new.measure_id}~{len(splits) + 2}"
