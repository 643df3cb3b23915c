"""Names and years of a query read as filters: "งดรับของขวัญ ทต.แม่กา ปี 66".

Each reader looks for one kind of name; of readings that overlap the first and longest counts.
What quotation marks, a minus or a field's name hold is never a name. A name or year of which the
library has no report stays a word, and is named as such.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import word_pattern, words
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind, UnderstoodName
from itasearch.search.query.names import numbers
from itasearch.search.query.names.bare import bare_names, misspelled_names, names_beside
from itasearch.search.query.names.known import MOST_CHOICES, KnownNames, NamedTown
from itasearch.search.query.names.latin import latin_names
from itasearch.search.query.names.places import announced, regions_of
from itasearch.search.query.names.reading import (
    PLACES,
    Reading,
    TypedQuery,
    district_reading,
    towns_reading,
)
from itasearch.search.query.names.typed_text import TypedText
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
    spans = query.typed.spans
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
            (one.is_bare and one.kind not in (NameKind.PROVINCE, NameKind.INDICATOR, NameKind.ITEM))
            or end - start > one.end - one.start
        )
    ]
    return [reading for reading in found if reading not in parts]


def without_actors(query: TypedQuery, found: list[Reading]) -> list[Reading]:
    """`found` without a kind that a long question names as who acts, unless with a place."""
    places = [one for one in found if one.kind in PLACES and one.kind is not NameKind.TYPE]
    if places or len(query.typed.spans) <= _MOST_WORDS_WITH_KIND:
        return found
    return [reading for reading in found if reading.kind is not NameKind.TYPE]


def is_given(reading: Reading, typed: Filters) -> bool:
    """Whether a person chose a filter of the same kind."""
    return bool(
        (typed.fiscal_years and reading.kind is NameKind.YEAR)
        or (typed.indicators and reading.kind is NameKind.INDICATOR)
        or (typed.topics and reading.kind is NameKind.ITEM)
        or (typed.organisation_ids and reading.kind in PLACES)
        or (typed.types and reading.kind is NameKind.TYPE)
        or (typed.provinces and reading.kind in (NameKind.PROVINCE, NameKind.REGION))
    )


def narrowed(readings: list[Reading]) -> list[Reading]:
    """Towns of one name narrowed by the districts and provinces that are named with them."""
    provinces = {name for reading in readings for name in reading.provinces}
    districts = [reading for reading in readings if reading.kind is NameKind.DISTRICT]
    kept = []
    for reading in readings:
        towns = reading.towns
        if len(towns) > 1:
            near = [town for town in towns if not provinces or town.province in provinces]
            if reading.kind is NameKind.ORGANISATION and districts:
                ids = {town.id for other in districts for town in other.towns}
                near = [town for town in near if town.id in ids] or near
            if near and len(near) < len(towns):
                again = district_reading if reading.kind is NameKind.DISTRICT else towns_reading
                reading = again(reading.start, reading.end, tuple(near))
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
    towns = _both_or_all(
        [name for one in found if one.kind is kind for name in one.filters.organisation_ids]
        for kind in (NameKind.ORGANISATION, NameKind.DISTRICT)
    )
    provinces = _both_or_all(
        [name for reading in found if reading.kind is kind for name in reading.provinces]
        for kind in (NameKind.PROVINCE, NameKind.REGION)
    )
    return Filters(
        organisation_ids=towns,
        types=tuple(dict.fromkeys(kind for reading in found for kind in reading.types)),
        provinces=provinces,
        fiscal_years=tuple(sorted({year for reading in found for year in reading.years})),
        indicators=tuple(sorted({number for reading in found for number in reading.indicators})),
        topics=tuple(dict.fromkeys(topic for reading in found for topic in reading.topics)),
    )


def _both_or_all(groups: Iterable[list[str]]) -> tuple[str, ...]:
    narrow, wide = groups
    both = [reading for reading in narrow if reading in wide]
    return tuple(dict.fromkeys(both or [*narrow, *wide]))


def merged(typed: Filters, filters: Filters) -> Filters:
    """What a person chose wins over what was found of the same kind."""
    return Filters(
        organisation_ids=typed.organisation_ids or filters.organisation_ids,
        types=typed.types or filters.types,
        provinces=typed.provinces or filters.provinces,
        fiscal_years=typed.fiscal_years or filters.fiscal_years,
        indicators=typed.indicators or filters.indicators,
        topics=typed.topics or filters.topics,
        measure_ids=typed.measure_ids,
        tags=typed.tags,
    )


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
        places = {
            f"อำเภอ{town.organisation.district} จังหวัด{town.province}": None for town in one.towns
        }
    elif one.kind is NameKind.ORGANISATION:
        places = {_full_text(town, one.towns): None for town in one.towns}
        places |= {f"อำเภอ{town.organisation.district}": None for town in one.of_district}
    elif one.kind is NameKind.PROVINCE:
        places = {f"จังหวัด{name}": None for name in one.provinces}
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
    typed, years = TypedText(plain, names.segmenter.spans(plain)), filters.fiscal_years
    query = TypedQuery(typed=typed, names=names, fiscal_year=fiscal_year, years=years)
    masked = condition_places(plain)
    kept = set(literal)

    def is_free(reading: Reading) -> bool:
        is_masked = any(start < reading.end and reading.start < end for start, end in masked)
        return not is_masked and plain[reading.start : reading.end] not in kept

    everything = list(first_and_longest(one for reader in _READERS for one in reader(query)))
    turned = [one for one in everything if plain[one.start : one.end] in kept]
    read = [one for one in everything if is_free(one)]
    read += [one for one in names_beside(query, read) if is_free(one)]
    read += [reading for reading in misspelled_names(query, read) if is_free(reading)]
    read = numbers.without_instruments(query, read)
    read += [one for one in numbers.titles_alone(query, [*read, *turned]) if is_free(one)]
    read = without_actors(query, without_concepts(query, read))
    read = sorted((*read, *turned), key=lambda reading: reading.start)
    if not read or not names.years:
        return Understanding(rest=text, bare=text, filters=filters)
    new = [reading for reading in read if not is_given(reading, filters) and reading not in turned]
    not_held = [reading.name for reading in new if not reading.held]
    held = narrowed([reading for reading in new if reading.held])
    held, lacking = with_reports(held, filters, has_reports)
    if lacking:
        not_held.append(lacking)
    # What the library lacks, or a person chose otherwise or as words, is a name, too.
    bare = _rest_of(query, read)
    rest = _rest_of(query, held) if held else text
    # "มีมาตรการอะไรบ้าง", or nothing, asks for nothing of its own.
    asking = _asking_words(names.segmenter)
    lacks_item = any(one.kind is NameKind.ITEM and not one.held for one in new)
    is_all = held and not masked and not lacks_item
    if is_all and all(word in asking for word in names.segmenter.words(bare)):
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
        word = query.typed.word_before(start + len(text))
        if not text or word.casefold() not in words("query_words", "leading_to_names"):
            return query.text[start:end]
        end = start + len(text) - len(word)


@cache
def _asking_words(segmenter: Segmenter) -> frozenset[str]:
    listed = words("query_words", "asking_for_all")
    return frozenset(word for text in listed for word in segmenter.words(text))
