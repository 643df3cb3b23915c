"""What `add` and `parse` are given, as files to read: folders, archives, web addresses, lists.

Files come in groups: what is taken out of an archive or from the web is there only until
the next group is asked for, so a batch never needs more room than its largest archive.
"""

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.ingest.containers import holds_files, unpacked
from itasearch.ingest.originals import FoundFile, find_files
from itasearch.ingest.web.web_addresses import listed_addresses

_GROUP = 500
"""Files of folders in a group: a batch of thousands begins before all are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person gave.

    Attributes:
        paths: files, folders, archives and lists of web addresses.
        urls: web addresses.
        allow_private: whether addresses of the own network may be asked.
    """

    paths: Sequence[Path] = ()
    urls: Sequence[str] = ()
    allow_private: bool = False

    @property
    def is_one_file(self) -> bool:
        """Whether it is a single file or web address, and no folder or list."""
        if self.urls or len(self.paths) != 1:
            return len(self.urls) == 1 and not self.paths
        return self.paths[0].is_file() and not listed_addresses(self.paths[0])


@dataclass(slots=True, kw_only=True)
class Gathering:
    """The files of one batch.

    Attributes:
        beside: a folder that is passed over.
        has_reports: whether a web page holds reports itself.
        total: how many files are known of so far.
    """

    given: Given
    limits: ReadLimits
    has_reports: Callable[[Path], bool]
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
                yield from self._from_archive(file)
        if plain:
            yield tuple(plain)
        if self.given.urls:
            yield from self._from_web(self.given.urls)

    def _from_archive(self, file: FoundFile) -> Iterator[tuple[FoundFile, ...]]:
        with tempfile.TemporaryDirectory(prefix="itasearch-") as folder:
            members = tuple(unpacked([file], into=Path(folder), limits=self.limits))
            self.total += len(members) - 1
            yield members

    def _from_web(self, urls: Sequence[str]) -> Iterator[tuple[FoundFile, ...]]:
        from itasearch.ingest.web.web import Web
        from itasearch.ingest.web.web_body import WebLimits
        from itasearch.ingest.web.web_sources import found_on_web

        bounds = WebLimits(file_bytes=self.limits.file_bytes)
        before, came = self.total - len(urls), 0
        with (
            tempfile.TemporaryDirectory(prefix="itasearch-") as name,
            Web(into=Path(name), limits=bounds, allow_private=self.given.allow_private) as web,
        ):
            for file in found_on_web(urls, web, has_reports=self.has_reports, links=bounds.links):
                members = tuple(unpacked([file], into=Path(name), limits=self.limits))
                came += len(members)
                self.total = before + max(len(urls), came)
                yield members
                for member in members:
                    if member.fault is None:
                        member.path.unlink(missing_ok=True)
