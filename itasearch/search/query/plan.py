"""The query plan: all that one search knows of its query, made once and read by every stage.

What a mode leaves out is decided here: WORDS never calls the encoder, SEMANTIC has no text
query, PHRASE has its own words in their order and nothing else.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Protocol

import numpy as np

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import Glossary
from itasearch.encoders.base import Encoder, Vectors
from itasearch.enrich.topics.classify import Classifier
from itasearch.model.passages import Passage, TextQuery, WeightedTerm, WordFilter
from itasearch.model.ranking import (
    NO_FILTERS,
    AddedName,
    Filters,
    Query,
    SameText,
    SearchMode,
)
from itasearch.model.records import Measure, StoredMeasure
from itasearch.model.source import SourceRef
from itasearch.search.query.asking import subject_of
from itasearch.search.query.expand import (
    NO_EXPANSION,
    Expansion,
    expand,
    with_respellings,
)
from itasearch.search.query.needs import Need, needs_of
from itasearch.search.query.parse import NO_QUERY, Condition, ParsedQuery, parse_query
from itasearch.search.query.related import RelatedConcepts, unknown_words, with_related_concepts
from itasearch.search.query.respell import applied, speller
from itasearch.search.query.vocabulary import Vocabulary, word_filters
from itasearch.text.thai.words import Segmenter, trigrams

MEANING_SHARE = 0.4
"""Share of the query with what its concepts are called in reports in the query's vector; .2 to .6
rank alike, 1 loses .005 over the five sets."""

_BM25_SATURATION = 2.2  # BM25's most for one word is idf × (k1 + 1); k1 is 1.2

_MOST_IDF_OF_OTHER_NAMES = 6.5
"""A concept has up to twenty names and no passage holds all: what counts as all of them."""

_MISSING_SHARE = 0.3
"""Of words that neither index nor glossary knows in what counts as all words: with 1 the long
questions lose .003."""

_LEAST_MARKED_WEIGHT = 0.2  # of a word that is marked alone in a snippet

_LONGER_WORD_WEIGHT = 0.5  # of a longer word that a word filter accepts; the query's own weigh 1

_LEAST_TOPIC_CONFIDENCE = 0.4  # topics of a query that are less sure do not count


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWeights:
    """How much each signal counts; those beside `typed` add up to 1.

    The last five are of the second stage, which sees the best candidates only; see
    search.rank.second_stage.
    """

    semantic: float = 0.0
    words: float = 0.0
    trigrams: float = 0.0
    covered: float = 0.0
    title: float = 0.0
    typed: float = 0.0
    topic: float = 0.0
    kin: float = 0.0

    @property
    def by_signal(self) -> tuple[float, ...]:
        """The weights in the order of SIGNALS."""
        return tuple(getattr(self, name) for name in SIGNALS)


SIGNALS = tuple(one.name for one in fields(SignalWeights))
"""Names of all signals, which SignalWeights and Fused share."""

SIGNAL_DIGITS = 4
"""Decimals of a signal of a hit, 0 to about 1: for people, the score is not rounded."""

# Found by bench/search_weights.py on the judged queries; docs/search.md has the figures.
_WEIGHTS = {
    SearchMode.HYBRID: SignalWeights(
        semantic=0.28,
        words=0.21,
        trigrams=0.12,
        covered=0.12,
        title=0.03,
        typed=0.2,
        topic=0.05,
        kin=0.19,
    ),
    SearchMode.WORDS: SignalWeights(words=0.35, trigrams=0.28, covered=0.30, title=0.07, typed=0.2),
    SearchMode.SEMANTIC: SignalWeights(semantic=1.0),
    SearchMode.PHRASE: SignalWeights(words=1.0),
}
_EXPANDED_MODES = (SearchMode.HYBRID, SearchMode.WORDS)
_VECTOR_MODES = (SearchMode.HYBRID, SearchMode.SEMANTIC)


def weights_of(mode: SearchMode) -> SignalWeights:
    """What each signal counts in a mode."""
    return _WEIGHTS[mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """What the retrievers get, how what they return is ranked, and how it is explained.

    A retriever whose part is None is not called. A search for what is like given measures
    has a plan without a query.

    Attributes:
        expansion: the query with the names and words that are searched beside its own.
        vector: of the query, shape (1, dim); need not be of unit length.
        most_words: BM25 score that counts as 1; None takes the best one found.
        weights: what each signal counts.
        needs: things that the query asks for; () in modes without a second stage.
        topics: of the query, with the confidence of each.
        marked: words that are marked in a snippet, with what each is worth there.
        glue: words that are marked only beside marked ones; see QueryMarker.
        k: how many distinct measures are returned.
        left_out: ids of measures that are neither hits nor copies of one.
    """

    mode: SearchMode = SearchMode.HYBRID
    query: ParsedQuery = NO_QUERY
    expansion: Expansion = NO_EXPANSION
    vector: Vectors | None = None
    words: TextQuery | None = None
    trigrams: TextQuery | None = None
    most_words: float | None = None
    word_filters: tuple[WordFilter, ...] = ()
    weights: SignalWeights = _WEIGHTS[SearchMode.HYBRID]
    needs: tuple[Need, ...] = ()
    topics: Mapping[str, float] = field(default_factory=dict)
    marked: Mapping[str, float] = field(default_factory=dict)
    glue: frozenset[str] = frozenset()
    k: int = 10
    filters: Filters = NO_FILTERS
    left_out: frozenset[str] = frozenset()

    @property
    def own_words(self) -> frozenset[str]:
        """The query's words and their forms, as the index has them."""
        return frozenset(self.query.words).union(term.text for term in self.expansion.own)

    @property
    def added(self) -> tuple[AddedName, ...]:
        """Names that were added, where the mode searches them."""
        return self.expansion.added if self.mode in _EXPANDED_MODES else ()


