"""What `bench.learn` finds: the numbers of ranking, vectors of concepts, what is a duty of a town.

Vectors of concepts are means of measures in the voices of many towns. Two texts that use no like
words may be nearest to the same few concepts, and so about the same.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.encoders.base import Vectors, in_bytes, of_bytes

FILE = "learned.toml"


@cache
def learned(table: str) -> Mapping[str, float]:
    """The numbers of a table by name."""
    text = files("itasearch.search").joinpath(FILE).read_text(encoding="utf-8")
    numbers: Mapping[str, float] = tomllib.loads(text)[table]
    return numbers


_LEVELS = 63  # steps of a number of a concept's vector
_NEAREST = 20  # concepts that a text may be about
_TEMPERATURE = 0.03  # of the softmax over their cosines; .03 to .05 and 20 to 50 rank alike
_NAMED = 0.4  # least that two texts have in common by a concept that is named as their subject

Shares: TypeAlias = NDArray[np.float32]
"""Shape (n, concepts): roots of how likely each of n texts is about each concept. An inner product
of two rows is what both are about together (the Bhattacharyya coefficient), 0–1."""


NO_SHARES: Shares = np.zeros((1, 0), dtype=np.float32)  #: Of a text that nothing is known of


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """Concepts of the glossary, by their ids, as vectors of one encoder; safe to share."""

    ids: tuple[str, ...] = ()
    vectors: Vectors  #: shape (n, axes)
    #: shape (dim, axes): what the encoder's vectors are multiplied by, the directions in which
    #: concepts differ most
    axes: Vectors
    #: shape (dim + 1,): weighs a vector and a constant to the log odds of a query to be about a
    #: duty of a local government, not private life or another office; of the built-in encoder
    #: with what tells that towns write of it, see bench/learn/evidence.py
    duty: Vectors = field(default_factory=lambda: np.zeros(1, np.float32))

    def shares(self, vectors: Vectors) -> Shares:
        """What texts are about, from their vectors of shape (m, dim); without concepts nothing."""
        return self.with_nearest(vectors)[0]

    def with_nearest(self, vectors: Vectors) -> tuple[Shares, float | None]:
        """The same with the cosine of the nearest concept to any; None without concepts."""
        if not self.ids:
            return np.zeros((len(vectors), 0), dtype=np.float32), None
        # Products with the many in the first place take .8 of the time.
        cosines = np.ascontiguousarray((self.vectors @ (vectors @ self.axes).T).T)
        count = min(_NEAREST, len(self.ids))
        places = np.argpartition(cosines, -count, axis=1)[:, -count:]
        nearest = np.take_along_axis(cosines, places, axis=1)
        odds = np.exp((nearest - nearest.max(axis=1, keepdims=True)) / _TEMPERATURE)
        shares: Shares = np.zeros_like(cosines)
        roots = np.sqrt(odds / odds.sum(axis=1, keepdims=True))
        np.put_along_axis(shares, places, roots, axis=1)
        return shares, float(nearest.max(initial=-1.0))

    def duty_odds(self, vector: Vectors) -> float | None:
        """Log odds that a query's vector (1, dim) is of a duty; None where that is not known."""
        is_learned = len(self.duty) > 1
        return float((vector @ self.duty[:-1])[0] + self.duty[-1]) if is_learned else None

    def subject_of_both(self, first: Shares, second: Shares) -> str | None:
        """The id of the concept that two rows of shares have most in common; None for little."""
        both = first * second
        return self.ids[int(both.argmax())] if both.max(initial=0) >= _NAMED else None

    @classmethod
    def read(cls, file: IO[bytes], *, encoder: str) -> "Concepts":
        """Those of a file that `write` made; none where they are of another encoder."""
        with np.load(file) as held:
            if str(held["encoder"]) != encoder:
                return NO_CONCEPTS
            vectors, axes = (
                of_bytes(held[name], held[f"{name}_scales"]) for name in ("vectors", "axes")
            )
            ids = tuple(bytes(held["ids"]).decode().split("\n"))
            return cls(ids=ids, vectors=vectors, axes=axes, duty=held["duty"])

    def write(self, file: IO[bytes], *, encoder: str) -> None:
        """Write them in few steps a number, which compress well."""
        vectors, scales = in_bytes(self.vectors, levels=_LEVELS)
        axes, of_axes = in_bytes(self.axes)
        np.savez_compressed(
            file,
            encoder=encoder,
            ids=np.frombuffer("\n".join(self.ids).encode(), np.uint8),
            vectors=vectors,
            vectors_scales=scales,
            axes=axes,
            axes_scales=of_axes,
            duty=self.duty.astype(np.float32),
        )


_NOTHING: Vectors = np.zeros((0, 0), dtype=np.float32)
NO_CONCEPTS = Concepts(vectors=_NOTHING, axes=_NOTHING)


@cache
def learned_concepts(encoder: str) -> Concepts:
    """Those that are shipped, where `encoder` is the name of the built-in one; none for others."""
    with files("itasearch.search").joinpath("concepts.npz").open("rb") as file:
        return Concepts.read(file, encoder=encoder)
