"""What the backends have in common: staging reports, and reading from one commit's snapshot."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from itasearch.backends.base import (
    CopyMarks,
    CopyPlaces,
    IndexReader,
    IndexRecipe,
    Vectors,
    check_k,
    check_staged,
)
from itasearch.model.classification import Classification, FacetCounts, ReportSubjects
from itasearch.model.passages import (
    IndexEntry,
    Match,
    SquashedText,
    TextCopies,
    TextQuery,
    WordFilter,
)
from itasearch.model.ranking import NO_FILTERS, Filters

_Snapshot = TypeVar("_Snapshot", bound=IndexReader)


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedReport:
    """A report that the next commit adds, a row of `vectors` for each entry."""

    fingerprint: str
    entries: tuple[IndexEntry, ...]
    vectors: Vectors


class SnapshotBackend(ABC, Generic[_Snapshot]):
    """Stages what its commits write, and asks the snapshot of the last one; as SearchBackend."""

    def __init__(self, recipe: IndexRecipe) -> None:
        self._recipe = recipe
        self._added: dict[str, StagedReport] = {}
        self._removed: set[str] = set()
        self._snapshot: _Snapshot | None = None
        self._is_pinned = False

    @property
    def recipe(self) -> IndexRecipe:
        """How this index is built."""
        return self._recipe

    def add(
        self,
        report_id: str,
        fingerprint: str,
        entries: Sequence[IndexEntry],
        vectors: Vectors,
    ) -> None:
        """Stage a report's measures, a row of vectors each; its old ones go with the commit.

        Raises:
            ValueError: if the vectors do not fit the entries, or one is another report's.
        """
        check_staged(report_id, entries, vectors, dim=self._recipe.dim)
        self._removed.discard(report_id)
        self._added[report_id] = StagedReport(
            fingerprint=fingerprint, entries=tuple(entries), vectors=vectors
        )

    def remove(self, report_ids: Collection[str]) -> None:
        """Stage the removal of reports; unknown ids are ignored."""
        for report_id in report_ids:
            self._added.pop(report_id, None)
            self._removed.add(report_id)

    def search_vectors(
        self,
        vectors: Vectors,
        *,
        k: int,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
    ) -> list[list[Match]]:
        """The k nearest to each vector, best first; ValueError if `k` is below 1."""
        check_k(k)
        with self._reading() as snapshot:
            return snapshot.search_vectors(vectors, k=k, filters=filters, word_filters=word_filters)

    def search_text(
        self,
        query: TextQuery,
        *,
        k: int,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
    ) -> list[Match]:
        """The k with the highest BM25 score, best first; ValueError if `k` is below 1."""
        check_k(k)
        with self._reading() as snapshot:
            return snapshot.search_text(query, k=k, filters=filters, word_filters=word_filters)

    def measure_count(self) -> int:
        """Measures in the last commit."""
        with self._reading() as snapshot:
            return snapshot.measure_count()

    def document_frequency(self, word: str) -> int:
        """In how many measures of the last commit the segmented word occurs, about, if in many."""
        with self._reading() as snapshot:
            return snapshot.document_frequency(word)

    def measure_vectors(self, measure_ids: Sequence[str]) -> Vectors:
        """The vector of each measure, shape (n, dim); zeros for one that is not indexed."""
        with self._reading() as snapshot:
            return snapshot.measure_vectors(measure_ids)

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What indexed measures are about, as added; ids that are not indexed are left out."""
        with self._reading() as snapshot:
            return snapshot.classifications(measure_ids)

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        """What the measures of each report are about together; unknown reports are left out."""
        with self._reading() as snapshot:
            return snapshot.subjects(report_ids)

    def facet_counts(
        self, filters: Filters = NO_FILTERS, *, word_filters: Sequence[WordFilter] = ()
    ) -> FacetCounts:
        """How many distinct measures inside the filters have each value of each facet."""
        with self._reading() as snapshot:
            return snapshot.facet_counts(filters, word_filters=word_filters)

    def copies(
        self,
        measure_ids: Sequence[str],
        *,
        filters: Filters = NO_FILTERS,
        word_filters: Sequence[WordFilter] = (),
        most: int | None = None,
    ) -> Mapping[str, TextCopies]:
        """For each measure, its copies inside the filters."""
        with self._reading() as snapshot:
            return snapshot.copies(
                measure_ids, filters=filters, word_filters=word_filters, most=most
            )

    def copy_places(self, measure_ids: Sequence[str]) -> CopyPlaces:
        """Which of these measures are copies of each other."""
        with self._reading() as snapshot:
            return snapshot.copy_places(measure_ids)

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, SquashedText]:
        """The texts of indexed measures, as added; ids that are not indexed are left out."""
        with self._reading() as snapshot:
            return snapshot.texts(measure_ids)

    def titled(self, words: Sequence[str], *, most: int) -> list[str]:
        """Measures with different titles that have all of `words`, squashed; `most` of them."""
        with self._reading() as snapshot:
            return snapshot.titled(words, most=most)

    def copy_marks(self, *, without: Collection[str] = ()) -> CopyMarks:
        """Of all measures of the last commit, but for those of the reports `without`."""
        with self._reading() as snapshot:
            return snapshot.copy_marks(without=without)

    def pinned(self) -> Self:
        """The last commit as of now, for reading; later ones are not seen."""
        pinned = copy(self)
        pinned._snapshot, pinned._is_pinned = self._current(), True
        pinned._added, pinned._removed = {}, set()
        return pinned

    @abstractmethod
    def close(self) -> None:
        """Drop staged changes, and release what only this backend uses."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def _current(self) -> _Snapshot:
        """The snapshot of the last commit, or of the one that this is pinned to."""

    @contextmanager
    def _reading(self) -> Iterator[_Snapshot]:
        yield self._current()
