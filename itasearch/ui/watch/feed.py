"""Each watch as an Atom feed (RFC 4287), under /feeds/ID.atom of the app's server.

Like the page of what is watched, a feed compares its watch with the library when it is read. It
has no password: whoever reaches the app and knows the address reads it.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from itasearch.errors import ItaSearchError, UnknownWatchError
from itasearch.model.people import NOBODY
from itasearch.model.watch.news import News
from itasearch.model.watch.watches import Watch
from itasearch.ui.kit.routes import base_path, route_below_base
from itasearch.ui.kit.state import library
from itasearch.ui.watch import labels
from itasearch.wording.reasons import Language
from itasearch.wording.watches import news_facts, news_place, news_title, watch_place

_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_MOST_ENTRIES = 50  # entries of a feed, the newest

_log = logging.getLogger(__name__)


def feed_route() -> Route:
    """The feeds, for the app's server."""
    return route_below_base("feeds/{watch_id}.atom", _answer)


def feed_address(watch_id: str, language: Language) -> str:
    """Address of the feed of a watch, relative to a view."""
    suffix = "" if language == "th" else f"?lang={language}"
    return f"feeds/{watch_id}.atom{suffix}"


def _answer(request: Request) -> Response:
    language: Language = "en" if request.query_params.get("lang") == "en" else "th"
    watch_id = request.path_params["watch_id"]
    try:
        shared = library().acting_as(NOBODY)
        found, news = shared.watch_feed(watch_id, most=_MOST_ENTRIES)
        watch = shared.watch_in(language, found)
    except UnknownWatchError:
        return PlainTextResponse(labels.FEED_GONE.text(language), status_code=404)
    except ItaSearchError as error:
        _log.error("%s", error, exc_info=error)
        later = {"Retry-After": "600"}
        return PlainTextResponse(labels.FEED_LATER.text(language), status_code=503, headers=later)
    app_url = shared.settings.app_url or str(request.base_url).rstrip("/") + base_path()
    body = feed_xml(watch, news, app_url=app_url, language=language)
    updated = _updated(watch, news)
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(updated.replace(microsecond=0), usegmt=True),
        "Cache-Control": "private, no-cache",
    }
    if _is_known(request, headers["ETag"], updated):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_MEDIA_TYPE, headers=headers)


def _is_known(request: Request, etag: str, updated: datetime) -> bool:
    """Whether the reader has this very feed; If-None-Match goes before If-Modified-Since."""
    if known := request.headers.get("if-none-match"):
        tags = {one.strip().removeprefix("W/") for one in known.split(",")}
        return bool(tags & {etag, "*"})
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except (ValueError, OverflowError):
        return False
    since = since if since.tzinfo else since.replace(tzinfo=UTC)
    return updated.replace(microsecond=0) <= since


def feed_xml(watch: Watch, news: Sequence[News], *, app_url: str, language: Language) -> bytes:
    """A watch as a feed.

    Args:
        news: its entries, the newest first.
        app_url: address of the app, without a final "/".
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(_name("feed"), {"xml:lang": language})
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'itasearch:watch:{watch.id}')}")
    _add(feed, "title", f"itasearch: {watch.name}")
    _add(feed, "subtitle", labels.FEED_SUBTITLE.text(language))
    _add(feed, "updated", _updated(watch, news).isoformat())
    _add(ElementTree.SubElement(feed, _name("author")), "name", "itasearch")
    _add(feed, "generator", "itasearch")
    href = f"{app_url}/{feed_address(watch.id, language)}"
    _add(feed, "link", rel="self", type="application/atom+xml", href=href)
    page = f"{app_url}/{watch_place(watch).address(language)}"
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    for one in news:
        entry = ElementTree.SubElement(feed, _name("entry"))
        number = f"itasearch:watch:{watch.id}:{one.number}"
        _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, number)}")
        _add(entry, "title", news_title(one, language))
        _add(entry, "updated", one.found_at.isoformat())
        _add(entry, "published", one.found_at.isoformat())
        _add(entry, "summary", news_facts(one, language))
        _add(entry, "category", term=one.kind.value)
        place = f"{app_url}/{news_place(watch, one).address(language)}"
        _add(entry, "link", rel="alternate", type="text/html", href=place)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _updated(watch: Watch, news: Sequence[News]) -> datetime:
    return news[0].found_at if news else watch.made_at


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ElementTree.SubElement(parent, _name(name), attributes)
    element.text = text or None


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
