"""Web addresses as found files: which texts are one, files that list them, links of a page.

Town web sites list their reports as links: to files, known by their endings, or to pages
that hand them out, known by the text of the link.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from itasearch.errors import ReadError
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web.links import PageContent, is_document, is_picture, page_in
from itasearch.wording.messages import unread_reason

if TYPE_CHECKING:
    from itasearch.ingest.web.download import Web

_LIST_BYTES = 1024**2  # of a list of addresses; a larger file is a report; by hand
_LISTS = frozenset({".txt", ".csv"})
_REPORT_WORDS = re.compile(
    r"มาตรการ|รายงานผล|คุณธรรมและความโปร่งใส"
    r"|(?<![A-Za-z])(?:ITA(?![A-Za-z])|O\s?[0-9๐-๙]{1,2}(?![0-9๐-๙]))",
    re.IGNORECASE,
)
_MORE = "หน้าเว็บนี้มีลิงก์รายงานเกิน {} ลิงก์ ลิงก์ที่เหลือไม่ได้เปิด โปรดเพิ่มทีละลิงก์"


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def listed_addresses(path: Path) -> tuple[str, ...]:
    """The web addresses of a text or CSV file with one in each line, in order and once.

    () if the file is no such list.
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


def report_links(page: PageContent, url: str) -> tuple[str, ...]:
    """Addresses that the page at `url` links to and that may be reports, those of files first."""
    files: dict[str, None] = {}
    pages: dict[str, None] = {}
    for link in page.links:
        path = urlsplit(link.address).path
        names_report = _REPORT_WORDS.search(link.label) is not None
        if link.address == urldefrag(url).url:
            continue
        if is_document(link.address) and (names_report or not is_picture(path)):
            files[link.address] = None
        elif names_report and not is_picture(path):
            pages[link.address] = None
    return tuple(files | pages)


def found_on_web(
    urls: Iterable[str], web: "Web", *, has_reports: Callable[[Path], bool]
) -> Iterator[FoundFile]:
    """Download what is at `urls`, one after the other.

    Instead of a page without reports (`has_reports`), but with links that may lead to some, what
    the first of those lead to, as many as the limits allow; their own links are not followed.
    """
    links = web.limits.links
    seen: set[str] = set()
    for url in urls:
        file, address = _download(url, web, named=True)
        page = page_in(file.path, address) if file.fault is None else None
        addresses: tuple[str, ...] = ()
        if page is not None and not has_reports(file.path):
            addresses = report_links(page, address)
        behind = [linked for linked in addresses if linked not in seen]
        if not behind:
            yield file
        for linked in behind[:links]:
            seen.add(linked)
            yield _download(linked, web, named=False)[0]
        if len(behind) > links:
            yield replace(file, fault=_MORE.format(links))


def _download(url: str, web: "Web", *, named: bool) -> tuple[FoundFile, str]:
    """The file at `url`, or why there is none, and its address in the end."""
    try:
        download = web.download(url)
    except (ReadError, OSError) as error:
        fault = unread_reason(error)
        return FoundFile(path=Path(url), named=named, origin=url, fault=fault), url
    return FoundFile(path=download.path, named=named, origin=url), download.url
