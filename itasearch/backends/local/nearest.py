"""Nearest vectors through FAISS: exact for "Flat", else approximate with exact scores.

"auto" is exact for few vectors, then reads a byte a number (SQ8), and from _LEAST_FOR_LISTS on only
the lists nearest to the query (IVF). An approximate index needs thousands of vectors to learn from;
until then the search is exact. It holds one row of each text of the first rows, for most measures
are copies; later rows are searched exactly until it is worth writing again. Few rows inside filters
are searched exactly; for more, so many more lists are read that as many vectors are compared as
without filters.
"""

import math
import secrets
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import Vectors
from itasearch.backends.local.generations import NearestFile, native_writing
from itasearch.backends.local.shards import Rows, Shards
from itasearch.backends.local.tables import Mask
from itasearch.cores import core_count
from itasearch.disk import link
from itasearch.errors import BackendError

Scored: TypeAlias = tuple[NDArray[np.float32], Rows]  #: Cosines, best first, and their rows

_TRAINED_KINDS = (faiss.IndexIVFFlat, faiss.IndexIVFScalarQuantizer, faiss.IndexIVFPQ)
_KINDS = (faiss.IndexFlat, faiss.IndexHNSW, faiss.IndexScalarQuantizer, *_TRAINED_KINDS)
AUTO = "auto"
_LEAST_FOR_CODES = 10_000  # vectors from which "auto" searches codes of a byte, learned from them
_LEAST_FOR_LISTS = 50_000  # vectors from which "auto" searches lists; all codes of fewer take 3 ms
_LISTS_PER_ROOT = 2
"""Lists for the square root of the number of vectors. FAISS's guide says 4 to 16, whose training
takes hours of CPU at a million vectors; see _PROBES for what 2 finds."""
_VECTORS_PER_CENTROID = 39  # FAISS warns of poor clusters below this
_TRAINING_SAMPLE_PER_CENTROID = 48
"""Vectors that lists are learned from. At 100,000 vectors 64 find no more (recall@10 .988)."""
_REBUILD_AT_GROWTH = 4  # times as many as it was trained on: the index is trained again; by hand
_LEAST_BEHIND = 1_024  # rows behind the approximate index, always compared exactly, in 0.5 ms
_BEHIND = 1 / 512  # share of rows behind it from which it is written again
_BEHIND_BETWEEN_COMMITS = 1 / 4  #: While more follow: a million rows are written five times over
_ROWS_ADDED = 65_536  # vectors added at once; bounds memory at 128 MB for 512 dimensions
_LEAST_FEW_ROWS = 256  # rows that filters let through, compared one by one in 0.3 ms
_FEW_ROWS = 1 / 256  # the same as a share of all: a row costs 1 µs, passing over one 4 ns
_DENSE = 1 / 4  # share of a block's rows in the mask from which all are compared
_PROBES = 128
"""Lists that are read without filters. Recall@10 of a million generated measures in 2,048 lists,
without filter and with half of the provinces (bench/scale.py): .997 and .989 (32: .977, .957)."""
_ALL_LISTS = 1e-9  # a share of rows for which all lists are read
_HNSW_BREADTH = 128  # candidates of a search; chosen by hand


