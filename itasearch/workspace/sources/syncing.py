"""Folders, tables of addresses and web pages that the library is kept in step with.

They are remembered in a file of the home, with what each held at the last sync. Nothing is removed
from the library: what has gone from a source is named.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from itasearch.documents.files import replacing
from itasearch.errors import SourcesDamagedError, UnknownSourceError
from itasearch.ingest.originals.files import find_files
from itasearch.model.library import (
    KeptSource,
    Outcome,
    OutcomeKind,
    Progress,
    SourceKind,
    SourceSync,
    SyncedSource,
    no_progress,
)
from itasearch.model.people import Right
from itasearch.wording.messages import NOT_THERE
from itasearch.workspace.access import needs
from itasearch.workspace.index import catch_up, writing
from itasearch.workspace.library import Adding, Given, no_outcome
from itasearch.workspace.sources.gathering import Gatherings, typed_sites

_MOST_LOGGED = 50  # syncs of a source that are kept; by hand


class Sources(Gatherings):
    """Where reports come from: towns' web sites, folders, tables of addresses."""

    @needs(Right.ADMINISTER)
    def keep(self, place: str) -> KeptSource:
        """Remember a folder, a table of addresses (CSV, XLSX) or the address of a page.

        Returns the source, also if it is remembered already. Raises ValueError: it is none of
        these.
        """
        path = Path(place)
        kind = SourceKind.FOLDER if path.is_dir() else SourceKind.TABLE
        if kind is SourceKind.TABLE:
            typed_sites([place])
            kind = SourceKind.TABLE if path.is_file() else SourceKind.PAGE
        where = place if kind is SourceKind.PAGE else str(path.resolve())
        identifier = hashlib.sha256(where.encode(errors="replace")).hexdigest()[:8]
        made = KeptSource(id=identifier, kind=kind, place=where)
        with writing(self._parts.settings.lock, no_progress):
            kept = {one.id: one for one in self.all()}
            self._write([*kept.values()] if identifier in kept else [*kept.values(), made])
        return kept.get(identifier, made)

    @needs(Right.ADMINISTER)
    def all(self) -> tuple[KeptSource, ...]:
        """The sources that are remembered, the oldest first."""
        from cattrs import Converter

        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            converter = Converter(detailed_validation=False)
            return converter.structure(rows, tuple[KeptSource, ...])
        except FileNotFoundError:
            return ()
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise SourcesDamagedError(path=str(self._file)) from error

    @needs(Right.ADMINISTER)
    def forget(self, identifier: str) -> KeptSource:
        """Remember a source no longer; its reports stay. Raises UnknownSourceError."""
        with writing(self._parts.settings.lock, no_progress):
            (found,) = self._chosen([identifier])
            self._write([one for one in self.all() if one.id != identifier])
        return found

    @needs(Right.ADMINISTER)
    def sync(
        self,
        identifiers: Sequence[str] = (),
        *,
        allow_private: bool = False,
        build: bool = True,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], None] = no_outcome,
    ) -> tuple[SyncedSource, ...]:
        """Read what is new or changed in sources, and name what has gone; of all if none is named.

        Other arguments and errors are those of `add`. Raises UnknownSourceError.
        """
        synced = []
        for source in self._chosen(identifiers):
            outcomes: list[Outcome] = []

            def take(outcome: Outcome, outcomes: list[Outcome] = outcomes) -> None:
                outcomes.append(outcome)
                on_outcome(outcome)

            held, unreached = self._read(
                source, take, allow_private=allow_private, progress=progress
            )
            gone = () if unreached else tuple(one for one in source.held if one not in set(held))
            new = sum(one.kind in {OutcomeKind.ADDED, OutcomeKind.NEEDS_REVIEW} for one in outcomes)
            refused = sum(one.kind is OutcomeKind.REFUSED for one in outcomes)
            done = SyncedSource(
                source=source, new=new, refused=refused, gone=gone, unreached=unreached
            )
            line = SourceSync(
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
                self._write([kept if one.id == kept.id else one for one in self.all()])
            synced.append(done)
        if build:
            catch_up(self._parts, progress)
        return tuple(synced)

    def _read(
        self,
        source: KeptSource,
        on_outcome: Callable[[Outcome], None],
        *,
        allow_private: bool,
        progress: Progress,
    ) -> tuple[tuple[str, ...], dict[str, str]]:
        """Add what a source holds: the places of its files, and what was not reached, and why."""
        if source.kind is SourceKind.FOLDER:
            folder = Path(source.place)
            if not folder.is_dir():  # a share that is not connected has not lost its files
                return (), {source.place: NOT_THERE}
            beside = self._parts.settings.home / "index"
            files = find_files([folder], beside=beside)
            Adding(self._parts, self.person).take(
                Given(files=files),
                organisation=None,
                fiscal_year_be=None,
                progress=progress,
                on_outcome=on_outcome,
            )
            return tuple(str(file.path) for file in files), {}
        held: tuple[str, ...] = ()
        unreached: dict[str, str] = {}
        try:
            sites = typed_sites([source.place])
        except ValueError:
            return (), {source.place: NOT_THERE}
        for site in sites:
            found = self.gather(site, allow_private=allow_private, progress=progress)
            self.add_gathered([found], build=False, progress=progress, on_outcome=on_outcome)
            held += tuple(file.address for file in found.site.files)
            if found.site.fault:
                unreached[site.address] = found.site.fault
        return held, unreached

    def _chosen(self, identifiers: Sequence[str]) -> tuple[KeptSource, ...]:
        kept = {one.id: one for one in self.all()}
        for identifier in identifiers:
            if identifier not in kept:
                raise UnknownSourceError(identifier=identifier)
        return tuple(kept[one] for one in identifiers or kept)

    @property
    def _file(self) -> Path:
        return self._parts.settings.corpus / "sources.json"

    def _write(self, sources: Sequence[KeptSource]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(one) for one in sources], ensure_ascii=False, indent=1)
        with replacing(self._file) as file:
            file.write(text.encode(errors="replace"))
