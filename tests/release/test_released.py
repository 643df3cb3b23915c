"""Libraries, indexes and backups of the versions that were released, opened by this one.

Each folder of tests/data/released/ was written by `make keep-release` of its version, and is never
written again.
"""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch import open_workspace
from itasearch.errors import IndexMismatchError
from itasearch.workspace import Workspace
from release.keep import LARGEST_BYTES, RELEASED

VERSIONS = sorted(one for one in RELEASED.iterdir() if one.is_dir())


@pytest.fixture(params=VERSIONS, ids=lambda folder: folder.name)
def released(request: pytest.FixtureRequest) -> Path:
    """The folder of a released version."""
    folder: Path = request.param
    return folder


def unpacked(archive: Path, into: Path) -> Path:
    with ZipFile(archive) as packed:
        packed.extractall(into)
    return into


def assert_holds_what_was_kept(workspace: Workspace, folder: Path) -> None:
    kept = json.loads((folder / "kept.json").read_text(encoding="utf-8"))
    stats = workspace.library.stats()

    assert (workspace.library.report_count(), stats.measures) == (kept["reports"], kept["measures"])
    assert stats.ita_results == kept["ita_results"]
    assert workspace.library.report(kept["corrected"]).fiscal_year_be == kept["corrected_year"]
    assert len(workspace.drafts.get().items) == kept["draft_rows"]
    for query, first in kept["first"].items():
        hits = workspace.search(query).hits
        # A newer search may show another of the same texts.
        copies = [same.measure_id for hit in hits for same in hit.same_text]
        assert first in [*(hit.measure.id for hit in hits), *copies], query
    assert workspace.originals.path(kept["corrected"]).is_file()


def test_every_released_version_was_kept_small() -> None:
    assert "0.1.0" in {one.name for one in VERSIONS}
    for folder in VERSIONS:
        assert sum(one.stat().st_size for one in folder.iterdir()) <= LARGEST_BYTES


def test_a_home_of_a_released_version_answers(released: Path, tmp_path: Path) -> None:
    home = unpacked(released / "home.zip", tmp_path / "home")

    with open_workspace(home) as workspace:
        try:
            workspace.search("งดรับของขวัญ")
        except IndexMismatchError as error:
            # Its index is of other word lists or of another form: it says what to do.
            assert "itasearch build" in str(error)
            workspace.build(rebuild=True)

        assert_holds_what_was_kept(workspace, released)


def test_a_backup_of_a_released_version_restores(released: Path, tmp_path: Path) -> None:
    with open_workspace(tmp_path / "home") as workspace:
        workspace.care.restore(released / "backup.zip")
        workspace.build()

        assert_holds_what_was_kept(workspace, released)
