"""Many files into the store: each ends as an outcome, and none stops the rest.

The digest decides first: a file that is stored is not even parsed, so a batch that was ended
half-way continues where it was. Files are read in parallel and stored in order, each in a
transaction of its own, under the writer lock. Stored files are read again by the current readers:
corrections stay, and where a file is gone, changed or refused, so does the earlier reading.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from itasearch import errors
from itasearch.domain.organisations import is_sample, name_key
from itasearch.ingest.originals import Originals
from itasearch.ingest.originals.files import FoundFile, digest, placed_at
from itasearch.ingest.web.sources import is_web_address
from itasearch.ingest.worker.pool import PageDone, in_order
from itasearch.model.corrections import (
    Correction,
    Mark,
    MarkColumn,
    MarkTitles,
    SetFiscalYear,
    SetOrganisation,
)
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.model.records import NO_MARKS, Extraction, Marks, report_id
from itasearch.model.source import SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import Reread, Superseded
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.text.thai.normalize import squash
from itasearch.wording.errors import error_label
from itasearch.wording.messages import (
    NO_MEASURES,
    NO_SPACE,
    NOT_WRITABLE,
    ask_administrator,
    unread_reason,
)

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

READING_VERSION = 48
"""Stored with every report; raise it with any change that makes files come out otherwise, and
`reread` reads again what an older one read."""

FileEvents: TypeAlias = Generator[PageDone[Path] | tuple[Path, tuple[Outcome, ...]], None, None]
"""Pages as they are read, and each file with its outcomes when it is kept."""

_FILES_PER_LOOKUP = 32  # files looked up in the store at a time: one by one it took 0.8 ms each
_OTHER_FILE = "ไฟล์ต้นฉบับในคลังถูกแก้ไขหลังจากเพิ่ม โปรดเพิ่มไฟล์นี้ใหม่"
_KEPT = "อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม"
_GONE = "อ่านใหม่แล้วไม่พบรายงานนี้ในไฟล์ จึงใช้ผลการอ่านเดิม"
REMOVED = "เคยนำออกจากคลังแล้ว หากต้องการนำกลับ โปรดเพิ่มไฟล์นี้โดยตรง ไม่ใช่ทั้งโฟลเดอร์"
RESULTS_KNOWN = "ผลประเมิน ITA ในไฟล์นี้มีอยู่ในคลังแล้ว"
_DOWNLOADED = "ดาวน์โหลดจาก “"
_TAKEN_OUT = "ไฟล์นี้มาจาก “"
_ORIGINS = _DOWNLOADED, _TAKEN_OUT
_CORRECTED = "ฉบับที่ไม่ได้ใช้มีการแก้ไขด้วยมือซึ่งไม่อยู่ในฉบับที่ใช้ โปรดตรวจ และเลือกฉบับที่จะใช้ได้ในหน้าตรวจรายงาน"
_LONGER = "ฉบับที่ไม่ได้ใช้มีมาตรการมากกว่า โปรดตรวจว่าไม่มีหน้าใดขาดไป"
_FIELDS = {
    "organisation": "ชื่อหน่วยงาน",
    "fiscal_year_be": "ปีงบประมาณ",
    "columns": "ความหมายของคอลัมน์",
    "completeness": "ความครบถ้วนของข้อความ",
    "reading": "คุณภาพของการอ่าน",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """What reading one file gave: an extraction, or the reason (Thai) why there is none."""

    path: str
    extraction: Extraction | None = None
    refusal: str | None = None


class Parser(Protocol):
    """Reads one file, safe from what the file may do."""

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        """What the file holds, read as it is marked.

        Raises ReadError, or ReaderUnavailableError for any file.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFile:
    """A file on its way into the store."""

    file: FoundFile
    sha256: str = ""  #: of its bytes; "" if they cannot be read
    passed_over: bool = False  #: it is stored, or was removed and is not named itself
    known: tuple[ReportSummary, ...] = ()  #: its reports, if it is stored already and gave any
    extraction: Extraction | None = None  #: what it holds, if it was read
    refusal: str | None = None  #: why nothing of it can be taken (Thai)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the library on its way through the readers again."""

    reports: tuple[ReportSummary, ...]
    marks: Marks = NO_MARKS  #: what people say of it, as corrections in force of its reports
    #: what it holds now; None before it is read, and if it is refused
    extraction: Extraction | None = None
    refusal: str | None = None  #: why it cannot be read (Thai)

    @property
    def source(self) -> SourceRef:
        """The file itself."""
        first = self.reports[0].source
        return SourceRef(path=first.path, sha256=first.sha256)

    @property
    def origin(self) -> str | None:
        """The sentence of `came_from` among the warnings of its reports: only `add` knew."""
        warnings = (warning for report in self.reports for warning in report.warnings)
        return next((text for text in warnings if text.startswith(_ORIGINS)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What a person supplies about reports that are added.

    Raises ValueError: a name without any letter, or a year outside 2500–2700.
    """

    organisation: str | None = None
    fiscal_year_be: int | None = None
    overrides: bool = False  #: it corrects what a report states, too, not only what it misses
    by_hand: bool = False  #: see Marks

    def __post_init__(self) -> None:
        # Checked before anything is stored: a batch must not stop half-way for it.
        if self.organisation and not squash(self.organisation):
            raise ValueError(f"organisation {self.organisation!r} is no name")
        if self.fiscal_year_be is not None:
            check_fiscal_year(self.fiscal_year_be)

    def corrections(self, report: ReportSummary) -> tuple[Correction, ...]:
        """What this report needs; nothing if it states the same without doubt."""
        sure = None if "organisation" in report.missing else report.organisation
        needed: list[Correction] = []
        if self.organisation and self._applies(self.organisation, sure.name if sure else None):
            needed.append(SetOrganisation(name=self.organisation))
        year = None if "fiscal_year_be" in report.missing else report.fiscal_year_be
        if self.fiscal_year_be and self._applies(str(self.fiscal_year_be), str(year or "")):
            needed.append(SetFiscalYear(fiscal_year_be=self.fiscal_year_be))
        return tuple(needed)

    def to(self, file: FoundFile) -> "Supplied":
        """What it is for this file: what was not named itself is completed, never corrected."""
        return self if file.named else replace(self, overrides=False)

    def _applies(self, typed: str, read: str | None) -> bool:
        return not read or (self.overrides and name_key(typed) != name_key(read))


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes files into one store, and reads stored ones again."""

    store: "SqlStore"
    originals: Originals
    writing: Callable[[], AbstractContextManager[None]]  #: holds the writer lock
    by: Person = THIS_COMPUTER  #: who adds them

    def take_all(
        self, files: Sequence[FoundFile], parsers: Sequence[Parser], *, supplied: Supplied
    ) -> FileEvents:
        """Read files in as many threads as there are parsers, and keep them in order.

        Yields pages as they are read, and each file with its outcomes when it is kept. Raises
        ReaderUnavailableError, OriginalsError; what was stored before stays.
        """
        read = partial(self.read, marks=Marks(by_hand=supplied.by_hand))
        for event in in_order(self.arrivals(files), read, readers=parsers):
            if isinstance(event, PageDone):
                yield PageDone(item=event.item.file.path, done=event.done, total=event.total)
            else:
                yield event.file.path, self.keep(event, supplied=supplied)

    def arrivals(self, files: Sequence[FoundFile]) -> Iterator[ArrivedFile]:
        """The files with their digests and what is stored of them, looked up many at a time."""
        for start in range(0, len(files), _FILES_PER_LOOKUP):
            arrived = [_arrival(file) for file in files[start : start + _FILES_PER_LOOKUP]]
            digests = [file.sha256 for file in arrived if file.sha256]
            stored: Mapping[str, tuple[ReportSummary, ...]] = {}
            sources: Mapping[str, bool] = {}
            with suppress(errors.StoreError):  # `keep` meets the same error and refuses the file
                sources = self.store.reports.known_sources(digests)
                stored = self.store.reports.of_sources([*sources])
            for file in arrived:
                reports, passed_over = stored.get(file.sha256, ()), _is_passed_over(file, sources)
                yield replace(file, known=reports, passed_over=passed_over)

    def read(
        self,
        arrival: ArrivedFile,
        parser: Parser,
        on_page: PageProgress = no_progress,
        *,
        marks: Marks = NO_MARKS,
    ) -> ArrivedFile:
        """Read a file, unless it is stored; whatever is wrong with it or its disk is a refusal."""
        if arrival.refusal is not None or arrival.passed_over:
            return arrival
        try:
            path = arrival.file.path
            return replace(arrival, extraction=parser.parse(path, marks=marks, on_page=on_page))
        except (errors.ReadError, OSError) as error:
            return replace(arrival, refusal=_why(error))

    def keep(self, read: ArrivedFile, *, supplied: Supplied) -> tuple[Outcome, ...]:
        """Store a file as it was read: an outcome per report, or one if it gave none."""
        refusal = read.refusal
        try:
            if read.extraction is not None:
                with self.writing():
                    outcomes = self._stored(read, read.extraction, supplied)
                if outcomes is not None:
                    return outcomes
            if refusal is None:
                return self._unchanged(read, supplied.to(read.file))
        except (errors.ReadError, errors.StoreError, errors.NotAllowedError, OSError) as error:
            refusal = _why(error)
        path = read.file.display_name
        return (Outcome(path=path, kind=OutcomeKind.REFUSED, reason=refusal),)

    def _unchanged(self, read: ArrivedFile, supplied: Supplied) -> tuple[Outcome, ...]:
        file, sha256 = read.file, read.sha256
        stored = read.known or self.store.reports.of_source(sha256)
        if any(supplied.corrections(report) for report in stored):
            with self.writing():
                return self._correct(file, sha256, supplied)
        if not stored:
            is_there = self.store.reports.known_sources([sha256]).get(sha256)
            reason = RESULTS_KNOWN if is_there else REMOVED
            return (_results_only(read, OutcomeKind.UNCHANGED, reason),)
        return tuple(outcome_of(file, report, kind=OutcomeKind.UNCHANGED) for report in stored)

    def _with_known_names(self, extraction: Extraction) -> Extraction:
        from itasearch.extract.cover.known import with_known_names  # no search needs extract

        return with_known_names(extraction, self.store.organisations.everyone)

    def _stored(
        self, read: ArrivedFile, extraction: Extraction, supplied: Supplied
    ) -> tuple[Outcome, ...] | None:
        """Store a file in one transaction, the writer lock held; None: another `add` stored it."""
        sha256 = read.sha256
        if _is_passed_over(read, self.store.reports.known_sources([sha256])):
            return None
        if not (extraction.reports or extraction.ita_results):
            raise errors.NotAReportError(path=str(read.file.path), reason=NO_MEASURES)
        extraction = self._with_known_names(extraction)
        path, origin = self.originals.keep(read.file.path, sha256), read.file.origin
        superseded = self.store.intake.add(
            placed_at(extraction, path, origin=None if origin is None else came_from(origin)),
            SourceRef(path=path, sha256=sha256),
            media_type=extraction.media_type,
            reading_version=READING_VERSION,
            by=self.by,
        )
        outcomes = self._correct(read.file, sha256, supplied.to(read.file), superseded=superseded)
        results = len(extraction.ita_results)
        note = f"เก็บผลประเมิน ITA แล้ว {results} รายการ" if results else None
        if not outcomes:
            only = _results_only(read, OutcomeKind.ADDED, note)
            of_file = extraction.ita_results
            owners = {(it.organisation, it.result.fiscal_year_be) for it in of_file}
            if len(owners) == 1:
                ((town, year),) = owners
                town = replace(town, sample=is_sample(town.name))
                only = replace(only, organisation=town, fiscal_year_be=year)
            return (only,)
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
        reports = self.store.reports.of_source(sha256)
        corrected = {it.id: made for it in reports if (made := supplied.corrections(it))}
        for identifier, corrections in corrected.items():
            try:
                replaced = self.store.corrections.correct(identifier, corrections, by=self.by)
                superseded += replaced or ()
            except (errors.StoreError, errors.NotAllowedError) as error:
                failed[identifier] = not_stored(error)
        return tuple(
            outcome_of(
                file, report, note=joined(failed.get(report.id), version_in_use(report, superseded))
            )
            for report in (self.store.reports.of_source(sha256) if corrected else reports)
        )

    def reread_all(self, files: Sequence[StoredFile], parsers: Sequence[Parser]) -> FileEvents:
        """Read stored files again as `take_all` reads new ones; it raises the same."""
        for event in in_order(files, self._read_again, readers=parsers):
            if isinstance(event, PageDone):
                path = Path(event.item.source.path)
                yield PageDone(item=path, done=event.done, total=event.total)
            else:
                yield Path(event.source.path), self._keep_again(event)

    def _read_again(
        self, file: StoredFile, parser: Parser, on_page: PageProgress = no_progress
    ) -> StoredFile:
        original = self.originals.path(file.source.path)
        try:
            if digest(original) != file.source.sha256:
                return replace(file, refusal=_OTHER_FILE)
            extraction = parser.parse(original, marks=file.marks, on_page=on_page)
            return replace(file, extraction=extraction)
        except (errors.ReadError, OSError) as error:
            return replace(file, refusal=_why(error))

    def _keep_again(self, file: StoredFile) -> tuple[Outcome, ...]:
        extraction = file.extraction
        if extraction is None or not (extraction.reports or extraction.ita_results):
            return _refused_again(file, file.refusal or NO_MEASURES)
        source = file.source
        extraction = self._with_known_names(extraction)
        placed = placed_at(extraction, source.path, origin=file.origin)
        try:
            with self.writing():
                done = self.store.intake.reread(
                    placed, source, reading_version=READING_VERSION, by=self.by
                )
        except errors.StoreError as error:
            return _refused_again(file, not_stored(error))
        stored = self.store.reports.of_source(source.sha256)
        return tuple(self._reread_outcome(report, done) for report in stored)

    def _reread_outcome(self, report: ReportSummary, done: Reread) -> Outcome:
        corrections = self.store.corrections.all(report.id)
        lost = sum(made.undone_at is None and not made.placed for made in corrections)
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
    """The files of reports to read again, each once. Raises UnknownReportError.

    `report_ids` None: those that an older version read, with `everything` all that nobody removed.
    """
    if report_ids is None:
        report_ids = store.reports.read_before(READING_VERSION + everything)
    sources = (store.reports.summary(report_id).source for report_id in report_ids)
    digests = dict.fromkeys(source.sha256 for source in sources)
    files = (store.reports.of_source(sha256) for sha256 in digests)
    return tuple(StoredFile(reports=reports, marks=_marks(store, reports)) for reports in files)


def _marks(store: "SqlStore", reports: Sequence[ReportSummary]) -> Marks:
    """What people marked in a file, by the corrections of its reports that are in force."""
    made = [each for report in reports for each in store.corrections.all(report.id)]
    in_force = [each.correction for each in made if each.undone_at is None]
    marked = (it.titles for it in in_force if isinstance(it, MarkTitles))
    columns = {it.header: it.field for it in in_force if isinstance(it, MarkColumn)}
    return Marks(
        titles=tuple(chain.from_iterable(marked)),
        columns=tuple(columns.items()),
        # A file that was marked is read by hand, also where all marks were undone.
        by_hand=any(isinstance(each.correction, Mark) for each in made)
        or not any(report.measures for report in reports),
    )


def outcome_now(
    store: "SqlStore", report_id: str, superseded: Sequence[Superseded] = ()
) -> Outcome:
    """The outcome of a report as it is now, after these replacements."""
    summary = store.reports.summary(report_id)
    return outcome_of(_stored_at(summary), summary, note=version_in_use(summary, superseded))


def _stored_at(report: ReportSummary) -> FoundFile:
    return FoundFile(path=Path(report.source.path), named=True)


def _refused_again(file: StoredFile, reason: str) -> tuple[Outcome, ...]:
    refused = (outcome_of(_stored_at(r), r, kind=OutcomeKind.REFUSED) for r in file.reports)
    return tuple(replace(outcome, reason=joined(reason, _KEPT)) for outcome in refused)


def outcome_of(
    file: FoundFile,
    report: ReportSummary,
    *,
    kind: OutcomeKind | None = None,
    note: str | None = None,
) -> Outcome:
    """The outcome of a stored report; `kind` None: added, or needs review where it is doubtful."""
    removed = REMOVED if report.status is ReportStatus.REMOVED else None
    return Outcome(
        path=file.display_name,
        kind=kind or (OutcomeKind.NEEDS_REVIEW if report.missing else OutcomeKind.ADDED),
        report_id=report.id,
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        measures=report.measures,
        completeness=report.completeness,
        reason=joined(note, removed, lacking(report.missing)),
        missing=report.missing,
        warnings=tuple(w for w in report.warnings if not w.startswith(_ORIGINS)),
        reworded=report.source.reworded,
    )


def _is_passed_over(read: ArrivedFile, sources: Mapping[str, bool]) -> bool:
    # What a person removed comes back when its file is named, never by its folder.
    return sources.get(read.sha256, False) if read.file.named else read.sha256 in sources


def _results_only(read: ArrivedFile, kind: OutcomeKind, reason: str | None) -> Outcome:
    # The id by which the file's results can be removed; it is no report's.
    identifier = report_id(read.sha256)
    return Outcome(path=read.file.display_name, kind=kind, report_id=identifier, reason=reason)


def _arrival(file: FoundFile) -> ArrivedFile:
    if file.fault is not None:
        return ArrivedFile(file=file, refusal=file.fault)
    try:
        return ArrivedFile(file=file, sha256=digest(file.path))
    except (errors.ReadError, OSError) as error:
        return ArrivedFile(file=file, refusal=_why(error))


def _why(error: errors.ReadError | errors.StoreError | errors.NotAllowedError | OSError) -> str:
    return (
        unread_reason(error) if isinstance(error, errors.ReadError | OSError) else not_stored(error)
    )


# Notes of outcomes, in Thai: on a report and on a file.


def joined(*notes: str | None) -> str | None:
    """The notes that there are, as one text; None if there is none."""
    return " · ".join(note for note in notes if note) or None


def lacking(missing: Sequence[str]) -> str | None:
    """What a person must supply or check; see Report.missing."""
    names = ", ".join(_FIELDS[field] for field in missing)
    return f"ยังไม่แน่ชัดเรื่อง{names} โปรดตรวจและเติมข้อมูล" if names else None


def version_in_use(report: ReportSummary, superseded: Sequence[Superseded]) -> str | None:
    """Which version of the same report is used and why, where there are several."""
    if report.replaced_by is not None:
        own = [pair for pair in superseded if pair.report_id == report.id]
        note = f"ในคลังมีรายงานนี้อีกฉบับ ({report.replaced_by}) จึงใช้ฉบับนั้นแทน"
        return " ".join([note, *_cautions(own)])
    replaced = [pair for pair in superseded if pair.by == report.id]
    if not replaced:
        return None
    names = ", ".join(pair.report_id for pair in replaced)
    return " ".join([f"ใช้ฉบับนี้แทนฉบับเดิม ({names})", *_cautions(replaced)])


def _cautions(pairs: Sequence[Superseded]) -> Iterator[str]:
    if any(pair.corrected for pair in pairs):
        yield _CORRECTED
    if any(pair.longer for pair in pairs):
        yield _LONGER


def came_from(origin: str) -> str:
    """Where the file of a report came from: a web address, or a place in an archive."""
    if is_web_address(origin):
        return f"{_DOWNLOADED}{origin}”"
    # The archive's folder is of no use later; of an upload it is gone.
    parts = origin.split("/")
    start = next((at for at, part in enumerate(parts) if part.lower().endswith(".zip")), 0)
    return f"{_TAKEN_OUT}{'/'.join(parts[start:])}”"


def not_stored(error: errors.StoreError | errors.NotAllowedError) -> str:
    """Why the store did not take a report or a correction of it."""
    match error:
        case errors.NotAllowedError() | errors.AmbiguousOrganisationError():
            return error_label(error).text("th")
        case errors.StoreUnwritableError(path=path, is_read_only=is_read_only):
            what = NOT_WRITABLE if is_read_only else NO_SPACE
            return f"{what} ({path}) โปรดเพิ่มที่ว่างหรือแก้สิทธิ์ของโฟลเดอร์แล้วลองอีกครั้ง"
        case errors.UnknownValueError(value=value, nearest=nearest):
            hint = f" ที่ใกล้เคียงคือ {', '.join(nearest)}" if nearest else ""
            return f"ไม่รู้จัก “{value}”{hint} โปรดแก้ไขแล้วลองอีกครั้ง"
        case _:
            return f"บันทึกลงคลังไม่สำเร็จ {ask_administrator(str(error))}"
