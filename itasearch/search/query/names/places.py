"""Places that words announce, "ทต.แม่กา", "อ.เมือง", "จ.พะเยา"; regions, "ภาคเหนือ"; and names
that no word announces: "บึงแก้วมรกต", "เชียงใหม่", and these with a slip.

A town or district that is announced and that the library lacks is a name as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from itasearch.domain.glossary import everyday_words, glossary, ignored_words, query_terms
from itasearch.domain.loader import any_listed, any_of, listed_words, words
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import Region, also_words, provinces, regions, typed_province_names
from itasearch.model.ranking import Filters, NameKind
from itasearch.model.records import Organisation, OrganisationType
from itasearch.search.query.names.known import (
    MOST_CHOICES,
    FoundNames,
    KnownNames,
    NameList,
    TypedQuery,
)
from itasearch.search.query.names.numbers import short_year, year_reading
from itasearch.search.query.names.reading import LETTER, Reading, ends_with
from itasearch.text.thai.normalize import squash

_MOST_WORDS_OF_UNKNOWN = 4  # of a name that the library lacks and that is made of common words


@cache
def _small_words() -> frozenset[str]:
    """Words that lead to names or join them: ของ, ใน, และ."""
    return frozenset((*words("query_words", "leading_to_names"), *words("query_words", "joining")))


def _says_nothing(cut: Sequence[str]) -> bool:
    """Whether a few words name nothing that a report is about, and so a place."""
    if not 1 < len(cut) <= _MOST_WORDS_OF_UNKNOWN:
        return False
    plain = (ignored_words() | everyday_words()).difference(words("place_words", "continuing"))
    return not any(word in plain for word in cut) and not glossary().match(cut)


@cache
def _following() -> re.Pattern[str]:
    """Words that end the name before them; เมือง alone does not: ศรีเมือง."""
    lists = ("following", "report_words", "phrases_behind", "behind_in", "people")
    listed = (word for name in lists for word in listed_words("place_words", name))
    return re.compile(any_listed(word for word in listed if word.word != "เมือง"))


def _may_continue(query: TypedQuery, position: int) -> bool:
    """Whether the text right behind a name may belong to it: บ้านนา in บ้านนาดี.

    Not if it begins with no letter, a word that follows names, an everyday word or a term.
    """
    if not LETTER.match(query.text, position) or _following().match(query.text, position):
        return False
    if query.word_at(position) in _small_words() | ignored_words() | everyday_words():
        return False
    cut = [span.word for span in query.chunk(position)]
    return all(term.first > 0 for term in query_terms(glossary()).match_exactly(cut))


class Announcement(NamedTuple):
    """What a word next to a name announces: a town, a district or a province."""

    kind: NameKind  #: TYPE where the word alone names a kind, too
    types: tuple[OrganisationType, ...] = ()  #: of a town; () for all
    needs_name: bool = False  #: whether the word means nothing without a known name

    def names(self, library_names: KnownNames) -> NameList:
        """All names that it may announce."""
        if self.kind is NameKind.DISTRICT:
            return library_names.districts
        is_province = self.kind is NameKind.PROVINCE
        return _province_names() if is_province else library_names.of_types(self.types)


def kind_reading(
    query: TypedQuery, start: int, end: int, types: tuple[OrganisationType, ...]
) -> Reading:
    """A kind alone; the first of `types` names it."""
    name = next(kind.prefix for kind in organisation_types() if kind.type is types[0])
    held = types[0] in query.names.types
    return Reading(start, end, NameKind.TYPE, name, filters=Filters(types=types), held=held)


def towns_reading(
    start: int,
    end: int,
    towns: Iterable[Organisation],
    *,
    kind: NameKind = NameKind.ORGANISATION,
    of_district: Iterable[Organisation] = (),
) -> Reading:
    """Any of these towns, each once; of a DISTRICT all of it, or of several of one name."""
    unique, others = {town.id: town for town in towns}, {town.id: town for town in of_district}
    if unique.keys() >= others.keys():
        others = {}
    names = dict.fromkeys(
        f"อำเภอ{town.district}" if kind is NameKind.DISTRICT else town.name
        for town in unique.values()
    )
    shown = [*names][:MOST_CHOICES] + [f"อำเภอ{town.district}" for town in others.values()][:1]
    return Reading(
        start,
        end,
        kind,
        " / ".join(shown),
        filters=Filters(organisation_ids=tuple(unique | others)),
        towns=tuple(unique.values()),
        of_district=tuple(others.values()),
    )


def place_reading(
    query: TypedQuery, start: int, names: FoundNames, announced_by: Announcement | None = None
) -> Reading:
    """What names mean behind the word that announces them; the library may lack it.

    Without such a word the provinces, else the towns and districts of these names.
    """
    library_names, kind = query.names, announced_by and announced_by.kind
    of_provinces = [key for key in names.keys if key in typed_province_names()]
    if kind is NameKind.PROVINCE or (kind is None and of_provinces):
        named = dict.fromkeys(typed_province_names()[key] for key in of_provinces)
        held = tuple(name for name in named if name in library_names.provinces)
        reading = Reading(
            start,
            names.end,
            NameKind.PROVINCE,
            " / ".join(f"จังหวัด{name}" for name in held or named),
            filters=Filters(provinces=held),
            held=bool(held),
        )
    else:
        listed = announced_by.names(library_names) if announced_by else library_names.names
        towns = listed.of(names.keys)
        of_district = [] if announced_by else library_names.districts.of(names.keys)
        if not towns or kind is NameKind.DISTRICT:
            towns = towns or of_district
            reading = towns_reading(start, names.end, towns, kind=NameKind.DISTRICT)
        else:
            reading = towns_reading(start, names.end, towns, of_district=of_district)
    if announced_by is not None:
        return reading
    is_doubtful = library_names.may_be_words(query.text[start : names.end])
    return replace(reading, is_bare=True, is_doubtful=is_doubtful)


@cache
def announcing_lists() -> tuple[tuple[str, str, Announcement], ...]:
    """Lists of Thai and English words that announce a name of no single kind, and what they do."""
    municipality = words("query_words", "municipality")
    kinds = tuple(it.type for it in organisation_types() if it.prefix.startswith(municipality))
    province = Announcement(NameKind.PROVINCE, needs_name=True)
    return (
        ("municipality", "english_municipalities", Announcement(NameKind.ORGANISATION, kinds)),
        ("before_tambons", "english_tambons", Announcement(NameKind.ORGANISATION)),
        ("before_districts", "english_districts", Announcement(NameKind.DISTRICT)),
        ("before_provinces", "english_provinces", province),
    )


@cache
def _province_names() -> NameList:
    return NameList(dict.fromkeys(typed_province_names(), ()))


@cache
def _announcements() -> tuple[re.Pattern[str], tuple[Announcement, ...]]:
    pairs: list[tuple[str, Announcement]] = []
    for kind in organisation_types():
        if kind.whole:
            continue
        own = Announcement(NameKind.TYPE, (kind.type,))
        letters = [r"\s?".join(map(re.escape, short)) for short in kind.abbreviations]
        pairs += [(name, own) for name in (re.escape(kind.prefix), *letters)]
        undotted = {short.replace(".", "") for short in kind.abbreviations}
        bare = undotted.intersection(words("query_words", "bare_kinds"))
        pairs += [(name, own._replace(needs_name=True)) for name in bare]
        pairs += [(re.escape(short), own) for short in kind.bare]
    for listed, _, announcement in announcing_lists():
        pairs += [(re.escape(word), announcement) for word in words("query_words", listed)]
    pairs.sort(key=lambda pair: -len(pair[0]))
    pattern = re.compile("|".join(f"({name})" for name, _ in pairs))
    return pattern, tuple(announcement for _, announcement in pairs)


def announced(query: TypedQuery) -> Iterator[Reading]:
    """Towns, kinds, districts and provinces behind the words that announce them."""
    pattern, announcements = _announcements()
    for match in pattern.finditer(query.text):
        announcement = announcements[(match.lastindex or 1) - 1]
        if not query.is_start(match.start()):
            continue
        before = query.text[: match.start()].rstrip()
        is_office = before.endswith(words("query_words", "offices_of_kinds"))
        if reading := _behind(query, match, announcement):
            yield reading
        elif announcement.kind is NameKind.TYPE and not (announcement.needs_name or is_office):
            yield kind_reading(query, match.start(), match.end(), announcement.types)


def _behind(query: TypedQuery, match: re.Match[str], announcement: Announcement) -> Reading | None:
    start, position = match.start(), match.end() + query.text.startswith(" ", match.end())
    is_district, needs_name = announcement.kind is NameKind.DISTRICT, announcement.needs_name
    names = announcement.names(query.names).behind(query, position)
    if names and (
        query.names.districts.of(names.keys)
        if is_district
        else needs_name or not _may_continue(query, names.end)
    ):
        return place_reading(query, start, names, announcement)
    starts = (position, names.end) if names else (position,)
    end = max(_end_of_unknown(query, start) for start in starts)
    name = query.text[position:end]
    if not names and (needs_name or not _is_unknown_name(query, match, announcement, name)):
        return None
    kind = NameKind.DISTRICT if is_district else NameKind.ORGANISATION
    return Reading(start, end, kind, query.text[start:end], held=False)


_NO_NAME = re.compile(r"[^ก-๎]|โอ\s?\d|[ก-ฮ]\.|$")


def _is_unknown_name(
    query: TypedQuery, match: re.Match[str], announcement: Announcement, name: str
) -> bool:
    """A province, or no known words, or ones that begin like places' names without a blank.

    Not with another announcement, nor a code, an abbreviation or Latin letters:
    "อบจ. โอ 19", "ต.ค.", "เทศบาลนคร No Gift Policy".
    """
    names, has_blank = query.names, query.text.startswith(" ", match.end())
    position = match.end() + has_blank
    others = (_NO_NAME, _announcements()[0])
    is_other = any(pattern.match(query.text, position) for pattern in others)
    if not name or is_other or query.word_at(position) in _small_words():
        return False
    cut = names.segmenter.words(name)
    if squash(name) in typed_province_names() or not all(map(names.segmenter.is_word, cut)):
        return True
    is_town = bool(announcement.types) and _says_nothing(cut)
    return not has_blank and (names.looks_like_a_name(name) or is_town)


def _end_of_unknown(query: TypedQuery, position: int) -> int:
    end, chunk = position, query.chunk(position)
    for span in chunk:
        # As the last word, "ใน" is a part of the name: ไผ่ขวางใน.
        is_last = span is chunk[-1] and len(chunk) > 1
        is_part = is_last and span.word in words("place_words", "continuing")
        if not is_part and _following().match(query.text, span.start):
            break
        end = span.end
    return end


@cache
def _regions() -> tuple[re.Pattern[str], dict[str, Region]]:
    by_name = {
        name.casefold(): region for region in regions() for name in (region.thai, *region.aliases)
    }
    thai = any_of(name for name in by_name if not name.isascii())
    english = any_of(name for name in by_name if name.isascii())
    part = any_of(words("query_words", "parts_of_regions"))
    return re.compile(rf"({thai}|\b(?:{english})\b)(?:{part})?", re.IGNORECASE), by_name


def regions_of(query: TypedQuery) -> Iterator[Reading]:
    """Regions, each as those of its provinces of which there are reports; without ภาค none that is
    joined to a word that is no kind of town and no term of the glossary: "ไส้กรอกอีสาน"."""
    ends = {end for _, end in query.terms}
    ends.update(kind.end() for kind in _announcements()[0].finditer(query.text))
    pattern, by_name = _regions()
    for match in pattern.finditer(query.text):
        start = match.start()
        is_part = start not in ends and query.word_before(start) not in _small_words() | {""}
        if query.is_start(start) and (match[0].startswith("ภาค") or not is_part):
            region, among = by_name[match[1].casefold()], query.names.provinces
            held = tuple(p.name for p in provinces() if p.region == region.id and p.name in among)
            filters = Filters(provinces=held)
            yield Reading(
                *match.span(), NameKind.REGION, region.thai, filters=filters, held=bool(held)
            )


_BARE_COST = 1.0  # most cost of a slip that no word announces; วังน้ำเชี่ยว is no วังน้ำเขียว
_BARE_COST_PER_LETTER = 0.12  # by hand: พนมไพร is no พนมไทร
_SHORTEST_SLIP = 6  # letters of such a name


def bare_names(query: TypedQuery) -> Iterator[Reading]:
    """Names that no word announces."""
    third, beginning = words("place_words", "third"), words("place_words", "beginning")
    heads = tuple(word for word in third if word not in beginning)
    for span in query.spans:
        before = query.word_before(span.start)
        head = ends_with(before, heads)  # ถนน of ผิวถนน
        is_compound = head and query.names.segmenter.is_word(before.removesuffix(head))
        if is_compound or before in (*third, *beginning):
            continue
        for names in query.names.bare.at(query, span.start, whole_words=True):
            is_longer = query.word_at(names.end) in words("place_words", "continuing")
            is_province = names.keys[0] in typed_province_names()
            if not is_longer and (is_province or not _may_continue(query, names.end)):
                reading = place_reading(query, span.start, names)
                if reading.held or not _may_continue(query, names.end):  # "ตราดสินค้า"
                    yield reading
                break


def names_between_blanks(query: TypedQuery, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Names between blanks or `readings` that are short, words as well, or have a slip."""
    for match in re.finditer(r"\S+", query.text):
        start, end = match.span()
        others = [reading for reading in readings if reading.overlaps(start, end)]
        reading = None if others else _beside(query, match, readings)
        for other in sorted(others, key=lambda other: (other.start, other.end)):
            start, end = (
                (other.end, end) if other.start <= start else (start, min(end, other.start))
            )
        reading = reading or _misspelled(query, start, end)
        if reading is not None:
            yield reading


