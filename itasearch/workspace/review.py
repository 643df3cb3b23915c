"""Verbs that correct what was read: review, correct, undo, reread; the index follows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from itasearch.errors import Message, UnknownReportError
from itasearch.ingest.batch import outcome_now, stored_files
from itasearch.model import corrections as corrections_model
from itasearch.model.library import (
    LONGEST_NOTE,
    Outcome,
    OutcomeKind,
    Progress,
    ReportFault,
    ReportSummary,
    no_progress,
)
from itasearch.model.people import Right
from itasearch.model.records import report_of
from itasearch.workspace import library
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import catch_up
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve
from itasearch.workspace.writer_lock import writing

if TYPE_CHECKING:
    from itasearch.store.base import Superseded


class Reviewing(Verbs):
    """Doubtful reports, corrections of what was read, files read again."""

    def report(self, report_id: str) -> corrections_model.Review:
        """A report and what was read of it. Raises UnknownReportError."""
        return self._store.corrections.review(report_id)

    def corrections(self, report_id: str) -> tuple[corrections_model.MadeCorrection, ...]:
        """All that were ever made of a report, oldest first. Raises UnknownReportError."""
        return self._store.corrections.all(report_id)

    def versions(self, report_id: str) -> tuple[ReportSummary, ...]:
        """Other versions of the same report, the one in force first, then the newest."""
        return self._store.corrections.versions(report_id)

    def doubtful(self, filters: FilterNames = NO_FILTER_NAMES) -> tuple[ReportSummary, ...]:
        """Active reports that a person must look at (see ReportSummary.missing), worst first."""
        summaries = self._store.reports.all(resolve(filters, self._store), doubtful=True)
        return tuple(sorted(summaries, key=lambda summary: summary.confidence))

    def faults(self, filters: FilterNames = NO_FILTER_NAMES) -> tuple[ReportFault, ...]:
        """The faults of reports inside the filters, in the order in which they were found."""
        faults = self._store.reports.faults()
        if not faults or filters == NO_FILTER_NAMES:
            return faults
        inside = {summary.id for summary in self._store.reports.all(resolve(filters, self._store))}
        return tuple(fault for fault in faults if fault.report.id in inside)

    @needs(Right.EDIT)
    def correct(
        self,
        report_id: str,
        corrections: Sequence[corrections_model.Correction],
        *,
        build: bool = True,
        progress: Progress = no_progress,
    ) -> Outcome:
        """Correct what was read wrongly, all of it or nothing, and index it.

        With a Mark the file is read again; where that fails the outcome is a refused one. Returns
        the report as it is now; unchanged, and not logged, where all are in force already. Raises
        ValueError: nothing is given, or what cannot be. UnknownValueError: an unknown province.
        AmbiguousOrganisationError.
        """
        if not corrections:
            raise corrections_model.WrongCorrectionError(Message("give at least one correction"))
        correct = partial(self._store.corrections.correct, report_id, corrections, by=self.person)
        outcome = self._changed(report_id, correct, progress, build=build)
        is_marked = any(isinstance(each, corrections_model.Mark) for each in corrections)
        return self._read_again(report_id, outcome, progress) if is_marked else outcome

    @needs(Right.EDIT)
    def judge_pair(
        self, measure_id: str, other_id: str, *, same: bool, progress: Progress = no_progress
    ) -> Outcome:
        """Store whether two measures do the same thing, as a correction of the first's report."""
        judged = corrections_model.JudgePair(measure_id=measure_id, other_id=other_id, same=same)
        return self.correct(report_of(measure_id), [judged], progress=progress)

    @needs(Right.EDIT)
    def undo(
        self, report_id: str, correction_id: int | None = None, *, progress: Progress = no_progress
    ) -> Outcome:
        """Take back one correction of a report (None: its latest in force), and index the report.

        Returns as `correct`. Raises UnknownCorrectionError: it never had it, or none is in force.
        """
        undo = partial(self._store.corrections.undo, report_id, correction_id, by=self.person)
        outcome = self._changed(report_id, undo, progress)
        undone = max(self.corrections(report_id), key=lambda made: made.undone_at or made.made_at)
        is_marked = isinstance(undone.correction, corrections_model.Mark)
        return self._read_again(report_id, outcome, progress) if is_marked else outcome

    def _read_again(self, report_id: str, outcome: Outcome, progress: Progress) -> Outcome:
        """The outcome of a report whose file is read again with the marks that are in force."""
        if outcome.kind is OutcomeKind.UNCHANGED:
            return outcome
        outcomes = self.reread([report_id], progress=progress)
        return next((each for each in outcomes if each.report_id == report_id), outcome)

    def _changed(
        self,
        report_id: str,
        change: "Callable[[], Sequence[Superseded] | None]",
        progress: Progress,
        *,
        build: bool = True,
    ) -> Outcome:
        store = self._store  # before the lock's file: a home without its store stays as it is
        with writing(self._parts.settings.lock, progress):
            superseded = change()
            outcome = outcome_now(store, report_id, superseded or ())
        if build:
            catch_up(self._parts, progress)
        return replace(outcome, kind=OutcomeKind.UNCHANGED) if superseded is None else outcome

    @needs(Right.EDIT)
    def reread(
        self,
        report_ids: Sequence[str] | None = None,
        *,
        everything: bool = False,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], None] = no_progress,
    ) -> tuple[Outcome, ...]:
        """Read originals again with the present readers, and index what changed.

        Corrections stay; an unreadable file keeps the old reading, with a refused outcome.
        `report_ids` None: all that older readers read, or with `everything` all files. Raises
        UnknownReportError.
        """
        parts = self._parts
        files = stored_files(parts.store, report_ids, everything=everything)
        if files:
            progress(library.reading_event(0, len(files), ""))
        intake = library.intake_of(parts, self.person, progress)
        with library.isolated_parsers(parts, len(files)) as parsers:
            events = intake.reread_all(files, parsers)
            made = library.followed(events, progress, on_outcome, total=len(files))
        parts.store.reports.forget_faults(
            [outcome.report_id for outcome in made if outcome.report_id is not None]
        )
        catch_up(self._parts, progress)
        return tuple(made)


class Notes(Verbs):
    """Notes on measures; whoever did not sign in to a shared library sees none."""

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, str]:
        """The notes of those of these measures that have one, by measure id."""
        if Right.DRAFT not in self.person.rights:
            return {}
        return self._store.notes.texts(measure_ids)

    @needs(Right.EDIT)
    def write(self, measure_id: str, text: str) -> None:
        """Replace the note of a measure; an empty text removes it.

        Raises UnknownReportError; ValueError: the text is longer than LONGEST_NOTE.
        """
        stored = self._store.reports.measures([measure_id]).get(measure_id)
        if stored is None:
            raise UnknownReportError(identifier=measure_id)
        if len(text) > LONGEST_NOTE:
            raise ValueError(f"a note has at most {LONGEST_NOTE} letters, not {len(text)}")
        title = stored.measure.title
        self._store.notes.write(measure_id, text.strip(), title=title, by=self.person)
