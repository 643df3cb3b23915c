"""A question and its answer: Query and Filters in, Hits and a Ranking out."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.records import Measure, Organisation
from itasearch.model.source import SourceRef


class SearchMode(StrEnum):
    """How to look: both retrievers, one of them, or exact word sequences."""

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
    """What a person changed about a question after seeing its answer.

    Attributes:
        without: names that would be added to the query but shall not be, as
            AddedName.name has them.
        like: ids of measures that the hits shall be more like.
        unlike: ids of measures that the hits shall be less like.
    """

    without: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


UNREFINED = Refinement()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: text, how many hits (k ≥ 1), mode, filters, and what was refined since."""

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
    """A name that was searched beside the query's own words.

    Attributes:
        name: what was added.
        asked: the words of the query that it stands beside, as typed.
    """

    name: str
    asked: str
    kind: Addition


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
        text: as it stands in the measure.
        field: where it stands, one of TEXT_FIELDS.
        asked: words of the query that it was added beside, as typed; "" when it is
            merely related to them; None when it is the query's own.
    """

    text: str
    field: str
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a hit is in the ranking, in no language; search.explain makes a sentence of it.

    Attributes:
        found: what of the query stands in it, the query's own words first.
        nearest: field of the passage that is close in meaning; None when meaning does
            not speak for it.
        topics: ids of domain/data/topics.toml that both the query and the measure are about.
        like: titles of measures that it is like.
    """

    found: tuple[FoundName, ...] = ()
    nearest: str | None = None
    topics: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


NO_REASON = Reason()


@dataclass(frozen=True, slots=True, kw_only=True)
class SameText:
    """Another town's measure with (nearly) the same text as a hit."""

    measure_id: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A measure that answers the query, for all with the same text.

    It is of the organisation that had the text first, in the newest year it has it.

    Attributes:
        rank: from 1.
        score: higher is better; comparable within one ranking only.
        signals: (name, number) of each part of the score.
        passage: the passage that matched best.
        reason: why it is here, one sentence in Thai.
        why: the same in no language.
        same_text: other measures with nearly the same text, folded into this hit, the
            oldest year first; its own organisation's earlier years too.
        unchanged_since: the first fiscal year (BE) of those in a row up to this one in
            which the same organisation has this text; None when only this year has it.
        classification: what the measure is about, guesses marked as such.
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
    unchanged_since: int | None = None
    classification: Classification = UNCLASSIFIED
    why: Reason = NO_REASON

    @property
    def other_organisations(self) -> int:
        """How many organisations but its own have the same text; unknown ones count as one each."""
        own = None if self.organisation is None else self.organisation.id
        known = {same.organisation.id for same in self.same_text if same.organisation is not None}
        unknown = sum(same.organisation is None for same in self.same_text)
        return len(known - {own}) + unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first. When nothing answers, `hits` is empty and `nearest` holds what is closest.

    Attributes:
        added: names that were searched beside the query's words.
    """

    query: Query
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...] = ()
    added: tuple[AddedName, ...] = ()

    @property
    def no_match(self) -> bool:
        """Whether the query was judged to have no answer."""
        return not self.hits
