"""What is new of each saved search as an Atom feed, under /feeds/ID.atom of the app's server.

A feed has no password: whoever reaches the app and knows the address reads it.
"""

import logging
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from itasearch.errors import ItaSearchError, UnknownWatchError
from itasearch.model.people import NOBODY
from itasearch.ui.kit.routes import base_path, route_below_base
from itasearch.ui.kit.state import library
from itasearch.wording.feed import feed_xml
from itasearch.wording.language import in_language, phrase

_KEPT = timedelta(days=90)  #: for which what was added stays in a feed; by hand


def feed_route() -> Route:
    """The feeds, for the app's server."""
    return route_below_base("feeds/{watch_id}.atom", _answer)


def _answer(request: Request) -> Response:
    shared = library().acting_as(NOBODY)
    with in_language("en" if request.query_params.get("lang") == "en" else "th"):
        try:
            saved = shared.watches.get(request.path_params["watch_id"])
            news = shared.watches.news(saved, since=datetime.now(UTC) - _KEPT)
        except UnknownWatchError:
            gone = phrase("There is no such feed; its search may no longer be saved")
            return PlainTextResponse(gone, status_code=404)
        except ItaSearchError as error:
            logging.getLogger(__name__).error("%s", error, exc_info=error)
            later = phrase("The library cannot be read now; try later")
            return PlainTextResponse(later, status_code=503, headers={"Retry-After": "600"})
        app_url = shared.settings.app_url or str(request.base_url).rstrip("/") + base_path()
        body = feed_xml(saved, news, app_url=app_url)
    media_type, headers = "application/atom+xml; charset=utf-8", {"Cache-Control": "no-cache"}
    return Response(body, media_type=media_type, headers=headers)
