"""Concepts of ITA with their Thai and English terms: the bridge between the languages.

A text names a concept by any of its terms; search then adds the others. Terms are compared by
key: case, spaces, hyphens, dots, Thai digits, an English plural or -ing and British or American
spelling do not count. Queries are matched more loosely than reports: also by everyday words
(เส้นสาย for patronage) and by English word stems in any order ("policy on refusing gifts").
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial

import snowballstemmer

from itasearch.domain.loader import records, records_of_folder
from itasearch.domain.words import segmenter
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.lexicon import everyday_cost
from itasearch.text.thai.normalize import arabic_digits
from itasearch.text.thai.words import trigrams

_WORDS_FILE = "glossary.toml"
NOMINAL_PREFIXES = ("การ", "ความ")
"""Prefixes that make a noun of a verb: การร้องเรียน means ร้องเรียน."""
_SEPARATORS = re.compile(r"[^\w\u0e31-\u0e4e]+")
_ONE_THAI_WORD = re.compile(r"[\u0e01-\u0e4e]+")
_LATIN = re.compile(r"[a-z]+")
_ENGLISH = re.compile(r"[^\W_]+")
_PLURAL = re.compile(r"(?<=[sxz])es$|(?<=[cs]h)es$|(?<=[^su])s$")
_GERUND = re.compile("(?<=[a-z]{4})ing$")
_AMERICAN = re.compile(r"(?<=i)z(?=[aei])")
_STEMMER = snowballstemmer.stemmer("english")
_MOST_OTHER_WORDS = 4  # other words between the first and the last word of a name of several words
_MOST_CONCEPTS = 2  # concepts that share a stem; a stem of more is ambiguous
_SHORTEST_STEM = 5  # letters of a stem that names a concept alone


_COMMON_COST, _RARE_COST = 6.0, 12.0
"""Costs (see `everyday_cost`) of words that say next to nothing of a matter, such as งาน, and of
words that say all they can, such as โปร่งใส; what is between counts in proportion. A small library
has few of some words of every question (นาน, ติดต่อ), so its own counts do not show that they are
common."""

_LEAST_RARITY = 0.1  # of the most common words; long questions gain .007, English .004, none loses

_KEPT_BY_STEMS = 2  # first letters of a word that its stem keeps; dying and its rhymes do not
_BEGINNING = 5  # first letters that rule out most stretches of words at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing with several names."""

    id: str  #: stable name, for example "no_gift"
    gloss: str = ""  #: what it is, in one line of Thai or English
    thai: tuple[str, ...]  #: Thai terms, the usual one first
    english: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  #: Thai words that are searched too; they do not name the concept
    asked: tuple[str, ...] = ()  #: everyday words that name it in a query, though not in a report
    shared: tuple[str, ...] = ()  #: those of its terms that another concept holds too, on purpose
    broad: bool = False  #: whether its Thai names are everyday words, not to be widened
    only_related: bool = False  #: its names are related, not the same (ไลน์, เฟซบุ๊ก)
    means: bool = False  #: it says how something is done, not about what (training)

    def __post_init__(self) -> None:
        if not self.thai:
            raise ValueError(f"concept {self.id} has no Thai term")

    @property
    def terms(self) -> tuple[str, ...]:
        """All names of the concept."""
        return self.thai + self.english + self.short


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryMatch:
    """Words of a text that name a concept."""

    concepts: tuple[Concept, ...]  #: one, or several where the term is shared
    first: int  #: index of the first word
    last: int  #: index after the last one
    #: indexes of the words, where others come between them or their order differs
    apart: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Indexes of the words that name it."""
        return self.apart or tuple(range(self.first, self.last))


class _Names:
    """Concepts by their names that begin in one script; each is made when a text needs it."""

    def __init__(self, concepts: Sequence[Concept], *, is_ascii: bool) -> None:
        holders: defaultdict[str, list[Concept]] = defaultdict(list)
        for concept in concepts:
            terms = _plain("\n".join(concept.terms)).split("\n")  # at once: a third faster
            keys = (_key(term) for term in terms if term[:1].isascii() is is_ascii)
            for key in dict.fromkeys(keys):
                holders[key].append(concept)
        for key, held_by in holders.items():
            if len(held_by) > 1 and not any(key in map(term_key, c.shared) for c in held_by):
                ids = ", ".join(concept.id for concept in held_by)
                raise ValueError(f"the term {key!r} names {ids}; mark it as shared or drop one")
        self.by_key = {key: tuple(held_by) for key, held_by in holders.items()}
        self._keys = sorted(self.by_key)
        self._beginnings = frozenset(
            beginning
            for length in range(1, _BEGINNING + 1)
            for beginning in {key[:length] for key in self._keys}
        )

    def has_beginning(self, joined: str) -> bool:
        if len(joined) <= _BEGINNING or joined[:_BEGINNING] not in self._beginnings:
            return joined in self._beginnings
        index = bisect_left(self._keys, joined)
        return index < len(self._keys) and self._keys[index].startswith(joined)


class Glossary:
    """Finds the concepts that segmented words name. Immutable, safe to share."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)  #: All concepts, in the order of the files
        self._names = cache(partial(_Names, self.concepts))
        counts = Counter(concept.id for concept in self.concepts)
        if repeated := [identifier for identifier, count in counts.items() if count > 1]:
            raise ValueError(f"several concepts have the ids {repeated}")

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """All concepts by their ids."""
        return {concept.id: concept for concept in self.concepts}

    def is_loose(self, name: str) -> bool:
        """Whether it is an everyday word for a concept and a term of none."""
        return term_key(name) in self._loose

    @cached_property
    def _loose(self) -> frozenset[str]:
        terms = {term_key(term) for concept in self.concepts for term in concept.terms}
        return frozenset(
            key
            for concept in self.concepts
            for word in concept.asked
            if (key := term_key(word)) not in terms
        )

    def match(self, words: Sequence[str]) -> tuple[GlossaryMatch, ...]:
        """Concepts named by `words` (a segmented text), in the text's order.

        At each word the longest term is taken; matches do not overlap and keep
        to word boundaries: "ไลน์" is not found inside "ออนไลน์".
        """
        keys = [term_key(word) for word in words]
        matches: list[GlossaryMatch] = []
        first = 0
        while first < len(keys):
            match = self._longest_at(keys, first)
            if match is not None:
                matches.append(match)
            first = match.last if match is not None else first + 1
        return tuple(matches)

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
            if not joined:  # of a bare การ
                continue
            names = self._names(is_ascii=joined[0].isascii())
            if concepts := names.by_key.get(joined):
                best = GlossaryMatch(concepts=concepts, first=first, last=last)
            elif not names.has_beginning(joined):
                break
        return best


