"""What the library holds and the outcomes of adding files: rows of lists, outcomes, progress."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from itasearch.model.records import Organisation, ReportHead, ReportKind


class OutcomeKind(StrEnum):
    """What became of a file that was added."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    NEEDS_REVIEW = "needs_review"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one report of a file (or of the file, when it gave none).

    Attributes:
        reason: Thai, for the officer; why refused or doubtful, or what is used instead.
        missing: what a person must supply; see Report.missing.
        completeness: see Report.completeness.
        reworded: see SourceRef.reworded.
    """

    path: str
    kind: OutcomeKind
    report_id: str | None = None
    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    measures: int = 0
    reason: str | None = None
    missing: tuple[str, ...] = ()
    completeness: float | None = None
    reworded: bool = False


class ReportStatus(StrEnum):
    """Whether a report is in use, was replaced by a newer or better one, or was removed."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary(ReportHead):
    """A stored report without its measures, corrections applied.

    Attributes:
        replaced_by: the version that is used instead; None unless superseded.
        completeness: see Report.completeness.
        reading_version: of the readers that read it; 0 before versions were kept.
        same_year: ids of the other active reports of its organisation, year and kind, oldest
            first: not versions of it, so that all of them are in use; () unless it is active.
    """

    measures: int
    status: ReportStatus
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    confidence: float
    added_at: datetime
    replaced_by: str | None = None
    completeness: float | None = None
    reading_version: int = 0
    same_year: tuple[str, ...] = ()


class Stage(StrEnum):
    """What is done with a report once it is stored."""

    INDEX = "index"
    SHOW = "show"
    COMPARE = "compare"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFault:
    """A report that a stage could not work on, and that is left out there.

    Attributes:
        error: the exception in one line.
    """

    report: ReportSummary
    stage: Stage
    error: str
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWord:
    """A word that a list of reports is narrowed to; a report fits that has it in any of these.

    Attributes:
        text: part of the organisation's name or province, in Thai or English, or of the file's
            path; case is ignored.
        kinds: whose names in the screen's language have it.
        fiscal_years: whose names have it; None is an unknown year.
        unnamed: whether the name of an unknown organisation has it.
        doubtful: whether the name of a report that a person must look at has it.
    """

    text: str
    kinds: tuple[ReportKind, ...] = ()
    fiscal_years: tuple[int | None, ...] = ()
    unnamed: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Some of a list of reports."""

    reports: tuple[ReportSummary, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSummary:
    """An organisation with what the library holds of it."""

    organisation: Organisation
    fiscal_years: tuple[int, ...]
    reports: int
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReports:
    """Organisations that have active reports, and the fiscal years of all reports."""

    organisations: tuple[Organisation, ...] = ()
    fiscal_years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStats:
    """Counts over the active reports.

    Attributes:
        samples: how many of `organisations` are invented examples.
        reworded: how many of `reports` are reworded; see SourceRef.
        doubled: how many of `reports` have another beside them; see ReportSummary.same_year.
    """

    reports: int
    organisations: int
    provinces: int
    measures: int
    needs_review: int
    ita_results: int
    fiscal_years: tuple[int, ...]
    samples: int = 0
    reworded: int = 0
    doubled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCount:
    """How much the library holds of a province or year; `name` is None where it is not known."""

    name: str | None
    reports: int
    organisations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHoldings:
    """Active reports by province, most first, and by fiscal year, oldest first."""

    provinces: tuple[HeldCount, ...] = ()
    years: tuple[HeldCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFiles:
    """The samples of a library.

    Attributes:
        ids: of the reports, and of the files of ITA results, that are in use.
        removed: paths, within the home, of files that were removed.
    """

    ids: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What runs that were killed left.

    Attributes:
        deleted: folders and files that were of use to nobody any more.
        uploads: names of files among them that were given to the library, which lacks them.
        stopped_build: whether an unfinished index is there, which `build` continues.
    """

    deleted: tuple[Path, ...] = ()
    uploads: tuple[str, ...] = ()
    stopped_build: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEvent:
    """How far a long run is: `done` of `total` in `stage` ("read", "index", …)."""

    stage: str
    done: int
    total: int
    detail: str = ""


READING = "read"
"""Stage in which files are read: `done` files of `total`; `detail` is the file's name."""

PAGE = "page"
"""Stage within it: `done` pages of `total` of the one file that `detail` names are read.

Several files may be read at the same time; each then reports its own pages.
"""

WAITING = "waiting"
"""Stage of waiting for another writer to finish; `detail` is the message."""

BACKUP = "backup"
"""Stage in which originals are copied: `done` files of `total`."""

CHECKING = "check"
"""Stage in which the files of a backup are read: `done` of `total`."""

RESTORING = "restore"
"""Stage in which they are written into a home: `done` of `total`."""

MOVE = "move"
"""Stage in which rows are copied to another database: `done` of `total`."""

INDEXING = "index"
"""Stage in which reports are put into the index: `done` reports of `total`."""

NOTE = "note"
"""Stage of an event that is no progress: `detail` is a message for the person, shown at once."""

Progress = Callable[[ProgressEvent], None]


def no_progress(_event: ProgressEvent) -> None:
    """A Progress that shows nothing."""
