"""Files in the formats of other programs, made by LibreOffice itself."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from itasearch.readers.office_program import office_program


def need_office() -> Path:
    """LibreOffice's program; skips the test without it, but for a run with CI set."""
    program = office_program()
    if program is None and os.environ.get("CI"):
        pytest.fail("LibreOffice is not installed")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


def saved_as(source: Path, target: str, folder: Path) -> Path:
    """`source` as LibreOffice saves it in another format; `target` may name a filter."""
    return all_saved_as([source], target, folder)[0]


def all_saved_as(sources: Sequence[Path], target: str, folder: Path) -> list[Path]:
    """The same of several files, by one start with a profile of its own."""
    profile = (folder / "profile").resolve()
    subprocess.run(
        [
            *(str(need_office()), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", target, "--outdir", str(folder), *map(str, sources)),
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    shutil.rmtree(profile)
    return [folder / f"{source.stem}.{target.partition(':')[0]}" for source in sources]
