"""Many files into the store: each ends as an outcome, and none stops the rest.

The digest decides first: a file whose bytes are stored is not even parsed, so a batch that
was ended half-way continues where it was. Files are read in parallel and stored in order, those
that were read within half a second in one transaction: a kill loses these, and the next run
reads them again. Only storing holds the writer lock, so that two batches on one home take
turns. Stored files are read again by the current readers: corrections stay, and where a file
is gone, changed or refused, the earlier reading stays and the outcome names the reason.
"""

import time
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from itasearch.domain.organisations import expand_abbreviation, is_sample
from itasearch.errors import (
    NotAllowedError,
    NotAReportError,
    ReadError,
    ReaderUnavailableError,
    StoreError,
)
from itasearch.ingest.notes import (
    REMOVED,
    RESULTS_KNOWN,
    beside_others,
    came_from,
    joined,
    lacking,
    not_stored,
    origin_note,
    results_added,
    version_in_use,
)
from itasearch.ingest.originals import (
    FoundFile,
    Keeping,
    Originals,
    digest,
    placed_at,
)
from itasearch.ingest.worker.pool import Finished, PageDone, Quiet, in_order
from itasearch.model.corrections import Correction, SetFiscalYear, SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER, Person, Right
from itasearch.model.records import Extraction, OrganisationResult, ReportKind, report_id
from itasearch.model.source import SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import ReadFile, Reread, Superseded
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.thai.normalize import squash
from itasearch.wording.messages import NO_MEASURES, refused_by_system

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

READING_VERSION = 5
"""Stored with every report; raise it with any change that makes files come out otherwise, and
`reread` reads again what an older one read."""

_FILES_PER_LOOKUP = 32  # files looked up in the store at a time: one by one it took 0.8 ms each

# Of what waits to be stored: a transaction costs 10 ms and the look at the outcomes 5, however
# many files are in it. Chosen by hand.
_LONGEST_WAIT = 0.5  # seconds from the reading of a file to the transaction that stores it
_QUIET_SECONDS = 0.1  # seconds without a file read after which those that wait are stored at once
_MOST_WAITING_MEASURES = 2_000  # measures that wait, about 3 KB each

_OTHER_FILE = "ไฟล์ต้นฉบับในคลังถูกแก้ไขหลังจากเพิ่ม โปรดเพิ่มไฟล์นี้ใหม่"
_KEPT = "อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม"
_GONE = "อ่านใหม่แล้วไม่พบรายงานนี้ในไฟล์ จึงใช้ผลการอ่านเดิม"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """What reading one file gave: an extraction, or the reason (Thai) why there is none."""

    path: str
    extraction: Extraction | None = None
    refusal: str | None = None


