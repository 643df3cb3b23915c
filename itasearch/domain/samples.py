"""The invented organisations of the sample corpus, told by their names.

A file of corpus/examples/ may be added to any home from anywhere, so the mark
"ตัวอย่าง" hangs on the organisation, never on where its file lies. Data:
samples.toml. Imports itasearch.text and its neighbour entries.
"""

from functools import cache, lru_cache

from itasearch.domain.entries import entries, text_of
from itasearch.text.normalize import squash


@cache
def sample_names() -> tuple[str, ...]:
    """Full names of the invented organisations."""
    return tuple(text_of(entry, "name") for entry in entries("samples.toml", "sample"))


@lru_cache(maxsize=16_384)
def is_sample(name: str) -> bool:
    """Whether an organisation of this full name is an invented one."""
    return squash(name) in _keys()


@cache
def _keys() -> frozenset[str]:
    return frozenset(map(squash, sample_names()))
