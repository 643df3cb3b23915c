"""The vectors themselves, exact, in files that never change.

Each commit writes one file and links the others, so a commit costs what it adds.
A new file swallows older ones that are no larger, as in a binary counter: there
are few files, and a vector is rewritten a few times only. Imports `generations`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from itasearch.backends.base import Vectors
from itasearch.backends.local.generations import link
from itasearch.backends.local.rows import Rows

_BLOCK = 65_536
"""Rows handled at once; bounds memory at 128 MB for 512 dimensions."""


class VectorShards:
    """All vectors of a generation, read from disk as they are asked for."""

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
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            yield block, self.take(block)

    def extended(self, folder: Path, added: Vectors) -> "VectorShards":
        """All these and then `added`, as files in `folder`."""
        if not len(added):
            return self._written(folder, len(self.sizes), added)
        kept, rows = len(self.sizes), len(added)
        while kept and self.sizes[kept - 1] <= rows:
            kept -= 1
            rows += self.sizes[kept]
        return self._written(folder, kept, added)

    def compacted(self, folder: Path, rows: Rows, added: Vectors) -> "VectorShards":
        """The vectors of `rows` and then `added`, as one file in `folder`."""
        with _file(folder, 0).open("wb") as file:
            for _, vectors in self.blocks(rows):
                vectors.tofile(file)
            added.tofile(file)
        return VectorShards(folder, dim=self.dim, sizes=(len(rows) + len(added),))

    def _written(self, folder: Path, kept: int, added: Vectors) -> "VectorShards":
        for number in range(kept):
            link(_file(self.folder, number), _file(folder, number))
        swallowed = sum(self.sizes[kept:]) + len(added)
        if not swallowed:
            return VectorShards(folder, dim=self.dim, sizes=self.sizes)
        with _file(folder, kept).open("wb") as file:
            for part in self._parts[kept:]:
                part.tofile(file)
            added.tofile(file)
        return VectorShards(folder, dim=self.dim, sizes=(*self.sizes[:kept], swallowed))

    def _open(self, number: int) -> Vectors:
        shape = (self.sizes[number], self.dim)
        if not shape[0]:
            return np.empty(shape, dtype=np.float32)
        return np.memmap(_file(self.folder, number), dtype=np.float32, mode="r", shape=shape)


def _file(folder: Path, number: int) -> Path:
    return folder / f"vectors-{number:03d}.f32"
