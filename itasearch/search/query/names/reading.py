"""What a stretch of a query may be read as, before it is a filter."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass

from itasearch.domain.organisations import organisation_types
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words from `start` to `end` may be read as."""

    start: int
    end: int
    kind: NameKind
    name: str  #: for people; of what is not held as typed
    _: KW_ONLY
    filters: Filters = NO_FILTERS  #: what it restricts alone
    towns: tuple[NamedTown, ...] = ()  #: those that it names
    of_district: tuple[NamedTown, ...] = ()  #: those of the district of the same name
    held: bool = True  #: whether the library has reports of it; of an item, whether it is known
    is_bare: bool = False  #: whether no word announces the name
    is_doubtful: bool = False  #: see UnderstoodName
    keeps_words: bool = False  #: whether it stays in the words that are searched
    choices: tuple[str, ...] = ()  #: texts that name each of several readings
    documents: tuple[tuple[ReportKind, tuple[int, ...]], ...] = ()  #: see UnderstoodName
    is_confirmed: bool = True  #: see UnderstoodName


class TypedQuery(TypedText):
    """A query and all that its readers ask; `years` are those of a filter."""

    def __init__(
        self, text: str, names: KnownNames, *, fiscal_year: int, years: tuple[int, ...] = ()
    ) -> None:
        super().__init__(text, names.segmenter.spans(text))
        self.names = names
        self.fiscal_year = fiscal_year
        self.years = years


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
    towns: Iterable[NamedTown],
    *,
    kind: NameKind = NameKind.ORGANISATION,
    of_district: Iterable[NamedTown] = (),
) -> Reading:
    """Any of these towns, each once; of a DISTRICT all of it, or of several of one name."""
    unique, others = {town.id: town for town in towns}, {town.id: town for town in of_district}
    names = dict.fromkeys(
        town.district_name if kind is NameKind.DISTRICT else town.organisation.name
        for town in unique.values()
    )
    shown = [*names][:MOST_CHOICES] + [town.district_name for town in others.values()][:1]
    return Reading(
        start,
        end,
        kind,
        " / ".join(shown),
        filters=Filters(organisation_ids=tuple(unique | others)),
        towns=tuple(unique.values()),
        of_district=tuple(others.values()),
    )
