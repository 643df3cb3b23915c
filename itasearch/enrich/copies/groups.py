"""Groups of measures that are copies of each other, found while they are indexed.

A measure joins the group one of whose first few wordings it is a copy of, else it starts
one. Several, because a copy that an OCR damaged may come before the clean one; few, so that
a group does not drift from copy to copy. Equal texts have equal digests; for others MinHash
proposes and the exact comparison decides. The same text has the same digests on every
machine.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import CopyMarks
from itasearch.enrich.copies.substance import IsWord, Substance, are_copies
from itasearch.model.passages import CopyMark

BANDS = 24
"""Digests of a text. Two texts of likeness J share one with 1 - (1 - J^4)^24: 0.79 for
J = 0.5, 0.998 for 0.7, 0.04 for 0.2."""

_ROWS = 4  # MinHash values of a band
_LONGEST_SHORT_TEXT = 120  # letters of a text of which runs of letters are hashed too
_LETTER_RUN = 3  # letters of such a run; a shorter text is one run; not measured
_SEED = 1  # of MinHash's permutations: any number, but another one gives other digests
_MIX = np.uint64(0x9E3779B97F4A7C15)


def text_key(text: str) -> int:
    """64-bit digest of a text; the same for equal texts only."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def text_bands(substances: Sequence[Substance]) -> NDArray[np.uint32]:
    """Digests of the parts of each text's MinHash, shape (n, BANDS)."""
    # Here, because it takes SciPy along, and most verbs index nothing.
    from datasketch import MinHash

    texts = ([shingle.encode() for shingle in _shingles(item)] for item in substances)
    hashes = [
        found.hashvalues
        for found in MinHash.generator(
            texts, num_perm=BANDS * _ROWS, seed=_SEED, hashfunc=zlib.crc32
        )
    ]
    rows = np.asarray(hashes, dtype=np.uint64).reshape(-1, BANDS, _ROWS)
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    for row in range(_ROWS):
        mixed = (mixed ^ rows[:, :, row]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed.astype(np.uint32)


def _shingles(item: Substance) -> Iterator[str]:
    """Words, pairs of words, and of a short text, which one damaged word changes much, letters."""
    yield from item.words
    yield from map(" ".join, pairwise(item.words))
    text = item.text
    if len(text) <= _LONGEST_SHORT_TEXT:
        yield from (
            f"~{text[i : i + _LETTER_RUN]}" for i in range(max(1, len(text) - _LETTER_RUN + 1))
        )


_MOST_COMPARED = 12  # texts that a new one is compared with exactly

_WORDINGS = 4  # different texts of a group that new ones are compared with

_MOST_OWNERS_OF_BAND = 64  # texts that share a band; more only share a phrase of forms

_SEARCHES_UNSORTED = 64
"""Searches through the texts of an index before they are sorted: of a million, sorting takes as
long as so many searches. Chosen by hand."""

_CACHED_MARKS = 8_192  # texts whose marks are kept, 3 KB each: most measures are recent copies

_RECENT = 2_048  # texts that are searched one by one before they are sorted in


class CopyGroups:
    """Assigns each new measure to a group of copies; starts with those of the index."""

    def __init__(
        self,
        known: CopyMarks,
        *,
        texts_of: Callable[[Sequence[str]], Mapping[str, Substance]],
        is_word: IsWord,
    ) -> None:
        """Start from the index.

        Args:
            texts_of: substances of measures by id; those that there are not are left out.
        """
        self._texts_of = texts_of
        self._is_word = is_word
        self._known = _KnownTexts(known)
        self._marks: dict[tuple[str, ...], CopyMark] = {}
        self._by_key: dict[int, str] = {}
        self._count: Counter[str] = Counter()
        self._wordings: list[tuple[str, str]] = []
        self._index = _BandIndex(self._known.bands)

    def marks(self, substances: Sequence[Substance]) -> list[CopyMark | None]:
        """The mark of each measure, in order; None for one without substance."""
        marks, new = self._marks, dict[tuple[str, ...], Substance]()
        for item in substances:
            if item.text and item.words not in marks:
                new.setdefault(item.words, item)
        for item, bands in zip(new.values(), text_bands([*new.values()]), strict=True):
            marks[item.words] = self._mark(item, bands)
        found = [marks.get(item.words) for item in substances]
        for words in [*marks][: max(0, len(marks) - _CACHED_MARKS)]:
            del marks[words]
        return found

    def _mark(self, item: Substance, bands: NDArray[np.uint32]) -> CopyMark:
        key = text_key(item.text)
        group = self._by_key.get(key) or self._known.group_of(key)
        if group is None:
            # A group's name is never used again, though its first measure's text may change.
            group = self._alike(item, bands) or f"{item.measure_id}/{key:016x}"
            self._by_key[key] = group
            self._count[group] += 1
            if self._known.count(group) + self._count[group] <= _WORDINGS:
                self._wordings.append((group, item.measure_id))
                self._index.add(bands)
        return CopyMark(group=group, key=key, bands=tuple(bands.tolist()))

    def _alike(self, item: Substance, bands: NDArray[np.uint32]) -> str | None:
        """The group one of whose wordings `item` is a copy of."""
        likely = [self._wording(place) for place in self._index.likely(bands)]
        others = self._texts_of([measure_id for _, measure_id in likely])
        for group, measure_id in likely:
            other = others.get(measure_id)
            if other is not None and are_copies(item, other, is_word=self._is_word):
                return group
        return None

    def _wording(self, place: int) -> tuple[str, str]:
        """(group, measure id) of a text of the index of bands."""
        known = len(self._known.bands)
        return self._known.wording(place) if place < known else self._wordings[place - known]


class _KnownTexts:
    """The texts of an index, of which names are read only where something is compared with them.

    Attributes:
        bands: of the first wordings of each group, the same text once.
    """

    def __init__(self, marks: CopyMarks) -> None:
        self._marks = marks
        self._by_key = np.argsort(marks.keys, kind="stable")
        self._keys = marks.keys[self._by_key]
        _, first = np.unique(marks.keys, return_index=True)
        first.sort()
        # Each text once; in each group by place.
        order = first[np.argsort(marks.numbers[first], kind="stable")]
        numbers = marks.numbers[order]
        starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])
        sizes = np.diff(np.r_[starts, len(numbers)])
        rank = np.arange(len(numbers)) - np.repeat(starts, sizes)
        self._places = np.sort(order[rank < _WORDINGS])
        self._numbers, self._sizes = numbers[starts], sizes
        self._counts: dict[str, int] = {}
        self.bands = marks.bands[self._places]

    def group_of(self, key: int) -> str | None:
        """The group of the texts of this digest; None if there is none."""
        place = int(np.searchsorted(self._keys, np.uint64(key), side="right")) - 1
        if place < 0 or int(self._keys[place]) != key:
            return None
        return self._marks.groups[int(self._by_key[place])]

    def wording(self, number: int) -> tuple[str, str]:
        """(group, measure id) of a row of `bands`."""
        place = int(self._places[number])
        group = self._marks.groups[place]
        if group not in self._counts:
            found = np.searchsorted(self._numbers, self._marks.numbers[place])
            self._counts[group] = int(self._sizes[found])
        return group, self._marks.measure_ids[place]

    def count(self, group: str) -> int:
        """Different texts of a group that `wording` returned; 0 for one of no known text."""
        return self._counts.get(group, 0)


