"""Which readings of a query count, and what they restrict together and beside chosen filters."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from itasearch.domain.glossary import glossary, query_terms
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind, UnderstoodName
from itasearch.search.query.names.known import MOST_CHOICES, NamedTown
from itasearch.search.query.names.reading import (
    PLACES,
    Reading,
    TypedQuery,
    district_reading,
    towns_reading,
)

# Where a kind alone is a filter; by hand: names.tsv up to 9, questions 16 and more.
_MOST_WORDS_WITH_KIND = 12


def first_and_longest(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Of readings that overlap the first, of those that begin together the longest."""
    end = 0
    for one in sorted(readings, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def without_concepts(query: TypedQuery, found: list[Reading]) -> list[Reading]:
    """`found` but for what is a part of a concept's name: "สมาคม อบต.", "ภาษาอีสาน", "บ่อปลา".

    A kind or region alone names what it is, and is a part only of a longer name.
    """
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
    return [one for one in found if one not in parts]


def without_actors(query: TypedQuery, found: list[Reading]) -> list[Reading]:
    """`found` without a kind that a long question names as who acts, unless with a place."""
    places = [one for one in found if one.kind in PLACES and one.kind is not NameKind.TYPE]
    if places or len(query.typed.spans) <= _MOST_WORDS_WITH_KIND:
        return found
    return [one for one in found if one.kind is not NameKind.TYPE]


def is_given(one: Reading, given: Filters) -> bool:
    """Whether a person chose a filter of the same kind."""
    return bool(
        (given.fiscal_years and one.kind is NameKind.YEAR)
        or (given.indicators and one.kind is NameKind.INDICATOR)
        or (given.topics and one.kind is NameKind.ITEM)
        or (given.organisation_ids and one.kind in PLACES)
        or (given.types and one.kind is NameKind.TYPE)
        or (given.provinces and one.kind in (NameKind.PROVINCE, NameKind.REGION))
    )


def narrowed(found: list[Reading]) -> list[Reading]:
    """Towns of one name narrowed by the districts and provinces that are named beside them."""
    provinces = {name for one in found for name in one.provinces}
    districts = [one for one in found if one.kind is NameKind.DISTRICT]
    kept = []
    for one in found:
        towns = one.towns
        if len(towns) > 1:
            near = [town for town in towns if not provinces or town.province in provinces]
            if one.kind is NameKind.ORGANISATION and districts:
                ids = {town.id for other in districts for town in other.towns}
                near = [town for town in near if town.id in ids] or near
            if near and len(near) < len(towns):
                again = district_reading if one.kind is NameKind.DISTRICT else towns_reading
                one = again(one.start, one.end, tuple(near))
        kept.append(one)
    return kept


def with_reports(
    found: list[Reading], given: Filters, has_reports: Callable[[Filters], bool]
) -> tuple[list[Reading], str]:
    """The names of which together there are reports, and the whole of which there are none.

    Left out first are years, then kinds, then what else there is.
    """
    if len(found) < 2 and given == NO_FILTERS:
        return found, ""  # of each alone there are
    kept = list(found)
    while kept and not has_reports(merged(given, together(kept))):
        last = [one for one in kept if one.kind in (NameKind.YEAR, NameKind.TYPE)]
        kept.remove(max(last, key=lambda one: one.kind is NameKind.YEAR) if last else kept[-1])
    if len(kept) == len(found) or (given != NO_FILTERS and has_reports(together(found))):
        return kept, ""
    return kept, " ".join(one.name for one in found)


def together(found: Sequence[Reading]) -> Filters:
    """Names of one kind are alternatives; a district narrows towns and a province its region."""
    towns = _both_or_all(
        [name for one in found if one.kind is kind for name in one.filters.organisation_ids]
        for kind in (NameKind.ORGANISATION, NameKind.DISTRICT)
    )
    provinces = _both_or_all(
        [name for one in found if one.kind is kind for name in one.provinces]
        for kind in (NameKind.PROVINCE, NameKind.REGION)
    )
    return Filters(
        organisation_ids=towns,
        types=tuple(dict.fromkeys(kind for one in found for kind in one.types)),
        provinces=provinces,
        fiscal_years=tuple(sorted({year for one in found for year in one.years})),
        indicators=tuple(sorted({number for one in found for number in one.indicators})),
        topics=tuple(dict.fromkeys(topic for one in found for topic in one.topics)),
    )


def _both_or_all(groups: Iterable[list[str]]) -> tuple[str, ...]:
    narrow, wide = groups
    both = [one for one in narrow if one in wide]
    return tuple(dict.fromkeys(both or [*narrow, *wide]))


def merged(given: Filters, found: Filters) -> Filters:
    """What a person chose wins over what was found of the same kind."""
    return Filters(
        organisation_ids=given.organisation_ids or found.organisation_ids,
        types=given.types or found.types,
        provinces=given.provinces or found.provinces,
        fiscal_years=given.fiscal_years or found.fiscal_years,
        indicators=given.indicators or found.indicators,
        topics=given.topics or found.topics,
        measure_ids=given.measure_ids,
    )


def understood(one: Reading, text: str) -> UnderstoodName:
    """A reading of `text` as it is shown to people."""
    return UnderstoodName(
        asked=text[one.start : one.end],
        kind=one.kind,
        name=one.name,
        filters=one.filters,
        organisations=tuple(
            dict.fromkeys(town.organisation.name for town in (*one.towns, *one.of_district))
        ),
        choices=one.choices or _choices(one),
        is_bare=one.is_bare,
    )


def _choices(one: Reading) -> tuple[str, ...]:
    """Texts that name each of several readings; () when all are one."""
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
