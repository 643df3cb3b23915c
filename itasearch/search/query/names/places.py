"""Places that words announce, "ทต.แม่กา", "อ.เมือง", "จ.พะเยา"; regions, "ภาคเหนือ"; and names
that no word announces: "บึงแก้วมรกต", "เชียงใหม่", and these with a slip.

A town or district that is announced and that the library lacks is a name as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import any_of, words
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import (
    Region,
    also_words,
    provinces,
    regions,
    typed_province_names,
)
from itasearch.model.ranking import Filters, NameKind
from itasearch.model.records import OrganisationType
from itasearch.search.query.names.known import FoundNames, KnownNames, NameList
from itasearch.search.query.names.numbers import short_year, year_reading
from itasearch.search.query.names.reading import (
    OF_ITA,
    Reading,
    TypedQuery,
    kind_reading,
    towns_reading,
)
from itasearch.search.query.names.typed_text import (
    LETTER,
    ends_with,
    following,
    may_continue,
    says_nothing,
    small_words,
)
from itasearch.text.thai.normalize import squash


class Announcement(NamedTuple):
    """What a word next to a name announces: a town, a district or a province."""

    kind: NameKind  #: TYPE where the word alone names a kind, too
    types: tuple[OrganisationType, ...] = ()  #: of a town; () for all
    needs_name: bool = False  #: whether the word means nothing without a known name

    def names(self, known: KnownNames) -> NameList:
        """All names that it may announce."""
        if self.kind is NameKind.PROVINCE:
            return _province_names()
        return known.districts if self.kind is NameKind.DISTRICT else known.of_types(self.types)

    def reading(self, query: TypedQuery, start: int, names: FoundNames) -> Reading:
        """What these of its names mean with the word."""
        if self.kind is NameKind.PROVINCE:
            return province_reading(query, start, names)
        if self.kind is NameKind.DISTRICT:
            towns = query.names.of_districts(names.keys)
            return towns_reading(start, names.end, towns, kind=NameKind.DISTRICT)
        return towns_reading(start, names.end, query.names.towns_named(names.keys, self.types))


@cache
def municipality() -> Announcement:
    """A municipality of any kind."""
    types = (
        kind.type
        for kind in organisation_types()
        if kind.prefix.startswith(words("query_words", "municipality"))
    )
    return Announcement(NameKind.ORGANISATION, tuple(types))


@cache
def _province_names() -> NameList:
    return NameList(typed_province_names())


@cache
def _announcements() -> tuple[re.Pattern[str], tuple[Announcement, ...]]:
    pairs: list[tuple[str, Announcement]] = []
    for kind in organisation_types():
        if kind.whole:
            continue
        own = Announcement(NameKind.TYPE, (kind.type,))
        letters = [r"\s?".join(map(re.escape, short)) for short in kind.abbreviations]
        pairs += [(one, own) for one in (re.escape(kind.prefix), *letters)]
        pairs += [
            (bare, own._replace(needs_name=True))
            for short in kind.abbreviations
            if (bare := short.replace(".", "")) in words("query_words", "bare_kinds")
        ]
        pairs += [(re.escape(short), own) for short in kind.bare]
    for listed, announcement in (
        (words("query_words", "municipality"), municipality()),
        (words("query_words", "before_tambons"), Announcement(NameKind.ORGANISATION)),
        (words("query_words", "before_districts"), Announcement(NameKind.DISTRICT)),
        (
            words("query_words", "before_provinces"),
            Announcement(NameKind.PROVINCE, needs_name=True),
        ),
    ):
        pairs += [(re.escape(word), announcement) for word in listed]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return re.compile("|".join(f"({one})" for one, _ in pairs)), tuple(one for _, one in pairs)


def announced(query: TypedQuery) -> Iterator[Reading]:
    """Towns, kinds, districts and provinces behind the words that announce them."""
    pattern, announcements = _announcements()
    for match in pattern.finditer(query.text):
        announcement = announcements[(match.lastindex or 1) - 1]
        before = query.text[: match.start()]
        is_no_place = before.endswith(words("query_words", "no_place_behind"))
        if not query.is_start(match.start()) or (is_no_place and not announcement.types):
            continue
        reading = _behind(query, match, announcement)
        is_office = before.rstrip().endswith(words("query_words", "offices_of_kinds"))
        if reading is not None:
            yield reading
        elif announcement.kind is NameKind.TYPE and not (announcement.needs_name or is_office):
            yield kind_reading(query, match.start(), match.end(), announcement.types)


def _behind(query: TypedQuery, match: re.Match[str], announcement: Announcement) -> Reading | None:
    start, position = match.start(), match.end() + query.text.startswith(" ", match.end())
    is_district = announcement.kind is NameKind.DISTRICT
    kind = NameKind.DISTRICT if is_district else NameKind.ORGANISATION
    found = announcement.names(query.names).behind(query, position)
    if found is not None:
        if is_district or announcement.needs_name or not may_continue(query, found.end):
            return announcement.reading(query, start, found)
        end = max(found.end, _end_of_unknown(query, position))
        return Reading(start, end, kind, query.text[start:end], held=False)
    if announcement.needs_name:
        return None
    centre = 0
    if is_district and query.word_at(position) == "เมือง":
        # Short for each province's อำเภอเมือง…
        centre, towns = position + len("เมือง"), query.names.towns
        if central := [t for t in towns if (t.organisation.district or "").startswith("เมือง")]:
            return towns_reading(start, centre, central, kind=kind)
    end = _end_of_unknown(query, position)
    if not _is_unknown_name(query, match, announcement, query.text[position:end]):
        end = centre
    return Reading(start, end, kind, query.text[start:end], held=False) if end else None


_PROVINCE_BEHIND = re.compile(r"\s?provinces?\b", re.IGNORECASE)


def province_reading(query: TypedQuery, start: int, names: FoundNames) -> Reading:
    """The provinces of these names, with "province" behind them."""
    named = tuple(dict.fromkeys(typed_province_names()[key] for key in names.keys))
    behind = _PROVINCE_BEHIND.match(query.text, names.end)
    held = tuple(one for one in named if one in query.names.provinces)
    name = " / ".join(f"จังหวัด{one}" for one in held or named)
    end = behind.end() if behind else names.end
    filters = Filters(provinces=held)
    return Reading(start, end, NameKind.PROVINCE, name, filters=filters, held=bool(held))


_CODE = re.compile(r"โอ\s?\d|[ก-ฮ]\.")


def _is_unknown_name(
    query: TypedQuery, match: re.Match[str], announcement: Announcement, name: str
) -> bool:
    """A province, or no known words, or ones that begin like places' names without a blank.

    Not with another announcement, nor a code, an abbreviation or Latin letters:
    "อบจ. โอ 19", "ต.ค.", "เทศบาลนคร No Gift Policy".
    """
    names, has_blank = query.names, query.text.startswith(" ", match.end())
    position = match.end() + has_blank
    if (
        LETTER.match(name) is None
        or name[0].isascii()
        or name[0].isdecimal()
        or _CODE.match(query.text, position)
        or _announcements()[0].match(query.text, position)
        or query.word_at(position) in small_words()
    ):
        return False
    cut = names.segmenter.words(name)
    if squash(name) in typed_province_names() or not all(map(names.segmenter.is_word, cut)):
        return True
    is_town = bool(announcement.types) and says_nothing(cut)
    return not has_blank and (names.looks_like_a_name(name) or is_town)


def _end_of_unknown(query: TypedQuery, position: int) -> int:
    end, chunk = position, query.chunk_end(position)
    for span in query.spans:
        if span.start < position:
            continue
        if span.end > chunk:
            break
        # As the last word, "ใน" is a part of the name: ไผ่ขวางใน.
        is_last = span.end == chunk and span.start > position
        is_part = is_last and span.word in words("place_words", "continuing")
        if not is_part and following().match(query.text, span.start):
            break
        end = span.end
    return end


@cache
def _regions() -> tuple[re.Pattern[str], dict[str, Region]]:
    by_name = {name.casefold(): one for one in regions() for name in (one.thai, *one.aliases)}
    thai = any_of(name for name in by_name if not name.isascii())
    english = any_of(name for name in by_name if name.isascii())
    part = any_of(words("query_words", "parts_of_regions"))
    return re.compile(rf"({thai}|\b(?:{english})\b)(?:{part})?", re.IGNORECASE), by_name


def regions_of(query: TypedQuery) -> Iterator[Reading]:
    """Regions, each as those of its provinces of which there are reports; without ภาค none where
    who asks lives there, "บ้านอยู่อีสาน", nor joined to a word that is no kind of town and no term
    of the glossary: "ไส้กรอกอีสาน"."""
    spans = query.spans
    terms = query_terms(glossary()).match_exactly([span.word for span in spans])
    ends = {spans[term.last - 1].end for term in terms}
    ends.update(kind.end() for kind in _announcements()[0].finditer(query.text))
    pattern, by_name = _regions()
    for match in pattern.finditer(query.text):
        before = query.text[: match.start()]
        is_home = ends_with(before, words("query_words", "living"))
        word = query.word_before(match.start())
        is_part = word and match.start() not in ends and word not in small_words()
        if not query.is_start(match.start()):
            continue
        if (is_home or is_part) and not match[0].startswith("ภาค"):
            continue
        region = by_name[match[1].casefold()]
        among = query.names.provinces
        held = tuple(p.name for p in provinces() if p.region == region.id and p.name in among)
        filters = Filters(provinces=held)
        yield Reading(*match.span(), NameKind.REGION, region.thai, filters=filters, held=bool(held))


_MOST_COMMON_WORDS = 2  # words of a name that may be next to each other by chance
_SHORTEST_BETWEEN_BLANKS = 4  # letters of a bare name between blanks
_BARE_COST = 1.0  # most cost of a slip in a name that no word announces
_BARE_COST_PER_LETTER = 0.12  # by hand: พนมไพร is no พนมไทร
_SHORTEST_SLIP = 6  # letters of such a name

_NUMBER_BEHIND = re.compile(r"\d(?!\d{3})")
"""A number that is part of a name ("หนองบัว3กลีบ"), and no year."""


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
            if query.word_at(names.end) in words("place_words", "continuing"):
                continue
            if _NUMBER_BEHIND.match(query.text, names.end):
                continue
            if not _is_apart(query, span.start, names):
                continue
            reading = bare_reading(query, span.start, names)
            if reading.held or not may_continue(query, names.end):  # "ตราดสินค้า"
                yield reading
            break


def _is_apart(query: TypedQuery, start: int, names: FoundNames) -> bool:
    """ "เขาดินถล่ม" is no เขาดิน; one of two common words is apart at its beginning, too."""
    (key,) = names.keys
    if key in typed_province_names():
        return True
    cut = query.names.segmenter.words(key)
    are_common = len(cut) <= _MOST_COMMON_WORDS and all(map(query.names.segmenter.is_word, cut))
    begins = not LETTER.match(query.text[start - 1 : start])
    is_apart = not are_common or begins or query.word_before(start) in small_words()
    return is_apart and not may_continue(query, names.end, is_common=are_common)


def bare_reading(query: TypedQuery, start: int, names: FoundNames) -> Reading:
    """The provinces, else the towns and districts of these names."""
    known, keys = query.names, names.keys
    if of_provinces := tuple(key for key in keys if key in typed_province_names()):
        reading = province_reading(query, start, replace(names, keys=of_provinces))
    elif towns := known.towns_named(keys):
        ids = {town.id for town in towns}
        others = known.of_districts(keys)
        beside = () if ids.issuperset(town.id for town in others) else others
        reading = towns_reading(start, names.end, towns, of_district=beside)
    else:
        towns = known.of_districts(keys)
        reading = towns_reading(start, names.end, towns, kind=NameKind.DISTRICT)
    is_doubtful = known.may_be_words(query.text[start : names.end])
    return replace(reading, is_bare=True, is_doubtful=is_doubtful)


def names_beside(query: TypedQuery, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Names between blanks that are short, or words but for a place or year next to them."""
    names = query.names
    for match in re.finditer(r"\S+", query.text):
        key = squash(match[0])
        if any(reading.start < match.end() and match.start() < reading.end for reading in readings):
            continue
        if key in typed_province_names() and _is_province(query, match, readings):
            province = bare_reading(query, match.start(), FoundNames(keys=(key,), end=match.end()))
            is_all = match[0] == query.text.strip()
            is_beside = any(one.kind in (*OF_ITA, NameKind.YEAR) for one in readings)
            is_meant = is_all or is_beside or (match.start() == 0 and not key.isascii())
            yield from (province,) if province.held or is_meant else ()
            continue
        near = [
            reading
            for reading in readings
            if reading.held and 1 in (match.start() - reading.end, reading.start - match.end())
        ]
        if near and (year := short_year(query, match)):
            yield year_reading(query, *match.span(), [year])
            continue
        ids = {town.id for reading in near for town in reading.towns}
        districts = tuple(t for t in names.by_district.get(key, ()) if t.id in ids)
        if districts:
            yield towns_reading(*match.span(), districts, kind=NameKind.DISTRICT)
        elif towns := names.by_name.get(key, ()):
            near_provinces = {name for reading in near for name in reading.filters.provinces}
            there = tuple(t for t in towns if t.province in near_provinces or t.id in ids)
            is_short_name = (
                len(match[0]) >= _SHORTEST_BETWEEN_BLANKS
                and names.looks_like_a_name(match[0])
                and says_nothing(names.segmenter.words(match[0]))
            )
            is_name = any(reading.filters.fiscal_years for reading in near) or is_short_name
            if there or (is_name and not names.is_word_as_well(match[0])):
                reading = towns_reading(*match.span(), there or towns)
                is_doubtful = not near and names.may_be_words(match[0])
                yield replace(reading, is_doubtful=is_doubtful)


