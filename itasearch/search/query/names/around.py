"""Words around names, by which a reader sees where a name begins and ends."""

import re
from collections.abc import Sequence
from functools import cache

from itasearch.domain.glossary import everyday_words, glossary, ignored_words, query_terms
from itasearch.domain.loader import any_listed, listed_words, words
from itasearch.search.query.names.typed_text import TypedText

_MOST_WORDS_OF_UNKNOWN = 4  # of a name that the library lacks and that is made of common words
LETTER = re.compile(r"[ก-๎]|\w")


@cache
def small_words() -> frozenset[str]:
    """Words that lead to names or join them: ของ, ใน, และ."""
    return frozenset((*words("query_words", "leading_to_names"), *words("query_words", "joining")))


def says_nothing(cut: Sequence[str]) -> bool:
    """Whether a few words name nothing that a report is about, and so a place."""
    if not 1 < len(cut) <= _MOST_WORDS_OF_UNKNOWN:
        return False
    known = (ignored_words() | everyday_words()).difference(words("place_words", "continuing"))
    return not any(word in known for word in cut) and not glossary().match(cut)


@cache
def following() -> re.Pattern[str]:
    """Words that end the name before them; เมือง alone does not: ศรีเมือง."""
    listed = (
        *listed_words("place_words", "following"),
        *listed_words("place_words", "report_words"),
        *listed_words("place_words", "phrases_behind"),
        *listed_words("place_words", "behind_in"),
        *listed_words("place_words", "people"),
    )
    return re.compile(any_listed(one for one in listed if one.word != "เมือง"))


def may_continue(typed: TypedText, place: int, *, is_common: bool = False) -> bool:
    """Whether the text right behind a name may belong to the name: บ้านนา in บ้านนาดี.

    It does not if it begins with no letter, with a word that follows names, or with an everyday
    word, or if it has a glossary term before the next blank; a name of two common words
    (`is_common`) may go on with a glossary term.
    """
    if not LETTER.match(typed.text, place) or following().match(typed.text, place):
        return False
    if typed.word_at(place) in small_words() | ignored_words() | everyday_words():
        return False
    end = typed.chunk_end(place)
    cut = [span.word for span in typed.spans if place <= span.start < end]
    return is_common or not query_terms(glossary()).match_exactly(cut)


def ends_with(text: str, listed: Sequence[str]) -> str:
    """The end of `text` that is one of these words, with the blanks behind it; "" for none."""
    stripped = text.rstrip()
    for one in listed:
        if stripped.endswith(one):
            return one + text[len(stripped) :]
    return ""
