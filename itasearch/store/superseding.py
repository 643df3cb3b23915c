"""When a report is another one in a newer version, and which of the two stands.

The same organisation, fiscal year and kind is not enough: a town hands in several
reports a year. Most measures must agree too, by title and steps (what is planned;
results grow from version to version). Imports rapidfuzz, model and its room.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import Connection, RowMapping, select

from itasearch.model.library import ReportStatus
from itasearch.store.base import Superseded
from itasearch.store.schema import measure, report
from itasearch.text.normalize import squash

SAME_REPORT = 0.6
"""Least share of measures, of the longer report, that agree in two versions of one report."""

SAME_MEASURE = 0.75
"""Least weighted similarity of title and steps of one measure in two versions."""

TITLE_WEIGHT = 0.7

_LEAST_TITLE = (SAME_MEASURE - (1 - TITLE_WEIGHT)) / TITLE_WEIGHT


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What tells a measure from another of its report, squashed; steps may be ""."""

    title: str
    steps: str


def agreement(left: Sequence[MeasureText], right: Sequence[MeasureText]) -> float:
    """Share of the longer report's measures that have a counterpart in the other, 0 to 1.

    Counterparts are one-to-one, found greedily from the most alike titles down.
    """
    longer = max(len(left), len(right))
    if min(len(left), len(right)) < SAME_REPORT * longer or not longer:
        return 0.0
    common = Counter(left) & Counter(right)
    rest_left = list((Counter(left) - common).elements())
    rest_right = list((Counter(right) - common).elements())
    return (common.total() + _pairs(rest_left, rest_right)) / longer


def _pairs(left: Sequence[MeasureText], right: Sequence[MeasureText]) -> int:
    """How many pairs of measures are alike, each measure in one pair at most."""
    if not left or not right:
        return 0
    titles = process.cdist(
        [one.title for one in left],
        [one.title for one in right],
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_TITLE * 100,
        dtype=np.float32,
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    places = np.argwhere(titles > 0)
    for i, j in sorted(places.tolist(), key=lambda place: -titles[place[0], place[1]]):
        if i in free_left and j in free_right and _alike(left[i], right[j], titles[i, j] / 100):
            free_left.remove(i)
            free_right.remove(j)
    return len(left) - len(free_left)


def _alike(left: MeasureText, right: MeasureText, title: float) -> bool:
    if not left.steps or not right.steps:
        return title >= SAME_MEASURE
    steps = fuzz.ratio(left.steps, right.steps) / 100
    return TITLE_WEIGHT * title + (1 - TITLE_WEIGHT) * steps >= SAME_MEASURE


def supersede(connection: Connection, report_id: str) -> list[Superseded]:
    """Let this report replace its older versions, or be replaced by the one that stands.

    Nothing happens while the report is doubtful or not active: a report that
    misses its year must not hide one that does not.
    """
    row = connection.execute(select(report).where(report.c.id == report_id)).mappings().one()
    if row["status"] != ReportStatus.ACTIVE.value or not row["complete"]:
        return []
    versions = [other for other in _same_kind(connection, row) if _agree(connection, row, other)]
    better = [other for other in versions if _stands(other, row)]
    if better:
        best = max(better, key=lambda other: (other["confidence"], other["sequence"]))
        gone = [Superseded(report_id=report_id, by=best["id"])]
    else:
        gone = [Superseded(report_id=other["id"], by=report_id) for other in versions]
    for one in gone:
        connection.execute(
            report.update()
            .where(report.c.id == one.report_id)
            .values(status=ReportStatus.SUPERSEDED.value, replaced_by=one.by)
        )
    return gone


def _same_kind(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    """Active reports of the same organisation, year and kind, from other files."""
    question = (
        select(report)
        .where(report.c.organisation_id == row["organisation_id"])
        .where(report.c.fiscal_year_be == row["fiscal_year_be"])
        .where(report.c.kind == row["kind"])
        .where(report.c.status == ReportStatus.ACTIVE.value)
        .where(report.c.sha256 != row["sha256"])
        .order_by(report.c.sequence, report.c.ordinal)
    )
    return connection.execute(question).mappings().all()


def _agree(connection: Connection, left: RowMapping, right: RowMapping) -> bool:
    texts = [_texts(connection, row["id"]) for row in (left, right)]
    return agreement(texts[0], texts[1]) >= SAME_REPORT


def _texts(connection: Connection, report_id: str) -> list[MeasureText]:
    rows = connection.execute(
        select(measure.c.title, measure.c.steps).where(measure.c.report_id == report_id)
    )
    return [MeasureText(squash(title), squash(steps or "")) for title, steps in rows]


def _stands(other: RowMapping, row: RowMapping) -> bool:
    """Whether `other` goes before the report `row`."""
    newer = bool(other["sequence"] > row["sequence"])
    if not other["complete"]:
        return False
    if other["media_type"] == row["media_type"] or other["confidence"] == row["confidence"]:
        return newer
    return bool(other["confidence"] > row["confidence"])
