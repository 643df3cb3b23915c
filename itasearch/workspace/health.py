"""Verbs that check, mend, watch, save and move a home: doctor, repair, readiness, backup, restore.

Each check of doctor covers one subject and names the remedy; none changes the library. What is
derived is mended by `repair`; the rest is the truth, which a backup has and nothing else. A backup
holds corpus/ without index/, which `itasearch build` makes anew. The store is copied before the
originals, which are never rewritten: all files that it names exist by then, so nobody has to wait.
"""

import os
import platform
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from itasearch.config import Settings
from itasearch.documents.files import check_place, replacing
from itasearch.errors import (
    BackendError,
    EncoderError,
    ExportError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ItaSearchError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryMissingError,
    LibraryPresentError,
    StoreError,
    UnknownReportError,
)
from itasearch.model.library import BACKUP, MOVE, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind, Right
from itasearch.readers.legacy_office.libreoffice import office_program
from itasearch.readers.scan.tesseract import folder_without_english, is_named_folder, language_data
from itasearch.temporary import TemporaryFolder
from itasearch.wording import checks
from itasearch.wording.errors import error_label, of_place, reason_of_damage
from itasearch.wording.label import Label
from itasearch.wording.messages import refused_at_computer
from itasearch.workspace.access import needs
from itasearch.workspace.care.archive import STORE, BackupContent, content_of, opened_backup
from itasearch.workspace.care.originals import changed_files, drop_changed
from itasearch.workspace.care.probe import silent_parts
from itasearch.workspace.care.restoring import holds_library, put_in_place
from itasearch.workspace.care.share import network_share
from itasearch.workspace.index import IndexVerbs, index_is_stale, unindexed_reports, writing
from itasearch.workspace.library import isolated_parser
from itasearch.workspace.parts import Parts
from itasearch.workspace.people.roles import listed_people, role_names
from itasearch.workspace.values import (
    Check,
    CheckStatus,
    LibraryFigures,
    PartState,
    Readiness,
)

if TYPE_CHECKING:
    from itasearch.store.base import MovedTable
    from itasearch.store.integrity import Fault

_LEAST_FREE_BYTES = 500 * 1024**2
"""With fewer bytes free on the disk of the corpus the check warns. Chosen by hand."""
_SAMPLE_REPORT = """เทศบาลตำบลตัวอย่าง ปีงบประมาณ พ.ศ. ๒๕๖๖

| มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลาดำเนินการ | หน่วยงานรับผิดชอบ |
|---|---|---|---|
| ๑. ตรวจระบบ | อ่านไฟล์ทดลอง | ตลอดปี | สำนักปลัด |
"""


_MOST_NAMED = 3
"""Files or faults that a check names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What `restore` put into a home.

    Attributes:
        content: of the backup.
        kept: folder with what was replaced; None where nothing was.
    """

    content: BackupContent
    kept: Path | None


