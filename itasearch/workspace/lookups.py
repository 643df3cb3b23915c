"""What the library holds, looked up; taken out, and the samples."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from itasearch.domain.organisations import sample_files
from itasearch.errors import ReadError, SamplesMissingError, UnknownReportError
from itasearch.ingest import batch
from itasearch.ingest.batch import ParsedFile
from itasearch.ingest.originals.files import FoundFile, check_plain, digest, placed_at
from itasearch.model import library
from itasearch.model.people import Right
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import ItaResult, Organisation, Report, StoredMeasure
from itasearch.wording.messages import unread_reason
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import IndexVerbs, catch_up
from itasearch.workspace.library import AddVerbs, Given, gathered
from itasearch.workspace.search import SubjectVerbs
from itasearch.workspace.towns.survey import reports_inside
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    FilterChoices,
    FilterNames,
    filter_choices,
    resolve,
)
from itasearch.workspace.writer_lock import writing

CHECKOUT = Path(__file__).parents[2] / "corpus"  #: The samples next to the source
INSTALLED = Path(__file__).parents[1] / "samples"  #: Those that setup.py puts into a wheel


class Index(IndexVerbs, SubjectVerbs):
    """The search index: kept in step with the store, and what it knows of measures."""


class Library(Verbs):
    """Reports, organisations and ITA results that the library holds."""

    def report(self, report_id: str) -> Report:
        """A report with its measures. Raises UnknownReportError."""
        return self._store.reports.get(report_id)

    def summary(self, report_id: str) -> library.ReportSummary:
        """A report without its measures, whatever its status. Raises UnknownReportError."""
        return self._store.reports.summary(report_id)

    def report_count(self) -> int:
        """How many active reports there are."""
        return self._store.reports.count()

    def reports_since(self, moment: datetime, *, most: int) -> library.ReportPage:
        """The newest reports that are news after a moment with its time zone; `total` counts all.

        No sample is news, nor what the library's first day brought.
        """
        return self._store.holdings.reports_since(moment, most=most)

    def holdings(self) -> library.LibraryHoldings:
        """Active reports by province and by fiscal year; kept until reports change."""
        return self._store.holdings.held()

    def samples(self) -> library.SampleFiles:
        """The sample reports and results that are in use, and files of those that were removed."""
        return self._store.holdings.samples()

    def report_page(
        self,
        words: Sequence[library.ReportWord] = (),
        *,
        filters: Filters = NO_FILTERS,
        order: library.ReportOrder = library.ReportOrder.THAI_NAME,
        added_after: datetime | None = None,
        first: int = 0,
        most: int,
    ) -> library.ReportPage:
        """Reports that fit all words and filters; since `added_after`, the last added first."""
        return self._store.reports.page(
            words,
            filters=filters,
            order=order,
            added_after=added_after,
            first=first,
            most=most,
        )

    def summaries(self, report_ids: Sequence[str]) -> Mapping[str, library.ReportSummary]:
        """The same for several, by id; unknown ones are left out."""
        return self._store.reports.summaries(report_ids)

    def organisations(self) -> tuple[library.OrganisationSummary, ...]:
        """Organisations that have an active report or an ITA result, by name."""
        return self._store.organisations.all()

    def organisations_of(
        self, organisation_ids: Sequence[str]
    ) -> tuple[library.OrganisationSummary, ...]:
        """Those of `organisations` that have these ids, by name."""
        return self._store.organisations.of(organisation_ids)

    def organisations_named(
        self, text: str, *, most: int, first: int = 0
    ) -> tuple[library.OrganisationSummary, ...]:
        """Some of `organisations` with each word of `text` in a name or province, English too.

        Aliases and "ทต." and other abbreviations count; "" fits all.
        """
        return self._store.organisations.named(text, most=most, first=first)

    def organisation_count(self) -> int:
        """How many `organisations` there are."""
        return self._store.organisations.count()

    def find_organisation(self, text: str) -> Organisation:
        """The organisation with this id or full name ("ทต.แม่กา"), else with this alias.

        Else the only one whose name without type ("แม่กา") it is, else part of it; a province, or
        district and province, behind the name ("… จ.พะเยา") narrow it down. Else by the English
        name ("Mae Ka").
        """
        return self._store.organisations.find(text)

    def ita_results(self, organisation_id: str) -> tuple[ItaResult, ...]:
        """ITA results of an organisation, newest first; one without its year comes last."""
        return self._store.organisations.ita_results(organisation_id)

    def fiscal_years(self) -> frozenset[int]:
        """Fiscal years of the active reports."""
        return self._store.organisations.fiscal_years()

    def stats(self) -> library.LibraryStats:
        """Counts over the active reports."""
        return self._store.reports.stats()

    def measures(self, measure_ids: Sequence[str]) -> tuple[StoredMeasure, ...]:
        """Measures with their organisations, in the order given; missing ones are left out."""
        return tuple(self._store.reports.measures(measure_ids).values())

    def filter_choices(self) -> FilterChoices:
        """What filters can ask for in this library."""
        return filter_choices(self._store)

    def reports(
        self,
        filters: FilterNames = NO_FILTER_NAMES,
        *,
        statuses: Collection[library.ReportStatus] = (library.ReportStatus.ACTIVE,),
    ) -> tuple[library.ReportSummary, ...]:
        """Reports by province, organisation, then newest fiscal year first.

        With a measure, stated or guessed, for one of the indicators and one of the topics.
        """
        return reports_inside(self._parts, filters, statuses=statuses)

    def some_reports(self, filters: FilterNames, *, first: int, most: int) -> library.ReportPage:
        """Some active reports inside the filters, in the order of `reports`, `first` from 0."""
        named = resolve(filters, self._store)
        if named.topics or named.indicators:
            reports = self.reports(filters)
            return library.ReportPage(reports=reports[first : first + most], total=len(reports))
        return self._store.reports.page(filters=named, first=first, most=most)

    def reports_of(self, organisation_ids: Sequence[str]) -> tuple[library.ReportSummary, ...]:
        """The active reports of organisations, by their ids, in the order of `reports`."""
        if not organisation_ids:
            return ()  # filters without organisations would let all in
        return self._store.reports.all(Filters(organisation_ids=tuple(organisation_ids)))

    @needs(Right.REMOVE)
    def remove(
        self, report_id: str, *, progress: library.Progress = library.no_progress
    ) -> library.ReportSummary | None:
        """Take a report out of search; file and history stay. None for ITA results alone."""
        parts = self._parts
        store = parts.store  # before the lock's file: a home without its store stays as it is
        with writing(parts.settings.lock, progress):
            store.intake.remove(report_id, by=self.person)
        catch_up(self._parts, progress)
        try:
            return store.reports.summary(report_id)
        except UnknownReportError:
            return None

    def parse(self, paths: Sequence[Path]) -> Iterator[ParsedFile]:
        """Read files (folders are searched through) without storing anything."""
        with gathered(self._parts, Given(paths=paths)) as (_, parsers, groups):
            for file in chain.from_iterable(groups):
                yield _parsed(file, parsers[0])

    @needs(Right.ADMINISTER)
    def load_samples(
        self, *, progress: library.Progress = library.no_progress
    ) -> tuple[library.Outcome, ...]:
        """Add missing, unchanged samples; returns as `add`. Raises SamplesMissingError."""
        settings = self._parts.settings
        stored = map(self._parts.originals.path, self._store.holdings.samples().removed)
        removed = [path for path in stored if path.is_file()]
        paths = next(filter(None, map(_samples_in, (settings.corpus, CHECKOUT, INSTALLED))), [])
        files = [*removed, *paths]
        if not files:
            raise SamplesMissingError(looked_in=settings.corpus)
        once = {digest(path): path for path in files}
        return AddVerbs(self._parts, self.person).add(list(once.values()), progress=progress)

    @needs(Right.ADMINISTER)
    def remove_samples(self, *, progress: library.Progress = library.no_progress) -> int:
        """Take all samples out of search and return how many; files and history stay."""
        ids = self._store.holdings.samples().ids
        if ids:
            with writing(self._parts.settings.lock, progress):
                for report_id in ids:
                    self._store.intake.remove(report_id, by=self.person)
            catch_up(self._parts, progress)
        return len(ids)


def _samples_in(corpus: Path) -> list[Path]:
    pairs = ((corpus / path, sha256) for path, sha256 in sample_files().items())
    return [path for path, sha256 in pairs if path.is_file() and digest(path) == sha256]


def _parsed(file: FoundFile, parser: batch.Parser) -> ParsedFile:
    path, name = file.path, file.display_name
    if file.fault is not None:
        return ParsedFile(path=name, refusal=file.fault)
    try:
        check_plain(path)
        extraction = parser.parse(path)
    except (ReadError, OSError) as error:
        return ParsedFile(path=name, refusal=unread_reason(error))
    if file.origin is not None:
        extraction = placed_at(extraction, name)
    if not extraction.reports:
        count = len(extraction.ita_results)
        refusal = f"ไม่มีมาตรการ มีแต่ผลประเมิน ITA {count} รายการ ซึ่งเพิ่มเข้าคลังได้ด้วย itasearch add"
        return ParsedFile(path=name, extraction=extraction, refusal=refusal)
    return ParsedFile(path=name, extraction=extraction)
