"""Names and years of a query read as filters: "งดรับของขวัญ ทต.แม่กา ปี 66".

Each reader looks for one kind of name; of readings that overlap the first and longest counts.
What quotation marks, a minus or a field's name hold is never a name. A name or year of which the
library has no report stays a word, and is named as such.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain

from itasearch.domain.loader import Patterns, words
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind, UnderstoodName
from itasearch.search.query.names import numbers
from itasearch.search.query.names.known import MOST_CHOICES, KnownNames, TypedQuery
from itasearch.search.query.names.latin import latin_names
from itasearch.search.query.names.places import (
    announced,
    bare_names,
    names_between_blanks,
    regions_of,
    towns_reading,
)
from itasearch.search.query.names.reading import Reading
from itasearch.search.query.parse import condition_places
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.words import Segmenter


def _first_and_longest(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Of readings that overlap the first, of those that begin together the longest."""
    end = 0
    for reading in sorted(readings, key=lambda reading: (reading.start, -reading.end)):
        if reading.start >= end:
            end = reading.end
            yield reading


_FILTER_NAMES = [entry.name for entry in fields(Filters)]
_PLACES = (NameKind.ORGANISATION, NameKind.DISTRICT, NameKind.PROVINCE, NameKind.REGION)


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


def _narrowed(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Towns of one name narrowed by the districts and provinces that are named with them."""
    provinces = {name for reading in readings for name in reading.filters.provinces}
    for reading in readings:
        towns = reading.towns
        near = [town for town in towns if not provinces or town.province in provinces]
        if near and len(near) < len(towns):
            reading = towns_reading(reading.start, reading.end, near, kind=reading.kind)
        yield reading


def _with_reports(
    held: Sequence[Reading], filters: Filters, has_reports: Callable[[Filters], bool]
) -> tuple[list[Reading], list[str]]:
    """Names that together have reports, and all of them as one if not; drops years, then kinds."""
    left = list(held)
    if len(held) < 2 and filters == NO_FILTERS:
        return left, []  # of each alone there are
    while left and not has_reports(_merged(filters, _together(left))):
        left.remove(
            max(left, key=lambda it: (it.kind is NameKind.YEAR, it.kind is NameKind.TYPE, it.start))
        )
    if len(left) == len(held) or (filters != NO_FILTERS and has_reports(_together(held))):
        return left, []
    return left, [" ".join(reading.name for reading in held)]


def _together(readings: Sequence[Reading]) -> Filters:
    """Names of one kind are alternatives; a district narrows towns and a province its region."""
    together = {}
    for name in _FILTER_NAMES:
        of_kinds = [
            [value for it in readings if it.kind is kind for value in getattr(it.filters, name)]
            for kind in NameKind  # the narrow ones come first
        ]
        every = dict.fromkeys(chain(*of_kinds))
        common = [value for value in every if all(value in values for values in of_kinds if values)]
        is_in_order = name in ("fiscal_years", "indicators")
        together[name] = tuple(sorted(every) if is_in_order else common or every)
    return Filters(**together)


def _merged(chosen: Filters, filters: Filters) -> Filters:
    """What a person chose wins over what was found of the same kind."""
    return Filters(
        **{name: getattr(chosen, name) or getattr(filters, name) for name in _FILTER_NAMES}
    )


def _understood(reading: Reading, text: str) -> UnderstoodName:
    """A reading of `text` as it is shown to people."""
    towns = (*reading.towns, *reading.of_district)
    return UnderstoodName(
        asked=text[reading.start : reading.end],
        kind=reading.kind,
        name=reading.name,
        filters=reading.filters,
        organisations=tuple(dict.fromkeys(town.name for town in towns)),
        choices=reading.choices or _choices(reading),
        is_doubtful=reading.is_doubtful,
        documents=reading.documents,
        is_confirmed=reading.is_confirmed,
    )


def _choices(reading: Reading) -> tuple[str, ...]:
    choices = []
    if reading.kind is NameKind.DISTRICT:
        choices = [f"อำเภอ{town.district} จังหวัด{town.province or ''}" for town in reading.towns]
    elif reading.kind is NameKind.ORGANISATION:
        names = [town.name for town in reading.towns]
        for town, name in zip(reading.towns, names, strict=True):
            is_shared = names.count(name) > 1 and town.province
            choices.append(f"{name} จังหวัด{town.province}" if is_shared else name)
        choices += [f"อำเภอ{town.district}" for town in reading.of_district]
    elif reading.kind is NameKind.PROVINCE:
        choices = [f"จังหวัด{name}" for name in reading.filters.provinces]
    choices = list(dict.fromkeys(choices))
    return tuple(choices[:MOST_CHOICES]) if len(choices) > 1 else ()


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
    found = (reading for reader in _READERS for reading in reader(query))
    everything = [*_first_and_longest(found)]

    turned = [it for it in everything if plain[it.start : it.end] in literal]

    def free(readings: Iterable[Reading]) -> list[Reading]:
        return [
            reading
            for reading in readings
            if plain[reading.start : reading.end] not in literal
            and not any(reading.overlaps(*place) for place in masked)
        ]

    read = free(everything)
    read += free(names_between_blanks(query, tuple(read)))
    read = numbers.without_instruments(query, read)
    read += free(numbers.titles_alone(query, [*read, *turned]))
    is_long = len(query.spans) > numbers.MOST_WORDS_WITH_NAME
    if is_long and not any(reading.kind in _PLACES for reading in read):
        # A long question names a kind as who acts, unless with a place.
        read = [reading for reading in read if reading.kind is not NameKind.TYPE]
    read = sorted((*read, *turned), key=lambda reading: reading.start)
    if not read or not names.years:
        return Understanding(rest=text, bare=text, filters=filters)
    chosen = [kind for kind, given in _GIVEN.items() if any(getattr(filters, n) for n in given)]
    new = [reading for reading in read if not (reading in turned or reading.kind in chosen)]
    not_held = [reading for reading in new if not reading.held]
    held = [*_narrowed([reading for reading in new if reading.held])]
    held, lacking = _with_reports(held, filters, has_reports)
    # What the library lacks, or a person chose otherwise or as words, is a name, too.
    bare = _rest_of(query, read)
    rest = _rest_of(query, held) if held else text
    # "มีมาตรการอะไรบ้าง", or nothing, asks for nothing of its own.
    lacks_item = any(reading.kind is NameKind.ITEM for reading in not_held)
    is_all = held and not masked and not lacks_item
    if is_all and _asking_words(names.segmenter).issuperset(names.segmenter.words(bare)):
        rest = bare = ""
    return Understanding(
        rest=rest,
        bare=bare,
        names=tuple(_understood(reading, plain) for reading in held),
        not_held=tuple(dict.fromkeys([*(reading.name for reading in not_held), *lacking])),
        filters=_merged(filters, _together(held)),
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


_patterns = Patterns("query_patterns")


def _rest_of(query: TypedQuery, readings: Sequence[Reading]) -> str:
    pieces: list[str] = []
    position = 0
    for reading in readings:
        if reading.keeps_words:
            continue
        between = _without_leading(query, position, max(position, reading.start))
        if not (pieces and _patterns.only_joining.match(between)):
            pieces.append(between)
        position = max(position, reading.end)
        if dashes := _DASHES.match(query.text, position):
            position = dashes.end()
    pieces.append(query.text[position:])
    rest = " ".join(_EMPTY.sub(" ", " ".join(pieces)).split())
    return _patterns.loose_ends.sub("", rest).strip()


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
