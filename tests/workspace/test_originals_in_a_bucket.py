"""A library whose originals lie in a bucket: added, shown, read again, backed up, worked on."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.config import ORIGINALS_VARIABLE
from itasearch.errors import OriginalsError
from itasearch.ingest.originals import bucket
from itasearch.model.library import OutcomeKind
from itasearch.model.work import JobState
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.tools.s3 import S3Server
from tests.workspace.conftest import check_of


@pytest.fixture
def away(
    s3_url: str, tmp_path: Path, parser: FakeParser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """An empty library with a bucket."""
    monkeypatch.setenv(ORIGINALS_VARIABLE, s3_url)
    with open_workspace(tmp_path / "home") as opened:
        yield opened


def not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing answers where the next workspace seeks its bucket."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr(bucket, "_ATTEMPTS", 1)


def test_reports_are_added_shown_and_read_again_from_there(away: Workspace, inbox: Path) -> None:
    outcomes = away.add([inbox], build=False)
    report = next(one for one in outcomes if one.kind is OutcomeKind.ADDED and one.report_id)

    source = away.library.summary(report.report_id or "").source

    assert source.path.startswith("corpus/added/")
    assert not away.settings.added.exists()
    assert (
        away.originals.path(report.report_id or "").read_bytes() == Path(report.path).read_bytes()
    )
    assert {one.kind for one in away.review.reread(everything=True)} == {OutcomeKind.UNCHANGED}
    assert {one.kind for one in away.add([inbox], build=False) if one.report_id} == {
        OutcomeKind.UNCHANGED
    }


def test_doctor_says_where_they_are_and_which_are_lost(
    away: Workspace, inbox: Path, s3: S3Server, s3_url: str
) -> None:
    away.add([inbox], build=False)
    found = check_of(away, "originals")
    assert (found.status, s3_url in found.message) == ("ok", True)
    lost = away.library.reports()[0].source.path
    s3.files.rm(f"{s3_url}/{lost}")

    found = check_of(away, "originals")

    assert (found.status, f"{s3_url}/{lost}" in found.message) == ("fail", True)


def test_a_backup_holds_them_and_is_restored_without_the_bucket(
    away: Workspace, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.add([inbox], build=False)

    count = away.care.backup(tmp_path / "library.zip")

    with ZipFile(tmp_path / "library.zip") as archive:
        archive.extractall(tmp_path / "restored")
    assert count == 4
    monkeypatch.delenv(ORIGINALS_VARIABLE)
    with open_workspace(tmp_path / "restored") as restored:
        assert check_of(restored, "originals").status == "ok"
        for report in restored.library.reports():
            was = away.originals.path(report.id).read_bytes()
            assert restored.originals.path(report.id).read_bytes() == was


def test_out_of_reach_nothing_is_stored_and_what_is_stored_is_found(
    away: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.add([inbox / "a.md"])
    not_reached(monkeypatch)
    with open_workspace(away.settings.home) as later:
        with pytest.raises(OriginalsError, match="nothing that is stored is lost"):
            later.add([inbox])

        assert later.library.report_count() == 1
        assert later.search("งดรับของขวัญ").hits
        assert check_of(later, "originals").status == "fail"
        with pytest.raises(OriginalsError):
            later.originals.path(later.library.reports()[0].id)


def test_a_worker_out_of_reach_gives_its_files_back(
    away: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.library.stats()
    away.jobs.add([inbox / "a.md"])
    not_reached(monkeypatch)
    with open_workspace(away.settings.home) as worker, pytest.raises(OriginalsError):
        worker.jobs.work(until_empty=True)

    (job,) = away.jobs.all()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert Path(job.place).is_file()
