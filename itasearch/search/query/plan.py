"""The query plan: all that one search knows of its query, made once and read by every stage.

What a mode leaves out is decided here: WORDS never calls the encoder, SEMANTIC has no text
query, PHRASE has its own words in their order and nothing else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from itasearch.backends.base import IndexReader
from itasearch.domain.glossary import Glossary
from itasearch.encoders.base import KeptVectors, Vectors
from itasearch.model.passages import Limits, WordFilter
from itasearch.model.ranking import NO_FILTERS, AddedName, Filters, Query, SearchMode
from itasearch.search.learned import NO_SHARES, Concepts, Shares, learned
from itasearch.search.query.asking import subject_of
from itasearch.search.query.expand import NO_EXPANSION, Expansion, expand
from itasearch.search.query.needs import Need, needs_of
from itasearch.search.query.parse import NO_QUERY, Condition, ParsedQuery, parse_query
from itasearch.search.query.respell import applied, speller
from itasearch.search.query.vocabulary import Vocabulary, word_filters
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.whole_words import LONGEST_SHORT_WORD
from itasearch.text.thai.words import Segmenter

if TYPE_CHECKING:
    from itasearch.store.reports.queries import SqlReports

_BM25_SATURATION = 2.2  # BM25's most for one word is idf × (k1 + 1); k1 is 1.2

_MOST_IDF_OF_OTHER_NAMES = 6.5  # what counts as all names of a concept, which has up to twenty

# Of words that neither index nor glossary knows; with 1 long questions lose .003.
_MISSING_SHARE = 0.3

_LEAST_MARKED_WEIGHT = 0.2  # of a word that is marked alone in a snippet

_LONGER_WORD_WEIGHT = 0.5  # of a longer word that a word filter accepts; the query's own weigh 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWeights:
    """How much each signal counts; they add up to 1. The last three are of the second stage."""

    semantic: float = 0.0
    words: float = 0.0
    covered: float = 0.0
    concepts: float = 0.0
    kin: float = 0.0


SIGNALS = tuple(field.name for field in fields(SignalWeights))
"""Names of all signals, which SignalWeights and Fused share."""

SIGNAL_DIGITS = 4  # decimals of a signal of a hit, for people; the score is not rounded

WEIGHTS = {
    SearchMode.HYBRID: SignalWeights(**learned("signals")),
    SearchMode.WORDS: SignalWeights(words=0.5, covered=0.5),
    SearchMode.SEMANTIC: SignalWeights(semantic=1.0),
    SearchMode.PHRASE: SignalWeights(words=1.0),
}
"""What each signal counts in a mode."""

_EXPANDED_MODES = (SearchMode.HYBRID, SearchMode.WORDS)
_VECTOR_MODES = (SearchMode.HYBRID, SearchMode.SEMANTIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """What the retrievers get, how results are ranked and explained.

    A retriever with None is not called. A search for what is like given measures has no query.
    """

    mode: SearchMode = SearchMode.HYBRID
    query: ParsedQuery = NO_QUERY
    #: the query with the names and words that are searched with it
    expansion: Expansion = NO_EXPANSION
    vector: Vectors | None = None  #: of the query, shape (1, dim); need not be of unit length
    words: Mapping[str, float] | None = None  #: weights, above 0, of those that are searched
    most_words: float | None = None  #: BM25 score that counts as 1; None takes the best one found
    word_filters: tuple[WordFilter, ...] = ()
    weights: SignalWeights = WEIGHTS[SearchMode.HYBRID]  #: what each signal counts
    #: things that the query asks for; () in modes without a second stage
    needs: tuple[Need, ...] = ()
    #: what the query is about, shape (1, n)
    concepts: Shares = field(default_factory=lambda: NO_SHARES)
    #: cosine of the nearest of all concepts; None where none are known
    nearest_concept: float | None = None
    #: log odds that it is about a duty of a local government; None as well
    duty: float | None = None
    #: words that are marked in a snippet, with their worth
    marked: Mapping[str, float] = field(default_factory=dict)
    #: words that are marked only next to marked ones; see QueryMarker
    glue: frozenset[str] = frozenset()
    k: int = 10  #: how many distinct measures are returned
    filters: Filters = NO_FILTERS
    #: ids of measures that are neither hits nor copies of one
    left_out: frozenset[str] = frozenset()

    @property
    def limits(self) -> Limits:
        """Which measures may be found."""
        return Limits(filters=self.filters, words=self.word_filters)

    @property
    def typed_key(self) -> str:
        """The query squashed; "" where it is so short that it may be within another word."""
        key = squash(self.query.text)
        return key if len(key) > LONGEST_SHORT_WORD else ""

    @property
    def own_words(self) -> frozenset[str]:
        """The query's words and their forms, as the index has them."""
        return frozenset(self.query.words).union(self.expansion.own)

    @property
    def added(self) -> tuple[AddedName, ...]:
        """Names that were added, where the mode searches them."""
        return self.expansion.added if self.mode in _EXPANDED_MODES else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a search works with; all parts are shared."""

    store: "SqlReports"
    vocabulary: Vocabulary  #: of the searched commit, cut by its segmenter
    vectors: KeptVectors  #: by the index's encoder, as the concepts; not asked in modes without
    glossary: Glossary
    concepts: Concepts

    @property
    def reader(self) -> IndexReader:
        """Of the commit that is searched."""
        return self.vocabulary.reader

    @property
    def segmenter(self) -> Segmenter:
        """The one that the index was built with."""
        return self.vocabulary.segmenter


def plan_query(query: Query, *, tools: Tools) -> QueryPlan:
    """Plan a query for its mode, without liked measures. Raises QueryError as `parse_query`."""
    mode, segmenter = query.mode, tools.segmenter
    parsed = parse_query(query.text, segmenter)
    vocabulary = tools.vocabulary
    parsed = _as_phrase(parsed) if mode is SearchMode.PHRASE else subject_of(parsed, segmenter)
    expansion = _expanded(parsed, query.refinement.without, tools)
    vector = tools.vectors.of([expansion.text]) if mode in _VECTOR_MODES else None
    filters, weights = word_filters(parsed.conditions, vocabulary), WEIGHTS[mode]
    is_expanded = mode in _EXPANDED_MODES
    # A phrase is its own words and nothing else.
    other = {} if mode is SearchMode.PHRASE else expansion.other
    marked = {**expansion.own, **other}
    concepts, nearest, duty = NO_SHARES, None, None
    if vector is not None and weights.concepts:
        unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
        concepts, nearest = tools.concepts.with_nearest(unit)
        duty = tools.concepts.duty_odds(unit)
    return QueryPlan(
        mode=mode,
        query=parsed,
        expansion=expansion,
        vector=vector,
        words=None if mode is SearchMode.SEMANTIC else _with_longer_words(marked, filters),
        most_words=_most_words_score(expansion, vocabulary) if is_expanded else None,
        word_filters=filters,
        weights=weights,
        needs=needs_of(expansion, vocabulary=vocabulary) if is_expanded else (),
        concepts=concepts,
        nearest_concept=nearest,
        duty=duty,
        marked={
            word: weight * vocabulary.idf(word)
            for word, weight in marked.items()
            if weight >= _LEAST_MARKED_WEIGHT
        },
        glue=frozenset(parsed.words).union(
            *(segmenter.words(added.name) for added in expansion.added)
        ),
        k=query.k,
        filters=query.filters,
    )


def _as_phrase(query: ParsedQuery) -> ParsedQuery:
    if any(condition.present and condition.is_exact for condition in query.conditions):
        return query
    phrase = Condition(words=query.words, is_exact=True)
    return replace(query, conditions=(*query.conditions, phrase))


def _expanded(query: ParsedQuery, without: Collection[str], tools: Tools) -> Expansion:
    vocabulary = tools.vocabulary
    expansion_of = partial(expand, glossary=tools.glossary, vocabulary=vocabulary, without=without)
    typed = expansion_of(query)
    if query.demanded.issuperset(query.words):
        return typed
    respellings = speller(tools.glossary, tools.segmenter).respellings(
        query, vocabulary=vocabulary, without=without
    )
    if not respellings:
        return typed
    corrected = parse_query(applied(respellings, query.text), tools.segmenter)
    names = tuple((query.text[it.start : it.end], it.term) for it in respellings)
    return replace(expansion_of(corrected), respelled=names)


def _with_longer_words(
    words: Mapping[str, float], filters: tuple[WordFilter, ...]
) -> Mapping[str, float]:
    """Adds the longer words that `filters` accept: การกลั่นกรอง passes the filter "กลั่น"."""
    others = (
        word
        for word_filter in filters
        if word_filter.present
        for other in word_filter.others
        for word in other
    )
    return {**words, **{word: _LONGER_WORD_WEIGHT for word in others if word not in words}}


def _most_words_score(expansion: Expansion, vocabulary: Vocabulary) -> float:
    """About the BM25 score of a measure that holds all of the query; above 0."""
    own, other = (
        sum(weight * vocabulary.idf(word) for word, weight in words.items())
        for words in (expansion.own, expansion.other)
    )
    missing = _MISSING_SHARE * sum(map(vocabulary.idf, expansion.missing))
    return max(_BM25_SATURATION * (own + missing + min(other, _MOST_IDF_OF_OTHER_NAMES)), 1e-6)
