"""The row that names the last commit of an index, and what a commit knows as a whole.

    itasearch_state                 one collection a server, of names and texts
      library/index                 head of the index in use
      library/unfinished            head of one that is being built beside it
      library/5c21d0a7/12/0 …       the whole of commit 12 of build 5c21d0a7
    itasearch_library_5c21d0a7      measures of that build

Measures are written under versions of reports that no commit has named yet; then the head is
replaced, which Milvus does with one row at once: whoever reads it before sees the commit before,
whoever reads it after the new one, and what a killed writer left is beyond the last version. An
index that takes another one's place does so by its head, too; then the rows of all other builds of
the library are deleted: who has just read the old head finds nothing, and reads the new one.
Versions of reports that were removed or replaced are dead: they are passed over, and deleted when
no reader can need them.
"""

import base64
import io
import json
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from itasearch.backends.base import IndexRecipe
from itasearch.backends.milvus.connection import Milvus, Row
from itasearch.backends.milvus.rows import CONVERTER, all_hold, begins_with, none_of
from itasearch.backends.milvus.statistics import NO_TERMS, TermCounts
from itasearch.errors import BackendError, IndexDamagedError, IndexMismatchError, IndexMissingError

STATE = "itasearch_state"
IN_USE, UNFINISHED = "index", "unfinished"
FORMAT = 4  #: version of what is stored and how; another one is an index of another itasearch
_TEXT_BYTES = 60_000  # of a commit in one row, less than a VARCHAR holds
_LONGEST_NAME = 512  # bytes; names have some 100
_LONGEST_VALUE = 65_535  # bytes that a VARCHAR has at most
_READING_ATTEMPTS = 5  # times that a commit is read which a writer may drop meanwhile; by hand
_NO_VECTOR = (0.0, 0.0)  # Milvus keeps no row without a vector


class Dead(NamedTuple):
    """A version or collection that a reader may still need; `since` in Unix seconds."""

    name: str
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What names a commit."""

    recipe: IndexRecipe
    build: str  #: names the collection of measures
    commit: int = 0  #: number, from 0 for an empty index
    texts: int = 0  #: rows with the rest of this commit
    texts_before: int = 0  #: of the commit before
    next_version: int = 0  #: of reports; all below are of this commit, but for dead ones
    measures: int = 0
    reports: int = 0
    mean_length: float = 0.0  #: number of words that all stored weights were computed with
    breadth: int = 0  #: candidates of a search by vectors; 0 where it is exact
    written: float = 0.0  #: Unix seconds, by the writer's clock
    dead_collections: tuple[Dead, ...] = ()  #: of indexes that this one replaced


class ReportVersion(NamedTuple):
    """Which version of a report a commit holds, and its fingerprint."""

    version: int
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Commit:
    """One commit; immutable. Dead versions are here: thousands do not fit the head's row."""

    head: Head
    dead_versions: tuple[Dead, ...] = ()
    reports: Mapping[str, ReportVersion] = field(default_factory=dict)
    terms: TermCounts = NO_TERMS

    @cached_property
    def visible(self) -> str:
        """The rows of measures of this commit."""
        dead = [int(version.name) for version in self.dead_versions]
        return all_hold(f"version < {self.head.next_version}", none_of("version", dead))


