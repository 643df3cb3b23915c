"""Checks of a home: `doctor`, and what a server asks of itself; a damaged index made anew.

Each check covers one subject and names the remedy: a label and values, or the error that ended it.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from itasearch import errors
from itasearch.ingest.originals.files import digest
from itasearch.model.library import Progress, no_progress
from itasearch.model.people import Right
from itasearch.model.source import SourceRef
from itasearch.readers.office_program import office_program
from itasearch.temporary import delete_abandoned
from itasearch.wording import checks
from itasearch.wording.checks import Check, CheckStatus
from itasearch.wording.errors import error_label, message_label, remedy_label, what_label
from itasearch.wording.label import Label, data_label
from itasearch.wording.messages import refused_at_computer
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import BuildVerbs, index_is_stale, unindexed_reports
from itasearch.workspace.jobs import delete_leftovers
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import LibraryFigures, PartState, Readiness
from itasearch.workspace.writer_lock import network_share

_MOST_NAMED = 3  #: Files or faults that a check names; the others are counted
_NO_STORE = (errors.LibraryAbsentError, errors.LibraryGoneError, errors.LibraryDamagedError)
"""Errors of a store that cannot be read at all, with a remedy."""
_LEAST_FREE_BYTES = 500 * 1024**2  #: On the disk of the corpus; with fewer it warns; by hand


def checked(
    check: Callable[[Parts], Check], parts: Parts, *, absent: CheckStatus = CheckStatus.FAIL
) -> Check:
    """What a check finds, or the error that ended it; `absent` is the status without a library."""
    name = check.__name__
    try:
        return check(parts)
    except _NO_STORE as error:
        status = absent if isinstance(error, errors.LibraryAbsentError) else CheckStatus.FAIL
        what, to_do = what_label(error), remedy_label(error) or checks.NOTHING
        if name != "store":
            what, to_do = checks.NO_STORE, Label("see the check store")
        return Check(name=name, status=status, what=what, to_do=to_do)
    except errors.ItaSearchError as error:
        return fail(name, error_label(error), checks.MEND_NAMED)
    except OSError as error:
        file = f"{error.filename}: " if error.filename else ""
        refusal = data_label(f"{file}{refused_at_computer(error)}", str(error))
        return fail(name, refusal, checks.MEND_NAMED)
    except ImportError as error:
        return fail(name, Label("{text}", "checks"), checks.MEND_NAMED, text=error)


def ok(name: str, message: Label, **values: object) -> Check:
    """Nothing is wrong; `values` fill the label."""
    return Check(name=name, status=CheckStatus.OK, what=_filled(message, values))


def warn(name: str, message: Label, remedy: Label, **values: object) -> Check:
    """Something lacks that the library works without."""
    return replace(fail(name, message, remedy, **values), status=CheckStatus.WARN)


def fail(name: str, message: Label, remedy: Label, **values: object) -> Check:
    """A fault."""
    what, to_do = _filled(message, values), _filled(remedy, values)
    return Check(name=name, status=CheckStatus.FAIL, what=what, to_do=to_do)


def _filled(label: Label, values: Mapping[str, object]) -> Label:
    return label.filled(**values) if values else label


def first_of(texts: Sequence[str]) -> str:
    """The first of some texts, and how many more there are: "a; b; c (+2)"."""
    more = len(texts) - _MOST_NAMED
    return "; ".join(texts[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def store(parts: Parts) -> Check:
    """Whether the store opens and its database fits together; reads all of it."""
    stats, faults = parts.store.reports.stats(), parts.store.integrity.faults()
    if faults:
        where = {"where": place_of(parts), "folder": parts.settings.corpus}
        return fail("store", checks.DAMAGED, checks.RESTORE, named=first_of(faults), **where)
    counts = {"reports": stats.reports, "measures": stats.measures, "where": place_of(parts)}
    if stats.needs_review:
        doubts = stats.needs_review
        return warn("store", checks.HOLDS_DOUBTS, checks.REVIEW, doubts=doubts, **counts)
    return ok("store", Label("{where}: {reports} reports, {measures} measures"), **counts)


def place_of(parts: Parts) -> str:
    """The store's file, or the software that has it."""
    if parts.settings.database_url:
        return f"{parts.store.copying.software()} (ITASEARCH_DATABASE_URL)"
    return str(parts.database)


def originals(parts: Parts) -> Check:
    """Whether each report's original is there with the right digest; reads those of the home."""
    sources = [report.source for report in parts.store.reports.all()]
    lost = parts.originals.lost(dict.fromkeys(source.path for source in sources))
    changed = changed_files(parts.settings.home, sources)
    if lost or changed:
        named = first_of([*lost, *changed])
        counts = {"lost": len(lost), "changed": len(changed), "home": parts.settings.home}
        return fail("originals", checks.FILES_LACK, checks.PUT_BACK, named=named, **counts)
    text = Label("the files of all {count} reports are there")
    return ok("originals", text, count=len(sources))


def changed_files(home: Path, sources: Iterable[SourceRef]) -> list[str]:
    """Paths of a home's originals whose bytes are not those that were read, or unreadable."""
    changed: list[str] = []
    for path, sha256 in dict.fromkeys((source.path, source.sha256) for source in sources):
        try:
            if (home / path).is_file() and digest(home / path) != sha256:
                changed.append(path)
        except OSError as error:
            changed.append(f"{path} ({error.strerror})")
    return changed


