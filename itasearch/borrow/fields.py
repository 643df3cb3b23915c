"""One field of a draft's row for the target: adapted, decided by a person, joined of several.

The texts of a merged row are adapted each for itself and then joined line by line, so that
two towns' lines that say the same in the target's name stand once. A span of the joined text
is told by `TemplateField.parts` back to the measure it is of. Imports its neighbours and model.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from itasearch.borrow.one_pass import adapt_text
from itasearch.model.drafts import Decision, DraftItem, Piece, Verdict
from itasearch.model.template import (
    BORROWED_FIELDS,
    RESULT_FIELDS,
    Adaptation,
    Change,
    OpenQuestion,
    Party,
    TemplateField,
    TextPart,
)

_REMEMBERED = 4096
"""Texts adapted last: a draft of 300 rows has about 1,500, and the app asks anew at each click."""

Verdicts = Mapping[Piece, Verdict]

adapted_to = lru_cache(maxsize=_REMEMBERED)(adapt_text)
_Span = TypeVar("_Span", Change, OpenQuestion)
_ITEM_MARK = re.compile(r"^\s*(?:[-–•*●]|\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)])\s*")


def decided(decisions: Sequence[Decision]) -> Verdicts:
    """Each piece's verdict; of two on one piece the later holds."""
    return {one.piece: one.verdict for one in decisions}


def field_of(
    item: DraftItem, name: str, *, target: Party, verdicts: Verdicts, results: bool
) -> TemplateField:
    """The field `name` of a row for the target; `results` keeps the source's as an example."""
    edits = dict(item.edits)
    if name in edits:
        text = edits[name]
        return TemplateField(
            name=name, adapted=Adaptation(adapted=text), edited=True, original=text
        )
    if item.parts:
        fields = [
            field_of(part, name, target=target, verdicts=verdicts, results=results)
            for part in item.parts
        ]
        return _joined(fields, name)
    example = results and name in RESULT_FIELDS
    text = item.measure.text(name) if example or name in BORROWED_FIELDS else ""
    source = Party(organisation=item.organisation, fiscal_year_be=item.fiscal_year_be)
    whole = TextPart(start=0, end=len(text), measure_id=item.measure.id, offset=0)
    field = TemplateField(
        name=name,
        adapted=adapted_to(text, source, target),
        example=example and bool(text),
        original=text,
        parts=(whole,) if text else (),
    )
    return _as_decided(field, verdicts)


def _as_decided(field: TemplateField, verdicts: Verdicts) -> TemplateField:
    """The field with what a person took back as in the source, and no question twice."""
    if not verdicts:
        return field
    kept = [
        one for one in field.adapted.changes if _verdict(field, one, verdicts) is Verdict.AS_SOURCE
    ]
    if not kept and not field.adapted.open:
        return field
    made = [one for one in field.adapted.changes if one not in kept]
    adapted = Adaptation(
        adapted=_rewritten(field.original, made),
        changes=tuple(made),
        open=tuple(one for one in field.adapted.open if _verdict(field, one, verdicts) is None),
    )
    return replace(field, adapted=adapted, kept=tuple(kept))


def _verdict(
    field: TemplateField, span: Change | OpenQuestion, verdicts: Verdicts
) -> Verdict | None:
    return verdicts.get(field.piece(span))


def _rewritten(original: str, changes: Sequence[Change]) -> str:
    pieces, at = [], 0
    for change in changes:
        pieces += [original[at : change.start], change.new]
        at = change.end
    return "".join([*pieces, original[at:]])


def _joined(fields: Sequence[TemplateField], name: str) -> TemplateField:
    """The lines of all fields one below the other; one that says what another said stands once.

    A row has one title and results of its own: what a person wrote goes before what was
    borrowed, and of several borrowed titles the first one stands.
    """
    if name == "title" or name in RESULT_FIELDS:
        own = [field for field in fields if field.edited]
        fields = own or (fields[:1] if name == "title" else fields)
    lines: list[TemplateField] = []
    said: set[str] = set()
    for field in fields:
        new = {_sense(line): line for line in _lines(field) if _sense(line) not in said}
        # Within one measure lines may repeat, as under two headings.
        lines += [line for line in _lines(field) if _sense(line) in new or _sense(line) == ""]
        said |= new.keys()
    return _one_below_the_other(lines, like=fields[0], edited=all(one.edited for one in fields))


def _sense(line: TemplateField) -> str:
    """What a line says, whatever its number, bullet and spaces."""
    return "".join(_ITEM_MARK.sub("", line.adapted.adapted).split())


def _lines(field: TemplateField) -> Iterator[TemplateField]:
    """The field cut at the line ends of its original that no span covers."""
    spans: tuple[Change | OpenQuestion, ...] = (
        *field.adapted.changes,
        *field.adapted.open,
        *field.kept,
    )
    covered = [(one.start, one.end) for one in spans]
    start = 0
    for at, letter in enumerate(field.original):
        if letter == "\n" and not any(first <= at < last for first, last in covered):
            yield _cut(field, start, at)
            start = at + 1
    if start < len(field.original):
        yield _cut(field, start, len(field.original))


def _cut(field: TemplateField, start: int, end: int) -> TemplateField:
    """The stretch [start, end) of the field's original, as a field of its own."""

    def inside(span: Change | OpenQuestion) -> bool:
        return start <= span.start < end

    adapted = field.adapted
    changes = _shifted((one for one in adapted.changes if inside(one)), -start)
    original = field.original[start:end]
    return replace(
        field,
        adapted=Adaptation(
            adapted=_rewritten(original, changes),
            changes=changes,
            open=_shifted((one for one in adapted.open if inside(one)), -start),
        ),
        original=original,
        parts=tuple(
            replace(
                part,
                start=max(part.start, start) - start,
                end=min(part.end, end) - start,
                offset=part.offset + max(0, start - part.start),
            )
            for part in field.parts
            if part.start < end and start < part.end
        ),
        kept=_shifted((one for one in field.kept if inside(one)), -start),
    )


def _one_below_the_other(
    lines: Sequence[TemplateField], *, like: TemplateField, edited: bool
) -> TemplateField:
    changes: list[Change] = []
    questions: list[OpenQuestion] = []
    kept: list[Change] = []
    parts: list[TextPart] = []
    at = 0
    for line in lines:
        changes += _shifted(line.adapted.changes, at)
        questions += _shifted(line.adapted.open, at)
        kept += _shifted(line.kept, at)
        parts += [replace(one, start=one.start + at, end=one.end + at) for one in line.parts]
        at += len(line.original) + 1
    return TemplateField(
        name=like.name,
        adapted=Adaptation(
            adapted="\n".join(line.adapted.adapted for line in lines),
            changes=tuple(changes),
            open=tuple(questions),
        ),
        edited=edited,
        example=any(line.example for line in lines),
        original="\n".join(line.original for line in lines),
        parts=tuple(parts),
        kept=tuple(kept),
    )


def _shifted(spans: Iterable[_Span], by: int) -> tuple[_Span, ...]:
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in spans)
