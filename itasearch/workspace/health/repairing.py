"""Verbs that mend what is derived, and delete what killed runs left where nobody can use it.

No matter of this are parts of an index that a kill left, which the next commit drops, a build that
was stopped, which the next `build` continues, and originals that the store does not name, which
the next `add` of them uses.
"""

from collections.abc import Iterator
from contextlib import suppress

from filelock import Timeout

from itasearch.config import Settings
from itasearch.errors import ItaSearchError, LibraryDamagedError
from itasearch.model.library import Leftovers, Progress, no_progress
from itasearch.model.people import Right
from itasearch.temporary import delete_abandoned
from itasearch.wording import checks
from itasearch.workspace.access import needs
from itasearch.workspace.health import holdings
from itasearch.workspace.health.findings import REFUSALS, checked, failed, ok
from itasearch.workspace.index import BuildVerbs, locked_at_once, writing
from itasearch.workspace.parts import Verbs
from itasearch.workspace.values import Check, CheckStatus
from itasearch.workspace.work.files import delete_leftovers


class RepairVerbs(Verbs):
    """Verbs that mend what is derived, and delete what killed runs left."""

    @needs(Right.ADMINISTER)
    def repair(self, *, progress: Progress = no_progress) -> tuple[Check, ...]:
        """Mend what is derived from the truth: SQLite's indexes, the search index, its caches.

        Returns:
            What was mended, each as a check that is ok now, and what could not be, which needs a
            backup. Nothing: all was whole.

        Raises:
            StoreError: the library cannot be read at all; nothing was changed.
        """
        parts, mended = self._parts, [*self._repair_store(progress)]
        if all(one.status is CheckStatus.OK for one in mended):
            mended += self._repair_index(progress)
            sources = (one.source for one in parts.store.reports.all())
            if dropped := holdings.drop_changed(parts.settings.fetched, sources):
                mended.append(ok("originals", checks.FETCHED_DROPPED, count=dropped))
        return tuple(mended)

    def _repair_store(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            faults = parts.store.integrity.faults()
        except LibraryDamagedError:
            yield checked("store", holdings.store, parts)
            return
        if not faults:
            return
        with writing(parts.settings.lock, progress):
            is_whole = parts.store.integrity.mend_derived()
        if is_whole:
            yield ok("database", checks.DATABASE_MENDED, where=holdings.place_of(parts))
        else:
            yield holdings.damaged_store(parts, faults)

    def _repair_index(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            found = holdings.index(parts)
        except REFUSALS as error:
            # An extra that is missing, a server that does not answer: no new index mends that.
            yield failed("index", error)
            return
        if found.status is CheckStatus.OK:
            return
        is_damaged = found.status is CheckStatus.FAIL
        BuildVerbs(parts, self.person).build(rebuild=is_damaged, progress=progress)
        label = checks.INDEX_MADE_ANEW if is_damaged else checks.INDEX_BROUGHT_UP
        yield ok("index", label, count=parts.backend.reader().measure_count())

    @needs(Right.ADMINISTER)
    def clear_leftovers(self) -> Leftovers:
        """Delete what killed runs left in the home and among the system's temporary files.

        Raises nothing where the disk refuses or the library cannot be read: what cannot be deleted
        stays.
        """
        parts = self._parts
        settings = parts.settings
        folders = [*delete_abandoned()]
        for within in (settings.home, settings.corpus, settings.added):
            folders.extend(delete_abandoned(within))
        of_queue = Leftovers()
        with suppress(ItaSearchError, OSError):
            if any(settings.queue.iterdir()):
                of_queue = delete_leftovers(settings, parts.store)
        return Leftovers(
            deleted=(*folders, *of_queue.deleted),
            uploads=of_queue.uploads,
            stopped_build=_has_stopped_build(settings),
        )


def _has_stopped_build(settings: Settings) -> bool:
    """Whether an index was being built next to the one in use, and nobody continues it."""
    if not settings.unfinished_index.exists():
        return False
    with suppress(OSError, Timeout), locked_at_once(settings.building_lock):
        return True
    return False
