"""A softmax regression on hashed stretches of a text, as bench.learn writes it."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Features: TypeAlias = NDArray[np.float32]

_FACTOR, _MIX = np.uint64(1_000_003), np.uint64(0x9E37_79B9_7F4A_7C15)


def letters(text: str) -> NDArray[np.uint64]:
    """The letters of a text, with its beginning and end, for `stretches`."""
    return np.frombuffer(f"\2{text}\3".encode("utf-32-le"), np.uint32).astype(np.uint64)


def words(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The words of a text, likewise."""
    return np.array([2, *(zlib.crc32(word.encode()) for word in texts), 3], dtype=np.uint64)


def stretches(items: NDArray[np.uint64], *, longest: int, bits: int) -> Features:
    """Roots of how often each stretch of up to `longest` items is there, of length 1 in all; shape
    (2 ** bits,), by the stretches' hashes."""
    counts = np.zeros(1 << bits, dtype=np.float32)
    hashes = np.zeros(len(items), dtype=np.uint64)
    for length in range(1, min(longest, len(items)) + 1):
        hashes = hashes[: len(items) - length + 1] * _FACTOR + items[length - 1 :]
        np.add.at(counts, (hashes * _MIX) >> np.uint64(64 - bits), 1)
    roots = np.sqrt(counts)
    unit: Features = roots / np.linalg.norm(roots)
    return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """The weights by which features speak for each class."""

    classes: tuple[str, ...]
    weights: Features  #: shape (features, classes)
    constants: Features  #: shape (classes,)

    @classmethod
    def read(cls, file: Traversable) -> Self:
        """As `write` wrote it."""
        with file.open("rb") as opened, np.load(opened) as held:
            return cls(
                classes=tuple(held["classes"].tolist()),
                weights=held["weights"] * held["scales"],
                constants=held["constants"],
            )

    def write(self, path: Path) -> None:
        """In a byte a weight."""
        scales = (np.abs(self.weights).max(axis=0) / 127).astype(np.float32)
        small = np.round(self.weights / scales).astype(np.int8)
        np.savez_compressed(
            path,
            classes=np.array(self.classes),
            weights=small,
            scales=scales,
            constants=self.constants.astype(np.float32),
        )

    def likeliest(self, features: Features) -> NDArray[np.str_]:
        """The likeliest class of each row of features."""
        likeliest = (features @ self.weights + self.constants).argmax(axis=1)
        return np.array([self.classes[number] for number in likeliest])

    def shares(self, features: Features) -> Mapping[str, float]:
        """How likely (0 to 1) each class is; they sum to 1."""
        logits = features @ self.weights + self.constants
        shares = np.exp(logits - logits.max())
        return dict(zip(self.classes, (shares / shares.sum()).tolist(), strict=True))