class Commits:
    """The commits of one library's index; `slot` is IN_USE or UNFINISHED."""

    def __init__(self, milvus: Milvus, slot: str = IN_USE) -> None:
        self._milvus = milvus
        self._library = milvus.address.library
        self._slot = slot
        self._has_state = False

    def collection(self, build: str) -> str:
        """The name of the collection of measures of a build."""
        return f"itasearch_{self._library}_{build}"

    def head(self) -> Head:
        """The head of the last commit. Raises IndexMissingError, IndexMismatchError."""
        name = self._name(self._slot)
        values = self._values([name])
        if not values:
            raise IndexMissingError(path=str(self._milvus.address))
        content = json.loads(values[name])
        if content["format"] != FORMAT:
            raise IndexMismatchError(built_with="another format", opened_with=f"format {FORMAT}")
        return CONVERTER.structure(content, Head)

    def read(self, head: Head) -> Commit | None:
        """The commit of a head; None where a writer has dropped it meanwhile."""
        names = self._text_names(head)
        values = self._values(names)
        if len(values) < len(names):
            return None
        return (
            _unpacked(head, "".join(values[name] for name in names)) if names else Commit(head=head)
        )

    def last(self, *, previous: Commit | None = None) -> Commit:
        """The last commit; `previous` if that is it. Raises as `head`."""
        for _ in range(_READING_ATTEMPTS):
            head = self.head()
            if previous is not None and head == previous.head:
                return previous
            commit = self.read(head)
            if commit is not None:
                return commit
        raise IndexDamagedError(
            path=str(self._milvus.address), reason=f"commit {head.commit} lacks rows"
        )

    def write(self, commit: Commit, *, after: Head) -> None:
        """Make a commit that builds on `after` the last one, by writing its head."""
        text = _packed(commit)
        parts = [text[at : at + _TEXT_BYTES] for at in range(0, len(text), _TEXT_BYTES)]
        head = replace(commit.head, texts=len(parts), texts_before=after.texts, written=time.time())
        self._put(zip(self._text_names(head), parts, strict=True))
        self.put_head(head)
        before, count = after.commit - 1, after.texts_before
        names = [self._name(after.build, before, at) for at in range(count)]
        self._milvus.delete_keys(STATE, names)

    def put_head(self, head: Head) -> None:
        """Make this the head."""
        self._put([(self._name(self._slot), json.dumps({"format": FORMAT, **asdict(head)}))])

    def drop_head(self) -> None:
        """Forget the index; its measures stay."""
        self._milvus.delete_keys(STATE, [self._name(self._slot)])

    def revision(self, head: Head) -> str:
        """The store's revision that a commit is known to hold; "" where none is known."""
        name = self._name(head.build, "revision")
        commit, _, revision = self._values([name]).get(name, "").partition(" ")
        return revision if commit == str(head.commit) else ""

    def confirm(self, head: Head, revision: str) -> None:
        """Keep the store's revision that a commit is of."""
        self._put([(self._name(head.build, "revision"), f"{head.commit} {revision}")])

    def forget_others(self, builds: Collection[str]) -> None:
        """Delete the commits and revisions of all builds of the library but these."""
        used = {self._name(IN_USE), self._name(UNFINISHED)}
        rows = self._milvus.rows(STATE, begins_with("name", self._name("")), ["name"])
        names = [row["name"] for row in rows]
        beginnings = tuple(self._name(build, "") for build in builds)
        self._milvus.delete_keys(
            STATE, [name for name in names if name not in used and not name.startswith(beginnings)]
        )

    def _name(self, *parts: str | int) -> str:
        return "/".join((self._library, *map(str, parts)))

    def _text_names(self, head: Head) -> list[str]:
        return [self._name(head.build, head.commit, at) for at in range(head.texts)]

    def _values(self, names: list[str]) -> dict[str, str]:
        self._has_state = self._has_state or self._milvus.has(STATE)
        if not names or not self._has_state:
            return {}
        rows = self._milvus.get(STATE, names, ["name", "value"])
        return {row["name"]: row["value"] for row in rows}

    def _put(self, values: Iterable[tuple[str, str]]) -> None:
        rows: list[Row] = [
            {"name": name, "value": value, "nothing": _NO_VECTOR} for name, value in values
        ]
        self._milvus.write(STATE, rows)


def make_state(milvus: Milvus) -> None:
    """Make the collection of heads and commits, if it is not there."""
    if milvus.has(STATE):
        return
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("name", DataType.VARCHAR, is_primary=True, max_length=_LONGEST_NAME)
    schema.add_field("value", DataType.VARCHAR, max_length=_LONGEST_VALUE)
    schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=len(_NO_VECTOR))
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("nothing", index_type="FLAT", metric_type="L2")
    try:
        milvus.create(STATE, schema, indexes)
    except BackendError:
        if not milvus.has(STATE):  # another process may have made it just now
            raise


def _packed(commit: Commit) -> str:
    reports = json.dumps([commit.reports, commit.dead_versions]).encode()
    file = io.BytesIO()
    np.savez_compressed(
        file,
        allow_pickle=False,
        reports=np.frombuffer(reports, dtype=np.uint8),
        dimensions=commit.terms.dimensions,
        counts=commit.terms.counts,
    )
    return base64.b85encode(file.getvalue()).decode()


def _unpacked(head: Head, text: str) -> Commit:
    with np.load(io.BytesIO(base64.b85decode(text)), allow_pickle=False) as file:
        reports, dead = json.loads(file["reports"].tobytes())
        terms = TermCounts(file["dimensions"], file["counts"])
    return Commit(
        head=head,
        reports={name: ReportVersion(*version) for name, version in reports.items()},
        dead_versions=tuple(Dead(*version) for version in dead),
        terms=terms,
    )
