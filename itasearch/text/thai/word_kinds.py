"""Which kind of word a Thai word is: a verb or a small word, or else.

Names of places are made of nouns and adjectives; where a verb or a preposition
follows a name, the name has ended. Told by pythainlp's table of the ORCHID corpus,
which knows single words only. Imports pythainlp.
"""

from functools import lru_cache

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
