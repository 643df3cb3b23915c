"""What of the sample corpus is not a real town's own words; model/marks.py has its marks.

The organisations of corpus/examples/ are invented: the mark "ตัวอย่าง" follows the
organisation's name. The reports of corpus/real/ are itasearch's rewordings of real
reports: the mark "เรียบเรียงใหม่" follows the file's digest, so that another report of the
same organisation has none. Neither depends on where a file lies. Data: samples.toml.
"""

from functools import cache, lru_cache

from itasearch.domain.entries import entries, text_of
from itasearch.text.thai.normalize import squash


@cache
def sample_names() -> tuple[str, ...]:
    """Full names of the invented organisations."""
    return tuple(text_of(entry, "name") for entry in entries("samples.toml", "sample"))


@cache
def reworded_digests() -> frozenset[str]:
    """The sha256 of each reworded report's file."""
    return frozenset(text_of(entry, "sha256") for entry in entries("samples.toml", "reworded"))


@lru_cache(maxsize=16_384)
def is_sample(name: str) -> bool:
    """Whether an organisation of this full name is an invented one."""
    return squash(name) in _keys()


def is_reworded(sha256: str) -> bool:
    """Whether the file with this digest is a reworded report."""
    return sha256 in reworded_digests()


@cache
def _keys() -> frozenset[str]:
    return frozenset(map(squash, sample_names()))
