"""What the library holds, as rows of lists; outcomes of adding files; what was found on web sites;
progress of long runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from itasearch.model.records import Organisation, ReportHead, ReportKind


class OutcomeKind(StrEnum):
    """What became of a file that was added."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    NEEDS_REVIEW = "needs_review"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one report, or of a file that gave none; `reason` is in Thai."""

    path: str
    kind: OutcomeKind
    report_id: str | None = None
    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    measures: int = 0
    reason: str | None = None
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  #: what reading noticed, in Thai
    completeness: float | None = None
    reworded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    """A link of a web page that may lead to a report.

    `stored`: a report in force was downloaded from this very address.
    """

    address: str
    label: str  #: words of the link, or of its row
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredPage:
    """The links of a web page that may lead to reports; `fault`: why it was not read (Thai)."""

    address: str
    links: tuple[ReportLink, ...] = ()
    fault: str = ""


class ReportStatus(StrEnum):
    """Whether a report is in use, was replaced by a newer or better one, or was removed."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary(ReportHead):
    """A stored report without its measures, corrections applied."""

    measures: int
    status: ReportStatus
    missing: tuple[str, ...]
    confidence: float
    added_at: datetime
    replaced_by: str | None = None  #: the version that is used instead; None unless superseded
    completeness: float | None = None
    reading_version: int = 0  #: of the readers that read it


class Stage(StrEnum):
    """What is done with a report once it is stored."""

    INDEX = "index"
    SHOW = "show"
    COMPARE = "compare"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFault:
    """A report that a stage leaves out, with the exception in one line."""

    report: ReportSummary
    stage: Stage
    error: str
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWord:
    """A word that a list of reports is narrowed to; a report fits that has it in any of these."""

    text: str  #: of the organisation's name or province, Thai or English, or file path
    kinds: tuple[ReportKind, ...] = ()  #: with the word in their names
    fiscal_years: tuple[int | None, ...] = ()  #: likewise; None is an unknown year
    unnamed: bool = False  #: whether the name of an unknown organisation has it
    doubtful: bool = False  #: whether the name of a report that a person must look at has it


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
    reworded: bool = False  #: whether a report of it is reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReports:
    """Organisations that have active reports, and the fiscal years of all reports."""

    organisations: tuple[Organisation, ...] = ()
    fiscal_years: frozenset[int] = frozenset()


class ReportOrder(StrEnum):
    """Which reports a list has, and in what order."""

    THAI_NAME = "th"  #: By the organisation's name
    ENGLISH_NAME = "en"  #: By its English name; names without one come last, in Thai order
    DOUBTFUL = "doubtful"  #: Only those that a person must look at, the least surely read one first


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStats:
    """Counts over the active reports."""

    reports: int
    organisations: int
    provinces: int
    measures: int
    needs_review: int
    ita_results: int
    fiscal_years: tuple[int, ...]
    samples: int = 0  #: how many of `organisations` are invented examples
    reworded: int = 0  #: how many of `reports` are reworded; see SourceRef.


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
    """The samples of a library."""

    ids: tuple[str, ...] = ()  #: of the reports, and of the files of ITA results, that are in use
    removed: tuple[str, ...] = ()  #: paths, within the home, of files that were removed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEvent:
    """How far a long run is: `done` of `total` in `stage` ("read", "index", …)."""

    stage: str
    done: int
    total: int
    detail: str = ""


READING = "read"  #: Stage in which files are read; `detail` is the name of one
GATHERING = "gather"  #: Stage of opening web addresses: `done` of `total`; `detail` is the address
PAGE = "page"  #: Stage of pages of the file that `detail` names; several files at a time
WAITING = "waiting"  #: Stage of waiting for another writer to finish; `detail` is the message
BACKUP = "backup"  #: Stage in which originals are copied: `done` files of `total`
RESTORING = "restore"  #: Stage in which they are written into a home: `done` of `total`
MOVE = "move"  #: Stage in which rows are copied to another database: `done` of `total`
WRITING = "write"  #: Stage in which a dump is written: `done` reports of `total`
INDEXING = "index"  #: Stage in which reports are put into the index: `done` reports of `total`
NOTE = "note"  #: Stage of no progress: `detail` is a message for the person, shown at once

Progress = Callable[[ProgressEvent], None]


def no_progress(*_events: object) -> None:
    """A Progress, or another callback, that does nothing."""


LONGEST_NOTE = 4_000  #: Most code points of a note
