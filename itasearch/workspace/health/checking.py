"""Verbs that look whether all is well: `doctor`, and what a server asks of itself. None changes it.

Each check covers one subject and names the remedy.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from filelock import Timeout

from itasearch import errors
from itasearch.config import Settings
from itasearch.model.library import Leftovers, Progress, no_progress
from itasearch.model.people import Right
from itasearch.temporary import delete_abandoned
from itasearch.wording import checks
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.health import doctor
from itasearch.workspace.health.doctor import REFUSALS, checked, failed, ok
from itasearch.workspace.index import BuildVerbs, unindexed_reports
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import Check, CheckStatus, LibraryFigures, PartState, Readiness
from itasearch.workspace.work.queueing import delete_leftovers
from itasearch.workspace.writer_lock import locked_at_once, writing


class CheckVerbs(Verbs):
    """Verbs that look whether all is well, mend what is derived, delete what killed runs left."""

    def doctor(self, *, wants_library: bool = False) -> tuple[Check, ...]:
        """Check that all is there and fits; no library is a warning, or a fault if wanted."""
        absent = CheckStatus.FAIL if wants_library else CheckStatus.WARN
        by_name: tuple[tuple[str, Callable[[Parts], Check]], ...] = (
            ("python", doctor.python),
            ("packages", doctor.packages),
            ("home", doctor.home),
            ("parser", doctor.parser),
            ("ocr", doctor.ocr),
            ("office", doctor.office),
            ("words", doctor.words),
            ("store", doctor.store),
            ("database", doctor.database),
            ("originals", doctor.originals),
            ("roles", doctor.roles),
            ("encoder", doctor.encoder),
            ("reranker", doctor.reranker),
            ("index", doctor.index),
            ("reports", doctor.reports),
        )
        return tuple(checked(name, check, self._parts, absent=absent) for name, check in by_name)

    @needs(Right.ADMINISTER)
    def check_originals(self) -> Check:
        """Check that originals are there and unchanged. Raises StoreError."""
        return doctor.originals(self._parts)

    def readiness(self) -> Readiness:
        """Whether store and index can be read; quick once they are open, and changes nothing."""
        parts, left_out = self._parts, 0
        store, index = _state_of_store(parts), _state_of_index(parts)
        # A store that does not answer is not asked, and waited for, once more.
        if store is PartState.OK:
            with suppress(errors.StoreError):
                left_out = len({fault.report.id for fault in parts.store.reports.faults()})
        return Readiness(store=store, index=index, left_out=left_out)

    def figures(self) -> LibraryFigures:
        """What a server's operator watches. Raises StoreError, BackendError, EncoderError."""
        stats = self._store.reports.stats()
        return LibraryFigures(
            reports=stats.reports,
            measures=stats.measures,
            needs_review=stats.needs_review,
            jobs=self._store.jobs.counts(),
            unindexed=unindexed_reports(self._parts),
        )

    def reading_gaps(self) -> tuple[Check, ...]:
        """Kinds of files that cannot be read well here, and what to install."""
        return tuple(
            check
            for check in (doctor.ocr(self._parts), doctor.office(self._parts))
            if check.status is not CheckStatus.OK
        )

    def shared_folder(self) -> tuple[Check, ...]:
        """What who serves a library in a folder of a network should know; mostly nothing."""
        check = doctor.of_network(self._parts)
        return () if check is None else (check,)

    @needs(Right.ADMINISTER)
    def repair(self, *, progress: Progress = no_progress) -> tuple[Check, ...]:
        """Repair what is derived: SQLite's indexes, the search index, its caches.

        Returns what was mended, and what needs a backup. Raises StoreError: the library is
        unreadable.
        """
        parts, mended = self._parts, [*self._repair_store(progress)]
        if all(check.status is CheckStatus.OK for check in mended):
            mended += self._repair_index(progress)
            # Copies of originals of a bucket, which are fetched again.
            fetched = parts.settings.fetched
            sources = (report.source for report in self._store.reports.all())
            if changed := doctor.changed_files(fetched, sources)[0]:
                for path in changed:
                    (fetched / path).unlink(missing_ok=True)
                mended.append(ok("originals", checks.FETCHED_DROPPED, count=len(changed)))
        return tuple(mended)

    def _repair_store(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            faults = parts.store.integrity.faults()
        except errors.LibraryDamagedError:
            yield checked("store", doctor.store, parts)
            return
        if not faults:
            return
        with writing(parts.settings.lock, progress):
            is_whole = parts.store.integrity.mend_derived()
        if is_whole:
            yield ok("database", checks.DATABASE_MENDED, where=doctor.place_of(parts))
        else:
            yield doctor.damaged_store(parts, faults)

    def _repair_index(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            check = doctor.index(parts)
        except REFUSALS as error:
            # An extra that is missing, a server that does not answer: no new index mends that.
            yield failed("index", error)
            return
        if check.status is CheckStatus.OK:
            return
        is_damaged = check.status is CheckStatus.FAIL
        BuildVerbs(parts, self.person).build(rebuild=is_damaged, progress=progress)
        label = checks.INDEX_MADE_ANEW if is_damaged else checks.INDEX_BROUGHT_UP
        yield ok("index", label, count=parts.backend.reader().measure_count())

    @needs(Right.ADMINISTER)
    def clear_leftovers(self) -> Leftovers:
        """Delete what killed runs left in the home and temporary files, as far as possible."""
        parts = self._parts
        settings = parts.settings
        folders = [*delete_abandoned()]
        for within in (settings.home, settings.corpus, settings.added):
            folders.extend(delete_abandoned(within))
        of_queue = Leftovers()
        with suppress(errors.ItaSearchError, OSError):
            if any(settings.queue.iterdir()):
                of_queue = delete_leftovers(settings, parts.store)
        return Leftovers(
            deleted=(*folders, *of_queue.deleted),
            uploads=of_queue.uploads,
            stopped_build=_has_stopped_build(settings),
        )


def _state_of_store(parts: Parts) -> PartState:
    try:
        parts.store.reports.revision()
    except (errors.LibraryMissingError, errors.LibraryAbsentError, errors.LibraryGoneError):
        return PartState.MISSING
    except (errors.StoreError, errors.OriginalsError):
        return PartState.UNREADABLE
    return PartState.OK


def _state_of_index(parts: Parts) -> PartState:
    try:
        try:
            parts.following(lambda: parts.backend.reader().measure_count())
        except errors.IndexMissingError:
            return PartState.MISSING if parts.store.reports.count() else PartState.OK
    except (errors.BackendError, errors.EncoderError, errors.StoreError, errors.OriginalsError):
        return PartState.UNREADABLE
    return PartState.OK


def _has_stopped_build(settings: Settings) -> bool:
    if not settings.unfinished_index.exists():
        return False
    with suppress(OSError, Timeout), locked_at_once(settings.building_lock):
        return True
    return False
