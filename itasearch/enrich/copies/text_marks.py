"""MinHash of what measures say: texts that are alike share a digest of some of its parts.

Shingles are words, pairs of words and, where the text is short and a damaged word
would leave little in common, runs of letters. Everything is deterministic: the same
text has the same digests on every machine. Imports datasketch and its neighbour.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from itasearch.enrich.copies.same_text import Substance

BANDS = 24
"""Digests of a text. Two texts of likeness J share one with 1 - (1 - J^4)^24: 0.79 for
J = 0.5, 0.998 for 0.7, 0.04 for 0.2."""

_ROWS = 4
_SHORT_TEXT = 120
_RUN = 3
_SEED = 1
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
    yield from item.words
    yield from map(" ".join, pairwise(item.words))
    text = item.text
    if len(text) <= _SHORT_TEXT:
        yield from (f"~{text[i : i + _RUN]}" for i in range(max(1, len(text) - _RUN + 1)))
