"""A query without blanks and case, in which names are looked up and found again as typed; and
words around names, by which a reader sees where a name begins and ends."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from itasearch.domain.glossary import everyday_words, glossary, ignored_words, query_terms
from itasearch.domain.loader import any_listed, listed_words, words
from itasearch.text.thai.characters import FOLLOW_VOWELS, MARKS
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.words import WordSpan

_LETTER_OR_MARK = re.compile(r"[ก-๎]|[^\W\d_]")
_JOINED_LETTER = re.compile(f"[{MARKS}{FOLLOW_VOWELS}]")
"""A letter that belongs to the one before it."""


class TypedText:
    """A query without blanks and case, each letter with its place in what was typed."""

    def __init__(self, text: str, spans: Sequence[WordSpan]) -> None:
        self.text = text
        self.spans = spans
        self._words_from = {span.start: text[span.start : span.end] for span in spans}
        self._words_to = {span.end: text[span.start : span.end] for span in spans}
        self.starts, self.ends = self._words_from.keys(), self._words_to.keys()
        letters = enumerate(arabic_digits(text).casefold())
        kept = [(position, one) for position, one in letters if not one.isspace() and one != "-"]
        self.key = "".join(one for _, one in kept)
        #: place in the text of each letter of `key`, and the other way round
        self.places = [position for position, _ in kept]
        self.key_at = {position: index for index, position in enumerate(self.places)}

    def word_before(self, position: int) -> str:
        """The word that ends at a place, as typed; "" for none."""
        return self._words_to.get(position, "")

    def word_at(self, position: int) -> str:
        """The word that begins at a place, as typed; "" for none."""
        return self._words_from.get(position, "")

    def is_end(self, position: int) -> bool:
        """Whether a letter of Thai or a word in Latin letters ends at a place."""
        after = self.text[position : position + 1]
        if self.text[position - 1].isascii() and self.text[position - 1].isalpha():
            return not (after.isascii() and after.isalpha())
        return _JOINED_LETTER.match(after) is None

    def is_start(self, position: int) -> bool:
        """Whether a word begins at a place, or there is no letter before it."""
        before = self.text[position - 1 : position] if position else ""
        return position in self.starts or not _LETTER_OR_MARK.match(before)

    def behind_stray(self, position: int) -> int:
        """Place after a stray letter behind the name that ends here, else the same."""
        word = self.word_at(position)
        return position + 1 if len(word) == 1 and word == self.text[position - 1] else position

    def chunk_end(self, index: int) -> int:
        """Place of the first white space from `index` on."""
        return index + sum(1 for _ in takewhile(lambda one: not one.isspace(), self.text[index:]))


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
    return re.compile(any_listed(word for word in listed if word.word != "เมือง"))


def may_continue(typed: TypedText, position: int, *, is_common: bool = False) -> bool:
    """Whether the text right behind a name may belong to it: บ้านนา in บ้านนาดี.

    Not if it begins with no letter, a word that follows names, an everyday word or a glossary term;
    a name of two common words (`is_common`) may go on with a term.
    """
    if not LETTER.match(typed.text, position) or following().match(typed.text, position):
        return False
    if typed.word_at(position) in small_words() | ignored_words() | everyday_words():
        return False
    end = typed.chunk_end(position)
    cut = [span.word for span in typed.spans if position <= span.start < end]
    return is_common or not query_terms(glossary()).match_exactly(cut)


def ends_with(text: str, listed: Sequence[str]) -> str:
    """The end of `text` that is one of these words, with the blanks behind it; "" for none."""
    stripped = text.rstrip()
    for one in listed:
        if stripped.endswith(one):
            return one + text[len(stripped) :]
    return ""
