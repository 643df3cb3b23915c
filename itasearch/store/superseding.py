"""Which of several versions of one report stands; the others give way to it.

What a person chose goes first, then what is sure, then the better reading or, in one
format, the newer file. Runs inside the caller's writing transaction. Imports model and
its room.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, or_, select

from itasearch.model.library import ReportStatus
from itasearch.store.base import Superseded
from itasearch.store.schema import report
from itasearch.store.versions import active_versions, version_of, version_row

_ACTIVE, _SUPERSEDED = ReportStatus.ACTIVE.value, ReportStatus.SUPERSEDED.value


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the one that stands.

    A doubtful report hides nothing; it gives way to a sure one of another format only.
    """
    row = version_row(connection, report_id)
    if row["status"] != _ACTIVE:
        return []
    versions = active_versions(connection, report_id)
    better = [one for one in versions if _stands(one.row, row)]
    if better:
        best = max(better, key=lambda one: _rank(one.row))
        gone = [Superseded(report_id=report_id, by=best.row["id"], misread=best.misread)]
    else:
        gone = [
            Superseded(report_id=one.row["id"], by=report_id, misread=one.misread)
            for one in versions
            if _stands(row, one.row)
        ]
    for each in gone:
        connection.execute(
            report.update()
            .where(report.c.id == each.report_id)
            .values(status=_SUPERSEDED, replaced_by=each.by, misread=each.misread)
        )
    return gone


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


def _rank(row: RowMapping) -> tuple[float, float, float, int]:
    """Order among several that stand before a report; the greatest one replaces it."""
    preferred = row["preferred_at"].timestamp() if row["preferred_at"] is not None else 0.0
    completeness = 1.0 if row["completeness"] is None else row["completeness"]
    return preferred, row["confidence"], completeness, row["sequence"]


def _stands(one: RowMapping, other: RowMapping) -> bool:
    """Whether `other` gives way to `one`, both being versions of one report."""
    choice = _preferred(one, other)
    if choice is not None:
        return choice
    if not one["complete"]:
        return False
    newer = bool(one["sequence"] > other["sequence"])
    if one["media_type"] == other["media_type"]:
        return newer
    if not other["complete"]:
        return True
    return _better(one, other) or (not _better(other, one) and newer)


def _better(one: RowMapping, other: RowMapping) -> bool:
    return _rank(one)[1:3] > _rank(other)[1:3]


def _preferred(one: RowMapping, other: RowMapping) -> bool | None:
    """Whether a person chose `one`; None if neither. A choice speaks of what was there then."""
    chosen, against = (
        a["preferred_at"]
        if a["preferred_at"] is not None and a["preferred_at"] > b["added_at"]
        else None
        for a, b in ((one, other), (other, one))
    )
    if chosen is None and against is None:
        return None
    return against is None or (chosen is not None and bool(chosen > against))
