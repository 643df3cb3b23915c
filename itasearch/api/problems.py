"""Errors of the API as problem details (RFC 9457), whatever goes wrong where."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, NotRequired, TypedDict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from itasearch import errors
from itasearch.wording.errors import error_label
from itasearch.wording.objects import JsonValue

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:itasearch:problem:"
_FAILED = "the server failed; its log says where"
RETRY_SECONDS = 60  # after which to try again what the library could not answer; by hand

_log = logging.getLogger(__name__)


class WrongPart(TypedDict):
    """What is wrong with one parameter."""

    place: list[str]
    message: str


class ProblemDetails(TypedDict):
    """A problem, with members of its own besides those of every problem."""

    type: Annotated[str, "What kind of problem; about:blank as the status."]
    title: str
    status: int
    detail: Annotated[str, "What is wrong and what to do, in English."]
    detail_th: NotRequired[Annotated[str, "The same in Thai."]]
    field: NotRequired[str]
    value: NotRequired[str]
    nearest: NotRequired[Annotated[list[str], "Values that the library has."]]
    candidates: NotRequired[Annotated[list[str], "Organisations that the name fits."]]
    most: NotRequired[Annotated[int, "How many measures a document may have."]]
    errors: NotRequired[Annotated[list[WrongPart], "What is wrong with which parameter."]]


class Problem(HTTPException):
    """What keeps the API from answering, with members of its own beside those of every problem."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str = "",
        members: Mapping[str, JsonValue] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Name what is wrong; `kind` is the last part of `type`, "" where the status says all."""
        super().__init__(status, detail, dict(headers or {}))
        self.kind = kind
        self.members = dict(members or {})


def problem_response(problem: HTTPException) -> Response:
    """The answer that a problem is."""
    kind = getattr(problem, "kind", "")
    values: dict[str, JsonValue] = {
        "type": f"{TYPE_PREFIX}{kind}" if kind else "about:blank",
        "title": HTTPStatus(problem.status_code).phrase,
        "status": problem.status_code,
        "detail": problem.detail,
        **getattr(problem, "members", {}),
    }
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(
        json.dumps(values),
        status_code=problem.status_code,
        media_type=MEDIA_TYPE,
        headers=headers | dict(problem.headers or {}),
    )


async def on_error(_request: Request, error: Exception) -> Response:
    """The answer for whatever went wrong; what nobody foresaw the server logs itself."""
    if isinstance(error, errors.ItaSearchError):
        error = problem_of(error)
    return problem_response(error if isinstance(error, HTTPException) else Problem(500, _FAILED))


def problem_of(error: errors.ItaSearchError) -> Problem:
    """The problem that an error of the library is.

    What is wrong with the library itself is in the server's log alone: it names places on its disk.
    """
    thai: dict[str, JsonValue] = {"detail_th": error_label(error).text("th")}
    for kinds, status, kind, members in _PROBLEMS:
        if isinstance(error, kinds):
            named = {name: getattr(error, name) for name in members.split()}
            return Problem(status, str(error), kind=kind, members=thai | named)
    if isinstance(
        error,
        errors.StoreError | errors.BackendError | errors.EncoderError | errors.MissingExtraError,
    ):
        _log.error("the library cannot be read: %s", error)
        detail = "the library cannot be read just now; the server's log says why"
        later = {"Retry-After": str(RETRY_SECONDS)}
        return Problem(503, detail, kind="library-unavailable", headers=later)
    _log.error("%s", error, exc_info=error)
    return Problem(500, _FAILED)


_PROBLEMS: tuple[tuple[tuple[type[errors.ItaSearchError], ...], int, str, str], ...] = (
    ((errors.UnknownReportError,), 404, "unknown-id", ""),
    ((errors.UnknownValueError,), 422, "unknown-value", "field value nearest"),
    ((errors.AmbiguousOrganisationError,), 422, "ambiguous-name", "candidates"),
    (
        (errors.QueryError, errors.ComparisonError, errors.EmptyDraftError, errors.ExportError),
        422,
        "not-answerable",
        "",
    ),
    ((errors.TooManyMeasuresError,), 422, "too-many-rows", "most"),
    ((errors.NotAllowedError,), 403, "not-allowed", ""),
)
"""Errors of what was asked: status, last part of the type, attributes that are members."""
