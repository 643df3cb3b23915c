"""Queries and their rankings: Query and Filters in, Hits and a Ranking out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.records import Measure, Organisation
from itasearch.model.source import SourceRef


class SearchMode(StrEnum):
    """Which retrievers search: both, one of them, or exact word sequences."""

    HYBRID = "hybrid"
    SEMANTIC = "semantic"
    WORDS = "words"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Restrictions; values of one kind are alternatives, kinds must all hold. Empty: no limit.

    Attributes:
        indicators: 1–10, stated or guessed.
        topics: ids of domain/data/topics.toml.
    """

    organisation_ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """Changes to a query after seeing its hits.

    Attributes:
        without: names (AddedName.name) that must not be added to the query, and words
            (UnderstoodName.asked) that must count as words.
        like: ids of measures that hits should be more like.
        unlike: ids of measures that hits should be less like.
    """

    without: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


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
    """A name that was searched besides the query's own words.

    Attributes:
        name: what was added.
        asked: the query's words that it was added for, as typed.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodName:
    """Words of a query that were read as a name, a year or a number, and became a filter.

    Attributes:
        asked: these words, as typed.
        name: what they were read as, in Thai, for people.
        filters: what they restrict; a district's are the ids of its organisations.
        organisations: full names of these, each once.
        choices: texts that name one of several readings each, to be typed in their place; ()
            where only one is possible. Until one is chosen `filters` let all of them in.
    """

    asked: str
    kind: NameKind
    name: str
    filters: Filters
    organisations: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Text of the passage that matched; highlights are [start, end) code-point offsets into it."""

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A word or name that a measure was found by.

    Attributes:
        text: as written in the measure.
        field: that holds it, one of TEXT_FIELDS.
        asked: the query's words that it was added for, as typed; "" when it is merely
            related to them; None when it is the query's own.
    """

    text: str
    field: str
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a hit is in the ranking, as data; wording.reasons makes a sentence of it.

    Attributes:
        found: names of the query that it contains, the query's own words first.
        is_near: the measure was found by its meaning alone.
        topics: ids of domain/data/topics.toml that both the query and the measure are about.
        like: titles of measures that it is like.
    """

    found: tuple[FoundName, ...] = ()
    is_near: bool = False
    topics: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


NO_REASON = Reason()


@dataclass(frozen=True, slots=True, kw_only=True)
class SameText:
    """A copy of a hit: a measure with (nearly) the same text."""

    measure_id: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDifference:
    """A field in which a copy differs from a hit, as result lists of two years do in figures.

    Attributes:
        figures: those that differ, the hit's and the copy's; () where other words differ too.
    """

    field: str
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A measure that answers the query, in place of all its copies.

    It belongs to the organisation that had the text first, in the newest year it has it.

    Attributes:
        rank: from 1.
        score: higher is better; comparable within one ranking only.
        signals: (name, number) of each part of the score.
        passage: the passage that matched best.
        reason: why it was found, one sentence in Thai.
        why: the same as data.
        same_text: its copies, the oldest year first; those of its own organisation's earlier
            years too. Of very many the oldest.
        more_copies: how many there are besides.
        more_organisations: how many other organisations have only such.
        unchanged_since: the first fiscal year (BE) of those in a row up to this one in
            which the same organisation has this text; None when only this year has it.
        classification: of the measure, guesses marked as such.
    """

    rank: int
    score: float
    signals: tuple[tuple[str, float], ...]
    measure: Measure
    organisation: Organisation | None
    fiscal_year_be: int | None
    passage: Snippet
    reason: str
    same_text: tuple[SameText, ...] = ()
    more_copies: int = 0
    more_organisations: int = 0
    unchanged_since: int | None = None
    classification: Classification = UNCLASSIFIED
    why: Reason = NO_REASON

    @property
    def other_organisations(self) -> int:
        """How many other organisations have a copy; unknown ones count as one each."""
        own = None if self.organisation is None else self.organisation.id
        known = {same.organisation.id for same in self.same_text if same.organisation is not None}
        unknown = sum(same.organisation is None for same in self.same_text)
        return len(known - {own}) + unknown + self.more_organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first. When nothing answers, `hits` is empty and `nearest` holds what is closest.

    Attributes:
        unsure: whether the hits are only what is closest and may not be what was asked.
        added: names that were searched besides the query's words.
        weights: what each signal of the hits counts, by name; empty for a search by likeness.
        understood: names and years of the query that became filters, in its order. A query of
            nothing else has no words: its hits are what the library has, the newest year first.
        not_held: names and years of the query of which the library has no report; their words
            were searched as words.
    """

    query: Query
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...] = ()
    added: tuple[AddedName, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    understood: tuple[UnderstoodName, ...] = ()
    not_held: tuple[str, ...] = ()
    unsure: bool = False

    @property
    def no_match(self) -> bool:
        """Whether the query was judged to have no answer."""
        return not self.hits
