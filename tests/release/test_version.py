"""The version is said alike wherever it is said, and every file of a release is there."""

import io
import tarfile
from pathlib import Path

import pytest

from release import dist
from tests.tools.raising import raising


def test_changelog_citation_and_tag_say_the_version_of_the_package() -> None:
    dist.check_version()


def packed_at(path: Path, second: int) -> Path:
    """A .tar.gz of two files, made at a time and in an order of its own."""
    with tarfile.open(path, "w:gz") as archive:
        for name in ("b.py", "a.py")[:: 1 if second % 2 else -1]:
            member = tarfile.TarInfo(f"itasearch-0.1.0/{name}")
            member.size, member.mtime, member.uid = 2, second, second
            archive.addfile(member, io.BytesIO(b"\n\n"))
    return path


def test_sdists_of_one_commit_are_equal_whenever_they_are_built(tmp_path: Path) -> None:
    sdists = [packed_at(tmp_path / f"{second}.tar.gz", second) for second in (1_000, 2_001)]
    assert sdists[0].read_bytes() != sdists[1].read_bytes()

    for sdist in sdists:
        dist.repack(sdist, 1_600_000_000)

    assert sdists[0].read_bytes() == sdists[1].read_bytes()
    with tarfile.open(sdists[0]) as archive:
        assert archive.getnames() == ["itasearch-0.1.0/a.py", "itasearch-0.1.0/b.py"]


def test_a_tree_without_git_has_no_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dist, "_git", raising(FileNotFoundError("git")))

    dist.check_version()
