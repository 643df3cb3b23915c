"""Whether a Thai word is a person's given name or a surname.

Told by pythainlp's lists of 12,000 given names and 9,800 surnames; some of them are
words or places as well, which callers must tell apart. Imports pythainlp.
"""

from functools import cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

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
