"""Which measures say the same word for word: their text has one number and one document.

Most measures of a large library are copies of others. Ranking each distinct text once and
giving its measures the same score reads fewer postings than ranking every measure.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
_Mask: TypeAlias = NDArray[np.bool_]

_FILE = "numbers.npz"
NO_TEXT = -1  #: the number of no text, none of which is negative


@dataclass(frozen=True)
class TextNumbers:
    """The number of each measure's text; immutable."""

    keys: Ints
    texts: NDArray[np.int32]
    #: 64 bits of each text, by number; that of a text without measures is not used again
    digests: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def in_use(self) -> _Mask:
        """Which texts measures have, by number."""
        return np.bincount(self.texts, minlength=len(self.digests)) > 0

    def of(self, keys: Sequence[int]) -> NDArray[np.int32]:
        """The numbers of the texts of the measures of these keys."""
        return self.texts[np.searchsorted(self.keys, np.array(keys, dtype=np.int64))]

    def updated(
        self, *, removed: Collection[int], digests: Sequence[int], first_key: int
    ) -> "TextNumbers":
        """Without the measures of the keys `removed`, with new ones of keys from `first_key`."""
        remaining = ~np.isin(self.keys, list(removed))
        added, numbers = self._numbered(digests)
        keys = np.arange(first_key, first_key + len(digests), dtype=np.int64)
        return TextNumbers(
            keys=np.concatenate([self.keys[remaining], keys]),
            texts=np.concatenate([self.texts[remaining], np.array(numbers, dtype=np.int32)]),
            digests=np.concatenate([self.digests, np.array(added, dtype=np.uint64)]),
        )

    def save(self, folder: Path) -> None:
        """Write the numbers into `folder`."""
        with (folder / _FILE).open("wb") as file:
            np.savez(
                file, allow_pickle=False, keys=self.keys, texts=self.texts, digests=self.digests
            )

    def _numbered(self, digests: Sequence[int]) -> tuple[list[int], list[int]]:
        """(digests of new texts, the number of each text)."""
        places = np.flatnonzero(np.isin(self.digests, np.array(digests, dtype=np.uint64)))
        places = places[self.in_use[places]]
        number_of = dict(zip(self.digests[places].tolist(), places.tolist(), strict=True))
        added: list[int] = []
        for digest in digests:
            if digest not in number_of:
                number_of[digest] = len(self.digests) + len(added)
                added.append(digest)
        return added, [number_of[digest] for digest in digests]


NO_TEXTS = TextNumbers(
    keys=np.zeros(0, dtype=np.int64),
    texts=np.zeros(0, dtype=np.int32),
    digests=np.zeros(0, dtype=np.uint64),
)


def load_numbers(folder: Path) -> TextNumbers:
    """What `save` wrote into `folder`; OSError, ValueError or KeyError without it."""
    with np.load(folder / _FILE, allow_pickle=False) as file:
        return TextNumbers(keys=file["keys"], texts=file["texts"], digests=file["digests"])


class TextRows:
    """The rows of the measures of each text."""

    def __init__(self, numbers: TextNumbers, rows: Ints, *, count: int) -> None:
        """`rows` are of the measures in `numbers`, `count` all rows, some of no measure."""
        self._rows = rows[np.argsort(numbers.texts, kind="stable")]
        sizes = np.bincount(numbers.texts, minlength=len(numbers.digests))
        self._ends = np.cumsum(sizes)
        self._starts = self._ends - sizes
        self.text_of = np.full(count, NO_TEXT, dtype=np.int64)
        """The text of each row; NO_TEXT for a row of no measure."""
        self.text_of[rows] = numbers.texts

    def of(self, texts: Ints) -> tuple[Ints, Ints]:
        """(rows of all measures of `texts`, text by text; the place in `texts` of each)."""
        sizes = self._ends[texts] - self._starts[texts]
        places = np.repeat(np.arange(len(texts)), sizes)
        before = np.cumsum(sizes) - sizes
        return self._rows[np.arange(len(places)) - (before - self._starts[texts])[places]], places

    def mask(self, texts: Ints, *, having: bool) -> _Mask:
        """Which rows are of `texts`, or with `having` False of none of them."""
        mask = np.full(len(self.text_of), not having, dtype=np.bool_)
        mask[self.of(texts)[0]] = having
        return mask

    def one_each(self, mask: _Mask | None) -> _Mask:
        """Of the rows that `mask` lets through one of each text; with None of all measures."""
        allowed = self.text_of != NO_TEXT if mask is None else mask
        rows = np.flatnonzero(allowed)[::-1]
        first = np.full(len(self._ends), NO_TEXT, dtype=np.int64)
        first[self.text_of[rows]] = rows
        chosen = np.zeros(len(self.text_of), dtype=np.bool_)
        chosen[first[first != NO_TEXT]] = True
        return chosen
