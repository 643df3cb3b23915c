"""Links of a web page that may lead to reports.

Town web sites list their reports as links: to files, told by their endings, or to pages
that hand them out, told by what the link says. Imports the standard library, errors
and readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from itasearch.errors import ReadError
from itasearch.readers.encoding import decode

_PAGE_BYTES = 2 * 1024**2
_ENDINGS = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|ods|odt|rtf|csv|tiff?|png|jpe?g)$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:tiff?|png|jpe?g|gif|svg|webp|ico|css|js)$", re.IGNORECASE)
_SAYS_REPORT = re.compile(
    r"มาตรการ|รายงานผล|คุณธรรมและความโปร่งใส"
    r"|(?<![A-Za-z])(?:ITA(?![A-Za-z])|O\s?[0-9๐-๙]{1,2}(?![0-9๐-๙]))",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(a|base)\b([^<>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_TITLE = re.compile(r"""\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ENDS_TEXT = re.compile(r"</?a\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    address: str
    text: str
    is_base: bool


def _links(markup: str) -> Iterator[_Link]:
    """Links in the order of the page; told by patterns, each of which reads a sign but once.

    Parsers of HTML take minutes for pages made to that end, and this is no child process.
    """
    shown = "".join(
        part.partition("-->")[2] if number else part
        for number, part in enumerate(markup.split("<!--"))
    )
    for tag in _TAG.finditer(shown):
        if not (found := _ADDRESS.search(tag.group(2))):
            continue
        rest = shown[tag.end() : tag.end() + _LONGEST_TEXT]
        end = _ENDS_TEXT.search(rest)
        said = _ANY_TAG.sub("", rest[: end.start()] if end else rest)
        title = _TITLE.search(tag.group(2))
        yield _Link(
            address=unescape(next(filter(None, found.groups()), "")).strip(),
            text=unescape(f"{said} {next(filter(None, title.groups()), '') if title else ''}"),
            is_base=tag.group(1).lower() == "base",
        )


def report_links(page: Path, url: str) -> tuple[str, ...]:
    """Addresses that the page links to and that may be reports, those of files first.

    Args:
        page: the page as it was downloaded.
        url: its address, against which its links are read.
    """
    with page.open("rb") as stream:
        data = stream.read(_PAGE_BYTES)
    try:
        text = decode(data, path=url).text
    except ReadError:
        return ()
    base = url
    files: dict[str, None] = {}
    pages: dict[str, None] = {}
    for link in _links(text):
        address = _joined(base, link.address)
        if address is None or not link.address or address == urldefrag(url).url:
            continue
        if link.is_base:
            base = address
            continue
        said = _SAYS_REPORT.search(link.text) is not None
        path = urlsplit(address).path
        if _ENDINGS.search(path) and (said or not _PICTURES.search(path)):
            files[address] = None
        elif said and not _PICTURES.search(path):
            pages[address] = None
    return tuple(files | pages)


def _joined(base: str, address: str) -> str | None:
    """The web address that a link means; None for mail, scripts and nonsense."""
    try:
        joined = urldefrag(urljoin(base, address)).url
        return joined if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        return None
