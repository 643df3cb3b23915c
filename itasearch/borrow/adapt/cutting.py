"""Stretches of a field with all that is told of them: its changes, questions and sources.

Every span of a field speaks of its text before adaptation; what is cut out of it, or moved,
takes its spans along. Imports model.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from itasearch.model.template import Adaptation, Change, OpenQuestion, TemplateField, TextPart

_Span = TypeVar("_Span", Change, OpenQuestion, TextPart)


def rewritten(original: str, changes: Sequence[Change]) -> str:
    """`original` with the changes made."""
    pieces, at = [], 0
    for change in changes:
        pieces += [original[at : change.start], change.new]
        at = change.end
    return "".join([*pieces, original[at:]])


def shifted(spans: Iterable[_Span], by: int) -> tuple[_Span, ...]:
    """The spans so many code points further on."""
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in spans)


def spans_of(field: TemplateField) -> tuple[Change | OpenQuestion, ...]:
    """All changes, made and taken back, and questions of a field."""
    return (*field.adapted.changes, *field.adapted.open, *field.kept)


def cut(field: TemplateField, start: int, end: int) -> TemplateField:
    """The stretch [start, end) of the field's original, as a field of its own."""

    def inside(span: Change | OpenQuestion) -> bool:
        return start <= span.start < end

    adapted = field.adapted
    changes = shifted(filter(inside, adapted.changes), -start)
    original = field.original[start:end]
    return replace(
        field,
        adapted=Adaptation(
            adapted=rewritten(original, changes),
            changes=changes,
            open=shifted(filter(inside, adapted.open), -start),
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
        kept=shifted(filter(inside, field.kept), -start),
    )


def joined(fields: Sequence[TemplateField], *, by: str, like: TemplateField) -> TemplateField:
    """All fields one after the other with `by` between them; else as `like`."""
    changes: list[Change] = []
    questions: list[OpenQuestion] = []
    kept: list[Change] = []
    parts: list[TextPart] = []
    at = 0
    for field in fields:
        changes += shifted(field.adapted.changes, at)
        questions += shifted(field.adapted.open, at)
        kept += shifted(field.kept, at)
        parts += shifted(field.parts, at)
        at += len(field.original) + len(by)
    return replace(
        like,
        adapted=Adaptation(
            adapted=by.join(field.adapted.adapted for field in fields),
            changes=tuple(changes),
            open=tuple(questions),
        ),
        original=by.join(field.original for field in fields),
        parts=tuple(parts),
        kept=tuple(kept),
    )