class HealthVerbs(IndexVerbs):
    """Verbs of Workspace that check, mend and save a home."""

    @needs(Right.ADMINISTER)
    def backup(self, output: Path, *, progress: Progress = no_progress) -> int:
        """Write corpus/ and a consistent copy of the store to a ZIP file, in one step.

        A damaged store is refused, so that it takes the place of no whole backup. `restore`
        reads the file. Others may go on writing. The store is a SQLite file in it whatever
        database it is in; `move` brings it back there. Originals of a bucket are files of
        corpus/ in it, and are found there when restored.

        Returns:
            How many files of corpus/ it holds besides the store.

        Raises:
            LibraryDamagedError: the store is damaged; what `output` held is as it was.
            StoreError: the store cannot be read.
            OriginalsError: an original cannot be fetched.
            ExportError: `output` is a folder, or lies in none.
        """
        parts = self._parts
        check_place(output)
        parts.store.stats()  # migrates an old store, makes a new one, refuses a missing one
        if faults := parts.store.faults():
            raise LibraryDamagedError(path=_place_of(parts), reason=faults[0].text)
        with (
            self._recorded(ActionKind.BACKUP, title=output.name),
            replacing(output) as file,
            TemporaryFolder(within=output.parent) as folder,
        ):
            store = folder.path / Path(STORE).name
            parts.store.write_file(store)
            originals = tuple(_original_files(parts.settings, without=output))
            elsewhere = parts.originals.elsewhere()
            total = len(originals) + len(elsewhere)
            # A clock that was wrong may have left years that ZIP does not know.
            with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.write(store, STORE)
                for done, original in enumerate(originals, start=1):
                    name = original.relative_to(parts.settings.home).as_posix()
                    archive.write(original, _utf8_name(name))
                    progress(ProgressEvent(stage=BACKUP, done=done, total=total))
                for done, name in enumerate(elsewhere, start=len(originals) + 1):
                    archive.writestr(name, parts.originals.read(name))
                    progress(ProgressEvent(stage=BACKUP, done=done, total=total))
        return total

    @needs(Right.ADMINISTER)
    def check_backup(self, file: Path, *, progress: Progress = no_progress) -> BackupContent:
        """Read all of a file of `backup`; nothing is restored.

        Raises:
            BackupError: it is no backup, or its store is damaged.
            OSError: it cannot be read.
        """
        with opened_backup(file) as archive:
            return content_of(file, archive, progress=progress)

    @needs(Right.ADMINISTER)
    def restore(
        self, file: Path, *, replace: bool = False, progress: Progress = no_progress
    ) -> Restored:
        """Put a backup into the home, whole or not at all; the index is behind it then.

        Nobody builds or writes meanwhile. The log of the library that is put there says who did it.

        Args:
            file: of `backup`.
            replace: whether a library that is there is replaced; what it holds is kept beside.
            progress: gets the files read and unpacked, as stages CHECKING and RESTORING.

        Raises:
            BackupError: it is no backup, or its store is damaged.
            LibraryPresentError: the home holds a library.
            StoreError: the library is in another database, or the disk refuses.
            OSError: the disk refuses; all is as it was.
        """
        settings = self._parts.settings
        if settings.database_url:
            raise StoreError(
                f"the library's store is {_place_of(self._parts)}, and a backup is restored into "
                "corpus/library.db; nothing was changed. Restore it without "
                "ITASEARCH_DATABASE_URL, then run: itasearch move --to URL --overwrite",
                thai=f"ฐานข้อมูลของคลังคือ {_place_of(self._parts)} แต่ไฟล์สำรองกู้คืนได้ลงใน "
                "corpus/library.db เท่านั้น จึงไม่ได้เปลี่ยนแปลงสิ่งใด โปรดกู้คืนโดยไม่ตั้ง ITASEARCH_DATABASE_URL "
                "แล้วใช้: itasearch move --to URL --overwrite",
            )
        with opened_backup(file) as archive:
            _check_free(settings, replace=replace)
            content = content_of(file, archive, progress=progress)
            with (
                writing(settings.building_lock, progress),
                writing(settings.lock, progress),
            ):
                _check_free(settings, replace=replace)  # another one may have made a library
                kept = put_in_place(
                    archive,
                    settings,
                    by=self.person,
                    without=content.damaged,
                    now=datetime.now(),
                    progress=progress,
                )
        return Restored(content=content, kept=kept)

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
            yield _checked("store", _store, parts)
            return
        if not faults:
            return
        with writing(parts.settings.lock, progress):
            is_whole = parts.store.mend_derived()
        if is_whole:
            yield _ok("database", checks.DATABASE_MENDED, where=_place_of(parts))
        else:
            yield _damaged_store(parts, faults)

    def _repair_index(self, progress: Progress) -> Iterator[Check]:
        parts = self._parts
        try:
            found = _index(parts)
        except _REFUSALS as error:
            # An extra that is missing, a server that does not answer: no new index mends that.
            yield _failed("index", error)
            return
        if found.status is CheckStatus.OK:
            return
        is_damaged = found.status is CheckStatus.FAIL
        self.build(rebuild=is_damaged, progress=progress)
        label = checks.INDEX_MADE_ANEW if is_damaged else checks.INDEX_BROUGHT_UP
        yield _ok("index", label, count=parts.backend.measure_count())

    def _repair_fetched(self) -> Iterator[Check]:
        parts = self._parts
        reports = parts.store.reports()
        dropped = drop_changed(parts.settings.fetched, (one.source for one in reports))
        if dropped:
            yield _ok("originals", checks.FETCHED_DROPPED, count=dropped)

    @needs(Right.ADMINISTER)
    def move(
        self, target: str | Path, *, overwrite: bool = False, progress: Progress = no_progress
    ) -> "tuple[MovedTable, ...]":
        """Copy the store to another database, whole or not at all; originals stay in the home.

        Nobody else writes meanwhile. The copy is what the home's index was made from: with
        ITASEARCH_DATABASE_URL set to it nothing has to be built.

        Args:
            target: SQLAlchemy URL, or a SQLite file.
            overwrite: whether a library that holds anything is replaced.
            progress: gets the rows copied, as stage MOVE.

        Returns:
            Of each table its rows and their digest, read back from the copy.

        Raises:
            StoreError: the target is this store or holds something, or one of both failed.
        """
        parts = self._parts

        def on_rows(done: int, total: int) -> None:
            progress(ProgressEvent(stage=MOVE, done=done, total=total))

        parts.store.stats()  # before the lock's file: a home without its store stays as it is
        with writing(parts.settings.lock, progress):
            return parts.store.copy_to(target, overwrite=overwrite, on_rows=on_rows)

    def doctor(self, *, wants_library: bool = False) -> tuple[Check, ...]:
        """Look whether everything that itasearch needs is there and fits together.

        Args:
            wants_library: whether it is a fault that the home holds no library, as where a person
                named it; else that is a warning: so it is before the first report.
        """
        absent = CheckStatus.FAIL if wants_library else CheckStatus.WARN
        by_name: tuple[tuple[str, Callable[[Parts], Check]], ...] = (
            ("python", _python),
            ("packages", _packages),
            ("home", _home),
            ("parser", _parser),
            ("ocr", _ocr),
            ("office", _office),
            ("words", _words),
            ("store", _store),
            ("database", _database),
            ("originals", _originals),
            ("roles", _roles),
            ("encoder", _encoder),
            ("reranker", _reranker),
            ("index", _index),
        )
        return tuple(_checked(name, check, self._parts, absent=absent) for name, check in by_name)

    def readiness(self) -> Readiness:
        """Whether store and index can be read; quick once they are open, and changes nothing."""
        return Readiness(store=_state_of_store(self._parts), index=_state_of_index(self._parts))

    def library_figures(self) -> LibraryFigures:
        """What the operator of a server watches.

        Raises:
            StoreError, BackendError, EncoderError: store or index cannot be read.
        """
        store = self._parts.store
        stats = store.stats()
        return LibraryFigures(
            reports=stats.reports,
            measures=stats.measures,
            needs_review=stats.needs_review,
            jobs=store.job_counts(),
            unindexed=unindexed_reports(self._parts),
        )

    @needs(Right.ADMINISTER)
    def check_roles(self) -> tuple[Check, ...]:
        """What whoever runs the server should know of the roles that they give; mostly nothing.

        Raises:
            RolesError: ITASEARCH_ROLE_NAMES or ITASEARCH_PEOPLE_FILE has a mistake.
        """
        found = _roles(self._parts)
        return () if found.status is CheckStatus.OK else (found,)

    def reading_gaps(self) -> tuple[Check, ...]:
        """Which kinds of files cannot be read, or not well, on this machine, and what to install.

        Quicker than `doctor`, which has these checks too; empty when nothing is missing.
        """
        return tuple(
            check
            for check in (_ocr(self._parts), _office(self._parts))
            if check.status is not CheckStatus.OK
        )

    def shared_folder(self) -> tuple[Check, ...]:
        """What whoever serves a library in a folder of a network should know; mostly nothing."""
        found = _of_network(self._parts)
        return () if found is None else (found,)


