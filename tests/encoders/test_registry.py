"""Encoders by name."""

import pytest

from itasearch.config import DEFAULT_ENCODER
from itasearch.encoders import open_encoder
from itasearch.errors import EncoderError


def test_the_default_encoder_is_known() -> None:
    assert open_encoder(DEFAULT_ENCODER).dim == 512


def test_an_unknown_name_is_told_with_those_that_are_known() -> None:
    with pytest.raises(EncoderError, match="no encoder 'bge-m3'; known: use-multilingual"):
        open_encoder("bge-m3")
