"""Verbs that check and save a home: doctor and backup.

Each check of doctor covers one subject and names the remedy; none changes the library. A backup
holds corpus/ without index/, which `itasearch build` makes anew. The store is copied before the
originals, which are never rewritten: all files that it names exist by then, so nobody has to wait.
"""

import os
import platform
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from itasearch.config import Settings
from itasearch.documents.files import check_place, replacing
from itasearch.errors import (
    ExportError,
    IndexMismatchError,
    IndexMissingError,
    ItaSearchError,
    LibraryMissingError,
)
from itasearch.model.library import Progress, ProgressEvent, no_progress
from itasearch.readers.legacy_office.libreoffice import office_program
from itasearch.readers.scan.tesseract import folder_without_english, is_named_folder
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.library import isolated_parser
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import Check, CheckStatus

_LEAST_FREE_BYTES = 500 * 1024**2
"""With fewer bytes free on the disk of the corpus the check warns. Chosen by hand."""
_SAMPLE_REPORT = """เทศบาลตำบลตัวอย่าง ปีงบประมาณ พ.ศ. ๒๕๖๖

| มาตรการ | ขั้นตอนหรือวิธีการปฏิบัติ | ระยะเวลาดำเนินการ | หน่วยงานรับผิดชอบ |
|---|---|---|---|
| ๑. ตรวจระบบ | อ่านไฟล์ทดลอง | ตลอดปี | สำนักปลัด |
"""


class HealthVerbs:
    """Verbs of Workspace that check and save a home."""

    _parts: Parts

    def backup(self, output: Path, *, progress: Progress = no_progress) -> int:
        """Write corpus/ and a consistent copy of the store to a ZIP file, in one step.

        To restore it, unzip it into an empty home and build. Others may go on writing.

        Returns:
            How many files of corpus/ it holds besides the store.

        Raises:
            StoreError: the store is another database than SQLite; it has tools of its own.
            ExportError: `output` is a folder, or lies in none.
        """
        parts = self._parts
        from itasearch.store.db.database import copy_database, sqlite_file

        database = sqlite_file(parts.database)
        check_place(output)
        parts.store.stats()  # migrates an old store, makes a new one, refuses a missing one
        with (
            replacing(output) as file,
            tempfile.TemporaryDirectory(prefix=".itasearch-", dir=output.parent) as folder,
        ):
            store = Path(folder, _STORE)
            copy_database(database, store)
            originals = tuple(_original_files(parts.settings, without=output))
            # A clock that was wrong may have left years that ZIP does not know.
            with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.write(store, f"corpus/{_STORE}")
                for done, original in enumerate(originals, start=1):
                    name = original.relative_to(parts.settings.home).as_posix()
                    archive.write(original, _utf8_name(name))
                    progress(ProgressEvent(stage="backup", done=done, total=len(originals)))
        return len(originals)

    def doctor(self) -> tuple[Check, ...]:
        """Look whether everything that itasearch needs is there and fits together."""
        checks: tuple[tuple[str, Callable[[Parts], Check]], ...] = (
            ("python", _python),
            ("packages", _packages),
            ("home", _home),
            ("parser", _parser),
            ("ocr", _ocr),
            ("office", _office),
            ("words", _words),
            ("store", _store),
            ("originals", _originals),
            ("encoder", _encoder),
            ("reranker", _reranker),
            ("index", _index),
        )
        return tuple(_checked(name, check, self._parts) for name, check in checks)

    def reading_gaps(self) -> tuple[Check, ...]:
        """Which kinds of files cannot be read, or not well, on this machine, and what to install.

        Quicker than `doctor`, which has these checks too; empty when nothing is missing.
        """
        return tuple(
            check
            for check in (_ocr(self._parts), _office(self._parts))
            if check.status is not CheckStatus.OK
        )


def _checked(name: str, check: Callable[[Parts], Check], parts: Parts) -> Check:
    try:
        return check(parts)
    except LibraryMissingError as error:
        if check is not _store:
            return _fail(name, "there is no store to compare with", "see the check store")
        return _fail(name, str(error).removesuffix(f"; {error.remedy}"), error.remedy)
    except (ItaSearchError, OSError, ImportError) as error:
        return _fail(name, str(error), "mend what the message names, then run doctor again")


def _ok(name: str, message: str) -> Check:
    return Check(name=name, status=CheckStatus.OK, message=message)


def _warn(name: str, message: str, remedy: str) -> Check:
    return Check(name=name, status=CheckStatus.WARN, message=message, remedy=remedy)


def _fail(name: str, message: str, remedy: str) -> Check:
    return Check(name=name, status=CheckStatus.FAIL, message=message, remedy=remedy)


def _python(_parts: Parts) -> Check:
    return _ok("python", f"Python {platform.python_version()} on {platform.system()}")