class Parser(Protocol):
    """Reads one file, safe from what the file may do."""

    def parse(self, path: Path, *, on_page: PageProgress = no_progress) -> Extraction:
        """What the file holds. Raises ReadError, or ReaderUnavailableError for any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFile:
    """A file on its way into the store.

    Attributes:
        sha256: of its bytes; "" if they cannot be read.
        passed_over: whether it is stored already, or was removed and is not asked for by name.
        known: its reports, if it is stored already and gave any.
        extraction: what it holds, once it is read; None if it is refused or stored already.
        refusal: why nothing of it can be taken (Thai).
    """

    file: FoundFile
    sha256: str = ""
    passed_over: bool = False
    known: tuple[ReportSummary, ...] = ()
    extraction: Extraction | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the library on its way through the readers again.

    Attributes:
        extraction: what it holds now; None before it is read, and if it is refused.
        refusal: why it cannot be read (Thai).
    """

    reports: tuple[ReportSummary, ...]
    extraction: Extraction | None = None
    refusal: str | None = None

    @property
    def source(self) -> SourceRef:
        """The file itself."""
        first = self.reports[0].source
        return SourceRef(path=first.path, sha256=first.sha256)

    @property
    def origin(self) -> str | None:
        """Where it came from, by the warnings of its reports: only `add` knew."""
        return origin_note(one for report in self.reports for one in report.warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What a person supplies about reports that are added.

    Attributes:
        overrides: whether it also corrects what a report states, not only what it misses.

    Raises:
        ValueError: a name without any letter, or a year outside 2500–2700.
    """

    organisation: str | None = None
    fiscal_year_be: int | None = None
    overrides: bool = False

    def __post_init__(self) -> None:
        # Checked before anything is stored: a batch must not stop half-way for it.
        if self.organisation and not squash(self.organisation):
            raise ValueError(f"organisation {self.organisation!r} is no name")
        if self.fiscal_year_be is not None:
            check_fiscal_year(self.fiscal_year_be)

    def corrections(self, report: ReportSummary) -> tuple[Correction, ...]:
        """What this report needs; nothing if it states the same without doubt."""
        sure = None if "organisation" in report.missing else report.organisation
        found: list[Correction] = []
        if self.organisation and self._applies(self.organisation, sure.name if sure else None):
            found.append(SetOrganisation(name=self.organisation))
        year = None if "fiscal_year_be" in report.missing else report.fiscal_year_be
        if self.fiscal_year_be and self._applies(str(self.fiscal_year_be), str(year or "")):
            found.append(SetFiscalYear(fiscal_year_be=self.fiscal_year_be))
        return tuple(found)

    @property
    def is_nothing(self) -> bool:
        """Whether no report is corrected."""
        return not self.organisation and not self.fiscal_year_be

    def to(self, file: FoundFile) -> "Supplied":
        """What it is for this file: what was not named itself is completed, never corrected."""
        return self if file.named else replace(self, overrides=False)

    def _applies(self, given: str, read: str | None) -> bool:
        return not read or (self.overrides and _name_key(given) != _name_key(read))


@dataclass(slots=True)
class _Waiting:
    """Files that were read and wait for the transaction that stores them."""

    files: list[ArrivedFile] = field(default_factory=list)
    _since: float = 0.0
    _measures: int = 0

    def add(self, read: ArrivedFile) -> None:
        if not self.files:
            self._since = time.monotonic()
        self.files.append(read)
        if read.extraction is not None:
            self._measures += sum(len(report.measures) for report in read.extraction.reports)

    @property
    def is_due(self) -> bool:
        """Whether the first has waited long enough, or many measures wait."""
        waited = time.monotonic() - self._since
        return waited >= _LONGEST_WAIT or self._measures >= _MOST_WAITING_MEASURES

    def taken(self) -> list[ArrivedFile]:
        """All that wait, which then wait no longer."""
        files, self.files, self._measures = self.files, [], 0
        return files


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes files into one store, and reads stored ones again.

    Attributes:
        writing: gives a context that holds the writer lock.
        by: who adds them. Files of organisations whose reports are not theirs are refused.
    """

    store: "SqlStore"
    originals: Originals
    writing: Callable[[], AbstractContextManager[None]]
    by: Person = THIS_COMPUTER

    def take_all(
        self, files: Sequence[FoundFile], parsers: Sequence[Parser], *, supplied: Supplied
    ) -> Generator[PageDone[FoundFile] | tuple[FoundFile, tuple[Outcome, ...]], None, None]:
        """Read files in as many threads as there are parsers, and keep them in order.

        Yields:
            Pages as they are read, and each file with its outcomes when it is kept.

        Raises:
            ReaderUnavailableError: no file at all can be read.
            OriginalsError: the bucket of originals refuses or is not reached; what was stored
                before stays.
        """
        waiting = _Waiting()
        try:
            for event in in_order(
                self.arrivals(files), self.read, readers=parsers, quiet_seconds=_QUIET_SECONDS
            ):
                if isinstance(event, PageDone):
                    yield PageDone(item=event.item.file, done=event.done, total=event.total)
                elif isinstance(event, Finished):
                    waiting.add(event.result)
                if waiting.files and (isinstance(event, Quiet) or waiting.is_due):
                    yield from self._kept(waiting.taken(), supplied)
        except ReaderUnavailableError:
            yield from self._kept(waiting.taken(), supplied)
            raise
        yield from self._kept(waiting.taken(), supplied)

    def _kept(
        self, read: Sequence[ArrivedFile], supplied: Supplied
    ) -> Iterator[tuple[FoundFile, tuple[Outcome, ...]]]:
        files = [one.file for one in read]
        yield from zip(files, self.keep_all(read, supplied=supplied), strict=True)

    def arrivals(self, files: Sequence[FoundFile]) -> Iterator[ArrivedFile]:
        """The files with their digests and what is stored of them, looked up many at a time."""
        for start in range(0, len(files), _FILES_PER_LOOKUP):
            arrived = [_arrival(file) for file in files[start : start + _FILES_PER_LOOKUP]]
            digests = [one.sha256 for one in arrived]
            stored: Mapping[str, tuple[ReportSummary, ...]] = {}
            sources: Mapping[str, bool] = {}
            with suppress(StoreError):  # `keep_all` meets the same error and refuses the file
                sources = self.store.known_sources(digests)
                stored = self.store.reports_of_sources([*sources])
            for one in arrived:
                yield replace(
                    one,
                    known=stored.get(one.sha256, ()),
                    passed_over=_is_passed_over(one, sources),
                )

    def read(
        self, arrival: ArrivedFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> ArrivedFile:
        """Read a file, unless it is stored; whatever is wrong with it or its disk is a refusal.

        Raises:
            ReaderUnavailableError: no file at all can be read.
        """
        if arrival.refusal is not None or arrival.passed_over:
            return arrival
        try:
            return replace(arrival, extraction=parser.parse(arrival.file.path, on_page=on_page))
        except (ReadError, OSError) as error:
            return replace(arrival, refusal=_why(error))

    def keep_all(
        self, read: Sequence[ArrivedFile], *, supplied: Supplied
    ) -> tuple[tuple[Outcome, ...], ...]:
        """Store files as they were read: of each an outcome per report, or one if it gave none.

        New files that follow each other are stored in one transaction, unless they give reports
        of one organisation, year and kind: an outcome names those that were there before it.
        Where the store refuses that, or a person supplied what is a transaction of its own,
        each is stored by itself.
        """
        outcomes: list[tuple[Outcome, ...]] = []
        for is_new, files in groupby(read, key=lambda one: one.extraction is not None):
            if not is_new:
                outcomes += [self._unchanged(one, supplied) for one in files]
            elif supplied.is_nothing:
                for together in _without_versions(files):
                    outcomes += self._store_all(together, supplied)
            else:
                outcomes += [found for one in files for found in self._store_all([one], supplied)]
        return tuple(outcomes)

    def _unchanged(self, read: ArrivedFile, supplied: Supplied) -> tuple[Outcome, ...]:
        """The outcomes of a file that was not read: it is stored already, or refused."""
        file, sha256 = read.file, read.sha256
        if read.refusal is not None:
            return (_refused(file, read.refusal),)
        supplied = supplied.to(file)
        try:
            stored = read.known or self.store.reports_of_source(sha256)
            if any(supplied.corrections(report) for report in stored):
                with self.writing():
                    return self._correct(file, sha256, supplied)
            if not stored:
                reason = RESULTS_KNOWN if self.store.has_source(sha256) else REMOVED
                return (_results_only(file, sha256, kind=OutcomeKind.UNCHANGED, reason=reason),)
        except (StoreError, OSError) as error:
            return (_refused(file, _why(error)),)
        return tuple(outcome_of(file, report, kind=OutcomeKind.UNCHANGED) for report in stored)

    def _store_all(
        self, read: Sequence[ArrivedFile], supplied: Supplied
    ) -> list[tuple[Outcome, ...]]:
        try:
            with self.writing():
                return self._stored(read, supplied)
        except (StoreError, NotAllowedError, OSError) as error:
            if len(read) == 1:
                return [(_refused(read[0].file, _why(error)),)]
            return [found for one in read for found in self._store_all([one], supplied)]

    def _stored(self, read: Sequence[ArrivedFile], supplied: Supplied) -> list[tuple[Outcome, ...]]:
        """Store files in one transaction, the writer lock held. Raises StoreError: it took none."""
        sources = dict(self.store.known_sources([one.sha256 for one in read]))
        keeping, new, refused = self.originals.keeping(), dict[int, ReadFile](), dict[int, str]()
        for place, one in enumerate(read):
            if _is_passed_over(one, sources):
                continue
            try:
                new[place] = self._with_original(one, keeping, supplied)
            except (ReadError, NotAllowedError, OSError) as error:
                refused[place] = _why(error)
            else:
                sources[one.sha256] = True  # the same bytes again are unchanged
        superseded: tuple[Superseded, ...] = ()
        if new:
            superseded = self.store.add_all(
                [*new.values()],
                reading_version=READING_VERSION,
                by=self.by,
                unnamed=bool(supplied.organisation),
            )
            keeping.finish()
        stored = self.store.reports_of_sources([*sources])
        later: set[str] = set()
        outcomes: list[tuple[Outcome, ...]] = []
        # From the last to the first: an outcome is that before the files after it were stored.
        for place, one in reversed([*enumerate(read)]):
            if place in refused:
                outcomes.append((_refused(one.file, refused[place]),))
                continue
            reports = [_before(report, later) for report in stored.get(one.sha256, ())]
            own = {report.id for report in reports}
            pairs = tuple(pair for pair in superseded if _is_between(pair, own, later))
            outcomes.append(
                self._outcomes(one, reports, supplied.to(one.file), pairs, file=new.get(place))
            )
            if place in new:
                later |= own
        return outcomes[::-1]

    def _with_original(self, read: ArrivedFile, keeping: Keeping, supplied: Supplied) -> ReadFile:
        """What a new file gave, placed in its original, which is kept.

        Raises:
            NotAReportError, DamagedFileError: nothing of it can be taken.
            NotAllowedError: it is not the person's to add.
            OSError, OriginalsError: it cannot be kept.
        """
        file, extraction = read.file, read.extraction
        if extraction is None or not (extraction.reports or extraction.ita_results):
            raise NotAReportError(path=str(file.path), reason=NO_MEASURES)
        self._check_owners(extraction, supplied)
        source = SourceRef(path=keeping.keep(file.path, read.sha256), sha256=read.sha256)
        origin = None if file.origin is None else came_from(file.origin)
        return ReadFile(
            extraction=placed_at(extraction, source.path, origin=origin),
            source=source,
            media_type=extraction.media_type,
        )

    def _check_owners(self, extraction: Extraction, supplied: Supplied) -> None:
        """Before the file is copied; the store checks again what it matched.

        Raises:
            NotAllowedError: a report is of another organisation than the person's, or names
                none and the person supplied none.
        """
        if self.by.edits_all:
            return
        of_reports = [one.organisation for one in extraction.reports]
        for read in (*of_reports, *(one.organisation for one in extraction.ita_results)):
            if read is None and supplied.organisation:
                continue
            owner = None if read is None else self.store.named_by(read)
            if not self.by.may_edit(None if owner is None else owner.id):
                named = owner or read
                raise NotAllowedError(
                    right=Right.ADD,
                    organisation=None if named is None else named.name,
                    of_others=True,
                )

    def _outcomes(
        self,
        read: ArrivedFile,
        reports: Sequence[ReportSummary],
        supplied: Supplied,
        superseded: tuple[Superseded, ...],
        *,
        file: ReadFile | None,
    ) -> tuple[Outcome, ...]:
        """The outcomes of a file that is stored; `file` None: it was stored before."""
        if any(supplied.corrections(report) for report in reports):
            outcomes = self._correct(read.file, read.sha256, supplied, superseded=superseded)
        else:
            outcomes = tuple(
                outcome_of(read.file, one, kind=OutcomeKind.UNCHANGED)
                if file is None
                else outcome_of(read.file, one, note=version_in_use(one, superseded))
                for one in reports
            )
        if file is None:
            known = OutcomeKind.UNCHANGED
            return outcomes or (
                _results_only(read.file, read.sha256, kind=known, reason=RESULTS_KNOWN),
            )
        note = results_added(len(file.extraction.ita_results))
        if not outcomes:
            added = OutcomeKind.ADDED
            only = _results_only(read.file, read.sha256, kind=added, reason=note)
            return (_with_owner(only, file.extraction.ita_results),)
        first = replace(outcomes[0], reason=joined(outcomes[0].reason, note))
        return (first, *outcomes[1:])

    def _correct(
        self,
        file: FoundFile,
        sha256: str,
        supplied: Supplied,
        *,
        superseded: tuple[Superseded, ...] = (),
    ) -> tuple[Outcome, ...]:
        """Apply what a person supplied; an outcome for each report of the file."""
        failed: dict[str, str] = {}
        for report in self.store.reports_of_source(sha256):
            try:
                if corrections := supplied.corrections(report):
                    replaced = self.store.correct(
                        report.id, corrections, by=self.by, unnamed=bool(supplied.organisation)
                    )
                    superseded += replaced or ()
            except (StoreError, NotAllowedError) as error:
                failed[report.id] = not_stored(error)
        return tuple(
            outcome_of(
                file, report, note=joined(failed.get(report.id), version_in_use(report, superseded))
            )
            for report in self.store.reports_of_source(sha256)
        )

    def reread_all(
        self, files: Sequence[StoredFile], parsers: Sequence[Parser]
    ) -> Generator[PageDone[StoredFile] | tuple[Outcome, ...], None, None]:
        """Read stored files again as `take_all` reads new ones.

        Yields:
            Pages as they are read, and the outcomes of each file when it is kept.

        Raises:
            ReaderUnavailableError: no file at all can be read.
            OriginalsError: their bucket is not reached.
        """
        for event in in_order(files, self._read_again, readers=parsers):
            if isinstance(event, PageDone):
                yield event
            elif isinstance(event, Finished):
                yield self._keep_again(event.result)

    def _read_again(
        self, file: StoredFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> StoredFile:
        original = self.originals.path(file.source.path)
        try:
            if digest(original) != file.source.sha256:
                return replace(file, refusal=_OTHER_FILE)
            return replace(file, extraction=parser.parse(original, on_page=on_page))
        except (ReadError, OSError) as error:
            return replace(file, refusal=_why(error))

    def _keep_again(self, file: StoredFile) -> tuple[Outcome, ...]:
        extraction = file.extraction
        if extraction is None or not (extraction.reports or extraction.ita_results):
            return _refused_again(file, file.refusal or NO_MEASURES)
        source = file.source
        placed = placed_at(extraction, source.path, origin=file.origin)
        try:
            with self.writing():
                done = self.store.reread(
                    placed, source, reading_version=READING_VERSION, by=self.by
                )
        except StoreError as error:
            return _refused_again(file, not_stored(error))
        stored = self.store.reports_of_source(source.sha256)
        return tuple(self._reread_outcome(report, done) for report in stored)

    def _reread_outcome(self, report: ReportSummary, done: Reread) -> Outcome:
        made = self.store.corrections(report.id)
        lost = sum(one.undone_at is None and not one.placed for one in made)
        return outcome_of(
            _stored_at(report),
            report,
            kind=None if report.id in done.changed else OutcomeKind.UNCHANGED,
            note=joined(
                _GONE if report.id in done.gone else None,
                f"การแก้ไข {lost} รายการหาตำแหน่งไม่พบแล้ว โปรดตรวจ" if lost else None,
                version_in_use(report, done.superseded),
            ),
        )


def stored_files(
    store: "SqlStore", report_ids: Sequence[str] | None, *, everything: bool
) -> tuple[StoredFile, ...]:
    """The files to read again, each once.

    Args:
        report_ids: whose files; None: those that an older version read.
        everything: with None: the files of all reports that nobody removed.

    Raises:
        UnknownReportError: there is no such report.
    """
    if report_ids is None:
        report_ids = store.read_before(READING_VERSION + 1 if everything else READING_VERSION)
    digests = dict.fromkeys(store.summary(one).source.sha256 for one in report_ids)
    return tuple(StoredFile(reports=store.reports_of_source(one)) for one in digests)


def outcome_now(
    store: "SqlStore", report_id: str, superseded: Sequence[Superseded] = ()
) -> Outcome:
    """The outcome of a report as it is now, after what brought these replacements about.

    Raises:
        UnknownReportError: there is no such report.
    """
    summary = store.summary(report_id)
    return outcome_of(_stored_at(summary), summary, note=version_in_use(summary, superseded))


def _stored_at(report: ReportSummary) -> FoundFile:
    return FoundFile(path=Path(report.source.path), named=True)


def _refused_again(file: StoredFile, reason: str) -> tuple[Outcome, ...]:
    refused = (outcome_of(_stored_at(one), one, kind=OutcomeKind.REFUSED) for one in file.reports)
    return tuple(replace(one, reason=joined(reason, _KEPT)) for one in refused)


def outcome_of(
    file: FoundFile,
    report: ReportSummary,
    *,
    kind: OutcomeKind | None = None,
    note: str | None = None,
) -> Outcome:
    """The outcome of a stored report; `kind` None: added, or needs review where it is doubtful."""
    removed = REMOVED if report.status is ReportStatus.REMOVED else None
    doubtful = OutcomeKind.NEEDS_REVIEW if report.missing else OutcomeKind.ADDED
    return Outcome(
        path=file.display_name,
        kind=kind or doubtful,
        report_id=report.id,
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        measures=report.measures,
        completeness=report.completeness,
        reason=joined(note, removed, beside_others(report), lacking(report.missing)),
        missing=report.missing,
        reworded=report.source.reworded,
    )


def _is_passed_over(read: ArrivedFile, sources: Mapping[str, bool]) -> bool:
    """Whether a file needs no reading; `sources` are known files, and whether all is in use."""
    # What a person removed comes back when its file is named, never by its folder.
    return sources.get(read.sha256, False) if read.file.named else read.sha256 in sources


def _without_versions(read: Iterable[ArrivedFile]) -> Iterator[list[ArrivedFile]]:
    """The files in order, in runs in which no two have a report of the same town, year and kind."""
    run: list[ArrivedFile] = []
    seen: set[tuple[str, int | None, ReportKind]] = set()
    for one in read:
        keys = {
            (_name_key(report.organisation.name), report.fiscal_year_be, report.kind)
            for report in (one.extraction.reports if one.extraction is not None else ())
            if report.organisation is not None
        }
        if seen & keys:
            yield run
            run, seen = [], set()
        run.append(one)
        seen |= keys
    if run:
        yield run


def _before(report: ReportSummary, later: Container[str]) -> ReportSummary:
    """A report as it was before those of `later` were stored with it."""
    replaced = report.replaced_by is not None and report.replaced_by in later
    return replace(
        report,
        same_year=tuple(one for one in report.same_year if one not in later),
        replaced_by=None if replaced else report.replaced_by,
    )


def _is_between(pair: Superseded, own: Container[str], later: Container[str]) -> bool:
    """Whether storing the reports `own` brought this replacement about."""
    ids = (pair.report_id, pair.by)
    return any(one in own for one in ids) and not any(one in later for one in ids)


def _results_only(
    file: FoundFile, sha256: str, *, kind: OutcomeKind, reason: str | None = None
) -> Outcome:
    # The id by which the file's results can be removed; it is no report's.
    return Outcome(path=file.display_name, kind=kind, report_id=report_id(sha256), reason=reason)


def _with_owner(outcome: Outcome, results: Sequence[OrganisationResult]) -> Outcome:
    """The outcome of a file of results with their town and year, where all have the same."""
    owners = {(one.organisation, one.result.fiscal_year_be) for one in results}
    if len(owners) != 1:
        return outcome
    ((town, year),) = owners
    town = replace(town, sample=is_sample(town.name))
    return replace(outcome, organisation=town, fiscal_year_be=year)


def _name_key(name: str) -> str:
    return squash(expand_abbreviation(name))


def _refused(file: FoundFile, reason: str) -> Outcome:
    return Outcome(path=file.display_name, kind=OutcomeKind.REFUSED, reason=reason)


def _arrival(file: FoundFile) -> ArrivedFile:
    """A file with its digest, or why it has none."""
    if file.fault is not None:
        return ArrivedFile(file=file, refusal=file.fault)
    try:
        return ArrivedFile(file=file, sha256=digest(file.path))
    except (ReadError, OSError) as error:
        return ArrivedFile(file=file, refusal=_why(error))


def _why(error: ReadError | StoreError | NotAllowedError | OSError) -> str:
    """The refusal (Thai) for an error of one file."""
    if isinstance(error, ReadError):
        return error.reason
    return refused_by_system(error) if isinstance(error, OSError) else not_stored(error)
