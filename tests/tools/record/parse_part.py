"""What `parse --json` gives for every fixture and every generated input, a file an item."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from tests.tools.record.inputs import GROUPS
from tests.tools.record.names import ROOT
from tests.tools.record.place import Jobs, Place, run

_FOLDERS = {
    "regressions": "tests/data/regressions",
    "layouts": "tests/extract/layouts",
    "alignment": "tests/data/alignment/reports",
    "corpus": "corpus",
    "refused": "tests/extract/refused",
}
_OTHERS = (
    "tests/data/gold/mae-ka_2566.json",
    "tests/data/timeframes.tsv",
    "tests/data/adaptation/README.md",
    "tests/data/eval/corpus/figure.queries.tsv",
)
"""Files of the project that are no reports."""


def _files(folder: Path) -> list[Path]:
    """Files below a folder, without expectations and the store."""
    left_out = {".json", ".db", ".lock"}
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in left_out)


def _parse(place: Place, paths: Iterable[Path | str], *, below: Path) -> None:
    """Parse these files by one command, and write what each gave."""
    given = [str(path) for path in paths]
    if not given:
        return
    ran = run("--home", place.work / "home", "parse", *given, "--json")
    by_path: dict[str, list[str]] = defaultdict(list)
    for line in ran.out.splitlines():
        found = json.loads(line)
        path = found["path"] if "path" in found else found["source"]["path"]
        by_path[path].append(line)
    for path, lines in by_path.items():
        whole = Path(path)
        name = str(whole.relative_to(below)) if whole.is_relative_to(below) else path
        place.write(f"files/{name}", place.normaliser().lines("\n".join(lines)))
    told = [f"exit {ran.code}", *(path for path in given if path not in by_path)]
    place.write("others", place.normaliser().messages("\n".join([*told, "", ran.err])))


def fixtures(place: Place) -> None:
    """Fixtures of the tests, and corpus/."""
    paths = [path for folder in _FOLDERS.values() for path in _files(ROOT / folder)]
    _parse(place, [*paths, *(ROOT / other for other in _OTHERS)], below=ROOT)


def texts(place: Place) -> None:
    """How `parse` shows reports of corpus/ to people."""
    files = _files(ROOT / "corpus")
    given: tuple[str | Path, ...] = ("--home", place.work / "home", "parse", *files)
    for name, terminal in (("pipe", False), ("terminal", True)):
        ran = run(*given, terminal=terminal)
        place.write(name, place.normaliser().text(ran.out + ran.err))


def seeds(place: Place) -> None:
    """Real reports outside of the project."""
    if place.seeds is not None:
        _parse(place, _files(place.seeds), below=place.seeds)


def generated(place: Place, *, group: str) -> None:
    """A group of generated inputs."""
    if place.inputs is not None and (folder := place.inputs / group).is_dir():
        _parse(place, _files(folder), below=folder)


JOBS: Jobs = {
    **{group: partial(generated, group=group) for group in reversed(GROUPS)},
    "fixtures": fixtures,
    "texts": texts,
    "seeds": seeds,
}
