"""Corrections in English, as the command line and its JSON write them."""

from textwrap import shorten

from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    MadeCorrection,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)

_LONGEST_TITLE = 60
"""Characters of a title beside a correction."""


def correction_label(correction: Correction) -> str:
    """A correction in a few words."""
    match correction:
        case SetOrganisation(name=name):
            return f"organisation: {name}"
        case SetFiscalYear(fiscal_year_be=year):
            return f"fiscal year: {year}"
        case SetColumn(header=header, field=field):
            return f"column {header!r}: {field or 'no field'}"
        case EditCell(measure_id=measure, field=field, text=text):
            return f"{measure}: {field} = {text!r}"
        case SetTopics(measure_id=measure, topics=topics):
            return f"{measure}: topics {', '.join(topics) or 'left to a guess'}"
        case SplitMeasure(measure_id=measure, lines=lines):
            parts = ", ".join(f"{field}:{number}" for field, number in lines)
            return f"{measure}: split at {parts or 'a new title'}"
        case JoinMeasure(measure_id=measure):
            return f"{measure}: joined to the row before it"
        case RemoveMeasure(measure_id=measure):
            return f"{measure}: no measure"
        case ConfirmDoubt(doubt=doubt):
            return f"confirmed: {doubt}"
        case Prefer():
            return "the version to use"


def numbered_correction(made: MadeCorrection) -> str:
    """A correction with its number, and the title of the measure that it speaks of."""
    titled = f" ({shorten(made.title, _LONGEST_TITLE)})" if made.title else ""
    return f"{made.id}: {correction_label(made.correction)}{titled}"


def correction_state(made: MadeCorrection) -> str:
    """Whether a correction has effect."""
    if made.undone_at is not None:
        return "undone"
    if made.replaced:
        return "replaced by a later one"
    return "in force" if made.placed else "finds no row any more"
