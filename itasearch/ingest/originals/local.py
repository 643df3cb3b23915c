"""Originals in the home's corpus/: a file outside it is copied once to corpus/added/.

The copy appears there whole or not at all, so one that a kill left without a row in the store is
simply used by the next `add`.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from itasearch.config import Settings
from itasearch.documents.files import replacing
from itasearch.ingest.originals import files

_UNFINISHED = ".unfinished"


class LocalOriginals:
    """Originals as files below corpus/."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names: dict[str, list[str]] = {}
        self._names_at = 0

    def keep(self, path: Path, sha256: str) -> str:
        """Keep a file, one inside corpus/ where it is; the first copy brings `unfinished_mark`."""
        resolved = path.resolve()
        files.check_unchanged(resolved, sha256)
        if not resolved.is_relative_to(self._settings.corpus.resolve()):
            resolved = self._copy_of(resolved, sha256, name=path.name)
        home = self._settings.home.resolve()
        return files.check_name(resolved.resolve().relative_to(home).as_posix())

    def finish(self) -> None:
        unfinished_mark(self._settings).unlink(missing_ok=True)

    def _copy_of(self, path: Path, sha256: str, *, name: str) -> Path:
        added = self._settings.added
        added.mkdir(parents=True, exist_ok=True)
        if self._names_at != added.stat().st_mtime_ns:
            # Kept: to read tens of thousands of names takes as long as a copy.
            self._names = _kept_names(added)
        same_start = self._names.setdefault(sha256[: files.DIGEST_LETTERS], [])
        for copy_there in same_start:
            if files.digest(added / copy_there) == sha256:
                return added / copy_there
        target = added / files.copy_name(name, sha256, names=same_start)
        is_first = not any(self._names.values())
        mark = unfinished_mark(self._settings)
        if is_first:
            mark.touch()
        try:
            with replacing(target) as copy, path.open("rb") as original:
                shutil.copyfileobj(original, copy)
                files.check_unchanged(path, sha256)
        except BaseException:
            if is_first:
                mark.unlink(missing_ok=True)
            raise
        same_start.append(target.name)
        self._names_at = added.stat().st_mtime_ns
        return target

    def path(self, stored: str) -> Path:
        return self._settings.home / stored

    def read(self, stored: str) -> bytes:
        return self.path(stored).read_bytes()

    def elsewhere(self) -> tuple[str, ...]:
        return ()

    def lost(self, stored: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in stored if not self.path(path).is_file())

    def traces(self) -> tuple[int, str]:
        """Files in corpus/added; none while no report was stored since the first of them."""
        added = self._settings.added
        if unfinished_mark(self._settings).exists():
            return 0, str(added)
        try:
            with os.scandir(added) as entries:
                held = sum(not entry.name.startswith(".") and entry.is_file() for entry in entries)
        except (FileNotFoundError, NotADirectoryError):
            held = 0
        return held, str(added)


def unfinished_mark(settings: Settings) -> Path:
    """The file that is there from the first copy in corpus/added until a report is stored.

    Till then originals are what a killed `add` left, not a sign that the store was lost.
    """
    return settings.added / _UNFINISHED


def _kept_names(added: Path) -> dict[str, list[str]]:
    copies: dict[str, list[str]] = {}
    # By scandir: a glob looks at each of thousands of names ten times as long.
    with os.scandir(added) as entries:
        for name in sorted(entry.name for entry in entries if not entry.name.startswith(".")):
            copies.setdefault(name[: files.DIGEST_LETTERS], []).append(name)
    return copies
