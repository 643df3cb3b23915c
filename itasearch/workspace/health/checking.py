"""Verbs that look whether all is well: `doctor`, and what a server asks of itself. None changes it.

Each check covers one subject and names the remedy.
"""

from collections.abc import Callable
from contextlib import suppress

from itasearch.errors import (
    BackendError,
    EncoderError,
    IndexMissingError,
    LibraryAbsentError,
    LibraryGoneError,
    LibraryMissingError,
    OriginalsError,
    StoreError,
)
from itasearch.model.people import Right
from itasearch.workspace.access import needs
from itasearch.workspace.health import holdings, installed
from itasearch.workspace.health.findings import checked
from itasearch.workspace.index import unindexed_reports
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.values import Check, CheckStatus, LibraryFigures, PartState, Readiness


class CheckVerbs(Verbs):
    """Verbs that look whether all is well, and change nothing."""

    def doctor(self, *, wants_library: bool = False) -> tuple[Check, ...]:
        """Look whether everything that itasearch needs is there and fits together.

        A home without a library is a warning, or a fault if `wants_library`.
        """
        absent = CheckStatus.FAIL if wants_library else CheckStatus.WARN
        by_name: tuple[tuple[str, Callable[[Parts], Check]], ...] = (
            ("python", installed.python),
            ("packages", installed.packages),
            ("home", holdings.home),
            ("parser", installed.parser),
            ("ocr", installed.ocr),
            ("office", installed.office),
            ("words", installed.words),
            ("store", holdings.store),
            ("database", holdings.database),
            ("originals", holdings.originals),
            ("roles", holdings.roles),
            ("encoder", holdings.encoder),
            ("reranker", holdings.reranker),
            ("index", holdings.index),
            ("reports", holdings.reports),
        )
        return tuple(checked(name, check, self._parts, absent=absent) for name, check in by_name)

    @needs(Right.ADMINISTER)
    def check_originals(self) -> Check:
        """The check of `doctor` for originals: all there, and as they were read. Raises
        StoreError."""
        return holdings.originals(self._parts)

    def readiness(self) -> Readiness:
        """Whether store and index can be read; quick once they are open, and changes nothing."""
        parts, left_out = self._parts, 0
        store, index = _state_of_store(parts), _state_of_index(parts)
        # A store that does not answer is not asked, and waited for, once more.
        if store is PartState.OK:
            with suppress(StoreError):
                left_out = len({fault.report.id for fault in parts.store.reports.faults()})
        return Readiness(store=store, index=index, left_out=left_out)

    def figures(self) -> LibraryFigures:
        """What the operator of a server watches. Raises StoreError, BackendError and
        EncoderError."""
        store = self._parts.store
        stats = store.reports.stats()
        return LibraryFigures(
            reports=stats.reports,
            measures=stats.measures,
            needs_review=stats.needs_review,
            jobs=store.jobs.counts(),
            unindexed=unindexed_reports(self._parts),
        )

    def reading_gaps(self) -> tuple[Check, ...]:
        """Which kinds of files cannot be read, or not well, on this machine, and what to install.

        Quicker than `doctor`; empty when nothing is missing.
        """
        return tuple(
            check
            for check in (installed.ocr(self._parts), installed.office(self._parts))
            if check.status is not CheckStatus.OK
        )

    def shared_folder(self) -> tuple[Check, ...]:
        """What who serves a library in a folder of a network should know; mostly nothing."""
        found = holdings.of_network(self._parts)
        return () if found is None else (found,)


def _state_of_store(parts: Parts) -> PartState:
    try:
        parts.store.reports.revision()
    except (LibraryMissingError, LibraryAbsentError, LibraryGoneError):
        return PartState.MISSING
    except (StoreError, OriginalsError):
        return PartState.UNREADABLE
    return PartState.OK


def _state_of_index(parts: Parts) -> PartState:
    try:
        try:
            parts.following(lambda: parts.backend.reader().measure_count())
        except IndexMissingError:
            return PartState.MISSING if parts.store.reports.count() else PartState.OK
    except (BackendError, EncoderError, StoreError, OriginalsError):
        return PartState.UNREADABLE
    return PartState.OK
