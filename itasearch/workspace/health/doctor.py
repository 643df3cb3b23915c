"""Checks of a home: `doctor`, and what a server asks of itself; what is derived, mended.

Each check covers one subject and names the remedy: a label and values, or the error that ended it.
"""

import os
import platform
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import Timeout

from itasearch import errors
from itasearch.backends.base import IndexReader
from itasearch.config import Settings
from itasearch.ingest.originals.files import digest
from itasearch.model.library import Leftovers, Progress, no_progress
from itasearch.model.people import Right
from itasearch.model.records import Measure
from itasearch.model.source import SourceRef
from itasearch.readers.office_program import office_program
from itasearch.readers.scan.tesseract import folder_without_english, is_named_folder, language_data
from itasearch.temporary import TemporaryFolder, delete_abandoned
from itasearch.wording import checks
from itasearch.wording.checks import Check, CheckStatus
from itasearch.wording.errors import (
    error_label,
    fault_text,
    message_label,
    remedy_label,
    what_label,
)
from itasearch.wording.label import Label, data_label
from itasearch.wording.language import label_of, say
from itasearch.wording.messages import refused_at_computer
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import BuildVerbs, index_is_stale, unindexed_reports
from itasearch.workspace.jobs import delete_leftovers
from itasearch.workspace.library import isolated_parser
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import LibraryFigures, PartState, Readiness
from itasearch.workspace.writer_lock import locked_at_once, network_share, writing

if TYPE_CHECKING:
    from itasearch.store.integrity import Fault

_MOST_NAMED = 3  #: Files or faults that a check names; the others are counted

_NO_STORE = (
    errors.LibraryMissingError,
    errors.LibraryAbsentError,
    errors.LibraryGoneError,
    errors.LibraryDamagedError,
)
"""Errors of a store that cannot be read at all, with a remedy."""

_REFUSALS = (errors.ItaSearchError, OSError, ImportError)
"""What ends a check without a finding of its own."""


def checked(
    check: Callable[[Parts], Check], parts: Parts, *, absent: CheckStatus = CheckStatus.FAIL
) -> Check:
    """What a check finds, or the error that ended it; `absent` is the status without a library."""
    name = check.__name__
    try:
        return check(parts)
    except _NO_STORE as error:
        status = absent if isinstance(error, errors.LibraryAbsentError) else CheckStatus.FAIL
        if name != "store":
            what, to_do = checks.NO_STORE, Label("see the check store")
        else:
            what, to_do = what_label(error), remedy_label(error) or checks.NOTHING
        return Check(name=name, status=status, what=what, to_do=to_do)
    except _REFUSALS as error:
        return failed(name, error)


def failed(name: str, error: errors.ItaSearchError | OSError | ImportError) -> Check:
    """The check that such an error ended."""
    if isinstance(error, errors.ItaSearchError):
        return fail(name, error_label(error), checks.MEND_NAMED)
    if isinstance(error, OSError):
        file = f"{error.filename}: " if error.filename else ""
        refusal = data_label(f"{file}{refused_at_computer(error)}", str(error))
        return fail(name, refusal, checks.MEND_NAMED)
    return fail(name, Label("{text}", "checks"), checks.MEND_NAMED, text=error)


def joined(faults: Sequence[Check]) -> Check:
    """One check that names what several of one name and status do; at least one."""
    whats, to_dos = zip(*((check.what, check.to_do) for check in faults), strict=True)
    return replace(
        faults[0],
        what=data_label(_in(whats, "th", " และ"), _in(whats, "en", "; ")),
        to_do=data_label(_in(to_dos, "th", " ส่วน"), _in(to_dos, "en", "; ")),
    )


def _in(labels: Sequence[Label], language: str, between: str) -> str:
    return between.join(label.text(language) for label in labels)


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


_SAMPLE_REPORT = """เทศบาลตำบลตัวอย่าง ปีงบประมาณ พ.ศ. ๒๕๖๖

| มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลาดำเนินการ | หน่วยงานรับผิดชอบ |
|---|---|---|---|
| ๑. ตรวจระบบ | อ่านไฟล์ทดลอง | ตลอดปี | สำนักปลัด |
"""


def python(_parts: Parts) -> Check:
    """Which Python runs it."""
    system = platform.system()
    return ok("python", checks.PYTHON, version=platform.python_version(), system=system)


