"""The backend of one machine: FAISS for vectors, tantivy for full text.

create_local_backend(path, recipe=…)   an empty index, in place of whatever is there
open_local_backend(path, recipe=…)     the index that is there
publish_local_index(built, path)       put an index that was built aside in place
indexed_reports(path)                  how many reports the index there was built from
"""

from itasearch.backends.local.backend import (
    LocalBackend,
    create_local_backend,
    open_local_backend,
    publish_local_index,
)
from itasearch.backends.local.generations import indexed_reports

__all__ = [
    "LocalBackend",
    "create_local_backend",
    "indexed_reports",
    "open_local_backend",
    "publish_local_index",
]
