"""What of a measure is laid beside another: letters, words and concepts of its text.

The town's own names, years and figures are left out, as they are when copies are
told. Pieces of words stand up to OCR damage and Thai's missing spaces, words carry
more meaning, and concepts of the glossary bridge wordings that share neither. What a
measure is for stands in its title and first step; how it is done, in the rest.
Imports its neighbours, enrich, domain, model, text and numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.compare.names import name_words
from itasearch.compare.steps import split_steps
from itasearch.domain.glossary import GlossaryMatch, glossary, ignored_words
from itasearch.domain.words import segmenter
from itasearch.enrich.same_text import SUBSTANCE_FIELDS, bare_letters
from itasearch.model.records import Measure, Organisation

Grams: TypeAlias = NDArray[np.uint64]
"""Runs of two to four letters, each packed into a number, repeated as often as they occur."""

CONCEPT_MARK = "«"
"""Begins what stands for words that name a concept: two wordings of it are one word."""

_LONGEST_GRAM = 4
_LETTER_BITS = np.uint64(16)  # four letters of the Basic Multilingual Plane fill 64 bits
_LONGEST_FIELD = 4_000
"""Code points of a field that are looked at; bounds the work on hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A measure taken apart; words are topical ones, in order.

    Attributes:
        title_grams: pieces of the title.
        task_grams: pieces of title and steps: what is to be done.
        title_words: words of the title.
        purpose_words: words of title and first step.
        task_words: words of title and steps.
        words: words of all fields that tell what is done.
        title_concepts: ids of the glossary's concepts that the title names.
        concepts: those that any of its fields names.
    """

    title_grams: Grams
    task_grams: Grams
    title_words: tuple[str, ...]
    purpose_words: tuple[str, ...]
    task_words: tuple[str, ...]
    words: tuple[str, ...]
    title_concepts: frozenset[str]
    concepts: frozenset[str]


@lru_cache(maxsize=4_096)  # a reader of comparisons comes back to the same reports
def terms(measure: Measure, organisation: Organisation | None) -> Terms:
    """The terms of a measure of this organisation."""
    texts = {name: measure.text(name)[:_LONGEST_FIELD] for name in SUBSTANCE_FIELDS}
    title_letters = bare_letters(texts["title"], organisation)
    steps = split_steps(texts["steps"])
    title, first_step, later_steps, *others = (
        _read(text, organisation)
        for text in (
            texts["title"],
            "\n".join(steps[:1]),
            "\n".join(steps[1:]),
            *(text for name, text in texts.items() if name not in {"title", "steps"}),
        )
    )
    task = title.words + first_step.words + later_steps.words
    return Terms(
        title_grams=grams(title_letters),
        task_grams=grams(title_letters + bare_letters(texts["steps"], organisation)),
        title_words=title.words,
        purpose_words=title.words + first_step.words,
        task_words=task,
        words=task + tuple(word for one in others for word in one.words),
        title_concepts=title.concepts,
        concepts=frozenset().union(
            *(one.concepts for one in (title, first_step, later_steps, *others))
        ),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Topical words of a text, and the concepts that it names."""

    words: tuple[str, ...]
    concepts: frozenset[str]


_NOTHING = _Reading((), frozenset())


def _read(text: str, organisation: Organisation | None) -> _Reading:
    if not text.strip():
        return _NOTHING
    words = _words(text, organisation)
    matches = glossary().match(words)
    return _Reading(_topical(words, matches), _concepts(matches))


def grams(text: str) -> Grams:
    """All runs of two to four letters of `text`."""
    letters = np.frombuffer(text.encode("utf-16-le"), dtype="<u2").astype(np.uint64)
    runs: list[Grams] = []
    run = letters
    for length in range(2, _LONGEST_GRAM + 1):
        run = (run[:-1] << _LETTER_BITS) | letters[length - 1 :]
        runs.append(run)
    return np.concatenate(runs)


def _words(text: str, organisation: Organisation | None) -> tuple[str, ...]:
    """The words of `text` without those that spell a name of the organisation."""
    words = segmenter().words(text)
    names = name_words(organisation)
    kept: list[str] = []
    first = 0
    while first < len(words):
        last = names.end(words, first)
        if last == first:
            kept.append(words[first])
            last += 1
        first = last
    return tuple(kept)


def _concepts(matches: Sequence[GlossaryMatch]) -> frozenset[str]:
    """Ids of the concepts that a text names; everyday ones, which all texts name, left out."""
    return frozenset(one.id for match in matches for one in match.concepts if not one.broad)


def _topical(words: Sequence[str], matches: Sequence[GlossaryMatch]) -> tuple[str, ...]:
    """Words that tell something; those that name one concept are that concept's mark."""
    found: list[str] = []
    done = 0
    for match in matches:
        if len(match.concepts) == 1 and not match.concepts[0].broad:
            found += filter(_is_topical, words[done : match.first])
            found.append(CONCEPT_MARK + match.concepts[0].id)
            done = match.last
    found += filter(_is_topical, words[done:])
    return tuple(found)


def _is_topical(word: str) -> bool:
    return word not in _ignored() and not word.isdecimal()


@cache
def _ignored() -> frozenset[str]:
    return ignored_words()
