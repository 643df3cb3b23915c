"""What is new of a saved search, as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from itasearch.model.watches import NewHit, Watch, search_address
from itasearch.wording.language import language, phrase
from itasearch.wording.watches import hit_facts, hit_title


def feed_address(watch_id: str) -> str:
    """Address of the feed of a saved search, relative to a view."""
    suffix = "" if language() == "th" else f"?lang={language()}"
    return f"feeds/{watch_id}.atom{suffix}"


def feed_xml(saved: Watch, news: Sequence[NewHit], *, app_url: str) -> bytes:
    """The feed with an entry for each of `news`, the newest first; `app_url` has no final "/"."""
    entries = sorted(news, key=lambda item: item.added_at, reverse=True)
    updated = entries[0].added_at if entries else saved.made_at
    place = {**search_address(saved.query), "lang": language()}
    feed = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language()}
    )
    texts = {
        "id": _urn(saved.id),
        "title": f"itasearch: {saved.name}",
        "subtitle": phrase("New measures of a saved search"),
        "updated": updated.isoformat(),
    }
    _add(feed, texts, href=f"{app_url}/?{urlencode(place, doseq=True)}")
    _add(ElementTree.SubElement(feed, "author"), {"name": "itasearch"})
    href = f"{app_url}/{feed_address(saved.id)}"
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=href)
    for item in entries:
        measure_id = item.hit.measure.id
        texts = {
            "id": _urn(f"{saved.id}:{measure_id}"),
            "title": hit_title(item.hit),
            "updated": item.added_at.isoformat(),
            "summary": hit_facts(item.hit),
        }
        address = urlencode({**place, "see": measure_id}, doseq=True)
        _add(ElementTree.SubElement(feed, "entry"), texts, href=f"{app_url}/?{address}")
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'itasearch:watch:{name}')}"


def _add(parent: ElementTree.Element, texts: dict[str, str], *, href: str = "") -> None:
    """Add elements with texts, and a link to a page of the app."""
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = text
    if href:
        ElementTree.SubElement(parent, "link", rel="alternate", type="text/html", href=href)
