"""Calls to Milvus: one connection a process and address, time limits, batches and errors.

pymilvus repeats a call that the server could not take (not reachable, too busy) with growing
pauses until the call's time is over, and no other call. So that a repeated write does no harm,
rows are upserted by keys of our own.

ITASEARCH_INDEX_URL names the server or the file, and which library's index is meant:

    http://user:password@milvus.example.go.th:19530/database#library
    /srv/itasearch/index.db#library
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from itasearch.config import INDEX_VARIABLE
from itasearch.errors import BackendError, IndexUnreachableError, IndexUrlError, MissingMilvusError

if TYPE_CHECKING:
    from pymilvus import CollectionSchema
    from pymilvus.milvus_client.index import IndexParams

Row: TypeAlias = Mapping[str, Any]  #: A row by its fields
SparseVector: TypeAlias = Mapping[int, float]  #: weights by dimension
_CONNECT_SECONDS = 10.0  # longest wait for a server; as the next ones chosen by hand
_READ_SECONDS = 30.0  # what a call that reads may take with its repetitions
_WRITE_SECONDS = 120.0  # the same of one that writes
MOST_HITS = 16_384  #: rows that Milvus returns of one search or query at most, by its limits
_PAGE_ROWS = 1_000  # rows of a page of a long answer, some megabytes with vectors; by hand
_BATCH_ROWS = 500  # rows that are sent together at most
_BATCH_BYTES = 8_000_000  # bytes of a batch, about; Milvus takes no more than 64 MB at once
_BATCHES_IN_FLIGHT = 4  # batches on the way at once: bounds memory, keeps the server busy

_SCHEMES = frozenset({"http", "https"})
_FILE_ENDING = ".db"  # of files of Milvus Lite; pymilvus knows them by it
_LIBRARY = re.compile(r"[A-Za-z0-9_]{1,64}")
_DEFAULT_LIBRARY = "library"
_EXAMPLE = "http://milvus.example.go.th:19530"

_opening = Lock()
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class MilvusAddress:
    """A server or file (`uri`, without name and password) and the library in it."""

    uri: str
    library: str = _DEFAULT_LIBRARY
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_file(self) -> bool:
        """Whether it is a file of Milvus Lite, which one process at a time has open."""
        return self.uri.endswith(_FILE_ENDING)

    def __str__(self) -> str:
        """Without the password."""
        return f"{self.uri}#{self.library}"


def read_address(url: str) -> MilvusAddress:
    """Raises IndexUrlError: neither http://…, https://… nor a file ending in .db."""
    server, _, library = url.strip().partition("#")
    library = library or _DEFAULT_LIBRARY
    if not _LIBRARY.fullmatch(library):
        raise _no_address(
            url,
            f"names the library {library!r}, which has other letters than a-z, digits and _, or "
            "more than 64",
        )
    if "://" not in server and server.endswith(_FILE_ENDING):
        return MilvusAddress(uri=str(Path(server).expanduser().resolve()), library=library)
    try:
        parts = urlsplit(server)
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