def _state_of_store(parts: Parts) -> PartState:
    try:
        parts.store.revision()
    except (LibraryMissingError, LibraryAbsentError, LibraryGoneError):
        return PartState.MISSING
    except StoreError:
        return PartState.UNREADABLE
    return PartState.OK


def _state_of_index(parts: Parts) -> PartState:
    try:
        try:
            parts.following(lambda: parts.backend.measure_count())
        except IndexMissingError:
            return PartState.MISSING if parts.store.report_count() else PartState.OK
    except (BackendError, EncoderError, StoreError):
        return PartState.UNREADABLE
    return PartState.OK


_NO_STORE = (LibraryMissingError, LibraryAbsentError, LibraryGoneError, LibraryDamagedError)
"""Errors of a store that cannot be read at all, with a remedy."""


def _checked(
    name: str,
    check: Callable[[Parts], Check],
    parts: Parts,
    *,
    absent: CheckStatus = CheckStatus.FAIL,
) -> Check:
    """What a check finds, or the error that ended it; `absent` is the status without a library."""
    try:
        return check(parts)
    except _NO_STORE as error:
        status = absent if isinstance(error, LibraryAbsentError) else CheckStatus.FAIL
        if check is not _store:
            return _check(name, status, checks.NO_STORE, checks.SEE_STORE, {})
        thai_message, thai_remedy = of_place(error)
        return Check(
            name=name,
            status=status,
            message=str(error).removesuffix(f"; {error.remedy}"),
            remedy=error.remedy,
            thai_message=thai_message,
            thai_remedy=thai_remedy,
        )
    except _REFUSALS as error:
        return _failed(name, error)


