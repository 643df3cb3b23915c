"""Names and years of a query read as filters: "งดรับของขวัญ ทต.แม่กา ปี 66".

Each reader looks for one kind of name; of readings that overlap the first and longest counts.
What quotation marks, a minus or a field's name hold is never a name. A name or year of which the
library has no report stays a word, and is named as such.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import word_pattern, words
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind, UnderstoodName
from itasearch.search.query.names import numbers
from itasearch.search.query.names.known import MOST_CHOICES, KnownNames, NamedTown
from itasearch.search.query.names.latin import latin_names
from itasearch.search.query.names.places import (
    announced,
    bare_names,
    misspelled_names,
    names_beside,
    regions_of,
)
from itasearch.search.query.names.reading import OF_ITA, PLACES, Reading, TypedQuery, towns_reading
from itasearch.search.query.parse import condition_places
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.words import Segmenter

# Where a kind alone is a filter; by hand: names.tsv up to 9, questions 16 and more.
_MOST_WORDS_WITH_KIND = 12


def first_and_longest(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Of readings that overlap the first, of those that begin together the longest."""
    end = 0
    for reading in sorted(readings, key=lambda reading: (reading.start, -reading.end)):
        if reading.start >= end:
            end = reading.end
            yield reading


def without_concepts(query: TypedQuery, found: list[Reading]) -> list[Reading]:
    """Without parts of a concept's longer name: "สมาคม อบต.", "ภาษาอีสาน", "บ่อปลา"."""
    doubtful = [one for one in found if one.is_bare or one.kind in (NameKind.TYPE, NameKind.REGION)]
    if not doubtful:
        return found
    spans = query.spans
    concepts = [
        (spans[match.first].start, spans[match.last - 1].end)
        for match in query_terms(glossary()).match_exactly([span.word for span in spans])
    ]
    parts = [
        one
        for one in doubtful
        for start, end in concepts
        if start <= one.start
        and one.end <= end
        and (
            (one.is_bare and one.kind not in (NameKind.PROVINCE, *OF_ITA))
            or end - start > one.end - one.start
        )
    ]
    return [reading for reading in found if reading not in parts]


def without_actors(query: TypedQuery, found: list[Reading]) -> list[Reading]:
    """`found` without a kind that a long question names as who acts, unless with a place."""
    places = [one for one in found if one.kind in PLACES and one.kind is not NameKind.TYPE]
    if places or len(query.spans) <= _MOST_WORDS_WITH_KIND:
        return found
    return [reading for reading in found if reading.kind is not NameKind.TYPE]


_GIVEN = {
    NameKind.YEAR: ("fiscal_years",),
    NameKind.INDICATOR: ("indicators",),
    NameKind.ITEM: ("topics",),
    NameKind.ORGANISATION: ("organisation_ids",),
    NameKind.DISTRICT: ("organisation_ids",),
    NameKind.TYPE: ("organisation_ids", "types"),
    NameKind.PROVINCE: ("organisation_ids", "provinces"),
    NameKind.REGION: ("organisation_ids", "provinces"),
}
"""Filters that a person may have chosen in place of what a query names."""


def narrowed(readings: list[Reading]) -> list[Reading]:
    """Towns of one name narrowed by the districts and provinces that are named with them."""
    provinces = {name for reading in readings for name in reading.filters.provinces}
    of_districts = {t.id for one in readings if one.kind is NameKind.DISTRICT for t in one.towns}
    kept = []
    for reading in readings:
        towns = reading.towns
        near = [town for town in towns if not provinces or town.province in provinces]
        if reading.kind is NameKind.ORGANISATION:
            near = [town for town in near if town.id in of_districts] or near
        if near and len(near) < len(towns):
            reading = towns_reading(reading.start, reading.end, near, kind=reading.kind)
        kept.append(reading)
    return kept


