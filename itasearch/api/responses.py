"""What each address of the API answers with, as JSON Schema: shapes of `wording.objects`."""

from functools import partial
from typing import Any

from itasearch.api.problems import MEDIA_TYPE, ProblemDetails
from itasearch.model.drafts import ExportFormat
from itasearch.wording.objects import Schemas

DOCUMENT_TYPES = {
    ExportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.MD: "text/markdown; charset=utf-8",
    ExportFormat.JSON: "application/json",
}
"""Media types of exported documents."""

_TEXT = {"type": "string"}
_REASONS = {
    401: "The key opens nothing.",
    403: "Whoever asks may not, or a page of another site asks.",
    404: "There is no measure or report of this id.",
    405: "The address takes another method.",
    410: "The library has changed since the first page of the list.",
    413: "The body is too large.",
    422: "A parameter or the body is not as described, or names what the library does not have.",
    429: "More requests than the key has within a minute.",
    500: "The server failed.",
    503: "The library cannot be read just now, or too many ask at once.",
}


_SCHEMAS = Schemas()
"""Of all that the addresses answer with, as they are described."""


def components() -> dict[str, Any]:
    """All schemas that answers refer to, by name."""
    return {**_SCHEMAS.found, "Problem": _SCHEMAS.of(ProblemDetails)}


def objects(*kinds: type, paged: bool = False) -> dict[str, Any]:
    """The schema of all of these at once, or of a page of them."""
    items = [*map(_SCHEMAS.of, kinds)]
    item = items[0] if len(items) == 1 else {"anyOf": items}
    keys: dict[str, Any] = {"items": {"type": "array", "items": item}}
    if paged:
        keys["next"] = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


listing = partial(objects, paged=True)
"""The schema of a page of these."""


def described(
    answer: dict[str, Any] | type, *problems: int, posted: bool = False
) -> dict[int | str, dict[str, Any]]:
    """The answers of an address: what it finds, its problems and those that every address has.

    `posted`: it takes a body, and its answers have no tag.
    """
    schema = _SCHEMAS.of(answer) if isinstance(answer, type) else answer
    tag = {"ETag": {"description": "Of this answer, for If-None-Match.", "schema": _TEXT}}
    answers: dict[int | str, dict[str, Any]] = {
        200: {"description": "What was found.", "content": {"application/json": {"schema": schema}}}
    }
    if not posted:
        answers[200]["headers"] = tag
        answers[304] = {"description": "The answer is the one of If-None-Match.", "headers": tag}
    every = (401, 403, 405, 422, 429, 500, 503, *((400, 413) if posted else ()))
    for status in sorted({*every, *problems}):
        answers[status] = _problem_response(status)
    return answers


def documents() -> dict[int | str, dict[str, Any]]:
    """The answers of an export: a file."""
    answers = described({}, 404, posted=True)
    binary = {"schema": {"type": "string", "format": "binary"}}
    # JSON is a document like any other: a file to keep, in no shape of ours.
    kinds = {kind.partition(";")[0]: binary for kind in DOCUMENT_TYPES.values()}
    answers[200] = {
        "description": "The document.",
        "content": {**kinds, "application/json": {"schema": {}}},
    }
    return answers


def _problem_response(status: int) -> dict[str, Any]:
    reason = _REASONS.get(status, "The request cannot be read.")
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    response: dict[str, Any] = {"description": reason, "content": content}
    if status in {429, 503}:
        after = {"description": "Seconds until it is worth trying.", "schema": {"type": "integer"}}
        response["headers"] = {"Retry-After": after}
    return response
