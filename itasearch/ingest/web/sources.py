"""Web addresses as found files: which texts are one, files that list them, links of a page.

Town web sites list their reports as links: to files, known by their endings, or to pages
that hand them out, known by the text of the link.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from itasearch.errors import ReadError
from itasearch.ingest.originals import FoundFile
from itasearch.readers.encoding import decode
from itasearch.wording.messages import refused_by_system

if TYPE_CHECKING:
    from itasearch.ingest.web.download import Download, Web

_LIST_BYTES = 1024**2  # of a list of addresses; a larger file is a report; by hand
_LISTS = frozenset({".txt", ".csv"})
_PAGE_BYTES = 2 * 1024**2  # bytes of a web page whose links are read; those behind are not; by hand
_ENDINGS = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|ods|odt|rtf|csv|tiff?|png|jpe?g)$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:tiff?|png|jpe?g|gif|svg|webp|ico|css|js)$", re.IGNORECASE)
_REPORT_WORDS = re.compile(
    r"มาตรการ|รายงานผล|คุณธรรมและความโปร่งใส"
    r"|(?<![A-Za-z])(?:ITA(?![A-Za-z])|O\s?[0-9๐-๙]{1,2}(?![0-9๐-๙]))",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(a|base)\b([^<>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_TITLE = re.compile(r"""\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ENDS_TEXT = re.compile(r"</?a\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_LONGEST_LABEL = 2_000  # code points behind the tag of a link in which its text ends; by hand

_START = 64 * 1024  # first bytes of a file by which it is a web page or not
_MORE = "หน้าเว็บนี้มีลิงก์รายงานเกิน {} ลิงก์ ลิงก์ที่เหลือไม่ได้เปิด โปรดเพิ่มทีละลิงก์"


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def listed_addresses(path: Path) -> tuple[str, ...]:
    """The web addresses of a list: a text or CSV file that holds one in every line, and no more.

    Returns:
        They in order, each once; nothing if the file is no such list.
    """
    if path.suffix.lower() not in _LISTS or not path.is_file():
        return ()
    try:
        if path.stat().st_size > _LIST_BYTES:
            return ()
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    addresses = [line.strip().strip(',;"').strip() for line in lines]
    addresses = [line for line in addresses if line and not line.startswith("#")]
    whole = all(is_web_address(line) and not set(line) & set(' \t",') for line in addresses)
    return tuple(dict.fromkeys(addresses)) if whole else ()


def _links(markup: str) -> Iterator[tuple[str, str, bool]]:
    """(address, text, is the base of others) in the order of the page.

    They are found by patterns that each read a character only once.

    Parsers of HTML take minutes for pages made to that end, and this is no child process.
    """
    shown = "".join(
        part.partition("-->")[2] if number else part
        for number, part in enumerate(markup.split("<!--"))
    )
    for tag in _TAG.finditer(shown):
        if not (found := _ADDRESS.search(tag.group(2))):
            continue
        rest = shown[tag.end() : tag.end() + _LONGEST_LABEL]
        end = _ENDS_TEXT.search(rest)
        label = _ANY_TAG.sub("", rest[: end.start()] if end else rest)
        title = _TITLE.search(tag.group(2))
        address = unescape(next(filter(None, found.groups()), "")).strip()
        text = unescape(f"{label} {next(filter(None, title.groups()), '') if title else ''}")
        yield address, text, tag.group(1).lower() == "base"


def report_links(page: Path, url: str) -> tuple[str, ...]:
    """Addresses that the page links to and that may be reports, those of files first.

    Args:
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
    for link, shown, is_base in _links(text):
        address = _joined(base, link)
        if address is None or not link or address == urldefrag(url).url:
            continue
        if is_base:
            base = address
            continue
        names_report = _REPORT_WORDS.search(shown) is not None
        path = urlsplit(address).path
        if _ENDINGS.search(path) and (names_report or not _PICTURES.search(path)):
            files[address] = None
        elif names_report and not _PICTURES.search(path):
            pages[address] = None
    return tuple(files | pages)


def _joined(base: str, address: str) -> str | None:
    """The web address that a link means; None for mail, scripts and nonsense."""
    try:
        joined = urldefrag(urljoin(base, address)).url
        return joined if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        return None


def found_on_web(
    urls: Iterable[str], web: "Web", *, has_reports: Callable[[Path], bool], links: int
) -> Iterator[FoundFile]:
    """Download what is at `urls`, one after the other.

    Args:
        has_reports: whether a page holds reports itself; called for pages only.
        links: most links of one page that are followed.

    Yields:
        A file for each address. For a page without reports, but with links that may lead
        to some, what those lead to; their own links are not followed.
    """
    seen: set[str] = set()
    for url in urls:
        found = _download(url, web, named=True)
        if isinstance(found, FoundFile):
            yield found
            continue
        if not _is_page(found.path) or has_reports(found.path):
            yield _file(found, url, named=True)
            continue
        behind = [each for each in report_links(found.path, found.url) if each not in seen]
        if not behind:
            yield _file(found, url, named=True)
        for each in behind[:links]:
            seen.add(each)
            linked = _download(each, web, named=False)
            yield linked if isinstance(linked, FoundFile) else _file(linked, each, named=False)
        if len(behind) > links:
            yield FoundFile(path=found.path, named=True, origin=url, fault=_MORE.format(links))


def _download(url: str, web: "Web", *, named: bool) -> "Download | FoundFile":
    """The file at `url`, or a FoundFile with the reason why there is none."""
    try:
        return web.download(url)
    except ReadError as error:
        reason = error.reason
    except OSError as error:
        reason = refused_by_system(error)
    return FoundFile(path=Path(url), named=named, origin=url, fault=reason)


def _file(download: "Download", url: str, *, named: bool) -> FoundFile:
    return FoundFile(path=download.path, named=named, origin=url)


def _is_page(path: Path) -> bool:
    from itasearch.readers.detect import begins_page  # and all readers with it

    with path.open("rb") as stream:
        return begins_page(stream.read(_START))
