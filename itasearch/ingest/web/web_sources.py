"""Web addresses as found files: a file as it is, a page without measures by its links.

Imports the standard library, errors, model, readers and ingest.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from itasearch.errors import ReadError
from itasearch.ingest.originals import FoundFile
from itasearch.ingest.web.web import Download, Web
from itasearch.ingest.web.web_links import report_links
from itasearch.model.reasons import refused_by_system
from itasearch.readers.detect import begins_page

_START = 64 * 1024
_MORE = "หน้าเว็บนี้มีลิงก์รายงานเกิน {} ลิงก์ ลิงก์ที่เหลือไม่ได้เปิด โปรดเพิ่มทีละลิงก์"


def found_on_web(
    urls: Iterable[str], web: Web, *, has_reports: Callable[[Path], bool], links: int
) -> Iterator[FoundFile]:
    """Download what stands at `urls`, one after the other.

    Args:
        urls: web addresses.
        web: what downloads.
        has_reports: whether a page holds reports itself; it is asked of pages only.
        links: most links of one page that are followed.

    Yields:
        A file for each address. For a page without reports, but with links that may lead
        to some, what stands behind those; their own links are not followed.
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


def _download(url: str, web: Web, *, named: bool) -> Download | FoundFile:
    """The file at `url`, or what tells why it did not come."""
    try:
        return web.download(url)
    except ReadError as error:
        reason = error.reason
    except OSError as error:
        reason = refused_by_system(error)
    return FoundFile(path=Path(url), named=named, origin=url, fault=reason)


def _file(download: Download, url: str, *, named: bool) -> FoundFile:
    return FoundFile(path=download.path, named=named, origin=url)


def _is_page(path: Path) -> bool:
    with path.open("rb") as stream:
        return begins_page(stream.read(_START))
