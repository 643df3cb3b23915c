"""A question and its answer: Query and Filters in, Hits and a Ranking out."""

from dataclasses import dataclass
from enum import StrEnum

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
    """Restrictions; values of one kind are alternatives, kinds must all hold. Empty: no limit."""

    organisation_ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: text, how many hits (k ≥ 1), mode and filters."""

    text: str
    k: int = 10
    mode: SearchMode = SearchMode.HYBRID
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Text of the passage that matched; highlights are [start, end) code-point offsets into it."""

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SameText:
    """Another town's measure with (nearly) the same text as a hit."""

    measure_id: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A measure that answers the query.

    Attributes:
        rank: from 1.
        score: higher is better; comparable within one ranking only.
        signals: (name, number) of each part of the score.
        passage: the passage that matched best.
        reason: why it is here, one sentence in Thai.
        same_text: other measures with nearly the same text, folded into this hit.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Hits, best first. When nothing answers, `hits` is empty and `nearest` holds what is closest.

    Attributes:
        expansions: words the glossary added to the query.
    """

    query: Query
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...] = ()
    expansions: tuple[str, ...] = ()

    @property
    def no_match(self) -> bool:
        """Whether the query was judged to have no answer."""
        return not self.hits
