"""English names of local governments and places, beside their Thai ones.

Provinces have official names (places.toml); every other name is written by the Royal Thai General
System, cut into the words that names of places are made of, as official signs do: Huai Kaeo.
Data: romanised_names.toml.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from itasearch.domain.loader import as_record, load_toml, records
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import provinces
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.rtgs import heard, transcribed

_FILE = "romanised_names.toml"
_CACHED_NAMES = 16_384  # names that are kept: a library names its towns again and again


@lru_cache(maxsize=_CACHED_NAMES)
def english_town_name(name: str) -> str | None:
    """A local government's full Thai name in English; None for other organisations.

    For example "เทศบาลตำบลห้วยแก้ว" is "Huai Kaeo Subdistrict Municipality".
    """
    for kind in organisation_types():
        own = name.removeprefix(kind.prefix).strip()
        english = kind.english[0].title()
        if kind.whole and name == kind.prefix:
            return english
        if own and own != name and not kind.whole:
            return f"{english_place_name(own)} {english}"
    return None


def in_both_languages(name: str) -> str:
    """A local government's English name before its Thai one; another name as it is."""
    english = english_town_name(name)
    return f"{english} · {name}" if english else name


def english_province(name: str) -> str | None:
    """A province's official English name; None for one that no list knows."""
    return _provinces().get(name)


@cache
def _provinces() -> Mapping[str, str]:
    return {province.name: province.english for province in provinces()}


def english_key(name: str) -> str:
    """A local government's English name as squashed words are looked for in it; "" for others."""
    return squash(english_town_name(name) or "")


@lru_cache(maxsize=_CACHED_NAMES)
def english_place_name(name: str) -> str:
    """A Thai place's name in Latin letters; letters that are not Thai stay as they are."""
    words = (word for part in name.split() for word in transcribed(part, _name_words()))
    return " ".join(word[:1].upper() + word[1:] for word in " ".join(words).split())


@cache
def _name_words() -> Mapping[str, str]:
    """Known words, and how they are written where that is not as `transcribed` has it, or ""."""
    spoken = as_record(_FILE, load_toml(_FILE)["spoken"], dict[str, str])
    official = {name: english.lower() for name, english in _provinces().items()}
    words = dict.fromkeys(records(_FILE, "words", str), "") | spoken | official
    return {heard(word): written for word, written in words.items()}
