"""Corrections as rows of their table and back, each with the text that it named when made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from sqlalchemy import Connection, RowMapping, select

from itasearch.model.corrections import (
    Correction,
    EditCell,
    JudgePair,
    MadeCorrection,
    OfRow,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
)
from itasearch.store.corrections.columns import header_key
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import correction


def kind_name(made: type[Correction]) -> str:
    """Name of a kind in the table: SetFiscalYear is "set_fiscal_year"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", made.__name__).lower()


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
    """A correction in force."""

    id: int
    correction: Correction
    anchor: Anchor
    made_at: datetime
    organisation_id: str | None = None


def correction_row(made: Correction, anchor: Anchor) -> Row:
    """Kind, content and anchor of a correction."""
    return {
        "kind": kind_name(type(made)),
        "said": _CONVERTER.unstructure(made),
        "anchor": _CONVERTER.unstructure(anchor),
    }


def _converter() -> Converter:
    made = Converter(detailed_validation=False)
    made.register_unstructure_hook(str, storable)
    stated = override(rename="told")  # its key in the database
    made.register_unstructure_hook(
        Anchor,
        make_dict_unstructure_fn(Anchor, made, _cattrs_omit_if_default=True, stated=stated),
    )
    made.register_structure_hook(Anchor, make_dict_structure_fn(Anchor, made, stated=stated))
    return made


_CONVERTER = _converter()


def correction_of(row: RowMapping) -> Correction:
    """The correction in a row."""
    return _CONVERTER.structure(row["said"], _KINDS[row["kind"]])


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
    last = {
        _subject(one.correction): one.id for one in made if one.undone_at is None and one.placed
    }
    return tuple(
        replace(one, replaced=one.undone_at is None and last.get(subject, one.id) > one.id)
        if (subject := _subject(one.correction)) is not None
        else one
        for one in made
    )


def _subject(made: Correction) -> tuple[str, ...] | None:
    """What only the last correction sets; None where each adds to those before it."""
    match made:
        case SetColumn(header=header):
            return "column", header_key(header)
        case SetOrganisation():
            return ("organisation",)
        case SetFiscalYear():
            return ("fiscal_year_be",)
        case EditCell(measure_id=measure_id, field=name):
            return "cell", measure_id, name
        case SetTopics(measure_id=measure_id):
            return "topics", measure_id
        case JudgePair(measure_id=measure_id, other_id=other_id):
            return "pair", measure_id, other_id
        case _:
            return None


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
        )
        for row in connection.execute(question).mappings()
    )


def changes_measures(made: Correction) -> bool:
    """Whether a correction changes the measures of its report, not only its facts."""
    return isinstance(made, SetColumn | OfRow)