def with_reports(
    found: list[Reading], filters: Filters, has_reports: Callable[[Filters], bool]
) -> tuple[list[Reading], str]:
    """Names that together have reports, and the whole without; drops years first, then kinds."""
    if len(found) < 2 and filters == NO_FILTERS:
        return found, ""  # of each alone there are
    kept = list(found)
    while kept and not has_reports(merged(filters, together(kept))):
        last = [one for one in kept if one.kind in (NameKind.YEAR, NameKind.TYPE)]
        kept.remove(max(last, key=lambda one: one.kind is NameKind.YEAR) if last else kept[-1])
    if len(kept) == len(found) or (filters != NO_FILTERS and has_reports(together(found))):
        return kept, ""
    return kept, " ".join(reading.name for reading in found)


def together(found: Sequence[Reading]) -> Filters:
    """Names of one kind are alternatives; a district narrows towns and a province its region."""

    filters = [reading.filters for reading in found]

    def narrowest(
        values_of: Callable[[Filters], tuple[str, ...]], narrow: NameKind, wide: NameKind
    ) -> tuple[str, ...]:
        narrower, wider = (
            dict.fromkeys(v for one in found if one.kind is kind for v in values_of(one.filters))
            for kind in (narrow, wide)
        )
        return tuple([value for value in narrower if value in wider] or narrower | wider)

    return Filters(
        organisation_ids=narrowest(
            lambda one: one.organisation_ids, NameKind.ORGANISATION, NameKind.DISTRICT
        ),
        types=tuple(dict.fromkeys(kind for one in filters for kind in one.types)),
        provinces=narrowest(lambda one: one.provinces, NameKind.PROVINCE, NameKind.REGION),
        fiscal_years=tuple(sorted({year for one in filters for year in one.fiscal_years})),
        indicators=tuple(sorted({number for one in filters for number in one.indicators})),
        topics=tuple(dict.fromkeys(topic for one in filters for topic in one.topics)),
    )


def merged(typed: Filters, filters: Filters) -> Filters:
    """What a person chose wins over what was found of the same kind."""
    names = (one.name for one in fields(Filters))
    return Filters(**{name: getattr(typed, name) or getattr(filters, name) for name in names})


def understood(reading: Reading, text: str) -> UnderstoodName:
    """A reading of `text` as it is shown to people."""
    return UnderstoodName(
        asked=text[reading.start : reading.end],
        kind=reading.kind,
        name=reading.name,
        filters=reading.filters,
        organisations=tuple(
            dict.fromkeys(town.organisation.name for town in (*reading.towns, *reading.of_district))
        ),
        choices=reading.choices or _choices(reading),
        is_doubtful=reading.is_doubtful,
        documents=reading.documents,
        is_confirmed=reading.is_confirmed,
    )


def _choices(one: Reading) -> tuple[str, ...]:
    if one.kind is NameKind.DISTRICT:
        places = {f"{town.district_name} จังหวัด{town.province}": None for town in one.towns}
    elif one.kind is NameKind.ORGANISATION:
        places = {_full_text(town, one.towns): None for town in one.towns}
        places |= {town.district_name: None for town in one.of_district}
    elif one.kind is NameKind.PROVINCE:
        places = {f"จังหวัด{name}": None for name in one.filters.provinces}
    else:
        places = {}
    return tuple(places)[:MOST_CHOICES] if len(places) > 1 else ()


def _full_text(town: NamedTown, among: Sequence[NamedTown]) -> str:
    name = town.organisation.name
    is_alone = sum(other.organisation.name == name for other in among) == 1
    return name if is_alone or not town.province else f"{name} จังหวัด{town.province}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A query with its names and years taken out."""

    rest: str  #: the words to search for; "" when nothing but names was typed
    #: the same without names that are no filters: not held, chosen as words, or contradicting
    bare: str = ""
    names: tuple[UnderstoodName, ...] = ()  #: what became filters, in the order of the query
    not_held: tuple[str, ...] = ()  #: what the library has no report of
    filters: Filters = NO_FILTERS  #: of all names together, and those that a person chose


