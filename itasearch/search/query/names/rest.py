"""The words of a query that are left to search for when its names are taken out."""

import re
from collections.abc import Sequence
from functools import cache

from itasearch.domain.word_lists import word_pattern, words
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.names.reading import Reading, TypedQuery
from itasearch.text.thai.words import Segmenter

_only_joining = word_pattern(r"^[\s(]*(?:<query_words.joining>)?[\s)]*$")
_loose_ends = word_pattern(r"^(?:(?:<query_words.joining>)\s|[\s,:;]+)|[\s,]+$")


def rest_of(query: TypedQuery, found: Sequence[Reading]) -> str:
    """The query without its names and the small words that go with them."""
    pieces: list[str] = []
    place = 0
    for one in found:
        between = _without_leading(query, place, max(place, one.start))
        if not (pieces and _only_joining().match(between)):
            pieces.append(between)
        place = max(place, one.end)
        if dashes := _DASHES.match(query.text, place):
            place = dashes.end()
    pieces.append(query.text[place:])
    rest = " ".join(_EMPTY.sub(" ", " ".join(pieces)).split())
    return _loose_ends().sub("", rest).strip()


_DASHES = re.compile("[-\u2212–—]+")
"""Dashes behind a name, which would leave out what is behind them."""
_EMPTY = re.compile(r"\(\s*\)|(?<!\S)[-–—/:;@]+(?!\S)")
"""Signs that are left alone when the name beside them is gone."""


def _without_leading(query: TypedQuery, start: int, end: int) -> str:
    """The text between two places without words that only lead to the name behind it."""
    while True:
        text = query.text[start:end].rstrip()
        word = query.typed.word_before(start + len(text))
        if not word or word.casefold() not in words("query_words", "leading_to_names"):
            return query.text[start:end]
        end = start + len(text) - len(word)


def asks_for_all(rest: str, names: KnownNames) -> bool:
    """Whether the words left ask for nothing of their own: "มีมาตรการอะไรบ้าง"; "" does, too."""
    asking = _asking_words(names.segmenter)
    return all(word in asking for word in names.segmenter.words(rest))


@cache
def _asking_words(segmenter: Segmenter) -> frozenset[str]:
    listed = words("query_words", "asking_for_all")
    return frozenset(word for text in listed for word in segmenter.words(text))
