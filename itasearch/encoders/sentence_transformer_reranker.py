"""Any sentence-transformers CrossEncoder as reranker, by folder or by its name on the hub.

It reads query and text together and says how well the one answers the other. Most
models say it as a logit; the logistic function makes it a share, whatever function the
model's own configuration names. Imports its protocol, its neighbours and, at the first
text only, the libraries.
"""

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from itasearch.encoders.base import Scores
from itasearch.encoders.model_files import (
    ModelFiles,
    check_installed,
    find_model,
    hub_name,
    is_cross_encoder,
)
from itasearch.encoders.prepared import prepared
from itasearch.encoders.sentence_transformer import load_model
from itasearch.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 16
_ORGANISATION = "cross-encoder"
_OTHERWISE = "or search without it: --reranker none"


class SentenceTransformerReranker:
    """A CrossEncoder with one score; opening loads nothing."""

    def __init__(self, model: str) -> None:
        """Take the model called `model`: a folder, or a name on the Hugging Face hub.

        Raises:
            MissingExtraError: sentence-transformers is not installed.
            EncoderError: there is no such folder, or its model scores no pairs.
        """
        check_installed(model, otherwise=_OTHERWISE)
        self._model_name = model
        self._lock = Lock()
        self._check(self._found())

    @cached_property
    def name(self) -> str:
        """Model and revision; a model that is not on this computer yet is downloaded for it."""
        found = self._found()
        if found is None:
            self._loaded()
            found = self._found()
        return found.name if found is not None else self._model_name

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each of n texts answers `query`, 0 to 1, in their order; n may be 0."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(prepared(query), prepared(text)) for text in texts]
        model = self._loaded()
        from torch.nn import Sigmoid

        # The tokeniser fails ("Already borrowed") when two threads use it at a time.
        with self._lock:
            found = model.predict(
                pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=Sigmoid()
            )
        scores: Scores = np.asarray(found, dtype=np.float32)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise EncoderError(f"{self._model_name} gives no single score a text; {_OTHERWISE}")
        return scores

    def _found(self) -> ModelFiles | None:
        return find_model(self._model_name, organisation=_ORGANISATION)

    def _check(self, found: ModelFiles | None) -> None:
        # Loaded as CrossEncoder, an encoder would get a last layer of random numbers.
        if found is not None and not is_cross_encoder(found.folder):
            raise EncoderError(
                f"{self._model_name} is no reranker: it scores no pairs of texts; give it as "
                f"--encoder, {_OTHERWISE}"
            )

    def _loaded(self) -> "CrossEncoder":
        with self._lock:  # two threads at the first search must not load it twice
            return self._model

    @cached_property
    def _model(self) -> "CrossEncoder":
        def load(place: str, *, local: bool) -> "CrossEncoder":
            from sentence_transformers import CrossEncoder

            loaded: CrossEncoder = CrossEncoder(place, local_files_only=local)
            return loaded

        name = hub_name(self._model_name, organisation=_ORGANISATION)
        model = load_model(self._model_name, self._found(), load, hub=name, otherwise=_OTHERWISE)
        self._check(self._found())
        if model.num_labels != 1:
            raise EncoderError(
                f"{self._model_name} tells {model.num_labels} classes, a reranker must give one "
                f"score; {_OTHERWISE}"
            )
        return model
