"""The homes that all jobs share, filled by `add` from corpus/, fixtures, seeds and inputs."""

import shutil
from collections.abc import Collection
from pathlib import Path

from tests.tools.record.names import ROOT
from tests.tools.record.place import run

_DOUBTFUL = ("tests/data/regressions", "tests/extract/layouts", "tests/data/alignment/reports")
_PRINTED = ("office", "scans")
_NOT_COPIED = shutil.ignore_patterns("library.db*", "*.lock", "added", "*.json", "settings.toml")

_NEEDED: dict[str, tuple[str, ...]] = {
    "parse": (),
    "exports": ("corpus",),
    "eval": ("corpus", "seeds"),
}
_ALL = ("corpus", "doubtful", "seeds", "printed")


def needed(parts: Collection[str]) -> list[str]:
    """Names of the homes that jobs of these parts read."""
    wanted = {name for part in parts for name in _NEEDED.get(part, _ALL)}
    return [name for name in _ALL if name in wanted]


def fill(name: str, homes: Path, *, inputs: Path | None, seeds: Path | None) -> None:
    """Make a home; one that there is nothing for is not made. What `add` printed stays beside."""
    sources = _sources(name, inputs, seeds)
    if not sources:
        return
    home = homes / name
    for source in sources:
        target = home / "corpus" / (source.name if len(sources) > 1 else "")
        shutil.copytree(source, target, ignore=_NOT_COPIED, dirs_exist_ok=True)
    ran = run("--home", home, "add", home / "corpus", "--json")
    text = "\n".join([f"exit {ran.code}", ran.out, "--- stderr", _summary(ran.err)])
    (homes / f"{name}.added").write_text(text, encoding="utf-8")


def _sources(name: str, inputs: Path | None, seeds: Path | None) -> list[Path]:
    match name:
        case "corpus":
            return [ROOT / "corpus"]
        case "doubtful":
            return [ROOT / folder for folder in _DOUBTFUL]
        case "seeds":
            return [] if seeds is None else [seeds]
        case _:
            groups = [] if inputs is None else [inputs / group for group in _PRINTED]
            return [group for group in groups if group.is_dir()]


def _summary(err: str) -> str:
    """The last line of stderr, which counts; those before it come as files are done."""
    return "\n".join(err.splitlines()[-1:])
