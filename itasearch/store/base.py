"""The store's protocols: the truth about reports, kept apart from what is derived of it.

Four groups of verbs, one object: `MeasureStore` (reports and measures as read), `Rereading`
(the same files read again by newer readers), `Corrections` (made by people, stored beside
what was read, never over it) and `Drafts` (rows that people borrowed). Everything a getter
returns has corrections applied.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from itasearch.model.corrections import Correction, MadeCorrection, Review
from itasearch.model.drafts import (
    Draft,
    DraftItem,
    DraftOptions,
    DraftSummary,
    FieldPiece,
    Verdict,
)
from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    ReportStatus,
    ReportSummary,
)
from itasearch.model.ranking import Filters
from itasearch.model.records import Extraction, ItaResult, Organisation, Report, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.model.towns import MeasureSketch


class Why(Enum):
    """Why one version of a report replaces another."""

    CHOSEN = auto()
    NEWER = auto()
    SURE = auto()
    CORRECTED = auto()
    ORIGIN = auto()
    MEASURES = auto()
    READING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A report that another one replaced: `by` is in force in the place of `report_id`.

    Attributes:
        misread: they count as one report by their measures, though the organisation or
            year was read otherwise or is in doubt; a person should look.
        why: `by` replaces it.
        corrected: `report_id` has corrections by hand, which apply to it alone.
        longer: it has more measures.
    """

    report_id: str
    by: str
    misread: bool = False
    why: Why = Why.NEWER
    corrected: bool = False
    longer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a stored file again changed.

    Attributes:
        changed: ids of its reports that are new or came out otherwise than before.
        gone: ids of its reports that the new reading has not; they stay as they were.
        superseded: reports that others replaced because of it.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()