def packages(_parts: Parts) -> Check:
    """Whether all packages are installed that every installation needs."""
    # A line reads "faiss-cpu>=1.9", or 'ruff>=0.8; extra == "test"'.
    lines = [line for line in requires("itasearch") or () if "extra ==" not in line]
    needed = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]
    missing = []
    for name in needed:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return fail("packages", checks.MISSING, checks.INSTALL, names=", ".join(missing))
    return ok("packages", Label("all {count} are installed"), count=len(needed))


def parser(parts: Parts) -> Check:
    """Whether a sample report is read in a child process."""
    with TemporaryFolder() as folder:
        sample = folder.path / "sample.md"
        sample.write_text(_SAMPLE_REPORT, encoding="utf-8")
        with isolated_parser(parts.settings.limits) as parser:
            reports = parser.parse(sample).reports
    if len(reports) != 1 or len(reports[0].measures) != 1:
        return fail("parser", Label("a sample report was read wrongly"), checks.INSTALL_ANEW)
    return ok("parser", Label("a sample report was read in a child process"))


def ocr(_parts: Parts) -> Check:
    """Whether scans can be read."""
    from itasearch.readers.scan.ocr import why_unavailable

    if why_unavailable() is not None:
        return warn("ocr", checks.NO_OCR, _ocr_remedy())
    if (folder := folder_without_english()) is not None:
        remedy = Label("put eng.traineddata into {folder}, or install tesseract-ocr-eng (apt)")
        if is_named_folder(folder):
            remedy = Label(
                "put eng.traineddata into {folder}, or install tesseract-ocr-eng (apt)"
                " and unset TESSDATA_PREFIX"
            )
        return warn("ocr", checks.NO_ENGLISH, remedy, folder=folder)
    return ok("ocr", checks.OCR_IS_THERE)


def office(_parts: Parts) -> Check:
    """Whether old Word files can be read."""
    program = office_program()
    if program is not None:
        return ok("office", Label("{program} converts .doc, .odt and .rtf"), program=program)
    remedy = checks.INSTALL_OFFICE.get(_system(), Label("install LibreOffice from libreoffice.org"))
    return warn("office", checks.NO_OFFICE, remedy)


def _ocr_remedy() -> Label:
    from itasearch.readers.scan.ocr import has_modules

    data = checks.INSTALL_DATA.get(_system(), checks.INSTALL_DATA_ELSEWHERE)
    if has_modules():
        return data
    if language_data() is not None:
        return checks.INSTALL_EXTRA
    return Label("{extra}, and {data}").filled(extra=checks.INSTALL_EXTRA, data=data)


def _system() -> str:
    return checks.APT if shutil.which("apt-get") else platform.system()


def words(parts: Parts) -> Check:
    """Whether Thai text is cut into words."""
    words = parts.segmenter.words("นโยบายไม่รับของขวัญ")
    if len(words) < 2:
        return fail("words", Label("Thai text is not cut into words"), checks.INSTALL_WORDS)
    return ok("words", checks.AS_IT_IS, text=parts.segmenter.name)


_LEAST_FREE_BYTES = 500 * 1024**2  #: On the disk of the corpus; with fewer it warns; by hand


