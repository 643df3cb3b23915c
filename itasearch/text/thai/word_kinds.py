"""Whether a Thai word is a person's given name or a surname.

Told by pythainlp's lists of 12,000 given names and 9,800 surnames; some of them are words
or places as well, which callers must tell apart.

Which kind of word a Thai word is: a verb or a small word, or else.

Names of places are made of nouns and adjectives; where a verb or a preposition follows a
name, the name has ended. Told by pythainlp's table of the ORCHID corpus, which knows single
words only.
"""

from functools import cache, lru_cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names
from pythainlp.tag import unigram

_GOES_ON = (
    *("VACT", "VSTA", "RPRE", "JCRG", "JSBR", "JCMP", "PREL", "XV", "DIBQ", "DIAQ", "DDAC"),
    *("DDAN", "DDBQ", "DONM", "NEG", "ADV", "PPRS", "PDMN", "EITT", "EAFF", "PNTR"),
)


@lru_cache(maxsize=4_096)
def goes_on(word: str) -> bool:
    """Whether `word` is a verb or a small word: the sentence goes on, a name does not.

    False for nouns, adjectives, names and words that the table does not know.
    """
    ((_, tag),) = unigram.tag([word], corpus="orchid")
    return tag.startswith(_GOES_ON)


_CLAN = "แซ่"


def is_given_name(word: str) -> bool:
    """Whether somebody is called so."""
    return word in _given()


def is_surname(word: str) -> bool:
    """Whether a family is called so; of Chinese clans (แซ่…) all are."""
    return word in _family() or (word.startswith(_CLAN) and len(word) > len(_CLAN))


@cache
def _given() -> frozenset[str]:
    return frozenset(thai_male_names() | thai_female_names())


@cache
def _family() -> frozenset[str]:
    return frozenset(thai_family_names())
