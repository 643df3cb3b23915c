"""From a query's text to what the retrievers are asked.

Everything that a mode leaves out is decided here: WORDS never touches the encoder,
SEMANTIC asks for no text, PHRASE for nothing but its words in their order.
Imports protocols, domain, model, text and its neighbours.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from itasearch.backends.base import SearchBackend
from itasearch.domain.glossary import Glossary
from itasearch.encoders.base import Encoder, Vectors
from itasearch.model.passages import TextQuery, WeightedTerm, WordFilter
from itasearch.model.ranking import AddedName, SearchMode
from itasearch.search.query.conditions import word_filters
from itasearch.search.query.expand import Expansion, expand, is_everyday, with_respellings
from itasearch.search.query.needs import Need, needs_of
from itasearch.search.query.parse import Condition, ParsedQuery, parse_query
from itasearch.search.query.respell import applied, speller
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.search.rank.fuse import HYBRID, LEXICAL, SEMANTIC, SignalWeights, most_words_score
from itasearch.search.rank.retrieve import RetrieverQuery
from itasearch.text.thai.words import Segmenter, trigrams

_EXPANDED_MODES = (SearchMode.HYBRID, SearchMode.WORDS)

_LEAST_MARKED_WEIGHT = 0.2
_LET_IN_WEIGHT = 0.5

MEANING_SHARE = 0.4
"""Share of the query with its foreign terms in Thai in the query's vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A query ready to be asked.

    Attributes:
        worth: what each word is worth where it is seen in a text.
        glue: words marked only before others; see Marker.
        weights: how the signals of its mode count.
        needs: what it asks for, one thing at a time; () in modes that look otherwise.
    """

    query: ParsedQuery
    mode: SearchMode
    expansion: Expansion
    asked: RetrieverQuery
    worth: dict[str, float]
    glue: frozenset[str]
    weights: SignalWeights
    needs: tuple[Need, ...] = ()

    @property
    def names_concept(self) -> bool:
        """Whether the query names a concept of the glossary by more than everyday words."""
        return any(not is_everyday(bridge.asked) for bridge in self.expansion.bridges)

    @property
    def own_words(self) -> frozenset[str]:
        """The query's words and their forms, as the index has them."""
        return frozenset(self.query.words).union(term.text for term in self.expansion.own)

    @property
    def added(self) -> tuple[AddedName, ...]:
        """Names that were added, where the mode searched them."""
        return self.expansion.added if self.mode in _EXPANDED_MODES else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What preparing a query takes."""

    backend: SearchBackend
    encoder: Encoder
    segmenter: Segmenter
    glossary: Glossary


def prepare(
    text: str, mode: SearchMode, *, tools: Tools, without: Collection[str] = ()
) -> Prepared:
    """Parse, expand and encode a query for its mode.

    Args:
        text: as typed.
        mode: how to look.
        tools: what it takes.
        without: names that shall not be added.

    Raises:
        QueryError: it cannot be asked; see `parse_query`.
    """
    query = parse_query(text, tools.segmenter)
    vocabulary = Vocabulary(tools.backend)
    if mode is SearchMode.PHRASE:
        query = _as_phrase(query)
    expansion = _expanded(query, vocabulary, without, tools)
    filters = word_filters(query.conditions, segmenter=tools.segmenter, vocabulary=vocabulary)
    asked = _with_let_in(_ASKS[mode](expansion, vocabulary, tools), filters)
    marked = expansion.own if mode is SearchMode.PHRASE else expansion.own + expansion.other
    return Prepared(
        query=query,
        mode=mode,
        expansion=expansion,
        asked=asked,
        worth=_worth(marked, vocabulary),
        glue=frozenset(query.words).union(
            *(tools.segmenter.words(added.name) for added in expansion.added),
        ),
        weights=weights_of(mode),
        needs=_needs(query, expansion, vocabulary, tools) if mode in _EXPANDED_MODES else (),
    )


def _with_let_in(asked: RetrieverQuery, filters: tuple[WordFilter, ...]) -> RetrieverQuery:
    """`asked` with `filters`, and with the longer words that they let in as words to score by.

    Without these a measure that has only การกลั่นกรอง would be let in for "กลั่น" and then
    not be found by words.
    """
    if asked.words is None:
        return replace(asked, word_filters=filters)
    known = {term.text for term in asked.words.words}
    others = (word for one in filters if one.present for other in one.others for word in other)
    more = tuple(
        WeightedTerm(text=word, weight=_LET_IN_WEIGHT)
        for word in dict.fromkeys(others)
        if word not in known
    )
    words = replace(asked.words, words=asked.words.words + more)
    return replace(asked, words=words, word_filters=filters)


def _needs(
    query: ParsedQuery, expansion: Expansion, vocabulary: Vocabulary, tools: Tools
) -> tuple[Need, ...]:
    return needs_of(query, expansion, segmenter=tools.segmenter, vocabulary=vocabulary)


def _as_phrase(query: ParsedQuery) -> ParsedQuery:
    """The query with its words as one phrase, unless it holds phrases already."""
    if any(condition.present and condition.is_exact for condition in query.conditions):
        return query
    phrase = Condition(words=query.words, is_exact=True)
    return replace(query, conditions=(*query.conditions, phrase))


def _is_quoted(query: ParsedQuery) -> bool:
    """Whether all that is asked for stands in quotation marks: then nothing else is meant."""
    exact = [one for one in query.conditions if one.present and one.is_exact]
    return bool(exact) and set(query.words) <= {word for one in exact for word in one.words}


def _expanded(
    query: ParsedQuery, vocabulary: Vocabulary, without: Collection[str], tools: Tools
) -> Expansion:
    """The query's expansion; that of what it was meant to be, where it is misspelled."""

    def expansion_of(asked: ParsedQuery) -> Expansion:
        return expand(
            asked,
            tools.glossary,
            segmenter=tools.segmenter,
            vocabulary=vocabulary,
            without=without,
        )

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


