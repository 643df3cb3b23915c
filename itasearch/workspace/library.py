"""Verbs that fill the store: add, remove, parse; and what they are given as groups of files.

What is unpacked or downloaded exists only until the next group is read, so a batch never needs more
disk than its largest archive.
"""

import csv
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Self

from itasearch.config import ReadLimits
from itasearch.documents.files import check_place
from itasearch.documents.grid import csv_text
from itasearch.errors import ReadError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, Supplied
from itasearch.ingest.containers import SplitDump, holds_files, unpacked
from itasearch.ingest.dump import DumpPart
from itasearch.ingest.originals.files import FoundFile, find_files
from itasearch.ingest.web.sources import is_web_address, listed_addresses
from itasearch.ingest.worker.pool import PageDone, reader_count
from itasearch.model.library import PAGE, READING, Outcome, Progress, ProgressEvent, no_progress
from itasearch.model.people import ActionKind, Person, Right
from itasearch.temporary import TemporaryFolder
from itasearch.wording.labels import known_share
from itasearch.wording.messages import quota_used
from itasearch.workspace.access import Verbs, check_owner, needs
from itasearch.workspace.index import catch_up
from itasearch.workspace.parts import Parts
from itasearch.workspace.writer_lock import writing

_GROUP = 500  #: Files of folders in a group: a batch of thousands begins before all are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person gave."""

    paths: Sequence[Path] = ()
    files: Sequence[FoundFile] = ()  #: those that were found already, such as on web sites
    urls: Sequence[str] = ()
    allow_private: bool = False  #: whether addresses of the own network may be contacted

    @classmethod
    def of(cls, typed: Sequence[str], *, allow_private: bool) -> Self:
        """Paths and web addresses as a person types them, mixed."""
        return cls(
            paths=[Path(each) for each in typed if not is_web_address(each)],
            urls=[each for each in typed if is_web_address(each)],
            allow_private=allow_private,
        )

    @property
    def is_one_file(self) -> bool:
        """Whether it is a single file or web address, and no folder or list."""
        if self.urls or self.files or len(self.paths) != 1:
            return len(self.urls) == 1 and not self.paths
        return self.paths[0].is_file() and not listed_addresses(self.paths[0])


