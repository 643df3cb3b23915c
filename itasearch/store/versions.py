"""Which of several versions of a report is in force, and why.

The one that a person chose is. In one format the newer file is; across formats the better
one: what is sure, what a person corrected row by row, what was not read from pictures, what
has more measures. A version with fewer measures never replaces a longer one of another
format, unless that is doubtful and comes from a worse source.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, or_, select

from itasearch.model.library import ReportStatus
from itasearch.model.source import CONVERTED_MEDIA_TYPES
from itasearch.store.base import Superseded, Why
from itasearch.store.corrections.rows import changes_measures, load_made
from itasearch.store.db.schema import read_measure, report
from itasearch.store.same_report import active_versions, version_of, version_row
from itasearch.wording.messages import READ_BY_OCR

_ACTIVE, _SUPERSEDED = ReportStatus.ACTIVE.value, ReportStatus.SUPERSEDED.value
_FROM_PICTURES, _ROUGH, _BORN_DIGITAL = 0, 1, 2

_WHY = (Why.SURE, Why.CORRECTED, Why.ORIGIN, Why.MEASURES, Why.READING, Why.READING)
"""The reason for each of `_merits`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A version with what decides whether it is in force.

    Attributes:
        corrected: a person corrected its rows or columns, or chose it, and that is in force.
            Whose and of which year it is does not count: the other versions say the same.
        origin: how surely its letters are the report's, more is surer.
        measures: how many were read; what a person took out or split does not count.
    """

    row: RowMapping
    corrected: bool
    origin: int
    measures: int


def contender(connection: Connection, row: RowMapping) -> Contender:
    """A version with what decides; `row` as `version_row` returns it."""
    warnings = connection.execute(
        select(report.c.warnings).where(report.c.id == row["id"])
    ).scalar_one()
    read = connection.execute(
        select(func.count()).select_from(read_measure).where(read_measure.c.report_id == row["id"])
    ).scalar_one()
    corrected = any(
        one.undone_at is None and one.placed and changes_measures(one.correction)
        for one in load_made(connection, row["id"])
    )
    return Contender(
        row=row,
        corrected=corrected or row["preferred_at"] is not None,
        origin=_origin(row["media_type"], warnings),
        measures=read or row["measure_count"],
    )


def _origin(media_type: str, warnings: list[str]) -> int:
    if media_type.startswith("image/") or any(one.startswith(READ_BY_OCR) for one in warnings):
        return _FROM_PICTURES
    # Workbooks of OpenDocument are read as they are, its texts by way of Word.
    rough = media_type in CONVERTED_MEDIA_TYPES
    return _ROUGH if rough else _BORN_DIGITAL


def precedence(one: Contender) -> tuple[float, ...]:
    """Order among several that could replace a version; the greatest one does."""
    chosen = one.row["preferred_at"]
    return (
        chosen.timestamp() if chosen is not None else 0.0,
        *_merits(one),
        one.row["sequence"],
    )


def _merits(one: Contender) -> tuple[float, ...]:
    completeness = one.row["completeness"]
    return (
        float(one.row["complete"]),
        float(one.corrected),
        one.origin,
        one.measures,
        1.0 if completeness is None else completeness,
        one.row["confidence"],
    )


def why_replaces(one: Contender, other: Contender) -> Why | None:
    """Why `one` replaces `other`, both being versions of one report; None if it does not."""
    choice = _preferred(one.row, other.row)
    if choice is not None:
        return Why.CHOSEN if choice else None
    if not one.row["complete"]:
        return None
    newer = Why.NEWER if one.row["sequence"] > other.row["sequence"] else None
    if one.row["media_type"] == other.row["media_type"] and one.origin == other.origin:
        return newer
    if one.measures < other.measures and (other.row["complete"] or one.origin <= other.origin):
        return None
    for mine, theirs, why in zip(_merits(one), _merits(other), _WHY, strict=True):
        if mine != theirs:
            return why if mine > theirs else None
    return newer


def _preferred(one: RowMapping, other: RowMapping) -> bool | None:
    """Whether a person chose `one`; None if neither.

    A choice counts against versions that were added before it.
    """
    chosen, against = (
        a["preferred_at"]
        if a["preferred_at"] is not None and a["preferred_at"] > b["added_at"]
        else None
        for a, b in ((one, other), (other, one))
    )
    if chosen is None and against is None:
        return None
    return against is None or (chosen is not None and bool(chosen > against))


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the best of them.

    A doubtful report replaces none; only a sure one of another format replaces it.
    """
    row = version_row(connection, report_id)
    if row["status"] != _ACTIVE:
        return []
    own = contender(connection, row)
    versions = [
        (contender(connection, one.row), one.misread)
        for one in active_versions(connection, report_id)
    ]
    better = [(one, misread) for one, misread in versions if why_replaces(one, own)]
    if better:
        best, misread = max(better, key=lambda pair: precedence(pair[0]))
        pairs = [_superseded(own, best, misread=misread)]
    else:
        pairs = [
            _superseded(one, own, misread=misread)
            for one, misread in versions
            if why_replaces(own, one)
        ]
    for each in pairs:
        connection.execute(
            report.update()
            .where(report.c.id == each.report_id)
            .values(status=_SUPERSEDED, replaced_by=each.by, misread=each.misread)
        )
    return pairs


def _superseded(one: Contender, best: Contender, *, misread: bool) -> Superseded:
    return Superseded(
        report_id=one.row["id"],
        by=best.row["id"],
        misread=misread,
        why=why_replaces(best, one) or Why.NEWER,
        corrected=one.corrected,
        longer=one.measures > best.measures,
    )


def reassess(connection: Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide anew which versions are in force, after something about these reports changed.

    What was hidden only because of a mistake is active again; what was removed stays so,
    and brings nothing back.

    Returns:
        Which reports are newly replaced, and by which.
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
    pairs = [each for row in order for each in supersede(connection, row["id"])]
    return tuple(
        each
        for each in pairs
        if each.report_id not in before or before[each.report_id]["replaced_by"] != each.by
    )


def _is_free(connection: Connection, row: RowMapping) -> bool:
    """Whether a replaced report may be active again; one that a removed one replaced may not.

    Unless a person chose it, or it is no version of the removed one any more.
    """
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
    kept = select(report.c.id).where(
        report.c.id.in_(found), report.c.status != ReportStatus.REMOVED.value
    )
    return set(connection.execute(kept).scalars())
