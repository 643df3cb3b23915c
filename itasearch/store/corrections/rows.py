"""Corrections as rows of their table and back, each with the text that it named when made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
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
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import correction

_STATED_KEY = "told"
"""Key of `Anchor.stated` in the database."""


def _kind_of(made: type[Correction]) -> str:
    """Name of a kind in the table: SetFiscalYear is "set_fiscal_year"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", made.__name__).lower()


_KINDS: Mapping[str, type[Correction]] = {
    _kind_of(kind): kind
    for kind in (
        SetOrganisation,
        SetFiscalYear,
        SetColumn,
        EditCell,
        SetTopics,
        SplitMeasure,
        JoinMeasure,
        RemoveMeasure,
        ConfirmDoubt,
        Prefer,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a correction named when it was made: finds it again in another reading.

    Attributes:
        title: of the measure.
        part: id of the second part of a split measure.
        lines: texts of the lines that went there, as SplitMeasure.lines.
        fiscal_year_be: the year that was confirmed.
        stated: parts of the organisation's place that were given: "district", "province".
        learnt: those of them that the store did not know before.
    """

    title: str = ""
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
    kept = {name: _plain(value) for name, value in asdict(anchor).items() if value}
    if "stated" in kept:
        kept[_STATED_KEY] = kept.pop("stated")
    return {
        "kind": _kind_of(type(made)),
        "said": {name: _plain(value) for name, value in asdict(made).items()},
        "anchor": kept,
    }


def _plain(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def correction_of(row: RowMapping) -> Correction:
    """The correction in a row."""
    build: Callable[..., Correction] = _KINDS[row["kind"]]
    return build(**{name: _typed(value) for name, value in row["said"].items()})


def anchor_of(row: RowMapping) -> Anchor:
    """The anchor of the correction in a row."""
    kept = row["anchor"] | {"stated": row["anchor"].get(_STATED_KEY, [])}
    known = {field.name for field in fields(Anchor)}
    found = {name: _typed(value) for name, value in kept.items() if name in known}
    return Anchor(**found)  # type: ignore[arg-type]


def _typed(value: object) -> object:
    return tuple(_typed(item) for item in value) if isinstance(value, list) else value


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
        case SetFiscalYear():
            return ("fiscal_year_be",)
        case SetTopics(measure_id=measure_id):
            return "topics", measure_id
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
