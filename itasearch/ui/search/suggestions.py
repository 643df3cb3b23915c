"""The address that answers a query being typed with suggestions; search/view.py asks it.

It is no view: a run of the app for each letter would hold up the view that is shown.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from anyio import CapacityLimiter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from itasearch.domain.english_names import english_province
from itasearch.errors import ItaSearchError
from itasearch.model.people import NOBODY
from itasearch.model.ranking import Suggestion, SuggestionKind
from itasearch.ui.kit.routes import route_below_base
from itasearch.ui.kit.state import library
from itasearch.wording.labels import english_names_in
from itasearch.wording.objects import JsonObject, JsonValue, as_object

ADDRESS = "suggestions"  #: Relative to the views

_AT_ONCE = 2  # requests worked on at the same time: others are for who searches; by hand
_MOST_WAITING = 20  # requests; one more is refused, for the next letter asks again; by hand


_working = CapacityLimiter(_AT_ONCE)


async def _answer(request: Request) -> Response:
    """Suggestions for the `text`, a JSON list of objects: kind, query, id and province of each.

    With `lang=en` the province is in English, and a town has a `label` with its English name. 503
    when too many ask or the library cannot be read.
    """
    if _working.statistics().tasks_waiting >= _MOST_WAITING:
        return _response([], status=503)
    async with _working:
        if await request.is_disconnected():  # another letter was typed meanwhile
            return _response([])
        values = request.query_params
        is_english = values.get("lang") == "en"
        return await run_in_threadpool(_suggested, values.get("text", ""), is_english=is_english)


def suggestions_route() -> Route:
    """The route of the address, for the app's server."""
    return route_below_base(ADDRESS, _answer)


def _suggested(text: str, *, is_english: bool) -> Response:
    try:
        suggestions = library().acting_as(NOBODY).suggest(text)
    except ItaSearchError as error:
        # The view itself shows what is wrong.
        logging.getLogger(__name__).warning("no suggestions: %s", error)
        return _response([], status=503)
    return _response([*map(_in_english if is_english else as_object, suggestions)])


def _in_english(suggestion: Suggestion) -> JsonObject:
    """A suggestion for English screens; its query stays as reports have it."""
    if suggestion.kind is not SuggestionKind.TOWN:
        return as_object(suggestion)
    province = english_province(suggestion.province or "") or suggestion.province
    label = f"{english_names_in(suggestion.query)} · {suggestion.query}"
    return {**as_object(replace(suggestion, province=province)), "label": label}


def _response(values: Sequence[JsonValue], *, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return JSONResponse(values, status_code=status, headers=headers)
