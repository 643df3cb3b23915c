"""Names that no word announces: "บึงแก้วมรกต", "เชียงใหม่", and these with a slip."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import words
from itasearch.domain.places import also_words, typed_province_names
from itasearch.model.ranking import NameKind
from itasearch.search.query.names.known import FoundNames
from itasearch.search.query.names.numbers import short_year, year_reading
from itasearch.search.query.names.places import province_reading
from itasearch.search.query.names.reading import (
    OF_ITA,
    Reading,
    TypedQuery,
    district_reading,
    towns_reading,
)
from itasearch.search.query.names.typed_text import (
    LETTER,
    ends_with,
    may_continue,
    says_nothing,
    small_words,
)
from itasearch.text.thai.normalize import squash

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
    for span in query.typed.spans:
        before = query.typed.word_before(span.start)
        head = ends_with(before, heads)  # ถนน of ผิวถนน
        is_compound = head and query.names.segmenter.is_word(before.removesuffix(head))
        if is_compound or before in (*third, *beginning):
            continue
        for names in query.names.bare.at(query.typed, span.start, whole_words=True):
            if query.typed.word_at(names.end) in words("place_words", "continuing"):
                continue
            if _NUMBER_BEHIND.match(query.text, names.end):
                continue
            if not _is_apart(query, span.start, names):
                continue
            reading = bare_reading(query, span.start, names)
            if reading.held or not may_continue(query.typed, names.end):  # "ตราดสินค้า"
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
    is_apart = not are_common or begins or query.typed.word_before(start) in small_words()
    return is_apart and not may_continue(query.typed, names.end, is_common=are_common)


def bare_reading(query: TypedQuery, start: int, names: FoundNames) -> Reading:
    """The provinces, else the towns and districts of these names."""
    known = query.names
    is_doubtful = known.may_be_words(query.text[start : names.end])
    if keys := tuple(key for key in names.keys if key in typed_province_names()):
        reading = province_reading(query, start, replace(names, keys=keys))
        return replace(reading, is_bare=True, is_doubtful=is_doubtful)
    towns = known.towns_named(names.keys)
    of_district = tuple(town for key in names.keys for town in known.by_district.get(key, ()))
    read = towns_reading if towns else district_reading
    reading = read(start, names.end, towns or of_district)
    reading = replace(reading, is_bare=True, is_doubtful=is_doubtful)
    if not towns or {town.id for town in of_district} <= {town.id for town in towns}:
        return reading
    district = f"อำเภอ{of_district[0].organisation.district}"
    return replace(reading, name=f"{reading.name} / {district}", of_district=of_district)


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
            yield year_reading(query, match.start(), match.end(), [year])
            continue
        ids = {town.id for reading in near for town in reading.towns}
        districts = tuple(t for t in names.by_district.get(key, ()) if t.id in ids)
        if districts:
            yield district_reading(match.start(), match.end(), districts)
        elif towns := names.by_name.get(key, ()):
            provinces = {name for reading in near for name in reading.provinces}
            there = tuple(t for t in towns if t.province in provinces or t.id in ids)
            is_short_name = (
                len(match[0]) >= _SHORTEST_BETWEEN_BLANKS
                and names.looks_like_a_name(match[0])
                and says_nothing(names.segmenter.words(match[0]))
            )
            is_name = any(reading.years for reading in near) or is_short_name
            if there or (is_name and not names.is_word_as_well(match[0])):
                reading = towns_reading(match.start(), match.end(), there or towns)
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
    spans = [span.word for span in query.typed.spans]
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
        if len(text) < _SHORTEST_SLIP or start not in query.typed.starts:
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