class MeasureLookup(Protocol):
    """All that search needs of a MeasureStore."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that are unknown or not active are left out."""

    def copy_heads(self, measure_ids: Sequence[str]) -> Mapping[str, SameText]:
        """Whose these measures are and where they are, without their texts; as `measures`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a search works with; all parts are shared.

    Attributes:
        store: has the measures that the index names.
        encoder: the one that the index was built with; not called for modes without vectors.
        segmenter: likewise.
        glossary: names concepts.
        concepts: compares words with those of the glossary, by `encoder`.
        classifier: finds the topics of a query; None: a plan has none.
    """

    store: MeasureLookup
    backend: SearchBackend
    encoder: Encoder
    segmenter: Segmenter
    glossary: Glossary
    concepts: RelatedConcepts
    classifier: Classifier | None = None


def plan_query(query: Query, *, tools: Tools) -> QueryPlan:
    """Parse, expand and encode a query for its mode; liked measures are left aside.

    Raises:
        QueryError: it cannot be searched; see `parse_query`.
    """
    mode, segmenter = query.mode, tools.segmenter
    parsed = parse_query(query.text, segmenter)
    vocabulary = Vocabulary(tools.backend, segmenter)
    parsed = _as_phrase(parsed) if mode is SearchMode.PHRASE else subject_of(parsed, segmenter)
    without = query.refinement.without
    expansion = _expanded(parsed, vocabulary, without, tools)
    vector = None
    if mode in _VECTOR_MODES:
        is_widened = mode is SearchMode.HYBRID and not _is_quoted(parsed)
        words = unknown_words(expansion, segmenter) if is_widened else ()
        vector, of_words = _vectors(expansion, words, tools.encoder)
        if words:
            related = {word: tools.concepts.nearest(of_words[i]) for i, word in enumerate(words)}
            expansion = with_related_concepts(
                expansion, related, vocabulary=vocabulary, without=without
            )
    filters = word_filters(parsed.conditions, vocabulary)
    all_words = expansion.own + expansion.other
    plan = QueryPlan(
        mode=mode,
        query=parsed,
        expansion=expansion,
        word_filters=filters,
        weights=weights_of(mode),
        marked={
            term.text: term.weight * vocabulary.idf(term.text)
            for term in (expansion.own if mode is SearchMode.PHRASE else all_words)
            if term.weight >= _LEAST_MARKED_WEIGHT
        },
        glue=frozenset(parsed.words).union(
            *(segmenter.words(added.name) for added in expansion.added)
        ),
        k=query.k,
        filters=query.filters,
    )
    if mode in _EXPANDED_MODES:
        counts = Counter(trigrams(expansion.meaning))
        plan = replace(
            plan,
            words=_text_query(all_words, filters),
            trigrams=TextQuery(
                trigrams=tuple(WeightedTerm(text=t, weight=float(n)) for t, n in counts.items())
            ),
            most_words=_most_words_score(expansion, vocabulary),
            needs=needs_of(parsed, expansion, vocabulary=vocabulary),
        )
    elif mode is SearchMode.PHRASE:
        plan = replace(plan, words=_text_query(expansion.own, filters))
    if vector is not None:
        plan = replace(plan, vector=vector)
        # Topics are found by vectors too, so only a plan that has one has topics.
        if tools.classifier is not None and plan.weights.topic:
            plan = replace(plan, topics=_topics(expansion, vector, tools.classifier))
    return plan


