"""Makes the lock files of lock/ from pyproject.toml, release/requirements.txt and constraints.txt.

Run: .venv-release/bin/python -m release.lock      (`make lock`)

uv resolves for every system and Python at once and takes the hashes of all files of a version. It
writes no address of a package index (a test looks). torch and what only its builds for graphics
cards bring are left out: see `release.locked`.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from packaging.markers import Marker

from release.locked import LOCKS, RELEASE_LOCK, RELEASE_REQUIREMENTS, ROOT, UNLOCKED

EXTRAS = {
    "run": ("eval", "ocr", "server", "mcp", "postgres", "cluster"),
    "test": ("eval", "ocr", "server", "mcp", "postgres", "cluster", "models", "test"),
}
"""Extras by lock; `bench` is in none: its programs are measured against, not run with."""


SYSTEMS = ("linux", "darwin", "win32")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_OF_GRAPHICS_CARDS = ("nvidia-", "cuda-", "triton==")
"""How the names of distributions begin that only torch's builds for them bring."""


def sources(name: str) -> list[str]:
    """The words that say what a lock of itasearch is made of."""
    return ["pyproject.toml", *(word for extra in EXTRAS[name] for word in ("--extra", extra))]


def command(made_of: Sequence[str], lock: Path) -> list[str]:
    """The words that make one lock; versions that it has already stay where they fit."""
    left_out = [word for one in sorted(UNLOCKED) for word in ("--no-emit-package", one)]
    return [
        *(sys.executable, "-m", "uv", "pip", "compile", *made_of),
        *("--quiet", "--universal", "--python-version", "3.11"),
        *("--constraint", "constraints.txt", "--generate-hashes"),
        *("--no-annotate", "--no-emit-index-url", "--no-header"),
        *left_out,
        *("--output-file", str(lock.relative_to(ROOT))),
    ]


def installable(lock: str) -> str:
    """The text of a lock without what no machine of SYSTEMS and PYTHONS takes, and without what
    torch needs for graphics cards: gigabytes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(one for one in entries if _is_installable(one))


def _is_installable(entry: str) -> bool:
    marker = entry.partition("\n")[0].rstrip("\\ ").partition(" ; ")[2]
    machines = [
        {"sys_platform": system, "python_full_version": f"{python}.0", "python_version": python}
        for system in SYSTEMS
        for python in PYTHONS
    ]
    taken = not marker or any(Marker(marker).evaluate(dict(one)) for one in machines)
    return taken and not entry.startswith(_OF_GRAPHICS_CARDS)


def main() -> None:
    """Make all locks; what is locked already stays unless it no longer fits."""
    made_of = {path: sources(name) for name, path in LOCKS.items()}
    made_of[RELEASE_LOCK] = [str(RELEASE_REQUIREMENTS.relative_to(ROOT))]
    for path, words in made_of.items():
        subprocess.run(command(words, path), cwd=ROOT, check=True)
        whole = path.read_text(encoding="utf-8")
        path.write_text(installable(whole), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
