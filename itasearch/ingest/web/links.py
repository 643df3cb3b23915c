"""The links of a web page, and the addresses at which Drive-like hosts hand out files."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from itasearch.domain.loader import Patterns
from itasearch.errors import ReadError

_PAGE_BYTES = 2 * 1024**2  # bytes of a page that are looked at; by hand
_MOST_LINKS = 3_000  # of one page that are looked at; by hand
_LONGEST_TEXT = 300  # characters of a label, and of the text around it; by hand
_MOST_TEXTS = 50  # of a link or row that are joined; by hand
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]{0,8000})>")
_VALUE = re.compile(
    r"""(?<![\w-])([a-zA-Z-]{2,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)
_RAW = frozenset({"script", "style"})
_ADDRESS_IN = {"a": "href", "area": "href", "base": "href", "iframe": "src", "frame": "src"}
_ADDRESS_IN |= {"embed": "src", "object": "data"}
_ROWS = frozenset({"tr", "li", "p", "dd"})
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|ods|odt|rtf|csv|tiff?|png|jpe?g)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|tiff?|gif|svg|webp)$", re.IGNORECASE)
_DRIVE_FILE = re.compile(r"^(.*)/file/d/([\w-]{5,200})(?:/|$)")
_OFFICE = re.compile(r"^(.*/(document|spreadsheets)/d/[\w-]{5,200})(?:/|$)")
_NO_PAGE = re.compile(
    r"\.(?:css|js|json|xml|ico|mp[34]|woff2?|exe|apk|rar|7z|pptx?)$", re.IGNORECASE
)
_MARKUP = re.compile(rb"<(?:a|iframe|embed|object|p|div|table|body)\b", re.IGNORECASE)
_patterns = Patterns("web_patterns")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link of a page: where it leads, its words, and the text of its row."""

    address: str
    label: str
    row: str = ""


def links_in(path: Path, url: str) -> tuple[PageLink, ...] | None:
    """The links of the web page that a file from `url` is, in order; None of any other file."""
    from itasearch.readers.detect import begins_page  # and all readers with it
    from itasearch.readers.encoding import decode

    with path.open("rb") as file:
        data = file.read(_PAGE_BYTES)
    is_markup = data.lstrip()[:1] == b"<" and _MARKUP.search(data) is not None
    if not is_markup and not begins_page(data):
        return None
    try:
        markup = decode(data, path=url).text
    except ReadError:
        markup = data.decode("cp874", errors="replace")
    return page_links(markup, url)


def page_links(markup: str, url: str) -> tuple[PageLink, ...]:
    """The links of the page at `url`, frames and embedded documents included, each once."""
    return _Reading(url).links_of(markup)


class _Reading:
    """Goes over the tags of a page once: parsers of HTML take minutes for pages made to that end,
    and this is no child process."""

    def __init__(self, url: str) -> None:
        self._page = self._base = urldefrag(url).url
        self._row: list[str] | None = None  # texts of the open table row, list item or paragraph
        self._links: dict[str, tuple[list[str], list[str]]] = {}  # texts of the link and its row
        self._open: list[str] | None = None  # texts of the link that is open

    def links_of(self, markup: str) -> tuple[PageLink, ...]:
        position = 0
        while match := _TAG.search(markup, position):
            self._take_text(markup[position : match.start()])
            position = match.end()
            name = (match[2] or "").lower()
            end = "-->" if not name else f"</{name}" if name in _RAW and not match[1] else ""
            if end:
                end_at = markup.find(end, position)
                position = len(markup) if end_at < 0 else end_at + len(end)
            elif match[1]:
                self._close(name)
            else:
                self._begin(name, match[3])
        self._take_text(markup[position:])
        return tuple(
            PageLink(address=address, label=_joined(label), row=_joined(row))
            for address, (label, row) in self._links.items()
        )

    def _take_text(self, text: str) -> None:
        words = unescape(text[:_LONGEST_TEXT]).strip()
        if words:
            for texts in (self._row, self._open):
                if texts is not None:
                    texts.append(words)

    def _begin(self, name: str, attributes: str) -> None:
        if name in _ROWS:
            self._row = []
        if name not in _ADDRESS_IN:
            return
        values = {key.lower(): unescape(a or b or c) for key, a, b, c in _VALUE.findall(attributes)}
        target = values.get(_ADDRESS_IN[name])
        address = joined(self._base, target) if target else None
        if address is None or len(self._links) == _MOST_LINKS:
            return
        if name == "base":
            self._base = address
        elif address != self._page:
            label = [values["title"]] if values.get("title") else []
            self._links.setdefault(address, (label, [] if self._row is None else self._row))
            self._open = label if name == "a" else self._open

    def _close(self, name: str) -> None:
        if name == "a":
            self._open = None
        elif name in _ROWS:
            self._row = None


def _joined(texts: list[str]) -> str:
    return " ".join(" ".join(texts[:_MOST_TEXTS]).split())[:_LONGEST_TEXT]


def report_links(links: tuple[PageLink, ...]) -> tuple[PageLink, ...]:
    """The links that may lead to reports, those to files first.

    Files are known by their endings, pages by words of the link or its row such as "O42".
    """
    files: list[PageLink] = []
    pages: list[PageLink] = []
    for link in links:
        path = urlsplit(link.address).path
        names_report = _patterns.report_words.search(f"{link.label} {link.row}") is not None
        if is_document(link.address):
            if names_report or not _PICTURE.search(path):
                files.append(link)
        elif names_report and not _NO_PAGE.search(path) and not _PICTURE.search(path):
            pages.append(link)
    return (*files, *pages)


def is_document(address: str) -> bool:
    """Whether an address ends as a document or picture does, or is of a Drive-like host's page."""
    is_file = _DOCUMENT.search(urlsplit(address).path) is not None
    return is_file or download_of(address) is not None


def joined(base: str, address: str) -> str | None:
    """The web address that a link means; None for mail, scripts and nonsense."""
    try:
        # Browsers take a backslash for a slash, and old sites write it.
        target = urldefrag(urljoin(base, address.strip().replace("\\", "/"))).url
        parts = urlsplit(target)
        return target if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def download_of(address: str) -> str | None:
    """Where a Drive-like host hands out the file that this page shows; None: it shows none."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    server = f"{parts.scheme}://{parts.netloc}"
    if match := _DRIVE_FILE.match(parts.path):
        return f"{server}{match[1]}/uc?export=download&id={match[2]}"
    if match := _OFFICE.match(parts.path):
        kind = "docx" if match[2] == "document" else "xlsx"
        return f"{server}{match[1]}/export?format={kind}"
    if parts.path.endswith("/open") and "id" in query:
        return f"{server}{parts.path.removesuffix('/open')}/uc?export=download&id={query['id']}"
    if query.get("dl") == "0":
        return f"{server}{parts.path}?{urlencode(query | {'dl': '1'})}"
    return None