def _hybrid(expansion: Expansion, vocabulary: Vocabulary, tools: Tools) -> RetrieverQuery:
    lexical = _lexical(expansion, vocabulary, tools)
    return replace(lexical, vector=_vector(expansion.text, expansion.meaning, tools.encoder))


def _lexical(expansion: Expansion, vocabulary: Vocabulary, _tools: Tools) -> RetrieverQuery:
    return RetrieverQuery(
        words=TextQuery(words=expansion.own + expansion.other),
        trigrams=TextQuery(trigrams=_counted(trigrams(expansion.meaning))),
        most_words=most_words_score(expansion, vocabulary),
    )


def _semantic(expansion: Expansion, _vocabulary: Vocabulary, tools: Tools) -> RetrieverQuery:
    return RetrieverQuery(vector=_vector(expansion.text, expansion.meaning, tools.encoder))


def _phrase(expansion: Expansion, _vocabulary: Vocabulary, _tools: Tools) -> RetrieverQuery:
    return RetrieverQuery(words=TextQuery(words=expansion.own))


_ASKS = {
    SearchMode.HYBRID: _hybrid,
    SearchMode.WORDS: _lexical,
    SearchMode.SEMANTIC: _semantic,
    SearchMode.PHRASE: _phrase,
}
_WEIGHTS: dict[SearchMode, SignalWeights] = {
    SearchMode.HYBRID: HYBRID,
    SearchMode.WORDS: LEXICAL,
    SearchMode.SEMANTIC: SEMANTIC,
    SearchMode.PHRASE: SignalWeights(semantic=0.0, words=1.0, trigrams=0.0),
}


def weights_of(mode: SearchMode) -> SignalWeights:
    """What each signal counts in a mode."""
    return _WEIGHTS[mode]


def _vector(text: str, meaning: str, encoder: Encoder) -> Vectors:
    """The query's vector; an inner product with the sum is the weighted mean of both cosines."""
    if text == meaning:
        return encoder.encode_queries([text])
    typed, meant = encoder.encode_queries([text, meaning])
    mixed: Vectors = (1 - MEANING_SHARE) * typed + MEANING_SHARE * meant
    return mixed[None, :]


def _counted(tokens: tuple[str, ...]) -> tuple[WeightedTerm, ...]:
    return tuple(WeightedTerm(text=t, weight=float(n)) for t, n in Counter(tokens).items())


def _worth(terms: tuple[WeightedTerm, ...], vocabulary: Vocabulary) -> dict[str, float]:
    """What the words are worth that are telling enough to be marked alone."""
    return {
        term.text: term.weight * vocabulary.idf(term.text)
        for term in terms
        if term.weight >= _LEAST_MARKED_WEIGHT
    }
