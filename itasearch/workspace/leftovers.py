"""What runs that were killed left in a home: found, and deleted where nobody can use it.

The parts of an index that a kill left are no matter of this: the next commit drops them, and a
build beside the index in use is continued by the next `build`. Nor are original files that the
store does not name yet: the next `add` of them uses them.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress

from filelock import Timeout

from itasearch.config import Settings
from itasearch.errors import ItaSearchError
from itasearch.model.library import Leftovers
from itasearch.model.people import Right
from itasearch.temporary import abandoned, delete_abandoned, files_of
from itasearch.workspace.access import needs
from itasearch.workspace.index import locked_at_once
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.work.files import delete_leftovers, names_of_lacking


class LeftoverVerbs(Verbs):
    """The verb of Workspace that clears up after runs that were killed."""

    @needs(Right.ADMINISTER)
    def clear_leftovers(self) -> Leftovers:
        """Delete what killed runs left in the home and among the system's temporary files.

        Raises nothing where the disk refuses or the library cannot be read: what cannot be
        deleted stays.

        Returns:
            What was deleted, and whether a build was stopped.
        """
        parts = self._parts
        settings = parts.settings
        folders = [*delete_abandoned()]
        for within in (settings.home, settings.corpus, settings.added):
            folders.extend(delete_abandoned(within))
        of_queue = [*_cleared_queue(parts)]
        return Leftovers(
            deleted=(*folders, *(folder for one in of_queue for folder in one.deleted)),
            uploads=tuple(name for one in of_queue for name in one.uploads),
            stopped_build=_has_stopped_build(settings),
        )


def _cleared_queue(parts: Parts) -> Iterator[Leftovers]:
    """Uploads of an app that read them itself, and what was put in for workers."""
    queue = parts.settings.queue
    for folder in abandoned(queue):
        with suppress(ItaSearchError, OSError):  # then it stays, with what it holds
            lost = names_of_lacking(files_of(folder), parts.store)
            shutil.rmtree(folder)
            yield Leftovers(deleted=(folder,), uploads=lost)
    with suppress(ItaSearchError, OSError):
        if any(queue.iterdir()):
            yield delete_leftovers(parts.settings, parts.store)


def _has_stopped_build(settings: Settings) -> bool:
    """Whether an index was being built beside the one in use, and nobody continues it."""
    if not settings.unfinished_index.exists():
        return False
    with suppress(OSError, Timeout), locked_at_once(settings.building_lock):
        return True
    return False
