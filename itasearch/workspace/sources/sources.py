"""Folders, tables of addresses and web pages that the library is kept in step with.

They are remembered in a file of the home, with what each held at the last sync. Nothing is removed
from the library: what has gone from a source is named.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.documents.files import replacing
from itasearch.domain.ita_pages import Naming, line_pattern, named
from itasearch.domain.rules import own_rules_state
from itasearch.errors import ReadError, SourcesDamagedError, UnknownSourceError
from itasearch.ingest.batch import READING_VERSION, Parser
from itasearch.ingest.containers import unpacked
from itasearch.ingest.originals.files import FoundFile, digest, find_files
from itasearch.model import library
from itasearch.model.people import Right
from itasearch.model.records import Extraction, Report
from itasearch.readers.base import PageProgress
from itasearch.temporary import TemporaryFolder
from itasearch.version import VERSION
from itasearch.wording import messages
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import catch_up
from itasearch.workspace.library import AddVerbs, Given
from itasearch.workspace.parts import Parts
from itasearch.workspace.writer_lock import writing

if TYPE_CHECKING:
    from itasearch.ingest.web.site import Judged
    from itasearch.ingest.worker.isolation import Isolation

_PAGE = "text/html"
_TITLE_LINES = 4  # of a document, that say what it is; by hand
_HEADLINE = 40  # letters of a page's line from which on it is no entry of a menu; by hand
_PAGE_TITLE_LINES = 2  # of those; by hand
_OF_INTEGRITY = re.compile(r"คุณธรรม|โปร่งใส|\bITA\b")
_SURE_COLUMNS = ("มาตรการ", "แนวทาง", "ประเด็น", "ตัวชี้วัด")  #: Other plans lack them


def typed_sites(
    typed: Sequence[str], *, organisation: str | None = None, fiscal_year_be: int | None = None
) -> tuple[library.SiteAddress, ...]:
    """Sites as a person types them: addresses, and CSV or XLSX tables, which name their own towns.

    Raises ValueError: one is neither, with its text.
    """
    from itasearch.ingest.web.sources import is_site_address, is_web_address, site_address, sites_in

    sites: list[library.SiteAddress] = []
    for text in typed:
        path = Path(text)
        # A name such as "towns.xlsx" could be a host, too.
        is_table = path.suffix.lower() in (".csv", ".xlsx") and not is_web_address(text)
        if is_site_address(text) and not is_table and not path.is_file():
            sites.append(
                library.SiteAddress(
                    address=site_address(text),
                    organisation=organisation,
                    fiscal_year_be=fiscal_year_be,
                )
            )
            continue
        listed = sites_in(path)
        if not listed:
            raise ValueError(text)
        sites += listed
    return tuple(dict.fromkeys(sites))


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredReports:
    """What was found on a site, with its files, which are gone when this is."""

    site: library.GatheredSite
    #: with the digest of the file of `site.files` that they are, or are in
    files: dict[str, tuple[FoundFile, ...]]
    read: dict[Path, Extraction]
    folder: TemporaryFolder

    @property
    def new(self) -> int:
        """How many files with reports the library does not have."""
        return sum(not file.stored for file in self.site.files)


_MOST_LOGGED = 50  # syncs of a source that are kept; by hand


class Sources(Verbs):
    """Where reports come from: towns' web sites, folders, tables of addresses."""

    @needs(Right.EDIT)
    def gather(
        self,
        site: library.SiteAddress,
        *,
        hosts: Collection[str] = (),
        allow_private: bool = False,
        progress: library.Progress = library.no_progress,
    ) -> GatheredReports:
        """Look for reports of measures and ITA results on a town's web site; nothing is added.

        robots.txt is obeyed, a bounded number of requests is sent one at a time, only for what
        changed since the last visit. `hosts`: of documents, besides the site's and well-known ones.
        """
        from itasearch.ingest.web.download import opened_web
        from itasearch.ingest.web.site import MOST_REQUESTS, SiteMemory, SiteVisit

        parts, kept = self._parts, TemporaryFolder()
        home = parts.settings.home
        reading = f"{VERSION} {READING_VERSION} {own_rules_state(home)}".strip()
        memory = SiteMemory.of(home / "index" / "web", site.address, reading=reading)

        def on_visit(requests: int, address: str) -> None:
            event = library.ProgressEvent(
                stage=library.GATHERING, done=requests, total=MOST_REQUESTS, detail=address
            )
            progress(event)

        with (
            parts.parser() as parser,
            opened_web(parts.settings.limits, allow_private=allow_private) as web,
        ):
            judge = _Judge(parts=parts, parser=parser, folder=kept.path)
            visit = SiteVisit(
                site=site,
                memory=memory,
                web=web,
                judge=judge,
                hosts=frozenset(hosts),
                rules=parts.rules,
                on_visit=on_visit,
            )
            found = visit.run()
        return GatheredReports(site=found, files=judge.files, read=judge.extractions, folder=kept)

    @needs(Right.EDIT)
    def add_gathered(
        self,
        gathered: Sequence[GatheredReports],
        *,
        restores_removed: bool = True,
        build: bool = True,
        progress: library.Progress = library.no_progress,
        on_outcome: Callable[[library.Outcome], None] = library.no_progress,
    ) -> tuple[library.Outcome, ...]:
        """Add the found files that the library does not have; other arguments, errors as of `add`.

        `restores_removed`: also files whose reports a person removed from the library.
        """
        outcomes: list[library.Outcome] = []
        with self._parts.parser() as parser:
            for reports in gathered:
                digests = [file.sha256 for file in reports.site.files if not file.stored]
                files = [
                    replace(file, named=restores_removed)
                    for digest in digests
                    for file in reports.files[digest]
                ]
                if not files:
                    continue
                outcomes += AddVerbs(self._parts, self.person).add(
                    Given(files=files, parsers=[_ReadBefore(reports.read, parser)]),
                    organisation=reports.site.site.organisation,
                    fiscal_year_be=reports.site.site.fiscal_year_be,
                    build=False,
                    progress=progress,
                    on_outcome=on_outcome,
                )
        if build:
            catch_up(self._parts, progress)
        return tuple(outcomes)

    @needs(Right.ADMINISTER)
    def keep(self, place: str) -> library.KeptSource:
        """Remember a folder, a table of addresses (CSV, XLSX) or the address of a page.

        Raises ValueError: it is none of these.
        """
        path = Path(place)
        kind = library.SourceKind.FOLDER if path.is_dir() else library.SourceKind.TABLE
        if kind is library.SourceKind.TABLE:
            typed_sites([place])
            kind = library.SourceKind.TABLE if path.is_file() else library.SourceKind.PAGE
        where = place if kind is library.SourceKind.PAGE else str(path.resolve())
        identifier = hashlib.sha256(where.encode(errors="replace")).hexdigest()[:8]
        made = library.KeptSource(id=identifier, kind=kind, place=where)
        with writing(self._parts.settings.lock, library.no_progress):
            kept = {source.id: source for source in self.all()}
            self._write([*kept.values()] if identifier in kept else [*kept.values(), made])
        return kept.get(identifier, made)

    @needs(Right.ADMINISTER)
    def all(self) -> tuple[library.KeptSource, ...]:
        """The sources that are remembered, the oldest first."""
        from cattrs import Converter

        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            converter = Converter(detailed_validation=False)
            return converter.structure(rows, tuple[library.KeptSource, ...])
        except FileNotFoundError:
            return ()
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise SourcesDamagedError(path=str(self._file)) from error

    @needs(Right.ADMINISTER)
    def forget(self, identifier: str) -> library.KeptSource:
        """Remember a source no longer; its reports stay. Raises UnknownSourceError."""
        with writing(self._parts.settings.lock, library.no_progress):
            (source,) = self._chosen([identifier])
            self._write([source for source in self.all() if source.id != identifier])
        return source

    @needs(Right.ADMINISTER)
    def sync(
        self,
        identifiers: Sequence[str] = (),
        *,
        allow_private: bool = False,
        build: bool = True,
        progress: library.Progress = library.no_progress,
        on_outcome: Callable[[library.Outcome], None] = library.no_progress,
    ) -> tuple[library.SyncedSource, ...]:
        """Read what is new or changed in sources, and name what has gone; of all if none is named.

        Other arguments and errors are those of `add`. Raises UnknownSourceError.
        """
        synced = []
        for source in self._chosen(identifiers):
            held, unreached, outcomes = self._read(
                source, on_outcome, allow_private=allow_private, progress=progress
            )
            gone = () if unreached else tuple(it for it in source.held if it not in set(held))
            new = sum(
                outcome.kind in {library.OutcomeKind.ADDED, library.OutcomeKind.NEEDS_REVIEW}
                for outcome in outcomes
            )
            refused = sum(it.kind is library.OutcomeKind.REFUSED for it in outcomes)
            done = library.SyncedSource(
                source=source, new=new, refused=refused, gone=gone, unreached=unreached
            )
            line = library.SourceSync(
                at=datetime.now(UTC),
                new=new,
                refused=refused,
                gone=len(gone),
                unreached=len(unreached),
            )
            # A source that could not be looked at whole keeps what it held.
            kept = replace(
                source,
                held=tuple(dict.fromkeys((*source.held, *held))) if unreached else held,
                log=(*source.log, str(line))[-_MOST_LOGGED:],
            )
            with writing(self._parts.settings.lock, progress):
                self._write([kept if source.id == kept.id else source for source in self.all()])
            synced.append(done)
        if build:
            catch_up(self._parts, progress)
        return tuple(synced)

    def _read(
        self,
        source: library.KeptSource,
        on_outcome: Callable[[library.Outcome], None],
        *,
        allow_private: bool,
        progress: library.Progress,
    ) -> tuple[tuple[str, ...], dict[str, str], Sequence[library.Outcome]]:
        """Add what a source holds: the places of its files, what was not reached and why."""
        if source.kind is library.SourceKind.FOLDER:
            folder = Path(source.place)
            if not folder.is_dir():  # a share that is not connected has not lost its files
                return (), {source.place: messages.NOT_THERE}, ()
            beside = self._parts.settings.home / "index"
            files = find_files([folder], beside=beside)
            outcomes = AddVerbs(self._parts, self.person).add(
                Given(files=files), build=False, progress=progress, on_outcome=on_outcome
            )
            return tuple(str(file.path) for file in files), {}, outcomes
        held: tuple[str, ...] = ()
        unreached: dict[str, str] = {}
        outcomes = ()
        try:
            sites = typed_sites([source.place])
        except ValueError:
            return (), {source.place: messages.NOT_THERE}, ()
        for site in sites:
            reports = self.gather(site, allow_private=allow_private, progress=progress)
            outcomes += self.add_gathered(
                [reports],
                restores_removed=False,
                build=False,
                progress=progress,
                on_outcome=on_outcome,
            )
            held += tuple(file.address for file in reports.site.files)
            if reports.site.fault:
                unreached[site.address] = reports.site.fault
        return held, unreached, outcomes

    def _chosen(self, identifiers: Sequence[str]) -> tuple[library.KeptSource, ...]:
        kept = {source.id: source for source in self.all()}
        for identifier in identifiers:
            if identifier not in kept:
                raise UnknownSourceError(identifier=identifier)
        return tuple(kept[identifier] for identifier in identifiers or kept)

    @property
    def _file(self) -> Path:
        return self._parts.settings.corpus / "sources.json"

    def _write(self, sources: Sequence[library.KeptSource]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(source) for source in sources], ensure_ascii=False, indent=1)
        with replacing(self._file) as file:
            file.write(text.encode(errors="replace"))