_REFUSALS = (ItaSearchError, OSError, ImportError)
"""What ends a check without a finding of its own."""


def _failed(name: str, error: ItaSearchError | OSError | ImportError) -> Check:
    """The check that such an error ended."""
    found = _fail(name, checks.AS_IT_IS, checks.MEND_NAMED, text=error)
    return replace(found, thai_message=_thai_of(error))


def _thai_of(error: ItaSearchError | OSError | ImportError) -> str:
    if isinstance(error, ItaSearchError):
        return error_label(error).text("th")
    if isinstance(error, OSError):
        file = f"{error.filename}: " if error.filename else ""
        return f"{file}{refused_at_computer(error)}"
    return checks.NOT_IMPORTED.text("th", text=error)


def _ok(name: str, message: Label, **values: object) -> Check:
    return _check(name, CheckStatus.OK, message, None, values)


def _warn(name: str, message: Label, remedy: Label, **values: object) -> Check:
    return _check(name, CheckStatus.WARN, message, remedy, values)


def _fail(name: str, message: Label, remedy: Label, **values: object) -> Check:
    return _check(name, CheckStatus.FAIL, message, remedy, values)


def _check(
    name: str,
    status: CheckStatus,
    message: Label,
    remedy: Label | None,
    values: Mapping[str, object],
) -> Check:
    return Check(
        name=name,
        status=status,
        message=message.text("en", **values),
        remedy="" if remedy is None else remedy.text("en", **values),
        thai_message=message.text("th", **values),
        thai_remedy="" if remedy is None else remedy.text("th", **values),
    )


def _python(_parts: Parts) -> Check:
    system = platform.system()
    return _ok("python", checks.PYTHON, version=platform.python_version(), system=system)


