"""Names in Latin letters: "Khlong Phaya Hong", "Tambon Ban Kluai", "Nong Bua municipality".

Words are a name where their sounds have the consonants of a known name and similar vowels, and one
at least is not English. Without an announcing word ("Tambon") there are six sounds or more, or all
are the same, and vowels are more alike, most of all in a single word and next to English.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from math import inf

from itasearch.domain.glossary import everyday_words, glossary, ignored_words
from itasearch.domain.loader import any_of, words
from itasearch.domain.organisations import organisation_types
from itasearch.model.ranking import NameKind
from itasearch.model.records import OrganisationType
from itasearch.search.query.names.known import FoundNames, TypedQuery
from itasearch.search.query.names.places import (
    Announcement,
    announcing_lists,
    kind_reading,
    place_reading,
)
from itasearch.search.query.names.reading import Reading
from itasearch.text.thai.rtgs import latin_sounds

_MOST_WORDS = 8  # words of a name in Latin letters
# Sounds of a name of several words that no word announces; of those that sound the same.
_FEWEST_SOUNDS, _FEWEST_OF_SAME = 6, 4
_LEAST_RATIO, _LEAST_RATIO_BARE, _LEAST_RATIO_DOUBTFUL = 70.0, 80.0, 90.0
"""Likeness, 0–100, of the sounds of a name: where a word announces it; where none does; where it is
then one word or has English ones. Of 6,128 official romanisations 1 % are below
91. With these no English name of the glossary but those of kinds and indicators is a name in a
library of as many towns."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_RUN = re.compile(rf"{_WORD.pattern}(?:[\s-]{{1,2}}{_WORD.pattern}){{0,{_MOST_WORDS - 1}}}")

_Words = Sequence[re.Match[str]]


def latin_names(query: TypedQuery) -> Iterator[Reading]:
    """Names in Latin letters, and kinds in English without one."""
    latin_words = list(_WORD.finditer(query.text))
    if any(word[0].casefold() not in _english_words() for word in latin_words):
        before, behind = _announcements()[0]
        # By where the name behind such a word begins, or the one before it ends.
        announced = {match.start(): match for match in behind.finditer(query.text)}
        announced |= {match.end(): match for match in before.finditer(query.text)}
        for word in latin_words:
            run = _RUN.match(query.text, word.start()) or word
            matches = [*_WORD.finditer(query.text, *run.span())]
            stretches = (matches[:count] for count in range(len(matches), 0, -1))
            readings = (_reading(query, stretch, announced) for stretch in stretches)
            yield from islice(filter(None, readings), 1)
    pattern, kinds = _kinds()
    for match in pattern.finditer(query.text):
        own = (kinds[(match.lastindex or 1) - 1],)
        yield kind_reading(query, match.start(), match.end(), own)


def _reading(
    query: TypedQuery, stretch: _Words, announced: Mapping[int, re.Match[str]]
) -> Reading | None:
    start, end = stretch[0].start(), stretch[-1].end()
    typed = [word[0].casefold() for word in stretch]
    matches = (announced.get(start), announced.get(end))
    are_english = [word in _english_words() for word in typed]
    if all(are_english):
        return None
    sounds = [latin_sounds(word) for word in typed]
    count = len("".join(sounds))
    is_doubtful = len(sounds) == 1 or any(are_english)
    least = _LEAST_RATIO_DOUBTFUL if is_doubtful else _LEAST_RATIO_BARE
    if count < _FEWEST_SOUNDS + (len(sounds) == 1) or typed[-1] in ignored_words():
        least = 100.0 if len(sounds) > 1 and count >= _FEWEST_OF_SAME else inf
    for match in (*filter(None, matches), None):
        announcement = match and _announcements()[1][(match.lastindex or 1) - 1]
        among = announcement and announcement.names(query.names).towns
        keys, likeness = query.names.sounding_like("".join(sounds), among)
        if likeness >= (_LEAST_RATIO if match else least):
            if match:
                start, end = min(start, match.start()), max(end, match.end())
            return place_reading(query, start, FoundNames(keys, end), announcement)
    return None


@cache
def _announcements() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], tuple[Announcement, ...]]:
    pattern, kinds = _kinds()
    lists = [words("query_words", english) for _, english, _ in announcing_lists()]
    parts = (pattern.pattern, *(rf"(\b(?i:{any_of(listed)})\b)" for listed in lists))
    any_part = f"(?:{'|'.join(parts)})"
    before = re.compile(rf"{any_part}(?:\s+of)?\s+")
    announcements = [Announcement(NameKind.ORGANISATION, (kind,)) for kind in kinds]
    announcements += [announcement for *_, announcement in announcing_lists()]
    return (before, re.compile(rf"\s+{any_part}")), tuple(announcements)


@cache
def _kinds() -> tuple[re.Pattern[str], tuple[OrganisationType, ...]]:
    patterns = {
        kind.type: rf"(\b(?:{'|'.join(_in_any_number(kind.english))})\b)"
        for kind in organisation_types()
        if kind.english and not kind.whole
    }
    return re.compile("|".join(patterns.values())), tuple(patterns)


def _in_any_number(names: Sequence[str]) -> Iterator[str]:
    for name in sorted(names, key=len, reverse=True):
        several = re.sub("y$", "(?:y|ies)", name) if name.endswith("y") else f"{name}s?"
        yield several if name.isupper() else f"(?i:{several})"


@cache
def _english_words() -> frozenset[str]:
    names = (name for concept in glossary().concepts for name in concept.english)
    of_names = (word.casefold() for name in names for word in _WORD.findall(name))
    asking = words("query_words", "asking_for_all")
    return frozenset((*of_names, *asking)) | ignored_words() | everyday_words()
