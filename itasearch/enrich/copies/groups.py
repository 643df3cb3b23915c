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

_ROWS = 4
"""MinHash values of a band."""
_LONGEST_SHORT_TEXT = 120
"""Letters of a text of which runs of letters are hashed too."""
_LETTER_RUN = 3
"""Letters of such a run; a shorter text is one run. Not measured."""
_SEED = 1
"""Of the random permutations of MinHash: any number, but digests of another one are others."""
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


_MOST_COMPARED = 12
"""Texts that a new one is compared with exactly."""

_WORDINGS = 4
"""Different texts of a group that new ones are compared with."""

_MOST_OWNERS_OF_BAND = 64
"""Texts that share a band with more others share a phrase of forms, and no more."""

_RECENT = 2_048
"""Texts that are searched one by one before they are sorted in."""


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
            known: what is indexed and stays.
            texts_of: substances of measures by id; those that there are not are left out.
            is_word: see substance.IsWord.
        """
        self._texts_of = texts_of
        self._is_word = is_word
        self._by_key = dict(zip(known.keys.tolist(), known.groups, strict=True))
        self._count: Counter[str] = Counter()
        self._wordings: list[tuple[str, str]] = []
        places = list(self._first_wordings(known))
        self._index = _BandIndex(known.bands[places])

    def marks(self, substances: Sequence[Substance]) -> list[CopyMark | None]:
        """The mark of each measure, in order; None for one without substance."""
        by_words = {item.words: item for item in substances}
        bands = dict(zip(by_words, text_bands([*by_words.values()]), strict=True))
        return [self._mark(item, bands[item.words]) if item.text else None for item in substances]

    def _mark(self, item: Substance, bands: NDArray[np.uint32]) -> CopyMark:
        key = text_key(item.text)
        group = self._by_key.get(key)
        if group is None:
            # A group's name is never used again, though its first measure's text may change.
            group = self._alike(item, bands) or f"{item.measure_id}/{key:016x}"
            self._by_key[key] = group
            if self._is_wording(group, item.measure_id):
                self._index.add(bands)
        return CopyMark(group=group, key=key, bands=tuple(bands.tolist()))

    def _alike(self, item: Substance, bands: NDArray[np.uint32]) -> str | None:
        """The group one of whose wordings `item` is a copy of."""
        likely = [self._wordings[place] for place in self._index.likely(bands)]
        others = self._texts_of([measure_id for _, measure_id in likely])
        for group, measure_id in likely:
            other = others.get(measure_id)
            if other is not None and are_copies(item, other, is_word=self._is_word):
                return group
        return None

    def _first_wordings(self, known: CopyMarks) -> Iterator[int]:
        """Places of the first wordings of each group, the same text once."""
        seen: set[int] = set()
        rows = zip(known.keys.tolist(), known.groups, known.measure_ids, strict=True)
        for place, (key, group, measure_id) in enumerate(rows):
            if key not in seen:
                seen.add(key)
                if self._is_wording(group, measure_id):
                    yield place

    def _is_wording(self, group: str, measure_id: str) -> bool:
        """Count one more wording of `group`; whether it is one of the first, and so kept."""
        self._count[group] += 1
        if self._count[group] > _WORDINGS:
            return False
        self._wordings.append((group, measure_id))
        return True


class _BandIndex:
    """Which texts share bands: most of them sorted, the recent ones in a row."""

    def __init__(self, bands: NDArray[np.uint32]) -> None:
        self._keys = np.zeros(0, dtype=np.uint64)
        self._owners = np.zeros(0, dtype=np.int64)
        self._sorted = 0
        self._recent = np.zeros((_RECENT, BANDS), dtype=np.uint32)
        self._count = 0
        if len(bands):
            self._merge(bands)

    def add(self, bands: NDArray[np.uint32]) -> None:
        """One more text; its place is the number of those before."""
        self._recent[self._count] = bands
        self._count += 1
        if self._count == _RECENT:
            self._merge(self._recent)
            self._count = 0

    def likely(self, bands: NDArray[np.uint32]) -> list[int]:
        """Places of the texts that share the most bands, at most _MOST_COMPARED of them."""
        shared = (self._recent[: self._count] == bands).sum(axis=1)
        recent = np.flatnonzero(shared)
        owners, counts = np.unique(
            np.concatenate([np.zeros(0, dtype=np.int64), *self._sharing(bands)]),
            return_counts=True,
        )
        places = np.concatenate([owners, recent + self._sorted])
        numbers = np.concatenate([counts, shared[recent]])
        best = np.lexsort((places, -numbers))[:_MOST_COMPARED]
        found: list[int] = places[best].tolist()
        return found

    def _sharing(self, bands: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
        keys = _numbered(bands[None, :])
        firsts = np.searchsorted(self._keys, keys, side="left")
        lasts = np.searchsorted(self._keys, keys, side="right")
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            if 0 < last - first <= _MOST_OWNERS_OF_BAND:
                yield self._owners[first:last]

    def _merge(self, bands: NDArray[np.uint32]) -> None:
        keys = np.concatenate([self._keys, _numbered(bands)])
        places = np.repeat(np.arange(self._sorted, self._sorted + len(bands)), BANDS)
        owners = np.concatenate([self._owners, places])
        order = np.argsort(keys, kind="stable")
        self._keys, self._owners = keys[order], owners[order]
        self._sorted += len(bands)


def _numbered(bands: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Bands with their number before them, row after row."""
    numbers = np.arange(BANDS, dtype=np.uint64) << np.uint64(32)
    joined: NDArray[np.uint64] = (bands.astype(np.uint64) | numbers).ravel()
    return joined
