"""What a person gives, as groups of files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.workspace.library import Gathering, Given
from tests.ingest.web_server import Site, body, web_site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "รับ"
    folder.mkdir()
    for name in ("a.txt", "c.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        for name in ("1.txt", "2.txt"):
            archive.writestr(name, name)
    return folder


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as site:
        site.answers["/r.txt"] = body("มาตรการ".encode())
        yield site


@pytest.fixture
def other() -> Iterator[Site]:
    """Another server, for which no turn is to be awaited."""
    with web_site() as site:
        yield site


def gathering(given: Given) -> Gathering:
    return Gathering(given=given, limits=ReadLimits(), has_reports=lambda _: True)


def test_order_is_kept_across_archives(folder: Path) -> None:
    whole = gathering(Given(paths=[folder]))
    told = [[file.display_name for file in group] for group in whole.groups()]

    inside = [f"{folder}/b.zip/1.txt", f"{folder}/b.zip/2.txt"]
    assert told == [[f"{folder}/a.txt"], inside, [f"{folder}/c.txt"]]
    assert whole.total == 4


def test_addresses_and_lists_of_them_are_downloaded(
    site: Site, other: Site, tmp_path: Path
) -> None:
    listed = tmp_path / "รายการ.txt"
    listed.write_text(f"{site.url}/r.txt\n{other.url}/none\n", encoding="utf-8")
    given = Given(paths=[listed], allow_private=True)
    whole = gathering(given)

    files = [file for group in whole.groups() for file in group]

    assert [file.display_name for file in files] == [f"{site.url}/r.txt", f"{other.url}/none"]
    assert [file.fault is None for file in files] == [True, False]
    assert whole.total == 2
    assert not given.is_one_file


def test_addresses_of_the_own_network_are_refused_by_default(site: Site) -> None:
    ((file,),) = gathering(Given(urls=[f"{site.url}/r.txt"])).groups()

    assert "เครือข่ายภายใน" in (file.fault or "")
    assert site.paths == []
