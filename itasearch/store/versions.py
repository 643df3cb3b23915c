"""Which reports are versions of one, and which of them is in force.

The same organisation, fiscal year and kind is not enough: most measures must agree too, by title
and steps; nearly all where a year is in doubt, for towns use a plan again. The newest upload is in
force unless a person chose another one, or something about it is in doubt: then both stay.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from rapidfuzz import fuzz, process

from itasearch.model.library import ReportStatus
from itasearch.store.base import Superseded
from itasearch.store.corrections import changes_measures, load_made
from itasearch.store.db.rows import update_row
from itasearch.store.db.schema import IS_ACTIVE, measure, report
from itasearch.text.thai.normalize import squash

# Of 374 pairs of different reports of corpus/ and tests/data/alignment none agrees in more than
# 0.17, with either likeness. How far versions of one report agree was not measured: the values
# below were chosen by hand between the two.
LEAST_AGREEMENT = 0.6  #: Share of the longer report's measures that two versions share
LEAST_LIKENESS = 0.75  #: Of title and steps of a measure in two versions, weighted
TITLE_WEIGHT = 0.7  #: In the likeness of two measures; the rest is of their steps
UNSURE_AGREEMENT = 0.9  #: the same across formats, where the year of one is in doubt


class MeasureText(NamedTuple):
    """Texts that distinguish a measure from others of its report, squashed; steps may be ""."""

    title: str
    steps: str


def agreement(left: Sequence[MeasureText], right: Sequence[MeasureText]) -> float:
    """Share of the longer report's measures with a counterpart in the other, 0–1, one to one."""
    longer = max(len(left), len(right))
    if min(len(left), len(right)) < LEAST_AGREEMENT * longer or not longer:
        return 0.0
    common = Counter(left) & Counter(right)
    rest = [[*(Counter(texts) - common).elements()] for texts in (left, right)]
    return (common.total() + _pairs(*rest)) / longer