def index(parts: Parts) -> Check:
    """Whether the index opens and its files are as they were written; reads all of it."""
    damaged = parts.place.damaged_files()
    if damaged:
        named = first_of([*map(str, damaged)])
        return fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=named)
    try:
        count = parts.backend.reader().measure_count()
    except errors.IndexMissingError:
        if not parts.store.reports.fingerprints():
            return ok("index", Label("none yet, and no reports to index"))
        return warn("index", Label("there is none yet"), checks.BUILD)
    except errors.IndexMismatchError as error:
        return fail("index", error_label(error), Label("itasearch build --rebuild"))
    except errors.IndexDamagedError as error:
        damage = Label("{path} {cause}").filled(path=error.path, cause=message_label(error.cause))
        return fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=damage)
    return ok("index", Label("{count:,} measures"), count=count)


def up_to_date(parts: Parts) -> Check:
    """Whether the index holds what the store holds."""
    if parts.store.reports.fingerprints() and index_is_stale(parts):
        return warn("up_to_date", Label("the index is behind the store"), checks.BUILD)
    return ok("up_to_date", Label("the index holds what the store holds"))


def encoder(parts: Parts) -> Check:
    """Whether the encoder opens."""
    opened, named = parts.tools.encoder, parts.models.encoder
    vectors = opened.encode_queries(["ของขวัญ"])
    name = opened.name if opened.name.startswith(named) else f"{named} ({opened.name})"
    return ok("encoder", checks.DIMENSIONS, encoder=name, count=vectors.shape[1])


def ocr(_parts: Parts) -> Check:
    """Whether scans can be read."""
    from itasearch.readers.scan.ocr import why_unavailable

    if why_unavailable() is not None:
        return warn("ocr", checks.NO_OCR, checks.INSTALL_OCR)
    return ok("ocr", checks.OCR_IS_THERE)


def office(_parts: Parts) -> Check:
    """Whether old Word files can be read."""
    program = office_program()
    if program is None:
        return warn("office", checks.NO_OFFICE, checks.INSTALL_OFFICE)
    return ok("office", Label("{program} converts .doc, .odt and .rtf"), program=program)


def disk(parts: Parts) -> Check:
    """Whether the home can be written and has space, on a disk of this computer."""
    settings = parts.settings
    for folder in (settings.corpus, settings.index):
        nearest = _nearest_existing(folder)
        if not os.access(nearest, os.W_OK):
            return fail("disk", checks.NOT_WRITABLE, checks.MEND_RIGHTS, folder=nearest)
    share = of_network(parts)
    if share is not None:
        return share
    free = shutil.disk_usage(_nearest_existing(settings.corpus)).free
    figures = {"home": settings.home, "free": free // 1024**2}
    if free < _LEAST_FREE_BYTES:
        return warn("disk", checks.FREE, Label("free some space on this disk"), **figures)
    return ok("disk", checks.FREE, **figures)


def of_network(parts: Parts) -> Check | None:
    """That the home's SQLite file is in a folder of a network; None: it is not."""
    settings = parts.settings
    share = None if settings.database_url else network_share(settings.home)
    if share is None:
        return None
    return warn("disk", checks.ON_A_SHARE, checks.OPEN_IT_ONCE, home=settings.home, share=share)


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


CHECKS = (store, originals, index, up_to_date, encoder, ocr, office, disk)
"""The checks of `doctor`, in their order."""


class CheckVerbs(Verbs):
    """Verbs that look whether all is well, mend the index, delete what killed runs left."""

    def doctor(self, *, wants_library: bool = False) -> tuple[Check, ...]:
        """Check that all is there and fits; no library is a warning, or a fault if wanted."""
        absent = CheckStatus.FAIL if wants_library else CheckStatus.WARN
        return tuple(checked(check, self._parts, absent=absent) for check in CHECKS)

    @needs(Right.ADMINISTER)
    def check_originals(self) -> Check:
        """Check that originals are there and unchanged. Raises StoreError."""
        return originals(self._parts)

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
        return LibraryFigures(
            stats=self._store.reports.stats(),
            jobs=self._store.jobs.counts(),
            unindexed=unindexed_reports(self._parts),
        )

    def reading_gaps(self) -> tuple[Check, ...]:
        """Kinds of files that cannot be read well here, and what to install."""
        return tuple(
            check
            for check in (ocr(self._parts), office(self._parts))
            if check.status is not CheckStatus.OK
        )

    def shared_folder(self) -> tuple[Check, ...]:
        """What who serves a library in a folder of a network should know; mostly nothing."""
        check = of_network(self._parts)
        return () if check is None else (check,)

    @needs(Right.ADMINISTER)
    def repair(self, *, progress: Progress = no_progress) -> Check:
        """Make a damaged index anew from the store; the check of the index afterwards."""
        check = checked(index, self._parts)
        if check.status is CheckStatus.FAIL:
            BuildVerbs(self._parts, self.person).build(rebuild=True, progress=progress)
            check = checked(index, self._parts)
        return check

    @needs(Right.ADMINISTER)
    def clear_leftovers(self) -> tuple[Path, ...]:
        """Delete what killed runs left in the home and temporary files, as far as possible.

        Returns the folders and files that are gone.
        """
        parts = self._parts
        settings = parts.settings
        folders = [*delete_abandoned()]
        for within in (settings.home, settings.corpus, settings.added):
            folders.extend(delete_abandoned(within))
        with suppress(errors.ItaSearchError, OSError):
            if any(settings.queue.iterdir()):
                folders.extend(delete_leftovers(settings, parts.store))
        return tuple(folders)


def _state_of_store(parts: Parts) -> PartState:
    try:
        parts.store.reports.revision()
    except (errors.LibraryAbsentError, errors.LibraryGoneError):
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