def understand(
    text: str,
    names: KnownNames,
    *,
    fiscal_year: int,
    has_reports: Callable[[Filters], bool],
    filters: Filters = NO_FILTERS,
    literal: Collection[str] = (),
) -> Understanding:
    """The names and years of a query as filters, and the words that are left.

    `fiscal_year` is what "ปีนี้" means. What the query names of a kind in `filters`, or against it,
    stays words, and so do `literal` words (UnderstoodName.asked).
    """
    plain = " ".join(canonical(text).split())
    query = TypedQuery(plain, names, fiscal_year=fiscal_year, years=filters.fiscal_years)
    masked = condition_places(plain)

    def is_word(reading: Reading) -> bool:
        return plain[reading.start : reading.end] in literal

    def is_free(reading: Reading) -> bool:
        is_masked = any(start < reading.end and reading.start < end for start, end in masked)
        return not is_masked and not is_word(reading)

    everything = list(first_and_longest(one for reader in _READERS for one in reader(query)))
    turned, read = [*filter(is_word, everything)], [*filter(is_free, everything)]
    read += filter(is_free, [*names_beside(query, read)])
    read += filter(is_free, misspelled_names(query, read))
    read = numbers.without_instruments(query, read)
    read += filter(is_free, [*numbers.titles_alone(query, [*read, *turned])])
    read = without_actors(query, without_concepts(query, read))
    read = sorted((*read, *turned), key=lambda reading: reading.start)
    if not read or not names.years:
        return Understanding(rest=text, bare=text, filters=filters)
    new = [
        one
        for one in read
        if one not in turned and not any(getattr(filters, name) for name in _GIVEN[one.kind])
    ]
    not_held = [reading.name for reading in new if not reading.held]
    held = narrowed([reading for reading in new if reading.held])
    held, lacking = with_reports(held, filters, has_reports)
    if lacking:
        not_held.append(lacking)
    # What the library lacks, or a person chose otherwise or as words, is a name, too.
    bare = _rest_of(query, read)
    rest = _rest_of(query, held) if held else text
    # "มีมาตรการอะไรบ้าง", or nothing, asks for nothing of its own.
    lacks_item = any(one.kind is NameKind.ITEM and not one.held for one in new)
    is_all = held and not masked and not lacks_item
    if is_all and _asking_words(names.segmenter).issuperset(names.segmenter.words(bare)):
        rest = bare = ""
    return Understanding(
        rest=rest,
        bare=bare,
        names=tuple(understood(reading, plain) for reading in held),
        not_held=tuple(dict.fromkeys(not_held)),
        filters=merged(filters, together(held)),
    )


_READERS = (
    numbers.years_of,
    numbers.relative_years,
    numbers.indicators,
    numbers.named_indicators,
    numbers.instruments,
    numbers.items,
    announced,
    regions_of,
    bare_names,
    latin_names,
)


_only_joining = word_pattern(r"^[\s(]*(?:<query_words.joining>)?[\s)]*$")
_loose_ends = word_pattern(r"^(?:(?:<query_words.joining>)\s|[\s,:;]+)|[\s,]+$")


def _rest_of(query: TypedQuery, readings: Sequence[Reading]) -> str:
    pieces: list[str] = []
    position = 0
    for reading in readings:
        if reading.keeps_words:
            continue
        between = _without_leading(query, position, max(position, reading.start))
        if not (pieces and _only_joining().match(between)):
            pieces.append(between)
        position = max(position, reading.end)
        if dashes := _DASHES.match(query.text, position):
            position = dashes.end()
    pieces.append(query.text[position:])
    rest = " ".join(_EMPTY.sub(" ", " ".join(pieces)).split())
    return _loose_ends().sub("", rest).strip()


_DASHES = re.compile("[-\u2212–—]+")
"""Dashes behind a name, which would leave out what is behind them."""
_EMPTY = re.compile(r"\(\s*\)|(?<!\S)[-–—/:;@]+(?!\S)")
"""Signs that are left alone when the name next to them is gone."""


def _without_leading(query: TypedQuery, start: int, end: int) -> str:
    while True:
        text = query.text[start:end].rstrip()
        word = query.word_before(start + len(text))
        if not text or word.casefold() not in words("query_words", "leading_to_names"):
            return query.text[start:end]
        end = start + len(text) - len(word)


@cache
def _asking_words(segmenter: Segmenter) -> frozenset[str]:
    listed = words("query_words", "asking_for_all")
    return frozenset(word for text in listed for word in segmenter.words(text))