class IndexSource(Protocol):
    """What an index is made from: all that indexing needs of a store."""

    def report(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id, in the order of `measure_ids`; unknown and inactive ones are left out."""

    def fingerprints(self) -> Mapping[str, str]:
        """Of each active report: a digest of all that its index entries are made from."""


class MeasureStore(IndexSource, Protocol):
    """Reports and measures as read; safe to share between threads."""

    def has_source(self, sha256: str) -> bool:
        """Whether a file with this digest was stored and nothing of it was removed."""

    def knows_source(self, sha256: str) -> bool:
        """Whether a file with this digest was ever stored, removed since or not.

        For reading a whole folder again: what a person removed does not come back by itself.
        """

    def add(
        self,
        extraction: Extraction,
        source: SourceRef,
        *,
        media_type: str,
        reading_version: int = 0,
    ) -> tuple[Superseded, ...]:
        """Store all that a file gave, in one transaction; a removed file of this digest comes back.

        Parts that are stored already stay as they are; removed ones are stored as read
        now and get their corrections back. `source` names the file as the library
        keeps it: getters return its path and digest with every place in the file.
        U+FFFD takes the place of characters that a database cannot hold (NUL,
        lone surrogates).

        Organisations are matched: same name and type and no contradicting province.
        A report whose organisation's name fits several is stored without one and
        misses "organisation".
        A report whose organisation, year, kind and most measures agree with an
        active one replaces it, which then is SUPERSEDED: the newer by add time, and
        across formats the better one, a version whose rows a person corrected before
        all that nobody did. A report that misses something neither replaces nor is
        kept in favour of a complete one; one with fewer measures replaces none of
        another format that is sure.

        Returns:
            Which reports were replaced by which; the new one itself may be among them.

        Raises:
            ValueError: the file gave neither reports nor ITA results.
            AmbiguousOrganisationError: a file of ITA results names an organisation
                that fits several; nothing of the file is stored then.
        """

    def remove(self, report_id: str) -> None:
        """Take a report out of search; it stays in history.

        What it had replaced does not come back by itself: remove that and add its
        file again. The id `report_id(sha256)` of a file of ITA results takes its
        results away, also when the file holds no report. Removing twice is no error.

        Raises:
            UnknownReportError: nothing has this id.
        """

    def summary(self, report_id: str) -> ReportSummary:
        """A report without its measures. Raises UnknownReportError."""

    def reports(
        self,
        filters: Filters | None = None,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation name (Thai order), then newest fiscal year first."""

    def reports_of_source(self, sha256: str) -> tuple[ReportSummary, ...]:
        """All reports of a file, whatever their status, in the file's order."""

    def reports_of_sources(self, digests: Sequence[str]) -> Mapping[str, tuple[ReportSummary, ...]]:
        """The same for several files, by digest; files without a report are left out."""

    def sketches(self, report_ids: Sequence[str]) -> Mapping[str, tuple[MeasureSketch, ...]]:
        """The measures of reports without their texts, by report id, each report's in its order.

        Whatever a report's status; one without measures, or unknown, is left out.
        """

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id, full name, alias or abbreviated name ("ทต.แม่กา").

        Else the one whose name without its type, or with this part, is the only such
        ("แม่กา"); a province behind the name ("… จ.พะเยา") narrows it down.

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first."""

    def ita_results_of(
        self, organisation_ids: Sequence[str]
    ) -> Mapping[str, tuple[ItaResult, ...]]:
        """The same for several, by id; those without a result are left out."""

    def stats(self) -> LibraryStats:
        """Counts over the active reports."""


class Rereading(Protocol):
    """Files that are stored already, read again."""

    def read_before(self, version: int) -> tuple[str, ...]:
        """Ids of the reports, unless removed, that a reader older than `version` read."""

    def reread(self, extraction: Extraction, source: SourceRef, *, reading_version: int) -> Reread:
        """Put what a stored file gives now in the place of what it gave, in one transaction.

        Corrections stay and are applied to the new reading: by the measure's id if its
        title is still alike, else by the title; those that find no measure have no
        effect and stay in `corrections` as not placed. Reports stay superseded or
        removed unless the new reading itself brings another of them into force; new ones are
        added. A report that the file no longer gives stays as it was, with a warning.

        Raises:
            ValueError: the file gave neither reports nor ITA results.
            UnknownReportError: the file is not stored.
        """


class Corrections(Protocol):
    """Corrections that people make to reports, kept beside what was read."""

    def correct(self, report_id: str, corrections: Sequence[Correction]) -> tuple[Superseded, ...]:
        """Store corrections, all or none; earlier ones stay as history.

        An organisation is named by its id or its full name (abbreviations are
        expanded, a province may follow it) and created when it is new. The
        report's missing fields and status follow: it may now replace another
        version, or be replaced by one; and a report that was hidden by it, or hid it, only
        because of the corrected mistake is active again. Ids of measures stay; the
        second part of a split one gets an id of its own, "<id>~2".

        Returns:
            Which reports were replaced by which because of it.

        Raises:
            UnknownReportError: no report has this id, or it has no such measure.
            ValueError: an empty name, a year outside 2500–2700, a column or line that
                the report does not have, or no row before the one to be joined.
            UnknownValueError: there is no such province as the name states.
            AmbiguousOrganisationError: the name fits several organisations.
        """

    def undo(self, report_id: str, correction_id: int | None = None) -> tuple[Superseded, ...]:
        """Take back a correction (None: the latest in force); it stays as history.

        Raises:
            UnknownReportError: no report has this id.
            UnknownCorrectionError: it has no such correction in force.
        """

    def corrections(self, report_id: str) -> tuple[MadeCorrection, ...]:
        """All that were ever made of a report, oldest first. Raises UnknownReportError."""

    def versions(self, report_id: str) -> tuple[ReportSummary, ...]:
        """Other versions of the same report, the one in force first, then the newest.

        Raises:
            UnknownReportError: no report has this id.
        """

    def review(self, report_id: str) -> Review:
        """A report beside what was read of it. Raises UnknownReportError."""


class Drafts(Protocol):
    """Several named drafts; each change of one is a step that can be undone.

    A row is a copy: a report that is removed, corrected or replaced changes none. Two
    people may work in one draft: each method writes only what it names, and of two writes
    of one field the later holds. `draft_id` None is the oldest draft, which the first
    writing makes; a draft that is not there is an UnknownDraftError, a row that the draft
    does not have an UnknownRowError, and nothing is changed then.
    """

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""

    def draft(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""

    def new_draft(
        self, name: str = "", *, maker: str | None = None, copy_of: str | None = None
    ) -> str:
        """Make a draft.

        Args:
            name: need not be unique; "" gives it a numbered one that no other draft has.
            maker: who makes it.
            copy_of: a draft whose rows, target and settings it begins with; no steps.

        Returns:
            Its id.
        """

    def delete_draft(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""

    def restore_draft(self, draft_id: str) -> None:
        """Bring a deleted draft back, as it was; no error when it was not deleted."""

    def set_draft_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change name, maker or settings. Raises ValueError for an empty name."""

    def set_draft_target(
        self,
        *,
        organisation: str | None,
        fiscal_year_be: int | None,
        draft_id: str | None = None,
    ) -> None:
        """Set whose table it will be and of which fiscal year; None: not yet known."""

    def add_to_draft(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """Append rows. A measure that is there already stays as it is, edits and all.

        One within a merged row is there too.

        Returns:
            How many are new.
        """

    def remove_from_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""

    def clear_draft(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""

    def reorder_draft(self, measure_ids: Sequence[str], *, draft_id: str | None = None) -> None:
        """Put these rows first, in this order; those not named follow in theirs."""

    def move_in_draft(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""

    def edit_draft(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays beside it.

        Args:
            measure_id: whose row.
            field: one of TEXT_FIELDS, else a ValueError.
            text: "" empties the field; None takes the person's own text back.
            draft_id: of which draft.
        """

    def decide_in_draft(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""

    def merge_in_draft(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts.

        Raises:
            ValueError: a row with itself.
        """

    def split_in_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of, as they were.

        What was written over the merged row goes; undoing brings it back.

        Raises:
            ValueError: the row was not merged.
        """

    def undo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step in force, whoever made it; at most 100 are kept.

        Args:
            step: id of the step that the person saw; None: whichever is the newest.
            draft_id: of which draft.

        Raises:
            UnknownStepError: there is none, or another one came meanwhile.
        """

    def redo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that. As `undo_in_draft`."""


class Store(MeasureStore, Rereading, Corrections, Drafts, Protocol):
    """All that a workspace keeps."""

    def close(self) -> None:
        """Release connections."""
