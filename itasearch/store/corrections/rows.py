"""Corrections as rows of their table and back, each with the text that it named when made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, get_args

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn
from sqlalchemy import Connection, RowMapping, select

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
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.store.corrections.columns import header_key
from itasearch.store.db.rows import Row
from itasearch.store.db.schema import correction


def kind_name(made: type[Correction]) -> str:
    """Name of a kind in the table: SetFiscalYear is "set_fiscal_year"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", made.__name__).lower()


_Setting: TypeAlias = SetColumn | SetOrganisation | SetFiscalYear | EditCell | SetTopics | JudgePair
"""Kinds of which only the last of one subject has effect; the others add to those before."""

_KINDS: Mapping[str, type[Correction]] = {kind_name(kind): kind for kind in get_args(Correction)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a correction named when it was made: finds it again in another reading.

    Attributes:
        other: title of the other measure of a judged pair.
        part: id of the second part of a split measure.
        lines: texts of the lines that went there, as SplitMeasure.lines.
        fiscal_year_be: the year that was confirmed.
        stated: parts of the organisation's place that were given: "district", "province".
        learnt: those of them that the store did not know before.
    """

    title: str = ""
    other: str = ""
    part: str = ""
    lines: tuple[str, ...] = ()
    fiscal_year_be: int | None = None
    stated: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionInForce:
    """A correction that was not undone; it has effect where it is `placed`."""

    id: int
    correction: Correction
    anchor: Anchor
    made_at: datetime
    organisation_id: str | None = None
    placed: bool = True


def correction_row(made: Correction, anchor: Anchor) -> Row:
    """Kind, content and anchor of a correction."""
    return {
        "kind": kind_name(type(made)),
        "content": _CONVERTER.unstructure(made),
        "anchor": _CONVERTER.unstructure(anchor),
    }


_CONVERTER = Converter(detailed_validation=False)
_CONVERTER.register_unstructure_hook(
    Anchor, make_dict_unstructure_fn(Anchor, _CONVERTER, _cattrs_omit_if_default=True)
)


def correction_of(row: RowMapping) -> Correction:
    """The correction in a row."""
    return _CONVERTER.structure(row["content"], _KINDS[row["kind"]])


def anchor_of(row: RowMapping) -> Anchor:
    """The anchor of the correction in a row."""
    return _CONVERTER.structure(row["anchor"], Anchor)


def made_of(row: RowMapping) -> MadeCorrection:
    """A correction with when it was made and whether it has effect."""
    return MadeCorrection(
        id=row["id"],
        report_id=row["report_id"],
        correction=correction_of(row),
        made_at=row["made_at"],
        undone_at=row["undone_at"],
        placed=row["placed"],
        title=anchor_of(row).title,
    )


def load_made(connection: Connection, report_id: str) -> tuple[MadeCorrection, ...]:
    """All corrections of a report, undone ones too, oldest first."""
    question = select(correction).where(correction.c.report_id == report_id)
    rows = connection.execute(question.order_by(correction.c.id)).mappings()
    made = [made_of(row) for row in rows]
    setting = {
        each.id: subject_of(each.correction)
        for each in made
        if isinstance(each.correction, _Setting) and each.undone_at is None
    }
    last = {setting[each.id]: each.id for each in made if each.id in setting and each.placed}
    return tuple(
        replace(each, replaced=last.get(setting.get(each.id, ()), each.id) > each.id)
        for each in made
    )


def subject_of(made: Correction) -> tuple[str, ...]:
    """What a correction is of: of all of one subject the last decides."""
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


def load_in_force(connection: Connection, report_id: str) -> tuple[CorrectionInForce, ...]:
    """The corrections of a report that are in force, oldest first."""
    question = (
        select(correction)
        .where(correction.c.report_id == report_id)
        .where(correction.c.undone_at.is_(None))
        .order_by(correction.c.id)
    )
    return tuple(
        CorrectionInForce(
            id=row["id"],
            correction=correction_of(row),
            anchor=anchor_of(row),
            made_at=row["made_at"],
            organisation_id=row["organisation_id"],
            placed=row["placed"],
        )
        for row in connection.execute(question).mappings()
    )


def changes_measures(made: Correction) -> bool:
    """Whether a correction changes the measures of its report, not only its facts."""
    return isinstance(made, SetColumn | OfRow)