@lru_cache(maxsize=65_536)
def term_key(term: str) -> str:
    """A key that is equal for all spellings of a term, such as "E-Services" and "e service"."""
    return _key(_plain(term))


def _plain(text: str) -> str:
    return arabic_digits(canonical(text)).casefold().replace(".", "")


def _key(plain: str) -> str:
    if _ONE_THAI_WORD.fullmatch(plain):
        return plain
    return "".join([_english_stem(part) for part in _SEPARATORS.split(plain)])


@lru_cache(maxsize=16_384)
def _english_stem(word: str) -> str:
    if not _LATIN.fullmatch(word) or len(word) < 4 or word == "news":
        return word
    singular = word[:-3] + "y" if word.endswith("ies") else _PLURAL.sub("", word)
    return _AMERICAN.sub("s", _GERUND.sub("", singular))


@cache
def glossary() -> Glossary:
    """The glossary of this package, read once."""
    return Glossary(records_of_folder("glossary", "concept", Concept))


@cache
def ignored_words() -> frozenset[str]:
    """Words without a topic of their own, of both languages."""
    return frozenset(records(_WORDS_FILE, "ignored", str))


@cache
def everyday_words() -> frozenset[str]:
    """Casefolded words of nearly every report, without weight beside another word."""
    return frozenset(records(_WORDS_FILE, "everyday", str))


