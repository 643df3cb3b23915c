"""Whether a correction that is given again is in force already, so that it would change nothing."""

from typing import TypeAlias

from sqlalchemy import Connection, select

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.library import ReportStatus
from itasearch.model.records import report_of
from itasearch.store.corrections.columns import header_key
from itasearch.store.corrections.pairs import judged_pairs
from itasearch.store.corrections.rows import CorrectionInForce, load_in_force
from itasearch.store.db.schema import correction, report

_Subject: TypeAlias = tuple[str, ...]


def is_in_force(connection: Connection, report_id: str, new: Correction) -> bool:
    """Whether an equal correction of a report has effect, and none after it is of the same thing.

    A split that moves lines never is: it names them as they are now, after the one before.
    """
    if isinstance(new, SplitMeasure) and new.lines:
        return False
    if isinstance(new, JudgePair):
        sides = (new.measure_id, new.other_id)
        judged = judged_pairs(connection, [report_of(side) for side in sides])
        return judged.get(frozenset(sides)) is new.same
    with_effect = select(correction.c.id).where(
        correction.c.report_id == report_id, correction.c.placed
    )
    placed = {*connection.execute(with_effect).scalars()}
    decisive = [
        one
        for one in load_in_force(connection, report_id)
        if one.id in placed and _decides(one.correction, new)
    ]
    if not decisive or not _equal(decisive[-1], new):
        return False
    if not isinstance(new, Prefer):
        return True
    # Another version may have come since this one was preferred.
    status = select(report.c.status).where(report.c.id == report_id)
    return bool(connection.execute(status).scalar_one() == ReportStatus.ACTIVE.value)


def _equal(made: CorrectionInForce, new: Correction) -> bool:
    if isinstance(new, SetOrganisation) and isinstance(made.correction, SetOrganisation):
        return new.name in {made.correction.name, made.organisation_id}
    return made.correction == new


def _decides(made: Correction, new: Correction) -> bool:
    """Whether a correction made before has to do with what a new one sets.

    A row that was split or joined may have other texts since it was edited.
    """
    if isinstance(new, EditCell) and isinstance(made, SplitMeasure | JoinMeasure):
        return True
    return _subject(made) == _subject(new)


def _subject(made: Correction) -> _Subject:
    """What a correction is of; the last one of it decides."""
    match made:
        case SetOrganisation():
            return ("organisation",)
        case SetFiscalYear():
            return ("fiscal_year_be",)
        case ConfirmDoubt(doubt=doubt):
            return (doubt,)
        case Prefer():
            return ("version",)
        case SetColumn(header=header):
            return "column", header_key(header)
        case SetTopics(measure_id=measure_id):
            return "topics", measure_id
        case EditCell(measure_id=measure_id, field=name):
            return "cell", measure_id, name
        case JudgePair(measure_id=measure_id, other_id=other_id):
            return "pair", *sorted((measure_id, other_id))
        case SplitMeasure(measure_id=measure_id):
            return "split", measure_id
        case JoinMeasure(measure_id=measure_id) | RemoveMeasure(measure_id=measure_id):
            return "row", measure_id
