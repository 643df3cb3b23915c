"""The 77 provinces with their regions, and which of them a misread name means.

Districts and subdistricts are not listed: there are 8,000 of them, and a wrong guess would be
worse than the name as read. Data: places.toml.
"""

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from itasearch.domain.loader import records
from itasearch.text.thai.normalize import squash

# 0–100, of a misread province: one letter wrong 98 % found, none wrongly; two 86 and 0.5 %.
_LEAST_RATIO = 60.0
_LEAST_LEAD = 8.0  # points by which it is ahead of the next province's; measured together
_AROUND_NAME = re.compile(r"^(?:จังหวัด|จ\.)|province$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province: Thai name without "จังหวัด", English name, id of its region, other spellings."""

    name: str
    english: str
    region: str
    aliases: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()  #: short names that people type and no report prints


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One of the six geographical regions: stable id, names in both languages, other spellings."""

    id: str
    thai: str
    english: str
    aliases: tuple[str, ...] = ()


def regions() -> tuple[Region, ...]:
    """The six regions, in the order to show them."""
    return records("places.toml", "region", Region)


def region_of(province: str | None) -> str | None:
    """Id of the region that a province lies in; None for None and for no known province."""
    return None if province is None else _regions_by_province().get(squash(province))


@cache
def _regions_by_province() -> dict[str, str]:
    return {squash(province.name): province.region for province in provinces()}


def provinces() -> tuple[Province, ...]:
    """All 77 provinces in Thai alphabetical order."""
    return records("places.toml", "province", Province)


def closest_province(text: str) -> tuple[str, float] | None:
    """The province that `text` names, Thai or English, even misread by a letter or two.

    Returns (Thai name, how alike, 0 to 1), or None where no province is like it or two are nearly
    equally so.
    """
    key = _AROUND_NAME.sub("", squash(text))
    if not key:
        return None
    if exact := province_names().get(key):
        return exact, 1.0
    scores: dict[str, float] = {}
    for spelling, name in province_names().items():
        scores[name] = max(scores.get(name, 0.0), fuzz.ratio(key, spelling))
    (best, score), (_, next_score) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if score < _LEAST_RATIO or score - next_score < _LEAST_LEAD:
        return None
    return best, score / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoWord:
    """A province whose name is a word as well, and what shows that the word is meant."""

    name: str
    before: tuple[str, ...] = ()  #: words that then follow it
    behind: tuple[str, ...] = ()  #: words that then precede it
    beside: tuple[str, ...] = ()  #: words of such a sentence


def also_words() -> tuple[AlsoWord, ...]:
    """The provinces that are words as well."""
    return records("places.toml", "also_word", AlsoWord)


@cache
def typed_province_names() -> dict[str, str]:
    """As `province_names`, with the names that people say."""
    spoken = {squash(spelling): each.name for each in provinces() for spelling in each.spoken}
    return spoken | province_names()


@cache
def province_names() -> dict[str, str]:
    """Squashed name, English name or alias -> Thai name."""
    return {
        squash(spelling): province.name
        for province in provinces()
        for spelling in (province.name, province.english, *province.aliases)
    }
