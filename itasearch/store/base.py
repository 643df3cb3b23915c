"""The store's protocols: the truth about reports, kept apart from what is derived of it.

Two groups of verbs, one object: `MeasureStore` (reports and measures as read)
and `Corrections` (what people said about them, stored beside, never over it).
Everything a getter returns has corrections applied.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    ReportStatus,
    ReportSummary,
)
from itasearch.model.ranking import Filters
from itasearch.model.records import Extraction, ItaResult, Measure, Organisation, Report
from itasearch.model.source import SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMeasure:
    """A measure with the report facts that a hit shows beside it."""

    measure: Measure
    organisation: Organisation | None
    fiscal_year_be: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A report that gave way to another: `report_id` no longer stands, `by` does."""

    report_id: str
    by: str


class MeasureStore(Protocol):
    """Reports and measures as read; safe to share between threads."""

    def has_source(self, sha256: str) -> bool:
        """Whether a file with this digest was stored and was not removed."""

    def add(
        self, extraction: Extraction, source: SourceRef, *, media_type: str
    ) -> tuple[Superseded, ...]:
        """Store all that a file gave, in one transaction; a removed file of this digest comes back.

        Organisations are matched: same name and type and no contradicting province.
        A report whose organisation, year, kind and most measures agree with an
        active one replaces it (the newer by add time; across formats the one with
        the higher confidence), which then is SUPERSEDED.

        Returns:
            Which reports gave way to which; the new one itself may be among them.
        """

    def remove(self, report_id: str) -> None:
        """Take a report out of search; it stays in history. Raises UnknownReportError."""

    def report(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""

    def summary(self, report_id: str) -> ReportSummary:
        """A report without its measures. Raises UnknownReportError."""

    def reports(
        self,
        filters: Filters | None = None,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation name, then newest fiscal year first."""

    def reports_of_source(self, sha256: str) -> tuple[ReportSummary, ...]:
        """All reports of a file, whatever their status, in the file's order."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that are unknown or not active are left out."""

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id, full name, alias or abbreviated name ("ทต.แม่กา").

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first."""

    def fingerprints(self) -> Mapping[str, str]:
        """Of each active report: a digest of all that its index entries are made from."""

    def stats(self) -> LibraryStats:
        """Counts over the active reports."""


class Corrections(Protocol):
    """What people said about reports, kept beside what was read."""

    def correct(self, report_id: str, *, field: str, value: str) -> None:
        """Store a correction of "organisation" (full name) or "fiscal_year_be".

        The report's missing fields and status follow from it. Raises
        UnknownReportError; ValueError for another field or a year outside 2500–2700.
        """


class Store(MeasureStore, Corrections, Protocol):
    """All that a workspace keeps."""

    def close(self) -> None:
        """Release connections."""
