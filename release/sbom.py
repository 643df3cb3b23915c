"""Writes the software bill of materials of a release: CycloneDX 1.6 as JSON.

Run: python -m release.sbom [--output FILE]

Its components are those of lock/run.txt, with their licences from THIRD_PARTY.md. The same lock
gives the same bytes: no time, no random number.
"""

import argparse
import json
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import itasearch
from release.locked import LOCKS, ROOT, Locked, read_lock
from release.third_party import FILE, listed

DIST = ROOT / "dist"
_OWN_LICENCE = "Apache-2.0 AND OFL-1.1"


def bill_of_materials() -> dict[str, object]:
    """The document of CycloneDX, as JSON has it."""
    locked = read_lock(LOCKS["run"])
    licences = listed(FILE.read_text(encoding="utf-8"))
    own = _purl("itasearch", itasearch.__version__)
    known_by = LOCKS["run"].read_text(encoding="utf-8") + own
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid5(NAMESPACE_URL, known_by).urn,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "itasearch",
                "version": itasearch.__version__,
                "licenses": [{"expression": _OWN_LICENCE}],
                "purl": own,
            }
        },
        "components": [_component(one, licences[one.name]) for one in locked],
        "dependencies": [
            {"ref": own, "dependsOn": [_purl(one.name, one.version) for one in locked]}
        ],
    }


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _component(one: Locked, licence: str) -> dict[str, object]:
    """One distribution; which of its files is installed differs by machine, so all have a hash."""
    files = [{"name": "file.sha256", "value": value} for value in one.hashes]
    where = [{"name": "marker", "value": one.marker}] if one.marker else []
    return {
        "type": "library",
        "bom-ref": _purl(one.name, one.version),
        "name": one.name,
        "version": one.version,
        "licenses": [{"expression": licence}],
        "purl": _purl(one.name, one.version),
        "properties": [*where, *files],
    }


def write(path: Path) -> None:
    """Write the document to a file, in a folder that is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill_of_materials(), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def main() -> None:
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=DIST / f"itasearch-{itasearch.__version__}.cdx.json"
    )
    output = parser.parse_args().output
    write(output)
    print(output)


if __name__ == "__main__":
    main()
