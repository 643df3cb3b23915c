"""The samples of a wheel, found where pip puts them."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from itasearch.domain.organisations import sample_files

ROOT = Path(__file__).parents[2]
_BUILT_FROM = ("pyproject.toml", "README.md", "itasearch", "corpus")
_SHARED = "share/itasearch/corpus"
_ASK = "from itasearch.workspace import samples; print(*samples._known_samples(samples.Path()))"


@pytest.mark.slow
def test_an_installed_wheel_has_all_samples(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in _BUILT_FROM:
        path = ROOT / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, source / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheels, own, elsewhere = (tmp_path / one for one in ("wheels", "own", "elsewhere"))
    elsewhere.mkdir()
    _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(source)])
    shutil.rmtree(source)
    (wheel,) = wheels.glob("*.whl")
    # An environment of its own: pip would take this one's itasearch away, even with --prefix.
    venv.create(own)
    python = own / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
    (packages,) = own.glob("**/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    found = _run([str(python), "-c", _ASK], cwd=elsewhere).split()

    names = sorted(Path(one).relative_to(own.resolve() / _SHARED) for one in found)
    assert names == sorted(map(Path, sample_files()))


def _run(command: list[str], *, cwd: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
