"""Which field the cells of a column are, by what cells of each field look like, as learned.

`bench.learn columns` learns it from columns of many towns' tables: a softmax regression on
stretches of one to four letters, how long a cell is and how many lines it has. It asks no header.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.domain.headers import Field
from itasearch.text.thai.normalize import arabic_digits

Features: TypeAlias = NDArray[np.float32]

_FILE = files("itasearch.extract.headers").joinpath("likely.npz")
MOST_CELLS = 12  # cells of a column that are read, the first ones
_MOST_LETTERS = 100  # code points of a cell that are read: how it begins tells most
_LONGEST_STRETCH = 4  # letters
_CACHED_COLUMNS = 64  # of a table: several questions are asked of each
_BITS = 12  # of a stretch's hash
_SIZES = 8  # kinds of lengths and of numbers of lines, each twice the one before
_SIZE_WEIGHT = 0.5  # of a size beside the stretches, a vector of length 1; by hand
_FACTOR, _MIX = np.uint64(1_000_003), np.uint64(0x9E37_79B9_7F4A_7C15)
_NUMBER, _BLANKS = re.compile(r"[\d๐-๙]+"), re.compile(r"[^\S\n]+")


def features(cells: Sequence[str]) -> Features:
    """What is seen of a column's cells, of which there is at least one: the mean of its cells."""
    rows = np.stack([_of_cell(cell) for cell in cells[:MOST_CELLS]])
    mean: Features = rows.mean(axis=0)
    return mean


def likely_fields(cells: Sequence[str]) -> Mapping[Field, float]:
    """How likely (0 to 1) a column with such cells holds each field; {} without cells.

    Field.OTHER is all that is none: ticks, addresses of those who answered.
    """
    return _likely(tuple(cells[:MOST_CELLS])) if cells else {}


@lru_cache(maxsize=_CACHED_COLUMNS)
def _likely(cells: tuple[str, ...]) -> Mapping[Field, float]:
    fields, weights, constants = _learned()
    logits = features(cells) @ weights + constants
    shares = np.exp(logits - logits.max())
    return dict(zip(fields, (shares / shares.sum()).tolist(), strict=True))


@cache
def _learned() -> tuple[tuple[Field, ...], Features, Features]:
    """Fields, weights of shape (features, fields) and constants of shape (fields,)."""
    with _FILE.open("rb") as file, np.load(file) as held:
        fields = tuple(Field(name) for name in held["fields"].tolist())
        return fields, held["weights"] * held["scales"], held["constants"]


def _of_cell(cell: str) -> Features:
    text = _NUMBER.sub("0", _BLANKS.sub(" ", arabic_digits(cell).lower())).strip()
    letters = np.frombuffer(f"\2{text[:_MOST_LETTERS]}\3".encode("utf-32-le"), np.uint32)
    counts = np.zeros(1 << _BITS, dtype=np.float32)
    hashes = np.zeros(len(letters), dtype=np.uint64)
    for length in range(1, min(_LONGEST_STRETCH, len(letters)) + 1):
        hashes = hashes[: len(letters) - length + 1] * _FACTOR + letters[length - 1 :]
        np.add.at(counts, (hashes * _MIX) >> np.uint64(64 - _BITS), 1)
    sizes = np.zeros(2 * _SIZES, dtype=np.float32)
    for kind, number in enumerate((len(text), text.count("\n"))):
        sizes[kind * _SIZES + min(_SIZES - 1, (number + 1).bit_length() - 1)] = _SIZE_WEIGHT
    roots = np.sqrt(counts)
    row: Features = np.concatenate([roots / np.linalg.norm(roots), sizes])
    return row