def home(parts: Parts) -> Check:
    """Whether the home can be written and has space, on a disk of this computer."""
    settings = parts.settings
    for folder in (settings.corpus, settings.index):
        nearest = _nearest_existing(folder)
        if not os.access(nearest, os.W_OK):
            return fail("home", checks.NOT_WRITABLE, checks.MEND_RIGHTS, folder=nearest)
    found_share = of_network(parts)
    if found_share is not None:
        return found_share
    free = shutil.disk_usage(_nearest_existing(settings.corpus)).free
    objects = {"home": settings.home, "free": free // 1024**2}
    if free < _LEAST_FREE_BYTES:
        return warn("home", checks.FREE, Label("free some space on this disk"), **objects)
    return ok("home", checks.FREE, **objects)


def of_network(parts: Parts) -> Check | None:
    """That the home's SQLite file is in a folder of a network; None: it is not."""
    settings = parts.settings
    share = None if settings.database_url else network_share(settings.home)
    if share is None:
        return None
    return warn("home", checks.ON_A_SHARE, checks.OPEN_IT_ONCE, home=settings.home, share=share)


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def store(parts: Parts) -> Check:
    """How much the store holds."""
    stats = parts.store.reports.stats()
    counts = {"reports": stats.reports, "measures": stats.measures, "where": "corpus/library.db"}
    if parts.settings.database_url:
        counts["where"] = f"{parts.store.copying.software()}, ITASEARCH_DATABASE_URL"
    if stats.needs_review:
        doubts = stats.needs_review
        return warn("store", checks.HOLDS_DOUBTS, checks.REVIEW, doubts=doubts, **counts)
    return ok("store", Label("{where}: {reports} reports, {measures} measures"), **counts)


def database(parts: Parts) -> Check:
    """Whether the store's database is whole; reads all of it."""
    where, faults = place_of(parts), parts.store.integrity.faults()
    if faults:
        return damaged_store(parts, faults)
    if parts.settings.database_url and (sums := parts.store.integrity.page_checksums()):
        return ok("database", checks.SERVER_IS_READ, where=where, sums=sums)
    return ok("database", Label("{where} is whole: structure, references and texts"), where=where)


def damaged_store(parts: Parts, faults: "Sequence[Fault]") -> Check:
    """The check that found these faults of the database; at least one."""
    named = first_of([fault.text for fault in faults])
    is_derived = all(fault.is_derived for fault in faults)
    remedy = checks.REPAIR if is_derived else checks.RESTORE
    if parts.settings.database_url:
        remedy = checks.RESTORE_SERVER
    where = {"where": place_of(parts), "folder": parts.settings.corpus}
    return fail("database", Label("{where} is damaged: {named}"), remedy, named=named, **where)


def place_of(parts: Parts) -> str:
    """The store's file, or the software that has it."""
    if parts.settings.database_url:
        return f"{parts.store.copying.software()} (ITASEARCH_DATABASE_URL)"
    return str(parts.database)


def originals(parts: Parts) -> Check:
    """Whether each report's original is there and unchanged; reads those of the home."""
    reports, settings = parts.store.reports.all(), parts.settings
    lost = parts.originals.lost(dict.fromkeys(report.source.path for report in reports))
    changed, unreadable = changed_files(settings.home, (report.source for report in reports))
    place = (settings.originals_url or str(settings.home)).rstrip("/")
    faults = [
        fail(
            "originals",
            message,
            remedy,
            count=len(paths),
            named=first_of([f"{where}/{path}" for path in paths]),
            home=settings.home,
        )
        for message, remedy, where, paths in (
            (Label("lost: {count:files} of stored reports: {named}"), checks.PUT_BACK, place, lost),
            (checks.FILES_UNREADABLE, checks.CHECK_DISK, settings.home, unreadable),
            (checks.FILES_CHANGED, checks.PUT_BACK_CHANGED, settings.home, changed),
        )
        if paths
    ]
    if faults:
        return joined(faults)
    if settings.originals_url:
        parts.originals.elsewhere()  # asks the bucket, also where all files are in the home
        count, url = len(reports), settings.originals_url
        return ok("originals", checks.FILES_IN_BUCKET, count=count, url=url)
    return ok("originals", Label("the files of all {count} reports are there"), count=len(reports))


def encoder(parts: Parts) -> Check:
    """Whether the encoder opens."""
    encoder, named = parts.tools.encoder, parts.models.encoder
    vectors = encoder.encode_queries(["ของขวัญ"])
    name = encoder.name if encoder.name.startswith(named) else f"{named} ({encoder.name})"
    return ok("encoder", checks.DIMENSIONS, encoder=name, count=vectors.shape[1])


def reranker(parts: Parts) -> Check:
    """Whether the reranker opens, if there is one."""
    reranker = parts.reranker
    if reranker is None:
        return ok("reranker", checks.NO_RERANKER)
    reranker.scores("ของขวัญ", ["งดรับของขวัญ"])
    return ok("reranker", checks.AS_IT_IS, text=f"{parts.models.reranker} ({reranker.name})")


def index(parts: Parts) -> Check:
    """Whether the index is whole, finds what is in it, and is up to date; reads all of it."""
    damaged = parts.place.damaged_files()
    if damaged:
        named = first_of([*map(str, damaged)])
        return fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=named)
    try:
        measures = parts.backend.reader().measure_count()
        silent = _silent_parts(parts)
    except errors.IndexMissingError:
        if not parts.store.reports.fingerprints():
            return ok("index", Label("none yet, and no reports to index"))
        return warn("index", Label("there is none yet"), checks.BUILD)
    except errors.IndexMismatchError as error:
        return fail("index", error_label(error), Label("itasearch build --rebuild"))
    except errors.IndexDamagedError as error:
        damage = Label("{path} {cause}").filled(path=error.path, cause=message_label(error.cause))
        return fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=damage)
    if silent:
        names = label_of(lambda: ", ".join(map(say, silent)))
        return fail("index", checks.INDEX_SILENT, checks.REPAIR, names=names)
    if index_is_stale(parts):
        return warn("index", checks.INDEX_BEHIND, checks.BUILD, count=measures)
    return ok("index", Label("{count:,} measures, up to date"), count=measures)


