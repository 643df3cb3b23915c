"""The version is said alike wherever it is said, and every file of a release is there."""

import io
import re
import tarfile
from pathlib import Path

import pytest

import itasearch
from release import dist
from tests.release.conftest import ROOT
from tests.tools.raising import raising


def test_changelog_citation_and_tag_say_the_version_of_the_package() -> None:
    dist.check_version()


def test_another_version_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"CHANGELOG.md says {itasearch.__version__}"
    monkeypatch.setattr(itasearch, "__version__", "9.9.9")

    with pytest.raises(ValueError, match=re.escape(said)):
        dist.check_version()


@pytest.mark.parametrize(
    ("tag", "message"),
    [("v0.2.0", "the commit's tag says 0.2.0"), (f"v{itasearch.__version__}", None)],
)
def test_a_tag_names_the_version_of_its_commit(
    tag: str, message: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dist, "_git", lambda *words: f"{tag}\n")
    newest = (ROOT / "CHANGELOG.md").read_text("utf-8").partition("## ")[2].partition("\n")[0]
    if message is None and "unreleased" in newest:
        message = "is tagged"  # a release has its date

    if message is None:
        dist.check_version()
    else:
        with pytest.raises(ValueError, match=message):
            dist.check_version()


STATUS = " M itasearch/model/measures.py\n?? รายงานใหม่.docx\n"


def test_a_release_of_a_tree_with_uncommitted_changes_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dist, "_git", lambda *words: STATUS if words[0] == "status" else "")
    monkeypatch.setattr(dist, "DIST", tmp_path)
    monkeypatch.setattr("sys.argv", ["dist"])
    earlier = tmp_path / "itasearch-0.0.1.tar.gz"
    earlier.touch()

    with pytest.raises(SystemExit) as ended:
        dist.main()

    assert "รายงานใหม่.docx" in str(ended.value)
    assert "--leave-out-changes" in str(ended.value)
    assert earlier.exists()


def test_uncommitted_changes_are_left_out_where_that_is_wished(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dist, "_git", lambda *words: STATUS if words[0] == "status" else "")
    monkeypatch.setattr(dist, "DIST", tmp_path / "dist")
    monkeypatch.setattr(dist, "build", lambda folder: (folder / "itasearch-1.whl").touch())
    monkeypatch.setattr("sys.argv", ["dist", "--leave-out-changes"])

    dist.main()

    assert {one.name for one in (tmp_path / "dist").iterdir()} == {"itasearch-1.whl", "SHA256SUMS"}


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
