"""Web addresses as found files: which texts are one, files and tables of them, links of a page.

Town web sites list their reports as links: to files, known by their endings, or to pages
that hand them out, known by the text of the link.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from itasearch.documents.rows import table_rows
from itasearch.domain.loader import Patterns
from itasearch.errors import ReadError
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web.links import PageContent, is_document, is_picture, page_in
from itasearch.model.library import SiteAddress
from itasearch.text.dates.fiscal_year import be_year
from itasearch.text.thai.normalize import arabic_digits
from itasearch.wording.messages import unread_reason

if TYPE_CHECKING:
    from itasearch.ingest.web.download import Web

MOST_LINKS = 50  # links of one page that are followed; by hand
_LIST_BYTES = 1024**2  # of a list of addresses; a larger file is a report; by hand
_patterns = Patterns("web_patterns")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::[0-9]{1,5})?(?:/\S*)?", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?/\S*")
_MORE = "หน้าเว็บนี้มีลิงก์รายงานเกิน {} ลิงก์ ลิงก์ที่เหลือไม่ได้เปิด โปรดเพิ่มทีละลิงก์"


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def listed_addresses(path: Path) -> tuple[str, ...]:
    """The web addresses of a text or CSV file with one a line, once; () if it is no such list."""
    if path.suffix.lower() not in {".txt", ".csv"} or not path.is_file():
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


def is_site_address(text: str) -> bool:
    """Whether a text is a web address, with "https://" or as people write it: "www.town.go.th"."""
    hosts = (_HOST, _NUMBERED_HOST)
    return is_web_address(text) or any(host.fullmatch(text.strip()) for host in hosts)


def site_address(text: str) -> str:
    """The address with its scheme; https where none is named."""
    text = text.strip()
    return text if is_web_address(text) else f"https://{text}"


def sites_in(path: Path) -> tuple[SiteAddress, ...]:
    """The sites of a table, one a row with an address; () without any."""
    sites: list[SiteAddress] = []
    names: int | None = None
    for row in table_rows(path):
        address = next((cell for cell in row if is_site_address(cell)), "")
        if not address:
            numbers = (
                number for number, cell in enumerate(row) if _patterns.name_header.search(cell)
            )
            names = next(numbers, names) if not sites else names
            continue
        years = (match for cell in row if (match := _patterns.year.fullmatch(arabic_digits(cell))))
        year = next(years, None)
        words = (cell for cell in row if len(re.findall(r"[^\W\d_]", cell)) > 3)
        name = next((cell for cell in words if cell != address), None)
        if names is not None and names < len(row):
            name = row[names] or None
        sites.append(
            SiteAddress(
                address=site_address(address),
                organisation=name,
                fiscal_year_be=be_year(int(year[1])) if year else None,
            )
        )
    return tuple(dict.fromkeys(sites))


def report_links(page: PageContent, url: str) -> tuple[str, ...]:
    """Addresses that the page at `url` links to and that may be reports, those of files first."""
    files: dict[str, None] = {}
    pages: dict[str, None] = {}
    for link in page.links:
        path = urlsplit(link.address).path
        names_report = _patterns.report_words.search(link.label) is not None
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

    In place of a page without reports (`has_reports`) comes what its links to reports lead to, as
    many as MOST_LINKS; their own links are not followed.
    """
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
        for linked in behind[:MOST_LINKS]:
            seen.add(linked)
            yield _download(linked, web, named=False)[0]
        if len(behind) > MOST_LINKS:
            yield replace(file, fault=_MORE.format(MOST_LINKS))


def _download(url: str, web: "Web", *, named: bool) -> tuple[FoundFile, str]:
    try:
        download = web.download(url)
    except (ReadError, OSError) as error:
        fault = unread_reason(error)
        return FoundFile(path=Path(url), named=named, origin=url, fault=fault), url
    return FoundFile(path=download.path, named=named, origin=url), download.url
