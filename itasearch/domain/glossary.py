"""Concepts of ITA with their Thai and English terms: the bridge between the languages.

A text names a concept by any of its terms; search then adds the others. Terms are compared by
key: case, spaces, hyphens, dots, Thai digits, an English plural or -ing and British or American
spelling do not count. Queries are matched more loosely than reports: also by everyday words
(เส้นสาย for patronage) and by English word stems in any order ("policy on refusing gifts").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import snowballstemmer

from itasearch.domain.loader import records, records_of_folder
from itasearch.text.thai.normalize import arabic_digits, normalize

_WORDS_FILE = "glossary.toml"
_FOLDER = "glossary"
NOMINAL_PREFIXES = ("การ", "ความ")
"""Prefixes that make a noun of a verb: การร้องเรียน means ร้องเรียน."""
_SEPARATORS = re.compile(r"[^\w\u0e31-\u0e4e]+")
_LATIN = re.compile(r"[a-z]+")
_PLURAL = re.compile(r"(?<=[sxz])es$|(?<=[cs]h)es$|(?<=[^su])s$")
_SINGULAR = frozenset({"news"})
_GERUND = re.compile("(?<=[a-z]{4})ing$")
_AMERICAN = re.compile(r"(?<=i)z(?=[aei])")
_STEMMER = snowballstemmer.stemmer("english")

_MOST_OTHER_WORDS = 4
"""Other words between the first and the last word of a name of several words."""

_MOST_CONCEPTS = 2
"""Concepts that share a stem; a stem of more is ambiguous."""

_SHORTEST_STEM = 5
"""Letters of a stem that names a concept alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing with several names.

    Attributes:
        id: stable name, for example "no_gift".
        gloss: what it is, in one line of Thai or English.
        thai: Thai terms, the usual one first.
        english: English terms.
        short: abbreviations in either language.
        near: related Thai words that are searched too; they do not name the concept.
        asked: everyday words that name it in a query, though not in a report.
        shared: those of its terms that another concept holds too, on purpose.
        broad: whether its Thai names are everyday words, not to be widened.
        loose: whether its names are akin rather than the same (ไลน์, เฟซบุ๊ก).

    Raises:
        ValueError: it has no Thai term.
    """

    id: str
    gloss: str = ""
    thai: tuple[str, ...]
    english: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    broad: bool = False
    loose: bool = False

    def __post_init__(self) -> None:
        if not self.thai:
            raise ValueError(f"concept {self.id} has no Thai term")

    @property
    def terms(self) -> tuple[str, ...]:
        """All names of the concept."""
        return self.thai + self.english + self.short


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryMatch:
    """Words of a text that name a concept.

    Attributes:
        concepts: one, or several where the term is shared.
        first: index of the first word, from 0.
        last: index after the last word.
        apart: indexes of the words, where others come between them or their order differs;
            () where all words from first to last name it.
    """

    concepts: tuple[Concept, ...]
    first: int
    last: int
    apart: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Indexes of the words that name it."""
        return self.apart or tuple(range(self.first, self.last))


