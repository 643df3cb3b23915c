"""Many files into the store: each ends as an outcome, and none stops the rest.

The digest decides first: a file whose bytes are stored is not even parsed, so a batch that
was ended half-way continues where it was. Files are read in parallel and stored one after
the other; only storing holds the writer lock, so that two batches on one home take turns by
file. Stored files are read again by the current readers: corrections stay, and where a file
is gone, changed or refused, the earlier reading stays and the outcome names the reason.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from itasearch.config import Settings
from itasearch.domain.organisations import expand_abbreviation
from itasearch.errors import NotAReportError, ReadError, StoreError
from itasearch.ingest.notes import (
    REMOVED,
    RESULTS_KNOWN,
    beside_others,
    came_from,
    joined,
    lacking,
    not_stored,
    origin_note,
    results_added,
    version_in_use,
)
from itasearch.ingest.originals import (
    FoundFile,
    digest,
    keep_original,
    placed_at,
    stored_path,
    unfinished_mark,
)
from itasearch.ingest.worker.pool import PageDone, in_order
from itasearch.model.corrections import Correction, SetFiscalYear, SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.records import Extraction, report_id
from itasearch.model.source import SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import Reread, Superseded
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.thai.normalize import squash
from itasearch.wording.messages import NO_MEASURES, refused_by_system

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

READING_VERSION = 3
"""Stored with every report; raise it with any change that makes files come out otherwise, and
`reread` reads again what an older one read.