@cache
def _common_english() -> frozenset[str]:
    return frozenset(map(english_stem, records("common_english.toml", "common", str)))


@lru_cache(maxsize=8_192)
def is_common_english(word: str) -> bool:
    """Whether a casefolded word is a form of one of the commonest words of English."""
    return word.isascii() and word.isalpha() and english_stem(word) in _common_english()


def rarity(word: str) -> float:
    """How much a word says, 0.1 to 1: less of one that is common in everyday Thai or English."""
    if is_common_english(word):
        return _LEAST_RARITY
    cost = everyday_cost(word)
    if cost is None:
        return 1.0
    share = (cost - _COMMON_COST) / (_RARE_COST - _COMMON_COST)
    return max(_LEAST_RARITY, min(share, 1.0))


@cache
def english_trigrams() -> frozenset[str]:
    """Of the commonest words of English and of the glossary's English names."""
    names = (name for concept in glossary().concepts for name in concept.english)
    words = {*_common_english(), *(word for name in names for word in name.casefold().split())}
    return frozenset(gram for word in words for gram in trigrams(word))


_EnglishName = tuple[tuple[str, ...], tuple[str, ...], Concept]
"""Beginnings of its words, the words, and what it names."""


class QueryTerms:
    """Finds the concepts that a query names; safe to share.

    Stemming the names takes longer than all else, so a name is stemmed where all of its words
    begin as stems of the query do: a stem changes no letter of its word but its own last one.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = Glossary(
            replace(concept, thai=concept.thai + concept.asked) if concept.asked else concept
            for concept in glossary.concepts
        )
        self.concepts = self._glossary.concepts
        """All concepts; everyday words are among their Thai names."""
        self._wider: dict[str, frozenset[Concept]] = {}

    @cached_property
    def _names(self) -> Mapping[str, Sequence[_EnglishName]]:
        """English names by the rarest beginning of their words, so that few are compared."""
        names = [(c, words) for c in self.concepts for words in map(_name_words, c.english)]
        common = Counter(_beginning(word) for _, words in names for word in words)
        english_names: defaultdict[str, list[_EnglishName]] = defaultdict(list)
        for concept, words in names:
            if beginnings := tuple(map(_beginning, words)):
                rarest = min(beginnings, key=lambda start: (common[start], start))
                english_names[rarest].append((beginnings, words, concept))
        return english_names

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
        named = self._named(frozenset(stems.values())) if stems else {}
        return _longest([*exact, *_apart(named, stems), *_alone(named, stems, exact)])

    def match_inside(self, words: Sequence[str], match: GlossaryMatch) -> tuple[GlossaryMatch, ...]:
        """Concepts that some of the words of `match` name: งบประมาณ in แผนการใช้จ่ายงบประมาณ.

        `words`: those that it is a match of.
        """
        places = match.places
        matches: list[GlossaryMatch] = []
        for start, end in ((0, len(places) - 1), (1, len(places))):
            part = [words[position] for position in places[start:end]]
            for inner in self.match_exactly(part):
                its = tuple(places[start + i] for i in inner.places)
                first, last = its[0], its[-1] + 1
                apart = () if len(its) == last - first else its
                matches.append(replace(inner, first=first, last=last, apart=apart))
        return _longest(matches)

    def wider(self, concept: Concept) -> frozenset[Concept]:
        """Concepts that the usual Thai name of `concept` names in part: gift of gift register.

        Everyday ones are left out.
        """
        if concept.id not in self._wider:
            words = segmenter().words(concept.thai[0])
            whole = GlossaryMatch(concepts=(concept,), first=0, last=len(words))
            self._wider[concept.id] = frozenset(self._inside(words, whole)) - {concept}
        return self._wider[concept.id]

    def _inside(self, words: Sequence[str], match: GlossaryMatch) -> Iterator[Concept]:
        for part in self.match_inside(words, match):
            yield from (concept for concept in part.concepts if not concept.broad)
            yield from self._inside(words, part)

    def _named(self, stems: frozenset[str]) -> Mapping[frozenset[str], tuple[Concept, ...]]:
        concepts: defaultdict[frozenset[str], dict[str, Concept]] = defaultdict(dict)
        present = frozenset(map(_beginning, stems))
        roots = tuple(stem[:-1] for stem in stems)
        for beginning in present:
            for beginnings, words, concept in self._names.get(beginning, ()):
                if present.issuperset(beginnings) and all(w.startswith(roots) for w in words):
                    name = frozenset(map(english_stem, words))
                    if name <= stems and (len(name) > 1 or len(words) == 1):
                        concepts[name].setdefault(concept.id, concept)
        return {name: tuple(concepts.values()) for name, concepts in concepts.items()}


def _apart(
    named: Mapping[frozenset[str], Sequence[Concept]], stems: dict[int, str]
) -> Iterator[GlossaryMatch]:
    for name in sorted(named, key=sorted):
        if len(name) > 1 and (places := _nearest_places(name, stems)):
            concepts = tuple(named[name][:_MOST_CONCEPTS])
            yield GlossaryMatch(
                concepts=concepts, first=places[0], last=places[-1] + 1, apart=places
            )


def _alone(
    named: Mapping[frozenset[str], Sequence[Concept]],
    stems: dict[int, str],
    exact: Iterable[GlossaryMatch],
) -> Iterator[GlossaryMatch]:
    covered = {i for match in exact for i in match.places}
    for i, stem in stems.items():
        concepts = tuple(named.get(frozenset({stem}), ()))
        if i not in covered and 0 < len(concepts) <= _MOST_CONCEPTS and len(stem) >= _SHORTEST_STEM:
            yield GlossaryMatch(concepts=concepts, first=i, last=i + 1)


def _longest(options: Iterable[GlossaryMatch]) -> tuple[GlossaryMatch, ...]:
    """Of options that share words those of more words, and the first of equals, in order."""
    covered: set[int] = set()
    matches: list[GlossaryMatch] = []
    for option in sorted(options, key=lambda match: -len(match.places)):
        if covered.isdisjoint(option.places):
            covered.update(option.places)
            matches.append(option)
    return tuple(sorted(matches, key=lambda match: match.first))


@cache
def query_terms(glossary: Glossary) -> QueryTerms:
    """The query terms of a glossary, cached."""
    return QueryTerms(glossary)


def term_words(name: str) -> list[str]:
    """The English words of a name, casefolded; apostrophes and hyphens separate them."""
    return [word for word in _ENGLISH.findall(name.casefold()) if word.isalpha()]


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name that it is found by; () for one word among ignored ones."""
    words = term_words(name)
    topical = tuple(_british(word) for word in words if word not in ignored_words())
    return topical if len(topical) > 1 or len(words) == 1 else ()


def _beginning(word: str) -> str:
    return word[:_KEPT_BY_STEMS]


@lru_cache(maxsize=8_192)
def english_stem(word: str) -> str:
    """The stem of an English word, equal for British and American spelling."""
    return str(_STEMMER.stemWord(_british(word)))


def _british(word: str) -> str:
    return word.replace("iz", "is").replace("yz", "ys")


def _nearest_places(name: frozenset[str], stems: dict[int, str]) -> tuple[int, ...]:
    """Indexes where the stems are closest together; () where too many words come between."""
    best: tuple[int, ...] = ()
    for start in stems:
        numbers: dict[str, int] = {}
        for i in (i for i in stems if i >= start):
            if stems[i] in name:
                numbers.setdefault(stems[i], i)
        if len(numbers) == len(name):
            places = tuple(sorted(numbers.values()))
            if not best or places[-1] - places[0] < best[-1] - best[0]:
                best = places
    near = best and best[-1] - best[0] < len(name) + _MOST_OTHER_WORDS
    return best if near else ()
