"""An answer of the API: made in a thread, with a tag that says which state of the library it is of.

A page of a list names the next one by a cursor, which holds for that state alone: a walk over all
pages meets nothing twice and leaves nothing out, or ends with 410 and begins anew.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from anyio import CapacityLimiter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from itasearch.api.asking import Asking
from itasearch.api.parameters import ListPart
from itasearch.api.problems import Problem, problem_of
from itasearch.errors import ItaSearchError
from itasearch.model.library import Stage
from itasearch.wording.objects import JsonObject, JsonValue, as_object
from itasearch.workspace import Workspace, faults_collected

AT_ONCE = 4  # answers made at the same time: other threads are for the app; by hand
MOST_WAITING = 64  # requests that wait; one more is refused; by hand
_BUSY_SECONDS = 2  # after which one that was refused may try again; by hand
_FARTHEST = 10_000_000  # place in a list beyond which no cursor of ours leads
_APART = frozenset({"cursor", "limit"})
"""Parameters that say which part of a list is asked for, not of which list."""

Fetch: TypeAlias = Callable[[int, int], Sequence[object]]
"""Objects of a list: from this place (from 0), so many at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """What a request asks, and of whom."""

    library: Workspace  #: as whoever asks may use it
    state: str  #: of the library; see Workspace.state
    list_id: str  #: digest of the address and its parameters, but for those of the page

    def page(self, part: ListPart, fetch: Fetch) -> JsonObject:
        """A page of a list: {"items", "next"}; `next` is null on the last one.

        Raises Problem: the cursor is none of this list (422), or of an earlier state (410).
        """
        first = 0 if part.cursor is None else self._first(part.cursor)
        fetched = fetch(first, part.limit + 1)
        is_last = len(fetched) <= part.limit
        following = json.dumps([self.state, self.list_id, first + part.limit]).encode()
        return {
            "items": [*map(as_object, fetched[: part.limit])],
            "next": None if is_last else base64.urlsafe_b64encode(following).decode().rstrip("="),
        }

    def _first(self, cursor: str) -> int:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            state, list_id, first = json.loads(base64.b64decode(padded, b"-_", validate=True))
        except (binascii.Error, ValueError, TypeError) as error:
            raise _foreign_cursor() from error
        if type(first) is not int or not 0 < first < _FARTHEST or list_id != self.list_id:
            raise _foreign_cursor()
        if state != self.state:
            detail = "the library has changed since the first page; begin again without cursor"
            raise Problem(410, detail, kind="library-changed")
        return first


Work: TypeAlias = Callable[[ListRequest], JsonValue | Response]


class Answering:
    """Answers requests, so many at a time."""

    def __init__(self, library: Callable[[], Workspace], asking: Asking) -> None:
        self._library = library
        self._asking = asking
        self._working = CapacityLimiter(AT_ONCE)

    async def __call__(
        self, request: Request, work: Work, *, follows_index: bool = False
    ) -> Response:
        """What `work` finds, as JSON unless it is a response; 304 to one that knows it.

        Where it follows from the index, that is brought up to date first. Raises Problem: nobody
        who may ask, or too many (401, 403, 429, 503); and what `work` raises.
        """
        if self._working.statistics().tasks_waiting >= MOST_WAITING:
            later = {"Retry-After": str(_BUSY_SECONDS)}
            raise Problem(503, "too many ask at once", kind="busy", headers=later)
        async with self._working:
            return await run_in_threadpool(self._answer, request, work, follows_index=follows_index)

    def _answer(self, request: Request, work: Work, *, follows_index: bool) -> Response:
        library = self._library()
        person = self._asking.person(request)
        theirs = library.acting_as(person)
        if follows_index:
            theirs.index.refresh()
        state = theirs.state()
        tag = f'W/"{_digest([state, request.url.path, request.url.query])}"'
        headers = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
        headers |= {"X-Content-Type-Options": "nosniff"}
        is_read = request.method == "GET"
        if is_read:
            headers["ETag"] = tag
            given_tags = ",".join(request.headers.getlist("if-none-match")).split(",")
            opaque = tag.removeprefix("W/")
            if any(tag.strip().removeprefix("W/") in (opaque, "*") for tag in given_tags):
                return Response(status_code=304, headers=headers)
        parameters = request.query_params.multi_items()
        pairs = sorted(pair for pair in parameters if pair[0] not in _APART)
        list_id = _digest([request.url.path, *map(list, pairs)])
        with faults_collected() as faults:
            try:
                answer = work(ListRequest(library=theirs, state=state, list_id=list_id))
            except ItaSearchError as error:
                problem = problem_of(error)
                problem.headers = {**(problem.headers or {}), **_left_out(faults)}
                raise problem from error
        headers |= _left_out(faults)
        if isinstance(answer, Response):
            answer.headers.update(headers)
            return answer
        body = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        return Response(body, media_type="application/json", headers=headers)


def _left_out(faults: Iterable[tuple[str, Stage]]) -> dict[str, str]:
    ids = dict.fromkeys(report_id for report_id, _ in faults)
    return {"Itasearch-Left-Out": " ".join(ids)} if ids else {}


def _foreign_cursor() -> Problem:
    detail = "the cursor is none that an earlier page of this list gave; begin again without one"
    return Problem(422, detail, kind="foreign-cursor")


def _digest(value: JsonValue) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()[:32]
