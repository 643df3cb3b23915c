"""Sources that the library is kept in step with."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import UnknownSourceError
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.library import Gathering, Given
from tests.ingest.web_server import Site, body, web_site
from tests.workspace.conftest import CITY, write_report


def test_a_folder_is_read_again_where_it_changed(workspace: Workspace, inbox: Path) -> None:
    source = workspace.sources.keep(str(inbox))
    (first,) = workspace.sources.sync(build=False)
    (inbox / "b.md").unlink()
    write_report(inbox / "ใหม่", "จัดทำคู่มือ", organisation=CITY, year=2568)
    (second,) = workspace.sources.sync([source.id], build=False)

    assert (first.new, first.refused, first.gone) == (4, 1, ())
    assert (second.new, second.gone) == (1, (str(inbox / "b.md"),))
    assert len(workspace.library.reports()) == 4
    assert len(workspace.sources.all()[0].log) == 2


def test_what_a_person_removed_stays_removed(workspace: Workspace, tmp_path: Path) -> None:
    write_report(tmp_path / "ก", "อบรม")
    workspace.sources.keep(str(tmp_path / "ก"))
    workspace.sources.sync(build=False)
    (report,) = workspace.library.reports()
    workspace.library.remove(report.id)

    (synced,) = workspace.sources.sync(build=False)

    assert (synced.new, workspace.library.reports()) == (0, ())


def test_a_folder_out_of_reach_has_lost_nothing(workspace: Workspace, inbox: Path) -> None:
    workspace.sources.keep(str(inbox))
    workspace.sources.sync(build=False)
    inbox.rename(inbox.with_name("away"))

    (synced,) = workspace.sources.sync(build=False)

    assert (synced.new, synced.gone, list(synced.unreached)) == (0, (), [str(inbox)])
    (source,) = workspace.sources.all()
    assert source.held != ()
    assert source.last_sync is not None
    assert source.last_sync.unreached == 1


def test_a_source_is_remembered_once_until_it_is_forgotten(
    workspace: Workspace, inbox: Path
) -> None:
    source = workspace.sources.keep(str(inbox))

    assert workspace.sources.keep(str(inbox)).id == source.id
    assert workspace.sources.forget(source.id).place == str(inbox)
    assert workspace.sources.all() == ()
    with pytest.raises(UnknownSourceError):
        workspace.sources.forget(source.id)
    with pytest.raises(ValueError):
        workspace.sources.keep("ไม่มีที่นี่")


def test_a_source_in_the_own_network_is_not_read_unasked(tmp_path: Path) -> None:
    with web_site() as site, open_workspace(tmp_path / "home") as workspace:
        workspace.sources.keep(f"{site.url}/ita")
        (synced,) = workspace.sources.sync(build=False)

    assert "เครือข่ายภายใน" in synced.unreached[f"{site.url}/ita"]
    assert site.paths == []


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
def site(site: Site) -> Site:
    site.answers["/r.txt"] = body("มาตรการ".encode())
    return site


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
