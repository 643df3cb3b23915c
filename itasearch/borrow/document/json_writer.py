"""A template as one JSON object, for programs. Imports model."""

import json

from itasearch.documents.printable import printable
from itasearch.model.as_json import JsonObject, organisation_as_json, place_as_json
from itasearch.model.records import TEXT_FIELDS
from itasearch.model.template import (
    Borrowed,
    Change,
    OpenQuestion,
    Template,
    TemplateField,
    TemplateItem,
)


def write_json(template: Template) -> bytes:
    """The template in UTF-8, indented."""
    text = json.dumps(template_as_json(template), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def template_as_json(template: Template) -> JsonObject:
    """The target and its rows; a field that is to be filled in is null."""
    return {
        "organisation": template.organisation,
        "fiscal_year_be": template.fiscal_year_be,
        "measures": [
            _item_as_json(item, number) for number, item in enumerate(template.items, start=1)
        ],
    }


def _item_as_json(item: TemplateItem, number: int) -> JsonObject:
    texts: JsonObject = {name: printable(item.text(name)) or None for name in TEXT_FIELDS}
    first, *merged = map(_source_as_json, item.sources())
    # Examples are null above: what was changed in them has no text to speak of.
    told = [field for field in item.fields if not field.example]
    return {
        "number": str(number),
        "indicator": item.measure.indicator,
        **texts,
        "changes": [_change_as_json(field, c) for field in told for c in field.adapted.changes],
        "open": [_question_as_json(field, q) for field in told for q in field.adapted.open],
        "edited": [field.name for field in item.fields if field.edited],
        "source": first,
        "merged": merged,
    }


def _source_as_json(borrowed: Borrowed) -> JsonObject:
    return {
        "measure_id": borrowed.measure.id,
        "report_id": borrowed.measure.report_id,
        "organisation": organisation_as_json(borrowed.source.organisation),
        "fiscal_year_be": borrowed.source.fiscal_year_be,
        **place_as_json(borrowed.measure.source),
        "sha256": borrowed.measure.source.sha256,
        "found_by": borrowed.found_by,
        "reworded": borrowed.measure.source.reworded,
    }


def _question_as_json(field: TemplateField, question: OpenQuestion) -> JsonObject:
    return {
        "field": field.name,
        "start": question.start,
        "end": question.end,
        "text": question.text,
        "question": question.question,
    }


def _change_as_json(field: TemplateField, change: Change) -> JsonObject:
    return {
        "field": field.name,
        "start": change.start,
        "end": change.end,
        "old": change.old,
        "new": change.new,
        "kind": change.kind.value,
    }
