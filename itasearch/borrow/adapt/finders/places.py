"""The source's district, province and tambon, which become the target's.

Behind อำเภอ, จังหวัด, ตำบล and their short forms, and next to the source's name ("ทต.แม่กา พะเยา");
alone they may be another town's and are only marked. What is not known of the source is taken from
the text, right behind its name.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from itasearch.borrow.adapt import patterns
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import NO_DISTRICT, NO_PROVINCE, NO_TAMBON, OF_OTHERS, Names
from itasearch.domain.loader import any_of, words
from itasearch.domain.places import provinces
from itasearch.text.thai.characters import THAI
from itasearch.text.thai.finding import View

_DISTRICT = rf"(?:อำเภอ|{patterns.THAI_BEFORE}อ\.)\s?"
_PROVINCE = rf"(?:(?<!ส่วน)จังหวัด|{patterns.THAI_BEFORE}จ\.)\s?"
_TAMBON = rf"(?:(?<!ทศบาล)(?<!ส่วน)(?<!เทศมนตรี)ตำบล|{patterns.THAI_BEFORE}ต\.)\s?"
_MEANT = "อำเภอ/จังหวัดนี้เป็นของหน่วยงานต้นทางหรือไม่"


def with_places_behind_name(view: View, source: Names) -> Names:
    """`source` with district and province, where unknown, from right behind its name."""
    if not source.own or (source.district and source.province):
        return source
    match = _behind_name(source).search(view.text)
    if match is None:
        return source
    return replace(
        source,
        district=source.district or match["district"],
        province=source.province or match["province"],
    )


def find_places(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Districts and provinces of the source, and its tambon."""
    if source.district:
        for match in _district_pattern(source).finditer(view.text):
            ends = patterns.ending(view, match.end())
            if ends is not patterns.Ending.NO:
                new = target.district or NO_DISTRICT
                question = _MEANT if ends is patterns.Ending.UNSURE else None
                yield Finding(match.span("name"), Rank.PLACE, new=new, question=question)
    if source.province:
        for match in _province_pattern(source.province).finditer(view.text):
            yield Finding(match.span("name"), Rank.PLACE, new=target.province or NO_PROVINCE)
    if source.own:
        yield from _beside_name(view, source, target)
    yield from _alone(view, source, target)
    if source.own and source.kind is not None and source.kind.family != "province":
        yield from _tambon(view, source)


def _beside_name(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """District and province right behind the name; there นางรอง is no Mrs. Rong."""
    places = {
        "district": target.district or NO_DISTRICT,
        "province": target.province or NO_PROVINCE,
    }
    for match in _names_beside(source).finditer(view.text):
        for group in filter(match.group, places):
            yield Finding(match.span(group), Rank.PLACE_BESIDE_NAME, new=places[group])


def _alone(view: View, source: Names, target: Names) -> Iterator[Finding]:
    known = {source.district, source.province} - {target.district, target.province, source.own}
    for name in filter(None, known):
        if name in words("place_words", "words_as_well"):
            continue
        for match in re.finditer(patterns.loosely(name), view.text):
            if patterns.is_whole(view, *match.span()):
                yield Finding(match.span(), Rank.BARE_NAME, question=_MEANT)


def _tambon(view: View, source: Names) -> Iterator[Finding]:
    for match in _tambon_pattern(source.spellings).finditer(view.text):
        before = view.text[max(0, match.start() - 20) : match.start()]
        if patterns.ending(view, match.end()) is patterns.Ending.NO:
            continue
        if before.rstrip(" \t").endswith(words("place_words", "health_stations")):
            yield Finding(match.span("name"), Rank.PLACE, question=OF_OTHERS)
        else:
            yield Finding(match.span("name"), Rank.PLACE, new=NO_TAMBON)


@lru_cache(maxsize=256)
def _district_pattern(source: Names) -> re.Pattern[str]:
    """A province's first district is "เมือง" with the province's name or without."""
    own = source.district or "(?!)"
    names = {own, "เมือง", f"เมือง{source.province or ''}"} if own.startswith("เมือง") else {own}
    return re.compile(f"{_DISTRICT}(?P<name>{patterns.any_phrase(names)})")


@lru_cache(maxsize=256)
def _province_pattern(own: str) -> re.Pattern[str]:
    longer = [p.name.removeprefix(own) for p in provinces() if p.name.startswith(own)]
    longer_names = any_of(rest for rest in longer if rest)
    return re.compile(rf"{_PROVINCE}(?P<name>{patterns.loosely(own)})(?!{longer_names})")


@lru_cache(maxsize=256)
def _tambon_pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_TAMBON}(?P<name>{patterns.any_phrase(spellings)})")


@lru_cache(maxsize=256)
def _names_beside(source: Names) -> re.Pattern[str]:
    district, province = (
        rf"(?P<{group}>{patterns.loosely(name) if name else '(?!)'})(?![{THAI}])"
        for group, name in (("district", source.district), ("province", source.province))
    )
    parted = r"[ \t]?[(,\n \t–-][ \t]?"
    names = any_of(name for name in (source.district, source.province) if name)
    return re.compile(
        rf"(?:{patterns.any_phrase(source.spellings)})(?={parted}(?:{names}))"
        rf"(?:{parted}{district})?(?:{parted}{province})?"
    )


@lru_cache(maxsize=256)
def _behind_name(source: Names) -> re.Pattern[str]:
    place = f"[{THAI}]{{2,30}}"
    tambon = rf"(?:\s*(?:ตำบล|ต\.)\s?{place})?"
    province = rf"(?:{_PROVINCE})(?P<province>{any_of(p.name for p in provinces())})"
    return re.compile(
        rf"(?:{patterns.any_phrase(source.spellings)}){tambon}\s+"
        rf"(?:{_DISTRICT}(?P<district>{place})(?:\s+{province})?|{_PROVINCE}(?:{place}))"
    )
