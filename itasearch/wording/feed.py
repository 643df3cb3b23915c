"""What is new of a saved search, as an Atom feed (RFC 4287)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from itasearch.model.watches import NewHit, Watch, search_address
from itasearch.wording.language import language, phrase
from itasearch.wording.watches import hit_facts, hit_title

_ATOM = "http://www.w3.org/2005/Atom"


def feed_address(watch_id: str) -> str:
    """Address of the feed of a saved search, relative to a view."""
    suffix = "" if language() == "th" else f"?lang={language()}"
    return f"feeds/{watch_id}.atom{suffix}"


def feed_xml(saved: Watch, news: Sequence[NewHit], *, app_url: str) -> bytes:
    """The feed with an entry for each of `news`, newest first; `app_url` has no final "/"."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(_name("feed"), {"xml:lang": language()})
    _add(feed, "id", _urn(saved.id))
    _add(feed, "title", f"itasearch: {saved.name}")
    _add(feed, "subtitle", phrase("New measures of a saved search"))
    _add(feed, "updated", feed_updated(saved, news).isoformat())
    _add(ElementTree.SubElement(feed, _name("author")), "name", "itasearch")
    href = f"{app_url}/{feed_address(saved.id)}"
    _add(feed, "link", rel="self", type="application/atom+xml", href=href)
    place = {**search_address(saved.query), "lang": language()}
    _add_page(feed, place, app_url)
    for item in news:
        measure_id = item.hit.measure.id
        entry = ElementTree.SubElement(feed, _name("entry"))
        _add(entry, "id", _urn(f"{saved.id}:{measure_id}"))
        _add(entry, "title", hit_title(item.hit))
        _add(entry, "updated", item.added_at.isoformat())
        _add(entry, "summary", hit_facts(item.hit))
        _add_page(entry, {**place, "see": measure_id}, app_url)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def feed_updated(saved: Watch, news: Sequence[NewHit]) -> datetime:
    """When its newest entry was added, `news` newest first; without any, when it was saved."""
    return news[0].added_at if news else saved.made_at


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'itasearch:watch:{name}')}"


def _add_page(
    parent: ElementTree.Element, values: Mapping[str, str | tuple[str, ...]], app_url: str
) -> None:
    address = f"{app_url}/?{urlencode(values, doseq=True)}"
    _add(parent, "link", rel="alternate", type="text/html", href=address)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    ElementTree.SubElement(parent, _name(name), attributes).text = text or None


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
