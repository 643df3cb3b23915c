"""Queries and filters, rankings of hits, and suggested queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from itasearch.model.classification import UNCLASSIFIED, Classification, FacetCounts
from itasearch.model.records import Measure, Organisation, Quotation, ReportHead, ReportKind
from itasearch.model.source import SourceRef


class SearchMode(StrEnum):
    """Which retrievers search: both, one of them, or exact word sequences."""

    HYBRID = "hybrid"
    SEMANTIC = "semantic"
    WORDS = "words"
    PHRASE = "phrase"


class HitOrder(StrEnum):
    """How hits are sorted; equal ones by relevance, those without a value last.

    TOTAL: the town's newest ITA total. DETAIL: how much is stated of what such reports are asked
    for.
    """

    RELEVANCE = "relevance"
    YEAR = "year"
    TOTAL = "total"
    DETAIL = "detail"


MOST_SORTED = 100  #: How many of the most relevant hits are sorted otherwise, or counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Restrictions; values of one kind are alternatives, kinds must all hold. Empty: no limit."""

    organisation_ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()  #: 1–10, stated or guessed
    topics: tuple[str, ...] = ()  #: ids of domain/data/topics.toml

    def has_town(self, town: Organisation | None) -> bool:
        """Whether an organisation is inside."""
        values = (town.id, town.type, town.province) if town else (None, None, None)
        allowed = (self.organisation_ids, self.types, self.provinces)
        sides = zip(values, allowed, strict=True)
        return all(not some or value in some for value, some in sides)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """ITA totals from `least` to `most`, 0–100, both inclusive; None leaves a side open."""

    least: float | None = None
    most: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The least and most total in it. Raises ValueError if the least is above the most."""
        least = 0.0 if self.least is None else self.least
        most = inf if self.most is None else self.most
        if least > most:
            raise ValueError(f"no total lies from {least:g} to {most:g}")
        return least, most

    @property
    def in_address(self) -> dict[str, str]:
        """Its query parameters; "" for an open side."""
        sides = {"least": self.least, "most": self.most}
        return {name: "" if total is None else f"{total:g}" for name, total in sides.items()}


EVERY_TOTAL = ScoreBand()  #: Open on both sides: organisations without a known total are included


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Of which towns an answer's hits are, and in which order."""

    order: HitOrder = HitOrder.RELEVANCE  #: another sorts the first MOST_SORTED that answer
    band: ScoreBand = EVERY_TOTAL  #: of the newest ITA total; without one in an open band only
    counted: bool = False  #: whether to count the facets of the answer


BY_RELEVANCE = Arrangement()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """Changes to a query after seeing its hits."""

    without: tuple[str, ...] = ()  #: names not to be added (AddedName), words that are no names
    like: tuple[str, ...] = ()  #: ids of measures that hits should be more like
    arrangement: Arrangement = BY_RELEVANCE


UNREFINED = Refinement()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search: text, number of hits (k ≥ 1), mode, filters, and refinement."""

    text: str
    k: int = 10
    mode: SearchMode = SearchMode.HYBRID
    filters: Filters = NO_FILTERS
    refinement: Refinement = UNREFINED


class Addition(StrEnum):
    """Why a name was added to a query."""

    RESPELLING = "respelling"
    SYNONYM = "synonym"
    TRANSLATION = "translation"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedName:
    """A name that was searched with the query's words `asked`, as typed."""

    name: str
    asked: str
    kind: Addition


class NameKind(StrEnum):
    """What words of a query name."""

    ORGANISATION = "organisation"
    TYPE = "type"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    YEAR = "year"
    INDICATOR = "indicator"
    ITEM = "item"  #: A disclosure item (O39), which means its topic


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodName:
    """Words of a query that were read as a name, a year or a number, and became a filter."""

    asked: str  #: these words, as typed
    kind: NameKind
    name: str  #: what they were read as, in Thai, for people
    filters: Filters  #: what they restrict; a district's are the ids of its organisations.
    organisations: tuple[str, ...] = ()  #: full names of these, each once
    #: texts that name one of several readings each, to be typed in their place; () where only one
    #: is possible. Until one is chosen `filters` let all of them in.
    choices: tuple[str, ...] = ()
    is_doubtful: bool = False  #: it may as well be common words, and gives way to an answer
    #: of an item that is a whole report, its kind and years
    documents: tuple[tuple[ReportKind, tuple[int, ...]], ...] = ()
    is_confirmed: bool = True  #: a primary source confirms the item's number
    applied: bool = True  #: it restricts the ranking; not a doubtful one that hides what answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Text of the passage that matched; highlights are [start, end) code-point offsets into it."""

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A word or name that a measure was found by."""

    text: str  #: as written in the measure
    field: str  #: that holds it, one of TEXT_FIELDS
    asked: str | None = None  #: words it was added for, as typed; "": related; None: own
    is_related: bool = False  #: it belongs to the subject, but is another (เลขไมล์ for รถหลวง)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a hit is in the ranking, as data; wording.reasons makes a sentence of it."""

    found: tuple[FoundName, ...] = ()  #: names of the query in it, the query's own first
    is_near: bool = False  #: whether it was found by its meaning alone
    subject: tuple[str, str] | None = None  #: Thai and English name of what both are about
    like: tuple[str, ...] = ()  #: titles of measures that it is like


