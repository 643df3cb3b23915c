"""What is watched as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from itasearch.model.watches import News, Watch
from itasearch.wording.language import language, phrase
from itasearch.wording.watches import news_facts, news_place, news_title, watch_place

_ATOM = "http://www.w3.org/2005/Atom"


def feed_address(watch_id: str) -> str:
    """Address of the feed of a watch, relative to a view."""
    suffix = "" if language() == "th" else f"?lang={language()}"
    return f"feeds/{watch_id}.atom{suffix}"


def feed_xml(watch: Watch, news: Sequence[News], *, app_url: str) -> bytes:
    """A watch as a feed, the newest entry first; `app_url` has no final "/"."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(_name("feed"), {"xml:lang": language()})
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'itasearch:watch:{watch.id}')}")
    _add(feed, "title", f"itasearch: {watch.name}")
    _add(feed, "subtitle", phrase("New and changed measures and reports"))
    _add(feed, "updated", feed_updated(watch, news).isoformat())
    _add(ElementTree.SubElement(feed, _name("author")), "name", "itasearch")
    _add(feed, "generator", "itasearch")
    href = f"{app_url}/{feed_address(watch.id)}"
    _add(feed, "link", rel="self", type="application/atom+xml", href=href)
    page = f"{app_url}/{watch_place(watch).address(language())}"
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    for item in news:
        entry = ElementTree.SubElement(feed, _name("entry"))
        number = f"itasearch:watch:{watch.id}:{item.number}"
        _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, number)}")
        _add(entry, "title", news_title(item))
        _add(entry, "updated", item.found_at.isoformat())
        _add(entry, "published", item.found_at.isoformat())
        _add(entry, "summary", " · ".join(news_facts(item)))
        _add(entry, "category", term=item.kind.value)
        place = f"{app_url}/{news_place(watch, item).address(language())}"
        _add(entry, "link", rel="alternate", type="text/html", href=place)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def feed_updated(watch: Watch, news: Sequence[News]) -> datetime:
    """When its newest entry was found, `news` newest first; without any, when the watch began."""
    return news[0].found_at if news else watch.made_at


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    ElementTree.SubElement(parent, _name(name), attributes).text = text or None


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
