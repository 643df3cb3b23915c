"""Workspace: one method per user's verb, over parts that open when they are first needed.

`open_workspace` owns what it opens and is a context manager. One Workspace may
be shared by threads (the app does); several processes may work on one home: a
writer waits for another and says so, readers never wait. Imports the rooms'
verbs, each of which lives in its own file here.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from itasearch.config import Settings, load_settings
from itasearch.ingest.batch import ParsedFile
from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    Outcome,
    Progress,
    ReportStatus,
    ReportSummary,
    no_progress,
)
from itasearch.model.ranking import Ranking, SearchMode
from itasearch.model.records import ItaResult, Organisation, Report
from itasearch.store.base import StoredMeasure
from itasearch.workspace.values import NO_FILTER_NAMES, Check, FilterChoices, FilterNames


def open_workspace(home: Path | None = None, *, encoder: str | None = None) -> "Workspace":
    """Open the library of one home; costs nothing until a verb is used.

    Args:
        home: folder that holds corpus/ and index/; None means ITASEARCH_HOME, else
            the current directory. It need not exist yet.
        encoder: name of the encoder; None means the built-in one.
    """
    raise NotImplementedError


class Workspace:
    """A library of reports: fill it, ask it, look after it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release files, connections and child processes; the object is not used again."""

    @property
    def settings(self) -> Settings:
        """Where the home lies and how its parts are opened."""
        return self._settings

    def add(
        self,
        paths: Sequence[Path],
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        build: bool = True,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], None] | None = None,
    ) -> tuple[Outcome, ...]:
        """Store files (folders are searched through) and index what they gave.

        A file that cannot be taken is an outcome, never an error, and stops nothing.
        A file from outside corpus/ is copied to corpus/added/ once.

        Args:
            organisation: full or abbreviated name for reports that do not say theirs;
                given with a single file it also corrects what that file says.
            fiscal_year_be: the same for the fiscal year.
            build: whether to bring the index up to date afterwards.
            progress: told the stages "read", "waiting" and those of the indexing.
            on_outcome: called with each outcome as soon as it is stored.

        Returns:
            One outcome per report, or per file that gave none, in the order of reading.
        """
        raise NotImplementedError

    def complete(
        self,
        report_id: str,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        progress: Progress = no_progress,
    ) -> Outcome:
        """Supply or correct a report's organisation (full name) or fiscal year, and index it anew.

        Raises:
            UnknownReportError: there is no such report.
            ValueError: nothing is given, or a year outside 2500–2700.
        """
        raise NotImplementedError

    def remove(self, report_id: str, *, progress: Progress = no_progress) -> ReportSummary:
        """Take a report out of search; file and history stay. Raises UnknownReportError."""
        raise NotImplementedError

    def parse(
        self, paths: Sequence[Path], *, progress: Progress = no_progress
    ) -> Iterator[ParsedFile]:
        """Read files (folders are searched through) without storing anything."""
        raise NotImplementedError

    def build(self, *, rebuild: bool = False, progress: Progress = no_progress) -> int:
        """Bring the index up to date with the store; `rebuild` makes it anew.

        An index that was built by another encoder, segmenter or schema is made anew too.

        Returns:
            How many reports were indexed or taken out.
        """
        raise NotImplementedError

    def index_is_stale(self) -> bool:
        """Whether the index lacks reports of the store, or holds others, or cannot be opened."""
        raise NotImplementedError

    def refresh(self, *, progress: Progress = no_progress) -> bool:
        """Bring a stale index up to date unless another writer is at work just now.

        Returns:
            Whether the index is up to date; False: another writer is at work and
            search sees the index as it was before.
        """
        raise NotImplementedError

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        mode: SearchMode = SearchMode.HYBRID,
        filters: FilterNames = NO_FILTER_NAMES,
    ) -> Ranking:
        """The k measures that answer `text` best, in the index as it was last committed.

        Raises:
            QueryError: an empty query, or one that cannot be asked.
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        raise NotImplementedError

    def similar(
        self, measure_id: str, *, k: int = 10, filters: FilterNames = NO_FILTER_NAMES
    ) -> Ranking:
        """The k measures nearest to a measure, itself left out. Raises as `search`, and
        UnknownReportError."""
        raise NotImplementedError

    def filter_choices(self) -> FilterChoices:
        """What filters can ask for in this library."""
        raise NotImplementedError

    def show(self, identifier: str) -> StoredMeasure | Report:
        """The measure or report with this id. Raises UnknownReportError."""
        raise NotImplementedError

    def report(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""
        raise NotImplementedError

    def reports(
        self,
        filters: FilterNames = NO_FILTER_NAMES,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation, then newest fiscal year first."""
        raise NotImplementedError

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have a report or an ITA result, by name."""
        raise NotImplementedError

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id, name, alias or abbreviated name.

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """
        raise NotImplementedError

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first."""
        raise NotImplementedError

    def original(self, report_id: str) -> Path:
        """Where the file of a report lies. Raises UnknownReportError."""
        raise NotImplementedError

    def stats(self) -> LibraryStats:
        """Counts over what can be found."""
        raise NotImplementedError

    def doctor(self) -> tuple[Check, ...]:
        """Look whether everything that itasearch needs is there and fits together."""
        raise NotImplementedError


__all__ = ["Workspace", "load_settings", "open_workspace"]
