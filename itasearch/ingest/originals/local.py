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
from itasearch.ingest.originals.files import (
    DIGEST_LETTERS,
    check_name,
    check_unchanged,
    copy_name,
    digest,
)

_UNFINISHED = ".unfinished"


class LocalOriginals:
    """Originals as files below corpus/."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def keeping(self) -> "LocalKeeping":
        """As Originals.keeping."""
        return LocalKeeping(self._settings)

    def path(self, stored: str) -> Path:
        """As Originals.path."""
        return self._settings.home / stored

    def read(self, stored: str) -> bytes:
        """As Originals.read."""
        return self.path(stored).read_bytes()

    def elsewhere(self) -> tuple[str, ...]:
        """As Originals.elsewhere: none."""
        return ()

    def lost(self, stored: Iterable[str]) -> tuple[str, ...]:
        """As Originals.lost."""
        return tuple(one for one in stored if not self.path(one).is_file())

    def traces(self) -> tuple[int, str]:
        """As Originals.traces: files in corpus/added, unless an `add` was ended before the first
        report was stored."""
        added = self._settings.added
        if unfinished_mark(self._settings).exists():
            return 0, str(added)
        try:
            with os.scandir(added) as entries:
                held = [one for one in entries if not one.name.startswith(".") and one.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return 0, str(added)
        return len(held), str(added)


class LocalKeeping:
    """Copies originals into corpus/added/.

    The names there are read once: of tens of thousands that takes as long as a copy.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names: dict[str, list[str]] | None = None

    def keep(self, path: Path, sha256: str) -> str:
        """As Keeping.keep; a file inside corpus/ stays where it is.

        With the first copy comes `unfinished_mark`, which `finish` deletes.
        """
        resolved = path.resolve()
        check_unchanged(resolved, sha256)
        if not resolved.is_relative_to(self._settings.corpus.resolve()):
            resolved = self._copy_of(resolved, sha256, name=path.name)
        return stored_path(resolved, self._settings)

    def finish(self) -> None:
        """As Keeping.finish."""
        unfinished_mark(self._settings).unlink(missing_ok=True)

    def _copy_of(self, path: Path, sha256: str, *, name: str) -> Path:
        added = self._settings.added
        if self._names is None:
            self._names = _kept_names(added)
        same_start = self._names.setdefault(sha256[:DIGEST_LETTERS], [])
        for kept in same_start:
            if digest(added / kept) == sha256:
                return added / kept
        target = added / copy_name(name, sha256, taken=same_start)
        is_first = not any(self._names.values())
        mark = unfinished_mark(self._settings)
        if is_first:
            mark.touch()
        try:
            with replacing(target) as copy, path.open("rb") as original:
                shutil.copyfileobj(original, copy)
                check_unchanged(path, sha256)
        except BaseException:
            if is_first:
                mark.unlink(missing_ok=True)
            raise
        same_start.append(target.name)
        return target


def unfinished_mark(settings: Settings) -> Path:
    """The file that is there from the first copy in corpus/added until a report is stored.

    While it is there, originals without any report in the store are what a killed or
    failed `add` left, not a sign that the store was lost.
    """
    return settings.added / _UNFINISHED


def stored_path(original: Path, settings: Settings) -> str:
    """The path that the store keeps: relative to the home, with forward slashes.

    Raises:
        DamagedFileError: the name is not text, so no other program could name it.
    """
    return check_name(original.resolve().relative_to(settings.home.resolve()).as_posix())


def _kept_names(added: Path) -> dict[str, list[str]]:
    """The names in corpus/added/, which is made if need be, by their beginnings."""
    added.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    # By scandir: a glob looks at each of thousands of names ten times as long.
    with os.scandir(added) as entries:
        for name in sorted(entry.name for entry in entries if not entry.name.startswith(".")):
            found.setdefault(name[:DIGEST_LETTERS], []).append(name)
    return found