def _is_province(query: TypedQuery, match: re.Match[str], found: Sequence[Reading]) -> bool:
    """Not in "เลย เวลา"; one that is a particle, too, only at an end or next to another name."""
    text = query.text
    against = next((word for word in also_words() if word.name == match[0]), None)
    begins = text.startswith(match[0]) and any(one.kind in OF_ITA for one in found)
    if against is None or match[0] == text or begins:  # "เลย ไม่รับของขวัญ O31"
        return True
    behind = text[match.end() :].lstrip()
    before = text[: match.start()].rstrip()
    is_joined = behind.startswith(against.before) or before.endswith(against.behind)
    is_at_end = not before or not behind
    is_near = any(1 in (match.start() - one.end, one.start - match.end()) for one in found)
    spans = [span.word for span in query.spans]
    words_there = set(spans)
    if not before:  # "เลย ไม่รับของขวัญ"
        terms = query_terms(glossary()).match_exactly(spans)
        words_there.difference_update(*(spans[term.first : term.last] for term in terms))
    is_apart = is_at_end or is_near or not against.beside
    return is_apart and not (is_joined or words_there.intersection(against.beside))


def misspelled_names(query: TypedQuery, found: Sequence[Reading]) -> list[Reading]:
    """Names with a slip that no word announces: whole stretches between blanks only.

    Beside an indicator or item also of provinces that are made of words: พะเยาว์.
    """
    taken = [(reading.start, reading.end) for reading in found]
    beside_ita = any(reading.kind in OF_ITA for reading in found)
    readings = []
    for match in re.finditer(r"\S+", query.text):
        start, end = match.span()
        inside = [(a, b) for a, b in taken if a < end and start < b]
        for a, b in sorted(inside):
            start, end = (b, end) if a <= start else (start, min(end, a))
        text = query.text[start:end]
        if len(text) < _SHORTEST_SLIP or start not in query.starts:
            continue
        near, cost = query.names.bare.near(text)
        is_province = typed_province_names().keys() >= set(near)
        is_near = cost <= min(_BARE_COST, _BARE_COST_PER_LETTER * len(text))
        # Words so near to a province are common misspellings, which the list has too: ศรีษะเกษ.
        is_word = query.names.segmenter.is_word(text)
        looks_so = is_province if is_word else query.names.looks_like_a_name(text)
        if near and ((is_province and beside_ita and not is_word) or (is_near and looks_so)):
            reading = bare_reading(query, start, FoundNames(keys=near, end=end))
            if reading.held or is_province:
                readings.append(reading)
    return readings
