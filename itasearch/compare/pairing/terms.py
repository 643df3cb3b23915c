"""A measure taken apart into what is compared of it: words and concepts.

Without the town's own names, years and figures. Concepts of the glossary bridge wordings that share
no word.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from itasearch.compare.difference.spans import OWN_NAME, tokens
from itasearch.domain.glossary import GlossaryMatch, glossary, ignored_words, query_terms
from itasearch.enrich.copies import SUBSTANCE_FIELDS
from itasearch.model.records import Measure, Organisation
from itasearch.text.thai.stretches import split_steps

Words: TypeAlias = Mapping[str, float]
"""Distinct words of a text; a word's weight grows slowly with how often it occurs."""

CONCEPT_MARK = "«"  #: Begins the key of words that name a concept: two wordings of it are one word

_LONGEST_FIELD = 4_000  # code points of a field that are looked at; bounds the work on hostile text


_IN_TITLE, _IN_STEPS, _ELSEWHERE = 2.0, 1.0, 0.5
"""How much a concept counts by where it is named: many rows inform "on the web site"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A measure taken apart into topical words."""

    title_words: Words
    task_words: Words  #: of title and steps
    words: Words  #: of all fields that describe what is done
    #: weights of the glossary's concepts: in the title 2, steps 1, other fields ½
    concepts: Mapping[str, float]
    title_concepts: frozenset[str]  #: ids of those that the title names


@lru_cache(maxsize=4_096)  # a reader of comparisons comes back to the same reports
def terms(measure: Measure, organisation: Organisation | None) -> Terms:
    """The terms of a measure of this organisation."""
    texts = {name: measure.text(name)[:_LONGEST_FIELD] for name in SUBSTANCE_FIELDS}
    title = _read(texts.pop("title"), organisation)
    steps = [_read(step, organisation) for step in split_steps(texts.pop("steps"))]
    others = [_read(text, organisation) for text in texts.values()]
    task = [*title.words, *chain.from_iterable(step.words for step in steps)]
    return Terms(
        title_words=counted_words(title.words),
        task_words=counted_words(task),
        words=counted_words(chain(task, *(other.words for other in others))),
        concepts=dict.fromkeys(_named(others), _ELSEWHERE)
        | dict.fromkeys(_named(steps), _IN_STEPS)
        | dict.fromkeys(title.concepts, _IN_TITLE),
        title_concepts=title.concepts,
    )


class _Reading(NamedTuple):
    words: tuple[str, ...]
    concepts: frozenset[str]


def _named(readings: Iterable[_Reading]) -> Iterator[str]:
    return chain.from_iterable(reading.concepts for reading in readings)


def _read(text: str, organisation: Organisation | None) -> _Reading:
    found = tokens(text, organisation, None) if text.strip() else ()
    words = tuple(token.key for token in found if token.key != OWN_NAME)
    known = query_terms(glossary())
    matches = known.match_exactly(words)
    # Everyday concepts are named by all texts; another text may name a wider one only.
    named = {concept for match in matches for concept in match.concepts if not concept.broad}
    concepts = named.union(*(known.wider(concept) for concept in named))
    inner = (it for match in matches for it in known.match_inside(words, match))
    concepts |= {concept for match in inner for concept in match.concepts if concept.means}
    return _Reading(_topical(words, matches), frozenset(concept.id for concept in concepts))


def counted_words(words: Iterable[str]) -> Words:
    """Words of a text, in the order of their first occurrence."""
    return {word: 1 + math.log(count) for word, count in Counter(words).items()}


def _topical(words: Sequence[str], matches: Sequence[GlossaryMatch]) -> tuple[str, ...]:
    """A word that alone names a concept becomes its key; of several the words stay, too."""
    found: list[str] = []
    done = 0
    for match in matches:
        if named := [concept.id for concept in match.concepts if not concept.broad]:
            found += filter(_is_topical, words[done : match.first])
            found += [CONCEPT_MARK + it for it in named]
            if match.last - match.first > 1:
                found += filter(_is_topical, words[match.first : match.last])
            done = match.last
    found += filter(_is_topical, words[done:])
    return tuple(found)


def _is_topical(word: str) -> bool:
    return word not in ignored_words() and not word.isdecimal()


@cache
def means() -> frozenset[str]:
    """Ids of concepts by which something is done, whatever it is about."""
    return frozenset(concept.id for concept in glossary().concepts if concept.means)
