"""The library: filled, looked up, emptied; and what is given as groups of files.

What is unpacked or downloaded exists only until the next group is read, so a batch never needs more
disk than its largest archive.
"""

import csv
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Self

from itasearch.config import ReadLimits
from itasearch.documents.files import check_place
from itasearch.documents.grid import csv_text
from itasearch.domain.organisations import sample_files
from itasearch.errors import ReadError, SamplesMissingError, UnknownReportError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, ParsedFile, Supplied
from itasearch.ingest.containers import holds_files, unpacked
from itasearch.ingest.originals.files import FoundFile, check_plain, digest, find_files, placed_at
from itasearch.ingest.web.sources import is_web_address
from itasearch.ingest.worker.pool import PageDone, reader_count
from itasearch.model import library
from itasearch.model.library import PAGE, READING, Outcome, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind, Person, Right
from itasearch.model.ranking import Filters
from itasearch.model.records import ItaResult, Organisation, Report, StoredMeasure
from itasearch.temporary import TemporaryFolder
from itasearch.wording.labels import known_share
from itasearch.wording.messages import unread_reason
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import catch_up
from itasearch.workspace.parts import Parts
from itasearch.workspace.survey import reports_inside
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    FilterChoices,
    FilterNames,
    filter_choices,
    resolve,
)
from itasearch.workspace.writer_lock import writing

_GROUP = 500  #: Files of folders in a group: a batch of thousands begins before all are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person gave."""

    paths: Sequence[Path] = ()
    urls: Sequence[str] = ()
    by_hand: bool = False  #: whether files without recognised measures are taken in, to be marked
    allow_private: bool = False  #: whether addresses of the own network may be contacted
    parsers: Sequence[batch.Parser] = ()  #: that are open; without any new ones are opened

    @classmethod
    def of(
        cls, typed: Sequence[str], *, allow_private: bool = False, by_hand: bool = False
    ) -> Self:
        """Paths and web addresses as a person types them, mixed."""
        return cls(
            paths=[Path(each) for each in typed if not is_web_address(each)],
            urls=[each for each in typed if is_web_address(each)],
            allow_private=allow_private,
            by_hand=by_hand,
        )

    @property
    def is_one_file(self) -> bool:
        """Whether it is a single file or web address, and no folder."""
        if self.urls or len(self.paths) != 1:
            return len(self.urls) == 1 and not self.paths
        return self.paths[0].is_file()


@dataclass(slots=True, kw_only=True)
class Gathering:
    """The files of one batch, `total` as far as known."""

    given: Given
    limits: ReadLimits
    beside: Path | None = None
    total: int = 0
    _found: tuple[FoundFile, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._found = find_files(self.given.paths, beside=self.beside)
        self.total = len(self._found) + len(self.given.urls)

    def groups(self) -> Generator[tuple[FoundFile, ...], None, None]:
        """All files, in order; of a group that came from elsewhere nothing is left afterwards."""
        plain: list[FoundFile] = []
        for file in self._found:
            is_archive = holds_files(file.path)
            if not is_archive:
                plain.append(file)
                if len(plain) < _GROUP:
                    continue
            if plain:
                yield tuple(plain)
                plain = []
            if is_archive:
                with TemporaryFolder() as folder:
                    members = self._unpacked(file, folder)
                    self.total += len(members) - 1
                    yield members
        if plain:
            yield tuple(plain)
        if self.given.urls:
            yield from self._from_web(self.given.urls)

    def _unpacked(self, file: FoundFile, folder: TemporaryFolder) -> tuple[FoundFile, ...]:
        return (*unpacked([file], into=folder.path, limits=self.limits),)

    def _from_web(self, urls: Sequence[str]) -> Iterator[tuple[FoundFile, ...]]:
        from itasearch.ingest.web.download import downloaded, opened_web

        with (
            TemporaryFolder() as folder,
            opened_web(self.limits, allow_private=self.given.allow_private) as web,
        ):
            for url in urls:
                members = self._unpacked(downloaded(url, web), folder)
                self.total += len(members) - 1
                yield members
                for member in members:
                    if member.fault is None:
                        member.path.unlink(missing_ok=True)


_FILES_IF_UNKNOWN = 1000  #: To start parsers for where archives and web addresses are among them


class AddVerbs(Verbs):
    """The verb that fills the store."""

    @needs(Right.EDIT)
    def add(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        build: bool = True,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], None] = no_progress,
    ) -> tuple[Outcome, ...]:
        """Store files and index what they gave; an outcome per report, or per file without any.

        Folders are searched, archives opened, web addresses downloaded. A file that cannot be taken
        is an outcome. One from outside corpus/ is copied to corpus/added/. `organisation` (full or
        abbreviated) and `fiscal_year_be` are for reports that do not state theirs; with a single
        file they correct it. Raises OriginalsError: the bucket fails; what was stored stays.
        ValueError: a name without letters, or a year outside 2500–2700.
        """
        parts = self._parts
        whole, supplied = supplied_with(given, organisation, fiscal_year_be)
        intake = intake_of(parts, self.person, progress)
        outcomes: list[Outcome] = []
        with (
            gathered(parts, whole) as (gathering, reading, groups),
            self._recorded(ActionKind.UPLOAD, count=len(whole.paths) + len(whole.urls)),
        ):
            done = 0
            for files in groups:
                progress(reading_event(done, gathering.total, files[0].path.name))
                events = intake.take_all(files, reading, supplied=supplied)
                outcomes += followed(events, progress, on_outcome, done=done, total=gathering.total)
                done += len(files)
        if build:
            catch_up(parts, progress)
        return tuple(outcomes)


