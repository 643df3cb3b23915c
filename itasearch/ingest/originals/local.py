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


class Originals:
    """The originals of one library; safe to share between threads, but for `keep`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names: dict[str, list[str]] = {}
        self._names_at = 0

    def keep(self, path: Path, sha256: str) -> str:
        """Keep a file for good, the writer lock held; the path that the store names it by.

        What is kept already is used again, a file inside corpus/ stays where it is, and nothing is
        ever written over. A kill leaves the complete file or none. Raises DamagedFileError: the
        file is no longer the one that `sha256` was taken of, or its name is not text, so no other
        program could name it. OSError: it cannot be read, or the disk refuses. OriginalsError: the
        bucket refuses, or is not reached.
        """
        resolved = path.resolve()
        files.check_unchanged(resolved, sha256)
        if not resolved.is_relative_to(self._settings.corpus.resolve()):
            resolved = self._copy_of(resolved, sha256, name=path.name)
        home = self._settings.home.resolve()
        return files.check_name(resolved.resolve().relative_to(home).as_posix())

    def path(self, stored: str) -> Path:
        """A file here that holds an original, or would if it is not lost. Raises OriginalsError."""
        return self._settings.home / stored

    def read(self, stored: str) -> bytes:
        """The bytes of an original; where it is lost, OriginalsError or OSError."""
        return self.path(stored).read_bytes()

    def elsewhere(self) -> tuple[str, ...]:
        """The originals that are no files of the home's corpus/, by path. Raises OriginalsError."""
        return ()

    def lost(self, stored: Iterable[str]) -> tuple[str, ...]:
        """Those that are nowhere, in the order given. Raises OriginalsError."""
        home = self._settings.home
        return tuple(path for path in stored if not (home / path).is_file())

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
        with replacing(target) as copy, path.open("rb") as original:
            shutil.copyfileobj(original, copy)
            files.check_unchanged(path, sha256)
        same_start.append(target.name)
        self._names_at = added.stat().st_mtime_ns
        return target


def _kept_names(added: Path) -> dict[str, list[str]]:
    copies: dict[str, list[str]] = {}
    # By scandir: a glob looks at each of thousands of names ten times as long.
    with os.scandir(added) as entries:
        for name in sorted(entry.name for entry in entries if not entry.name.startswith(".")):
            copies.setdefault(name[: files.DIGEST_LETTERS], []).append(name)
    return copies
