"""Rows of the index in files that never change: columns of measures and their vectors.

A commit writes one file (rows-5c21d0a7.bin) and links the others, so it costs what it adds. A new
file includes older ones of less than twice its size, as in a binary counter. Files are mapped into
memory, so opening reads nothing but their headers; the next generation uses them too.
"""

import json
import math
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import Vectors
from itasearch.disk import link

Rows: TypeAlias = NDArray[np.int64]
Array: TypeAlias = NDArray[np.generic]

_ROWS_PER_BLOCK = 65_536  # rows read at once; bounds memory at 128 MB for 512 dimensions
_ALIGNMENT = 64  # bytes at whose multiples arrays begin, those that a processor reads at once
_LENGTH_BYTES = 8  # of the length of the header, at the beginning of a file
VECTORS = "vector"


class Shard:
    """One file, mapped into memory; its name is used for no other content, ever."""

    def __init__(self, file: Path) -> None:
        """Raises OSError or ValueError when it is missing or not one."""
        self.name = file.name
        content = np.memmap(file, dtype=np.uint8, mode="r")
        length = int.from_bytes(content[:_LENGTH_BYTES].tobytes(), "little")
        header = json.loads(content[_LENGTH_BYTES : _LENGTH_BYTES + length].tobytes())
        first = _aligned(_LENGTH_BYTES + length)
        self.arrays: Mapping[str, Array] = {
            name: np.ndarray(shape, np.dtype(kind), buffer=content.data, offset=first + start)
            for name, (kind, shape, start) in header.items()
        }
        self.bytes = sum(array.nbytes for array in self.arrays.values())

    def __len__(self) -> int:
        return len(self.arrays[VECTORS])

    @cached_property
    def text_ends(self) -> Rows:
        """Where the text of each row begins, and the end of the last."""
        return np.cumsum(np.r_[0, self.arrays["text_length"]], dtype=np.int64)


class Shards:
    """All rows of a generation, each column as one array."""

    def __init__(self, folder: Path, parts: Sequence[Shard], *, dim: int) -> None:
        self.folder = folder
        self.parts = tuple(parts)
        self.dim = dim
        self.starts: Rows = np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
        self.first_rows: Sequence[int] = self.starts.tolist()
        self._columns: dict[str, Array] = {}

    def __len__(self) -> int:
        return int(self.starts[-1])

    @cached_property
    def first_of_texts(self) -> Rows:
        """The first row of each text, also of removed reports, by its digest."""
        first: Rows = np.unique(self.column("text_digest"), return_index=True)[1]
        return first

    @property
    def names(self) -> tuple[str, ...]:
        """Of the files, in order."""
        return tuple(part.name for part in self.parts)

    def column(self, name: str) -> Array:
        """A column over all rows; the file's own where there is but one."""
        column = self._columns.get(name)
        if column is None:
            arrays = [part.arrays[name] for part in self.parts]
            column = arrays[0]
            if len(arrays) > 1:
                shape = _shape(arrays)
                column = np.concatenate([_fitted(array, *shape) for array in arrays])
            self._columns[name] = column
        return column

    def take(self, rows: Rows) -> Vectors:
        """The vectors of `rows`, in their order."""
        vectors = np.empty((len(rows), self.dim), dtype=np.float32)
        for part, start in zip(self.parts, self.starts, strict=False):
            here = (rows >= start) & (rows < start + len(part))
            if here.any():
                vectors[here] = part.arrays[VECTORS][rows[here] - start]
        return vectors

    def blocks(self, first: int = 0) -> Iterator[tuple[int, Vectors]]:
        """All vectors from row `first` on, a bounded number at a time, after the row of each."""
        for part, start in zip(self.parts, self.first_rows, strict=False):
            vectors = part.arrays[VECTORS].astype(np.float32, copy=False)
            for row in range(max(first - start, 0), len(part), _ROWS_PER_BLOCK):
                yield start + row, vectors[row : row + _ROWS_PER_BLOCK]

    def extended(self, folder: Path, added: Mapping[str, Array]) -> "Shards":
        """All these and then `added`, as files in `folder`."""
        whole_parts, size = len(self.parts), sum(array.nbytes for array in added.values())
        while whole_parts and self.parts[whole_parts - 1].bytes < 2 * size:
            whole_parts -= 1
            size += self.parts[whole_parts].bytes
        for part in self.parts[:whole_parts]:
            link(self.folder / part.name, folder / part.name)
        if self.parts and not size:
            return Shards(folder, self.parts, dim=self.dim)
        rest = Shards(self.folder, self.parts[whole_parts:], dim=self.dim)
        written = rest.compacted(folder, [{}] * len(rest.parts), added)
        return Shards(folder, [*self.parts[:whole_parts], *written.parts], dim=self.dim)

    def compacted(
        self,
        folder: Path,
        slices_of_parts: Sequence[Mapping[str, Sequence[slice]]],
        added: Mapping[str, Array],
    ) -> "Shards":
        """Write `slices_of_parts` of each column, by file, then `added`, as one file."""
        whole = [slice(None)]
        pieces = {
            name: [
                *(
                    part.arrays[name][piece]
                    for part, slices in zip(self.parts, slices_of_parts, strict=True)
                    for piece in slices.get(name, whole)
                ),
                array,
            ]
            for name, array in added.items()
        }
        return Shards(folder, [_written(folder, pieces)], dim=self.dim)


def _written(folder: Path, pieces: Mapping[str, Sequence[Array]]) -> Shard:
    header, end = {}, 0
    shapes = {name: _shape(piece) for name, piece in pieces.items()}
    for name, piece in pieces.items():
        dtype, widths = shapes[name]
        shape = (sum(map(len, piece)), *widths)
        header[name] = (dtype.str, shape, end)
        end = _aligned(end + dtype.itemsize * math.prod(shape))
    text = json.dumps(header).encode()
    file = folder / f"rows-{secrets.token_hex(4)}.bin"
    with file.open("xb") as out:
        out.write(len(text).to_bytes(_LENGTH_BYTES, "little") + text)
        _pad(out)
        for name, piece in pieces.items():
            for array in piece:
                out.write(_fitted(array, *shapes[name]).data)
            _pad(out)
    return Shard(file)


def _shape(arrays: Sequence[Array]) -> tuple[np.dtype[np.generic], tuple[int, ...]]:
    widths = np.max([array.shape[1:] for array in arrays], axis=0)
    return np.result_type(*arrays), tuple(int(width) for width in widths)


def _fitted(array: Array, dtype: np.dtype[np.generic], widths: tuple[int, ...]) -> Array:
    if array.shape[1:] == widths:
        return np.ascontiguousarray(array, dtype=dtype)
    fitted = np.zeros((len(array), *widths), dtype=dtype)
    fitted[tuple(slice(0, length) for length in array.shape)] = array
    return fitted


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _pad(out: BinaryIO) -> None:
    out.write(bytes(-out.tell() % _ALIGNMENT))
