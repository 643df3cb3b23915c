"""The lock files, read: which version of a distribution was tried, and the hashes of its files.

    lock/run.txt       itasearch with every extra that people install, but `models`
    lock/test.txt      the same with `models`, and what the tests need
    lock/release.txt   what makes a release, setuptools among it: equal ones make equal bytes

`make lock` makes them from pyproject.toml, release/requirements.txt and constraints.txt. torch is
in none: which build of it is wanted differs by machine (constraints.txt), and no other build has
its hashes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {name: ROOT / "lock" / f"{name}.txt" for name in ("run", "test")}
"""Those of itasearch; RELEASE_LOCK is of its release alone."""
RELEASE_LOCK = ROOT / "lock" / "release.txt"
RELEASE_REQUIREMENTS = ROOT / "release" / "requirements.txt"
UNLOCKED = frozenset({"torch"})
"""Distributions that no lock has."""

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One version of a distribution."""

    name: str  #: as packaging writes it: small letters, hyphens
    version: str
    marker: str  #: where it is needed, as PEP 508 has it; "" for everywhere
    hashes: tuple[str, ...]  #: sha256 of each file of the version, in hexadecimal


def read_lock(path: Path) -> tuple[Locked, ...]:
    """The entries of a lock file, by name; one name may be there for several markers.

    Raises:
        ValueError: an entry is not pinned by "==" or has no hash.
    """
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [one for one in joined.splitlines() if one.strip() and not one.lstrip().startswith("#")]
    return tuple(_entry(one, path) for one in lines)


def _entry(line: str, path: Path) -> Locked:
    requirement = Requirement(line.partition("--hash=")[0].strip())
    hashes = tuple(sorted(_HASH.findall(line)))
    (pin,) = requirement.specifier or [None]
    if pin is None or pin.operator != "==" or not hashes:
        raise ValueError(f"{path}: {requirement} has no version or no hash; run: make lock")
    return Locked(
        name=canonicalize_name(requirement.name),
        version=pin.version,
        marker=str(requirement.marker or ""),
        hashes=hashes,
    )