def _packages(_parts: Parts) -> Check:
    needed = _needed_packages()
    missing = [name for name in needed if not _installed(name)]
    if missing:
        return _fail("packages", checks.MISSING, checks.INSTALL, names=", ".join(missing))
    return _ok("packages", checks.ALL_INSTALLED, count=len(needed))


def _needed_packages() -> tuple[str, ...]:
    """Names of the packages that every installation needs; those of extras are left out."""
    # A line reads "faiss-cpu>=1.9", or 'ruff>=0.8; extra == "test"'.
    lines = [line for line in requires("itasearch") or () if "extra ==" not in line]
    return tuple(re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines)


def _installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _home(parts: Parts) -> Check:
    settings = parts.settings
    for folder in (settings.corpus, settings.index):
        nearest = _nearest_existing(folder)
        if not os.access(nearest, os.W_OK):
            return _fail("home", checks.NOT_WRITABLE, checks.MEND_RIGHTS, folder=nearest)
    found_share = _of_network(parts)
    if found_share is not None:
        return found_share
    free = shutil.disk_usage(_nearest_existing(settings.corpus)).free
    found = {"home": settings.home, "free": free // 1024**2}
    if free < _LEAST_FREE_BYTES:
        return _warn("home", checks.FREE, checks.ADD_SPACE, **found)
    return _ok("home", checks.FREE, **found)


def _of_network(parts: Parts) -> Check | None:
    """That the home's SQLite file is in a folder of a network; None: it is not."""
    settings = parts.settings
    share = None if settings.database_url else network_share(settings.home)
    if share is None:
        return None
    return _warn("home", checks.ON_A_SHARE, checks.OPEN_IT_ONCE, home=settings.home, share=share)


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _parser(parts: Parts) -> Check:
    with TemporaryFolder() as folder:
        sample = folder.path / "sample.md"
        sample.write_text(_SAMPLE_REPORT, encoding="utf-8")
        with isolated_parser(parts.settings.limits) as parser:
            reports = parser.parse(sample).reports
    if len(reports) != 1 or len(reports[0].measures) != 1:
        return _fail("parser", checks.READ_WRONGLY, checks.INSTALL_ANEW)
    return _ok("parser", checks.READ_RIGHTLY)


def _ocr(_parts: Parts) -> Check:
    from itasearch.readers.scan.ocr import why_unavailable

    if why_unavailable() is not None:
        return _warn("ocr", checks.NO_OCR, _ocr_remedy())
    if (folder := folder_without_english()) is not None:
        remedy = checks.INSTALL_ENGLISH
        if is_named_folder(folder):
            remedy = checks.INSTALL_ENGLISH_AND_UNSET
        return _warn("ocr", checks.NO_ENGLISH, remedy, folder=folder)
    return _ok("ocr", checks.OCR_IS_THERE)


def _office(_parts: Parts) -> Check:
    program = office_program()
    if program is not None:
        return _ok("office", checks.CONVERTS, program=program)
    remedy = checks.INSTALL_OFFICE.get(_system(), checks.INSTALL_OFFICE_ELSEWHERE)
    return _warn("office", checks.NO_OFFICE, remedy)


def _ocr_remedy() -> Label:
    """What of OCR is missing, and how this system gets it."""
    from itasearch.readers.scan.ocr import has_modules

    data = checks.INSTALL_DATA.get(_system(), checks.INSTALL_DATA_ELSEWHERE)
    if has_modules():
        return data
    if language_data() is not None:
        return checks.INSTALL_EXTRA
    both, extra = checks.INSTALL_BOTH, checks.INSTALL_EXTRA
    return Label(
        both.text("th", extra=extra.th, data=data.th), both.text("en", extra=extra.en, data=data.en)
    )


def _system() -> str:
    """What programs are installed by: a key of INSTALL_DATA, or another system's name."""
    return checks.APT if shutil.which("apt-get") else platform.system()


def _words(parts: Parts) -> Check:
    words = parts.segmenter.words("นโยบายไม่รับของขวัญ")
    if len(words) < 2:
        return _fail("words", checks.NOT_CUT, checks.INSTALL_WORDS)
    return _ok("words", checks.AS_IT_IS, text=parts.segmenter.name)


def _store(parts: Parts) -> Check:
    stats = parts.store.stats()
    counts = {"reports": stats.reports, "measures": stats.measures, "where": "corpus/library.db"}
    if parts.settings.database_url:
        counts["where"] = f"{parts.store.software()}, ITASEARCH_DATABASE_URL"
    if stats.needs_review:
        doubts = stats.needs_review
        return _warn("store", checks.HOLDS_DOUBTS, checks.REVIEW, doubts=doubts, **counts)
    return _ok("store", checks.HOLDS, **counts)


def _database(parts: Parts) -> Check:
    where, faults = _place_of(parts), parts.store.faults()
    if faults:
        return _damaged_store(parts, faults)
    if parts.settings.database_url and (sums := parts.store.page_checksums()):
        return _ok("database", checks.SERVER_IS_READ, where=where, sums=sums)
    return _ok("database", checks.DATABASE_IS_WHOLE, where=where)


def _damaged_store(parts: Parts, faults: "Sequence[Fault]") -> Check:
    named = _first_of([one.text for one in faults])
    is_derived = all(one.is_derived for one in faults)
    remedy = checks.REPAIR if is_derived else checks.RESTORE
    if parts.settings.database_url:
        remedy = checks.RESTORE_SERVER
    where = {"where": _place_of(parts), "folder": parts.settings.corpus}
    return _fail("database", checks.DATABASE_DAMAGED, remedy, named=named, **where)


def _first_of(texts: Sequence[str]) -> str:
    """The first of some texts, and how many more there are: "a; b; c (+2)"."""
    more = len(texts) - _MOST_NAMED
    return "; ".join(texts[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def _place_of(parts: Parts) -> str:
    """The store's file, or the software that has it."""
    if parts.settings.database_url:
        return f"{parts.store.software()} (ITASEARCH_DATABASE_URL)"
    return str(parts.database)


def _originals(parts: Parts) -> Check:
    reports, settings = parts.store.reports(), parts.settings
    lost = parts.originals.lost(dict.fromkeys(one.source.path for one in reports))
    other = changed_files(settings.home, (one.source for one in reports))
    place = (settings.originals_url or str(settings.home)).rstrip("/")
    found = [
        _fail(
            "originals",
            message,
            remedy,
            count=len(paths),
            named=_first_of([f"{where}/{one}" for one in paths]),
            home=settings.home,
        )
        for message, remedy, where, paths in (
            (checks.FILES_GONE, checks.PUT_BACK, place, lost),
            (checks.FILES_UNREADABLE, checks.CHECK_DISK, settings.home, other.unreadable),
            (checks.FILES_CHANGED, checks.PUT_BACK_CHANGED, settings.home, other.changed),
        )
        if paths
    ]
    if found:
        return _joined(found)
    if settings.originals_url:
        parts.originals.elsewhere()  # asks the bucket, also where all files are in the home
        count, url = len(reports), settings.originals_url
        return _ok("originals", checks.FILES_IN_BUCKET, count=count, url=url)
    return _ok("originals", checks.FILES_THERE, count=len(reports))


def _joined(found: "Sequence[Check]") -> Check:
    """One check that names what several of one name and status do; at least one."""
    return replace(
        found[0],
        message="; ".join(one.message for one in found),
        remedy="; ".join(one.remedy for one in found),
        thai_message=" และ".join(one.thai_message for one in found),
        thai_remedy=" ส่วน".join(one.thai_remedy for one in found),
    )


def _roles(parts: Parts) -> Check:
    role_names()
    path = parts.settings.people_file
    if path is None:
        return _ok("roles", checks.ROLES_OF_LIBRARY)
    listed, find = listed_people(path), parts.store.find_organisation
    unknown = [(one, name) for one in listed.values() for name in one.unknown(find)]
    if unknown:
        named = "; ".join(f"{one.place}, {one.id}: {name}" for one, name in unknown)
        return _warn(
            "roles", checks.UNKNOWN_ORGANISATIONS, checks.MEND_LIST, path=path, named=named
        )
    return _ok("roles", checks.ROLES_LISTED, count=len(listed), path=path)


def _encoder(parts: Parts) -> Check:
    encoder, named = parts.tools.encoder, parts.models.encoder
    vectors = encoder.encode_queries(["ของขวัญ"])
    found = encoder.name if encoder.name.startswith(named) else f"{named} ({encoder.name})"
    return _ok("encoder", checks.DIMENSIONS, encoder=found, count=vectors.shape[1])


def _reranker(parts: Parts) -> Check:
    reranker = parts.reranker
    if reranker is None:
        return _ok("reranker", checks.NO_RERANKER)
    reranker.scores("ของขวัญ", ["งดรับของขวัญ"])
    return _ok("reranker", checks.AS_IT_IS, text=f"{parts.models.reranker} ({reranker.name})")


def _index(parts: Parts) -> Check:
    damaged = parts.place.damaged_files()
    if damaged:
        named = _first_of([*map(str, damaged)])
        return _fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=named)
    try:
        measures = parts.backend.measure_count()
        silent = _silent_parts(parts)
    except IndexMissingError:
        if not parts.store.fingerprints():
            return _ok("index", checks.NOTHING_TO_INDEX)
        return _warn("index", checks.NO_INDEX, checks.BUILD)
    except IndexMismatchError as error:
        found = _fail("index", checks.AS_IT_IS, checks.REBUILD, text=error)
        return replace(found, thai_message=error_label(error).text("th"))
    except IndexDamagedError as error:
        named = f"{error.path} ({error.reason})"
        found = _fail("index", checks.INDEX_DAMAGED, checks.REPAIR, named=named)
        named = f"{error.path} {reason_of_damage(error)}"
        return replace(found, thai_message=checks.INDEX_DAMAGED.text("th", named=named))
    if silent:
        found = _fail("index", checks.INDEX_SILENT, checks.REPAIR, names=", ".join(silent))
        names = ", ".join(checks.INDEX_PARTS[one].th for one in silent)
        return replace(found, thai_message=checks.INDEX_SILENT.text("th", names=names))
    if index_is_stale(parts):
        return _warn("index", checks.INDEX_BEHIND, checks.BUILD, count=measures)
    return _ok("index", checks.INDEX_IS_NEW, count=measures)


def _silent_parts(parts: Parts) -> tuple[str, ...]:
    """The parts of the index that do not find a measure that is in it; () without one."""
    for report_id in parts.backend.fingerprints():
        with suppress(UnknownReportError):  # the index may be behind
            for measure in parts.store.report(report_id).measures:
                if any(map(str.isalpha, measure.title)):
                    return silent_parts(
                        parts.backend, measure.id, measure.title, segmenter=parts.segmenter
                    )
    return ()


def _check_free(settings: Settings, *, replace: bool) -> None:
    """Raise LibraryPresentError where a library is that is not to be replaced."""
    if holds_library(settings) and not replace:
        raise LibraryPresentError(home=settings.home)


def _original_files(settings: Settings, *, without: Path) -> Iterator[Path]:
    """All files below corpus/ but the store with its log, locks, hidden ones and the backup."""
    for path in sorted(settings.corpus.rglob("*")):
        below = path.relative_to(settings.corpus)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        of_store = path.parent == settings.corpus and path.name.startswith(Path(STORE).name)
        if not of_store and path.suffix != ".lock" and path.resolve() != without.resolve():
            yield path


def _utf8_name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        reason = "its name is no UTF-8, so no archive can hold it; rename it"
        raise ExportError(path=ascii(name), reason=reason) from error
    return name
