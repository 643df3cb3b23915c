"""Which of two versions of one report stands, and why.

What a person chose goes first. In one format the newer file stands; across formats the
better one: what is sure, what a person corrected row by row, what was not read from
pictures, what has more measures. A version with fewer measures never hides a longer one
of another format, unless that is doubtful and comes from a worse source. Imports model
and its room.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from itasearch.model.reasons import READ_BY_OCR
from itasearch.store.base import Why
from itasearch.store.corrections.rows import load_made, speaks_of_rows
from itasearch.store.db.schema import read_measure, report

_CONVERTED = (
    "application/msword",
    "application/rtf",
    "application/vnd.ms-word.2003+xml",
    "application/vnd.ms-excel.2003+xml",
    "application/vnd.oasis.opendocument",
)
_FROM_PICTURES, _ROUGH, _BORN_DIGITAL = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A version with what decides whether it stands.

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
    """A version as it takes part; `row` is as versions.version_row gives it."""
    warnings = connection.execute(
        select(report.c.warnings).where(report.c.id == row["id"])
    ).scalar_one()
    read = connection.execute(
        select(func.count()).select_from(read_measure).where(read_measure.c.report_id == row["id"])
    ).scalar_one()
    made = load_made(connection, row["id"])
    return Contender(
        row=row,
        corrected=row["preferred_at"] is not None
        or any(
            one.undone_at is None and one.placed and speaks_of_rows(one.correction) for one in made
        ),
        origin=_origin(row["media_type"], warnings),
        measures=read or row["measure_count"],
    )


def _origin(media_type: str, warnings: list[str]) -> int:
    if media_type.startswith("image/") or any(one.startswith(READ_BY_OCR) for one in warnings):
        return _FROM_PICTURES
    # Workbooks of OpenDocument are read as they are, its texts by way of Word.
    rough = media_type.startswith(_CONVERTED) and not media_type.endswith(".spreadsheet")
    return _ROUGH if rough else _BORN_DIGITAL


def rank(one: Contender) -> tuple[float, ...]:
    """Order among several that stand before a version; the greatest one replaces it."""
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


_WHY = (Why.SURE, Why.CORRECTED, Why.ORIGIN, Why.MEASURES, Why.READING, Why.READING)
"""The reason that belongs to each of the merits."""


def stands(one: Contender, other: Contender) -> Why | None:
    """Why `other` gives way to `one`, both being versions of one report; None if it does not."""
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
