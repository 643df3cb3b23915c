"""Words and names that are searched with those of the query, each with its weight.

They come from the glossary (other names of a concept in Thai and English, the only lexical bridge
between the languages) and from forms of the query's words (การร้องเรียน for ร้องเรียน, complaint
for complaints). What the index lacks is dropped. Of up to twenty names of a concept that have the
same words one is shown; switched off, it takes along the others.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itasearch.domain.glossary import (
    Concept,
    Glossary,
    GlossaryMatch,
    everyday_words,
    ignored_words,
    query_terms,
)
from itasearch.model.ranking import AddedName, Addition
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import Vocabulary, topical, word_forms

_YEAR = re.compile("(fy)?(25|20)[0-9]{2}")

# Weights were varied likewise (nDCG@10 .847). Flat, and chosen by hand: ignored words 0 to .2,
# everyday ones .05 to 1, prefixed ones .5 to 1. Synonyms at .3 and .9 lose .001.
IGNORED_WEIGHT = 0.05  # of an ignored word of the glossary where the query asks for others
EVERYDAY_WEIGHT = 0.3  # of a word of nearly every report where others are asked for
PREFIXED_WEIGHT = 0.9  # of a word of the query with or without a nominal prefix
SYNONYM_WEIGHT = 0.6  # of the rarest word of another name of a concept; the query's own weigh 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A concept that the query names."""

    typed: str  #: the words that name it, as typed; `places` their indexes
    concept: Concept
    places: tuple[int, ...]
    #: its other names that are searched: all of their words occur in the index
    added: tuple[str, ...]
    related: tuple[str, ...] = ()  #: Thai words searched with them
    #: those of `added` and `related` that bring in new words
    shown: tuple[str, ...] = ()


def _bridges(
    query: ParsedQuery, glossary: Glossary, vocabulary: Vocabulary, without: Collection[str]
) -> Iterator[Bridge]:
    """Bridges unless `without` has all shown names, or all words must be there; of broad concepts
    from foreign names only."""
    for match in query_terms(glossary).match(query.words):
        typed_words = {query.words[position] for position in match.places}
        if typed_words <= query.demanded:
            continue
        is_foreign = all(map(str.isascii, typed_words))
        for concept in match.concepts:
            if concept.broad and not is_foreign:
                continue
            leaders = _leaders(concept, typed_words, vocabulary)
            kept = [n for n, lead in leaders.items() if n not in without and lead not in without]
            if leaders and not kept:
                continue
            yield Bridge(
                typed=_as_typed(query, match),
                concept=concept,
                places=match.places,
                added=tuple(name for name in kept if name in concept.terms),
                related=tuple(name for name in kept if name not in concept.terms),
                shown=tuple(name for name in kept if leaders[name] == name),
            )


def _leaders(
    concept: Concept, typed_words: Collection[str], vocabulary: Vocabulary
) -> dict[str, str]:
    leaders: dict[str, str] = {}
    by_word: dict[str, str] = {}
    typed = frozenset(typed_words)
    for name in dict.fromkeys((*concept.terms, *concept.related)):
        words = vocabulary.topical_words(name)
        if not vocabulary.knows_all(words) or typed.issuperset(words):
            continue
        new = [word for word in words if word not in by_word and word not in typed]
        leader = name if new else next(by_word[word] for word in words if word in by_word)
        leaders[name] = leader
        by_word |= dict.fromkeys(new, leader)
    return leaders


def _as_typed(query: ParsedQuery, match: GlossaryMatch) -> str:
    spans = query.spans
    if not match.apart:
        return query.text[spans[match.first].start : spans[match.last - 1].end]
    return " ".join(query.text[spans[i].start : spans[i].end] for i in match.apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A query with everything that its lexical side searches."""

    text: str  #: the query, misspelled words corrected
    own: Mapping[str, float]  #: weights, up to 1, of the query's words and their forms
    other: Mapping[str, float]  #: of words of the bridges that are not among its own
    bridges: tuple[Bridge, ...]  #: concepts that the query names, in its order
    missing: tuple[str, ...]  #: topical words that neither knows
    respelled: tuple[tuple[str, str], ...] = ()  #: (as typed, as meant) of what was misspelled

    @property
    def added(self) -> tuple[AddedName, ...]:
        """Names that were added, respelled ones first, each once."""
        names: dict[str, AddedName] = {}
        for typed, name in self.respelled:
            names.setdefault(name, AddedName(name=name, asked=typed, kind=Addition.RESPELLING))
        for bridge in self.bridges:
            for name in bridge.shown:
                if name in bridge.related or bridge.concept.only_related:
                    kind = Addition.RELATED
                elif name.isascii() == bridge.typed.isascii():
                    kind = Addition.SYNONYM
                else:
                    kind = Addition.TRANSLATION
                names.setdefault(name, AddedName(name=name, asked=bridge.typed, kind=kind))
        return tuple(names.values())


NO_EXPANSION = Expansion(text="", own={}, other={}, bridges=(), missing=())


def expand(
    query: ParsedQuery, glossary: Glossary, *, vocabulary: Vocabulary, without: Collection[str] = ()
) -> Expansion:
    """What is searched beside the words of `query`, but for these names (AddedName.name)."""
    own = _own_terms(query.words, vocabulary)
    bridges = tuple(_bridges(query, glossary, vocabulary, without))
    other = _other_terms(bridges, vocabulary)
    named = {query.words[i] for bridge in bridges if bridge.added for i in bridge.places}
    named_words = named.union(own)
    return Expansion(
        text=query.text,
        own=own,
        other={word: weight for word, weight in other.items() if word not in own},
        bridges=bridges,
        missing=tuple(
            word
            for word in sought_words(query.words)
            if named_words.isdisjoint((word, *word_forms(word)))
        ),
    )


def sought_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words that say what is asked for; years and very common words only if nothing else does."""
    topical_words = topical(words)
    return tuple(word for word in topical_words if not is_everyday(word)) or topical_words


def is_everyday(word: str) -> bool:
    """Whether `word` is of nearly every report, or a year."""
    return word in everyday_words() or bool(_YEAR.fullmatch(word))


def _own_terms(words: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    weights: dict[str, float] = {}
    sought = sought_words(words)
    for word in words:
        ignored = word in ignored_words()
        if vocabulary.knows(word):
            weights[word] = (
                1.0 if word in sought else IGNORED_WEIGHT if ignored else EVERYDAY_WEIGHT
            )
        if not ignored:
            for form in filter(vocabulary.knows, word_forms(word)):
                weights.setdefault(form, PREFIXED_WEIGHT)
    return weights


def _other_terms(bridges: Iterable[Bridge], vocabulary: Vocabulary) -> dict[str, float]:
    weights: dict[str, float] = {}
    for bridge in bridges:
        for name in (*bridge.added, *bridge.related):
            idfs = {word: vocabulary.idf(word) for word in vocabulary.topical_words(name)}
            # The rarest word has share 1, commoner ones much less.
            rarest = max(idfs.values(), default=0.0)
            for word, idf in idfs.items() if rarest > 0 else ():
                weights[word] = max(weights.get(word, 0.0), SYNONYM_WEIGHT * (idf / rarest) ** 2)
    return weights
