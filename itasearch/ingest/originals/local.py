"""Originals in the home's corpus/: a file outside it is copied once to corpus/added/.

The copy appears there whole or not at all, so one that a kill left without a row in the store is
simply used by the next `add`.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from itasearch.config import Settings
from itasearch.documents.files import replacing
from itasearch.ingest.originals import files


class LocalOriginals:
    """Originals as files below corpus/."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def keep(self, path: Path, sha256: str) -> str:
        """Keep a file, one inside corpus/ where it is; the first copy brings `unfinished_mark`."""
        resolved, home = path.resolve(), self._settings.home.resolve()
        if not resolved.is_relative_to(self._settings.corpus.resolve()):
            resolved = self._copy_of(resolved, sha256, name=path.name)
        else:
            files.check_unchanged(resolved, sha256)
        return files.check_name(resolved.resolve().relative_to(home).as_posix())

    def finish(self) -> None:
        unfinished_mark(self._settings).unlink(missing_ok=True)

    def _copy_of(self, path: Path, sha256: str, *, name: str) -> Path:
        added, mark = self._settings.added, unfinished_mark(self._settings)
        added.mkdir(parents=True, exist_ok=True)
        # By scandir: a glob looks at each of thousands of names ten times as long.
        with os.scandir(added) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        same_start = [it for it in names if it.startswith(sha256[: files.DIGEST_LETTERS])]
        for copy_there in same_start:
            if files.digest(added / copy_there) == sha256:
                return added / copy_there
        target = added / files.copy_name(name, sha256, names=same_start)
        if not names:
            mark.touch()
        try:
            with replacing(target) as copy, path.open("rb") as original:
                shutil.copyfileobj(original, copy)
                files.check_unchanged(path, sha256)
        except BaseException:
            if not names:
                mark.unlink(missing_ok=True)
            raise
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
        added, held = self._settings.added, 0
        if not unfinished_mark(self._settings).exists():
            with suppress(FileNotFoundError, NotADirectoryError), os.scandir(added) as entries:
                held = sum(not entry.name.startswith(".") and entry.is_file() for entry in entries)
        return held, str(added)


def unfinished_mark(settings: Settings) -> Path:
    """There from the first copy in corpus/added until a report is stored: till then no store is
    lost.
    """
    return settings.added / ".unfinished"
