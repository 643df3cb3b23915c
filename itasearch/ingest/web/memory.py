"""What a site's pages and files were at the last visit, so that only changed ones are sent again.

Derived: a site without it is read as new.
"""

import gzip
import hashlib
import json
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cattrs import Converter

from itasearch.documents.files import replacing
from itasearch.ingest.web.download import Version
from itasearch.ingest.web.links import PageContent

_LARGEST = 64 * 1024**2  # bytes of a memory that is read, unpacked; by hand
_MOST_LINKS = 500  # links of a page that are kept; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A page or file as it was.

    Attributes:
        sha256: of a file that was read.
        why, reason: of one that was left, see LeftAddress; "" else.
    """

    version: Version
    sha256: str = ""
    why: str = ""
    reason: str = ""
    content: PageContent | None = None


@dataclass(slots=True, kw_only=True)
class SiteMemory:
    """All visited addresses of a site.

    Attributes:
        reading: what the files were read by: another reading may find more in them.
    """

    path: Path
    reading: str
    visited: dict[str, Visited] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, address: str, *, reading: str) -> "SiteMemory":
        """The memory of a site; empty where there is none that can be read."""
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        memory = cls(path=folder / f"{name}.json.gz", reading=reading)
        with suppress(
            OSError, EOFError, zlib.error, ValueError, TypeError, LookupError, AttributeError
        ):
            with gzip.open(memory.path) as file:
                stored = json.loads(file.read(_LARGEST))
            if stored["reading"] == reading:
                converter = Converter(detailed_validation=False)
                memory.visited = converter.structure(stored["visited"], dict[str, Visited])
        return memory

    def save(self) -> None:
        """Write it; a disk that refuses costs the next visit only time."""
        rows = {address: asdict(visited) for address, visited in self.visited.items()}
        data = json.dumps({"reading": self.reading, "visited": rows}, ensure_ascii=False)
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as file:
                file.write(gzip.compress(data.encode(errors="replace")))


def remembered(content: PageContent) -> PageContent:
    """The page as it is kept: without its text, and a bounded number of links."""
    return PageContent(titles=content.titles, links=content.links[:_MOST_LINKS])
