"""Models: texts to vectors, and scores of texts for a query, opened by the settings' names.

base                   the protocols Encoder and Reranker; query vectors of any model on the scale
                       of the built-in one
use                    the built-in encoder, equal windows of tokens of many texts once, and what it
                       learned of queries
sentence_transformer   any model of sentence-transformers, as encoder or reranker; its files

A built-in encoder is one module of this package and one entry of `_ENCODERS`; any other
name is a sentence-transformers model. Opening loads no model.
"""

from collections.abc import Callable, Mapping

from itasearch.encoders.base import Encoder, Reranker
from itasearch.encoders.use import UseEncoder
from itasearch.errors import EncoderError

_ENCODERS: Mapping[str, Callable[[], Encoder]] = {"use-multilingual": UseEncoder}
_GONE = "use-e5"  # homes may remember it
LEARNED = frozenset(_ENCODERS)
"""Encoders with cosines on the scale of the learned limits: their queries are not centred."""


def open_encoder(name: str) -> Encoder:
    """Open a built-in encoder, a folder or hub name. Raises MissingModelsError, EncoderError."""
    if name in _ENCODERS:
        return _ENCODERS[name]()
    if name == _GONE:
        raise EncoderError(
            f"the encoder {name} is gone; build the index with the built-in one: "
            f"itasearch build --encoder {next(iter(_ENCODERS))}"
        )
    if not name.strip():
        raise EncoderError(f"an encoder has a name; built in: {', '.join(_ENCODERS)}")
    from itasearch.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)


def open_reranker(name: str) -> Reranker:
    """As `open_encoder`, of a model's folder or hub name."""
    if name in {*_ENCODERS, _GONE} or not name.strip():
        raise EncoderError(f"{name!r} is no reranker")
    from itasearch.encoders.sentence_transformer import SentenceTransformerReranker

    return SentenceTransformerReranker(name)
