"""The verb that mends what is derived; the rest is the truth, which only a backup has."""

from collections.abc import Iterator

from itasearch.errors import LibraryDamagedError
from itasearch.model.library import Progress, no_progress
from itasearch.model.people import Right
from itasearch.wording import checks
from itasearch.workspace.access import needs
from itasearch.workspace.care.originals import drop_changed
from itasearch.workspace.health import holdings
from itasearch.workspace.health.findings import REFUSALS, checked, failed, ok
from itasearch.workspace.index import IndexVerbs, writing
from itasearch.workspace.values import Check, CheckStatus


class RepairVerbs(IndexVerbs):
    """The verb of Workspace that mends what is derived."""

    @needs(Right.ADMINISTER)
    def repair(self, *, progress: Progress = no_progress) -> tuple[Check, ...]:
        """Mend what is derived from the truth: SQLite's indexes, the search index, its caches.

        Returns:
            What was mended, each as a check that is ok now, and what could not be, which needs a
            backup. Nothing: all was whole.

        Raises:
            StoreError: the library cannot be read at all; nothing was changed.
        """
        mended = [*self._repair_store(progress)]
        if all(one.status is CheckStatus.OK for one in mended):
            mended += (*self._repair_index(progress), *self._repair_fetched())
        return tuple(mended)

    def _repair_store(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            faults = parts.store.faults()
        except LibraryDamagedError:
            yield checked("store", holdings.store, parts)
            return
        if not faults:
            return
        with writing(parts.settings.lock, progress):
            is_whole = parts.store.mend_derived()
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
        self.build(rebuild=is_damaged, progress=progress)
        label = checks.INDEX_MADE_ANEW if is_damaged else checks.INDEX_BROUGHT_UP
        yield ok("index", label, count=parts.backend.measure_count())

    def _repair_fetched(self) -> Iterator[Check]:
        parts = self._parts
        reports = parts.store.reports()
        dropped = drop_changed(parts.settings.fetched, (one.source for one in reports))
        if dropped:
            yield ok("originals", checks.FETCHED_DROPPED, count=dropped)
