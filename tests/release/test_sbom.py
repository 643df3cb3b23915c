"""The bill of materials has what the lock has, and its bytes follow from it."""

import json
from pathlib import Path

import itasearch
from release.locked import LOCKS, read_lock
from release.sbom import bill_of_materials, write


def test_every_locked_version_is_a_component_with_licence_and_hashes(tmp_path: Path) -> None:
    write(tmp_path / "dist" / "bom.json")
    bom = json.loads((tmp_path / "dist" / "bom.json").read_text(encoding="utf-8"))
    locked = read_lock(LOCKS["run"])

    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["version"] == itasearch.__version__
    assert [one["purl"] for one in bom["components"]] == [
        f"pkg:pypi/{one.name}@{one.version}" for one in locked
    ]
    for component, one in zip(bom["components"], locked, strict=True):
        assert component["licenses"][0]["expression"]
        hashes = [p["value"] for p in component["properties"] if p["name"] == "file.sha256"]
        assert hashes == list(one.hashes)


def test_references_are_unique_and_lead_to_components() -> None:
    bom = json.loads(json.dumps(bill_of_materials()))
    references = [one["bom-ref"] for one in bom["components"]]

    assert len(references) == len(set(references))
    (own,) = bom["dependencies"]
    assert set(own["dependsOn"]) == set(references)


def test_the_same_lock_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
