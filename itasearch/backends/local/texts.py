"""Which measures say the same word for word: their text has one document.

Most measures of a large library are copies of others. Ranking each distinct text once and
giving its measures the same score reads fewer postings than ranking every measure.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
_Mask: TypeAlias = NDArray[np.bool_]

NO_TEXT = -1  #: the number of no text, none of which is negative


class TextRows:
    """The rows of the measures of each text; its number is its place among all digests."""

    def __init__(self, digests: Ints, alive: _Mask) -> None:
        """`digests` are of all rows, of which those `alive` are measures."""
        rows, of_measures = np.flatnonzero(alive), digests[alive]
        order = np.argsort(of_measures, kind="stable")
        self._rows, ordered = rows[order], of_measures[order]
        is_first = np.diff(ordered, prepend=NO_TEXT) != 0
        self._digests, self._starts = ordered[is_first], np.flatnonzero(is_first)
        self._ends = np.append(self._starts, len(rows))[1:]
        self.text_of = np.full(len(alive), NO_TEXT, dtype=np.int64)
        """The text of each row; NO_TEXT for a row of no measure."""
        self.text_of[self._rows] = np.cumsum(is_first) - 1

    def __len__(self) -> int:
        return len(self._digests)

    def numbers(self, digests: Sequence[int]) -> Ints:
        """The numbers of texts of measures by their digests."""
        return np.searchsorted(self._digests, np.array(digests, dtype=np.int64))

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
