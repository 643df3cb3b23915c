"""Text to vectors and to scores, behind protocols; opened by the names that the settings give."""

from itasearch.encoders.registry import open_encoder, open_reranker

__all__ = ["open_encoder", "open_reranker"]
