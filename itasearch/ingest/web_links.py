"""Links of a web page that may lead to reports.

Town web sites list their reports as links: to files, told by their endings, or to pages
that hand them out, told by what the link says. Imports the standard library, readers
and their limits.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    address: str
    text: str


class _LinkParser(HTMLParser):
    """Collects the links of a page and the text that stands in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[_Link] = []
        self.base: str | None = None
        self._address: str | None = None
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "base" and self.base is None:
            self.base = told.get("href")
        elif tag == "a":
            self._close()
            self._address = told.get("href")
            self._texts.append(told.get("title") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._close()

    def handle_data(self, data: str) -> None:
        if self._address is not None:
            self._texts.append(data)

    def close(self) -> None:
        super().close()
        self._close()

    def _close(self) -> None:
        if self._address:
            self.links.append(_Link(address=self._address, text=" ".join(self._texts)))
        self._address = None
        self._texts = []


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
    parser = _LinkParser()
    parser.feed(text)
    parser.close()
    base = _joined(url, parser.base or "") or url
    files: dict[str, None] = {}
    pages: dict[str, None] = {}
    for link in parser.links:
        address = _joined(base, link.address)
        if address is None or address == urldefrag(url).url:
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
        joined = urldefrag(urljoin(base, address.strip())).url
        return joined if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        return None