def reports(parts: Parts) -> Check:
    """Whether every report is in use at every stage."""
    faults = parts.store.reports.faults()
    if not faults:
        return ok("reports", Label("every report is in use"))
    what = label_of(lambda: first_of([fault_text(fault)[0] for fault in faults]))
    remedy = label_of(lambda: first_of([fault_text(fault)[1] for fault in faults]))
    return fail("reports", what, remedy)


def _silent_parts(parts: Parts) -> list[Label]:
    """Parts of the index that miss one of its measures. Raises BackendError."""
    reader, silent = parts.backend.reader(), []
    measure = _indexed_measure(parts, reader)
    if measure is None:
        return []
    nearest = reader.search_vector(reader.measure_vectors([measure.id]), k=1)
    if not nearest or nearest[0].score < _LEAST_OF_ITSELF:
        silent.append(Label("vectors"))
    words = dict.fromkeys(parts.segmenter.words(measure.title), 1.0)
    if words and not reader.search_text(words, k=1):
        silent.append(Label("words"))
    return silent


def _indexed_measure(parts: Parts, reader: IndexReader) -> Measure | None:
    for report_id in reader.fingerprints():
        with suppress(errors.UnknownReportError):  # the index may be behind
            for measure in parts.store.reports.get(report_id).measures:
                if any(map(str.isalpha, measure.title)):
                    return measure
    return None


def changed_files(home: Path, sources: Iterable[SourceRef]) -> tuple[list[str], list[str]]:
    """Paths of a home's originals: with changed bytes, and unreadable with the reason."""
    changed: list[str] = []
    unreadable: list[str] = []
    for path, sha256 in dict.fromkeys((source.path, source.sha256) for source in sources):
        try:
            if (home / path).is_file() and digest(home / path) != sha256:
                changed.append(path)
        except OSError as error:
            unreadable.append(f"{path} ({error.strerror})")
    return changed, unreadable


_LEAST_OF_ITSELF = 0.99  #: Cosine of a measure's vector with itself: others are below; by hand


class CheckVerbs(Verbs):
    """Verbs that look whether all is well, mend what is derived, delete what killed runs left."""

    def doctor(self, *, wants_library: bool = False) -> tuple[Check, ...]:
        """Check that all is there and fits; no library is a warning, or a fault if wanted."""
        absent = CheckStatus.FAIL if wants_library else CheckStatus.WARN
        checks_of_all: tuple[Callable[[Parts], Check], ...] = (
            python,
            packages,
            home,
            parser,
            ocr,
            office,
            words,
            store,
            database,
            originals,
            encoder,
            reranker,
            index,
            reports,
        )
        return tuple(checked(check, self._parts, absent=absent) for check in checks_of_all)

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
    def repair(self, *, progress: Progress = no_progress) -> tuple[Check, ...]:
        """Repair what is derived: SQLite's indexes, the search index, its caches.

        Returns what was mended, and what needs a backup. Raises StoreError: it is unreadable.
        """
        parts, mended = self._parts, [*self._repair_store(progress)]
        if all(check.status is CheckStatus.OK for check in mended):
            mended += self._repair_index(progress)
            # Copies of originals of a bucket, which are fetched again.
            fetched = parts.settings.fetched
            sources = (report.source for report in self._store.reports.all())
            if changed := changed_files(fetched, sources)[0]:
                for path in changed:
                    (fetched / path).unlink(missing_ok=True)
                mended.append(ok("originals", checks.FETCHED_DROPPED, count=len(changed)))
        return tuple(mended)

    def _repair_store(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            faults = parts.store.integrity.faults()
        except errors.LibraryDamagedError:
            yield checked(store, parts)
            return
        if not faults:
            return
        with writing(parts.settings.lock, progress):
            is_whole = parts.store.integrity.mend_derived()
        if is_whole:
            yield ok("database", checks.DATABASE_MENDED, where=place_of(parts))
        else:
            yield damaged_store(parts, faults)

    def _repair_index(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            check = index(parts)
        except _REFUSALS as error:
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
