"""What runs that were killed left in a home: found, and deleted where nobody can use it.

The parts of an index that a kill left are no matter of this: the next commit drops them, and a
build beside the index in use is continued by the next `build`. Nor are original files that the
store does not name yet: the next `add` of them uses them.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from filelock import Timeout

from itasearch.config import Settings
from itasearch.errors import StoreError
from itasearch.ingest.originals import digest
from itasearch.model.library import Leftovers
from itasearch.model.people import Right
from itasearch.model.work import OPEN_STATES
from itasearch.temporary import abandoned, delete_abandoned, files_of
from itasearch.workspace.access import needs
from itasearch.workspace.index import locked_at_once
from itasearch.workspace.parts import Parts, Verbs

_OLD_SECONDS = 3600.0
"""Age from which a file of the queue that no job names is no longer on its way there. Chosen by
hand: the files of one command are copied before their jobs are written."""
_MOST_JOBS = 1_000_000
"""Open jobs whose files are looked up; more than any queue has."""


class LeftoverVerbs(Verbs):
    """The verb of Workspace that clears up after runs that were killed."""

    @needs(Right.ADMINISTER)
    def clear_leftovers(self) -> Leftovers:
        """Delete what killed runs left in the home and among the system's temporary files.

        Raises nothing where the disk refuses: what cannot be deleted stays.

        Returns:
            What was deleted, and whether a build was stopped.
        """
        parts = self._parts
        settings = parts.settings
        folders = [*delete_abandoned()]
        for within in (settings.home, settings.corpus):
            folders.extend(delete_abandoned(within))
        if _drop_unfinished_copy(settings):
            folders.append(settings.added / _UNFINISHED_COPY)
        uploads, unread = _cleared_queue(parts)
        return Leftovers(
            deleted=(*folders, *uploads),
            uploads=unread,
            stopped_build=_has_stopped_build(settings),
        )


_UNFINISHED_COPY = ".incoming"
"""The copy of an original that was being made; see ingest/originals/local.py."""


def _drop_unfinished_copy(settings: Settings) -> bool:
    """Delete an unfinished copy of an original, unless a writer is at work; whether there was."""
    copy = settings.added / _UNFINISHED_COPY
    if not copy.exists():
        return False
    with suppress(OSError, Timeout), locked_at_once(settings.lock):
        copy.unlink(missing_ok=True)
    return not copy.exists()


def _cleared_queue(parts: Parts) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Folders of the queue that were deleted, and files in them that the library lacks."""
    gone: list[Path] = []
    unread: list[str] = []
    for folder in (*abandoned(parts.settings.queue), *_forgotten(parts)):
        with suppress(StoreError, OSError):  # then it stays, with what it holds
            lacking = _lacking(parts, files_of(folder))
            shutil.rmtree(folder)
            gone.append(folder)
            unread.extend(one.name for one in lacking)
    return tuple(gone), tuple(unread)


def _lacking(parts: Parts, files: Sequence[Path]) -> list[Path]:
    """Those that the library never had. Raises StoreError and OSError."""
    digests = {one: digest(one) for one in files}
    known = parts.store.known_sources([*digests.values()]) if digests else {}
    return [one for one, sha256 in digests.items() if sha256 not in known]


def _forgotten(parts: Parts) -> Iterator[Path]:
    """Folders of the queue that no open job names: a kill came before its job, or after it."""
    queue, since = parts.settings.queue, time.time() - _OLD_SECONDS
    with suppress(OSError, StoreError):
        old = [
            one
            for one in sorted(queue.iterdir())
            if one.is_dir() and not one.name.startswith(".") and one.stat().st_mtime < since
        ]
        if old:
            jobs = parts.store.jobs(OPEN_STATES, most=_MOST_JOBS)
            named = {Path(one.place).parent for one in jobs}
            yield from (one for one in old if one not in named)


def _has_stopped_build(settings: Settings) -> bool:
    """Whether an index was being built beside the one in use, and nobody continues it."""
    if not settings.unfinished_index.exists():
        return False
    with suppress(OSError, Timeout), locked_at_once(settings.building_lock):
        return True
    return False
