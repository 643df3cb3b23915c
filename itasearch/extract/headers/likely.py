"""Which field the cells of a column are, by what cells of each field look like, as learned.

`bench.learn columns` learns it from columns of many towns' tables: a softmax regression on
stretches of one to four letters, how long a cell is and how many lines it has. It asks no header.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from itasearch.domain.headers import Field
from itasearch.text.regression import Features, Regression, letters, stretches
from itasearch.text.thai.normalize import arabic_digits

_FILE = files("itasearch.extract.headers").joinpath("likely.npz")
MOST_CELLS = 12  # cells of a column that are read, the first ones
_MOST_LETTERS = 100  # code points of a cell that are read: how it begins tells most
_LONGEST_STRETCH = 4  # letters
_CACHED_COLUMNS = 64  # of a table: several questions are asked of each
_BITS = 12  # of a stretch's hash
_SIZES = 8  # kinds of lengths and of numbers of lines, each twice the one before
_SIZE_WEIGHT = 0.5  # of a size beside the stretches, a vector of length 1; by hand
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
    return {Field(name): share for name, share in _learned().shares(features(cells)).items()}


@cache
def _learned() -> Regression:
    return Regression.read(_FILE)


def _of_cell(cell: str) -> Features:
    text = _NUMBER.sub("0", _BLANKS.sub(" ", arabic_digits(cell).lower())).strip()
    sizes = np.zeros(2 * _SIZES, dtype=np.float32)
    for kind, number in enumerate((len(text), text.count("\n"))):
        sizes[kind * _SIZES + min(_SIZES - 1, (number + 1).bit_length() - 1)] = _SIZE_WEIGHT
    read = letters(text[:_MOST_LETTERS])
    row: Features = np.concatenate([stretches(read, longest=_LONGEST_STRETCH, bits=_BITS), sizes])
    return row