@dataclass(frozen=True, slots=True)
class _ReadBefore:
    """A parser for which files were read already."""

    _read: dict[Path, Extraction]
    _other: Parser

    def parse(self, path: Path, *, on_page: PageProgress = library.no_progress) -> Extraction:
        return self._read.get(path) or self._other.parse(path, on_page=on_page)


@dataclass(slots=True, kw_only=True)
class _Judge:
    """Reads what comes from a site; keeps files with reports, and what was read."""

    parts: Parts
    parser: "Isolation"
    folder: Path
    files: dict[str, tuple[FoundFile, ...]] = field(default_factory=dict)
    extractions: dict[Path, Extraction] = field(default_factory=dict)

    def stored(self, sha256: str) -> "Judged | None":
        from itasearch.ingest.web.site import Judged

        reports = self.parts.store.reports
        if not reports.known_sources([sha256]).get(sha256):  # never stored, or removed since
            return None
        site_reports = tuple(
            _site_report(report, measures=report.measures) for report in reports.of_source(sha256)
        )
        return Judged(reports=site_reports or (library.SiteReport(),), stored=True)

    def read(self, path: Path, *, address: str, is_named: bool) -> "Judged":
        from itasearch.ingest.web.site import Judged

        with TemporaryFolder() as folder:
            whole = FoundFile(path=path, named=False, origin=address)
            reports: list[library.SiteReport] = []
            taken: list[FoundFile] = []
            why, reason = library.LeftWhy.NO_REPORT, messages.NO_MEASURES
            for file in unpacked([whole], into=folder.path, limits=self.parts.settings.limits):
                if file.fault is not None:
                    reason = file.fault
                    continue
                try:
                    extraction = self.parser.parse(file.path)
                except (ReadError, OSError) as error:
                    reason = messages.unread_reason(error)
                    continue
                in_file = [_site_report(it, measures=len(it.measures)) for it in extraction.reports]
                owners = {result.organisation.name for result in extraction.ita_results}
                if len(owners) > 1 and not in_file:
                    reason = messages.OF_TOWNS
                    continue
                if owners:
                    in_file.append(library.SiteReport(results=len(extraction.ita_results)))
                if not in_file:
                    continue
                lines = self.parser.original_text(file.path).lines
                texts = list(filter(None, (" ".join(line.text.split()) for line in lines)))
                is_page = extraction.media_type == _PAGE
                if not (owners or is_page or any(it.organisation for it in in_file)) and any(
                    line_pattern("other_offices").search(text) for text in texts[:_TITLE_LINES]
                ):
                    reason = messages.OF_OTHER_OFFICE
                    continue
                title = self._title_naming(texts, is_page=is_page)
                is_report = is_named or title is Naming.REPORT or _is_sure(extraction, texts)
                if title is Naming.OTHER or not is_report:
                    why, reason = library.LeftWhy.DOUBTFUL, ""
                    continue
                reports += in_file
                taken.append(self._keep(file, extraction))
            if not reports:
                return Judged(why=why, reason=reason)
            self.files[digest(path)] = tuple(taken)
            is_stored = all(self.stored(digest(file.path)) for file in taken)
            return Judged(reports=tuple(reports), stored=is_stored)

    def _title_naming(self, texts: list[str], *, is_page: bool) -> Naming | None:
        """What a file's own title says that it is: a report, or another item; else None."""
        if is_page:
            texts = [text for text in texts if len(text) >= _HEADLINE]
        title = islice(texts, _PAGE_TITLE_LINES if is_page else _TITLE_LINES)
        namings = {named(text, rules=self.parts.rules).naming for text in title}
        sought = (Naming.REPORT,) if is_page else (Naming.REPORT, Naming.OTHER)
        return next((it for it in sought if it in namings), None)

    def _keep(self, file: FoundFile, extraction: Extraction) -> FoundFile:
        path = self.folder / str(len(self.extractions)) / file.path.name
        path.parent.mkdir()
        shutil.copyfile(file.path, path)
        self.extractions[path] = extraction
        return FoundFile(path=path, named=False, origin=file.origin)


def _site_report(report: Report | library.ReportSummary, *, measures: int) -> library.SiteReport:
    return library.SiteReport(
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        kind=report.kind,
        measures=measures,
    )


def _is_sure(extraction: Extraction, texts: list[str]) -> bool:
    """Whether a file that nothing calls a report is one: plans of other kinds read alike."""
    if extraction.ita_results:
        return True
    if not any(_OF_INTEGRITY.search(text) for text in texts):
        return False
    for report in extraction.reports:
        if report.ita_result is not None or any(measure.indicator for measure in report.measures):
            return True
        headers = {header for measure in report.measures for header, _ in measure.raw_cells}
        says_so = any(word in header for header in headers for word in _SURE_COLUMNS)
        if says_so and "columns" not in report.missing:
            return True
    return False
