"""What a backend is: vectors and full text behind one commit.

A backend takes vectors and segmented words, never an encoder or a segmenter. Filters apply inside
both retrievers: a measure outside them never takes a place among the k.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, Self, TypeAlias

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from itasearch.errors import BackendError, IndexMismatchError
from itasearch.model.classification import Classification, FacetCounts, ReportSubjects
from itasearch.model.passages import (
    NO_LIMITS,
    IndexEntry,
    Limits,
    Match,
    SquashedText,
    TextCopies,
    TextCopy,
)
from itasearch.model.records import report_of
from itasearch.text.typed import Typeahead

Vectors: TypeAlias = NDArray[np.float32]

LONGEST_TITLE = 150  # code points, without blanks; a longer title is a whole row; by hand
_DECIMALS = 5  # float32 sums of the same text differ behind this, by the order of adding
EXTRA_FOR_TIES = 16  # texts fetched beyond k, to see whether the last one ties with the next
_MOST_EXTRA_FOR_TIES = 4_096  # the same where many tie; those beyond are ordered as they were found
_LOCK_SECONDS = 600.0  # longest wait for another writer's commit; by hand
DEEPENING = 4  # factor by which each further fetch is deeper


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRecipe:
    """How an index is built; an index built otherwise cannot be searched."""

    encoder: str
    dim: int
    segmenter: str  #: name and version of the word segmentation
    vector_index: str  #: FAISS factory string (or another backend's equivalent)
    schema: int  #: version of what is indexed; raised when measures are encoded otherwise
    classifier: str = "none"  #: name and version of what guesses topics and indicators


def check_recipe(built: IndexRecipe, opened: IndexRecipe) -> None:
    """Raise IndexMismatchError that names what differs, unless the two are equal."""
    ours, theirs = asdict(opened), asdict(built)
    differ = [name for name in ours if theirs[name] != ours[name]]
    if differ:
        named = (", ".join(f"{name} {of[name]}" for name in differ) for of in (theirs, ours))
        raise IndexMismatchError(built_with=next(named), opened_with=next(named))


def best_measures(
    fetch: Callable[[int], Sequence[tuple[float, int]]],
    k: int,
    *,
    oldest: Callable[[Sequence[int]], Mapping[int, str]],
) -> list[Match]:
    """A measure of each of the `k` best texts; as many more are fetched as tie with the last.

    `fetch` gives so many of the best (score, text), each text once; `oldest` the ids of the first
    measures by age. Raises ValueError if `k` is below 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}, must be at least 1")
    depth = k + EXTRA_FOR_TIES
    hits = fetch(depth)
    while (
        len(hits) >= depth
        and round(hits[-1][0], _DECIMALS) == round(hits[k - 1][0], _DECIMALS)
        and depth < k + _MOST_EXTRA_FOR_TIES
    ):
        depth = k + DEEPENING * (depth - k)
        hits = fetch(depth)
    names = oldest([text for _, text in hits])
    pairs = [(-round(score, _DECIMALS), names[text]) for score, text in hits if text in names]
    return [Match(name, -score) for score, name in sorted(pairs)[:k]]


def copies_among(  # noqa: PLR0913  # columns of one table
    own: int,
    *,
    towns: Sequence[int],
    years: Sequence[int],
    ids: Sequence[str] | Sequence[bytes],
    inside: Collection[int] | None,
    most: int | None,
    texts: Callable[[Sequence[int]], Sequence[TextCopy]],
) -> TextCopies:
    """The copies of the measure at position `own`, itself included, in columns of equal length.

    `towns` and `years` are -1 where unknown; `inside` are positions of what may be listed (None:
    all), `most` of them; `texts` makes those at given positions. Most have few copies, for which
    lists are faster than arrays.
    """
    everywhere = range(len(towns))
    town = towns[own]
    is_own = [at == own for at in everywhere] if town < 0 else [owner == town for owner in towns]
    # The oldest fiscal year first, unknown ones last.
    order = sorted(
        everywhere if inside is None else inside, key=lambda at: (years[at] < 0, years[at], ids[at])
    )
    listed = texts(order[:most])
    if len(listed) == len(order):
        own_copies = [copy for at, copy in zip(order, listed, strict=True) if is_own[at]]
    else:
        own_copies = [*texts([at for at in order if is_own[at]])]
    there = [towns[at] for at in order if at != own]
    return TextCopies(
        listed=tuple(listed),
        count=len(order),
        organisations=len({*there} - {town, -1}) + there.count(-1),
        own=tuple(own_copies),
        own_years=tuple(sorted({years[at] for at in everywhere if is_own[at]} - {-1})),
    )