def supplied_with(
    given: Sequence[Path] | Given, organisation: str | None, year: int | None
) -> tuple[Given, Supplied]:
    """What is given, and what the person says of it."""
    whole = given if isinstance(given, Given) else Given(paths=given)
    return whole, Supplied(
        organisation=organisation,
        fiscal_year_be=year,
        overrides=whole.is_one_file,
        by_hand=whole.by_hand,
    )


OUTCOME_COLUMNS: Mapping[str, Callable[[Outcome], str]] = {
    "path": lambda it: csv_text(it.path),
    "outcome": lambda it: it.kind.value,
    "report_id": lambda it: it.report_id or "",
    "organisation": lambda it: csv_text(it.organisation.name if it.organisation else ""),
    "fiscal_year_be": lambda it: str(it.fiscal_year_be or ""),
    "measures": lambda it: str(it.measures),
    "completeness": lambda it: (
        "" if it.completeness is None else f"{known_share(it.completeness):.3f}"
    ),
    "missing": lambda it: ", ".join(it.missing),
    "reason": lambda it: csv_text(it.reason or ""),
    "notes": lambda it: csv_text("\n".join(it.warnings)),
}


@contextmanager
def outcome_table(path: Path | None) -> Iterator[Callable[[Outcome], None]]:
    """Writes outcomes to a CSV file for Excel, replacing it; None: to none. Raises ExportError."""
    if path is None:
        yield no_progress
        return
    check_place(path)
    # A file name that is no text is written with escapes.
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(OUTCOME_COLUMNS)
        file.flush()

        def write(outcome: Outcome) -> None:
            writer.writerow(cell(outcome) for cell in OUTCOME_COLUMNS.values())
            file.flush()  # what was done is on disk, even after a kill

        yield write


@contextmanager
def gathered(
    parts: Parts, given: Given
) -> Iterator[tuple[Gathering, Sequence[batch.Parser], Iterator[tuple[FoundFile, ...]]]]:
    """What is given, what parses it, and its files in groups."""
    limits = parts.settings.limits
    gathering = Gathering(given=given, limits=limits, beside=parts.settings.home / "index")
    # How many files an archive gives is not known yet.
    files = gathering.total if all(path.is_dir() for path in given.paths) else _FILES_IF_UNKNOWN
    opening: AbstractContextManager[Sequence[batch.Parser]]
    opening = nullcontext(given.parsers) if given.parsers else isolated_parsers(parts, files)
    with opening as reading, closing(gathering.groups()) as groups:
        yield gathering, reading, groups


def intake_of(parts: Parts, person: Person, progress: Progress) -> Intake:
    """What stores files in the name of a person; each waits for other writers."""
    held = partial(writing, parts.settings.lock, progress)
    return Intake(store=parts.store, originals=parts.originals, writing=held, by=person)


def reading_event(done: int, total: int, detail: str) -> ProgressEvent:
    """So many files of all are read, the one that `detail` names the last."""
    return ProgressEvent(stage=READING, done=done, total=total, detail=detail)


def followed(
    events: batch.FileEvents,
    progress: Progress,
    on_outcome: Callable[[Outcome], None],
    *,
    total: int,
    done: int = 0,
) -> list[Outcome]:
    """The outcomes of files, as the progress of all `total` of which others are `done`."""
    outcomes: list[Outcome] = []
    with closing(events):
        for event in events:
            if isinstance(event, PageDone):
                name, pages = event.item.name, event.total
                progress(ProgressEvent(stage=PAGE, done=event.done, total=pages, detail=name))
                continue
            path, of_file = event
            for outcome in of_file:
                outcomes.append(outcome)
                on_outcome(outcome)
            done += 1
            # By the file's name who shows pages knows that it has no more.
            progress(reading_event(done, total, path.name))
    return outcomes


@contextmanager
def isolated_parsers(parts: Parts, files: int) -> Iterator[tuple[batch.Parser, ...]]:
    """Parsers for so many files, one a core; each starts with its first file, one may be warm."""
    with ExitStack() as stack:
        others = range(reader_count(files) - 1)
        limits = parts.settings.limits
        warm = stack.enter_context(parts.parser())
        yield (warm, *(stack.enter_context(isolated_parser(limits)) for _ in others))


@contextmanager
def isolated_parser(limits: ReadLimits) -> Iterator[batch.Parser]:
    """A parser in a child process, which starts with the first file that is parsed."""
    from itasearch.ingest.worker.isolation import Isolation

    with closing(Isolation(limits=limits)) as parser:
        yield parser


CHECKOUT = Path(__file__).parents[2] / "corpus"  #: The samples next to the source
INSTALLED = Path(__file__).parents[1] / "samples"  #: Those that setup.py puts into a wheel


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
        order: library.ReportOrder = library.ReportOrder.THAI_NAME,
        added_after: datetime | None = None,
        first: int = 0,
        most: int,
    ) -> library.ReportPage:
        """Reports that fit all words; since `added_after`, the last added first."""
        return self._store.reports.page(
            words, order=order, added_after=added_after, first=first, most=most
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

    @needs(Right.EDIT)
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

    @needs(Right.EDIT)
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

    @needs(Right.EDIT)
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
