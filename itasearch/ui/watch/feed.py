"""What is new of each saved search as an Atom feed, under /feeds/ID.atom of the app's server.

A feed has no password: whoever reaches the app and knows the address reads it.
"""

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from itasearch.errors import ItaSearchError, UnknownWatchError
from itasearch.model.people import NOBODY
from itasearch.ui.kit.routes import base_path, route_below_base
from itasearch.ui.kit.state import library
from itasearch.ui.watch.view import FEED_GONE, FEED_LATER
from itasearch.wording.feed import feed_updated, feed_xml
from itasearch.wording.language import in_language, say

_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_KEPT = timedelta(days=90)  #: for which what was added stays in a feed; by hand

_log = logging.getLogger(__name__)


def feed_route() -> Route:
    """The feeds, for the app's server."""
    return route_below_base("feeds/{watch_id}.atom", _answer)


def _answer(request: Request) -> Response:
    with in_language("en" if request.query_params.get("lang") == "en" else "th"):
        return _feed(request)


def _feed(request: Request) -> Response:
    shared = library().acting_as(NOBODY)
    try:
        saved = shared.watches.get(request.path_params["watch_id"])
        unsorted = shared.watches.news(saved, since=datetime.now(UTC) - _KEPT)
    except UnknownWatchError:
        return PlainTextResponse(say(FEED_GONE), status_code=404)
    except ItaSearchError as error:
        _log.error("%s", error, exc_info=error)
        return PlainTextResponse(say(FEED_LATER), status_code=503, headers={"Retry-After": "600"})
    news = sorted(unsorted, key=lambda item: item.added_at, reverse=True)
    app_url = shared.settings.app_url or str(request.base_url).rstrip("/") + base_path()
    body = feed_xml(saved, news, app_url=app_url)
    updated = feed_updated(saved, news)
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(updated.replace(microsecond=0), usegmt=True),
        "Cache-Control": "private, no-cache",
    }
    if StaticFiles(check_dir=False).is_not_modified(Headers(headers), request.headers):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_MEDIA_TYPE, headers=headers)
