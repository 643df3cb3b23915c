"""ITASEARCH_INDEX_URL: where Milvus is, and which library's index is meant.

http://user:password@milvus.example.go.th:19530/database#library
/srv/itasearch/index.db#library
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from itasearch.config import INDEX_VARIABLE
from itasearch.errors import IndexUrlError

_SCHEMES = frozenset({"http", "https"})
_FILE_ENDING = ".db"
"""Of files of Milvus Lite; pymilvus knows them by it."""
_LIBRARY = re.compile(r"[A-Za-z0-9_]{1,64}")
_DEFAULT_LIBRARY = "library"
_EXAMPLE = "http://milvus.example.go.th:19530"


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
        IndexUrlError: it is neither http://…, https://… nor a file ending in .db.
    """
    place, _, library = url.strip().partition("#")
    library = library or _DEFAULT_LIBRARY
    if not _LIBRARY.fullmatch(library):
        raise _no_address(
            url,
            f"names the library {library!r}, which has other letters than a-z, digits and _, or "
            "more than 64",
        )
    if "://" not in place and place.endswith(_FILE_ENDING):
        return MilvusAddress(uri=str(Path(place).expanduser().resolve()), library=library)
    try:
        parts = urlsplit(place)
        is_server = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except ValueError as error:
        reason = f"cannot be read as an address ({error}); a password has %5B for [ and %40 for @"
        raise _no_address(url, reason) from error
    if not is_server:
        raise _no_address(
            url, "is neither the address of a Milvus server nor a file of Milvus Lite (index.db)"
        )
    bare = parts.netloc.rpartition("@")[2]
    return MilvusAddress(
        uri=f"{parts.scheme}://{bare}{parts.path}",
        library=library,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _no_address(url: str, reason: str) -> IndexUrlError:
    return IndexUrlError(setting=INDEX_VARIABLE, value=url, reason=reason, example=_EXAMPLE)
