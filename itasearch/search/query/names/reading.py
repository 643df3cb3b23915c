"""What a stretch of a query may be read as, before it is a filter."""

from dataclasses import dataclass

from itasearch.domain.organisations import organisation_types
from itasearch.model.ranking import Filters, NameKind
from itasearch.model.records import OrganisationType, ReportKind
from itasearch.search.query.names.known import MOST_CHOICES, KnownNames, NamedTown
from itasearch.search.query.names.typed_text import TypedText

PLACES = (
    NameKind.ORGANISATION,
    NameKind.TYPE,
    NameKind.DISTRICT,
    NameKind.PROVINCE,
    NameKind.REGION,
)
OF_ITA = (NameKind.INDICATOR, NameKind.ITEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words from `start` to `end` may be read as."""

    start: int
    end: int
    kind: NameKind
    name: str  #: for people; of what is not held as typed
    towns: tuple[NamedTown, ...] = ()  #: those that it names
    of_district: tuple[NamedTown, ...] = ()  #: those of the district of the same name
    types: tuple[OrganisationType, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    held: bool = True  #: whether the library has reports of it; of an item, whether it is known
    is_bare: bool = False  #: whether no word announces the name
    is_doubtful: bool = False  #: see UnderstoodName
    keeps_words: bool = False  #: whether it stays in the words that are searched
    choices: tuple[str, ...] = ()  #: texts that name each of several readings
    documents: tuple[tuple[ReportKind, tuple[int, ...]], ...] = ()  #: see UnderstoodName
    is_confirmed: bool = True  #: see UnderstoodName

    @property
    def filters(self) -> Filters:
        """What it restricts alone."""
        return Filters(
            organisation_ids=tuple(dict.fromkeys(t.id for t in (*self.towns, *self.of_district))),
            types=self.types,
            provinces=self.provinces,
            fiscal_years=self.years,
            indicators=self.indicators,
            topics=self.topics,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedQuery:
    """A query and all that its readers ask; `years` are those of a filter."""

    typed: TypedText
    names: KnownNames
    fiscal_year: int
    years: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """As typed, normalised."""
        return self.typed.text


def kind_reading(
    query: TypedQuery, start: int, end: int, types: tuple[OrganisationType, ...]
) -> Reading:
    """A kind alone; the first of `types` names it."""
    name = next(kind.prefix for kind in organisation_types() if kind.type is types[0])
    held = types[0] in query.names.types
    return Reading(start=start, end=end, kind=NameKind.TYPE, name=name, types=types, held=held)


def towns_reading(start: int, end: int, towns: tuple[NamedTown, ...]) -> Reading:
    """Any of these towns, each once."""
    unique = tuple({town.id: town for town in towns}.values())
    names = list(dict.fromkeys(town.organisation.name for town in unique))
    name = " / ".join(names[:MOST_CHOICES])
    return Reading(start=start, end=end, kind=NameKind.ORGANISATION, name=name, towns=unique)


def district_reading(start: int, end: int, towns: tuple[NamedTown, ...]) -> Reading:
    """All towns of a district, or of several of one name."""
    names = dict.fromkeys(f"อำเภอ{town.organisation.district}" for town in towns)
    return Reading(
        start=start,
        end=end,
        kind=NameKind.DISTRICT,
        name=" / ".join(list(names)[:MOST_CHOICES]),
        towns=tuple({town.id: town for town in towns}.values()),
    )
