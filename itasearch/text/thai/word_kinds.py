"""Kinds of Thai words: given names, surnames, and words that end a name.

Names of places are made of nouns and adjectives; where a verb or a preposition follows a
name, the name has ended. The sources are pythainlp's table of the ORCHID corpus, which has
single words only, and its lists of 12,000 given names and 9,800 surnames; some of those are
words or places as well, which callers must distinguish.
"""

from functools import cache, lru_cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names
from pythainlp.tag import unigram

_TAGS = (
    *("VACT", "VSTA", "RPRE", "JCRG", "JSBR", "JCMP", "PREL", "XV", "DIBQ", "DIAQ", "DDAC"),
    *("DDAN", "DDBQ", "DONM", "NEG", "ADV", "PPRS", "PDMN", "EITT", "EAFF", "PNTR"),
)


@lru_cache(maxsize=4_096)
def is_function_word(word: str) -> bool:
    """Whether `word` is a verb or a small word: the sentence continues, a name ends before it.

    False for nouns, adjectives, names and words that the table does not have.
    """
    ((_, tag),) = unigram.tag([word], corpus="orchid")
    return tag.startswith(_TAGS)


_CLAN = "แซ่"


def is_given_name(word: str) -> bool:
    """Whether `word` is a listed given name."""
    return word in _given_names()


def is_surname(word: str) -> bool:
    """Whether `word` is a listed surname or that of a Chinese clan (แซ่…)."""
    return word in _surnames() or (word.startswith(_CLAN) and len(word) > len(_CLAN))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(thai_male_names() | thai_female_names())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(thai_family_names())
