"""Finding many phrases in a text at once, the longer ones hiding those within them.

Thai writes no spaces between words and files write them anywhere, so phrases are sought
as letters, not as segmented words; what keeps "ร้องเรียน" from telling of complaints in
"ร้องเรียนการทุจริต" is that the longer phrase was found there. Imports text only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itasearch.text.thai.normalize import arabic_digits, normalize

JOINER = "+"
"""Stands between the parts of a phrase that need not be adjacent."""

_REACH = 30
"""Most letters between two parts of a phrase."""

_HEAD = 3
_MARKS = re.compile("[-\u2010-\u2015\u2212•●○◦▪■□·∙‣*➢❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc\u200b]")
_NEW_LINE = re.compile(r"[^\S\n]*\n\s*")
_SPACE = re.compile(r"[^\S\n]+")
_LATIN = re.compile("[a-z]")
_LOOSE_SPACE = re.compile("(?<![a-z0-9]) | (?![a-z0-9])")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase in a text: the [start, end) of each of its parts, in code points of the key."""

    phrase: str
    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return self.parts[0][0]


def phrase_key(text: str) -> str:
    """What texts are compared by: one case, one spelling, spaces between Latin words only.

    Line ends stay: no phrase goes on from one item into the next.
    """
    plain = _MARKS.sub(" ", normalize(arabic_digits(text)).casefold())
    spaced = _SPACE.sub(" ", _NEW_LINE.sub("\n", plain)).strip()
    # Marks that stood apart may stand in the wrong order now.
    return normalize(_LOOSE_SPACE.sub("", spaced))


class Phrases:
    """Finds phrases; immutable, safe to share."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Know these phrases; one that has no letter finds nothing."""
        by_head: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            parts = tuple(key for part in phrase.split(JOINER) if (key := phrase_key(part)))
            if parts:
                by_head[parts[0][:_HEAD]].append((phrase, parts))
        self._by_head: Mapping[str, list[tuple[str, tuple[str, ...]]]] = dict(by_head)
        self._heads = tuple(sorted({len(head) for head in by_head}))

    def find(self, key: str) -> tuple[FoundPhrase, ...]:
        """Phrases of a text, given as its phrase_key, each once, where it stands first.

        A phrase all of whose parts lie within those of a longer one that is found counts
        only where it stands elsewhere.
        """
        found = list(self._all(key))
        first: dict[str, FoundPhrase] = {}
        for one in found:
            if one.phrase not in first and not any(_hides(other, one) for other in found):
                first[one.phrase] = one
        return tuple(first.values())

    def _all(self, key: str) -> Iterator[FoundPhrase]:
        """Every phrase at every place, from left to right."""
        for start in range(len(key)):
            for length in self._heads:
                for phrase, parts in self._by_head.get(key[start : start + length], ()):
                    spans = _spans(key, start, parts)
                    if spans is not None:
                        yield FoundPhrase(phrase, spans)


def _spans(key: str, start: int, parts: tuple[str, ...]) -> tuple[Span, ...] | None:
    """Where the parts stand if the first begins at `start`; None where one does not follow."""
    if not key.startswith(parts[0], start) or not _is_whole(key, start, parts[0]):
        return None
    spans = [(start, start + len(parts[0]))]
    for part in parts[1:]:
        end = spans[-1][1]
        place = key.find(part, end, end + _REACH + len(part))
        if place < 0 or "\n" in key[end:place] or not _is_whole(key, place, part):
            return None
        spans.append((place, place + len(part)))
    return tuple(spans)


def _is_whole(key: str, start: int, part: str) -> bool:
    """Whether Latin letters at the part's ends do not go on in the text."""
    end = start + len(part)
    begins = start > 0 and _LATIN.match(part[0]) and _LATIN.match(key[start - 1])
    ends = end < len(key) and _LATIN.match(part[-1]) and _LATIN.match(key[end])
    return not begins and not ends


def _hides(other: FoundPhrase, one: FoundPhrase) -> bool:
    """Whether `one` lies within `other`, which says more."""
    if other.parts == one.parts:
        return False
    wide = _merged(other.parts)
    return all(any(a <= start and end <= b for a, b in wide) for start, end in one.parts)


def _merged(parts: tuple[Span, ...]) -> list[Span]:
    """Spans with those that touch made one."""
    merged = [parts[0]]
    for start, end in parts[1:]:
        if start == merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
