"""Forms of one word that segmentation keeps apart: การร้องเรียน of ร้องเรียน, surveys of survey.

Imports domain only.
"""

from collections.abc import Iterator

from itasearch.domain.glossary import NOMINAL_PREFIXES

_SHORTEST_ENGLISH = 4
_ENDINGS = (("ies", ("y",)), ("ing", ("", "e", "s")), ("s", ("", "ing")), ("y", ("ies",)))
_NO_ENDING = ("", ("s", "es", "ing"))


def word_forms(word: str) -> tuple[str, ...]:
    """Forms that say the same: with or without การ or ความ, an English plural or -ing."""
    return tuple(_english_forms(word) if word.isascii() else _prefixed_forms(word))


def _prefixed_forms(word: str) -> Iterator[str]:
    for prefix in NOMINAL_PREFIXES:
        bare = word.removeprefix(prefix)
        if bare == word:
            yield prefix + word
        elif len(bare) > len(prefix):
            yield bare


def _english_forms(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_ENGLISH or not word.isalpha():
        return
    ending, others = next((pair for pair in _ENDINGS if word.endswith(pair[0])), _NO_ENDING)
    bare = word.removesuffix(ending)
    yield from (bare + other for other in others)
