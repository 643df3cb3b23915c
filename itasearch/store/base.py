"""What the store returns besides the model's records, and what indexing needs of a store.

Apart from the store itself, so that no reader of these loads SQLAlchemy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from itasearch.model.library import Stage
from itasearch.model.records import Report, StoredMeasure


class Why(Enum):
    """Why one version of a report replaces another."""

    CHOSEN = auto()
    NEWER = auto()
    SURE = auto()
    CORRECTED = auto()
    ORIGIN = auto()
    MEASURES = auto()
    READING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A report that `by` replaced."""

    report_id: str
    by: str
    why: Why = Why.NEWER
    corrected: bool = False  #: `report_id` has corrections by hand, which apply to it alone
    longer: bool = False  #: `report_id` has more measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a stored file again changed.

    Ids of its reports that are new or came out otherwise, and of those that the new reading lacks,
    which stay; and reports that others replaced because of it.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTable:
    """A table that was copied to another database; `sha256`, in hex, is that of its rows by key."""

    name: str
    rows: int
    sha256: str


class IndexSource(Protocol):
    """What an index is made from: all that indexing needs of a store."""

    def indexable(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, str]]:
        """Active reports with their measures and fingerprints, each of one moment, in order."""

    def unindexable(self) -> Mapping[str, str]:
        """Fingerprints of reports that this itasearch could not index, by report id."""

    def keep_fault(
        self, report_id: str, stage: Stage, error: str, *, fingerprint: str | None = None
    ) -> None:
        """Keep that a stage cannot work on a report of this fingerprint."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id, in the order of `measure_ids`; unknown and inactive ones are left out."""

    def revision(self) -> str:
        """Another one after each change of reports; no two stores share one but for backups."""

    def fingerprints(self) -> Mapping[str, str]:
        """Of each active report: a digest of all that its index entries are made from."""
