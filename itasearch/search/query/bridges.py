"""Other names of what a query asks for, and which of them a person sees.

A concept has up to twenty names, most made of the same words: one of each is shown
and stands for the rest, so that a name switched off takes along what it brought.
Imports domain and its neighbours parse and vocabulary.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from itasearch.domain.glossary import Concept, GlossaryMatch, ignored_words
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.text.thai.words import Segmenter

_TELLING_SHARE = 0.6
"""A word tells what a name is when it is nearly as rare as the rarest word of the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A concept that the query names.

    Attributes:
        asked: the words of the query that name it, as typed.
        concept: what they name.
        added: its other names that are searched: all of their words occur in the index.
        near: Thai words searched with them.
        shown: those of `added`, `near` and `meaning` that bring in telling words which
            no earlier one does; the others were brought by them.
        meaning: the Thai name that stands for a foreign one; None for Thai ones.
    """

    asked: str
    concept: Concept
    added: tuple[str, ...]
    near: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    meaning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgedMatch:
    """A match of the glossary with a bridge for each of its concepts."""

    match: GlossaryMatch
    bridges: tuple[Bridge, ...]


def bridged(
    query: ParsedQuery,
    matches: Iterable[GlossaryMatch],
    *,
    segmenter: Segmenter,
    vocabulary: Vocabulary,
    without: Collection[str] = (),
) -> tuple[BridgedMatch, ...]:
    """The bridges of concepts that `query` names.

    Everyday Thai words stand for themselves: a broad concept is bridged from foreign
    names only. A bridge all of whose shown names are in `without` is left out.
    """
    found = []
    for match in matches:
        foreign = is_foreign(query, match)
        bridges = tuple(
            bridge
            for concept in match.concepts
            if foreign or not concept.broad
            if (bridge := _bridge(query, match, concept, segmenter, vocabulary, without))
        )
        found.append(BridgedMatch(match=match, bridges=bridges))
    return tuple(found)


def is_foreign(query: ParsedQuery, match: GlossaryMatch) -> bool:
    """Whether the concept is named in Latin letters."""
    return all(query.words[place].isascii() for place in match.places)


def topical(words: Iterable[str]) -> tuple[str, ...]:
    """Those of `words` that carry a topic, each once."""
    return tuple(word for word in dict.fromkeys(words) if word not in ignored_words())


@lru_cache(maxsize=16_384)
def telling_words(name: str, segmenter: Segmenter) -> tuple[str, ...]:
    """Words of a name that carry a topic, each once."""
    return topical(segmenter.words(name))


def _bridge(
    query: ParsedQuery,
    match: GlossaryMatch,
    concept: Concept,
    segmenter: Segmenter,
    vocabulary: Vocabulary,
    without: Collection[str],
) -> Bridge | None:
    """The bridge to one concept; None where nothing of it is left."""
    asked_words = {query.words[place] for place in match.places}
    meaning = concept.thai[0] if is_foreign(query, match) else None
    leaders: dict[str, str] = {}
    by_word: dict[str, str] = {}
    for name in dict.fromkeys((*concept.terms, *concept.near)):
        words = telling_words(name, segmenter)
        is_known = bool(words) and all(map(vocabulary.knows, words))
        if name != meaning and (not is_known or asked_words.issuperset(words)):
            continue
        new = [word for word in words if word not in by_word and word not in asked_words]
        rarest = max(map(vocabulary.idf, words))
        brings = any(vocabulary.idf(word) >= _TELLING_SHARE * rarest for word in new)
        leader = name if brings or name == meaning else _leader(words, by_word)
        if leader is not None:
            leaders[name] = leader
            by_word |= dict.fromkeys(new, leader)
    kept = [n for n, leader in leaders.items() if n not in without and leader not in without]
    if leaders and not kept:
        return None
    known = [name for name in kept if all(map(vocabulary.knows, telling_words(name, segmenter)))]
    return Bridge(
        asked=_asked(query, match),
        concept=concept,
        added=tuple(name for name in known if name in concept.terms),
        near=tuple(name for name in known if name not in concept.terms),
        shown=tuple(name for name in kept if leaders[name] == name),
        meaning=meaning if meaning in kept else None,
    )


def _leader(words: Iterable[str], by_word: Mapping[str, str]) -> str | None:
    """The name that brought one of `words` first; None where none did."""
    return next((by_word[word] for word in words if word in by_word), None)


def _asked(query: ParsedQuery, match: GlossaryMatch) -> str:
    """The words as typed; those apart without what stands between."""
    spans = query.spans
    if not match.apart:
        return query.text[spans[match.first].start : spans[match.last - 1].end]
    return " ".join(query.text[spans[i].start : spans[i].end] for i in match.apart)