class Titles:
    """Distinct titles of an index, the most frequent first; immutable."""

    def __init__(self, titles: Iterable[tuple[str, int, int]]) -> None:
        """Take (squashed title, a row of it, how many measures have it); titles may come again."""
        counts: dict[str, int] = {}
        rows: dict[str, int] = {}
        for title, row, count in titles:
            if title and len(title) <= LONGEST_TITLE:
                counts[title] = counts.get(title, 0) + count
                rows.setdefault(title, row)
        ordered = sorted(counts, key=lambda title: (-counts[title], len(title), title))
        self._rows = [rows[title] for title in ordered]
        self._typed = Typeahead(ordered)

    def rows(self, words: Sequence[str], *, most: int) -> list[int]:
        """Rows of titles that have all of these squashed words, see Typeahead.find."""
        return [self._rows[number] for number in self._typed.find(words, most=most)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMarks:
    """The CopyMark of each indexed measure that has one, as columns; equal `numbers` are copies."""

    measure_id: Callable[[int], str]  #: by position; names are made only when they are asked for
    group: Callable[[int], str]  #: by position
    numbers: NDArray[np.int64]
    keys: NDArray[np.uint64]
    bands: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlaces:
    """Numbers of measures among their copies, one entry each; equal numbers mean the same."""

    groups: NDArray[np.int64]  #: of copies; -1 without a CopyMark
    texts: NDArray[np.int64]  #: of measures that say the same word for word; -1 if not indexed
    reports: NDArray[np.int64]  #: -1 if not indexed
    years: NDArray[np.int64]  #: BE; -1 where the report does not say


NO_MARKS = CopyMarks(
    measure_id=str,
    group=str,
    numbers=np.zeros(0, dtype=np.int64),
    keys=np.zeros(0, dtype=np.uint64),
    bands=np.zeros((0, 0), dtype=np.uint32),
)


class IndexReader(Protocol):
    """Ranks the measures of one commit, and gives what is known of them; it never changes."""

    def fingerprints(self) -> Mapping[str, str]:
        """Fingerprint of each report, by report id."""

    def search_vector(self, vector: Vectors, *, k: int, limits: Limits = NO_LIMITS) -> list[Match]:
        """The k nearest measures to a vector, shape (1, dim), best first; score is the cosine.

        Of measures with the same text only the oldest inside the limits: of the first fiscal year,
        an unknown one last, then by measure id.
        """

    def search_text(
        self, words: Mapping[str, float], *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        """The k best measures by the sum of the BM25 of any of `words` by weight, best first.

        One a text as in search_vector; [] if no word occurs.
        """

    def measure_count(self) -> int:
        """Measures in this commit."""

    def document_frequency(self, word: str) -> int:
        """In how many measures the segmented word occurs, about, if in many."""

    def measure_vectors(self, measure_ids: Sequence[str]) -> Vectors:
        """The vector of each measure, shape (n, dim); zeros for one that is not indexed."""

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What indexed measures are about, as added; ids that are not indexed are left out."""

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        """What the measures of each indexed report are about; others are left out."""

    def facet_counts(self, limits: Limits = NO_LIMITS) -> FacetCounts:
        """How many distinct measures inside the limits have each value of each facet."""

    def copies(
        self, measure_ids: Sequence[str], *, limits: Limits = NO_LIMITS, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        """For each measure, its copies inside the limits, `most` of them listed.

        One without a CopyMark has those with the same text, one that is not indexed none.
        """

    def copy_places(self, measure_ids: Sequence[str]) -> CopyPlaces:
        """Which of these measures are copies of each other, and of which reports."""

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, SquashedText]:
        """The texts of indexed measures, as added; ids that are not indexed are left out."""

    def titled(self, words: Sequence[str], *, most: int) -> list[str]:
        """Up to `most` measures with different titles that have all of `words`, squashed.

        First those that begin with the first word, then by number of measures. Titles of more than
        LONGEST_TITLE code points without blanks are left out.
        """

    def copy_marks(self, *, without: Collection[str] = ()) -> CopyMarks:
        """Of all measures, but for those of the reports `without`."""


@dataclass(frozen=True, kw_only=True)
class StagedReport:
    """A report that the next commit adds, a row of `vectors` for each entry."""

    fingerprint: str
    entries: tuple[IndexEntry, ...]
    vectors: Vectors

    @cached_property
    def texts(self) -> tuple[int, ...]:
        """The `text_digest` of each entry."""
        return tuple(map(text_digest, self.entries))


def text_digest(entry: IndexEntry) -> int:
    """63 bits by which measures that say the same word for word are known.

    Two texts of a million are alike by chance once in twenty million libraries.
    """
    words = json.dumps(sorted((name, list(words)) for name, words in entry.words.items()))
    return digest(words.encode())


def digest(text: bytes) -> int:
    """63 bits of a text, as a number."""
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


class SearchBackend(ABC):
    """Stores index entries; changes show after commit, all or none. Readers never wait."""

    def __init__(self, recipe: IndexRecipe) -> None:
        self.recipe = recipe
        self._added: dict[str, StagedReport] = {}
        self._removed: set[str] = set()

    @abstractmethod
    def reader(self) -> IndexReader:
        """The last commit of any process. Raises IndexMismatchError: of another recipe."""

    @abstractmethod
    def confirmed_revision(self) -> str:
        """The store's revision that the last commit was confirmed to be of; "" for none."""

    @abstractmethod
    def confirm(self, fingerprints: Mapping[str, str], *, revision: str) -> bool:
        """Whether the last commit holds exactly these reports; if so it keeps `revision`."""

    def add(
        self, report_id: str, fingerprint: str, entries: Sequence[IndexEntry], vectors: Vectors
    ) -> None:
        """Stage a report's measures, a vector each, in place of its old ones. Raises ValueError."""
        shape = (len(entries), self.recipe.dim)
        if vectors.shape != shape or vectors.dtype != np.float32:
            raise ValueError(
                f"vectors of shape {vectors.shape} and type {vectors.dtype} do not fit "
                f"{len(entries)} entries of {self.recipe.dim} float32"
            )
        owners = {name for e in entries for name in (e.facets.report_id, report_of(e.measure_id))}
        if not owners <= {report_id}:
            raise ValueError(f"an entry belongs to another report than {report_id!r}")
        self._removed.discard(report_id)
        self._added[report_id] = StagedReport(
            fingerprint=fingerprint, entries=tuple(entries), vectors=vectors
        )

    def remove(self, report_ids: Collection[str]) -> None:
        """Stage the removal of reports; unknown ids are ignored."""
        for report_id in report_ids:
            self._added.pop(report_id, None)
            self._removed.add(report_id)

    @abstractmethod
    def commit(self, *, more: bool = False) -> None:
        """Make all that is staged visible at once, durably; `more`: other commits follow soon."""

    def close(self) -> None:
        """Release files; staged changes are dropped. Calling it twice does no harm."""
        self._added, self._removed = {}, set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def writing_alone(lock: Path) -> Iterator[None]:
    """Wait until no other process writes an index. Raises BackendError: it takes too long."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(lock).acquire(timeout=_LOCK_SECONDS)
    except Timeout as error:
        raise BackendError(
            f"another process has been writing the index for {_LOCK_SECONDS:.0f} s ({lock}); "
            "wait for it and run the command again"
        ) from error
    with held:
        yield
