"""Stored files read again by the current readers: corrections stay, nothing is lost.

Where a file is gone, changed or refused, the earlier reading stays and the outcome names
the reason. Only the writing holds the writer lock.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.config import Settings
from itasearch.errors import ReadError, StoreError
from itasearch.ingest.batch import READING_VERSION, Parser, outcome_of
from itasearch.ingest.notes import joined, not_stored, origin_note, version_in_use
from itasearch.ingest.originals import FoundFile, digest, placed_at, with_origin
from itasearch.ingest.worker.pool import PageDone, in_order
from itasearch.model.library import Outcome, OutcomeKind, ReportSummary
from itasearch.model.records import Extraction
from itasearch.model.source import SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import Reread, Superseded
from itasearch.wording.messages import NO_MEASURES, refused_by_system

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_OTHER_FILE = "ไฟล์ต้นฉบับในคลังถูกแก้ไขหลังจากเพิ่ม โปรดเพิ่มไฟล์นี้ใหม่"
_KEPT = "อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม"
_GONE = "อ่านใหม่แล้วไม่พบรายงานนี้ในไฟล์ จึงใช้ผลการอ่านเดิม"


def outcome_now(
    store: "SqlStore", report_id: str, superseded: Sequence[Superseded] = ()
) -> Outcome:
    """The outcome of a report as it is now, after what brought these replacements about.

    Raises:
        UnknownReportError: there is no such report.
    """
    summary = store.summary(report_id)
    file = FoundFile(path=Path(summary.source.path), named=True)
    return outcome_of(file, summary, note=version_in_use(summary, superseded))


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
class RereadingRun:
    """Reads stored files again.

    Attributes:
        writing: gives a context that holds the writer lock.
    """

    store: "SqlStore"
    settings: Settings
    writing: Callable[[], AbstractContextManager[None]]

    def take_all(
        self, files: Sequence[StoredFile], parsers: Sequence[Parser]
    ) -> Generator[PageDone[StoredFile] | tuple[Outcome, ...], None, None]:
        """Read files in as many threads as there are parsers, and keep them in order.

        Yields:
            Pages as they are read, and the outcomes of each file when it is kept.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        for event in in_order(files, self._read, readers=parsers):
            yield event if isinstance(event, PageDone) else self._keep(event.result)

    def _read(
        self, file: StoredFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> StoredFile:
        original = self.settings.home / file.source.path
        try:
            if digest(original) != file.source.sha256:
                return replace(file, refusal=_OTHER_FILE)
            return replace(file, extraction=parser.parse(original, on_page=on_page))
        except ReadError as error:
            return replace(file, refusal=error.reason)
        except OSError as error:
            return replace(file, refusal=refused_by_system(error))

    def _keep(self, file: StoredFile) -> tuple[Outcome, ...]:
        if file.extraction is None:
            return tuple(_refused(file.reports, file.refusal or NO_MEASURES))
        if not file.extraction.reports and not file.extraction.ita_results:
            return tuple(_refused(file.reports, NO_MEASURES))
        try:
            with self.writing():
                done = self.store.reread(
                    placed_at(with_origin(file.extraction, file.origin), file.source.path),
                    file.source,
                    reading_version=READING_VERSION,
                )
        except StoreError as error:
            return tuple(_refused(file.reports, not_stored(error)))
        stored = self.store.reports_of_source(file.source.sha256)
        return tuple(self._outcome(report, done) for report in stored)

    def _outcome(self, report: ReportSummary, done: Reread) -> Outcome:
        made = self.store.corrections(report.id)
        lost = sum(one.undone_at is None and not one.placed for one in made)
        return outcome_of(
            FoundFile(path=Path(report.source.path), named=True),
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


def _refused(before: Sequence[ReportSummary], reason: str) -> Iterator[Outcome]:
    for report in before:
        yield Outcome(
            path=report.source.path,
            kind=OutcomeKind.REFUSED,
            report_id=report.id,
            organisation=report.organisation,
            fiscal_year_be=report.fiscal_year_be,
            measures=report.measures,
            completeness=report.completeness,
            reason=joined(reason, _KEPT),
            missing=report.missing,
            reworded=report.source.reworded,
        )
