"""Corrections as typed on the command line, and as told there.

Imports typer and model; domain and text with the first correction that needs them.
"""

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

import typer

from itasearch.model.as_json import JsonObject
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
from itasearch.model.records import Measure

NO_FIELD = "-"
"""What is typed for a column that belongs to no field."""

NO_TOPIC = "-"
"""What is typed to leave topics or indicator to a guess again."""

_SHOWN_TITLE = 60

_LINES = re.compile(r"^(?P<field>\w+):(?P<first>\d+)(?P<range>-(?P<last>\d*))?$")


def typed_columns(typed: Sequence[str]) -> Iterator[SetColumn]:
    """ "HEADER=field" each; the field may be "-" for none. Raises BadParameter."""
    for text in typed:
        header, equals, field = text.rpartition("=")
        if not equals or not header.strip():
            raise typer.BadParameter(f"{text!r} is not HEADER=FIELD", param_hint="--column")
        yield SetColumn(header=header, field=None if field == NO_FIELD else field.strip())


def typed_edits(measure_id: str, typed: Sequence[str]) -> Iterator[EditCell]:
    """ "field=TEXT" each; "\\n" in the text begins a new line. Raises BadParameter."""
    for text in typed:
        field, equals, said = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"{text!r} is not FIELD=TEXT", param_hint="--set")
        lines = said.replace("\\n", "\n")
        yield EditCell(measure_id=measure_id, field=field.strip(), text=lines)


def typed_topics(measure_id: str, typed: Sequence[str]) -> Iterator[SetTopics]:
    """Names or ids of topics, each option may hold several between commas; "-" alone for none.

    Raises:
        UnknownValueError: there is no such topic.
    """
    names = [name.strip() for text in typed for name in text.split(",") if name.strip()]
    if names:
        from itasearch.domain.topics import find_topic

        chosen = () if names == [NO_TOPIC] else tuple(find_topic(name).id for name in names)
        yield SetTopics(measure_id=measure_id, topics=tuple(dict.fromkeys(chosen)))


def typed_indicator(measure_id: str, typed: str) -> EditCell:
    """The number or name of an indicator, "-" for none that is stated. Raises BadParameter."""
    from itasearch.domain.indicators import indicators, named_indicator
    from itasearch.text.thai.normalize import arabic_digits

    number = "" if typed.strip() == NO_TOPIC else arabic_digits(typed).strip()
    if number and not number.isdecimal():
        named = named_indicator(typed)
        if named is None:
            names = ", ".join(f"{one.number} {one.name}" for one in indicators())
            raise typer.BadParameter(f"{typed!r} is none of {names}", param_hint="--indicator")
        number = str(named.number)
    return EditCell(measure_id=measure_id, field="indicator", text=number)


def typed_split(measure: Measure, typed: Sequence[str], title: str | None) -> SplitMeasure:
    """ "field:3", "field:3-5" or "field:3-" each. Raises BadParameter."""
    lines: list[tuple[str, int]] = []
    for text in typed:
        found = _LINES.match(text)
        if found is None:
            raise typer.BadParameter(f"{text!r} is not FIELD:LINES", param_hint="--split")
        field, first = found["field"], int(found["first"])
        last = int(found["last"]) if found["last"] else first
        if found["range"] and not found["last"]:
            last = max(first, measure.text(field).count("\n") + 1)
        lines += [(field, number) for number in range(first, last + 1)]
    return SplitMeasure(measure_id=measure.id, lines=tuple(lines), title=title)


def told(said: Correction) -> str:
    """A correction in a few words."""
    match said:
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


def told_with_title(made: MadeCorrection) -> str:
    """A correction with its number, and the title of the measure that it speaks of."""
    titled = f" ({shorten(made.title, _SHOWN_TITLE)})" if made.title else ""
    return f"{made.id}: {told(made.correction)}{titled}"


def state(made: MadeCorrection) -> str:
    """Whether a correction has effect."""
    if made.undone_at is not None:
        return "undone"
    if made.replaced:
        return "replaced by a later one"
    return "in force" if made.placed else "finds no row any more"


def made_as_json(made: MadeCorrection) -> JsonObject:
    """A correction as it was made."""
    return {
        "id": made.id,
        "report_id": made.report_id,
        "correction": told(made.correction),
        "state": state(made),
        "made_at": made.made_at.isoformat(),
        "undone_at": None if made.undone_at is None else made.undone_at.isoformat(),
    }
