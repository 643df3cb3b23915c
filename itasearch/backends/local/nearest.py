"""Nearest vectors through FAISS: exact for "Flat", else approximate with exact scores.

"auto" is exact for few vectors, then reads a byte a number instead of four (SQ8), and from
_LEAST_FOR_LISTS vectors on it reads only the lists that are nearest to the query (IVF). An
approximate index needs thousands of vectors to learn from; until there are enough the
search is exact, so any factory string works from the first report on. Its scores are
computed again from the exact vectors, and where filters leave it fewer hits than there are,
the exact search is used. The vectors themselves are in files that never change: each commit
writes one file and links the others, so a commit costs what it adds. A new file includes
older ones that are no larger, as in a binary counter: there are few files, and a vector is
rewritten a few times only.
"""

import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import Vectors
from itasearch.backends.local.generations import link
from itasearch.backends.local.tables import Mask, Rows
from itasearch.errors import BackendError

_ROWS_PER_BLOCK = 65_536
"""Rows read at once; bounds memory at 128 MB for 512 dimensions."""

FILE = "vectors.faiss"

Scored: TypeAlias = tuple[NDArray[np.float32], Rows]
"""Scores (cosines, best first) and the rows that have them."""

_TRAINED_KINDS = (faiss.IndexIVFFlat, faiss.IndexIVFScalarQuantizer, faiss.IndexIVFPQ)
_KINDS = (faiss.IndexFlat, faiss.IndexHNSW, faiss.IndexScalarQuantizer, *_TRAINED_KINDS)
AUTO = "auto"
_LEAST_FOR_CODES = 10_000
"""Vectors from which "auto" searches codes of a byte; fewer are too few to learn from."""
_LEAST_FOR_LISTS = 50_000
"""Vectors from which "auto" searches lists; all codes of fewer take some 3 ms. Chosen by hand."""
_LISTS_PER_ROOT = 4
"""Lists for the square root of the number of vectors; FAISS's guide says 4 to 16."""
_VECTORS_PER_CENTROID = 39  # FAISS warns of poor clusters below this
_TRAINING_SAMPLE_PER_CENTROID = 256  # FAISS uses no more than this
_REBUILD_AT_GROWTH = 4
"""An index that holds so many times what it was trained on is trained anew; chosen by hand."""
_PROBES = 32  # recall@10 0.97 of IVF2048,SQ8 over a million vectors
_HNSW_BREADTH = 128  # candidates of a search; chosen by hand


class VectorShards:
    """All vectors of a generation, read from disk when they are used."""

    def __init__(self, folder: Path, *, dim: int, sizes: Sequence[int] = ()) -> None:
        """Open the files in `folder`; OSError or ValueError when one is missing or too short."""
        self.folder = folder
        self.dim = dim
        self.sizes = tuple(sizes)
        self._parts = [self._open(number) for number in range(len(self.sizes))]
        self._starts = np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def take(self, rows: Rows) -> Vectors:
        """The vectors of `rows`, in their order."""
        taken = np.empty((len(rows), self.dim), dtype=np.float32)
        for part, start in zip(self._parts, self._starts, strict=False):
            here = (rows >= start) & (rows < start + len(part))
            taken[here] = part[rows[here] - start]
        return taken

    def blocks(self, rows: Rows) -> Iterator[tuple[Rows, Vectors]]:
        """`rows` with their vectors, a bounded number at a time."""
        for start in range(0, len(rows), _ROWS_PER_BLOCK):
            block = rows[start : start + _ROWS_PER_BLOCK]
            yield block, self.take(block)

    def extended(self, folder: Path, added: Vectors) -> "VectorShards":
        """All these and then `added`, as files in `folder`."""
        kept, rows = len(self.sizes), len(added)
        while kept and self.sizes[kept - 1] <= rows:
            kept -= 1
            rows += self.sizes[kept]
        for number in range(kept):
            link(_file(self.folder, number), _file(folder, number))
        if not rows:
            return VectorShards(folder, dim=self.dim, sizes=self.sizes)
        with _file(folder, kept).open("wb") as file:
            for part in self._parts[kept:]:
                part.tofile(file)
            added.tofile(file)
        return VectorShards(folder, dim=self.dim, sizes=(*self.sizes[:kept], rows))

    def compacted(self, folder: Path, rows: Rows, added: Vectors) -> "VectorShards":
        """The vectors of `rows` and then `added`, as one file in `folder`."""
        with _file(folder, 0).open("wb") as file:
            for _, vectors in self.blocks(rows):
                vectors.tofile(file)
            added.tofile(file)
        return VectorShards(folder, dim=self.dim, sizes=(len(rows) + len(added),))

    def _open(self, number: int) -> Vectors:
        shape = (self.sizes[number], self.dim)
        if not shape[0]:
            return np.empty(shape, dtype=np.float32)
        return np.memmap(_file(self.folder, number), dtype=np.float32, mode="r", shape=shape)


