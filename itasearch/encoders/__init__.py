"""Models: texts to vectors, and scores of texts for a query.

base                   the protocols Encoder and Reranker
registry               opens both by the names that the settings give
use                    the built-in encoder
sentence_transformer   any model of sentence-transformers, as encoder or reranker
model_files            files and revision of such a model
centred                query vectors of any model on the scale of the built-in one
"""

from itasearch.encoders.registry import open_encoder, open_reranker

__all__ = ["open_encoder", "open_reranker"]
