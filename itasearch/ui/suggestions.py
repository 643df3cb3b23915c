"""The address that answers a query being typed with suggestions; search/suggesting.py asks it.

It is no view: a run of the app for each letter would hold up the view that is shown.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from itasearch.errors import ItaSearchError
from itasearch.ui.kit.routes import route_below_base

if TYPE_CHECKING:
    from itasearch.wording.objects import JsonValue

ADDRESS = "suggestions"
"""Relative to the views."""

_AT_ONCE = 2
"""Requests that are worked on at the same time: the other threads are for those who search.
Chosen by hand."""
_MOST_WAITING = 20
"""Requests that wait; one more is refused, for the next letter asks again. Chosen by hand."""


class Suggestions:
    """Answers `?text=…` with a JSON list of objects: kind, query, id and province of each."""

    def __init__(self) -> None:
        self._working = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def answer(self, request: Request) -> Response:
        """Suggestions for the text; 503 when too many ask or the library cannot be read."""
        if self._waiting >= _MOST_WAITING:
            return _response([], status=503)
        self._waiting += 1
        try:
            async with self._working:
                if await request.is_disconnected():  # another letter was typed meanwhile
                    return _response([])
                return await run_in_threadpool(_suggested, request.query_params.get("text", ""))
        finally:
            self._waiting -= 1


def suggestions_route(suggestions: Suggestions | None = None) -> Route:
    """The route of the address, for the app's server."""
    return route_below_base(ADDRESS, (suggestions or Suggestions()).answer)


def _suggested(text: str) -> Response:
    # Here, for the server must listen before the library's packages are loaded.
    from itasearch.model.people import NOBODY
    from itasearch.ui.kit.state import library
    from itasearch.wording.objects import as_object

    try:
        found = library().acting_as(NOBODY).suggest(text)
    except ItaSearchError as error:
        # The view itself shows what is wrong.
        logging.getLogger(__name__).warning("no suggestions: %s", error)
        return _response([], status=503)
    return _response([*map(as_object, found)])


def _response(found: Sequence["JsonValue"], *, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return JSONResponse(found, status_code=status, headers=headers)
