"""Patterns of names and offices as texts print them, and where a name ends.

Lines wrap within names and the nikhahit of ำ gets lost, so a pattern allows a blank before
any cluster. Thai sets no space behind a name: the next word decides whether it ends.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache

from itasearch.domain.loader import Patterns, words
from itasearch.domain.words import segmenter
from itasearch.text.thai.characters import FOLLOW_VOWELS, LEAD_VOWELS, MARKS, THAI
from itasearch.text.thai.finding import View
from itasearch.text.thai.lexicon import is_function_word
from itasearch.text.thai.normalize import arabic_digits

_CLUSTER = re.compile(f"[{LEAD_VOWELS}]*.[{MARKS}{FOLLOW_VOWELS}]*", re.DOTALL)
GAP = r"[ \t\n]?"
_MOST_LETTERS_AROUND = 40  # code points before and behind a name that are segmented with it

_LONGEST_JOINED = 5  # code points of a small word with the blank behind it


class Ending(Enum):
    """Whether a name ends where it was found."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@lru_cache(maxsize=4_096)
def loosely(name: str, *, misread: bool = False) -> str:
    """Pattern of `name` that allows a blank before any cluster and damaged ำ.

    `misread`: any า also as ำ; for words that do not become another word by it.
    """
    found = (re.escape(c) for c in _CLUSTER.findall(arabic_digits(name)) if not c.isspace())
    clusters = (c.replace("ำ", "(?:[ำา]| [ำา])").replace("\\ ", GAP) for c in found)
    return GAP.join(c if not misread or "ำ" in c else c.replace("า", "[าำ]") for c in clusters)


def dotted(short: str) -> str:
    """Pattern of an abbreviation with its dots, which may have a blank between its letters."""
    return r"\s?".join(map(re.escape, short))


def any_phrase(texts: Iterable[str]) -> str:
    """Pattern of any of `texts`, as `loosely`, longest first; of none it matches nothing."""
    longest_first = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(map(loosely, longest_first)) or "(?!)"


def ending(view: View, end: int) -> Ending:
    """Whether a place's name that reaches to `end` ends there."""
    if not view.letter_at(end):
        return Ending.YES
    if _patterns.phrases_behind.match(view.text, end):
        return Ending.YES
    word = next_word(view, end)
    if word.startswith((*words("place_words", "following"), *words("place_words", "report_words"))):
        return Ending.YES
    if begins_a_place(word) or word.startswith(words("place_words", "continuing")):
        return Ending.NO
    return Ending.YES if is_function_word(word) else Ending.UNSURE


def of_third_party(before: str) -> bool:
    """Whether a name behind this text is a school's, a village's or another third party's."""
    return bool(_patterns.third.search(before))


def next_word(view: View, at: int) -> str:
    """The word that begins at `at`; "" where none does."""
    spans = segmenter().spans(view.text[at : at + _MOST_LETTERS_AROUND])
    return spans[0].word if spans and spans[0].start == 0 else ""


def begins_a_place(word: str) -> bool:
    """Whether a place's name may begin with this word."""
    return word in words("place_words", "beginning")


def is_whole(view: View, start: int, end: int) -> bool:
    """Whether [start, end) begins and ends with words, so that it is no part of a longer one."""
    spans = list(words_around(view, start, end))
    return start in {first for first, _ in spans} and end in {last for _, last in spans}


def is_in_words(view: View, start: int, end: int) -> bool:
    """Whether all words across an end of [start, end) are in the dictionary: "แม่|การะเกด"."""
    across = [
        (first, last)
        for first, last in words_around(view, start, end)
        if first < start < last or first < end < last
    ]
    return all(segmenter().is_word(view.text[first:last]) for first, last in across)


def words_around(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each word of the run of letters around [start, end) begins and ends; where no letter is
    around it, itself."""
    first = start
    while first > 0 and start - first < _MOST_LETTERS_AROUND and view.letter_at(first - 1):
        first -= 1
    last = end
    while last - end < _MOST_LETTERS_AROUND and view.letter_at(last):
        last += 1
    if first == start and last == end:
        yield start, end
        return
    for span in segmenter().spans(view.text[first:last]):
        yield first + span.start, first + span.end


_patterns = Patterns("adapting_patterns")
THAI_BEFORE = f"(?<![{THAI}])"


@cache
def short_before() -> str:
    """Where an abbreviated kind may begin: words have the letters of most, none those of อบต."""
    glued = "|".join(f"(?<={word})" for word in words("place_words", "before_short_kinds"))
    return rf"(?:(?<![{THAI}.])|{glued}|(?<!\.)(?=อบต\.))"


def without_blanks(view: View, span: tuple[int, int], new: str) -> tuple[int, int]:
    """`span` with blanks that a full name drops: "ของ อบต. นอก" is "ของเทศบาลนอก"."""
    start, end = span
    if "." not in view.text[start:end] or "." in new:
        return span
    before = view.text[max(0, start - _LONGEST_JOINED) : start]
    is_abbreviated = view.text[end - 1] == "."
    return (
        start - bool(_patterns.joined.search(before)),
        end + (is_abbreviated and bool(_patterns.joined_behind.match(view.text, end))),
    )