@dataclass(slots=True, kw_only=True)
class Gathering:
    """The files of one batch, `total` as far as known; `has_reports`: of a web page itself."""

    given: Given
    limits: ReadLimits
    has_reports: Callable[[Path], bool]
    split: SplitDump | None = None
    beside: Path | None = None
    total: int = 0
    _found: tuple[FoundFile, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._found = (*self.given.files, *find_files(self.given.paths, beside=self.beside))
        self.total = len(self._found) + len(self.given.urls)

    def groups(self) -> Generator[tuple[FoundFile, ...], None, None]:
        """All files, in order; of a group that came from elsewhere nothing is left afterwards."""
        plain: list[FoundFile] = []
        for file in self._found:
            addresses = listed_addresses(file.path) if file.named else ()
            archive = not addresses and holds_files(file.path)
            if not addresses and not archive:
                plain.append(file)
                if len(plain) < _GROUP:
                    continue
            if plain:
                yield tuple(plain)
                plain = []
            if addresses:
                self.total += len(addresses) - 1
                yield from self._from_web(addresses)
            elif archive:
                with TemporaryFolder() as folder:
                    members = self._unpacked(file, folder)
                    self.total += len(members) - 1
                    yield members
        if plain:
            yield tuple(plain)
        if self.given.urls:
            yield from self._from_web(self.given.urls)

    def _unpacked(self, file: FoundFile, folder: TemporaryFolder) -> tuple[FoundFile, ...]:
        return (*unpacked([file], into=folder.path, limits=self.limits, split=self.split),)

    def _from_web(self, urls: Sequence[str]) -> Iterator[tuple[FoundFile, ...]]:
        from itasearch.ingest.web.download import opened_web
        from itasearch.ingest.web.sources import found_on_web

        before, came = self.total - len(urls), 0
        with (
            TemporaryFolder() as folder,
            opened_web(self.limits, allow_private=self.given.allow_private) as web,
        ):
            for file in found_on_web(urls, web, has_reports=self.has_reports):
                members = self._unpacked(file, folder)
                came += len(members)
                self.total = before + max(len(urls), came)
                yield members
                for member in members:
                    if member.fault is None:
                        member.path.unlink(missing_ok=True)


_FILES_IF_UNKNOWN = 1000  #: To start parsers for where archives and web pages are among them


class Adding(Verbs):
    """Files read and stored in the name of a person."""

    @needs(Right.ADD)
    def take(
        self,
        whole: Given,
        *,
        organisation: str | None,
        fiscal_year_be: int | None,
        progress: Progress,
        on_outcome: Callable[[Outcome], None],
        parsers: Sequence[batch.Parser] = (),
    ) -> tuple[Outcome, ...]:
        """As `Workspace.add`, without the index; with parsers that are open already, if any."""
        parts = self._parts
        self.check_organisation(organisation)
        supplied = Supplied(
            organisation=organisation, fiscal_year_be=fiscal_year_be, overrides=whole.is_one_file
        )
        intake = intake_of(parts, self.person, progress)
        outcomes: list[Outcome] = []
        with (
            gathered(parts, whole, parsers=parsers) as (gathering, reading, groups),
            self._recorded(ActionKind.UPLOAD, count=0) as batch_number,
        ):
            done = 0
            for files in groups:
                if batch_number is not None:
                    most = parts.settings.uploads_per_day
                    taken = parts.store.actions.take_quota(
                        batch_number, self.person, files=len(files), most=most
                    )
                    beyond = (replace(file, fault=quota_used(most)) for file in files[taken:])
                    files = (*files[:taken], *beyond)
                progress(reading_event(done, gathering.total, files[0].path.name))
                with closing(intake.take_all(files, reading, supplied=supplied)) as events:
                    for event in events:
                        if isinstance(event, PageDone):
                            progress(page_event(event.item.path, event.done, event.total))
                            continue
                        file, kept = event
                        for outcome in kept:
                            outcomes.append(outcome)
                            on_outcome(outcome)
                        done += 1
                        progress(reading_event(done, gathering.total, file.path.name))
        return tuple(outcomes)

    def check_organisation(self, organisation: str | None) -> None:
        """Raise NotAllowedError unless the person may say that reports are of it; None: of any."""
        if organisation and not self.person.edits_all:
            owner = self._store.organisations.find(organisation)
            check_owner(self.person, owner, Right.ADD)


class AddVerbs(Verbs):
    """The verb that fills the store."""

    @needs(Right.ADD)
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

        Folders are searched, archives opened, web addresses downloaded, links of a web page without
        measures followed. A file that cannot be taken, or is not the person's to add, is an
        outcome. One from outside corpus/ is copied to corpus/added/. `organisation` (full or
        abbreviated) and `fiscal_year_be` are for reports that do not state theirs; with a single
        file they correct it. Raises OriginalsError: the bucket fails; what was stored stays.
        ValueError: a name without letters, or a year outside 2500–2700.
        """
        whole = given if isinstance(given, Given) else Given(paths=given)
        outcomes = Adding(self._parts, self.person).take(
            whole,
            organisation=organisation,
            fiscal_year_be=fiscal_year_be,
            progress=progress,
            on_outcome=on_outcome,
        )
        if build:
            catch_up(self._parts, progress)
        return outcomes


OUTCOME_COLUMNS = (
    "path",
    "outcome",
    "report_id",
    "organisation",
    "fiscal_year_be",
    "measures",
    "completeness",
    "missing",
    "reason",
)


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
            writer.writerow(_outcome_cells(outcome))
            file.flush()  # what was done is on disk, even after a kill

        yield write


def _outcome_cells(outcome: Outcome) -> tuple[str, ...]:
    completeness = outcome.completeness
    return (
        csv_text(outcome.path),
        outcome.kind.value,
        outcome.report_id or "",
        csv_text(outcome.organisation.name if outcome.organisation else ""),
        str(outcome.fiscal_year_be or ""),
        str(outcome.measures),
        "" if completeness is None else f"{known_share(completeness):.3f}",
        ", ".join(outcome.missing),
        csv_text(outcome.reason or ""),
    )


@contextmanager
def gathered(
    parts: Parts, given: Given, *, parsers: Sequence[batch.Parser] = ()
) -> Iterator[tuple[Gathering, Sequence[batch.Parser], Iterator[tuple[FoundFile, ...]]]]:
    """What is given, what parses it (without any parsers new ones), and its files in groups."""
    limits = parts.settings.limits

    def has_reports(page: Path) -> bool:
        try:
            return bool(reading[0].parse(page).reports)
        except ReadError:
            return False

    def split(dump: Path, into: Path) -> Sequence[DumpPart]:
        with parts.parser() as parser:
            return parser.split(dump, into)

    gathering = Gathering(
        given=given,
        limits=limits,
        has_reports=has_reports,
        split=split,
        beside=parts.settings.home / "index",
    )
    # How many files an archive or page gives is not known yet.
    files = gathering.total if all(path.is_dir() for path in given.paths) else _FILES_IF_UNKNOWN
    opening: AbstractContextManager[Sequence[batch.Parser]]
    opening = nullcontext(parsers) if parsers else isolated_parsers(parts, files)
    with opening as reading, closing(gathering.groups()) as groups:
        yield gathering, reading, groups


def intake_of(parts: Parts, person: Person, progress: Progress) -> Intake:
    """What stores files in the name of a person; each waits for other writers."""
    held = partial(writing, parts.settings.lock, progress)
    return Intake(store=parts.store, originals=parts.originals, writing=held, by=person)


def reading_event(done: int, total: int, detail: str) -> ProgressEvent:
    """So many files of all are read, the one that `detail` names the last."""
    return ProgressEvent(stage=READING, done=done, total=total, detail=detail)


def page_event(path: Path, done: int, total: int) -> ProgressEvent:
    """So many pages of the file at `path` are read."""
    return ProgressEvent(stage=PAGE, done=done, total=total, detail=path.name)


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
