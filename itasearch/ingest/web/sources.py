"""Web addresses as found files: which texts are addresses, lists of them, files behind links."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.documents.rows import table_rows
from itasearch.errors import ReadError
from itasearch.ingest.originals.files import FoundFile
from itasearch.wording.messages import unread_reason

if TYPE_CHECKING:
    from itasearch.ingest.web.download import Download, Web

MOST_LINKS = 50  # links of one page that are followed; by hand
_LIST_BYTES = 1024**2  # of a list of addresses; a larger file is a report; by hand
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::[0-9]{1,5})?(?:/\S*)?", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?/\S*")
_MORE = "หน้าเว็บนี้มีลิงก์รายงานเกิน {} ลิงก์ ลิงก์ที่เหลือไม่ได้เปิด โปรดเพิ่มทีละลิงก์"


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def is_site_address(text: str) -> bool:
    """Whether a text is a web address, with "https://" or as people write it: "www.town.go.th"."""
    hosts = (_HOST, _NUMBERED_HOST)
    return is_web_address(text) or any(host.fullmatch(text.strip()) for host in hosts)


def site_address(text: str) -> str:
    """The address with its scheme; https where none is named."""
    text = text.strip()
    return text if is_web_address(text) else f"https://{text}"


def addresses_in(path: Path) -> tuple[str, ...]:
    """The addresses in the cells of a table (CSV, XLSX) or the lines of a text, each once.

    An empty tuple: the file has none, or is no such list.
    """
    cells = (cell for row in table_rows(path) for cell in row)
    return tuple(dict.fromkeys(site_address(cell) for cell in cells if is_site_address(cell)))


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
    is_list = all(is_web_address(line) and not set(line) & set(' \t",') for line in addresses)
    return tuple(dict.fromkeys(addresses)) if is_list else ()


def found_on_web(
    urls: Iterable[str], web: "Web", *, has_reports: Callable[[Path], bool]
) -> Iterator[FoundFile]:
    """Download what is at `urls`, one after the other.

    In place of a page without reports (`has_reports`) comes what its links to reports lead to, as
    many as MOST_LINKS; their own links are not followed.
    """
    from itasearch.ingest.web.links import links_in, report_links

    seen: set[str] = set()
    for url in urls:
        file, download = _download(url, web, named=True)
        links = links_in(download.path, download.url) if download is not None else None
        linked = report_links(links) if links and not has_reports(file.path) else ()
        behind = [link.address for link in linked if link.address not in seen]
        if not behind:
            yield file
        for address in behind[:MOST_LINKS]:
            seen.add(address)
            yield _download(address, web, named=False)[0]
        if len(behind) > MOST_LINKS:
            yield replace(file, fault=_MORE.format(MOST_LINKS))


def _download(url: str, web: "Web", *, named: bool) -> "tuple[FoundFile, Download | None]":
    try:
        download = web.document(url)
    except (ReadError, OSError) as error:
        fault = unread_reason(error)
        return FoundFile(path=Path(url), named=named, origin=url, fault=fault), None
    return FoundFile(path=download.path, named=named, origin=url), download