class NearestRows:
    """Searches all rows of a generation: an approximate index of the first, the others exactly."""

    def __init__(self, index: faiss.Index | None, shards: Shards, file: NearestFile) -> None:
        """None: the search is exact."""
        self.index = index
        self._shards = shards
        self._file = file

    @cached_property
    def _held(self) -> Rows:
        """The row of each vector of the index."""
        texts, rows = self._file.texts, self._file.rows
        return np.sort(self._shards.first_of_texts)[:texts] if texts else np.arange(rows)

    def search(self, query: Vectors, *, k: int, mask: Mask, share: float = 1.0) -> Scored:
        """The `k` nearest rows of a query, shape (1, dim), that `mask` lets through.

        The mask has first rows of texts only. `share` of the rows, 0–1, can be found; for less,
        more lists are read.
        """
        allowed = int(np.count_nonzero(mask))
        k = min(k, allowed)
        # Of this thread: waiting for a second one costs more than it saves.
        faiss.omp_set_num_threads(1)
        if self.index is None or allowed <= max(_LEAST_FEW_ROWS, _FEW_ROWS * len(self._shards)):
            return self._exact(query[0], k=k, mask=mask)
        first = mask[self._held]
        inside = int(np.count_nonzero(first))
        behind = self._exact(query[0], k=k, mask=mask, start=self._file.rows)
        if not inside:
            return behind
        for part in (share, _ALL_LISTS):
            parameters = _parameters(self.index, first, share=part)
            _, (near,) = self.index.search(query, min(k, inside), params=parameters)
            if (near >= 0).all():
                rows = self._held[near]
                return _best([(_products(self._shards.take(rows), query[0]), rows), behind], k=k)
        return self._exact(query[0], k=k, mask=mask)  # still fewer hits than there are

    def _exact(self, query: NDArray[np.float32], *, k: int, mask: Mask, start: int = 0) -> Scored:
        best: Scored = (np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64))
        for rows, vectors, allowed in self._blocks(mask, start) if k else ():
            scores = _products(vectors, query)
            near = (scores, rows) if allowed is None else (scores[allowed], rows[allowed])
            best = _best([best, near], k=k)
        return best

    def _blocks(self, mask: Mask, start: int) -> Iterator[tuple[Rows, Vectors, Mask | None]]:
        for row, vectors in self._shards.blocks(start):
            rows = np.arange(row, row + len(vectors), dtype=np.int64)
            allowed = mask[row : row + len(vectors)]
            if np.count_nonzero(allowed) >= _DENSE * len(rows):
                yield rows, vectors, allowed
            elif allowed.any():
                yield rows[allowed], vectors[allowed], None


def _products(vectors: Vectors, query: NDArray[np.float32]) -> NDArray[np.float32]:
    # Not by `@`, which waits for a second thread.
    products: NDArray[np.float32] = np.einsum("ij,j->i", vectors, query)
    return products


def _best(pairs: Sequence[Scored], *, k: int) -> Scored:
    scores = np.concatenate([scores for scores, _ in pairs])
    rows = np.concatenate([rows for _, rows in pairs])
    if len(scores) > k:
        best = np.argpartition(-scores, k - 1)[:k]
        scores, rows = scores[best], rows[best]
    order = np.lexsort((rows, -scores))
    return scores[order], rows[order]


def open_nearest(
    folder: Path, file: NearestFile, shards: Shards, *, nearest_rows: NearestRows | None = None
) -> NearestRows:
    """Open a generation's index, or use `nearest_rows`. Raises OSError, RuntimeError if broken."""
    if nearest_rows is not None or not file.name:
        return NearestRows(nearest_rows.index if nearest_rows else None, shards, file)
    index, texts = faiss.read_index(str(folder / file.name), faiss.IO_FLAG_MMAP_IFC), file.texts
    if index.ntotal != (texts or file.rows) or file.rows > len(shards):
        raise ValueError(f"{index.ntotal} vectors and {len(shards)} rows do not fit {file}")
    return NearestRows(index, shards, file)