def _as_phrase(query: ParsedQuery) -> ParsedQuery:
    """The query with its words as one phrase, unless it holds phrases already."""
    if any(condition.present and condition.is_exact for condition in query.conditions):
        return query
    phrase = Condition(words=query.words, is_exact=True)
    return replace(query, conditions=(*query.conditions, phrase))


def _expanded(
    query: ParsedQuery, vocabulary: Vocabulary, without: Collection[str], tools: Tools
) -> Expansion:
    """The query's expansion; of a misspelled one, that of what was probably meant."""

    def expansion_of(parsed: ParsedQuery) -> Expansion:
        return expand(parsed, tools.glossary, vocabulary=vocabulary, without=without)

    typed = expansion_of(query)
    if _is_quoted(query):
        return replace(typed, other=(), bridges=(), years=())
    found = speller(tools.glossary, tools.segmenter).respellings(
        query, vocabulary=vocabulary, without=without
    )
    if not found:
        return typed
    corrected = parse_query(applied(found, query.text), tools.segmenter)
    names = tuple((query.text[one.start : one.end], one.term) for one in found)
    return with_respellings(typed, expansion_of(corrected), respelled=names)


def _is_quoted(query: ParsedQuery) -> bool:
    """Whether the whole query is in quotation marks: then nothing else is meant."""
    exact = [one for one in query.conditions if one.present and one.is_exact]
    return bool(exact) and set(query.words) <= {word for one in exact for word in one.words}


def _text_query(words: tuple[WeightedTerm, ...], filters: tuple[WordFilter, ...]) -> TextQuery:
    """`words`, and the longer words that `filters` accept in their place.

    Without these a measure that has only การกลั่นกรอง would pass the filter "กลั่น" and then
    not be found by words.
    """
    known = {term.text for term in words}
    others = (word for one in filters if one.present for other in one.others for word in other)
    longer = (word for word in dict.fromkeys(others) if word not in known)
    more = tuple(WeightedTerm(text=word, weight=_LONGER_WORD_WEIGHT) for word in longer)
    return TextQuery(words=words + more)


def _most_words_score(expansion: Expansion, vocabulary: Vocabulary) -> float:
    """About the BM25 score of a measure that holds all of the query; above 0."""
    own = sum(term.weight * vocabulary.idf(term.text) for term in expansion.own)
    missing = _MISSING_SHARE * sum(map(vocabulary.idf, expansion.missing))
    other = sum(term.weight * vocabulary.idf(term.text) for term in expansion.other)
    return max(_BM25_SATURATION * (own + missing + min(other, _MOST_IDF_OF_OTHER_NAMES)), 1e-6)


def _vectors(
    expansion: Expansion, words: Sequence[str], encoder: Encoder
) -> tuple[Vectors, Vectors]:
    """The query's vector, of shape (1, dim), and those of `words`, encoded at once.

    An inner product with the sum is the weighted mean of both cosines.
    """
    texts = list(dict.fromkeys((expansion.text, expansion.described)))
    encoded = encoder.encode_queries([*texts, *words])
    of_words = encoded[len(texts) :]
    if len(texts) == 1:
        return encoded[:1], of_words
    mixed: Vectors = (1 - MEANING_SHARE) * encoded[0] + MEANING_SHARE * encoded[1]
    return mixed[None, :], of_words


def _topics(expansion: Expansion, vector: Vectors, classifier: Classifier) -> Mapping[str, float]:
    """Topics of a query with the confidence of each, 0–1; {} when it is about none.

    It is classified as if it were a measure with nothing but a title: its words in both
    languages and its vector, of shape (1, dim).
    """
    names = (bridge.added[0] for bridge in expansion.bridges if bridge.added)
    title = " ".join(dict.fromkeys((expansion.text, expansion.meaning, *names)))
    sketch = Measure(
        id="query-1", report_id="query", title=title, source=SourceRef(path="", sha256="")
    )
    passage = Passage(measure_id=sketch.id, field="title", ordinal=0, text=title)
    unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
    marks = classifier.topics(sketch, unit, (passage,))
    return {one.topic: one.confidence for one in marks if one.confidence >= _LEAST_TOPIC_CONFIDENCE}
