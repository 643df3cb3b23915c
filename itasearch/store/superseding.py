"""Which of several versions of one report stands; the others give way to it.

What decides between two is told in `standing`. Runs inside the caller's writing
transaction. Imports model and its room.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, or_, select

from itasearch.model.library import ReportStatus
from itasearch.store.base import Superseded, Why
from itasearch.store.db.schema import report
from itasearch.store.standing import Contender, contender, rank, stands
from itasearch.store.versions import active_versions, version_of, version_row

_ACTIVE, _SUPERSEDED = ReportStatus.ACTIVE.value, ReportStatus.SUPERSEDED.value


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the one that stands.

    A doubtful report hides nothing; it gives way to a sure one of another format only.
    """
    row = version_row(connection, report_id)
    if row["status"] != _ACTIVE:
        return []
    own = contender(connection, row)
    versions = [
        (contender(connection, one.row), one.misread)
        for one in active_versions(connection, report_id)
    ]
    better = [(one, misread) for one, misread in versions if stands(one, own)]
    if better:
        best, misread = max(better, key=lambda pair: rank(pair[0]))
        gone = [_gives_way(own, best, misread=misread)]
    else:
        gone = [
            _gives_way(one, own, misread=misread) for one, misread in versions if stands(own, one)
        ]
    for each in gone:
        connection.execute(
            report.update()
            .where(report.c.id == each.report_id)
            .values(status=_SUPERSEDED, replaced_by=each.by, misread=each.misread)
        )
    return gone


def _gives_way(one: Contender, best: Contender, *, misread: bool) -> Superseded:
    return Superseded(
        report_id=one.row["id"],
        by=best.row["id"],
        misread=misread,
        why=stands(best, one) or Why.NEWER,
        corrected=one.corrected,
        longer=one.measures > best.measures,
    )


def reassess(connection: Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide anew which versions stand, after something about these reports changed.

    What was hidden only because of a mistake is active again; what was removed stays so,
    and brings nothing back.

    Returns:
        Which reports give way to which that did not before.
    """
    members = {m for one in report_ids for m in linked_versions(connection, one)}
    before = {one: version_row(connection, one) for one in members}
    for one, row in before.items():
        if row["status"] == _SUPERSEDED and _is_free(connection, row):
            connection.execute(
                report.update()
                .where(report.c.id == one)
                .values(status=_ACTIVE, replaced_by=None, misread=False)
            )
    order = sorted(before.values(), key=lambda row: (row["sequence"], row["ordinal"]))
    gone = [each for row in order for each in supersede(connection, row["id"])]
    return tuple(
        each
        for each in gone
        if each.report_id not in before or before[each.report_id]["replaced_by"] != each.by
    )


def _is_free(connection: Connection, row: RowMapping) -> bool:
    """Whether a hidden report's place is open: a removed one goes on hiding its versions."""
    by = version_row(connection, row["replaced_by"])
    if by["status"] != ReportStatus.REMOVED.value:
        return True
    return row["preferred_at"] is not None or version_of(connection, row, by) is None


def linked_versions(connection: Connection, report_id: str) -> set[str]:
    """The report and all that replaced each other because of it, removed ones left out."""
    found, new = {report_id}, {report_id}
    while new:
        rows = connection.execute(
            select(report.c.id, report.c.replaced_by).where(
                or_(report.c.id.in_(new), report.c.replaced_by.in_(new)),
            )
        ).all()
        new = {one for row in rows for one in row if one is not None} - found
        found |= new
    standing = select(report.c.id).where(
        report.c.id.in_(found), report.c.status != ReportStatus.REMOVED.value
    )
    return set(connection.execute(standing).scalars())