def _beside(query: TypedQuery, match: re.Match[str], readings: Sequence[Reading]) -> Reading | None:
    """A name that is short, or a word but for a place or year next to it; also a year."""
    names, (start, end) = query.names, match.span()
    key = squash(match[0])
    near = [reading for reading in readings if reading.held and reading.is_beside(start, end)]
    if key in typed_province_names() and _is_province(query, match, is_beside_a_name=bool(near)):
        return place_reading(query, start, FoundNames((key,), end))
    if near and (year := short_year(query, match)):
        return year_reading(query, start, end, [year])
    ids = {town.id for reading in near for town in reading.towns}
    districts = [town for town in names.districts.of([key]) if town.id in ids]
    if districts:
        return towns_reading(start, end, districts, kind=NameKind.DISTRICT)
    towns = names.names.of([key])
    near_provinces = {name for reading in near for name in reading.filters.provinces}
    there = [town for town in towns if town.province in near_provinces or town.id in ids]
    is_name = names.looks_like_a_name(match[0]) and not names.is_word_as_well(match[0])
    if there or (towns and is_name):
        is_doubtful = not near and names.may_be_words(match[0])
        return replace(towns_reading(start, end, there or towns), is_doubtful=is_doubtful)
    return None


def _is_province(query: TypedQuery, match: re.Match[str], *, is_beside_a_name: bool) -> bool:
    """Not in "เลย เวลา"; one that is a particle, too, only at an end or next to another name."""
    against = next((word for word in also_words() if word.name == match[0]), None)
    if against is None:
        return True
    before, behind = query.text[: match.start()].rstrip(), query.text[match.end() :].lstrip()
    is_joined = behind.startswith(against.before) or before.endswith(against.behind)
    is_amid = before and behind and against.beside and not is_beside_a_name
    # Not those of terms behind it: "เลย ไม่รับของขวัญ".
    apart = [] if before else query.terms
    return not (is_joined or is_amid) and not any(
        span.word in against.beside
        for span in query.spans
        if not any(start <= span.start < end for start, end in apart)
    )


def _misspelled(query: TypedQuery, start: int, end: int) -> Reading | None:
    """A name with a slip that no word announces."""
    text = query.text[start:end]
    if len(text) < _SHORTEST_SLIP or start not in query.starts:
        return None
    near, cost = query.names.bare.near(text)
    is_province = typed_province_names().keys() >= set(near)
    is_near = cost <= min(_BARE_COST, _BARE_COST_PER_LETTER * len(text))
    if near and is_near and (is_province or not query.names.segmenter.is_word(text)):
        reading = place_reading(query, start, FoundNames(near, end))
        return reading if reading.held or is_province else None
    return None
