"""The backend of one machine: FAISS for vectors, tantivy for full text.

backend       LocalBackend: open, create, search, stage, commit, publish
generations   folders of the index, manifests and checksums, the step that makes one current
snapshot      one generation opened for reading; which measures have the same text
shards        files of rows: columns and vectors
tables        indexed measures as columns
fulltext      BM25 over words
nearest       nearest vectors
"""

from itasearch.backends.local.backend import LocalBackend, create_local_backend, publish_local_index

__all__ = ["LocalBackend", "create_local_backend", "publish_local_index"]
