"""Which report of an organisation, fiscal year and kind is in use.

The newest upload is, unless a person chose another one since. The older ones are superseded: they
stay in the library, but are not searched. Reports of one file never replace each other. A report
with anything in doubt replaces nothing until a person settles that or chooses the report; one whose
organisation or year is unknown or in doubt is not replaced either.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from itasearch.model.library import ReportStatus
from itasearch.store.base import Superseded
from itasearch.store.corrections import changes_measures, load_made
from itasearch.store.db.rows import update_row
from itasearch.store.db.schema import report

_SAME = ("organisation_id", "fiscal_year_be", "kind")  #: Columns that versions have alike


def versions_of(connection: sa.Connection, report_id: str) -> Sequence[sa.RowMapping]:
    """The report and its versions, removed ones too. Raises NoResultFound: nothing has this id."""
    row = connection.execute(sa.select(report).where(report.c.id == report_id)).mappings().one()
    if not _is_known(row):
        return [row]
    alike = (report.c[name] == row[name] for name in _SAME)
    rows = connection.execute(sa.select(report).where(*alike)).mappings()
    return [version for version in rows if _is_known(version)]


def reassess(connection: sa.Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide which versions of these reports are in use; returns what is newly replaced.

    What these reports replaced before is decided again, too. A removed report stays removed, and
    brings no older version back.
    """
    names = [*report_ids]
    touched = report.c.id.in_(names) | report.c.replaced_by.in_(names)
    superseded: list[Superseded] = []
    for name in connection.scalars(sa.select(report.c.id).where(touched)).all():
        versions = versions_of(connection, name)
        sure = (each for each in versions if each["complete"] or each["preferred_at"])
        in_use = max(sure, key=_precedence, default=versions[0])
        for version in versions:
            is_older = _precedence(version) < _precedence(in_use)
            is_replaced = is_older and version["sha256"] != in_use["sha256"]
            by = in_use["id"] if is_replaced else None
            if version["status"] == ReportStatus.REMOVED or version["replaced_by"] == by:
                continue
            status = ReportStatus.SUPERSEDED if is_replaced else ReportStatus.ACTIVE
            update_row(connection, report, version["id"], status=status, replaced_by=by)
            if is_replaced:
                superseded.append(_superseded(connection, version, in_use))
    return tuple(superseded)


def _is_known(row: sa.RowMapping) -> bool:
    is_stated = all(row[name] is not None for name in _SAME)
    return is_stated and not {"organisation", "fiscal_year_be"} & {*row["missing"]}


def _precedence(row: sa.RowMapping) -> tuple[datetime, int]:
    return max(row["added_at"], row["preferred_at"] or row["added_at"]), row["sequence"]


def _superseded(connection: sa.Connection, row: sa.RowMapping, by: sa.RowMapping) -> Superseded:
    is_corrected = any(
        made.undone_at is None and made.placed and changes_measures(made.correction)
        for made in load_made(connection, row["id"])
    )
    return Superseded(
        report_id=row["id"],
        by=by["id"],
        corrected=is_corrected,
        longer=row["measure_count"] > by["measure_count"],
    )
