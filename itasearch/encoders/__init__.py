"""Text to vectors, behind one protocol; `open_encoder` gives the one that the settings name."""

from itasearch.encoders.registry import open_encoder

__all__ = ["open_encoder"]