class _BandIndex:
    """Which texts share bands: most of them sorted, the recent ones in a row.

    Those of the index it starts with are sorted once they have been searched so often that it
    pays: to sort a million texts takes longer than to add a report.
    """

    def __init__(self, bands: NDArray[np.uint32]) -> None:
        self._unsorted: NDArray[np.uint32] | None = bands.reshape(-1, BANDS)
        self._searches = 0
        self._keys = np.zeros(0, dtype=np.uint64)
        self._owners = np.zeros(0, dtype=np.int64)
        self._placed = len(bands)
        self._recent = np.zeros((BANDS, _RECENT), dtype=np.uint32)  # a band's side by side
        self._count = 0

    def add(self, bands: NDArray[np.uint32]) -> None:
        """One more text; its place is the number of those before."""
        self._recent[:, self._count] = bands
        self._count += 1
        if self._count == _RECENT:
            self._sort_first()
            self._merge(self._recent.T, first=self._placed)
            self._placed += _RECENT
            self._count = 0

    def likely(self, bands: NDArray[np.uint32]) -> list[int]:
        """Places of the texts that share the most bands, at most _MOST_COMPARED of them."""
        same = self._recent[:, : self._count] == bands[:, None]
        shared = same.view(np.uint8).sum(axis=0, dtype=np.uint8)
        recent = np.flatnonzero(shared)
        rare = (places for places in self._sharing(bands) if len(places) <= _MOST_OWNERS_OF_BAND)
        owners, counts = np.unique(
            np.concatenate([np.zeros(0, dtype=np.int64), *rare]), return_counts=True
        )
        places = np.concatenate([owners, recent + self._placed])
        numbers = np.concatenate([counts, shared[recent]])
        best = np.lexsort((places, -numbers))[:_MOST_COMPARED]
        found: list[int] = places[best].tolist()
        return found

    def _sharing(self, bands: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
        """For each band the places of the texts that have it, without the recent ones."""
        self._searches += 1
        if self._unsorted is not None and self._searches <= _SEARCHES_UNSORTED:
            for number, band in enumerate(bands):
                yield np.flatnonzero(self._unsorted[:, number] == band)
            return
        self._sort_first()
        keys = _numbered(bands[None, :])
        firsts = np.searchsorted(self._keys, keys, side="left")
        lasts = np.searchsorted(self._keys, keys, side="right")
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            yield self._owners[first:last]

    def _sort_first(self) -> None:
        """Sort the texts that it started with, unless they are."""
        if self._unsorted is not None:
            self._merge(self._unsorted, first=0)
            self._unsorted = None

    def _merge(self, bands: NDArray[np.uint32], *, first: int) -> None:
        """Sort texts in whose places begin at `first`, after all that are sorted already."""
        keys = _numbered(bands)
        owners = np.repeat(np.arange(first, first + len(bands)), BANDS)
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        places = np.searchsorted(self._keys, keys, side="right")
        self._keys = np.insert(self._keys, places, keys)
        self._owners = np.insert(self._owners, places, owners)


def _numbered(bands: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Bands with their number before them, row after row."""
    numbers = np.arange(BANDS, dtype=np.uint64) << np.uint64(32)
    joined: NDArray[np.uint64] = (bands.astype(np.uint64) | numbers).ravel()
    return joined
