"""One field of a draft's row for the target: adapted, decided by a person, joined of several.

The texts of a merged row are adapted each for itself and then joined line by line, so that
two towns' lines that say the same in the target's name stand once (`merging`). A span of the joined
text is told by `TemplateField.parts` back to the measure it is of. Imports its neighbours
and model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from itasearch.borrow.adapt.cutting import rewritten
from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.borrow.merging import merged
from itasearch.model.drafts import Decision, DraftItem, FieldPiece, Verdict
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

Verdicts = Mapping[FieldPiece, Verdict]

adapted_to = lru_cache(maxsize=_REMEMBERED)(adapt_text)


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
        return merged(fields, name, own=target)
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
        adapted=rewritten(field.original, made),
        changes=tuple(made),
        open=tuple(one for one in field.adapted.open if _verdict(field, one, verdicts) is None),
    )
    return replace(field, adapted=adapted, kept=tuple(kept))


def _verdict(
    field: TemplateField, span: Change | OpenQuestion, verdicts: Verdicts
) -> Verdict | None:
    return verdicts.get(field.piece(span))
