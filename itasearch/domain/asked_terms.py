"""Concepts that a query names: looser than Glossary.match, which is made for reports.

Everyday words count (เส้นสาย for patronage), and so do English names by their word
stems, in any order and with words between: "policy on refusing gifts" names what
"no gift policy" does, "procuring" what "procurement" does. Imports its neighbour
glossary and snowballstemmer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import snowballstemmer

from itasearch.domain.glossary import Concept, Glossary, GlossaryMatch, ignored_words

_WORDS_BETWEEN = 4
_MOST_CONCEPTS = 2
_SHORTEST = 5
_STEMMER = snowballstemmer.stemmer("english")


class AskedTerms:
    """What queries call the concepts of a glossary; immutable, safe to share."""

    def __init__(self, glossary: Glossary) -> None:
        widened = (replace(one, thai=one.thai + one.asked) for one in glossary.concepts)
        self._glossary = Glossary(widened)
        self._single: defaultdict[str, dict[str, Concept]] = defaultdict(dict)
        self._by_stem: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._concepts: defaultdict[frozenset[str], dict[str, Concept]] = defaultdict(dict)
        for concept in self._glossary.concepts:
            for name in concept.english:
                self._take(concept, name)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts; everyday words are among their Thai names."""
        return self._glossary.concepts

    def match_exactly(self, words: Sequence[str]) -> tuple[GlossaryMatch, ...]:
        """Concepts that `words` name as they are; see Glossary.match."""
        return self._glossary.match(words)

    def match(self, words: Sequence[str]) -> tuple[GlossaryMatch, ...]:
        """Concepts that `words` (a segmented query) name, exactly or by stems, in its order.

        Of matches that share words those of more words win; the exact one of equals.
        """
        exact = self._glossary.match(words)
        stems = {
            i: english_stem(word)
            for i, word in enumerate(words)
            if word.isascii() and word.isalpha() and word not in ignored_words()
        }
        options = [*exact, *self._apart(stems), *self._alone(stems, exact)]
        taken: set[int] = set()
        found: list[GlossaryMatch] = []
        for option in sorted(options, key=lambda one: -len(one.places)):
            if taken.isdisjoint(option.places):
                taken.update(option.places)
                found.append(option)
        return tuple(sorted(found, key=lambda one: one.first))

    def _take(self, concept: Concept, name: str) -> None:
        words = [word for word in term_words(name) if word not in ignored_words()]
        stems = frozenset(map(english_stem, words))
        if len(stems) > 1:
            self._concepts[stems].setdefault(concept.id, concept)
            for stem in stems:
                if stems not in self._by_stem[stem]:
                    self._by_stem[stem].append(stems)
        elif len(words) == 1 and len(term_words(name)) == 1:
            self._single[next(iter(stems))].setdefault(concept.id, concept)

    def _apart(self, stems: dict[int, str]) -> Iterator[GlossaryMatch]:
        """Names of several words all of which stand near each other."""
        present = set(stems.values())
        names = {name for stem in present for name in self._by_stem.get(stem, ())}
        for name in sorted(names, key=sorted):
            if name <= present and (places := _nearest_places(name, stems)):
                concepts = tuple(self._concepts[name].values())[:_MOST_CONCEPTS]
                yield GlossaryMatch(
                    concepts=concepts, first=places[0], last=places[-1] + 1, apart=places
                )

    def _alone(
        self, stems: dict[int, str], exact: Iterable[GlossaryMatch]
    ) -> Iterator[GlossaryMatch]:
        """Single words with the stem of a name of one word, where that is not ambiguous."""
        named = {i for match in exact for i in match.places}
        for i, stem in stems.items():
            concepts = tuple(self._single.get(stem, {}).values())
            if i not in named and 0 < len(concepts) <= _MOST_CONCEPTS and len(stem) >= _SHORTEST:
                yield GlossaryMatch(concepts=concepts, first=i, last=i + 1)


@cache
def asked_terms(glossary: Glossary) -> AskedTerms:
    """The terms of a glossary, made at their first use."""
    return AskedTerms(glossary)


def term_words(name: str) -> list[str]:
    """The English words of a name, casefolded; apostrophes and hyphens part them."""
    return [part for part in _parts(name) if part.isalpha()]


def _parts(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in name.casefold()).split()


@lru_cache(maxsize=8_192)
def english_stem(word: str) -> str:
    """What the forms of an English word have in common; British and American ones too."""
    return str(_STEMMER.stemWord(word.replace("iz", "is").replace("yz", "ys")))


def _nearest_places(name: frozenset[str], stems: dict[int, str]) -> tuple[int, ...]:
    """Where the stems stand nearest together; () where too many words stand between."""
    best: tuple[int, ...] = ()
    for start in stems:
        found: dict[str, int] = {}
        for i in (i for i in stems if i >= start):
            if stems[i] in name:
                found.setdefault(stems[i], i)
        if len(found) == len(name):
            places = tuple(sorted(found.values()))
            if not best or places[-1] - places[0] < best[-1] - best[0]:
                best = places
    near = best and best[-1] - best[0] < len(name) + _WORDS_BETWEEN
    return best if near else ()