NO_REASON = Reason()


@dataclass(frozen=True, slots=True, kw_only=True)
class SameText:
    """A copy of a hit: a measure with (nearly) the same text."""

    measure_id: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    source: SourceRef
    kind: ReportKind | None = None  #: of its report; None where that was not asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDifference:
    """A field in which a copy differs; `figures`: the hit's and the copy's, () for other words."""

    field: str
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A measure for all its copies: of the organisation that had it first, in its newest year."""

    rank: int  #: from 1
    score: float  #: higher is better; comparable within one ranking only.
    signals: tuple[tuple[str, float], ...]  #: (name, number) of each part of the score
    measure: Measure
    organisation: Organisation | None
    fiscal_year_be: int | None
    passage: Snippet  #: the passage that matched best
    reason: str  #: why it was found, one sentence in Thai; `why` is the same as data.
    same_text: tuple[SameText, ...] = ()  #: copies, also its own town's, oldest first; not all
    more_copies: int = 0  #: how many there are besides
    more_organisations: int = 0  #: how many other organisations have only such
    unchanged_since: int | None = None  #: first year (BE) of its own run of it; None: only this
    quotations: tuple[Quotation, ...] = ()  #: what its town reports of it, where that was read
    classification: Classification = UNCLASSIFIED  #: of the measure, guesses marked as such
    why: Reason = NO_REASON
    total: float | None = None  #: newest, of `total_year_be`; None if not sorted or filtered so
    total_year_be: int | None = None

    @property
    def quotations_of_others(self) -> tuple[Quotation, ...]:
        """Those of rows other than the measure, whose own fields are shown with it."""
        return tuple(it for it in self.quotations if it.measure_id != self.measure.id)

    @property
    def other_organisations(self) -> int:
        """How many other organisations have a copy; unknown ones count as one each."""
        own = None if self.organisation is None else self.organisation.id
        named = {same.organisation.id for same in self.same_text if same.organisation is not None}
        unknown = sum(same.organisation is None for same in self.same_text)
        return len(named - {own}) + unknown + self.more_organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first; when nothing answers there are none, and `nearest` is what is closest."""

    query: Query
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...] = ()
    added: tuple[AddedName, ...] = ()  #: names that were searched besides the query's words
    #: what each signal of the hits counts, by name; empty for a search by likeness.
    weights: Mapping[str, float] = field(default_factory=dict)
    #: names and years of the query that became filters, in its order, and bare names that were
    #: searched as words (not `applied`). A query of nothing else finds what the library has, the
    #: newest year first.
    understood: tuple[UnderstoodName, ...] = ()
    not_held: tuple[str, ...] = ()  #: names and years without any report; searched as words
    documents: tuple[ReportHead, ...] = ()  #: reports that an item of the query asks for
    unsure: bool = False  #: whether the hits are only what is closest and may not be what was asked
    answering: int = 0  #: how many hits, from the first on, are near enough to the best
    sorted_over: int | None = None  #: of how many most relevant hits; None by relevance
    facets: FacetCounts | None = None  #: of the first `counted` hits; None if not asked for
    counted: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)  #: the office's own, by measure id

    @property
    def no_match(self) -> bool:
        """Whether the query was judged to have no answer."""
        return not self.hits

    @property
    def sure(self) -> int:
        """How many of the first hits answer: none if it is unsure, all by likeness."""
        if self.unsure:
            return 0
        return min(self.answering, len(self.hits)) if self.weights else len(self.hits)

    @property
    def listed(self) -> tuple[tuple[str, Hit], ...]:
        """The hits, or the nearest measures if none answers, with rank "3", or "~3" if near."""
        return tuple(
            (f"{'' if position < self.sure else '~'}{hit.rank}", hit)
            for position, hit in enumerate(self.hits or self.nearest)
        )


LONGEST_TYPED = 200  #: Code points of what is completed; a longer text is pasted
MOST_SUGGESTIONS = 8  #: Suggestions by default


class SuggestionKind(StrEnum):
    """What a suggestion names. TERM: a thing of the glossary; TITLE: a measure by its title."""

    TOPIC = "topic"
    TOWN = "town"
    TERM = "term"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A query to put in place of the text that was typed so far."""

    kind: SuggestionKind
    query: str
    id: str  #: of the topic, organisation, concept of the glossary, or a measure so titled
    province: str | None = None  #: of a town, where known
