"""Originals in the home and in a bucket do the same; and what only a bucket has."""

import os
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest
from s3fs import S3FileSystem

from itasearch.config import Settings
from itasearch.errors import MissingExtraError, OriginalsError, OriginalsUrlError
from itasearch.ingest.originals import bucket, open_originals
from itasearch.ingest.originals.files import digest
from tests.cases import cases
from tests.contracts.originals_contract import OriginalsContract, write
from tests.tools.s3 import S3Server


class TestInTheHome(OriginalsContract):
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(home=tmp_path / "home")

    def plant(self, stored: str, data: bytes, settings: Settings) -> None:
        settings.added.mkdir(parents=True)
        (settings.home / stored).write_bytes(data)


class TestInABucket(OriginalsContract):
    @pytest.fixture
    def settings(self, tmp_path: Path, s3_url: str) -> Settings:
        return Settings(home=tmp_path / "home", originals_url=s3_url)

    def plant(self, stored: str, data: bytes, settings: Settings) -> None:
        S3FileSystem().pipe_file(f"{settings.originals_url}/{stored}", data)

    def test_nothing_of_it_lies_in_the_home(self, settings: Settings, tmp_path: Path) -> None:
        report = write(tmp_path / "a.md")

        stored = open_originals(settings).keep(report, digest(report))

        assert not settings.home.exists()
        assert open_originals(settings).elsewhere() == (stored,)

    def test_a_file_of_the_home_is_put_there(self, settings: Settings, tmp_path: Path) -> None:
        report = write(settings.corpus / "examples" / "a.md")

        stored = open_originals(settings).keep(report, digest(report))

        elsewhere = replace(settings, home=tmp_path / "another home")
        assert open_originals(elsewhere).read(stored) == report.read_bytes()

    def test_an_original_that_is_in_the_home_is_read_there(self, settings: Settings) -> None:
        report = write(settings.added / "a.md")
        originals = open_originals(settings)

        assert originals.path("corpus/added/a.md") == report
        assert originals.read("corpus/added/a.md") == report.read_bytes()
        assert originals.lost(["corpus/added/a.md"]) == originals.elsewhere() == ()

    def test_it_is_fetched_once_and_looks_the_same_each_time(
        self, settings: Settings, tmp_path: Path, s3: S3Server
    ) -> None:
        report = write(tmp_path / "a.md")
        originals = open_originals(settings)
        stored = originals.keep(report, digest(report))
        first = originals.path(stored).stat().st_mtime_ns
        s3.files.rm(f"{settings.originals_url}/{stored}")

        assert originals.path(stored).read_bytes() == report.read_bytes()
        assert originals.path(stored).stat().st_mtime_ns == first

    def test_what_was_fetched_is_deleted_beyond_a_bound_the_oldest_first(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        originals = open_originals(settings)
        reports = [write(tmp_path / f"{n}.md", str(n)) for n in range(3)]
        stored = [originals.keep(one, digest(one)) for one in reports]
        paths = [originals.path(one) for one in stored[:2]]
        now = time.time()
        for age, path in zip((500, 900), paths, strict=True):
            os.utime(path, (now - age, 0))
        monkeypatch.setattr(bucket, "_MOST_FETCHED_BYTES", 2 * paths[0].stat().st_size)

        paths.append(originals.path(stored[2]))

        assert [path.exists() for path in paths] == [True, False, True]

    def test_an_upload_or_download_that_is_cut_off_shows_nowhere(
        self, settings: Settings, tmp_path: Path, s3: S3Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = write(tmp_path / "a.md")
        originals = open_originals(settings)
        name, _, prefix = settings.originals_url.removeprefix("s3://").partition("/")  # type: ignore[union-attr]
        s3.files.call_s3("create_multipart_upload", Bucket=name, Key=f"{prefix}/corpus/added/x")
        assert originals.elsewhere() == ()
        stored = originals.keep(report, digest(report))

        async def cut_off(_files: object, _key: str, arriving: str) -> None:
            Path(arriving).write_bytes(b"half")
            raise ConnectionResetError

        with monkeypatch.context() as patch:
            patch.setattr(S3FileSystem, "_get_file", cut_off)
            with pytest.raises(OriginalsError):
                open_originals(settings).path(stored)

        assert [path for path in settings.fetched.rglob("*") if path.is_file()] == []
        assert originals.path(stored).read_bytes() == report.read_bytes()

    @pytest.mark.parametrize(
        ("variable", "value", "reason"),
        [("url", "s3://no-such-bucket", "bucket"), ("AWS_ENDPOINT_URL", "", "connect")],
    )
    def test_what_is_not_reached_is_named(
        self,
        settings: Settings,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        variable: str,
        value: str,
        reason: str,
    ) -> None:
        report = write(tmp_path / "a.md")
        monkeypatch.setattr(bucket, "_ATTEMPTS", 1)
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            if variable == "url":
                settings = replace(settings, originals_url=value)
            else:
                address = f"http://127.0.0.1:{closed.getsockname()[1]}"
                monkeypatch.setenv(variable, address)
            originals = open_originals(settings)

            with pytest.raises(OriginalsError, match=f"(?i){reason}") as put:
                originals.keep(report, digest(report))
            with pytest.raises(OriginalsError, match=f"(?i){reason}"):
                originals.lost(["corpus/added/a.md"])

        assert str(settings.originals_url) in str(put.value)


@pytest.mark.parametrize("url", cases("kept_originals", "what names no bucket is refused"))
def test_what_names_no_bucket_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(OriginalsUrlError, match=r"^ITASEARCH_ORIGINALS_URL .*s3://BUCKET/PREFIX"):
        open_originals(Settings(home=tmp_path, originals_url=url))


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError, match=r"itasearch\[cluster\]"):
        open_originals(Settings(home=tmp_path, originals_url="s3://bucket"))
