"""Web addresses as files to read: pages lead on to their reports, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web.download import Web, WebLimits
from itasearch.ingest.web.sources import found_on_web
from tests.ingest.web_server import Site, body, web_site

PAGE = '<!DOCTYPE html><a href="1.txt">มาตรการ ๑</a><a href="2.pdf">x</a><a href="3.pdf">y</a>'


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as site:
        site.answers["/"] = body(PAGE.encode())
        site.answers["/1.txt"] = site.answers["/2.pdf"] = body(b"%PDF-1")
        yield site


def found(site: Site, into: Path, *, has_reports: bool = False, links: int = 50) -> list[FoundFile]:
    limits = WebLimits(file_bytes=1024**2, links=links)
    with Web(into=into, limits=limits, allow_private=True, sleep=lambda _: None) as web:
        urls = [f"{site.url}/"]
        return list(found_on_web(urls, web, has_reports=lambda _: has_reports))


def test_a_page_without_reports_leads_to_those_behind_its_links(site: Site, tmp_path: Path) -> None:
    files = found(site, tmp_path)

    assert [file.display_name for file in files] == [
        f"{site.url}/{name}" for name in ("2.pdf", "3.pdf", "1.txt")
    ]
    assert [file.fault is None for file in files] == [True, False, True]
    assert not any(file.named for file in files)


def test_a_page_with_reports_is_taken_itself(site: Site, tmp_path: Path) -> None:
    (file,) = found(site, tmp_path, has_reports=True)

    assert (file.display_name, file.named) == (f"{site.url}/", True)
    assert file.path.read_bytes() == PAGE.encode()


def test_pages_behind_links_are_not_searched_for_links(site: Site, tmp_path: Path) -> None:
    site.answers["/1.txt"] = body(b'<!DOCTYPE html><a href="4.pdf">x</a>')

    assert f"{site.url}/1.txt" in [file.display_name for file in found(site, tmp_path)]
    assert "/4.pdf" not in site.paths


def test_links_beyond_the_limit_are_told_once(site: Site, tmp_path: Path) -> None:
    files = found(site, tmp_path, links=2)

    assert len(files) == 3
    assert "เกิน 2 ลิงก์" in (files[-1].fault or "")
