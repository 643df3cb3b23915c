"""Names in Latin letters as sounds that can be compared, however they are romanised.

There is one official romanisation (RTGS: "Khlong Phaya Hong") and many in use ("Klong Paya Hong").
They are reduced to sounds that hardly any of them writes apart: the consonants have to be the
same, the vowels alike. A Thai name is reduced as its RTGS is (rtgs.py).
"""

import re
from functools import lru_cache

_CACHED_WORDS = 4_096  # words whose sounds are kept: few words make most names of places

_LATIN = [
    (re.compile(pattern), sounds)
    for pattern, sounds in (
        ("[^a-z]", ""),
        ("ng", "G"),
        ("tch|ch|j", "c"),
        ("h", ""),
        ("[gq]", "k"),
        ("v", "w"),
        ("sr", "s"),  # Sri, Sra
        ("(?<=[ao])r(?=[nmkt]?$)", ""),  # Bor, Sakorn
        ("[rl]", "n"),
        ("d", "t"),
        ("[bf]", "p"),
        ("z", "s"),
        ("x", "ks"),
        ("oei|oey|oe", "e"),
        ("(?<=[ae])[ow](?![aeiou])", "w"),
        ("ue|eu|oo", "u"),
        ("ee", "i"),
        ("ae", "e"),
        ("y(?![aeiou])", "i"),
    )
]
_CONSONANTS = str.maketrans({"c": "t", "s": "t"} | dict.fromkeys("aeiouwy"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=_CACHED_WORDS)
def latin_sounds(word: str) -> str:
    """The sounds of a name, or a part of it, in Latin letters."""
    word = word.casefold()
    for pattern, sounds in _LATIN:
        word = pattern.sub(sounds, word)
    return word


def consonants(sounds: str) -> str:
    """The consonants of sounds, those that are one at the end of a syllable (s and t) as one."""
    return _DOUBLED.sub(r"\1", sounds.translate(_CONSONANTS))
