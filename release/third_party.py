"""Writes the table of THIRD_PARTY.md: what itasearch installs, and under which licence.

Run: python -m release.third_party [--check]

Names come from the lock files, licences from the metadata of the installed distributions; so it
runs where all extras are installed (`make third-party`). --check writes nothing and fails where the
table would be another one.
"""

import argparse
import re
import sys
from collections.abc import Collection, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.locked import LOCKS, ROOT, UNLOCKED, read_lock

FILE = ROOT / "THIRD_PARTY.md"
MODELS = "sentence-transformers"
"""What the extra `models` installs."""
_TABLE = re.compile(r"(?<=<!-- table -->\n).*(?=<!-- end of table -->)", re.DOTALL)
_HEAD = "| distribution | licence | only with the extra |\n|---|---|---|\n"

SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Names that distributions use for licences, as SPDX has them; BSD means the one of 3 clauses."""

BY_HAND = {
    "altair": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "jmespath": "MIT",
    "olefile": "BSD-2-Clause",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "s3fs": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
"""Where the metadata hold a text or another name, or nothing: as the files of the version say."""

_SIMPLE = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*")


def licence_of(found: Distribution) -> str:
    """The licence of an installed distribution as an SPDX expression.

    Raises:
        LookupError: neither its metadata nor BY_HAND say which it is.
    """
    metadata = found.metadata
    for expression in metadata.get_all("License-Expression") or ():
        return str(expression)
    named = "".join(metadata.get_all("License") or ()).strip()
    classified = [
        one.rpartition(" :: ")[2]
        for one in metadata.get_all("Classifier") or ()
        if one.startswith("License :: ")
    ]
    for one in (named, *classified):
        spdx = SPDX.get(one, one)
        if spdx in SPDX.values() or (one == named and "-" in one and _SIMPLE.fullmatch(one)):
            return str(spdx)
    said = f"{named[:60]!r}, {classified}"
    raise LookupError(f"the licence of {metadata['Name']} is unclear: {said}; see BY_HAND")


def licences() -> dict[str, str]:
    """Licences of all that people install, as SPDX expressions by name.

    Raises:
        LookupError: a distribution is not installed and not in BY_HAND, or its licence is unclear.
    """
    found = {}
    for name in needed():
        try:
            found[name] = BY_HAND.get(name) or licence_of(distribution(name))
        except PackageNotFoundError as error:
            raise LookupError(f"{name} is not installed here and not in BY_HAND") from error
    return found


def needed() -> dict[str, bool]:
    """All that is installed with itasearch and its extras, by name; True: only with `models`.

    Of `models` as it is installed here: the lock that has it has the tests' distributions, too.
    """
    run, tested = ({one.name for one in read_lock(path)} for path in LOCKS.values())
    models = {one for one in brought_by(MODELS) if one in tested | UNLOCKED}
    return {name: name not in run for name in sorted(run | models)}


def brought_by(name: str) -> set[str]:
    """The name of an installed distribution and those of all that it needs on this machine."""
    found, open_names = set[str](), [canonicalize_name(name)]
    while open_names:
        one = open_names.pop()
        if one not in found:
            found.add(one)
            requirements = map(Requirement, distribution(one).requires or ())
            open_names += [
                canonicalize_name(each.name)
                for each in requirements
                if each.marker is None or each.marker.evaluate({"extra": ""})
            ]
    return found


def listed(page: str) -> dict[str, str]:
    """Licences by name, as the table of a page says."""
    (table,) = _TABLE.findall(page)
    return dict(re.findall(r"^\| ([^ |]+) \| ([^|]+) \| [^|]* \|$", table, re.MULTILINE)[1:])


def with_table(page: str, found: Mapping[str, str], *, only_models: Collection[str]) -> str:
    """The page with the table of these licences; of `only_models` it says what brings them."""
    rows = (
        f"| {name} | {licence} | {'`models`' if name in only_models else ''} |\n"
        for name, licence in found.items()
    )
    table = _HEAD + "".join(rows)
    return _TABLE.sub(lambda _: table, page)


def main() -> None:
    """Write the table, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where it differs")
    check = parser.parse_args().check
    page = FILE.read_text(encoding="utf-8")
    only_models = {name for name, only in needed().items() if only}
    new = with_table(page, licences(), only_models=only_models)
    if check and new != page:
        sys.exit(f"{FILE.name} is not what the locks and the metadata say; run: make third-party")
    FILE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