def _pairs(left: Sequence[MeasureText], right: Sequence[MeasureText]) -> int:
    if not left or not right:
        return 0
    titles = process.cdist(
        [text.title for text in left],
        [text.title for text in right],
        scorer=fuzz.ratio,
        score_cutoff=(LEAST_LIKENESS - (1 - TITLE_WEIGHT)) / TITLE_WEIGHT * 100,
        dtype=np.float32,
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    similar = np.argwhere(titles > 0).tolist()
    for i, j in sorted(similar, key=lambda pair: -titles[pair[0], pair[1]]):
        if i not in free_left or j not in free_right:
            continue
        similarity, steps = titles[i, j] / 100, (left[i].steps, right[j].steps)
        if all(steps):
            of_steps = fuzz.ratio(*steps) / 100
            similarity = TITLE_WEIGHT * similarity + (1 - TITLE_WEIGHT) * of_steps
        if similarity >= LEAST_LIKENESS:
            free_left.remove(i)
            free_right.remove(j)
    return len(left) - len(free_left)


def active_versions(connection: sa.Connection, row: sa.RowMapping) -> list[sa.RowMapping]:
    """Active versions of the report of a `version_row`, oldest first."""
    same = {name: row[name] for name in ("sha256", *_SAME)}  # nothing equals null in SQL
    candidates = connection.execute(_CANDIDATES, same).mappings().all()
    return [other for other in candidates if _is_version(connection, row, other)]


def version_row(connection: sa.Connection, report_id: str) -> sa.RowMapping:
    """What distinguishes a report from others. Raises NoResultFound: nothing has this id."""
    return connection.execute(_REPORT, {"id": report_id}).mappings().one()


_REPORTS: sa.Select[tuple[object, ...]] = sa.select(report)
_REPORT = _REPORTS.where(report.c.id == sa.bindparam("id"))
_SAME = ("organisation_id", "fiscal_year_be", "kind")  #: Columns that versions have alike

# Made once: to make a query takes as long as to run it.
_CANDIDATES = (
    _REPORTS.where(IS_ACTIVE, *(report.c[name] == sa.bindparam(name) for name in _SAME))
    .where(report.c.sha256 != sa.bindparam("sha256"))
    .order_by(report.c.sequence, report.c.ordinal)
)


def _is_version(connection: sa.Connection, left: sa.RowMapping, right: sa.RowMapping) -> bool:
    if any(left[name] is None or left[name] != right[name] for name in _SAME):
        return False
    is_unsure = "fiscal_year_be" in {*left["missing"], *right["missing"]}
    is_across = left["media_type"] != right["media_type"]
    least = UNSURE_AGREEMENT if is_across and is_unsure else LEAST_AGREEMENT
    texts = []
    for report_id in (left["id"], right["id"]):
        of_report = sa.select(measure.c.title, measure.c.steps)
        rows = connection.execute(of_report.where(measure.c.report_id == report_id))
        texts.append([MeasureText(squash(title), squash(steps or "")) for title, steps in rows])
    return agreement(*texts) >= least


def _replaces(version: sa.RowMapping, other: sa.RowMapping) -> bool:
    """Whether a version is in force rather than another one of the same report."""
    choice = _preferred(version, other)
    if choice is not None:
        return choice
    return bool(version["complete"]) and version["sequence"] > other["sequence"]


def _preferred(row: sa.RowMapping, other: sa.RowMapping) -> bool | None:
    chosen, against = (
        a["preferred_at"]
        if a["preferred_at"] is not None and a["preferred_at"] > b["added_at"]
        else None
        for a, b in ((row, other), (other, row))
    )
    if chosen is None and against is None:
        return None
    return against is None or (chosen is not None and bool(chosen > against))


def supersede(connection: sa.Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its other versions, or be replaced by the newest of them."""
    row = version_row(connection, report_id)
    if row["status"] != ReportStatus.ACTIVE:
        return []
    active = active_versions(connection, row)
    if not active:
        return []
    newer = [other for other in active if _replaces(other, row)]
    if newer:
        pairs = [(row, max(newer, key=_precedence))]
    else:
        pairs = [(other, row) for other in active if _replaces(row, other)]
    for replaced, by in pairs:
        status = {"status": ReportStatus.SUPERSEDED, "replaced_by": by["id"]}
        update_row(connection, report, replaced["id"], **status)
    return [_superseded(connection, replaced, by) for replaced, by in pairs]


def _precedence(row: sa.RowMapping) -> tuple[float, int]:
    """Order among several that could replace a version; the greatest does."""
    chosen = row["preferred_at"]
    return (0.0 if chosen is None else chosen.timestamp(), row["sequence"])


def _superseded(connection: sa.Connection, row: sa.RowMapping, by: sa.RowMapping) -> Superseded:
    is_corrected = any(
        made.undone_at is None and made.placed and changes_measures(made.correction)
        for made in load_made(connection, row["id"])
    )
    return Superseded(
        report_id=row["id"],
        by=by["id"],
        chosen=_preferred(by, row) is True,
        corrected=is_corrected,
        longer=row["measure_count"] > by["measure_count"],
    )


def reassess(connection: sa.Connection, report_ids: Iterable[str]) -> tuple[Superseded, ...]:
    """Decide again which versions of these reports are in force; returns what is newly replaced.

    What was hidden by a mistake is active again; what was removed stays so and brings nothing back.
    """
    members = {m for name in report_ids for m in linked_versions(connection, name)}
    before = {name: version_row(connection, name) for name in members}
    for name, row in before.items():
        if row["status"] == ReportStatus.SUPERSEDED and _is_free(connection, row):
            update_row(connection, report, name, status=ReportStatus.ACTIVE, replaced_by=None)
    order = sorted(before.values(), key=lambda row: (row["sequence"], row["ordinal"]))
    pairs = [each for row in order for each in supersede(connection, row["id"])]
    return tuple(
        each
        for each in pairs
        if each.report_id not in before or before[each.report_id]["replaced_by"] != each.by
    )


def _is_free(connection: sa.Connection, row: sa.RowMapping) -> bool:
    """Whether a replaced report may be active again.

    Where the other was removed, only one that a person chose, or that is no version of it now.
    """
    by = version_row(connection, row["replaced_by"])
    if by["status"] != ReportStatus.REMOVED:
        return True
    return row["preferred_at"] is not None or not _is_version(connection, row, by)


def linked_versions(connection: sa.Connection, report_id: str) -> set[str]:
    """The report and all that replaced each other because of it, removed ones left out."""
    linked, new = {report_id}, {report_id}
    while new:
        either = report.c.id.in_(new) | report.c.replaced_by.in_(new)
        rows = connection.execute(sa.select(report.c.id, report.c.replaced_by).where(either)).all()
        new = {name for row in rows for name in row if name is not None} - linked
        linked |= new
    not_removed = sa.select(report.c.id).where(
        report.c.id.in_(linked), report.c.status != ReportStatus.REMOVED
    )
    return set(connection.scalars(not_removed))