class Glossary:
    """Finds the concepts that segmented words name. Immutable, safe to share.

    Raises:
        ValueError: two concepts have the same id or, unmarked, the same term.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        """All concepts, in the order of the files."""
        self._by_key = _by_key(self.concepts)
        self._beginnings = frozenset(
            key[:end] for key in self._by_key for end in range(1, len(key) + 1)
        )

    def match(self, words: Sequence[str]) -> tuple[GlossaryMatch, ...]:
        """Concepts named by `words` (a segmented text), in the text's order.

        At each word the longest term is taken; matches do not overlap and keep
        to word boundaries: "ไลน์" is not found inside "ออนไลน์".
        """
        keys = [term_key(word) for word in words]
        found: list[GlossaryMatch] = []
        first = 0
        while first < len(keys):
            match = self._longest_at(keys, first)
            if match is not None:
                found.append(match)
            first = match.last if match is not None else first + 1
        return tuple(found)

    def _longest_at(self, keys: Sequence[str], first: int) -> GlossaryMatch | None:
        """The longest match from `first` on, with or without การ or ความ before it."""
        best = self._longest_from(keys[first], keys, first)
        for prefix in NOMINAL_PREFIXES:
            if keys[first].startswith(prefix):
                bare = self._longest_from(keys[first].removeprefix(prefix), keys, first)
                if bare is not None and (best is None or bare.last > best.last):
                    best = bare
        return best

    def _longest_from(self, start: str, keys: Sequence[str], first: int) -> GlossaryMatch | None:
        best: GlossaryMatch | None = None
        joined = ""
        for last in range(first + 1, len(keys) + 1):
            joined += start if last == first + 1 else keys[last - 1]
            if joined and joined not in self._beginnings:  # a start may be a bare การ
                break
            if concepts := self._by_key.get(joined):
                best = GlossaryMatch(concepts=concepts, first=first, last=last)
        return best


@lru_cache(maxsize=32_768)
def term_key(term: str) -> str:
    """A key that is equal for all spellings of a term, such as "E-Services" and "e service"."""
    plain = arabic_digits(normalize(term)).casefold().replace(".", "")
    return "".join(_english_stem(part) for part in _SEPARATORS.split(plain))


def _english_stem(word: str) -> str:
    if not _LATIN.fullmatch(word) or len(word) < 4 or word in _SINGULAR:
        return word
    singular = word[:-3] + "y" if word.endswith("ies") else _PLURAL.sub("", word)
    return _AMERICAN.sub("s", _GERUND.sub("", singular))


@cache
def glossary() -> Glossary:
    """The glossary of this package, read once.

    Raises:
        ValueError: a file is malformed, or a term names two concepts unmarked.
    """
    return Glossary(records_of_folder(_FOLDER, "concept", Concept))


@cache
def ignored_words() -> frozenset[str]:
    """Words without a topic of their own, of both languages."""
    return frozenset(records(_WORDS_FILE, "ignored", str))


@cache
def everyday_words() -> frozenset[str]:
    """Casefolded words of nearly every report, without weight beside another word."""
    return frozenset(records(_WORDS_FILE, "everyday", str))


def _by_key(concepts: Sequence[Concept]) -> Mapping[str, tuple[Concept, ...]]:
    holders: defaultdict[str, list[Concept]] = defaultdict(list)
    ids: set[str] = set()
    for concept in concepts:
        if concept.id in ids:
            raise ValueError(f"two concepts have the id {concept.id!r}")
        ids.add(concept.id)
        for key in dict.fromkeys(map(term_key, concept.terms)):
            holders[key].append(concept)
    for key, held_by in holders.items():
        if len(held_by) > 1 and not any(key in map(term_key, c.shared) for c in held_by):
            names = ", ".join(concept.id for concept in held_by)
            raise ValueError(f"the term {key!r} names {names}; mark it as shared or drop one")
    return {key: tuple(held_by) for key, held_by in holders.items()}


class QueryTerms:
    """Finds the concepts that a query names; immutable, safe to share."""

    def __init__(self, glossary: Glossary) -> None:
        widened = (replace(one, thai=one.thai + one.asked) for one in glossary.concepts)
        self._glossary = Glossary(widened)
        self.concepts = self._glossary.concepts
        """All concepts; everyday words are among their Thai names."""
        self._single: defaultdict[str, dict[str, Concept]] = defaultdict(dict)
        self._by_stem: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._concepts: defaultdict[frozenset[str], dict[str, Concept]] = defaultdict(dict)
        for concept in self.concepts:
            for name in concept.english:
                self._take(concept, name)

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
        """Names of several words that are all near each other."""
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
            if (
                i not in named
                and 0 < len(concepts) <= _MOST_CONCEPTS
                and len(stem) >= _SHORTEST_STEM
            ):
                yield GlossaryMatch(concepts=concepts, first=i, last=i + 1)


@cache
def query_terms(glossary: Glossary) -> QueryTerms:
    """The query terms of a glossary, cached."""
    return QueryTerms(glossary)


def term_words(name: str) -> list[str]:
    """The English words of a name, casefolded; apostrophes and hyphens separate them."""
    parts = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return [part for part in parts if part.isalpha()]


@lru_cache(maxsize=8_192)
def english_stem(word: str) -> str:
    """The stem of an English word, equal for British and American spelling."""
    return str(_STEMMER.stemWord(word.replace("iz", "is").replace("yz", "ys")))


def _nearest_places(name: frozenset[str], stems: dict[int, str]) -> tuple[int, ...]:
    """Indexes where the stems are closest together; () where too many words come between."""
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
    near = best and best[-1] - best[0] < len(name) + _MOST_OTHER_WORDS
    return best if near else ()
