"""Stored files read again by the readers as they are now: corrections stay, nothing is lost.

Where a file is gone, changed or refused, the reading that there is stays and the
outcome says so. Only the writing holds the writer lock. Imports the store's protocol,
model and its room.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from itasearch.config import Settings
from itasearch.errors import DamagedFileError, ReadError, StoreError
from itasearch.ingest.batch import Parser, outcome_of, placed_at
from itasearch.ingest.notes import joined, not_stored, standing
from itasearch.ingest.originals import FoundFile, digest
from itasearch.ingest.version import READING_VERSION
from itasearch.model.library import Outcome, OutcomeKind, ReportSummary
from itasearch.model.reasons import refused_by_system
from itasearch.model.source import SourceRef
from itasearch.store.base import Reread, Store

_OTHER_FILE = "ไฟล์ต้นฉบับในคลังถูกแก้ไขหลังจากเพิ่ม โปรดเพิ่มไฟล์นี้ใหม่"
_KEPT = "อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม"
_GONE = "อ่านใหม่แล้วไม่พบรายงานนี้ในไฟล์ จึงใช้ผลการอ่านเดิม"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """Reads stored files again.

    Attributes:
        writing: gives a context that holds the writer lock.
    """

    store: Store
    parser: Parser
    settings: Settings
    writing: Callable[[], AbstractContextManager[None]]

    def take(self, sha256: str) -> tuple[Outcome, ...]:
        """Read the stored file of this digest again: an outcome per report of it.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        before = self.store.reports_of_source(sha256)
        original = self.settings.home / before[0].source.path
        try:
            if digest(original) != sha256:
                raise DamagedFileError(path=str(original), reason=_OTHER_FILE)
            extraction = self.parser.parse(original)
            source = SourceRef(path=before[0].source.path, sha256=sha256)
            with self.writing():
                done = self.store.reread(
                    placed_at(extraction, source.path), source, reading_version=READING_VERSION
                )
        except ReadError as error:
            return tuple(_refused(before, error.reason))
        except StoreError as error:
            return tuple(_refused(before, not_stored(error)))
        except OSError as error:
            return tuple(_refused(before, refused_by_system(error)))
        return tuple(self._told(report, done) for report in self.store.reports_of_source(sha256))

    def _told(self, report: ReportSummary, done: Reread) -> Outcome:
        lost = [
            made
            for made in self.store.corrections(report.id)
            if made.undone_at is None and not made.placed
        ]
        return outcome_of(
            FoundFile(path=Path(report.source.path), named=True),
            report,
            kind=None if report.id in done.changed else OutcomeKind.UNCHANGED,
            note=joined(
                _GONE if report.id in done.gone else None,
                _unplaced(len(lost)),
                standing(report, done.superseded),
            ),
        )


def sources_of(store: Store, report_ids: Sequence[str] | None, *, everything: bool) -> list[str]:
    """Digests of the files to read again, each once.

    Args:
        report_ids: whose files; None: those that an older version read.
        everything: with None: the files of all reports that nobody removed.

    Raises:
        UnknownReportError: there is no such report.
    """
    if report_ids is None:
        report_ids = store.read_before(READING_VERSION + 1 if everything else READING_VERSION)
    return list(dict.fromkeys(store.summary(one).source.sha256 for one in report_ids))


def _refused(before: Sequence[ReportSummary], reason: str) -> Iterator[Outcome]:
    for report in before:
        yield Outcome(
            path=report.source.path,
            kind=OutcomeKind.REFUSED,
            report_id=report.id,
            organisation=report.organisation,
            fiscal_year_be=report.fiscal_year_be,
            measures=report.measures,
            reason=joined(reason, _KEPT),
            missing=report.missing,
        )


def _unplaced(count: int) -> str | None:
    return f"การแก้ไข {count} รายการหาตำแหน่งไม่พบแล้ว โปรดตรวจ" if count else None