def _packages(_parts: Parts) -> Check:
    needed = _needed_packages()
    missing = [name for name in needed if not _installed(name)]
    if missing:
        return _fail("packages", f"missing: {', '.join(missing)}", "pip install itasearch")
    return _ok("packages", f"all {len(needed)} are installed")


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
            return _fail("home", f"{nearest} cannot be written", "mend the rights of this folder")
    free = shutil.disk_usage(_nearest_existing(settings.corpus)).free
    found = f"{settings.home}, {free // 1024**2:,} MB free"
    if free < _LEAST_FREE_BYTES:
        return _warn("home", found, "make room on this disk")
    return _ok("home", found)


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _parser(parts: Parts) -> Check:
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample.md")
        sample.write_text(_SAMPLE_REPORT, encoding="utf-8")
        with isolated_parser(parts.settings.limits) as parser:
            reports = parser.parse(sample).reports
    if len(reports) != 1 or len(reports[0].measures) != 1:
        return _fail("parser", "a sample report was read wrongly", "install itasearch anew")
    return _ok("parser", "a sample report was read in a child process")


def _ocr(_parts: Parts) -> Check:
    from itasearch.readers.scan.ocr import why_unavailable

    packages = "tesseract-ocr-tha tesseract-ocr-eng"
    if why_unavailable() is not None:
        remedy = f"pip install 'itasearch[ocr]', and Tesseract's language data (apt: {packages})"
        return _warn("ocr", "scans and pictures cannot be read", remedy)
    if (folder := folder_without_english()) is not None:
        unset = " and unset TESSDATA_PREFIX" if is_named_folder(folder) else ""
        remedy = f"put eng.traineddata into {folder}, or install tesseract-ocr-eng (apt){unset}"
        return _warn("ocr", "English words in scans and pictures are misread", remedy)
    return _ok("ocr", "Tesseract with Thai and English is there: scans and pictures can be read")


def _office(_parts: Parts) -> Check:
    program = office_program()
    if program is not None:
        return _ok("office", f"{program} converts .doc, .odt and .rtf")
    remedy = "install LibreOffice (apt: libreoffice-writer libreoffice-calc)"
    return _warn("office", ".doc, .odt and .rtf cannot be read", remedy)


def _words(parts: Parts) -> Check:
    words = parts.segmenter.words("นโยบายไม่รับของขวัญ")
    if len(words) < 2:
        return _fail("words", "Thai text is not cut into words", "install pythainlp anew")
    return _ok("words", parts.segmenter.name)


def _store(parts: Parts) -> Check:
    stats = parts.store.stats()
    where = "another database" if parts.settings.database_url else "corpus/library.db"
    found = f"{where}: {stats.reports} reports, {stats.measures} measures"
    if stats.needs_review:
        remedy = "itasearch review, then itasearch correct REPORT …"
        return _warn("store", f"{found}, {stats.needs_review} need review", remedy)
    return _ok("store", found)


def _originals(parts: Parts) -> Check:
    reports, home = parts.store.reports(), parts.settings.home
    lost = [one.source.path for one in reports if not (home / one.source.path).is_file()]
    if lost:
        return _warn(
            "originals",
            f"{len(lost)} files of stored reports are gone, the first is {lost[0]}",
            "put them back from a backup; search goes on without them",
        )
    return _ok("originals", f"the files of all {len(reports)} reports are there")


def _encoder(parts: Parts) -> Check:
    encoder, named = parts.tools.encoder, parts.models.encoder
    vectors = encoder.encode_queries(["ของขวัญ"])
    found = encoder.name if encoder.name.startswith(named) else f"{named} ({encoder.name})"
    return _ok("encoder", f"{found}, {vectors.shape[1]} dimensions")


def _reranker(parts: Parts) -> Check:
    reranker = parts.reranker
    if reranker is None:
        return _ok("reranker", "none is set; none is needed")
    reranker.scores("ของขวัญ", ["งดรับของขวัญ"])
    return _ok("reranker", f"{parts.models.reranker} ({reranker.name})")


def _index(parts: Parts) -> Check:
    try:
        measures = parts.backend.measure_count()
    except IndexMissingError:
        if not parts.store.fingerprints():
            return _ok("index", "none yet, and no reports to index")
        return _warn("index", "there is none yet", "itasearch build")
    except IndexMismatchError as error:
        return _fail("index", str(error), "itasearch build --rebuild")
    if index_is_stale(parts):
        return _warn("index", f"{measures:,} measures, behind the store", "itasearch build")
    return _ok("index", f"{measures:,} measures, up to date")


_STORE = "library.db"


def _original_files(settings: Settings, *, without: Path) -> Iterator[Path]:
    """All files below corpus/ but the store with its log, locks, hidden ones and the backup."""
    for path in sorted(settings.corpus.rglob("*")):
        below = path.relative_to(settings.corpus)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        of_store = path.parent == settings.corpus and path.name.startswith(_STORE)
        if not of_store and path.suffix != ".lock" and path.resolve() != without.resolve():
            yield path


def _utf8_name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        reason = "its name is no UTF-8, so no archive can hold it; rename it"
        raise ExportError(path=ascii(name), reason=reason) from error
    return name
