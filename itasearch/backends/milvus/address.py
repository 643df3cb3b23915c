"""ITASEARCH_INDEX_URL: where Milvus is, and which library's index is meant.

http://user:password@milvus.example.go.th:19530/database#library
/srv/itasearch/index.db#library
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from itasearch.errors import BackendError

_SCHEMES = frozenset({"http", "https"})
_FILE_ENDING = ".db"
"""Of files of Milvus Lite; pymilvus knows them by it."""
_LIBRARY = re.compile(r"[A-Za-z0-9_]{1,64}")
_DEFAULT_LIBRARY = "library"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilvusAddress:
    """A server or file, and the library in it.

    Attributes:
        uri: without name and password, and without the library; as pymilvus takes it.
        library: begins the names of all that is stored; several libraries share a server.
    """

    uri: str
    library: str = _DEFAULT_LIBRARY
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_file(self) -> bool:
        """Whether it is a file of Milvus Lite, which one process at a time has open."""
        return self.uri.endswith(_FILE_ENDING)

    def __str__(self) -> str:
        """For messages: without the password."""
        return f"{self.uri}#{self.library}"


def read_address(url: str) -> MilvusAddress:
    """The address that a person wrote.

    Raises:
        BackendError: it is neither http://…, https://… nor a file ending in .db.
    """
    place, _, library = url.strip().partition("#")
    library = library or _DEFAULT_LIBRARY
    if not _LIBRARY.fullmatch(library):
        raise BackendError(
            f"in ITASEARCH_INDEX_URL, {library!r} is no name of a library: up to 64 letters a-z, "
            "digits and _"
        )
    parts = urlsplit(place)
    if parts.scheme in _SCHEMES and parts.hostname:
        bare = parts.netloc.rpartition("@")[2]
        return MilvusAddress(
            uri=f"{parts.scheme}://{bare}{parts.path}",
            library=library,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )
    if "://" not in place and place.endswith(_FILE_ENDING):
        return MilvusAddress(uri=str(Path(place).expanduser().resolve()), library=library)
    raise BackendError(
        "ITASEARCH_INDEX_URL is neither the address of a Milvus server "
        "(http://milvus.example.go.th:19530) nor a file of Milvus Lite (index.db)"
    )
