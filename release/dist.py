"""Builds a release: sdist, wheel of that sdist, bill of materials and checksums, in dist/.

Run: .venv-release/bin/python -m release.dist [--leave-out-changes]      (`make dist`)

Only what is committed is built, with the commit's time on all files, so that a tag gives the same
bytes wherever it is built with the same setuptools. Where something is not committed, nothing is
built unless --leave-out-changes is given. The version is said once, in itasearch/__init__.py;
CHANGELOG.md, CITATION.cff and the tag of the commit, where it has one, must say the same.
"""

import argparse
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import itasearch
from release.locked import ROOT
from release.sbom import DIST

_OWN_FILES = "itasearch-*"


def check_version() -> None:
    """Compare the places that say the version.

    Raises:
        ValueError: they differ, or a tagged commit calls itself unreleased.
    """
    version = itasearch.__version__
    changelog, citation = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "CITATION.cff")
    )
    newest = re.search(r"^## (\S+) ?(.*)$", changelog, re.MULTILINE)
    cited = re.search(r"^version: (\S+)$", citation, re.MULTILINE)
    places = {
        "CHANGELOG.md": newest and newest[1],
        "CITATION.cff": cited and cited[1],
    }
    tags = _tags()
    if tags:
        places["the commit's tag"] = tags[-1].removeprefix("v")
    for place, said in places.items():
        if said != version:
            raise ValueError(f"{place} says {said}, itasearch/__init__.py {version}: make them one")
    if tags and newest and "unreleased" in newest[2]:
        raise ValueError(f"the commit is tagged {tags[-1]}, CHANGELOG.md says {newest[2]}")


def check_committed() -> None:
    """Compare the working tree with its commit; what git ignores does not count.

    Raises:
        ValueError: something is changed or new, each file named.
    """
    if changed := _git("status", "--porcelain").rstrip():
        raise ValueError(
            f"not committed, so not in the release:\n{changed}\n"
            "commit it, or build the commit without it: "
            ".venv-release/bin/python -m release.dist --leave-out-changes"
        )


def _tags() -> list[str]:
    """Tags of versions on the commit; none in an archive of the source or without git."""
    try:
        found = _git("tag", "--points-at", "HEAD").split()
    except (FileNotFoundError, subprocess.CalledProcessError):
        return []
    return [one for one in found if one.startswith("v")]


def build(folder: Path) -> None:
    """Build sdist, wheel and bill of materials of the commit into a folder."""
    with TemporaryDirectory() as made:
        source, packed = Path(made, "source"), Path(made, "source.tar")
        _git("archive", "--output", str(packed), "HEAD")
        with tarfile.open(packed) as archive:
            archive.extractall(source, filter="data")
        committed_at = int(_git("log", "-1", "--format=%ct"))
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(committed_at)}
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
        subprocess.run([*command, str(source)], env=environment, check=True, stdout=sys.stderr)
        materials = folder.resolve() / f"itasearch-{itasearch.__version__}.cdx.json"
        command = [sys.executable, "-m", "release.sbom", "--output", str(materials)]
        subprocess.run(command, cwd=source, check=True, stdout=sys.stderr)
    for sdist in folder.glob("*.tar.gz"):
        repack(sdist, committed_at)


def repack(archive: Path, changed_at: int) -> None:
    """Write a .tar.gz anew, its files in order, of one time and of nobody.

    setuptools writes the time of building; wheels have SOURCE_DATE_EPOCH already.
    """
    made = io.BytesIO()
    with (
        tarfile.open(archive) as old,
        gzip.GzipFile(fileobj=made, mode="wb", filename="", mtime=changed_at) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for one in sorted(old.getmembers(), key=lambda member: member.name):
            one.mtime, one.uid, one.gid, one.uname, one.gname = changed_at, 0, 0, "", ""
            one.mode = 0o755 if one.isdir() or one.mode & 0o100 else 0o644
            one.pax_headers = {}
            new.addfile(one, old.extractfile(one) if one.isfile() else None)
    archive.write_bytes(made.getvalue())


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS of a folder's files, as `sha256sum --check` reads it."""
    files = sorted(one for one in folder.glob(_OWN_FILES) if one.is_file())
    lines = (f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in files)
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def main() -> None:
    """Check, build and write all files of the release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--leave-out-changes", action="store_true", help="build the commit beside uncommitted work"
    )
    given = parser.parse_args()
    try:
        check_version()
        if not given.leave_out_changes:
            check_committed()
    except ValueError as error:
        sys.exit(str(error))
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    build(DIST)
    write_checksums(DIST)
    print(*sorted(one.name for one in DIST.iterdir()), sep="\n")


if __name__ == "__main__":
    main()