0: before versions were stored. 2: appendices of sources are left out, cells that are only
there to be filled in are empty, an unfilled form of results is one of results."""

_FILES_PER_LOOKUP = 32
"""Files that are looked up in the store at a time: one by one it took 0.8 ms each."""

_OTHER_FILE = "ไฟล์ต้นฉบับในคลังถูกแก้ไขหลังจากเพิ่ม โปรดเพิ่มไฟล์นี้ใหม่"
_KEPT = "อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม"
_GONE = "อ่านใหม่แล้วไม่พบรายงานนี้ในไฟล์ จึงใช้ผลการอ่านเดิม"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """What reading one file gave: an extraction, or the reason (Thai) why there is none."""

    path: str
    extraction: Extraction | None = None
    refusal: str | None = None


class Parser(Protocol):
    """Reads one file, safe from what the file may do."""

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        """What the file holds. Raises ReadError, or ReaderUnavailableError for any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFile:
    """A file on its way into the store.

    Attributes:
        sha256: of its bytes; "" if they cannot be read.
        known: its reports, if it is stored already and gave any.
        extraction: what it holds, once it is read; None if it is refused or stored already.
        refusal: why nothing of it can be taken (Thai).
    """

    file: FoundFile
    sha256: str = ""
    known: tuple[ReportSummary, ...] = ()
    extraction: Extraction | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the library on its way through the readers again.

    Attributes:
        reports: its reports as stored, at least one.
        extraction: what it holds now; None before it is read, and if it is refused.
        refusal: why it cannot be read (Thai).
    """

    reports: tuple[ReportSummary, ...]
    extraction: Extraction | None = None
    refusal: str | None = None

    @property
    def source(self) -> SourceRef:
        """The file itself."""
        first = self.reports[0].source
        return SourceRef(path=first.path, sha256=first.sha256)

    @property
    def origin(self) -> str | None:
        """Where it came from, by the warnings of its reports: only `add` knew."""
        return origin_note(one for report in self.reports for one in report.warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What a person supplies about reports that are added.

    Attributes:
        overrides: whether it also corrects what a report states, not only what it misses.

    Raises:
        ValueError: a name without any letter, or a year outside 2500–2700.
    """

    organisation: str | None = None
    fiscal_year_be: int | None = None
    overrides: bool = False

    def __post_init__(self) -> None:
        # Checked before anything is stored: a batch must not stop half-way for it.
        if self.organisation and not squash(self.organisation):
            raise ValueError(f"organisation {self.organisation!r} is no name")
        if self.fiscal_year_be is not None:
            check_fiscal_year(self.fiscal_year_be)

    def corrections(self, report: ReportSummary) -> tuple[Correction, ...]:
        """What this report needs; nothing if it states the same without doubt."""
        sure = None if "organisation" in report.missing else report.organisation
        found: list[Correction] = []
        if self.organisation and self._applies(self.organisation, sure.name if sure else None):
            found.append(SetOrganisation(name=self.organisation))
        year = None if "fiscal_year_be" in report.missing else report.fiscal_year_be
        if self.fiscal_year_be and self._applies(str(self.fiscal_year_be), str(year or "")):
            found.append(SetFiscalYear(fiscal_year_be=self.fiscal_year_be))
        return tuple(found)

    def _applies(self, given: str, read: str | None) -> bool:
        return not read or (self.overrides and _name_key(given) != _name_key(read))


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes files into one store, and reads stored ones again.

    Attributes:
        writing: gives a context that holds the writer lock.
    """

    store: "SqlStore"
    settings: Settings
    writing: Callable[[], AbstractContextManager[None]]

    def take_all(
        self, files: Sequence[FoundFile], parsers: Sequence[Parser], *, supplied: Supplied
    ) -> Generator[PageDone[FoundFile] | tuple[FoundFile, tuple[Outcome, ...]], None, None]:
        """Read files in as many threads as there are parsers, and keep them in order.

        Yields:
            Pages as they are read, and each file with its outcomes when it is kept.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        for event in in_order(self.arrivals(files), self.read, readers=parsers):
            if isinstance(event, PageDone):
                yield PageDone(item=event.item.file, done=event.done, total=event.total)
            else:
                yield event.item.file, self.keep(event.result, supplied=supplied)

    def arrivals(self, files: Sequence[FoundFile]) -> Iterator[ArrivedFile]:
        """The files with their digests and what is stored of them, looked up many at a time."""
        for start in range(0, len(files), _FILES_PER_LOOKUP):
            arrived = [_arrival(file) for file in files[start : start + _FILES_PER_LOOKUP]]
            stored: Mapping[str, tuple[ReportSummary, ...]] = {}
            with suppress(StoreError):  # `read` meets the same error and refuses the file
                stored = self.store.reports_of_sources([one.sha256 for one in arrived])
            for one in arrived:
                yield replace(one, known=stored.get(one.sha256, ()))

    def read(
        self, arrival: ArrivedFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> ArrivedFile:
        """Read a file, unless it is stored; whatever is wrong with it or its disk is a refusal.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        file = arrival.file
        if arrival.refusal is not None or (arrival.known and not file.named):
            return arrival
        try:
            if self._passed_over(arrival.sha256, file):
                return arrival
            return replace(arrival, extraction=parser.parse(file.path, on_page=on_page))
        except (ReadError, StoreError, OSError) as error:
            return replace(arrival, refusal=_why(error))

    def keep(self, read: ArrivedFile, *, supplied: Supplied) -> tuple[Outcome, ...]:
        """Store a file as it was read: an outcome per report, or one if it gave none."""
        if read.refusal is not None:
            return (_refused(read.file, read.refusal),)
        if not read.file.named:
            # Data supplied for one file correct that file, not all that came with it.
            supplied = replace(supplied, overrides=False)
        try:
            if read.extraction is None:
                return self._unchanged(read, supplied)
            with self.writing():
                if self._passed_over(read.sha256, read.file):
                    return self._correct(read.file, read.sha256, supplied)
                return self._store(read.file, read.sha256, read.extraction, supplied)
        except (ReadError, StoreError, OSError) as error:
            return (_refused(read.file, _why(error)),)

    def _passed_over(self, sha256: str, file: FoundFile) -> bool:
        # What a person removed comes back when its file is named, never by its folder.
        stored = self.store.has_source if file.named else self.store.knows_source
        return stored(sha256)

    def _unchanged(self, read: ArrivedFile, supplied: Supplied) -> tuple[Outcome, ...]:
        file, sha256 = read.file, read.sha256
        stored = read.known or self.store.reports_of_source(sha256)
        if any(supplied.corrections(report) for report in stored):
            with self.writing():
                return self._correct(file, sha256, supplied)
        if not stored:
            reason = RESULTS_KNOWN if self.store.has_source(sha256) else REMOVED
            return (_results_only(file, sha256, kind=OutcomeKind.UNCHANGED, reason=reason),)
        return tuple(outcome_of(file, report, kind=OutcomeKind.UNCHANGED) for report in stored)

    def _store(
        self, file: FoundFile, sha256: str, extraction: Extraction, supplied: Supplied
    ) -> tuple[Outcome, ...]:
        if not extraction.reports and not extraction.ita_results:
            raise NotAReportError(path=str(file.path), reason=NO_MEASURES)
        original = keep_original(file.path, sha256, settings=self.settings)
        source = SourceRef(path=stored_path(original, self.settings), sha256=sha256)
        origin = None if file.origin is None else came_from(file.origin)
        superseded = self.store.add(
            placed_at(extraction, source.path, origin=origin),
            source,
            media_type=extraction.media_type,
            reading_version=READING_VERSION,
        )
        unfinished_mark(self.settings).unlink(missing_ok=True)
        outcomes = self._correct(file, sha256, supplied, superseded=superseded)
        note = results_added(len(extraction.ita_results))
        if not outcomes:
            return (_results_only(file, sha256, kind=OutcomeKind.ADDED, reason=note),)
        first = replace(outcomes[0], reason=joined(outcomes[0].reason, note))
        return (first, *outcomes[1:])

    def _correct(
        self,
        file: FoundFile,
        sha256: str,
        supplied: Supplied,
        *,
        superseded: tuple[Superseded, ...] = (),
    ) -> tuple[Outcome, ...]:
        """Apply what a person supplied; an outcome for each report of the file."""
        failed: dict[str, str] = {}
        for report in self.store.reports_of_source(sha256):
            try:
                if corrections := supplied.corrections(report):
                    superseded += self.store.correct(report.id, corrections)
            except StoreError as error:
                failed[report.id] = not_stored(error)
        return tuple(
            outcome_of(
                file, report, note=joined(failed.get(report.id), version_in_use(report, superseded))
            )
            for report in self.store.reports_of_source(sha256)
        )

    def reread_all(
        self, files: Sequence[StoredFile], parsers: Sequence[Parser]
    ) -> Generator[PageDone[StoredFile] | tuple[Outcome, ...], None, None]:
        """Read stored files again as `take_all` reads new ones.

        Yields:
            Pages as they are read, and the outcomes of each file when it is kept.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        for event in in_order(files, self._read_again, readers=parsers):
            yield event if isinstance(event, PageDone) else self._keep_again(event.result)

    def _read_again(
        self, file: StoredFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> StoredFile:
        original = self.settings.home / file.source.path
        try:
            if digest(original) != file.source.sha256:
                return replace(file, refusal=_OTHER_FILE)
            return replace(file, extraction=parser.parse(original, on_page=on_page))
        except (ReadError, OSError) as error:
            return replace(file, refusal=_why(error))

    def _keep_again(self, file: StoredFile) -> tuple[Outcome, ...]:
        extraction = file.extraction
        if extraction is None or not (extraction.reports or extraction.ita_results):
            return _refused_again(file, file.refusal or NO_MEASURES)
        source = file.source
        placed = placed_at(extraction, source.path, origin=file.origin)
        try:
            with self.writing():
                done = self.store.reread(placed, source, reading_version=READING_VERSION)
        except StoreError as error:
            return _refused_again(file, not_stored(error))
        stored = self.store.reports_of_source(source.sha256)
        return tuple(self._reread_outcome(report, done) for report in stored)

    def _reread_outcome(self, report: ReportSummary, done: Reread) -> Outcome:
        made = self.store.corrections(report.id)
        lost = sum(one.undone_at is None and not one.placed for one in made)
        return outcome_of(
            _stored_at(report),
            report,
            kind=None if report.id in done.changed else OutcomeKind.UNCHANGED,
            note=joined(
                _GONE if report.id in done.gone else None,
                f"การแก้ไข {lost} รายการหาตำแหน่งไม่พบแล้ว โปรดตรวจ" if lost else None,
                version_in_use(report, done.superseded),
            ),
        )


def stored_files(
    store: "SqlStore", report_ids: Sequence[str] | None, *, everything: bool
) -> tuple[StoredFile, ...]:
    """The files to read again, each once.

    Args:
        store: what names them.
        report_ids: whose files; None: those that an older version read.
        everything: with None: the files of all reports that nobody removed.

    Raises:
        UnknownReportError: there is no such report.
    """
    if report_ids is None:
        report_ids = store.read_before(READING_VERSION + 1 if everything else READING_VERSION)
    digests = dict.fromkeys(store.summary(one).source.sha256 for one in report_ids)
    return tuple(StoredFile(reports=store.reports_of_source(one)) for one in digests)


def outcome_now(
    store: "SqlStore", report_id: str, superseded: Sequence[Superseded] = ()
) -> Outcome:
    """The outcome of a report as it is now, after what brought these replacements about.

    Raises:
        UnknownReportError: there is no such report.
    """
    summary = store.summary(report_id)
    return outcome_of(_stored_at(summary), summary, note=version_in_use(summary, superseded))


def _stored_at(report: ReportSummary) -> FoundFile:
    return FoundFile(path=Path(report.source.path), named=True)


def _refused_again(file: StoredFile, reason: str) -> tuple[Outcome, ...]:
    refused = (outcome_of(_stored_at(one), one, kind=OutcomeKind.REFUSED) for one in file.reports)
    return tuple(replace(one, reason=joined(reason, _KEPT)) for one in refused)


def outcome_of(
    file: FoundFile,
    report: ReportSummary,
    *,
    kind: OutcomeKind | None = None,
    note: str | None = None,
) -> Outcome:
    """The outcome of a stored report; `kind` None: added, or needs review where it is doubtful."""
    removed = REMOVED if report.status is ReportStatus.REMOVED else None
    doubtful = OutcomeKind.NEEDS_REVIEW if report.missing else OutcomeKind.ADDED
    return Outcome(
        path=file.display_name,
        kind=kind or doubtful,
        report_id=report.id,
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        measures=report.measures,
        completeness=report.completeness,
        reason=joined(note, removed, beside_others(report), lacking(report.missing)),
        missing=report.missing,
        reworded=report.source.reworded,
    )


def _results_only(
    file: FoundFile, sha256: str, *, kind: OutcomeKind, reason: str | None = None
) -> Outcome:
    # The id by which the file's results can be removed; it is no report's.
    return Outcome(path=file.display_name, kind=kind, report_id=report_id(sha256), reason=reason)


def _name_key(name: str) -> str:
    return squash(expand_abbreviation(name))


def _refused(file: FoundFile, reason: str) -> Outcome:
    return Outcome(path=file.display_name, kind=OutcomeKind.REFUSED, reason=reason)


def _arrival(file: FoundFile) -> ArrivedFile:
    """A file with its digest, or why it has none."""
    if file.fault is not None:
        return ArrivedFile(file=file, refusal=file.fault)
    try:
        return ArrivedFile(file=file, sha256=digest(file.path))
    except (ReadError, OSError) as error:
        return ArrivedFile(file=file, refusal=_why(error))


def _why(error: ReadError | StoreError | OSError) -> str:
    """The refusal (Thai) for an error of one file."""
    if isinstance(error, ReadError):
        return error.reason
    return refused_by_system(error) if isinstance(error, OSError) else not_stored(error)
