"""Encoders by the name that the settings give.

A new encoder is one file beside this one and one entry of `_ENCODERS`. Opening
loads no model. Imports the encoders' files, which import their libraries late.
"""

from collections.abc import Callable, Mapping

from itasearch.encoders.base import Encoder
from itasearch.encoders.use import UseEncoder
from itasearch.errors import EncoderError

_ENCODERS: Mapping[str, Callable[[], Encoder]] = {"use-multilingual": UseEncoder}


def open_encoder(name: str) -> Encoder:
    """The encoder called `name`; its model loads with the first text.

    Raises:
        EncoderError: for a name that is not known.
    """
    if name not in _ENCODERS:
        raise EncoderError(
            f"no encoder {name!r}; known: {', '.join(_ENCODERS)} "
            "(sentence-transformers models come with a later version)"
        )
    return _ENCODERS[name]()
