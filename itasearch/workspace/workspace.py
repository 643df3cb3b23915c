"""Workspace: one method per user's verb, over parts that open when they are first needed.

`open_workspace` owns what it opens and is a context manager. One Workspace may
be shared by threads (the app does); several processes may work on one home: a
writer waits for another and says so, readers never wait.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from itasearch.config import Settings, load_settings
from itasearch.indexing import IndexUpdate
from itasearch.ingest.batch import ParsedFile, Supplied
from itasearch.model.comparison import Comparison
from itasearch.model.comparison_years import YearsComparison
from itasearch.model.evaluation import Evaluation
from itasearch.model.library import (
    LibraryStats,
    OrganisationSummary,
    Outcome,
    Progress,
    ReportStatus,
    ReportSummary,
    no_progress,
)
from itasearch.model.ranking import UNREFINED, Query, Ranking, Refinement, SearchMode
from itasearch.model.records import ItaResult, Organisation, Report
from itasearch.store.base import StoredMeasure
from itasearch.workspace import compare as comparing
from itasearch.workspace import compare as comparing_years
from itasearch.workspace import health, index, library
from itasearch.workspace import health as doctor
from itasearch.workspace import search as asking
from itasearch.workspace import search as evaluating
from itasearch.workspace.compare import Showing
from itasearch.workspace.drafts import Borrowing
from itasearch.workspace.library import Given
from itasearch.workspace.models import Models
from itasearch.workspace.parts import Parts
from itasearch.workspace.review import Reviewing, no_outcome
from itasearch.workspace.towns import Covering, Surveying
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    Check,
    FilterChoices,
    FilterNames,
    filter_choices,
    resolve,
)


def open_workspace(
    home: Path | None = None, *, encoder: str | None = None, reranker: str | None = None
) -> "Workspace":
    """Open the library of one home; costs nothing until a verb is used.

    Args:
        home: folder that holds corpus/ and index/; None means ITASEARCH_HOME, else
            the current directory. It need not exist yet.
        encoder: name of the encoder; None means ITASEARCH_ENCODER, else the one that the
            home remembers (see Workspace.build), else the built-in one.
        reranker: the same for the reranker; "none" means none.
    """
    settings = load_settings(home)
    return Workspace(
        replace(
            settings,
            encoder=encoder or settings.encoder,
            reranker=reranker or settings.reranker,
        )
    )


class Workspace(Borrowing, Reviewing, Showing, Surveying, Covering):
    """A library of reports: fill it, ask it, look after it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._parts = Parts(settings)

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
        self._parts.close()

    @property
    def settings(self) -> Settings:
        """Where the home lies and how its parts are opened."""
        return self._settings

    def add(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        build: bool = True,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], None] = no_outcome,
    ) -> tuple[Outcome, ...]:
        """Store files and index what they gave.

        Folders are searched through, archives opened, web addresses downloaded; of a web
        page without measures the links are followed that may lead to reports. A file that
        cannot be taken is an outcome, never an error, and stops nothing. A file from
        outside corpus/ is copied to corpus/added/ once.

        Args:
            given: paths, or paths and web addresses.
            organisation: full or abbreviated name for reports that do not say theirs;
                given with a single file it also corrects what that file says.
            fiscal_year_be: the same for the fiscal year.
            build: whether to bring the index up to date afterwards.
            progress: told the stages "read", "waiting" and those of the indexing.
            on_outcome: called with each outcome as soon as it is stored.

        Returns:
            One outcome per report, or per file that gave none, in the order of reading.

        Raises:
            ReaderUnavailableError: the installation is broken, so no file can be read.
            ValueError: a name without any letter, or a year outside 2500–2700.
        """
        whole = given if isinstance(given, Given) else Given(paths=given)
        supplied = Supplied(
            organisation=organisation,
            fiscal_year_be=fiscal_year_be,
            overrides=whole.is_one_file,
        )
        outcomes = library.add(
            self._parts, whole, supplied=supplied, progress=progress, on_outcome=on_outcome
        )
        if build:
            library.index_changes(self._parts, progress)
        return outcomes

    def remove(self, report_id: str, *, progress: Progress = no_progress) -> ReportSummary | None:
        """Take a report out of search; file and history stay.

        Returns:
            The report as it is now; None for the id of a file of ITA results alone.

        Raises:
            UnknownReportError: nothing has this id.
        """
        return library.remove(self._parts, report_id, progress)

    def parse(
        self, paths: Sequence[Path], *, progress: Progress = no_progress
    ) -> Iterator[ParsedFile]:
        """Read files (folders are searched through) without storing anything."""
        return library.parse(self._parts, paths, progress)

    @property
    def models(self) -> Models:
        """The models in use, by name. Raises EncoderError if the home's memory is damaged."""
        return self._parts.models

    def build(
        self,
        *,
        rebuild: bool = False,
        encoder: str | None = None,
        reranker: str | None = None,
        progress: Progress = no_progress,
    ) -> IndexUpdate:
        """Bring the index up to date with the store.

        An index of another encoder, segmenter or schema is made anew beside the one in
        use, which answers until the new one is whole and takes its place. A build that
        was stopped goes on with the next one.

        Args:
            rebuild: whether to make it anew in any case, from the beginning.
            encoder: another one from now on; the home remembers it once its index is
                whole. None means the one that a stopped build was for, else the present one.
            reranker: another one from now on, "none" for none; None changes nothing.
            progress: told the passages encoded, as stage "encode".

        Raises:
            EncoderError: a model cannot be opened; all stays as it was.
        """
        return index.build(
            self._parts, progress, rebuild=rebuild, encoder=encoder, reranker=reranker
        )

    def index_changes(self, *, progress: Progress = no_progress) -> None:
        """Bring a stale index up to date, as the verbs that change the store do at their end.

        Waits for another writer. With nothing to do no model is loaded.

        Raises:
            BackendError: it cannot be written, or was built otherwise.
        """
        library.index_changes(self._parts, progress)

    def index_is_stale(self) -> bool:
        """Whether the index lacks reports of the store, or holds others, or cannot be opened."""
        return index.index_is_stale(self._parts)

    def refresh(self, *, progress: Progress = no_progress) -> bool:
        """Bring a stale index up to date unless another writer is at work just now.

        Returns:
            Whether the index is up to date; False: another writer is at work, or the
            index cannot be written (full disk, no rights), and search sees it as it was.

        Raises:
            BackendError: it cannot be brought up to date, and there is none to ask.
            OSError: likewise.
        """
        return index.refresh(self._parts, progress)

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        mode: SearchMode = SearchMode.HYBRID,
        filters: FilterNames = NO_FILTER_NAMES,
        refinement: Refinement = UNREFINED,
    ) -> Ranking:
        """The k measures that answer `text` best, in the index as it was last committed.

        Raises:
            UnknownReportError: the refinement names a measure that is not there.
            QueryError: an empty query, or one that cannot be asked.
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        query = Query(text=text, k=k, mode=mode, refinement=refinement)
        return asking.search(self._parts, query, names=filters)

    def similar(
        self, measure_id: str, *, k: int = 10, filters: FilterNames = NO_FILTER_NAMES
    ) -> Ranking:
        """The k measures nearest to a measure, itself left out. Raises as `search`, and
        UnknownReportError."""
        return asking.similar(self._parts, measure_id, k=k, names=filters)

    def compare(self, left: str, right: str, *, year: int | None = None) -> Comparison:
        """Two reports side by side: measures that do the same thing, and what only one has.

        Args:
            left: organisation's name or id, "NAME@2566", a report's id, or a file
                that was added.
            right: the other side, named in the same way.
            year: fiscal year (BE) for organisations named without one; None takes the
                latest that both have, else each one's latest, and a note says so.

        Raises:
            UnknownValueError: no such organisation, or it has no report of that year.
            AmbiguousOrganisationError: a name fits several.
            ComparisonError: both sides are the same report, or a side has none.
        """
        return comparing.compare(self._parts, left, right, year=year)

    def compare_years(self, organisation: str) -> YearsComparison:
        """One town's reports over its years: measures kept, changed, begun and dropped.

        Args:
            organisation: its name or id.

        Raises:
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: a name fits several.
            ComparisonError: it has no report of a known year.
        """
        return comparing_years.compare_years(self._parts, organisation)

    def evaluate(
        self,
        qrels: Path,
        *,
        queries: Path,
        mode: SearchMode = SearchMode.HYBRID,
        compare: Path | None = None,
        progress: Progress = no_progress,
    ) -> Evaluation:
        """This library's search on a judged set, beside words, vectors and their rank fusion.

        Args:
            qrels: TREC judgements over measure ids.
            queries: tab-separated qid, text, language, type.
            mode: the search that is judged.
            compare: a TREC run file that takes part.
            progress: told of each query.

        Raises:
            EvaluationError: a file has another form.
            MissingExtraError: ir-measures is not installed.
        """
        return evaluating.evaluated(
            self._parts, qrels, queries=queries, mode=mode, compare=compare, progress=progress
        )

    def filter_choices(self) -> FilterChoices:
        """What filters can ask for in this library."""
        return filter_choices(self._parts.store)

    def show(self, identifier: str) -> StoredMeasure | Report:
        """The measure or report with this id. Raises UnknownReportError."""
        return asking.show(self._parts, identifier)

    def report(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""
        return self._parts.store.report(report_id)

    def reports(
        self,
        filters: FilterNames = NO_FILTER_NAMES,
        *,
        statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
    ) -> tuple[ReportSummary, ...]:
        """Reports by province, organisation, then newest fiscal year first."""
        store = self._parts.store
        return store.reports(resolve(filters, store), statuses=statuses)

    def organisations(self) -> tuple[OrganisationSummary, ...]:
        """Organisations that have a report or an ITA result, by name."""
        return self._parts.store.organisations()

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id, name, alias or abbreviated name.

        Raises:
            UnknownValueError: with the nearest names.
            AmbiguousOrganisationError: when several fit.
        """
        return self._parts.store.find_organisation(text)

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first."""
        return self._parts.store.ita_results(organisation_id)

    def original(self, report_id: str) -> Path:
        """Where the file of a report lies. Raises UnknownReportError."""
        return self._settings.home / self._parts.store.summary(report_id).source.path

    def page_picture(self, report_id: str, page_number: int, *, width: int) -> bytes:
        """A page of a report's file as PNG, `width` pixels wide, upright as rectangles are.

        Drawn in a child process that stays warm for the next page.

        Raises:
            UnknownReportError: there is no such report.
            ReadError: the file has no such page, or none at all, or cannot be drawn.
            ReaderUnavailableError: the installation is broken.
        """
        return self._parts.pictures.picture(self.original(report_id), page_number, width=width)

    def stats(self) -> LibraryStats:
        """Counts over what can be found."""
        return self._parts.store.stats()

    def backup(self, output: Path, *, progress: Progress = no_progress) -> int:
        """Write corpus/ and a consistent copy of the store to a ZIP file, in one step.

        To restore it, unzip it into an empty home and build. Others may go on writing.

        Returns:
            How many files of corpus/ it holds besides the store.

        Raises:
            StoreError: the store is another database than SQLite; it has tools of its own.
            ExportError: `output` is a folder, or lies in none.
        """
        return health.backup(self._parts, output, progress)

    def doctor(self) -> tuple[Check, ...]:
        """Look whether everything that itasearch needs is there and fits together."""
        return doctor.doctor(self._parts)

    def reading_gaps(self) -> tuple[Check, ...]:
        """Which kinds of files cannot be read, or not well, on this machine, and what to install.

        Quicker than `doctor`, which has these checks too; empty when nothing is missing.
        """
        return doctor.reading_gaps(self._parts)


__all__ = ["Workspace", "load_settings", "open_workspace"]
