"""What a web page shows and leads to: links, embedded documents, addresses in its scripts.

By patterns that each read a character only once: parsers of HTML take minutes for pages made to
that end, and this is no child process.
"""

import codecs
import json
import re
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import unescape
from itertools import islice
from pathlib import Path
from urllib.parse import (
    parse_qsl,
    quote,
    unquote,
    urldefrag,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

from itasearch.domain.ita_pages import listed
from itasearch.errors import ReadError

_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]{0,8000})>")
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])([a-zA-Z-]{2,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)
_RAW = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
_LEADING = {"a": "href", "area": "href", "iframe": "src", "frame": "src", "embed": "src"}
_LEADING |= {"object": "data", "option": "value"}
_NAMED_WITHIN = frozenset({"a", "area", "option", "button", "div", "li", "span", "td", "tr"})
_EMBEDDING = frozenset({"iframe", "frame", "embed", "object"})
_DATA_ATTRIBUTES = ("data-href", "data-url", "data-link", "data-src", "data-file")
_ROWS = frozenset({"tr", "li", "dt", "article", "button", "summary", "h1", "h2", "h3", "h4", "h5"})
_ROW_ENDS = frozenset({"tr", "li", "ul", "ol", "dd", "dl", "table", "nav"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "button", "summary", "dt", "strong"})
_QUOTED = re.compile(r"""(["'])([^"'\s<>]{1,1000})\1""")
_KEYED = re.compile(
    r"""(?<!\w)(\w{1,40})["']?\s{0,9}:\s{0,9}(?:"([^"\n]{1,1000})"|'([^'\n]{1,1000})')"""
)
# How the keys of a script end, such as "fileUrl" and "doc_title".
_LABEL_KEYS = ("title", "name", "label", "text", "code")
_ADDRESS_KEYS = ("url", "href", "link", "src", "file", "path")
# A name, what is none, and an address: in lists of a script and calls that make its menu.
_LISTED = re.compile(
    r"""(["'])([^"'\n]{0,200}(?:[ก-๙]|\b(?:[EIO]IT|ITA))[^"'\n]{0,200})\1"""
    r"""(?:\s{0,9},\s{0,9}(?:""|''|-?\w{1,20})){0,6}\s{0,9},\s{0,9}(["'])([^"'\s<>]{1,1000})\3"""
)
_REQUEST = re.compile(
    r"""(?:\bfetch|\.load|\$\.get)\s{0,9}\(\s{0,9}(["'])([^"'\s<>]{1,1000})\1\s{0,9}[,)]"""
)
_FUNCTION = re.compile(
    r"(?:\bfunction\s{1,9}(\w{1,40})\s{0,9}|(?<!\w)(\w{1,40})\s{0,9}[=:]\s{0,9}(?:function\s{0,9})?)"
    r"\(([\w\s,]{0,100})\)\s{0,9}(?:=>\s{0,9})?\{"
)
_CONSTANT = re.compile(
    r"""(?:var|let|const)\s{1,9}(\w{1,40})\s{0,9}=\s{0,9}["']([^"'\n]{0,200})["']"""
)
# The address that a function opens or asks for, made of texts, its parameters and constants.
_OPENED = re.compile(
    r"""(?:(?:\b(?:open|load|fetch)|\blocation\.\w{6,7}|\$\.get)\s{0,9}\((?:\s{0,9}["']GET["']\s{0,9},)?"""
    r"""|\battr\(\s{0,9}["'](?:src|href)["']\s{0,9},|(?:\blocation|\bhref|\bsrc|\burl)\s{0,9}[=:])"""
    r"""((?:\s{1,9}|"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`|\+|encodeURI\w{0,9}\(\w{1,40}\)"""
    r"""|\w{1,40}){1,20})"""
)
_TERM = re.compile(r"""["']([^"']*)["']|(\w+)(?!\w*\()""")
_CALL = re.compile(r"(?<!\w)(\w{1,40})\s{0,9}\(([^()]{0,500})\)")
_STATE = re.compile(r"\s{0,99}(?:[\w.$\[\]\"' ]{1,100}=\s{0,9})?(?=[\[{])")
_SLASH = re.compile(r"\\/|\\u002f", re.IGNORECASE)
_WRITTEN = re.compile(r"""<a\s[^<>]{0,1000}?href\s?=\s?["']?([^"'\s<>]{1,1000})[^<>]{0,1000}>""")
_SHOWN_ADDRESS = re.compile(r"https?://[^\s<>\"'()]{1,1000}")
_DOCTYPE = re.compile(r"<!doctype[^<>]{0,1000}>", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|ods|odt|rtf|csv|tiff?|png|jpe?g)$", re.IGNORECASE)
_FILE = re.compile(
    r"^(?:(?:https?:/)?/[\w.~]\S{0,1000}|\S{1,1000}\.(?:pdf|docx?|xlsx?|html?|php|aspx?)(?:\?\S{0,500})?)$",
    re.IGNORECASE,
)
_DATA_KEY = re.compile(
    "^data-(?!.*(?:action|share|like)).*(?:url|href|link|src|file|pdf|doc|remote|(?<!up)load)"
)
_CHANGING = re.compile("(?:delete|remove|logout|save|confirm|approve)(?!e?d)", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|tiff?)$", re.IGNORECASE)
_NO_PAGE = re.compile(
    r"\.(?:gif|svg|webp|ico|css|js|json|xml|mp[34]|avi|mov|woff2?|ttf|exe|apk|rar|7z|pptx?)$",
    re.IGNORECASE,
)
_PATH = re.compile(r"[/?]|\.(?:html?|php|aspx?|jsp|pdf)\b", re.IGNORECASE)
_MOVED = re.compile(r"""location[\w.]{0,16}\s{0,9}[=(]\s{0,9}["']([^"'\s<>]{1,1000})""")
_REFRESH = re.compile(r"url\s{0,9}=\s{0,9}['\"]?([^'\";]{1,1000})", re.IGNORECASE)
_DRIVE_FILE = re.compile(r"^(.*)/file/d/([\w-]{5,200})(?:/|$)")
_OFFICE = re.compile(r"^(.*/(document|spreadsheets)/d/[\w-]{5,200})(?:/|$)")
# Buttons and choices, and what sites ask on all pages: a search, a sign-in, a comment.
_NO_QUESTION = re.compile(
    "hidden|search|submit|button|reset|image|radio|checkbox|password|comment|author|email|url", re.I
)
_CALLING = re.compile(r"""=\s{0,9}["']?(?:tel|mailto|sms):""", re.IGNORECASE)
_VOID = frozenset({"img", "br", "hr", "input", "meta", "link", "source", "wbr"})
_UNCLOSED = frozenset({"li", "option", "p", "tr", "td", "th", "dt", "dd"})
_ASIDES = frozenset({"nav", "aside", "footer", "noscript", "marquee"})
_LISTS = frozenset({"ul", "ol", "table", "tbody", "select", "nav", "body"})
# Elements of a line, which are no place of their own.
_INLINE = frozenset(
    {"a", "b", "strong", "span", "i", "u", "em", "font", "button", "label", "option"}
)
_ANCHOR = re.compile(
    r"""(?<![\w-])(?:id|name)\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,100})""", re.IGNORECASE
)
_NUMBER = re.compile(r"[0-9๐-๙]+")
RANKED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKING = _HEADINGS | {"a"}  # elements by which what is below them is marked
_IDENTIFIER = re.compile(r"""(?<![\w-])id\s{0,9}=\s{0,9}["']?([\w-]{1,60})""", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s{0,9}:\s{0,9}none|aria-hidden\s{0,9}=\s{0,9}.?true|(?:^|\s)hidden(?=[\s/]|$)"
    r"""|class\s{0,9}=\s{0,9}["'](?:[^"']*\s)?(?:tab-pane|(?:[a-z]+-)?collapse|d-none|w3-hide|hidden)(?=["'\s])""",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"""["'\s](?:active|show|in)(?=["'\s])""")
_BESIDE = re.compile(
    r"""(?:class|id)\s{0,9}=\s{0,9}["'](?:[^"']*\s)?(?:widget|aside|sidebar\w*|widget-area|menu|navbar"""
    r"""|breadcrumbs?|footer|moduletable\w*)(?=["'\s])"""
    r"""|(?<![\w-])id\s{0,9}=\s{0,9}["']?(?:left|right)(?:[_-]?(?:col(?:umn)?|bar|side|menu))?(?=["'\s])""",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"""["'\s](?:span|col-(?:(?:xs|sm|md|lg|xl)-)?)(1[0-2]|[1-9])(?=["'\s])""")
_WIDTH = re.compile(r"""(?<![\w-])width\s{0,9}[:=]\s{0,9}["']?(\d{1,4})(%?)""", re.IGNORECASE)
_SHORTEST_TITLE = 8  # letters of a line that may be a page's title; by hand
_LEAST_SECTIONS = 2  # of a kind, of a page in sections
_LEAST_LINES = 2  # of an element that is a section, rather than the heading of one
_DEEPEST = 60  # elements within each other that are kept in mind; by hand
_LONGEST_ADDRESS = 2_000  # characters of an address that is followed; by hand
_LONGEST_LABEL = 300  # of the words of a link and of what is about it; by hand
_MOST_TITLES = 4  # of a page, by which it is named; by hand
_MOST_LINKS = 3_000  # links of one page; by hand
_MOST_FUNCTIONS = 300  # of a page's scripts, by which addresses are made; by hand
_MOST_CALLS = 5  # of functions by one attribute; by hand
_LONGEST_FUNCTION = 500  # characters of one that are looked at; by hand
_MOST_TEXT = 200_000  # characters of a page's text that are kept; by hand
_PAGE_BYTES = 2 * 1024**2  # bytes of a page that are looked at; by hand
_START_BYTES = 64 * 1024  # first bytes of a file by which it is a web page or not
_MARKUP = re.compile(
    rb"<(?:a|br|title|frameset|iframe|embed|object|[uo]l|meta|h[1-6]|p|div|table|body|script)\b",
    re.I,
)


class PagePart(StrEnum):
    """Where on its page something is."""

    SHOWN = "shown"
    CLOSED = "closed"  #: in a part that opens when a person asks for it, such as a tab
    BESIDE = "beside"  #: in a menu, a side bar or the foot


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """What a page leads to."""

    address: str  #: of the document itself where the link is to a viewer of it
    label: str = ""  #: words of the link, and of pictures in it
    before: str = ""  #: text between the link before and this one, in the same row
    row: str = ""  #: text of the table row or item of a list so far
    heading: str = ""  #: the last heading before it
    embedded: bool = False  #: whether the page shows it itself
    part: PagePart = PagePart.SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A text of a page, in one piece of its markup."""

    text: str
    part: PagePart
    around: tuple[str, ...]  #: names of the elements that it is in, but for those of a line
    marks: str  #: attributes of the innermost of all these
    #: numbers of its table (the innermost), row and cell; see PageContent.cell_of
    cell: tuple[int, int, int] | None = None


PagePosition = tuple[int, int, int, int]
"""How many lines, links, pictures and fields are before something on a page."""


@dataclass(slots=True)
class PageAnchor:
    """An element to which an address with a fragment leads."""

    kind: str  #: that other anchors of the page have, too
    start: PagePosition
    end: PagePosition


@dataclass(slots=True)
class _Column:
    row: tuple[str, str, PagePart]  #: the element around it, the same object for all its columns
    depth: int
    share: int
    start: PagePosition
    end: PagePosition


@dataclass(slots=True, kw_only=True)
class PageContent:
    """A web page."""

    titles: list[str] = field(default_factory=list)  #: of the page, and its first headings
    around: str = ""  #: of a section, the title of its page
    text: str = ""  #: its lines, up to a limit; as opened (years.as_opened) those that are shown
    links: list[PageLink] = field(default_factory=list)
    has_rows: bool = False  #: whether it has a table or a list
    pictures: list[str] = field(default_factory=list)  #: addresses of those that lead nowhere
    asks_password: bool = False  #: whether a form has a field for one
    #: how many other fields are to be filled in, but for a search or a comment, and how many links
    #: call or write to somebody
    fields: int = 0
    lines: list[PageLine] = field(default_factory=list)  #: all texts of its markup
    closed: list[str] = field(default_factory=list)  #: identifiers of its parts that are closed
    dead_links: list[str] = field(default_factory=list)  #: words of links that lead nowhere
    anchors: dict[str, PageAnchor] = field(default_factory=dict)  #: by their names, in order
    layouts: list[int] = field(default_factory=list)  #: numbers of tables with tables within

    def cell_of(self, line: PageLine) -> tuple[int, int, int] | None:
        """The cell of a line in a table; one with a table within is the frame of the page."""
        return None if line.cell and line.cell[0] in self.layouts else line.cell


def page_in(path: Path, url: str) -> PageContent | None:
    """The web page that a file from `url` is, in whatever encoding; None of any other file."""
    from itasearch.readers.detect import begins_page  # and all readers with it
    from itasearch.readers.encoding import decode

    with path.open("rb") as file:
        data = file.read(_PAGE_BYTES)
    start = data[:_START_BYTES]
    is_markup = start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<" and _MARKUP.search(start)
    if not is_markup and not begins_page(start):
        return None
    try:
        markup = decode(data, path=url).text
    except ReadError:
        markup = data.decode("cp874", errors="replace")
    return page_content(markup, url)


def page_content(markup: str, url: str) -> PageContent:
    """Read the markup of the page at `url`."""
    return _Reading(url).read(markup)


def section_of(page: PageContent, fragment: str) -> PageContent | None:
    """The part of a page to which a fragment of its address leads: an element, or what is from a
    heading or mark to the next of its kind or a higher one. None where the page is not in such
    parts."""
    anchor = page.anchors.get(unquote(fragment))
    kin = [other.start for other in page.anchors.values() if anchor and other.kind == anchor.kind]
    if anchor is None or len(kin) < _LEAST_SECTIONS:
        return None
    start, end = anchor.start, anchor.end
    if end[0] - start[0] < _LEAST_LINES:
        higher = {name for name in RANKED if anchor.kind in RANKED and name < anchor.kind}
        ends = (other for other in page.anchors.values() if other.kind in {anchor.kind, *higher})
        end = next((other.start for other in ends if other.start[0] > start[0]), _end_of(page))
    inner = [
        line.text for line in page.lines[start[0] : end[0]] if line.part is not PagePart.BESIDE
    ]
    return replace(
        page,
        titles=inner[:1] or page.titles[:1],
        around="\n".join(page.titles[:1]),
        text="\n".join(inner),
        links=[link for link in page.links[start[1] : end[1]] if link.part is not PagePart.BESIDE],
        pictures=page.pictures[start[2] : end[2]],
        fields=end[3] - start[3],
    )


def _end_of(page: PageContent) -> PagePosition:
    return len(page.lines), len(page.links), len(page.pictures), page.fields


def is_document(address: str) -> bool:
    """Whether an address ends as a document or picture does, or is of a Drive-like host's page."""
    is_file = _DOCUMENT.search(urlsplit(address).path) is not None
    return is_file or download_of(address) is not None


def is_picture(address: str) -> bool:
    """Whether an address ends as a picture of a page does."""
    return _PICTURE.search(urlsplit(address).path) is not None


def joined(base: str, address: str) -> str | None:
    """The web address that a link means; None for mail, scripts and nonsense."""
    try:
        # Browsers take a backslash for a slash, and old sites write it.
        joined_address = urldefrag(urljoin(base, address.strip().replace("\\", "/"))).url
        parts = urlsplit(joined_address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        return joined_address if is_web and len(joined_address) <= _LONGEST_ADDRESS else None
    except ValueError:
        return None


def without_session(address: str) -> str:
    """The address without parameters that only name a session or where a visitor came from."""
    parts = urlsplit(address)
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.IGNORECASE)
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        named = [pair for pair in pairs if pair[0].lower() not in listed("session_parameters")]
        if len(named) < len(pairs):
            query = urlencode(named)
    return urlunsplit((parts.scheme, parts.netloc, path or "/", query, ""))


def shown_in_viewer(address: str) -> str | None:
    """The address of the document that a viewer's address shows; None if it is of no viewer."""
    parts = urlsplit(address)
    for name, value in parse_qsl(parts.query):
        if name.lower() in listed("viewer_parameters"):
            viewed = joined(address, quote(unquote(value), safe="/:?&=%#+,;@~()!$*"))
            is_whole = value.lower().startswith(("http://", "https://"))
            if viewed is not None and (is_whole or is_document(viewed)):
                return viewed
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
    if "dl" in query and query["dl"] == "0":
        return f"{server}{parts.path}?{urlencode(query | {'dl': '1'})}"
    return None


class _Reading:
    def __init__(self, url: str) -> None:
        self._url = self._base = url
        self._page = PageContent()
        self._size = 0  # of its texts
        self._row: list[str] = []
        self._before: list[str] = []
        self._heading = ""
        # Element, address (None: it leads nowhere), label, place in the row.
        self._open: tuple[str, str | None, list[str], int] | None = None
        self._collecting: list[str] | None = None  # of a title or heading
        self._within: list[tuple[str, str, PagePart]] = []  # name, attributes, part of elements
        self._tables: list[tuple[int, int, int]] = []  # open ones, each with the cell so far
        self._table_count = 0
        self._columns: list[_Column] = []
        self._open_columns: list[_Column] = []
        self._passwords: list[int] = []  # how many lines are before each field for one
        self._too_deep: Counter[str] = Counter()  # open elements that are not in it, by name
        self._constants: dict[str, str] = {}  # texts of its scripts, by name
        # Their functions that open an address: the parameters, and of what it is made.
        self._functions: dict[str, tuple[list[str], str]] = {}

    def read(self, markup: str) -> PageContent:
        visible = "".join(
            part.partition("-->")[2] if number else part
            for number, part in enumerate(markup.split("<!--"))
        )
        visible = _DOCTYPE.sub("", visible, count=1)
        self._constants = {match[1]: match[2] for match in _CONSTANT.finditer(visible)}
        for match in islice(_FUNCTION.finditer(visible), _MOST_FUNCTIONS):
            body = visible[match.end() :][:_LONGEST_FUNCTION].partition("function")[0]
            if opened := _OPENED.search(body):
                self._functions[match[1] or match[2]] = (re.findall(r"\w+", match[3]), opened[1])
        position = 0
        while raw := _RAW.search(visible, position):
            self._visible(visible[position : raw.start()])
            end = visible.find(f"</{raw[1].lower()}", raw.end())
            end = len(visible) if end < 0 else end
            if raw[1].lower() == "script":
                self._script(visible[raw.end() : end])
            position = end
        self._visible(visible[position:])
        self._close_link()
        self._leave(0)
        self._set_columns_aside()
        self._page.asks_password = bool(self._passwords)
        for moved in () if self._page.lines else _MOVED.finditer(visible):
            self._add(moved[1], embedded=True)
        self._page.text = "\n".join(line.text for line in self._page.lines)
        return self._page

    def _visible(self, markup: str) -> None:
        position = 0
        for piece in _PIECE.finditer(markup):
            self._take_text(markup[position : piece.start()])
            position = piece.end()
            if piece[1]:
                self._closed(piece[2].lower())
            else:
                self._opened(piece[2].lower(), piece[3])
        self._take_text(markup[position:])

    def _take_text(self, raw: str) -> None:
        text = " ".join(unescape(raw).split()) if raw else ""
        if text:
            self._take(text)
        # A folder as servers list it has a file a line.
        if "\n" in raw and any(name == "pre" for name, _, _ in self._within):
            self._row, self._before = [], []

    def _take(self, text: str) -> None:
        is_title = bool(self._within) and self._within[-1][0] == "title"
        if self._size < _MOST_TEXT and not is_title:
            self._size += len(text)
            around = [name for name, _, _ in self._within]
            while around and around[-1] in _INLINE:
                del around[-1]
            marks = "\n".join(marks for name, marks, _ in self._within[-3:] if name not in _LISTS)
            line = PageLine(
                text=text,
                part=self._part(),
                around=tuple(around),
                marks=marks,
                cell=self._tables[-1] if self._tables else None,
            )
            self._page.lines.append(line)
        if self._open is None:
            for address in _SHOWN_ADDRESS.findall(text):
                if is_document(address):
                    self._add(address, before=_end(self._before))
                    self._before = []
        self._row.append(text)
        self._before.append(text)
        if self._open is not None:
            self._open[2].append(text)
        if self._collecting is not None:
            self._collecting.append(text)

    def _part(self) -> PagePart:
        return self._within[-1][2] if self._within else PagePart.SHOWN

    def _enter(self, name: str, attributes: str) -> None:
        if name == "input" and self._within:  # what is chosen by it is named behind it
            outer, marks, outer_part = self._within.pop()
            self._within.append((outer, f"{marks} {attributes}", outer_part))
        if name in _VOID or attributes.endswith("/"):
            return
        if len(self._within) >= _DEEPEST:
            self._too_deep[name] += 1
            return
        if name in _UNCLOSED and self._within and self._within[-1][0] == name:
            self._leave(len(self._within) - 1)
        part = self._part()
        if name == "summary":
            part = self._within[-2][2] if len(self._within) > 1 else PagePart.SHOWN
        elif part is PagePart.SHOWN:
            is_closed = name == "details" and "open" not in attributes.lower().split()
            if is_closed or (_HIDDEN.search(attributes) and not _SHOWN.search(attributes)):
                part = PagePart.CLOSED
                self._page.closed += _IDENTIFIER.findall(attributes)
            elif name in _ASIDES or _BESIDE.search(attributes):
                part = PagePart.BESIDE
        columns = _COLUMN.findall(attributes)
        if self._within and (columns or name in {"td", "th"}):
            width = _WIDTH.search(attributes)
            share = 100  # of a cell without: all the rest
            if columns:
                share = int(columns[-1]) * 100 // 12  # of the widest screen
            elif width:
                share = int(width[1]) // (1 if width[2] else 10)  # of a page of 1,000 pixels
            start = _end_of(self._page)
            column = _Column(self._within[-1], len(self._within), share, start, start)
            self._open_columns.append(column)
        self._within.append((name, attributes, part))

    def _leave(self, depth: int) -> None:
        while self._open_columns and self._open_columns[-1].depth >= depth:
            self._open_columns[-1].end = _end_of(self._page)
            self._columns.append(self._open_columns.pop())
        del self._within[depth:]

    def _set_columns_aside(self) -> None:
        """Take columns at most half as wide as the one with the page's title as beside the page.

        Only of a row with most of the page's lines; of one without the title a third as wide.
        """
        page, rows = self._page, defaultdict(list)
        own = [line.part is not PagePart.BESIDE for line in page.lines]
        for column in self._columns:
            rows[id(column.row)].append(column)

        def is_titled(column: _Column) -> bool:
            texts = {line.text for line in page.lines[column.start[0] : column.end[0]]}
            named = (text for text in texts if len(text) >= _SHORTEST_TITLE)
            return any(text in title for text in named for title in page.titles)

        for columns in rows.values():
            main = max(columns, key=lambda column: column.share)
            if 2 * sum(sum(own[it.start[0] : it.end[0]]) for it in columns) < sum(own):
                continue
            times = 2 if is_titled(main) else 3
            if times > 2 and any(map(is_titled, columns)):
                continue
            for column in columns:
                lines, links, pictures = map(slice, column.start[:3], column.end[:3])
                hands_out = any(is_document(link.address) for link in page.links[links])
                if times * column.share > main.share or hands_out:
                    continue
                self._passwords = [
                    line for line in self._passwords if not column.start[0] <= line <= column.end[0]
                ]
                page.lines[lines] = [replace(it, part=PagePart.BESIDE) for it in page.lines[lines]]
                page.links[links] = [replace(it, part=PagePart.BESIDE) for it in page.links[links]]
                page.fields -= column.end[3] - column.start[3]
                page.pictures[pictures] = [""] * len(page.pictures[pictures])

    def _mark(self, name: str, attributes: str) -> None:
        anchors = [] if name == "a" and "href" in attributes else _ANCHOR.findall(attributes)
        if name in RANKED and not anchors:
            anchors = [f" {len(self._page.anchors)}"]  # to which no address leads
        for anchor in anchors:
            here, kind = _end_of(self._page), _NUMBER.sub("", f"{name} {anchor}")
            kind = name if name in _MARKING else kind
            self._page.anchors[anchor] = PageAnchor(kind, here, here)
        if name == "table":
            if self._tables and self._tables[-1][0] not in self._page.layouts:
                self._page.layouts.append(self._tables[-1][0])
            self._table_count += 1
            self._tables.append((self._table_count, 0, 0))
        elif self._tables and name in {"tr", "td", "th"}:
            table, row, cell = self._tables[-1]
            self._tables[-1] = (table, row + (name == "tr"), cell + (name != "tr"))

    def _opened(self, name: str, attributes: str) -> None:
        self._mark(name, attributes)
        self._enter(name, attributes)
        if name in _ROWS:
            self._row, self._before = [], []
        self._page.has_rows |= name in {"table", "li"}
        if name == "title" or name in _HEADINGS:
            self._collecting = []
        asks = name in {"input", "textarea"} and not _NO_QUESTION.search(attributes)
        if asks or (name == "a" and _CALLING.search(attributes)):
            self._page.fields += self._part() is PagePart.SHOWN
        if "=" not in attributes:
            return
        values = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(attributes)
        }
        if name == "img" and self._open is not None:
            self._open[2].append(f"{values.get('alt', '')} {values.get('title', '')}".strip())
        elif name == "img" and self._part() is not PagePart.BESIDE:
            self._page.pictures += filter(None, [joined(self._base, values.get("src", ""))])
        is_password = name == "input" and values.get("type", "").lower() == "password"
        if is_password and self._part() is PagePart.SHOWN:
            self._passwords.append(len(self._page.lines))
        if name == "base" and "href" in values:
            self._base = joined(self._url, values["href"]) or self._base
        is_refresh = name == "meta" and values.get("http-equiv", "").lower() == "refresh"
        if is_refresh and (match := _REFRESH.search(values.get("content", ""))):
            self._add(match[1], embedded=True)
        self._lead(name, values)

    def _lead(self, name: str, values: dict[str, str]) -> None:
        address = values.get(_LEADING.get(name, ""), "").strip()
        is_script = address.lower().startswith("javascript:")
        scripts = address * is_script + values.get("onclick", "")
        others = self._called(scripts) or [
            match[2] for match in _QUOTED.finditer(scripts) if {"/", "."} & {*match[2]}
        ]
        # Of viewers and what is loaded into a page: data-pdf, data-doc, data-remote.
        is_within = self._open is not None and self._open[0] == "a"
        others += [
            value
            for key, value in values.items()
            if key in _DATA_ATTRIBUTES or (not is_within and _is_data_address(key, value))
        ]
        others = [it for it in others if _DOCUMENT.search(it) or not _CHANGING.search(it)]
        is_real = address not in {"", "#"} and not is_script
        if name == "option" and not _PATH.search(address):
            address, is_real = "", False  # what a form sends
        target = address if is_real else next(filter(None, others), None)
        is_acting = any(key == "onclick" or key.startswith("data-") for key in values)
        if name in {"a", "area"} or (name in _NAMED_WITHIN and target):
            self._close_link()
            label = [values[key] for key in ("title", "alt", "aria-label") if values.get(key)]
            leads_nowhere = target is None and "href" in values and not is_acting
            self._open = (name, None if leads_nowhere else target or "", label, len(self._row))
            return
        for other in filter(None, (address, *others)):
            self._add(other, label=values.get("title", ""), embedded=name in _EMBEDDING)

    def _called(self, script: str) -> list[str]:
        addresses = []
        for name, inside in _CALL.findall(script)[:_MOST_CALLS]:
            parameters, made_of = self._functions.get(name, ((), ""))
            if _CHANGING.search(name):
                continue
            arguments = [
                text + word if not word or word.isdigit() else None
                for text, word in _TERM.findall(inside)
            ]
            texts = {**self._constants, **dict(zip(parameters, arguments, strict=False))}
            expression = re.sub(r"\$\{(\w+)\}", r"'+\1+'", made_of).replace("`", "'")
            terms = [texts.get(word) if word else text for text, word in _TERM.findall(expression)]
            if made_of and None not in terms:
                addresses.append("".join(filter(None, terms)))
        return [address for address in addresses if _PATH.search(address)]

    def _closed(self, name: str) -> None:
        names = [entry[0] for entry in self._within]
        if self._too_deep[name]:
            self._too_deep[name] -= 1
        elif name in names:
            first = len(names) - 1 - names[::-1].index(name)
            for _, attributes, _ in self._within[first:]:
                for anchor in self._page.anchors.keys() & _ANCHOR.findall(attributes):
                    self._page.anchors[anchor].end = _end_of(self._page)
            self._leave(first)
        if name == "table" and self._tables:
            del self._tables[-1]
        if self._open is not None and name == self._open[0]:
            self._close_link()
        if name in _ROW_ENDS:
            self._row, self._before = [], []
        if (name == "title" or name in _HEADINGS) and self._collecting is not None:
            heading = " ".join(self._collecting)[:_LONGEST_LABEL]
            self._collecting = None
            if heading:
                self._heading = heading
                is_title = name in {"title", "h1", "h2"} and self._part() is not PagePart.BESIDE
                if is_title and len(self._page.titles) < _MOST_TITLES:
                    self._page.titles.append(heading)

    def _close_link(self) -> None:
        if self._open is None:
            return
        _name, address, label, start = self._open
        self._open = None
        # What the link itself shows is no text before it.
        if address is None:
            self._page.dead_links.append(" ".join(filter(None, label)))
        number = len(self._row) - start if start <= len(self._row) else 0
        before = self._before[: max(0, len(self._before) - number)]
        self._add(address, label=" ".join(filter(None, label)), before=_end(before))
        self._before = []

    def _add(
        self, address: str | None, *, label: str = "", before: str = "", embedded: bool = False
    ) -> None:
        target = joined(self._base, address) if address else None
        is_full = len(self._page.links) >= _MOST_LINKS
        if target is None or is_full or _NO_PAGE.search(urlsplit(target).path):
            return
        self._page.links.append(
            PageLink(
                address=without_session(shown_in_viewer(target) or target),
                label=label[:_LONGEST_LABEL],
                before=before,
                row=_end(self._row),
                heading=self._heading,
                embedded=embedded,
                part=self._part(),
            )
        )

    def _script(self, script: str) -> None:
        if state := _STATE.match(script):
            with suppress(ValueError, RecursionError):
                self._entries(json.JSONDecoder().raw_decode(script, state.end())[0])
        text = _SLASH.sub("/", script).replace('\\"', '"')
        if "<a " in text:
            for match in _WRITTEN.finditer(text):
                inside = text[match.end() :][:_LONGEST_LABEL].partition("<")[0]
                self._add(unescape(match[1]), label=unescape(inside))
        label = ""
        for match in _KEYED.finditer(script):
            value = match[2] or match[3]
            try:
                value = str(json.loads(f'"{value}"'))
            except ValueError:  # its escapes are no JSON
                value = _SLASH.sub("/", value)
            if match[1].lower().endswith(_LABEL_KEYS):
                label = value
            elif match[1].lower().endswith(_ADDRESS_KEYS):
                self._add(value if _may_lead(value) else None, label=label)
        for match in _LISTED.finditer(text):
            self._add(match[4] if _PATH.search(match[4]) else None, label=unescape(match[2]))
        for match in _REQUEST.finditer(text):
            self._add(match[2] if _PATH.search(match[2]) else None)
        for match in _QUOTED.finditer(text):
            if _DOCUMENT.search(match[2].partition("?")[0]) and not is_picture(match[2]):
                self._add(match[2])

    def _entries(self, state: object) -> None:
        waiting = [state]
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, list):
                waiting += reversed(entry)
            elif isinstance(entry, dict):
                texts = [(k.lower(), v) for k, v in entry.items() if isinstance(v, str)]
                label = " ".join(text for key, text in texts if key.endswith(_LABEL_KEYS))
                for key, text in texts:
                    if key.endswith(_ADDRESS_KEYS) and _may_lead(text):
                        self._add(text, label=label)
                waiting += reversed(entry.values())


def _is_data_address(key: str, value: str) -> bool:
    is_shown = not (_CHANGING.search(key) or _PICTURE.search(value) or _NO_PAGE.search(value))
    return bool(is_shown and _DATA_KEY.search(key) and _FILE.search(value))


def _may_lead(text: str) -> bool:
    """Whether a text of a script may be an address: one with a dot alone is a host or a number."""
    return "." not in text or bool(_PATH.search(text) or _DOCUMENT.search(text))


def _end(texts: list[str]) -> str:
    return " ".join(texts[-_LONGEST_LABEL:])[-_LONGEST_LABEL:]