class Milvus:
    """A connection; threads may share it."""

    def __init__(self, address: MilvusAddress) -> None:
        """Connect. Raises MissingMilvusError, IndexUnreachableError."""
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise MissingMilvusError from error
        self.address = address
        # Milvus Lite takes one writer of a collection at a time.
        self._in_flight = 1 if address.is_file else _BATCHES_IN_FLIGHT
        with _errors(address):
            self._client = MilvusClient(
                address.uri, user=address.user, password=address.password, timeout=_CONNECT_SECONDS
            )

    def _call(
        self, method: Callable[_Given, _Found], *args: _Given.args, **named: _Given.kwargs
    ) -> _Found:
        with _errors(self.address):
            return method(*args, **named)

    def has(self, collection: str) -> bool:
        """Whether there is such a collection."""
        return bool(self._call(self._client.has_collection, collection, timeout=_READ_SECONDS))

    def create(self, collection: str, schema: "CollectionSchema", indexes: "IndexParams") -> None:
        """Make an empty collection, ready for searches that see all that was written before."""
        with _errors(self.address):
            self._client.create_collection(
                collection, schema=schema, consistency_level="Strong", timeout=_WRITE_SECONDS
            )
            # An empty collection's are there at once; waiting would take half a second each.
            self._client.create_index(collection, indexes, timeout=_WRITE_SECONDS, sync=False)
            self._client.load_collection(collection, timeout=_WRITE_SECONDS)

    def drop(self, collection: str) -> None:
        """Delete a collection; one that is not there is ignored."""
        self._call(self._client.drop_collection, collection, timeout=_WRITE_SECONDS)

    def write(self, collection: str, rows: Iterable[Row]) -> None:
        """Write rows in batches, a bounded number of which are on the way at once."""
        upsert = partial(self._call, self._client.upsert, collection, timeout=_WRITE_SECONDS)
        with ThreadPoolExecutor(self._in_flight) as pool:
            waiting: deque[Future[None]] = deque()
            for batch in _batches(rows):
                if len(waiting) == self._in_flight:
                    waiting.popleft().result()
                waiting.append(pool.submit(upsert, batch))
            for future in waiting:
                future.result()

    def delete(self, collection: str, expression: str) -> None:
        """Delete the rows that an expression lets through."""
        self._call(self._client.delete, collection, filter=expression, timeout=_WRITE_SECONDS)

    def delete_keys(self, collection: str, keys: Sequence[str]) -> None:
        """Delete the rows of these keys; unknown ones are ignored."""
        if keys:
            self._call(self._client.delete, collection, ids=list(keys), timeout=_WRITE_SECONDS)

    def settle(self, collection: str) -> None:
        """Let Milvus Lite index what it has in memory; a server does so by itself."""
        if self.address.is_file:
            self._call(self._client.flush, collection, timeout=_WRITE_SECONDS)

    def get(self, collection: str, keys: Sequence[str], fields: Sequence[str]) -> list[Row]:
        """The rows of these keys that are there, in any order."""
        options = {"output_fields": list(fields), "timeout": _READ_SECONDS}
        rows: list[Row] = self._call(self._client.query, collection, ids=list(keys), **options)
        return rows

    def first(
        self,
        collection: str,
        expression: str,
        fields: Sequence[str],
        *,
        most: int = MOST_HITS,
        is_old: bool = False,
    ) -> list[Row]:
        """Up to `most` rows of an expression, in any order.

        `is_old`: what is sought was written a minute ago or earlier, so Milvus need not wait until
        it has taken in the latest writes.
        """
        options = self._reading(expression, fields, is_old=is_old)
        rows: list[Row] = self._call(self._client.query, collection, limit=most, **options)
        return rows

    def _reading(
        self, expression: str, fields: Sequence[str], *, is_old: bool
    ) -> Mapping[str, Any]:
        options = {"filter": expression, "output_fields": list(fields), "timeout": _READ_SECONDS}
        # Bounded lags behind by seconds, and needs no wait.
        return options | ({"consistency_level": "Bounded"} if is_old else {})

    def rows(
        self, collection: str, expression: str, fields: Sequence[str], *, is_old: bool = False
    ) -> Iterator[Row]:
        """All rows that an expression lets through, in any order; `is_old` as in `first`."""
        few = self.first(collection, expression, fields, most=_PAGE_ROWS, is_old=is_old)
        if len(few) < _PAGE_ROWS:  # one call instead of the four of an iterator
            yield from few
            return
        options = self._reading(expression, fields, is_old=is_old)
        iterator = self._client.query_iterator
        pages = self._call(iterator, collection, batch_size=_PAGE_ROWS, **options)
        with closing(pages):
            while page := self._call(pages.next):
                yield from page

    def search(  # noqa: PLR0913  # all keyword arguments of one search
        self,
        collection: str,
        query: Sequence[float] | SparseVector,
        *,
        field: str,
        expression: str,
        most: int,
        returned: str,
        breadth: int = 0,
        is_old: bool = False,
    ) -> list[tuple[float, int]]:
        """(score, value of `returned`) of a query's best rows, best first; inner products.

        `breadth`: candidates that a graph index looks at; 0 for an exact index. `is_old` as in
        `first`.
        """
        (hits,) = self._call(
            self._client.search,
            collection,
            data=[query],
            anns_field=field,
            limit=most,
            search_params={"params": {"ef": max(breadth, most)}} if breadth else {},
            **self._reading(expression, [returned], is_old=is_old),
        )
        return [(float(hit["distance"]), int(hit["entity"][returned])) for hit in hits]


_connected = cache(Milvus)


def connect(address: MilvusAddress) -> Milvus:
    """The connection of this process to an address. Raises as Milvus."""
    with _opening:
        return _connected(address)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str | Sequence))
        if len(batch) == _BATCH_ROWS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _errors(address: MilvusAddress) -> Iterator[None]:
    from grpc import RpcError, StatusCode
    from pymilvus.client.types import Status
    from pymilvus.exceptions import ConnectionConfigException, ErrorCode, MilvusException

    unreachable = {
        StatusCode.UNAVAILABLE,
        StatusCode.DEADLINE_EXCEEDED,
        Status.CONNECT_FAILED,
        ErrorCode.RATE_LIMIT,
    }
    try:
        yield
    except RpcError as error:
        raise IndexUnreachableError(address=str(address), reason=str(error.code())) from error
    except MilvusException as error:
        if isinstance(error, ConnectionConfigException) or error.code in unreachable:
            raise IndexUnreachableError(address=str(address), reason=error.message) from error
        raise BackendError(f"Milvus at {address} refuses: {error.message}") from error