def _file(folder: Path, number: int) -> Path:
    return folder / f"vectors-{number:03d}.f32"


class NearestRows:
    """A FAISS index over all rows of a generation, for reading only."""

    def __init__(self, index: faiss.Index, shards: VectorShards) -> None:
        self._index = index
        self._shards = shards
        self._exact = isinstance(index, faiss.IndexFlat)

    def search(self, queries: Vectors, *, k: int, mask: Mask | None) -> list[Scored]:
        """The `k` nearest rows of each query among those that `mask` lets through, if as many do.

        Args:
            queries: shape (n, dim), unit rows.
            k: from 1.
            mask: one flag each row; None lets all through.
        """
        available = len(self._shards) if mask is None else int(mask.sum())
        k = min(k, available)
        if not k or not len(queries):
            return [_nothing() for _ in queries]
        # Of this thread: waiting for a second one costs more than it saves.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(queries, k, params=_parameters(self._index, mask))
        found = [(s[r >= 0], r[r >= 0]) for s, r in zip(scores, rows, strict=True)]
        if self._exact:
            return found
        return [
            self._rescored(query, hits, k=k, mask=mask)
            for query, (_, hits) in zip(queries, found, strict=True)
        ]

    def _rescored(
        self, query: NDArray[np.float32], rows: Rows, *, k: int, mask: Mask | None
    ) -> Scored:
        """The k of `rows` with the largest exact inner product, best first; too few: of all."""
        if len(rows) < k:
            rows = np.arange(len(self._shards)) if mask is None else np.flatnonzero(mask)
        scores, kept = _nothing()
        for block, vectors in self._shards.blocks(rows):
            scores = np.concatenate([scores, vectors @ query])
            kept = np.concatenate([kept, block])
            order = np.argsort(-scores, kind="stable")[:k]
            scores, kept = scores[order], kept[order]
        return scores, kept


def open_nearest(folder: Path, shards: VectorShards) -> NearestRows:
    """The vector index of the generation in `folder`; OSError or RuntimeError if it is broken."""
    file = folder / FILE
    if not file.exists():
        return NearestRows(_filled(faiss.IndexFlatIP(shards.dim), shards, start=0), shards)
    index = faiss.read_index(str(file))
    if index.ntotal != len(shards):
        raise ValueError(f"{file} holds {index.ntotal} vectors instead of {len(shards)}")
    return NearestRows(index, shards)


def write_nearest(
    folder: Path, shards: VectorShards, *, factory: str, old: Path | None, trained_on: int
) -> int:
    """Write the approximate index over `shards` into `folder`, if it is time for one.

    Args:
        old: folder of a generation whose index covers the first rows of `shards`;
            None when there is none or rows have moved.
        trained_on: rows that index was built over; 0 without one.

    Returns:
        Rows that the index is now built over; 0 when the search stays exact.
    """
    index = empty_index(_factory(factory, len(shards)), shards.dim)
    needed = 1 if index.is_trained else _centroids(index) * _VECTORS_PER_CENTROID
    if isinstance(index, faiss.IndexFlat) or len(shards) < needed:
        return 0
    is_young = len(shards) < _REBUILD_AT_GROWTH * trained_on
    is_same = _factory(factory, len(shards)) == _factory(factory, trained_on)
    if old is not None and trained_on and is_young and is_same:
        index = faiss.read_index(str(old / FILE))
    else:
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        trained_on = len(shards)
        if not index.is_trained:
            size = min(len(shards), _centroids(index) * _TRAINING_SAMPLE_PER_CENTROID)
            rows = np.random.default_rng(0).choice(len(shards), size=size, replace=False)
            index.train(shards.take(np.sort(rows)))
    _filled(index, shards, start=index.ntotal)
    faiss.write_index(index, str(folder / FILE))
    return trained_on


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
    """The FAISS factory string that `name` means for so many vectors."""
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


def _filled(index: faiss.Index, shards: VectorShards, *, start: int) -> faiss.Index:
    for _, vectors in shards.blocks(np.arange(start, len(shards))):
        index.add(vectors)
    return index


def _parameters(index: faiss.Index, mask: Mask | None) -> faiss.SearchParameters:
    parameters = faiss.SearchParameters()
    if isinstance(index, _TRAINED_KINDS):
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe = min(_PROBES, index.nlist)
    elif isinstance(index, faiss.IndexHNSW):
        parameters = faiss.SearchParametersHNSW()  # type: ignore[attr-defined]  # not in its stubs
        parameters.efSearch = _HNSW_BREADTH
    if mask is not None:
        bits = np.packbits(mask, bitorder="little")
        parameters.sel = faiss.IDSelectorBitmap(bits)  # type: ignore[arg-type, call-arg]  # wrapped
    return parameters


def _nothing() -> Scored:
    return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
