"""Files in the formats of other programs, made by LibreOffice itself."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from itasearch.readers.office_program import office_program


def need_office() -> Path:
    """LibreOffice's program; skips the test without it, but for a run with CI set."""
    program = office_program()
    if program is not None:
        return program
    reason = "LibreOffice is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def saved_as(source: Path, target: str, folder: Path) -> Path:
    """`source` as LibreOffice saves it in another format; `target` may name a filter."""
    profile = folder / "profile"
    asked = ["--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(
        [str(need_office()), f"-env:UserInstallation={profile.as_uri()}", *asked],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shutil.rmtree(profile)
    return folder / f"{source.stem}.{target.partition(':')[0]}"
