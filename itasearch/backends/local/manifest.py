"""What a generation of the index says about itself, in manifest.json.

It is written last, so a generation that has one is whole; the sizes of all its
files stand in it, so one that was cut short later is noticed before it is used.
Imports the protocol and the errors.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from itasearch.backends.base import IndexRecipe
from itasearch.backends.local.generations import current_name
from itasearch.errors import BackendError, IndexMismatchError, IndexMissingError

FILE = "manifest.json"
FORMAT = 2
"""Version of the files' layout; another one is an index of another itasearch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One generation.

    Attributes:
        fingerprints: of each indexed report, by report id.
        shards: rows in each file of vectors, in order.
        trained_on: rows that the approximate vector index was built over; 0 without one.
        next_key: key of the next passage that is added; never used before.
        sizes: bytes of each file, by its path inside the generation.
    """

    recipe: IndexRecipe
    fingerprints: Mapping[str, str]
    shards: tuple[int, ...] = ()
    trained_on: int = 0
    next_key: int = 0
    sizes: Mapping[str, int]

    def write(self, folder: Path) -> None:
        """Write manifest.json into `folder`."""
        content = {"format": FORMAT, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1, default=dict)
        (folder / FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in `folder`, whose files are all there.

    Raises:
        OSError, ValueError, KeyError, TypeError: if it is missing or not one.
        IndexMismatchError: if it is of another format.
        BackendError: if files were lost or cut short.
    """
    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    if content["format"] != FORMAT:
        raise IndexMismatchError(
            built_with=f"format {content['format']}", opened_with=f"format {FORMAT}"
        )
    manifest = Manifest(
        recipe=IndexRecipe(**content["recipe"]),
        fingerprints={str(k): str(v) for k, v in content["fingerprints"].items()},
        shards=tuple(int(rows) for rows in content["shards"]),
        trained_on=int(content["trained_on"]),
        next_key=int(content["next_key"]),
        sizes={str(k): int(v) for k, v in content["sizes"].items()},
    )
    _check_sizes(folder, manifest.sizes)
    return manifest


def indexed_reports(path: Path) -> int:
    """How many reports the index at `path` was built from, by its manifest alone.

    0 without an index, or where the manifest cannot be read; an index of another recipe
    or with damaged files counts.
    """
    try:
        manifest = path / current_name(path) / FILE
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return len(content["fingerprints"])
    except (IndexMissingError, OSError, ValueError, KeyError, TypeError):
        return 0


def file_sizes(folder: Path) -> dict[str, int]:
    """Bytes of each file under `folder`, by its path inside, without the manifest's own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILE)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _check_sizes(folder: Path, sizes: Mapping[str, int]) -> None:
    for name, size in sizes.items():
        if (folder / name).stat().st_size != size:
            raise BackendError(
                f"index file {folder / name} is cut short or changed; "
                "run: itasearch build --rebuild"
            )