def write_nearest(
    folder: Path, shards: Shards, *, factory: str, old: tuple[Path, NearestFile] | None, more: bool
) -> NearestFile:
    """Put the approximate index over `shards` into `folder`, if it is time for one.

    Linked while few rows are not covered, else written again. `old` covers the first rows of
    `shards` (None: rows have moved); `more`: commits follow at once, so many rows may wait.
    """
    named, count = _factory(factory, len(shards)), len(shards)
    index = empty_index(named, shards.dim)
    needed = 1 if index.is_trained else _centroids(index) * _VECTORS_PER_CENTROID
    if isinstance(index, faiss.IndexFlat) or count < needed:
        return NearestFile()
    source, has = old or (folder, NearestFile())
    is_young = has.name and count < _REBUILD_AT_GROWTH * has.trained_on
    if is_young and _factory(factory, has.trained_on) == named:
        if not is_behind(has, count, more=more):
            link(source / has.name, folder / has.name)
            return has
        index, trained_on = faiss.read_index(str(source / has.name)), has.trained_on
        if not has.texts:
            index.reset()
    else:
        faiss.omp_set_num_threads(core_count())
        trained_on = count
        if not index.is_trained:
            size = min(count, _centroids(index) * _TRAINING_SAMPLE_PER_CENTROID)
            rows = np.random.default_rng(0).choice(count, size=size, replace=False)
            index.train(shards.take(np.sort(rows)))
    rows = np.sort(shards.first_of_texts)  # those of later commits come behind
    for first in range(int(index.ntotal), len(rows), _ROWS_ADDED):
        index.add(shards.take(rows[first : first + _ROWS_ADDED]))
    name = f"nearest-{secrets.token_hex(4)}.faiss"
    file = NearestFile(name=name, rows=count, texts=len(rows), trained_on=trained_on)
    with native_writing():
        faiss.write_index(index, str(folder / file.name))
    return file


def is_behind(file: NearestFile, rows: int, *, more: bool = False) -> bool:
    """Whether a file is worth writing again, as one of few of the `rows` and an older one are."""
    share = _BEHIND_BETWEEN_COMMITS if more else _BEHIND
    is_far = rows - file.rows > max(_LEAST_BEHIND, file.rows * share)
    return bool(file.name) and (is_far or not file.texts)


def empty_index(factory: str, dim: int) -> faiss.Index:
    """A new index; BackendError unless `factory` names a vector index that can be filtered."""
    try:
        index = faiss.index_factory(dim, _factory(factory, 0), faiss.METRIC_INNER_PRODUCT)
    except RuntimeError as error:
        raise BackendError(
            f"FAISS knows no vector index {factory!r} for {dim} dimensions; "
            'use for example "Flat", "IVF2048,SQ8" or "HNSW32"'
        ) from error
    if not isinstance(index, _KINDS) or _lists(index) < 1:
        raise BackendError(
            f"the vector index {factory!r} cannot be filtered; "
            'use for example "Flat", "SQ8", "IVF2048,SQ8" or "HNSW32"'
        )
    return index


def _factory(name: str, vectors: int) -> str:
    if name != AUTO:
        return name
    if vectors < _LEAST_FOR_CODES:
        return "Flat"
    if vectors < _LEAST_FOR_LISTS:
        return "SQ8"
    lists: int = 2 ** round(math.log2(_LISTS_PER_ROOT * math.sqrt(vectors)))
    return f"IVF{lists},SQ8"


def _centroids(index: faiss.Index) -> int:
    return max(_lists(index), 256)  # product and scalar quantisers learn 256 levels


def _lists(index: faiss.Index) -> int:
    return index.nlist if isinstance(index, _TRAINED_KINDS) else 1


def _parameters(index: faiss.Index, mask: Mask, *, share: float) -> faiss.SearchParameters:
    parameters = faiss.SearchParameters()
    if isinstance(index, _TRAINED_KINDS):
        parameters = faiss.SearchParametersIVF()
        # As many vectors are compared as without a mask, and hits are as likely to be found.
        parameters.nprobe = min(math.ceil(_PROBES / share), index.nlist)
    elif isinstance(index, faiss.IndexHNSW):
        parameters = faiss.SearchParametersHNSW()  # type: ignore[attr-defined]  # not in its stubs
        parameters.efSearch = _HNSW_BREADTH
    if not mask.all():
        bits = np.packbits(mask, bitorder="little")
        parameters.sel = faiss.IDSelectorBitmap(bits)  # type: ignore[arg-type, call-arg]  # wrapped
    return parameters
